//! LaTeX, for its text alone: sections, lists, tables, footnotes; commands by what they print.
//!
//! Nothing is expanded: a command that the author defined stands for nothing, and what is in its
//! braces is text.

mod accents;
mod command;
mod environment;
mod names;

use super::builder::Builder;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{Source, Span};

/// What stands for code, a formula or a reference, so that the words around it do not meet.
const OBJECT: &str = "\u{fffc}";

/// An argument that is longer than this, in bytes, is read as text.
const LONGEST: usize = 20_000;

/// A formula is no longer than this, in bytes.
const LONGEST_FORMULA: usize = 2_000;

/// LaTeX.
pub struct Latex;

impl Format for Latex {
    fn name(&self) -> &'static str {
        "latex"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tex", "latex", "ltx"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let text = source.text();
        let mut reader = Reader {
            text,
            builder: Builder::new(true),
            at: 0,
            groups: Vec::new(),
            environments: Vec::new(),
            preamble: text.contains("\\begin{document}"),
            notes: 0,
            waiting: Vec::new(),
            in_note: false,
        };
        reader.run(text.len());
        reader.end();
        let builder = reader.builder;
        Ok(builder.finish(source))
    }
}

/// A group of braces or brackets that is open.
struct Group {
    close: u8,
    /// How many containers were open before it.
    depth: usize,
    after: After,
}

/// An environment that is open.
struct Environment<'s> {
    name: &'s str,
    depth: usize,
    groups: usize,
    table: Option<Rows>,
}

/// A table in the reading.
#[derive(Clone, Copy)]
struct Rows {
    /// How many containers are open around its rows.
    depth: usize,
    header: bool,
    /// Whether a row is open, and a cell in it.
    row: bool,
    cell: bool,
}

struct Reader<'s> {
    text: &'s str,
    builder: Builder,
    at: usize,
    groups: Vec<Group>,
    environments: Vec<Environment<'s>>,
    /// Whether the document has not begun.
    preamble: bool,
    notes: usize,
    /// Footnotes whose text is still to be read.
    waiting: Vec<(String, Span)>,
    /// Whether a footnote is being read: one in it is read in its place.
    in_note: bool,
}

/// What happens when a group ends, beside the end of what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    /// The block ends.
    Block,
    /// The definition of the term begins.
    Definition,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    /// Reads up to the byte `end`.
    fn run(&mut self, end: usize) {
        while self.at < end {
            let before = self.at;
            if self.preamble {
                self.skip_preamble();
            } else {
                self.step(end);
            }
            // Whatever was read, it goes on.
            if self.at <= before {
                self.at = before + self.rest().chars().next().map_or(1, char::len_utf8);
            }
        }
        self.at = end;
    }

    fn skip_preamble(&mut self) {
        let rest = self.rest();
        match rest.as_bytes()[0] {
            b'%' => self.comment(),
            b'\\' => self.preamble_command(),
            _ => self.at += rest.find(['%', '\\']).unwrap_or(rest.len()),
        }
    }

    fn step(&mut self, end: usize) {
        let rest = self.rest();
        let byte = rest.as_bytes()[0];
        match byte {
            b'\\' => self.command(),
            b'%' => self.comment(),
            b'{' => {
                self.cell(1);
                self.open(b'}', After::Nothing);
                self.at += 1;
            }
            b'}' => self.close(b'}'),
            b']' if self.groups.last().is_some_and(|group| group.close == b']') => self.close(b']'),
            b'$' => self.formula(),
            b'&' => {
                self.next_cell();
                self.at += 1;
            }
            b'\n' | b'\r' | b' ' | b'\t' => self.space(),
            _ => {
                self.cell(1);
                self.text(end);
            }
        }
    }

    /// Text up to the next sign with a meaning, and the signs that are printed as others.
    fn text(&mut self, end: usize) {
        let rest = &self.text[self.at..end];
        let made = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            ("~", "\u{a0}"),
        ];
        if let Some((written, printed)) = made.iter().find(|(written, _)| rest.starts_with(written))
        {
            return self.printed(printed, written.len());
        }
        let ends = |c: char| {
            matches!(
                c,
                '\\' | '%' | '{' | '}' | '$' | '&' | '~' | '\n' | '\r' | '-' | '`' | '\'' | ']'
            )
        };
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = first + rest[first..].find(ends).unwrap_or(rest.len() - first);
        self.builder.text(&rest[..length], self.at);
        self.at += length;
    }

    /// Writes `text` for the next `length` bytes of the source.
    fn printed(&mut self, text: &str, length: usize) {
        self.cell(1);
        let span = Span::new(self.at, self.at + length);
        self.builder.replaced(text, span);
        self.at += length;
    }

    /// White space; a blank line ends the paragraph.
    fn space(&mut self) {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start().len();
        let space = &rest[..length];
        let returns = space.replace("\r\n", "\n");
        let lines = returns.matches(['\n', '\r']).count();
        if lines > 1 {
            self.end();
        } else if let Some(at) = space.find(['\n', '\r']) {
            let width = if space[at..].starts_with("\r\n") {
                2
            } else {
                1
            };
            let span = Span::new(self.at + at, self.at + at + width);
            self.builder.line_end(self.text, span);
        } else {
            self.builder.text(space, self.at);
        }
        self.at += length;
    }

    fn comment(&mut self) {
        let rest = self.rest();
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let said = rest[1..length].trim();
        let span = Span::new(self.at, self.at + length);
        let before = self.text[..self.at]
            .rsplit(['\n', '\r'])
            .next()
            .unwrap_or_default();
        let alone = before.trim().is_empty();
        self.builder
            .comment(said.trim_start_matches('%').trim(), span);
        // The line's end belongs to the comment, and so do the blanks that begin the next.
        self.at += length;
        let rest = self.rest();
        let end = if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(!rest.is_empty())
        };
        let after = &rest[end..];
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        if alone || !after[blanks..].starts_with(['\n', '\r']) {
            self.at += end + blanks;
        }
    }

    /// A number in dollar signs is text; any other formula is a sign.
    fn formula(&mut self) {
        let rest = self.rest();
        let mark = if rest.starts_with("$$") { "$$" } else { "$" };
        let inside = &rest[mark.len()..];
        let Some(length) = formula(inside).find(mark) else {
            return self.printed("$", mark.len());
        };
        self.printed_formula(mark.len(), length, mark.len());
    }

    /// A formula of `length` bytes between marks.
    fn printed_formula(&mut self, open: usize, length: usize, close: usize) {
        let formula = &self.rest()[open..open + length];
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '%');
        self.cell(1);
        if !formula.is_empty() && formula.chars().all(number) {
            self.builder.text(formula, self.at + open);
            self.at += open + length + close;
        } else {
            self.printed(OBJECT, open + length + close);
        }
    }

    fn open(&mut self, close: u8, after: After) {
        let depth = self.builder.depth();
        self.groups.push(Group {
            close,
            depth,
            after,
        });
    }

    fn close(&mut self, close: u8) {
        self.at += 1;
        let floor = self.environments.last().map_or(0, |inner| inner.groups);
        let open = self.groups.len() > floor;
        let Some(group) = self.groups.pop_if(|group| open && group.close == close) else {
            return;
        };
        self.builder.close_to(group.depth);
        match group.after {
            After::Nothing => {}
            After::Block => self.end(),
            After::Definition => self.builder.definition(),
        }
    }

    /// Ends the block, and reads the footnotes that were marked in it.
    fn end(&mut self) {
        self.builder.end_block();
        let outer = self.at;
        while let Some((label, span)) = self.waiting.pop() {
            let depth = self.builder.depth();
            let groups = std::mem::take(&mut self.groups);
            let environments = std::mem::take(&mut self.environments);
            // Notes of this note come after it.
            let others = std::mem::take(&mut self.waiting);
            self.builder.footnote(&label);
            self.at = span.start;
            self.in_note = true;
            self.run(span.end);
            self.in_note = false;
            self.builder.close_to(depth);
            self.groups = groups;
            self.environments = environments;
            self.waiting = others;
        }
        self.at = outer;
    }

    /// The part of the source in the braces or brackets that open here, if some do.
    fn argument(&mut self, open: u8) -> Option<Span> {
        let rest = self.rest();
        let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest.as_bytes().get(space) != Some(&open) {
            return None;
        }
        let close = if open == b'{' { b'}' } else { b']' };
        let start = self.at + space + 1;
        let bytes = &self.text.as_bytes()[start..];
        let (mut depth, mut at) = (0_usize, 0);
        while at < bytes.len().min(LONGEST) {
            match bytes[at] {
                b'\\' => at += 1,
                byte if byte == close && depth == 0 => {
                    self.at = start + at + 1;
                    return Some(Span::new(start, start + at));
                }
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// As much of a text as a formula may hold.
fn formula(text: &str) -> &str {
    let mut limit = text.len().min(LONGEST_FORMULA);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let near = &text[..limit];
    &near[..near.find("\n\n").unwrap_or(limit)]
}
