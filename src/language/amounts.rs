//! Amounts in a text, for telling thresholds from other conditions.
//!
//! Whoever reads quantities hands them in; `amounts` finds the plain ones by the units of a
//! language's data, for callers that have nothing better.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::Language;
use crate::text::fold::fold_word;
use crate::text::{Prose, Span, TokenKind};

/// A quantity in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Its bytes in [`Prose::original`].
    pub span: Span,
    /// Whether it is of the kind that the promise is about.
    pub of_kind: bool,
}

/// Units by kind of quantity.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Units(BTreeMap<String, Vec<String>>);

impl Units {
    pub(super) fn folded(self) -> Self {
        let fold = |words: Vec<String>| words.iter().map(|word| fold_word(word)).collect();
        Self(
            self.0
                .into_iter()
                .map(|(kind, words)| (kind, fold(words)))
                .collect(),
        )
    }

    fn kind(&self, unit: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(_, words)| words.iter().any(|word| word == unit))
            .map(|(kind, _)| kind.as_str())
    }
}

/// The kinds that a customer uses up, where no kind is asked for.
const USED_UP: [&str; 2] = ["data", "count"];

/// Finds numerals with a unit of the language's data: "30 GB", "40次".
///
/// `kind` is the kind of quantity that the promise is about; without it, data and counts are
/// taken as such.
#[must_use]
pub fn amounts(prose: &Prose, language: &Language, kind: Option<&str>) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < prose.tokens().len() {
        let Some((unit, tokens)) = amount_at(prose, language, at) else {
            at += 1;
            continue;
        };
        let of_kind = kind.map_or(USED_UP.contains(&unit), |kind| kind == unit);
        at = tokens.end;
        found.push(Amount {
            span: prose.span_of(tokens.start, tokens.end),
            of_kind,
        });
    }
    found
}

fn amount_at<'l>(
    prose: &Prose,
    language: &'l Language,
    at: usize,
) -> Option<(&'l str, Range<usize>)> {
    let word = prose.word(at);
    let units = &language.units;
    match prose.tokens()[at].kind {
        TokenKind::Number => {
            let mut unit = String::new();
            for end in at + 1..prose.tokens().len().min(at + 3) {
                if prose.tokens()[end].clause != prose.tokens()[at].clause {
                    break;
                }
                unit.push_str(prose.word(end));
                if let Some(kind) = units.kind(&unit) {
                    return Some((kind, at..end + 1));
                }
            }
            None
        }
        TokenKind::Word if word.starts_with(|c: char| c.is_ascii_digit()) => {
            let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
            Some((units.kind(unit)?, at..at + 1))
        }
        _ => None,
    }
}
