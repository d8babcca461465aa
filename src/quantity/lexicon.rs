//! All words that a reader of one language knows, as one trie over tokens.
//!
//! Looking a phrase up costs its length; the longest phrase that has the meaning asked for wins.

use std::collections::HashMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::fold;
use super::numerals::{Numerals, Places};
use super::schedule::Schedule;
use super::token::{self, Shape};
use super::units::{Spelling, Unit, Units};

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
    Denominator(u32),
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
    Duration {
        amount: Decimal,
        unit: usize,
    },
    Day(u8),
    Days(usize),
    Named(usize),
    AllDay,
    Am,
    Pm,
    OClock,
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
    words: HashMap<Box<str>, u32>,
    edges: HashMap<(u32, u32), u32>,
    entries: Vec<Vec<Entry>>,
    /// Schedules that [`Meaning::Days`] and [`Meaning::Named`] point to.
    pub(super) schedules: Vec<Schedule>,
    pub(super) units: Vec<Arc<Unit>>,
    pub(super) gate: Gate,
}

/// The longest spelling of a phrase, in tokens; keeps each look-up bounded.
const LONGEST: usize = 8;

/// Number of a word that the vocabulary does not have.
pub(super) const UNKNOWN: u32 = u32::MAX;

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
    pub(super) fn word(&self, lower: &str) -> u32 {
        self.words.get(lower).copied().unwrap_or(UNKNOWN)
    }

    /// All that the phrase of the tokens `at..end` means.
    pub(super) fn meanings(&self, text: &super::read::Text, at: usize, end: usize) -> Vec<Meaning> {
        let mut all = Vec::new();
        let mut node = 0;
        for word in &text.words[at..end] {
            match self.edges.get(&(node, *word)) {
                Some(&next) => node = next,
                None => return all,
            }
        }
        let chars = &text.folded.chars[text.tokens[at].start..text.tokens[end - 1].end];
        let entries = self.entries[node as usize].iter();
        let exact = |entry: &&Entry| entry.exact.as_deref() == Some(chars);
        all.extend(entries.clone().filter(exact).map(|entry| entry.meaning));
        all.extend(
            entries
                .filter(|entry| entry.exact.is_none())
                .map(|entry| entry.meaning),
        );
        all
    }

    /// The longest phrase from token `at` that has a meaning `pick` accepts: its end and that.
    ///
    /// Of several meanings of one phrase, one that fixes the case comes first.
    pub(super) fn find<T>(
        &self,
        text: &super::read::Text,
        at: usize,
        mut pick: impl FnMut(Meaning) -> Option<T>,
    ) -> Option<(usize, T)> {
        let mut node = 0;
        let mut best = None;
        for end in at..text.words.len().min(at + LONGEST) {
            match self.edges.get(&(node, text.words[end])) {
                Some(&next) => node = next,
                None => break,
            }
            let chars = &text.folded.chars[text.tokens[at].start..text.tokens[end].end];
            let solid = (at + 1..=end).all(|inside| !text.tokens[inside].spaced);
            let entries = self.entries[node as usize].iter();
            let fitting = entries.filter(|entry| {
                (solid || !entry.solid) && entry.exact.as_deref().is_none_or(|exact| exact == chars)
            });
            if let Some(found) = fitting.filter_map(|entry| pick(entry.meaning)).next() {
                best = Some((end + 1, found));
            }
        }
        best
    }
}

struct Builder {
    lexicon: Lexicon,
    triggers: Vec<String>,
}

impl Builder {
    fn new(units: Vec<Arc<Unit>>) -> Self {
        let lexicon = Lexicon {
            words: HashMap::new(),
            edges: HashMap::new(),
            entries: vec![Vec::new()],
            schedules: Vec::new(),
            units,
            gate: Gate::new(&[]),
        };
        Self {
            lexicon,
            triggers: ('0'..='9').map(String::from).collect(),
        }
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let (folded, tokens) = token::phrase(phrase);
        if tokens.is_empty() || tokens.len() > LONGEST {
            return;
        }
        let mut node = 0;
        let mut buffer = String::new();
        for token in &tokens {
            token::lower_text(&folded.chars, *token, &mut buffer);
            let next = self.lexicon.words.len() as u32;
            let word = *self
                .lexicon
                .words
                .entry(buffer.as_str().into())
                .or_insert(next);
            let fresh = self.lexicon.entries.len() as u32;
            node = *self.lexicon.edges.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.lexicon.entries.push(Vec::new());
            }
        }
        let digits = tokens.iter().any(|token| token.shape == Shape::Digits);
        let exact = phrase.chars().any(char::is_uppercase);
        let entry = Entry {
            meaning,
            exact: exact.then(|| folded.chars[tokens[0].start..].into()),
            solid: digits && tokens.iter().skip(1).all(|token| !token.spaced),
        };
        let entries = &mut self.lexicon.entries[node as usize];
        // Meanings that fix the case stand before those that do not.
        let at = if exact {
            entries.iter().take_while(|e| e.exact.is_some()).count()
        } else {
            entries.len()
        };
        entries.insert(at, entry);
    }

    fn add_all(&mut self, phrases: &[String], meaning: Meaning) {
        for phrase in phrases {
            self.add(phrase, meaning);
        }
    }

    /// Adds a phrase that alone makes a text worth reading.
    fn trigger(&mut self, phrase: &str, meaning: Meaning) {
        self.add(phrase, meaning);
        self.triggers.push(phrase.to_owned());
    }

    fn add_words(&mut self, numerals: &Numerals) {
        let words = &numerals.words;
        self.add_all(&words.weak, Meaning::Weak);
        for (word, &value) in &words.digits {
            self.trigger(word, Meaning::Digit(value));
        }
        for (word, &value) in &words.after_tens {
            self.add(word, Meaning::AfterTens(value));
        }
        for (word, &value) in &words.values {
            self.trigger(word, Meaning::Value(value));
        }
        for (word, &value) in &words.tens {
            self.trigger(word, Meaning::Tens(value));
        }
        for (word, &value) in &words.times {
            self.trigger(word, Meaning::Times(Decimal::from(value)));
        }
        for (word, &value) in &words.short {
            self.add(word, Meaning::Short(Decimal::from(value)));
        }
        for word in words.half.iter().chain(&words.zero) {
            self.triggers.push(word.clone());
        }
        for (word, &value) in &words.denominators {
            self.add(word, Meaning::Denominator(value));
        }
        for (phrases, meaning) in [
            (&words.alone, Meaning::Alone),
            (&words.filler, Meaning::Filler),
            (&words.point, Meaning::Point),
            (&words.minus, Meaning::Minus),
            (&words.half, Meaning::Half),
            (&words.and_half, Meaning::AndHalf),
            (&words.article, Meaning::Article),
            (&words.zero, Meaning::Zero),
            (&words.over, Meaning::Over),
            (&words.parts, Meaning::Parts),
            (&words.plus, Meaning::Plus),
            (&words.more, Meaning::More),
            (&words.also, Meaning::Also),
            (&numerals.not.phrases, Meaning::Not),
            (&numerals.not.labels, Meaning::Label),
            (&numerals.not.phones, Meaning::Phone),
            (&numerals.not.years, Meaning::YearLabel),
            (&numerals.not.ordinals, Meaning::Ordinal),
            (&numerals.not.date_parts, Meaning::DatePart),
        ] {
            self.add_all(phrases, meaning);
        }
        for (word, &month) in &numerals.not.months {
            self.add(word, Meaning::Month(month));
        }
    }

    fn add_comparators(&mut self, numerals: &Numerals) {
        let compare = &numerals.compare;
        let all: [(&Places, Compare); 8] = [
            (&compare.at_least, Compare::AtLeast),
            (&compare.at_most, Compare::AtMost),
            (&compare.more_than, Compare::MoreThan),
            (&compare.less_than, Compare::LessThan),
            (&compare.within, Compare::Within),
            (&compare.exactly, Compare::Exactly),
            (&compare.about, Compare::About),
            (&compare.from, Compare::From),
        ];
        for (places, comparator) in all {
            self.add_all(&places.before, Meaning::Before(comparator));
            self.add_all(&places.after, Meaning::After(comparator));
        }
        self.add_all(&numerals.range.between, Meaning::Between);
        self.add_all(&numerals.range.and, Meaning::And);
        self.add_all(&numerals.range.join, Meaning::Join);
        self.add_all(&numerals.range.closing, Meaning::Closing);
        self.add_all(&numerals.per.words, Meaning::Per);
        self.add_all(&numerals.per.leading, Meaning::PerLeading);
    }

    fn add_values(&mut self, numerals: &Numerals) {
        let values = &numerals.values;
        for (phrases, meaning) in [
            (&values.free, Meaning::Free),
            (&values.unlimited, Meaning::Unlimited),
            (&values.none, Meaning::None),
            (&values.lifetime, Meaning::Lifetime),
        ] {
            for phrase in phrases {
                self.trigger(phrase, meaning);
            }
        }
        for (phrase, value) in &values.durations {
            let (amount, id) = value.split_once(' ').unwrap_or((value, ""));
            if let (Ok(amount), Some(unit)) = (amount.parse(), self.unit(id)) {
                self.trigger(phrase, Meaning::Duration { amount, unit });
            }
        }
        for (phrase, id) in &numerals.per.adverbs {
            if let Some(unit) = self.unit(id) {
                self.add(phrase, Meaning::Adverb(unit));
            }
        }
    }

    fn add_schedules(&mut self, numerals: &Numerals) {
        let words = &numerals.schedule;
        for (phrase, &day) in &words.days {
            self.trigger(phrase, Meaning::Day(day.wrapping_sub(1) % 7));
        }
        for (phrase, text) in &words.groups {
            if let Ok(schedule) = Schedule::parse(text) {
                self.lexicon.schedules.push(schedule);
                self.trigger(phrase, Meaning::Days(self.lexicon.schedules.len() - 1));
            }
        }
        for (phrase, text) in &words.named {
            if let Ok(schedule) = Schedule::parse(text) {
                self.lexicon.schedules.push(schedule);
                self.trigger(phrase, Meaning::Named(self.lexicon.schedules.len() - 1));
            }
        }
        for (phrase, &time) in &words.times {
            self.trigger(phrase, Meaning::Time(time));
        }
        for (phrases, meaning) in [
            (&words.all_day, Meaning::AllDay),
            (&words.am, Meaning::Am),
            (&words.pm, Meaning::Pm),
            (&words.oclock, Meaning::OClock),
            (&words.minute, Meaning::Minute),
            (&words.join, Meaning::DayJoin),
            (&words.and, Meaning::DayAnd),
            (&words.link, Meaning::Link),
            (&words.except, Meaning::Except),
            (&words.closed, Meaning::Closed),
            (&words.holidays, Meaning::Holidays(true)),
            (&words.no_holidays, Meaning::Holidays(false)),
        ] {
            self.add_all(phrases, meaning);
        }
    }

    /// Adds the units: those of `language` first, then those of every other.
    fn add_units(&mut self, language: &str) {
        let mut later = Vec::new();
        for index in 0..self.lexicon.units.len() {
            let unit = Arc::clone(&self.lexicon.units[index]);
            for word in &unit.near {
                self.add(word, Meaning::Near(index));
            }
            for spelling in &unit.spellings {
                match spelling.language.as_deref() {
                    None => self.add_spelling(index, spelling),
                    Some(tag) if tag == language => self.add_spelling(index, spelling),
                    Some(_) if is_long(&spelling.text) => later.push((index, spelling.clone())),
                    Some(_) => {}
                }
            }
        }
        for (index, spelling) in later {
            self.add_spelling(index, &spelling);
        }
    }

    fn add_spelling(&mut self, index: usize, spelling: &Spelling) {
        let &Spelling {
            wanted,
            before,
            after,
            ..
        } = spelling;
        self.add(
            &spelling.text,
            Meaning::Unit {
                index,
                wanted,
                before,
                after,
            },
        );
    }

    fn unit(&self, id: &str) -> Option<usize> {
        self.lexicon.units.iter().position(|unit| unit.id == id)
    }

    fn finish(mut self, numerals: &Numerals) -> Lexicon {
        let articles = &numerals.words.article;
        for unit in &self.lexicon.units {
            for spelling in &unit.spellings {
                if spelling.language.as_deref() == Some(numerals.language.as_str()) {
                    let phrases = articles
                        .iter()
                        .map(|article| format!("{article} {}", spelling.text));
                    self.triggers.extend(phrases);
                }
            }
        }
        self.lexicon.gate = Gate::new(&self.triggers);
        self.lexicon
    }
}

/// Whether a spelling of another language is long enough to be no accident.
fn is_long(text: &str) -> bool {
    text.chars().count() >= 3 || text.chars().any(|c| c as u32 >= 0x3400)
}

/// Tells quickly whether a line holds anything to read.
#[derive(Debug)]
pub(super) struct Gate {
    automaton: Option<AhoCorasick>,
    /// By pattern: whether it must stand between white space or signs.
    bounded: Vec<bool>,
}

impl Gate {
    fn new(triggers: &[String]) -> Self {
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
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
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
    pub(super) fn next(&self, text: &str, from: usize) -> Option<usize> {
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
