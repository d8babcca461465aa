//! How firmly a phrase is said.

use std::ops::Range;

use super::cue::Category;
use super::reading::{Certainty, Cue};
use super::scene::Scene;

impl Scene<'_, '_> {
    /// Words inside `dates` say nothing: "May" is a month there.
    pub(super) fn certainty(&self, dates: &[Range<usize>], seen: &mut Vec<Cue>) -> Certainty {
        let levels = [
            (Category::Hedged, Certainty::Hedged),
            (Category::Absolute, Certainty::Absolute),
        ];
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
}
