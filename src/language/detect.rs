//! Tells the language of a text by its script, its letters and its commonest words.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::text::Folded;
use crate::text::fold::{fold_word, is_han, without_marks};

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
    letters: FxHashSet<char>,
    words: FxHashSet<String>,
    /// Whether people also write without the marks on the letters.
    unmarked: bool,
}

impl Profile {
    pub(super) fn new(data: &TextData) -> Self {
        let mut words: FxHashSet<String> = data.words.iter().map(|word| fold_word(word)).collect();
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

    pub(super) fn script(&self) -> Option<Script> {
        self.script
    }

    /// How much of a text looks like the language; 0 says nothing for it.
    ///
    /// In a language that people also write without its marks, a plain word is weak evidence: the
    /// unmarked form of one language is a word of another ("độ", "do"). Such words count where they
    /// are long enough and at least two different ones stand together.
    pub(super) fn score(&self, sample: &Sample) -> usize {
        let mut score = 0;
        if self.script == Some(Script::Han) {
            score += sample.han;
        }
        let mut weak: FxHashSet<&str> = FxHashSet::default();
        let mut weak_score = 0;
        for &word in &sample.words {
            let ascii = word.is_ascii();
            if self.unmarked && ascii {
                if word.len() >= SHORTEST_WEAK && self.words.contains(word) {
                    weak.insert(word);
                    weak_score += 2;
                }
            } else {
                let letters = !ascii && word.chars().any(|c| self.letters.contains(&c));
                score += 2 * usize::from(letters) + 2 * usize::from(self.words.contains(word));
            }
        }
        if weak.len() >= 2 {
            score + weak_score
        } else {
            score
        }
    }
}

/// What of a text tells its language.
pub(super) struct Sample<'t> {
    /// Its words, folded.
    words: Vec<&'t str>,
    /// How many Han characters it has.
    han: usize,
}

impl<'t> Sample<'t> {
    /// The words of a folded text, as [`crate::text::Prose`] divides them; runs of digits are none.
    pub(super) fn new(folded: &'t str) -> Self {
        let mut sample = Self {
            words: Vec::with_capacity(folded.len() / 6),
            han: 0,
        };
        let mut start = None;
        let mut letters = false;
        let mut chars = folded.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let ascii = c.is_ascii();
            let han = !ascii && is_han(c);
            let next = || chars.clone().next().map(|(_, next)| next);
            let inside = match c {
                _ if han => false,
                '_' => start.is_some(),
                '\'' => start.is_some() && next().is_some_and(|n| n.is_alphabetic() && !is_han(n)),
                _ => c.is_alphanumeric(),
            };
            if inside {
                start.get_or_insert(at);
                letters |= c.is_alphabetic();
                continue;
            }
            sample.end(folded, &mut start, at, &mut letters);
            sample.han += usize::from(han);
        }
        sample.end(folded, &mut start, folded.len(), &mut letters);
        sample
    }

    fn end(&mut self, folded: &'t str, start: &mut Option<usize>, at: usize, letters: &mut bool) {
        let word = start.take().map(|start| &folded[start..at]);
        self.words.extend(word.filter(|_| *letters));
        *letters = false;
    }
}

/// The begin of a text, cut at a character and folded.
pub(super) fn prefix(text: &str) -> Folded<'_> {
    Folded::new(&text[..text.floor_char_boundary(PREFIX)])
}

/// Whether a word is written without any mark on its letters.
pub(super) fn is_unmarked(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || is_han(c))
}
