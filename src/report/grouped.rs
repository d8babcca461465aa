//! One line a finding, under whom it concerns.

use std::collections::BTreeMap;
use std::io;

use crate::diagnostic::Severity;
use crate::judge::{Finding, Side};
use crate::message::Messages;

use super::concise::{self, printable};
use super::{Report, Reporter, labels};

/// The format `grouped`.
#[derive(Clone, Copy, Debug)]
pub struct Grouped<'m> {
    /// What findings are put together by.
    pub by: GroupBy,
    /// Whether notes are shown too.
    pub notes: bool,
    /// The words beside findings.
    pub messages: &'m Messages,
}

/// What findings are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// Who answers for the promise.
    Owner,
    /// The channel of the primary side.
    Channel,
    /// The promise.
    Promise,
    /// The file of the primary side.
    Path,
}

impl GroupBy {
    /// The name of a finding's group; `None` where it has none.
    fn key<'f>(self, finding: &'f Finding) -> Option<&'f str> {
        let side: &'f Side = &finding.primary;
        match self {
            Self::Owner => finding.owner.as_deref(),
            Self::Channel => side.about.channel.as_deref(),
            Self::Promise => Some(&finding.promise),
            Self::Path => side.place.as_deref().map(|place| &*place.path),
        }
    }
}

impl Reporter for Grouped<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let notes = report.notes.iter().filter(|_| self.notes);
        let mut groups: BTreeMap<(bool, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in report.findings.iter().chain(notes) {
            let key = self.by.key(finding);
            let group = groups.entry((key.is_none(), key.unwrap_or(NAMELESS)));
            group.or_default().push(finding);
        }
        for ((_, name), findings) in &groups {
            writeln!(out, "{} ({})", printable(name), self.counts(findings))?;
            for finding in findings {
                writeln!(out, "  {}", concise::finding(finding))?;
            }
            writeln!(out)?;
        }
        for problem in &report.problems {
            let (path, message) = (printable(&problem.path), printable(&problem.message));
            writeln!(out, "{path}: error: {message}\n")?;
        }
        if let Some(unmatched) = labels::unmatched(self.messages, report) {
            writeln!(out, "{unmatched}")?;
        }
        writeln!(out, "{}", labels::summary(self.messages, report))
    }
}

/// Stands for the name of the group of those without; it comes last.
const NAMELESS: &str = "–";

impl Grouped<'_> {
    fn counts(&self, findings: &[&Finding]) -> String {
        let count = |severity: Severity| {
            let of = findings.iter().filter(|found| found.severity == severity);
            of.count()
        };
        let counts = [
            ("summary.errors", count(Severity::Error)),
            ("summary.warnings", count(Severity::Warning)),
            ("summary.infos", count(Severity::Info)),
            ("summary.notes", count(Severity::Note)),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let counted = counts.map(|(key, count)| self.messages.counted(key, count));
        self.messages.list(counted)
    }
}
