//! Comparing quantities: a text with what was promised, and two texts with each other.
//!
//! Values in one unit are compared as written, exactly; else in base units, where conversion leaves
//! slack. Only what cannot be equal under any reading of the slack differs.

use rust_decimal::Decimal;

use super::convert::common;
use super::interval::{Bound, Interval, Sense};
use super::promised::{Promised, is_alike, more_is_better};
use super::{Kind, Quantity, Value};

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal, give or take conversion.
    Meets,
    /// Better than promised.
    Exceeds,
    /// Worse than promised, in the direction of the promise's benefit.
    Worse,
    /// Another value, where neither is the better.
    Differs,
    /// A hedged or open value that holds the promised one.
    Vague,
    /// A spelling has several readings, so nothing can be said.
    Ambiguous,
    /// Kinds, currencies or units that cannot be compared.
    Incomparable,
}

/// Whether two statements can both be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// Some value satisfies both.
    Consistent,
    /// No value satisfies both.
    Contradicted,
    /// A spelling or a unit leaves it open.
    Review,
    /// They are about different things.
    Incomparable,
}

/// Compares what a text tells with what was promised.
///
/// `at least` makes more better, `at most` less; a schedule promises its minutes. A bound that the
/// text commits to is compared by that bound, not by what the interval may hold.
#[must_use]
pub fn against_promise(promised: &Promised, told: &Quantity) -> Comparison {
    let promised = promised.quantity();
    if let Some(verdict) = obstacle(promised, told) {
        return verdict;
    }
    match (&promised.value, &told.value) {
        (Value::Schedule(promised), Value::Schedule(told)) => {
            match (told.covers(promised), promised.covers(told)) {
                (true, true) => Comparison::Meets,
                (true, false) => Comparison::Exceeds,
                _ => Comparison::Worse,
            }
        }
        (Value::Date(promised), Value::Date(told)) if promised == told => Comparison::Meets,
        (Value::Date(_), Value::Date(_)) => Comparison::Differs,
        (Value::Interval(_), Value::Interval(_)) => match common(promised, told) {
            Some((a, b)) => intervals(&a, &b, told),
            None => Comparison::Incomparable,
        },
        _ => Comparison::Incomparable,
    }
}

/// Compares two texts where nothing is declared: equal, different, or not comparable.
///
/// Bounds of the same sense differ as values do ("within 30 days" and "within 14 days"); a bound
/// and a value differ only where no value satisfies both, unless the bound is a window. A share
/// that one text gives and another only bounds differ too: who is told 99.99 % is promised more
/// than "at least 99.5 %". Prices that begin at an amount do not.
#[must_use]
pub fn against_each_other(a: &Quantity, b: &Quantity) -> Comparison {
    if let Some(verdict) = obstacle(a, b) {
        return verdict;
    }
    match (&a.value, &b.value) {
        (Value::Schedule(a), Value::Schedule(b)) => same(a.ranges() == b.ranges()),
        (Value::Date(a), Value::Date(b)) => same(a == b),
        (Value::Interval(_), Value::Interval(_)) => {
            let Some((x, y)) = common(a, b) else {
                return Comparison::Incomparable;
            };
            if x.sense == y.sense || is_window(&x, &y) || is_share_and_bound(a.kind, &x, &y) {
                let (x, y) = (hedged(x, a), hedged(y, b));
                return same(committed_meet(&x, &y));
            }
            same(!hedged(x, a).is_disjoint(&hedged(y, b)))
        }
        _ => Comparison::Incomparable,
    }
}

/// Whether one text gives a share and the other a bound of it.
fn is_share_and_bound(kind: Kind, a: &Interval, b: &Interval) -> bool {
    let bound = |sense| matches!(sense, Sense::AtLeast | Sense::AtMost);
    let exact = |sense| sense == Sense::Exact;
    kind == Kind::Percent
        && ((exact(a.sense) && bound(b.sense)) || (bound(a.sense) && exact(b.sense)))
}

/// Whether two statements about one thing can both be true: plain interval logic.
///
/// "At least 30 days" and "at least 14 days" can, since 40 days satisfies both. A window is the
/// one exception: "within 30 days" names the 30 days, so it contradicts "within 14 days" and
/// "14 days". Schedules must be the same set.
#[must_use]
pub fn consistency(a: &Quantity, b: &Quantity) -> Consistency {
    match obstacle(a, b) {
        Some(Comparison::Ambiguous) => return Consistency::Review,
        Some(_) if a.kind == b.kind && a.kind == Kind::Money => return Consistency::Review,
        Some(_) => return Consistency::Incomparable,
        None => {}
    }
    let told = |both: bool| {
        if both {
            Consistency::Consistent
        } else {
            Consistency::Contradicted
        }
    };
    match (&a.value, &b.value) {
        (Value::Schedule(a), Value::Schedule(b)) => told(a.ranges() == b.ranges()),
        (Value::Date(a), Value::Date(b)) => told(a == b),
        (Value::Interval(_), Value::Interval(_)) => match common(a, b) {
            Some((x, y)) => {
                let window = is_window(&x, &y);
                let (x, y) = (hedged(x, a), hedged(y, b));
                told(if window {
                    committed_meet(&x, &y)
                } else {
                    !x.is_disjoint(&y)
                })
            }
            None => Consistency::Review,
        },
        _ => Consistency::Incomparable,
    }
}

fn same(same: bool) -> Comparison {
    if same {
        Comparison::Meets
    } else {
        Comparison::Differs
    }
}

/// What keeps two quantities from being compared at all.
pub(super) fn obstacle(a: &Quantity, b: &Quantity) -> Option<Comparison> {
    let unlimited = |q: &Quantity| {
        q.interval().is_some_and(|i| i.sense == Sense::Unlimited) && q.unit.is_none()
    };
    let open = |q: &Quantity, other: &Quantity| {
        q.kind == Kind::Number
            && unlimited(q)
            && !matches!(
                other.kind,
                Kind::Money | Kind::Schedule | Kind::Date | Kind::TimeOfDay
            )
    };
    if a.kind != b.kind && !is_alike(a.kind, b.kind) && !open(a, b) && !open(b, a) {
        return Some(Comparison::Incomparable);
    }
    if a.ambiguous || b.ambiguous {
        return Some(Comparison::Ambiguous);
    }
    let (Some(x), Some(y)) = (&a.unit, &b.unit) else {
        return None;
    };
    let loose = x.loose.contains(&y.id) || y.loose.contains(&x.id);
    match a.kind {
        Kind::Money if x.id != y.id => Some(if loose {
            Comparison::Ambiguous
        } else {
            Comparison::Incomparable
        }),
        Kind::Count if x.id != y.id => Some(Comparison::Incomparable),
        _ => None,
    }
}

/// A window is compared by its end with another window, with a plain value, and with a bound from
/// above: "within 4 hours" and "at most 24 hours" are two ends of one thing.
fn is_window(a: &Interval, b: &Interval) -> bool {
    let value = |sense| matches!(sense, Sense::Within | Sense::Exact | Sense::AtMost);
    (a.sense == Sense::Within && value(b.sense)) || (b.sense == Sense::Within && value(a.sense))
}

fn committed_meet(a: &Interval, b: &Interval) -> bool {
    if a.sense == Sense::Range && b.sense == Sense::Range {
        return a.is_same(b);
    }
    match (a.committed(), b.committed()) {
        (Some(a), Some(b)) => a.least <= b.most && b.least <= a.most,
        (None, None) => true,
        _ => false,
    }
}

/// "About" widens a value by a tenth on either side.
fn hedged(interval: Interval, quantity: &Quantity) -> Interval {
    if !quantity.approximate {
        return interval;
    }
    let tenth = |value: Decimal| value.checked_div(Decimal::TEN).map(|tenth| tenth.abs());
    interval
        .map(|least, most| {
            Some((
                least.checked_sub(tenth(least)?)?,
                most.checked_add(tenth(most)?)?,
            ))
        })
        .unwrap_or(interval)
}

/// Compares a promised interval with a told one, both in one unit.
fn intervals(promised: &Interval, told: &Interval, quantity: &Quantity) -> Comparison {
    let wide = hedged(*told, quantity);
    if quantity.approximate && !wide.is_disjoint(promised) && !told.is_same(promised) {
        return Comparison::Vague;
    }
    if promised.sense == Sense::Unlimited || told.sense == Sense::Unlimited {
        return match (promised.sense, told.sense) {
            (Sense::Unlimited, Sense::Unlimited) => Comparison::Meets,
            (Sense::Unlimited, Sense::AtLeast) => Comparison::Vague,
            (Sense::Unlimited, _) => Comparison::Worse,
            (promised, _) if more_is_better(promised) => Comparison::Exceeds,
            (Sense::AtMost, _) => Comparison::Worse,
            _ => Comparison::Differs,
        };
    }
    match promised.sense {
        Sense::AtLeast => match (promised.low, told) {
            (Some(bound), told) => floor(bound, told, quantity.kind),
            _ => Comparison::Incomparable,
        },
        Sense::AtMost | Sense::Within => match promised.high {
            Some(bound) => ceiling(bound, told),
            None => Comparison::Incomparable,
        },
        Sense::Range => {
            let inside = !ends_outside(told, promised);
            match (inside, told.is_disjoint(promised)) {
                (true, _) => Comparison::Meets,
                (_, true) => Comparison::Differs,
                _ if told.sense == Sense::Range => Comparison::Differs,
                _ => Comparison::Vague,
            }
        }
        Sense::Exact | Sense::Unlimited => {
            if committed_meet(promised, told) && told.sense != Sense::Range {
                Comparison::Meets
            } else if told.sense == Sense::Range && !told.is_disjoint(promised) {
                Comparison::Vague
            } else {
                Comparison::Differs
            }
        }
    }
}

/// Whether an end of `told` lies outside `promised`, whatever the slack.
fn ends_outside(told: &Interval, promised: &Interval) -> bool {
    let (Some(low), Some(high)) = (promised.low, promised.high) else {
        return false;
    };
    let below = told.low.is_none_or(|bound| bound.most < low.least)
        && told.sense != Sense::Within
        && told.sense != Sense::AtMost;
    let above = told.high.is_none_or(|bound| bound.least > high.most);
    let committed = told
        .committed()
        .is_some_and(|bound| bound.most < low.least || bound.least > high.most);
    below || above || committed
}

/// Compares with a promise of at least `bound`.
fn floor(bound: Bound, told: &Interval, kind: Kind) -> Comparison {
    let Some(held) = told.committed() else {
        return Comparison::Incomparable;
    };
    let limit = told.sense == Sense::AtMost;
    if held.most < bound.least
        || (limit && held.open && held.most <= bound.least)
        || (bound.open && !held.open && held.most <= bound.least)
    {
        return Comparison::Worse;
    }
    if limit && kind != Kind::Duration {
        return Comparison::Vague;
    }
    if held.least > bound.most {
        Comparison::Exceeds
    } else {
        Comparison::Meets
    }
}

/// Compares with a promise of at most `bound`.
fn ceiling(bound: Bound, told: &Interval) -> Comparison {
    let Some(held) = (match told.sense {
        Sense::AtLeast => told.low,
        _ => told.high,
    }) else {
        return Comparison::Incomparable;
    };
    let over = told.sense == Sense::AtLeast && held.open && held.least >= bound.most;
    if held.least > bound.most || over || (bound.open && !held.open && held.least >= bound.most) {
        return Comparison::Worse;
    }
    if told.sense == Sense::AtLeast {
        return Comparison::Vague;
    }
    if held.most < bound.least {
        Comparison::Exceeds
    } else {
        Comparison::Meets
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Decimal;

    #[test]
    fn a_share_is_no_bound_of_itself() {
        let of = |sense| Interval {
            sense,
            ..Interval::exactly(Decimal::TEN)
        };
        let check = |kind, a, b, expected| {
            let told = is_share_and_bound(kind, &of(a), &of(b));
            assert_eq!(told, expected, "{kind:?} {a:?} {b:?}");
        };
        check(Kind::Percent, Sense::Exact, Sense::AtLeast, true);
        check(Kind::Percent, Sense::AtMost, Sense::Exact, true);
        check(Kind::Percent, Sense::Exact, Sense::Exact, false);
        check(Kind::Percent, Sense::AtLeast, Sense::AtMost, false);
        check(Kind::Money, Sense::Exact, Sense::AtLeast, false);
    }
}
