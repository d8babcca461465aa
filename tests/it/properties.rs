//! What holds of every content, shown on content that is put together at random: what changes no
//! meaning changes no finding, and every finding has both sides.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pledgelint::judge::{Finding, SideRole};
use pledgelint::report::Report;
use pledgelint::text::{Folded, Span};
use pledgelint::{Checker, Ruleset, date};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const RULES: &str = r#"
[channel.marketing]
paths = ["ads/**"]
[channel.spec]
paths = ["specs/**"]
[subject.freedom]
names = { en = ["Freedom"], vi = ["Tự Do"], zh = ["自由"] }
[subject.lite]
names = { en = ["Lite"], vi = ["Gói Nhỏ"], zh = ["轻享"] }
[promise.data]
subject  = "freedom"
claims   = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限量"] }
breaches.slowed  = { en = ["throttl*"], vi = ["bóp băng thông"], zh = ["限速"] }
breaches.charged = { en = ["overage fee*"], vi = ["cước vượt gói"], zh = ["套外资费"] }
[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"], vi = ["hoàn tiền"], zh = ["退款"] }
"#;

/// Sentences about the promises: made, broken, denied, of another plan, asked.
const TELLING: [&str; 18] = [
    "Freedom brings unlimited data to everyone.",
    "Freedom is throttled after 30 GB.",
    "With Freedom an overage fee applies.",
    "Freedom is never throttled.",
    "Is Freedom throttled?",
    "Lite is throttled after 5 GB.",
    "Refunds are given within 14 days.",
    "Refunds are given within 45 days.",
    "Gói Tự Do có data không giới hạn.",
    "Tự Do bị bóp băng thông sau 30 GB.",
    "Tự Do tính cước vượt gói.",
    "Gói Nhỏ bị bóp băng thông.",
    "Hoàn tiền trong vòng 14 ngày.",
    "自由套餐流量不限量。",
    "自由套餐超出后限速。",
    "自由套餐收取套外资费。",
    "轻享套餐限速。",
    "退款期限为 14 天。",
];

/// Paragraphs that speak of no promise, and of no plan.
const INNOCENT: [&str; 8] = [
    "The shop on Main Street opens at nine.",
    "Our people like to help, and they speak your language.",
    "- bread\n- butter",
    "Cửa hàng mở cửa lúc chín giờ.",
    "Nhân viên luôn sẵn lòng giúp bạn.",
    "门店九点开门。",
    "> A good day begins with tea.",
    "Café, naïve, Ωmega, 𝒳 and 👩‍👩‍👧 — all are welcome.",
];

/// Paragraphs of each file.
type Content = Vec<(String, Vec<String>)>;

fn paragraph() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(&TELLING[..]);
    let innocent = prop::sample::select(&INNOCENT[..]);
    prop_oneof![3 => telling, 1 => innocent].prop_map(str::to_owned)
}

fn content() -> impl Strategy<Value = Content> {
    let names = vec![
        "ads/a.md",
        "ads/b.md",
        "specs/s.md",
        "specs/t.md",
        "terms.md",
    ];
    let names = prop::sample::subsequence(names, 2..=5);
    names.prop_flat_map(|names| {
        let paragraphs =
            prop::collection::vec(prop::collection::vec(paragraph(), 1..6), names.len());
        let names = names.into_iter().map(str::to_owned);
        let names: Vec<String> = names.collect();
        paragraphs.prop_map(move |paragraphs| names.iter().cloned().zip(paragraphs).collect())
    })
}

fn written(content: &Content) -> Vec<(String, String)> {
    let text = |paragraphs: &[String]| paragraphs.join("\n\n") + "\n";
    let files = content.iter();
    files
        .map(|(name, paragraphs)| (name.clone(), text(paragraphs)))
        .collect()
}

fn report(ruleset: &Ruleset, files: &[(String, String)]) -> Report {
    let checker = Checker::new(ruleset);
    let read = files
        .iter()
        .map(|(path, text)| checker.read(path, text.as_bytes()));
    checker.report(read, date(2026, 6, 1))
}

/// The findings without what their places in a file are: each with its file and its words.
fn told(report: &Report) -> Vec<String> {
    let side = |found: &Finding| {
        let place = found.primary.place.as_ref();
        let place = place.map(|place| {
            format!(
                "{} {:?}",
                place.path,
                place.text().nfc().collect::<String>()
            )
        });
        place.unwrap_or_default()
    };
    let all = report.findings.iter();
    let told = all.map(|found| {
        let mut line = format!(
            "{} {:?} {}",
            found.promise,
            found.facet,
            found.verdict.name()
        );
        write!(line, " {} {}", found.severity, side(found)).expect("a string grows");
        line
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

fn ruleset() -> Ruleset {
    Ruleset::parse("pledgelint.toml", RULES).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        cases: count,
        ..ProptestConfig::default()
    }
}

#[test]
fn the_sentences_have_findings_of_every_kind() {
    let all = TELLING
        .iter()
        .chain(&INNOCENT)
        .map(|text| (*text).to_owned());
    let files = written(&vec![("specs/s.md".to_owned(), all.collect())]);
    let told = told(&report(&ruleset(), &files));
    assert_eq!(
        told.iter()
            .filter(|line| line.starts_with("data Some(\"slowed\")"))
            .count(),
        3,
        "{told:#?}"
    );
    assert_eq!(
        told.iter()
            .filter(|line| line.starts_with("data Some(\"charged\")"))
            .count(),
        3,
        "{told:#?}"
    );
    assert_eq!(
        told.iter()
            .filter(|line| line.starts_with("refund"))
            .count(),
        3,
        "{told:#?}"
    );
    assert_eq!(told.len(), 9, "{told:#?}");
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn normal_forms_line_ends_and_the_order_of_files_change_no_finding(
        content in content(), turned in any::<u16>()
    ) {
        let ruleset = ruleset();
        let files = written(&content);
        let plain = told(&report(&ruleset, &files));
        let with = |change: &dyn Fn(&str) -> String| {
            let files = files.iter().map(|(name, text)| (name.clone(), change(text)));
            told(&report(&ruleset, &files.collect::<Vec<_>>()))
        };
        prop_assert_eq!(&with(&|text| text.nfd().collect()), &plain);
        prop_assert_eq!(&with(&|text| text.nfkc().collect::<String>().nfc().collect()), &plain);
        prop_assert_eq!(&with(&|text| text.replace('\n', "\r\n")), &plain);
        prop_assert_eq!(&with(&|text| text.replace('\n', "\r")), &plain);
        prop_assert_eq!(&with(&|text| format!("\u{feff}{text}")), &plain);
        let mut other = files.clone();
        let by = usize::from(turned) % other.len();
        other.rotate_left(by);
        if turned % 2 == 0 {
            other.reverse();
        }
        prop_assert_eq!(told(&report(&ruleset, &other)), plain);
    }

    #[test]
    fn an_innocent_paragraph_changes_no_finding(
        content in content(), paragraph in prop::sample::select(&INNOCENT[..]), at in any::<u16>()
    ) {
        let ruleset = ruleset();
        let plain = told(&report(&ruleset, &written(&content)));
        let mut other = content.clone();
        let file = usize::from(at) % other.len();
        let paragraphs = &mut other[file].1;
        let before = usize::from(at) / 7 % (paragraphs.len() + 1);
        paragraphs.insert(before, paragraph.to_owned());
        prop_assert_eq!(told(&report(&ruleset, &written(&other))), plain, "{:?}", other);
    }

    #[test]
    fn a_finding_goes_with_the_paragraph_of_its_breach(content in content()) {
        let ruleset = ruleset();
        let files = written(&content);
        let before = report(&ruleset, &files);
        let Some(found) = before.findings.iter().find(|found| found.primary.role == SideRole::Breach)
        else {
            return Ok(());
        };
        let place = found.primary.place.as_ref().expect("a breach has a place");
        let at = files.iter().position(|(name, _)| **name == *place.path).expect("it is a file");
        let mut other = content.clone();
        let mut from = 0;
        let holds = |paragraph: &String| {
            let start = from;
            from += paragraph.len() + 2;
            (start..from).contains(&place.span.start)
        };
        let gone = content[at].1.iter().position(holds).expect("it stands in a paragraph");
        other[at].1.remove(gone);
        let after = told(&report(&ruleset, &written(&other)));
        let (before, gone) = (told(&before), told_one(found));
        let count = |all: &[String]| all.iter().filter(|line| **line == gone).count();
        prop_assert_eq!(count(&after) + 1, count(&before), "{}", gone);
    }

    #[test]
    fn every_finding_has_both_sides_in_files_that_there_are(content in content()) {
        let files = written(&content);
        let report = report(&ruleset(), &files);
        let text_of = |path: &str| match path {
            "pledgelint.toml" => Some(RULES),
            path => files.iter().find(|(name, _)| name == path).map(|(_, text)| text.as_str()),
        };
        for found in report.findings.iter().chain(&report.notes) {
            let sides = std::iter::once(&found.primary).chain(&found.related);
            let mut places = BTreeSet::new();
            for place in sides.filter_map(|side| side.place.as_ref()) {
                let text = text_of(&place.path);
                prop_assert!(text.is_some(), "{} is no file", place.path);
                let said = text.and_then(|text| text.get(place.span.range()));
                prop_assert_eq!(said, Some(place.text()), "{}", place.path);
                places.insert((place.path.clone(), place.span.start));
            }
            let sides = if found.verdict.name() == "unmatched" { 1 } else { 2 };
            prop_assert!(places.len() >= sides, "{found:#?}");
        }
    }
}

/// A finding as [`told`] tells it.
fn told_one(found: &Finding) -> String {
    let one = Report::new(vec![found.clone()]);
    told(&one).remove(0)
}

/// Letters whose folding looks at what stands around them, and others.
fn letters() -> impl Strategy<Value = String> {
    let hard = "[a-cA-CoOuUyYòóọùũđĐơƯăẾeđ \n\r\t.,'’“-]|[\u{300}\u{301}\u{302}\u{309}\u{31b}\u{323}]\
        |[限流量達不臺]|[ｆ３％ﬁİıſßΣς]|[\u{ad}\u{200b}\u{202c}\u{2028}\u{feff}\u{e0061}\u{34f}]|[еоА𝐛ⓒ👩]";
    prop::collection::vec(hard, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn what_is_folded_leads_back_to_its_letters(text in letters()) {
        let folded = Folded::new(&text);
        let ends: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
        for (index, &start) in ends.iter().enumerate() {
            let mut last = 0;
            for &end in &ends[index..] {
                let span = folded.original_span(Span::new(start, end));
                prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
                prop_assert!(span.end >= last, "{span:?} of {text:?}");
                last = span.end;
            }
        }
        let whole = folded.original_span(Span::new(0, folded.text().len()));
        let left = [&text[..whole.start], &text[whole.end..]].concat();
        prop_assert!(Folded::new(&left).text().trim().is_empty(), "{left:?} of {text:?}");
    }

    #[test]
    fn folding_is_done_once_and_in_every_normal_form(text in letters()) {
        let folded = |text: &str| Folded::new(text).text().to_owned();
        let once = folded(&text);
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(folded(&decomposed), folded(&composed), "{:?}", text);
        prop_assert_eq!(folded(&once), once, "{:?}", text);
    }

    #[test]
    fn every_statement_of_any_text_lies_on_characters(text in letters(), before in paragraph()) {
        let text = format!("{before}{text}\n\n{text} {before} {text}");
        let ruleset = ruleset();
        let checker = Checker::new(&ruleset);
        for path in ["a.md", "a.txt", "a.html", "a.csv"] {
            let Ok(read) = checker.read(path, text.as_bytes()) else {
                continue;
            };
            for statement in &read.statements {
                let place = &statement.place;
                prop_assert_eq!(text.get(place.span.range()), Some(place.text()), "{} of {:?}", path, text);
            }
        }
    }
}
