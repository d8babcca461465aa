//! Reports: one output a file, behind one trait.
//!
//! A report is made of findings alone; it reads no file and decides nothing.

mod base;
mod blocks;
mod checkstyle;
mod concise;
mod facts;
mod github;
mod gitlab;
mod grouped;
mod json;
mod json_lines;
mod junit;
mod labels;
mod markdown;
mod proposals;
mod quiet;
mod rdjson;
mod sarif;
#[cfg(feature = "schema")]
mod schema;
mod shown;
mod statistics;
#[cfg(feature = "terminal")]
mod terminal;
mod xml;

use std::io;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::judge::{Cleared, Finding};
use crate::suppress::Accepted;

pub use base::Base;
pub use blocks::{BlockView, block_view};
pub use checkstyle::Checkstyle;
pub use concise::{Concise, printable};
pub use facts::{Fact, fact};
pub use github::GitHub;
pub use gitlab::GitLab;
pub use grouped::{GroupBy, Grouped};
pub(crate) use json::{FindingOutput, NearestOutput};
pub use json::{Json, Output};
pub use json_lines::JsonLines;
pub use junit::JUnit;
pub use markdown::Markdown;
pub use proposals::ProposalsOutput;
pub use quiet::QuietJson;
pub use rdjson::RdJson;
pub use sarif::Sarif;
#[cfg(feature = "schema")]
pub use schema::{json_lines_schema, output_schema, statistics_schema};
pub use shown::Shown;
pub use statistics::Statistics;
#[cfg(feature = "terminal")]
pub use terminal::{Terminal, draw_diagnostics};

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Findings from info upwards, in the order of their primary places.
    pub findings: Vec<Finding>,
    /// What is told on request: qualified, exceeds, vague, unmatched.
    pub notes: Vec<Finding>,
    /// Findings that someone has accepted.
    pub suppressed: Vec<Accepted>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
    /// Statements that were let off, by path and place, where they were asked for.
    pub cleared: Option<Vec<Cleared>>,
    /// How many files were read.
    pub files: usize,
    /// How many statements were found in them, and judged.
    pub statements: usize,
    /// How many files lie in the folders of the content and were not to be read: of no known
    /// format, left out by the rules, or the program's own.
    pub skipped: usize,
    /// How many of the files are in a language that is recognised and not read.
    pub foreign: usize,
    /// The promises of rules files that no text speaks of, in their order there.
    pub unmatched: Vec<Arc<str>>,
}

/// A file that could not be read, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The file.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl Report {
    /// Divides findings into findings and notes by their severity.
    #[must_use]
    pub fn new(findings: Vec<Finding>) -> Self {
        let (notes, findings) = findings
            .into_iter()
            .partition(|finding| finding.severity == Severity::Note);
        Self {
            findings,
            notes,
            ..Self::default()
        }
    }

    /// How many findings have exactly this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Whether a finding is at least as grave as `gate`.
    #[must_use]
    pub fn fails(&self, gate: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= gate)
    }
}

/// Writes a whole report in one format.
pub trait Reporter {
    /// Writes `report` to `out`.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()>;
}
