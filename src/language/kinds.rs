//! Words for kinds of things, beside which names stand in running text: "the … card".

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::text::Prose;

use super::Language;
use super::structure::{around_name, stands_at, words_of};

/// The words for kinds, by the first word of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds(HashMap<String, Vec<Kind>>);

#[derive(Clone, Debug)]
struct Kind {
    words: Vec<String>,
    before_name: bool,
}

/// A place where words for a kind of thing stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindPlace {
    /// The tokens of the words.
    pub tokens: Range<usize>,
    /// Whether a name stands behind the words ("gói …"), or else before them ("… plan").
    pub before_name: bool,
}

impl Kinds {
    /// Takes shapes with `…` for the name, which have words on one side of it.
    pub(super) fn new<'s>(shapes: impl Iterator<Item = &'s String>) -> Self {
        let mut kinds: HashMap<String, Vec<Kind>> = HashMap::new();
        for shape in shapes {
            let (before, behind) = around_name(shape);
            let before_name = behind.is_empty();
            let words = words_of(if before_name { &before } else { &behind });
            if let Some(first) = words.first() {
                let known = kinds.entry(first.clone()).or_default();
                known.push(Kind { words, before_name });
            }
        }
        let longest_first = |known: &mut Vec<Kind>| {
            known.sort_by_key(|kind| Reverse(kind.words.len()));
        };
        kinds.values_mut().for_each(longest_first);
        Self(kinds)
    }
}

impl Language {
    /// Where a text has words for kinds of things, in order; of several at one word the longest.
    #[must_use]
    pub fn kinds_in(&self, prose: &Prose) -> Vec<KindPlace> {
        self.kinds_among(prose, 0..prose.tokens().len())
    }

    /// The same for those that begin in some tokens.
    pub(super) fn kinds_among(&self, prose: &Prose, tokens: Range<usize>) -> Vec<KindPlace> {
        let mut found = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            let known = self.structure.kinds.0.get(prose.word(token));
            let mut stand = known.into_iter().flatten();
            let kind = stand.find(|kind| {
                stands_at(&kind.words, prose, token) && !goes_on(prose, token + kind.words.len())
            });
            let length = kind.map_or(1, |kind| kind.words.len());
            found.extend(kind.map(|kind| KindPlace {
                tokens: token..token + length,
                before_name: kind.before_name,
            }));
            token += length;
        }
        found
    }
}

/// Whether a token goes on the word before it behind a hyphen: "account-keeping" is no account.
fn goes_on(prose: &Prose, token: usize) -> bool {
    let tokens = prose.tokens();
    let before = token.checked_sub(1).and_then(|last| tokens.get(last));
    let between = before.zip(tokens.get(token));
    between
        .is_some_and(|(before, token)| &prose.original()[before.span.end..token.span.start] == "-")
}
