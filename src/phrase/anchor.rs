//! The words to look for before a phrase is tried: every match holds one of its anchors.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Phrase;
use super::syntax::{Node, Word};
use crate::text::TokenKind;
use crate::text::fold::{is_han, without_marks};

/// An anchor of Han characters is no longer than this.
const LONGEST_HAN: usize = 4;
/// Han texts over several items are written out up to this many.
const MOST_HAN: usize = 16;
/// Words of more characters are all as rare.
const LONG: usize = 8;

/// A text of which every match of a phrase holds one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    pub(super) text: String,
    /// Whether a word must start where the anchor starts.
    pub(super) starts_word: bool,
    /// Whether a word must end where the anchor ends.
    pub(super) ends_word: bool,
}

/// In how many places of all phrases each word stands.
///
/// A word that many phrases hold is common in texts too, and a bad anchor.
pub(super) struct Frequencies<'a>(FxHashMap<&'a str, u64>);

impl<'a> Frequencies<'a> {
    pub(super) fn new(phrases: &'a [Phrase]) -> Self {
        let mut frequencies = Self(FxHashMap::default());
        for phrase in phrases {
            if let Some(node) = phrase.node() {
                frequencies.count(node);
            }
        }
        frequencies
    }

    fn count(&mut self, node: &'a Node) {
        match node {
            Node::Word(word) => *self.0.entry(word.text()).or_default() += 1,
            Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => {
                for node in nodes {
                    self.count(node);
                }
            }
            Node::Optional(node) => self.count(node),
            Node::Named(node) => self.count(node),
            Node::Gap | Node::Amount(_) => {}
        }
    }

    /// The anchors of a phrase that cost least to look for.
    ///
    /// `None` where matches need hold none, as those of some regular expressions.
    pub(super) fn anchors(&self, phrase: &Phrase) -> Option<Vec<Anchor>> {
        match phrase.node() {
            Some(node) => {
                let anchors = self.cheapest(node)?.anchors.into_iter();
                Some(anchors.map(Choice::taken).collect())
            }
            None => phrase.regular()?.anchors.as_ref().map(|texts| {
                let inside = |text: &String| Anchor {
                    text: text.clone(),
                    starts_word: false,
                    ends_word: false,
                };
                texts.iter().map(inside).collect()
            }),
        }
    }

    fn cheapest<'n>(&self, node: &'n Node) -> Option<Set<'n>> {
        match node {
            Node::Word(word) => self.word(word),
            Node::Sequence(nodes) => self.sequence(nodes),
            Node::OneOf(nodes) => {
                let sets = nodes.iter().map(|node| self.cheapest(node));
                sets.collect::<Option<Vec<_>>>().map(Set::union)
            }
            Node::All(nodes) => cheaper(nodes.iter().filter_map(|node| self.cheapest(node))),
            Node::Optional(_) | Node::Gap | Node::Amount(_) => None,
            Node::Named(node) => self.cheapest(node),
        }
    }

    /// The cheapest of the items, or of Han texts that go over several of them.
    fn sequence<'n>(&self, nodes: &'n [Node]) -> Option<Set<'n>> {
        let mut sets: Vec<_> = nodes
            .iter()
            .filter_map(|node| self.cheapest(node))
            .collect();
        let mut texts = vec![String::new()];
        for node in nodes {
            let longer = han_texts(node).and_then(|more| product(&texts, &more));
            texts = longer.unwrap_or_else(|| {
                sets.extend(han_set(&texts));
                han_texts(node).unwrap_or_else(|| vec![String::new()])
            });
        }
        sets.extend(han_set(&texts));
        cheaper(sets.into_iter())
    }

    fn word<'n>(&self, word: &'n Word) -> Option<Set<'n>> {
        let others = self.0.get(word.text()).copied().unwrap_or(1);
        let length = word.text().chars().count();
        let cost = |length: usize| (1 << (20 - length.min(LONG) * 2)) * (3 + others) / 4;
        match word.kind {
            TokenKind::Symbol => None,
            TokenKind::Han => Some(Set::one(cost(1), word.text(), false, false)),
            TokenKind::Word | TokenKind::Number => {
                Some(Set::one(cost(length), word.text(), true, !word.any_ending))
            }
        }
    }
}

impl Anchor {
    /// The anchor as people write it without diacritics; one of marks alone stays, since an
    /// empty text would stand inside letters as well.
    pub(super) fn bare(self) -> Self {
        match without_marks(&self.text) {
            text if text.is_empty() => self,
            text => Self { text, ..self },
        }
    }

    /// Whether the anchor at `start..end` of `text` keeps to the borders of words.
    pub(super) fn stands_at(&self, text: &str, start: usize, end: usize) -> bool {
        let inside = |c: char| c.is_alphanumeric() && !is_han(c);
        let before = || text[..start].chars().next_back().is_some_and(inside);
        let after = || text[end..].chars().next().is_some_and(inside);
        !(self.starts_word && before() || self.ends_word && after())
    }
}

/// Anchors and what it costs to look for them.
struct Set<'n> {
    cost: u64,
    anchors: Vec<Choice<'n>>,
}

/// An anchor that may be taken: most are not.
struct Choice<'n> {
    text: Cow<'n, str>,
    starts_word: bool,
    ends_word: bool,
}

impl Choice<'_> {
    fn taken(self) -> Anchor {
        Anchor {
            text: self.text.into_owned(),
            starts_word: self.starts_word,
            ends_word: self.ends_word,
        }
    }
}

impl<'n> Set<'n> {
    fn one(cost: u64, text: impl Into<Cow<'n, str>>, starts_word: bool, ends_word: bool) -> Self {
        Self {
            cost,
            anchors: vec![Choice {
                text: text.into(),
                starts_word,
                ends_word,
            }],
        }
    }

    fn union(sets: Vec<Self>) -> Self {
        Self {
            cost: sets.iter().map(|set| set.cost).fold(0, u64::saturating_add),
            anchors: sets.into_iter().flat_map(|set| set.anchors).collect(),
        }
    }
}

/// All texts of a node that holds nothing but Han characters, if they are few.
fn han_texts(node: &Node) -> Option<Vec<String>> {
    let texts = match node {
        Node::Word(word) => (word.kind == TokenKind::Han).then(|| vec![word.text().to_owned()])?,
        Node::Sequence(nodes) => {
            let start = vec![String::new()];
            let mut nodes = nodes.iter();
            nodes.try_fold(start, |texts, node| product(&texts, &han_texts(node)?))?
        }
        Node::OneOf(nodes) => nodes
            .iter()
            .map(han_texts)
            .collect::<Option<Vec<_>>>()?
            .concat(),
        Node::Optional(node) => [han_texts(node)?, vec![String::new()]].concat(),
        Node::Named(node) => han_texts(node)?,
        Node::All(_) | Node::Gap | Node::Amount(_) => return None,
    };
    (texts.len() <= MOST_HAN).then_some(texts)
}

/// Each text followed by each other one, if they are few.
fn product(texts: &[String], more: &[String]) -> Option<Vec<String>> {
    if texts.len() * more.len() > MOST_HAN {
        return None;
    }
    let pairs = texts
        .iter()
        .flat_map(|text| more.iter().map(move |next| format!("{text}{next}")));
    Some(pairs.collect())
}

/// The first characters of these texts as anchors; `None` where one is too short to be rare.
fn han_set<'n>(texts: &[String]) -> Option<Set<'n>> {
    let sets = texts.iter().map(|text| {
        let text: String = text.chars().take(LONGEST_HAN).collect();
        let length = text.chars().count();
        // A pair of Han characters is about as rare as a word of five letters.
        let cost = 1 << (20 - (2 * length + 1).min(LONG) * 2);
        (length > 1).then(|| Set::one(cost, text, false, false))
    });
    sets.collect::<Option<Vec<_>>>().map(Set::union)
}

fn cheaper<'n>(sets: impl Iterator<Item = Set<'n>>) -> Option<Set<'n>> {
    sets.min_by_key(|set| set.cost)
}
