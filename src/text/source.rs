//! A decoded text with its name, and the lines and columns of its bytes.

use std::sync::Arc;

use super::Span;

/// A place in a text as people and editors count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line; lines end at `\n`, `\r\n` and `\r` alone.
    pub line: u32,
    /// 1-based column in Unicode scalar values.
    pub column: u32,
    /// 1-based column in UTF-16 code units.
    pub utf16: u32,
    /// 1-based column in bytes of UTF-8.
    pub utf8: u32,
}

impl Position {
    /// The position behind `text`, which begins here. A `\r` at its very end ends no line, since
    /// a `\n` may follow.
    #[must_use]
    pub fn after(mut self, text: &str) -> Self {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '\n' || (c == '\r' && chars.peek().is_some_and(|&next| next != '\n')) {
                self = Self {
                    line: self.line + 1,
                    column: 1,
                    utf16: 1,
                    utf8: 1,
                };
            } else {
                self.column += 1;
                self.utf16 += c.len_utf16() as u32;
                self.utf8 += c.len_utf8() as u32;
            }
        }
        self
    }
}

/// A decoded text and the index of its lines.
///
/// All spans that the library reports are byte ranges of [`Source::text`], which is the file
/// after decoding and without its byte order mark.
///
/// Clones share it.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: Arc<str>,
    text: String,
    line_starts: Vec<usize>,
    /// In the order of the text; short lines have none.
    steps: Vec<Step>,
    /// Where the units of a text without lines of its own begin, in order, and their names.
    units: Vec<(usize, Arc<str>)>,
}

impl Source {
    /// Takes a decoded text; `name` is what reports call it, usually a relative path.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: String) -> Self {
        Self::with_units(name, text, Vec::new())
    }

    /// Takes a text that was drawn from a file without lines: `units` say, in order, from which
    /// byte on it stands in which paragraph, slide or cell of that file.
    #[must_use]
    pub fn with_units(
        name: impl Into<Arc<str>>,
        text: String,
        units: Vec<(usize, Arc<str>)>,
    ) -> Self {
        let line_starts = line_starts(&text);
        let steps = steps(&text, &line_starts);
        Self(Arc::new(Inner {
            name: name.into(),
            text,
            line_starts,
            steps,
            units,
        }))
    }

    /// The name that reports use.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.0.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The text of a span; empty where the span does not lie in the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.0.text.get(span.range()).unwrap_or_default()
    }

    /// The paragraph, slide or cell of a byte offset, where the file has these in place of lines:
    /// `paragraph 12`, `Sheet1!B7`.
    #[must_use]
    pub fn unit(&self, offset: usize) -> Option<&Arc<str>> {
        let units = &self.0.units;
        let at = units.partition_point(|&(start, _)| start <= offset);
        Some(&units.get(at.checked_sub(1)?)?.1)
    }

    /// The position of a byte offset; an offset behind the end gives the end.
    ///
    /// Costs a search among the lines and a walk along a kilobyte of one.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.0.text.len());
        let line = self.0.line_starts.partition_point(|&start| start <= offset) - 1;
        let start = self.0.line_starts[line];
        let known = self.0.steps.partition_point(|step| step.at <= offset);
        let step = known.checked_sub(1).map(|last| self.0.steps[last]);
        let step = step.filter(|step| step.at > start);
        let (from, mut column, mut utf16) =
            step.map_or((start, 1, 1), |step| (step.at, step.column, step.utf16));
        for c in self.0.text.get(from..offset).unwrap_or_default().chars() {
            column += 1;
            utf16 += c.len_utf16() as u32;
        }
        Position {
            line: line as u32 + 1,
            column,
            utf16,
            utf8: (offset - start) as u32 + 1,
        }
    }

    /// The span of the lines that hold `span`, without the last line's end.
    #[must_use]
    pub fn lines_around(&self, span: Span) -> Span {
        let first = self
            .0
            .line_starts
            .partition_point(|&start| start <= span.start)
            - 1;
        let start = self.0.line_starts[first];
        let last = self
            .0
            .line_starts
            .partition_point(|&next| next <= span.end.max(start))
            - 1;
        let end = self
            .0
            .line_starts
            .get(last + 1)
            .copied()
            .unwrap_or(self.0.text.len());
        let end = start + self.0.text[start..end].trim_end_matches(['\n', '\r']).len();
        Span::new(start, end.max(span.end))
    }
}

/// A place in a long line whose columns are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    at: usize,
    column: u32,
    utf16: u32,
}

/// The bytes between two steps of a line, about.
const STRIDE: usize = 1024;

fn steps(text: &str, line_starts: &[usize]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (line, &start) in line_starts.iter().enumerate() {
        let end = line_starts.get(line + 1).copied().unwrap_or(text.len());
        if end - start <= STRIDE {
            continue;
        }
        let (mut column, mut utf16, mut next) = (1, 1, start + STRIDE);
        for (at, c) in text[start..end].char_indices() {
            if start + at >= next {
                steps.push(Step {
                    at: start + at,
                    column,
                    utf16,
                });
                next += STRIDE;
            }
            column += 1;
            utf16 += c.len_utf16() as u32;
        }
    }
    steps
}

fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    let alone = |&(at, _): &(usize, &str)| !text[at + 1..].starts_with('\n');
    let before = starts.len();
    starts.extend(text.match_indices('\r').filter(alone).map(|(at, _)| at + 1));
    if starts.len() > before {
        starts.sort_unstable();
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_three_line_ends_alone() {
        let source = Source::new("a", "a\r\nb\rc\n\u{2028}d\u{b}e".into());
        let lines: Vec<_> = source
            .text()
            .char_indices()
            .map(|(at, _)| source.position(at).line)
            .collect();
        assert_eq!(lines, [1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4]);
    }

    #[test]
    fn columns_of_a_long_line_are_counted_from_its_begin() {
        let text = format!("short\n{}", "限𝄞x ".repeat(2000));
        let source = Source::new("a", text.clone());
        let line = &text[6..];
        for (count, (at, _)) in line.char_indices().enumerate().step_by(97) {
            let position = source.position(6 + at);
            let utf16: usize = line[..at].chars().map(char::len_utf16).sum();
            assert_eq!(position.column as usize, count + 1);
            assert_eq!(position.utf16 as usize, utf16 + 1);
            assert_eq!(position.utf8 as usize, at + 1);
        }
    }

    #[test]
    fn a_position_behind_a_text_is_that_of_its_last_byte_in_the_source() {
        let text = "a\r\nb\rc\n限𝄞\u{2028}e\r\n";
        let source = Source::new("a", text.into());
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        for from in text.char_indices().map(|(at, _)| at) {
            let known = |to: &usize| *to >= from && !text[from..*to].ends_with('\r');
            for to in ends.clone().filter(known) {
                assert_eq!(
                    source.position(from).after(&text[from..to]),
                    source.position(to)
                );
            }
        }
    }

    #[test]
    fn columns_count_scalars_and_utf16_units() {
        let source = Source::new("a", "𝄞限x".into());
        let at = source.text().find('x').unwrap();
        assert_eq!(
            source.position(at),
            Position {
                line: 1,
                column: 3,
                utf16: 4,
                utf8: 8,
            }
        );
    }

    #[test]
    fn lines_around_hold_the_span_without_the_line_end() {
        let source = Source::new("a", "one\r\ntwo\r\nthree".into());
        let span = |word: &str| {
            let start = source.text().find(word).unwrap();
            Span::new(start, start + word.len())
        };
        assert_eq!(source.slice(source.lines_around(span("two"))), "two");
        assert_eq!(
            source.slice(source.lines_around(span("two\r\nthr"))),
            "two\r\nthree"
        );
    }
}
