//! The words that phrases hold: which phrases could match over two texts that are put together.
//!
//! A phrase that begins in one text and ends in the other has a word in each, and all of its words
//! in both together. Most pairs of texts hold no such phrase, which is told here by the words
//! alone, without putting the texts together.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::Phrase;
use super::anchor::commonness;
use super::gathered::{Entry, Gathered};
use super::needs::{Common, Joined, Met, Names, Need};
use crate::quantity::Kind;
use crate::text::Prose;

/// The words of some phrases, ready to be looked up.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    entries: Vec<Entry>,
    /// The entry of each text.
    index: FxHashMap<Arc<str>, u32>,
    /// The entries that take any ending, sorted by their texts.
    endless: Box<[u32]>,
    /// What each phrase needs; a regular expression needs nothing.
    needs: Box<[Need]>,
    /// What the phrases of names need.
    named: Box<Names>,
    /// The rarest words of phrases, once they are asked for.
    rare: OnceLock<Rare>,
    /// The spellings that take any ending.
    begins: Begins,
}

/// Which two bytes a token begins with that may begin with one of some spellings: most tokens do
/// with none, and need not be looked for among them.
#[derive(Clone, Debug)]
struct Begins(Box<[u64]>);

/// The phrases of which a text must hold a word, by that word: one of the rarest of each.
#[derive(Clone, Debug)]
struct Rare {
    /// Where the phrases of each word start, and where those of the last end.
    starts: Box<[u32]>,
    phrases: Box<[u32]>,
}

/// The words of a text, ready to be asked for: most words are missing, which one look tells.
pub(super) struct Sieve<'w> {
    /// Sorted, each once; see [`Words`].
    words: &'w [u32],
    bits: [u64; 16],
}

impl<'w> Sieve<'w> {
    pub(super) fn new(words: &'w [u32]) -> Self {
        let mut bits = [0; 16];
        for &word in words {
            let (at, bit) = Self::bit(word);
            bits[at] |= bit;
        }
        Self { words, bits }
    }

    /// Where the bit of a word is; most words take no ending, and are even.
    fn bit(word: u32) -> (usize, u64) {
        let entry = word / 2;
        (entry as usize / 64 % 16, 1 << (entry % 64))
    }

    fn holds(&self, word: u32) -> bool {
        let (at, bit) = Self::bit(word);
        self.bits[at] & bit != 0 && self.words.binary_search(&word).is_ok()
    }
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
        Self::of(phrases, |_| true)
    }

    /// The words of those phrases that count, by the indices of all.
    pub(super) fn of(phrases: &[Phrase], counts: impl Fn(usize) -> bool) -> Self {
        let mut gathered = Gathered::default();
        let mut needs: Box<[Need]> = phrases
            .iter()
            .zip(0..)
            .map(|(phrase, index)| {
                if counts(index as usize) {
                    gathered.add(phrase, index)
                } else {
                    Need::Nothing
                }
            })
            .collect();
        let Gathered {
            mut entries,
            places,
            named,
            ..
        } = gathered;
        let is_endless = |at: &u32| !entries[*at as usize].wanted[1].is_empty();
        let mut endless: Vec<u32> = (0..entries.len() as u32).filter(is_endless).collect();
        endless.sort_unstable_by(|&a, &b| text(&entries, a).cmp(text(&entries, b)));
        for at in 1..endless.len() {
            let own = endless[at];
            let shorter = longest_begin(&entries, endless[at - 1], text(&entries, own));
            entries[own as usize].shorter = shorter;
        }
        let commonness: Vec<Common> = entries.iter().map(commonness_of).collect();
        let common = |word: u32| commonness[word as usize / 2];
        let mut of_names = Vec::with_capacity(named.len());
        let mut names: Vec<Need> = Vec::with_capacity(named.len());
        for (mut need, _) in named {
            of_names.push(need.settle(&of_names, &common));
            names.push(need);
        }
        for need in &mut needs {
            need.settle(&of_names, &common);
        }
        let texts = endless.iter().map(|&at| text(&entries, at));
        Self {
            begins: Begins::new(texts),
            index: places,
            endless: endless.into(),
            entries,
            needs,
            named: names.into(),
            rare: OnceLock::new(),
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
        for &phrase in words.iter().flat_map(|&word| wanting(&self.entries, word)) {
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
        let mut with_amount = Joined::new(&self.named, &said, &amount);
        for at in here {
            let phrase = &phrases[at];
            if phrase.has_amounts() && self.fits(at, &mut with_amount) {
                phrase.add_kinds(&mut awaited);
            }
        }
        Head { said, awaited }
    }

    /// Whether one of the phrases may match with a word in each of two texts, or with all its
    /// words in `head` and a quantity in `own`, in either order.
    ///
    /// `kinds` gives the kinds of the quantities in `own`. `false` is certain, `true` is likely.
    #[must_use]
    pub fn may_join<'k>(
        &self,
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
        let mut shared = head.said.shared(own).peekable();
        if broken || shared.peek().is_none() {
            return shared.peek().is_some();
        }
        let mut texts = Joined::new(&self.named, &head.said, own);
        shared.any(|at| self.fits(at, &mut texts))
    }

    /// The phrases that count of which all words that they must have are among some; one may come
    /// several times, a regular expression never.
    pub(super) fn may_match_any(
        &self,
        words: &Sieve,
        counts: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = usize> {
        let rare = self.rare.get_or_init(|| self.rare());
        let phrases = words.words.iter().flat_map(|&word| {
            let [from, to] = [word, word + 1].map(|word| rare.starts[word as usize] as usize);
            &rare.phrases[from..to]
        });
        let mut met = Met::new(&self.named, |word| words.holds(word));
        let phrases = phrases.map(|&phrase| phrase as usize);
        phrases.filter(move |&phrase| counts(phrase) && self.needs[phrase].is_met(&mut met))
    }

    /// Whether the words that a phrase needs can be taken from both texts, at least one from each.
    fn fits(&self, at: usize, texts: &mut Joined) -> bool {
        self.needs[at].ways(texts).take_from_both()
    }

    fn rare(&self) -> Rare {
        let (mut pairs, mut words) = (Vec::new(), Vec::new());
        for (need, phrase) in self.needs.iter().zip(0..) {
            if need.add_rarest(&self.named, &mut words) {
                pairs.extend(words.iter().map(|&word| (word, phrase)));
            }
            words.clear();
        }
        pairs.sort_unstable();
        pairs.dedup();
        let words = 0..=2 * self.entries.len() as u32;
        let start = |word: u32| pairs.partition_point(|&(rarest, _)| rarest < word) as u32;
        Rare {
            starts: words.map(start).collect(),
            phrases: pairs.into_iter().map(|(_, phrase)| phrase).collect(),
        }
    }

    /// Tells of phrases whether all words that they must have may stand in a folded text: whether
    /// the text of each is a part of it.
    ///
    /// Asks less than [`Vocabulary::may_match_any`], and needs no tokens.
    pub(super) fn may_stand<'a>(&'a self, folded: &'a str) -> impl FnMut(usize) -> bool + 'a {
        let mut known: FxHashMap<u32, bool> = FxHashMap::default();
        let mut met = Met::new(&self.named, move |word| {
            let entry = word / 2;
            let known = known.entry(entry);
            *known.or_insert_with(|| folded.contains(text(&self.entries, entry)))
        });
        move |phrase| self.needs[phrase].is_met(&mut met)
    }

    /// Adds the word as it is, and all words with any ending that it begins with.
    fn add_word(&self, token: &str, words: &mut Vec<u32>) {
        let exact = self.index.get(token);
        words.extend(
            exact
                .map(|at| 2 * at)
                .filter(|&word| !wanting(&self.entries, word).is_empty()),
        );
        if !self.begins.may_begin(token) {
            return;
        }
        let end = self
            .endless
            .partition_point(|&at| text(&self.entries, at) <= token);
        let last = end.checked_sub(1).map(|last| self.endless[last]);
        let mut next = last.and_then(|last| longest_begin(&self.entries, last, token));
        while let Some(at) = next {
            words.push(2 * at + 1);
            next = self.entries[at as usize].shorter;
        }
    }
}

/// Whether a folded text ends with a hyphen, behind which a word goes on.
pub(super) fn is_broken(folded: &str) -> bool {
    let word = folded.strip_suffix('-');
    word.is_some_and(|word| word.ends_with(char::is_alphabetic))
}

/// How common the words of an entry are in texts.
fn commonness_of(entry: &Entry) -> Common {
    let phrases = entry.wanted.iter().map(Vec::len).sum::<usize>();
    commonness(entry.text.chars().count(), phrases as u64)
}

/// The phrases that hold a word, in order.
fn wanting(entries: &[Entry], word: u32) -> &[u32] {
    &entries[word as usize / 2].wanted[word as usize % 2]
}

fn text(entries: &[Entry], at: u32) -> &str {
    &entries[at as usize].text
}

/// The longest of the entries that take any ending, up to `last`, that `token` begins with; those
/// behind are greater.
fn longest_begin(entries: &[Entry], last: u32, token: &str) -> Option<u32> {
    let mut next = Some(last);
    while let Some(at) = next {
        if token.starts_with(text(entries, at)) {
            return Some(at);
        }
        next = entries[at as usize].shorter;
    }
    None
}
