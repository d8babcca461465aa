//! Workflow commands of GitHub Actions: each finding is shown beside the changed lines.
//!
//! GitHub shows ten errors and ten warnings a step; the run's log has them all.

use std::io;

use crate::diagnostic::Severity;
use crate::extract::Place;
use crate::judge::Finding;

use super::{Report, Reporter, Shown, concise::printable, shown};

/// The format `github`.
#[derive(Clone, Debug, Default)]
pub struct GitHub<'m>(pub Shown<'m>);

impl Reporter for GitHub<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in self.0.findings(report) {
            self.finding(finding, out)?;
        }
        for problem in &report.problems {
            let path = property(&self.0.base.path(&problem.path));
            writeln!(out, "::error file={path}::{}", message(&problem.message))?;
        }
        Ok(())
    }
}

impl GitHub<'_> {
    fn finding(&self, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Note => "notice",
        };
        let place = finding.primary.place.as_deref();
        let place = place.map(|place| self.place(place)).unwrap_or_default();
        let title = property(&shown::code(finding));
        let lines = self.0.lines(finding).join("\n");
        writeln!(out, "::{command} {place}title={title}::{}", message(&lines))
    }

    /// The properties of a place; columns are told within one line alone.
    fn place(&self, place: &Place) -> String {
        let path = property(&self.0.base.path(&place.path));
        if place.unit.is_some() {
            return format!("file={path},");
        }
        let (start, end) = (place.start, place.end());
        let lines = format!("file={path},line={},endLine={},", start.line, end.line);
        if start.line == end.line {
            format!("{lines}col={},endColumn={},", start.column, end.column)
        } else {
            lines
        }
    }
}

/// The message of a command; the log that shows it may be a terminal.
fn message(text: &str) -> String {
    let escaped = text
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    printable(&escaped)
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{message, property};

    #[test]
    fn a_text_ends_no_command() {
        assert_eq!(message("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
        assert_eq!(property("a\u{1b}[m\n"), "a\u{fffd}[m%0A");
    }
}
