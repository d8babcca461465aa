//! Pairs of words of which one leaves out the other: "domestic" and "international".

use serde::Deserialize;

use crate::text::{Mark, Prose, TokenKind};

use super::Language;
use super::sides::{Aside, Side, name_of};
use super::structure::{stands_at, words_of};

/// So many items of a list are looked at before the last.
const LISTED: usize = 16;

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

impl Language {
    /// Whether a mark is one Han character that its clause goes on behind, and so may begin another
    /// word, as in 外包装; not where one before the thing says the same: 除新疆外全国.
    pub(super) fn may_be_torn(&self, prose: &Prose, at: usize, mark: &[String]) -> bool {
        let token = &prose.tokens()[at];
        let clauses = &prose.clauses()[..=token.clause];
        let clause = clauses[token.clause];
        let mut listed = clauses.iter().rev().skip(1);
        let listed = listed
            .by_ref()
            .take_while(|clause| clause.closed == Mark::Enumeration);
        let first = listed
            .take(LISTED)
            .last()
            .map_or(clause.first, |clause| clause.first);
        mark.len() == 1
            && token.kind == TokenKind::Han
            && at + 1 < clause.end
            && !(first..at).any(|before| self.is_marked(prose, before, Side::Outside))
    }
}
