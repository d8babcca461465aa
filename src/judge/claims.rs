//! The claims of one promise, grouped so that a breach is held against all of them at the cost
//! of the groups, not of the claims.
//!
//! Claims of one group are about the same subjects in the same days. Within a group they are
//! sorted by document; a document's claims are looked at one by one only where its structure
//! makes nameless subjects.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::extract::{Scope, Statement};
use crate::language::{Certainty, ConditionKind};
use crate::rules::{ChannelId, FacetId};

use super::Case;
use super::apart::{Considered, apart, in_one_sentence};
use super::breach::takes_out;
use super::period::Period;

/// How many claims are named beside a finding; the others are counted.
pub(super) const SHOWN: usize = 5;

/// All claims of a promise.
pub(super) struct Claims<'c, 'a> {
    case: &'c Case<'a>,
    groups: Vec<Group<'a>>,
}

/// What the claims that are comparable with a statement amount to.
#[derive(Default)]
pub(super) struct Comparable<'a> {
    /// How many there are.
    pub count: usize,
    /// How many of them are absolute.
    absolute: usize,
    /// For each disclosure of the promise, how many claims stand without it.
    lacking: Vec<usize>,
    /// The nearest, at most five: same document, then same channel, then by path.
    pub nearest: Vec<&'a Statement>,
}

impl Comparable<'_> {
    /// Whether every claim, and at least one, has the disclosure in its distance.
    pub(super) fn disclosed(&self, disclosure: usize) -> bool {
        self.count > 0 && self.lacking[disclosure] == 0
    }

    /// Whether one of them is absolute.
    pub(super) fn is_absolute(&self) -> bool {
        self.absolute > 0
    }

    /// Leaves out a statement that is itself among the claims.
    pub(super) fn leave_out(&mut self, statement: &Statement) {
        self.leave_out_where(|claim| std::ptr::eq(claim, statement));
    }

    /// Leaves out what stands in the same sentence: "not 14 but 30 days" is no contradiction.
    pub(super) fn leave_out_sentence(&mut self, statement: &Statement) {
        self.leave_out_where(|claim| in_one_sentence(claim, statement));
    }

    fn leave_out_where(&mut self, out: impl Fn(&Statement) -> bool) {
        for claim in self.nearest.extract_if(.., |claim| out(claim)) {
            self.count -= 1;
            self.absolute -= usize::from(is_absolute(claim));
        }
    }

    fn add(&mut self, tally: &Tally) {
        self.count += tally.count;
        self.absolute += tally.absolute;
        for (sum, &lacking) in self.lacking.iter_mut().zip(&tally.lacking) {
            *sum += lacking;
        }
    }
}

/// Whether a claim admits no exception: "never, except in the mountains" does.
fn is_absolute(claim: &Statement) -> bool {
    claim.reading.certainty == Certainty::Absolute && !takes_out(claim, &[ConditionKind::Exception])
}

/// One claim with the disclosures that stand near it.
pub(super) struct Claim<'a> {
    pub statement: &'a Statement,
    /// The only facet that it speaks for: a breach denied.
    pub facet: Option<FacetId>,
    /// For each disclosure of the promise, whether it stands within its distance.
    pub disclosed: Vec<bool>,
}

struct Group<'a> {
    scope: Scope,
    period: Period,
    facet: Option<FacetId>,
    /// Sorted by path and place.
    claims: Vec<Claim<'a>>,
    documents: BTreeMap<Arc<str>, (Range<usize>, Tally)>,
    channels: BTreeMap<Option<ChannelId>, usize>,
    all: Tally,
}

#[derive(Clone, Default)]
struct Tally {
    count: usize,
    absolute: usize,
    lacking: Vec<usize>,
}

impl Tally {
    fn add(&mut self, claim: &Claim) {
        self.count += 1;
        self.absolute += usize::from(is_absolute(claim.statement));
        self.lacking.resize(claim.disclosed.len(), 0);
        for (sum, &disclosed) in self.lacking.iter_mut().zip(&claim.disclosed) {
            *sum += usize::from(!disclosed);
        }
    }

    fn without(&self, part: &Self) -> Self {
        let lacking = self
            .lacking
            .iter()
            .zip(&part.lacking)
            .map(|(all, part)| all - part);
        Self {
            count: self.count - part.count,
            absolute: self.absolute - part.absolute,
            lacking: lacking.collect(),
        }
    }
}

impl<'c, 'a> Claims<'c, 'a> {
    /// Groups `claims`, which are sorted by path and place.
    pub(super) fn new(case: &'c Case<'a>, claims: Vec<Claim<'a>>) -> Self {
        let mut groups: BTreeMap<(Scope, Period, Option<FacetId>), Vec<Claim>> = BTreeMap::new();
        for claim in claims {
            let Some(period) = Period::of(&claim.statement.reading.time, case.today) else {
                continue;
            };
            let scope = claim.statement.scope.named_only();
            groups
                .entry((scope, period, claim.facet))
                .or_default()
                .push(claim);
        }
        let group = |((scope, period, facet), claims)| Group::new(scope, period, facet, claims);
        Self {
            case,
            groups: groups.into_iter().map(group).collect(),
        }
    }

    /// The claims that `statement`, a breach of `facet` or a deviating value, can be held against.
    pub(super) fn comparable_with(
        &self,
        statement: &'a Statement,
        facet: Option<FacetId>,
    ) -> Comparable<'a> {
        let mut found = Comparable {
            lacking: vec![0; self.case.promise.disclosures.len()],
            ..Comparable::default()
        };
        let Some(period) = Period::of(&statement.reading.time, self.case.today) else {
            return found;
        };
        let subjects = &self.case.ruleset.subjects;
        let mut near = Vec::new();
        for group in &self.groups {
            let about_facet = group.facet.is_none() || group.facet == facet;
            if !about_facet
                || !group.period.overlaps(period)
                || group.scope.disjoint(&statement.scope, subjects, false)
            {
                continue;
            }
            group.hold_against(statement, self.case, &mut found, &mut near);
        }
        near.sort_by_key(|claim| distance(claim, statement));
        near.dedup_by(|a, b| std::ptr::eq(*a, *b));
        near.truncate(SHOWN);
        found.nearest = near;
        found
    }

    /// The claims nearest to `statement`, with what holds each apart from it, at most five.
    pub(super) fn considered(
        &self,
        statement: &'a Statement,
        facet: Option<FacetId>,
    ) -> Vec<Considered<'a>> {
        let mut near = Vec::new();
        for group in &self.groups {
            if let Some((range, _)) = group.documents.get(&statement.place.path) {
                near.extend(group.nearest_in(range, statement));
            }
            group.offer_others(statement, &mut near);
        }
        near.retain(|claim| !std::ptr::eq(*claim, statement));
        near.sort_by_key(|claim| distance(claim, statement));
        near.dedup_by(|a, b| std::ptr::eq(*a, *b));
        let considered = |claim: &'a Statement| Considered {
            statement: claim,
            apart: apart(self.case, claim, statement, facet),
        };
        near.into_iter().take(SHOWN).map(considered).collect()
    }
}

impl<'a> Group<'a> {
    fn new(scope: Scope, period: Period, facet: Option<FacetId>, claims: Vec<Claim<'a>>) -> Self {
        let mut documents: BTreeMap<Arc<str>, (Range<usize>, Tally)> = BTreeMap::new();
        let mut channels = BTreeMap::new();
        let mut all = Tally::default();
        for (index, claim) in claims.iter().enumerate() {
            let path = Arc::clone(&claim.statement.place.path);
            let (range, tally) = documents
                .entry(path)
                .or_insert_with(|| (index..index, Tally::default()));
            range.end = index + 1;
            tally.add(claim);
            all.add(claim);
            channels.entry(claim.statement.channel).or_insert(index);
        }
        Self {
            scope,
            period,
            facet,
            claims,
            documents,
            channels,
            all,
        }
    }

    fn hold_against(
        &self,
        statement: &'a Statement,
        case: &Case,
        found: &mut Comparable<'a>,
        near: &mut Vec<&'a Statement>,
    ) {
        let here = self.documents.get(&statement.place.path);
        let Some((range, tally)) = here else {
            found.add(&self.all);
            self.offer_others(statement, near);
            return;
        };
        found.add(&self.all.without(tally));
        let mut own = Tally {
            lacking: vec![0; tally.lacking.len()],
            ..Tally::default()
        };
        if statement.scope.nameless.is_empty() {
            own = tally.clone();
            near.extend(self.nearest_in(range, statement));
        } else {
            for claim in &self.claims[range.clone()] {
                let scope = &claim.statement.scope;
                if !scope.disjoint(&statement.scope, &case.ruleset.subjects, true) {
                    own.add(claim);
                    near.push(claim.statement);
                }
            }
        }
        found.add(&own);
        if near.len() < SHOWN {
            self.offer_others(statement, near);
        }
    }

    /// The claims of a document on both sides of the statement.
    fn nearest_in(
        &self,
        range: &Range<usize>,
        statement: &Statement,
    ) -> impl Iterator<Item = &'a Statement> + '_ {
        let start = statement.place.span.start;
        let own = &self.claims[range.clone()];
        let at = own.partition_point(|claim| claim.statement.place.span.start < start);
        let around = at.saturating_sub(SHOWN)..(at + SHOWN).min(own.len());
        self.claims[range.clone()][around]
            .iter()
            .map(|claim| claim.statement)
    }

    fn offer_others(&self, statement: &Statement, near: &mut Vec<&'a Statement>) {
        if let Some(&first) = self.channels.get(&statement.channel) {
            near.push(self.claims[first].statement);
        }
        let others = self.claims.iter().map(|claim| claim.statement);
        near.extend(
            others
                .filter(|claim| claim.place.path != statement.place.path)
                .take(SHOWN),
        );
    }
}

/// Same document first, then same channel, then by path and place.
pub(super) fn distance<'s>(
    claim: &'s Statement,
    statement: &Statement,
) -> (bool, usize, bool, &'s str, usize) {
    let elsewhere = claim.place.path != statement.place.path;
    let gap = claim.place.span.start.abs_diff(statement.place.span.start);
    (
        elsewhere,
        if elsewhere { 0 } else { gap },
        claim.channel != statement.channel,
        &claim.place.path,
        claim.place.span.start,
    )
}
