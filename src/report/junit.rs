//! JUnit's XML: a suite for each file, a failed case for each finding, a skipped one for each
//! that is accepted.
//!
//! A run without findings is one suite with one case that passes, since build servers take an
//! empty report for a broken one.

use std::collections::BTreeMap;
use std::io;

use super::xml::Escaped;
use super::{Report, Reporter, Shown, shown};

/// The format `junit`.
#[derive(Clone, Debug, Default)]
pub struct JUnit<'m>(pub Shown<'m>);

struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    Failed {
        kind: &'static str,
        lines: Vec<String>,
    },
    Skipped {
        reason: String,
    },
    Broken {
        message: String,
    },
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of<'c>(cases: impl Iterator<Item = &'c Case>) -> Self {
        let mut counts = Self::default();
        for case in cases {
            counts.tests += 1;
            counts.skipped += usize::from(matches!(case.outcome, Outcome::Skipped { .. }));
            counts.failures += usize::from(matches!(case.outcome, Outcome::Failed { .. }));
            counts.errors += usize::from(matches!(case.outcome, Outcome::Broken { .. }));
        }
        counts
    }

    fn of_suite(&self) -> String {
        format!(r#"{} skipped="{}""#, self.of_run(), self.skipped)
    }

    /// Of all suites together nobody counts those that were skipped.
    fn of_run(&self) -> String {
        format!(
            r#"tests="{}" failures="{}" errors="{}""#,
            self.tests, self.failures, self.errors
        )
    }
}

impl Reporter for JUnit<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let suites = self.suites(report);
        let all = Counts::of(suites.values().flatten()).of_run();
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(out, r#"<testsuites name="pledgelint" {all}>"#)?;
        for (path, cases) in &suites {
            let (path, counts) = (Escaped(path), Counts::of(cases.iter()).of_suite());
            writeln!(out, r#"  <testsuite name="{path}" {counts}>"#)?;
            for case in cases {
                let name = Escaped(&case.name);
                write!(out, r#"    <testcase classname="{path}" name="{name}""#)?;
                case.outcome.write(out)?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

impl Outcome {
    fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Passed => writeln!(out, "/>"),
            Self::Failed { kind, lines } => {
                let message = Escaped(lines.first().map_or("", String::as_str));
                let whole = lines.join("\n");
                writeln!(out, ">")?;
                writeln!(
                    out,
                    r#"      <failure type="{kind}" message="{message}">{}</failure>"#,
                    Escaped(&whole)
                )?;
                writeln!(out, "    </testcase>")
            }
            Self::Skipped { reason } => {
                writeln!(out, ">")?;
                writeln!(out, r#"      <skipped message="{}"/>"#, Escaped(reason))?;
                writeln!(out, "    </testcase>")
            }
            Self::Broken { message } => {
                let message = Escaped(message);
                writeln!(out, ">")?;
                writeln!(
                    out,
                    r#"      <error type="unreadable" message="{message}"/>"#
                )?;
                writeln!(out, "    </testcase>")
            }
        }
    }
}

impl JUnit<'_> {
    fn suites(&self, report: &Report) -> BTreeMap<String, Vec<Case>> {
        let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
        let standing = report.findings.iter().map(|finding| {
            let failed = Outcome::Failed {
                kind: finding.severity.name(),
                lines: self.0.lines(finding),
            };
            (finding, failed)
        });
        let accepted = report.suppressed.iter().map(|accepted| {
            let reasons = accepted.by.iter().map(|by| &*by.reason);
            let reason = reasons.collect::<Vec<_>>().join("; ");
            (&accepted.finding, Outcome::Skipped { reason })
        });
        for (finding, outcome) in standing.chain(accepted) {
            let place = shown::anchor(finding);
            let path = place.map_or(shown::RULES_FILE, |place| &*place.path);
            let code = shown::code(finding);
            let name = place.map(|place| format!("{code} at {}", place.line_and_column()));
            suites
                .entry(self.0.base.path(path))
                .or_default()
                .push(Case {
                    name: name.unwrap_or(code),
                    outcome,
                });
        }
        for problem in &report.problems {
            let path = self.0.base.path(&problem.path);
            suites.entry(path).or_default().push(Case {
                name: "reading".to_owned(),
                outcome: Outcome::Broken {
                    message: problem.message.clone(),
                },
            });
        }
        if suites.is_empty() {
            let passed = Case {
                name: "promises".to_owned(),
                outcome: Outcome::Passed,
            };
            suites.insert("pledgelint".to_owned(), vec![passed]);
        }
        suites
    }
}
