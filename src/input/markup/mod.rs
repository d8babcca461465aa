//! Markups that are written line by line, and what their readers share: lines that are cut to
//! the text of a container, paragraphs made of them, and lists.

pub(super) mod asciidoc;
mod inline;
pub(super) mod org;
pub(super) mod rst;

use super::builder::Builder;
use super::plain;
use crate::text::fold::is_han;
use crate::text::{MappedText, Span};

/// What stands for code, a formula or a value, so that the words around it do not meet.
pub(super) const OBJECT: &str = "\u{fffc}";

/// Containers are nested no deeper than this; what stands deeper is read as paragraphs.
const DEEPEST: usize = 24;

/// A line without its end, cut to the text of the container that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    span: Span,
    /// The line's end in the source; empty at the end of the text.
    end: Span,
}

impl Line {
    fn is_blank(self, text: &str) -> bool {
        text[self.span.range()].trim().is_empty()
    }

    /// The columns of white space that it begins with.
    fn indent(self, text: &str) -> usize {
        let line = &text[self.span.range()];
        line.bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count()
    }

    /// The line without so many columns of white space, or as many as it has.
    fn dedented(self, text: &str, columns: usize) -> Self {
        self.from(self.indent(text).min(columns))
    }

    /// The line from the byte `at` on.
    fn from(self, at: usize) -> Self {
        let start = (self.span.start + at).min(self.span.end);
        Self {
            span: Span::new(start, self.span.end),
            end: self.end,
        }
    }

    /// The line without white space at both ends.
    fn trimmed(self, text: &str) -> Self {
        let written = &text[self.span.range()];
        let start = self.span.start + written.len() - written.trim_start().len();
        let end = (self.span.start + written.trim_end().len()).max(start);
        Self {
            span: Span::new(start, end),
            end: self.end,
        }
    }
}

/// All lines of a text.
fn lines(text: &str) -> Vec<Line> {
    let line = |line: plain::Line| Line {
        span: line.span,
        end: line.end(),
    };
    plain::lines(text).map(line).collect()
}

/// How many lines from the first on are blank or stand at least so far to the right; blank ones at
/// the end are not counted.
fn indented(text: &str, lines: &[Line], columns: usize) -> usize {
    let belongs = |line: &&Line| line.is_blank(text) || line.indent(text) >= columns;
    let count = lines.iter().take_while(belongs).count();
    let last = lines[..count].iter().rposition(|line| !line.is_blank(text));
    last.map_or(0, |at| at + 1)
}

/// The lines without the white space that all of them begin with.
fn flush(text: &str, lines: &[Line]) -> Vec<Line> {
    let written = lines.iter().filter(|line| !line.is_blank(text));
    let least = written.map(|line| line.indent(text)).min().unwrap_or(0);
    lines
        .iter()
        .map(|line| line.dedented(text, least))
        .collect()
}

/// The text of a paragraph in these lines.
fn joined(text: &str, lines: &[Line]) -> MappedText {
    let mut joined = MappedText::default();
    let mut before: Option<Line> = None;
    for line in lines {
        if let Some(before) = before {
            if text.get(before.end.range()) == Some("\n") {
                joined.push("\n", before.end.start);
            } else {
                joined.push_replaced("\n", before.end);
            }
        }
        let line = line.trimmed(text);
        joined.push(&text[line.span.range()], line.span.start);
        before = Some(line);
    }
    joined
}

/// The part of a source at `span`, which stands in one line.
fn verbatim(text: &str, span: Span) -> MappedText {
    MappedText::verbatim(&text[span.range()], span.start)
}

/// Hands a comment on, without the marks of its format.
fn comment(text: &str, marked: Span, said: Span, builder: &mut Builder) {
    builder.end_block();
    let said = text[said.range()].trim();
    builder.comment(&said.replace("\r\n", "\n").replace('\r', "\n"), marked);
}

/// How many bytes a text has that are all `mark`; 0 for other texts.
fn run_of(line: &str, mark: u8) -> usize {
    let whole = !line.is_empty() && line.bytes().all(|byte| byte == mark);
    if whole { line.len() } else { 0 }
}

/// The columns that a text takes: wide characters count as two, marks upon letters as none.
fn width(text: &str) -> usize {
    let columns = |c: char| match c {
        '\u{300}'..='\u{36f}' => 0,
        c if is_wide(c) => 2,
        _ => 1,
    };
    text.chars().map(columns).sum()
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
}
