//! Which words belong to a condition.

use std::ops::Range;

use super::cue::{Category, Extent};
use super::scene::{Hit, Scene};

impl Scene<'_, '_> {
    /// The tokens of the condition that a cue opens or closes.
    pub(super) fn extent(&self, hit: &Hit) -> Range<usize> {
        let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        match hit.rule.extent {
            Extent::Here => hit.tokens.start..hit.end,
            Extent::Left => {
                let first = clause.first.max(self.region.start);
                let first = if self.target.end <= hit.tokens.start {
                    first.max(self.target.end)
                } else {
                    first
                };
                let stop = self
                    .hits_between(first, hit.tokens.start)
                    .filter(|other| other.end <= hit.tokens.start)
                    .filter_map(|other| match other.rule.category {
                        Category::After | Category::Beyond | Category::Event | Category::If
                            if other.rule.extent == Extent::Right =>
                        {
                            Some(other.tokens.start)
                        }
                        Category::Terminator | Category::Contrast | Category::WeakConsequence => {
                            Some(other.end)
                        }
                        _ => None,
                    })
                    .min();
                stop.unwrap_or(first)..hit.end
            }
            Extent::Right => {
                let last = clause.end.min(self.region.end);
                let before = self.target.start >= hit.tokens.end
                    && self.first_clause() == self.clause_of(hit.tokens.start);
                let last = if before {
                    let measured = self.first_measure(&(hit.tokens.end..self.target.start));
                    measured.unwrap_or(self.target.start)
                } else {
                    last
                };
                let stop = self
                    .hits_between(hit.end, last)
                    .find(|other| self.ends_condition(hit, other, before))
                    .map(|other| other.tokens.start);
                let end = stop.unwrap_or(last).max(hit.end);
                hit.tokens.start..if before {
                    self.trimmed(hit.end, end)
                } else {
                    end
                }
            }
        }
    }

    /// The cues that begin at `from` or behind it, and before `to`.
    fn hits_between(&self, from: usize, to: usize) -> impl Iterator<Item = &Hit<'_>> {
        let first = self.hits.partition_point(|hit| hit.tokens.start < from);
        let behind = self.hits[first..].iter();
        behind.take_while(move |hit| hit.tokens.start < to)
    }

    /// The end of a condition without the fillers that belong to what follows it: "the".
    fn trimmed(&self, from: usize, mut end: usize) -> usize {
        while end > from && self.is_filled(end - 1..end) {
            end -= 1;
        }
        end
    }

    /// One past the first amount or hour among the tokens: a condition before the target ends there.
    fn first_measure(&self, tokens: &Range<usize>) -> Option<usize> {
        let amounts = self
            .all_amounts
            .iter()
            .map(|amount| self.prose.tokens_in(amount.span));
        let hours = tokens.clone().filter_map(|at| Some(at..self.hour_at(at)?));
        amounts
            .chain(hours)
            .filter(|found| found.start >= tokens.start && found.end <= tokens.end)
            .min_by_key(|found| found.start)
            .map(|found| found.end)
    }

    /// Whether a cue opens its clause: what stands there belongs to the condition then, up to what
    /// follows from it.
    fn opens_its_clause(&self, hit: &Hit) -> bool {
        let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        self.is_filled(clause.first.max(self.region.start)..hit.tokens.start)
    }

    /// Whether words open the main clause behind a condition.
    fn leads_on(&self, token: usize) -> bool {
        let mut opens = self.hits_of(Category::Consequence);
        opens.any(|hit| hit.tokens.start == token)
    }

    /// Whether the condition that `hit` opens, `before` the target or behind it, ends where
    /// `other` begins.
    fn ends_condition(&self, hit: &Hit, other: &Hit, before: bool) -> bool {
        match other.rule.category {
            Category::Contrast => self.stands_well(other),
            Category::Terminator => {
                !self.opens_condition(other.tokens.start)
                    && (before || !self.opens_its_clause(hit) || self.leads_on(other.tokens.start))
            }
            Category::Consequence => {
                before && (other.tokens.start > hit.end || hit.is(Category::After))
            }
            Category::WeakConsequence => {
                before
                    && (matches!(hit.rule.category, Category::After | Category::Beyond)
                        || self.has_amount(&(hit.tokens.end..other.tokens.start)))
            }
            Category::Exception => !hit.is(Category::Exception),
            Category::Audience => {
                !matches!(hit.rule.category, Category::Exception | Category::Audience)
                    && other.rule.extent == Extent::Right
            }
            Category::Event => {
                other.rule.extent != Extent::Left && self.has_amount(&(hit.end..other.tokens.start))
            }
            _ => false,
        }
    }
}
