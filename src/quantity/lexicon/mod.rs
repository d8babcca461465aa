//! All words that a reader of one language knows, as one trie over tokens.
//!
//! Looking a phrase up costs its length; the longest phrase that has the meaning asked for wins.

mod build;
mod gate;
mod hash;
mod text;

use std::sync::Arc;

use rust_decimal::Decimal;

use self::build::Builder;
use self::gate::Gate;
use self::hash::Table;
pub(super) use self::text::Text;
use super::numerals::Numerals;
use super::schedule::Schedule;
use super::units::{Unit, Units};

/// Comparators, in the order of [`super::numerals::Compare`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Within,
    Exactly,
    About,
    From,
}

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Digit(u32),
    AfterTens(u32),
    Value(u32),
    Tens(u32),
    Times(Decimal),
    Short(Decimal),
    Alone,
    Weak,
    Filler,
    Point,
    Minus,
    Half,
    AndHalf,
    Article,
    Zero,
    Denominator(u64),
    Over,
    Parts,
    Plus,
    More,
    Also,
    Unit {
        index: usize,
        wanted: bool,
        before: bool,
        after: bool,
    },
    Before(Compare),
    After(Compare),
    Between,
    And,
    Join,
    Closing,
    Per,
    PerLeading,
    Adverb(usize),
    Free,
    Unlimited,
    None,
    Lifetime,
    Amount {
        amount: Decimal,
        unit: usize,
    },
    Share(Decimal),
    Day(u8),
    Days(usize),
    Named(usize),
    AllDay,
    Am,
    Pm,
    OClock,
    /// Behind an hour, makes it one of the day.
    HourSide,
    Minute,
    Time(u16),
    DayJoin,
    DayAnd,
    Link,
    Except,
    Closed,
    Holidays(bool),
    Not,
    Label,
    Nth,
    Street,
    Source,
    Among,
    Another,
    Measured,
    Phone,
    YearLabel,
    Ordinal,
    Month(u8),
    DatePart,
    Near(usize),
}

#[derive(Clone, Debug)]
struct Entry {
    meaning: Meaning,
    /// The phrase in the only case that counts.
    exact: Option<Box<[char]>>,
    /// Whether no white space may stand inside.
    solid: bool,
}

/// A compiled vocabulary.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Table<Box<str>, u32>,
    edges: Table<(u32, u32), u32>,
    entries: Vec<Vec<Entry>>,
    /// Schedules that [`Meaning::Days`] and [`Meaning::Named`] point to.
    pub(super) schedules: Vec<Schedule>,
    pub(super) units: Vec<Arc<Unit>>,
    pub(super) gate: Gate,
}

/// The longest spelling of a phrase, in tokens; keeps each look-up bounded.
const LONGEST: usize = 8;

/// Number of a word that the vocabulary does not have.
const UNKNOWN: u32 = u32::MAX;

impl Lexicon {
    /// Compiles the vocabulary of `numerals` with the spellings of `units`.
    pub(super) fn new(units: &Units, numerals: &Numerals) -> Self {
        let mut builder = Builder::new(units.all().to_vec());
        builder.add_words(numerals);
        builder.add_comparators(numerals);
        builder.add_values(numerals);
        builder.add_schedules(numerals);
        builder.add_units(&numerals.language);
        builder.finish(numerals)
    }

    /// The number of a token in the vocabulary.
    fn word(&self, lower: &str) -> u32 {
        self.words.get(lower).copied().unwrap_or(UNKNOWN)
    }

    /// All that the phrase of the tokens `at..end` means, and whether its case says so; those first.
    pub(super) fn meanings(&self, text: &Text, at: usize, end: usize) -> Vec<(Meaning, bool)> {
        let Some(&(_, node)) = text.phrases(at).iter().find(|phrase| phrase.0 == end) else {
            return Vec::new();
        };
        let chars = text.between(at, end);
        let entries = self.entries[node].iter();
        let cased = entries
            .clone()
            .filter(|entry| entry.exact.as_deref() == Some(chars));
        let any = entries.filter(|entry| entry.exact.is_none());
        let cased = cased.map(|entry| (entry.meaning, true));
        cased
            .chain(any.map(|entry| (entry.meaning, false)))
            .collect()
    }

    /// The longest phrase from token `at` that has a meaning `pick` accepts: its end and that.
    ///
    /// Of several meanings of one phrase, one that fixes the case comes first.
    pub(super) fn find<T>(
        &self,
        text: &Text,
        at: usize,
        mut pick: impl FnMut(Meaning) -> Option<T>,
    ) -> Option<(usize, T)> {
        text.phrases(at).iter().rev().find_map(|&(end, node)| {
            let fits = |entry: &Entry| {
                (!entry.solid || text.is_solid(at, end))
                    && entry
                        .exact
                        .as_deref()
                        .is_none_or(|exact| exact == text.between(at, end))
            };
            // Most meanings are not asked for, so that is settled before case and spaces.
            self.entries[node]
                .iter()
                .find_map(|entry| pick(entry.meaning).filter(|_| fits(entry)))
                .map(|found| (end, found))
        })
    }

    /// Adds the phrases that begin with the first of `words`: the ends of each, and its entries.
    fn phrases(&self, words: &[u32], at: usize, all: &mut Vec<(usize, usize)>) {
        let mut node = 0;
        for (length, &word) in words.iter().take(LONGEST).enumerate() {
            let next = if word == UNKNOWN {
                None
            } else {
                self.edges.get(&(node, word))
            };
            let Some(&next) = next else { return };
            node = next;
            if !self.entries[node as usize].is_empty() {
                all.push((at + length + 1, node as usize));
            }
        }
    }
}
