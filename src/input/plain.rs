//! Plain text: blank lines part blocks, bullets and numbers make lists, labels make speakers.

use super::builder::Builder;
use super::lead;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::fold::is_han;
use crate::text::{MappedText, Source, Span};

/// The longest line in capitals that is a heading, in characters.
const LONGEST_CAPITALS: usize = 60;
/// Text is filled to lines no longer than this, in columns.
const WIDEST: usize = 72;
/// A filled line may end so many columns before it has to.
const SLACK: usize = 12;
/// Lists are nested no deeper than this.
const DEEPEST: usize = 64;

/// A line that begins with it is no text.
const DIRECTIVE: &str = "pledgelint-";

/// The plain text format.
pub struct Plain;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let mut builder = Builder::new(true);
        Reader::new(source.text(), None, &mut builder).read();
        Ok(builder.finish(source))
    }
}

/// Reads the lines of a text with its own map into what is open.
pub(super) fn feed(text: &MappedText, builder: &mut Builder) {
    let depth = builder.depth();
    Reader::new(text.text(), Some(text), builder).read();
    builder.close_to(depth);
}

/// A line without its end, and where the next begins.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) span: Span,
    next: usize,
}

impl Line {
    /// The line's end in the text.
    pub(super) fn end(self) -> Span {
        Span::new(self.span.end, self.next)
    }

    /// The same line of a text that has `by` bytes before it.
    pub(super) fn shifted(self, by: usize) -> Self {
        Self {
            span: self.span.shifted(by),
            next: self.next + by,
        }
    }
}

struct List {
    indent: usize,
    /// How many containers were open before the list.
    depth: usize,
}

struct Reader<'s> {
    text: &'s str,
    /// Where the text stands, unless it is the source itself.
    map: Option<&'s MappedText>,
    builder: &'s mut Builder,
    lists: Vec<List>,
    after_blank: bool,
    /// Whether the open block has a line.
    open: bool,
    /// The end of the line read last.
    line_end: Span,
    /// The width of the longest line, in columns.
    width: usize,
    /// The width of the line read last.
    line_width: usize,
}

impl<'s> Reader<'s> {
    fn new(text: &'s str, map: Option<&'s MappedText>, builder: &'s mut Builder) -> Self {
        Self {
            text,
            map,
            builder,
            lists: Vec::new(),
            after_blank: true,
            open: false,
            line_end: Span::default(),
            width: lines(text)
                .map(|line| width(&text[line.span.range()]))
                .max()
                .unwrap_or(0),
            line_width: 0,
        }
    }

    fn read(&mut self) {
        let mut lines = lines(self.text).peekable();
        while let Some(line) = lines.next() {
            let next = lines.peek().copied();
            if self.line(line, next) {
                lines.next();
            }
            self.line_end = Span::new(line.span.end, line.next);
            self.line_width = width(&self.text[line.span.range()]);
        }
    }

    /// Reads a line; tells whether the next one belongs to it as its underline.
    fn line(&mut self, line: Line, next: Option<Line>) -> bool {
        let written = &self.text[line.span.range()];
        let body = written.trim();
        if body.is_empty() {
            self.builder.end_block();
            self.open = false;
            self.after_blank = true;
            return false;
        }
        let indent = written.len() - written.trim_start().len();
        let start = line.span.start + indent;
        if let Some(said) = directive(body) {
            // It speaks of what comes next, as a comment between paragraphs does.
            self.builder.end_block();
            self.open = false;
            let span = Span::new(start, start + body.len());
            let place = self.map.map_or(Some(span), |map| map.source_span(span));
            self.builder.comment(said, place.unwrap_or_default());
            return false;
        }
        let next_body = next.map_or("", |next| self.text[next.span.range()].trim());
        if !self.open
            && let Some(level) = underline(next_body, body)
        {
            self.close_lists(0);
            self.heading(body, start, level);
            return true;
        }
        if self.after_blank && next_body.is_empty() && in_capitals(body) {
            self.close_lists(0);
            self.heading(body, start, 2);
            return false;
        }
        if is_rule(body) {
            self.builder.divide();
            self.open = false;
            return false;
        }
        if let Some(marker) = marker(body) {
            self.item(indent);
            self.append(&body[marker..], start + marker);
        } else {
            let leaves_list = self.lists.last().is_some_and(|list| indent <= list.indent);
            if self.after_blank && leaves_list {
                self.close_lists(0);
            }
            let speaks =
                body.starts_with(|c: char| !c.is_lowercase()) && lead::label(body).is_some();
            if speaks && self.lists.is_empty() {
                self.builder.end_block();
                self.open = false;
            }
            self.append(body, start);
        }
        self.after_blank = false;
        false
    }

    fn append(&mut self, body: &str, start: usize) {
        let end = match self.map {
            None => self.line_end,
            Some(map) => map.source_span(self.line_end).unwrap_or_default(),
        };
        if self.open && self.is_broken_before(body) {
            self.builder.hard_break(end);
        } else if self.open && self.map.is_none() {
            self.builder.line_end(self.text, end);
        } else if self.open {
            self.builder.replaced("\n", end);
        }
        self.words(body, start);
        self.open = true;
    }

    /// Whether the last line ended on purpose: it had room for the word that follows.
    fn is_broken_before(&self, body: &str) -> bool {
        let first = body.split_whitespace().next().unwrap_or_default();
        let word = match first.chars().next() {
            Some(c) if is_han(c) => 2,
            _ => width(first) + 1,
        };
        self.line_width + word + SLACK <= self.width.min(WIDEST)
    }

    fn words(&mut self, body: &str, start: usize) {
        match self.map {
            None => self.builder.text(body, start),
            Some(map) => {
                let span = Span::new(start, start + body.len());
                self.builder.mapped(&map.slice(span));
            }
        }
    }

    fn heading(&mut self, body: &str, start: usize, level: u8) {
        let depth = self.builder.depth();
        self.builder.heading(level);
        self.words(body, start);
        self.builder.close_to(depth);
        self.open = false;
        self.after_blank = true;
    }

    fn item(&mut self, indent: usize) {
        self.builder.end_block();
        self.open = false;
        let kept = self
            .lists
            .iter()
            .take_while(|list| list.indent < indent)
            .count();
        let same = self
            .lists
            .get(kept)
            .is_some_and(|list| list.indent == indent);
        if same || kept >= DEEPEST {
            let list = kept.min(self.lists.len() - 1);
            self.close_lists(list + 1);
            self.builder.close_to(self.lists[list].depth + 1);
        } else {
            self.close_lists(kept);
            self.lists.push(List {
                indent,
                depth: self.builder.depth(),
            });
            self.builder.list();
        }
        self.builder.item();
    }

    fn close_lists(&mut self, keep: usize) {
        if let Some(list) = self.lists.get(keep) {
            self.builder.close_to(list.depth);
            self.lists.truncate(keep);
        }
    }
}

/// The columns of a line, a Han character counting as two.
fn width(line: &str) -> usize {
    line.chars().map(|c| if is_han(c) { 2 } else { 1 }).sum()
}

/// The lines of a text, whatever ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = match &rest.as_bytes()[length..] {
            [b'\r', b'\n', ..] => length + 2,
            [] => length,
            _ => length + 1,
        };
        let line = Line {
            span: Span::new(at, at + length),
            next: at + end,
        };
        at = line.next;
        Some(line)
    })
}

/// What a line says to the linter, without the marks of a comment; `None` for text.
fn directive(line: &str) -> Option<&str> {
    let marked = ["<!--", "//", "#"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark));
    let said = marked.unwrap_or(line).trim();
    let said = said.strip_suffix("-->").map_or(said, str::trim_end);
    said.starts_with(DIRECTIVE).then_some(said)
}

/// The level of a heading whose text stands above this underline.
fn underline(line: &str, heading: &str) -> Option<u8> {
    let level = match line.bytes().next()? {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    let same = line.len() >= 3 && line.bytes().all(|byte| byte == line.as_bytes()[0]);
    let width = heading
        .chars()
        .map(|c| if is_han(c) { 2 } else { 1 })
        .sum::<usize>();
    (same && line.len() <= 2 * width + 4 && 2 * line.len() >= width).then_some(level)
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && line
            .bytes()
            .all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b'~' | b'#'))
}

fn in_capitals(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic());
    let mut cased = 0;
    line.chars().nth(LONGEST_CAPITALS).is_none()
        && !line.ends_with(['.', '!', '?', ':', ',', ';'])
        && letters.all(|c| {
            cased += usize::from(c.is_uppercase());
            c.is_uppercase()
        })
        && cased > 3
}

/// The length of the bullet or number that a line begins with, and of the space behind it.
fn marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let length = match first {
        '-' | '*' | '+' | '–' | '—' | 'o' => line[first.len_utf8()..]
            .starts_with([' ', '\t'])
            .then_some(first.len_utf8())?,
        '•' | '‣' | '▪' | '●' | '■' | '◆' | '◦' | '·' | '✓' | '✔' | '➢' | '①'..='⑳' => {
            first.len_utf8()
        }
        '0'..='9' => {
            let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
            let rest = &line[digits..];
            let sign = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '.' | ')' | '、' | '．' | '）'))?;
            let after = rest[sign.len_utf8()..].chars().next()?;
            let parted = after.is_whitespace() || (is_han(after) && digits < 3) || sign == '、';
            (digits < 4 && parted).then_some(digits + sign.len_utf8())?
        }
        '(' | '（' => {
            let inside = &line[first.len_utf8()..];
            let digits = inside
                .bytes()
                .take(3)
                .take_while(u8::is_ascii_digit)
                .count();
            let close = inside[digits..]
                .chars()
                .next()
                .filter(|c| matches!(c, ')' | '）'))?;
            let end = first.len_utf8() + digits + close.len_utf8();
            (digits > 0 && line[end..].starts_with([' ', '\t'])).then_some(end)?
        }
        _ => return None,
    };
    let rest = &line[length..];
    let space = rest.len() - rest.trim_start().len();
    (space < rest.len()).then_some(length + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_are_markers() {
        let check = |line: &str, rest: Option<&str>| {
            assert_eq!(marker(line).map(|at| &line[at..]), rest, "{line}");
        };
        check("- one", Some("one"));
        check("•one", Some("one"));
        check("2) two", Some("two"));
        check("3、不限速", Some("不限速"));
        check("①不限速", Some("不限速"));
        check("(1) one", Some("one"));
        check("*after 30 GB", None);
        check("-5 degrees", None);
        check("1.5 GB", None);
        check("2026. we", None);
        check("- ", None);
        check("order", None);
    }

    #[test]
    fn directives_are_lines_of_their_own() {
        let check = |line: &str, said: Option<&str>| assert_eq!(directive(line), said, "{line}");
        check("pledgelint-disable x", Some("pledgelint-disable x"));
        check("# pledgelint-disable x", Some("pledgelint-disable x"));
        check("//pledgelint-enable", Some("pledgelint-enable"));
        check("<!-- pledgelint-enable -->", Some("pledgelint-enable"));
        check("pledgelint reads texts", None);
        check("see pledgelint-disable", None);
        check("# a heading", None);
    }

    #[test]
    fn capitals_and_underlines_are_headings_when_in_doubt_not() {
        assert!(in_capitals("TERMS OF SERVICE"));
        assert!(in_capitals("GÓI TỰ DO"));
        assert!(!in_capitals("SMS"));
        assert!(!in_capitals("UNLIMITED DATA!"));
        assert!(!in_capitals("自由套餐"));
        assert_eq!(underline("=====", "Terms"), Some(1));
        assert_eq!(underline("-----", "Terms"), Some(2));
        assert_eq!(underline("--", "Terms"), None);
        assert_eq!(underline("--------------------------------", "Terms"), None);
        assert_eq!(underline("- a", "Terms"), None);
    }
}
