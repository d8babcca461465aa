//! Charges, and sentences that ask for money.

use crate::text::fold::{fold_word, is_han};
use crate::text::{Abbreviations, Prose};

use super::Language;

impl Language {
    /// Whether a title names something that is paid: "delivery fee".
    #[must_use]
    pub fn names_charge(&self, title: &str) -> bool {
        let folded = fold_word(title);
        let letter = |c: char| c.is_alphanumeric() && !is_han(c);
        // "Coffee" is no fee, and "fees" are.
        let stands = |(at, word): (usize, &str)| {
            let behind = &folded[at + word.len()..];
            let behind = behind.strip_prefix('s').unwrap_or(behind);
            !folded[..at].ends_with(letter) && !behind.starts_with(letter)
        };
        let is_none = |at: usize| {
            let mut none = self.structure.no_charges.iter();
            none.any(|word| {
                let mut found = folded.match_indices(word.as_str());
                found.any(|(start, word)| (start..start + word.len()).contains(&at))
            })
        };
        let mut charges = self.structure.charges.iter();
        charges.any(|word| {
            let mut found = folded.match_indices(word.as_str());
            found.any(|(at, word)| stands((at, word)) && !is_none(at))
        })
    }

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

#[cfg(test)]
mod tests {
    use crate::language::Languages;

    #[test]
    fn a_charge_is_named_by_its_own_word() {
        let languages = Languages::builtin();
        for (code, title, expected) in [
            ("en", "Delivery fees", true),
            ("en", "Coffee", false),
            ("en", "Who is in charge", false),
            ("en", "Who is in charge of the fee", true),
            ("vi", "giá giao hàng", true),
            ("vi", "trừ hàng giảm giá", false),
            ("zh", "安装费", true),
            ("zh", "特价商品", false),
        ] {
            let language = languages.get(code).unwrap();
            assert_eq!(language.names_charge(title), expected, "{title}");
        }
    }
}
