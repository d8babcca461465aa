//! What a sentence does with a phrase: states it, asks, instructs, mentions, supposes.

use std::ops::Range;

use super::SpeakerRole;
use super::cue::Category;
use super::quote;
use super::reading::{Act, Cue};
use super::scene::{Hit, Scene};
use crate::text::Mark;

/// The most tokens between a command and the deed that it forbids.
const COMMAND: usize = 3;

impl Scene<'_, '_> {
    pub(super) fn act(&self, seen: &mut Vec<Cue>) -> Act {
        if let Some(hit) = self
            .hits_of(Category::Mention)
            .find(|hit| self.reaches(hit))
        {
            self.seen(hit, seen);
            return Act::Mention;
        }
        if self.is_quoted_sentence() {
            return Act::Mention;
        }
        if self.is_question(seen) {
            self.note_asked_of(seen);
            return Act::Question;
        }
        if self.is_hypothetical(seen) {
            return Act::Hypothetical;
        }
        if self.is_instruction(seen) {
            return Act::Instruction;
        }
        Act::Statement
    }

    /// Whether the target stands in a quoted sentence that the text goes on to speak about.
    fn is_quoted_sentence(&self) -> bool {
        let phrase = || self.prose.span_of(self.target.start, self.target.end);
        !self.target.is_empty() && quote::is_sentence(self.prose.original(), phrase())
    }

    fn is_question(&self, seen: &mut Vec<Cue>) -> bool {
        let end = self.target.end;
        let rhetorical = self.hits_of(Category::Rhetorical).any(|hit| {
            hit.tokens.start >= end && self.clause_of(hit.tokens.start) > self.last_clause()
        });
        if rhetorical {
            return false;
        }
        if self.mark_behind() == Mark::Question {
            return true;
        }
        let cue = self.hits_of(Category::Question).find(|hit| self.asks(hit));
        if let Some(hit) = cue {
            self.seen(hit, seen);
            return true;
        }
        self.speaker() == Some(SpeakerRole::Question)
    }

    /// Notes what the question asks of what the target names: "can free shipping be combined with a
    /// voucher?"
    fn note_asked_of(&self, seen: &mut Vec<Cue>) {
        let end = self.target.end;
        let mut behind = self.hits_of(Category::AskedOf);
        if let Some(hit) = behind.find(|hit| hit.tokens.start >= end) {
            self.seen(hit, seen);
        }
    }

    /// The mark that ends the sentence of the target.
    fn mark_behind(&self) -> Mark {
        let sentence = self.prose.sentence_of(self.region.end - 1);
        let last = self.prose.sentences()[sentence];
        let tokens = self.prose.sentence_tokens(sentence);
        if tokens.end > self.region.end {
            return Mark::Length;
        }
        last.closed
    }

    /// Whether a question word makes a question of the target's clause, or of the sentence from
    /// its end.
    fn asks(&self, hit: &Hit) -> bool {
        if !self.stands_well(hit) {
            return false;
        }
        let denies = self.hits_of(Category::Negation).any(|other| {
            other.rule.reaches_left()
                && other.end == hit.end
                && other.tokens.start < hit.tokens.start
        });
        if denies {
            return false;
        }
        let clause = self.clause_of(hit.end - 1);
        let whole = self.prose.clauses()[clause];
        if matches!(whole.opened, Mark::Colon | Mark::Dash) && whole.first == hit.tokens.start {
            return false;
        }
        let here = (self.first_clause()..=self.last_clause()).contains(&clause);
        let tag = clause == self.last_clause() + 1
            && hit.rule.reaches_left()
            && hit.rule.at != super::cue::At::Anywhere;
        let stops = if hit.tokens.start < self.target.start {
            hit.tokens.end..self.target.start
        } else {
            self.target.end..hit.tokens.start
        };
        (here || tag) && !self.is_stopped(&stops)
    }

    fn is_hypothetical(&self, seen: &mut Vec<Cue>) -> bool {
        let supposed = self
            .hits_of(Category::Suppose)
            .find(|hit| hit.tokens.end <= self.target.start)
            .or_else(|| self.hits_of(Category::If).find(|hit| self.supposes(hit)))
            .or_else(|| {
                let supposed = self.hits_of(Category::If).next().is_some();
                let mut irreal = self.hits_of(Category::Irreal);
                irreal.find(|hit| supposed && self.reaches(hit))
            });
        match supposed {
            Some(hit) => {
                self.seen(hit, seen);
                true
            }
            None => false,
        }
    }

    /// Whether the target stands in the clause that the cue opens, before the main clause.
    pub(super) fn supposes(&self, hit: &Hit) -> bool {
        if !self.stands_well(hit) {
            return false;
        }
        if !hit.rule.reaches_right() {
            return self.reaches_left(hit);
        }
        hit.tokens.end <= self.target.start
            && self.clause_of(hit.tokens.start) == self.first_clause()
            && !self.has_main_clause(hit, &(hit.tokens.end..self.target.start + 1))
    }

    /// Whether the main clause begins among the tokens between.
    fn has_main_clause(&self, hit: &Hit, between: &Range<usize>) -> bool {
        // A clause goes on past words such as "also" where its main clause is marked later.
        let marked_later = self.hits_of(Category::Consequence).any(|other| {
            other.tokens.start >= self.target.end
                && self.clause_of(other.tokens.start) <= self.last_clause() + 1
        });
        self.hits.iter().any(|other| {
            between.contains(&other.tokens.start)
                && other.tokens.start > hit.tokens.end
                && match other.rule.category {
                    // "If they told you that it costs extra" goes on behind "that".
                    Category::Terminator => !marked_later && !other.rule.clause,
                    Category::Consequence | Category::Contrast => true,
                    Category::WeakConsequence => {
                        self.has_amount(&(hit.tokens.end..other.tokens.start))
                            || (self.opens_sentence(hit) && !self.goes_on_behind(hit))
                    }
                    _ => false,
                }
        })
    }

    /// Whether another clause of the sentence follows the clause of the cue.
    fn goes_on_behind(&self, hit: &Hit) -> bool {
        let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        !clause.closed.ends_sentence()
    }

    /// Whether the sentence begins with the cue.
    fn opens_sentence(&self, hit: &Hit) -> bool {
        hit.tokens.start <= self.region.start + 1
    }

    /// Whether a command goes on from another clause that denies what nobody is told to leave: "we do not
    /// sell, do not share".
    fn goes_on(&self, command: &Hit) -> bool {
        let deed = |hit: &Hit| {
            self.hits_of(Category::ReaderAct).any(|deed| {
                (hit.tokens.end..=hit.tokens.end + COMMAND).contains(&deed.tokens.start)
            })
        };
        self.hits_of(Category::Negation)
            .any(|hit| hit.tokens.end <= command.tokens.start && !deed(hit))
    }

    /// Whether a denial before it in the same words, in whose clause somebody is named, is told on:
    /// "we do not sell, do not share".
    fn tells_on(&self, order: &Hit) -> bool {
        self.hits_of(Category::Negation).any(|denial| {
            let clause = self.prose.clauses()[self.clause_of(denial.tokens.start)];
            let words = |hit: &Hit| hit.tokens.clone().map(|at| self.prose.word(at));
            denial.tokens.end <= order.tokens.start
                && clause.first < denial.tokens.start
                && words(denial).eq(words(order))
        })
    }

    fn is_instruction(&self, seen: &mut Vec<Cue>) -> bool {
        let for_staff = |order: &Hit| {
            self.hits_of(Category::Staff).any(|hit| {
                let near = |window| {
                    (order.tokens.end..=order.tokens.end + window).contains(&hit.tokens.start)
                };
                hit.rule.window.is_none_or(near)
            })
        };
        let reader = |hit: &Hit| {
            self.hits_of(Category::ReaderAct).any(|deed| {
                (hit.tokens.end..=hit.tokens.end + COMMAND).contains(&deed.tokens.start)
            })
        };
        let cue = self.hits.iter().find(|hit| match hit.rule.category {
            Category::Instruction => {
                self.reaches_right(hit) && !for_staff(hit) && !self.tells_on(hit)
            }
            Category::Leave => self.reaches(hit),
            Category::Command => self.reaches_right(hit) && reader(hit) && !self.goes_on(hit),
            Category::Imperative => {
                let begins = hit.tokens.start <= self.target.start;
                // "Delete the customer's files" is said to staff.
                let to_staff = self
                    .hits_of(Category::Staff)
                    .any(|staff| (hit.end..self.target.end).contains(&staff.tokens.start));
                begins && hit.end > self.target.start && self.stands_well(hit) && !to_staff
            }
            _ => false,
        });
        match cue {
            Some(hit) => {
                self.seen(hit, seen);
                true
            }
            None => false,
        }
    }
}
