//! Limits: whether two quantities are the two sides of one.

use super::compare::{Comparison, obstacle};
use super::convert::common;
use super::interval::{Bound, Interval, Sense};
use super::{Kind, Quantity};

impl Quantity {
    /// Whether the text gives it as a bound: "over $50", "up to 30 GB", "within 30 days".
    #[must_use]
    pub fn is_bound(&self) -> bool {
        let sense = self.interval().map(|interval| interval.sense);
        matches!(sense, Some(Sense::AtLeast | Sense::AtMost | Sense::Within))
    }
}

/// Whether two quantities are one limit, told from its two sides or one of them from none: "free
/// over $50" and "orders below $50 pay for delivery".
///
/// "Free within 30 days" and "a fee within 30 days" are told from the same side. Of durations only
/// bounds of one sense are: what holds "up to 24 hours before" an event does not "within 24 hours"
/// of it.
#[must_use]
pub fn are_sides_of_one_limit(a: &Quantity, b: &Quantity) -> bool {
    // "Over 300k" is money where the other is.
    let bare = (a.kind == Kind::Number) != (b.kind == Kind::Number);
    if !bare && (a.kind != b.kind || are_apart(a, b)) {
        return false;
    }
    let Some((x, y)) = common(a, b) else {
        return false;
    };
    let (Some(left), Some(right)) = (turning(&x), turning(&y)) else {
        return false;
    };
    let of_time = [a, b].iter().any(|side| side.kind == Kind::Duration);
    left.overlaps(right) && !is_same_side(of_time, (&x, left), (&y, right))
}

/// Whether both are amounts of money, of currencies that cannot be compared: each market has its
/// own limit.
#[must_use]
pub fn are_of_two_currencies(a: &Quantity, b: &Quantity) -> bool {
    a.kind == Kind::Money && b.kind == Kind::Money && are_apart(a, b)
}

/// Whether two quantities cannot be one limit: of other kinds, or of other values in one currency.
#[must_use]
pub fn tell_two_limits(a: &Quantity, b: &Quantity) -> bool {
    if a.kind != b.kind {
        return true;
    }
    if are_apart(a, b) {
        return false;
    }
    let turning = |(x, y): (Interval, Interval)| Some((turning(&x)?, turning(&y)?));
    let both = common(a, b).and_then(turning);
    both.is_none_or(|(left, right)| !left.overlaps(right))
}

/// Whether they cannot be compared; a spelling with two readings can, by the one that was chosen.
fn are_apart(a: &Quantity, b: &Quantity) -> bool {
    obstacle(a, b).is_some_and(|obstacle| obstacle != Comparison::Ambiguous)
}

/// The value at which the interval ends.
fn turning(interval: &Interval) -> Option<Bound> {
    match interval.sense {
        Sense::Exact | Sense::AtLeast => interval.low,
        Sense::AtMost | Sense::Within => interval.high,
        Sense::Range | Sense::Unlimited => None,
    }
}

fn is_same_side(of_time: bool, a: (&Interval, Bound), b: (&Interval, Bound)) -> bool {
    let same = (a.0.sense, a.1.open) == (b.0.sense, b.1.open);
    match (a.0.sense, b.0.sense) {
        (Sense::AtLeast, Sense::AtLeast) => true,
        (Sense::AtMost | Sense::Within, Sense::AtMost | Sense::Within) => same || !of_time,
        _ => false,
    }
}
