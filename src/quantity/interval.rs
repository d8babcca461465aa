//! Intervals of exact decimals with open or closed ends.
//!
//! Each bound is itself a range, since a conversion may leave slack: one month is 28 to 31 days.
//! No floating point anywhere; an operation that would overflow gives `None`.

use rust_decimal::Decimal;

/// One end of an [`Interval`]: somewhere between `least` and `most`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The lowest that the bound can mean.
    pub least: Decimal,
    /// The highest that the bound can mean; equal to `least` when no conversion left slack.
    pub most: Decimal,
    /// Whether the bound itself is excluded.
    pub open: bool,
}

impl Bound {
    /// The closed bound at `value`, without slack.
    #[must_use]
    pub fn at(value: Decimal) -> Self {
        Self {
            least: value,
            most: value,
            open: false,
        }
    }

    /// The bound under a monotone change of both ends.
    pub(super) fn map(
        self,
        change: impl Fn(Decimal, Decimal) -> Option<(Decimal, Decimal)>,
    ) -> Option<Self> {
        let (least, most) = change(self.least, self.most)?;
        Some(Self {
            least,
            most,
            open: self.open,
        })
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

/// What a text commits to when it gives an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// One value: "30 days", "exactly 30 days".
    Exact,
    /// A lower bound: "at least 30 days", "more than 30 days".
    AtLeast,
    /// An upper bound: "at most 30 days", "up to 30 GB", "less than 30 days".
    AtMost,
    /// An upper bound that is meant as the value itself: "within 30 days".
    Within,
    /// Two bounds: "3–5 days".
    Range,
    /// No bound at all: "unlimited", "for life".
    Unlimited,
}

/// The values that a text allows, and which end of them it commits to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end; `None` is no bound.
    pub low: Option<Bound>,
    /// The upper end; `None` is no bound.
    pub high: Option<Bound>,
    /// What the text commits to.
    pub sense: Sense,
}

impl Interval {
    /// The single value `value`.
    #[must_use]
    pub fn exactly(value: Decimal) -> Self {
        let bound = Some(Bound::at(value));
        Self {
            low: bound,
            high: bound,
            sense: Sense::Exact,
        }
    }

    /// The values from `low` up; `open` excludes `low` itself.
    #[must_use]
    pub fn at_least(low: Decimal, open: bool) -> Self {
        let low = Some(Bound {
            open,
            ..Bound::at(low)
        });
        Self {
            low,
            high: None,
            sense: Sense::AtLeast,
        }
    }

    /// The values up to `high`; `open` excludes `high` itself.
    #[must_use]
    pub fn at_most(high: Decimal, open: bool) -> Self {
        let high = Some(Bound {
            open,
            ..Bound::at(high)
        });
        Self {
            low: None,
            high,
            sense: Sense::AtMost,
        }
    }

    /// The values between two others, both included, in either order.
    #[must_use]
    pub fn between(a: Decimal, b: Decimal) -> Self {
        let (low, high) = (Some(Bound::at(a.min(b))), Some(Bound::at(a.max(b))));
        Self {
            low,
            high,
            sense: Sense::Range,
        }
    }

    /// No bound on either side.
    #[must_use]
    pub fn unlimited() -> Self {
        Self {
            low: None,
            high: None,
            sense: Sense::Unlimited,
        }
    }

    /// Whether no value lies in both, whatever the slack of the bounds.
    ///
    /// An unlimited value lies above every other, so it meets only what has no upper end.
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        match (self.sense, other.sense) {
            (Sense::Unlimited, Sense::Unlimited) => false,
            (Sense::Unlimited, _) => other.high.is_some(),
            (_, Sense::Unlimited) => self.high.is_some(),
            _ => ends_before(self.high, other.low) || ends_before(other.high, self.low),
        }
    }

    /// Whether the two commit to the same values, give or take the slack of their bounds.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |a: Option<Bound>, b: Option<Bound>| match (a, b) {
            (Some(a), Some(b)) => a.open == b.open && a.overlaps(b),
            (None, None) => true,
            _ => false,
        };
        (self.sense == Sense::Unlimited) == (other.sense == Sense::Unlimited)
            && same(self.low, other.low)
            && same(self.high, other.high)
    }

    /// The bound by which the text is held: the upper end where it gives one alone, else the lower.
    #[must_use]
    pub fn committed(&self) -> Option<Bound> {
        match self.sense {
            Sense::AtMost | Sense::Within => self.high,
            Sense::Unlimited => None,
            Sense::Exact | Sense::AtLeast | Sense::Range => self.low,
        }
    }

    /// The interval with every bound changed; `None` when the change overflows.
    pub(super) fn map(
        &self,
        change: impl Fn(Decimal, Decimal) -> Option<(Decimal, Decimal)>,
    ) -> Option<Self> {
        let apply = |bound: Option<Bound>| match bound {
            Some(bound) => bound.map(&change).map(Some),
            None => Some(None),
        };
        Some(Self {
            low: apply(self.low)?,
            high: apply(self.high)?,
            sense: self.sense,
        })
    }
}

fn ends_before(high: Option<Bound>, low: Option<Bound>) -> bool {
    match (high, low) {
        (Some(high), Some(low)) => {
            high.most < low.least || (high.most == low.least && (high.open || low.open))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: Interval, b: Interval, disjoint: bool) {
        assert_eq!(a.is_disjoint(&b), disjoint, "{a:?} and {b:?}");
        assert_eq!(b.is_disjoint(&a), disjoint, "{b:?} and {a:?}");
    }

    #[test]
    fn intervals_are_disjoint_when_no_value_lies_in_both() {
        let n = Decimal::from;
        check(Interval::exactly(n(30)), Interval::exactly(n(30)), false);
        check(Interval::exactly(n(30)), Interval::exactly(n(14)), true);
        check(
            Interval::at_least(n(30), false),
            Interval::at_most(n(30), false),
            false,
        );
        check(
            Interval::at_least(n(30), true),
            Interval::at_most(n(30), false),
            true,
        );
        check(
            Interval::at_least(n(30), false),
            Interval::at_least(n(14), false),
            false,
        );
        check(
            Interval::between(n(5), n(3)),
            Interval::exactly(n(4)),
            false,
        );
        check(
            Interval::between(n(3), n(5)),
            Interval::at_least(n(5), true),
            true,
        );
        check(
            Interval::unlimited(),
            Interval::at_least(n(5), false),
            false,
        );
        check(Interval::unlimited(), Interval::exactly(n(5)), true);
        check(Interval::unlimited(), Interval::unlimited(), false);
    }
}
