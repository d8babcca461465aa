//! How far a cue reaches: up to a terminator, its window, or a mark that it does not cross.

use std::ops::Range;

use super::cue::{At, Category};
use super::scene::{Hit, Scene};
use crate::text::{Mark, Prose, TokenKind};

/// The window of a cue that declares none: words, and Han characters.
const WINDOW: (usize, usize) = (8, 12);

/// The most tokens from a cue to an item of the list that it opens.
const LIST: usize = 32;

/// What opens quoted words.
const QUOTES: [char; 9] = ['"', '“', '”', '‘', '\'', '«', '「', '『', '《'];

/// The most tokens of an inner item of a list.
pub(super) const ITEM: usize = 6;

/// The most tokens of a clause between commas that interrupts another.
const INSERTED: usize = 16;

impl Scene<'_, '_> {
    /// Whether the cue acts on the target, from either side.
    pub(super) fn reaches(&self, hit: &Hit) -> bool {
        self.reaches_right(hit) || self.reaches_left(hit)
    }

    /// Whether a cue before the target acts on it.
    pub(super) fn reaches_right(&self, hit: &Hit) -> bool {
        let to = self.target.start;
        if !hit.rule.reaches_right() || hit.tokens.end > to || !self.stands_well(hit) {
            return false;
        }
        // The prefix of a word denies that word alone, unless the target is a part of it.
        if hit.is(Category::Negation) && self.is_prefix(hit.end, to) {
            return false;
        }
        let between = hit.tokens.end..to;
        if !hit.rule.through && self.is_stopped(&between) {
            return false;
        }
        if hit.rule.noun && self.holds_finite_verb(hit.tokens.end..self.target.end) {
            return false;
        }
        match self.way(hit) {
            Way::None => false,
            Way::Listed => between.len() <= LIST,
            Way::Near => between.len() <= self.window(hit),
        }
    }

    /// Whether one of the tokens behind a cue is a finite verb.
    fn holds_finite_verb(&self, mut tokens: Range<usize>) -> bool {
        let structure = &self.language.structure;
        let follows = |at: usize| {
            let before = at.checked_sub(1).map(|before| self.prose.word(before));
            before.is_some_and(|word| structure.infinitive.contains(word))
        };
        // No verb stands right behind a preposition, or is the first half of "carry-on".
        tokens.next();
        tokens.any(|at| {
            structure.finite.contains(self.prose.word(at))
                && !follows(at)
                && !is_glued(self.prose, at + 1)
        })
    }

    /// Whether a cue behind the target acts on it.
    pub(super) fn reaches_left(&self, hit: &Hit) -> bool {
        let from = self.target.end;
        if !hit.rule.reaches_left() || hit.tokens.start < from || !self.stands_well(hit) {
            return false;
        }
        let between = from..hit.tokens.start;
        if self.ends_behind_relative(hit) {
            return true;
        }
        if (!hit.rule.through && self.is_stopped(&between)) || between.len() > 2 * self.window(hit)
        {
            return false;
        }
        let (first, last) = (self.last_clause(), self.clause_of(hit.tokens.start));
        if first == last || self.ends_behind_insertion(hit) {
            return true;
        }
        let clauses = self.prose.clauses();
        let mut marks = (first..last).map(|clause| clauses[clause].closed);
        let joins = |mark| matches!(mark, Mark::Length | Mark::Enumeration);
        marks.all(|mark| hit.rule.crosses_back(mark) || joins(mark))
            && (!hit.rule.category.denies()
                || self.is_filled(hit.end..clauses[last].end.min(self.region.end)))
            && !self.is_contrasted(hit)
    }

    /// Whether one clause between commas parts what was ended from the cue: "the fee, hated by all,
    /// was scrapped".
    fn ends_behind_insertion(&self, hit: &Hit) -> bool {
        let clauses = self.prose.clauses();
        let [own, inserted, rest] = &clauses[self.last_clause()..=self.clause_of(hit.tokens.start)]
        else {
            return false;
        };
        hit.is(Category::Cessation)
            && own.closed == Mark::Comma
            && inserted.closed == Mark::Comma
            && inserted.end - inserted.first <= INSERTED
            && own.end == self.target.end
            && rest.first == hit.tokens.start
    }

    /// Whether a relative clause of the same thing parts what was ended from the cue: "the fee that we used
    /// to ask for was scrapped", but not "the fee replaces a deposit that was scrapped".
    fn ends_behind_relative(&self, hit: &Hit) -> bool {
        let between = self.target.end..hit.tokens.start;
        let opens = |at: &usize| self.language.is_relative(self.prose, *at);
        let joins = |other: &Hit| {
            (other.is(Category::Coordinator) || other.rule.category.is_condition())
                && between.contains(&other.tokens.start)
        };
        let mut opened = between.clone().filter(opens);
        let first = opened.next();
        hit.is(Category::Cessation)
            && between.len() <= INSERTED
            && first.is_some_and(|at| at <= between.start + 1)
            && opened.all(|at| Some(at) == first.map(|first| first + 1))
            && !self.hits.iter().any(joins)
    }

    /// Whether the cue behind the target speaks of us, and the target of somebody else.
    fn is_contrasted(&self, hit: &Hit) -> bool {
        let ours = self
            .hits_of(Category::We)
            .any(|we| (self.target.end..hit.tokens.start).contains(&we.tokens.start));
        ours && self
            .hits_of(Category::Other)
            .any(|other| other.tokens.start < self.target.start)
    }

    pub(super) fn window(&self, hit: &Hit) -> usize {
        let han = self.prose.tokens()[hit.tokens.end - 1].kind == TokenKind::Han;
        let default = if han { WINDOW.1 } else { WINDOW.0 };
        hit.rule.window.unwrap_or(default)
    }

    /// Whether something between a cue and the target ends the reach of the cue.
    pub(super) fn is_stopped(&self, between: &Range<usize>) -> bool {
        self.hits.iter().any(|hit| {
            matches!(hit.rule.category, Category::Terminator | Category::Contrast)
                && between.contains(&hit.tokens.start)
                && self.stands_well(hit)
        })
    }

    /// Whether a contrast parts a condition or a time from the target.
    pub(super) fn is_parted(&self, between: &Range<usize>) -> bool {
        self.hits_of(Category::Contrast)
            .any(|hit| between.contains(&hit.tokens.start) && self.stands_well(hit))
    }

    /// Whether a condition, or the main clause behind one, begins at the token.
    pub(super) fn opens_condition(&self, token: usize) -> bool {
        let mut here = self.hits.iter().filter(|hit| hit.tokens.start == token);
        here.any(|hit| {
            let category = hit.rule.category;
            category.is_condition()
                || matches!(category, Category::Consequence | Category::WeakConsequence)
        })
    }

    /// Whether the cue stands where its data wants it in its clause.
    pub(super) fn stands_well(&self, hit: &Hit) -> bool {
        let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        let starts = || self.is_filled(clause.first.max(self.region.start)..hit.tokens.start);
        let ends = || self.is_filled(hit.end..clause.end.min(self.region.end));
        match hit.rule.at {
            At::Anywhere => true,
            At::Start => starts(),
            At::End => ends(),
            At::Alone => starts() && ends(),
            At::Glued => is_glued(self.prose, hit.tokens.start),
            At::Quoted => self.is_quoted(hit.end),
            At::Within => false,
            At::Lead => starts() && ends() && clause.closed == Mark::Colon,
        }
    }

    /// Whether a quotation mark stands right before the token.
    fn is_quoted(&self, token: usize) -> bool {
        let tokens = self.prose.tokens();
        if token >= tokens.len() {
            return false;
        }
        let between = tokens[token - 1].span.end..tokens[token].span.start;
        self.prose.original()[between].contains(QUOTES)
    }

    /// Whether all of the tokens are fillers.
    pub(super) fn is_filled(&self, tokens: Range<usize>) -> bool {
        tokens.clone().all(|token| {
            self.hits_of(Category::Filler)
                .any(|hit| hit.tokens.contains(&token))
        })
    }

    /// How a cue gets from its clause to that of the target behind it.
    fn way(&self, hit: &Hit) -> Way {
        let (from, to) = (self.clause_of(hit.tokens.end - 1), self.first_clause());
        let clauses = self.prose.clauses();
        let (mut clause, mut way, mut in_list) = (from, Way::Near, false);
        while clause < to {
            let mark = clauses[clause].closed;
            if mark == Mark::Open {
                let after = (clause + 1..=to).find(|&c| clauses[c].opened == Mark::Close);
                match after {
                    Some(after) => clause = after,
                    None => return Way::None,
                }
                continue;
            }
            let list = matches!(mark, Mark::Enumeration)
                || (in_list && matches!(mark, Mark::Comma | Mark::Space | Mark::Semicolon));
            let opens = || self.is_denying_lead(hit) || self.is_denial_alone(hit);
            if mark == Mark::Colon && (hit.rule.crosses(mark) || opens()) {
                in_list = true;
                way = Way::Listed;
            } else if list {
                way = Way::Listed;
            } else if mark == Mark::Comma && clause == from && self.is_fronted(hit) {
                way = Way::Near;
            } else if mark == Mark::Comma && self.is_interrupted(hit, from, to) {
                return Way::Near;
            } else if mark == Mark::Comma && self.is_denied_list(hit, from, to) {
                return Way::Listed;
            } else if !hit.rule.crosses(mark) && mark != Mark::Length {
                return Way::None;
            }
            clause += 1;
        }
        way
    }

    /// Whether a denial is all that stands before the colon: "free from: …". "No: …" replies.
    fn is_denial_alone(&self, hit: &Hit) -> bool {
        let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        let replies = self
            .hits_of(Category::No)
            .any(|other| other.tokens == hit.tokens && hit.tokens.len() == 1);
        hit.is(Category::Negation)
            && !replies
            && self.is_filled(clause.first.max(self.region.start)..hit.tokens.start)
            && self.is_filled(hit.end..clause.end.min(self.region.end))
    }

    /// Whether the cue says how firmly all that follows is said: "At all times, …".
    fn is_fronted(&self, hit: &Hit) -> bool {
        let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
        matches!(hit.rule.category, Category::Absolute | Category::Hedged)
            && self.is_filled(clause.first.max(self.region.start)..hit.tokens.start)
            && self.is_filled(hit.end..clause.end.min(self.region.end))
    }

    /// Whether one short clause between commas parts a negation from what it denies: "is never,
    /// under any load, throttled".
    fn is_interrupted(&self, hit: &Hit, from: usize, to: usize) -> bool {
        let clauses = &self.prose.clauses()[from..=to];
        let [own, inserted, rest] = clauses else {
            return false;
        };
        let begin = own.first.max(self.region.start);
        let governed = if self.is_filled(begin..hit.tokens.start) {
            self.hits_of(Category::Absolute)
                .any(|other| other.tokens == hit.tokens)
        } else {
            !self.hits.iter().any(|other| {
                other.tokens.end == hit.tokens.start && other.rule.category.is_condition()
            })
        };
        let fresh = self.hits.iter().any(|other| {
            (rest.first..self.target.start).contains(&other.tokens.start)
                && matches!(
                    other.rule.category,
                    Category::We | Category::Consequence | Category::Coordinator
                )
        });
        let denies = self
            .hits_of(Category::Negation)
            .any(|other| other.tokens == hit.tokens);
        denies
            && hit.end == own.end
            && governed
            && inserted.closed == Mark::Comma
            && inserted.end - inserted.first <= INSERTED
            && self.target.start <= rest.first + 1
            && !fresh
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    None,
    Near,
    Listed,
}

/// Whether a hyphen alone stands before the token.
pub(super) fn is_glued(prose: &Prose, token: usize) -> bool {
    let tokens = prose.tokens();
    (1..tokens.len()).contains(&token)
        && prose.folded()[tokens[token - 1].folded.end..tokens[token].folded.start] == *"-"
}
