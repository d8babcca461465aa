//! Topics and quantities of one text, pairwise.
//!
//! What a topic has in its own clause is its own: no topic of another clause takes it, of
//! whatever promise ("refunds within 30 days, exchanges are free"). A bare number that ends such a
//! clause has the unit of the quantity before it ("refunds within 30 days, exchanges within 60").

use std::ops::Range;

use crate::language::Polarity;
use crate::quantity::{Kind, Quantity, Reader};
use crate::rules::{PhraseRole, PromiseId};
use crate::text::{Mark, Prose, Span, TokenKind};

use super::analysis::{Analysis, Hit};
use super::page::Page;

/// A number without a unit stands at most so many tokens behind the topic that it is the value of.
const BARE_REACH: usize = 4;

/// The topics of one promise, and the quantities of the text as the promise reads them.
pub(super) struct Topics<'h> {
    pub promise: PromiseId,
    pub kind: Kind,
    /// In the order of the text.
    pub amounts: Vec<Quantity>,
    /// Those that have no quantity yet, in the order of the text.
    pub open: Vec<&'h Hit>,
    /// What was bound: the topic's bytes and its quantity.
    pub bound: Vec<(Span, Quantity)>,
    /// The bytes of those quantities that took the place of another, and those of the other.
    pub later: Vec<(Span, Span)>,
}

/// Binds the topics to quantities of their kind; what stays open has none.
pub(super) fn bind(page: &Page, analysis: &Analysis, topics: &mut [Topics]) {
    let prose = &analysis.prose;
    let reader = analysis.language.quantities(page.extractor.units);
    let mut taken: Vec<Vec<bool>> = Vec::new();
    for topics in &mut *topics {
        let mut free = Free::new(topics);
        let marked = |topic: &Hit| free.take(topic.found.value?);
        topics.settle(marked);
        let mut free = Free::again(topics, free.taken);
        topics.settle(|topic| {
            let within = clause_of(prose, topic.found.tokens.start);
            free.take_nearest(prose, topic, &within, |_| true)
        });
        let elliptical = Elliptical::new(reader, analysis, topics);
        let taken_here = free.taken;
        topics.settle(|topic| elliptical.quantity(topic));
        taken.push(taken_here);
    }
    let mut owned: Vec<(Span, Span)> = topics
        .iter()
        .flat_map(|topics| topics.bound.iter())
        .map(|(topic, amount)| (amount.core, *topic))
        .collect();
    owned.sort_unstable();
    for (topics, taken) in topics.iter_mut().zip(taken) {
        let mut free = Free::again(topics, taken);
        topics.settle(|topic| {
            let sentence = prose.sentence_of(topic.found.tokens.start);
            let within = prose.sentence_tokens(sentence);
            let amount = free.take_nearest(prose, topic, &within, |amount| {
                !owners(&owned, amount.core).any(|owner| stands_apart(prose, topic, owner))
            });
            amount.filter(|_| !is_denied(analysis, topic))
        });
    }
}

/// Puts the later of two amounts in the place of the one that it succeeds: who reads "was $50, now $65"
/// pays $65.
pub(super) fn succeed(page: &Page, analysis: &Analysis, topics: &mut [Topics]) {
    let (prose, language) = (&analysis.prose, analysis.language);
    let bound = topics.iter().flat_map(|topics| topics.bound.iter());
    let mut owned: Vec<(Span, Span)> = bound.map(|(topic, own)| (own.core, *topic)).collect();
    owned.sort_unstable();
    for topics in topics {
        for (_, amount) in &mut topics.bound {
            let tokens = prose.tokens_in(amount.span);
            if let Some(end) = language.changes_to(prose, &tokens) {
                let end = prose.span_of(end.start, end.end);
                let reader = language.quantities(page.extractor.units);
                let read = reader.read(&prose.original()[end.range()], Some(topics.kind));
                if let [later] = &*read {
                    let mut later = later.clone();
                    (later.span, later.core) = (end, end);
                    topics.later.push((later.core, amount.core));
                    *amount = later;
                    continue;
                }
            }
            let first = topics
                .amounts
                .partition_point(|other| other.span.start < amount.span.end);
            let mut later = topics.amounts[first..].iter();
            let later = later.find(|later| later.kind == topics.kind);
            if let Some(later) = later.filter(|later| {
                owners(&owned, later.core).next().is_none()
                    && language.succeeds(prose, &tokens, &prose.tokens_in(later.span))
            }) {
                topics.later.push((later.core, amount.core));
                *amount = later.clone();
            }
        }
    }
}

impl<'h> Topics<'h> {
    /// Binds the open topics to which `find` gives a quantity.
    fn settle(&mut self, mut find: impl FnMut(&'h Hit) -> Option<Quantity>) {
        let bound = &mut self.bound;
        self.open.retain(|&topic| match find(topic) {
            Some(amount) => {
                bound.push((topic.found.span, amount));
                false
            }
            None => true,
        });
    }
}

fn clause_of(prose: &Prose, token: usize) -> Range<usize> {
    let clause = prose.clauses()[prose.tokens()[token].clause];
    clause.first..clause.end
}

/// The topics that have a quantity which shares a byte with `core`; `owned` are sorted quantities
/// with their topics.
fn owners(owned: &[(Span, Span)], core: Span) -> impl Iterator<Item = Span> + '_ {
    let first = owned.partition_point(|(its, _)| its.end <= core.start);
    let near = owned[first..].iter();
    near.take_while(move |(its, _)| its.start < core.end)
        .map(|&(_, topic)| topic)
}

/// Whether a topic is another than the owner of a quantity, and is not the label before a colon
/// that heads all of its sentence.
fn stands_apart(prose: &Prose, topic: &Hit, owner: Span) -> bool {
    let clause = prose.tokens()[topic.found.tokens.start].clause;
    !topic.found.span.overlaps(owner) && prose.clauses()[clause].closed != Mark::Colon
}

/// Whether a topic's own clause says that there is none of it: "no annual fee, a limit of 2,000".
fn is_denied(analysis: &Analysis, topic: &Hit) -> bool {
    let topic = topic.found.span;
    let reading = crate::language::read(&analysis.prose, topic, analysis.language, &[]);
    reading.polarity == Polarity::Negated
}

/// Whether a quantity is a number without a unit, such as 50k or 二十万, that could count anything.
fn is_bare(amount: &Quantity) -> bool {
    amount.unit.is_none() && amount.number.is_some_and(|number| !number.is_zero())
}

/// The quantities of one kind that topics may take, in the order of the text.
struct Free {
    amounts: Vec<Quantity>,
    taken: Vec<bool>,
}

impl Free {
    fn new(topics: &Topics) -> Self {
        Self::again(topics, Vec::new())
    }

    fn again(topics: &Topics, mut taken: Vec<bool>) -> Self {
        let of_kind = |amount: &&Quantity| amount.kind == topics.kind;
        let amounts: Vec<_> = topics.amounts.iter().filter(of_kind).cloned().collect();
        taken.resize(amounts.len(), false);
        Self { amounts, taken }
    }

    fn take_at(&mut self, at: usize) -> Quantity {
        self.taken[at] = true;
        self.amounts[at].clone()
    }

    /// The nearest quantity within some tokens, those behind the topic first.
    fn take_nearest(
        &mut self,
        prose: &Prose,
        topic: &Hit,
        within: &Range<usize>,
        allowed: impl Fn(&Quantity) -> bool,
    ) -> Option<Quantity> {
        let span = prose.span_of(within.start, within.end);
        let start = topic.found.span.start;
        let amounts = &self.amounts;
        let first = amounts.partition_point(|q| q.span.end <= span.start);
        let end = amounts.partition_point(|q| q.span.start < span.end);
        let end = end.max(first);
        let turn = amounts.partition_point(|q| q.span.start < start);
        let turn = turn.clamp(first, end);
        let near = |amount: &Quantity| {
            let between = prose.tokens_in(topic.found.span.union(amount.core)).len();
            let topic = topic.found.tokens.len() + prose.tokens_in(amount.core).len();
            amount.core.start >= start && between <= topic + BARE_REACH
        };
        // "12 pupils": what is counted stands right behind its number.
        let counts = |amount: &Quantity| {
            amount.kind == Kind::Count
                && prose.tokens_in(amount.core).end == topic.found.tokens.start
        };
        let fits = |&at: &usize| {
            !self.taken[at]
                && span.overlaps(amounts[at].core)
                && (!is_bare(&amounts[at]) || near(&amounts[at]) || counts(&amounts[at]))
                && allowed(&amounts[at])
        };
        let behind = (turn..end).find(fits);
        let found = behind.or_else(|| (first..turn).rev().find(fits))?;
        Some(self.take_at(found))
    }

    /// The first free quantity that shares a byte with `span`.
    fn take(&mut self, span: Span) -> Option<Quantity> {
        let first = self.amounts.partition_point(|q| q.span.end <= span.start);
        let near = (first..self.amounts.len())
            .take_while(|&at| self.amounts[at].span.start < span.end)
            .find(|&at| !self.taken[at])?;
        Some(self.take_at(near))
    }
}

/// Finds the bare number at the end of a topic's clause, and gives it the unit of the quantity
/// that stands before it in the sentence.
///
/// Only where the two are said alike: the word before both numbers is the same, or is a topic.
struct Elliptical<'p, 'a> {
    reader: &'p Reader,
    analysis: &'p Analysis<'a>,
    kind: Kind,
    amounts: Vec<Quantity>,
}

impl<'p, 'a> Elliptical<'p, 'a> {
    fn new(reader: &'p Reader, analysis: &'p Analysis<'a>, topics: &Topics) -> Self {
        let of_kind = |amount: &&Quantity| amount.kind == topics.kind;
        Self {
            reader,
            analysis,
            kind: topics.kind,
            amounts: topics.amounts.iter().filter(of_kind).cloned().collect(),
        }
    }

    fn quantity(&self, topic: &Hit) -> Option<Quantity> {
        let prose = &self.analysis.prose;
        let last = clause_of(prose, topic.found.tokens.start).end - 1;
        let number = prose.tokens()[last];
        if number.kind != TokenKind::Number || last < topic.found.tokens.end {
            return None;
        }
        let before = |amount: &Quantity| amount.span.end <= number.span.start;
        let model = &self.amounts[self.amounts.partition_point(before).checked_sub(1)?];
        let first = prose.tokens_in(model.core).start;
        let sentence = prose.sentence_of(last);
        let is_model = prose.tokens().get(first)?.kind == TokenKind::Number
            && prose.sentence_of(first) == sentence
            && self.said_alike(first, last);
        if !is_model {
            return None;
        }
        let text = prose.original();
        let digits = prose.tokens()[first].span;
        let whole = [
            &text[model.span.start..digits.start],
            &text[number.span.range()],
            &text[digits.end..model.span.end],
        ]
        .concat();
        let mut read = self.reader.read(&whole, Some(self.kind));
        let mut amount = read.pop().filter(|amount| amount.kind == self.kind)?;
        (amount.span, amount.core) = (number.span, number.span);
        read.is_empty().then_some(amount)
    }

    fn said_alike(&self, first: usize, last: usize) -> bool {
        let prose = &self.analysis.prose;
        let (Some(model), Some(own)) = (first.checked_sub(1), last.checked_sub(1)) else {
            return false;
        };
        let is_topic = |token: usize| {
            let ends = |hit: &Hit| {
                matches!(hit.role, PhraseRole::Topic(_)) && hit.found.tokens.contains(&token)
            };
            self.analysis.hits.iter().any(ends)
        };
        prose.word(model) == prose.word(own) || (is_topic(model) && is_topic(own))
    }
}
