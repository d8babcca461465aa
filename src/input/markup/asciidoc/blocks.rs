//! Blocks of AsciiDoc: between delimiters, by a macro, or of lines alone.

use super::{Ahead, DEEPEST, Line, Reader, joined, section};
use crate::input::markup::run_of;
use crate::text::Span;

/// Signs of which four or more in a line begin and end a block.
const DELIMITERS: [u8; 6] = [b'-', b'.', b'+', b'=', b'*', b'_'];

/// Whether a line begins a block, in the midst of lines too.
pub(super) fn delimits(line: &str) -> bool {
    let run = DELIMITERS.iter().any(|&mark| run_of(line, mark) >= 4);
    run || run_of(line, b'/') >= 4 || line == "--" || line.starts_with("```") || is_table(line)
}

/// Whether a line begins a table.
fn is_table(line: &str) -> bool {
    matches!(line.as_bytes(), [b'|' | b',' | b':' | b'!', rest @ ..] if rest.len() >= 3 && rest.iter().all(|&byte| byte == b'='))
}

impl Reader<'_> {
    /// The number of lines of a block whose delimiter stands in the first.
    pub(super) fn delimited(&self, lines: &[Line], delimiter: &str) -> usize {
        let closes = |line: &Line| self.line(*line) == delimiter;
        let inside = lines[1..].iter().position(closes);
        inside.map_or(lines.len(), |at| at + 2)
    }

    /// Reads a block; gives the number of its lines.
    pub(super) fn block(&mut self, lines: &[Line], ahead: Ahead<'_>, depth: usize) -> usize {
        let written = self.line(lines[0]);
        if let Some(level) = section(written) {
            return self.heading(lines, level);
        }
        if matches!(written, "'''" | "<<<" | "---" | "***" | "- - -" | "* * *") {
            self.builder.divide();
            return 1;
        }
        if delimits(written) && depth < DEEPEST {
            return self.delimited_block(lines, ahead, depth);
        }
        if let Some(count) = self.macro_block(lines[0], ahead) {
            return count;
        }
        if let Some(title) = ahead.title {
            self.words(&joined(self.text, &[title]));
            self.end();
        }
        let style = ahead
            .attributes
            .split([',', '%', '#', '.'])
            .next()
            .unwrap_or_default();
        let literal = lines[0].indent(self.text) > 0;
        let blank = lines.iter().position(|line| line.is_blank(self.text));
        let count = blank.unwrap_or(lines.len());
        match style {
            "source" | "listing" | "literal" | "stem" | "latexmath" | "asciimath" | "pass" => {
                self.builder.divide();
                count
            }
            "comment" => count,
            "quote" | "verse" => {
                let outer = self.builder.depth();
                self.builder.quote();
                let count = self.paragraph(lines, 0);
                self.builder.close_to(outer);
                count
            }
            _ if literal => {
                self.builder.divide();
                count
            }
            _ => self.paragraph(lines, 0),
        }
    }

    fn delimited_block(&mut self, lines: &[Line], ahead: Ahead<'_>, depth: usize) -> usize {
        let written = self.line(lines[0]);
        let delimiter = if written.starts_with("```") {
            "```"
        } else {
            written
        };
        let count = self.delimited(lines, delimiter);
        let closed = count > 1 && self.line(lines[count - 1]) == delimiter;
        let inside = &lines[1..if closed { count - 1 } else { count }];
        let mark = written.as_bytes()[0];
        let style = ahead
            .attributes
            .split([',', '%', '#', '.'])
            .next()
            .unwrap_or_default();
        let code = matches!(
            style,
            "source" | "listing" | "literal" | "stem" | "latexmath" | "pass"
        );
        let silent = matches!(mark, b'.' | b'+' | b'`') || (mark == b'-' && written != "--");
        let outer = self.builder.depth();
        if silent || code {
            self.builder.divide();
            return count;
        }
        if style == "comment" {
            return count;
        }
        if mark == b'_' || matches!(style, "quote" | "verse") {
            self.builder.quote();
        } else {
            self.builder.scope();
        }
        if let Some(title) = ahead.title {
            let inner = self.builder.depth();
            self.builder.scoped_heading();
            self.words(&joined(self.text, &[title]));
            self.builder.close_to(inner);
        }
        if is_table(written) {
            self.table(inside, written, ahead.attributes, depth);
        } else {
            self.body(inside, depth + 1);
        }
        self.builder.close_to(outer);
        count
    }

    /// `image::path[alt]` and the like.
    fn macro_block(&mut self, line: Line, ahead: Ahead<'_>) -> Option<usize> {
        let written = self.line(line);
        let (name, rest) = written.split_once("::")?;
        let named = name.bytes().all(|byte| byte.is_ascii_lowercase()) && !name.is_empty();
        let open = rest.find('[').filter(|_| named && rest.ends_with(']'))?;
        if rest[..open].contains(char::is_whitespace) {
            return None;
        }
        if name == "image" {
            let inside = &rest[open + 1..rest.len() - 1];
            let start = line.span.start + name.len() + 2 + open + 1;
            let alt = inside.split(',').next().unwrap_or_default();
            let span = Span::new(start, start + alt.len());
            self.builder
                .attribute(super::super::verbatim(self.text, span));
            if let Some(title) = ahead.title {
                self.words(&joined(self.text, &[title]));
                self.end();
            }
        }
        Some(1)
    }
}
