//! Languages that are recognised and not read: what their words seem to say in a known language, they
//! do not say.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::detect::{Profile, each_word};
use crate::text::fold::{fold_word, is_han};
use crate::text::{Folded, is_letter};

/// As many bytes of a text as are looked at; every document is asked.
const PREFIX: usize = 1024;

/// A text in another language has so many different ones of its commonest words.
const FEWEST: usize = 3;
/// And in a script that stands among Han characters one in so many of these letters.
const SHARE: usize = 10;

/// `rules/foreign.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ForeignData {
    scripts: BTreeMap<String, Vec<String>>,
    known: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Vec<String>>,
}

/// What other languages are recognised by.
#[derive(Clone, Debug, Default)]
pub(super) struct Foreign {
    codes: Vec<Box<str>>,
    scripts: Vec<RangeInclusive<char>>,
    /// Of each word, the languages that have it, a bit for each.
    words: FxHashMap<Box<str>, u32>,
    languages: usize,
    /// Words of the languages that are read.
    known: FxHashSet<Box<str>>,
}

impl Foreign {
    /// The built-in ones, without the words that are `known`.
    ///
    /// # Panics
    ///
    /// Never: a test parses the built-in file.
    pub(super) fn new(known: impl Fn(&str) -> bool) -> Self {
        let text = include_str!("../../rules/foreign.toml");
        let data: ForeignData = toml::from_str(text).expect("the built-in file is well formed");
        let range = |range: &String| {
            let mut ends = range.chars().filter(|&end| end != '-');
            let first = ends.next()?;
            Some(first..=ends.next()?)
        };
        let scripts = data.scripts.values().flatten().filter_map(range).collect();
        let own = data.known.values().flatten();
        let own: FxHashSet<Box<str>> = own.map(|word| fold_word(word).as_str().into()).collect();
        let mut words: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for (at, its) in data.words.values().enumerate() {
            let its = its.iter().map(|word| fold_word(word));
            for word in its.filter(|word| !known(word) && !own.contains(word.as_str())) {
                *words.entry(word.as_str().into()).or_default() |= 1 << at;
            }
        }
        let codes = data.words.keys().chain(data.scripts.keys());
        Self {
            codes: codes.map(|code| code.as_str().into()).collect(),
            scripts,
            languages: data.words.len(),
            words,
            known: own,
        }
    }

    /// Whether a tag is that of a language which is not read.
    pub(super) fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|its| its.eq_ignore_ascii_case(code))
    }

    /// Whether the begin of a text is in a language that is not read, of which it has more of the
    /// commonest words than of any known one.
    pub(super) fn is_of<'p>(&self, text: &str, known: impl Iterator<Item = &'p Profile>) -> bool {
        let text = &text[..text.floor_char_boundary(PREFIX)];
        // Folding makes Latin letters of those that look like them.
        let (mut latin, mut han, mut other) = (0, 0, 0);
        for letter in text.chars().filter(|&c| is_letter(c)) {
            let in_script = |script: &RangeInclusive<char>| script.contains(&letter);
            if is_han(letter) {
                han += 1;
            } else if !letter.is_ascii() && self.scripts.iter().any(in_script) {
                other += 1;
            } else {
                latin += 1;
            }
        }
        // Kana stand between Han characters, and names of products among both.
        let among_han = han > 0 && SHARE * other >= han + other;
        if other >= FEWEST && (other >= latin || among_han) {
            return true;
        }
        let folded = Folded::new(text);
        let mut said: BTreeSet<&str> = BTreeSet::new();
        let mut own: Vec<(&Profile, usize)> = known.map(|profile| (profile, 0)).collect();
        let mut more = 0;
        each_word(folded.text(), |word| {
            if !said.insert(word) {
                return;
            }
            more += usize::from(self.known.contains(word));
            for (profile, own) in &mut own {
                *own += usize::from(profile.is_common(word));
            }
        });
        let mut found = vec![0; self.languages];
        for word in said {
            let languages = self.words.get(word).copied().unwrap_or_default();
            for (at, found) in found.iter_mut().enumerate() {
                *found += (languages >> at & 1) as usize;
            }
        }
        let own = own.iter().map(|(_, own)| *own).max().unwrap_or_default() + more;
        found
            .into_iter()
            .max()
            .is_some_and(|most| most >= FEWEST && most > own)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Languages;

    #[test]
    fn other_languages_are_recognised_and_known_ones_are_none() {
        let languages = Languages::builtin();
        for text in [
            "Usamos Google Analytics para entender mejor cómo interactúa con la aplicación.",
            "Nous ne vendons pas vos données et les frais de livraison sont offerts.",
            "Wir verkaufen keine Daten, und die Lieferung ist für alle Kunden kostenlos.",
            "Non vendiamo i dati dei clienti e la consegna è gratuita per tutti.",
            "Não vendemos os dados dos clientes e a entrega é grátis para você.",
            "配送料は無料です。解約もいつでもできます。",
            "배송비는 무료입니다.",
            "Доставка бесплатна для всех клиентов.",
            "Kami tidak menjual data Anda dan pengiriman gratis untuk semua pelanggan.",
        ] {
            assert!(languages.is_foreign(text), "{text}");
        }
        for text in [
            "We do not sell your data, and delivery is free for all customers.",
            "| Pro | $40 | Unlimited |",
            "Customer: Do I pay a leaving fee? Agent: No.",
            "Do I pay a fee? Was I to go, so be it.",
            "Die cut labels, war games, a man and his den: pour and serve.",
            "La Marzocco Linea Mini",
            "Free delivery from the Café de la Paix to your door, as you like it.",
            "Chúng tôi không bán dữ liệu của khách hàng.",
            "Mien phi giao hang cho don tu 399k",
            "Chung toi da giao hang cho khach, do la ly do de ban yen tam.",
            "我们不出售客户数据，全场包邮。",
            "送料無料の看板がある店",
            "Google Analytics",
            "",
        ] {
            let japanese = text.contains('の');
            assert_eq!(languages.is_foreign(text), japanese, "{text}");
        }
    }
}
