//! The surroundings of one phrase: its sentence, the cues there, and what each of them reaches.
//!
//! A cue never acts on a phrase that it overlaps. The part of a sentence that is looked at is
//! bounded, so that a reading costs the same in a text of any size.

use std::ops::Range;

use super::cue::{At, Category, Rule};
use super::detect::is_unmarked;
use super::lexicon::Lexicon;
use super::reading::{Cue, Reading};
use super::{Amount, Language, Target};
use crate::text::{Mark, Prose, TokenKind};

/// As many tokens on each side of a phrase are looked at.
const SIDE: usize = 100;

/// The window of a cue that declares none: words, and Han characters.
const WINDOW: (usize, usize) = (8, 12);

/// The most tokens from a cue to an item of the list that it opens.
const LIST: usize = 32;

/// The most tokens of an inner item of a list.
const ITEM: usize = 6;

/// One cue in one of its meanings.
#[derive(Clone, Debug)]
pub(super) struct Hit<'l> {
    /// Its tokens, without the part behind its gap.
    pub(super) tokens: Range<usize>,
    /// One past its last token, the part behind its gap included.
    pub(super) end: usize,
    pub(super) rule: &'l Rule,
}

impl Hit<'_> {
    pub(super) fn is(&self, category: Category) -> bool {
        self.rule.category == category
    }
}

/// A phrase in its sentence.
#[derive(Debug)]
pub(super) struct Scene<'p, 't> {
    pub(super) prose: &'p Prose<'t>,
    pub(super) language: &'p Language,
    /// The tokens of the phrase; empty at the end of the text, for a lead.
    pub(super) target: Range<usize>,
    /// The tokens of its open parts.
    pub(super) gaps: Vec<Range<usize>>,
    /// The tokens of its sentence that are looked at.
    pub(super) region: Range<usize>,
    /// The cues there, from the left.
    pub(super) hits: Vec<Hit<'p>>,
    /// The amounts there, of the kind that is promised.
    pub(super) amounts: Vec<Range<usize>>,
    /// The amounts of the whole text, as they were handed in.
    pub(super) all_amounts: &'p [Amount],
}

impl<'p, 't> Scene<'p, 't> {
    /// `None` for a target without tokens.
    pub(super) fn new(
        prose: &'p Prose<'t>,
        target: &Target,
        language: &'p Language,
        amounts: &'p [Amount],
    ) -> Option<Self> {
        let tokens = prose.tokens_in(target.span);
        if tokens.is_empty() {
            return None;
        }
        let gaps = target.gaps.iter().map(|&gap| prose.tokens_in(gap));
        let sentence = prose.sentence_tokens(prose.sentence_of(tokens.start));
        let last = prose.sentence_tokens(prose.sentence_of(tokens.end - 1));
        let gaps = gaps.collect();
        let within = sentence.start..last.end;
        Some(Self::at(prose, tokens, gaps, &within, language, amounts))
    }

    /// The scene of the tokens `target` among those of `sentence`.
    pub(super) fn at(
        prose: &'p Prose<'t>,
        target: Range<usize>,
        gaps: Vec<Range<usize>>,
        sentence: &Range<usize>,
        language: &'p Language,
        amounts: &'p [Amount],
    ) -> Self {
        let start = sentence.start.max(target.start.saturating_sub(SIDE));
        let end = sentence.end.min(target.end + SIDE);
        let mut scene = Self {
            prose,
            language,
            target,
            gaps,
            region: start..end,
            hits: Vec::new(),
            amounts: Vec::new(),
            all_amounts: amounts,
        };
        let lexicon = scene.lexicon();
        scene.hits = scene.find(lexicon);
        scene.amounts = scene.amounts_of_kind(amounts);
        scene
    }

    pub(super) fn read(&self) -> Reading {
        let mut seen = Vec::new();
        let mut reading = Reading {
            polarity: self.polarity(&mut seen),
            act: self.act(&mut seen),
            holder: self.holder(&mut seen),
            time: super::Time::default(),
            certainty: self.certainty(&mut seen),
            ..Reading::default()
        };
        let (time, dates) = self.time(&mut seen);
        reading.time = time;
        let conditions = self.conditions(&dates);
        reading.narrowed = conditions.narrows();
        reading.conditions = conditions.of_target(&mut seen);
        seen.sort_by_key(|cue| (cue.span, cue.category.name()));
        seen.dedup();
        reading.cues = seen;
        self.take_answer(&mut reading);
        reading
    }

    fn lexicon(&self) -> &'p Lexicon {
        match &self.language.unmarked {
            Some(lexicon) if self.region.clone().all(|t| is_unmarked(self.prose.word(t))) => {
                lexicon
            }
            _ => &self.language.cues,
        }
    }

    fn find(&self, lexicon: &'p Lexicon) -> Vec<Hit<'p>> {
        let mut hits = Vec::new();
        for found in lexicon.find(self.prose, self.region.clone(), &self.target) {
            self.add(&mut hits, &found, |_| true);
        }
        let near = self.target.start.saturating_sub(4).max(self.region.start);
        for found in lexicon.find(self.prose, near..self.region.end, &(0..0)) {
            let tokens = &found.tokens;
            if tokens.start < self.target.end && tokens.end > self.target.start {
                self.add(&mut hits, &found, |rule| rule.category.may_overlap());
            }
        }
        hits.sort_by_key(|hit| hit.tokens.start);
        hits
    }

    fn add(
        &self,
        hits: &mut Vec<Hit<'p>>,
        found: &super::lexicon::Found<'p>,
        wanted: impl Fn(&Rule) -> bool,
    ) {
        for &id in found.rules {
            let rule = &self.language.rules[id as usize];
            let hit = Hit {
                tokens: found.tokens.clone(),
                end: found
                    .tail
                    .as_ref()
                    .map_or(found.tokens.end, |tail| tail.end),
                rule,
            };
            if wanted(rule) && (!rule.glued || self.is_glued(hit.tokens.start)) {
                hits.push(hit);
            }
        }
    }

    /// Whether a hyphen alone stands before the token.
    fn is_glued(&self, token: usize) -> bool {
        let tokens = self.prose.tokens();
        token > 0
            && self.prose.folded()[tokens[token - 1].folded.end..tokens[token].folded.start] == *"-"
    }

    fn amounts_of_kind(&self, amounts: &[Amount]) -> Vec<Range<usize>> {
        let (first, last) = (self.region.start, self.region.end - 1);
        let tokens = self.prose.tokens();
        let (from, to) = (tokens[first].span.start, tokens[last].span.end);
        amounts
            .iter()
            .filter(|amount| amount.of_kind)
            .filter(|amount| amount.span.start >= from && amount.span.end <= to)
            .map(|amount| self.prose.tokens_in(amount.span))
            .collect()
    }

    pub(super) fn hits_of(&self, category: Category) -> impl Iterator<Item = &Hit<'p>> {
        self.hits.iter().filter(move |hit| hit.is(category))
    }

    pub(super) fn clause_of(&self, token: usize) -> usize {
        self.prose.tokens()[token].clause
    }

    /// The first clause of the target; for an empty one, the last of the region.
    pub(super) fn first_clause(&self) -> usize {
        self.clause_of(self.target.start.min(self.region.end - 1))
    }

    /// The last clause of the target.
    pub(super) fn last_clause(&self) -> usize {
        let last = self.target.end.max(self.target.start + 1) - 1;
        self.clause_of(last.min(self.region.end - 1))
    }

    pub(super) fn seen(&self, hit: &Hit, seen: &mut Vec<Cue>) {
        let span = self.prose.span_of(hit.tokens.start, hit.end);
        seen.push(Cue {
            category: hit.rule.category,
            text: self.prose.original()[span.range()].to_owned(),
            span,
        });
    }

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
        let between = hit.tokens.end..to;
        if !hit.rule.through && self.is_stopped(&between) {
            return false;
        }
        match self.way(hit, self.clause_of(hit.tokens.end - 1), self.first_clause()) {
            Way::None => false,
            Way::Listed => between.len() <= LIST,
            Way::Near => between.len() <= self.window(hit),
        }
    }

    /// Whether a cue behind the target acts on it.
    pub(super) fn reaches_left(&self, hit: &Hit) -> bool {
        let from = self.target.end;
        if !hit.rule.reaches_left() || hit.tokens.start < from || !self.stands_well(hit) {
            return false;
        }
        let between = from..hit.tokens.start;
        if (!hit.rule.through && self.is_stopped(&between)) || between.len() > 2 * self.window(hit)
        {
            return false;
        }
        let (first, last) = (self.last_clause(), self.clause_of(hit.tokens.start));
        let mut marks = (first..last).map(|clause| self.prose.clauses()[clause].closed);
        marks.all(|mark| hit.rule.crosses(mark) || mark == Mark::Length)
    }

    pub(super) fn window(&self, hit: &Hit) -> usize {
        let han = self.prose.tokens()[hit.tokens.end - 1].kind == TokenKind::Han;
        let default = if han { WINDOW.1 } else { WINDOW.0 };
        hit.rule.window.unwrap_or(default)
    }

    /// Whether something between a cue and the target ends the reach of the cue.
    pub(super) fn is_stopped(&self, between: &Range<usize>) -> bool {
        self.hits_of(Category::Terminator)
            .any(|hit| between.contains(&hit.tokens.start))
    }

    /// Whether something between a condition and the target parts them; the opener of another
    /// condition does not.
    pub(super) fn is_parted(&self, between: &Range<usize>) -> bool {
        let opens = |at: usize| {
            let mut here = self.hits.iter().filter(|hit| hit.tokens.start == at);
            here.any(|hit| hit.rule.category.is_condition())
        };
        self.hits_of(Category::Terminator)
            .any(|hit| between.contains(&hit.tokens.start) && !opens(hit.tokens.start))
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
        }
    }

    /// Whether all of the tokens are fillers.
    pub(super) fn is_filled(&self, tokens: Range<usize>) -> bool {
        tokens.clone().all(|token| {
            self.hits_of(Category::Filler)
                .any(|hit| hit.tokens.contains(&token))
        })
    }

    /// How a cue in the clause `from` gets to the clause `to`.
    fn way(&self, hit: &Hit, from: usize, to: usize) -> Way {
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
            if mark == Mark::Colon && hit.rule.crosses(mark) {
                in_list = true;
                way = Way::Listed;
            } else if list {
                way = Way::Listed;
            } else if mark == Mark::Comma && self.is_denied_list(hit, from, to) {
                return Way::Listed;
            } else if !hit.rule.crosses(mark) && mark != Mark::Length {
                return Way::None;
            }
            clause += 1;
        }
        way
    }

    /// Whether the clauses behind a negation are items of one list: short, without a new start,
    /// and joined by a word that joins what is denied.
    fn is_denied_list(&self, hit: &Hit, from: usize, to: usize) -> bool {
        let clauses = self.prose.clauses();
        if !hit.is(Category::Negation) || clauses[from].end == hit.tokens.end {
            return false;
        }
        let tokens = |clause: usize| clauses[clause].first..clauses[clause].end;
        let fresh = |clause: usize| {
            self.hits.iter().any(|other| {
                tokens(clause).contains(&other.tokens.start)
                    && matches!(
                        other.rule.category,
                        Category::Negation | Category::Terminator | Category::We
                    )
            })
        };
        if (from + 1..=to).any(fresh) {
            return false;
        }
        let last = (from + 8).min(self.clause_of(self.region.end - 1));
        for clause in from + 1..=last {
            let joined = self.hits_of(Category::Joiner).any(|joiner| {
                let begin = clauses[clause].first;
                (begin..begin + ITEM).contains(&joiner.tokens.start)
                    && self.clause_of(joiner.tokens.start) == clause
            });
            if joined {
                return clause >= to || (clause + 1..=to).all(|c| tokens(c).len() <= ITEM);
            }
            if tokens(clause).len() > ITEM || clauses[clause].closed != Mark::Comma {
                return false;
            }
        }
        false
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    None,
    Near,
    Listed,
}
