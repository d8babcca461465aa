//! How much two statements have in common beside the phrases that make them: content words, and
//! pairs of Han characters.

use std::collections::BTreeSet;

use crate::extract::Statement;
use crate::language::{Language, Languages};
use crate::quantity::Units;
use crate::text::fold::{fold_word, is_han};

/// What is said in fewer characters is a cell or a label, and read with its line.
const SHORT: usize = 12;
/// Words that have so many first letters in common are of one kind.
const STEM: usize = 5;

/// The words that say something, without those of the statement's own phrase.
#[derive(Clone, Default)]
pub(super) struct Wording(BTreeSet<String>);

impl Wording {
    /// Those of the statement's sentence, and of its line where that is a cell or a label.
    pub(super) fn of(statement: &Statement) -> Self {
        let sentence = statement.place.sentence();
        if sentence.chars().count() < SHORT {
            return Self::of_line(statement);
        }
        Self::new(statement, &sentence)
    }

    /// Those of the lines that the statement stands in, such as its row.
    pub(super) fn of_line(statement: &Statement) -> Self {
        Self::new(statement, &fold_word(&statement.place.excerpt.text))
    }

    /// Those of the statement's sentence and of the labels that it stands under, without the words of
    /// amounts: "six".
    pub(super) fn labelled(statement: &Statement) -> Self {
        let Some(language) = Languages::builtin().get(&statement.language) else {
            return Self::default();
        };
        let own = fold_word(statement.place.text());
        let sentence = statement.place.sentence().replacen(&own, "\n", 1);
        let mut text = format!("{sentence}\n{}", statement.labels);
        let amounts = language.quantities(Units::builtin()).read(&text, None);
        for amount in amounts.iter().rev() {
            text.replace_range(amount.span.range(), "\n");
        }
        Self::of_text(statement, &text).singular()
    }

    /// Those of a label that a statement stands under; `None` where it gives amounts.
    pub(super) fn of_label(statement: &Statement, label: &str) -> Option<Self> {
        let language = Languages::builtin().get(&statement.language)?;
        let amounts = language.quantities(Units::builtin()).read(label, None);
        amounts
            .is_empty()
            .then(|| Self::of_text(statement, label).singular())
    }

    /// Nurses are a nurse.
    fn singular(self) -> Self {
        let words = self.0.into_iter();
        Self(
            words
                .map(|word| word.trim_end_matches('s').to_owned())
                .collect(),
        )
    }

    fn new(statement: &Statement, text: &str) -> Self {
        let own = fold_word(statement.place.text());
        Self::of_text(statement, &text.replacen(&own, "\n", 1))
    }

    fn of_text(statement: &Statement, text: &str) -> Self {
        Self::in_language(&statement.language, text)
    }

    fn in_language(language: &str, text: &str) -> Self {
        let Some(language) = Languages::builtin().get(language) else {
            return Self::default();
        };
        let mut words = BTreeSet::new();
        for part in text.split(|letter: char| !letter.is_alphanumeric() && letter != ' ') {
            add(part, language, &mut words);
        }
        Self(words)
    }

    /// Those of a folded sentence in a language.
    pub(super) fn of_sentence(language: &str, sentence: &str) -> Self {
        Self::in_language(language, sentence).singular()
    }

    /// Whether a label gives an amount above zero: the steps of a price are no things.
    pub(super) fn gives_amount(language: &Language, label: &str) -> bool {
        let amounts = language.quantities(Units::builtin()).read(label, None);
        amounts.iter().any(|amount| !amount.is_zero())
    }

    /// The single words of a name, one of them where all are common, and pairs of Han characters.
    pub(super) fn of_name(language: &Language, text: &str) -> Self {
        let mut words = BTreeSet::new();
        for run in text.split(|letter: char| !letter.is_alphanumeric()) {
            let letters: Vec<char> = run.chars().collect();
            if letters.iter().any(|&letter| is_han(letter)) {
                let pairs = letters.windows(2);
                words.extend(pairs.map(|pair| pair.iter().collect::<String>()));
            } else if !run.is_empty() && !language.is_common(run) {
                words.insert(run.trim_end_matches('s').to_owned());
            }
        }
        Self(words)
    }

    /// The words that another does not have.
    pub(super) fn without(mut self, other: &Self) -> Self {
        self.0.retain(|word| !other.0.contains(word));
        self
    }

    /// Whether a word of one is a word of the other, or begins as it does: "delivered", "delivery".
    pub(super) fn resembles(&self, other: &Self) -> bool {
        let stem = |word: &str| -> String { word.chars().take(STEM).collect() };
        let is_stem = |word: &&String| word.chars().count() >= STEM;
        let stems: BTreeSet<String> = other.0.iter().filter(is_stem).map(|w| stem(w)).collect();
        self.shared(other) > 0
            || self
                .0
                .iter()
                .filter(is_stem)
                .any(|w| stems.contains(&stem(w)))
    }

    /// How many words both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// How many words all three have.
    pub(super) fn shared_by_both(&self, one: &Self, other: &Self) -> usize {
        self.0
            .iter()
            .filter(|word| one.0.contains(*word) && other.0.contains(*word))
            .count()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Adds the words of a part of a sentence: as many at a time as name a thing in the language, and
/// of Han characters two. Those that say little, and amounts, which are compared elsewhere, count
/// only beside others.
fn add(part: &str, language: &Language, words: &mut BTreeSet<String>) {
    let mut latin: Vec<&str> = Vec::new();
    for run in part.split_whitespace() {
        if run.contains(is_han) {
            let letters: Vec<char> = run.chars().collect();
            let pairs = letters
                .windows(2)
                .filter(|pair| pair.iter().all(|&letter| is_han(letter)));
            words.extend(pairs.map(|pair| pair.iter().collect::<String>()));
        } else {
            latin.push(run);
        }
    }
    let says = |word: &&str| {
        word.len() > 1 && !word.starts_with(char::is_numeric) && !language.is_common(word)
    };
    let named = latin.windows(language.words_of_a_name());
    words.extend(
        named
            .filter(|name| name.iter().any(says))
            .map(|name| name.join(" ")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_gives_an_amount_above_zero() {
        let english = Languages::builtin().get("en").expect("English is built in");
        assert!(Wording::gives_amount(english, "Orders from €50"));
        assert!(!Wording::gives_amount(english, "€0"));
        assert!(!Wording::gives_amount(english, "Members"));
    }
}
