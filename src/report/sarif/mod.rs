//! SARIF 2.1.0, as code scanning takes it.
//!
//! The first location is the side that can be changed; the other sides are related locations,
//! which hosts show only where the message links to them.

mod model;

use std::collections::BTreeMap;
use std::io;

use crate::diagnostic::Severity;
use crate::extract::Place;
use crate::judge::{Finding, Fix};

use crate::suppress::{Acceptance, AcceptanceKind};

use super::{QuietJson, Report, Reporter, Shown, shown};
use model::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Fingerprints, Help, Invocation,
    Location, Log, LogicalLocation, Notification, PhysicalLocation, Region, Replacement,
    ResultProperties, Rule, RuleProperties, Run, SarifFix, SarifResult, Suppression, Tool,
};

/// The format `sarif`.
#[derive(Clone, Debug, Default)]
pub struct Sarif<'m>(pub Shown<'m>);

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The base of all paths: the root of the repository.
const ROOT: &str = "%SRCROOT%";

/// Hosts take no longer description.
const LONGEST_DESCRIPTION: usize = 1024;

impl Reporter for Sarif<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let rules = rules(report, &self.0);
        let at = |code: String| rules.keys().position(|known| *known == code);
        let result = |finding| self.result(finding, at(shown::code(finding)));
        let accepted = report.suppressed.iter().map(|accepted| SarifResult {
            suppressions: accepted.by.iter().map(suppression).collect(),
            ..result(&accepted.finding)
        });
        let standing = self.0.findings(report).map(result);
        let results: Vec<SarifResult> = standing.chain(accepted).collect();
        let log = Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "pledgelint",
                        semantic_version: env!("CARGO_PKG_VERSION"),
                        rules: rules.into_values().collect(),
                    },
                },
                column_kind: "utf16CodeUnits",
                invocations: [self.invocation(report)],
                results,
            }],
        };
        serde_json::to_writer_pretty(QuietJson(out), &log)?;
        writeln!(out)
    }
}

impl Sarif<'_> {
    fn result(&self, finding: &Finding, rule: Option<usize>) -> SarifResult {
        let place = shown::anchor(finding);
        let mut message = escaped(&finding.message);
        let mut links = Vec::new();
        let mut related = Vec::new();
        for (index, other) in self.0.others(finding).enumerate() {
            let id = index + 1;
            links.push(format!("[{}]({id})", escaped(&self.0.line(other.place))));
            related.push(Location {
                id: Some(id),
                message: Some(other.label.into()),
                ..self.location(&other.place.path, Some(other.place))
            });
        }
        if !links.is_empty() {
            message = format!("{message} ({})", links.join(", "));
        }
        let path = place.map_or(shown::RULES_FILE, |place| &*place.path);
        let is_note = finding.severity == Severity::Note;
        SarifResult {
            rule_id: shown::code(finding),
            rule_index: rule.unwrap_or_default(),
            kind: if is_note { "informational" } else { "fail" },
            level: if is_note {
                "none"
            } else {
                level(finding.severity)
            },
            message: message.into(),
            locations: [self.location(path, place)],
            related_locations: related,
            partial_fingerprints: Fingerprints {
                primary_location_line_hash: finding.fingerprint.to_string(),
            },
            suppressions: Vec::new(),
            fixes: finding.fix.iter().map(|fix| self.fix(fix)).collect(),
            properties: ResultProperties {
                verdict: finding.verdict.name(),
                others: finding.others,
                owner: finding.owner.as_deref().map(str::to_owned),
            },
        }
    }

    fn fix(&self, fix: &Fix) -> SarifFix {
        let place = &fix.place;
        let told = if fix.text.is_empty() {
            self.0.messages.text("fix.take-out", &[])
        } else {
            let text = self.0.messages.quote(&fix.text);
            self.0.messages.text("fix.replace", &[("text", &text)])
        };
        SarifFix {
            description: told.into(),
            artifact_changes: [ArtifactChange {
                artifact_location: ArtifactLocation {
                    uri: self.0.base.uri(&place.path),
                    uri_base_id: ROOT,
                },
                replacements: [Replacement {
                    deleted_region: Region {
                        start_line: place.start.line,
                        start_column: place.start.utf16,
                        end_line: place.end().line,
                        end_column: place.end().utf16,
                        snippet: None,
                    },
                    inserted_content: fix.text.clone().into(),
                }],
            }],
        }
    }

    fn invocation(&self, report: &Report) -> Invocation {
        let notification = |problem: &super::Problem| Notification {
            level: "error",
            message: problem.message.clone().into(),
            locations: [self.location(&problem.path, None)],
        };
        Invocation {
            execution_successful: report.problems.is_empty(),
            tool_execution_notifications: report.problems.iter().map(notification).collect(),
        }
    }

    /// A place in a file; its first line where a host needs one and none is known. A file that has
    /// no lines gets none: its unit is a logical location.
    fn location(&self, path: &str, place: Option<&Place>) -> Location {
        let unit = place.and_then(|place| place.unit.as_ref());
        let region = match place {
            Some(_) if unit.is_some() => None,
            Some(place) => Some(Region {
                start_line: place.start.line,
                start_column: place.start.utf16,
                end_line: place.end().line,
                end_column: place.end().utf16,
                snippet: Some(place.text().to_owned().into()),
            }),
            None => Some(Region {
                start_line: 1,
                start_column: 1,
                end_line: 1,
                end_column: 1,
                snippet: None,
            }),
        };
        Location {
            id: None,
            physical: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: self.0.base.uri(path),
                    uri_base_id: ROOT,
                },
                region,
            },
            logical: unit
                .map(|unit| LogicalLocation {
                    name: unit.to_string(),
                    kind: "element",
                })
                .into_iter()
                .collect(),
            message: None,
        }
    }
}

fn suppression(by: &Acceptance) -> Suppression {
    Suppression {
        kind: match by.kind {
            AcceptanceKind::Directive => "inSource",
            AcceptanceKind::Waiver | AcceptanceKind::Baseline => "external",
        },
        status: "accepted",
        justification: by.reason.to_string(),
    }
}

/// A rule for each promise and facet that is found broken, by its id.
fn rules(report: &Report, shown: &Shown) -> BTreeMap<String, Rule> {
    let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
    let accepted = report.suppressed.iter().map(|accepted| &accepted.finding);
    for finding in shown.findings(report).chain(accepted) {
        let id = shown::code(finding);
        let rule = rules.entry(id).or_insert_with_key(|id| rule(id, finding));
        if level_rank(rule.default_configuration.level) < level_rank(level(finding.severity)) {
            rule.default_configuration.level = level(finding.severity);
            rule.properties.severity = problem_severity(finding.severity);
        }
    }
    rules
}

fn rule(id: &str, finding: &Finding) -> Rule {
    let summary = if finding.summary.is_empty() {
        id
    } else {
        &*finding.summary
    };
    let advice = finding.advice.as_deref();
    let help = [Some(summary), advice, finding.link.as_deref()];
    let owner = finding.owner.iter().map(|owner| format!("owner:{owner}"));
    Rule {
        id: id.to_owned(),
        short_description: cut(summary).into(),
        full_description: cut(summary).into(),
        help: Help {
            text: joined(help, "\n"),
            markdown: joined(help, "\n\n"),
        },
        help_uri: finding.link.as_deref().map(str::to_owned),
        default_configuration: Configuration {
            level: level(finding.severity),
        },
        properties: RuleProperties {
            tags: std::iter::once("promise".to_owned()).chain(owner).collect(),
            severity: problem_severity(finding.severity),
        },
    }
}

fn joined(parts: [Option<&str>; 3], between: &str) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(between)
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_DESCRIPTION).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Note => "note",
    }
}

fn level_rank(level: &str) -> usize {
    ["note", "warning", "error"]
        .iter()
        .position(|known| *known == level)
        .unwrap_or_default()
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Note => "recommendation",
    }
}

/// A text in a message: brackets would make a link.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_DESCRIPTION, cut, escaped};

    #[test]
    fn brackets_of_a_text_make_no_link() {
        assert_eq!(escaped("see [here](1) \\"), "see \\[here\\](1) \\\\");
    }

    #[test]
    fn descriptions_are_cut_between_characters() {
        assert_eq!(cut(&"限".repeat(2000)).chars().count(), LONGEST_DESCRIPTION);
    }
}
