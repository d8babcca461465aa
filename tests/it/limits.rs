//! A claim that tells its own limit is not broken by what is told of the other side of it:
//! `fixtures/limits.toml`.

use pledgelint::language::Languages;
use pledgelint::quantity::{Quantity, Units, are_sides_of_one_limit};
use pledgelint::report::Report;
use pledgelint::{Checker, Ruleset, date};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    rules: String,
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Pair {
    claim: String,
    terms: String,
    found: bool,
    /// Why the opposite is found today.
    #[serde(default)]
    known_wrong: Option<String>,
}

/// The messages of the findings in a file.
fn told_of(path: &str, report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    let of_file = findings.filter(|found| {
        let place = found.primary.place.as_ref();
        place.is_some_and(|place| &*place.path == path)
    });
    of_file.map(|found| found.message.clone()).collect()
}

#[test]
fn what_lies_behind_the_limit_of_a_claim_breaks_nothing() {
    let fixture = include_str!("../../fixtures/limits.toml");
    let fixture: Fixture = toml::from_str(fixture).expect("the fixture is well formed");
    let ruleset = Ruleset::parse("pledgelint.toml", &fixture.rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let mut wrong = Vec::new();
    for pair in &fixture.pair {
        let files = [("ads/a.md", &pair.claim), ("terms/t.md", &pair.terms)];
        let read = files.map(|(path, text)| checker.read(path, text.as_bytes()));
        let report = checker.report(read, date(2026, 6, 1));
        let found = told_of("terms/t.md", &report);
        if (found.is_empty() == pair.found) != pair.known_wrong.is_some() {
            wrong.push(format!("{} | {}: {found:?}", pair.claim, pair.terms));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn claims_with_a_limit_hide_none_without() {
    let rules = "[promise.ship]\nsummary = \"Delivery is free.\"\n\
        [promise.ship.claims]\nen = [\"free delivery\"]\n\
        [promise.ship.breaches.fee]\nen = [\"delivery fee\"]\n";
    let ruleset = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let limited = "Free delivery on orders over $50.\n\n".repeat(9);
    let files = |flat: &str| {
        let files = [
            ("a.md", limited.clone()),
            ("b.md", flat.to_owned()),
            (
                "t.md",
                "Orders below $50 carry a delivery fee.\n".to_owned(),
            ),
        ];
        let read = files.map(|(path, text)| checker.read(path, text.as_bytes()));
        let report = checker.report(read, date(2026, 6, 1));
        told_of("t.md", &report)
    };
    assert_eq!(files("Nothing.\n"), [] as [String; 0]);
    let found = files("Free delivery.\n");
    assert!(found.len() == 1 && found[0].contains("b.md:1"), "{found:?}");
}

fn only(code: &str, text: &str) -> Quantity {
    let languages = Languages::builtin();
    let language = languages.get(code).expect("the language is built in");
    let read = language.quantities(Units::builtin()).read(text, None);
    let [one] = <[Quantity; 1]>::try_from(read).expect("the text has one quantity");
    one
}

#[test]
fn a_limit_has_two_sides() {
    for (code, claimed, broken, sides) in [
        ("en", "on orders over $50", "orders below $50", true),
        ("en", "from $50", "orders under $50", true),
        ("en", "on orders over $30", "orders below $50", false),
        ("en", "on orders over $50", "orders of $50 or more", false),
        ("en", "on orders over €50", "orders below $50", false),
        (
            "en",
            "up to 24 hours before",
            "less than 24 hours before",
            true,
        ),
        (
            "en",
            "up to 24 hours before",
            "within one day of arrival",
            true,
        ),
        ("en", "within 30 days", "within 30 days", false),
        (
            "en",
            "up to 24 hours before",
            "up to 24 hours before",
            false,
        ),
        ("en", "up to 30 GB", "more than 30 GB", true),
        ("en", "up to 30 GB", "below 30 GB", false),
        ("vi", "đơn từ 300.000đ", "đơn dưới 300.000đ", true),
        ("vi", "trước 3 ngày", "trong vòng 3 ngày", true),
        ("zh", "满88元", "不足88元", true),
        ("zh", "入住前24小时", "入住前24小时内", true),
    ] {
        let (limit, its) = (only(code, claimed), only(code, broken));
        let told = are_sides_of_one_limit(&limit, &its);
        assert_eq!(
            told, sides,
            "{claimed} | {broken}: {:?} {:?}",
            limit.value, its.value
        );
    }
}
