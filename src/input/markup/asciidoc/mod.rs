//! AsciiDoc: sections, lists, tables, blocks by their delimiters.

mod blocks;
mod line;
mod lists;
mod table;

use super::inline::{self, Notes};
use super::{DEEPEST, Line, joined, lines};
use crate::document::Document;
use crate::input::builder::Builder;
use crate::input::{Format, Problem, Settings};
use crate::text::{MappedText, Source, Span};

/// AsciiDoc.
pub struct AsciiDoc;

impl Format for AsciiDoc {
    fn name(&self) -> &'static str {
        "asciidoc"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["adoc", "asciidoc", "asc"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let mut reader = Reader {
            text: source.text(),
            builder: Builder::new(true),
            notes: Notes::default(),
            lists: Vec::new(),
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
    /// The open lists of the innermost block.
    lists: Vec<lists::List<'s>>,
}

/// What was said of the block that comes next.
#[derive(Clone, Copy, Default)]
struct Ahead<'s> {
    attributes: &'s str,
    title: Option<Line>,
}

impl<'s> Reader<'s> {
    fn line(&self, line: Line) -> &'s str {
        self.text[line.span.range()].trim_end()
    }

    fn words(&mut self, text: &MappedText) {
        inline::read(text, &mut self.builder, &mut self.notes, line::markup);
    }

    fn end(&mut self) {
        self.notes.flush(&mut self.builder, line::markup);
    }

    /// The lines of a block, or of the whole text.
    fn body(&mut self, lines: &[Line], depth: usize) {
        let outer_lists = std::mem::take(&mut self.lists);
        let mut ahead = Ahead::default();
        let mut attached = false;
        let mut at = 0;
        while at < lines.len() {
            let rest = &lines[at..];
            let written = self.line(rest[0]);
            if written.is_empty() {
                at += 1;
                continue;
            }
            if written == "+" {
                attached = true;
                at += 1;
                continue;
            }
            if let Some(count) = self.aside(rest, &mut ahead) {
                at += count;
                continue;
            }
            if let Some(count) = self.list(rest) {
                ahead = Ahead::default();
                at += count;
                continue;
            }
            if !attached {
                self.leave_lists(0);
            }
            attached = false;
            at += self.block(rest, std::mem::take(&mut ahead), depth).max(1);
        }
        self.leave_lists(0);
        self.lists = outer_lists;
    }

    /// Reads what is no block by itself; gives the number of its lines.
    fn aside(&mut self, lines: &[Line], ahead: &mut Ahead<'s>) -> Option<usize> {
        let written = self.line(lines[0]);
        if super::run_of(written, b'/') >= 4 {
            let count = self.delimited(lines, written);
            let first = lines[0].span.start;
            let inside = Span::new(lines[0].span.end, lines[count - 1].span.start);
            let marked = Span::new(first, lines[count - 1].span.end);
            if inside.start <= inside.end {
                super::comment(self.text, marked, inside, &mut self.builder);
            }
            return Some(count);
        }
        if written.starts_with("//") {
            self.remark(lines[0]);
            return Some(1);
        }
        if attribute(written).is_some() {
            return Some(1);
        }
        if written.starts_with('[') && written.ends_with(']') && !written.starts_with("[[") {
            ahead.attributes = &written[1..written.len() - 1];
            return Some(1);
        }
        if written.starts_with("[[") && written.ends_with("]]") {
            return Some(1);
        }
        let titled = written.strip_prefix('.');
        if titled.is_some_and(|title| !title.starts_with(['.', ' ']) && !title.is_empty()) {
            ahead.title = Some(lines[0].from(1));
            return Some(1);
        }
        None
    }

    fn remark(&mut self, line: Line) {
        let line = line.trimmed(self.text);
        let said = Span::new(line.span.start + 2, line.span.end);
        self.builder
            .comment(self.text[said.range()].trim(), line.span);
    }

    /// A heading; that of the whole text is followed by its authors.
    fn heading(&mut self, lines: &[Line], level: usize) -> usize {
        let outer = self.builder.depth();
        self.builder.heading(level.min(6) as u8);
        let text = joined(self.text, &[lines[0].from(level)]);
        let closing = text.text().trim_end_matches('=').trim_end().len();
        self.words(&text.slice(Span::new(0, closing)));
        self.builder.close_to(outer);
        self.end();
        if level > 1 {
            return 1;
        }
        let mut count = 1;
        while let Some(line) = lines.get(count).filter(|line| !line.is_blank(self.text)) {
            let written = self.line(*line);
            if written.starts_with("//") {
                break;
            }
            if let Some((name, value)) = attribute(written)
                && name == "description"
            {
                let text = joined(self.text, &[line.from(value)]);
                self.builder.attribute(text);
            }
            count += 1;
        }
        count
    }

    /// A paragraph: its lines up to a blank one, or to what begins a block.
    fn paragraph(&mut self, lines: &[Line], start: usize) -> usize {
        let ends = |line: &Line| {
            let written = self.line(*line);
            written.is_empty() || written == "+" || blocks::delimits(written)
        };
        let count = 1 + lines[1..].iter().position(ends).unwrap_or(lines.len() - 1);
        self.text_of(&lines[..count], start);
        count
    }

    /// The text of lines, of which the first begins at the byte `start`; comments between them
    /// are no part of it.
    fn text_of(&mut self, lines: &[Line], start: usize) {
        let mut kept = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let written = self.line(*line);
            if at > 0 && written.starts_with("//") {
                self.remark(*line);
            } else if at == 0 || !is_condition(written) {
                kept.push(if at == 0 { line.from(start) } else { *line });
            }
        }
        self.words(&joined(self.text, &kept));
        self.end();
    }
}

/// Whether a line says which lines are read.
fn is_condition(line: &str) -> bool {
    let known = ["ifdef::", "ifndef::", "ifeval::", "endif::", "include::"];
    known.iter().any(|word| line.starts_with(word)) && line.ends_with(']')
}

/// The name of an attribute that a line sets, and where its value begins.
fn attribute(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix(':')?;
    let (name, value) = rest.split_once(':')?;
    let named = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '!');
    let whole = !name.is_empty() && name.chars().all(named);
    let parted = value.is_empty() || value.starts_with(' ');
    (whole && parted).then_some((name, name.len() + 2))
}

/// The level of a section's title.
fn section(line: &str) -> Option<usize> {
    let mark = line
        .bytes()
        .next()
        .filter(|mark| matches!(mark, b'=' | b'#'))?;
    let level = line.bytes().take_while(|&byte| byte == mark).count();
    (level <= 6 && line[level..].starts_with(' ')).then_some(level)
}
