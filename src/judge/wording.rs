//! How much two statements have in common beside the phrases that make them: content words, and
//! pairs of Han characters.

use std::collections::BTreeSet;

use crate::extract::Statement;
use crate::language::{Language, Languages};
use crate::text::fold::{fold_word, is_han};

/// What is said in fewer characters is a cell or a label, and read with its line.
const SHORT: usize = 12;

/// The words that say something, without those of the statement's own phrase.
#[derive(Default)]
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

    fn new(statement: &Statement, text: &str) -> Self {
        let Some(language) = Languages::builtin().get(&statement.language) else {
            return Self::default();
        };
        let own = fold_word(statement.place.text());
        let text = text.replacen(&own, "\n", 1);
        let mut words = BTreeSet::new();
        for run in text.split(|letter: char| !letter.is_alphanumeric()) {
            add(run, language, &mut words);
        }
        Self(words)
    }

    /// The words that another does not have.
    pub(super) fn without(mut self, other: &Self) -> Self {
        self.0.retain(|word| !other.0.contains(word));
        self
    }

    /// How many words both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Han characters count by pairs, numerals as they are, and other words where they say something.
fn add(run: &str, language: &Language, words: &mut BTreeSet<String>) {
    let kinds = |letter: char| (is_han(letter), letter.is_numeric());
    let letters: Vec<char> = run.chars().collect();
    for part in letters.chunk_by(|&a, &b| kinds(a) == kinds(b)) {
        if is_han(part[0]) {
            words.extend(part.windows(2).map(|pair| pair.iter().collect::<String>()));
            continue;
        }
        let word: String = part.iter().collect();
        if word.chars().all(char::is_numeric) || (part.len() > 1 && !language.is_common(&word)) {
            words.insert(word);
        }
    }
}
