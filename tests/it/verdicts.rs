//! The files of `fixtures/verdicts/`: rules files whose examples say what each row finds, and
//! the innocent twins of what it finds.
//!
//! A case in one language is called `row N LANGUAGE: what it shows`; a silent one has the row that
//! clears it, or that of its twin. `known.toml` documents results that are known to be wrong.

mod answers;
mod exceptions;
mod limits;
mod messages;
mod nearest;
mod pairs;

use std::collections::{BTreeMap, BTreeSet};

use pledgelint::diagnostic::Severity;
use pledgelint::rules::ExampleCase;
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

/// The row of the table that decides, and the code of the language.
type Cell = (u8, String);

/// The rules of all files but `known.toml`, whose cases count for no row.
fn tables() -> Vec<Ruleset> {
    let counted = |name: &str| name != "known.toml";
    let read = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        Ruleset::parse(&name, &text).unwrap_or_else(|found| panic!("{found:#?}"))
    };
    let files = files_under("fixtures/verdicts", counted);
    files.into_iter().map(read).collect()
}

/// All cases in one language, with their cells.
fn cases(tables: &[Ruleset]) -> Vec<(Cell, &ExampleCase)> {
    let promises = tables.iter().flat_map(|ruleset| &ruleset.promises);
    promises
        .flat_map(|promise| &promise.examples.cases)
        .filter_map(|case| Some((cell(case.name.strip_prefix("row ")?), case)))
        .collect()
}

/// Reads `N LANGUAGE: what it shows`.
fn cell(name: &str) -> Cell {
    let read = || {
        let (head, shows) = name.split_once(": ")?;
        let (row, language) = head.split_once(' ')?;
        (!shows.is_empty()).then_some((row.parse().ok()?, language.to_owned()))
    };
    read().unwrap_or_else(|| panic!("`row {name}` names no row and language"))
}

fn verdicts(case: &ExampleCase) -> impl Iterator<Item = &str> {
    let expected = case.expect.iter();
    expected.map(|line| line.text.split_whitespace().nth(1).expect("a verdict"))
}

/// Whether a reader who asks for no notes sees nothing.
fn is_silent(case: &ExampleCase) -> bool {
    verdicts(case).all(|verdict| ["qualified", "exceeds", "vague"].contains(&verdict))
}

#[test]
fn the_cases_cover_both_tables_in_every_language_and_half_are_silent() {
    let tables = tables();
    let cases = cases(&tables);
    assert!(cases.len() >= 400, "{} cases", cases.len());
    let silent = cases.iter().filter(|(_, case)| is_silent(case)).count();
    assert!(silent * 2 >= cases.len(), "{silent} of {}", cases.len());
    let seen: BTreeSet<Cell> = cases.iter().map(|(cell, _)| cell.clone()).collect();
    let in_all = |row| ["en", "vi", "zh"].map(|language| (row, language.to_owned()));
    let wanted: BTreeSet<Cell> = (1..=10).flat_map(in_all).collect();
    assert_eq!(seen, wanted);
}

#[test]
fn a_case_expects_what_its_row_says_in_the_language_that_it_names() {
    for ((row, language), case) in cases(&tables()) {
        let possible: &[&str] = match row {
            2 => &["review"],
            4 => &["qualified"],
            5 => &["contradicted"],
            6 => &["eroded", "contradicted"],
            7 => &["exceeds", "vague"],
            8 => &["undisclosed"],
            9 => &["unsupported"],
            10 => &["missing"],
            _ => &[],
        };
        for verdict in verdicts(case) {
            assert!(possible.contains(&verdict), "{}: {verdict}", case.name);
        }
        for file in &case.files {
            assert_eq!(written_in(&file.text), language, "{}", case.name);
        }
    }
}

/// The language of a text, by its letters.
fn written_in(text: &str) -> &'static str {
    let han = |character: char| ('\u{4e00}'..='\u{9fff}').contains(&character);
    let marked = |character: char| {
        let latin = ('\u{e0}'..='\u{1b0}').contains(&character);
        latin || ('\u{1ea0}'..='\u{1ef9}').contains(&character)
    };
    if text.contains(han) {
        "zh"
    } else if text.contains(marked) {
        "vi"
    } else {
        "en"
    }
}

#[test]
fn no_case_stands_twice() {
    let tables = tables();
    let mut seen = BTreeMap::new();
    for (_, case) in cases(&tables) {
        let files = case.files.iter();
        let texts: Vec<_> = files.map(|file| (&file.path, &file.text)).collect();
        let twin = seen.insert((case.today, texts), &case.name);
        assert!(twin.is_none(), "{} and {twin:?}", case.name);
    }
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
