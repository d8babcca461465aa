//! Bringing two quantities to one unit, so that their numbers can be compared.
//!
//! As written where the units agree, which is exact; by factor within a family; else in base
//! units, where conversion leaves slack.

use rust_decimal::Decimal;

use super::interval::Interval;
use super::promised::is_alike;
use super::read::in_base;
use super::{Kind, Quantity, Rate, Unit};

/// Both intervals in one unit, each divided by its *per* where both have one.
pub(super) fn common(a: &Quantity, b: &Quantity) -> Option<(Interval, Interval)> {
    let (left, right) = numerators(a, b)?;
    let (Some(per), Some(other)) = (&a.per, &b.per) else {
        return Some((left, right));
    };
    let (per, other) = denominators(per, other)?;
    Some((divided(&left, per)?, divided(&right, other)?))
}

fn numerators(a: &Quantity, b: &Quantity) -> Option<(Interval, Interval)> {
    let base = (*a.interval()?, *b.interval()?);
    let (Some(left), Some(right)) = (&a.written, &b.written) else {
        return Some(base);
    };
    // A bare number is in the unit of the other.
    let fits = |bare: &Quantity| bare.kind != Kind::Number || is_alike(a.kind, b.kind);
    match (&a.unit, &b.unit) {
        (Some(unit), Some(other)) => {
            if unit.id == other.id && unit.base == other.base && !unit.complement {
                return Some((*left, *right));
            }
            match family(unit, other) {
                Some((factor, other)) => Some((times(left, factor)?, times(right, other)?)),
                None => Some(base),
            }
        }
        (Some(unit), None) if fits(b) => Some((base.0, in_base(right, unit)?)),
        (None, Some(unit)) if fits(a) => Some((in_base(left, unit)?, base.1)),
        _ => Some(base),
    }
}

fn family(a: &Unit, b: &Unit) -> Option<(Decimal, Decimal)> {
    match (&a.family, &b.family) {
        (Some((a, x)), Some((b, y))) if a == b => Some((*x, *y)),
        _ => None,
    }
}

/// Both denominators in one unit, each as the lowest and the highest that it can mean.
fn denominators(a: &Rate, b: &Rate) -> Option<((Decimal, Decimal), (Decimal, Decimal))> {
    if a.unit.kind != b.unit.kind {
        return None;
    }
    if a.unit.id == b.unit.id {
        return Some(((a.count, a.count), (b.count, b.count)));
    }
    if let Some((x, y)) = family(&a.unit, &b.unit) {
        let (x, y) = (a.count.checked_mul(x)?, b.count.checked_mul(y)?);
        return Some(((x, x), (y, y)));
    }
    if a.unit.kind == Kind::Count {
        return None;
    }
    let base = |rate: &Rate| {
        let interval = in_base(&Interval::exactly(rate.count), &rate.unit)?;
        Some((interval.low?.least, interval.high?.most))
    };
    Some((base(a)?, base(b)?))
}

fn times(interval: &Interval, factor: Decimal) -> Option<Interval> {
    interval.map(|least, most| Some((least.checked_mul(factor)?, most.checked_mul(factor)?)))
}

fn divided(interval: &Interval, by: (Decimal, Decimal)) -> Option<Interval> {
    if by.0 <= Decimal::ZERO {
        return None;
    }
    interval.map(|least, most| Some((least.checked_div(by.1)?, most.checked_div(by.0)?)))
}
