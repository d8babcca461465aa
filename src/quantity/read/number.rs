//! Numbers as they are written, and the words that numbers are made of.

use rust_decimal::Decimal;

use super::Parser;
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;

/// A number as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// The upper end of two numbers in one, 两三: two or three.
    pub(super) top: Option<Decimal>,
    /// How the number itself goes on.
    pub(super) tail: Tail,
    /// A number only with a unit: one, một, a.
    pub(super) weak: bool,
    /// Has a magnitude: 3万5, 99k.
    pub(super) scaled: bool,
    /// See [`super::literal::Literal::grouped`].
    pub(super) grouped: Option<Decimal>,
    /// The number of digits of a plain run.
    pub(super) plain: Option<usize>,
}

/// How a number goes on beyond its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Not at all.
    Closed,
    /// Some more, and the value itself is not meant: 多, 余.
    Beyond,
    /// The value and more: "10+".
    AndMore,
}

impl Number {
    /// A number that is nothing but its value.
    pub(super) fn new(end: usize, value: Decimal) -> Self {
        Self {
            end,
            value,
            top: None,
            tail: Tail::Closed,
            weak: false,
            scaled: false,
            grouped: None,
            plain: None,
        }
    }
}

impl Parser<'_> {
    /// The number at `at`, fractions included.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        self.number_behind(at, false)
    }

    /// The number at `at`; behind a currency, `m` is a million and no metre.
    pub(super) fn number_behind(&self, at: usize, prefixed: bool) -> Option<Number> {
        let (start, negative) = self.minus(at);
        let mut number = self
            .half_of(start)
            .or_else(|| self.sign_fraction(start))
            .or_else(|| self.whole(start, prefixed))?;
        number = self.fraction(number, start).unwrap_or(number);
        if negative {
            number.weak = false;
            number.value = -number.value;
            number.top = number.top.map(|top| -top);
        }
        if let Some(end) = self.repeated(&number) {
            number.end = end;
            number.weak = false;
        }
        let plus = self.sign(number.end) == Some('+') && self.glued(number.end);
        if plus && self.shape(number.end + 1) != Some(Shape::Digits) {
            number.end += 1;
            number.tail = Tail::AndMore;
        }
        Some(number)
    }

    /// The end of the same number in digits and brackets behind it: "thirty (30)".
    fn repeated(&self, number: &Number) -> Option<usize> {
        let at = number.end;
        if self.sign(at) != Some('(') || self.sign(at + 2) != Some(')') {
            return None;
        }
        let again = self.small(at + 1).map(Decimal::from)?;
        (again == number.value && self.shape(at - 1) != Some(Shape::Digits)).then_some(at + 3)
    }

    pub(super) fn minus(&self, at: usize) -> (usize, bool) {
        if let Some(end) = self.is(at, Meaning::Minus) {
            return (end, true);
        }
        let bare = at == 0
            || !self.glued(at)
            || self
                .sign(at - 1)
                .is_some_and(|c| matches!(c, '(' | '[' | '<' | '>' | '='));
        let minus = self.sign(at) == Some('-') && bare && self.glued(at + 1);
        (at + usize::from(minus), minus)
    }

    pub(super) fn short(&self, at: usize) -> Option<(usize, Decimal)> {
        self.find(at, |meaning| match meaning {
            Meaning::Short(times) => Some(times),
            _ => None,
        })
    }

    pub(super) fn is_digit(&self, at: usize) -> bool {
        self.find(at, |meaning| {
            matches!(meaning, Meaning::Digit(_)).then_some(())
        })
        .is_some()
    }

    /// The multiplier word at `at`.
    pub(super) fn times(&self, at: usize) -> Option<(usize, Decimal)> {
        self.find(at, |meaning| match meaning {
            Meaning::Times(times) => Some(times),
            _ => None,
        })
    }

    /// Whether a multiplier, a unit or the like follows, so that what stands before is a number.
    pub(super) fn is_number_or_unit(&self, at: usize) -> bool {
        self.find(at, |meaning| {
            let counts = matches!(
                meaning,
                Meaning::Times(_)
                    | Meaning::Unit {
                        after: true,
                        wanted: false,
                        ..
                    }
                    | Meaning::Parts
            );
            counts.then_some(())
        })
        .is_some()
    }

    /// Whether a phrase that only looks like a number or a unit begins at `at`.
    pub(super) fn is_not(&self, at: usize) -> bool {
        self.is(at, Meaning::Not).is_some()
    }
}
