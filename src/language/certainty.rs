//! How firmly a phrase is said.

use std::ops::Range;

use super::cue::{Category, Family};
use super::reading::{Certainty, Cue};
use super::scene::Scene;

impl Scene<'_, '_> {
    /// Words inside `dates` say nothing: "May" is a month there.
    pub(super) fn certainty(&self, dates: &[Range<usize>], seen: &mut Vec<Cue>) -> Certainty {
        let levels = [
            (Category::Hedged, Certainty::Hedged),
            (Category::Absolute, Certainty::Absolute),
        ];
        if self.is_doubted_within(dates) {
            return Certainty::Hedged;
        }
        for (category, certainty) in levels {
            let cue = self.hits_of(category).find(|hit| {
                let inside = dates.iter().any(|date| date.contains(&hit.tokens.start));
                !inside && self.reaches(hit)
            });
            if let Some(hit) = cue {
                self.seen(hit, seen);
                return certainty;
            }
        }
        Certainty::Stated
    }

    /// Whether the target's own words say it with a reserve: "speed may be reduced".
    fn is_doubted_within(&self, dates: &[Range<usize>]) -> bool {
        let found = self.language.cues.lexicons()[Family::Voice as usize].find(
            self.prose,
            self.target.clone(),
            &(0..0),
        );
        found.iter().any(|cue| {
            let inside = dates.iter().any(|date| date.contains(&cue.tokens.start));
            let followed = cue.tokens.start > self.target.start && cue.tokens.end < self.target.end;
            let mut rules = cue.rules.iter();
            let hedges =
                rules.any(|&rule| self.language.cues.rule(rule).category == Category::Hedged);
            hedges && followed && !inside
        })
    }
}
