//! Finds cues in a run of tokens: a trie over words, longest cue first, in one pass.
//!
//! The words behind a cue's gap are part of the cue, wherever other cues stand in the gap.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::fold::without_marks;
use crate::text::{Abbreviations, Prose, TokenKind};

/// The most tokens that `...` in a cue stands for: words, and Han characters.
const GAP: (usize, usize) = (6, 12);

/// The index of a rule in its language.
pub(super) type RuleId = u32;

/// A cue that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found<'l> {
    /// Its tokens, up to its `...` if it has one.
    pub(super) tokens: Range<usize>,
    /// The tokens behind its `...`.
    pub(super) tail: Option<Range<usize>>,
    /// What it may be.
    pub(super) rules: &'l [RuleId],
}

#[derive(Clone, Debug, Default)]
struct Entry {
    tail: Vec<u32>,
    rules: Vec<RuleId>,
}

/// All cues of a language, with or without their diacritics.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<String, u32>,
    steps: FxHashMap<(u32, u32), u32>,
    /// For each node the cues that end there.
    entries: Vec<Vec<Entry>>,
}

/// The number of no word.
const UNKNOWN: u32 = u32::MAX;

impl Lexicon {
    pub(super) fn new() -> Self {
        Self {
            entries: vec![Vec::new()],
            ..Self::default()
        }
    }

    /// Whether a cue holds a word before its gap, so that it can be found.
    pub(super) fn has_word(cue: &str) -> bool {
        let head = cue.split("...").next().unwrap_or_default();
        let prose = || Prose::new(head, &Abbreviations::default());
        head.contains(char::is_alphanumeric) || !prose().tokens().is_empty()
    }

    /// Adds a cue; words are folded and divided as texts are. `false` for a cue without words.
    pub(super) fn insert(&mut self, cue: &str, rule: RuleId, marks: bool) -> bool {
        let mut parts = cue.split("...").map(|part| self.numbers(part, marks));
        let head = parts.next().unwrap_or_default();
        let tail: Vec<u32> = parts.flatten().collect();
        if head.is_empty() {
            return false;
        }
        let mut node = 0;
        for word in head {
            let next = self.entries.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.entries.push(Vec::new());
            }
        }
        let entries = &mut self.entries[node as usize];
        match entries.iter_mut().find(|entry| entry.tail == tail) {
            Some(entry) if entry.rules.contains(&rule) => {}
            Some(entry) => entry.rules.push(rule),
            None => entries.push(Entry {
                tail,
                rules: vec![rule],
            }),
        }
        true
    }

    fn numbers(&mut self, part: &str, marks: bool) -> Vec<u32> {
        let prose = Prose::new(part, &Abbreviations::default());
        (0..prose.tokens().len())
            .map(|token| {
                let word = prose.word(token);
                let word = if marks {
                    word.to_owned()
                } else {
                    without_marks(word)
                };
                let next = self.words.len() as u32;
                *self.words.entry(word).or_insert(next)
            })
            .collect()
    }

    /// The cues of `tokens`, from the left, longest first; none runs out of `tokens`, none
    /// overlaps another, none shares a token with `barrier`.
    pub(super) fn find(
        &self,
        prose: &Prose,
        tokens: Range<usize>,
        barrier: &Range<usize>,
    ) -> Vec<Found<'_>> {
        let numbers = tokens.clone().map(|token| {
            let blocked = barrier.contains(&token);
            let number = self.words.get(prose.word(token)).filter(|_| !blocked);
            number.copied().unwrap_or(UNKNOWN)
        });
        let run = Run {
            prose,
            offset: tokens.start,
            words: numbers.collect(),
        };
        let mut found: Vec<Found> = Vec::new();
        let mut tail = 0..0;
        let mut at = 0;
        while at < run.words.len() {
            if tail.contains(&(at + tokens.start)) {
                at = tail.end - tokens.start;
                continue;
            }
            match self.longest(&run, at) {
                Some(cue) => {
                    at = cue.tokens.end - tokens.start;
                    tail = cue.tail.clone().unwrap_or(tail);
                    found.push(cue);
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, run: &Run, at: usize) -> Option<Found<'_>> {
        let mut best: Option<(usize, Found<'_>)> = None;
        let mut node = 0;
        for end in at + 1..=run.words.len() {
            let Some(&next) = self.steps.get(&(node, run.words[end - 1])) else {
                break;
            };
            if run.clause(at) != run.clause(end - 1) {
                break;
            }
            node = next;
            for entry in &self.entries[node as usize] {
                let tail = if entry.tail.is_empty() {
                    None
                } else {
                    match run.tail(end, &entry.tail) {
                        Some(tail) => Some(tail),
                        None => continue,
                    }
                };
                let length = 2 * (end - at + entry.tail.len()) + usize::from(tail.is_none());
                if best.as_ref().is_none_or(|(longest, _)| *longest < length) {
                    let cue = Found {
                        tokens: run.offset + at..run.offset + end,
                        tail,
                        rules: &entry.rules,
                    };
                    best = Some((length, cue));
                }
            }
        }
        best.map(|(_, cue)| cue)
    }
}

/// The words of some tokens, by their numbers.
struct Run<'p, 't> {
    prose: &'p Prose<'t>,
    offset: usize,
    words: Vec<u32>,
}

impl Run<'_, '_> {
    fn clause(&self, at: usize) -> usize {
        self.prose.tokens()[self.offset + at].clause
    }

    /// The first place of `tail` from `from` on, within the gap and the clause.
    fn tail(&self, from: usize, tail: &[u32]) -> Option<Range<usize>> {
        let clause = self.clause(from - 1);
        let (mut plain, mut han) = (0, 0);
        for start in from..self.words.len().saturating_sub(tail.len() - 1) {
            let end = start + tail.len();
            if self.clause(end - 1) != clause {
                break;
            }
            if self.words[start..end] == *tail {
                return Some(self.offset + start..self.offset + end);
            }
            if self.prose.tokens()[self.offset + start].kind == TokenKind::Han {
                han += 1;
            } else {
                plain += 1;
            }
            if plain > GAP.0 || han > GAP.1 {
                break;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cues: &[&str], text: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::new();
        for (index, cue) in cues.iter().enumerate() {
            assert!(lexicon.insert(cue, index as RuleId, true), "{cue:?}");
        }
        let prose = Prose::new(text, &Abbreviations::default());
        let found: Vec<_> = lexicon
            .find(&prose, 0..prose.tokens().len(), &(0..0))
            .into_iter()
            .map(|cue| cues[cue.rules[0] as usize])
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn the_longest_cue_wins_and_none_overlap() {
        check(
            &["no", "no change", "not"],
            "No change: not, no",
            &["no change", "not", "no"],
        );
        check(&["不", "不限", "限"], "不限不断", &["不限", "不"]);
        check(&["không thể không"], "Không thể, không", &[]);
    }

    #[test]
    fn gaps_stay_in_their_clause_and_window() {
        let cues = ["除 ... 外", "除"];
        check(&cues, "除新疆外包邮", &["除 ... 外"]);
        check(&cues, "除新疆，外", &["除"]);
        check(
            &["no ... left"],
            "no a b c d e f g left, no data left",
            &["no ... left"],
        );
    }
}
