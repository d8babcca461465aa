//! Values as rules files write them: one way for every language.

mod parse;

use std::fmt;

use rust_decimal::Decimal;

use self::parse::Parser;
use super::interval::{Interval, Sense};
use super::{Kind, Quantity, Schedule, Units, Value};
use crate::text::Span;

/// The value that a promise names: `is = "at least 30 days"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    quantity: Quantity,
    text: String,
}

/// A value in a rules file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The bytes inside the string that are wrong.
    pub span: Span,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ValueError {}

impl Promised {
    /// Reads `[at least|at most|exactly|less than|more than] QUANTITY [per UNIT]`,
    /// `between A and B`, a schedule, `free` or `unlimited`, with the built-in units.
    ///
    /// `kind` is the kind that the promise declares; it settles what the text leaves open.
    ///
    /// # Errors
    ///
    /// When a number, a unit or a comparator is not as it should be, or the kind is another.
    pub fn parse(text: &str, kind: Option<Kind>) -> Result<Self, ValueError> {
        Self::parse_with(text, kind, Units::builtin())
    }

    /// Reads the same with another table of units.
    ///
    /// # Errors
    ///
    /// As [`Promised::parse`].
    pub fn parse_with(text: &str, kind: Option<Kind>, units: &Units) -> Result<Self, ValueError> {
        let whole = Span::new(0, text.len());
        let quantity = match text.trim() {
            "" => return Err(error(whole, "no value here")),
            "free" if matches!(kind, None | Some(Kind::Money)) => {
                // At most nothing: a text that asks for money is worse, not merely different.
                let nothing = Interval::exactly(Decimal::ZERO);
                quantity(
                    whole,
                    Kind::Money,
                    Interval {
                        sense: Sense::AtMost,
                        ..nothing
                    },
                )
            }
            "free" => return Err(error(whole, "`free` is a value of money")),
            "unlimited" => match kind {
                Some(kind) => quantity(whole, kind, Interval::unlimited()),
                None => {
                    return Err(error(
                        whole,
                        "`unlimited` says nothing of its kind; add `kind`",
                    ));
                }
            },
            _ if kind == Some(Kind::Schedule) => schedule(text)?,
            _ => match Schedule::parse(text) {
                Ok(_) if kind.is_none() => schedule(text)?,
                _ => Parser::new(text, kind, units).value()?,
            },
        };
        Ok(Self {
            quantity,
            text: text.trim().to_owned(),
        })
    }

    /// What the value measures.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.quantity.kind
    }

    /// The value as the rules file writes it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value as a quantity; its span is that of the whole string.
    #[must_use]
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }
}

fn quantity(span: Span, kind: Kind, interval: Interval) -> Quantity {
    Quantity {
        written: Some(interval),
        ..Quantity::new(span, kind, Value::Interval(interval))
    }
}

fn schedule(text: &str) -> Result<Quantity, ValueError> {
    match Schedule::parse(text) {
        Ok(schedule) => Ok(Quantity::new(
            Span::new(0, text.len()),
            Kind::Schedule,
            Value::Schedule(schedule),
        )),
        Err((range, message)) => Err(ValueError {
            span: range.into(),
            message,
        }),
    }
}

fn error(span: Span, message: impl Into<String>) -> ValueError {
    ValueError {
        span,
        message: message.into(),
    }
}

/// Counts and bare numbers go together.
pub(super) fn is_alike(a: Kind, b: Kind) -> bool {
    matches!(
        (a, b),
        (Kind::Count, Kind::Number) | (Kind::Number, Kind::Count)
    )
}

/// A promise whose text gives more than it commits to is better with more.
pub(super) fn more_is_better(sense: Sense) -> bool {
    matches!(sense, Sense::AtLeast | Sense::Unlimited)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, kind: Option<Kind>) -> String {
        let error = Promised::parse(text, kind).expect_err(text);
        assert!(error.span.end <= text.len());
        error.message
    }

    #[test]
    fn values_are_read() {
        for (text, kind) in [
            ("at least 30 days", Kind::Duration),
            ("at most 50000 VND", Kind::Money),
            ("25 USD per month", Kind::Money),
            ("less than 4 hours", Kind::Duration),
            ("between 2 and 5 business days", Kind::Duration),
            ("30 GB per 30 days", Kind::Data),
            ("100 Mbps", Kind::Speed),
            ("20 %", Kind::Percent),
            ("99.9%", Kind::Percent),
            ("at least 20% off", Kind::Percent),
            ("at most 5 % off", Kind::Percent),
            ("20% discount", Kind::Percent),
            ("24/7", Kind::Schedule),
            ("Mon-Fri 9:00-18:00", Kind::Schedule),
            ("free", Kind::Money),
            ("5 times per month", Kind::Count),
            ("3", Kind::Number),
        ] {
            assert_eq!(
                Promised::parse(text, None).map(|value| value.kind()),
                Ok(kind),
                "{text}"
            );
        }
        assert_eq!(
            Promised::parse("unlimited", Some(Kind::Data)).map(|v| v.kind()),
            Ok(Kind::Data)
        );
    }

    /// The bounds, the unit and the rate, as the text gives them.
    fn written(text: &str, kind: Option<Kind>) -> String {
        let promised = Promised::parse(text, kind).expect(text);
        let quantity = promised.quantity();
        assert_eq!(promised.text(), text.trim());
        assert_eq!(quantity.span, Span::new(0, text.len()), "{text}");
        let interval = quantity.written.expect("an interval");
        let end = |bound: Option<super::super::Bound>| {
            bound.map_or("-".to_owned(), |bound| {
                let open = if bound.open { "open " } else { "" };
                format!("{open}{}", bound.least.normalize())
            })
        };
        let unit = quantity.unit.as_ref().map_or("", |unit| unit.id.as_str());
        let per = quantity.per.as_ref().map(|per| format!(" per {per}"));
        let (low, high) = (end(interval.low), end(interval.high));
        format!("{low} to {high} {unit}{}", per.unwrap_or_default())
    }

    #[test]
    fn bounds_units_and_rates_are_as_written() {
        for (text, expected) in [
            ("30 days", "30 to 30 day"),
            (" exactly 30 days ", "30 to 30 day"),
            ("at least 30 days", "30 to - day"),
            ("more than 30 days", "open 30 to - day"),
            ("at most 30 days", "- to 30 day"),
            ("less than 30 days", "- to open 30 day"),
            ("between 2 and 5 GB", "2 to 5 GB"),
            ("between 2 GB and 5 GB", "2 to 5 GB"),
            ("USD 25 per month", "25 to 25 USD per month"),
            ("25 USD/month", "25 to 25 USD per month"),
            ("30 GB per 30 days", "30 to 30 GB per 30 day"),
            ("30GB", "30 to 30 GB"),
            (".5 GB", "0.5 to 0.5 GB"),
            ("-5 GB", "-5 to -5 GB"),
            ("1.25 GB", "1.25 to 1.25 GB"),
            ("3", "3 to 3 "),
        ] {
            assert_eq!(written(text, None), expected, "{text}");
        }
        assert_eq!(written("3", Some(Kind::Count)), "3 to 3 ");
        assert_eq!(written("unlimited", Some(Kind::Data)), "- to - ");
        assert_eq!(written("free", None), "0 to 0 ");
    }

    #[test]
    fn a_misspelt_unit_is_told_the_nearest() {
        for (text, known) in [
            ("30 dyas", "did you mean `days`?"),
            ("30 mnth", "did you mean `month`?"),
            ("30 hourz", "did you mean `hour`?"),
            ("30 wekes", "did you mean `weeks`?"),
        ] {
            let message = told(text, None);
            assert!(message.ends_with(known), "{text}: {message}");
        }
        assert_eq!(told("30 zzzzzz", None), "unknown unit `zzzzzz`");
    }

    #[test]
    fn mistakes_are_told_with_help() {
        for (text, kind, help) in [
            ("99.000 VND", None, "`99000` is meant?"),
            ("1,000 USD", None, "`1000` is meant?"),
            ("1,5 GB", None, "`1.5` is meant?"),
            ("30 dyas", None, "did you mean `days`?"),
            ("unlimited", None, "add `kind`"),
            ("30 days", Some(Kind::Money), "measures duration, not money"),
            ("30", Some(Kind::Money), "needs its unit"),
            ("at least", None, "a number is missing"),
            ("between 5 days", None, "lacks its `and B`"),
            ("30 days please", None, "not expected here"),
            ("30 GB per", None, "such as `per month`"),
            ("30 GB per 0 months", None, "such as `per month`"),
            ("30 GB per month please", None, "not expected here"),
            ("between 2 GB and 5 days", None, "need the same unit"),
            ("between 2 and 5", Some(Kind::Money), "needs its unit"),
            ("USD", None, "is not a number"),
            ("about 5 days", None, "`about` is not a number"),
            ("1.000.000 users", None, "`1000000` is meant?"),
            ("free", Some(Kind::Data), "a value of money"),
            ("30 days off", None, "not expected here"),
            ("20% off", Some(Kind::Money), "measures percent, not money"),
            ("", None, "no value"),
            (
                "Mon-Fri noon",
                Some(Kind::Schedule),
                "neither days nor hours",
            ),
        ] {
            let message = told(text, kind);
            assert!(message.contains(help), "{text}: {message}");
        }
    }
}
