//! Numbers in digits and words: "3 million", ba mươi lăm, 三万五, "two and a half".

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
    /// Some more than `value`: 多, 余.
    pub(super) more: bool,
    /// A number only with a unit: one, một, a.
    pub(super) weak: bool,
    /// Has a magnitude: 3万5, 99k.
    pub(super) scaled: bool,
    /// See [`super::literal::Literal::grouped`].
    pub(super) grouped: Option<Decimal>,
    /// The number of digits of a plain run.
    pub(super) plain: Option<usize>,
}

/// Tokens that one number may take.
const LONGEST: usize = 40;

#[derive(Default)]
struct Sum {
    /// Values that a multiplier has closed, each with its last multiplier, in falling order.
    terms: Vec<(Decimal, Decimal)>,
    pending: Option<Pending>,
    /// The end before `pending` was read, to fall back to.
    before: usize,
    filler: bool,
    digit_words: usize,
    words: usize,
    pair: Option<(Decimal, Decimal)>,
    more: bool,
    grouped: Option<Decimal>,
    plain: Option<usize>,
}

#[derive(Clone, Copy)]
struct Pending {
    value: Decimal,
    /// A digit may follow: twenty.
    tens: bool,
    /// Digits of a literal without separators.
    literal: Option<usize>,
    word: bool,
    glued: bool,
}

impl Parser<'_> {
    /// The number at `at`, fractions included.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let (start, negative) = self.minus(at);
        let mut number = self.half_of(start).or_else(|| self.whole(start))?;
        number = self.fraction(number, start).unwrap_or(number);
        if negative {
            number.value = -number.value;
            number.top = number.top.map(|top| -top);
        }
        Some(number)
    }

    fn minus(&self, at: usize) -> (usize, bool) {
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

    /// "half a million", 半, nửa: always of something that follows.
    fn half_of(&self, at: usize) -> Option<Number> {
        let half = Number {
            end: self.is(at, Meaning::Half)?,
            value: Decimal::new(5, 1),
            top: None,
            more: false,
            weak: true,
            scaled: false,
            grouped: None,
            plain: None,
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

    /// A number without a fraction in words.
    fn whole(&self, at: usize) -> Option<Number> {
        let mut sum = Sum {
            before: at,
            ..Sum::default()
        };
        let mut end = at;
        while end < at + LONGEST {
            let next = self
                .multiply(end, &mut sum)
                .or_else(|| self.append(end, &mut sum))
                .or_else(|| self.join(end, &mut sum));
            match next {
                Some(next) => end = next,
                None => break,
            }
        }
        self.finish(at, end, sum)
    }

    /// Takes a multiplier at `at`.
    fn multiply(&self, at: usize, sum: &mut Sum) -> Option<usize> {
        let fresh = sum.pending.is_none() && sum.terms.is_empty();
        let (end, times) = match self.times(at) {
            Some((end, times)) => {
                let alone = self.is(at, Meaning::Alone).is_some();
                if fresh && !alone {
                    return None;
                }
                (end, times)
            }
            None => {
                let literal = sum
                    .pending
                    .is_some_and(|pending| pending.literal.is_some() || !pending.word);
                if !literal || !sum.terms.is_empty() || self.is_wanted_unit(at) {
                    return None;
                }
                self.find(at, |meaning| match meaning {
                    Meaning::Short(times) => Some(times),
                    _ => None,
                })?
            }
        };
        if self.unit_end(at).is_some_and(|unit| unit > end) {
            return None;
        }
        if self.unit_end(at) == Some(end) && !self.is_number_or_unit(end) {
            return None;
        }
        let mut value = sum.pending.map_or(Decimal::ZERO, |pending| pending.value);
        let mut keep = sum.terms.len();
        while keep > 0
            && (sum.terms[keep - 1].1 < times
                || (sum.pending.is_none() && sum.terms[keep - 1].1 == times))
        {
            keep -= 1;
            value = value.checked_add(sum.terms[keep].0)?;
        }
        if keep > 0 && sum.terms[keep - 1].1 <= times {
            return None;
        }
        if value.is_zero() && sum.pending.is_none() {
            value = Decimal::ONE;
        }
        sum.terms.truncate(keep);
        sum.terms.push((value.checked_mul(times)?, times));
        sum.pending = None;
        sum.filler = false;
        sum.words += 1;
        sum.before = end;
        Some(end)
    }

    /// Takes a run of digits or a number word at `at`.
    fn append(&self, at: usize, sum: &mut Sum) -> Option<usize> {
        let (end, pending) = self.atom(at, sum)?;
        if let Some(before) = sum.pending {
            if before.tens
                && pending.word
                && pending.value < Decimal::TEN
                && !pending.value.is_zero()
                && !pending.tens
            {
                sum.pending = Some(Pending {
                    value: before.value + pending.value,
                    tens: false,
                    ..before
                });
                sum.words += 1;
                return Some(end);
            }
            let strings = self.settings.digit_strings && before.word && pending.word;
            if !strings
                || sum.digit_words == 0
                || pending.value >= Decimal::TEN
                || sum.digit_words > 20
            {
                return None;
            }
            let next = before.value + Decimal::ONE;
            let three_five = before.value == Decimal::from(3) && pending.value == Decimal::from(5);
            if sum.digit_words == 1
                && (pending.value == next || three_five)
                && self.is_number_or_unit(end)
                && !self.is_tenths(end)
            {
                sum.pair = Some((before.value, pending.value));
                sum.digit_words = 0;
                return Some(end);
            }
            if !sum.terms.is_empty() {
                return None;
            }
            let value = before
                .value
                .checked_mul(Decimal::TEN)?
                .checked_add(pending.value)?;
            sum.pending = Some(Pending { value, ..before });
            sum.digit_words += 1;
            return Some(end);
        }
        if let Some(&(_, times)) = sum.terms.last() {
            if pending.value >= times {
                return None;
            }
            let followed = self.times(end).is_some();
            let fits = pending.word || sum.filler || pending.glued || followed;
            if !fits && !self.settings.trailing {
                return None;
            }
        }
        sum.digit_words = usize::from(pending.word && pending.value < Decimal::TEN);
        sum.pending = Some(pending);
        sum.words += 1;
        Some(end)
    }

    fn atom(&self, at: usize, sum: &mut Sum) -> Option<(usize, Pending)> {
        let glued = self.glued(at);
        if let Some(literal) = self.literal(at) {
            if sum.terms.is_empty() {
                sum.grouped = literal.grouped;
                sum.plain = literal.plain;
            }
            let literal_digits = literal.plain;
            let pending = Pending {
                value: literal.value,
                tens: false,
                literal: literal_digits,
                word: false,
                glued,
            };
            return Some((literal.end, pending));
        }
        let after_ten = sum.terms.last().is_some_and(|term| term.1 == Decimal::TEN)
            || sum.pending.is_some_and(|p| p.tens);
        let (end, (value, tens)) = self.find(at, |meaning| match meaning {
            Meaning::Digit(value) | Meaning::Value(value) => Some((value, false)),
            Meaning::AfterTens(value) if after_ten => Some((value, false)),
            Meaning::Tens(value) => Some((value, true)),
            _ => None,
        })?;
        if let Some(unit) = self.unit_end(at) {
            let number_follows = self.is_number_or_unit(end);
            if unit > end || (unit == end && !number_follows) {
                return None;
            }
        }
        let pending = Pending {
            value: Decimal::from(value),
            tens,
            literal: None,
            word: true,
            glued,
        };
        Some((end, pending))
    }

    /// Takes what joins the words of a number: a hyphen, a filler, "and a half", 多.
    fn join(&self, at: usize, sum: &mut Sum) -> Option<usize> {
        if sum.pending.is_none() && sum.terms.is_empty() {
            let article = self.is(at, Meaning::Article)?;
            let (end, times) = self.times(article)?;
            sum.terms.push((times, times));
            sum.words += 1;
            return Some(end);
        }
        if let Some(end) = self.is(at, Meaning::AndHalf) {
            let scale = sum.terms.last().map_or(Decimal::ONE, |term| term.1);
            let scale = if sum.pending.is_some()
                || (!self.settings.trailing && scale < Decimal::from(1_000_000))
            {
                Decimal::ONE
            } else {
                scale
            };
            if self.unit_end(at).is_none_or(|unit| unit <= end)
                && (sum.terms.is_empty() || sum.pending.is_none())
            {
                let half = Decimal::new(5, 1).checked_mul(scale)?;
                let pending = sum.pending.map_or(Decimal::ZERO, |pending| pending.value);
                sum.pending = Some(Pending {
                    value: pending.checked_add(half)?,
                    tens: false,
                    literal: None,
                    word: false,
                    glued: false,
                });
                sum.filler = true;
                sum.words += 2;
                return Some(end);
            }
        }
        if let Some(end) = self.is(at, Meaning::More)
            && (self.is_number_or_unit(end) || sum.pending.is_none())
            && !self.is_not(at)
        {
            sum.more = true;
            return Some(end);
        }
        let tens = sum.pending.is_some_and(|pending| pending.tens);
        if self.sign(at) == Some('-') && tens && self.shape(at + 1) == Some(Shape::Word) {
            return self
                .atom(at + 1, &mut Sum::default())
                .filter(|(_, next)| next.value < Decimal::TEN)
                .map(|_| at + 1);
        }
        let end = self.is(at, Meaning::Filler)?;
        let open = sum.pending.is_none() || tens;
        let mut probe = Sum {
            terms: sum.terms.clone(),
            ..Sum::default()
        };
        let fits = |value: Decimal| sum.terms.last().is_none_or(|term| value < term.1);
        let follows = self
            .atom(end, &mut probe)
            .is_some_and(|(_, next)| fits(next.value))
            || (self.times(end).is_some() && self.is(end, Meaning::Alone).is_some());
        let more = self.is(end, Meaning::More).is_some();
        if !open
            || sum.filler
            || !(follows || more)
            || (tens && sum.terms.is_empty() && self.literal(end).is_some())
        {
            return None;
        }
        sum.filler = true;
        Some(end)
    }

    fn finish(&self, at: usize, end: usize, sum: Sum) -> Option<Number> {
        let mut total = Decimal::ZERO;
        for (value, _) in &sum.terms {
            total = total.checked_add(*value)?;
        }
        let mut end = end;
        if let Some(pending) = sum.pending {
            let times = sum.terms.last().map(|term| term.1);
            let one_digit = pending.word
                || pending
                    .literal
                    .is_some_and(|digits| digits == 1 || pending.glued && digits <= 3);
            match times {
                Some(times)
                    if !sum.filler
                        && one_digit
                        && self.settings.trailing
                        && times >= Decimal::ONE_HUNDRED
                        && pending.value < Decimal::ONE_THOUSAND =>
                {
                    let digits =
                        pending
                            .literal
                            .unwrap_or(if pending.value < Decimal::TEN { 1 } else { 0 });
                    let below = (0..digits).fold(Decimal::ONE, |n, _| n * Decimal::TEN);
                    let scaled = if digits == 0 {
                        pending.value
                    } else {
                        pending.value.checked_mul(times)?.checked_div(below)?
                    };
                    total = total.checked_add(scaled)?;
                }
                Some(_)
                    if !sum.filler
                        && !pending.word
                        && !pending.glued
                        && !self.settings.trailing =>
                {
                    end = sum.before;
                }
                _ => total = total.checked_add(pending.value)?,
            }
        } else if sum.terms.is_empty() {
            return None;
        }
        let point = self.point(end, total, sum.pending.is_some() || !sum.terms.is_empty());
        let (end, value) = point.unwrap_or((end, total));
        let top = match sum.pair {
            Some((low, high)) if !low.is_zero() => value
                .checked_div(low)
                .and_then(|scale| scale.checked_mul(high)),
            _ => None,
        };
        let weak = sum.words == 1 && point.is_none() && self.is(at, Meaning::Weak) == Some(end);
        Some(Number {
            end,
            value,
            top,
            more: sum.more,
            weak,
            scaled: !sum.terms.is_empty(),
            grouped: sum.grouped.filter(|_| sum.terms.is_empty()),
            plain: sum
                .plain
                .filter(|_| sum.terms.is_empty() && point.is_none()),
        })
    }

    /// "point five", 点五: digits in words behind the point.
    fn point(&self, at: usize, whole: Decimal, open: bool) -> Option<(usize, Decimal)> {
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
    fn fraction(&self, number: Number, start: usize) -> Option<Number> {
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
            let above = self.whole(parts)?;
            return with(above.end, above.value.checked_div(number.value)?);
        }
        if let Some(plus) = self.is(end, Meaning::Plus) {
            let below = self.whole(plus)?;
            let parts = self.is(below.end, Meaning::Parts)?;
            let above = self.whole(parts)?;
            let fraction = above.value.checked_div(below.value)?;
            return with(above.end, number.value.checked_add(fraction)?);
        }
        if let Some(over) = self.is(end, Meaning::Over) {
            let below = self.whole(over)?;
            let share = number.value < below.value && !below.value.is_zero();
            if share && self.unit_end(below.end).is_none() {
                return with(below.end, number.value.checked_div(below.value)?);
            }
            return None;
        }
        if let Some((end, denominator)) = self.denominator(end) {
            let value = number.value.checked_div(denominator)?;
            let (end, value) = self.times(end).map_or(Some((end, value)), |(end, times)| {
                Some((end, value.checked_mul(times)?))
            })?;
            return with(end, value);
        }
        let and = self.is(end, Meaning::Filler)?;
        let (above_end, above) = match self.is(and, Meaning::Article) {
            Some(end) => (end, Decimal::ONE),
            None => self.find(and, |meaning| match meaning {
                Meaning::Digit(value) | Meaning::Value(value) => Some(Decimal::from(value)),
                _ => None,
            })?,
        };
        let (end, denominator) = self.denominator(above_end)?;
        let million = Decimal::from(1_000_000);
        let scale = if number.scaled && number.value >= million {
            self.last_times(number.end)?
        } else {
            Decimal::ONE
        };
        let part = above.checked_div(denominator)?.checked_mul(scale)?;
        with(end, number.value.checked_add(part)?)
    }

    fn last_times(&self, end: usize) -> Option<Decimal> {
        self.times(end.checked_sub(1)?).map(|(_, times)| times)
    }

    /// The denominator at `at`, a hyphen before it or not: "thirds", "twenty-fifths".
    fn denominator(&self, at: usize) -> Option<(usize, Decimal)> {
        let at = at + usize::from(self.sign(at) == Some('-'));
        if self.is_not(at) {
            return None;
        }
        let pick = |meaning| match meaning {
            Meaning::Denominator(value) => Some(Decimal::from(value)),
            _ => None,
        };
        self.find(at, pick)
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

/// The value of a fraction in one character.
pub(super) fn vulgar(sign: char) -> Option<Decimal> {
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
