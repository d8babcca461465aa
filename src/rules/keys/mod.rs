//! What may be written in a rules file: every table with its keys, their types and their words.
//!
//! The reader asks these tables which keys there are; the JSON Schema and the reference are made
//! of them. Knows nothing of how a file is read.

mod promise;
mod schema;
mod tables;

use std::fmt;

pub use schema::rules_schema;
pub use tables::{CHANNEL, EACH, FILE, INPUT, LANGUAGE, SUBJECT, WAIVER};

pub use promise::{DISCLOSURE, EVIDENCE, EXAMPLE, EXAMPLES, PROMISE, VALUE};

/// A table of a rules file, and what may stand in it.
#[derive(Debug)]
pub struct Section {
    /// How it is written, such as `[promise.NAME.value]`; empty for the file itself.
    pub header: &'static str,
    /// What it says, in one sentence.
    pub about: &'static str,
    /// Its keys, in the order of the reference.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// How it is written.
    pub name: &'static str,
    /// What stands behind it.
    pub shape: Shape,
    /// Whether a table without it is a mistake.
    pub needed: bool,
    /// What it says, in one sentence without a full stop.
    pub about: &'static str,
    /// What holds without it, in words or as TOML in backticks.
    pub default: &'static str,
    /// What may stand behind it, as TOML.
    pub example: &'static str,
}

/// What stands behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text that is not blank.
    Text,
    /// One of the texts that the function gives.
    Choice(fn() -> Vec<&'static str>),
    /// A text of a form: a regular expression that holds all of it, and the form in words.
    Form(&'static str, &'static str),
    /// A list of texts.
    Texts,
    /// A list of some of the texts that the function gives.
    Choices(fn() -> Vec<&'static str>),
    /// A list of codes of languages.
    Languages,
    /// A list of path patterns.
    Paths,
    /// A text or a list of texts.
    TextOrTexts,
    /// A day of the calendar.
    Day,
    /// `true` or `false`.
    Flag,
    /// A whole number, from the given one where there is one.
    Whole(Option<i64>),
    /// `true`, `false` or a list of channels.
    FlagOrChannels,
    /// A list of phrases for each language.
    Phrases,
    /// A phrase table, with a phrase table for each facet beside the languages.
    Facets,
    /// A list of texts, or for each language a text or a list.
    Approved,
    /// A severity, or one for each verdict and facet.
    Severity,
    /// A promised value, or one for each subject.
    Promised,
    /// A text for each name.
    TextByName,
    /// A list of phrases for each name.
    WordsByName,
    /// A table.
    Table(&'static Section),
    /// A table, or an array of such tables.
    Tables(&'static Section),
    /// A table for each name.
    Named(&'static Section),
    /// For each pack a table for each of its promises.
    Packs(&'static Section),
}

impl Section {
    /// The key of a name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of its keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }

    /// Whether its tables hold phrases by language beside their keys.
    #[must_use]
    pub fn holds_phrases(&self) -> bool {
        std::ptr::eq(self, &raw const DISCLOSURE)
    }
}

impl Shape {
    /// The table that stands behind the key, or the one of which several do.
    #[must_use]
    pub fn section(self) -> Option<&'static Section> {
        match self {
            Self::Table(section)
            | Self::Tables(section)
            | Self::Named(section)
            | Self::Packs(section) => Some(section),
            _ => None,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_of = |f: &mut fmt::Formatter<'_>, choices: &[&str]| {
            for (at, choice) in choices.iter().enumerate() {
                let between = match at {
                    0 => "",
                    _ if at + 1 == choices.len() => " or ",
                    _ => ", ",
                };
                write!(f, "{between}`\"{choice}\"`")?;
            }
            Ok(())
        };
        match self {
            Self::Text => f.write_str("text"),
            Self::Choice(choices) => one_of(f, &choices()),
            Self::Form(_, words) => f.write_str(words),
            Self::Texts => f.write_str("list of texts"),
            Self::Choices(choices) => {
                f.write_str("list of ")?;
                one_of(f, &choices())
            }
            Self::Languages => f.write_str("list of codes of languages"),
            Self::Paths => f.write_str("list of path patterns"),
            Self::TextOrTexts => f.write_str("text, or list of texts"),
            Self::Day => f.write_str("day"),
            Self::Flag => f.write_str("`true` or `false`"),
            Self::Whole(None) => f.write_str("whole number"),
            Self::Whole(Some(least)) => write!(f, "whole number from {least}"),
            Self::FlagOrChannels => f.write_str("`true`, `false`, or list of channels"),
            Self::Phrases => f.write_str("phrase table"),
            Self::Facets => f.write_str("phrase table, or one for each facet"),
            Self::Approved => f.write_str(
                "list of texts, or a table with a text or a list of them for each language",
            ),
            Self::Severity => {
                one_of(f, &levels())?;
                f.write_str("; or a table of these")
            }
            Self::Promised => f.write_str("value, or a table with one for each subject"),
            Self::TextByName => f.write_str("table with a text for each name"),
            Self::WordsByName => f.write_str("table with a list of phrases for each name"),
            Self::Table(_) => f.write_str("table"),
            Self::Tables(_) => f.write_str("table, or several in `[[…]]`"),
            Self::Named(_) => f.write_str("table for each name"),
            Self::Packs(_) => f.write_str("table for each promise of each pack"),
        }
    }
}

/// The severities that a rules file can name.
fn levels() -> Vec<&'static str> {
    super::file::LEVELS.iter().map(|&(name, _)| name).collect()
}
