//! Rows 4 and 8: where the disclosures of a promise stand, and how near.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::extract::{Role, Scope, Spot, Statement};
use crate::language::{Act, Polarity};
use crate::rules::Within;

use super::case::Case;

/// Where the disclosures of a promise stand.
///
/// Kept by sentence, block, section and document, each scope once, so that a look-up costs the
/// number of different scopes at that place.
pub(super) struct Disclosures<'a>(BTreeMap<(usize, Area), Vec<&'a Scope>>);

/// A stretch of a document, from the document down to a sentence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Area {
    path: Arc<str>,
    section: Option<usize>,
    block: Option<usize>,
    sentence: Option<usize>,
}

impl Area {
    fn of(path: &Arc<str>, spot: Spot, within: Within) -> Self {
        let (section, block, sentence) = match within {
            Within::Sentence => (None, Some(spot.block), Some(spot.sentence)),
            Within::Block => (None, Some(spot.block), None),
            Within::Section => (Some(spot.section), None, None),
            Within::Document => (None, None, None),
        };
        Self {
            path: Arc::clone(path),
            section,
            block,
            sentence,
        }
    }
}

impl<'a> Disclosures<'a> {
    pub(super) fn new(statements: &[&'a Statement]) -> Self {
        let mut areas: BTreeMap<(usize, Area), Vec<&Scope>> = BTreeMap::new();
        for statement in statements {
            let Role::Disclosure(index) = statement.role else {
                continue;
            };
            let said = statement.reading.act == Act::Statement
                && statement.reading.polarity == Polarity::Affirmed;
            if !said {
                continue;
            }
            for spot in statement.locus.spots() {
                for within in [
                    Within::Sentence,
                    Within::Block,
                    Within::Section,
                    Within::Document,
                ] {
                    let area = Area::of(&statement.place.path, spot, within);
                    let scopes = areas.entry((index, area)).or_default();
                    if !scopes.contains(&&statement.scope) {
                        scopes.push(&statement.scope);
                    }
                }
            }
        }
        Self(areas)
    }

    /// Whether the disclosure of that index, affirmed and about no disjoint subject, stands within
    /// a distance of the statement.
    pub(super) fn near(
        &self,
        case: &Case,
        statement: &Statement,
        index: usize,
        within: Within,
    ) -> bool {
        statement.locus.spots().any(|spot| {
            let area = Area::of(&statement.place.path, spot, within);
            self.0.get(&(index, area)).is_some_and(|scopes| {
                let subjects = &case.ruleset.subjects;
                scopes
                    .iter()
                    .any(|scope| !scope.disjoint(&statement.scope, subjects, true))
            })
        })
    }
}
