//! What a sentence speaks of first, and whether it says that things are well there: "*Sheds* cost
//! £120. *Wardrobes* we put up ourselves."

use std::ops::Range;

use serde::Deserialize;

use super::structure::{stands_at, words_of};
use super::{Language, holds_denial};
use crate::text::{Mark, Prose};

/// So many words and openers are passed over before a topic.
const MOST_PASSED: usize = 6;
/// A sentence of more tokens has no topic.
const LONGEST: usize = 256;
/// So many sentences are looked at before and behind.
const BESIDE: usize = 3;

/// The words that tell one topic of a text from another.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct TopicsData {
    /// What may open a sentence before its topic, and says nothing of it: "no", "on".
    openers: Vec<String>,
    /// What turns from one topic to another: "as for".
    turns: Vec<String>,
    /// What says that a thing is as it should be: "ourselves", "still".
    kept: Vec<String>,
    /// What says that nothing is paid: "on the house".
    free: Vec<String>,
    /// Topics that set nothing apart: "customers", "the fee".
    common: Vec<String>,
    /// So many tokens tell a topic.
    length: usize,
}

/// The same, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics {
    openers: Vec<Vec<String>>,
    turns: Vec<Vec<String>>,
    kept: Vec<Vec<String>>,
    free: Vec<Vec<String>>,
    common: Vec<Vec<String>>,
    length: usize,
}

impl Topics {
    pub(super) fn new(data: &TopicsData) -> Self {
        let words = |list: &[String]| list.iter().map(|words| words_of(words)).collect();
        Self {
            openers: words(&data.openers),
            turns: words(&data.turns),
            kept: words(&data.kept),
            free: words(&data.free),
            common: words(&data.common),
            length: data.length,
        }
    }
}

impl Language {
    /// The topic of the stretch of a text that some tokens stand in, and those of the stretches beside
    /// it that say that things are well there; a stretch is a sentence, or what a semicolon parts of
    /// one. `None` where there are none, or the topic is among the tokens.
    ///
    /// Beside a charge (`of_charge`) it must be said that nothing is paid; else a turn to the topic behind
    /// the tokens, or a word that a thing is as it should be, is enough.
    pub(crate) fn topics(
        &self,
        prose: &Prose,
        target: &Range<usize>,
        of_charge: bool,
    ) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let last = prose.tokens().len().checked_sub(1)?;
        let here = prose.sentence_of(target.start.min(last));
        let near = here.saturating_sub(BESIDE)..(here + BESIDE + 1).min(prose.sentences().len());
        let stretches = near.flat_map(|sentence| stretches(prose, sentence));
        let (own, others): (Vec<_>, Vec<_>) =
            stretches.partition(|stretch| stretch.contains(&target.start));
        let own = own.into_iter().next()?;
        let first = prose.tokens().get(target.start)?.clause;
        let clause = prose.clauses()[first].first..own.end;
        let tells = |(topic, _): &(Range<usize>, bool)| topic.end <= target.start;
        let topic = self.topic(prose, clause).filter(tells);
        let (topic, _) = topic.or_else(|| self.topic(prose, own.clone()).filter(tells))?;
        let word = |at: usize| prose.word(at);
        let is_named_here = |name: &Range<usize>| {
            let mut own = own.clone();
            own.any(|at| (at..at + name.len()).map(word).eq(name.clone().map(word)))
        };
        let well = |stretch: Range<usize>| {
            let (topic, turned) = self.topic(prose, stretch.clone())?;
            let rest = topic.end..stretch.end;
            let is_well = if of_charge {
                self.is_free(prose, &rest)
            } else {
                self.is_kept(prose, &rest) || (turned && stretch.start >= own.end)
            };
            (is_well && !is_named_here(&topic)).then_some(topic)
        };
        let others: Vec<_> = others.into_iter().filter_map(well).collect();
        (!others.is_empty()).then_some((topic, others))
    }

    /// What a stretch speaks of first, and whether it turns to it from something else.
    fn topic(&self, prose: &Prose, stretch: Range<usize>) -> Option<(Range<usize>, bool)> {
        let longest_at = |list: &[Vec<String>], at: usize| {
            let found = list.iter().filter(|words| stands_at(words, prose, at));
            found.map(Vec::len).max()
        };
        let topics = &self.topics;
        let (mut at, mut turned) = (stretch.start, false);
        for _ in 0..MOST_PASSED {
            if at >= stretch.end {
                return None;
            }
            if longest_at(&topics.common, at).is_some() {
                return None;
            }
            let turn = longest_at(&topics.turns, at);
            let passed = turn.or_else(|| longest_at(&topics.openers, at));
            turned |= turn.is_some();
            match passed {
                Some(passed) => at += passed,
                None if self.says_little(prose.word(at)) || is_numeral(prose.word(at)) => at += 1,
                None => break,
            }
        }
        let end = (at + topics.length).min(stretch.end);
        (end > at).then_some((at..end, turned))
    }

    /// Whether a clause of some tokens ends by saying that nothing is paid, and denies it not: "on the
    /// house", but not "free hangers" and "are not free".
    fn is_free(&self, prose: &Prose, tokens: &Range<usize>) -> bool {
        let ends = |at: usize| {
            let clause = prose.tokens()[at].clause;
            prose.clauses()[clause].end
        };
        tokens.clone().any(|at| {
            let mut free = self.topics.free.iter();
            free.any(|words| {
                stands_at(words, prose, at)
                    && ends(at) == at + words.len()
                    && !self.denies(prose, &(tokens.start..at))
            })
        })
    }

    /// Whether some tokens say that a thing is as it should be.
    fn is_kept(&self, prose: &Prose, tokens: &Range<usize>) -> bool {
        let mut kept = self.topics.kept.iter();
        kept.any(|words| holds(words, prose, tokens))
    }

    fn denies(&self, prose: &Prose, tokens: &Range<usize>) -> bool {
        !tokens.is_empty() && holds_denial(prose, prose.span_of(tokens.start, tokens.end), self)
    }
}

fn holds(words: &[String], prose: &Prose, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| stands_at(words, prose, at))
}

/// Whether a word only numbers what it stands before: ①.
fn is_numeral(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}

/// The tokens of the parts of a sentence that semicolons divide.
fn stretches(prose: &Prose, sentence: usize) -> Vec<Range<usize>> {
    if prose.sentence_tokens(sentence).len() > LONGEST {
        return Vec::new();
    }
    let whole = &prose.sentences()[sentence];
    let clauses = &prose.clauses()[whole.first..whole.end];
    clauses
        .split_inclusive(|clause| clause.closed == Mark::Semicolon)
        .filter_map(|part| Some(part.first()?.first..part.last()?.end))
        .collect()
}
