//! What the open parts of a phrase say: "cancel *before arrival* free of charge".

use std::ops::Range;

use super::Language;
use super::condition::Candidate;
use super::cue::{At, Category, Extent, Family};
use super::lexicon::Found;
use super::reach::is_glued;
use super::scene::Scene;
use crate::text::{Prose, Span};

/// Whether words hold a denial of their own: "no refunds".
#[must_use]
pub fn holds_denial(prose: &Prose, words: Span, language: &Language) -> bool {
    let cues = &language.cues.lexicons()[Family::Denial as usize];
    let found = cues.find(prose, prose.tokens_in(words), &(0..0));
    found.iter().any(|found| {
        found.rules.iter().any(|&id| {
            let rule = language.cues.rule(id);
            let stands = rule.at != At::Glued || is_glued(prose, found.tokens.start);
            rule.category.denies() && stands
        })
    })
}

/// Whether words begin with what goes on from the amount of the sentence before: "after that".
#[must_use]
pub fn goes_on(prose: &Prose, words: Span, language: &Language) -> bool {
    let cues = &language.cues.lexicons()[Family::Condition as usize];
    let tokens = prose.tokens_in(words);
    let goes_on = |id: &u32| language.cues.rule(*id).category == Category::Anaphor;
    cues.find(prose, tokens.clone(), &(0..0))
        .iter()
        .any(|found| found.tokens.start == tokens.start && found.rules.iter().any(goes_on))
}

impl<'p> Scene<'p, '_> {
    /// How many negations the open parts of the target hold.
    pub(super) fn negations_in_gaps(&self) -> usize {
        let cues = &self.language.cues.lexicons()[Family::Denial as usize];
        let denying = |gap: &Range<usize>| {
            // What is denied behind "if" is the condition.
            let end = self.condition_in(gap).unwrap_or(gap.end);
            let found = cues.find(self.prose, gap.start..end, &(0..0));
            let denies = found.into_iter().filter(|found| {
                let is = |category: Category| {
                    let mut rules = found.rules.iter();
                    rules.any(|&rule| self.language.cues.rule(rule).category == category)
                };
                // "Neither sold nor shared": what joins denies nothing more.
                is(Category::Negation)
                    && !is(Category::Joiner)
                    && !self.joins(found.tokens.start)
                    && !self.is_prefix(found.tokens.end, gap.end)
            });
            let mut denials: Vec<usize> = denies.map(|found| found.tokens.start).collect();
            // Several rules may know the same words.
            denials.dedup();
            denials.len()
        };
        self.gaps.iter().map(denying).sum()
    }

    /// Whether a word joins what is denied, with whatever longer cue it begins: "*nor* any".
    fn joins(&self, token: usize) -> bool {
        let cues = &self.language.cues.lexicons()[Family::Denial as usize];
        let found = cues.find(self.prose, token..token + 1, &(0..0));
        let joins = |&rule: &u32| self.language.cues.rule(rule).category == Category::Joiner;
        found.iter().any(|found| found.rules.iter().any(joins))
    }

    /// Where circumstances begin in an open part, which hold up to its end.
    fn condition_in(&self, gap: &Range<usize>) -> Option<usize> {
        let cues = &self.language.cues.lexicons()[Family::Condition as usize];
        let found = cues.find(self.prose, gap.clone(), &(0..0));
        let opens = |of: &&Found| {
            let mut rules = of.rules.iter().map(|&rule| self.language.cues.rule(rule));
            rules.any(|rule| {
                let category = rule.category;
                matches!(category, Category::If | Category::Event) && rule.extent == Extent::Right
            })
        };
        found.iter().find(opens).map(|of| of.tokens.start)
    }

    /// The conditions that the open parts of the target hold: "cancel *before arrival* free of
    /// charge".
    pub(super) fn conditions_in_gaps<'s>(&'s self) -> Vec<Candidate<'s, 'p>> {
        let cues = &self.language.cues.lexicons()[Family::Condition as usize];
        let mut candidates = Vec::new();
        for gap in &self.gaps {
            let found = cues.find(self.prose, gap.clone(), &(0..0));
            let rules = |of: &Found| {
                let ids = of.rules.iter();
                ids.map(|&id| self.language.cues.rule(id))
                    .collect::<Vec<_>>()
            };
            let widened = found.iter().any(|of| {
                rules(of)
                    .iter()
                    .any(|rule| rule.category == Category::Widening)
            });
            let opened = found.iter().find_map(|of| {
                let rule = *rules(of)
                    .iter()
                    .find(|rule| rule.category.is_condition() && rule.at == At::Anywhere)?;
                let tokens = match rule.extent {
                    Extent::Right => of.tokens.start..gap.end,
                    Extent::Left => gap.start..of.tokens.end,
                    Extent::Here => of.tokens.clone(),
                };
                // What the phrase itself names as the condition is no more than the phrase says.
                let bare = match rule.extent {
                    Extent::Right => self.is_filled_in_gap(of.tokens.end..gap.end),
                    Extent::Left => of.tokens.start == gap.start,
                    Extent::Here => false,
                };
                let measured = tokens.start..tokens.end.max(self.target.end);
                let kind = Self::kind_of(rule.category, self.has_amount(&measured))?;
                (!bare).then_some((kind, tokens))
            });
            if let Some((kind, tokens)) = opened.filter(|_| !widened) {
                candidates.push(Candidate::without_cue(kind, tokens));
            }
        }
        candidates
    }

    /// Whether the tokens, of an open part of the target, are fillers.
    fn is_filled_in_gap(&self, tokens: Range<usize>) -> bool {
        let cues = &self.language.cues.lexicons()[Family::Reply as usize];
        let found = cues.find(self.prose, tokens.clone(), &(0..0));
        let filler = |of: &&Found| {
            let mut rules = of.rules.iter();
            rules.any(|&rule| self.language.cues.rule(rule).category == Category::Filler)
        };
        let count: usize = found.iter().filter(filler).map(|of| of.tokens.len()).sum();
        count == tokens.len()
    }
}
