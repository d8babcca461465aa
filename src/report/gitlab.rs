//! Code Quality reports of GitLab: an array of places, each with a fingerprint of its own.

use std::io;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::judge::{Finding, fingerprint};

use super::{QuietJson, Report, Reporter, Shown, shown};

/// The format `gitlab`.
#[derive(Clone, Debug, Default)]
pub struct GitLab<'m>(pub Shown<'m>);

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Reporter for GitLab<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let findings = self.0.findings(report).map(|finding| self.issue(finding));
        let problems = report.problems.iter().map(|problem| Issue {
            description: problem.message.clone(),
            check_name: "unreadable".to_owned(),
            fingerprint: fingerprint("unreadable", None, &problem.path).to_string(),
            severity: "blocker",
            location: self.location(&problem.path, 1, 1),
        });
        let issues: Vec<Issue> = findings.chain(problems).collect();
        serde_json::to_writer_pretty(QuietJson(out), &issues)?;
        writeln!(out)
    }
}

impl GitLab<'_> {
    fn issue(&self, finding: &Finding) -> Issue {
        let place = shown::anchor(finding);
        let location = match place {
            Some(place) if place.unit.is_none() => {
                self.location(&place.path, place.start.line, place.end().line)
            }
            Some(place) => self.location(&place.path, 1, 1),
            None => self.location(shown::RULES_FILE, 1, 1),
        };
        Issue {
            description: self.0.placed_headline(finding),
            check_name: shown::code(finding),
            fingerprint: finding.fingerprint.to_string(),
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info | Severity::Note => "info",
            },
            location,
        }
    }

    fn location(&self, path: &str, begin: u32, end: u32) -> Location {
        Location {
            path: self.0.base.path(path),
            lines: Lines { begin, end },
        }
    }
}
