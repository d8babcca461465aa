//! Lists that a denial reaches through: "no caps, throttling or overage".

use std::ops::Range;

use super::cue::{At, Category, Family};
use super::reach::ITEM;
use super::scene::{Hit, Scene};
use crate::text::{Clause, Mark};

/// The most tokens of the item before the word that joins the last one, and the fewest from that
/// word to a target that is no item itself.
const FIRST: usize = 2;
const LAST: usize = 2;

impl Scene<'_, '_> {
    /// Whether the clauses, up to the end of the sentence, are one word each or two joined ones.
    fn is_list_of_words(&self, items: Range<usize>) -> bool {
        let clauses = &self.prose.clauses()[items];
        let single = |clause: &Clause| {
            let joined = (clause.first..clause.end).any(|token| {
                let mut hits = self.hits.iter();
                hits.any(|hit| {
                    matches!(hit.rule.category, Category::Coordinator | Category::Joiner)
                        && hit.tokens.contains(&token)
                })
            });
            let words = clause.end - clause.first;
            words == 1 || (joined && words <= 3)
        };
        let ends = clauses
            .last()
            .is_some_and(|last| last.closed.ends_sentence());
        ends && clauses.iter().all(single)
    }

    /// Whether the clauses behind a negation are items of one list: short, without a new start,
    /// and joined by a word that joins what is denied.
    pub(super) fn is_denied_list(&self, hit: &Hit, from: usize, to: usize) -> bool {
        let clauses = self.prose.clauses();
        if !hit.is(Category::Negation) || clauses[from].end == hit.tokens.end {
            return false;
        }
        let tokens = |clause: usize| clauses[clause].first..clauses[clause].end;
        let fresh = |clause: usize| {
            self.hits.iter().any(|other| {
                tokens(clause).contains(&other.tokens.start)
                    && other.tokens.start < self.target.start
                    && matches!(
                        other.rule.category,
                        Category::Negation
                            | Category::Terminator
                            | Category::Contrast
                            | Category::We
                    )
            })
        };
        if (from + 1..=to).any(fresh) {
            return false;
        }
        let last = (from + 8).min(self.clause_of(self.region.end - 1));
        if self.is_list_of_words(from + 1..last + 1) {
            return true;
        }
        for (clause, item) in clauses.iter().enumerate().take(last + 1).skip(from + 1) {
            // Examples are of a thing: of what "is not in the price" they are charged.
            let of_a_thing = |joiner: &Hit| joiner.rule.at != At::Start || !self.is_relative(hit);
            let joined = self.hits_of(Category::Joiner).any(|joiner| {
                let begin = item.first;
                (begin..begin + ITEM).contains(&joiner.tokens.start)
                    && self.clause_of(joiner.tokens.start) == clause
                    && of_a_thing(joiner)
            });
            if joined {
                return clause >= to || (clause + 1..=to).all(|c| tokens(c).len() <= ITEM);
            }
            if clause == to && self.is_behind_list(hit, tokens(clause)) {
                return true;
            }
            if tokens(clause).len() > ITEM || item.closed != Mark::Comma {
                return false;
            }
        }
        false
    }

    /// Whether the target stands behind the last two items of a list that a denied deed of ours
    /// takes: "we do not share your name, email and location with *advertisers*".
    fn is_behind_list(&self, hit: &Hit, clause: Range<usize>) -> bool {
        let own = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        let ours = self
            .hits_of(Category::We)
            .any(|we| (own.first..hit.tokens.start).contains(&we.tokens.start));
        let joined = self.hits_of(Category::Coordinator).any(|and| {
            (clause.start + 1..=clause.start + FIRST).contains(&and.tokens.start)
                && and.tokens.end + LAST <= self.target.start
        });
        let cues = &self.language.cues.lexicons()[Family::Condition as usize];
        let asserts = |rule: &u32| {
            let category = self.language.cues.rule(*rule).category;
            matches!(category, Category::Consequence | Category::WeakConsequence)
        };
        ours && joined
            && !cues
                .find(self.prose, clause, &(0..0))
                .iter()
                .any(|found| found.rules.iter().any(asserts))
    }
}
