//! Where the disclosures of a promise stand, and whether one stands near enough to a claim.

use crate::extract::{Role, Scope, Spot, Statement};
use crate::language::{Act, Polarity};
use crate::rules::{Promise, Subjects, Within};

/// The disclosures of one promise, sorted by where they stand.
///
/// Each is kept for its own sentence and for the distance that the promise gives it, so that a
/// look-up is a search and then the number of different scopes at that place.
pub(super) struct Disclosures<'a>(Vec<(Area<'a>, &'a Scope)>);

/// A stretch of a document in which a disclosure stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Area<'a> {
    disclosure: usize,
    path: &'a str,
    within: Within,
    /// What tells the stretch apart in its document.
    ids: (usize, usize),
}

impl<'a> Area<'a> {
    fn new(disclosure: usize, statement: &'a Statement, spot: Spot, within: Within) -> Self {
        let ids = match within {
            Within::Sentence => (spot.block, spot.sentence),
            Within::Block => (spot.block, 0),
            Within::Section => (spot.section, 0),
            Within::Document => (0, 0),
        };
        Self {
            disclosure,
            path: &statement.place.path,
            within,
            ids,
        }
    }
}

impl<'a> Disclosures<'a> {
    pub(super) fn new(promise: &Promise, statements: &[&'a Statement]) -> Self {
        let mut found = Vec::new();
        for &statement in statements {
            let Role::Disclosure(index) = statement.role else {
                continue;
            };
            let said = statement.reading.act == Act::Statement
                && statement.reading.polarity == Polarity::Affirmed;
            let Some(disclosure) = promise.disclosures.get(index).filter(|_| said) else {
                continue;
            };
            for spot in statement.locus.spots() {
                let mut keep = |within| {
                    found.push((Area::new(index, statement, spot, within), &statement.scope));
                };
                keep(disclosure.within);
                if disclosure.within != Within::Sentence {
                    keep(Within::Sentence);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Self(found)
    }

    /// Whether the disclosure of an index stands within a distance of `statement`, about no
    /// disjoint subject; the distance is its own, or the sentence.
    pub(super) fn near(
        &self,
        subjects: &Subjects,
        statement: &Statement,
        disclosure: usize,
        within: Within,
    ) -> bool {
        statement.locus.spots().any(|spot| {
            let area = Area::new(disclosure, statement, spot, within);
            let first = self.0.partition_point(|(known, _)| *known < area);
            let mut here = self.0[first..]
                .iter()
                .take_while(|(known, _)| *known == area);
            here.any(|(_, scope)| !scope.disjoint(&statement.scope, subjects, true))
        })
    }
}
