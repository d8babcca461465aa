//! Tells quickly whether a text can hold an amount of what is bought and sold.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::fold::{Folded, lower};
use super::numerals::Numerals;
use super::token::{self, Shape};
use super::units::Units;

/// One automaton over the words of all spellings of which no amount of money, data or speed lacks
/// one.
#[derive(Clone, Debug)]
pub struct Goods {
    automaton: Option<AhoCorasick>,
    /// The texts of the automaton.
    words: Vec<Word>,
    /// How many different words each spelling has.
    sizes: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Word {
    /// Whether letters beside it would be a part of it.
    letters: bool,
    /// The spellings that hold it.
    spellings: Vec<u32>,
}

impl Goods {
    /// Takes the units, and the value words of all languages that texts are read in.
    pub fn new<'n>(units: &Units, languages: impl IntoIterator<Item = &'n Numerals>) -> Self {
        let traded = units.all().iter().filter(|unit| unit.kind.is_traded());
        let spellings = traded.flat_map(|unit| unit.spellings.iter());
        let mut texts: Vec<&str> = spellings.map(|spelling| spelling.text.as_str()).collect();
        for numerals in languages {
            let values = &numerals.values;
            let amounts = values.amounts.keys();
            texts.extend(values.free.iter().chain(amounts).map(String::as_str));
        }
        let mut sets: Vec<Vec<String>> = texts.into_iter().map(words_of).collect();
        sets.retain(|words| !words.is_empty());
        sets.sort_unstable();
        sets.dedup();
        let mut words: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, own) in sets.iter().enumerate() {
            for word in own {
                words.entry(word).or_default().push(at as u32);
            }
        }
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(AhoCorasickKind::DFA));
        let automaton = builder.ascii_case_insensitive(true).build(words.keys());
        let word = |(text, spellings): (&str, Vec<u32>)| Word {
            letters: text.chars().all(is_letter),
            spellings,
        };
        Self {
            automaton: automaton.ok(),
            words: words.into_iter().map(word).collect(),
            sizes: sets.iter().map(|own| own.len() as u8).collect(),
        }
    }

    /// Whether an amount of a kind that is traded may stand in a text.
    ///
    /// `false` is certain for every language that it was made of, `true` is likely.
    #[must_use]
    pub fn may_stand_in(&self, text: &str) -> bool {
        if text.is_ascii() {
            return self.stand_in(text);
        }
        let folded = Folded::new(text, 0);
        let folded: String = folded.chars.into_iter().map(lower).collect();
        self.stand_in(&folded)
    }

    /// Whether all words of one spelling stand in a folded text.
    fn stand_in(&self, text: &str) -> bool {
        let Some(automaton) = &self.automaton else {
            return true;
        };
        let mut missing = self.sizes.clone();
        let mut seen = vec![false; self.words.len()];
        automaton.find_overlapping_iter(text).any(|found| {
            let at = found.pattern().as_usize();
            let before = || text[..found.start()].chars().next_back();
            let after = || text[found.end()..].chars().next();
            let inside = || before().is_some_and(is_letter) || after().is_some_and(is_letter);
            if seen[at] || (self.words[at].letters && inside()) {
                return false;
            }
            seen[at] = true;
            let mut spellings = self.words[at].spellings.iter();
            spellings.any(|&spelling| {
                missing[spelling as usize] -= 1;
                missing[spelling as usize] == 0
            })
        })
    }
}

/// The words of a spelling as texts are folded, sorted, each once.
fn words_of(spelling: &str) -> Vec<String> {
    let (folded, tokens) = token::phrase(spelling);
    let mut buffer = String::new();
    let mut words: Vec<String> = tokens
        .into_iter()
        .map(|token| {
            token::lower_text(&folded.chars, token, &mut buffer);
            buffer.clone()
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn is_letter(c: char) -> bool {
    token::shape(c) == Some(Shape::Word)
}
