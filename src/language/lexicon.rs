//! Finds cues in a run of tokens, longest first, in one pass: a trie over words, and beside it the
//! shapes of cues with very many alternatives.
//!
//! The words behind a cue's gap are part of the cue, wherever other cues stand in the gap.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::shapes::{Shapes, Slot};
use super::trie::{Cue, Trie};
use crate::text::fold::without_marks;
use crate::text::{Abbreviations, Prose, TokenKind, plain_words};

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

/// All cues of a language, with or without their diacritics.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<String, u32>,
    trie: Trie,
    shapes: Shapes,
}

/// The cues of a lexicon while they are collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    words: FxHashMap<String, u32>,
    /// The words of all cues.
    numbers: Vec<u32>,
    cues: Vec<Cue>,
    shapes: Shapes,
}

impl Found<'_> {
    /// What the longer of two cues has more of: tokens, and then no gap.
    fn length(&self) -> usize {
        let tail = self.tail.as_ref().map_or(0, Range::len);
        2 * (self.tokens.len() + tail) + usize::from(self.tail.is_none())
    }
}

/// The number of no word.
const UNKNOWN: u32 = u32::MAX;

impl Collected {
    /// Adds a cue; words are folded and divided as texts are. `false` for a cue without words.
    pub(super) fn insert(&mut self, cue: &str, rule: RuleId, marks: bool) -> bool {
        let start = self.numbers.len() as u32;
        let mut parts = cue.split("...");
        self.add_numbers(parts.next().unwrap_or_default(), marks);
        let gap = self.numbers.len() as u32;
        if gap == start {
            return false;
        }
        for part in parts {
            self.add_numbers(part, marks);
        }
        let end = self.numbers.len() as u32;
        self.cues.push(Cue {
            start,
            gap,
            end,
            rule,
        });
        true
    }

    /// Adds a cue by its parts, each with the texts that it may be; a text with `...` ends the
    /// part of the cue before its gap.
    pub(super) fn insert_shape(&mut self, slots: &[Vec<String>], rule: RuleId, marks: bool) {
        let (mut head, mut tail, mut in_tail) = (Vec::new(), Vec::new(), false);
        for texts in slots {
            let gap = texts.iter().find_map(|text| text.split_once("..."));
            if let Some((before, behind)) = gap {
                let side = if in_tail { &mut tail } else { &mut head };
                side.push(self.slot(std::iter::once(before), marks));
                in_tail = true;
                let behind = behind.split("...");
                tail.extend(behind.map(|text| self.slot(std::iter::once(text), marks)));
                continue;
            }
            let slot = self.slot(texts.iter().map(String::as_str), marks);
            if in_tail { &mut tail } else { &mut head }.push(slot);
        }
        self.shapes.add(head, tail, rule);
    }

    fn slot<'t>(&mut self, texts: impl Iterator<Item = &'t str>, marks: bool) -> Slot {
        let start = self.numbers.len();
        let mut ends = Vec::new();
        for text in texts {
            self.add_numbers(text, marks);
            ends.push(self.numbers.len() - start);
        }
        let slot = Slot::new(&self.numbers[start..], &ends);
        self.numbers.truncate(start);
        slot
    }

    fn add_numbers(&mut self, part: &str, marks: bool) {
        let before = self.numbers.len();
        let plain = plain_words(part, |word, _| {
            let number = self.number(&part[word.range()], marks);
            self.numbers.push(number);
        });
        if !plain {
            self.numbers.truncate(before);
            let prose = Prose::new(part, &Abbreviations::default());
            for token in 0..prose.tokens().len() {
                let number = self.number(prose.word(token), marks);
                self.numbers.push(number);
            }
        }
    }

    fn number(&mut self, word: &str, marks: bool) -> u32 {
        if marks {
            return self.number_of(word);
        }
        self.number_of(&without_marks(word))
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let next = self.words.len() as u32;
        self.words.insert(word.to_owned(), next);
        next
    }

    /// The lexicon of all that was added.
    pub(super) fn finish(self) -> Lexicon {
        Lexicon {
            trie: Trie::new(self.cues, &self.numbers, self.words.len()),
            words: self.words,
            shapes: self.shapes.settled(),
        }
    }
}

impl Lexicon {
    /// Whether a cue holds a word before its gap, so that it can be found.
    pub(super) fn has_word(cue: &str) -> bool {
        let head = cue.split("...").next().unwrap_or_default();
        let prose = || Prose::new(head, &Abbreviations::default());
        head.contains(char::is_alphanumeric) || !prose().tokens().is_empty()
    }

    /// The cues of `tokens`, from the left, longest first; none runs out of `tokens`, none
    /// overlaps another, none shares a token with `barrier`.
    pub(super) fn find(
        &self,
        prose: &Prose,
        tokens: Range<usize>,
        barrier: &Range<usize>,
    ) -> Vec<Found<'_>> {
        self.find_useful(prose, tokens, barrier, |_| true)
    }

    /// The same without the cues that are not `useful` where they stand, which hide no shorter ones.
    pub(super) fn find_useful(
        &self,
        prose: &Prose,
        tokens: Range<usize>,
        barrier: &Range<usize>,
        useful: impl Fn(&Found) -> bool,
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
            let word = self.longest(&run, at, &useful);
            let mut shapes = self.longest_shapes(&run, at);
            shapes.retain(&useful);
            let best = shapes.iter().chain(&word).map(Found::length).max();
            let mut cues = word.into_iter().chain(shapes).collect::<Vec<_>>();
            cues.retain(|cue| Some(cue.length()) == best);
            match cues.first() {
                Some(cue) => {
                    at = cue.tokens.end - tokens.start;
                    tail = cue.tail.clone().unwrap_or(tail);
                    found.append(&mut cues);
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, run: &Run, at: usize, useful: &impl Fn(&Found) -> bool) -> Option<Found<'_>> {
        let mut best: Option<(usize, Found<'_>)> = None;
        let mut node = Trie::ROOT;
        for end in at + 1..=run.words.len() {
            let Some(next) = self.trie.step(node, run.words[end - 1]) else {
                break;
            };
            if run.clause(at) != run.clause(end - 1) {
                break;
            }
            node = next;
            for (tail, rules) in self.trie.cues_at(node) {
                let tail = if tail.is_empty() {
                    None
                } else {
                    match run.tail(end, tail) {
                        Some(tail) => Some(tail),
                        None => continue,
                    }
                };
                let cue = Found {
                    tokens: run.offset + at..run.offset + end,
                    tail,
                    rules,
                };
                let length = cue.length();
                let longer = best.as_ref().is_none_or(|(longest, _)| *longest < length);
                if longer && useful(&cue) {
                    best = Some((length, cue));
                }
            }
        }
        best.map(|(_, cue)| cue)
    }

    /// The longest cue of each shape that begins at a token.
    fn longest_shapes(&self, run: &Run, at: usize) -> Vec<Found<'_>> {
        let shapes = self.shapes.beginning_with(run.words[at]);
        let words = &run.words[..run.clause_end(at)];
        let found = shapes.filter_map(|shape| {
            let heads = shape.heads(words, at).into_iter();
            let cues = heads.filter_map(|end| {
                let tail = if shape.has_tail() {
                    Some(longest_tail(run, end, |start| shape.tails(words, start))?)
                } else {
                    None
                };
                Some(Found {
                    tokens: run.offset + at..run.offset + end,
                    tail,
                    rules: shape.rules(),
                })
            });
            cues.max_by_key(Found::length)
        });
        found.collect()
    }
}

/// The longest tail behind a gap from `from` on, and the first of these.
fn longest_tail(
    run: &Run,
    from: usize,
    ends: impl Fn(usize) -> Vec<usize>,
) -> Option<Range<usize>> {
    let places = run.gap(from);
    let tails = places.filter_map(|start| Some(start..*ends(start).last()?));
    let tail = tails.max_by_key(|tail| (tail.len(), Reverse(tail.start)))?;
    Some(run.offset + tail.start..run.offset + tail.end)
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
        let words = &self.words[..self.clause_end(from - 1)];
        let mut places = self.gap(from).map(|start| start..start + tail.len());
        let found = places.find(|place| words.get(place.clone()) == Some(tail))?;
        Some(self.offset + found.start..self.offset + found.end)
    }

    /// One past the last token of the clause of a token.
    fn clause_end(&self, at: usize) -> usize {
        let clause = self.prose.clauses()[self.clause(at)];
        self.words.len().min(clause.end - self.offset)
    }

    /// The places from `from` on, within the clause before it, where a gap may end.
    fn gap(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        let (mut plain, mut han) = (0, 0);
        (from..self.clause_end(from - 1)).take_while(move |&start| {
            let open = plain <= GAP.0 && han <= GAP.1;
            if self.prose.tokens()[self.offset + start].kind == TokenKind::Han {
                han += 1;
            } else {
                plain += 1;
            }
            open
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::written::Written;
    use super::*;

    fn check(cues: &[&str], text: &str, expected: &[&str]) {
        let mut lexicon = Collected::default();
        for (index, cue) in cues.iter().enumerate() {
            assert!(lexicon.insert(cue, index as RuleId, true), "{cue:?}");
        }
        let lexicon = lexicon.finish();
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

    #[test]
    fn a_shape_is_found_where_one_of_its_texts_is() {
        let words = ["no", "big", "bank", "left", "x"];
        let cues = [
            "(no|big|no big|) (bank|x)",
            "(no|) ... (left|bank left)",
            "no (big|)(| bank)? left",
        ];
        for cue in cues {
            let written = Written::parse(cue);
            let (mut shapes, mut texts) = (Collected::default(), Collected::default());
            shapes.insert_shape(&written.slots().unwrap(), 0, true);
            for text in written.texts() {
                texts.insert(&text, 0, true);
            }
            let (shapes, texts) = (shapes.finish(), texts.finish());
            for number in 0..words.len().pow(5) {
                let text = (0..5).map(|at| words[number / words.len().pow(at) % words.len()]);
                let text = text.collect::<Vec<_>>().join(" ");
                let prose = Prose::new(&text, &Abbreviations::default());
                let whole = 0..prose.tokens().len();
                assert_eq!(
                    shapes.find(&prose, whole.clone(), &(0..0)),
                    texts.find(&prose, whole, &(0..0)),
                    "{cue}: {text}"
                );
            }
        }
    }
}
