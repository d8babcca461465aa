//! The words that phrases hold: which phrases could match over two texts that are put together.
//!
//! A phrase that begins in one text and ends in the other has a word in each, and all of its words
//! in both together. Most pairs of texts hold no such phrase, which is told here by the words
//! alone, without putting the texts together.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Phrase;
use super::syntax::{Node, Word};
use crate::quantity::Kind;
use crate::text::Prose;

/// The words of some phrases, ready to be looked up.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Sorted by their texts.
    entries: Vec<Entry>,
    /// The entry of each text: a phrase asks for its words again and again.
    index: FxHashMap<Box<str>, u32>,
    /// How many phrases there are, those that do not count included.
    phrases: usize,
}

/// One spelling, and the phrases that hold it.
#[derive(Clone, Debug)]
struct Entry {
    text: Box<str>,
    /// The longest other spelling that it begins with.
    shorter: Option<u32>,
    /// Phrases that want the word as it is, and those that take any ending.
    wanted: [Vec<u32>; 2],
}

/// What a text says of the words that phrases hold.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Sorted: twice the index of an entry, and one more where any ending is taken.
    words: Box<[u32]>,
    /// Whether a digit stands there, so that it may hold a quantity.
    digits: bool,
    /// Whether its last word may go on in the next text.
    broken: bool,
}

/// What a text says, ready to be held against many other texts.
#[derive(Clone, Debug)]
pub struct Head {
    said: Said,
    /// A bit for each phrase that has a word in the text.
    phrases: Box<[u64]>,
    /// The kinds of quantities that phrases want which have all their words there; `None` for any
    /// kind.
    awaited: Vec<Option<Kind>>,
}

impl Said {
    /// Whether no phrase can begin or end in the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn holds(&self, word: u32) -> bool {
        self.words.binary_search(&word).is_ok()
    }
}

impl Head {
    /// Whether no phrase can begin or end in the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }
}

impl Vocabulary {
    /// The words of those of `phrases` that count, by their index; regular expressions have none.
    #[must_use]
    pub fn new(phrases: &[Phrase], counts: impl Fn(usize) -> bool) -> Self {
        let mut found = Found::default();
        for (index, phrase) in phrases.iter().enumerate() {
            if let Some(node) = phrase.node().filter(|_| counts(index)) {
                add(node, index as u32, &mut found);
            }
        }
        let entry = |(text, wanted): (Cow<str>, _)| Entry {
            text: text.into(),
            shorter: None,
            wanted,
        };
        let mut entries: Vec<Entry> = found.into_iter().map(entry).collect();
        entries.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        for at in 1..entries.len() {
            entries[at].shorter = longest_begin(&entries, at - 1, &entries[at].text);
        }
        let texts = entries.iter().map(|entry| entry.text.clone());
        Self {
            index: texts.zip(0..).collect(),
            entries,
            phrases: phrases.len(),
        }
    }

    /// The words that stand in a text, whether with the marks on their letters or without.
    #[must_use]
    pub fn said(&self, prose: &Prose) -> Said {
        let mut words = Vec::new();
        for token in 0..prose.tokens().len() {
            self.add_word(prose.word(token), &mut words);
        }
        words.sort_unstable();
        words.dedup();
        Said {
            words: words.into(),
            digits: prose.folded().bytes().any(|byte| byte.is_ascii_digit()),
            broken: is_broken(prose.folded()),
        }
    }

    /// The same, ready to be held against many texts; `phrases` are those that the vocabulary was
    /// made of.
    #[must_use]
    pub fn head(&self, phrases: &[Phrase], prose: &Prose) -> Head {
        let said = self.said(prose);
        let mut bits = Vec::new();
        if !said.is_empty() {
            bits.resize(self.phrases.div_ceil(64), 0);
        }
        for &phrase in said.words.iter().flat_map(|&word| self.wanting(word)) {
            bits[phrase as usize / 64] |= 1 << (phrase % 64);
        }
        let mut head = Head {
            said,
            phrases: bits.into(),
            awaited: Vec::new(),
        };
        let amount = Said {
            digits: true,
            ..Said::default()
        };
        let mut awaited = Vec::new();
        for &phrase in head.said.words.iter().flat_map(|&word| self.wanting(word)) {
            let phrase = &phrases[phrase as usize];
            if phrase.has_amounts() && self.fits(phrase, &head, &amount) {
                phrase.add_kinds(&mut awaited);
            }
        }
        head.awaited = awaited;
        head
    }

    /// Whether one of `phrases`, those that the vocabulary was made of, may match with a word in
    /// each of two texts, or with all its words in `head` and a quantity in `own`, in either order.
    ///
    /// `kinds` gives the kinds of the quantities in `own`. `false` is certain, `true` is likely.
    #[must_use]
    pub fn may_join<'k>(
        &self,
        phrases: &[Phrase],
        head: &Head,
        own: &Said,
        kinds: impl FnOnce() -> &'k [Kind],
    ) -> bool {
        if head.is_empty() {
            return false;
        }
        let awaited = |kind: &Kind| head.awaited.contains(&Some(*kind));
        if !head.awaited.is_empty()
            && own.digits
            && (head.awaited.contains(&None) || kinds().iter().any(awaited))
        {
            return true;
        }
        let broken = head.said.broken || own.broken;
        let wanting = own.words.iter().flat_map(|&word| self.wanting(word));
        let mut shared = wanting.map(|&phrase| phrase as usize);
        shared.any(|phrase| {
            head.phrases[phrase / 64] >> (phrase % 64) & 1 == 1
                && (broken || self.fits(&phrases[phrase], head, own))
        })
    }

    /// Whether the words that a phrase needs can be taken from both texts, at least one from each.
    fn fits(&self, phrase: &Phrase, head: &Head, own: &Said) -> bool {
        let node = phrase.node();
        node.is_some_and(|node| self.ways(node, head, own).take_from_both())
    }

    fn ways(&self, node: &Node, head: &Head, own: &Said) -> Ways {
        match node {
            Node::Word(word) => {
                let ids = spellings(word).filter_map(|text| self.id(&text, word.any_ending));
                ids.fold(Ways::NONE, |ways, id| {
                    let ways = ways.or(Ways::OWN.when(own.holds(id)));
                    ways.or(Ways::HEAD.when(head.said.holds(id)))
                })
            }
            Node::Sequence(nodes) | Node::All(nodes) => {
                let ways = nodes.iter().map(|node| self.ways(node, head, own));
                ways.fold(Ways::WORDLESS, Ways::and)
            }
            Node::OneOf(nodes) => {
                let ways = nodes.iter().map(|node| self.ways(node, head, own));
                ways.fold(Ways::NONE, Ways::or)
            }
            Node::Named(node) => self.ways(node, head, own),
            Node::Optional(node) => self.ways(node, head, own).or(Ways::WORDLESS),
            Node::Gap => Ways::WORDLESS,
            Node::Amount(_) => {
                let ways = Ways::WORDLESS.or(Ways::OWN.when(own.digits));
                ways.or(Ways::HEAD.when(head.said.digits))
            }
        }
    }

    fn id(&self, spelling: &str, any_ending: bool) -> Option<u32> {
        let at = self.index.get(spelling)?;
        Some(2 * at + u32::from(any_ending))
    }

    fn wanting(&self, word: u32) -> &[u32] {
        &self.entries[word as usize / 2].wanted[word as usize % 2]
    }

    /// Adds the word as it is, and all words with any ending that it begins with.
    fn add_word(&self, token: &str, words: &mut Vec<u32>) {
        let end = self.entries.partition_point(|entry| *entry.text <= *token);
        let mut next = end
            .checked_sub(1)
            .and_then(|last| longest_begin(&self.entries, last, token));
        while let Some(at) = next {
            let entry = &self.entries[at as usize];
            if *entry.text == *token && !entry.wanted[0].is_empty() {
                words.push(2 * at);
            }
            if !entry.wanted[1].is_empty() {
                words.push(2 * at + 1);
            }
            next = entry.shorter;
        }
    }
}

/// The ways in which the words of an item can be taken from two texts: a bit for each set of texts
/// that words come from, where bit 1 is for the own text alone, 2 for the head alone, 3 for both.
#[derive(Clone, Copy)]
struct Ways(u8);

impl Ways {
    const NONE: Self = Self(0);
    const WORDLESS: Self = Self(1);
    const OWN: Self = Self(1 << 1);
    const HEAD: Self = Self(1 << 2);

    fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::NONE }
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn and(self, other: Self) -> Self {
        let bits = |ways: Self| (0..4_u8).filter(move |bit| ways.0 >> bit & 1 == 1);
        let pairs = bits(self).flat_map(|one| bits(other).map(move |two| one | two));
        Self(pairs.fold(0, |ways, bit| ways | 1 << bit))
    }

    fn take_from_both(self) -> bool {
        self.0 >> 3 & 1 == 1
    }
}

/// Whether a folded text ends with a hyphen, behind which a word goes on.
fn is_broken(folded: &str) -> bool {
    let word = folded.strip_suffix('-');
    word.is_some_and(|word| word.ends_with(char::is_alphabetic))
}

/// A word as it is written, and as people write it without the marks on its letters.
fn spellings(word: &Word) -> impl Iterator<Item = Cow<'_, str>> {
    let bare = word.bare().map(Cow::Owned);
    std::iter::once(Cow::Borrowed(word.text())).chain(bare)
}

/// Spellings with the phrases that want them as they are, and those that take any ending.
type Found<'n> = FxHashMap<Cow<'n, str>, [Vec<u32>; 2]>;

/// The longest of the entries up to `last` that `text` begins with; those behind are greater.
fn longest_begin(entries: &[Entry], last: usize, text: &str) -> Option<u32> {
    let mut next = Some(last as u32);
    while let Some(at) = next {
        if text.starts_with(&*entries[at as usize].text) {
            return Some(at);
        }
        next = entries[at as usize].shorter;
    }
    None
}

fn add<'n>(node: &'n Node, phrase: u32, found: &mut Found<'n>) {
    match node {
        Node::Word(word) => {
            for spelling in spellings(word) {
                let wanted = &mut found.entry(spelling).or_default()[usize::from(word.any_ending)];
                if wanted.last() != Some(&phrase) {
                    wanted.push(phrase);
                }
            }
        }
        Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => {
            for node in nodes {
                add(node, phrase, found);
            }
        }
        Node::Optional(node) => add(node, phrase, found),
        Node::Named(node) => add(node, phrase, found),
        Node::Gap | Node::Amount(_) => {}
    }
}
