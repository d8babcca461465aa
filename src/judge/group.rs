//! Claims that are comparable with the same statements, as far as their documents do not say more.
//!
//! They are sorted by document, with running counts, so that any stretch of them is tallied at
//! once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::extract::{Statement, Voice};
use crate::rules::{ChannelId, Subjects};

use super::Case;
use super::claims::{Claim, SHOWN, is_absolute};
use super::nearby::{Cursor, path_order};
use super::rows::Rows;

/// So many claims of a document are looked at one by one.
pub(super) const FEW: usize = 16;

/// Some claims of a promise, by their index in the list of all.
pub(super) struct Group {
    /// Sorted, and so by path and place.
    members: Vec<u32>,
    /// How many of the first claims are absolute: one number more than there are members.
    absolute: Vec<u32>,
    /// The same for those that stand where promises are made.
    promising: Vec<u32>,
    /// The same for each disclosure that they stand without.
    lacking: Vec<Vec<u32>>,
    /// Documents with many claims, by their first, once that was asked.
    rows: RefCell<BTreeMap<usize, Rc<Rows>>>,
    /// The first member of each channel.
    channels: Vec<(Option<ChannelId>, u32)>,
    /// The first member of each language.
    languages: Vec<(Arc<str>, u32)>,
    /// Where the document that was asked for last begins and ends, and the place in it: statements
    /// come in order.
    start: Cursor,
    end: Cursor,
    place: Cursor,
}

/// The claims about one part: there are many parts, most of them with few claims.
pub(super) enum OfPart {
    Few(Vec<u32>),
    Many(Box<Group>),
}

impl OfPart {
    /// Groups the claims where they are many.
    pub(super) fn settle(&mut self, list: &[Claim]) {
        if let Self::Few(members) = self
            && members.len() > FEW
        {
            let members = std::mem::take(members);
            *self = Self::Many(Box::new(Group::new(list, members)));
        }
    }

    pub(super) fn push(&mut self, member: u32) {
        if let Self::Few(members) = self {
            members.push(member);
        }
    }

    pub(super) fn members(&self) -> &[u32] {
        match self {
            Self::Few(members) => members,
            Self::Many(group) => group.members(),
        }
    }
}

/// No group, one of a family, or one that was put together.
pub(super) enum Groups<'f> {
    None,
    Known(&'f Group),
    Made(Group),
}

impl Groups<'_> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        let group = match self {
            Self::None => None,
            Self::Known(group) => Some(*group),
            Self::Made(group) => Some(group),
        };
        group.into_iter()
    }
}

/// Counts over some claims.
#[derive(Clone, Default)]
pub(super) struct Tally {
    pub count: usize,
    pub absolute: usize,
    /// How many stand where promises are made.
    pub promising: usize,
    /// For each disclosure of the promise, how many claims stand without it.
    pub lacking: Vec<usize>,
}

impl Tally {
    pub(super) fn none(disclosures: usize) -> Self {
        Self {
            lacking: vec![0; disclosures],
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, claim: &Claim) {
        self.count += 1;
        self.absolute += usize::from(is_absolute(claim.statement));
        self.promising += usize::from(claim.statement.voice == Voice::Makes);
        for (sum, &disclosed) in self.lacking.iter_mut().zip(&*claim.disclosed) {
            *sum += usize::from(!disclosed);
        }
    }
}

impl Group {
    /// The claims of these indices, which are sorted.
    pub(super) fn new(list: &[Claim], members: Vec<u32>) -> Self {
        let claim = |&member: &u32| &list[member as usize];
        let running = |counts: &dyn Fn(&Claim) -> bool| {
            let mut sum = 0;
            let sums = members.iter().map(|member| {
                sum += u32::from(counts(claim(member)));
                sum
            });
            std::iter::once(0).chain(sums).collect()
        };
        let disclosures = members
            .first()
            .map_or(0, |first| claim(first).disclosed.len());
        let mut channels: Vec<(Option<ChannelId>, u32)> = Vec::new();
        let mut languages: Vec<(Arc<str>, u32)> = Vec::new();
        for member in &members {
            let statement = claim(member).statement;
            if !channels
                .iter()
                .any(|(known, _)| *known == statement.channel)
            {
                channels.push((statement.channel, *member));
            }
            if !languages
                .iter()
                .any(|(known, _)| *known == statement.language)
            {
                languages.push((Arc::clone(&statement.language), *member));
            }
        }
        Self {
            absolute: running(&|claim| is_absolute(claim.statement)),
            promising: running(&|claim| claim.statement.voice == Voice::Makes),
            lacking: (0..disclosures)
                .map(|disclosure| running(&|claim| !claim.disclosed[disclosure]))
                .collect(),
            channels,
            languages,
            members,
            rows: RefCell::default(),
            start: Cursor::default(),
            end: Cursor::default(),
            place: Cursor::default(),
        }
    }

    pub(super) fn members(&self) -> &[u32] {
        &self.members
    }

    /// Adds the claims that are comparable with `statement`, and offers the nearest.
    pub(super) fn hold_against<'a>(
        &self,
        list: &[Claim<'a>],
        case: &Case,
        statement: &'a Statement,
        tally: &mut Tally,
        near: &mut Vec<&'a Statement>,
    ) {
        let own = self.of_document(list, &statement.place.path);
        self.add(tally, 0..own.start);
        self.add(tally, own.end..self.members.len());
        let before = near.len();
        if statement.scope.nameless.is_empty() {
            self.add(tally, own.clone());
            near.extend(self.nearest_in(list, &own, statement));
        } else if own.len() <= FEW {
            let subjects = &case.ruleset.subjects;
            add_each(
                list,
                &self.members[own.clone()],
                subjects,
                statement,
                tally,
                near,
            );
        } else {
            let rows = self.rows_of(list, &own);
            rows.hold_against(list, &case.ruleset.subjects, statement, tally, near);
        }
        if near.len() - before < SHOWN {
            self.offer_others(list, &own, statement, near);
        }
    }

    /// Offers the nearest claims, comparable or not.
    pub(super) fn offer<'a>(
        &self,
        list: &[Claim<'a>],
        statement: &'a Statement,
        near: &mut Vec<&'a Statement>,
    ) {
        let own = self.of_document(list, &statement.place.path);
        near.extend(self.nearest_in(list, &own, statement));
        self.offer_others(list, &own, statement, near);
    }

    /// The members of one document.
    fn of_document(&self, list: &[Claim], path: &Arc<str>) -> Range<usize> {
        let order = |member: &u32| path_order(&list[*member as usize].statement.place.path, path);
        let before = |member: &u32| order(member).is_lt();
        let start = self.start.partition_point(&self.members, before);
        let up_to = |member: &u32| order(member).is_le();
        start..self.end.partition_point(&self.members, up_to)
    }

    /// The claims of one document by the nameless things that they are about.
    fn rows_of(&self, list: &[Claim], own: &Range<usize>) -> Rc<Rows> {
        let mut known = self.rows.borrow_mut();
        let rows = known
            .entry(own.start)
            .or_insert_with(|| Rc::new(Rows::new(list, &self.members[own.clone()])));
        Rc::clone(rows)
    }

    /// Adds all claims, which are of the statement's own document.
    pub(super) fn add_all<'a>(
        &self,
        list: &[Claim<'a>],
        statement: &Statement,
        tally: &mut Tally,
        near: &mut Vec<&'a Statement>,
    ) {
        let all = 0..self.members.len();
        self.add(tally, all.clone());
        near.extend(self.nearest_in(list, &all, statement));
    }

    fn add(&self, tally: &mut Tally, range: Range<usize>) {
        let sum = |running: &[u32]| (running[range.end] - running[range.start]) as usize;
        tally.count += range.len();
        tally.absolute += sum(&self.absolute);
        tally.promising += sum(&self.promising);
        for (total, running) in tally.lacking.iter_mut().zip(&self.lacking) {
            *total += sum(running);
        }
    }

    /// The claims of a document on both sides of the statement.
    fn nearest_in<'a>(
        &self,
        list: &[Claim<'a>],
        own: &Range<usize>,
        statement: &Statement,
    ) -> impl Iterator<Item = &'a Statement> {
        let start = statement.place.span.start;
        let own = &self.members[own.clone()];
        let begin = |member: &u32| list[*member as usize].statement.place.span.start;
        let at = self
            .place
            .partition_point(own, |member| begin(member) < start);
        let around = &own[at.saturating_sub(SHOWN)..(at + SHOWN).min(own.len())];
        around.iter().map(|&member| list[member as usize].statement)
    }

    /// The first claims of other documents, one of the statement's channel and one of its language
    /// among them.
    fn offer_others<'a>(
        &self,
        list: &[Claim<'a>],
        own: &Range<usize>,
        statement: &Statement,
        near: &mut Vec<&'a Statement>,
    ) {
        let mut channels = self.channels.iter();
        let of_channel = channels.find(|(channel, _)| *channel == statement.channel);
        let mut languages = self.languages.iter();
        let of_language = languages.find(|(language, _)| *language == statement.language);
        let of_channel = of_channel.map(|(_, first)| first);
        let firsts = of_channel
            .into_iter()
            .chain(of_language.map(|(_, first)| first));
        // One of the statement's own document was offered, or is not comparable.
        let firsts = firsts
            .filter(|first| list[**first as usize].statement.place.path != statement.place.path);
        let others = self.members[..own.start]
            .iter()
            .chain(&self.members[own.end..]);
        let offered = firsts.chain(others.take(SHOWN));
        near.extend(offered.map(|&member| list[member as usize].statement));
    }
}

/// Adds those of some claims, of the statement's own document, that are comparable with it.
pub(super) fn add_each<'a>(
    list: &[Claim<'a>],
    members: &[u32],
    subjects: &Subjects,
    statement: &Statement,
    tally: &mut Tally,
    near: &mut Vec<&'a Statement>,
) {
    for &member in members {
        let claim = &list[member as usize];
        if !claim
            .statement
            .scope
            .disjoint(&statement.scope, subjects, true)
        {
            tally.add(claim);
            near.push(claim.statement);
        }
    }
}
