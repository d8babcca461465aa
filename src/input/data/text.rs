//! The text of one field: HTML, lines of plain text, or a run of words.

use crate::input::builder::Builder;
use crate::input::html::{Fragment, Machine};
use crate::input::plain;
use crate::text::{MappedText, Span};

/// No tag is looked for in more of a text than this, in bytes.
const LONGEST_TAG: usize = 400;

/// Reads the text of a field into what is open.
pub(in crate::input) fn field(text: &MappedText, builder: &mut Builder) {
    if has_markup(text.text()) {
        let depth = builder.depth();
        Machine::default().feed(Fragment::mapped(text), builder);
        builder.close_to(depth);
    } else if text.text().trim().contains(['\n', '\r']) {
        plain::feed(text, builder);
    } else {
        builder.mapped(text);
    }
}

/// Reads the text of a field whose lines say nothing, such as that of a table's cell.
pub(in crate::input) fn cell(text: &MappedText, builder: &mut Builder) {
    if has_markup(text.text()) {
        return field(text, builder);
    }
    let whole = text.text();
    let mut from = 0;
    for (at, _) in whole.match_indices('\n') {
        builder.mapped(&text.slice(Span::new(from, at)));
        let end = text.source_span(Span::new(at, at + 1)).unwrap_or_default();
        builder.hard_break(end);
        from = at + 1;
    }
    builder.mapped(&text.slice(Span::new(from, whole.len())));
}

/// The name of a field in words: `dataAllowance` and `data_allowance` are "data allowance".
pub(in crate::input) fn in_words(name: &MappedText) -> MappedText {
    let written = name.text();
    let mut words = MappedText::default();
    let mut before = ' ';
    for (at, c) in written.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        if matches!(c, '_' | '-' | '.' | '/' | ':') {
            let place = name.source_span(span).unwrap_or_default();
            words.push_replaced(" ", place);
        } else {
            if c.is_uppercase() && before.is_lowercase() {
                let place = name.source_span(Span::new(at, at)).unwrap_or_default();
                words.push_replaced(" ", place);
            }
            name.append_to(&mut words, span);
        }
        before = c;
    }
    words
}

/// Whether a text holds a tag or an entity of HTML.
fn has_markup(text: &str) -> bool {
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '&']) {
        at += found + 1;
        let rest = &text[at..];
        let end = rest.floor_char_boundary(LONGEST_TAG);
        let rest = &rest[..end];
        if text.as_bytes()[at - 1] == b'<' {
            let name = rest.strip_prefix('/').unwrap_or(rest);
            let opens =
                name.starts_with(|c: char| c.is_ascii_alphabetic()) || rest.starts_with("!--");
            if opens && rest.contains('>') {
                return true;
            }
        } else {
            let name = rest.strip_prefix('#').unwrap_or(rest);
            let letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if (2..=31).contains(&letters) && name[letters..].starts_with(';') {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_signs() {
        for text in [
            "<p>a</p>",
            "a<br/>b",
            "a &amp; b",
            "&#8363;",
            "</b>",
            "a<b href='x'>",
        ] {
            assert!(has_markup(text), "{text}");
        }
        for text in [
            "a < b > c",
            "R&D; x",
            "1 <2",
            "a & b",
            "<3 you",
            "<",
            "&",
            "&;",
        ] {
            assert!(!has_markup(text), "{text}");
        }
    }

    #[test]
    fn names_of_fields_are_words() {
        let check = |name: &str, words: &str| {
            let found = in_words(&MappedText::verbatim(name, 0));
            assert_eq!(found.text(), words);
        };
        check("dataAllowance", "data Allowance");
        check("data_allowance-GB", "data allowance GB");
        check("plan.freedom", "plan freedom");
        check("ghi chú", "ghi chú");
    }
}
