//! From a number and its comparator to an interval, as written and in base units.

use rust_decimal::Decimal;

use crate::quantity::interval::{Bound, Interval, Sense};
use crate::quantity::lexicon::Compare;
use crate::quantity::units::Unit;

/// The interval of one number under a comparator; none is the number alone.
fn interval(value: Decimal, compare: Option<Compare>) -> Interval {
    match compare {
        Some(Compare::AtLeast | Compare::From) => Interval::at_least(value, false),
        Some(Compare::MoreThan) => Interval::at_least(value, true),
        Some(Compare::AtMost) => Interval::at_most(value, false),
        Some(Compare::LessThan) => Interval::at_most(value, true),
        Some(Compare::Within) => Interval {
            sense: Sense::Within,
            ..Interval::at_most(value, false)
        },
        Some(Compare::Exactly | Compare::About) | None => Interval::exactly(value),
    }
}

/// The interval `written` in `unit`, in the base unit of its kind.
pub(in crate::quantity) fn in_base(written: &Interval, unit: &Unit) -> Option<Interval> {
    if unit.business {
        return written.map(|least, most| {
            let (low, high) = (calendar_days(least)?.0, calendar_days(most)?.1);
            Some((
                low.checked_mul(unit.base.0)?,
                high.checked_mul(unit.base.1)?,
            ))
        });
    }
    let scaled = written.map(|least, most| {
        let ends = [
            least.checked_mul(unit.base.0)?,
            most.checked_mul(unit.base.1)?,
        ];
        let others = [
            least.checked_mul(unit.base.1)?,
            most.checked_mul(unit.base.0)?,
        ];
        let least = ends[0]
            .min(ends[1])
            .min(others[0])
            .min(others[1])
            .normalize();
        let most = ends[0]
            .max(ends[1])
            .max(others[0])
            .max(others[1])
            .normalize();
        Some((least, most))
    })?;
    if unit.complement {
        complement(&scaled)
    } else {
        Some(scaled)
    }
}

/// What is taken off where `paid` is what is left to pay: the ends change places.
fn complement(paid: &Interval) -> Option<Interval> {
    let flipped = paid.map(|least, most| {
        let off = |paid| Decimal::ONE.checked_sub(paid).map(|off| off.normalize());
        Some((off(most)?, off(least)?))
    })?;
    let sense = match flipped.sense {
        Sense::AtLeast => Sense::AtMost,
        Sense::AtMost | Sense::Within => Sense::AtLeast,
        other => other,
    };
    Some(Interval {
        low: flipped.high,
        high: flipped.low,
        sense,
    })
}

/// The fewest and the most calendar days that `days` working days can span.
///
/// Five working days lie in a week, so each begun five may hold a weekend.
fn calendar_days(days: Decimal) -> Option<(Decimal, Decimal)> {
    if days <= Decimal::ZERO {
        return Some((days, days));
    }
    let five = Decimal::from(5);
    let sure = days
        .checked_sub(Decimal::ONE)?
        .max(Decimal::ZERO)
        .checked_div(five)?
        .floor();
    let possible = days.checked_div(five)?.ceil();
    let weekends = |weeks: Decimal| days.checked_add(weeks.checked_mul(Decimal::TWO)?);
    Some((weekends(sure)?, weekends(possible)?))
}

/// The interval from the low end of `a` to the high end of `b`.
pub(super) fn span(a: &Interval, b: &Interval) -> Interval {
    let closed = |bound: Option<Bound>| {
        bound.map(|bound| Bound {
            open: false,
            ..bound
        })
    };
    Interval {
        low: closed(a.low),
        high: closed(b.high),
        sense: Sense::Range,
    }
}

/// The sum of two intervals that are one value each.
pub(super) fn sum(a: &Interval, b: &Interval) -> Option<Interval> {
    let add = |a: Bound, b: Bound| {
        Some(Bound {
            least: a.least.checked_add(b.least)?,
            most: a.most.checked_add(b.most)?,
            open: false,
        })
    };
    let (low, high) = (add(a.low?, b.low?)?, add(a.high?, b.high?)?);
    Some(Interval {
        low: Some(low),
        high: Some(high),
        sense: Sense::Exact,
    })
}

/// The interval under `compare`, where `value` is one value with slack.
pub(super) fn under(value: &Interval, compare: Option<Compare>) -> Interval {
    let shape = interval(Decimal::ZERO, compare);
    let end = |shape: Option<Bound>, bound: Option<Bound>| {
        shape.and_then(|shape| {
            bound.map(|bound| Bound {
                open: shape.open,
                ..bound
            })
        })
    };
    Interval {
        low: end(shape.low, value.low),
        high: end(shape.high, value.high),
        sense: shape.sense,
    }
}
