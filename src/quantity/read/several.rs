//! Several amounts in one: ranges, sums of units, and what follows a unit and belongs to it.

use rust_decimal::Decimal;

use super::amount::{Amount, Part};
use super::around::Around;
use super::number::Tail;
use super::unit::Choice;
use super::{Parser, bounds};
use crate::quantity::Kind;
use crate::quantity::interval::Interval;
use crate::quantity::lexicon::{Compare, Meaning};
use crate::quantity::token::Shape;
use crate::quantity::units::Unit;

impl Parser<'_> {
    /// What follows the unit and belongs to the number: "and a half", 半, 三米五, "15 dollars 50".
    pub(super) fn rest(&self, part: &Part, unit: &Unit) -> Option<(usize, Decimal)> {
        let half = self.is(part.end, Meaning::AndHalf).or_else(|| {
            self.is(part.end, Meaning::Half)
                .filter(|_| self.settings.trailing)
        });
        if let Some(end) = half
            && !self.is_not(part.end)
            && !self.is_number_or_unit(end)
            && self.value_word(part.end, None).is_none()
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
            .filter(|number| number.end > also && number.tail == Tail::Closed)?;
        let bare = self.unit(number.end).is_none()
            && !self.glued_word(number.end)
            && self.times(number.end).is_none();
        let whole = number.value.scale() == 0 && number.value.is_sign_positive();
        let timed = self.clock(also).is_some_and(|clock| clock.marked);
        if !bare || !whole || timed || self.is_not(also) {
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
            && (matches!(unit.kind, Kind::Money | Kind::Percent) || self.ends_amount(number.end))
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

    /// Whether the amount ends at `at`, so that its last digit is no part of a name behind it:
    /// 5吨二氧化碳.
    fn ends_amount(&self, at: usize) -> bool {
        self.shape(at) != Some(Shape::Han) || !self.glued(at) || self.text.is_known(at)
    }

    /// "1 year 1 month 21 days", 五元三毛: amounts of one kind that add up.
    pub(super) fn sum(
        &self,
        at: usize,
        first: &Interval,
        unit: &Unit,
    ) -> Option<(usize, Interval)> {
        if unit.business || unit.complement || matches!(unit.kind, Kind::Count | Kind::Percent) {
            return None;
        }
        let mut base = bounds::in_base(first, unit)?;
        let (mut end, mut last) = (at, unit.base.0);
        let mut found = false;
        let alike = Parser {
            wanted: Some(unit.kind),
            ..*self
        };
        for _ in 0..6 {
            let also = self.is(end, Meaning::Also).unwrap_or(end);
            let Some(part) = alike.part(also).filter(|part| !part.prefixed) else {
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
            if !smaller || !same || part.number.tail != Tail::Closed {
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
    pub(super) fn range(&self, first: &Part, around: &Around) -> Option<Amount> {
        let paired = around.between || around.compare == Some(Compare::From);
        let (join, sign) = match self.is(first.end, Meaning::Join) {
            Some(end) => (end, self.sign(first.end).is_some()),
            None if paired => (self.is(first.end, Meaning::And)?, false),
            None => return None,
        };
        let second = self.part(join)?;
        let complete = first.unit.is_some() || (first.number.scaled && second.number.scaled);
        if complete && !sign && !paired && self.is(first.end, Meaning::DayJoin).is_none() {
            return None;
        }
        let unit = match (first.unit, second.unit) {
            (None, unit) => unit,
            (unit, None) if paired || sign || first.prefixed => unit,
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
}
