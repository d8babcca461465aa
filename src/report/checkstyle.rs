//! Checkstyle's XML, which many build servers read.

use std::collections::BTreeMap;
use std::io;

use crate::diagnostic::Severity;
use crate::text::Position;

use super::xml::Escaped;
use super::{Report, Reporter, Shown, shown};

/// The format `checkstyle`.
#[derive(Clone, Debug, Default)]
pub struct Checkstyle<'m>(pub Shown<'m>);

struct Line {
    at: Option<Position>,
    severity: &'static str,
    message: String,
    source: String,
}

impl Reporter for Checkstyle<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(out, r#"<checkstyle version="10.0">"#)?;
        for (path, lines) in self.by_file(report) {
            writeln!(out, r#"  <file name="{}">"#, Escaped(&path))?;
            for line in lines {
                write!(out, "    <error")?;
                match line.at {
                    Some(at) => write!(out, r#" line="{}" column="{}""#, at.line, at.column)?,
                    // So Checkstyle itself speaks of a whole file.
                    None => write!(out, r#" line="0""#)?,
                }
                let (message, source) = (Escaped(&line.message), Escaped(&line.source));
                let severity = line.severity;
                writeln!(
                    out,
                    r#" severity="{severity}" message="{message}" source="{source}"/>"#
                )?;
            }
            writeln!(out, "  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}

impl Checkstyle<'_> {
    fn by_file(&self, report: &Report) -> BTreeMap<String, Vec<Line>> {
        let mut files: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        for finding in self.0.findings(report) {
            let place = shown::anchor(finding);
            let path = place.map_or(shown::RULES_FILE, |place| &*place.path);
            files.entry(self.0.base.path(path)).or_default().push(Line {
                at: place
                    .filter(|place| place.unit.is_none())
                    .map(|place| place.start),
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info | Severity::Note => "info",
                },
                message: self.0.lines(finding).join("\n"),
                source: format!("pledgelint.{}", shown::code(finding)),
            });
        }
        for problem in &report.problems {
            let path = self.0.base.path(&problem.path);
            files.entry(path).or_default().push(Line {
                at: None,
                severity: "error",
                message: problem.message.clone(),
                source: "pledgelint.unreadable".to_owned(),
            });
        }
        files
    }
}
