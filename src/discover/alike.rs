//! Whether several texts tell the same of different things.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::language::{Language, Languages};
use crate::quantity::{Kind, Units};
use crate::text::{Abbreviations, Prose, Token, TokenKind};

/// Of a longer text only so much is looked at, in bytes.
pub(super) const LONGEST_BODY: usize = 2048;

/// What a text says, for comparison with its siblings.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    kinds: BTreeSet<Kind>,
    /// Those of clauses with an amount of what is traded, the amounts left out.
    words: BTreeSet<String>,
}

#[cfg(feature = "records")]
crate::record::record! {
    Body { kinds, words }
}

impl Body {
    fn new(text: &str, language: &Language, units: &Units) -> Self {
        let amounts = language.quantities(units).read(text, None);
        let traded = || amounts.iter().filter(|amount| amount.kind.is_traded());
        if traded().next().is_none() {
            return Self::default();
        }
        let kinds = amounts.iter().map(|amount| amount.kind).collect();
        let prose = Prose::new(text, &Abbreviations::default());
        let clauses: BTreeSet<usize> = traded()
            .flat_map(|amount| prose.tokens()[prose.tokens_in(amount.core)].iter())
            .map(|token| token.clause)
            .collect();
        let tokens = prose.tokens().iter().enumerate();
        let tokens = tokens.filter(|(_, token)| clauses.contains(&token.clause));
        let word = |(_, token): &(usize, &Token)| {
            let next = amounts.partition_point(|amount| amount.span.end <= token.span.start);
            let in_amount = amounts
                .get(next)
                .is_some_and(|amount| amount.span.overlaps(token.span));
            !in_amount && matches!(token.kind, TokenKind::Word | TokenKind::Han)
        };
        Self {
            kinds,
            words: tokens
                .filter(word)
                .map(|(at, _)| prose.word(at).to_owned())
                .collect(),
        }
    }

    fn add(&mut self, other: &Self) {
        self.kinds.extend(&other.kinds);
        self.words.extend(other.words.iter().cloned());
    }

    /// Whether it has words enough that pages which share them are no chance.
    pub(super) fn says_enough(&self) -> bool {
        self.words.len() > 3
    }

    /// Whether it gives what is bought or sold: money, data, speed.
    pub(super) fn trades(&self) -> bool {
        self.kinds.iter().copied().any(Kind::is_traded)
    }
}

/// Texts of one document of which those of several things are made, each read once and when it is
/// first asked for.
#[derive(Debug, Default)]
pub(super) struct Passages<'t>(Vec<Passage<'t>>);

#[derive(Debug)]
struct Passage<'t> {
    text: &'t str,
    may_trade: OnceCell<bool>,
    body: OnceCell<Body>,
}

impl<'t> Passages<'t> {
    /// The place of one more text.
    pub(super) fn push(&mut self, text: &'t str) -> usize {
        self.0.push(Passage {
            text: &text[..text.floor_char_boundary(LONGEST_BODY)],
            may_trade: OnceCell::new(),
            body: OnceCell::new(),
        });
        self.0.len() - 1
    }

    pub(super) fn text(&self, place: usize) -> &'t str {
        self.0[place].text
    }

    /// What some of them say together; empty where they trade nothing.
    pub(super) fn body<'l>(
        &self,
        places: &[usize],
        language: impl Fn(&str) -> &'l Language,
        units: &Units,
    ) -> Body {
        let mut all = Body::default();
        for passage in places.iter().map(|&place| &self.0[place]) {
            if passage.may_trade(units) {
                let read = || Body::new(passage.text, language(passage.text), units);
                all.add(passage.body.get_or_init(read));
            }
        }
        all
    }

    /// Whether several things that are told in some of them each may be alike, by the words
    /// without which nothing is traded.
    ///
    /// `false` is certain, `true` is likely; much quicker than reading them.
    pub(super) fn may_be_alike<'p>(
        &self,
        things: impl ExactSizeIterator<Item = &'p [usize]>,
        units: &Units,
    ) -> bool {
        let all = things.len();
        let may_trade = |places: &&[usize]| {
            let mut places = places.iter();
            places.any(|&place| self.0[place].may_trade(units))
        };
        let trading = things.filter(may_trade).count();
        trading > 1 && is_many(trading, all)
    }
}

impl Passage<'_> {
    fn may_trade(&self, units: &Units) -> bool {
        let asked = || Languages::builtin().may_trade(units, self.text);
        *self.may_trade.get_or_init(asked)
    }
}

/// Whether so many trading texts are enough of all: two chapters of a long agreement that name a
/// sum are no price list.
fn is_many(trading: usize, all: usize) -> bool {
    3 * trading >= all
}

/// For each of several siblings, whether it is told in parallel with others: it gives a kind of
/// quantity that is traded and that half of those with any give, half of its words are theirs, and
/// a third of all give any.
///
/// Takes time linear in the words.
pub(super) fn alike(bodies: &[&Body]) -> Vec<bool> {
    let trading: Vec<&&Body> = bodies.iter().filter(|body| body.trades()).collect();
    let enough = trading.len().div_ceil(2).max(2);
    let many = is_many(trading.len(), bodies.len());
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for body in &trading {
        for word in &body.words {
            *words.entry(word).or_default() += 1;
        }
        for &kind in &body.kinds {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    let is_one = |body: &&Body| {
        let kinds = body
            .kinds
            .iter()
            .any(|kind| kind.is_traded() && kinds[kind] >= enough);
        let shared = body
            .words
            .iter()
            .filter(|word| words[word.as_str()] >= enough);
        many && body.trades() && kinds && 2 * shared.count() >= body.words.len()
    };
    bodies.iter().map(is_one).collect()
}
