//! Whose promise is it: the texts of `fixtures/subjects`, each with its twin that differs only in
//! the subject; things without a declared name; subjects that documents make.

use pledgelint::extract::Given;
use pledgelint::judge::Finding;
use pledgelint::{Checker, Ruleset, date};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    claim: String,
    promised: String,
    other: String,
    rules: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default = "markdown")]
    file: String,
    text: String,
}

fn markdown() -> String {
    "a.md".to_owned()
}

fn findings(rules: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let ruleset = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let read = files.iter().map(|(path, text)| {
        let text = text.trim_start_matches('\n');
        checker.read_given(path, text.as_bytes(), &Given::default())
    });
    checker.report(read, date(2026, 6, 1)).findings
}

fn check(fixture: &str, at_least: usize) {
    let fixture: Fixture = toml::from_str(fixture).expect("the fixture is well formed");
    assert!(fixture.case.len() >= at_least, "{}", fixture.case.len());
    let mut wrong = Vec::new();
    for case in &fixture.case {
        for (subject, expected) in [(&fixture.promised, 1), (&fixture.other, 0)] {
            let file = case.file.replace("{}", subject);
            let text = case.text.replace("{}", subject);
            let files = [("claim.md", fixture.claim.as_str()), (&file, &text)];
            let found = findings(&fixture.rules, &files);
            if found.len() != expected {
                let said = found.iter().map(|finding| finding.message.as_str());
                wrong.push(format!(
                    "{} with {subject}: {expected} expected, found {:?}",
                    case.name,
                    said.collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_subjects_are_found_in_every_context() {
    check(include_str!("../../fixtures/subjects/en.toml"), 20);
}

#[test]
fn vietnamese_subjects_are_found_in_every_context() {
    check(include_str!("../../fixtures/subjects/vi.toml"), 20);
}

#[test]
fn chinese_subjects_are_found_in_every_context() {
    check(include_str!("../../fixtures/subjects/zh.toml"), 20);
}

/// Rules that know no subject.
const NAMELESS: &str = r#"
[promise.data]
claims   = { en = ["unlimited data"], vi = ["(data & không giới hạn)"], zh = ["不限流量"] }
breaches = { en = ["throttled"], vi = ["giảm tốc độ"], zh = ["限速"] }
applies  = "when-claimed"
[promise.price.value]
kind  = "money"
topic = { en = ["price"], vi = ["giá"], zh = ["价格"] }
"#;

/// How many findings a text alone has, with no subject declared.
fn nameless(path: &str, text: &str, expected: usize) {
    let found = findings(NAMELESS, &[(path, text)]);
    let said: Vec<_> = found.iter().map(|finding| &finding.message).collect();
    assert_eq!(found.len(), expected, "{text}\n{said:?}");
}

#[test]
fn things_that_structure_tells_apart_need_no_name() {
    nameless(
        "a.md",
        "| | Small | Large |\n|-|-|-|\n| Price | $5 | $9 |\n| Data | throttled | unlimited data |",
        0,
    );
    nameless(
        "a.md",
        "| Plan | Price | Data |\n|-|-|-|\n| S | $5 | throttled |\n| L | $9 | unlimited data |",
        0,
    );
    nameless(
        "a.html",
        "<table><tr><th></th><th>S</th><th>L</th></tr><tr><th>Price</th><td>$5</td><td>$9</td></tr></table>",
        0,
    );
    nameless(
        "a.md",
        "## Small plan\n\nSpeed is throttled.\n\n## Large plan\n\nUnlimited data.",
        0,
    );
    nameless(
        "a.md",
        "**Small plan.** Speed is throttled.\n\n**Large plan.** Unlimited data.",
        0,
    );
    nameless(
        "a.md",
        "## Gói Nhỏ\n\nChúng tôi giảm tốc độ.\n\n## Gói Lớn\n\nData không giới hạn.",
        0,
    );
    nameless(
        "a.md",
        "## 畅享套餐\n\n用满后限速。\n\n## 尊享套餐\n\n不限流量。",
        0,
    );
}

#[test]
fn what_is_one_thing_stays_one() {
    nameless(
        "a.md",
        "## Small plan\n\nSpeed is throttled. Unlimited data.",
        1,
    );
    nameless(
        "a.md",
        "## Speed\n\nSpeed is throttled.\n\n## Allowance\n\nUnlimited data.",
        1,
    );
    nameless(
        "a.md",
        "## Your plan\n\nSpeed is throttled.\n\n## Small plan\n\nUnlimited data.",
        1,
    );
    nameless(
        "a.md",
        "**Speed.** You are throttled.\n\n**Data.** Unlimited data.",
        1,
    );
    nameless(
        "a.md",
        "# Unlimited data\n\n| | Small | Large |\n|-|-|-|\n| Speed | full | throttled |",
        1,
    );
    nameless(
        "a.md",
        "## Gói của bạn\n\nChúng tôi giảm tốc độ.\n\n## Gói Lớn\n\nData không giới hạn.",
        1,
    );
    nameless(
        "a.md",
        "## 更换套餐\n\n用满后限速。\n\n## 尊享套餐\n\n不限流量。",
        1,
    );
}

#[test]
fn a_dozen_numbered_plans_are_judged_one_by_one() {
    let plan = |number: usize| {
        let (data, price) = if number.is_multiple_of(2) {
            ("unlimited data", "$9")
        } else {
            ("throttled after 30 GB", "$5")
        };
        format!("**{number}. Model {number}.** The price is {price}. It is {data}.\n\n")
    };
    let text: String = (1..=12).map(plan).collect();
    nameless("terms.md", &text, 0);
}

/// Rules whose subjects are the titles of the tariffs.
fn made(from: &str) -> String {
    format!(
        r#"
[subject.mobile]
names = {{ en = ["Mobile"] }}
[subject.tariffs]
part-of = "mobile"
each    = {{ paths = ["tariffs/**"], from = "{from}" }}
[promise.data]
subject  = "mobile"
claims   = {{ en = ["unlimited data"] }}
breaches = {{ en = ["throttled"] }}
applies  = "when-claimed"
"#
    )
}

#[test]
fn titles_make_subjects_that_are_known_in_every_document() {
    let slow = (
        "tariffs/eco-50.md",
        "---\nplan-name: Eco 50\n---\n# Eco 50\n\nYou are throttled.",
    );
    for (from, ad, expected) in [
        ("title", "Eco 50: unlimited data.", 1),
        ("title", "Max 300: unlimited data.", 0),
        ("title", "Eco 500: unlimited data.", 1),
        ("title", "# Max 300\n\nUnlimited data.", 0),
        (
            "heading",
            "| | Eco 50 | Max 300 |\n|-|-|-|\n| | full speed | unlimited data |",
            0,
        ),
        (
            "heading",
            "| | Eco 50 | Max 300 |\n|-|-|-|\n| | unlimited data | full speed |",
            1,
        ),
        ("file-name", "Max 300: unlimited data.", 0),
        ("file-name", "Eco 50: unlimited data.", 1),
        ("field:plan-name", "Eco 50: unlimited data.", 1),
        ("title", "All plans have unlimited data.", 1),
    ] {
        let fast = (
            "tariffs/max-300.md",
            "---\nplan-name: Max 300\n---\n# Max 300\n\nUnlimited data.",
        );
        let found = findings(&made(from), &[slow, fast, ("ad.md", ad)]);
        assert_eq!(found.len(), expected, "{from}: {ad}");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Everything {
    case: Vec<EverythingCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EverythingCase {
    language: String,
    text: String,
    findings: usize,
}

#[test]
fn all_others_and_exceptions_are_read_in_every_language() {
    let read = |text| toml::from_str::<Fixture>(text).expect("the fixture is well formed");
    let fixture = |language: &str| match language {
        "en" => read(include_str!("../../fixtures/subjects/en.toml")),
        "vi" => read(include_str!("../../fixtures/subjects/vi.toml")),
        _ => read(include_str!("../../fixtures/subjects/zh.toml")),
    };
    let cases: Everything = toml::from_str(include_str!("../../fixtures/subjects/everything.toml"))
        .expect("the fixture is well formed");
    assert!(cases.case.len() > 50, "{}", cases.case.len());
    let mut wrong = Vec::new();
    for case in &cases.case {
        let Fixture { claim, rules, .. } = fixture(&case.language);
        let found = findings(&rules, &[("claim.md", &claim), ("a.md", &case.text)]).len();
        if found != case.findings {
            wrong.push(format!("{}: {found} for {}", case.text, case.findings));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn subjects_that_no_text_names_are_notes() {
    let rules = r#"
[subject.mobile]
names = { en = ["Mobile"] }
[subject.freedom]
part-of = "mobile"
names   = { en = ["Freedom"] }
[subject.basic]
part-of = "mobile"
names   = { en = ["Basic"] }
[subject.by-path]
paths = ["plans/**"]
[subject.tariffs]
each = { paths = ["tariffs/**"], from = "title" }
[promise.data]
claims = { en = ["unlimited data"] }
"#;
    let noted = |files: &[(&str, &str)]| {
        let ruleset = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
        let checker = Checker::new(&ruleset);
        let read = files
            .iter()
            .map(|(path, text)| checker.read(path, text.as_bytes()));
        let report = checker.report(read, date(2026, 6, 1));
        assert!(report.findings.is_empty());
        let notes = report.notes.iter();
        let notes = notes.filter_map(|note| note.promise.strip_prefix("subject."));
        notes.map(str::to_owned).collect::<Vec<_>>()
    };
    let claim = ("a.md", "Freedom: unlimited data.");
    assert_eq!(noted(&[claim]), ["basic", "by-path", "tariffs"]);
    let page = ("plans/a.md", "Good morning.");
    let tariff = ("tariffs/a.md", "# Eco 50\n\nGood morning.");
    assert_eq!(noted(&[claim, page, tariff]), ["basic"]);
    assert_eq!(
        noted(&[("a.md", "Good morning.")]),
        ["mobile", "freedom", "basic", "by-path", "tariffs"]
    );
}
