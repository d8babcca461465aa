//! Tells the language of a text by its script, its letters and its commonest words.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::text::fold::{fold_word, is_han, without_marks};
use crate::text::{Abbreviations, Prose, TokenKind};

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

    /// How much of `prose` looks like the language; 0 says nothing for it.
    ///
    /// In a language that people also write without its marks, a plain word is weak evidence: the
    /// unmarked form of one language is a word of another ("độ", "do"). Such words count where they
    /// are long enough and at least two different ones stand together.
    pub(super) fn score(&self, prose: &Prose) -> usize {
        let mut score = 0;
        let mut weak: FxHashSet<&str> = FxHashSet::default();
        let mut weak_score = 0;
        for (at, token) in prose.tokens().iter().enumerate() {
            let word = prose.word(at);
            match token.kind {
                TokenKind::Han => score += usize::from(self.script == Some(Script::Han)),
                TokenKind::Word if self.unmarked && word.is_ascii() => {
                    let known = word.len() >= SHORTEST_WEAK && self.words.contains(word);
                    weak.extend(known.then_some(word));
                    weak_score += 2 * usize::from(known);
                }
                TokenKind::Word => {
                    let letters = word.chars().any(|c| self.letters.contains(&c));
                    score += 2 * usize::from(letters) + 2 * usize::from(self.words.contains(word));
                }
                _ => {}
            }
        }
        if weak.len() >= 2 {
            score + weak_score
        } else {
            score
        }
    }
}

/// The begin of a text, cut at a character.
pub(super) fn prefix(text: &str) -> Prose<'_> {
    let mut end = text.len().min(PREFIX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Prose::new(&text[..end], &Abbreviations::default())
}

/// Whether a word is written without any mark on its letters.
pub(super) fn is_unmarked(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || is_han(c))
}
