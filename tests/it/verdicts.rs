//! The files of `fixtures/verdicts/`: rules files whose examples say what each row finds, and
//! the innocent twins of what it finds.

use pledgelint::diagnostic::Severity;
use pledgelint::{Checker, Ruleset, date, examples};

use crate::support::files_under;

#[test]
fn every_case_is_judged_as_it_says() {
    let files = files_under("fixtures/verdicts", |_| true);
    assert!(files.len() >= 3);
    let mut wrong = Vec::new();
    for (name, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        let ruleset = Ruleset::parse(&name, &text).unwrap_or_else(|found| panic!("{found:#?}"));
        let tested = examples::run(&ruleset, examples::Whose::All, date(2026, 6, 1));
        for outcome in tested.outcomes {
            if !outcome.passed() {
                wrong.push(format!("{name}: {outcome:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn evidence_that_ends_soon_is_an_info_and_the_rest_one_lower() {
    let rules = include_str!("../../fixtures/verdicts/evidence.toml");
    let ruleset = Ruleset::parse("evidence.toml", rules).unwrap();
    let checker = Checker::new(&ruleset);
    let severity = |today| {
        let file = checker.read("a.md", b"The fastest network.");
        let report = checker.report([file], today);
        report.findings.first().map(|finding| finding.severity)
    };
    assert_eq!(severity(date(2026, 11, 30)), None);
    assert_eq!(severity(date(2026, 12, 1)), Some(Severity::Info));
    assert_eq!(severity(date(2026, 12, 31)), Some(Severity::Info));
    assert_eq!(severity(date(2027, 1, 1)), Some(Severity::Warning));
}

#[test]
fn evidence_that_ends_soon_stays_an_info_where_unsupported_is_graver() {
    let rules = include_str!("../../fixtures/verdicts/evidence.toml");
    let graver = "summary = \"The fastest network in the country.\"\n\
                  severity = { unsupported = \"error\" }";
    let rules = rules.replace("summary = \"The fastest network in the country.\"", graver);
    let ruleset = Ruleset::parse("evidence.toml", &rules).unwrap();
    let checker = Checker::new(&ruleset);
    let severity = |today| {
        let file = checker.read("a.md", b"The fastest network.");
        checker.report([file], today).findings[0].severity
    };
    assert_eq!(severity(date(2026, 12, 31)), Severity::Info);
    assert_eq!(severity(date(2027, 1, 1)), Severity::Error);
}
