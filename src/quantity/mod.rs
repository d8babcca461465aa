//! Kinds of quantity.

use std::fmt;
use std::str::FromStr;

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An amount of data.
    Data,
    /// Data per time.
    Speed,
    /// Money.
    Money,
    /// A span of time.
    Duration,
    /// A share.
    Percent,
    /// A number of things.
    Count,
    /// A number alone.
    Number,
    /// A length.
    Length,
    /// A weight.
    Weight,
    /// A time of the day.
    TimeOfDay,
    /// Hours of the week.
    Schedule,
    /// A day of the calendar.
    Date,
}

const NAMES: [(Kind, &str); 12] = [
    (Kind::Data, "data"),
    (Kind::Speed, "speed"),
    (Kind::Money, "money"),
    (Kind::Duration, "duration"),
    (Kind::Percent, "percent"),
    (Kind::Count, "count"),
    (Kind::Number, "number"),
    (Kind::Length, "length"),
    (Kind::Weight, "weight"),
    (Kind::TimeOfDay, "time"),
    (Kind::Schedule, "schedule"),
    (Kind::Date, "date"),
];

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(kind, _)| kind == self);
        f.write_str(name.map_or("", |&(_, name)| name))
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let kind = NAMES.iter().find(|&&(_, known)| known == name);
        kind.map(|&(kind, _)| kind).ok_or(())
    }
}
