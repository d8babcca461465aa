//! The values that texts give where nothing is declared, and the one that the others are held
//! against.
//!
//! The reference is the value of the highest authority, then the most frequent, then the first,
//! among the values that can be about the same thing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::extract::{Nameless, Part, Scope, Statement};
use crate::quantity::Quantity;
use crate::rules::SubjectId;

use super::Case;
use super::period::Period;
use super::references::is_compared;

/// The values of a promise that can be compared.
pub(super) struct Texts<'a> {
    /// Sorted by path and place.
    list: Vec<Text<'a>>,
    /// By what they are about, and when.
    pub groups: BTreeMap<(Scope, Period), Vec<u32>>,
    families: Vec<Family>,
}

struct Text<'a> {
    statement: &'a Statement,
    /// Equal for equal values, in whatever words.
    value: u32,
    authority: i64,
}

/// Values about the same declared subjects in the same days.
struct Family {
    scope: Scope,
    period: Period,
    parts_of: Vec<SubjectId>,
    all: Rc<Summary>,
    by_part: BTreeMap<Part, Rc<Summary>>,
}

/// For each different value how often it is given, and the first text of the highest authority
/// that gives it; sorted by value.
struct Summary {
    values: Vec<Given>,
    reference: Option<Given>,
}

#[derive(Clone, Copy)]
struct Given {
    value: u32,
    count: u32,
    authority: i64,
    /// The text, by its index.
    first: u32,
}

impl Given {
    /// The least is the reference.
    fn rank(self) -> (Reverse<i64>, Reverse<u32>, u32) {
        (Reverse(self.authority), Reverse(self.count), self.first)
    }

    fn join(self, other: Self) -> Self {
        let first = |given: Self| (Reverse(given.authority), given.first);
        let best = if first(self) <= first(other) {
            self
        } else {
            other
        };
        Self {
            count: self.count + other.count,
            ..best
        }
    }
}

impl Summary {
    fn new(mut values: Vec<Given>) -> Rc<Self> {
        values.sort_by_key(|given| (given.value, given.first));
        let mut joined: Vec<Given> = Vec::new();
        for given in values {
            match joined.last_mut() {
                Some(last) if last.value == given.value => *last = last.join(given),
                _ => joined.push(given),
            }
        }
        let reference = joined.iter().copied().min_by_key(|given| given.rank());
        Rc::new(Self {
            values: joined,
            reference,
        })
    }

    fn of(&self, value: u32) -> Option<Given> {
        let at = self
            .values
            .binary_search_by_key(&value, |given| given.value);
        at.ok().map(|at| self.values[at])
    }
}

impl<'a> Texts<'a> {
    pub(super) fn new(case: &Case<'a>) -> Self {
        let mut values: HashMap<String, u32> = HashMap::new();
        let mut texts = Self {
            list: Vec::new(),
            groups: BTreeMap::new(),
            families: Vec::new(),
        };
        let mut members: BTreeMap<(Scope, Period, Vec<SubjectId>), Vec<u32>> = BTreeMap::new();
        for &statement in case
            .statements
            .iter()
            .filter(|text| is_compared(case, text))
        {
            let period = Period::of(&statement.reading.time, case.today);
            let Some((period, quantity)) = period.zip(statement.value.as_ref()) else {
                continue;
            };
            let index = texts.list.len() as u32;
            let next = values.len() as u32;
            texts.list.push(Text {
                statement,
                value: *values.entry(same_key(quantity)).or_insert(next),
                authority: case.authority(statement),
            });
            let named = statement.scope.named_only();
            let mut parts_of: Vec<SubjectId> = named.parts.iter().map(|part| part.of).collect();
            parts_of.dedup();
            let declared = without_parts(&named);
            members
                .entry((declared, period, parts_of))
                .or_default()
                .push(index);
            texts.groups.entry((named, period)).or_default().push(index);
        }
        let families = members.into_iter();
        texts.families = families
            .map(|((scope, period, parts_of), members)| {
                texts.family(scope, period, parts_of, &members)
            })
            .collect();
        texts
    }

    fn family(
        &self,
        scope: Scope,
        period: Period,
        parts_of: Vec<SubjectId>,
        members: &[u32],
    ) -> Family {
        let given = |&index: &u32| self.given(index);
        let mut by_part: BTreeMap<Part, Vec<Given>> = BTreeMap::new();
        for index in members {
            for part in &self.list[*index as usize].statement.scope.parts {
                by_part.entry(part.clone()).or_default().push(given(index));
            }
        }
        let by_part = by_part.into_iter();
        Family {
            scope,
            period,
            parts_of,
            all: Summary::new(members.iter().map(given).collect()),
            by_part: by_part
                .map(|(part, given)| (part, Summary::new(given)))
                .collect(),
        }
    }

    /// A reference for each nameless thing that has several of these values.
    pub(super) fn references_of_things(
        &self,
        group: &[u32],
    ) -> BTreeMap<(&'a str, Vec<Nameless>), u32> {
        let mut things: BTreeMap<(&str, Vec<Nameless>), Vec<u32>> = BTreeMap::new();
        for &index in group {
            let statement = self.list[index as usize].statement;
            if !statement.scope.nameless.is_empty() {
                things.entry(thing(statement)).or_default().push(index);
            }
        }
        let several = things.into_iter().filter(|(_, members)| members.len() > 1);
        let of_thing = |(thing, members): (_, Vec<u32>)| {
            let summary = Summary::new(members.iter().map(|index| self.given(*index)).collect());
            summary.reference.map(|given| (thing, given.first))
        };
        several.filter_map(of_thing).collect()
    }

    /// The text of an index.
    pub(super) fn statement(&self, index: u32) -> &'a Statement {
        self.list[index as usize].statement
    }

    fn given(&self, index: u32) -> Given {
        let text = &self.list[index as usize];
        Given {
            value: text.value,
            count: 1,
            authority: text.authority,
            first: index,
        }
    }

    /// The text that values about a scope in some days are held against.
    pub(super) fn reference(&self, case: &Case, scope: &Scope, period: Period) -> Option<u32> {
        let declared = without_parts(scope);
        let subjects = &case.ruleset.subjects;
        let peers = self.families.iter().filter(|family| {
            family.period.overlaps(period) && !family.scope.disjoint(&declared, subjects, false)
        });
        let mut summaries: Vec<&Summary> = peers.flat_map(|family| family.about(scope)).collect();
        let largest = (0..summaries.len()).max_by_key(|&at| summaries[at].values.len())?;
        let base = summaries.swap_remove(largest);
        // More texts of a value only raise it: what the others do not give keeps its rank.
        let mut more: BTreeMap<u32, Given> = BTreeMap::new();
        for given in summaries.iter().flat_map(|summary| &summary.values) {
            let joined = more.get(&given.value).map(|known| known.join(*given));
            more.insert(given.value, joined.unwrap_or(*given));
        }
        let raised = more.values().map(|given| {
            base.of(given.value)
                .map_or(*given, |known| known.join(*given))
        });
        let best = raised
            .chain(base.reference)
            .min_by_key(|given| given.rank());
        best.map(|given| given.first)
    }
}

impl Family {
    /// The values that are about no other part than a scope.
    fn about<'f>(&'f self, scope: &Scope) -> Vec<&'f Summary> {
        let everything = scope.everything || self.scope.everything;
        let shares = |part: &Part| self.parts_of.contains(&part.of);
        if everything || !scope.parts.iter().any(shares) {
            return vec![&self.all];
        }
        let parts = scope.parts.iter();
        parts
            .filter_map(|part| self.by_part.get(part).map(Rc::as_ref))
            .collect()
    }
}

/// The nameless thing of one document that a statement is about.
pub(super) fn thing(statement: &Statement) -> (&str, Vec<Nameless>) {
    (&statement.place.path, statement.scope.thing())
}

fn without_parts(scope: &Scope) -> Scope {
    Scope {
        parts: Vec::new(),
        ..scope.clone()
    }
}

fn same_key(quantity: &Quantity) -> String {
    format!("{:?} {:?}", quantity.value, quantity.per)
}
