//! Questions and their answers, in three forms: `fixtures/answers.toml`.

use std::collections::BTreeMap;

use pledgelint::Ruleset;
use pledgelint::diagnostic::Severity;
use serde::Deserialize;

use crate::support::checked;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    rules: String,
    claims: BTreeMap<String, String>,
    answered: Vec<Row>,
    unsolved: Vec<Row>,
}

#[derive(Deserialize)]
struct Row(String, char, String, String);

type Form = fn(&Row) -> String;

fn heading(Row(_, _, question, answer): &Row) -> String {
    format!("# Help\n\n## {question}\n\n{answer}\n")
}

fn bold(Row(_, _, question, answer): &Row) -> String {
    format!("**{question}**\n\n{answer}\n")
}

fn inline(Row(_, _, question, answer): &Row) -> String {
    format!("{question} {answer}\n")
}

/// The rows that are judged otherwise than they say.
fn wrong<'r>(fixture: &Fixture, rows: &'r [Row], form: Form) -> Vec<&'r Row> {
    let texts = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (format!("help/{at}.md"), form(row)));
    let claims = fixture
        .claims
        .iter()
        .map(|(language, text)| (format!("marketing/{language}.md"), text.clone()));
    let files: Vec<(String, String)> = texts.chain(claims).collect();
    let files = files.iter().map(|(path, text)| (&**path, &**text));
    let declared = Ruleset::parse("pledgelint.toml", &fixture.rules).expect("the rules are right");
    let report = checked(&declared, files);
    let is_found = |at: usize| {
        let path = format!("help/{at}.md");
        let mut findings = report.findings.iter();
        findings.any(|found| {
            let place = found.primary.place.as_ref();
            found.severity != Severity::Note && place.is_some_and(|place| *place.path == *path)
        })
    };
    let says = |at: usize| if is_found(at) { '+' } else { '-' };
    let rows = rows.iter().enumerate();
    rows.filter(|(at, row)| says(*at) != row.1)
        .map(|(_, row)| row)
        .collect()
}

#[test]
fn answers_settle_what_is_asked() {
    let fixture: Fixture = toml::from_str(include_str!("../../../fixtures/answers.toml"))
        .expect("the fixture is well formed");
    let breaks = fixture.answered.iter().filter(|row| row.1 == '+').count();
    assert!(
        breaks >= 30 && fixture.answered.len() - breaks >= 50,
        "{breaks}"
    );
    let forms: [(&str, Form); 3] = [("heading", heading), ("bold", bold), ("inline", inline)];
    let mut told = Vec::new();
    for (name, form) in forms {
        for Row(language, breaks, question, answer) in wrong(&fixture, &fixture.answered, form) {
            told.push(format!(
                "{name}, {language}: {breaks} for {question} {answer}"
            ));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn what_is_not_understood_of_answers_is_known() {
    let fixture: Fixture = toml::from_str(include_str!("../../../fixtures/answers.toml"))
        .expect("the fixture is well formed");
    let wrong = wrong(&fixture, &fixture.unsolved, heading).len();
    assert_eq!(wrong, fixture.unsolved.len(), "a row is solved: move it up");
}
