//! Titles and labels that say whose words or deeds stand under them: "Reception script", "Ours".

use serde::Deserialize;

use super::Language;
use super::structure::{stands_at, words_of};
use crate::text::{Abbreviations, Prose};

/// Titles and labels of who speaks or acts.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct TitlesData {
    /// Words in the titles of what staff are to say: "script". What stands there in quotation marks
    /// is said by us.
    scripts: Vec<String>,
    /// Whole labels of ourselves among others: "ours".
    ourselves: Vec<String>,
    /// Whole labels of others beside us: "other providers".
    others: Vec<String>,
}

/// The same, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    scripts: Vec<Vec<String>>,
    ourselves: Vec<Vec<String>>,
    others: Vec<Vec<String>>,
}

impl Titles {
    pub(super) fn new(data: &TitlesData) -> Self {
        let words = |list: &[String]| list.iter().map(|words| words_of(words)).collect();
        Self {
            scripts: words(&data.scripts),
            ourselves: words(&data.ourselves),
            others: words(&data.others),
        }
    }
}

impl Language {
    /// Whether a title heads what staff are to say.
    pub(crate) fn heads_script(&self, title: &str) -> bool {
        holds(&self.titles.scripts, title)
    }

    /// Whether a label is that of ourselves, and no more.
    pub(crate) fn labels_ourselves(&self, label: &str) -> bool {
        let label = words_of(label);
        self.titles.ourselves.contains(&label)
    }

    /// Whether a label is that of others beside us, and no more.
    pub(crate) fn labels_others(&self, label: &str) -> bool {
        self.titles.others.contains(&words_of(label))
    }
}

/// Whether one of some phrases stands in a text.
fn holds(phrases: &[Vec<String>], text: &str) -> bool {
    let prose = Prose::new(text, &Abbreviations::default());
    let mut tokens = 0..prose.tokens().len();
    tokens.any(|at| phrases.iter().any(|words| stands_at(words, &prose, at)))
}
