//! How firmly a phrase is said.

use super::cue::Category;
use super::reading::{Certainty, Cue};
use super::scene::Scene;

impl Scene<'_, '_> {
    pub(super) fn certainty(&self, seen: &mut Vec<Cue>) -> Certainty {
        let levels = [
            (Category::Hedged, Certainty::Hedged),
            (Category::Absolute, Certainty::Absolute),
        ];
        for (category, certainty) in levels {
            let cue = self.hits_of(category).find(|hit| self.reaches(hit));
            if let Some(hit) = cue {
                self.seen(hit, seen);
                return certainty;
            }
        }
        Certainty::Stated
    }
}
