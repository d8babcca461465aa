//! The report for people: both sides quoted, each in its own file, with the promise and the
//! reasons.

use std::io;

use ariadne::{Color, Config, IndexType, Label, ReportKind};

use crate::diagnostic::{Diagnostic, Severity};
use crate::extract::Place;
use crate::judge::{Finding, SideRole};
use crate::message::Messages;
use crate::text::Source;

use super::concise::{self, printable};
use super::{Report, Reporter, labels, shown};

/// The format `terminal`.
#[derive(Clone, Copy, Debug)]
pub struct Terminal<'m> {
    /// Whether to colour.
    pub color: bool,
    /// Whether notes are drawn too.
    pub notes: bool,
    /// The words beside findings; those of a finding itself were chosen when it was judged.
    pub messages: &'m Messages,
}

impl Default for Terminal<'_> {
    /// Without colour and notes, in English.
    fn default() -> Self {
        Self {
            color: false,
            notes: false,
            messages: Messages::standard(),
        }
    }
}

/// Lines behind this one are numbered wrong in the margin, to bound the cost of drawing.
const MOST_LINES: usize = 200_000;

/// The key of a text for ariadne: the name that is shown, and the number of the text.
type Key = (String, usize);

impl Reporter for Terminal<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in &report.findings {
            self.finding(finding, out)?;
        }
        for finding in report.notes.iter().filter(|_| self.notes) {
            self.finding(finding, out)?;
        }
        for cleared in report.cleared.iter().flatten() {
            writeln!(out, "{}", concise::cleared(cleared))?;
        }
        if report
            .cleared
            .as_ref()
            .is_some_and(|cleared| !cleared.is_empty())
        {
            writeln!(out)?;
        }
        for problem in &report.problems {
            let (path, message) = (printable(&problem.path), printable(&problem.message));
            writeln!(out, "{path}: {message}\n")?;
        }
        if let Some(unmatched) = labels::unmatched(self.messages, report) {
            writeln!(out, "{unmatched}")?;
        }
        writeln!(out, "{}", labels::summary(self.messages, report))
    }
}

impl Terminal<'_> {
    fn finding(self, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
        let Some(primary) = &finding.primary.place else {
            let (severity, promise) = (finding.severity, &finding.promise);
            return writeln!(
                out,
                "{severity}[{promise}]: {}\n",
                printable(&finding.message)
            );
        };
        let mut canvas = Canvas::new(self.color);
        let code = shown::code(finding);
        let color = severity_color(finding.severity);
        canvas.label(
            primary,
            labels::side(self.messages, finding.primary.role, finding, true),
            color,
        );
        let mut others = finding.others;
        let mut shown = false;
        for side in &finding.related {
            let is_text = matches!(side.role, SideRole::Claim | SideRole::Value);
            if is_text && shown {
                others += 1;
                continue;
            }
            shown |= is_text;
            if let Some(place) = side.place.as_ref() {
                canvas.label(
                    place,
                    labels::side(self.messages, side.role, finding, false),
                    Color::Cyan,
                );
            }
        }
        let reasons = finding
            .because
            .iter()
            .map(|because| printable(&because.reason.text));
        canvas.notes.extend(reasons);
        if others > 0 {
            canvas
                .notes
                .push(self.messages.counted("label.more", others));
        }
        canvas.help = finding.advice.as_deref().map(printable);
        let title = format!(
            "{}: {}",
            labels::verdict(self.messages, finding.verdict),
            printable(&finding.message)
        );
        canvas.draw(finding.severity, &code, &title, out)
    }
}

/// Draws mistakes in files, such as rules files, whose sources are given.
///
/// # Errors
///
/// Those of `out`.
pub fn draw_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &[Source],
    color: bool,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        let mut canvas = Canvas::new(color);
        for (index, label) in diagnostic.labels.iter().enumerate() {
            let source = sources.iter().find(|source| *source.name() == label.file);
            if let Some(source) = source {
                let color = if index == 0 {
                    severity_color(diagnostic.severity)
                } else {
                    Color::Cyan
                };
                canvas.label(
                    &Place::new(source, label.span),
                    printable(&label.message),
                    color,
                );
            }
        }
        canvas.help = diagnostic.help.as_deref().map(printable);
        canvas.draw(
            diagnostic.severity,
            diagnostic.code,
            &printable(&diagnostic.message),
            out,
        )?;
    }
    Ok(())
}

/// One report in the making: excerpts, labels, notes.
struct Canvas {
    color: bool,
    texts: Vec<(Key, ariadne::Source)>,
    labels: Vec<Label<(Key, std::ops::Range<usize>)>>,
    /// The first label's bytes in its excerpt.
    first: std::ops::Range<usize>,
    notes: Vec<String>,
    help: Option<String>,
}

impl Canvas {
    fn new(color: bool) -> Self {
        Self {
            color,
            texts: Vec::new(),
            labels: Vec::new(),
            first: 0..0,
            notes: Vec::new(),
            help: None,
        }
    }

    fn label(&mut self, place: &Place, message: String, color: Color) {
        let unit = place.unit.iter().map(|unit| format!(", {unit}"));
        let name = format!("{}{}", place.path, unit.collect::<String>());
        let key = (printable(&name), self.texts.len());
        let excerpt = &place.excerpt;
        // Empty lines before the excerpt: ariadne 0.6 numbers lines in its margin from the first.
        let padding = (excerpt.line as usize - 1).min(MOST_LINES);
        let source = ariadne::Source::from("\n".repeat(padding) + &drawable(&excerpt.text));
        // In characters: ariadne 0.6 takes characters for bytes in the head of a second file.
        let characters = |byte: usize| {
            let end = byte.saturating_sub(excerpt.offset).min(excerpt.text.len());
            let before = &excerpt.text[..excerpt.text.floor_char_boundary(end)];
            padding + before.chars().count()
        };
        let span = characters(place.span.start)..characters(place.span.end);
        if self.labels.is_empty() {
            self.first = span.clone();
        }
        let order = i32::try_from(self.labels.len()).unwrap_or(i32::MAX);
        let label = Label::new((key.clone(), span))
            .with_order(order)
            .with_color(color);
        self.labels.push(if message.is_empty() {
            label
        } else {
            label.with_message(message)
        });
        self.texts.push((key, source));
    }

    fn draw(
        self,
        severity: Severity,
        code: &str,
        title: &str,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let Some(first) = self.texts.first().map(|(key, _)| key.clone()) else {
            writeln!(out, "{severity}[{code}]: {title}")?;
            return match self.help {
                Some(help) => writeln!(out, "  help: {help}\n"),
                None => writeln!(out),
            };
        };
        let kind = ReportKind::Custom(severity.name(), severity_color(severity));
        let mut report = ariadne::Report::build(kind, (first, self.first))
            .with_config(
                Config::default()
                    .with_index_type(IndexType::Char)
                    .with_color(self.color),
            )
            .with_code(code)
            .with_message(title)
            .with_labels(self.labels);
        for note in self.notes {
            report = report.with_note(note);
        }
        if let Some(help) = self.help {
            report = report.with_help(help);
        }
        let mut drawn = Vec::new();
        report.finish().write(Texts(self.texts), &mut drawn)?;
        out.write_all(&if self.color {
            drawn
        } else {
            without_colour(&drawn)
        })?;
        writeln!(out)
    }
}

/// What ariadne drew without the colour of its first word, which its settings do not reach.
///
/// Texts hold no escape characters: see [`drawable`].
fn without_colour(drawn: &[u8]) -> Vec<u8> {
    let mut escaped = false;
    let plain = drawn.iter().copied().filter(|&byte| {
        escaped |= byte == 0x1b;
        let keep = !escaped;
        escaped &= byte != b'm';
        keep
    });
    plain.collect()
}

/// The excerpts of one report.
struct Texts(Vec<(Key, ariadne::Source)>);

impl ariadne::Cache<Key> for Texts {
    type Storage = String;

    fn fetch(&mut self, key: &Key) -> Result<&ariadne::Source, impl std::fmt::Debug> {
        let text = self
            .0
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, source)| source);
        text.ok_or("every label brings its text")
    }

    fn display<'a>(&self, key: &'a Key) -> Option<impl std::fmt::Display + 'a> {
        Some(&key.0)
    }
}

fn severity_color(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info | Severity::Note => Color::Blue,
    }
}

/// The text with the characters replaced, byte length kept, that ariadne takes as line ends and
/// we do not, or that a terminal would obey.
fn drawable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => c,
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            '\u{80}'..='\u{9f}' => '\u{a0}',
            _ if c.is_control() => ' ',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::drawable;

    #[test]
    fn drawable_text_keeps_its_length() {
        for text in ["a\u{2028}b\u{85}c\u{b}d", "\u{202e}x\u{1b}[0m\u{7}"] {
            let drawn = drawable(text);
            assert_eq!(drawn.len(), text.len());
            assert!(!drawn.contains(['\u{2028}', '\u{85}', '\u{b}', '\u{1b}']));
        }
    }
}
