//! Limits: whether two quantities are the two sides of one.

use rust_decimal::Decimal;

use super::compare::{Comparison, obstacle};
use super::convert::common;
use super::interval::{Bound, Interval, Sense};
use super::{Kind, Quantity};

/// The gap between two bounds that are one limit is at most one in so many of it.
const NEAR: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

impl Quantity {
    /// Whether the text gives it as a range: "6 to 11".
    #[must_use]
    pub fn is_range(&self) -> bool {
        let sense = self.interval().map(|interval| interval.sense);
        sense == Some(Sense::Range)
    }

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
    let of_time = [a, b].iter().any(|side| side.kind == Kind::Duration);
    // "9 to 12 months" holds its ends.
    let senses = [x.sense, y.sense];
    if senses.contains(&Sense::Range) && senses.contains(&Sense::Exact) {
        return false;
    }
    ends(&x).any(|left| {
        ends(&y).any(|right| {
            let touch = left.1.overlaps(right.1) || are_near(left, right);
            touch && !is_same_side(of_time, left, right)
        })
    })
}

/// The ends of an interval, each as a bound of its own: a range, such as "aged 6 to 11", has two.
fn ends(interval: &Interval) -> impl Iterator<Item = (Sense, Bound)> {
    let of_range = interval.sense == Sense::Range;
    let low = interval.low.filter(|_| of_range);
    let high = interval.high.filter(|_| of_range);
    let low = low.map(|low| (Sense::AtLeast, low));
    let high = high.map(|high| (Sense::AtMost, high));
    let turning = turning(interval).map(|turning| (interval.sense, turning));
    turning.into_iter().chain(low).chain(high)
}

/// Whether a bound from below lies right above one from above: "from $50" and "up to $49.99".
fn are_near(a: (Sense, Bound), b: (Sense, Bound)) -> bool {
    let near = |low: Bound, high: Bound| {
        let gap = low.least.checked_sub(high.most);
        let near = |gap: Decimal| gap.checked_mul(NEAR).is_some_and(|gap| gap <= low.least);
        // Of what is counted, the next one: "18 to 25" and "26 and above".
        let next = |gap: Decimal| gap == Decimal::ONE && !low.open && !high.open;
        gap.is_some_and(|gap| gap > Decimal::ZERO && (near(gap) || next(gap)))
    };
    match (a.0, b.0) {
        (Sense::AtLeast, Sense::AtMost | Sense::Within) => near(a.1, b.1),
        (Sense::AtMost | Sense::Within, Sense::AtLeast) => near(b.1, a.1),
        _ => false,
    }
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

/// Whether what holds behind one limit reaches into what another still promises: a fee below $75
/// where delivery is free from $50, a charge in the last 3 days where one cancels up to 24 hours
/// before.
///
/// `counted_down` says that both count the time that is left before one event, so that "up to" is
/// the longest way from it.
#[must_use]
pub fn reaches_into(promised: &Quantity, broken: &Quantity, counted_down: bool) -> bool {
    if promised.kind != broken.kind || are_apart(promised, broken) {
        return false;
    }
    let Some((x, y)) = common(promised, broken) else {
        return false;
    };
    let (Some(left), Some(right)) = (turning(&x), turning(&y)) else {
        return false;
    };
    if left.overlaps(right) {
        return false;
    }
    let from_below = |interval: &Interval| interval.sense == Sense::AtLeast;
    match (from_below(&x) || counted_down, from_below(&y)) {
        (true, false) => right.least > left.most,
        (false, true) => right.most < left.least,
        _ => true,
    }
}

/// Whether what holds from one bound on begins behind all that another amount promises: "after 120 GB"
/// lies behind 100 GB, and behind "up to 100 GB".
#[must_use]
pub fn begins_behind(promised: &Quantity, broken: &Quantity) -> bool {
    if promised.kind != broken.kind || are_apart(promised, broken) {
        return false;
    }
    let Some((x, y)) = common(promised, broken) else {
        return false;
    };
    let ends = !matches!(x.sense, Sense::AtLeast | Sense::Range | Sense::Unlimited);
    let begins = matches!(y.sense, Sense::AtLeast | Sense::Exact);
    match (turning(&x), turning(&y)) {
        (Some(left), Some(right)) => ends && begins && right.least >= left.most,
        _ => false,
    }
}

/// Whether a time that is left before an event is shorter than another: "7 days or fewer" beside
/// "up to 30 days before".
#[must_use]
pub fn lies_nearer(promised: &Quantity, broken: &Quantity) -> bool {
    if promised.kind != Kind::Duration || broken.kind != Kind::Duration {
        return false;
    }
    let Some((x, y)) = common(promised, broken) else {
        return false;
    };
    let shorter = matches!(y.sense, Sense::AtMost | Sense::Within);
    match (turning(&x), turning(&y)) {
        (Some(left), Some(right)) => shorter && right.most < left.least,
        _ => false,
    }
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

fn is_same_side(of_time: bool, a: (Sense, Bound), b: (Sense, Bound)) -> bool {
    let same = (a.0, a.1.open) == (b.0, b.1.open);
    match (a.0, b.0) {
        (Sense::AtLeast, Sense::AtLeast) => true,
        (Sense::AtMost | Sense::Within, Sense::AtMost | Sense::Within) => same || !of_time,
        _ => false,
    }
}
