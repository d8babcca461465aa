//! What is kept of a document as bytes comes back as it was, of every file that there is to read.

use std::sync::LazyLock;

use pledgelint::check::document;
use pledgelint::discover::{Discoverer, Observed};
use pledgelint::extract::{Extract, Given};
use pledgelint::{Checker, Ruleset};
use proptest::prelude::*;

use crate::support::files_under;

const RULES: &str = r#"
packs = ["telecom", "retail", "travel"]
[channel.marketing]
paths = ["**/*.md", "**/*.html"]
[subject.freedom]
names = { any = ["Freedom", "Tự Do", "自由"] }
[subject.tariff]
each = { paths = ["**"], from = "title" }
[promise.data]
subject  = "freedom"
claims   = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限量"] }
breaches.slowed = { en = ["throttl*", "slow*"], vi = ["bóp băng thông"], zh = ["限速"] }
[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"], vi = ["hoàn tiền"], zh = ["退款"] }
[promise.hours.value]
is    = "24/7"
topic = { en = ["support", "agents"], vi = ["hỗ trợ"], zh = ["客服"] }
"#;

/// Files of the fixtures that are no rules.
fn texts() -> Vec<(String, Vec<u8>)> {
    files_under("fixtures", |name| !name.ends_with(".rules.toml"))
}

fn ruleset() -> Ruleset {
    Ruleset::parse("pledgelint.toml", RULES).unwrap_or_else(|found| panic!("{found:#?}"))
}

#[test]
fn every_statement_of_every_fixture_comes_back() {
    let ruleset = ruleset();
    let checker = Checker::new(&ruleset);
    let (mut files, mut statements, mut values, mut directives) = (0, 0, 0, 0);
    for (path, bytes) in texts() {
        let Ok(read) = checker.read(&path, &bytes) else {
            continue;
        };
        let kept = read.to_record().expect(&path);
        let again = Extract::from_record(&ruleset, &path, &kept).expect(&path);
        assert_eq!(format!("{again:?}"), format!("{read:?}"), "{path}");
        files += 1;
        statements += read.statements.len();
        directives += read.directives.len();
        let its = read.statements.iter();
        values += its.filter(|statement| statement.value.is_some()).count();
    }
    let seen = (files, statements, values, directives);
    assert!(
        files > 100 && statements > 500 && values > 50 && directives > 5,
        "{seen:?}"
    );
}

#[test]
fn every_name_of_every_fixture_comes_back() {
    let ruleset = ruleset();
    let discoverer = Discoverer::new(&ruleset);
    let mut told = 0;
    for (path, bytes) in texts() {
        let Ok(document) = document(&ruleset, &path, &bytes, &Given::default()) else {
            continue;
        };
        let observed = discoverer.observe(&document);
        let kept = observed.to_record(&path).expect(&path);
        let again = Observed::from_record(&path, &kept).expect(&path);
        let (again, before) = (format!("{again:?}"), format!("{observed:?}"));
        assert_eq!(again, before, "{path}");
        told += usize::from(before != format!("{:?}", Observed::default()));
    }
    assert!(told > 50, "{told} files show names");
}

#[test]
fn a_record_of_other_rules_or_of_another_file_is_none() {
    let ruleset = ruleset();
    let text = "Freedom has unlimited data.\n\nRefunds are given within 14 days.\n";
    let read = Checker::new(&ruleset).read("a.md", text.as_bytes());
    let read = read.expect("it is text");
    let kept = read.to_record().expect("it can be kept");
    assert!(Extract::from_record(&ruleset, "a.md", &kept).is_some());
    let fewer = Ruleset::parse(
        "pledgelint.toml",
        "[promise.a]\nclaims = { en = [\"none\"] }",
    );
    let fewer = fewer.expect("the rules are right");
    assert!(Extract::from_record(&fewer, "a.md", &kept).is_none());
    let mut elsewhere = read;
    elsewhere.path = "b.md".into();
    assert!(elsewhere.to_record().is_none());
}

/// The rules, and a record of a text that they judge.
static KEPT: LazyLock<(Ruleset, Vec<u8>)> = LazyLock::new(|| {
    let ruleset = ruleset();
    let text = "# Freedom\n\nUnlimited data, throttled after 30 GB.\n\n\
        <!-- pledgelint-disable-next refund reason=\"old\" until=2027-01-01 -->\n\
        Refunds within 14 days, except on sale.\n\nSupport: Mon-Fri 9:00-18:00.\n";
    let read = Checker::new(&ruleset)
        .read("a.md", text.as_bytes())
        .expect("it is text");
    let kept = read.to_record().expect("it can be kept");
    (ruleset, kept)
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// What a checksum does not hold back may say something else; it ends no run.
    #[test]
    fn turned_bytes_are_none_or_can_be_judged(
        turned in prop::collection::vec((any::<u16>(), any::<u8>()), 1..4), end in any::<u16>()
    ) {
        let (ruleset, kept) = &*KEPT;
        let checker = Checker::new(ruleset);
        let mut kept = kept.clone();
        for (at, byte) in turned {
            let at = usize::from(at) % kept.len();
            kept[at] = byte;
        }
        if end % 4 == 0 {
            kept.truncate(usize::from(end) % kept.len());
        }
        if let Some(again) = Extract::from_record(ruleset, "a.md", &kept) {
            let report = checker.report([Ok(again)], pledgelint::date(2026, 6, 1));
            for found in report.findings.iter().chain(&report.notes) {
                prop_assert!(found.primary.place.as_ref().is_none_or(|place| !place.text().is_empty()
                    || place.span.is_empty()));
            }
        }
    }
}
