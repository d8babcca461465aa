//! The words of phrases, gathered in one pass: who holds which, and what each phrase needs.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Phrase;
use super::needs::Need;
use super::syntax::{Node, Word};

/// One spelling, and the phrases that hold it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) text: Arc<str>,
    /// The entry without the marks on its letters, where it has any.
    bare: Option<u32>,
    /// Of one that takes any ending: the longest other such that it begins with.
    pub(super) shorter: Option<u32>,
    /// Phrases that want the word as it is, and those that take any ending.
    pub(super) wanted: [Vec<u32>; 2],
}

/// The spellings of phrases, and what these need.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) entries: Vec<Entry>,
    pub(super) places: FxHashMap<Arc<str>, u32>,
    /// The phrases of names, which stand in many others, each with its words.
    pub(super) named: Vec<(Need, Box<[u32]>)>,
    names: FxHashMap<*const Node, u32>,
}

impl Gathered {
    /// What a phrase needs, whose words are kept.
    pub(super) fn add(&mut self, phrase: &Phrase, index: u32) -> Need {
        let Some(node) = phrase.node() else {
            return Need::Nothing;
        };
        let mut words = Vec::new();
        let need = self.need(node, &mut words);
        for word in words {
            let wanted = &mut self.entries[word as usize / 2].wanted[word as usize % 2];
            if wanted.last() != Some(&index) {
                wanted.push(index);
            }
        }
        need
    }

    /// What a node needs; its words are added to `words`.
    fn need(&mut self, node: &Node, words: &mut Vec<u32>) -> Need {
        match node {
            Node::Word(word) => {
                let place = self.place(word);
                let number = |place: u32| 2 * place + u32::from(word.any_ending);
                let bare = self.entries[place as usize].bare.map(number);
                words.push(number(place));
                words.extend(bare);
                Need::Word(number(place), bare)
            }
            Node::Sequence(nodes) | Node::All(nodes) => Need::All(self.each(nodes, words)),
            Node::OneOf(nodes) => Need::Any(self.each(nodes, words)),
            Node::Spelt(nodes) => Need::Any(self.each(&nodes[..], words)),
            Node::Optional(node) => Need::Optional(self.need(node, words).into()),
            Node::Named(node) => {
                let name = self.name(node);
                words.extend_from_slice(&self.named[name as usize].1);
                Need::Named(name)
            }
            Node::Gap => Need::Nothing,
            Node::Amount(_) => Need::Amount,
        }
    }

    fn each(&mut self, nodes: &[Node], words: &mut Vec<u32>) -> Box<[Need]> {
        nodes.iter().map(|node| self.need(node, words)).collect()
    }

    fn name(&mut self, node: &Arc<Node>) -> u32 {
        let key = Arc::as_ptr(node);
        if let Some(&known) = self.names.get(&key) {
            return known;
        }
        let mut words = Vec::new();
        let need = self.need(node, &mut words);
        words.sort_unstable();
        words.dedup();
        let name = self.named.len() as u32;
        self.named.push((need, words.into()));
        self.names.insert(key, name);
        name
    }

    fn place(&mut self, word: &Word) -> u32 {
        if let Some(&known) = self.places.get(word.text()) {
            return known;
        }
        let bare = word.bare().map(|bare| self.spelling(&bare, None));
        self.spelling(word.text(), bare)
    }

    fn spelling(&mut self, text: &str, bare: Option<u32>) -> u32 {
        if let Some(&known) = self.places.get(text) {
            return known;
        }
        let place = self.entries.len() as u32;
        let text: Arc<str> = text.into();
        self.places.insert(Arc::clone(&text), place);
        self.entries.push(Entry {
            text,
            bare,
            shorter: None,
            wanted: Default::default(),
        });
        place
    }
}
