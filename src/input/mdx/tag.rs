//! One tag of JSX, with the attributes whose values are strings.

use crate::text::Span;

/// A tag is no longer than this, in bytes.
const LONGEST: usize = 20_000;

/// An expression is no longer than this, in bytes.
pub(super) const LONGEST_EXPRESSION: usize = 10_000;

/// What stands between `<` and `>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::input) struct Tag<'s> {
    /// Its name; empty for a fragment.
    pub(in crate::input) name: &'s str,
    pub(in crate::input) closes: bool,
    /// Whether it closes itself.
    pub(in crate::input) alone: bool,
    /// The names and values of its strings, without their quotes.
    pub(in crate::input) strings: Vec<(&'s str, Span)>,
    /// The place behind it.
    pub(in crate::input) end: usize,
}

/// Reads the tag that begins at `start`; `None` for other text.
pub(in crate::input) fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    let closes = bytes.get(at) == Some(&b'/');
    at += usize::from(closes);
    let name = word(text, at);
    let fragment = name.is_empty() && bytes.get(at) == Some(&b'>');
    if !fragment && !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let mut tag = Tag {
        name,
        closes,
        alone: false,
        strings: Vec::new(),
        end: 0,
    };
    at += name.len();
    while at < bytes.len().min(start + LONGEST) {
        match bytes[at] {
            b'>' => {
                tag.end = at + 1;
                return Some(tag);
            }
            b'/' if bytes.get(at + 1) == Some(&b'>') => {
                tag.alone = true;
                tag.end = at + 2;
                return Some(tag);
            }
            // A spread, or a comment.
            b'{' => at = expression(text, at)?,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => at = attribute(text, at, &mut tag)?,
        }
    }
    None
}

/// Reads an attribute; gives the place behind it.
fn attribute<'s>(text: &'s str, start: usize, tag: &mut Tag<'s>) -> Option<usize> {
    let bytes = text.as_bytes();
    let name = word(text, start);
    if name.is_empty() {
        return None;
    }
    let mut at = start + name.len();
    let space = |at: usize| {
        at + bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count()
    };
    if bytes.get(space(at)) != Some(&b'=') {
        return Some(at);
    }
    at = space(space(at) + 1);
    match bytes.get(at)? {
        quote @ (b'"' | b'\'') => {
            let length = bytes[at + 1..]
                .iter()
                .take(LONGEST)
                .position(|byte| byte == quote)?;
            tag.strings.push((name, Span::new(at + 1, at + 1 + length)));
            Some(at + length + 2)
        }
        b'{' => {
            let end = expression(text, at)?;
            if let Some(inside) = literal(text, Span::new(at + 1, end - 1)) {
                tag.strings.push((name, inside));
            }
            Some(end)
        }
        _ => None,
    }
}

fn word(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '$' | '@');
    &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())]
}

/// The place behind the expression in braces that begins at `start`.
pub(super) fn expression(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = bytes.len().min(start + LONGEST_EXPRESSION);
    let mut depth = 0_usize;
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            quote @ (b'"' | b'\'' | b'`') => {
                // An apostrophe in the words of nested JSX is no quote: it closes in its line.
                if let Some(length) = string(&bytes[at + 1..end], quote) {
                    at += length + 1;
                }
            }
            b'/' if bytes[at..end].starts_with(b"/*") => {
                let close = text.get(at..end)?.find("*/")?;
                at += close + 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The length of a string up to its quote.
fn string(bytes: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The inside of an expression that is one string without values in it.
pub(super) fn literal(text: &str, expression: Span) -> Option<Span> {
    let written = text.get(expression.range())?;
    let trimmed = written.trim();
    let start = expression.start + written.len() - written.trim_start().len();
    let quote = trimmed
        .bytes()
        .next()
        .filter(|quote| matches!(quote, b'"' | b'\'' | b'`'))?;
    let length = string(&trimmed.as_bytes()[1..], quote)?;
    let inside = &trimmed[1..=length];
    let whole = length + 2 == trimmed.len() && !inside.contains("${");
    whole.then_some(Span::new(start + 1, start + 1 + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_strings() {
        let text = "<Card title=\"a > b\" {...rest} n={1} note={`x`} wide>";
        let tag = tag(text, 0).unwrap();
        let strings: Vec<_> = tag
            .strings
            .iter()
            .map(|(name, span)| (*name, &text[span.range()]))
            .collect();
        assert_eq!((tag.name, tag.end), ("Card", text.len()));
        assert_eq!(strings, [("title", "a > b"), ("note", "x")]);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        for text in ["<5 GB", "< a>", "<a", "<a \"b\">", "<!-- a -->", "<"] {
            assert_eq!(tag(text, 0), None, "{text}");
        }
        assert!(tag("</>", 0).unwrap().closes);
    }

    #[test]
    fn expressions_end_with_their_brace() {
        assert_eq!(expression("{a ? '}' : {b}} c", 0), Some(15));
        assert_eq!(expression("{/* } */} c", 0), Some(9));
        assert_eq!(expression("{a", 0), None);
        assert_eq!(literal("{ 'a' }", Span::new(1, 6)), Some(Span::new(3, 4)));
        assert_eq!(literal("{'a' + b}", Span::new(1, 8)), None);
    }
}
