//! The months of every year that a sentence speaks of: "throughout August", 7月至9月.

use std::ops::Range;

use super::Language;
use super::date_reader::DateReader;
use super::dates::DateCue;
use crate::text::Prose;

/// The most tokens between the two ends of a range: "from September *up to and including* July".
const LONGEST_JOIN: usize = 4;

/// Months of every year, a bit each from January on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    pub(super) bits: u32,
}

impl Months {
    /// From one month to another, both included, over the turn of the year where the second is earlier.
    fn from_to(first: u8, last: u8) -> Self {
        let length = (12 + last - first) % 12 + 1;
        let months = (0..length).map(|step| (first - 1 + step) % 12);
        let bits = months.fold(0, |bits, month| bits | 1 << month);
        Self { bits }
    }

    fn and(self, other: Self) -> Self {
        Self {
            bits: self.bits | other.bits,
        }
    }

    /// Whether there is none that both have.
    #[must_use]
    pub fn is_apart_from(self, other: Self) -> bool {
        self.bits & other.bits == 0
    }
}

/// A month and the tokens that name it.
struct Named {
    month: u8,
    tokens: Range<usize>,
    /// Whether a word for months stands beside its numeral: 8月, and not "March".
    marked: bool,
}

impl Language {
    /// The months of every year that some tokens are limited to; `None` where they name none, a year
    /// too, or months from which or until which something holds.
    #[must_use]
    pub fn months(&self, prose: &Prose, tokens: &Range<usize>) -> Option<Months> {
        let named = self.named_months(prose, tokens)?;
        if named.is_empty() {
            return None;
        }
        let cues = self.dates.cues(prose, tokens.clone(), &(0..0));
        let opens = |at: usize, kinds: &[DateCue]| {
            let mut cues = cues.iter();
            cues.any(|(cue, kind)| cue.end == at && kinds.contains(kind))
        };
        let joins = |between: Range<usize>| {
            let is_dash = between.is_empty() && is_dash(prose, between.start);
            let mut cues = cues.iter();
            is_dash
                || (between.len() <= LONGEST_JOIN
                    && cues.any(|(cue, kind)| {
                        matches!(kind, DateCue::To | DateCue::Until) && between.contains(&cue.start)
                    }))
        };
        let mut months: Option<Months> = None;
        let mut at = 0;
        while let Some(first) = named.get(at) {
            let start = first.tokens.start;
            let within = opens(start, &[DateCue::Within]);
            let from = opens(start, &[DateCue::From]);
            let next = named.get(at + 1);
            let last = next.filter(|next| {
                let between = first.tokens.end..next.tokens.start;
                joins(between.clone()) && (from || !self.lists(prose, between))
            });
            let is_limit = within || first.marked || months.is_some() || (from && last.is_some());
            let open = [
                DateCue::From,
                DateCue::Until,
                DateCue::Before,
                DateCue::After,
            ];
            if last.is_none() && opens(start, &open) {
                return None;
            }
            if is_limit {
                let found = Months::from_to(first.month, last.unwrap_or(first).month);
                months = Some(months.map_or(found, |known| known.and(found)));
            }
            at += if last.is_some() { 2 } else { 1 };
        }
        months
    }

    /// Whether what stands between two months makes a list of them, and no range.
    fn lists(&self, prose: &Prose, mut between: Range<usize>) -> bool {
        between.any(|at| self.joins(prose.word(at)))
    }

    /// The months that some tokens name; `None` beside a year.
    fn named_months(&self, prose: &Prose, tokens: &Range<usize>) -> Option<Vec<Named>> {
        let reader = DateReader {
            words: &self.dates,
            prose,
            end: tokens.end,
        };
        let mut named = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let written = &prose.original()[prose.tokens()[at].span.range()];
            let name = self.dates.months.get(prose.word(at));
            let name = name.filter(|_| written.starts_with(char::is_uppercase));
            let marked = reader.marked(at);
            if reader.year(at).is_some() || marked.as_ref().is_some_and(|date| date.year.is_some())
            {
                return None;
            }
            let (month, end) = match (name, marked) {
                (Some(&month), _) => (Some(month), at + 1),
                (None, Some(date)) => (date.month, date.tokens.end),
                (None, None) => (None, at + 1),
            };
            let month = month.and_then(|month| u8::try_from(month).ok());
            named.extend(
                month
                    .filter(|month| (1..=12).contains(month))
                    .map(|month| Named {
                        month,
                        tokens: at..end,
                        marked: name.is_none(),
                    }),
            );
            at = end;
        }
        Some(named)
    }
}

/// Whether a dash stands before a token.
fn is_dash(prose: &Prose, at: usize) -> bool {
    let tokens = prose.tokens();
    let Some((before, behind)) = at
        .checked_sub(1)
        .map(|last| &tokens[last])
        .zip(tokens.get(at))
    else {
        return false;
    };
    let between = &prose.original()[before.span.end..behind.span.start];
    matches!(between.trim(), "-" | "–" | "—" | "~" | "～")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    fn months(code: &str, text: &str) -> Option<u32> {
        let language = Languages::builtin().get(code).unwrap();
        let prose = Prose::new(text, Languages::builtin().abbreviations());
        let months = language.months(&prose, &(0..prose.tokens().len()));
        months.map(|months| months.bits)
    }

    fn bits(months: &[u32]) -> u32 {
        months.iter().fold(0, |bits, month| bits | 1 << (month - 1))
    }

    #[test]
    fn months_are_those_of_every_year() {
        let told: [(&str, &str, &[u32]); 11] = [
            ("en", "Kids eat free throughout August.", &[8]),
            ("en", "In July and August we teach larger groups.", &[7, 8]),
            ("en", "In May, June and July it is free.", &[5, 6, 7]),
            (
                "en",
                "From November to February the pool is closed.",
                &[11, 12, 1, 2],
            ),
            ("en", "The pool opens in May–September.", &[5, 6, 7, 8, 9]),
            ("en", "Between May and July it is free.", &[5, 6, 7]),
            ("vi", "Miễn phí trong tháng 8.", &[8]),
            ("vi", "Từ tháng 9 đến tháng 11 phụ thu 10%.", &[9, 10, 11]),
            ("zh", "8月免门票。", &[8]),
            ("zh", "7月至9月加收空调费。", &[7, 8, 9]),
            ("zh", "11月到次年2月不开放。", &[11, 12, 1, 2]),
        ];
        for (code, text, wanted) in told {
            assert_eq!(months(code, text), Some(bits(wanted)), "{text}");
        }
    }

    #[test]
    fn what_names_no_months_of_every_year_has_none() {
        let none = [
            ("en", "You may march on."),
            ("en", "Free until August."),
            ("en", "From August on a fee applies."),
            ("en", "Free in August 2026."),
            ("en", "April is our nurse."),
            ("vi", "Miễn phí từ tháng thứ 7."),
            ("vi", "Miễn phí trong 7 tháng."),
            ("zh", "前7个月免费。"),
            ("zh", "2026年8月免费。"),
        ];
        for (code, text) in none {
            assert_eq!(months(code, text), None, "{text}");
        }
    }
}
