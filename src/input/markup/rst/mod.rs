//! reStructuredText: sections, lists, tables, footnotes, and directives by what they hold.

mod explicit;
mod line;
mod lists;
mod tables;

use super::inline::{self, Notes};
use super::{DEEPEST, Line, flush, indented, joined, lines, verbatim, width};
use crate::document::Document;
use crate::input::builder::Builder;
use crate::input::{Format, Problem, Settings};
use crate::text::{MappedText, Source, Span};

/// reStructuredText.
pub struct ReStructuredText;

impl Format for ReStructuredText {
    fn name(&self) -> &'static str {
        "rst"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rst", "rest"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let mut reader = Reader {
            text: source.text(),
            builder: Builder::new(true),
            notes: Notes::default(),
            adornments: Vec::new(),
        };
        reader.body(&lines(source.text()), 0);
        let builder = reader.builder;
        Ok(builder.finish(source))
    }
}

struct Reader<'s> {
    text: &'s str,
    builder: Builder,
    notes: Notes,
    /// How titles are adorned, from the outermost section: the character, and whether it also
    /// stands above.
    adornments: Vec<(u8, bool)>,
}

impl<'s> Reader<'s> {
    fn line(&self, line: Line) -> &'s str {
        &self.text[line.span.range()]
    }

    /// The lines of a container, without the indentation of the container itself.
    fn body(&mut self, lines: &[Line], depth: usize) {
        let mut at = 0;
        while at < lines.len() {
            let rest = &lines[at..];
            if rest[0].is_blank(self.text) {
                at += 1;
                continue;
            }
            at += if depth < DEEPEST {
                self.element(rest, depth).max(1)
            } else {
                self.paragraph(rest)
            };
        }
        self.notes.flush(&mut self.builder, line::markup);
    }

    /// Reads what begins in the first line; gives the number of its lines.
    fn element(&mut self, lines: &[Line], depth: usize) -> usize {
        let first = self.line(lines[0]).trim_end();
        if lines[0].indent(self.text) > 0 {
            let count = indented(self.text, lines, 1);
            let inner = flush(self.text, &lines[..count]);
            let outer = self.builder.depth();
            self.builder.quote();
            self.body(&inner, depth + 1);
            self.builder.close_to(outer);
            return count;
        }
        if first == ".." || first.starts_with(".. ") {
            return self.explicit(lines, depth);
        }
        if first == "__" || first.starts_with("__ ") {
            return 1;
        }
        if let Some(count) = self.title(lines, depth) {
            return count;
        }
        if adornment(first).is_some_and(|(_, length)| length >= 4) {
            self.builder.divide();
            return 1;
        }
        let read = self.table(lines, depth).or_else(|| self.list(lines, depth));
        read.unwrap_or_else(|| self.paragraph(lines))
    }

    /// A title with a line below it, or above and below.
    fn title(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let row = |at: usize| lines.get(at).map(|line| self.line(*line).trim_end());
        let first = row(0)?;
        let (mark, over, title) = if let Some((mark, length)) = adornment(first) {
            let below = adornment(row(2)?)?;
            let titled = !row(1)?.trim().is_empty() && length >= 3;
            (titled && below == (mark, length)).then_some((mark, true, lines[1]))?
        } else {
            let (mark, length) = adornment(row(1)?)?;
            let wide = length >= width(first) || length >= 4;
            wide.then_some((mark, false, lines[0]))?
        };
        let known = self.adornments.iter().position(|one| *one == (mark, over));
        let level = known.unwrap_or_else(|| {
            self.adornments.push((mark, over));
            self.adornments.len() - 1
        });
        let title = joined(self.text, &[title]);
        // A title in a container heads nothing outside of it.
        let level = if depth == 0 { level + 1 } else { 6 };
        self.heading(&title, level);
        Some(if over { 3 } else { 2 })
    }

    fn heading(&mut self, title: &MappedText, level: usize) {
        let outer = self.builder.depth();
        self.builder.heading(level.min(6) as u8);
        self.words(title);
        self.builder.close_to(outer);
        self.notes.flush(&mut self.builder, line::markup);
    }

    fn words(&mut self, text: &MappedText) {
        inline::read(text, &mut self.builder, &mut self.notes, line::markup);
    }

    /// A paragraph, and the literal block that it announces.
    fn paragraph(&mut self, lines: &[Line]) -> usize {
        let blank = |line: &Line| line.is_blank(self.text);
        let count = lines.iter().position(blank).unwrap_or(lines.len());
        let mut text = joined(self.text, &lines[..count]);
        let written = text.text();
        if written.starts_with(">>> ") {
            return count;
        }
        let literal = written.ends_with("::");
        if literal {
            let before = written.trim_end_matches(':');
            let kept = if before.is_empty() || before.ends_with(char::is_whitespace) {
                before.trim_end().len()
            } else {
                before.len() + 1
            };
            text = text.slice(Span::new(0, kept));
        }
        self.words(&text);
        self.notes.flush(&mut self.builder, line::markup);
        if !literal {
            return count;
        }
        self.builder.divide();
        let rest = &lines[count..];
        let blank = rest
            .iter()
            .take_while(|line| line.is_blank(self.text))
            .count();
        let inside = indented(self.text, &rest[blank..], 1);
        count + if inside > 0 { blank + inside } else { 0 }
    }
}

/// The character of a line that underlines a title, and its length.
fn adornment(line: &str) -> Option<(u8, usize)> {
    let mark = line.bytes().next().filter(u8::is_ascii_punctuation)?;
    let length = super::run_of(line, mark);
    (length >= 2 && line != "..").then_some((mark, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adornments_are_lines_of_one_sign() {
        assert_eq!(adornment("===="), Some((b'=', 4)));
        assert_eq!(adornment("~~"), Some((b'~', 2)));
        for line in ["", "..", "=", "==-", "abcd", "= ="] {
            assert_eq!(adornment(line), None, "{line}");
        }
    }
}
