//! The words of short plain texts, as dividing them as prose would give, at a small part of the cost.

use super::letters::{Settled, is_han, is_settled_letter};
use super::{Span, TokenKind};

/// Gives each word of a text that holds letters and single spaces which folding leaves alone, as
/// most phrases and cues do; `false` for any other, of which it may give the first words.
///
/// A word may hold digits behind its first letter.
pub(crate) fn plain_words(text: &str, mut word: impl FnMut(Span, TokenKind)) -> bool {
    let mut settled = Settled::default();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let is_word = c != ' ' && !is_han(c);
        let plain = match c {
            'a'..='z' | ' ' => true,
            '0'..='9' => start < at,
            _ => is_han(c) || is_settled_letter(c),
        };
        if !plain || !settled.goes_on(c) {
            return false;
        }
        if is_word {
            continue;
        }
        if start < at {
            word(Span::new(start, at), TokenKind::Word);
        }
        if c != ' ' {
            word(Span::new(at, end), TokenKind::Han);
        }
        start = end;
    }
    if start < text.len() {
        word(Span::new(start, text.len()), TokenKind::Word);
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Abbreviations, Prose};

    fn words(text: &str) -> Option<Vec<(Span, TokenKind)>> {
        let mut words = Vec::new();
        plain_words(text, |span, kind| words.push((span, kind))).then_some(words)
    }

    #[test]
    fn most_phrases_are_plain() {
        for text in [
            "",
            "free",
            "no hidden fees",
            "miễn phí giao hàng",
            "不限流量",
            "4g 5g",
        ] {
            assert_eq!(words(text).is_some(), text != "4g 5g", "{text:?}");
        }
        for text in [
            "Free",
            "free  data",
            "24/7",
            "don't",
            "hủy.",
            "不限。",
            "免費",
        ] {
            assert_eq!(words(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_words_are_those_of_prose(text in "[a-c1 限不流đễoàhuỷ\u{301}'.]{0,12}") {
            if let Some(words) = words(&text) {
                let prose = Prose::new(&text, &Abbreviations::default());
                let tokens = prose.tokens().iter();
                let expected: Vec<_> = tokens.map(|token| (token.folded, token.kind)).collect();
                prop_assert_eq!(prose.folded(), text.as_str());
                prop_assert_eq!(words, expected);
            }
        }
    }
}
