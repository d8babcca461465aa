//! Titles and labels that say whose words or deeds stand under them: "Reception script", "Ours".

use std::ops::Range;

use serde::Deserialize;

use super::Language;
use super::sequences::Sequences;
use crate::text::Prose;

/// Titles and labels of who speaks or acts.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Titles {
    /// Words in the titles of what staff are to say: "phone script". What stands there in quotation
    /// marks is said by us.
    scripts: Sequences,
    /// Whole labels of ourselves among others: "ours".
    ourselves: Sequences,
    /// Whole labels of others beside us: "other providers".
    others: Sequences,
    /// Words in the titles of explanations of words: "glossary".
    pub(super) glossaries: Sequences,
    /// Words by which a sentence says what the term before them is: "means".
    pub(super) defines: Sequences,
    /// The same in a glossary alone: "is".
    pub(super) explains: Sequences,
    /// What the explanation of an entry begins with, since it tells of nothing in particular: "what".
    pub(super) entry_begins: Sequences,
    /// Words of which one stands in it before its verb: "a fee *that* is charged", not "a fee is".
    pub(super) entry_relatives: Sequences,
    /// Words that open a clause that says more of the thing before it: "that".
    pub(super) relatives: Sequences,
    /// What it ends with, where that tells as much: 的费用.
    pub(super) entry_ends: Sequences,
    /// Words for the reader, of whom a mere definition does not speak: "you".
    pub(super) reader: Sequences,
}

impl Language {
    /// Whether a title heads what staff are to say.
    pub(crate) fn heads_script(&self, title: &str) -> bool {
        self.titles.scripts.stand_in_text(title)
    }

    /// Whether the customer speaks of himself in a title, and nobody of us: "I paid a fee once".
    pub(crate) fn is_in_customers_voice(&self, prose: &Prose, title: Range<usize>) -> bool {
        let mut starts = self.structure.customer.starts_in(prose).into_iter();
        starts.any(|start| title.contains(&start)) && !self.names_ourselves(prose, title)
    }

    /// Whether a label is that of ourselves, and no more.
    pub(crate) fn labels_ourselves(&self, label: &str) -> bool {
        self.titles.ourselves.contain(label)
    }

    /// Whether a label is that of others beside us, and no more.
    pub(crate) fn labels_others(&self, label: &str) -> bool {
        self.titles.others.contain(label)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Languages;
    use super::*;

    #[test]
    fn a_customer_speaks_where_he_names_himself_and_nobody_us() {
        let languages = Languages::builtin();
        let language = languages.get("en").unwrap();
        let speaks = |title: &str| {
            let prose = Prose::new(title, languages.abbreviations());
            language.is_in_customers_voice(&prose, 0..prose.tokens().len())
        };
        assert!(speaks("I paid a fee once"));
        assert!(!speaks("A fee was paid once"));
        assert!(!speaks("I paid our fee once"));
    }
}
