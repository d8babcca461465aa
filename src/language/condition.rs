//! The conditions of a sentence, and which of them a phrase stands under.

use std::ops::Range;

use super::cue::{Category, Extent};
use super::reading::{Condition, ConditionKind, Cue};
use super::scene::{Hit, Scene};
use crate::text::{Mark, TokenKind};

/// The most tokens between a word that widens and the condition that it takes away.
const WIDENING: usize = 2;

/// The most tokens of a subject between the opener of a clause and a phrase in that clause.
const SUBJECT: usize = 2;

/// The most Han characters of a verb that a condition ends with.
const VERB: usize = 3;

/// The fewest tokens between an amount that something falls short of and what holds then: those of
/// 收取低于5元的运费 are fewer.
const SHORTFALL: usize = 2;

/// The fewest tokens of a coordinate clause with a predicate of its own.
const COORDINATE: usize = 4;

/// The amount that something lies beyond begins at most so many tokens behind the word for that: "over
/// *the monthly* 30 GB", but not 在皓康种*一颗*牙.
const BEYOND: usize = 3;

/// What goes on behind the circumstances that open a clause has this many tokens or more.
const PREDICATE: usize = 3;

/// A condition somewhere in the sentence.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'s, 'l> {
    hit: Option<&'s Hit<'l>>,
    kind: ConditionKind,
    tokens: Range<usize>,
}

impl Candidate<'_, '_> {
    /// A condition that no cue outside the phrase opens.
    pub(super) fn without_cue(kind: ConditionKind, tokens: Range<usize>) -> Self {
        Self {
            hit: None,
            kind,
            tokens,
        }
    }

    /// Whether its last word closes it, so that what follows is no part of it.
    fn is_closed(&self) -> bool {
        self.hit.is_none_or(|hit| hit.rule.extent == Extent::Left)
    }
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
        self.add_shortfalls(&mut candidates);
        let within = self.conditions_in_gaps();
        for tokens in self.hours() {
            match candidates
                .iter_mut()
                .find(|candidate| overlap(&candidate.tokens, &tokens))
            {
                Some(outer) => outer.tokens = union(&outer.tokens, &tokens),
                None => candidates.push(Candidate::without_cue(ConditionKind::Event, tokens)),
            }
        }
        candidates.extend(within);
        candidates.sort_by_key(|candidate| candidate.tokens.start);
        Conditions {
            scene: self,
            candidates,
        }
    }

    /// Adds what falls short of an amount: no customer comes there by use, and in some languages no
    /// other word opens the condition: 不足99元的订单.
    fn add_shortfalls(&self, candidates: &mut Vec<Candidate>) {
        for tokens in &self.shortfalls {
            let known = candidates
                .iter_mut()
                .find(|candidate| overlap(&candidate.tokens, tokens));
            if let Some(condition) = known {
                if condition.kind == ConditionKind::Threshold {
                    condition.kind = ConditionKind::Exception;
                }
            } else if self.region.start <= tokens.start
                && (tokens.end + SHORTFALL <= self.target.start
                    || (tokens.end <= self.target.start && self.is_priced()))
            {
                candidates.push(Candidate::without_cue(
                    ConditionKind::Exception,
                    tokens.clone(),
                ));
            }
        }
    }

    /// Whether the target gives an amount of its own: 未满800元 is the limit of 运费80元, and no price.
    fn is_priced(&self) -> bool {
        let tokens = self.target.clone();
        let span = (!tokens.is_empty()).then(|| self.prose.span_of(tokens.start, tokens.end));
        span.is_some_and(|span| {
            let mut amounts = self.all_amounts.iter();
            amounts.any(|amount| span.contains(amount.span))
        })
    }

    /// What sort of condition a cue opens, where an amount of the promised thing is `measured` in
    /// it or not.
    pub(super) fn kind_of(category: Category, measured: bool) -> Option<ConditionKind> {
        match category {
            Category::Threshold | Category::Anaphor => Some(ConditionKind::Threshold),
            Category::Event | Category::After | Category::Beyond if measured => {
                Some(ConditionKind::Threshold)
            }
            Category::Event | Category::After => Some(ConditionKind::Event),
            Category::Exception | Category::Shortfall => Some(ConditionKind::Exception),
            Category::Audience => Some(ConditionKind::Audience),
            _ => None,
        }
    }

    fn candidate<'s>(&'s self, hit: &'s Hit<'p>) -> Option<Candidate<'s, 'p>> {
        let category = hit.rule.category;
        let points_back = matches!(category, Category::Anaphor | Category::Shortfall);
        if !(category.is_condition() || points_back) || !self.stands_well(hit) {
            return None;
        }
        let tokens = self.extent(hit);
        let bare = hit.rule.extent == Extent::Left && tokens.start == hit.tokens.start;
        if tokens.is_empty() || (bare && hit.is(Category::Event)) {
            return None;
        }
        if points_back && !self.has_amount(&(self.region.start..hit.tokens.start)) {
            return None;
        }
        // What an amount is told beside: "over the monthly 30 GB", 七天*以内*.
        let beside = tokens.start..tokens.end.min(hit.end + BEYOND);
        let measured = if category == Category::Beyond {
            self.has_amount(&beside)
        } else {
            self.has_amount(&tokens)
        };
        // What somebody chooses for itself is measured in its own way: "if you choose next-day delivery".
        let measured = measured
            && !self
                .language
                .tells_extra(|words| words.stand_in(self.prose, tokens.clone()));
        let kind = Self::kind_of(category, measured)?;
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
        let touches = tokens.end <= self.target.start
            && self.is_filled(tokens.end..self.target.start)
            && hit.rule.extent == Extent::Right
            && self.clause_of(tokens.end - 1) == self.first_clause();
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

    /// Whether a word such as "even" or "still" takes the condition away.
    fn is_widened(&self, candidate: &Candidate) -> bool {
        let Range { start, end } = candidate.tokens;
        self.hits_of(Category::Widening).any(|hit| {
            let before = hit.rule.reaches_right()
                && hit.tokens.start < start + 1
                && hit.tokens.end + WIDENING >= start;
            let last = hit.rule.reaches_left() && hit.tokens.end == end;
            let behind = hit.rule.reaches_left()
                && hit.tokens.start >= end
                && (hit.tokens.start <= end + WIDENING.min(1)
                    || (hit.tokens.start < self.target.start && end <= self.target.start));
            before || behind || last
        })
    }
}

impl Scene<'_, '_> {
    /// Whether the tokens are the few Han characters of a verb: 12点后*退房*.
    fn is_short_verb(&self, tokens: &Range<usize>) -> bool {
        let tokens = &self.prose.tokens()[tokens.clone()];
        tokens.len() <= VERB && tokens.iter().all(|token| token.kind == TokenKind::Han)
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
        let is_aside =
            |candidate: &Candidate| self.is_aside(candidate) && !self.opens_another(candidate);
        self.candidates
            .iter()
            .any(|candidate| self.is_about(candidate) || is_aside(candidate))
    }

    /// Whether circumstances open another clause behind the target, which denies something, and so are
    /// those of what it goes on to say: "meals included, *once school begins* you pay nothing more".
    fn opens_another(&self, candidate: &Candidate) -> bool {
        let clause = &self.scene.prose.clauses()[self.scene.clause_of(candidate.tokens.start)];
        candidate.kind == ConditionKind::Event
            && candidate.tokens.start >= self.scene.target.end
            && candidate.tokens.start <= clause.first + 1
            && self.scene.hits.iter().any(|hit| {
                hit.rule.category.denies()
                    && (candidate.tokens.end..clause.end).contains(&hit.tokens.start)
            })
            && clause.end >= candidate.tokens.end + PREDICATE
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
                text: scene.prose.original()[span.range()].into(),
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
        // "Free over $50, below that a fee applies" limits the fee alone.
        if !before && candidate.hit.is_some_and(|hit| hit.is(Category::Shortfall)) {
            return false;
        }
        let between = if before {
            tokens.end..scene.target.start
        } else {
            scene.target.end..tokens.start
        };
        // "When they ask, say that a fee applies": it applies unasked.
        let is_of_telling = candidate.kind == ConditionKind::Event
            && before
            && scene
                .hits_of(Category::Telling)
                .any(|hit| between.contains(&hit.tokens.start));
        if is_of_telling || scene.is_parted(&between) {
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
        let rest = tokens.end..clauses[last].end.min(scene.region.end);
        let fills = scene.is_filled(clauses[first].first.max(scene.region.start)..tokens.start)
            && (scene.is_filled(rest.clone())
                || (before && candidate.is_closed() && scene.is_short_verb(&rest)));
        let exception = candidate.kind == ConditionKind::Exception && marks.len() <= 2;
        if exception && !before && self.is_of_another(first) {
            return false;
        }
        near && ((fills && marks.len() <= 2) || exception)
    }

    /// Whether what the clause `at` excepts belongs to a coordinate clause between it and the
    /// target.
    fn is_of_another(&self, at: usize) -> bool {
        let scene = self.scene;
        let mut between = scene.prose.clauses()[scene.last_clause() + 1..at].iter();
        between.any(|clause| {
            let joined = scene
                .hits_of(Category::Coordinator)
                .any(|hit| hit.tokens.start == clause.first);
            joined && clause.end - clause.first >= COORDINATE
        })
    }

    /// Whether the condition of another clause speaks of something of ours, and not of what a
    /// coordinate clause with a predicate of its own adds: "no card, and nothing is due if you leave".
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
        let coordinate = clause > scene.last_clause()
            && candidate.kind != ConditionKind::Exception
            && self.is_of_another(clause + 1);
        let mut marks = scene.prose.clauses()[low..high].iter();
        !others && !coordinate && marks.all(|clause| clause.closed != Mark::Semicolon)
    }
}

fn union(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
