//! Sentences that ask for money.

use crate::text::{Abbreviations, Prose};

use super::Language;

impl Language {
    /// The words by which a sentence asks for money, spaces between them.
    pub(crate) fn charging_words(&self) -> &str {
        &self.structure.charging_words
    }

    /// Whether a text gives money, or saves any.
    pub(crate) fn gives_money(&self, text: &str) -> bool {
        let prose = Prose::new(text, &Abbreviations::default());
        !self.structure.giving.starts_in(&prose).is_empty()
    }

    /// Whether a sentence asks for money, and neither gives nor saves any: "a second parcel costs £4".
    pub(crate) fn asks_for_money(&self, sentence: &str) -> bool {
        let prose = Prose::new(sentence, &Abbreviations::default());
        !self.structure.charging.starts_in(&prose).is_empty() && !self.gives_money(sentence)
    }
}
