//! Phrases of a language's data that are looked for at every token.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::text::{Abbreviations, Prose};

use super::structure::{stands_at, words_of};

/// Phrases of words, found by the first of them; in data, a list of strings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Sequences(FxHashMap<String, Vec<Vec<String>>>);

impl Sequences {
    pub(super) fn new(phrases: &[String]) -> Self {
        let mut all = Self::default();
        for words in phrases.iter().map(|phrase| words_of(phrase)) {
            if let Some(first) = words.first() {
                all.0.entry(first.clone()).or_default().push(words);
            }
        }
        all
    }

    /// How many tokens each of those that begin at a token takes.
    pub(super) fn lengths_at(&self, prose: &Prose, token: usize) -> impl Iterator<Item = usize> {
        let phrases = self.0.get(prose.word(token)).into_iter().flatten();
        phrases
            .filter(move |words| stands_at(words, prose, token))
            .map(Vec::len)
    }

    /// How many tokens the longest of those that begin at a token takes.
    pub(super) fn longest_at(&self, prose: &Prose, token: usize) -> Option<usize> {
        self.lengths_at(prose, token).max()
    }

    /// Whether one of them begins in some tokens.
    pub(super) fn stand_in(&self, prose: &Prose, mut tokens: Range<usize>) -> bool {
        tokens.any(|token| self.longest_at(prose, token).is_some())
    }

    /// Whether one of them stands in a text.
    pub(super) fn stand_in_text(&self, text: &str) -> bool {
        let prose = Prose::new(text, &Abbreviations::default());
        self.stand_in(&prose, 0..prose.tokens().len())
    }

    /// Whether a text is one of them, and no more.
    pub(super) fn contain(&self, text: &str) -> bool {
        let words = words_of(text);
        let alike = words.first().and_then(|first| self.0.get(first));
        alike.is_some_and(|phrases| phrases.contains(&words))
    }

    /// The tokens at which one of them begins.
    pub(super) fn starts_in(&self, prose: &Prose) -> Vec<usize> {
        let starts = |token: &usize| self.longest_at(prose, *token).is_some();
        (0..prose.tokens().len()).filter(starts).collect()
    }
}

impl From<Vec<String>> for Sequences {
    fn from(phrases: Vec<String>) -> Self {
        Self::new(&phrases)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Sequences {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sequences".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<String>::json_schema(generator)
    }
}
