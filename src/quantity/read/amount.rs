//! Amounts: a number with its unit, under a comparator and a *per*.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::around::Around;
use super::number::{Number, Tail};
use super::unit::Choice;
use super::{Parser, bounds};
use crate::quantity::interval::Interval;
use crate::quantity::lexicon::{Compare, Meaning};
use crate::quantity::token::Shape;
use crate::quantity::{Kind, Quantity, Value};

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) end: usize,
    pub(super) number: Number,
    pub(super) unit: Option<Choice>,
    /// Whether the unit stands before the number.
    pub(super) prefixed: bool,
}

/// An amount as it is written and in base units.
pub(super) struct Amount {
    pub(super) end: usize,
    pub(super) core_end: usize,
    pub(super) written: Option<Interval>,
    pub(super) base: Interval,
    pub(super) unit: Option<Choice>,
    pub(super) first: Number,
    pub(super) range: bool,
}

impl Parser<'_> {
    /// The quantity at `at`, its comparator and *per* included.
    pub(super) fn amount(&self, at: usize) -> Option<(usize, Option<Quantity>)> {
        let (start, mut around) = self.leading(at);
        if let Some((end, mut quantity)) = self.value_word(start, around.compare) {
            quantity.span = self.span(at, end);
            return Some((end, Some(quantity)));
        }
        if start > at
            && let Some(end) = self.among(start)
        {
            return Some((end, None));
        }
        // "From 4 May" and từ 1/5 give a day, and no least number.
        if start > at
            && let Some(date) = self.date(start)
        {
            return Some(date);
        }
        if let Some(end) = self.power(start) {
            return Some((end, None));
        }
        if around.per.is_some()
            && start > at
            && let Some(end) = self.day_of_month(start)
        {
            return Some((end, None));
        }
        let amount = self.measured(start, &around)?;
        let mut end = self.trailing(amount.end, &mut around);
        let counts = amount
            .unit
            .is_none_or(|choice| self.lexicon.units[choice.index].kind == Kind::Count);
        if end == amount.end && counts {
            end = self.distant_trailing(end, &mut around);
        }
        if around.per.is_none()
            && let Some((per_end, rate)) = self.per(end).or_else(|| self.distant_per(end))
        {
            around.count_by(rate);
            end = per_end;
            if let Some((next, rate)) = self.per(end) {
                around.count_by(rate);
                end = next;
            }
            end = self.trailing(end, &mut around);
        }
        if around.between && !amount.range {
            return None;
        }
        let not = self.is(start, Meaning::Not);
        let blocked = |not: usize| {
            let named = amount.unit.is_none() || self.shape(start) == Some(Shape::Digits);
            not > amount.core_end || (not == amount.core_end && named)
        };
        if not.is_some_and(blocked) {
            return None;
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
        let unnamed = match self.wanted {
            Some(Kind::Schedule | Kind::Date | Kind::TimeOfDay) | None => Kind::Number,
            Some(kind @ (Kind::Count | Kind::Number)) => kind,
            Some(kind) if amount.first.scaled || amount.first.value.is_zero() => kind,
            Some(_) => Kind::Number,
        };
        let compare = match around.compare {
            None if amount.first.tail == Tail::Beyond => Some(Compare::MoreThan),
            None if amount.first.tail == Tail::AndMore => Some(Compare::AtLeast),
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
            kind: unit.as_ref().map_or(unnamed, |unit| unit.kind),
            value: Value::Interval(base),
            approximate: around.about
                || amount.first.tail == Tail::Beyond
                || amount.first.top.is_some(),
            ambiguous: doubtful
                || around.several
                || amount.unit.is_some_and(|choice| choice.ambiguous),
            number: Some(amount.first.value.normalize()),
            per: around.per,
            unit,
            written,
        })
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
    pub(super) fn part(&self, at: usize) -> Option<Part> {
        let before = self.find(at, |meaning| match meaning {
            Meaning::Unit {
                index,
                before: true,
                ..
            } => Some(index),
            _ => None,
        });
        if let Some((start, index)) = before
            && let Some(number) = self.number_behind(start, true).or_else(|| {
                self.number_behind(start + usize::from(self.sign(start) == Some(':')), true)
            })
        {
            let ambiguous = false;
            let end = number.end;
            let units = &self.lexicon.units;
            // The one before says which of those that the one behind may be: 港币300元.
            let settled = |choice: Choice| units[choice.index].loose.contains(&units[index].id);
            let behind = self.unit(end).filter(|&(unit_end, choice)| {
                if self.shape(unit_end) == Some(Shape::Digits) {
                    return false;
                }
                units[choice.index].id == units[index].id
                    || settled(choice)
                    || !units[index].loose.is_empty() && units[choice.index].kind == Kind::Money
            });
            let own = Choice { index, ambiguous };
            let unit = behind.map_or(
                own,
                |(_, choice)| {
                    if settled(choice) { own } else { choice }
                },
            );
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
            Some((end, unit)) => {
                let money = self.lexicon.units[unit.index].kind == Kind::Money;
                let (end, number) = match self.times(end).filter(|_| money && !number.scaled) {
                    // "75 USD million".
                    Some((end, times)) => (
                        end,
                        Number {
                            value: number.value.checked_mul(times)?,
                            scaled: true,
                            ..number
                        },
                    ),
                    None => (end, number),
                };
                Some(Part {
                    end,
                    number,
                    unit: Some(unit),
                    prefixed: false,
                })
            }
            None => Some(Part {
                end: number.end,
                number,
                unit: None,
                prefixed: false,
            }),
        }
    }

    /// The end of a day or a month that recurs, behind its *per*: 每月18号.
    fn day_of_month(&self, at: usize) -> Option<usize> {
        self.small(at).filter(|day| (1..=31).contains(day))?;
        self.is(at + 1, Meaning::DatePart)
    }

    /// "không đồng": a word that means zero only before money or a share.
    fn zero(&self, at: usize) -> Option<Number> {
        let end = self.is(at, Meaning::Zero)?;
        if self.is_not(end) {
            return None;
        }
        let (_, choice) = self.unit(end)?;
        let kind = self.lexicon.units[choice.index].kind;
        matches!(kind, Kind::Money | Kind::Percent).then(|| Number::new(end, Decimal::ZERO))
    }

    /// "an hour", "a couple of days": an article before a unit.
    fn article(&self, at: usize) -> Option<Number> {
        let end = self.is(at, Meaning::Article)?;
        let end = end + usize::from(self.sign(end) == Some('-') && self.glued(end + 1));
        let (_, choice) = self.unit(end)?;
        let kind = self.lexicon.units[choice.index].kind;
        matches!(
            kind,
            Kind::Duration | Kind::Length | Kind::Weight | Kind::Data
        )
        .then(|| Number {
            weak: true,
            ..Number::new(end, Decimal::ONE)
        })
    }

    pub(super) fn value_of(&self, part: &Part) -> Decimal {
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
}
