//! Org: headlines, lists, tables, blocks; what is for the outline alone is left out.

mod line;
mod lists;

use super::inline::{self, Notes};
use super::{DEEPEST, Line, flush, indented, joined, lines, verbatim};
use crate::document::{Document, Field};
use crate::input::builder::Builder;
use crate::input::table::CellSpec;
use crate::input::{Format, Problem, Settings};
use crate::text::{MappedText, Source, Span};

/// Org.
pub struct Org;

impl Format for Org {
    fn name(&self) -> &'static str {
        "org"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["org"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let text = source.text();
        let lines = lines(text);
        let ends = lines.iter().map(|line| line.trimmed(text).span);
        let mut reader = Reader {
            text,
            builder: Builder::new(true),
            notes: Notes::default(),
            ends: ends.filter(|span| is_end(&text[span.range()])).collect(),
        };
        reader.body(&lines, 0);
        let builder = reader.builder;
        Ok(builder.finish(source))
    }
}

/// Words before a headline that say how far its task is.
const STATES: [&str; 7] = [
    "TODO",
    "DONE",
    "NEXT",
    "WAITING",
    "CANCELLED",
    "CANCELED",
    "HOLD",
];

/// Blocks whose content is no prose.
const SILENT: [&str; 4] = ["src", "example", "export", "comment"];

/// A block ends at one of so many lines that end some, or does not.
const MOST_ENDS: usize = 200;

struct Reader<'s> {
    text: &'s str,
    builder: Builder,
    notes: Notes,
    /// All lines that end blocks or drawers, in order.
    ends: Vec<Span>,
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

    /// The lines of a container, without the indentation of the container itself.
    fn body(&mut self, lines: &[Line], depth: usize) {
        let mut at = 0;
        while at < lines.len() {
            let rest = &lines[at..];
            at += if rest[0].is_blank(self.text) {
                1
            } else if depth < DEEPEST {
                self.element(rest, depth).max(1)
            } else {
                self.paragraph(rest)
            };
        }
        self.end();
    }

    fn element(&mut self, lines: &[Line], depth: usize) -> usize {
        let first = self.line(lines[0]);
        let body = first.trim_start();
        if depth == 0
            && let Some(level) = headline(first)
        {
            return self.headline(lines, level);
        }
        if let Some(keyword) = body.strip_prefix("#+") {
            return self.keyword(lines, keyword, depth);
        }
        if is_comment(body) {
            let line = lines[0].trimmed(self.text);
            let said = Span::new(line.span.start + 1, line.span.end);
            super::comment(self.text, line.span, said, &mut self.builder);
            return 1;
        }
        if is_drawer(body) {
            return self.end_of(lines, ":end:").map_or(1, |end| end + 1);
        }
        if is_planning(body) {
            return 1;
        }
        if body.starts_with(": ") || body == ":" {
            self.builder.divide();
            return 1;
        }
        if super::run_of(body, b'-') >= 5 {
            self.builder.divide();
            return 1;
        }
        if body.starts_with('|') {
            return self.table(lines);
        }
        if first.starts_with("[fn:")
            && let Some(count) = self.note(lines, depth)
        {
            return count;
        }
        let list = self.list(lines, depth);
        list.unwrap_or_else(|| self.paragraph(lines))
    }

    fn headline(&mut self, lines: &[Line], level: usize) -> usize {
        let written = self.line(lines[0]);
        let mut start = level + 1;
        let mut rest = written[start..].trim_start();
        let word = rest.split(' ').next().unwrap_or_default();
        if word == "COMMENT" {
            // All that is under it is one.
            let ends = |line: &Line| headline(self.line(*line)).is_some_and(|other| other <= level);
            let end = lines[1..].iter().position(ends);
            return end.map_or(lines.len(), |end| end + 1);
        }
        if STATES.contains(&word) {
            rest = rest[word.len()..].trim_start();
        }
        if rest.starts_with("[#") {
            rest = rest.get(4..).unwrap_or_default().trim_start();
        }
        start = written.len() - rest.len();
        let end = start + without_tags(rest).len();
        let title = Line {
            span: Span::new(lines[0].span.start + start, lines[0].span.start + end),
            end: lines[0].end,
        };
        let outer = self.builder.depth();
        self.builder.heading(level.min(6) as u8);
        self.words(&joined(self.text, &[title]));
        self.builder.close_to(outer);
        self.end();
        1
    }

    /// `#+name: value`, or a block with its lines.
    fn keyword(&mut self, lines: &[Line], keyword: &str, depth: usize) -> usize {
        let word = keyword
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if let Some(kind) = word.strip_prefix("begin_") {
            return self.block(lines, kind, depth);
        }
        let Some(colon) = keyword.find(':') else {
            return 1;
        };
        let line = lines[0].trimmed(self.text);
        let value = line.from(2 + colon + 1).trimmed(self.text);
        let text = verbatim(self.text, value.span);
        match word.as_str() {
            "title" | "subtitle" => self.builder.title(text),
            "description" => self.builder.attribute(text),
            "caption" => {
                self.words(&text);
                self.end();
            }
            "language" => self.builder.field(Field {
                name: "lang".to_owned(),
                value: text.text().to_owned(),
                span: value.span,
            }),
            _ => {}
        }
        1
    }

    fn block(&mut self, lines: &[Line], kind: &str, depth: usize) -> usize {
        let Some(close) = self.end_of(lines, &format!("#+end_{kind}")) else {
            return 1;
        };
        let inside = flush(self.text, &lines[1..close]);
        let outer = self.builder.depth();
        if SILENT.contains(&kind) {
            if kind == "comment" && close > 1 {
                let marked = Span::new(lines[0].span.start, lines[close].span.end);
                let said = Span::new(inside[0].span.start, inside[close - 2].span.end);
                super::comment(self.text, marked, said, &mut self.builder);
            } else {
                self.builder.divide();
            }
        } else {
            if matches!(kind, "quote" | "verse") {
                self.builder.quote();
            } else {
                self.builder.scope();
            }
            self.body(&inside, depth + 1);
        }
        self.builder.close_to(outer);
        close + 1
    }

    /// The first of `lines` that is this end of a block or drawer.
    fn end_of(&self, lines: &[Line], end: &str) -> Option<usize> {
        let start = lines.first()?.span.start;
        let first = self.ends.partition_point(|span| span.start < start);
        let mut near = self.ends[first..].iter().take(MOST_ENDS);
        let span = near.find(|span| self.text[span.range()].eq_ignore_ascii_case(end))?;
        let at = lines.partition_point(|line| line.span.start <= span.start) - 1;
        (lines[at].span.end >= span.end).then_some(at)
    }

    fn note(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let first = self.line(lines[0]);
        let close = first.find(']')?;
        let label = first[4..close].to_owned();
        if label.contains(':') {
            return None;
        }
        let ends = |line: &Line| {
            let written = self.line(*line);
            written.starts_with("[fn:") || headline(written).is_some()
        };
        let blank = |pair: &[Line]| pair.iter().all(|line| line.is_blank(self.text));
        let by_line = lines[1..]
            .iter()
            .position(ends)
            .map_or(lines.len(), |at| at + 1);
        let by_gap = lines[..by_line].windows(2).position(blank);
        let count = by_gap.unwrap_or(by_line).max(1);
        let mut inner = vec![lines[0].from(close + 1).trimmed(self.text)];
        inner.extend(flush(self.text, &lines[1..count]));
        let outer = self.builder.depth();
        self.builder.footnote(&label);
        self.body(&inner, depth + 1);
        self.builder.close_to(outer);
        Some(count)
    }

    fn table(&mut self, lines: &[Line]) -> usize {
        let row = |line: &&Line| self.line(**line).trim_start().starts_with('|');
        let count = lines.iter().take_while(row).count();
        let source = self.text;
        let rule = |line: &Line| source[line.span.range()].trim_start().starts_with("|-");
        let text = |line: &Line| !rule(line);
        let first = lines[..count].iter().position(text).unwrap_or(count);
        let ruled = lines[first..count]
            .iter()
            .position(rule)
            .map(|at| first + at);
        let heads = ruled
            .filter(|&at| lines[at..count].iter().any(text))
            .unwrap_or(0);
        let outer = self.builder.depth();
        self.builder.table();
        for (at, line) in lines[..count].iter().enumerate() {
            if rule(line) {
                continue;
            }
            let table = self.builder.depth();
            self.builder.row();
            let line = line.trimmed(self.text);
            let written = self.line(line);
            let mut from = 1;
            for (bar, _) in written.match_indices('|').skip(1) {
                self.cell(line, Span::new(from, bar), at < heads);
                from = bar + 1;
            }
            if from < written.len() {
                self.cell(line, Span::new(from, written.len()), at < heads);
            }
            self.builder.close_to(table);
        }
        self.builder.close_to(outer);
        count
    }

    fn cell(&mut self, line: Line, part: Span, header: bool) {
        let row = self.builder.depth();
        self.builder.cell(CellSpec::plain(header));
        let span = part.shifted(line.span.start);
        self.words(&verbatim(self.text, span).trimmed());
        self.end();
        self.builder.close_to(row);
    }

    fn paragraph(&mut self, lines: &[Line]) -> usize {
        let ends = |line: &Line| {
            let written = self.line(*line);
            let body = written.trim_start();
            body.is_empty()
                || body.starts_with("#+")
                || body.starts_with('|')
                || is_comment(body)
                || is_drawer(body)
                || headline(written).is_some()
                || lists::bullet(written).is_some()
        };
        let count = 1 + lines[1..].iter().position(ends).unwrap_or(lines.len() - 1);
        self.words(&joined(self.text, &lines[..count]));
        self.end();
        count
    }
}

/// The level of a headline.
fn headline(line: &str) -> Option<usize> {
    let stars = line.bytes().take_while(|&byte| byte == b'*').count();
    (stars > 0 && line[stars..].starts_with(' ')).then_some(stars)
}

/// Whether a line ends a block or a drawer.
fn is_end(line: &str) -> bool {
    let begins = |word: &str| {
        line.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    begins("#+end_") || begins(":end:")
}

fn is_comment(line: &str) -> bool {
    line == "#" || line.starts_with("# ")
}

/// `:NAME:` alone on its line.
fn is_drawer(line: &str) -> bool {
    let name = line
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'));
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    name.is_some_and(|name| !name.is_empty() && name.chars().all(part))
}

fn is_planning(line: &str) -> bool {
    ["SCHEDULED:", "DEADLINE:", "CLOSED:"]
        .iter()
        .any(|word| line.starts_with(word))
}

/// A headline without `:tag:tag:` at its end.
fn without_tags(title: &str) -> &str {
    let Some((rest, tags)) = title.rsplit_once(' ') else {
        return title;
    };
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '%' | ':');
    let tagged =
        tags.len() > 2 && tags.starts_with(':') && tags.ends_with(':') && tags.chars().all(part);
    if tagged { rest.trim_end() } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_the_outline_is_no_text() {
        assert_eq!(without_tags("Freedom :plan:vi:"), "Freedom");
        assert_eq!(without_tags("Open 9:30"), "Open 9:30");
        assert_eq!(headline("** Plan"), Some(2));
        assert_eq!(headline("*bold* words"), None);
        assert!(is_drawer(":PROPERTIES:") && !is_drawer(":a b:"));
    }
}
