//! Said or denied: the parity of the negations that reach a phrase.

use std::ops::Range;

use super::cue::{Category, Family};
use super::reach::is_glued;
use super::reading::{Cue, Polarity};
use super::scene::{Hit, Scene};
use crate::text::Mark;

/// The most tokens between a negation and the predicate that it denies.
const PREDICATE: usize = 6;

impl Scene<'_, '_> {
    pub(super) fn polarity(&self, seen: &mut Vec<Cue>) -> Polarity {
        let mut count = self.negations_in_gaps();
        let mut counted = None;
        for (index, hit) in self.hits.iter().enumerate() {
            if counted.as_ref() == Some(&hit.tokens) {
                continue;
            }
            // What another clause denies behind one that is denied already is another thing, and so is
            // what a joiner begins there: "no minimum term and does not carry a fee".
            let goes_on = hit.tokens.start >= self.target.end && self.begins_anew(hit);
            let repeats = || hit.is(Category::Negation) && self.begins_with_denial();
            if goes_on && (count > 0 || repeats()) {
                continue;
            }
            let denies = match hit.rule.category {
                Category::Negation | Category::Refusal => self.negation_reaches(index, hit),
                Category::Cessation => {
                    let stopped = self.has_negation(hit.tokens.end, self.target.start);
                    let ends = self.reaches(hit) && !self.is_of_what_is_free(hit);
                    (ends && !stopped) || self.denies_predicate(hit)
                }
                Category::Double => self.denies_a_denial(hit),
                _ => false,
            };
            if denies {
                self.seen(hit, seen);
                count += 1;
                counted = Some(hit.tokens.clone());
            }
        }
        if count % 2 == 1 {
            Polarity::Negated
        } else {
            Polarity::Affirmed
        }
    }

    /// Whether the second of two denials is the first word of the target, which the first one then denies:
    /// 没有哪一单*不赔*.
    fn denies_a_denial(&self, hit: &Hit) -> bool {
        let own = self.target.start + 1..=self.target.end;
        hit.tokens.end <= self.target.start && own.contains(&hit.end) && self.begins_with_denial()
    }

    /// Whether a cue behind the target stands in another clause or behind a joiner.
    fn begins_anew(&self, hit: &Hit) -> bool {
        self.clause_of(hit.tokens.start) != self.last_clause()
            || self.is_joined(self.target.end, hit.tokens.start)
    }

    /// Whether a hyphen makes a negation that ends at the token the prefix of a word of its own,
    /// which ends before the word at `to`: "no-shows".
    pub(super) fn is_prefix(&self, end: usize, to: usize) -> bool {
        let glued = (end..to)
            .take_while(|&token| is_glued(self.prose, token))
            .count();
        glued > 0 && !(end + glued == to && is_glued(self.prose, to))
    }

    /// Whether the target right behind the cue begins with a denial, so that the cue names what is
    /// free: 取消不收费.
    fn is_of_what_is_free(&self, hit: &Hit) -> bool {
        hit.end == self.target.start && self.begins_with_denial()
    }

    /// Whether the target denies by its own first word: 不限量, "no caps".
    pub(super) fn begins_with_denial(&self) -> bool {
        self.denies_within(self.target.clone())
    }

    /// Whether the first word of some tokens denies what stands behind it.
    fn denies_within(&self, tokens: Range<usize>) -> bool {
        let cues = &self.language.cues.lexicons()[Family::Denial as usize];
        let start = tokens.start;
        cues.find(self.prose, tokens, &(0..0))
            .first()
            .is_some_and(|found| {
                let mut rules = found
                    .rules
                    .iter()
                    .map(|&rule| self.language.cues.rule(rule));
                found.tokens.start == start
                    && rules.any(|rule| {
                        matches!(rule.category, Category::Negation | Category::Double)
                            && rule.reaches_right()
                    })
            })
    }

    /// Whether the cue denies in a clause about the subject alone, whose own verb follows:
    /// "accounts *that haven't been used* are deleted", "points *not used* are forfeited".
    fn is_about_subject(&self, hit: &Hit) -> bool {
        let verb = |other: &Hit| {
            other.is(Category::WeakConsequence)
                && other.tokens.start > hit.end
                && other.tokens.start <= self.target.start
        };
        self.hits.iter().any(verb) && self.is_relative(hit)
    }

    /// Whether a negation begins with a word such as "that", or has one before it in its clause.
    pub(super) fn is_relative(&self, hit: &Hit) -> bool {
        let before = |other: &Hit| {
            other.is(Category::Terminator)
                && other.tokens.end <= hit.tokens.start
                && self.clause_of(other.tokens.start) == self.clause_of(hit.tokens.start)
        };
        self.begins_with_terminator(hit) || self.hits.iter().any(before)
    }

    /// Whether the first word of the cue is a terminator by itself: "*that* are not".
    fn begins_with_terminator(&self, hit: &Hit) -> bool {
        let cues = &self.language.cues.lexicons()[Family::Denial as usize];
        let first = hit.tokens.start..hit.tokens.start + 1;
        cues.find(self.prose, first, &(0..0)).iter().any(|found| {
            let mut rules = found.rules.iter();
            rules.any(|&rule| self.language.cues.rule(rule).category == Category::Terminator)
        })
    }

    fn negation_reaches(&self, index: usize, hit: &Hit) -> bool {
        if self.is_about_subject(hit) {
            return false;
        }
        if self.reaches_right(hit) {
            return !self.is_taken_over(index, hit);
        }
        self.reaches_left(hit) || self.denies_predicate(hit) || self.stands_alone_behind(hit)
    }

    /// Whether a later negation, before the target or as its first word, begins a part of its own:
    /// "no caps and no fees".
    fn is_taken_over(&self, index: usize, hit: &Hit) -> bool {
        let target = self.target.start;
        let later = self.hits[index + 1..]
            .iter()
            .filter(|other| other.is(Category::Negation) && other.tokens.end <= target);
        let joins = |from: usize, to: usize| {
            self.clause_of(from.max(1) - 1) != self.clause_of(to)
                || self.is_joined(from, to)
                || self
                    .hits_of(Category::We)
                    .any(|we| (from..to).contains(&we.tokens.start))
        };
        later
            .into_iter()
            .any(|other| joins(hit.tokens.end, other.tokens.start))
            || (!self.target.is_empty()
                && joins(hit.tokens.end, target)
                // "No minimum" denies nothing by itself, and still has a "no" of its own.
                && (self.denies_within(target..target + 1) || self.negations_in_gaps() > 0))
    }

    /// Whether a word that joins parts begins between the two tokens, both included.
    fn is_joined(&self, from: usize, to: usize) -> bool {
        self.hits.iter().any(|hit| {
            matches!(hit.rule.category, Category::Coordinator | Category::Joiner)
                && (from..=to).contains(&hit.tokens.start)
        })
    }

    fn has_negation(&self, from: usize, to: usize) -> bool {
        self.hits_of(Category::Negation)
            .any(|hit| hit.tokens.start >= from && hit.tokens.end <= to)
    }

    /// Whether a negation behind the target denies a predicate whose subject is the target:
    /// "refunds are not available".
    fn denies_predicate(&self, hit: &Hit) -> bool {
        let from = self.target.end;
        if hit.tokens.start < from
            || self.is_stopped(&(from..hit.tokens.start))
            || self.is_joined(from, hit.tokens.start)
        {
            return false;
        }
        let Some(predicate) = self.denied_predicate(hit) else {
            return false;
        };
        let (first, last) = (self.last_clause(), self.clause_of(hit.tokens.start));
        if first == last {
            return true;
        }
        let clause = self.prose.clauses()[last];
        // "Cancel at any time, and we do not charge" has a subject of its own.
        let ours = self
            .hits_of(Category::We)
            .any(|we| (clause.first..hit.tokens.start).contains(&we.tokens.start));
        if ours {
            return false;
        }
        let mut marks = (first..last).map(|clause| self.prose.clauses()[clause].closed);
        hit.tokens.start <= clause.first + 3
            && first + 1 == last
            && marks.all(|mark| predicate.rule.crosses_back(mark))
    }

    /// The predicate that a negation denies.
    fn denied_predicate(&self, hit: &Hit) -> Option<&Hit<'_>> {
        self.hits_of(Category::Predicate).find(|other| {
            (hit.tokens.end..=hit.tokens.end + PREDICATE).contains(&other.tokens.start)
                && self.clause_of(other.tokens.start) == self.clause_of(hit.tokens.start)
                && other
                    .rule
                    .window
                    .is_none_or(|window| other.tokens.start <= hit.tokens.end + window)
                && self.stands_well(other)
                && !self.is_stopped(&(hit.tokens.end..other.tokens.start))
        })
    }

    /// Whether the cue denies what the colon behind its clause opens: "not included: towels".
    pub(super) fn is_denying_lead(&self, hit: &Hit) -> bool {
        let denies = hit.is(Category::Negation) || hit.is(Category::Cessation);
        denies && self.denied_predicate(hit).is_some()
    }

    /// Whether the cue is all that a colon or a dash puts behind the target: "contract: none".
    fn stands_alone_behind(&self, hit: &Hit) -> bool {
        if hit.tokens.start < self.target.end {
            return false;
        }
        let at = self.clause_of(hit.tokens.start);
        let clause = self.prose.clauses()[at];
        at == self.last_clause() + 1
            && matches!(clause.opened, Mark::Colon | Mark::Dash)
            && self.is_filled(clause.first..hit.tokens.start)
            && self.is_filled(hit.end..clause.end.min(self.region.end))
    }
}
