//! What phrases did while texts were read, for the coverage of a rules file's examples.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What one phrase did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deeds {
    /// Whether it decided something: it was found and kept, or, as a look-alike, took a match out.
    pub decided: bool,
    /// The words of each match, folded.
    pub words: BTreeSet<Vec<String>>,
}

impl Deeds {
    /// Takes what the same phrase did elsewhere.
    pub(crate) fn add(&mut self, more: Self) {
        self.decided |= more.decided;
        self.words.extend(more.words);
    }
}

/// The phrases that were found, by their index.
#[derive(Debug, Default)]
pub(crate) struct Fired(Mutex<BTreeMap<usize, Deeds>>);

impl Fired {
    /// Takes a match of `phrase` by these folded words.
    pub(super) fn add(&self, phrase: usize, decided: bool, words: Vec<String>) {
        let mut deeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let deeds = deeds.entry(phrase).or_default();
        deeds.decided |= decided;
        deeds.words.insert(words);
    }

    /// What was found so far.
    pub(crate) fn take(&self) -> BTreeMap<usize, Deeds> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
