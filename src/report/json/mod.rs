//! The contract of `check --format json`, version 1: fields are added, never changed.

mod accepted;

use std::io;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::extract::Place;
use crate::judge::{BecauseText, Cleared, Finding, Nearest, Side, SideRole, Verdict};
use crate::suppress::Accepted;
use crate::text::Position;

use super::{Problem, QuietJson, Report, Reporter};
use accepted::{FixOutput, SuppressionOutput};

/// The format `json`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

impl Reporter for Json {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(QuietJson(out), &Output::from(report))?;
        writeln!(out)
    }
}

/// The whole output of a run.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    /// The version of this contract.
    version: u32,
    /// Counts over the whole run.
    summary: Summary,
    /// Findings from info upwards, by path and place.
    findings: Vec<FindingOutput>,
    /// What is worth knowing and needs no action.
    notes: Vec<FindingOutput>,
    /// Findings that someone has accepted.
    suppressed: Vec<FindingOutput>,
    /// Files that could not be read.
    problems: Vec<Problem>,
    /// Statements that were let off, by path and place; only with `--cleared`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cleared: Option<Vec<ClearedOutput>>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Summary {
    /// Files that were read.
    files: usize,
    /// Files in the folders of the content that were not to be read: of no known format, left out
    /// by the rules, or the program's own.
    skipped: usize,
    /// Files that were read and are in a language that is recognised and not known: only what stands
    /// there in a known one was judged.
    foreign: usize,
    /// Files that could not be read, or not wholly: see `problems`.
    failed: usize,
    /// Statements that were found in what was read, and judged.
    statements: usize,
    /// Promises of rules files that no text speaks of.
    unmatched: Vec<Arc<str>>,
    /// Findings of all severities.
    findings: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
}

/// A statement that could have broken a promise, and why it does not.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ClearedOutput {
    /// The promise: `name`, or `pack/name`.
    promise: String,
    /// The facet that would be broken; absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    facet: Option<String>,
    /// The row of the verdict tables that cleared it; absent where there is nothing to compare
    /// with.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u8>,
    /// The kind of reason.
    code: String,
    /// The reason in words.
    text: String,
    statement: SideOutput,
    /// The nearest statement of the other side, where any was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<NearestOutput>,
}

/// A statement of the other side, and what holds the two apart.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct NearestOutput {
    statement: SideOutput,
    /// What holds the two apart; absent where they were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    apart: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct FindingOutput {
    /// The promise: `name`, or `pack/name`; of a note about a subject `subject.NAME`.
    promise: Arc<str>,
    /// What the promise says, as its author put it.
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: Arc<str>,
    /// The facet that is broken; absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    facet: Option<Arc<str>>,
    verdict: Verdict,
    severity: Severity,
    /// What is wrong and why, in one line.
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<Arc<str>>,
    /// Stays the same while the promise, the facet and the text do.
    fingerprint: String,
    primary: SideOutput,
    /// The other sides, nearest first.
    related: Vec<SideOutput>,
    /// How many more comparable claims there are.
    others: usize,
    /// The row of the verdict table.
    row: u8,
    because: Vec<BecauseOutput>,
    /// The side that the verdict and the reasons are about, where it is not `primary`: 1 is the
    /// first of `related`.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruled: Option<usize>,
    /// A change of a text that ends the finding and changes nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixOutput>,
    /// Who accepted it; only of what is suppressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<SuppressionOutput>>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SideOutput {
    role: SideRole,
    /// Relative to the configuration's folder; absent for a promise of a built-in pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    subject: Vec<String>,
    /// The paragraph, slide or cell of a file that has no lines, in place of `start` and `end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<PositionOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<PositionOutput>,
    /// Half-open, in the decoded UTF-8 text.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PositionOutput {
    /// 1-based.
    line: u32,
    /// 1-based, in Unicode scalar values.
    column: u32,
    /// 1-based, in UTF-16 code units.
    utf16: u32,
}

impl From<Position> for PositionOutput {
    fn from(at: Position) -> Self {
        Self {
            line: at.line,
            column: at.column,
            utf16: at.utf16,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BecauseOutput {
    /// The kind of reason.
    code: String,
    /// The reason in words.
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
}

impl From<&Report> for Summary {
    fn from(report: &Report) -> Self {
        Self {
            files: report.files,
            skipped: report.skipped,
            foreign: report.foreign,
            failed: report.problems.len(),
            statements: report.statements,
            unmatched: report.unmatched.clone(),
            findings: report.findings.len(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            suppressed: report.suppressed.len(),
        }
    }
}

impl From<&Report> for Output {
    fn from(report: &Report) -> Self {
        let all = |findings: &[Finding]| findings.iter().map(FindingOutput::from).collect();
        Self {
            version: 1,
            summary: Summary::from(report),
            findings: all(&report.findings),
            notes: all(&report.notes),
            suppressed: report.suppressed.iter().map(FindingOutput::from).collect(),
            problems: report.problems.clone(),
            cleared: report
                .cleared
                .as_ref()
                .map(|cleared| cleared.iter().map(ClearedOutput::from).collect()),
        }
    }
}

impl From<&Cleared> for ClearedOutput {
    fn from(cleared: &Cleared) -> Self {
        let clearance = cleared.clearance;
        let nearest = cleared.nearest.as_ref();
        Self {
            promise: cleared.promise.clone(),
            facet: cleared.facet.clone(),
            row: clearance.row(),
            code: clearance.code().to_owned(),
            text: cleared.reason.clone(),
            statement: SideOutput::from(&cleared.statement),
            nearest: nearest.map(NearestOutput::from),
        }
    }
}

impl From<&Nearest> for NearestOutput {
    fn from(nearest: &Nearest) -> Self {
        let apart = nearest.apart;
        Self {
            statement: SideOutput::from(&nearest.side),
            apart: apart.map(|apart| apart.code().to_owned()),
            text: apart.map(|_| nearest.reason.clone()),
        }
    }
}

impl From<&Finding> for FindingOutput {
    fn from(finding: &Finding) -> Self {
        let path = finding
            .ruled_side()
            .place
            .as_ref()
            .map(|place| place.path.to_string());
        let because = |because: &BecauseText| BecauseOutput {
            code: because.reason.code.to_owned(),
            text: because.reason.text.clone(),
            path: because.span.and(path.clone()),
            bytes: because.span.map(|span| [span.start, span.end]),
        };
        Self {
            promise: finding.promise.clone(),
            summary: finding.summary.clone(),
            facet: finding.facet.clone(),
            verdict: finding.verdict,
            severity: finding.severity,
            message: finding.message.clone(),
            advice: finding.advice.clone(),
            owner: finding.owner.clone(),
            link: finding.link.clone(),
            fingerprint: finding.fingerprint.to_string(),
            primary: SideOutput::from(&finding.primary),
            related: finding.related.iter().map(SideOutput::from).collect(),
            others: finding.others,
            row: finding.row,
            because: finding.because.iter().map(because).collect(),
            ruled: Some(finding.ruled).filter(|&index| index > 0),
            fix: finding.fix.as_deref().map(FixOutput::from),
            suppressions: None,
        }
    }
}

impl From<&Accepted> for FindingOutput {
    fn from(accepted: &Accepted) -> Self {
        Self {
            suppressions: Some(accepted.by.iter().map(SuppressionOutput::from).collect()),
            ..Self::from(&accepted.finding)
        }
    }
}

impl From<&Side> for SideOutput {
    fn from(side: &Side) -> Self {
        let place = side.place.as_deref();
        let lined = place.filter(|place| place.unit.is_none());
        let position = |get: fn(&Place) -> Position| lined.map(get).map(PositionOutput::from);
        Self {
            role: side.role,
            path: place.map(|place| place.path.to_string()),
            channel: side.about.channel.clone(),
            subject: side.about.subject.clone(),
            unit: place.and_then(|place| place.unit.clone()),
            start: position(|place| place.start),
            end: position(Place::end),
            bytes: place.map(|place| [place.span.start, place.span.end]),
            text: place.map(|place| place.text().to_owned()),
        }
    }
}
