//! Fractions: "half a million", "two thirds", 三分之一, 3/4, ½, "point five".

use rust_decimal::Decimal;

use super::Parser;
use super::number::Number;
use crate::quantity::lexicon::{Compare, Meaning};
use crate::quantity::token::Shape;

impl Parser<'_> {
    /// A fraction in one character: ½.
    pub(super) fn sign_fraction(&self, at: usize) -> Option<Number> {
        let value = self.sign(at).and_then(vulgar)?;
        Some(Number::new(at + 1, value))
    }

    /// "half a million", "a quarter million", 半, nửa, "a third": of something that follows.
    pub(super) fn half_of(&self, at: usize) -> Option<Number> {
        let weak = |end, value| Number {
            weak: true,
            ..Number::new(end, value)
        };
        let half = if let Some(end) = self.is(at, Meaning::Half) {
            weak(end, Decimal::new(5, 1))
        } else {
            let of = self.is(at, Meaning::Article);
            let (end, below) = self.denominator(of.unwrap_or(at))?;
            let part = weak(end, Decimal::ONE.checked_div(below)?);
            if self.times(end).is_none() {
                return of.map(|_| part);
            }
            part
        };
        let of = self.is(half.end, Meaning::Article).unwrap_or(half.end);
        if let Some((end, times)) = self.times(of) {
            let value = half.value.checked_mul(times)?;
            return Some(Number {
                end,
                value,
                weak: false,
                scaled: true,
                ..half
            });
        }
        let of_unit = of > half.end && self.unit_end(of).is_some();
        Some(Number {
            end: if of_unit { of } else { half.end },
            ..half
        })
    }

    /// "point five", 点五: digits in words behind the point.
    pub(super) fn point(&self, at: usize, whole: Decimal, open: bool) -> Option<(usize, Decimal)> {
        let mut end = self.is(at, Meaning::Point).filter(|_| open)?;
        if self.clock_follows(at) {
            return None;
        }
        let mut digits = String::new();
        while digits.len() < 20 {
            let found = self.find(end, |meaning| match meaning {
                Meaning::Digit(value) | Meaning::Value(value) => Some((value, false)),
                Meaning::Tens(value) => Some((value, true)),
                _ => None,
            });
            let Some((next, (value, tens))) = found else {
                break;
            };
            let one = if tens { self.digit_after(next) } else { None };
            digits.push_str(&(value + one.map_or(0, |one| one.1)).to_string());
            end = one.map_or(next, |one| one.0);
        }
        if digits.is_empty() {
            if self.shape(end) == Some(Shape::Digits) && self.shape(at) != Some(Shape::Sign) {
                digits.extend(self.chars(end).iter().take(20));
                end += 1;
            } else {
                return None;
            }
        }
        let fraction: Decimal = format!("0.{digits}").parse().ok()?;
        Some((end, whole.checked_add(fraction)?))
    }

    fn digit_after(&self, at: usize) -> Option<(usize, u32)> {
        let at = at + usize::from(self.sign(at) == Some('-'));
        self.find(at, |meaning| match meaning {
            Meaning::Digit(value) if value > 0 => Some(value),
            _ => None,
        })
    }

    /// The fraction that `number`, read at `start`, begins or is followed by.
    pub(super) fn fraction(&self, number: Number, start: usize) -> Option<Number> {
        let end = number.end;
        let with = |end, value| {
            Some(Number {
                end,
                value,
                weak: false,
                grouped: None,
                plain: None,
                ..number
            })
        };
        if let Some(vulgar) = self.sign(end).and_then(vulgar)
            && number.plain.is_some()
        {
            return with(end + 1, number.value.checked_add(vulgar)?);
        }
        if self.sign(end) == Some('/') && number.plain.is_some() {
            return self
                .slash(number, start)
                .and_then(|(end, value)| with(end, value));
        }
        if number.plain.is_some()
            && self.shape(end) == Some(Shape::Digits)
            && self.sign(end + 1) == Some('/')
            && let Some(below) = self
                .literal(end)
                .filter(|below| below.plain.is_some_and(|digits| digits <= 2))
        {
            let inner = Number {
                end: below.end,
                value: below.value,
                plain: below.plain,
                ..number
            };
            let (end, value) = self.slash(inner, end)?;
            return with(end, number.value.checked_add(value)?);
        }
        if let Some(parts) = self.is(end, Meaning::Parts) {
            let (parts, negative) = self.minus(parts);
            let above = self.whole(parts, false)?;
            let above_value = if negative { -above.value } else { above.value };
            return with(above.end, above_value.checked_div(number.value)?);
        }
        if let Some(plus) = self.is(end, Meaning::Plus) {
            let below = self.whole(plus, false)?;
            let parts = self.is(below.end, Meaning::Parts)?;
            let above = self.whole(parts, false)?;
            let fraction = above.value.checked_div(below.value)?;
            return with(above.end, number.value.checked_add(fraction)?);
        }
        if let Some(over) = self.is(end, Meaning::Over)
            && self.unit_end(end).is_none_or(|unit| unit <= over)
        {
            let below = self.whole(over, false)?;
            let share = number.value < below.value && !below.value.is_zero();
            let measured = self.unit_end(below.end).is_some();
            if share && !(measured && self.is(end, Meaning::Before(Compare::MoreThan)).is_some()) {
                return with(below.end, number.value.checked_div(below.value)?);
            }
            return None;
        }
        if let Some((end, denominator)) = self.denominator(end) {
            let lent = self
                .lent_tens(&number, start)
                .filter(|_| denominator < Decimal::TEN)
                .unwrap_or_default();
            let above = number.value.checked_sub(lent)?;
            let value = above.checked_div(denominator.checked_add(lent)?)?;
            let (end, value) = self.times(end).map_or(Some((end, value)), |(end, times)| {
                Some((end, value.checked_mul(times)?))
            })?;
            return with(end, value);
        }
        let and = self.is(end, Meaning::Filler)?;
        let (end, part) = self.simple_fraction(and)?;
        let million = Decimal::from(1_000_000);
        let (end, scale) = match self.times(end) {
            Some((end, times)) => (end, times),
            None if number.scaled && number.value >= million => (end, self.last_times(number.end)?),
            None => (end, Decimal::ONE),
        };
        with(end, number.value.checked_add(part.checked_mul(scale)?)?)
    }

    /// "a quarter", "three fifths": less than one, its words before nothing but a denominator.
    pub(super) fn simple_fraction(&self, at: usize) -> Option<(usize, Decimal)> {
        let (end, above) = match self.is(at, Meaning::Article) {
            Some(end) => (end, Decimal::ONE),
            None => self.numerator(at)?,
        };
        let (end, below) = self.denominator(end)?;
        (above < below).then_some((end, above.checked_div(below)?))
    }

    /// A number below a hundred in words: "three", "fifty-four".
    pub(super) fn numerator(&self, at: usize) -> Option<(usize, Decimal)> {
        let (end, (value, tens)) = self.find(at, |meaning| match meaning {
            Meaning::Digit(value) | Meaning::Value(value) => Some((value, false)),
            Meaning::Tens(value) => Some((value, true)),
            _ => None,
        })?;
        let one = self.digit_after(end).filter(|_| tens);
        Some(one.map_or((end, Decimal::from(value)), |(end, one)| {
            (end, Decimal::from(value + one))
        }))
    }

    fn last_times(&self, end: usize) -> Option<Decimal> {
        self.times(end.checked_sub(1)?).map(|(_, times)| times)
    }

    /// The denominator at `at`, a hyphen before it or not: "thirds", "twenty-fifths",
    /// "one hundred and fifth".
    fn denominator(&self, at: usize) -> Option<(usize, Decimal)> {
        let at = at + usize::from(self.sign(at) == Some('-'));
        let simple = self
            .last_denominator(at)
            .filter(|(_, value)| *value > Decimal::ONE);
        simple.or_else(|| self.compound_denominator(at))
    }

    fn last_denominator(&self, at: usize) -> Option<(usize, Decimal)> {
        if self.is_not(at) {
            return None;
        }
        self.find(at, |meaning| match meaning {
            Meaning::Denominator(value) => Some(Decimal::from(value)),
            _ => None,
        })
    }

    fn compound_denominator(&self, at: usize) -> Option<(usize, Decimal)> {
        let tens = self.find(at, |meaning| match meaning {
            Meaning::Tens(value) => Some(Decimal::from(value)),
            _ => None,
        });
        let (end, high) = if let Some((end, tens)) = tens {
            (end + usize::from(self.sign(end) == Some('-')), tens)
        } else {
            let (end, count) = self.numerator(at)?;
            let (end, times) = self.times(end)?;
            let end = self.is(end, Meaning::Filler).unwrap_or(end);
            (end, count.checked_mul(times)?)
        };
        let (end, low) = self.last_denominator(end)?;
        (low < Decimal::TEN).then_some((end, high.checked_add(low)?))
    }

    /// The tens that `number` ends in and that belong to the denominator behind it: a number
    /// without a filler, as in "one hundred thirty-fifths".
    fn lent_tens(&self, number: &Number, start: usize) -> Option<Decimal> {
        let (end, tens) = self.find(number.end.checked_sub(1)?, |meaning| match meaning {
            Meaning::Tens(value) => Some(Decimal::from(value)),
            _ => None,
        })?;
        let filled = (start..end).any(|at| self.is(at, Meaning::Filler).is_some());
        (end == number.end && number.value > tens && !filled).then_some(tens)
    }

    fn slash(&self, above: Number, at: usize) -> Option<(usize, Decimal)> {
        let below = self
            .literal(above.end + 1)
            .filter(|below| below.plain.is_some_and(|digits| digits <= 3))?;
        let follows = self
            .sign(below.end)
            .is_some_and(|sign| matches!(sign, '/' | '-'))
            && self.shape(below.end + 1) == Some(Shape::Digits);
        if below.value.is_zero() || follows || above.plain? > 3 || self.is_slash_date(at) {
            return None;
        }
        Some((below.end, above.value.checked_div(below.value)?))
    }
}

/// The value of a fraction in one character.
fn vulgar(sign: char) -> Option<Decimal> {
    let (above, below) = match sign {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Decimal::from(above).checked_div(Decimal::from(below))
}
