//! Pairs of words of which one leaves out the other: "domestic" and "international".

use serde::Deserialize;

use crate::text::Prose;

use super::sides::{Aside, Side, name_of};
use super::structure::{stands_at, words_of};

/// One side of a pair: a word for it, or several.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    pub(super) fn each(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

/// Two sides of which one leaves out the other, by the words for each.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// What the pair is called.
    name: Box<str>,
    sides: [Vec<Vec<String>>; 2],
}

/// Pairs of words, folded.
pub(super) fn pairs(data: &[[Names; 2]]) -> Vec<Pair> {
    let words = |names: &Names| names.each().iter().map(|word| words_of(word)).collect();
    let pair = |[first, second]: &[Names; 2]| Pair {
        name: name_of(first.each()),
        sides: [words(first), words(second)],
    };
    data.iter().map(pair).collect()
}

/// Which sides of some opposites are named at a token.
pub(super) fn of_opposites<'a>(
    opposites: &'a [Pair],
    prose: &'a Prose,
    at: usize,
) -> impl Iterator<Item = Aside> + 'a {
    opposites.iter().filter_map(move |pair| {
        let named = |words: &[Vec<String>]| words.iter().any(|words| stands_at(words, prose, at));
        let side = match &pair.sides {
            [first, _] if named(first) => Side::First,
            [_, second] if named(second) => Side::Second,
            _ => return None,
        };
        let of = pair.name.clone();
        Some(Aside { side, of })
    })
}
