//! Tells the language of a text by its script, its letters and its commonest words.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::text::fold::{fold_word, is_han, without_marks};
use crate::text::{Folded, is_letter, is_letter_or_digit};

/// As many bytes of a text as are looked at.
const PREFIX: usize = 4096;

/// A shorter unmarked word is too often a word of another language.
const SHORTEST_WEAK: usize = 3;

/// A script that one language alone writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Script {
    Han,
}

/// The `[text]` table of a language.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct TextData {
    script: Option<Script>,
    /// Letters that no other of the languages writes.
    #[serde(default)]
    letters: String,
    /// The commonest words.
    #[serde(default)]
    words: Vec<String>,
    /// Words that end with a full stop inside a sentence.
    #[serde(default)]
    pub(super) abbreviations: Vec<String>,
    /// Whether people also write without the marks on the letters.
    #[serde(default)]
    pub(super) unmarked: bool,
}

/// What a language is recognised by.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    script: Option<Script>,
    letters: BTreeSet<char>,
    words: BTreeSet<String>,
    /// Whether people also write without the marks on the letters.
    unmarked: bool,
}

impl Profile {
    pub(super) fn new(data: &TextData) -> Self {
        let mut words: BTreeSet<String> = data.words.iter().map(|word| fold_word(word)).collect();
        if data.unmarked {
            words.extend(data.words.iter().map(|w| without_marks(&fold_word(w))));
        }
        Self {
            script: data.script,
            letters: fold_word(&data.letters).chars().collect(),
            words,
            unmarked: data.unmarked,
        }
    }

    /// Whether a folded word is among the commonest of the language.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a folded word is, and is not only the plain form of a word with marks.
    pub(super) fn is_surely_common(&self, word: &str) -> bool {
        self.is_common(word) && !(self.unmarked && word.is_ascii())
    }

    pub(super) fn script(&self) -> Option<Script> {
        self.script
    }
}

/// The commonest words and the letters of several languages, each with a bit for every language
/// that has it: a word of a text is looked up once.
#[derive(Clone, Debug, Default)]
pub(super) struct Common {
    words: FxHashMap<Box<str>, u32>,
    letters: FxHashMap<char, u32>,
}

/// What speaks for one language.
#[derive(Default)]
struct Evidence<'t> {
    score: usize,
    /// Different unmarked words, of which a text needs two.
    weak: [Option<&'t str>; 2],
    weak_score: usize,
}

impl Common {
    /// Takes the profiles in the order in which [`Common::scores`] is given them again, 32 at
    /// most.
    pub(super) fn new<'p>(profiles: impl Iterator<Item = &'p Profile>) -> Self {
        let mut common = Self::default();
        for (at, profile) in profiles.enumerate() {
            for word in &profile.words {
                *common.words.entry(word.as_str().into()).or_default() |= 1 << at;
            }
            for &letter in &profile.letters {
                *common.letters.entry(letter).or_default() |= 1 << at;
            }
        }
        common
    }

    /// How much of a folded text looks like each of the languages; 0 says nothing for one.
    ///
    /// In a language that people also write without its marks, a plain word is weak evidence: the
    /// unmarked form of one language is a word of another ("độ", "do"). Such words count where they
    /// are long enough and at least two different ones stand together.
    pub(super) fn scores<'p>(
        &self,
        profiles: impl Iterator<Item = &'p Profile>,
        folded: &str,
    ) -> Vec<usize> {
        let profiles: Vec<&Profile> = profiles.collect();
        let mut found: Vec<Evidence> = profiles.iter().map(|_| Evidence::default()).collect();
        let han = each_word(folded, |word| {
            let ascii = word.is_ascii();
            let common = self.words.get(word).copied().unwrap_or_default();
            let letter = |c| self.letters.get(&c).copied().unwrap_or_default();
            let letters = if ascii {
                0
            } else {
                word.chars().map(letter).fold(0, |all, own| all | own)
            };
            if common | letters == 0 {
                return;
            }
            for (at, (profile, found)) in profiles.iter().zip(&mut found).enumerate() {
                let (common, letters) = (common >> at & 1, letters >> at & 1);
                if profile.unmarked && ascii {
                    if common == 1 && word.len() >= SHORTEST_WEAK {
                        found.add_weak(word);
                    }
                } else {
                    found.score += 2 * (common + letters) as usize;
                }
            }
        });
        let score = |(profile, found): (&Profile, Evidence)| {
            let han = if profile.script == Some(Script::Han) {
                han
            } else {
                0
            };
            let weak = found.weak[1].map_or(0, |_| found.weak_score);
            found.score + weak + han
        };
        profiles.into_iter().zip(found).map(score).collect()
    }
}

impl<'t> Evidence<'t> {
    fn add_weak(&mut self, word: &'t str) {
        self.weak_score += 2;
        match self.weak {
            [None, _] => self.weak[0] = Some(word),
            [Some(first), None] if first != word => self.weak[1] = Some(word),
            _ => {}
        }
    }
}

/// Hands over the words of a folded text, as [`crate::text::Prose`] divides them, runs of digits
/// left out; gives the number of its Han characters.
pub(super) fn each_word<'t>(folded: &'t str, mut take: impl FnMut(&'t str)) -> usize {
    let mut han = 0;
    let mut start = None;
    let mut letters = false;
    let mut chars = folded.char_indices();
    while let Some((at, c)) = chars.next() {
        let is_han = !c.is_ascii() && is_han(c);
        let next = || chars.clone().next().map(|(_, next)| next);
        let inside = match c {
            _ if is_han => false,
            '_' => start.is_some(),
            '\'' => {
                start.is_some() && next().is_some_and(|n| n.is_alphabetic() && !self::is_han(n))
            }
            _ => is_letter_or_digit(c),
        };
        if inside {
            start.get_or_insert(at);
            letters |= is_letter(c);
            continue;
        }
        if let Some(start) = start.take().filter(|_| letters) {
            take(&folded[start..at]);
        }
        letters = false;
        han += usize::from(is_han);
    }
    if let Some(start) = start.filter(|_| letters) {
        take(&folded[start..]);
    }
    han
}

/// The begin of a text, cut at a character and folded.
pub(super) fn prefix(text: &str) -> Folded<'_> {
    Folded::new(&text[..text.floor_char_boundary(PREFIX)])
}

/// Whether a word is written without any mark on its letters.
pub(super) fn is_unmarked(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || is_han(c))
}
