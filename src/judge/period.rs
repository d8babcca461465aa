//! The days that a statement or a promise holds for.

use jiff::civil::Date;

use crate::language::Time;

/// A range of days, both included; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Period {
    from: Option<Date>,
    until: Option<Date>,
}

impl Period {
    pub(super) fn new(from: Option<Date>, until: Option<Date>) -> Self {
        Self { from, until }
    }

    /// The days of a statement that is read on `today`; `None` for the past.
    ///
    /// What is said without days holds from today on, and so does what is said of the future.
    pub(super) fn of(time: &Time, today: Date) -> Option<Self> {
        match *time {
            Time::Past => None,
            Time::Now | Time::Future => Some(Self {
                from: Some(today),
                until: None,
            }),
            Time::Period { from, until } => {
                let ended = until.is_some_and(|until| until < today);
                (!ended).then_some(Self { from, until })
            }
        }
    }

    /// The days that a promise must hold on to be spoken of: what is said without days is said of
    /// today.
    pub(super) fn on_the_day(time: &Time, today: Date) -> Option<Self> {
        match time {
            Time::Now => Some(Self::new(Some(today), Some(today))),
            _ => Self::of(time, today),
        }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        let starts_in_time = |a: Self, b: Self| match (a.from, b.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_days_are_included() {
        let june = Period::new(Some(date(2026, 6, 1)), Some(date(2026, 6, 30)));
        let from = |day| Period::new(Some(day), None);
        assert!(june.overlaps(from(date(2026, 6, 30))));
        assert!(!june.overlaps(from(date(2026, 7, 1))));
    }

    #[test]
    fn what_has_ended_holds_no_more() {
        let ended = Time::Period {
            from: None,
            until: Some(date(2025, 12, 31)),
        };
        assert_eq!(Period::of(&ended, date(2026, 1, 1)), None);
        assert_eq!(Period::of(&Time::Past, date(2026, 1, 1)), None);
        assert!(Period::of(&ended, date(2025, 12, 31)).is_some());
    }
}
