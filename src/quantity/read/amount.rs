//! Amounts: a number with its unit, comparator, range and *per*; and values in words.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::number::Number;
use super::{Parser, bounds};
use crate::quantity::interval::Interval;
use crate::quantity::lexicon::{Compare, Meaning};
use crate::quantity::token::Shape;
use crate::quantity::units::Unit;
use crate::quantity::{Kind, Quantity, Rate, Value};

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
struct Part {
    end: usize,
    number: Number,
    unit: Option<Choice>,
    /// Whether the unit stands before the number.
    prefixed: bool,
}

/// A unit, and whether its spelling has other readings.
#[derive(Clone, Copy, Debug)]
struct Choice {
    index: usize,
    ambiguous: bool,
}

/// What stands around an amount.
#[derive(Clone, Debug, Default)]
struct Around {
    compare: Option<Compare>,
    about: bool,
    between: bool,
    per: Option<Rate>,
}

/// An amount as it is written and in base units.
struct Amount {
    end: usize,
    core_end: usize,
    written: Option<Interval>,
    base: Interval,
    unit: Option<Choice>,
    first: Number,
    range: bool,
}

impl Parser<'_> {
    /// The quantity at `at`, its comparator and *per* included.
    pub(super) fn amount(&self, at: usize) -> Option<(usize, Option<Quantity>)> {
        let (start, mut around) = self.leading(at);
        if let Some((end, mut quantity)) = self.value_word(start) {
            quantity.span = self.span(at, end);
            return Some((end, Some(quantity)));
        }
        let amount = self.measured(start, &around)?;
        let mut end = self.trailing(amount.end, &mut around);
        if around.per.is_none()
            && let Some((per_end, rate)) = self.per(end)
        {
            around.per = Some(rate);
            end = self.trailing(per_end, &mut around);
        }
        if self.is_debris(amount.core_end) {
            return Some((self.glued_end(end), None));
        }
        if !self.is_told(at, start, &amount, &around) {
            return Some((end, None));
        }
        let quantity = self.quantity(at, start, end, &amount, around);
        Some((end, quantity))
    }

    fn quantity(
        &self,
        at: usize,
        start: usize,
        end: usize,
        amount: &Amount,
        around: Around,
    ) -> Option<Quantity> {
        let unit = amount
            .unit
            .map(|choice| Arc::clone(&self.lexicon.units[choice.index]));
        let bare = match self.wanted {
            Some(Kind::Schedule | Kind::Date | Kind::TimeOfDay) | None => Kind::Number,
            Some(kind @ (Kind::Count | Kind::Number)) => kind,
            Some(kind) if amount.first.scaled || amount.first.value.is_zero() => kind,
            Some(_) => Kind::Number,
        };
        let compare = match around.compare {
            None if amount.first.more => Some(Compare::MoreThan),
            compare => compare,
        };
        let keep = amount.range;
        let under = |interval: &Interval| {
            if keep {
                *interval
            } else {
                bounds::under(interval, compare)
            }
        };
        let written = amount.written.as_ref().map(under);
        let base = match (&written, &unit) {
            (Some(written), Some(unit)) => bounds::in_base(written, unit)?,
            (Some(written), None) => *written,
            (None, _) => under(&amount.base),
        };
        let doubtful = amount.first.grouped.is_some()
            && self.settings.decimal != '.'
            && !unit.as_ref().is_some_and(|unit| unit.whole);
        Some(Quantity {
            span: self.span(at, end),
            core: self.span(start, amount.core_end),
            kind: unit.as_ref().map_or(bare, |unit| unit.kind),
            value: Value::Interval(base),
            approximate: around.about || amount.first.more || amount.first.top.is_some(),
            ambiguous: doubtful || amount.unit.is_some_and(|choice| choice.ambiguous),
            number: Some(amount.first.value.normalize()),
            per: around.per,
            unit,
            written,
        })
    }

    /// Comparators and a leading *per* before `at`'s number.
    fn leading(&self, at: usize) -> (usize, Around) {
        let mut around = Around::default();
        let mut start = at;
        for _ in 0..4 {
            let next = self.find(start, |meaning| match meaning {
                Meaning::Before(compare) => Some(Some(compare)),
                Meaning::Between => Some(None),
                _ => None,
            });
            start = match next {
                Some((_, None)) if around.between => break,
                Some((end, None)) => {
                    around.between = true;
                    end
                }
                Some((end, Some(Compare::About))) => {
                    around.about = true;
                    end
                }
                Some((end, Some(compare))) => {
                    around.compare = Some(compare);
                    end
                }
                None => match self.leading_per(start) {
                    Some((end, rate)) if around.per.is_none() => {
                        around.per = Some(rate);
                        end
                    }
                    _ => break,
                },
            };
        }
        (start, around)
    }

    fn leading_per(&self, at: usize) -> Option<(usize, Rate)> {
        let of = self.is(at, Meaning::PerLeading)?;
        let (end, choice) = self.unit(of)?;
        Some((end, self.rate(Decimal::ONE, choice)))
    }

    /// Comparators behind `at`, where they stand.
    fn trailing(&self, at: usize, around: &mut Around) -> usize {
        let mut end = at;
        for _ in 0..2 {
            let next = self.find(end, |meaning| match meaning {
                Meaning::After(compare) => Some(compare),
                _ => None,
            });
            let Some((next_end, compare)) = next else {
                break;
            };
            if compare == Compare::About {
                around.about = true;
            } else {
                around.compare = Some(compare);
            }
            end = next_end;
        }
        end
    }

    /// A number with its unit, a sum of such, or a range of two.
    fn measured(&self, at: usize, around: &Around) -> Option<Amount> {
        let first = self.part(at)?;
        if let Some(range) = self.range(&first, around) {
            return Some(range);
        }
        let low = self.value_of(&first);
        let unit = first.unit.map(|choice| &self.lexicon.units[choice.index]);
        if let Some(top) = first.number.top {
            let written = Interval::between(low, top);
            let base = unit.map_or(Some(written), |unit| bounds::in_base(&written, unit))?;
            return Some(Amount {
                end: first.end,
                core_end: first.end,
                written: Some(written),
                base,
                unit: first.unit,
                first: first.number,
                range: true,
            });
        }
        let mut written = Interval::exactly(low);
        let mut end = first.end;
        if let Some(unit) = unit {
            if let Some((half_end, more)) = self.rest(&first, unit) {
                written = Interval::exactly(low.checked_add(more)?);
                end = half_end;
            }
            if let Some((sum_end, base)) = self.sum(end, &written, unit) {
                return Some(Amount {
                    end: sum_end,
                    core_end: sum_end,
                    written: None,
                    base,
                    unit: first.unit,
                    first: first.number,
                    range: false,
                });
            }
        }
        let base = unit.map_or(Some(written), |unit| bounds::in_base(&written, unit))?;
        Some(Amount {
            end,
            core_end: end,
            written: Some(written),
            base,
            unit: first.unit,
            first: first.number,
            range: false,
        })
    }

    /// One number with its unit, before it or behind.
    fn part(&self, at: usize) -> Option<Part> {
        let before = self.find(at, |meaning| match meaning {
            Meaning::Unit {
                index,
                before: true,
                ..
            } => Some(index),
            _ => None,
        });
        if let Some((start, index)) = before
            && let Some(number) = self
                .number(start)
                .or_else(|| self.number(start + usize::from(self.sign(start) == Some(':'))))
        {
            let ambiguous = false;
            let end = number.end;
            let behind = self.unit(end).filter(|(_, choice)| {
                self.lexicon.units[choice.index].id == self.lexicon.units[index].id
                    || !self.lexicon.units[index].loose.is_empty()
                        && self.lexicon.units[choice.index].kind == Kind::Money
            });
            let unit = behind.map_or(Choice { index, ambiguous }, |(_, choice)| choice);
            return Some(Part {
                end: behind.map_or(end, |(end, _)| end),
                number,
                unit: Some(unit),
                prefixed: true,
            });
        }
        let number = self
            .number(at)
            .or_else(|| self.zero(at))
            .or_else(|| self.article(at))?;
        match self.unit(number.end) {
            Some((end, unit)) => Some(Part {
                end,
                number,
                unit: Some(unit),
                prefixed: false,
            }),
            None => Some(Part {
                end: number.end,
                number,
                unit: None,
                prefixed: false,
            }),
        }
    }

    /// "không đồng": a word that means zero only before money or a share.
    fn zero(&self, at: usize) -> Option<Number> {
        let end = self.is(at, Meaning::Zero)?;
        if self.is_not(end) {
            return None;
        }
        let (_, choice) = self.unit(end)?;
        let kind = self.lexicon.units[choice.index].kind;
        matches!(kind, Kind::Money | Kind::Percent).then(|| plain(end, Decimal::ZERO))
    }

    /// "an hour", "a couple of days": an article before a unit.
    fn article(&self, at: usize) -> Option<Number> {
        let end = self.is(at, Meaning::Article)?;
        let (_, choice) = self.unit(end)?;
        let kind = self.lexicon.units[choice.index].kind;
        matches!(
            kind,
            Kind::Duration | Kind::Length | Kind::Weight | Kind::Data
        )
        .then(|| Number {
            weak: true,
            ..plain(end, Decimal::ONE)
        })
    }

    fn value_of(&self, part: &Part) -> Decimal {
        let unit = part.unit.map(|choice| &self.lexicon.units[choice.index]);
        match unit {
            Some(unit) if unit.whole => part.number.grouped.unwrap_or(part.number.value),
            // 75折 is 7.5 tenths.
            Some(unit) if unit.complement && part.number.value > Decimal::TEN => {
                part.number.value / Decimal::TEN
            }
            _ => part.number.value,
        }
    }

    /// What follows the unit and belongs to the number: "and a half", 半, 三米五, "15 dollars 50".
    fn rest(&self, part: &Part, unit: &Unit) -> Option<(usize, Decimal)> {
        let half = self.is(part.end, Meaning::AndHalf).or_else(|| {
            self.is(part.end, Meaning::Half)
                .filter(|_| self.settings.trailing)
        });
        if let Some(end) = half
            && !self.is_not(part.end)
            && !self.is_number_or_unit(end)
        {
            return Some((end, Decimal::new(5, 1)));
        }
        if part.prefixed || part.number.value.scale() > 0 {
            return None;
        }
        let also = self
            .is(part.end, Meaning::Also)
            .filter(|_| !self.settings.trailing)
            .unwrap_or(part.end);
        let number = self
            .number(also)
            .filter(|number| number.end > also && !number.more)?;
        let bare = self.unit(number.end).is_none()
            && !self.glued_word(number.end)
            && self.times(number.end).is_none();
        let whole = number.value.scale() == 0 && number.value.is_sign_positive();
        if !bare || !whole || self.is_not(also) {
            return None;
        }
        let fits = matches!(
            unit.kind,
            Kind::Money | Kind::Percent | Kind::Length | Kind::Weight
        );
        if self.settings.trailing
            && fits
            && !unit.complement
            && !unit.whole
            && self.glued(part.end)
            && number.value < Decimal::TEN
            && !number.scaled
        {
            return Some((number.end, number.value.checked_div(Decimal::TEN)?));
        }
        let cents = !self.settings.trailing
            && unit.kind == Kind::Money
            && !unit.whole
            && number.value < Decimal::ONE_HUNDRED;
        let short = number.plain.is_none_or(|digits| digits == 2) || also > part.end;
        (cents && short && !number.weak)
            .then(|| (number.end, number.value / Decimal::ONE_HUNDRED))
            .or_else(|| {
                let one = cents && also > part.end && number.weak;
                one.then(|| (number.end, number.value / Decimal::ONE_HUNDRED))
            })
    }

    /// "1 year 1 month 21 days", 五元三毛: amounts of one kind that add up.
    fn sum(&self, at: usize, first: &Interval, unit: &Unit) -> Option<(usize, Interval)> {
        if unit.business || unit.complement || matches!(unit.kind, Kind::Count | Kind::Percent) {
            return None;
        }
        let mut base = bounds::in_base(first, unit)?;
        let (mut end, mut last) = (at, unit.base.0);
        let mut found = false;
        for _ in 0..6 {
            let also = self.is(end, Meaning::Also).unwrap_or(end);
            let Some(part) = self.part(also).filter(|part| !part.prefixed) else {
                break;
            };
            let Some(next) = part.unit.map(|choice| &self.lexicon.units[choice.index]) else {
                break;
            };
            let smaller =
                next.base.0 < last || (unit.kind == Kind::Duration && next.base.0 != last);
            let same = next.kind == unit.kind
                && !next.business
                && (unit.kind != Kind::Money
                    || next.id == unit.id
                    || next.loose.contains(&unit.id)
                    || unit.loose.contains(&next.id)
                    || !next.loose.is_empty());
            if !smaller || !same || part.number.more {
                break;
            }
            let Some(total) = bounds::in_base(&Interval::exactly(part.number.value), next)
                .and_then(|more| bounds::sum(&base, &more))
            else {
                break;
            };
            (base, end, last, found) = (total, part.end, next.base.0, true);
            if let Some(half) = self.is(end, Meaning::AndHalf).filter(|_| !self.is_not(end)) {
                let more = bounds::in_base(&Interval::exactly(Decimal::new(5, 1)), next)?;
                (base, end) = (bounds::sum(&base, &more)?, half);
            }
        }
        found.then_some((end, base))
    }

    /// "3–5 days", "between $5 and $10", 三到五天.
    fn range(&self, first: &Part, around: &Around) -> Option<Amount> {
        let paired = around.between || around.compare == Some(Compare::From);
        let (join, sign) = match self.is(first.end, Meaning::Join) {
            Some(end) => (end, self.sign(first.end).is_some()),
            None if paired => (self.is(first.end, Meaning::And)?, false),
            None => return None,
        };
        let second = self.part(join)?;
        let unit = match (first.unit, second.unit) {
            (None, unit) => unit,
            (unit, None) if paired || sign || first.prefixed => unit,
            (Some(_), None) => return None,
            (Some(a), Some(b))
                if self.lexicon.units[a.index].kind == self.lexicon.units[b.index].kind =>
            {
                Some(b)
            }
            _ => return None,
        };
        if first.number.weak && first.unit.is_none() && unit.is_none() && !paired {
            return None;
        }
        let (mut low, high) = (self.value_of(first), self.value_of(&second));
        if first.unit.is_none() && !first.number.scaled && second.number.scaled {
            low = self.scaled_alike(first, &second).unwrap_or(low);
        }
        let of = |choice: Option<Choice>| choice.map(|choice| &self.lexicon.units[choice.index]);
        let (written, base) = match (of(first.unit.or(unit)), of(unit)) {
            (Some(a), Some(b)) if a.id != b.id || a.base != b.base => {
                let low = bounds::in_base(&Interval::exactly(low), a)?;
                let high = bounds::in_base(&Interval::exactly(high), b)?;
                let rising = low.low?.least < high.high?.most;
                if !rising {
                    return None;
                }
                (None, bounds::span(&low, &high))
            }
            (_, unit) => {
                let falling = low > high || (low == high && !paired);
                if falling {
                    return None;
                }
                let written = Interval::between(low, high);
                (
                    Some(written),
                    unit.map_or(Some(written), |unit| bounds::in_base(&written, unit))?,
                )
            }
        };
        let end = self.is(second.end, Meaning::Closing).unwrap_or(second.end);
        Some(Amount {
            end,
            core_end: second.end,
            written,
            base,
            unit,
            first: first.number,
            range: true,
        })
    }

    /// "10-20 million", 3-5万: the magnitude of the second number is that of the first, too.
    fn scaled_alike(&self, first: &Part, second: &Part) -> Option<Decimal> {
        let literal = first.number.plain.is_some() || first.number.value.scale() > 0;
        let (_, times) = self.times(second.number.end.checked_sub(1)?)?;
        let scaled = first.number.value.checked_mul(times)?;
        (literal && scaled < second.number.value).then_some(scaled)
    }

    /// A *per* at `at`: "/month", "per 30 days", "monthly".
    pub(super) fn per(&self, at: usize) -> Option<(usize, Rate)> {
        if let Some((end, index)) = self.find(at, |meaning| match meaning {
            Meaning::Adverb(index) => Some(index),
            _ => None,
        }) {
            return Some((
                end,
                self.rate(
                    Decimal::ONE,
                    Choice {
                        index,
                        ambiguous: false,
                    },
                ),
            ));
        }
        let of = self.is(at, Meaning::Per)?;
        if let Some((end, choice)) = self.unit(of) {
            return Some((end, self.rate(Decimal::ONE, choice)));
        }
        let number = self.number(of)?;
        let (end, choice) = self.unit(number.end)?;
        Some((end, self.rate(number.value, choice)))
    }

    fn rate(&self, count: Decimal, choice: Choice) -> Rate {
        Rate {
            count,
            unit: Arc::clone(&self.lexicon.units[choice.index]),
        }
    }

    /// The unit at `at`, behind a hyphen or in brackets too.
    fn unit(&self, at: usize) -> Option<(usize, Choice)> {
        if let Some(found) = self.unit_here(at) {
            return Some(found);
        }
        let sign = self.sign(at)?;
        match sign {
            '-' if self.glued(at)
                && self.glued(at + 1)
                && self.shape(at + 1) == Some(Shape::Word) =>
            {
                self.unit_here(at + 1)
            }
            '(' | '[' | '{' | '<' => {
                let (end, choice) = self.unit_here(at + 1)?;
                let closed = matches!(
                    (sign, self.sign(end)?),
                    ('(', ')') | ('[', ']') | ('{', '}') | ('<', '>')
                );
                closed.then_some((end + 1, choice))
            }
            _ => None,
        }
    }

    fn unit_here(&self, at: usize) -> Option<(usize, Choice)> {
        let end = self.unit_end(at)?;
        let mut plain = Vec::new();
        let mut chosen = None;
        for meaning in self.lexicon.meanings(self.text, at, end) {
            if let Meaning::Unit {
                index,
                wanted,
                after: true,
                ..
            } = meaning
            {
                let kind = self.lexicon.units[index].kind;
                if Some(kind) == self.wanted && chosen.is_none() {
                    chosen = Some(index);
                }
                if !wanted && !plain.contains(&index) {
                    plain.push(index);
                }
            }
        }
        if let Some(index) = chosen {
            return Some((
                end,
                Choice {
                    index,
                    ambiguous: false,
                },
            ));
        }
        let index = *plain.first()?;
        if plain.len() == 1 {
            return Some((
                end,
                Choice {
                    index,
                    ambiguous: false,
                },
            ));
        }
        match plain.iter().find(|&&index| self.is_near(at, end, index)) {
            Some(&index) => Some((
                end,
                Choice {
                    index,
                    ambiguous: false,
                },
            )),
            None => Some((
                end,
                Choice {
                    index,
                    ambiguous: true,
                },
            )),
        }
    }

    /// Whether a word that speaks for the unit stands within four tokens.
    fn is_near(&self, start: usize, end: usize, index: usize) -> bool {
        (start.saturating_sub(4)..end + 4).any(|at| self.is(at, Meaning::Near(index)).is_some())
    }

    /// The end of the unit at `at`, unless a phrase that is none is at least as long.
    pub(super) fn unit_end(&self, at: usize) -> Option<usize> {
        let wanted_kind = self.wanted;
        let (end, ()) = self.find(at, |meaning| match meaning {
            Meaning::Unit {
                index,
                wanted,
                after: true,
                ..
            } => (!wanted || Some(self.lexicon.units[index].kind) == wanted_kind).then_some(()),
            _ => None,
        })?;
        let not = self.is(at, Meaning::Not).is_some_and(|not| not >= end);
        let cut = self.shape(end - 1) == Some(Shape::Word)
            && self.glued(end)
            && self.shape(end) == Some(Shape::Digits);
        (!not && !(cut && !self.settings.trailing)).then_some(end)
    }

    /// Whether the unit at `at` is of the kind that is asked for.
    pub(super) fn is_wanted_unit(&self, at: usize) -> bool {
        self.find(at, |meaning| match meaning {
            Meaning::Unit {
                index, after: true, ..
            } => (Some(self.lexicon.units[index].kind) == self.wanted).then_some(()),
            _ => None,
        })
        .is_some()
    }

    /// Whether tenths to pay follow, before which digits are strung together: 七八折.
    pub(super) fn is_tenths(&self, at: usize) -> bool {
        self.find(at, |meaning| match meaning {
            Meaning::Unit { index, .. } => self.lexicon.units[index].complement.then_some(()),
            _ => None,
        })
        .is_some()
    }

    /// Whether letters are glued to the end of what was read: "24703L".
    fn is_debris(&self, end: usize) -> bool {
        self.glued_word(end) && matches!(self.shape(end - 1), Some(Shape::Digits | Shape::Word))
    }

    fn glued_word(&self, at: usize) -> bool {
        self.glued(at) && self.shape(at) == Some(Shape::Word)
    }

    /// Whether what was read is told as a quantity, not a name, a year or an article.
    fn is_told(&self, at: usize, start: usize, amount: &Amount, around: &Around) -> bool {
        let number = &amount.first;
        if amount.unit.is_some() || around.per.is_some() {
            return true;
        }
        if number.weak && !amount.range {
            return self.stands_alone(start, amount.end);
        }
        let compared = around
            .compare
            .is_some_and(|compare| compare != Compare::From)
            || amount.range;
        if compared || number.scaled {
            return true;
        }
        let year = number.plain == Some(4)
            && (Decimal::from(1900)..=Decimal::from(2100)).contains(&number.value);
        let zero_led = number.plain.is_some_and(|digits| digits > 1) && self.chars(start)[0] == '0';
        !year && !zero_led && !self.follows_name(at, number)
    }

    /// "iPhone 15", "Galaxy Tab 9": a capital inside a sentence right before bare digits.
    fn follows_name(&self, at: usize, number: &Number) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let chars = self.chars(before);
        let capital =
            self.shape(before) == Some(Shape::Word) && chars.iter().any(|c| c.is_uppercase());
        let inner = chars.iter().skip(1).any(|c| c.is_uppercase());
        let opens = before == 0
            || self
                .sign(before - 1)
                .is_some_and(|sign| !matches!(sign, ',' | '-' | '/'));
        number.plain.is_some() && capital && (inner || !opens)
    }

    /// Whether only signs stand around the tokens `start..end`.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let open = |at: usize| self.shape(at).is_none_or(|shape| shape == Shape::Sign);
        (start == 0 || open(start - 1)) && open(end)
    }

    fn glued_end(&self, at: usize) -> usize {
        (at..self.text.tokens.len())
            .find(|&at| !self.glued(at) || self.shape(at) == Some(Shape::Han))
            .unwrap_or(self.text.tokens.len())
    }

    /// Free, unlimited, none, lifetime, next-day.
    fn value_word(&self, at: usize) -> Option<(usize, Quantity)> {
        let (end, (kind, value, unit)) = self.find(at, |meaning| match meaning {
            Meaning::Free if matches!(self.wanted, None | Some(Kind::Money)) => {
                Some((Kind::Money, Interval::exactly(Decimal::ZERO), None))
            }
            Meaning::Unlimited => Some((
                self.wanted.unwrap_or(Kind::Number),
                Interval::unlimited(),
                None,
            )),
            Meaning::None => Some((self.wanted?, Interval::exactly(Decimal::ZERO), None)),
            Meaning::Lifetime if matches!(self.wanted, None | Some(Kind::Duration)) => {
                Some((Kind::Duration, Interval::unlimited(), None))
            }
            Meaning::Duration { amount, unit }
                if matches!(self.wanted, None | Some(Kind::Duration)) =>
            {
                Some((Kind::Duration, Interval::exactly(amount), Some(unit)))
            }
            _ => None,
        })?;
        if kind != Kind::Duration
            && self.is(at, Meaning::None) == Some(end)
            && !self.stands_alone(at, end)
        {
            return None;
        }
        let unit = unit.map(|index| Arc::clone(&self.lexicon.units[index]));
        let base = unit
            .as_ref()
            .map_or(Some(value), |unit| bounds::in_base(&value, unit))?;
        let span = self.span(at, end);
        let quantity = Quantity {
            written: Some(value),
            unit,
            ..Quantity::new(span, kind, Value::Interval(base))
        };
        Some((end, quantity))
    }
}

fn plain(end: usize, value: Decimal) -> Number {
    Number {
        end,
        value,
        top: None,
        more: false,
        weak: false,
        scaled: false,
        grouped: None,
        plain: None,
    }
}
