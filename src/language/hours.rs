//! Hours of the day around a phrase: "from 18:00 to 23:00".

use std::ops::Range;

use super::dates::DateCue;
use super::scene::Scene;

impl Scene<'_, '_> {
    /// Hours of the day as the data writes them: from one to another.
    pub(super) fn hours(&self) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut last: Option<Range<usize>> = None;
        let mut at = self.region.start;
        while at < self.region.end {
            let Some(end) = self.hour_at(at) else {
                at += 1;
                continue;
            };
            match last.take() {
                Some(first)
                    if at <= first.end + 2 && self.clause_of(first.start) == self.clause_of(at) =>
                {
                    found.push(self.opened_hours(first.start)..end);
                }
                _ => last = Some(at..end),
            }
            at = end;
        }
        found.retain(|hours| hours.end <= self.target.start || hours.start >= self.target.end);
        found
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
