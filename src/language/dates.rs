//! Days in a text, as far as a validity needs them.
//!
//! Which words stand for months, which order the parts have and which words open and end a
//! period is data; digits with `-` are ISO dates in every language.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use super::date_reader::DateReader;
use super::lexicon::{Collected, Lexicon};
use crate::text::Prose;
use crate::text::fold::fold_word;

/// The `[cues.dates]` table of a language.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct DateData {
    /// Names of the months, from the first.
    months: Vec<Vec<String>>,
    /// Whether the day comes before the month in `01/02/2026`; without it such dates are no days.
    day_first: Option<bool>,
    year: Vec<String>,
    month: Vec<String>,
    day: Vec<String>,
    /// Endings of a day's numeral: `1st`.
    ordinals: Vec<String>,
    from: Vec<String>,
    from_behind: Vec<String>,
    until: Vec<String>,
    until_behind: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    to: Vec<String>,
    within: Vec<String>,
    within_behind: Vec<String>,
    ignored: Vec<String>,
}

/// What a word does to a date beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateCue {
    From,
    FromBehind,
    Until,
    UntilBehind,
    Before,
    After,
    To,
    Within,
    WithinBehind,
    Ignored,
}

const CUES: [DateCue; 10] = [
    DateCue::From,
    DateCue::FromBehind,
    DateCue::Until,
    DateCue::UntilBehind,
    DateCue::Before,
    DateCue::After,
    DateCue::To,
    DateCue::Within,
    DateCue::WithinBehind,
    DateCue::Ignored,
];

/// The words of dates, ready to look up.
#[derive(Clone, Debug)]
pub(super) struct DateWords {
    pub(super) months: HashMap<String, i8>,
    pub(super) day_first: Option<bool>,
    pub(super) parts: HashMap<String, Part>,
    pub(super) ordinals: Vec<String>,
    cues: Lexicon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
}

/// A date, perhaps without its year or its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// Whether the words for its parts stand beside its numerals.
    pub(super) worded: bool,
    pub(super) tokens: Range<usize>,
}

impl Partial {
    /// The first day that it names.
    pub(super) fn first_day(&self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The last day that it names.
    pub(super) fn last_day(&self) -> Option<Date> {
        let month = self.month.unwrap_or(12);
        let begin = Date::new(self.year?, month, self.day.unwrap_or(1)).ok()?;
        Some(match self.day {
            Some(_) => begin,
            None => begin.last_of_month(),
        })
    }
}

impl DateWords {
    pub(super) fn new(data: &DateData) -> Self {
        let mut cues = Collected::default();
        let lists = [
            &data.from,
            &data.from_behind,
            &data.until,
            &data.until_behind,
            &data.before,
            &data.after,
            &data.to,
            &data.within,
            &data.within_behind,
            &data.ignored,
        ];
        for (rule, words) in lists.into_iter().enumerate() {
            for word in words {
                cues.insert(word, rule as u32, true);
            }
        }
        let mut months = HashMap::new();
        for (index, names) in data.months.iter().enumerate() {
            months.extend(names.iter().map(|name| (fold_word(name), index as i8 + 1)));
        }
        let mut parts = HashMap::new();
        for (words, part) in [
            (&data.year, Part::Year),
            (&data.month, Part::Month),
            (&data.day, Part::Day),
        ] {
            parts.extend(words.iter().map(|word| (fold_word(word), part)));
        }
        Self {
            months,
            day_first: data.day_first,
            parts,
            ordinals: data.ordinals.iter().map(|word| fold_word(word)).collect(),
            cues: cues.finish(),
        }
    }

    /// The cues of dates among the tokens; one place may have several meanings.
    pub(super) fn cues(
        &self,
        prose: &Prose,
        tokens: Range<usize>,
        target: &Range<usize>,
    ) -> Vec<(Range<usize>, DateCue)> {
        let found = self.cues.find(prose, tokens, target);
        let meanings = found.iter().flat_map(|found| {
            let cue = |&rule: &u32| (found.tokens.clone(), CUES[rule as usize]);
            found.rules.iter().map(cue)
        });
        meanings.collect()
    }

    /// All dates among the tokens, from the left; bare years are among them.
    pub(super) fn dates(&self, prose: &Prose, tokens: Range<usize>) -> Vec<Partial> {
        let mut found = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            match self.date_at(prose, at, tokens.end) {
                Some(date) => {
                    at = date.tokens.end;
                    found.push(date);
                }
                None => at += 1,
            }
        }
        found
    }

    fn date_at(&self, prose: &Prose, at: usize, end: usize) -> Option<Partial> {
        let reader = DateReader {
            words: self,
            prose,
            end,
        };
        let date = reader
            .digits(at)
            .or_else(|| reader.marked(at))
            .or_else(|| reader.named(at))
            .or_else(|| reader.year(at))?;
        let month = date.month.is_none_or(|month| (1..=12).contains(&month));
        let day = date.day.is_none_or(|day| (1..=31).contains(&day));
        (month && day).then_some(date)
    }
}
