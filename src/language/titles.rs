//! Titles and labels that say whose words or deeds stand under them: "Reception script", "Ours".

use serde::Deserialize;

use super::Language;
use super::sequences::Sequences;

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
}

impl Language {
    /// Whether a title heads what staff are to say.
    pub(crate) fn heads_script(&self, title: &str) -> bool {
        self.titles.scripts.stand_in_text(title)
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
