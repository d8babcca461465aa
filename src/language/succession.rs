//! Amounts that take the place of others: "was $50, *now* $65", 由50元*调整为*65元, "*rises* from $5 to $8".

use std::ops::Range;

use serde::Deserialize;

use super::Language;
use super::structure::{stands_at, words_of};
use crate::text::Prose;

/// So many tokens may stand between an amount and what takes its place.
const LONGEST: usize = 12;
/// So many of them between the word that says so and that amount.
const FILLER: usize = 2;
/// A verb of change stands in so many tokens before the range that it changes in.
const VERB: usize = 4;

/// The words by which one amount takes the place of another.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct SuccessionData {
    /// What stands right before the later amount: "now", "lên", 调整为.
    now: Vec<String>,
    /// Verbs that make a range a change: "rises" from 5 to 8.
    changes: Vec<String>,
    /// What parts the two ends of such a range: "to".
    joiners: Vec<String>,
}

/// The same, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Succession {
    now: Vec<Vec<String>>,
    changes: Vec<Vec<String>>,
    joiners: Vec<Vec<String>>,
}

impl Succession {
    pub(super) fn new(data: &SuccessionData) -> Self {
        let words = |list: &[String]| list.iter().map(|words| words_of(words)).collect();
        Self {
            now: words(&data.now),
            changes: words(&data.changes),
            joiners: words(&data.joiners),
        }
    }
}

impl Language {
    /// Whether the amount of the tokens `later` takes the place of that of `earlier`, in one sentence, and
    /// nothing is named between them: not "$50, and the *deposit* now $65".
    pub(crate) fn succeeds(
        &self,
        prose: &Prose,
        earlier: &Range<usize>,
        later: &Range<usize>,
    ) -> bool {
        if later.is_empty()
            || earlier.end > later.start
            || later.start - earlier.end > LONGEST
            || prose.sentence_of(earlier.start) != prose.sentence_of(later.start)
        {
            return false;
        }
        let clause = prose.clauses()[prose.tokens()[later.start].clause];
        let first = clause.first.max(earlier.end);
        let joiners = self.succession.joiners.iter();
        let joiners = joiners.filter(|_| self.is_changed(prose, earlier));
        let cues: Vec<&Vec<String>> = self.succession.now.iter().chain(joiners).collect();
        // A comparator is a part of the amount: "up to $65".
        let end = (later.start + 1).min(later.end);
        let told = |at: usize| {
            let found = cues.iter().filter(|words| stands_at(words, prose, at));
            found.map(|words| words.len()).max()
        };
        let (mut at, mut is_told) = (first, false);
        while at < end {
            match told(at) {
                Some(length) => {
                    is_told = at + length + FILLER >= later.start;
                    at += length;
                }
                None if at >= later.start || self.says_little(prose.word(at)) => at += 1,
                None => return false,
            }
        }
        // What limits the later amount leaves the earlier as it was: "$60, reduced to $30 for kids".
        let rest = later.end..clause.end;
        let bracket = prose.original()[prose.tokens()[later.end - 1].span.end..]
            .trim_start()
            .starts_with(['(', '（']);
        is_told && (self.is_changed(prose, earlier) || (rest.is_empty() && !bracket))
    }

    /// Whether a verb of change stands right before some tokens.
    fn is_changed(&self, prose: &Prose, range: &Range<usize>) -> bool {
        let near = range.start.saturating_sub(VERB)..range.start;
        let mut verbs = self.succession.changes.iter();
        verbs.any(|words| {
            let mut near = near.clone();
            near.any(|at| at + words.len() <= range.start && stands_at(words, prose, at))
        })
    }

    /// The tokens of the later end of a range that something changes in: "rises from $5 to *$8*".
    pub(crate) fn changes_to(&self, prose: &Prose, range: &Range<usize>) -> Option<Range<usize>> {
        let joiners = self.succession.joiners.iter();
        let mut joiners = joiners.filter(|_| self.is_changed(prose, range));
        joiners.find_map(|words| {
            let at = range.clone().find(|&at| stands_at(words, prose, at))?;
            let behind = at + words.len();
            (at > range.start && behind < range.end).then_some(behind..range.end)
        })
    }
}
