//! Mistakes of TOML itself, in our words where a slip is likely.

use crate::rules::mistake::Mistake;
use crate::text::Span;

use super::reader::Cx;

/// Reports the mistakes that the TOML parser found; of several in one word, or of one broken
/// line, the first is told.
///
/// Gives the first byte from which on keys may have lost their table.
pub(super) fn report(cx: &Cx, errors: &[toml::de::Error]) -> Option<usize> {
    let placed = |error| (clamped(cx.text, error), error.message());
    let mut errors: Vec<(Span, &str)> = errors.iter().map(placed).collect();
    errors.sort_by_key(|&(span, _)| span);
    let mut told = Span::new(0, 0);
    let mut line_end = 0;
    let mut broken = None;
    for (span, message) in errors {
        let of_a_word = in_a_word(message);
        if !of_a_word {
            broken = broken.or(Some(span.start));
        }
        if span.start < line_end && (!of_a_word || told.contains(span)) {
            continue;
        }
        told = word_around(cx.text, span);
        if line_end <= told.end {
            let rest = &cx.text[told.end..];
            line_end = told.end + rest.find(['\n', '\r']).map_or(rest.len() + 1, |at| at + 1);
        }
        cx.report(in_words(cx, message, span, told));
    }
    broken
}

/// Whether a mistake lies in one word, so that the rest of its line was read well.
fn in_a_word(message: &str) -> bool {
    [
        "invalid unquoted key",
        "string values must be quoted",
        "duplicate key",
    ]
    .iter()
    .any(|beginning| message.starts_with(beginning))
}

fn in_words(cx: &Cx, message: &str, span: Span, word: Span) -> Mistake {
    let written = &cx.text[word.range()];
    let at = |span: Span| cx.place(span.range());
    if message.starts_with("invalid unquoted key") && !written.is_empty() {
        let message = format!("`{written}` has letters that a key may only have in quotes");
        let help = format!("write `\"{written}\"`");
        return Mistake::new("syntax", at(word), message).help(help);
    }
    if message.starts_with("string values must be quoted") {
        let value = cx.text[span.range()].trim();
        let message = "a text needs quotes".to_owned();
        return Mistake::new("syntax", at(span), message).help(format!("write `\"{value}\"`"));
    }
    if message.starts_with("duplicate key") {
        let message = format!("`{written}` is written twice");
        let help = "keep one of the two, or join what they hold".to_owned();
        return Mistake::new("syntax", at(span), message).help(help);
    }
    if message.starts_with("unclosed table") && header_has_space(cx.text, span) {
        let message = "a name with spaces or other signs in a table's header needs quotes";
        let help = "write `[promise.\"my promise\"]`".to_owned();
        return Mistake::new("syntax", at(span), message).help(help);
    }
    Mistake::new("syntax", at(span), format!("this is no TOML: {message}"))
}

/// The span of an error, on character boundaries of the text.
fn clamped(text: &str, error: &toml::de::Error) -> Span {
    let range = error.span().unwrap_or(0..0);
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// The run of letters, digits, `-` and `_` of any script around a span.
fn word_around(text: &str, span: Span) -> Span {
    let part = |c: char| !c.is_whitespace() && !c.is_ascii_punctuation() || c == '-' || c == '_';
    let before = text[..span.start].chars().rev().take_while(|&c| part(c));
    let start = span.start - before.map(char::len_utf8).sum::<usize>();
    let after = text[span.end..].chars().take_while(|&c| part(c));
    Span::new(start, span.end + after.map(char::len_utf8).sum::<usize>())
}

fn header_has_space(text: &str, span: Span) -> bool {
    let line = text[..span.start]
        .rsplit(['\n', '\r'])
        .next()
        .unwrap_or_default();
    let rest = text[span.start..]
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default();
    line.trim_start().starts_with('[') && rest.contains(']')
}
