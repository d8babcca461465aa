//! How firmly a phrase is said.

use std::ops::Range;

use super::cue::{Category, Family};
use super::reading::{Certainty, Cue};
use super::scene::Scene;

/// The most tokens between a bound and its amount: 最多*可用*100GB.
const BOUNDED: usize = 2;

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
                let bound = hit.rule.bound
                    && hit.tokens.start >= self.target.end
                    && self.is_before_amount(hit.tokens.end);
                !inside && !bound && self.reaches(hit)
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
            let follows = cue.tokens.start > self.target.start;
            let followed = cue.tokens.end < self.target.end;
            let bounds = self.is_before_amount(cue.tokens.end);
            let hedges = cue.rules.iter().any(|&rule| {
                let rule = self.language.cues.rule(rule);
                rule.category == Category::Hedged
                    && (followed || rule.reaches_left_only())
                    && !(rule.bound && bounds)
            });
            hedges && follows && !inside
        })
    }

    /// Whether an amount stands behind the cue that ends at the token, few words aside.
    fn is_before_amount(&self, end: usize) -> bool {
        self.all_amounts.iter().any(|amount| {
            let amount = self.prose.tokens_in(amount.span);
            amount.end > end && amount.start <= end + BOUNDED
        })
    }
}
