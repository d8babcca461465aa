//! A rules file's own tests: the examples of its promises, run as texts would be.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::check::Checker;
use crate::extract::Given;
use crate::judge::{Finding, SideRole};
use crate::report::Report;
use crate::rules::{Applies, ExampleCase, Promise, PromiseId, Ruleset};

/// What became of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The promise that the example belongs to.
    pub promise: String,
    /// The example: its name, or its text.
    pub example: String,
    /// What was expected and did not come; empty where all came.
    pub missing: Vec<String>,
    /// What came and was not expected.
    pub unexpected: Vec<String>,
}

impl Outcome {
    /// Whether the example says what the rules do.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.missing.is_empty() && self.unexpected.is_empty()
    }
}

/// Runs every example of `ruleset`; `today` is the day of those that name none.
#[must_use]
pub fn run(ruleset: &Ruleset, today: Date) -> Vec<Outcome> {
    let mut standing = ruleset.clone();
    for promise in &mut standing.promises {
        promise.applies = Applies::Always;
    }
    let mut outcomes = Vec::new();
    for (index, promise) in ruleset.promises.iter().enumerate() {
        let id = PromiseId::new(index);
        for example in &promise.examples.broken {
            outcomes.push(short(&standing, id, &example.text, true, today));
        }
        for example in &promise.examples.fine {
            outcomes.push(short(&standing, id, &example.text, false, today));
        }
        for example in &promise.examples.cases {
            outcomes.push(long(ruleset, promise, example, today));
        }
    }
    outcomes
}

/// Holds one text against the promise as it is declared.
fn short(standing: &Ruleset, id: PromiseId, text: &str, broken: bool, today: Date) -> Outcome {
    let promise = &standing.promises[id.index()];
    let checker = Checker::new(standing);
    let channel = promise
        .channels
        .as_ref()
        .and_then(|channels| channels.first().copied());
    let given = Given {
        channel,
        language: None,
    };
    let day = within_days(promise, today);
    let report = checker.report(
        [checker.read_given("example.md", text.as_bytes(), &given)],
        day,
    );
    let found: Vec<String> = findings_of(&report, promise).map(described).collect();
    let missing = if broken && found.is_empty() {
        vec!["a finding".to_owned()]
    } else {
        Vec::new()
    };
    let unexpected = if broken { Vec::new() } else { found };
    Outcome {
        promise: promise.id.clone(),
        example: text.to_owned(),
        missing,
        unexpected,
    }
}

/// A day on which the promise holds: `today` where it does.
fn within_days(promise: &Promise, today: Date) -> Date {
    let started = promise.from.map_or(today, |from| today.max(from));
    promise.until.map_or(started, |until| started.min(until))
}

fn long(ruleset: &Ruleset, promise: &Promise, example: &ExampleCase, today: Date) -> Outcome {
    let checker = Checker::new(ruleset);
    let files = example
        .files
        .iter()
        .map(|file| checker.read(&file.path, file.text.as_bytes()));
    let report = checker.report(files, example.today.unwrap_or(today));
    let found: BTreeSet<String> = findings_of(&report, promise).map(described).collect();
    let expected: BTreeSet<String> = example
        .expect
        .iter()
        .map(|line| spaced_once(&line.text))
        .collect();
    // Notes count where the example asks for them: "qualified" is no finding.
    let noted = report
        .notes
        .iter()
        .filter(|note| note.promise == promise.id)
        .map(described);
    let noted: BTreeSet<String> = noted.filter(|note| expected.contains(note)).collect();
    let found: BTreeSet<String> = found.union(&noted).cloned().collect();
    Outcome {
        promise: promise.id.clone(),
        example: example.name.clone(),
        missing: expected.difference(&found).cloned().collect(),
        unexpected: found.difference(&expected).cloned().collect(),
    }
}

fn findings_of<'a>(report: &'a Report, promise: &'a Promise) -> impl Iterator<Item = &'a Finding> {
    report
        .findings
        .iter()
        .filter(move |finding| finding.promise == promise.id)
}

/// A finding as examples write it: `specs/a.md:1 contradicted slowed`, `free-roaming missing`.
fn described(finding: &Finding) -> String {
    // What no text says has its place in the rules file, whose lines an example does not know.
    let place = match &finding.primary.place {
        Some(place) if finding.primary.role != SideRole::Promise => {
            format!("{}:{}", place.path, place.start.line)
        }
        _ => finding.promise.clone(),
    };
    let facet = finding
        .facet
        .as_ref()
        .map(|facet| format!(" {facet}"))
        .unwrap_or_default();
    format!("{place} {}{facet}", finding.verdict.name())
}

fn spaced_once(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
