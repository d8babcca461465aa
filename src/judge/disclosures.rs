//! Where the disclosures of a promise stand, and whether one stands near enough to a claim.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{Nameless, Part, Role, Scope, Spot, Statement};
use crate::language::{Act, Polarity};
use crate::rules::{Promise, SubjectId, Subjects, Within};

use super::nearby::Cursor;

/// So many disclosures of one stretch are looked at one by one.
const FEW: usize = 16;

/// The disclosures of one promise, sorted by where they stand.
///
/// Each is kept for its own sentence and for the distance that the promise gives it, so that a
/// look-up is a search, and then one among the scopes at that place.
pub(super) struct Disclosures<'a> {
    sorted: Vec<(Area<'a>, &'a Scope)>,
    /// Where each disclosure was looked for last: statements come in order.
    cursors: Vec<Cursor>,
    /// Stretches with many of them, by their first.
    crowds: BTreeMap<usize, Crowd<'a>>,
}

/// A stretch of a document in which a disclosure stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Area<'a> {
    disclosure: usize,
    path: &'a str,
    within: Within,
    /// What tells the stretch apart in its document.
    ids: (u32, u64),
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
            let index = index as usize;
            let said = statement.reading.act == Act::Statement
                && statement.reading.polarity == Polarity::Affirmed;
            let Some(disclosure) = promise.disclosures.get(index).filter(|_| said) else {
                continue;
            };
            for spot in statement.locus.spots() {
                let mut keep = |within| {
                    found.push((Area::new(index, statement, spot, within), &*statement.scope));
                };
                keep(disclosure.within);
                if disclosure.within != Within::Sentence {
                    keep(Within::Sentence);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        let mut crowds = BTreeMap::new();
        let mut first = 0;
        for run in found.chunk_by(|(a, _), (b, _)| a == b) {
            if run.len() > FEW {
                crowds.insert(first, Crowd::new(run.iter().map(|(_, scope)| *scope)));
            }
            first += run.len();
        }
        Self {
            sorted: found,
            cursors: promise
                .disclosures
                .iter()
                .map(|_| Cursor::default())
                .collect(),
            crowds,
        }
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
            let cursor = &self.cursors[disclosure];
            let first = cursor.partition_point(&self.sorted, |(known, _)| *known < area);
            let scope = &statement.scope;
            if let Some(crowd) = self.crowds.get(&first) {
                let here = self
                    .sorted
                    .get(first)
                    .is_some_and(|(known, _)| *known == area);
                return here && crowd.holds_comparable(scope, subjects);
            }
            let mut here = self.sorted[first..]
                .iter()
                .take_while(|(known, _)| *known == area);
            here.any(|(_, own)| !own.disjoint(scope, subjects, true))
        })
    }
}

/// Many scopes of one document, found by what sets them apart.
struct Crowd<'a>(BTreeMap<Kind, Alike<'a>>);

/// A scope without the names of its parts, and the groups of its nameless things.
type Kind = (Scope, Vec<SubjectId>, Vec<usize>);

#[derive(Default)]
struct Alike<'a> {
    all: Vec<&'a Scope>,
    by_part: BTreeMap<&'a Part, Vec<&'a Scope>>,
    by_member: BTreeMap<Nameless, Vec<&'a Scope>>,
}

impl<'a> Crowd<'a> {
    fn new(scopes: impl Iterator<Item = &'a Scope>) -> Self {
        let mut kinds: BTreeMap<Kind, Alike> = BTreeMap::new();
        for scope in scopes {
            let declared = Scope {
                parts: Vec::new(),
                ..scope.named_only()
            };
            let parts_of: BTreeSet<SubjectId> = scope.parts.iter().map(|part| part.of).collect();
            let groups: BTreeSet<usize> = scope.nameless.iter().map(|own| own.group).collect();
            let kind = (
                declared,
                parts_of.into_iter().collect(),
                groups.into_iter().collect(),
            );
            let alike = kinds.entry(kind).or_default();
            alike.all.push(scope);
            for part in &scope.parts {
                alike.by_part.entry(part).or_default().push(scope);
            }
            for &member in &scope.nameless {
                alike.by_member.entry(member).or_default().push(scope);
            }
        }
        Self(kinds)
    }

    /// Whether one of them can be about the same thing.
    fn holds_comparable(&self, scope: &Scope, subjects: &Subjects) -> bool {
        let comparable = |own: &&&Scope| !own.disjoint(scope, subjects, true);
        self.0.iter().any(|((declared, parts_of, groups), alike)| {
            let everything = scope.everything || declared.everything;
            let shared_group = scope
                .nameless
                .iter()
                .find(|own| groups.contains(&own.group));
            let shares_part = scope.parts.iter().any(|part| parts_of.contains(&part.of));
            if let Some(first) = shared_group.filter(|_| !everything) {
                let own = scope.nameless.iter().filter(|own| own.group == first.group);
                let mut near = own.filter_map(|own| alike.by_member.get(own)).flatten();
                near.any(|own| comparable(&own))
            } else if shares_part && !everything {
                let own = scope
                    .parts
                    .iter()
                    .filter_map(|part| alike.by_part.get(part));
                own.flatten().any(|own| comparable(&own))
            } else {
                // Nothing sets them apart from the scope but what they have in common.
                alike.all.first().is_some_and(|own| comparable(&own))
            }
        })
    }
}
