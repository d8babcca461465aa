//! Lists of Org, nested by their indentation.

use super::{Line, Reader, flush, indented, joined};
use crate::text::Span;

/// The bullet of an item: its columns before it, and the byte where its text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bullet {
    indent: usize,
    text: usize,
    counted: bool,
}

impl Reader<'_> {
    /// Reads a list, if one begins here; gives the number of its lines.
    pub(super) fn list(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let first = bullet(self.line(lines[0]))?;
        let terms = !first.counted && self.term(lines[0], first).is_some();
        let outer = self.builder.depth();
        if terms {
            self.builder.terms();
        } else {
            self.builder.list();
        }
        let mut at = 0;
        while at < lines.len() {
            let blank = |line: &&Line| line.is_blank(self.text);
            let gap = lines[at..].iter().take_while(blank).count();
            let next = lines
                .get(at + gap)
                .and_then(|line| bullet(self.line(*line)));
            // Two blank lines end all lists.
            let Some(found) = next.filter(|next| next.indent == first.indent && gap < 2) else {
                break;
            };
            at += gap;
            let count = 1 + indented(self.text, &lines[at + 1..], found.indent + 1);
            self.item(&lines[at..at + count], found, terms, depth);
            at += count;
        }
        self.builder.close_to(outer);
        Some(at)
    }

    fn item(&mut self, lines: &[Line], bullet: Bullet, terms: bool, depth: usize) {
        let list = self.builder.depth();
        let mut text = bullet.text;
        if terms {
            if let Some((name, after)) = self.term(lines[0], bullet) {
                self.builder.term();
                let name = Line {
                    span: name.shifted(lines[0].span.start),
                    end: lines[0].end,
                };
                self.words(&joined(self.text, &[name]));
                self.builder.close_to(list);
                text = after;
            }
            self.builder.definition();
        } else {
            self.builder.item();
        }
        let mut inner = vec![lines[0].from(text).trimmed(self.text)];
        inner.extend(flush(self.text, &lines[1..]));
        self.body(&inner, depth + 1);
        self.builder.close_to(list);
    }

    /// The term of an item as a span of its line, and where its definition begins.
    fn term(&self, line: Line, bullet: Bullet) -> Option<(Span, usize)> {
        let written = self.line(line);
        let parted = written[bullet.text..].find(" ::")?;
        let after = bullet.text + parted + 3;
        let ends = written[after..].is_empty() || written[after..].starts_with(' ');
        ends.then_some((Span::new(bullet.text, bullet.text + parted), after))
    }
}

/// The bullet or number that a line begins with.
pub(super) fn bullet(line: &str) -> Option<Bullet> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let mark = match body.bytes().next()? {
        b'-' | b'+' => 1,
        // At the margin it is a headline.
        b'*' if indent > 0 => 1,
        b'0'..=b'9' => {
            let digits = body.bytes().take_while(u8::is_ascii_digit).count();
            let closed = body[digits..].starts_with(['.', ')']) && digits < 4;
            closed.then_some(digits + 1)?
        }
        _ => return None,
    };
    let rest = &body[mark..];
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let mut text = indent + mark + rest.len() - rest.trim_start().len();
    for check in ["[ ] ", "[X] ", "[-] "] {
        text += if line[text..].starts_with(check) {
            4
        } else {
            0
        };
    }
    Some(Bullet {
        indent,
        text,
        counted: mark > 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_told_from_words() {
        let check = |line: &str, rest: Option<&str>| {
            assert_eq!(
                bullet(line).map(|found| &line[found.text..]),
                rest,
                "{line}"
            );
        };
        check("- one", Some("one"));
        check("  * two", Some("two"));
        check("3) [X] three", Some("three"));
        check("* Plan", None);
        check("1.5 GB", None);
        check("-5 degrees", None);
    }
}
