//! `source[span]` is the text that is quoted: for every statement and finding of every fixture,
//! in composed and decomposed form, with either line end, with and without a byte order mark.

use std::sync::Arc;

use pledgelint::check::ReadResult;
use pledgelint::extract::Place;
use pledgelint::rules::{self, Environment, RulesText};
use pledgelint::{Checker, Ruleset, date};
use unicode_normalization::UnicodeNormalization;

use crate::support::{files_under, root};

fn is_text(name: &str) -> bool {
    [".md", ".html", ".txt"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn carrier() -> Ruleset {
    let file = root().join("fixtures/carrier/pledgelint.toml");
    let text = std::fs::read_to_string(file).expect("the fixture has rules");
    let main = RulesText {
        name: "pledgelint.toml".into(),
        text,
    };
    rules::load(Some(main), &[], &Environment::default())
        .ruleset
        .expect("the fixture's rules are right")
}

fn check(ruleset: &Ruleset, files: &[(String, String)], mark: bool) -> (usize, Vec<String>) {
    let checker = Checker::new(ruleset);
    let read = |(path, text): &(String, String)| {
        let bytes = if mark {
            format!("\u{feff}{text}")
        } else {
            text.clone()
        };
        checker.read(path, bytes.as_bytes())
    };
    let results: Vec<ReadResult> = files.iter().map(read).collect();
    let mut places: Vec<Arc<Place>> = Vec::new();
    for extract in results.iter().flatten() {
        places.extend(
            extract
                .statements
                .iter()
                .map(|statement| statement.place.clone()),
        );
    }
    let statements = places.len();
    let report = checker.report(results, date(2026, 6, 1));
    let found = report.findings.iter().chain(&report.notes);
    for side in found
        .clone()
        .flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related))
    {
        places.extend(side.place.clone());
    }
    for place in places
        .iter()
        .filter(|place| &*place.path != "pledgelint.toml")
    {
        let (_, text) = files
            .iter()
            .find(|(path, _)| **path == *place.path)
            .expect("it names a file");
        assert_eq!(&text[place.span.range()], place.text(), "{}", place.path);
        let before = &text[..place.span.start];
        let lines = before
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .matches('\n')
            .count();
        assert_eq!(place.start.line as usize, lines + 1, "{}", place.path);
    }
    let described = found.map(|finding| {
        let place = finding.primary.place.as_ref();
        let place = place
            .map(|p| format!("{}:{}", p.path, p.start.line))
            .unwrap_or_default();
        let facet = finding.facet.clone().unwrap_or_default();
        format!(
            "{place} {} {facet} {}",
            finding.promise,
            finding.verdict.name()
        )
    });
    (statements, described.collect())
}

#[test]
fn every_quotation_is_its_source_in_every_form() {
    let ruleset = carrier();
    let files: Vec<(String, String)> = files_under("fixtures/carrier", is_text)
        .into_iter()
        .filter(|(name, _)| name != "EXPECTED.md")
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("fixtures are UTF-8")))
        .collect();
    let with = |change: fn(&str) -> String| -> Vec<_> {
        files
            .iter()
            .map(|(name, text)| (name.clone(), change(text)))
            .collect()
    };
    let (statements, plain) = check(&ruleset, &files, false);
    assert!(statements > 50, "only {statements} statements");
    let decomposed = with(|text| text.nfd().collect());
    let returns = with(|text| text.replace('\n', "\r\n"));
    for (name, files, mark) in [
        ("with a mark", &files, true),
        ("decomposed", &decomposed, false),
        ("with \\r\\n", &returns, false),
    ] {
        let (other, found) = check(&ruleset, files, mark);
        assert_eq!(other, statements, "{name}");
        assert_eq!(found, plain, "{name}");
    }
}

#[test]
fn the_carrier_tells_the_founding_story() {
    let files: Vec<(String, String)> = files_under("fixtures/carrier", is_text)
        .into_iter()
        .filter(|(name, _)| name != "EXPECTED.md")
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("fixtures are UTF-8")))
        .collect();
    let (_, mut found) = check(&carrier(), &files, false);
    found.push(String::new());
    crate::support::golden("fixtures/carrier.expected.txt", &found.join("\n"));
}
