//! The kinds of value that a promise can be about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a quantity measures; two quantities are comparable only within one kind.
///
/// Base units: bytes, bits per second, the currency's main unit, seconds, ratio (0.2 is 20 %),
/// metres, grams; a time of day is in seconds after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An amount of data, in bytes.
    Data,
    /// A rate of transfer, in bits per second.
    Speed,
    /// An amount of money, in the main unit of its currency.
    Money,
    /// A length of time, in seconds.
    Duration,
    /// A share, or a discount, as a ratio.
    Percent,
    /// A number of things.
    Count,
    /// A number that says nothing of what it counts.
    Number,
    /// A distance, in metres.
    Length,
    /// A weight, in grams.
    Weight,
    /// A time of day, in seconds after midnight.
    #[serde(rename = "time")]
    TimeOfDay,
    /// Minutes of the week.
    Schedule,
    /// A day of the calendar.
    Date,
}

impl Kind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 12] = [
        Self::Data,
        Self::Speed,
        Self::Money,
        Self::Duration,
        Self::Percent,
        Self::Count,
        Self::Number,
        Self::Length,
        Self::Weight,
        Self::TimeOfDay,
        Self::Schedule,
        Self::Date,
    ];

    /// Whether quantities of this kind say what is bought or sold.
    #[must_use]
    pub fn is_traded(self) -> bool {
        matches!(self, Self::Money | Self::Data | Self::Speed)
    }

    /// The name used in rules files and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Speed => "speed",
            Self::Money => "money",
            Self::Duration => "duration",
            Self::Percent => "percent",
            Self::Count => "count",
            Self::Number => "number",
            Self::Length => "length",
            Self::Weight => "weight",
            Self::TimeOfDay => "time",
            Self::Schedule => "schedule",
            Self::Date => "date",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(UnknownKind)
    }
}

/// The name is not that of a [`Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown kind of value; known are")?;
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            write!(f, "{} {kind}", if at == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownKind {}
