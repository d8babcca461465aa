//! The known places, and which of them lies in which: `rules/places.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::text::Prose;
use crate::text::fold::is_han;

use super::structure::{stands_at, words_of};

/// `rules/places.toml`: places by their ids.
type GazetteerData = BTreeMap<String, PlaceData>;

/// A place that others lie in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceData {
    /// What it is called, in any language.
    names: Vec<String>,
    /// The ids of the places directly around it.
    #[serde(default)]
    within: Vec<String>,
    /// The places in it that hold no others, each with its names behind `|`.
    #[serde(default)]
    parts: Vec<String>,
}

/// The known places.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By their first words, the longest first.
    names: FxHashMap<String, Vec<Name>>,
    /// Of each place that lies in others, all of these.
    around: FxHashMap<Box<str>, BTreeSet<Box<str>>>,
}

#[derive(Debug)]
struct Name {
    words: Vec<String>,
    /// As it is written.
    spelling: Box<str>,
    place: Box<str>,
}

impl Places {
    /// The built-in ones, read at the first call.
    ///
    /// # Panics
    ///
    /// Never: a test parses the built-in file.
    pub(super) fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Places> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let text = include_str!("../../rules/places.toml");
            let data: GazetteerData =
                toml::from_str(text).expect("the built-in file is well formed");
            Self::new(&data)
        })
    }

    fn new(data: &GazetteerData) -> Self {
        let mut places = Self::default();
        for (id, place) in data {
            for name in &place.names {
                places.add(name, id);
            }
            let around = around(data, id);
            for part in &place.parts {
                let names = part.split('|');
                let first = names.clone().next().unwrap_or_default();
                let part = format!("{id}/{first}");
                names.for_each(|name| places.add(name, &part));
                let mut of_part = around.clone();
                of_part.insert(id.as_str().into());
                places.around.insert(part.into(), of_part);
            }
            places.around.insert(id.as_str().into(), around);
        }
        places
    }

    fn add(&mut self, name: &str, place: &str) {
        let words = words_of(name);
        let Some(first) = words.first() else { return };
        let names = self.names.entry(first.clone()).or_default();
        let at = names.partition_point(|other| other.words.len() >= words.len());
        let name = Name {
            spelling: name.into(),
            place: place.into(),
            words,
        };
        names.insert(at, name);
    }

    /// The tokens of the longest name that begins at one, and the place.
    pub(super) fn at(
        &self,
        prose: &Prose,
        token: usize,
        end: usize,
    ) -> Option<(Range<usize>, &str)> {
        let mut names = self.names.get(prose.word(token))?.iter();
        let name = names.find(|name| {
            token + name.words.len() <= end
                && stands_at(&name.words, prose, token)
                && name.is_written(prose, token)
        })?;
        Some((token..token + name.words.len(), &name.place))
    }

    /// Whether one of two places is the other or lies in it.
    pub(super) fn overlap(&self, one: &str, other: &str) -> bool {
        one == other || self.lies_in(one, other) || self.lies_in(other, one)
    }

    pub(super) fn lies_in(&self, inner: &str, outer: &str) -> bool {
        let around = self.around.get(inner);
        around.is_some_and(|around| around.contains(outer))
    }
}

impl Name {
    /// Whether the words of a text at a token are written as the name is: with its capitals, and where it
    /// has no other letters, not in a line of capitals, nor as the sign of a currency: "CONTACT US", "US$".
    fn is_written(&self, prose: &Prose, token: usize) -> bool {
        let end = token + self.words.len();
        let text = prose.original();
        let span = prose.span_of(token, end);
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let mut words = self.spelling.split(' ').zip(text[span.range()].split(' '));
        if words.any(|(own, written)| capital(own) && !capital(written)) {
            return false;
        }
        let shouted = |text: &str| {
            text.chars().any(char::is_alphabetic)
                && !text.chars().any(|c| is_han(c) || c.is_lowercase())
        };
        let before = token.checked_sub(1).map(|last| prose.span_of(last, token));
        let in_capitals = before.is_some_and(|before| shouted(&text[before.range()]));
        !shouted(&self.spelling)
            || (shouted(&text[span.range()]) && !in_capitals && !text[span.end..].starts_with('$'))
    }
}

/// All places around one.
fn around(data: &GazetteerData, id: &str) -> BTreeSet<Box<str>> {
    let mut found: BTreeSet<Box<str>> = BTreeSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for outer in data.get(next).into_iter().flat_map(|place| &place.within) {
            if found.insert(outer.as_str().into()) {
                open.push(outer);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        let text = include_str!("../../rules/places.toml");
        let data: GazetteerData = toml::from_str(text).unwrap();
        let mut spellings = BTreeSet::new();
        for (id, place) in &data {
            assert!(place.within.iter().all(|id| data.contains_key(id)), "{id}");
            assert!(
                !around(&data, id).contains(id.as_str()),
                "{id} lies in itself"
            );
            let parts = place.parts.iter().flat_map(|part| part.split('|'));
            for name in place.names.iter().map(String::as_str).chain(parts) {
                assert!(spellings.insert(words_of(name)), "{name} is there twice");
            }
        }
    }
}
