//! Promised values: a plain form that knows the names of kinds.

use std::str::FromStr;

use crate::text::Span;

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Data.
    Data,
    /// Speed.
    Speed,
    /// Money.
    Money,
    /// Time.
    Duration,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Data, Self::Speed, Self::Money, Self::Duration];

    /// The name in rules files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Speed => "speed",
            Self::Money => "money",
            Self::Duration => "duration",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(())
    }
}

/// A value as it is promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    text: String,
}

/// A mistake in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The bytes of the value that are wrong.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Promised {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// An empty text, and `unlimited` without a kind.
    pub fn parse(text: &str, kind: Option<Kind>) -> Result<Self, ValueError> {
        let error = |message: &str| ValueError {
            span: Span::new(0, text.len()),
            message: message.to_owned(),
            help: None,
        };
        match text {
            "" => Err(error("an empty value")),
            "unlimited" if kind.is_none() => Err(error("`unlimited` needs a `kind`")),
            _ => Ok(Self {
                text: text.to_owned(),
            }),
        }
    }
}
