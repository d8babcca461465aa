//! What became of one example: what it expected beside what was found.

use crate::judge::{Finding, SideRole};

use super::written::Written;

/// What became of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The promise that the example belongs to.
    pub promise: String,
    /// The example: its name, or its text.
    pub example: String,
    /// Where it is written.
    pub written: Written,
    /// What it expects.
    pub expected: Expected,
    /// What was found about its promise, by place.
    pub found: Vec<Found>,
    /// Every statement that was read about its promise, with the reasons for its reading.
    pub read: Vec<String>,
}

/// What an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// At least one finding.
    Broken,
    /// No finding.
    Fine,
    /// These findings and no other, each as `PATH:LINE VERDICT [FACET]`, sorted.
    Findings(Vec<String>),
}

/// A finding of an example.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// It as examples write it: `specs/a.md:1 contradicted slowed`.
    pub finding: String,
    /// The first reason for it; empty where there is none.
    pub reason: String,
}

/// One line of the comparison; one side is empty where the other stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was expected.
    pub expected: Option<String>,
    /// What was found.
    pub found: Option<Found>,
}

impl Outcome {
    /// Whether the example says what the rules do.
    #[must_use]
    pub fn passed(&self) -> bool {
        match self.expected {
            Expected::Broken => !self.found.is_empty(),
            Expected::Fine => self.found.is_empty(),
            Expected::Findings(_) => self.rows().iter().all(Row::agrees),
        }
    }

    /// Both sides, line by line, in the order of what they say.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let expected = match &self.expected {
            Expected::Broken if self.found.is_empty() => {
                return vec![Row::missing("a finding".to_owned())];
            }
            Expected::Findings(expected) => expected.as_slice(),
            Expected::Broken | Expected::Fine => &[],
        };
        let is_found = |line: &String| self.found.iter().any(|found| found.finding == *line);
        let missing = expected.iter().filter(|line| !is_found(line));
        let mut rows: Vec<Row> = missing.cloned().map(Row::missing).collect();
        rows.extend(self.found.iter().map(|found| {
            Row {
                expected: expected
                    .contains(&found.finding)
                    .then(|| found.finding.clone()),
                found: Some(found.clone()),
            }
        }));
        rows.sort_by(|a, b| a.says().cmp(b.says()));
        rows
    }
}

impl Row {
    fn missing(expected: String) -> Self {
        Self {
            expected: Some(expected),
            found: None,
        }
    }

    /// Whether both sides say the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.expected.is_some() && self.found.is_some()
    }

    fn says(&self) -> &str {
        let found = self.found.as_ref().map(|found| found.finding.as_str());
        self.expected.as_deref().or(found).unwrap_or_default()
    }
}

impl Found {
    pub(super) fn new(finding: &Finding) -> Self {
        let reason = finding
            .because
            .first()
            .map(|because| because.reason.text.clone());
        Self {
            finding: described(finding),
            reason: reason.unwrap_or_default(),
        }
    }
}

/// A finding as examples write it: `specs/a.md:1 contradicted slowed`, `free-roaming missing`.
fn described(finding: &Finding) -> String {
    // What no text says has its place in the rules file, whose lines an example does not know.
    let place = match &finding.primary.place {
        Some(place) if finding.primary.role != SideRole::Promise => {
            format!("{}:{}", place.path, place.line())
        }
        _ => finding.promise.to_string(),
    };
    let facet = finding
        .facet
        .as_ref()
        .map(|facet| format!(" {facet}"))
        .unwrap_or_default();
    format!("{place} {}{facet}", finding.verdict.name())
}
