//! The conditions of a sentence, and which of them a phrase stands under.

use std::ops::Range;

use super::cue::{Category, Extent};
use super::reading::{Condition, ConditionKind, Cue};
use super::scene::{Hit, Scene};
use crate::text::Mark;

/// The most tokens between a word that widens and the condition that it takes away.
const WIDENING: usize = 2;

/// The most tokens of a subject between the opener of a clause and a phrase in that clause.
const SUBJECT: usize = 2;

/// A condition somewhere in the sentence.
#[derive(Clone, Debug)]
struct Candidate<'s, 'l> {
    hit: Option<&'s Hit<'l>>,
    kind: ConditionKind,
    tokens: Range<usize>,
}

/// The conditions of the target's sentence.
#[derive(Debug)]
pub(super) struct Conditions<'s, 'p, 't> {
    scene: &'s Scene<'p, 't>,
    candidates: Vec<Candidate<'s, 'p>>,
}

impl<'p, 't> Scene<'p, 't> {
    /// All conditions around the target, those aside that overlap `dates`.
    pub(super) fn conditions(&self, dates: &[Range<usize>]) -> Conditions<'_, 'p, 't> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for hit in &self.hits {
            let Some(candidate) = self.candidate(hit) else {
                continue;
            };
            let names_days = dates
                .iter()
                .any(|date| overlap(date, &candidate.tokens) && !hit.is(Category::Exception));
            if names_days
                || self.holds_target(hit, &candidate.tokens)
                || self.is_widened(&candidate)
            {
                continue;
            }
            match candidates.last_mut() {
                Some(outer) if overlap(&outer.tokens, &candidate.tokens) => {
                    absorb(outer, &candidate);
                }
                _ => candidates.push(candidate),
            }
        }
        for tokens in self.hours() {
            match candidates
                .iter_mut()
                .find(|candidate| overlap(&candidate.tokens, &tokens))
            {
                Some(outer) => outer.tokens = union(&outer.tokens, &tokens),
                None => candidates.push(Candidate {
                    hit: None,
                    kind: ConditionKind::Event,
                    tokens,
                }),
            }
        }
        candidates.sort_by_key(|candidate| candidate.tokens.start);
        Conditions {
            scene: self,
            candidates,
        }
    }

    fn candidate<'s>(&'s self, hit: &'s Hit<'p>) -> Option<Candidate<'s, 'p>> {
        let kind = match hit.rule.category {
            Category::Threshold | Category::Anaphor => ConditionKind::Threshold,
            Category::Event | Category::After | Category::Beyond => ConditionKind::Event,
            Category::Exception => ConditionKind::Exception,
            Category::Audience => ConditionKind::Audience,
            _ => return None,
        };
        if !self.stands_well(hit) {
            return None;
        }
        let tokens = self.extent(hit);
        let bare = hit.rule.extent == Extent::Left && tokens.start == hit.tokens.start;
        if tokens.is_empty() || (bare && hit.is(Category::Event)) {
            return None;
        }
        let measured = self.has_amount(&tokens);
        let kind = match hit.rule.category {
            Category::Event | Category::After | Category::Beyond if measured => {
                ConditionKind::Threshold
            }
            Category::Beyond => return None,
            Category::Anaphor if !self.has_amount(&(self.region.start..hit.tokens.start)) => {
                return None;
            }
            _ => kind,
        };
        Some(Candidate {
            hit: Some(hit),
            kind,
            tokens,
        })
    }

    /// Whether the target is a part of the condition, and so does not stand under it.
    fn holds_target(&self, hit: &Hit, tokens: &Range<usize>) -> bool {
        if overlap(tokens, &self.target) {
            return true;
        }
        let touches = tokens.end == self.target.start && hit.rule.extent == Extent::Right;
        let supposed = self
            .hits_of(Category::If)
            .any(|other| other.tokens.start == hit.tokens.start && self.supposes(other));
        let digits = |token: usize| {
            self.prose
                .word(token)
                .starts_with(|c: char| c.is_ascii_digit())
        };
        let touches = touches && !tokens.clone().any(digits);
        let within = hit.rule.clause && tokens.end <= hit.tokens.end + SUBJECT;
        touches && (hit.is(Category::Exception) || supposed || within)
    }

    /// Whether the tokens hold an amount of the promised thing, or name its quota.
    pub(super) fn has_amount(&self, tokens: &Range<usize>) -> bool {
        self.amounts.iter().any(|amount| overlap(amount, tokens))
            || self
                .hits_of(Category::Quota)
                .any(|hit| tokens.contains(&hit.tokens.start))
    }

    fn extent(&self, hit: &Hit) -> Range<usize> {
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
                    .hits
                    .iter()
                    .filter(|other| other.end <= hit.tokens.start && other.tokens.start >= first)
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
                    .hits
                    .iter()
                    .filter(|other| other.tokens.start >= hit.end)
                    .filter(|other| self.ends_condition(hit, other, before))
                    .map(|other| other.tokens.start)
                    .min();
                hit.tokens.start..stop.unwrap_or(last).min(last).max(hit.end)
            }
        }
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

    /// Whether the condition that `hit` opens, `before` the target or behind it, ends where
    /// `other` begins.
    fn ends_condition(&self, hit: &Hit, other: &Hit, before: bool) -> bool {
        match other.rule.category {
            Category::Contrast => true,
            Category::Terminator => !self.opens_condition(other.tokens.start),
            Category::Consequence => before && other.tokens.start > hit.end,
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

    /// Whether a word such as "even" or "still" takes the condition away.
    fn is_widened(&self, candidate: &Candidate) -> bool {
        let Range { start, end } = candidate.tokens;
        self.hits_of(Category::Widening).any(|hit| {
            let before = hit.rule.reaches_right()
                && hit.tokens.start < start + 1
                && hit.tokens.end + WIDENING >= start;
            let behind = hit.rule.reaches_left()
                && hit.tokens.start >= end
                && (hit.tokens.start <= end + WIDENING.min(1)
                    || (hit.tokens.start < self.target.start && end <= self.target.start));
            before || behind
        })
    }
}

/// Takes up a condition that overlaps the one before it.
fn absorb(outer: &mut Candidate, inner: &Candidate) {
    outer.tokens = union(&outer.tokens, &inner.tokens);
    if outer.kind == ConditionKind::Event {
        outer.kind = inner.kind;
    }
}

impl Conditions<'_, '_, '_> {
    /// Whether any of them limits the target, from its own clause or another.
    pub(super) fn narrows(&self) -> bool {
        self.candidates
            .iter()
            .any(|candidate| self.is_about(candidate) || self.is_aside(candidate))
    }

    /// Those that the target stands under, in the order of the text.
    pub(super) fn of_target(&self, seen: &mut Vec<Cue>) -> Vec<Condition> {
        let scene = self.scene;
        let mut found = Vec::new();
        for candidate in &self.candidates {
            if !self.is_about(candidate) {
                continue;
            }
            if let Some(hit) = candidate.hit {
                scene.seen(hit, seen);
            }
            let tokens = &candidate.tokens;
            let span = scene.prose.span_of(tokens.start, tokens.end);
            found.push(Condition {
                kind: candidate.kind,
                text: scene.prose.original()[span.range()].to_owned(),
                span,
            });
        }
        found
    }

    /// Whether the target stands under the condition: in its own clause, or with nothing but the
    /// condition in a clause before or behind it.
    fn is_about(&self, candidate: &Candidate) -> bool {
        let scene = self.scene;
        let tokens = &candidate.tokens;
        let before = tokens.end <= scene.target.start;
        let between = if before {
            tokens.end..scene.target.start
        } else {
            scene.target.end..tokens.start
        };
        if scene.is_parted(&between) {
            return false;
        }
        let (first, last) = (
            scene.clause_of(tokens.start),
            scene.clause_of(tokens.end - 1),
        );
        if last >= scene.first_clause() && first <= scene.last_clause() {
            return true;
        }
        let clauses = scene.prose.clauses();
        let marks = if before {
            &clauses[last..scene.first_clause()]
        } else {
            &clauses[scene.last_clause()..first]
        };
        let near = marks.iter().all(|clause| clause.closed != Mark::Semicolon);
        let fills = scene.is_filled(clauses[first].first.max(scene.region.start)..tokens.start)
            && scene.is_filled(tokens.end..clauses[last].end.min(scene.region.end));
        let exception = candidate.kind == ConditionKind::Exception && marks.len() <= 2;
        near && ((fills && marks.len() <= 2) || exception)
    }

    /// Whether the condition of another clause speaks of something of ours.
    fn is_aside(&self, candidate: &Candidate) -> bool {
        let scene = self.scene;
        let clause = scene.clause_of(candidate.tokens.start);
        let others = scene
            .hits_of(Category::Other)
            .any(|hit| scene.clause_of(hit.tokens.start) == clause);
        let (low, high) = if clause < scene.first_clause() {
            (clause, scene.first_clause())
        } else {
            (scene.last_clause(), clause.max(scene.last_clause()))
        };
        let mut marks = scene.prose.clauses()[low..high].iter();
        !others && marks.all(|clause| clause.closed != Mark::Semicolon)
    }
}

fn union(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
