//! Rewrites MDX as Markdown with HTML.

use super::tag::{self, Tag};
use crate::input::data::{FieldRole, role};
use crate::input::plain::{Line, lines};
use crate::text::{MappedText, Span};

/// What stands for an expression, so that the words around it do not meet.
const OBJECT: &str = "\u{fffc}";

/// Attributes that head what stands in their element.
const HEADS: [&str; 6] = ["title", "heading", "header", "label", "summary", "name"];

/// Attributes for machines, beside the fields that data has for them.
const SILENT: [&str; 14] = [
    "class",
    "className",
    "style",
    "href",
    "src",
    "srcSet",
    "to",
    "id",
    "key",
    "d",
    "viewBox",
    "sizes",
    "rel",
    "lang",
];

/// Elements that stand in the line and mean something to the text.
const INLINE: [&str; 12] = [
    "b", "strong", "i", "em", "s", "del", "strike", "sup", "sub", "code", "kbd", "br",
];

/// Elements that make the structure of a text.
const STRUCTURE: [&str; 28] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "blockquote",
    "details",
    "summary",
    "figure",
    "figcaption",
    "hr",
    "fieldset",
];

/// Elements whose content is no text.
const HIDDEN: [&str; 4] = ["script", "style", "svg", "template"];

/// An element that is open.
struct Open<'s> {
    name: &'s str,
    /// What closes it in the rewritten text.
    close: String,
    /// The columns that its content begins with, once there is some.
    indent: Option<usize>,
}

struct Scan<'s> {
    text: &'s str,
    out: MappedText,
    at: usize,
    open: Vec<Open<'s>>,
    /// Braces before this place close nowhere near, and are text.
    unclosed: usize,
}

/// The text as Markdown.
pub(super) fn rewritten(text: &str) -> MappedText {
    let mut scan = Scan {
        text,
        out: MappedText::default(),
        at: 0,
        open: Vec::new(),
        unclosed: 0,
    };
    scan.read();
    scan.out
}

impl<'s> Scan<'s> {
    fn read(&mut self) {
        self.front_matter();
        let mut fence: Option<&str> = None;
        let mut after_blank = true;
        while self.at < self.text.len() {
            let Some(line) = self.line() else { break };
            let written = &self.text[line.span.range()];
            let body = written.trim();
            let mark = fence_of(body);
            if let Some(open) = fence {
                if mark.is_some_and(|mark| mark.starts_with(open) && mark.len() == body.len()) {
                    fence = None;
                }
                self.copy_line(line);
                continue;
            }
            if mark.is_some() {
                fence = mark;
                self.copy_line(line);
                continue;
            }
            if after_blank && (written.starts_with("import ") || written.starts_with("export ")) {
                self.skip_module();
                continue;
            }
            after_blank = body.is_empty();
            self.indent(written);
            self.words(line);
        }
    }

    /// The line here, from where it is read on.
    fn line(&self) -> Option<Line> {
        let line = lines(&self.text[self.at..]).next()?;
        Some(line.shifted(self.at))
    }

    fn front_matter(&mut self) {
        if !self.text.starts_with("---") {
            return;
        }
        let all = lines(self.text);
        let end = all
            .skip(1)
            .find(|line| self.text[line.span.range()].trim_end() == "---");
        if let Some(end) = end {
            self.copy(end.end().end);
        }
    }

    /// Copies the text up to the byte `end` as it is.
    fn copy(&mut self, end: usize) {
        if end > self.at {
            self.out.push(&self.text[self.at..end], self.at);
            self.at = end;
        }
    }

    fn copy_line(&mut self, line: Line) {
        self.indent(&self.text[line.span.range()]);
        self.copy(line.end().end);
    }

    /// Writes another text for all up to the byte `end`.
    fn replace(&mut self, text: &str, end: usize) {
        self.out.push_replaced(text, Span::new(self.at, end));
        self.at = end;
    }

    /// Passes the indentation of what stands in an element, which would be code.
    fn indent(&mut self, line: &str) {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line.trim().is_empty() {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            let indent = *open.indent.get_or_insert(blanks);
            self.at += blanks.min(indent);
        }
    }

    /// `import` and `export` end with their statement, at a line's end.
    fn skip_module(&mut self) {
        let mut depth = 0_i32;
        while let Some(line) = self.line() {
            let written = &self.text[line.span.range()];
            if written.trim().is_empty() && depth <= 0 {
                break;
            }
            for byte in written.bytes() {
                match byte {
                    b'{' | b'[' | b'(' => depth += 1,
                    b'}' | b']' | b')' => depth -= 1,
                    _ => {}
                }
            }
            self.at = line.end().end;
        }
        self.out.push_replaced("\n", Span::new(self.at, self.at));
    }

    /// The rest of a line, its tags and expressions, which may reach over its end.
    fn words(&mut self, line: Line) {
        let end = line.end().end;
        while self.at < end {
            let rest = &self.text[self.at..end];
            let Some(next) = rest.find(['`', '\\', '{', '<']) else {
                return self.copy(end);
            };
            self.copy(self.at + next);
            match self.text.as_bytes()[self.at] {
                b'`' => self.code(),
                b'\\' => {
                    let after = self.text[self.at + 1..].chars().next();
                    self.copy(self.at + 1 + after.map_or(0, char::len_utf8));
                }
                b'{' => self.expression(),
                _ => self.tag(),
            }
        }
    }

    fn code(&mut self) {
        let rest = &self.text[self.at..];
        let marks = rest.bytes().take_while(|&byte| byte == b'`').count();
        let paragraph = rest.find("\n\n").unwrap_or(rest.len()).min(2_000);
        let inside = rest.get(marks..paragraph).unwrap_or_default();
        let close = inside.find(&rest[..marks]);
        let length = close.map_or(marks, |at| at + 2 * marks);
        self.copy(self.at + length);
    }

    fn expression(&mut self) {
        let known = self.at < self.unclosed;
        let found = if known {
            None
        } else {
            tag::expression(self.text, self.at)
        };
        let Some(end) = found else {
            if !known {
                self.unclosed = self.at + tag::LONGEST_EXPRESSION;
            }
            return self.replace("\\{", self.at + 1);
        };
        let inside = Span::new(self.at + 1, end - 1);
        let written = self.text[inside.range()].trim();
        if let Some(said) = written
            .strip_prefix("/*")
            .and_then(|said| said.strip_suffix("*/"))
        {
            let comment = format!("<!-- {} -->", said.trim().replace("--", "- -"));
            self.replace(&comment, end);
        } else if let Some(literal) = tag::literal(self.text, inside) {
            self.at = literal.start;
            self.copy(literal.end);
            self.at = end;
        } else {
            let alone = self.begins_line() && self.ends_line(end);
            self.replace(if alone { "\n" } else { OBJECT }, end);
        }
    }

    /// Whether nothing but tags stands before this place in its line of the rewritten text.
    fn begins_line(&self) -> bool {
        let text = self.out.text();
        let line = text.rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty()
    }

    fn ends_line(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with(['\n', '\r', '<'])
    }

    fn tag(&mut self) {
        let Some(tag) = tag::tag(self.text, self.at) else {
            let comment = self.text[self.at..].starts_with("<!--");
            let end = if comment {
                self.text[self.at..].find("-->").map(|at| self.at + at + 3)
            } else {
                None
            };
            return self.copy(end.unwrap_or(self.at + 1));
        };
        let block = self.begins_line() || self.ends_line(tag.end);
        if HIDDEN.contains(&tag.name) && !tag.closes && !tag.alone {
            let close = format!("</{}>", tag.name);
            let length = self.text[tag.end..].find(&close).map(|at| at + close.len());
            let end = length.map_or(self.text.len(), |length| tag.end + length);
            self.at = end;
            return;
        }
        let strings = self.strings(&tag);
        if tag.closes {
            self.close(&tag, block);
        } else {
            self.open(&tag, &strings, block);
        }
        self.at = tag.end;
    }

    /// The strings of a tag that are told to a reader.
    fn strings(&self, tag: &Tag<'s>) -> Vec<(&'s str, Span)> {
        let told = |(name, span): &&(&str, Span)| {
            let value = &self.text[span.range()];
            let silent = SILENT.contains(name) || role(name) == Some(FieldRole::Skip);
            let words = value.trim().contains(char::is_whitespace) || !value.is_ascii();
            !silent
                && (words || HEADS.contains(name))
                && value.chars().any(char::is_alphabetic)
                && !value.contains("\n\n")
        };
        tag.strings.iter().filter(told).copied().collect()
    }

    fn open(&mut self, tag: &Tag<'s>, strings: &[(&'s str, Span)], block: bool) {
        let known = INLINE.contains(&tag.name) || STRUCTURE.contains(&tag.name);
        let component = !known && !tag.alone;
        let heads = |(name, span): &&(&str, Span)| {
            HEADS.contains(name) && !self.text[span.range()].contains('<')
        };
        let head = strings
            .iter()
            .find(heads)
            .filter(|_| component && block)
            .copied();
        let border = if block && !INLINE.contains(&tag.name) {
            "\n\n"
        } else {
            ""
        };
        let start = Span::new(self.at, tag.end);
        let mut close = String::new();
        if known {
            let end = if tag.alone { "/" } else { "" };
            let text = format!("{border}<{}{end}>{border}", tag.name);
            self.out.push_replaced(&text, start);
            close = format!("</{}>", tag.name);
        } else if let Some((_, title)) = head {
            self.out.push_replaced("\n\n<details><summary>", start);
            self.out.push(&self.text[title.range()], title.start);
            self.out.push_replaced("</summary>\n\n", start);
            "</details>".clone_into(&mut close);
        } else {
            // A component by itself in a line prints some value.
            let stands_for = if tag.alone && !block { OBJECT } else { border };
            self.out.push_replaced(stands_for, start);
        }
        for (_, value) in strings.iter().filter(|one| Some(**one) != head) {
            let quote = if self.text[value.range()].contains('"') {
                "'"
            } else {
                "\""
            };
            self.out
                .push_replaced(&format!("{border}<img alt={quote}"), start);
            self.out.push(&self.text[value.range()], value.start);
            self.out.push_replaced(&format!("{quote}>{border}"), start);
        }
        let void = matches!(tag.name, "br" | "hr");
        if !tag.alone && !void {
            self.open.push(Open {
                name: tag.name,
                close,
                indent: None,
            });
        }
    }

    fn close(&mut self, tag: &Tag<'s>, block: bool) {
        // One that was never opened closes nothing.
        let near = self.open.iter().rev().take(32);
        let Some(back) = near.into_iter().position(|open| open.name == tag.name) else {
            return;
        };
        let at = self.open.len() - 1 - back;
        let border = if block && !INLINE.contains(&tag.name) {
            "\n\n"
        } else {
            ""
        };
        let text = format!("{border}{}{border}", self.open[at].close);
        self.open.truncate(at);
        self.out.push_replaced(&text, Span::new(self.at, tag.end));
    }
}

/// The marks of a line that begins or ends a block of code.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line
        .bytes()
        .next()
        .filter(|mark| matches!(mark, b'`' | b'~'))?;
    let length = line.bytes().take_while(|&byte| byte == mark).count();
    let info = &line[length..];
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some(&line[..length])
}
