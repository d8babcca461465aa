//! Units in a text, and which of several readings of a spelling is meant.

use super::Parser;
use crate::quantity::lexicon::Meaning;
use crate::quantity::token::Shape;

/// A unit, and whether its spelling has other readings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) index: usize,
    pub(super) ambiguous: bool,
}

impl Parser<'_> {
    /// The unit at `at`, behind a hyphen or in brackets too.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, Choice)> {
        if let Some(found) = self.unit_here(at) {
            return Some(found);
        }
        let sign = self.sign(at)?;
        match sign {
            '-' if self.glued(at)
                && self.glued(at + 1)
                && self.shape(at + 1) == Some(Shape::Word) =>
            {
                self.unit_here(at + 1)
            }
            // "two (2) years".
            ')' if at >= 2 && self.sign(at - 2) == Some('(') => self.unit_here(at + 1),
            '(' | '[' | '{' | '<' => {
                let (end, choice) = self.unit_here(at + 1)?;
                let closed = matches!(
                    (sign, self.sign(end)?),
                    ('(', ')') | ('[', ']') | ('{', '}') | ('<', '>')
                );
                closed.then_some((end + 1, choice))
            }
            _ => None,
        }
    }

    fn unit_here(&self, at: usize) -> Option<(usize, Choice)> {
        let end = self.unit_end(at)?;
        let mut plain = Vec::new();
        let mut chosen = None;
        let meanings = self.lexicon.meanings(self.text, at, end);
        let of_unit = |meaning: &Meaning| {
            matches!(
                meaning,
                Meaning::Unit {
                    wanted: false,
                    after: true,
                    ..
                }
            )
        };
        let cased = meanings
            .iter()
            .any(|(meaning, exact)| *exact && of_unit(meaning));
        for (meaning, exact) in meanings {
            if let Meaning::Unit {
                index,
                wanted,
                after: true,
                ..
            } = meaning
            {
                let kind = self.lexicon.units[index].kind;
                if Some(kind) == self.wanted && chosen.is_none() {
                    chosen = Some(index);
                }
                if !wanted && (exact || !cased) && !plain.contains(&index) {
                    plain.push(index);
                }
            }
        }
        if let Some(index) = chosen {
            return Some((
                end,
                Choice {
                    index,
                    ambiguous: false,
                },
            ));
        }
        let index = *plain.first()?;
        if plain.len() == 1 {
            return Some((
                end,
                Choice {
                    index,
                    ambiguous: false,
                },
            ));
        }
        match plain.iter().find(|&&index| self.is_near(at, end, index)) {
            Some(&index) => Some((
                end,
                Choice {
                    index,
                    ambiguous: false,
                },
            )),
            None => Some((
                end,
                Choice {
                    index,
                    ambiguous: true,
                },
            )),
        }
    }

    /// Whether a word that speaks for the unit stands within four tokens.
    fn is_near(&self, start: usize, end: usize, index: usize) -> bool {
        (start.saturating_sub(4)..end + 4).any(|at| self.is(at, Meaning::Near(index)).is_some())
    }

    /// The end of the unit at `at`, unless a phrase that is none is at least as long.
    pub(super) fn unit_end(&self, at: usize) -> Option<usize> {
        let wanted_kind = self.wanted;
        let (end, ()) = self.find(at, |meaning| match meaning {
            Meaning::Unit {
                index,
                wanted,
                after: true,
                ..
            } => (!wanted || Some(self.lexicon.units[index].kind) == wanted_kind).then_some(()),
            _ => None,
        })?;
        let not = self.is(at, Meaning::Not).is_some_and(|not| not >= end);
        let cut = self.shape(end - 1) == Some(Shape::Word)
            && self.glued(end)
            && self.shape(end) == Some(Shape::Digits);
        (!not && (!cut || self.settings.trailing)).then_some(end)
    }

    /// Whether the unit at `at` is of the kind that is asked for.
    pub(super) fn is_wanted_unit(&self, at: usize) -> bool {
        self.find(at, |meaning| match meaning {
            Meaning::Unit {
                index, after: true, ..
            } => (Some(self.lexicon.units[index].kind) == self.wanted).then_some(()),
            _ => None,
        })
        .is_some()
    }

    /// Whether tenths to pay follow, before which digits are strung together: 七八折.
    pub(super) fn is_tenths(&self, at: usize) -> bool {
        self.find(at, |meaning| match meaning {
            Meaning::Unit { index, .. } => self.lexicon.units[index].complement.then_some(()),
            _ => None,
        })
        .is_some()
    }
}
