//! The ways to write a day.

use std::ops::Range;

use super::dates::{DateWords, Part, Partial};
use crate::text::{Mark, Prose, TokenKind};

/// Reads the date that begins at a token.
pub(super) struct DateReader<'a, 't> {
    pub(super) words: &'a DateWords,
    pub(super) prose: &'a Prose<'t>,
    /// One past the last token that may be read.
    pub(super) end: usize,
}

impl DateReader<'_, '_> {
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
    pub(super) fn digits(&self, at: usize) -> Option<Partial> {
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
    pub(super) fn marked(&self, at: usize) -> Option<Partial> {
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
    pub(super) fn named(&self, at: usize) -> Option<Partial> {
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

    /// A bare year.
    pub(super) fn year(&self, at: usize) -> Option<Partial> {
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
