//! The surroundings of one phrase: its sentence, the cues there, and what each of them reaches.
//!
//! A cue never acts on a phrase that it overlaps. The part of a sentence that is looked at is
//! bounded, so that a reading costs the same in a text of any size.

use std::ops::Range;

use super::cue::{At, Category, Family, Rule};
use super::cues::Lexicons;
use super::detect::is_unmarked;
use super::lexicon::{Found, Lexicon, RuleId};
use super::reading::{Cue, Reading};
use super::{Amount, Language, Target};
use crate::text::{Prose, Span};

/// As many tokens on each side of a phrase are looked at.
const SIDE: usize = 100;
/// The most tokens of a word that joins two parts.
const JOINER: usize = 3;

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
    /// The tokens of names of subjects in its text.
    pub(super) names: Vec<Range<usize>>,
    /// The tokens of its sentence that are looked at.
    pub(super) region: Range<usize>,
    /// The cues there, from the left.
    pub(super) hits: Vec<Hit<'p>>,
    /// The amounts there, of the kind that is promised.
    pub(super) amounts: Vec<Range<usize>>,
    /// The amounts that something falls short of, where they limit the target.
    pub(super) shortfalls: Vec<Range<usize>>,
    /// The amounts of the whole text, as they were handed in.
    pub(super) all_amounts: &'p [Amount],
}

/// Whether a cue stands inside some tokens.
fn is_in(hit: &Hit, tokens: &Range<usize>) -> bool {
    tokens.start <= hit.tokens.start && hit.end <= tokens.end
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
        let mut scene = Self::at(prose, tokens, gaps, &within, language, amounts);
        scene.leave_out(&target.names);
        Some(scene)
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
            names: Vec::new(),
            region: start..end,
            hits: Vec::new(),
            amounts: Vec::new(),
            shortfalls: Vec::new(),
            all_amounts: amounts,
        };
        scene.hits = scene.find(scene.lexicons());
        scene.amounts = scene.amounts_of_kind(amounts);
        scene
    }

    pub(super) fn read(&self) -> Reading {
        let mut seen = Vec::new();
        let mut reading = Reading {
            polarity: self.polarity(&mut seen),
            act: self.act(&mut seen),
            holder: self.holder(&mut seen),
            ..Reading::default()
        };
        self.borne(&mut seen);
        self.compelled(&mut seen);
        let (time, dates) = self.time(&mut seen);
        reading.time = time;
        reading.certainty = self.certainty(&dates, &mut seen);
        let conditions = self.conditions(&dates);
        if reading.act == super::Act::Mention {
            // What is denied is the use of the words, not what they say.
            reading.polarity = super::Polarity::Affirmed;
            reading.certainty = super::Certainty::Stated;
        }
        reading.narrowed = conditions.narrows();
        reading.conditions = conditions.of_target(&mut seen);
        seen.sort_by_key(|cue| (cue.span, cue.category.name()));
        seen.dedup();
        reading.cues = seen;
        self.take_answer(&mut reading);
        reading
    }

    /// Keeps the names, and forgets the cues inside them: the 无 of 无界卡.
    fn leave_out(&mut self, names: &[Span]) {
        let names = names.iter().map(|&name| self.prose.tokens_in(name));
        self.names = names.collect();
        let names = &self.names;
        self.hits
            .retain(|hit| !names.iter().any(|name| is_in(hit, name)));
    }

    fn lexicons(&self) -> &'p Lexicons {
        let cues = &self.language.cues;
        let unmarked = |token: usize| is_unmarked(self.prose.word(token));
        if cues.may_be_unmarked() && self.region.clone().all(unmarked) {
            cues.unmarked_lexicons()
        } else {
            cues.lexicons()
        }
    }

    fn find(&self, lexicons: &'p Lexicons) -> Vec<Hit<'p>> {
        let mut hits = Vec::new();
        let mut hidden: Vec<Range<usize>> = Vec::new();
        let near = self.target.start.saturating_sub(4).max(self.region.start);
        let far = (self.target.end + 4).min(self.region.end);
        for family in Family::OF_READINGS {
            let lexicon = &lexicons[family as usize];
            let useful = |found: &Found| {
                !self.speaks_of_nothing_here(found) && !self.is_two_denials(lexicon, found)
            };
            let region = self.region.clone();
            for found in lexicon.find_useful(self.prose, region, &self.target, useful) {
                self.add(&mut hits, &found, |_| true);
            }
            for found in lexicon.find(self.prose, near..far, &(0..0)) {
                let tokens = &found.tokens;
                if tokens.start < self.target.end && tokens.end > self.target.start {
                    let mut rules = found.rules.iter();
                    if rules.any(|&id| self.language.cues.rule(id).category == Category::Pseudo) {
                        hidden.push(tokens.clone());
                    }
                    self.add(&mut hits, &found, |rule| rule.category.may_overlap());
                }
            }
        }
        hits.retain(|hit| {
            let in_pseudo = || hidden.iter().any(|words| is_in(hit, words));
            !self.is_country(hit) && (!hit.is(Category::Other) || !in_pseudo())
        });
        hits.sort_by_key(|hit| hit.tokens.start);
        hits
    }

    /// Whether what would name ourselves is written in capitals: the US, not us.
    fn is_country(&self, hit: &Hit) -> bool {
        let shouted = |tokens: Range<usize>| {
            let span = self.prose.span_of(tokens.start, tokens.end);
            let text = &self.prose.original()[span.range()];
            text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase())
        };
        let before = hit.tokens.start.checked_sub(1);
        hit.is(Category::We)
            && shouted(hit.tokens.clone())
            && !before.is_some_and(|before| shouted(before..hit.tokens.start))
    }

    /// Whether the cue stands before the target, or in it, and speaks only of what is before itself.
    fn speaks_of_nothing_here(&self, found: &Found) -> bool {
        let mut rules = found.rules.iter();
        let behind_it = |&id: &RuleId| {
            let rule = self.language.cues.rule(id);
            let speaks = matches!(
                rule.category,
                Category::Past
                    | Category::Future
                    | Category::Mention
                    | Category::Other
                    | Category::Customer
                    | Category::Borne
                    | Category::Leave
                    | Category::If
            );
            (speaks || rule.category.denies()) && !rule.reaches_right()
        };
        !self.target.is_empty() && found.tokens.end <= self.target.end && rules.all(behind_it)
    }

    /// Whether the second word of a double negation is joined to what stands between its two: each
    /// denies its own, as in 没有最短合约期且不收违约金.
    fn is_two_denials(&self, lexicon: &Lexicon, found: &Found) -> bool {
        let category = |&id: &RuleId| self.language.cues.rule(id).category;
        let Some(tail) = &found.tail else {
            return false;
        };
        let is_double = found
            .rules
            .iter()
            .any(|id| category(id) == Category::Double);
        is_double && {
            let before = tail.start.saturating_sub(JOINER).max(found.tokens.end)..tail.start;
            let joins = |joiner: &Found| {
                let mut rules = joiner.rules.iter();
                joiner.tokens.end == tail.start
                    && rules.any(|id| category(id) == Category::Coordinator)
            };
            lexicon.find(self.prose, before, &(0..0)).iter().any(joins)
        }
    }

    fn add(&self, hits: &mut Vec<Hit<'p>>, found: &Found<'p>, wanted: impl Fn(&Rule) -> bool) {
        for &id in found.rules {
            let rule = self.language.cues.rule(id);
            let hit = Hit {
                tokens: found.tokens.clone(),
                end: found
                    .tail
                    .as_ref()
                    .map_or(found.tokens.end, |tail| tail.end),
                rule,
            };
            if wanted(rule) && rule.at != At::Within {
                hits.push(hit);
            }
        }
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

    /// Whether a cue stands in the first clause of the target.
    pub(super) fn is_in_one_clause(&self, hit: &Hit) -> bool {
        self.clause_of(hit.tokens.start) == self.first_clause()
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
            text: self.prose.original()[span.range()].into(),
            span,
        });
    }
}
