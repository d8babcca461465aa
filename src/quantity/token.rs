//! Folded text as tokens: runs of digits, words, single Han characters, single signs.

use super::fold::{Folded, lower};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A run of ASCII digits.
    Digits,
    /// A run of letters other than Han.
    Word,
    /// One Han character.
    Han,
    /// One other character.
    Sign,
}

/// A piece of folded text, by the indices of its characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) shape: Shape,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether white space, or the start of the text, stands before it.
    pub(super) spaced: bool,
}

/// Splits folded text.
pub(super) fn tokens(chars: &[char]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(chars.len() / 4);
    let mut at = 0;
    let mut spaced = true;
    while at < chars.len() {
        let shape = shape(chars[at]);
        let start = at;
        at += 1;
        let Some(shape) = shape else {
            spaced = true;
            continue;
        };
        if matches!(shape, Shape::Digits | Shape::Word) {
            while at < chars.len() && self::shape(chars[at]) == Some(shape) {
                at += 1;
            }
        }
        tokens.push(Token {
            shape,
            start,
            end: at,
            spaced,
        });
        spaced = false;
    }
    tokens
}

/// The token in lower case, as the lexicon knows it.
pub(super) fn lower_text(chars: &[char], token: Token, buffer: &mut String) {
    buffer.clear();
    buffer.extend(chars[token.start..token.end].iter().map(|&c| lower(c)));
}

/// Splits a phrase of the data in the same way as text.
pub(super) fn phrase(text: &str) -> (Folded, Vec<Token>) {
    let folded = Folded::new(text, 0);
    let tokens = tokens(&folded.chars);
    (folded, tokens)
}

pub(super) fn shape(c: char) -> Option<Shape> {
    match c {
        '0'..='9' => Some(Shape::Digits),
        'a'..='z' | 'A'..='Z' => Some(Shape::Word),
        _ if c.is_ascii() => (!c.is_whitespace() && !c.is_control()).then_some(Shape::Sign),
        '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Some(Shape::Han),
        _ if c.is_whitespace() || c.is_control() => None,
        _ if c.is_alphabetic() => Some(Shape::Word),
        _ => Some(Shape::Sign),
    }
}
