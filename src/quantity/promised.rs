//! Values as rules files write them: one way for every language.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::interval::{Interval, Sense};
use super::read::in_base;
use super::{Kind, Quantity, Rate, Schedule, Unit, Units, Value};
use crate::text::Span;

/// The value that a promise names: `is = "at least 30 days"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    quantity: Quantity,
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
                quantity(whole, Kind::Money, Interval::exactly(Decimal::ZERO))
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
                _ => Parser {
                    words: words(text),
                    units,
                    kind,
                    length: text.len(),
                }
                .value()?,
            },
        };
        Ok(Self { quantity })
    }

    /// What the value measures.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.quantity.kind
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

/// The words of the text with their places; a number and a unit glued to it are two.
fn words(text: &str) -> Vec<(Span, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut last = ' ';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let cut = c.is_whitespace() || c == '/' || (numeric(last) && !numeric(c)) || last == '/';
        if cut && let Some(from) = start.take() {
            words.push((Span::new(from, at), &text[from..at]));
        }
        if start.is_none() && !c.is_whitespace() {
            start = Some(at);
        }
        last = c;
    }
    words
}

struct Parser<'a> {
    words: Vec<(Span, &'a str)>,
    units: &'a Units,
    kind: Option<Kind>,
    length: usize,
}

type Amount = (Decimal, Option<Arc<Unit>>);

impl Parser<'_> {
    fn value(&self) -> Result<Quantity, ValueError> {
        if self.word(0) == "between" {
            return self.between();
        }
        let (at, shape): (usize, fn(Decimal) -> Interval) = match (self.word(0), self.word(1)) {
            ("at", "least") => (2, |value| Interval::at_least(value, false)),
            ("at", "most") => (2, |value| Interval::at_most(value, false)),
            ("more", "than") => (2, |value| Interval::at_least(value, true)),
            ("less", "than") => (2, |value| Interval::at_most(value, true)),
            ("exactly", _) => (1, Interval::exactly),
            _ => (0, Interval::exactly),
        };
        let (end, (value, unit)) = self.amount(at)?;
        self.finish(end, shape(value), unit)
    }

    fn between(&self) -> Result<Quantity, ValueError> {
        let Some(and) = (1..self.words.len()).find(|&at| self.word(at) == "and") else {
            return Err(error(self.whole(), "`between A` lacks its `and B`"));
        };
        let high = self.amount(and + 1)?;
        let (low, low_unit) = match self.amount_before(1, and)? {
            (value, None) => (value, high.1.1.clone()),
            amount => amount,
        };
        let (end, (value, unit)) = high;
        if low_unit.as_ref().map(|unit| &unit.id) != unit.as_ref().map(|unit| &unit.id) {
            return Err(error(
                self.whole(),
                "both ends of `between` need the same unit",
            ));
        }
        self.finish(end, Interval::between(low, value), unit)
    }

    fn amount_before(&self, at: usize, end: usize) -> Result<Amount, ValueError> {
        let parser = Parser {
            words: self.words[..end].to_vec(),
            units: self.units,
            kind: self.kind,
            length: self.length,
        };
        let (read, amount) = parser.amount(at)?;
        match self.words.get(read).filter(|_| read < end) {
            Some((span, word)) => Err(error(*span, format!("`{word}` is not expected here"))),
            None => Ok(amount),
        }
    }

    /// A number and its unit; ISO codes may stand on either side.
    fn amount(&self, at: usize) -> Result<(usize, Amount), ValueError> {
        let Some(&(span, word)) = self.words.get(at) else {
            return Err(error(
                Span::new(self.length, self.length),
                "a number is missing here",
            ));
        };
        if let Some(unit) = self.units.spelled(word, Some(Kind::Money)).next()
            && let Some(&(span, number)) = self.words.get(at + 1)
            && number.starts_with(|c: char| c.is_ascii_digit())
        {
            return Ok((
                at + 2,
                (
                    self.number(span, number, Some(unit))?,
                    Some(Arc::clone(unit)),
                ),
            ));
        }
        if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
            return Err(error(span, format!("`{word}` is not a number")));
        }
        let found = self.unit(at + 1)?;
        let (end, unit) = found.map_or((at + 1, None), |(end, unit)| (end, Some(unit)));
        Ok((end, (self.number(span, word, unit.as_deref())?, unit)))
    }

    fn number(&self, span: Span, word: &str, unit: Option<&Unit>) -> Result<Decimal, ValueError> {
        let grouped: String = word.chars().filter(|c| !matches!(c, ',' | '.')).collect();
        let groups: Vec<_> = word.split(['.', ',']).collect();
        let threes = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
        let points = word.matches('.').count();
        let whole = unit.is_some_and(|unit| unit.whole);
        if threes && (word.contains(',') || points > 1 || whole) {
            return Err(error(
                span,
                format!("no thousands separators here: `{grouped}` is meant?"),
            ));
        }
        if word.contains(',') {
            let fixed = word.replace(',', ".");
            return Err(error(
                span,
                format!("decimals take a point: `{fixed}` is meant?"),
            ));
        }
        word.parse()
            .map_err(|_| error(span, format!("`{word}` is not a number")))
    }

    /// The longest unit of up to three words at `at`; `None` where no unit is written.
    fn unit(&self, at: usize) -> Result<Option<(usize, Arc<Unit>)>, ValueError> {
        for end in (at + 1..=(at + 3).min(self.words.len())).rev() {
            let texts: Vec<_> = self.words[at..end].iter().map(|(_, word)| *word).collect();
            let spelled = [texts.join(" "), texts.concat()];
            let of = |kind| {
                spelled
                    .iter()
                    .find_map(|text| self.units.spelled(text, kind).next())
            };
            if let Some(unit) = self
                .kind
                .and_then(|kind| of(Some(kind)))
                .or_else(|| of(None))
            {
                return Ok(Some((end, Arc::clone(unit))));
            }
        }
        match self.words.get(at) {
            None | Some((_, "per" | "/" | "and")) => Ok(None),
            Some(&(span, word)) => {
                let help = match self.nearest(word) {
                    Some(known) => format!("; did you mean `{known}`?"),
                    None => String::new(),
                };
                Err(error(span, format!("unknown unit `{word}`{help}")))
            }
        }
    }

    /// The spelling of a unit that differs from `word` by the fewest letters, at most a third.
    fn nearest(&self, word: &str) -> Option<&str> {
        let lower = word.to_lowercase();
        let all = self.units.all().iter().flat_map(|unit| {
            unit.spellings
                .iter()
                .map(|spelling| spelling.text.as_str())
                .chain([unit.id.as_str()])
        });
        let limit = word.chars().count().div_ceil(3);
        all.map(|text| (distance(&lower, &text.to_lowercase()), text))
            .filter(|&(distance, _)| distance <= limit)
            .min()
            .map(|(_, text)| text)
    }

    fn finish(
        &self,
        at: usize,
        written: Interval,
        unit: Option<Arc<Unit>>,
    ) -> Result<Quantity, ValueError> {
        let (end, per) = self.per(at)?;
        if let Some((span, word)) = self.words.get(end) {
            return Err(error(*span, format!("`{word}` is not expected here")));
        }
        let kind = match (&unit, self.kind) {
            (Some(unit), Some(kind)) if unit.kind != kind && !is_alike(unit.kind, kind) => {
                let message = format!("`{}` measures {}, not {kind}", unit.id, unit.kind);
                return Err(error(self.whole(), message));
            }
            (Some(unit), _) => unit.kind,
            (None, Some(kind @ (Kind::Count | Kind::Number))) => kind,
            (None, Some(kind)) => {
                return Err(error(
                    self.whole(),
                    format!("a value of {kind} needs its unit"),
                ));
            }
            (None, None) => Kind::Number,
        };
        let too_large = || error(self.whole(), "the number is too large");
        let base = match &unit {
            Some(unit) => in_base(&written, unit).ok_or_else(too_large)?,
            None => written,
        };
        let number = written.low.or(written.high).map(|bound| bound.least);
        let span = self.whole();
        Ok(Quantity {
            unit,
            per,
            number,
            written: Some(written),
            ..Quantity::new(span, kind, Value::Interval(base))
        })
    }

    fn per(&self, at: usize) -> Result<(usize, Option<Rate>), ValueError> {
        if !matches!(self.word(at), "per" | "/") {
            return Ok((at, None));
        }
        let (at, count) = match self.words.get(at + 1) {
            Some(&(span, word)) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                (at + 2, self.number(span, word, None)?)
            }
            _ => (at + 1, Decimal::ONE),
        };
        let any = Parser {
            words: self.words.clone(),
            units: self.units,
            kind: None,
            length: self.length,
        };
        match any.unit(at)? {
            Some((end, unit)) if count > Decimal::ZERO => Ok((end, Some(Rate { count, unit }))),
            _ => Err(error(
                self.whole(),
                "`per` needs a unit, such as `per month`",
            )),
        }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(_, word)| word)
    }

    fn whole(&self) -> Span {
        Span::new(0, self.length)
    }
}

/// Counts and bare numbers go together.
pub(super) fn is_alike(a: Kind, b: Kind) -> bool {
    matches!(
        (a, b),
        (Kind::Count, Kind::Number) | (Kind::Number, Kind::Count)
    )
}

/// Insertions, deletions and changes of letters between two short words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
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
