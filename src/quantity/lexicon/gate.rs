//! Tells quickly whether a text holds anything to read.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_normalization::UnicodeNormalization;

use crate::quantity::fold;

/// One automaton over all words that a quantity may begin with, in every spelling.
#[derive(Debug)]
pub(in crate::quantity) struct Gate {
    automaton: Option<AhoCorasick>,
    /// By pattern: whether it must stand between white space or signs.
    bounded: Vec<bool>,
}

impl Gate {
    pub(super) fn new(triggers: &[String]) -> Self {
        let mut patterns = Vec::new();
        for trigger in triggers {
            let composed: String = trigger.nfc().collect();
            let decomposed: String = trigger.nfd().collect();
            let wide = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap_or(c);
            if composed.chars().all(|c| c.is_ascii_digit()) {
                patterns.push(composed.chars().map(wide).collect());
            }
            if !composed.is_ascii() {
                patterns.push(composed.to_uppercase());
                patterns.push(decomposed.to_uppercase());
            }
            if let Some(traditional) = fold::traditional(&composed) {
                patterns.push(traditional);
            }
            if decomposed != composed {
                patterns.push(decomposed);
            }
            patterns.push(composed);
        }
        patterns.sort();
        patterns.dedup();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .ok();
        let bounded = patterns
            .iter()
            .map(|pattern| {
                pattern
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_alphabetic() && (c as u32) < 0x3000)
            })
            .collect();
        Self { automaton, bounded }
    }

    /// The first byte at or after `from` where something to read may begin.
    pub(in crate::quantity) fn next(&self, text: &str, from: usize) -> Option<usize> {
        let Some(automaton) = &self.automaton else {
            return (from < text.len()).then_some(from);
        };
        let bytes = text.as_bytes();
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        automaton
            .find_iter(aho_corasick::Input::new(text).range(from..))
            .find(|found| {
                !self.bounded[found.pattern().as_usize()]
                    || !((found.start() > 0 && letter(found.start() - 1)) || letter(found.end()))
            })
            .map(|found| found.start())
    }
}
