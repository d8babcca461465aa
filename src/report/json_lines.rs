//! The contract of `check --format json` as lines: each finding, note and problem is one object
//! with its `kind`, and the last line is the summary.

use std::io;

use serde::Serialize;

use super::json::{FindingOutput, Summary};
use super::{Problem, QuietJson, Report, Reporter};

/// The format `json-lines`.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLines;

/// A line; `kind` says which it is.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Line {
    Finding(FindingOutput),
    Note(FindingOutput),
    Suppressed(FindingOutput),
    Problem(Problem),
    Summary(Summary),
}

impl Reporter for JsonLines {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let findings = report.findings.iter().map(FindingOutput::from);
        let notes = report.notes.iter().map(FindingOutput::from);
        let suppressed = report.suppressed.iter().map(FindingOutput::from);
        let lines = findings
            .map(Line::Finding)
            .chain(notes.map(Line::Note))
            .chain(suppressed.map(Line::Suppressed))
            .chain(report.problems.iter().cloned().map(Line::Problem))
            .chain([Line::Summary(Summary::from(report))]);
        for line in lines {
            serde_json::to_writer(QuietJson(out), &line)?;
            writeln!(out)?;
        }
        Ok(())
    }
}
