//! The words to look for before a phrase is tried: every match holds one of its anchors.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

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
///
/// The phrases of a `$name` stand in many others, and are looked through once.
pub(super) struct Frequencies<'a> {
    words: FxHashMap<&'a str, u64>,
    cheapest: RefCell<Known<Option<Rc<Set<'a>>>>>,
    han: RefCell<Known<Option<Vec<String>>>>,
}

/// What is known of the phrases of names, by the place of their nodes.
type Known<T> = FxHashMap<*const Node, T>;

/// What is known of the phrase of a name, worked out where it is asked for first.
fn once<T: Clone>(known: &RefCell<Known<T>>, node: &Arc<Node>, work_out: impl FnOnce() -> T) -> T {
    let place = Arc::as_ptr(node);
    // It may hold names of its own, so that nothing is borrowed while it is worked out.
    let before = known.borrow().get(&place).cloned();
    before.unwrap_or_else(|| {
        let found = work_out();
        known.borrow_mut().insert(place, found.clone());
        found
    })
}

impl<'a> Frequencies<'a> {
    pub(super) fn new(phrases: impl Iterator<Item = &'a Phrase>) -> Self {
        let mut words = FxHashMap::default();
        let mut used = Used::default();
        for phrase in phrases {
            if let Some(node) = phrase.node() {
                count(node, 1, &mut words, &mut used);
            }
        }
        // Names use each other, the deeper ones last.
        while let Some((_, nodes)) = used.by_depth.pop_last() {
            for (_, (node, times)) in nodes {
                count(node, times, &mut words, &mut used);
            }
        }
        Self {
            words,
            cheapest: RefCell::default(),
            han: RefCell::default(),
        }
    }

    /// The anchors of a phrase that cost least to look for.
    ///
    /// `None` where matches need hold none, as those of some regular expressions.
    pub(super) fn anchors(&self, phrase: &'a Phrase) -> Option<Vec<Anchor>> {
        match phrase.node() {
            Some(node) => {
                let set = self.cheapest(node)?;
                Some(set.anchors.iter().map(Choice::taken).collect())
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

    fn cheapest(&self, node: &'a Node) -> Option<Rc<Set<'a>>> {
        match node {
            Node::Word(word) => self.word(word).map(Rc::new),
            Node::Sequence(nodes) => self.sequence(nodes),
            Node::OneOf(nodes) => {
                let sets = nodes.iter().map(|node| self.cheapest(node));
                let sets = sets.collect::<Option<Vec<_>>>()?;
                Some(Rc::new(Set::union(sets.iter().map(|set| &**set))))
            }
            Node::Spelt(nodes) => {
                let sets = [self.cheapest(&nodes[0])?, self.cheapest(&nodes[1])?];
                Some(Rc::new(Set::union(sets.iter().map(|set| &**set))))
            }
            Node::All(nodes) => cheaper(nodes.iter().filter_map(|node| self.cheapest(node))),
            Node::Optional(_) | Node::Gap | Node::Amount(_) => None,
            Node::Named(node) => once(&self.cheapest, node, || self.cheapest(node)),
        }
    }

    /// The cheapest of the items, or of Han texts that go over several of them.
    fn sequence(&self, nodes: &'a [Node]) -> Option<Rc<Set<'a>>> {
        let mut sets: Vec<_> = nodes
            .iter()
            .filter_map(|node| self.cheapest(node))
            .collect();
        let mut texts = vec![String::new()];
        for node in nodes {
            let own = self.han_texts(node);
            let longer = own.as_ref().and_then(|more| product(&texts, more));
            texts = longer.unwrap_or_else(|| {
                sets.extend(han_set(&texts).map(Rc::new));
                own.unwrap_or_else(|| vec![String::new()])
            });
        }
        sets.extend(han_set(&texts).map(Rc::new));
        cheaper(sets.into_iter())
    }

    /// All texts of a node that holds nothing but Han characters, if they are few.
    fn han_texts(&self, node: &Node) -> Option<Vec<String>> {
        let texts = match node {
            Node::Word(word) => {
                (word.kind == TokenKind::Han).then(|| vec![word.text().to_owned()])?
            }
            Node::Sequence(nodes) => {
                let start = vec![String::new()];
                let mut nodes = nodes.iter();
                nodes.try_fold(start, |texts, node| product(&texts, &self.han_texts(node)?))?
            }
            Node::OneOf(nodes) => nodes
                .iter()
                .map(|node| self.han_texts(node))
                .collect::<Option<Vec<_>>>()?
                .concat(),
            Node::Optional(node) => [self.han_texts(node)?, vec![String::new()]].concat(),
            Node::Named(node) => once(&self.han, node, || self.han_texts(node))?,
            Node::All(_) | Node::Spelt(_) | Node::Gap | Node::Amount(_) => return None,
        };
        (texts.len() <= MOST_HAN).then_some(texts)
    }

    fn word<'n>(&self, word: &'n Word) -> Option<Set<'n>> {
        let others = self.words.get(word.text()).copied().unwrap_or(1);
        let length = word.text().chars().count();
        let cost = |length: usize| commonness(length, others);
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
#[derive(Clone)]
struct Choice<'n> {
    text: Cow<'n, str>,
    starts_word: bool,
    ends_word: bool,
}

impl Choice<'_> {
    fn taken(&self) -> Anchor {
        Anchor {
            text: self.text.clone().into_owned(),
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

    fn union<'s>(sets: impl Iterator<Item = &'s Self> + Clone) -> Self
    where
        'n: 's,
    {
        let costs = sets.clone().map(|set| set.cost);
        Self {
            cost: costs.fold(0, u64::saturating_add),
            anchors: sets.flat_map(|set| set.anchors.iter().cloned()).collect(),
        }
    }
}

/// The phrases of names that are still to be counted, by how deep they use others, each with how
/// often it is used.
#[derive(Default)]
struct Used<'a> {
    by_depth: BTreeMap<usize, BTreeMap<*const Node, (&'a Node, u64)>>,
    depths: Known<usize>,
}

impl<'a> Used<'a> {
    fn add(&mut self, node: &'a Node, times: u64) {
        let depth = self.depth(node);
        let of_depth = self.by_depth.entry(depth).or_default();
        of_depth
            .entry(std::ptr::from_ref(node))
            .or_insert((node, 0))
            .1 += times;
    }

    /// How many names lie in each other below the phrases of a name.
    fn depth(&mut self, named: &'a Node) -> usize {
        let key = std::ptr::from_ref(named);
        if let Some(&known) = self.depths.get(&key) {
            return known;
        }
        let depth = self.depth_below(named);
        self.depths.insert(key, depth);
        depth
    }

    fn depth_below(&mut self, node: &'a Node) -> usize {
        match node {
            Node::Word(_) | Node::Gap | Node::Amount(_) => 0,
            Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => {
                let depths = nodes.iter().map(|node| self.depth_below(node));
                depths.max().unwrap_or(0)
            }
            Node::Spelt(nodes) => {
                let depths = nodes.iter().map(|node| self.depth_below(node));
                depths.max().unwrap_or(0)
            }
            Node::Optional(node) => self.depth_below(node),
            Node::Named(node) => 1 + self.depth(node),
        }
    }
}

/// Counts the words of a phrase so many times; names are left to be counted later.
fn count<'a>(node: &'a Node, times: u64, words: &mut FxHashMap<&'a str, u64>, used: &mut Used<'a>) {
    match node {
        Node::Word(word) => *words.entry(word.text()).or_default() += times,
        Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => {
            for node in nodes {
                count(node, times, words, used);
            }
        }
        Node::Spelt(nodes) => nodes
            .iter()
            .for_each(|node| count(node, times, words, used)),
        Node::Optional(node) => count(node, times, words, used),
        Node::Named(node) => used.add(node, times),
        Node::Gap | Node::Amount(_) => {}
    }
}

/// How common a word of so many characters is in texts, where phrases hold it so many times: short
/// words are, and those that many phrases hold.
pub(super) fn commonness(length: usize, held: u64) -> u64 {
    (1 << (20 - length.min(LONG) * 2)) * (3 + held) / 4
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
    let sets = sets.collect::<Option<Vec<_>>>()?;
    Some(Set::union(sets.iter()))
}

fn cheaper<'n>(sets: impl Iterator<Item = Rc<Set<'n>>>) -> Option<Rc<Set<'n>>> {
    sets.min_by_key(|set| set.cost)
}
