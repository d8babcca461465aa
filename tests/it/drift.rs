//! What a change takes away without a contradiction: notes of the verdict `weakened`.

use std::collections::BTreeMap;

use pledgelint::diff::{Change, Lines, changes};
use pledgelint::judge::{Finding, SideRole};
use pledgelint::message::Messages;
use pledgelint::text::Source;
use pledgelint::{Checker, Ruleset, date};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    rules: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// What takes the place of what in the rules of the old state, for the new one.
    #[serde(default)]
    edits: Vec<[String; 2]>,
    old: BTreeMap<String, String>,
    new: BTreeMap<String, String>,
    #[serde(default)]
    lines: String,
    /// The notes: place, promise, and words of the message.
    #[serde(default)]
    expect: Vec<String>,
}

fn told(finding: &Finding) -> String {
    let place = finding.primary.place.as_ref();
    let at = place.map_or("nowhere".to_owned(), |place| {
        format!("{}:{}", place.path, place.line())
    });
    format!("{at} {}: {}", finding.promise, finding.message)
}

#[test]
fn each_case_tells_what_was_taken_away() {
    let Cases { rules, case } =
        toml::from_str(include_str!("../../fixtures/weakened.toml")).expect("they are right");
    let today = date(2026, 6, 1);
    let mut wrong = Vec::new();
    for case in &case {
        let mut new_rules = rules.clone();
        for [from, to] in &case.edits {
            assert!(new_rules.contains(from.as_str()), "{}: {from}", case.name);
            new_rules = new_rules.replace(from.as_str(), to);
        }
        let parsed = |text: &str| {
            Ruleset::parse("pledgelint.toml", text)
                .unwrap_or_else(|e| panic!("{}: {e:#?}", case.name))
        };
        let (old_rules, new_rules) = (parsed(&rules), parsed(&new_rules));
        let state = |ruleset, files: &BTreeMap<String, String>| {
            let checker = Checker::new(ruleset);
            let read = |(path, text): (&String, &String)| checker.read(path, text.as_bytes());
            checker.state(files.iter().map(read), today)
        };
        let lines = Lines::parse(&case.lines).expect("lines");
        let source = |path: &str| Some(Source::new(path, case.new.get(path)?.clone()));
        let change = Change {
            lines: &lines,
            source: &source,
            today,
            messages: Messages::standard(),
        };
        let report = changes(
            &state(&old_rules, &case.old),
            state(&new_rules, &case.new),
            &change,
        );
        let notes = report
            .notes
            .iter()
            .filter(|note| note.verdict.name() == "weakened");
        let notes: Vec<&Finding> = notes.collect();
        for note in &notes {
            assert!(
                note.related
                    .iter()
                    .all(|side| side.role == SideRole::Before),
                "{}",
                case.name
            );
        }
        let found: Vec<String> = notes.into_iter().map(told).collect();
        let fits = found.len() == case.expect.len()
            && found.iter().zip(&case.expect).all(|(found, expected)| {
                let mut parts = expected.split(" … ");
                parts.next().is_some_and(|start| found.starts_with(start))
                    && parts.all(|part| found.contains(part))
            });
        if !fits {
            wrong.push(format!(
                "{}\n  found {found:#?}\n  expected {:#?}",
                case.name, case.expect
            ));
        }
        // Nothing is taken away from a state by itself.
        let same = changes(
            &state(&old_rules, &case.old),
            state(&old_rules, &case.old),
            &change,
        );
        assert!(
            same.notes.is_empty() && same.findings.is_empty(),
            "{}",
            case.name
        );
    }
    assert!(case.len() > 20, "only {} cases", case.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
