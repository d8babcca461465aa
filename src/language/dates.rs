//! Days in a text, as far as a validity needs them.
//!
//! Which words stand for months, which order the parts have and which words open and end a
//! period is data; digits with `-` are ISO dates in every language.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use super::lexicon::Lexicon;
use crate::text::fold::fold_word;
use crate::text::{Mark, Prose, TokenKind};

/// The `[cues.dates]` table of a language.
#[derive(Clone, Debug, Default, Deserialize)]
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
    months: HashMap<String, i8>,
    day_first: Option<bool>,
    parts: HashMap<String, Part>,
    ordinals: Vec<String>,
    cues: Lexicon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
}

/// A date, perhaps without its year or its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) year: Option<i16>,
    month: Option<i8>,
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
        let mut cues = Lexicon::new();
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
            cues,
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
        let reader = Reader {
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

struct Reader<'a, 't> {
    words: &'a DateWords,
    prose: &'a Prose<'t>,
    end: usize,
}

impl Reader<'_, '_> {
    fn word(&self, at: usize) -> Option<&str> {
        (at < self.end).then(|| self.prose.word(at))
    }

    fn number(&self, at: usize, low: i16, high: i16) -> Option<i16> {
        let word = self.word(at)?;
        let number: i16 = word.parse().ok()?;
        ((low..=high).contains(&number) && word.starts_with(|c: char| c.is_ascii_digit()))
            .then_some(number)
    }

    fn plain_year(&self, at: usize) -> Option<i16> {
        self.number(at, 1970, 2150)
    }

    fn small(&self, at: usize, high: i8) -> Option<i8> {
        self.number(at, 1, i16::from(high)).map(|n| n as i8)
    }

    /// A day such as `3` or `3rd`.
    fn day(&self, at: usize) -> Option<i8> {
        self.small(at, 31).or_else(|| {
            let word = self.word(at)?;
            let mut endings = self.words.ordinals.iter();
            let digits = endings.find_map(|ending| word.strip_suffix(ending.as_str()))?;
            digits.parse().ok().filter(|day| (1..=31).contains(day))
        })
    }

    fn separator(&self, at: usize) -> Option<(&str, usize)> {
        let tokens = self.prose.tokens();
        let next = at + 1;
        self.word(next)?;
        let between = &self.prose.folded()[tokens[at].folded.end..tokens[next].folded.start];
        if between == "-" {
            return Some(("-", next));
        }
        (self.word(next) == Some("/") && next + 1 < self.end).then_some(("/", next + 1))
    }

    /// `2026-03-01`, `01/03/2026`, `1.3.2026`, `1/3`.
    fn digits(&self, at: usize) -> Option<Partial> {
        if self.prose.tokens()[at].kind != TokenKind::Number {
            return None;
        }
        let word = self.word(at)?;
        let dotted: Vec<&str> = word.split('.').collect();
        if dotted.len() == 3 {
            let numbers = dotted.iter().map(|part| part.parse().ok());
            let numbers: Option<Vec<i16>> = numbers.collect();
            return self.ordered(&numbers?, at..at + 1);
        }
        let (sign, second) = self.separator(at)?;
        let first = self.number(at, 1, 2150)?;
        let middle = self.number(second, 1, 31)?;
        if let Some((again, third)) = self.separator(second)
            && again == sign
            && let Some(last) = self.number(third, 1, 2150)
        {
            return self.ordered(&[first, middle, last], at..third + 1);
        }
        let day_first = self.words.day_first?;
        if sign != "/" || first > 31 {
            return None;
        }
        let (day, month) = if day_first {
            (first, middle)
        } else {
            (middle, first)
        };
        (month <= 12).then(|| Partial {
            year: None,
            month: Some(month as i8),
            day: Some(day as i8),
            worded: false,
            tokens: at..second + 1,
        })
    }

    fn ordered(&self, numbers: &[i16], tokens: Range<usize>) -> Option<Partial> {
        let &[a, b, c] = numbers else { return None };
        let (year, month, day) = if a >= 1970 {
            (a, b, c)
        } else if c >= 1970 {
            let day_first = match self.words.day_first {
                Some(first) => first,
                None if a > 12 => true,
                None if b > 12 => false,
                None if a == b => true,
                None => return None,
            };
            if day_first { (c, b, a) } else { (c, a, b) }
        } else {
            return None;
        };
        Some(Partial {
            year: Some(year),
            month: Some(i8::try_from(month).ok()?),
            day: Some(i8::try_from(day).ok()?),
            worded: false,
            tokens,
        })
    }

    /// `ngày 1 tháng 3 năm 2026`, `tháng 3/2026`, `2026年3月1日`: each number with the word for its
    /// part before or behind it.
    fn marked(&self, at: usize) -> Option<Partial> {
        let mut date = Partial {
            year: None,
            month: None,
            day: None,
            worded: true,
            tokens: at..at,
        };
        let mut here = at;
        while let Some(word) = self.word(here) {
            let (part, number, next) = if let Some(&part) = self.words.parts.get(word) {
                (part, here + 1, here + 2)
            } else if let Some(&part) = self
                .word(here + 1)
                .and_then(|behind| self.words.parts.get(behind))
                .filter(|_| self.prose.tokens()[here + 1].kind == TokenKind::Han)
            {
                (part, here, here + 2)
            } else if word == "/" && date.month.is_some() {
                (Part::Year, here + 1, here + 2)
            } else {
                break;
            };
            let set = match part {
                Part::Year if date.year.is_none() => {
                    date.year = self.plain_year(number);
                    date.year.is_some()
                }
                Part::Month if date.month.is_none() => {
                    date.month = self.small(number, 12);
                    date.month.is_some()
                }
                Part::Day
                    if date.day.is_none()
                        && date.month.is_none_or(|_| date.year.is_some() || here > at) =>
                {
                    date.day = self.small(number, 31);
                    date.day.is_some()
                }
                _ => false,
            };
            if !set {
                break;
            }
            here = next;
        }
        date.tokens = at..here;
        let named = date.month.is_some() || date.year.is_some();
        (named && here > at).then_some(date)
    }

    /// `1 March 2026`, `March 1, 2026`, `March 2026`, `1 March`.
    fn named(&self, at: usize) -> Option<Partial> {
        let month = |at: usize| {
            self.word(at)
                .and_then(|w| self.words.months.get(w).copied())
        };
        let (month, day, mut end) = if let Some(month) = month(at) {
            match self.day(at + 1) {
                Some(day) => (month, Some(day), at + 2),
                None => (month, None, at + 1),
            }
        } else {
            (month(at + 1)?, Some(self.day(at)?), at + 2)
        };
        let year = self.plain_year(end).filter(|_| self.follows(end));
        if year.is_some() {
            end += 1;
        }
        (day.is_some() || year.is_some()).then_some(Partial {
            year,
            month: Some(month),
            day,
            worded: false,
            tokens: at..end,
        })
    }

    /// Whether a token follows the one before it with nothing but a comma between.
    fn follows(&self, at: usize) -> bool {
        let clause = self.prose.clauses()[self.prose.tokens()[at].clause];
        clause.first != at || clause.opened == Mark::Comma
    }

    fn year(&self, at: usize) -> Option<Partial> {
        let year = self.plain_year(at)?;
        (self.word(at)?.len() == 4).then_some(Partial {
            year: Some(year),
            month: None,
            day: None,
            worded: false,
            tokens: at..at + 1,
        })
    }
}
