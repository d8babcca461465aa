//! A rules file's own tests: the examples of its promises, run as texts would be.

mod coverage;
mod outcome;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::check::Checker;
use crate::extract::{Extract, Fired, Given, Reason, Role, Statement};
use crate::report::Report;
use crate::rules::{Applies, Declared, Example, ExampleCase, Promise, PromiseId, Ruleset};

pub use coverage::{Coverage, Firing, Item};
pub use outcome::{Expected, Found, Outcome, Row};
pub use written::Written;

use coverage::Trace;
use written::Texts;

/// Whose examples are run, and whose phrases they should fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those that the project's own files hold; packs have their own tests.
    Project,
    /// Those of packs too.
    All,
}

/// What became of all examples.
#[derive(Clone, Debug)]
pub struct Tested {
    /// One outcome an example, in the order of the promises.
    pub outcomes: Vec<Outcome>,
    /// What they fire.
    pub coverage: Coverage,
}

/// Runs the examples of `ruleset`; `today` is the day of those that name none.
///
/// A phrase is fired by the examples of its own promise alone.
#[must_use]
pub fn run(ruleset: &Ruleset, whose: Whose, today: Date) -> Tested {
    let own_only = whose == Whose::Project;
    let texts = Texts::of(ruleset);
    let mut standing = ruleset.clone();
    for promise in &mut standing.promises {
        promise.applies = Applies::Always;
    }
    let mut outcomes = Vec::new();
    let mut traces = BTreeMap::new();
    for (index, promise) in ruleset.promises.iter().enumerate() {
        let mut bench = Bench {
            ruleset,
            standing: &standing,
            id: PromiseId::new(index),
            promise,
            texts: &texts,
            today,
            trace: Trace::default(),
        };
        let examples = &promise.examples;
        let wanted = |declared: &Declared| !(own_only && declared.in_pack);
        for (examples, broken) in [(&examples.broken, true), (&examples.fine, false)] {
            let examples = examples.iter().filter(|one| wanted(&one.declared));
            outcomes.extend(examples.map(|example| bench.short(example, broken)));
        }
        let cases = examples.cases.iter().filter(|one| wanted(&one.declared));
        outcomes.extend(cases.map(|case| bench.long(case)));
        traces.insert(bench.id, bench.trace);
    }
    Tested {
        outcomes,
        coverage: coverage::of(ruleset, &traces, &texts, own_only),
    }
}

/// Where the examples of one promise are run.
struct Bench<'r> {
    ruleset: &'r Ruleset,
    /// The same rules, each promise of which stands whether or not a text claims it.
    standing: &'r Ruleset,
    id: PromiseId,
    promise: &'r Promise,
    texts: &'r Texts,
    today: Date,
    trace: Trace,
}

impl Bench<'_> {
    /// Holds one text against the promise as it is declared.
    fn short(&mut self, example: &Example, broken: bool) -> Outcome {
        let channels = self.promise.channels.as_ref();
        let given = Given {
            channel: channels.and_then(|channels| channels.first().copied()),
            ..Given::default()
        };
        let files = [("example.md", example.text.as_str())];
        let (report, read) = self.check(self.standing, &files, &given, self.day());
        Outcome {
            promise: self.promise.id.clone(),
            example: example.text.clone(),
            written: self.texts.place(&example.declared),
            expected: if broken {
                Expected::Broken
            } else {
                Expected::Fine
            },
            found: self.findings(&report).into_iter().collect(),
            read,
        }
    }

    /// A day on which the promise holds: today where it does.
    fn day(&self) -> Date {
        let (from, until) = (self.promise.from, self.promise.until);
        let started = from.map_or(self.today, |from| self.today.max(from));
        until.map_or(started, |until| started.min(until))
    }

    fn long(&mut self, case: &ExampleCase) -> Outcome {
        let files = case.files.iter();
        let files: Vec<_> = files
            .map(|file| (file.path.as_str(), file.text.as_str()))
            .collect();
        let day = case.today.unwrap_or(self.today);
        let (report, read) = self.check(self.ruleset, &files, &Given::default(), day);
        let expected = case.expect.iter();
        let expected: BTreeSet<String> = expected.map(|line| spaced_once(&line.text)).collect();
        // Notes count where the example asks for them: "qualified" is no finding.
        let notes = report.notes.iter();
        let notes = notes.filter(|note| *note.promise == *self.promise.id);
        let mut found = self.findings(&report);
        let as_found = notes.map(Found::new);
        found.extend(as_found.filter(|note| expected.contains(&note.finding)));
        Outcome {
            promise: self.promise.id.clone(),
            example: case.name.clone(),
            written: self.texts.place(&case.declared),
            expected: Expected::Findings(expected.into_iter().collect()),
            found: found.into_iter().collect(),
            read,
        }
    }

    /// Checks files, keeps what fires, and gives the statements about the promise in words.
    fn check(
        &mut self,
        ruleset: &Ruleset,
        files: &[(&str, &str)],
        given: &Given,
        day: Date,
    ) -> (Report, Vec<String>) {
        let fired = Fired::default();
        let checker = Checker::new(ruleset).watched(&fired);
        let read = files
            .iter()
            .map(|(path, text)| checker.read_given(path, text.as_bytes(), given));
        let read: Vec<_> = read.collect();
        let statements: Vec<&Statement> = read
            .iter()
            .flatten()
            .flat_map(|extract: &Extract| &extract.statements)
            .filter(|statement| statement.promise == self.id)
            .collect();
        let in_words = statements.iter().map(|statement| self.in_words(statement));
        let in_words = in_words.collect();
        self.trace.valued |= statements.iter().any(|one| one.role == Role::Value);
        for (phrase, deeds) in fired.take() {
            self.trace.deeds.entry(phrase).or_default().add(deeds);
        }
        (checker.report(read, day), in_words)
    }

    /// The findings about the promise, equal ones once.
    fn findings(&self, report: &Report) -> BTreeSet<Found> {
        let findings = report.findings.iter();
        let own = findings.filter(|finding| *finding.promise == *self.promise.id);
        let mut found = BTreeSet::new();
        for finding in own.map(Found::new) {
            let known = found
                .iter()
                .any(|one: &Found| one.finding == finding.finding);
            if !known {
                found.insert(finding);
            }
        }
        found
    }

    /// A statement with the reasons for its reading: `ad.md:1 breach slowed "throttled": "never"
    /// (negation)`.
    fn in_words(&self, statement: &Statement) -> String {
        let facet = match statement.role {
            Role::Breach(facet) if !self.promise.facets[facet.index()].is_empty() => {
                format!(" {}", self.promise.facets[facet.index()])
            }
            _ => String::new(),
        };
        let place = &statement.place;
        let reasons = statement.because().skip(1);
        let reasons: Vec<String> = reasons.map(|because| told(because.reason)).collect();
        format!(
            "{}:{} {}{facet} \"{}\"{}{}",
            place.path,
            place.line(),
            statement.role.name(),
            place.text(),
            if reasons.is_empty() { "" } else { ": " },
            reasons.join(", ")
        )
    }
}

/// A reason as the author of rules knows it: by the names of the data.
fn told(reason: Reason) -> String {
    match reason {
        Reason::Cue { said, category } => format!("\"{said}\" ({})", category.name()),
        Reason::Condition { said, kind } => format!("{said} ({})", kind.name()),
        Reason::Across(across) => format!("\"{}\"", across.said),
        Reason::Phrase { said } | Reason::Value { said } => format!("\"{said}\""),
    }
}

fn spaced_once(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
