//! The grammar of an amount in a rules file.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{ValueError, error, is_alike};
use crate::quantity::interval::Interval;
use crate::quantity::read::in_base;
use crate::quantity::{Kind, Quantity, Rate, Unit, Units, Value};
use crate::text::Span;

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

pub(super) struct Parser<'a> {
    words: Vec<(Span, &'a str)>,
    units: &'a Units,
    kind: Option<Kind>,
    length: usize,
}

type Amount = (Decimal, Option<Arc<Unit>>);

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, kind: Option<Kind>, units: &'a Units) -> Self {
        Self {
            words: words(text),
            units,
            kind,
            length: text.len(),
        }
    }

    pub(super) fn value(&self) -> Result<Quantity, ValueError> {
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
                    Self::number(span, number, Some(unit))?,
                    Some(Arc::clone(unit)),
                ),
            ));
        }
        if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
            return Err(error(span, format!("`{word}` is not a number")));
        }
        let found = self.unit(at + 1)?;
        let (end, unit) = found.map_or((at + 1, None), |(end, unit)| (end, Some(unit)));
        Ok((end, (Self::number(span, word, unit.as_deref())?, unit)))
    }

    fn number(span: Span, word: &str, unit: Option<&Unit>) -> Result<Decimal, ValueError> {
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
                (at + 2, Self::number(span, word, None)?)
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

/// Letters put in, left out, changed or swapped with their neighbour between two short words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
