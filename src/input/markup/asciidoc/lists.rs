//! Lists of AsciiDoc, nested by their markers.

use super::{Line, Reader, blocks, joined};
use crate::text::Span;

/// An open list.
pub(super) struct List<'s> {
    marker: &'s str,
    /// How many containers were open before it.
    depth: usize,
}

/// Lists are nested no deeper than this.
const DEEPEST: usize = 32;

/// What an item begins with, and where its text begins.
enum Item<'s> {
    Bullet {
        marker: &'s str,
        text: usize,
    },
    Term {
        marker: &'s str,
        term: usize,
        text: usize,
    },
}

impl<'s> Reader<'s> {
    /// Reads an item of a list, if one begins here; gives the number of its lines.
    pub(super) fn list(&mut self, lines: &[Line]) -> Option<usize> {
        let line = lines[0].trimmed(self.text);
        let item = item(self.line(line))?;
        let ends = |line: &Line| {
            let trimmed = line.trimmed(self.text);
            let written = self.line(trimmed);
            written.is_empty()
                || written == "+"
                || blocks::delimits(written)
                || self::item(written).is_some()
        };
        let count = 1 + lines[1..].iter().position(ends).unwrap_or(lines.len() - 1);
        let mut own = lines[..count].to_vec();
        own[0] = line;
        match item {
            Item::Bullet { marker, text } => {
                let depth = self.open(marker, false);
                self.builder.close_to(depth + 1);
                self.builder.item();
                self.text_of(&own, text);
            }
            Item::Term { marker, term, text } => {
                let depth = self.open(marker, true);
                self.builder.close_to(depth + 1);
                let name = Line {
                    span: Span::new(line.span.start, line.span.start + term),
                    end: line.end,
                };
                self.builder.term();
                self.words(&joined(self.text, &[name]));
                self.builder.close_to(depth + 1);
                self.builder.definition();
                if text < line.span.len() {
                    self.text_of(&own, text);
                } else if count > 1 {
                    self.text_of(&own[1..], 0);
                }
            }
        }
        Some(count)
    }

    /// Opens a list, or goes back to the one with this marker; gives the containers around it.
    fn open(&mut self, marker: &'s str, terms: bool) -> usize {
        self.end();
        let known = self.lists.iter().position(|list| list.marker == marker);
        let kept = known.or_else(|| (self.lists.len() >= DEEPEST).then_some(DEEPEST - 1));
        if let Some(at) = kept {
            self.leave_lists(at + 1);
            return self.lists[at].depth;
        }
        let depth = self.builder.depth();
        self.lists.push(List { marker, depth });
        if terms {
            self.builder.terms();
        } else {
            self.builder.list();
        }
        depth
    }

    pub(super) fn leave_lists(&mut self, keep: usize) {
        self.end();
        if let Some(list) = self.lists.get(keep) {
            self.builder.close_to(list.depth);
            self.lists.truncate(keep);
        }
    }
}

/// The item that a line begins.
fn item(line: &str) -> Option<Item<'_>> {
    let first = line.bytes().next()?;
    let bullets = match first {
        b'*' | b'.' => line.bytes().take_while(|&byte| byte == first).count(),
        b'-' => 1,
        b'0'..=b'9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let dotted = line[digits..].starts_with('.') && digits < 4;
            if dotted { digits + 1 } else { 0 }
        }
        b'a'..=b'z' if line[1..].starts_with('.') => 2,
        b'<' => {
            let end = line.find('>').filter(|&end| end < 5)?;
            let number = &line[1..end];
            let counted = number == "." || number.bytes().all(|byte| byte.is_ascii_digit());
            if counted { end + 1 } else { 0 }
        }
        _ => 0,
    };
    if bullets > 0 && bullets <= 6 && line[bullets..].starts_with(' ') {
        let marker = if first.is_ascii_digit() {
            "1."
        } else if first == b'<' {
            "<1>"
        } else {
            &line[..bullets]
        };
        let mut text = bullets + line[bullets..].len() - line[bullets..].trim_start().len();
        for check in ["[ ] ", "[x] ", "[*] "] {
            text += if line[text..].starts_with(check) {
                4
            } else {
                0
            };
        }
        return Some(Item::Bullet { marker, text });
    }
    term(line)
}

/// A line with a term: `name:: text`.
fn term(line: &str) -> Option<Item<'_>> {
    let mut signs = line.match_indices([':', ';']).filter(|(at, _)| *at > 0);
    signs.find_map(|(at, sign)| {
        let length = line[at..]
            .chars()
            .take_while(|c| sign.starts_with(*c))
            .count();
        let after = &line[at + length..];
        let parted = after.is_empty() || after.starts_with(' ');
        let marks = (sign == ":" && (2..=4).contains(&length)) || (sign == ";" && length == 2);
        let begins = !line[..at].ends_with([':', ';', ' ']);
        let text = at + length + after.len() - after.trim_start().len();
        let marker = &line[at..at + length];
        (marks && parted && begins).then_some(Item::Term {
            marker,
            term: at,
            text,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Option<(&str, &str)> {
        match item(line)? {
            Item::Bullet { marker, text } => Some((marker, &line[text..])),
            Item::Term { term, text, .. } => Some((&line[..term], &line[text..])),
        }
    }

    #[test]
    fn items_are_told_by_their_markers() {
        assert_eq!(told("** two"), Some(("**", "two")));
        assert_eq!(told("12. two"), Some(("1.", "two")));
        assert_eq!(told("* [x] done"), Some(("*", "done")));
        assert_eq!(told("Data:: unlimited"), Some(("Data", "unlimited")));
        assert_eq!(told("Data::"), Some(("Data", "")));
        for line in [
            "*bold* words",
            "1.5 GB",
            "std::vec",
            "a: b",
            "Mr. X",
            "-5",
            "",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
