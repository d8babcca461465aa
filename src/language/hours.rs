//! Hours of the day around a phrase: "from 18:00 to 23:00".

use std::ops::Range;

use super::dates::DateCue;
use super::scene::Scene;

/// The most tokens between two hours that are the ends of one span of time.
const BETWEEN: usize = 4;

impl Scene<'_, '_> {
    /// Hours of the day as the data writes them: from one to another, or up to one, or from it on.
    pub(super) fn hours(&self) -> Vec<Range<usize>> {
        let single = self.single_hours();
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < single.len() {
            let first = &single[at];
            let joined = single.get(at + 1).filter(|second| {
                second.start <= first.end + BETWEEN
                    && self.clause_of(first.start) == self.clause_of(second.start)
            });
            if let Some(second) = joined {
                found.push(self.opened_hours(first.start)..second.end);
                at += 2;
            } else {
                found.extend(self.limited_hour(first));
                at += 1;
            }
        }
        found.retain(|hours| hours.end <= self.target.start || hours.start >= self.target.end);
        found
    }

    fn single_hours(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = self.region.start;
        while at < self.region.end {
            match self.hour_at(at) {
                Some(end) => {
                    found.push(at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// One hour with the word that makes it the begin or the end of a span of time.
    fn limited_hour(&self, hour: &Range<usize>) -> Option<Range<usize>> {
        let start = self.region.start.max(hour.start.saturating_sub(2));
        let end = self.region.end.min(hour.end + 2);
        let words = &self.language.dates;
        let cues = words.cues(self.prose, start..end, &self.target);
        cues.iter().find_map(|(cue, kind)| match kind {
            DateCue::Before | DateCue::After | DateCue::From | DateCue::Until
                if cue.end == hour.start =>
            {
                Some(cue.start..hour.end)
            }
            DateCue::FromBehind | DateCue::UntilBehind if cue.start == hour.end => {
                Some(hour.start..cue.end)
            }
            _ => None,
        })
    }

    /// One past the last token of the hour that begins at a token.
    pub(super) fn hour_at(&self, at: usize) -> Option<usize> {
        let word = self.prose.word(at);
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() == word.len() || word.len() - digits.len() > 2 {
            return None;
        }
        let next = |by: usize| (at + by < self.region.end).then(|| self.prose.word(at + by));
        let marks = &self.language.clock;
        let is_mark = |word: &str| marks.iter().any(|mark| mark == word);
        if digits.is_empty() {
            if next(1) == Some(":") && next(2).is_some_and(|minutes| minutes.len() <= 4) {
                return Some(at + 3);
            }
            return next(1).is_some_and(is_mark).then_some(at + 2);
        }
        is_mark(digits.trim_end_matches(|c: char| c.is_ascii_digit())).then_some(at + 1)
    }

    /// The first token of hours, with the word that opens them.
    fn opened_hours(&self, first: usize) -> usize {
        let before = self.region.start.max(first.saturating_sub(2))..first;
        let cues = self.language.dates.cues(self.prose, before, &self.target);
        let opener = cues.iter().find(|(cue, kind)| {
            cue.end == first && matches!(kind, DateCue::From | DateCue::Within)
        });
        opener.map_or(first, |(cue, _)| cue.start)
    }
}
