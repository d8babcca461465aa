//! Diagnostics of reviewdog: `rdjson`, with the other sides as related locations.

use std::io;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::extract::Place;
use crate::judge::{Finding, Fix};
use crate::text::Position;

use super::{QuietJson, Report, Reporter, Shown, shown};

/// The format `rdjson`.
#[derive(Clone, Debug, Default)]
pub struct RdJson<'m>(pub Shown<'m>);

#[derive(Serialize)]
struct Output {
    source: Source,
    severity: &'static str,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Code {
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: At,
    end: At,
}

/// Lines and columns from 1; columns are bytes of UTF-8, and the end is left out.
#[derive(Serialize)]
struct At {
    line: u32,
    column: u32,
}

impl From<Position> for At {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.utf8,
        }
    }
}

impl From<&Place> for Range {
    fn from(place: &Place) -> Self {
        Self {
            start: place.start.into(),
            end: place.end().into(),
        }
    }
}

fn suggestion(fix: &Fix) -> Suggestion {
    Suggestion {
        range: Range::from(&*fix.place),
        text: fix.text.clone(),
    }
}

impl Reporter for RdJson<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let findings = self.0.findings(report);
        let findings = findings.map(|finding| self.diagnostic(finding));
        let problems = report.problems.iter().map(|problem| Diagnostic {
            message: problem.message.clone(),
            location: self.location(&problem.path, None),
            severity: "ERROR",
            code: Code {
                value: "unreadable".to_owned(),
                url: None,
            },
            related_locations: Vec::new(),
            suggestions: Vec::new(),
        });
        let diagnostics: Vec<Diagnostic> = findings.chain(problems).collect();
        let gravest = if diagnostics.iter().any(|found| found.severity == "ERROR") {
            "ERROR"
        } else {
            "WARNING"
        };
        let output = Output {
            source: Source { name: "pledgelint" },
            severity: gravest,
            diagnostics,
        };
        serde_json::to_writer_pretty(QuietJson(out), &output)?;
        writeln!(out)
    }
}

impl RdJson<'_> {
    fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        let related = |other: shown::Other| Related {
            message: other.label,
            location: self.location(&other.place.path, Some(other.place)),
        };
        let place = shown::anchor(finding);
        let path = place.map_or(shown::RULES_FILE, |place| &*place.path);
        let link = finding.link.as_deref();
        Diagnostic {
            message: self.0.lines(finding).join("\n"),
            location: self.location(path, place),
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info | Severity::Note => "INFO",
            },
            code: Code {
                value: shown::code(finding),
                url: link.map(str::to_owned),
            },
            related_locations: self.0.others(finding).map(related).collect(),
            suggestions: finding.fix.iter().map(|fix| suggestion(fix)).collect(),
        }
    }

    fn location(&self, path: &str, place: Option<&Place>) -> Location {
        Location {
            path: self.0.base.path(path),
            range: place.filter(|place| place.unit.is_none()).map(Range::from),
        }
    }
}
