//! How many findings there are of each kind, most first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::judge::Verdict;
use crate::message::Messages;

use super::concise::printable;
use super::{QuietJson, Report, Reporter, labels, shown};

/// The format `statistics`.
#[derive(Clone, Copy, Debug)]
pub struct Statistics<'m> {
    /// Whether notes are counted too.
    pub notes: bool,
    /// Whether it is an array for programs, and no table.
    pub json: bool,
    /// The words of the last line.
    pub messages: &'m Messages,
}

/// Findings of one promise, facet, verdict and severity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Kind {
    /// The promise, with its facet: `promise.facet`.
    promise: String,
    verdict: Verdict,
    severity: Severity,
    count: usize,
}

impl Reporter for Statistics<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let kinds = self.kinds(report);
        if self.json {
            serde_json::to_writer_pretty(QuietJson(out), &kinds)?;
            return writeln!(out);
        }
        let widest = |cell: fn(&Kind) -> usize| kinds.iter().map(cell).max().unwrap_or_default();
        let count = widest(|kind| kind.count.to_string().len());
        let severity = widest(|kind| kind.severity.name().len());
        let promise = widest(|kind| kind.promise.chars().count());
        for kind in &kinds {
            writeln!(
                out,
                "{:count$}  {:severity$}  {:promise$}  {}",
                kind.count,
                kind.severity.name(),
                printable(&kind.promise),
                kind.verdict.name(),
            )?;
        }
        writeln!(out, "{}", labels::summary(self.messages, report))
    }
}

impl Statistics<'_> {
    /// Most first; of equal ones the graver, then by name.
    fn kinds(&self, report: &Report) -> Vec<Kind> {
        let notes = report.notes.iter().filter(|_| self.notes);
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for finding in report.findings.iter().chain(notes) {
            let key = (shown::code(finding), finding.verdict, finding.severity);
            *counts.entry(key).or_default() += 1;
        }
        let kind = |((promise, verdict, severity), count)| Kind {
            promise,
            verdict,
            severity,
            count,
        };
        let mut kinds: Vec<Kind> = counts.into_iter().map(kind).collect();
        kinds.sort_by_key(|kind| (Reverse(kind.count), Reverse(kind.severity)));
        kinds
    }
}
