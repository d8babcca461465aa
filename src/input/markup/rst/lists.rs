//! Lists: of bullets and numbers, of terms, of fields, and lines that stay lines.

use super::{Line, Reader, indented, joined, verbatim};
use crate::text::Span;

/// What an item begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet(char),
    Number,
}

impl Reader<'_> {
    /// Reads a list, if one begins here; gives the number of its lines.
    pub(super) fn list(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        if let Some((marker, _)) = self.marker(lines) {
            return Some(self.items(lines, marker, depth));
        }
        let first = self.line(lines[0]);
        if field(first).is_some() {
            return Some(self.fields(lines, depth));
        }
        if first.starts_with("| ") {
            return Some(self.line_block(lines));
        }
        self.is_term(lines).then(|| self.terms(lines, depth))
    }

    fn items(&mut self, lines: &[Line], marker: Marker, depth: usize) -> usize {
        let outer = self.builder.depth();
        self.builder.list();
        let mut at = 0;
        while let Some((found, length)) = self.marker(&lines[at..])
            && found == marker
        {
            let count = 1 + indented(self.text, &lines[at + 1..], length.min(2));
            let inner = self.dedented(&lines[at..at + count], length);
            let list = self.builder.depth();
            self.builder.item();
            self.body(&inner, depth + 1);
            self.builder.close_to(list);
            at += count;
            let blank = |line: &&Line| line.is_blank(self.text);
            let after = lines[at..].iter().take_while(blank).count();
            if self
                .marker(&lines[at + after..])
                .is_some_and(|(next, _)| next == marker)
            {
                at += after;
            } else {
                break;
            }
        }
        self.builder.close_to(outer);
        at
    }

    /// Lines of which the first has so many bytes before its text, and the others as many columns.
    pub(super) fn dedented(&self, lines: &[Line], length: usize) -> Vec<Line> {
        let cut = |(at, line): (usize, &Line)| {
            if at == 0 {
                line.from(length)
            } else {
                line.dedented(self.text, length)
            }
        };
        lines.iter().enumerate().map(cut).collect()
    }

    fn marker(&self, lines: &[Line]) -> Option<(Marker, usize)> {
        let line = self.line(*lines.first()?);
        let first = line.chars().next()?;
        if matches!(first, '-' | '*' | '+' | '•' | '‣' | '⁃') {
            let after = &line[first.len_utf8()..];
            let space = after.len() - after.trim_start().len();
            let parted = after.is_empty() || space > 0;
            let length = first.len_utf8() + space.max(usize::from(!after.is_empty()));
            return parted.then_some((Marker::Bullet(first), length));
        }
        let open = usize::from(first == '(');
        let inside = &line[open..];
        let length = inside.find([')', '.']).filter(|&length| length > 0)?;
        let name = &inside[..length];
        let close = open + length + 1;
        let after = &line[close..];
        let closed = open == 0 || inside[length..].starts_with(')');
        if !after.starts_with(' ') || !closed {
            return None;
        }
        let counted = name == "#" || (name.len() <= 3 && name.bytes().all(|b| b.is_ascii_digit()));
        let lettered = name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic());
        // A letter with a stop may also begin a name: the text goes on in the next line.
        let goes_on = lines.get(1).is_some_and(|next| {
            let second = self.line(*next).chars().nth(1);
            let numbered = second.is_some_and(|c| matches!(c, '.' | ')'));
            !next.is_blank(self.text) && next.indent(self.text) == 0 && !numbered
        });
        let numbers = counted || (lettered && !goes_on);
        numbers.then(|| {
            (
                Marker::Number,
                close + after.len() - after.trim_start().len(),
            )
        })
    }

    /// Fields are terms with definitions.
    fn fields(&mut self, lines: &[Line], depth: usize) -> usize {
        let outer = self.builder.depth();
        self.builder.terms();
        let mut at = 0;
        while at < lines.len()
            && let Some((name, length)) = field(self.line(lines[at]))
        {
            let start = lines[at].span.start;
            let term = verbatim(self.text, Span::new(start + name.start, start + name.end));
            let count = 1 + indented(self.text, &lines[at + 1..], 1);
            let mut inner = self.dedented(&lines[at..at + count], length);
            let rest = super::flush(self.text, &inner.split_off(1));
            inner.extend(rest);
            // A name without a value is a switch of a tool.
            if inner.iter().any(|line| !line.is_blank(self.text)) {
                self.defined(&term, &inner, depth);
            }
            at += count;
        }
        self.builder.close_to(outer);
        at
    }

    fn defined(&mut self, term: &crate::text::MappedText, definition: &[Line], depth: usize) {
        let inner = self.builder.depth();
        self.builder.term();
        self.words(term);
        self.builder.close_to(inner);
        self.builder.definition();
        self.body(definition, depth + 1);
        self.builder.close_to(inner);
    }

    /// Whether a line has its definition right below it.
    fn is_term(&self, lines: &[Line]) -> bool {
        let next = lines.get(1).filter(|next| !next.is_blank(self.text));
        let below = next.is_some_and(|next| next.indent(self.text) > 0);
        below && !self.line(lines[0]).trim_end().ends_with("::")
    }

    fn terms(&mut self, lines: &[Line], depth: usize) -> usize {
        let outer = self.builder.depth();
        self.builder.terms();
        let mut at = 0;
        while at < lines.len() && lines[at].indent(self.text) == 0 && self.is_term(&lines[at..]) {
            let count = 1 + indented(self.text, &lines[at + 1..], 1);
            let inner = super::flush(self.text, &lines[at + 1..at + count]);
            let term = joined(self.text, &lines[at..=at]);
            self.defined(&term, &inner, depth);
            at += count;
            let blank = |line: &&Line| line.is_blank(self.text);
            at += lines[at..].iter().take_while(blank).count();
        }
        self.builder.close_to(outer);
        at
    }

    /// `| ` keeps the ends of its lines.
    fn line_block(&mut self, lines: &[Line]) -> usize {
        let mut at = 0;
        while at < lines.len() && self.line(lines[at]).starts_with('|') {
            if at > 0 {
                let end = lines[at - 1].end;
                self.builder.hard_break(end);
            }
            let text = joined(self.text, &[lines[at].from(1)]);
            self.words(&text);
            at += 1;
        }
        self.notes.flush(&mut self.builder, super::line::markup);
        at
    }
}

/// The name of a field as a span of its line, and where its value begins.
pub(super) fn field(line: &str) -> Option<(Span, usize)> {
    let rest = line.strip_prefix(':')?;
    let length = rest.find(": ").or_else(|| {
        let name = rest.trim_end().strip_suffix(':')?;
        Some(name.len())
    })?;
    let name = &rest[..length];
    let named =
        !name.is_empty() && !name.starts_with(char::is_whitespace) && !name.contains(['`', ':']);
    named.then_some((Span::new(1, 1 + length), (length + 3).min(line.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_from_roles() {
        let check = |line: &str, name: Option<&str>| {
            assert_eq!(
                field(line).map(|(span, _)| &line[span.range()]),
                name,
                "{line}"
            );
        };
        check(":Author: Ann", Some("Author"));
        check(":orphan:", Some("orphan"));
        check(":ref:`a: b`", None);
        check(": a: b", None);
        check("a: b", None);
    }
}
