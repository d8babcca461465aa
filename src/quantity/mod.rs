//! Quantities: what they are, how texts and rules files write them, how two of them compare.
//!
//! Values are exact decimals in the base unit of their kind, as intervals with open or closed ends.
//! Which words and units there are is data: `rules/units.toml` and the section `[numbers]` of a
//! language. Knows nothing of documents, promises or verdicts.

mod compare;
mod convert;
mod fold;
mod goods;
mod interval;
mod json;
mod kind;
mod lexicon;
mod limit;
mod numerals;
mod pair;
mod promised;
mod read;
#[cfg(feature = "records")]
mod record;
mod schedule;
mod token;
mod units;

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::text::Span;

pub use compare::{Comparison, Consistency, against_each_other, against_promise, consistency};
pub use goods::Goods;
pub use interval::{Bound, Interval, Sense};
pub use kind::{Kind, UnknownKind};
pub use limit::{
    are_of_two_currencies, are_sides_of_one_limit, begins_behind, lies_nearer, reaches_into,
    tell_two_limits,
};
pub use numerals::{Compare, Not, Numerals, Per, Places, Range, ScheduleWords, Values, Words};
pub use pair::texts_agree;
pub use promised::{Promised, ValueError};
pub use read::Reader;
pub use schedule::{DAY, Days, EVERY_DAY, Schedule, WEEK};
pub use units::{Unit, Units, UnitsError};

/// A quantity found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its bytes, comparator and *per* included.
    pub span: Span,
    /// The bytes of number and unit alone.
    pub core: Span,
    /// What it measures.
    pub kind: Kind,
    /// Its value in the base unit of its kind.
    pub value: Value,
    /// Its unit; `None` for a bare number, a schedule, a date.
    pub unit: Option<Arc<Unit>>,
    /// What it is counted by: "per month".
    pub per: Option<Rate>,
    /// Whether the text says "about".
    pub approximate: bool,
    /// Whether its spelling has other readings that nothing settles.
    pub ambiguous: bool,
    /// The first number as written, before its unit: 3 in "3–5 GB".
    pub number: Option<Decimal>,
    /// The interval in `unit`, without conversion; `None` when several units were added up.
    pub written: Option<Interval>,
}

/// The value of a [`Quantity`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Values in the base unit of the kind.
    Interval(Interval),
    /// Minutes of the week.
    Schedule(Schedule),
    /// A day.
    Date(Date),
}

/// The denominator of a quantity: "per month", "per 30 days".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many of `unit`, above zero.
    pub count: Decimal,
    /// The unit that is counted by.
    pub unit: Arc<Unit>,
}

impl Quantity {
    /// Whether it is zero, with no other reading.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(&self.value, Value::Interval(interval)
            if interval.is_same(&Interval::exactly(Decimal::ZERO)))
    }

    /// Whether it has no end: "unlimited", "for life".
    #[must_use]
    pub fn is_endless(&self) -> bool {
        matches!(&self.value, Value::Interval(interval) if interval.sense == Sense::Unlimited)
    }

    /// A quantity without unit, exact and unambiguous.
    pub(crate) fn new(span: Span, kind: Kind, value: Value) -> Self {
        Self {
            span,
            core: span,
            kind,
            value,
            unit: None,
            per: None,
            approximate: false,
            ambiguous: false,
            number: None,
            written: None,
        }
    }

    /// The interval in base units; `None` for schedules and dates.
    #[must_use]
    pub fn interval(&self) -> Option<&Interval> {
        match &self.value {
            Value::Interval(interval) => Some(interval),
            Value::Schedule(_) | Value::Date(_) => None,
        }
    }
}
