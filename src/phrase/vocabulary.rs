//! The words that phrases hold: which phrases could match over two texts that are put together.
//!
//! A phrase that begins in one text and ends in the other has a word in each, and all of its words
//! in both together. Most pairs of texts hold no such phrase, which is told here by the words
//! alone, without putting the texts together.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::Phrase;
use super::needs::Need;
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
    /// What each phrase needs, told when it is first asked for.
    needs: Box<[OnceLock<Need>]>,
    /// The spellings that take any ending.
    begins: Begins,
}

/// Which two bytes a token begins with that may begin with one of some spellings: most tokens do
/// with none, and need not be looked for among them.
#[derive(Clone, Debug)]
struct Begins(Box<[u64]>);

/// One spelling, and the phrases that hold it.
#[derive(Clone, Debug)]
struct Entry {
    text: Box<str>,
    /// The longest other spelling that it begins with.
    shorter: Option<u32>,
    /// Phrases that want the word as it is, and those that take any ending.
    wanted: [Vec<u32>; 2],
}

/// The words of phrases in a text, by the token.
///
/// A word is twice the index of an entry, and one more where any ending is taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    each: Vec<u32>,
    /// Where the words of each token end.
    ends: Vec<u32>,
    /// All of them, sorted, each once.
    all: Vec<u32>,
}

/// What a text says of the words that phrases hold.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Sorted, each once; see [`Words`].
    words: Box<[u32]>,
    /// A bit for each phrase that has a word in the text.
    phrases: Box<[u64]>,
    /// Whether a digit stands there, so that it may hold a quantity.
    digits: bool,
    /// Whether its last word may go on in the next text.
    broken: bool,
}

/// Which words are a part of a folded text, as far as was asked.
pub(super) struct Seen<'t> {
    text: &'t str,
    known: FxHashMap<u32, bool>,
}

impl<'t> Seen<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            known: FxHashMap::default(),
        }
    }
}

/// What a text says, ready to be held against many other texts.
#[derive(Clone, Debug)]
pub struct Head {
    said: Said,
    /// The kinds of quantities that phrases want which have all their words there; `None` for any
    /// kind.
    awaited: Vec<Option<Kind>>,
}

impl Begins {
    fn new<'t>(spellings: impl Iterator<Item = &'t str>) -> Self {
        let mut begins = Self(vec![0; 1 << 10].into());
        for spelling in spellings {
            match *spelling.as_bytes() {
                [] => begins.0.fill(u64::MAX),
                [first] => (0..=u8::MAX).for_each(|second| begins.add([first, second])),
                [first, second, ..] => begins.add([first, second]),
            }
        }
        begins
    }

    fn add(&mut self, pair: [u8; 2]) {
        let at = usize::from(u16::from_be_bytes(pair));
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// `false` is certain, `true` is likely.
    fn may_begin(&self, token: &str) -> bool {
        let pair = match *token.as_bytes() {
            [] => return true,
            [first] => [first, 0],
            [first, second, ..] => [first, second],
        };
        let at = usize::from(u16::from_be_bytes(pair));
        self.0[at / 64] >> (at % 64) & 1 == 1
    }
}

impl Words {
    /// The words of all tokens, sorted, each once.
    pub(super) fn all(&self) -> &[u32] {
        &self.all
    }

    /// The words of some tokens, sorted, each once.
    pub(super) fn of(&self, tokens: Range<usize>) -> Vec<u32> {
        let end = |token: usize| self.ends[token] as usize;
        let from = tokens.start.checked_sub(1).map_or(0, end);
        let to = tokens.end.checked_sub(1).map_or(0, end).max(from);
        let mut words = self.each[from..to].to_vec();
        words.sort_unstable();
        words.dedup();
        words
    }
}

impl Said {
    /// Whether no phrase can begin or end in the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn holds(&self, word: u32) -> bool {
        self.words.binary_search(&word).is_ok()
    }

    pub(super) fn has_digits(&self) -> bool {
        self.digits
    }

    /// The phrases that have a word both here and in another text.
    fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let both = self.phrases.iter().zip(&other.phrases);
        both.enumerate().flat_map(|(at, (own, other))| {
            let mut bits = own & other;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(at * 64 + bit)
            })
        })
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
    /// The words of `phrases`, by their index; regular expressions have none.
    #[must_use]
    pub fn new(phrases: &[Phrase]) -> Self {
        let mut found = Found::default();
        for (index, phrase) in phrases.iter().enumerate() {
            if let Some(node) = phrase.node() {
                found.add(node, index as u32);
            }
        }
        let mut places: Vec<(Cow<str>, u32)> = found.places.into_iter().collect();
        places.sort_unstable();
        let mut entries: Vec<Entry> = places
            .into_iter()
            .map(|(text, place)| Entry {
                text: text.into(),
                shorter: None,
                wanted: std::mem::take(&mut found.wanted[place as usize]),
            })
            .collect();
        for at in 1..entries.len() {
            entries[at].shorter = longest_begin(&entries, at - 1, &entries[at].text);
        }
        let texts = entries.iter().map(|entry| entry.text.clone());
        let endless = entries.iter().filter(|entry| !entry.wanted[1].is_empty());
        Self {
            begins: Begins::new(endless.map(|entry| &*entry.text)),
            index: texts.zip(0..).collect(),
            entries,
            needs: phrases.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The words that stand in each token of a text, whether with the marks on their letters or
    /// without.
    pub(crate) fn words(&self, prose: &Prose) -> Words {
        let mut found = Words::default();
        found.ends.reserve(prose.tokens().len());
        for token in 0..prose.tokens().len() {
            self.add_word(prose.word(token), &mut found.each);
            found.ends.push(found.each.len() as u32);
        }
        found.all.clone_from(&found.each);
        found.all.sort_unstable();
        found.all.dedup();
        found
    }

    /// The words that stand in a text, whether with the marks on their letters or without.
    #[must_use]
    pub fn said(&self, prose: &Prose) -> Said {
        self.said_by(prose, &self.words(prose))
    }

    /// The same, where the words of each token are known.
    pub(crate) fn said_by(&self, prose: &Prose, words: &Words) -> Said {
        let words = words.all();
        let mut phrases = Vec::new();
        if !words.is_empty() {
            phrases.resize(self.needs.len().div_ceil(64), 0);
        }
        for &phrase in words.iter().flat_map(|&word| self.wanting(word)) {
            phrases[phrase as usize / 64] |= 1 << (phrase % 64);
        }
        Said {
            words: words.into(),
            phrases: phrases.into(),
            digits: prose.folded().bytes().any(|byte| byte.is_ascii_digit()),
            broken: is_broken(prose.folded()),
        }
    }

    /// The same for those of `phrases` that count, ready to be held against many texts; `phrases`
    /// are those that the vocabulary was made of.
    #[must_use]
    pub fn head(&self, phrases: &[Phrase], prose: &Prose, counts: impl Fn(usize) -> bool) -> Head {
        let mut said = self.said(prose);
        let here: Vec<usize> = said
            .shared(&said)
            .filter(|&phrase| counts(phrase))
            .collect();
        said.phrases.fill(0);
        for &phrase in &here {
            said.phrases[phrase / 64] |= 1 << (phrase % 64);
        }
        if here.is_empty() {
            said.words = Box::default();
        }
        let amount = Said {
            digits: true,
            ..Said::default()
        };
        let mut awaited = Vec::new();
        for at in here {
            let phrase = &phrases[at];
            if phrase.has_amounts() && self.fits(phrase, at, &said, &amount) {
                phrase.add_kinds(&mut awaited);
            }
        }
        Head { said, awaited }
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
        let mut shared = head.said.shared(own);
        shared.any(|at| broken || self.fits(&phrases[at], at, &head.said, own))
    }

    /// Whether all words that the phrase `at` must have are among `words`, which are sorted.
    ///
    /// `false` is certain, `true` is likely.
    pub(super) fn may_match(&self, node: &Node, at: usize, words: &[u32]) -> bool {
        let mut holds = |word: u32| words.binary_search(&word).is_ok();
        self.need(node, at).is_met(&mut holds)
    }

    /// Whether the words that a phrase needs can be taken from both texts, at least one from each.
    fn fits(&self, phrase: &Phrase, at: usize, head: &Said, own: &Said) -> bool {
        let node = phrase.node();
        node.is_some_and(|node| self.need(node, at).ways(head, own).take_from_both())
    }

    fn need(&self, node: &Node, at: usize) -> &Need {
        self.needs[at].get_or_init(|| Need::new(node, self))
    }

    pub(super) fn id(&self, spelling: &str, any_ending: bool) -> Option<u32> {
        let at = self.index.get(spelling)?;
        Some(2 * at + u32::from(any_ending))
    }

    /// Whether all words that the phrase `at` must have are among `words`, each told once by
    /// whether its text is a part of the folded text.
    ///
    /// Asks less than [`Vocabulary::may_match`], and needs no tokens.
    pub(super) fn may_stand(&self, node: &Node, at: usize, seen: &mut Seen) -> bool {
        self.need(node, at).is_met(&mut |word| {
            let entry = word / 2;
            let text = seen.text;
            let known = seen.known.entry(entry);
            *known.or_insert_with(|| text.contains(&*self.entries[entry as usize].text))
        })
    }

    /// The phrases that hold a word, in order.
    pub(super) fn wanting(&self, word: u32) -> &[u32] {
        &self.entries[word as usize / 2].wanted[word as usize % 2]
    }

    /// Adds the word as it is, and all words with any ending that it begins with.
    fn add_word(&self, token: &str, words: &mut Vec<u32>) {
        let among = || {
            if !self.begins.may_begin(token) {
                return None;
            }
            let end = self.entries.partition_point(|entry| *entry.text <= *token);
            let last = end.checked_sub(1)?;
            longest_begin(&self.entries, last, token)
        };
        let mut next = self.index.get(token).copied().or_else(among);
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

/// Spellings with the phrases that want them.
#[derive(Default)]
struct Found<'n> {
    places: FxHashMap<Cow<'n, str>, u32>,
    /// By place: the phrases that want the spelling as it is, and those that take any ending.
    wanted: Vec<[Vec<u32>; 2]>,
    /// The spellings of the phrases of names, which stand in many others.
    named: FxHashMap<*const Node, Rc<[(u32, bool)]>>,
}

impl<'n> Found<'n> {
    /// The words of a node: the place of each spelling, and whether it takes any ending.
    fn words_of(&mut self, node: &'n Node, words: &mut Vec<(u32, bool)>) {
        match node {
            Node::Word(word) => {
                for spelling in spellings(word) {
                    let next = self.wanted.len() as u32;
                    let place = *self.places.entry(spelling).or_insert(next);
                    if place == next {
                        self.wanted.push(Default::default());
                    }
                    words.push((place, word.any_ending));
                }
            }
            Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => {
                for node in nodes {
                    self.words_of(node, words);
                }
            }
            Node::Optional(node) => self.words_of(node, words),
            Node::Named(node) => {
                let key = Arc::as_ptr(node);
                if let Some(known) = self.named.get(&key) {
                    words.extend_from_slice(known);
                    return;
                }
                let mut own = Vec::new();
                self.words_of(node, &mut own);
                own.sort_unstable();
                own.dedup();
                words.extend_from_slice(&own);
                self.named.insert(key, own.into());
            }
            Node::Gap | Node::Amount(_) => {}
        }
    }

    fn add(&mut self, node: &'n Node, phrase: u32) {
        let mut words = Vec::new();
        self.words_of(node, &mut words);
        for (place, any_ending) in words {
            let wanted = &mut self.wanted[place as usize][usize::from(any_ending)];
            if wanted.last() != Some(&phrase) {
                wanted.push(phrase);
            }
        }
    }
}

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
