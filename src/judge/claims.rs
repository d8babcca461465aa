//! The claims of one promise, grouped so that a breach is held against all of them at the cost
//! of the groups, not of the claims.
//!
//! Claims of one family are about the same declared subjects in the same days; within a family
//! the parts that documents make, such as the plans of a tariff, are looked up by name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::extract::{Part, Role, Scope, Statement, Voice};
use crate::language::{Certainty, ConditionKind};
use crate::quantity::Quantity;
use crate::rules::{ChannelId, FacetId, SubjectId};

use super::Case;
use super::apart::{Considered, apart, apart_by_limits, in_one_sentence};
use super::breach::takes_out;
use super::clearance::Apart;
use super::comparable::Comparable;
use super::contrast::{Contrasts, is_another_topic, is_spared, names_another};
use super::exceptions::{Exceptions, advertises_in, advertising};
use super::group::{Group, Groups, OfPart, Tally};
use super::kept::{Kept, keeps_beside, promises_itself};
use super::limits::{
    addressed, bounds, holds_no_longer, is_limited, reaches, special, tells_limit,
};
use super::nearby::distance;
use super::period::Period;
use super::told::Amounts;
use super::wording::Wording;

/// How many claims are named beside a finding; the others are counted.
pub(super) const SHOWN: usize = 5;

/// So many claims of a group are asked for their limits.
const MOST_ASKED: usize = 256;
/// So many claims that their own sentences narrow are held against a breach one by one.
const MOST_NARROWED: usize = 32;

/// All claims of a promise.
pub(super) struct Claims<'c, 'a> {
    case: &'c Case<'a>,
    /// Sorted by path and place.
    list: Vec<Claim<'a>>,
    families: Vec<Family<'a>>,
    /// The channel that all of them speak for, breaches denied left out.
    channel: Option<ChannelId>,
    exceptions: Exceptions<'a>,
    /// What the pages that advertise tell with amounts.
    amounts: Amounts<'a>,
    contrasts: Contrasts<'a>,
    /// The claims that make no promise but for what their own sentences leave of it, with the bounds
    /// that these tell, up to [`MOST_NARROWED`].
    narrowed: Vec<(Claim<'a>, Vec<Quantity>)>,
    /// The customers and uses with a deal of their own that some claim names.
    special: BTreeSet<&'a str>,
    /// Those of advertising pages, up to [`MOST_ASKED`].
    advertised: Vec<&'a Statement>,
    /// The families that are comparable with what a statement is about, once that was asked.
    views: RefCell<BTreeMap<Key, Rc<[usize]>>>,
}

/// Declared subjects without parts, days, and a facet where only one is spoken of.
type Key = (Scope, Period, Option<FacetId>);

struct Family<'a> {
    key: Key,
    /// The subjects whose parts its claims are about.
    parts_of: Vec<SubjectId>,
    all: Group,
    by_part: FxHashMap<&'a Part, OfPart>,
}

/// One claim with the disclosures that stand near it.
pub(super) struct Claim<'a> {
    pub statement: &'a Statement,
    /// The only facet that it speaks for: a breach denied.
    pub facet: Option<FacetId>,
    /// For each disclosure of the promise, whether it stands within its distance; shared by
    /// claims with the same ones.
    pub disclosed: Rc<[bool]>,
}

/// Whether a claim admits no exception: "never, except in the mountains" does.
pub(super) fn is_absolute(claim: &Statement) -> bool {
    claim.reading.certainty == Certainty::Absolute && !takes_out(claim, &[ConditionKind::Exception])
}

impl<'c, 'a> Claims<'c, 'a> {
    /// Groups `claims`, which are sorted by path and place.
    pub(super) fn new(case: &'c Case<'a>, claims: Vec<Claim<'a>>) -> Self {
        let mut members: BTreeMap<(Key, Vec<SubjectId>), Vec<u32>> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            let scope = &claim.statement.scope;
            let Some(period) = Period::of(&claim.statement.reading.time, case.today) else {
                continue;
            };
            let key = (declared_only(scope), period, claim.facet);
            let mut parts_of: Vec<SubjectId> = scope.parts.iter().map(|part| part.of).collect();
            parts_of.dedup();
            members
                .entry((key, parts_of))
                .or_default()
                .push(index as u32);
        }
        let family = |((key, parts_of), members): (_, Vec<u32>)| {
            let mut by_part: FxHashMap<&'a Part, OfPart> = FxHashMap::default();
            for &member in &members {
                for part in &claims[member as usize].statement.scope.parts {
                    let none = || OfPart::Few(Vec::with_capacity(1));
                    by_part.entry(part).or_insert_with(none).push(member);
                }
            }
            let settle = |part: &mut OfPart| part.settle(&claims);
            by_part.values_mut().for_each(settle);
            Family {
                key,
                parts_of,
                by_part,
                all: Group::new(&claims, members),
            }
        };
        let families = members.into_iter().map(family).collect();
        // A breach that is denied keeps the promise, and makes none.
        let making = claims
            .iter()
            .filter(|claim| claim.statement.role == Role::Claim);
        let mut channels = making.map(|claim| claim.statement.channel);
        let first = channels.next().flatten();
        let advertised = advertising(case, &claims);
        let special = claims.iter().flat_map(|claim| addressed(claim.statement));
        let special = special.collect();
        Self {
            special,
            case,
            families,
            channel: first.filter(|_| channels.all(|channel| channel == first)),
            exceptions: Exceptions::new(case, &advertised),
            amounts: Amounts::new(case, &advertised),
            contrasts: Contrasts::new(case, &claims),
            narrowed: case
                .narrowed_claims(MOST_NARROWED)
                .into_iter()
                .map(|claim| {
                    let told = bounds(claim.statement);
                    (claim, told)
                })
                .collect(),
            advertised: advertised.into_iter().take(MOST_ASKED).collect(),
            list: claims,
            views: RefCell::default(),
        }
    }

    /// Whether all that make the promise speak for one channel, which is this.
    pub(super) fn all_speak_for(&self, channel: Option<ChannelId>) -> bool {
        self.channel.is_some() && self.channel == channel
    }

    /// The claims that `statement`, a breach of `facet` or a deviating value, can be held against.
    pub(super) fn comparable_with(
        &self,
        statement: &'a Statement,
        facet: Option<FacetId>,
    ) -> Comparable<'a> {
        let mut tally = Tally::none(self.case.promise.disclosures.len());
        let mut near = Vec::new();
        for &family in &*self.view(statement, facet) {
            let family = &self.families[family];
            for group in family.groups(&self.list, &statement.scope).iter() {
                group.hold_against(&self.list, self.case, statement, &mut tally, &mut near);
            }
        }
        near.sort_by_cached_key(|claim| distance(claim, statement));
        near.dedup_by(|a, b| std::ptr::eq(*a, *b));
        near.truncate(SHOWN);
        Comparable {
            count: tally.count,
            tally,
            nearest: near,
        }
    }

    /// Adds the claims that their own sentences narrow and that a breach reaches into all the same.
    pub(super) fn add_narrowed(
        &self,
        comparable: &mut Comparable<'a>,
        breach: &'a Statement,
        facet: FacetId,
    ) {
        if self.narrowed.is_empty() {
            return;
        }
        let its = bounds(breach);
        let is_broken = |(claim, told): &&(Claim<'a>, Vec<Quantity>)| {
            let claim = claim.statement;
            !in_one_sentence(claim, breach)
                && apart(self.case, claim, breach, Some(facet)).is_none()
                && reaches((claim, told), (breach, &its))
        };
        for (claim, _) in self.narrowed.iter().filter(is_broken) {
            comparable.add(claim);
        }
        comparable
            .nearest
            .sort_by_cached_key(|claim| distance(claim, breach));
        comparable.nearest.truncate(SHOWN);
    }

    /// Leaves out the claims that tell the limit that a breach lies behind, or that of another
    /// market; whether there were any, and none is left.
    ///
    /// From an absolute claim no limit takes anything. Where all of the nearest tell theirs, the
    /// others are asked too, up to [`MOST_ASKED`].
    pub(super) fn leave_out_limited(
        &self,
        comparable: &mut Comparable<'a>,
        breach: &'a Statement,
        facet: FacetId,
    ) -> bool {
        // How near a limit must stand is said by a disclosure that cures the facet.
        let near = self.is_curable(facet);
        let tells = |claim: &Statement| {
            holds_no_longer(claim, breach)
                || (!is_absolute(claim) && tells_limit(claim, breach, near))
        };
        let is_promise = |claim: &&'a Statement| claim.role == Role::Claim && tells(claim);
        let advertised = comparable.nearest.iter().any(is_promise);
        if !comparable.nearest.iter().any(|claim| tells(claim)) {
            return false;
        }
        // What one language tells in words, the others tell in theirs.
        let limited = |claim: &Statement| {
            let elsewhere = claim.language != breach.language && is_limited(claim);
            // A denial beside a promise that tells its limit advertises nothing, unless it names what the
            // breach names too.
            let denial = advertised
                && matches!(claim.role, Role::Breach(_))
                && Wording::labelled(claim).shared(&Wording::labelled(breach)) == 0;
            tells(claim) || ((elsewhere || denial) && !is_absolute(claim))
        };
        self.leave_out_of_all(comparable, breach, Some(facet), limited)
    }

    /// Leaves out the claims that hold in other places or months than a breach; what holds them apart,
    /// where there were any and none is left.
    pub(super) fn leave_out_elsewhere(
        &self,
        comparable: &mut Comparable<'a>,
        statement: &'a Statement,
        facet: Option<FacetId>,
    ) -> Option<Apart> {
        let elsewhere = |claim: &Statement| apart_by_limits(claim, statement);
        let found = comparable
            .nearest
            .iter()
            .find_map(|claim| elsewhere(claim))?;
        let out = |claim: &Statement| elsewhere(claim).is_some();
        self.leave_out_of_all(comparable, statement, facet, out)
            .then_some(found)
    }

    /// Leaves out the claims about a thing that some document tells apart from what a breach is
    /// about; whether there were any, and none is left.
    pub(super) fn leave_out_contrasted(
        &self,
        comparable: &mut Comparable<'a>,
        breach: &'a Statement,
        facet: Option<FacetId>,
    ) -> bool {
        let named = |claim: &Statement| {
            !claim.scope.everything
                && (names_another(claim, breach)
                    || is_spared(claim, breach)
                    || is_another_topic(claim, breach))
        };
        // What is another thing in the words of one language is none of theirs in the others.
        let is_own = |claim: &&&Statement| claim.language == breach.language;
        let mut own = comparable.nearest.iter().filter(is_own).peekable();
        let all_named = own.peek().is_some() && own.all(|claim| named(claim));
        let apart = |claim: &Statement| {
            let is_translated = claim.language != breach.language && !claim.scope.everything;
            named(claim) || self.contrasts.tell_apart(claim, breach) || (all_named && is_translated)
        };
        comparable.nearest.iter().any(|claim| apart(claim))
            && self.leave_out_of_all(comparable, breach, facet, apart)
    }

    /// Leaves out claims; where none of the nearest is left, the others are asked, up to
    /// [`MOST_ASKED`] of each group. Whether none is left.
    fn leave_out_of_all(
        &self,
        comparable: &mut Comparable<'a>,
        breach: &'a Statement,
        facet: Option<FacetId>,
        out: impl Fn(&Statement) -> bool,
    ) -> bool {
        comparable.leave_out_where(&out);
        if !comparable.nearest.is_empty() {
            return false;
        }
        let mut others = Vec::new();
        for &family in &*self.view(breach, facet) {
            let family = &self.families[family];
            for group in family.groups(&self.list, &breach.scope).iter() {
                let members = group.members().iter().take(MOST_ASKED);
                let claims = members.map(|&member| self.list[member as usize].statement);
                others.extend(
                    claims.filter(|claim| claim.place.path != breach.place.path && !out(claim)),
                );
            }
        }
        others.sort_by_cached_key(|claim| distance(claim, breach));
        others.dedup_by(|a, b| std::ptr::eq(*a, *b));
        comparable.count = others.len();
        comparable.tally.absolute = others.iter().filter(|claim| is_absolute(claim)).count();
        let making = others.iter().filter(|claim| claim.voice == Voice::Makes);
        comparable.tally.promising = making.count();
        others.truncate(SHOWN);
        comparable.nearest = others;
        comparable.nearest.is_empty()
    }

    /// Whether the pages that advertise the promise tell the exception that a breach is.
    ///
    /// From an absolute claim there is none, and where a disclosure cures the facet that says how
    /// near it must be told.
    pub(super) fn tell_exception(
        &self,
        comparable: &Comparable<'a>,
        breach: &'a Statement,
        facet: Option<FacetId>,
    ) -> bool {
        let is_comparable =
            |claim: &&&'a Statement| apart(self.case, claim, breach, facet).is_none();
        let beside = self.advertised.iter().filter(is_comparable).copied();
        !comparable.is_absolute()
            && !facet.is_some_and(|facet| self.is_curable(facet))
            && (self.exceptions.tell(beside, breach) || self.amounts.tell(breach))
    }

    /// Whether the page of a breach makes the promise itself, and tells the breach of another thing.
    ///
    /// An advertisement does so however near its limits must be told: that is asked of its claims. Other
    /// pages do not where a disclosure cures the facet, or where no other page promises.
    pub(super) fn keep_beside(
        &self,
        comparable: &Comparable<'a>,
        breach: &'a Statement,
        facet: Option<FacetId>,
    ) -> Option<Kept> {
        let elsewhere = |claim: &&&'a Statement| claim.place.path != breach.place.path;
        let is_comparable =
            |claim: &&&'a Statement| apart(self.case, claim, breach, facet).is_none();
        let advertised = self.advertised.iter().filter(elsewhere);
        let advertised = advertised.filter(is_comparable).take(SHOWN);
        let others = comparable.nearest.iter().filter(elsewhere);
        if promises_itself(self.case, comparable, breach) {
            return Some(Kept::Perhaps);
        }
        let is_curable = facet.is_some_and(|facet| self.is_curable(facet));
        let may_be_else = !is_curable && !comparable.is_absolute() && !self.are_of_one_page(breach);
        may_be_else
            .then(|| keeps_beside(comparable, others.chain(advertised).copied(), breach))
            .flatten()
    }

    /// Whether all claims stand on the page of a statement.
    fn are_of_one_page(&self, statement: &Statement) -> bool {
        // Sorted by path: one page alone has the first and the last of them.
        let on_page = |claim: &Claim| claim.statement.place.path == statement.place.path;
        self.list.first().is_some_and(on_page) && self.list.last().is_some_and(on_page)
    }

    /// Whether a disclosure of the promise cures the facet.
    fn is_curable(&self, facet: FacetId) -> bool {
        let mut disclosures = self.case.promise.disclosures.iter();
        disclosures.any(|disclosure| disclosure.cures_facet(facet))
    }

    /// Whether a breach is about customers or a use with a deal of their own, whom no claim names,
    /// while what can be held against it promises nothing to all.
    pub(super) fn leave_to_special(&self, comparable: &Comparable, breach: &Statement) -> bool {
        let mut named = special(breach).peekable();
        named.peek().is_some()
            && comparable.count > 0
            && !comparable
                .nearest
                .iter()
                .any(|claim| claim.scope.everything)
            && !named.any(|group| self.special.contains(group))
    }

    /// Whether all that a breach is held against is what its own page of help says, while the pages that
    /// advertise tell a limit: who asks there what holds beyond it has read of it.
    pub(super) fn restate_limited(&self, comparable: &Comparable, breach: &Statement) -> bool {
        let own = |claim: &&Statement| claim.place.path == breach.place.path;
        let told = |(claim, _): &(Claim, _)| advertises_in(self.case, claim.statement);
        self.advertised.is_empty()
            && comparable.count > 0
            && comparable.count == comparable.nearest.len()
            && comparable.nearest.iter().all(own)
            && self.narrowed.iter().any(told)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The claims of advertising pages, up to [`MOST_ASKED`].
    pub(super) fn advertised(&self) -> &[&'a Statement] {
        &self.advertised
    }

    /// The claims nearest to `statement`, with what holds each apart from it, at most five.
    pub(super) fn considered(
        &self,
        statement: &'a Statement,
        facet: Option<FacetId>,
    ) -> Vec<Considered<'a>> {
        let mut near: Vec<&Statement> = Vec::new();
        for family in &self.families {
            family.all.offer(&self.list, statement, &mut near);
        }
        near.retain(|claim| !std::ptr::eq(*claim, statement));
        near.sort_by_cached_key(|claim| distance(claim, statement));
        near.dedup_by(|a, b| std::ptr::eq(*a, *b));
        let considered = |claim: &'a Statement| Considered {
            statement: claim,
            apart: apart(self.case, claim, statement, facet),
        };
        near.into_iter().take(SHOWN).map(considered).collect()
    }

    /// The families that can be about what the statement is about, parts left aside.
    fn view(&self, statement: &Statement, facet: Option<FacetId>) -> Rc<[usize]> {
        let Some(period) = Period::of(&statement.reading.time, self.case.today) else {
            return Rc::from([]);
        };
        let key = (declared_only(&statement.scope), period, facet);
        if let Some(known) = self.views.borrow().get(&key) {
            return Rc::clone(known);
        }
        let subjects = &self.case.ruleset.subjects;
        let comparable = |(_, family): &(usize, &Family)| {
            let (scope, days, about) = &family.key;
            (about.is_none() || *about == facet)
                && days.overlaps(period)
                && !scope.disjoint(&key.0, subjects, false)
        };
        let families = self.families.iter().enumerate().filter(comparable);
        let found: Rc<[usize]> = families.map(|(at, _)| at).collect();
        self.views.borrow_mut().insert(key, Rc::clone(&found));
        found
    }
}

impl Family<'_> {
    /// The claims that are about no other part than a scope; `list` is that of all claims.
    fn groups(&self, list: &[Claim], scope: &Scope) -> Groups<'_> {
        let everything = scope.everything || self.key.0.everything;
        let mut shared = scope
            .parts
            .iter()
            .filter(|part| self.parts_of.contains(&part.of));
        let Some(first) = shared.next().filter(|_| !everything) else {
            return Groups::Known(&self.all);
        };
        let mut parts = scope.parts.iter();
        if shared.next().is_none() {
            parts = std::slice::from_ref(first).iter();
        }
        let of_parts: Vec<&OfPart> = parts.filter_map(|part| self.by_part.get(part)).collect();
        match of_parts.as_slice() {
            [] => Groups::None,
            [OfPart::Many(group)] => Groups::Known(group),
            several => {
                let members = several.iter().flat_map(|of_part| of_part.members());
                let members: BTreeSet<u32> = members.copied().collect();
                Groups::Made(Group::new(list, members.into_iter().collect()))
            }
        }
    }
}

/// A scope without what only its own document knows, and without parts.
fn declared_only(scope: &Scope) -> Scope {
    Scope {
        named: scope.named.clone(),
        excluded: scope.excluded.clone(),
        everything: scope.everything,
        ..Scope::default()
    }
}
