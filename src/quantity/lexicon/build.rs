//! From the data of a language and the table of units to a vocabulary.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Compare, Entry, Gate, LONGEST, Lexicon, Meaning, Table};
use crate::quantity::Kind;
use crate::quantity::numerals::{Numerals, Places};
use crate::quantity::schedule::Schedule;
use crate::quantity::token::{self, Shape};
use crate::quantity::units::{Spelling, Unit};

/// A vocabulary in the making.
pub(super) struct Builder {
    lexicon: Lexicon,
    triggers: Vec<String>,
}

impl Builder {
    pub(super) fn new(units: Vec<Arc<Unit>>) -> Self {
        let lexicon = Lexicon {
            words: Table::default(),
            edges: Table::default(),
            entries: vec![Vec::new()],
            schedules: Vec::new(),
            units,
            gate: Gate::new(&[]),
        };
        Self {
            lexicon,
            triggers: "0123456789½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
                .chars()
                .map(String::from)
                .collect(),
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
            solid: (digits || phrase.contains('$'))
                && tokens.iter().skip(1).all(|token| !token.spaced),
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

    pub(super) fn add_words(&mut self, numerals: &Numerals) {
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
            self.trigger(word, Meaning::Denominator(value));
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
            (&numerals.not.nth, Meaning::Nth),
            (&numerals.not.streets, Meaning::Street),
            (&numerals.not.sources, Meaning::Source),
            (&numerals.not.among, Meaning::Among),
            (&numerals.not.another, Meaning::Another),
            (&numerals.not.measured, Meaning::Measured),
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

    pub(super) fn add_comparators(&mut self, numerals: &Numerals) {
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

    pub(super) fn add_values(&mut self, numerals: &Numerals) {
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
        for (phrase, value) in &values.amounts {
            let (amount, id) = value.split_once(' ').unwrap_or((value, ""));
            if let (Ok(amount), Some(unit)) = (amount.parse(), self.unit(id)) {
                self.trigger(phrase, Meaning::Amount { amount, unit });
            }
        }
        for (phrase, share) in &values.shares {
            if let Ok(share) = share.parse() {
                self.trigger(phrase, Meaning::Share(share));
            }
        }
        for (phrase, id) in &numerals.per.adverbs {
            if let Some(unit) = self.unit(id) {
                self.add(phrase, Meaning::Adverb(unit));
            }
        }
    }

    pub(super) fn add_schedules(&mut self, numerals: &Numerals) {
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
            (&words.hour_sides, Meaning::HourSide),
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
    pub(super) fn add_units(&mut self, language: &str) {
        let mut later = Vec::new();
        for index in 0..self.lexicon.units.len() {
            let unit = Arc::clone(&self.lexicon.units[index]);
            for word in &unit.near {
                self.add(word, Meaning::Near(index));
            }
            let in_texts = |spelling: &&Spelling| spelling.before || spelling.after;
            for spelling in unit.spellings.iter().filter(in_texts) {
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

    pub(super) fn finish(mut self, numerals: &Numerals) -> Lexicon {
        // The last word of an article is enough: "a full day" holds "full day".
        let last = |article: &String| article.rsplit(' ').next().map(str::to_owned);
        let articles: BTreeSet<_> = numerals.words.article.iter().filter_map(last).collect();
        let own =
            |spelling: &&Spelling| spelling.language.as_deref() == Some(numerals.language.as_str());
        let durations = self
            .lexicon
            .units
            .iter()
            .filter(|unit| unit.kind == Kind::Duration);
        for spelling in durations.flat_map(|unit| unit.spellings.iter().filter(own)) {
            for article in &articles {
                self.triggers.push(format!("{article} {}", spelling.text));
                self.triggers.push(format!("{article}-{}", spelling.text));
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
