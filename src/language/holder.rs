//! Whose deed a phrase is, and whose words.

use std::ops::Range;

use super::cue::Category;
use super::file::speaker_key;
use super::reading::{Cue, Holder};
use super::scene::{Hit, Scene};
use super::{Language, SpeakerRole};
use crate::text::{Mark, Prose, TokenKind};

/// As many clauses before a phrase are looked at for the label of a speaker.
const LABELS: usize = 24;
/// The most tokens between a vague number and the trade.
const VAGUE: usize = 3;
/// A refutation has no more tokens, and takes back no more sentences, than this.
const REFUTATION: usize = 8;
const REFUTED: usize = 2;

/// A clause that only says what the law demands has so many more tokens on either side at most.
const LEGAL: usize = 2;

impl Language {
    /// Whether a word for ourselves stands in a sentence, which is given by its tokens.
    #[must_use]
    pub(crate) fn names_ourselves(&self, prose: &Prose, sentence: Range<usize>) -> bool {
        let behind = sentence.end..sentence.end;
        let scene = Scene::at(prose, behind, Vec::new(), &sentence, self, &[]);
        scene.hits_of(Category::We).next().is_some()
    }
}

impl Scene<'_, '_> {
    pub(super) fn holder(&self, seen: &mut Vec<Cue>) -> Holder {
        if let Some(hit) = self.hits_of(Category::Customer).find(|hit| self.owns(hit)) {
            self.seen(hit, seen);
            return Holder::Customer;
        }
        let mut others = self.hits_of(Category::Other);
        if let Some(hit) = others.find(|hit| self.owns(hit) && !self.is_said_to_be_ours()) {
            self.seen(hit, seen);
            return Holder::Other;
        }
        if let Some(hit) = self
            .hits_of(Category::Trade)
            .find(|hit| self.is_at_large(hit))
        {
            self.seen(hit, seen);
            return Holder::Other;
        }
        if let Some(hit) = self
            .hits_of(Category::Generic)
            .find(|hit| self.is_of_a_kind(hit))
        {
            self.seen(hit, seen);
            return Holder::Other;
        }
        if self.is_refuted(seen) {
            return Holder::Other;
        }
        match self.speaker() {
            Some(SpeakerRole::Customer) => Holder::Customer,
            _ => Holder::We,
        }
    }

    /// Notes that the brand bears itself what the target says.
    pub(super) fn borne(&self, seen: &mut Vec<Cue>) {
        // "We pay the courier's fee" where a phrase is "pay … fee"; one Han character in common
        // may be a part of another word.
        let begins_it = |hit: &Hit| {
            let common = hit.tokens.end.saturating_sub(self.target.start);
            let first = self.prose.tokens().get(self.target.start);
            let han = first.is_some_and(|token| token.kind == TokenKind::Han);
            hit.tokens.start < self.target.start && common > usize::from(han)
        };
        // A lead bears all that follows, on whichever side its words look for it.
        let leads = |hit: &Hit| {
            self.target.is_empty() && self.clause_of(hit.tokens.start) == self.last_clause()
        };
        let mut borne = self.hits_of(Category::Borne);
        if let Some(hit) = borne.find(|hit| leads(hit) || begins_it(hit) || self.reaches(hit)) {
            self.seen(hit, seen);
        }
    }

    /// What says that the law demands the target: in its clause, or all of one beside it.
    pub(super) fn compelled(&self, seen: &mut Vec<Cue>) {
        let (first, last) = (self.first_clause(), self.last_clause());
        let fills = |hit: &Hit, at: usize| {
            let clause = self.prose.clauses()[at];
            let beside = at + 1 == first || at == last + 1;
            beside && hit.tokens.start <= clause.first + LEGAL && hit.end + LEGAL >= clause.end
        };
        let mut hits = self.hits_of(Category::Compelled);
        let found = hits.find(|hit| {
            let at = self.clause_of(hit.tokens.start);
            (first..=last).contains(&at) || fills(hit, at)
        });
        if let Some(hit) = found {
            self.seen(hit, seen);
        }
    }

    /// Whether the cue names a trade of which a vague number are meant, and the target speaks about
    /// them: "most dental practices", but not "most of our shops".
    fn is_at_large(&self, hit: &Hit) -> bool {
        let vague = |other: &Hit| {
            (other.tokens.end..=other.tokens.end + VAGUE).contains(&hit.tokens.start)
                && !self.is_named_between(Category::We, other)
        };
        let right_behind = (self.target.end..=self.target.end + 2 * VAGUE)
            .contains(&hit.tokens.start)
            && self.clause_of(hit.tokens.start) == self.last_clause();
        (self.owns(hit) || right_behind) && self.hits_of(Category::Vague).any(vague)
    }

    /// Whether the target's clause speaks of a kind at large, which is nothing that a brand has many
    /// of itself: "most flapjacks hold palm oil", but not "most orders", and not "most of our".
    fn is_of_a_kind(&self, hit: &Hit) -> bool {
        let between = hit.tokens.end..self.target.start;
        let ours = |other: &Hit| match other.rule.category {
            Category::We => other.tokens.start < self.target.start,
            Category::Stock => {
                between.contains(&other.tokens.start)
                    && other.tokens.start <= hit.tokens.end + VAGUE
            }
            _ => false,
        };
        !between.is_empty()
            && between.len() <= self.window(hit)
            && self.clause_of(hit.tokens.start) == self.first_clause()
            && !self.names.iter().any(|name| name.start < self.target.start)
            && !self.hits.iter().any(ours)
    }

    /// Whether one of the next sentences takes the target's back: "They cap you. Not here."
    fn is_refuted(&self, seen: &mut Vec<Cue>) -> bool {
        if self.target.is_empty() {
            return false;
        }
        let clauses = self.prose.clauses();
        let alone = |hit: &&Hit| {
            let at = self.clause_of(hit.tokens.start);
            let clause = clauses[at];
            at > self.last_clause()
                && self.is_filled(clause.first..hit.tokens.start)
                && (hit.rule.through || self.is_filled(hit.end..clause.end.min(self.region.end)))
        };
        if let Some(hit) = self.hits_of(Category::Refutation).find(alone) {
            self.seen(hit, seen);
            return true;
        }
        let own = self.prose.sentence_of(self.target.end - 1);
        let sentences = self.prose.sentences().len();
        (own + 1..sentences.min(own + 1 + REFUTED)).any(|sentence| {
            let tokens = self.prose.sentence_tokens(sentence);
            if tokens.is_empty() {
                return false;
            }
            let tokens = tokens.start..tokens.end.min(tokens.start + REFUTATION);
            let place = tokens.start..tokens.start;
            let scene = Self::at(self.prose, place, Vec::new(), &tokens, self.language, &[]);
            let mut refutes = scene.hits_of(Category::Refutation);
            // "We don't charge for it" says more; "ours" is enough.
            let whole = |hit: &&Hit| {
                let clause = self.prose.clauses()[scene.clause_of(hit.tokens.start)];
                scene.is_filled(tokens.start..hit.tokens.start)
                    && (hit.rule.through || scene.is_filled(hit.end..tokens.end.min(clause.end)))
            };
            // What names ourselves is not taken back by what speaks of us again.
            let apart = |hit: &&Hit| !hit.rule.through || !self.names_us();
            let hit = refutes.find(|hit| whole(hit) && apart(hit));
            if let Some(hit) = hit {
                scene.seen(hit, seen);
            }
            hit.is_some()
        })
    }

    /// Whether what is ours is named right behind the target: "the limit *of ours*", giới hạn *của
    /// chúng tôi*.
    fn is_said_to_be_ours(&self) -> bool {
        let mut ours = self.hits_of(Category::We);
        ours.any(|we| {
            we.tokens.start == self.target.end
                && self.clause_of(we.tokens.start) == self.last_clause()
        })
    }

    /// Whether the target's sentence names ourselves or a subject.
    fn names_us(&self) -> bool {
        self.hits_of(Category::We).next().is_some()
            || self
                .names
                .iter()
                .any(|name| self.region.contains(&name.start))
    }

    /// Whether the one named by the cue is who the target speaks about: the nearest one named
    /// before it, or one named behind it by a cue that reaches back.
    fn owns(&self, hit: &Hit) -> bool {
        if hit.tokens.start >= self.target.end {
            return self.reaches_left(hit);
        }
        hit.rule.reaches_right()
            && self.stands_well(hit)
            && hit.tokens.end <= self.target.start
            && !self.is_named_between(Category::We, hit)
            && (hit.rule.window.is_none() || self.reaches_right(hit))
            && self.is_open_to_target(hit)
    }

    fn is_named_between(&self, category: Category, hit: &Hit) -> bool {
        self.hits_of(category).any(|other| {
            other.tokens.start >= hit.tokens.end
                && other.tokens.start < self.target.start
                && self.stands_well(other)
        })
    }

    /// Whether nothing stronger than a comma stands between the cue and the target.
    fn is_open_to_target(&self, hit: &Hit) -> bool {
        let clauses = &self.prose.clauses()[self.clause_of(hit.tokens.start)..self.first_clause()];
        clauses
            .iter()
            .all(|clause| clause.closed != Mark::Semicolon || hit.rule.crosses(clause.closed))
    }

    /// Who speaks: the nearest label before the target, in this text.
    pub(super) fn speaker(&self) -> Option<SpeakerRole> {
        let clauses = self.prose.clauses();
        let before = self.first_clause();
        let labels = (before.saturating_sub(LABELS)..before).rev();
        labels
            .filter(|&at| clauses[at].closed == Mark::Colon)
            .filter(|&at| clauses[at].end - clauses[at].first <= 4)
            .find_map(|at| {
                let label = self.prose.span_of(clauses[at].first, clauses[at].end);
                let key = speaker_key(&self.prose.original()[label.range()]);
                self.language.speakers.get(&key).copied()
            })
    }
}
