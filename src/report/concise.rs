//! One line for each finding: `path:line:column: severity: promise[facet] verdict: message`.

use std::io;

use crate::judge::{Cleared, Finding};

use super::{Report, Reporter, shown};

/// The format `concise`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concise {
    /// Whether notes are written too.
    pub notes: bool,
}

impl Reporter for Concise {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let notes = report.notes.iter().filter(|_| self.notes);
        for finding in report.findings.iter().chain(notes) {
            writeln!(out, "{}", self::finding(finding))?;
        }
        for cleared in report.cleared.iter().flatten() {
            writeln!(out, "{}", self::cleared(cleared))?;
        }
        for problem in &report.problems {
            let (path, message) = (printable(&problem.path), printable(&problem.message));
            writeln!(out, "{path}: error: {message}")?;
        }
        Ok(())
    }
}

/// A finding in one line.
pub(super) fn finding(finding: &Finding) -> String {
    let at = match &finding.primary.place {
        Some(place) => shown::at(place),
        None => finding.promise.to_string(),
    };
    let line = format!(
        "{at}: {}: {} {}: {}",
        finding.severity,
        shown::code(finding),
        finding.verdict.name(),
        finding.message
    );
    printable(&line)
}

/// A statement that was let off in one line:
/// `path:line:column: cleared: promise[.facet] row N: "text": reason`.
pub(super) fn cleared(cleared: &Cleared) -> String {
    let place = cleared.statement.place.as_ref();
    let at = place.map(|place| format!("{}: ", shown::at(place)));
    let facet = cleared.facet.iter().map(|facet| format!(".{facet}"));
    let row = cleared.clearance.row().map(|row| format!(" row {row}"));
    let said = place.map_or("", |place| place.text());
    let line = format!(
        "{}cleared: {}{}{}: \"{said}\": {}",
        at.unwrap_or_default(),
        cleared.promise,
        facet.collect::<String>(),
        row.unwrap_or_default(),
        cleared.told
    );
    printable(&line)
}

/// The text without control characters, which a terminal could obey, and without characters that
/// turn the direction of writing; a sign stands for each of them.
#[must_use]
pub fn printable(text: &str) -> String {
    let harmful =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if harmful(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_that_a_terminal_obeys_is_printed() {
        assert_eq!(
            printable("a\u{1b}[31m\nb\u{202e}"),
            "a\u{fffd}[31m\u{fffd}b\u{fffd}"
        );
    }
}
