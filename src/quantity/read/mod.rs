//! Finds the quantities of a text.
//!
//! A text is read line by line, a line only when the gate finds a digit, a number word or a value
//! word in it. From each token the readers are tried in order: what is no quantity, schedules,
//! amounts. Each looks ahead a bounded number of tokens, so reading is linear.

mod amount;
mod around;
mod bounds;
mod clock;
mod date;
mod fraction;
mod hours;
mod labels;
mod literal;
mod number;
mod several;
mod skip;
mod spoken;
mod told;
mod unit;
mod word;

pub(super) use bounds::in_base;

use super::lexicon::{Lexicon, Meaning, Text};
use super::numerals::Numerals;
use super::token::{Shape, Token};
use super::units::Units;
use super::{Kind, Quantity};
use crate::text::Span;

/// Reads quantities in one language.
///
/// Compiling one is costly: make one for each language and keep it.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    settings: Settings,
}

/// The choices of a language that are no words.
#[derive(Clone, Copy, Debug)]
struct Settings {
    decimal: char,
    group: char,
    slash_is_date: bool,
    digit_strings: bool,
    trailing: bool,
}

impl Reader {
    /// Compiles the words of one language with a table of units.
    #[must_use]
    pub fn new(units: &Units, numerals: &Numerals) -> Self {
        let settings = Settings {
            decimal: numerals.decimal.chars().next().unwrap_or('.'),
            group: numerals.group.chars().next().unwrap_or(','),
            slash_is_date: numerals.slash_is_date,
            digit_strings: numerals.digit_strings,
            trailing: numerals.trailing,
        };
        Self {
            lexicon: Lexicon::new(units, numerals),
            settings,
        }
    }

    /// The quantities of `text`, in order, none overlapping another; spans are bytes of `text`.
    ///
    /// `wanted` is the kind that a promise asks for: it settles ambiguous spellings, gives bare
    /// numbers with a magnitude that kind, and lets dates and clock times through.
    #[must_use]
    pub fn read(&self, text: &str, wanted: Option<Kind>) -> Vec<Quantity> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(hit) = self.lexicon.gate.next(text, at) {
            let start = text[at..hit]
                .rfind(['\n', '\r'])
                .map_or(at, |line| at + line + 1);
            let end = text[hit..]
                .find(['\n', '\r'])
                .map_or(text.len(), |line| hit + line);
            self.line(&text[start..end], start, wanted, &mut found);
            at = end;
        }
        found
    }

    fn line(&self, line: &str, offset: usize, wanted: Option<Kind>, found: &mut Vec<Quantity>) {
        let text = Text::new(&self.lexicon, line, offset);
        let parser = Parser {
            lexicon: &self.lexicon,
            settings: self.settings,
            text: &text,
            wanted,
        };
        let mut at = 0;
        while at < text.tokens.len() {
            at = match parser.next(at) {
                Some((end, quantity)) => {
                    found.extend(quantity);
                    end.max(at + 1)
                }
                None => at + 1,
            };
        }
    }
}

/// Reads one line; positions are indices of tokens.
struct Parser<'a> {
    lexicon: &'a Lexicon,
    settings: Settings,
    text: &'a Text,
    wanted: Option<Kind>,
}

impl Parser<'_> {
    /// What begins at token `at`: its end, and the quantity unless it is something to step over.
    ///
    /// A phrase that only looks like a quantity gives way to a longer quantity: 十分 to 十分钟.
    fn next(&self, at: usize) -> Option<(usize, Option<Quantity>)> {
        if !self.text.is_known(at) && matches!(self.shape(at), Some(Shape::Word | Shape::Han)) {
            return self
                .address(at)
                .or_else(|| self.model(at))
                .map(|end| (end, None));
        }
        let not = self.is(at, Meaning::Not);
        let longer = |end: usize| not.is_none_or(|not| end > not);
        self.schedule(at)
            .map(|(end, schedule)| (end, Some(schedule)))
            .or_else(|| self.date(at))
            .filter(|found| longer(found.0))
            .or_else(|| self.skip(at).map(|end| (end, None)))
            .or_else(|| {
                self.time_of_day(at)
                    .or_else(|| self.amount(at))
                    .filter(|found| longer(found.0))
            })
            .or_else(|| not.map(|end| (end, None)))
    }

    fn find<T>(&self, at: usize, pick: impl FnMut(Meaning) -> Option<T>) -> Option<(usize, T)> {
        if at >= self.text.tokens.len() {
            return None;
        }
        self.lexicon.find(self.text, at, pick)
    }

    /// The end of the longest phrase at `at` that means `meaning`.
    fn is(&self, at: usize, meaning: Meaning) -> Option<usize> {
        self.find(at, |found| (found == meaning).then_some(()))
            .map(|(end, ())| end)
    }

    fn token(&self, at: usize) -> Option<Token> {
        self.text.tokens.get(at).copied()
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.token(at).map(|token| token.shape)
    }

    fn chars(&self, at: usize) -> &[char] {
        self.token(at)
            .map_or(&[], |token| &self.text.folded.chars[token.start..token.end])
    }

    /// The sign at `at`, when there is one.
    fn sign(&self, at: usize) -> Option<char> {
        (self.shape(at) == Some(Shape::Sign)).then(|| self.chars(at)[0])
    }

    /// Whether nothing stands between the token at `at` and the one before.
    fn glued(&self, at: usize) -> bool {
        at > 0 && self.token(at).is_some_and(|token| !token.spaced)
    }

    /// The digits at `at` as a small number.
    fn small(&self, at: usize) -> Option<u32> {
        let chars = self.chars(at);
        let digits = self.shape(at) == Some(Shape::Digits) && chars.len() <= 6;
        digits.then(|| {
            chars
                .iter()
                .filter_map(|c| c.to_digit(10))
                .fold(0, |n, d| n * 10 + d)
        })
    }

    /// The bytes of the tokens `start..end`.
    fn span(&self, start: usize, end: usize) -> Span {
        let tokens = &self.text.tokens;
        if start >= end || end > tokens.len() {
            return Span::default();
        }
        self.text
            .folded
            .span(tokens[start].start, tokens[end - 1].end)
    }
}
