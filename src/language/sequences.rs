//! Phrases of a language's data that are looked for at every token.

use rustc_hash::FxHashMap;

use crate::text::Prose;

use super::structure::{stands_at, words_of};

/// Phrases of words, found by the first of them.
#[derive(Clone, Debug, Default)]
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

    /// The tokens at which one of them begins.
    pub(super) fn starts_in(&self, prose: &Prose) -> Vec<usize> {
        let starts = |token: &usize| {
            let phrases = self.0.get(prose.word(*token)).into_iter().flatten();
            phrases
                .into_iter()
                .any(|words| stands_at(words, prose, *token))
        };
        (0..prose.tokens().len()).filter(starts).collect()
    }
}
