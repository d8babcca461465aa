//! Finds cues in a run of tokens, longest first, in one pass: a trie over words, and beside it the
//! shapes of cues with very many alternatives.
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

/// The texts that a part of a shape may be, as numbers of words.
#[derive(Clone, Debug, Default)]
struct Slot {
    by_first: FxHashMap<u32, Vec<Vec<u32>>>,
    may_be_empty: bool,
}

impl Slot {
    /// Where it may end that begins at `at`.
    fn ends<'s>(&'s self, words: &'s [u32], at: usize) -> impl Iterator<Item = usize> + 's {
        let first = words.get(at);
        let texts = first.and_then(|first| self.by_first.get(first));
        let fits = move |text: &&Vec<u32>| words[at..].starts_with(text);
        let ends = texts.into_iter().flatten().filter(fits);
        let empty = self.may_be_empty.then_some(at);
        ends.map(move |text| at + text.len()).chain(empty)
    }
}

/// A cue of many alternatives, part by part.
#[derive(Clone, Debug)]
struct Shape {
    head: Vec<Slot>,
    /// What stands behind its gap.
    tail: Vec<Slot>,
    rules: [RuleId; 1],
}

/// The farthest end of all slots one behind the other, not empty.
fn farthest(slots: &[Slot], words: &[u32], at: usize) -> Option<usize> {
    let mut ends = vec![at];
    for slot in slots {
        let mut next: Vec<usize> = ends.iter().flat_map(|&end| slot.ends(words, end)).collect();
        next.sort_unstable();
        next.dedup();
        ends = next;
    }
    ends.last().copied().filter(|&end| end > at)
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
    shapes: Vec<Shape>,
    /// The shapes that may begin with each word.
    shapes_by_first: FxHashMap<u32, Vec<u32>>,
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
        let id = self.shapes.len() as u32;
        let mut firsts = Vec::new();
        for slot in &head {
            firsts.extend(slot.by_first.keys().copied());
            if !slot.may_be_empty {
                break;
            }
        }
        firsts.sort_unstable();
        firsts.dedup();
        for first in firsts {
            self.shapes_by_first.entry(first).or_default().push(id);
        }
        self.shapes.push(Shape {
            head,
            tail,
            rules: [rule],
        });
    }

    fn slot<'t>(&mut self, texts: impl Iterator<Item = &'t str>, marks: bool) -> Slot {
        let mut slot = Slot::default();
        for text in texts {
            let words = self.numbers(text, marks);
            match words.first() {
                Some(&first) => slot.by_first.entry(first).or_default().push(words),
                None => slot.may_be_empty = true,
            }
        }
        slot
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
                let cue = Found {
                    tokens: run.offset + at..run.offset + end,
                    tail,
                    rules: &entry.rules,
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
        let ids = self.shapes_by_first.get(&run.words[at]);
        let shapes = ids
            .into_iter()
            .flatten()
            .map(|&id| &self.shapes[id as usize]);
        let found = shapes.filter_map(|shape| {
            let clause = run.clause_end(at);
            let end = farthest(&shape.head, &run.words[..clause], at)?;
            let tail = if shape.tail.is_empty() {
                None
            } else {
                let fits = |start| farthest(&shape.tail, &run.words[..clause], start);
                Some(run.first_tail(end, clause, fits)?)
            };
            Some(Found {
                tokens: run.offset + at..run.offset + end,
                tail,
                rules: &shape.rules,
            })
        });
        found.collect()
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
        let clause = self.clause_end(from - 1);
        let fits = |start: usize| {
            let words = self.words[..clause].get(start..start + tail.len());
            words
                .is_some_and(|words| words == tail)
                .then(|| start + tail.len())
        };
        self.first_tail(from, clause, fits)
    }

    /// One past the last token of the clause of a token.
    fn clause_end(&self, at: usize) -> usize {
        let clause = self.prose.clauses()[self.clause(at)];
        self.words.len().min(clause.end - self.offset)
    }

    /// The first place from `from` on where `fits` gives an end, within the gap and before the
    /// token `clause`.
    fn first_tail(
        &self,
        from: usize,
        clause: usize,
        fits: impl Fn(usize) -> Option<usize>,
    ) -> Option<Range<usize>> {
        let (mut plain, mut han) = (0, 0);
        for start in from..clause {
            if let Some(end) = fits(start) {
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
