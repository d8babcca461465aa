//! Whole numbers in digits, words and both: ba mươi lăm, 三万五, "4 thousand 3 hundred and 21".
//!
//! Words are taken one by one into a sum of terms, each closed by its multiplier. A multiplier
//! takes in all smaller terms before it, so that "two hundred and two thousand" is 202,000.

use rust_decimal::Decimal;

use super::Parser;
use super::number::{Number, Tail};
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;

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
    /// Whether `pending` turned out to begin another number.
    dropped: bool,
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

impl Sum {
    /// Multiplies what stands before a multiplier that ends at `end`.
    fn scale(&mut self, end: usize, times: Decimal) -> Option<usize> {
        let mut value = self.pending.map_or(Decimal::ZERO, |pending| pending.value);
        let mut keep = self.terms.len();
        while keep > 0
            && (self.terms[keep - 1].1 < times
                || (self.pending.is_none() && self.terms[keep - 1].1 == times))
        {
            keep -= 1;
            value = value.checked_add(self.terms[keep].0)?;
        }
        let absorbs =
            self.pending.is_none() && self.terms.last().is_some_and(|term| term.1 < times);
        if absorbs && times == Decimal::ONE_HUNDRED {
            return None;
        }
        if keep > 0 && self.terms[keep - 1].1 <= times {
            self.dropped = true;
            return None;
        }
        if value.is_zero() && self.pending.is_none() {
            value = Decimal::ONE;
        }
        self.terms.truncate(keep);
        self.terms.push((value.checked_mul(times)?, times));
        self.pending = None;
        self.filler = false;
        self.words += 1;
        self.before = end;
        Some(end)
    }
}

impl Parser<'_> {
    /// A number without a fraction in words.
    pub(super) fn whole(&self, at: usize, prefixed: bool) -> Option<Number> {
        let mut sum = Sum {
            before: at,
            ..Sum::default()
        };
        let mut end = at;
        while end < at + LONGEST {
            let mut next = self.multiply(end, &mut sum, prefixed);
            if next.is_none() && !sum.dropped {
                next = self
                    .append(end, &mut sum)
                    .or_else(|| self.join(end, &mut sum));
            }
            match next {
                Some(next) if !sum.dropped => end = next,
                _ => break,
            }
        }
        self.finish(at, end, &sum)
    }

    /// Takes a multiplier at `at`.
    fn multiply(&self, at: usize, sum: &mut Sum, prefixed: bool) -> Option<usize> {
        let Some((end, times)) = self.times(at) else {
            return self.abbreviated(at, sum, prefixed);
        };
        let fresh = sum.pending.is_none() && sum.terms.is_empty();
        if fresh && self.is(at, Meaning::Alone).is_none() {
            return None;
        }
        let unit = self.unit_end(at).unwrap_or(at);
        let counted = self.is_number_or_unit(end) || self.is_digit(end);
        if unit > end || (unit == end && !counted) {
            return None;
        }
        sum.scale(end, times)
    }

    /// Takes a multiplier that stands behind digits only, unless it is a unit: "5k", "5m".
    fn abbreviated(&self, at: usize, sum: &mut Sum, prefixed: bool) -> Option<usize> {
        let digits = sum.pending.is_some_and(|pending| !pending.word);
        if !digits || !sum.terms.is_empty() {
            return None;
        }
        let (end, times) = self.short(at)?;
        if !prefixed && self.unit_end(at).is_some_and(|unit| unit >= end) {
            let meanings = self.lexicon.meanings(self.text, at, end);
            let cased = meanings.contains(&(Meaning::Short(times), true));
            if !cased || self.is_wanted_unit(at) {
                return None;
            }
        }
        sum.scale(end, times)
    }

    /// Takes a run of digits or a number word at `at`.
    fn append(&self, at: usize, sum: &mut Sum) -> Option<usize> {
        let inside = !sum.terms.is_empty() && sum.pending.is_none();
        if inside && !sum.filler && self.is(at, Meaning::Filler).is_some() {
            return None;
        }
        if inside && self.shape(at) == Some(Shape::Word) && self.is(at, Meaning::Per).is_some() {
            return None;
        }
        let (end, pending) = self.atom(at, sum)?;
        if inside && sum.filler && pending.value.is_zero() {
            return None;
        }
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
            let first = sum.pending.is_none() && sum.terms.is_empty();
            let number_follows = self.is_number_or_unit(end)
                || (first && self.settings.digit_strings && self.is_digit(end));
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
            let smaller = self.times(end).is_some_and(|(_, times)| times < scale);
            let scale = if smaller
                || sum.pending.is_some()
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
        if self.simple_fraction(end).is_some() {
            return None;
        }
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

    fn finish(&self, at: usize, end: usize, sum: &Sum) -> Option<Number> {
        let mut total = Decimal::ZERO;
        for (value, _) in &sum.terms {
            total = total.checked_add(*value)?;
        }
        let mut end = end;
        if sum.dropped {
            end = sum.before;
        } else if let Some(pending) = sum.pending {
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
                    let digits = pending
                        .literal
                        .unwrap_or(usize::from(pending.value < Decimal::TEN));
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
            tail: if sum.more { Tail::Beyond } else { Tail::Closed },
            weak,
            scaled: !sum.terms.is_empty(),
            grouped: sum.grouped.filter(|_| sum.terms.is_empty()),
            plain: sum
                .plain
                .filter(|_| sum.terms.is_empty() && point.is_none()),
        })
    }
}
