//! Words that say what a text is about as a whole: everything, kinds of things, yes and no.

use std::collections::HashSet;

use serde::Deserialize;

use crate::quantity::{Reader, Units};
use crate::text::fold::fold_word;
use crate::text::{Abbreviations, Prose};

use super::{Language, Languages};

/// The `[structure]` table of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct StructureData {
    /// Words that name all things at once: "all plans".
    everything: Vec<String>,
    /// Words for kinds of things, which head a column of their names: "plan".
    things: Vec<String>,
    /// Words that join names: "and".
    joins: Vec<String>,
    /// A whole cell that affirms what its headers name.
    yes: Vec<String>,
    /// A whole cell that denies it.
    no: Vec<String>,
}

/// The same, folded.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    everything: Vec<Vec<String>>,
    things: HashSet<String>,
    joins: HashSet<String>,
    yes: HashSet<String>,
    no: HashSet<String>,
}

impl Structure {
    pub(super) fn new(data: &StructureData) -> Self {
        let set = |words: &[String]| words.iter().map(|word| fold_word(word)).collect();
        let sequence = |phrase: &String| {
            let prose = Prose::new(phrase, &Abbreviations::default());
            (0..prose.tokens().len())
                .map(|token| prose.word(token).to_owned())
                .collect()
        };
        Self {
            everything: data.everything.iter().map(sequence).collect(),
            things: set(&data.things),
            joins: set(&data.joins),
            yes: set(&data.yes),
            no: set(&data.no),
        }
    }
}

impl Language {
    /// The reader of its quantities, built at the first call.
    pub fn quantities(&self, units: &Units) -> &Reader {
        self.quantities
            .get_or_init(|| Reader::new(units, &self.numerals))
    }

    /// Whether its letters carry marks that people leave out in haste.
    #[must_use]
    pub fn written_with_marks(&self) -> bool {
        self.marked
    }

    /// Whether another language is written in another script.
    #[must_use]
    pub fn differs_in_script(&self, other: &Self) -> bool {
        self.profile.script() != other.profile.script()
    }

    /// The tokens at which a text names all things at once, such as "all plans".
    #[must_use]
    pub fn everything(&self, prose: &Prose) -> Vec<usize> {
        let starts = |token: &usize| {
            self.structure.everything.iter().any(|words| {
                let end = token + words.len();
                end <= prose.tokens().len()
                    && words
                        .iter()
                        .zip(*token..)
                        .all(|(word, at)| prose.word(at) == word)
            })
        };
        (0..prose.tokens().len()).filter(starts).collect()
    }

    /// Whether a header names a kind of thing, so that names stand under it.
    #[must_use]
    pub fn names_things(&self, header: &str) -> bool {
        self.structure.things.contains(&fold_word(header.trim()))
    }

    /// Whether a word joins two names into one list.
    #[must_use]
    pub fn joins(&self, word: &str) -> bool {
        self.structure.joins.contains(word)
    }
}

impl Languages {
    /// Whether a whole cell says yes or no in any of the languages.
    #[must_use]
    pub fn yes_or_no(&self, cell: &str) -> Option<bool> {
        // A long cell is a text, not a sign.
        if cell.len() > 40 {
            return None;
        }
        let folded = fold_word(cell.trim());
        let folded = folded.trim_matches(['.', '!', '*']);
        self.iter().find_map(|language| {
            let Structure { yes, no, .. } = &language.structure;
            if yes.contains(folded) {
                Some(true)
            } else {
                no.contains(folded).then_some(false)
            }
        })
    }

    /// The language of texts that show none: the first.
    ///
    /// # Panics
    ///
    /// When there is no language at all.
    #[must_use]
    pub fn fallback(&self) -> &Language {
        self.iter().next().expect("a set of languages has a first")
    }
}
