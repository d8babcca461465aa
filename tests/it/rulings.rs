//! The rows of the verdict tables, case by case: `fixtures/rulings.toml` says for every statement
//! which row spoke, or which one cleared it.

use std::collections::BTreeMap;

use pledgelint::judge::{Finding, Judgement, Verdict, decide, judge};
use pledgelint::message::Messages;
use pledgelint::{Checker, Date, Ruleset, date};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    rules: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    today: Option<String>,
    files: BTreeMap<String, String>,
    expect: Vec<String>,
}

fn row(row: Option<u8>) -> String {
    row.map_or_else(|| "-".to_owned(), |row| row.to_string())
}

/// What became of every statement that does not simply make the promise, sorted.
fn ruled(judgement: &Judgement) -> Vec<String> {
    let mut found = Vec::new();
    for decision in &judgement.decisions {
        let place = &decision.statement.place;
        let at = format!("{}:{}", place.path, place.start.line);
        if let Some(cleared) = decision.cleared {
            let silent = ["claims", "discloses"].contains(&cleared.code());
            let line = format!("{at} {} {}", cleared.code(), row(cleared.row()));
            found.extend((!silent).then_some(line));
        }
        for &index in &decision.findings {
            let finding = &judgement.findings[index];
            assert_eq!(finding.primary.place.as_ref(), Some(place));
            found.push(format!("{at} {} {}", finding.verdict.name(), finding.row));
        }
    }
    let missing = |finding: &&Finding| finding.verdict == Verdict::Missing;
    let missing = judgement.findings.iter().filter(missing);
    found.extend(missing.map(|finding| format!("- missing {}", finding.row)));
    found.sort();
    found
}

#[test]
fn every_row_speaks_and_clears_as_the_table_says() {
    let fixture = include_str!("../../fixtures/rulings.toml");
    let fixture: Fixture = toml::from_str(fixture).expect("the fixture is well formed");
    let ruleset = Ruleset::parse("pledgelint.toml", &fixture.rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let messages = Messages::standard();
    let mut wrong = Vec::new();
    let mut rows = std::collections::BTreeSet::new();
    for case in &fixture.case {
        let today: Date = match &case.today {
            Some(day) => day.parse().expect("a day"),
            None => date(2026, 6, 1),
        };
        let files = || {
            let files = case.files.iter();
            files.map(|(path, text)| checker.read(path, text.as_bytes()))
        };
        let (forwards, _) = checker.settled(files());
        let (backwards, _) = checker.settled(files().rev());
        let judgement = decide(&ruleset, &forwards, today, messages, &|_| true);
        let found = ruled(&judgement);
        let mut expected = case.expect.clone();
        // Every case but those about it lacks the statement that support must make.
        let support = case.files.keys().any(|path| path.starts_with("support/"));
        assert!(support || !found.iter().any(|line| line.contains("missing")));
        expected.sort();
        if found != expected {
            wrong.push(format!(
                "{}: {expected:?} expected, found {found:?}",
                case.name
            ));
        }
        rows.extend(
            found
                .iter()
                .filter_map(|line| line.rsplit(' ').next()?.parse::<u8>().ok()),
        );
        assert_eq!(
            judgement.findings,
            judge(&ruleset, &forwards, today, messages)
        );
        assert_eq!(
            judgement.findings,
            judge(&ruleset, &backwards, today, messages),
            "{}: the order of files changes a finding",
            case.name
        );
        let reversed = decide(&ruleset, &backwards, today, messages, &|_| true);
        let let_off = judgement.let_off(&ruleset, messages);
        assert_eq!(let_off, reversed.let_off(&ruleset, messages));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        rows.into_iter().collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    );
}
