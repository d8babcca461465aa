//! Questions and their answers, in three forms: `fixtures/answers.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::support::{folder, pledgelint};

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
    let rules = ("pledgelint.toml".to_owned(), fixture.rules.clone());
    let files: Vec<(String, String)> = texts.chain(claims).chain([rules]).collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, text)| (&**path, text.as_bytes()))
        .collect();
    let folder = folder(&files);
    let (code, out, err) = pledgelint(folder.path(), &["check", "--format", "concise", "."]);
    assert!(code < 2, "{out}{err}");
    let is_found = |at: usize| {
        let path = format!("help/{at}.md:");
        out.lines().any(|line| line.starts_with(&path))
    };
    let says = |at: usize| if is_found(at) { '+' } else { '-' };
    let rows = rows.iter().enumerate();
    rows.filter(|(at, row)| says(*at) != row.1)
        .map(|(_, row)| row)
        .collect()
}

#[test]
fn answers_settle_what_is_asked() {
    let fixture: Fixture = toml::from_str(include_str!("../../fixtures/answers.toml"))
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
    let fixture: Fixture = toml::from_str(include_str!("../../fixtures/answers.toml"))
        .expect("the fixture is well formed");
    let wrong = wrong(&fixture, &fixture.unsolved, heading).len();
    assert_eq!(wrong, fixture.unsolved.len(), "a row is solved: move it up");
}
