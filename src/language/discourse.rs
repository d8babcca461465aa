//! What reaches beyond a sentence: answers to questions, and leads of lists.

use super::cue::{At, Category};
use super::reading::{Act, Certainty, Condition, Cue, Holder, Polarity, Reading, Time};
use super::scene::{Hit, Scene};
use super::{Amount, Language};
use crate::text::{Mark, Prose, Span};

/// A heading of fewer words that denies is a topic: "Banned".
const HEADING: usize = 3;

/// An answer to the question before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Yes or no.
    pub polarity: Polarity,
    /// The bytes of the sentence that answers, in its text.
    pub span: Span,
    /// The conditions of the answer: "yes, after 30 GB".
    pub conditions: Vec<Condition>,
    /// How firmly it is given.
    pub certainty: Certainty,
    /// Who answers.
    pub holder: Holder,
}

/// What a list's lead, or a header, does to what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadReading {
    /// Negated: "The following are not included:".
    pub polarity: Polarity,
    /// What it makes of its items.
    pub act: Act,
    /// Whose the items are.
    pub holder: Holder,
    /// When they hold.
    pub time: Time,
    /// How firmly they are given.
    pub certainty: Certainty,
    /// The conditions that they stand under.
    pub conditions: Vec<Condition>,
    /// The cues that all of this rests on.
    pub cues: Vec<Cue>,
}

/// Reads the last sentence of a lead or a header as what it does to the items under it.
#[must_use]
pub fn lead(prose: &Prose, language: &Language, amounts: &[Amount]) -> LeadReading {
    let end = prose.tokens().len();
    if end == 0 {
        return LeadReading::default();
    }
    let sentence = prose.sentence_tokens(prose.sentence_of(end - 1));
    let scene = Scene::at(prose, end..end, Vec::new(), &sentence, language, amounts);
    let mut reading = scene.read();
    let closed = prose.clauses().last().map(|clause| clause.closed);
    let is_open = closed == Some(Mark::Colon);
    if reading.polarity == Polarity::Affirmed || !is_open {
        // "Live well, never worry" above a list says nothing of its items.
        reading.polarity = Polarity::Affirmed;
        scene.deny_items(&mut reading, is_open);
    }
    LeadReading {
        polarity: reading.polarity,
        act: reading.act,
        holder: reading.holder,
        time: reading.time,
        certainty: reading.certainty,
        conditions: reading.conditions,
        cues: reading.cues,
    }
}

/// Reads the first sentence of a text as the answer to a yes-or-no question.
///
/// `None` where it says neither yes nor no.
#[must_use]
pub fn answer(prose: &Prose, language: &Language, amounts: &[Amount]) -> Option<Answer> {
    answer_at(prose, 0, language, amounts)
}

fn answer_at(
    prose: &Prose,
    sentence: usize,
    language: &Language,
    amounts: &[Amount],
) -> Option<Answer> {
    if sentence >= prose.sentences().len() {
        return None;
    }
    let mut tokens = prose.sentence_tokens(sentence);
    // A speaker's label is no part of the answer.
    let first = prose.clauses()[prose.sentences()[sentence].first];
    if first.closed == Mark::Colon && first.end < tokens.end {
        tokens.start = first.end;
    }
    let scene = Scene::at(
        prose,
        tokens.start..tokens.start,
        Vec::new(),
        &tokens,
        language,
        amounts,
    );
    let hit = scene
        .hits
        .iter()
        .filter(|hit| hit.is(Category::Yes) || hit.is(Category::No))
        .find(|hit| scene.is_filled(tokens.start..hit.tokens.start))?;
    let clause = prose.clauses()[scene.clause_of(hit.tokens.start)];
    let rest = hit.end..clause.end.min(scene.region.end);
    let goes_on = scene.hits.iter().any(|other| {
        other.tokens.start == hit.end
            && (matches!(
                other.rule.category,
                Category::We | Category::Consequence | Category::Terminator | Category::Contrast
            ) || other.rule.category.is_condition())
    });
    if !scene.is_filled(rest) && !goes_on {
        return None;
    }
    let polarity = if hit.is(Category::Yes) {
        Polarity::Affirmed
    } else {
        Polarity::Negated
    };
    // What follows the yes or no is read as what is said of the thing asked about.
    let place = hit.end..hit.end;
    let about = Scene::at(prose, place, Vec::new(), &tokens, language, amounts);
    let mut cues = Vec::new();
    let (_, dates) = about.time(&mut cues);
    let absolute = about.hits_of(Category::Absolute).next().is_some();
    let hedged = about.hits_of(Category::Hedged).next().is_some();
    Some(Answer {
        polarity,
        span: prose.sentences()[sentence].span,
        conditions: about.conditions(&dates).of_target(&mut cues),
        certainty: match (hedged, absolute) {
            (true, _) => Certainty::Hedged,
            (false, true) => Certainty::Absolute,
            (false, false) => Certainty::Stated,
        },
        holder: scene.holder(&mut cues),
    })
}

impl Scene<'_, '_> {
    /// Turns a question into the statement that the next sentence makes of it, if it answers.
    pub(super) fn take_answer(&self, reading: &mut Reading) {
        if reading.act != Act::Question || self.region.is_empty() || self.is_open() {
            return;
        }
        let next = self.prose.sentence_of(self.region.end - 1) + 1;
        if next >= self.prose.sentences().len() {
            return;
        }
        let told = answer_at(self.prose, next, self.language, self.all_amounts);
        // "Is it X? Will it be Y? Yes, and not Y" answers the second question by its own word.
        let echo = if told.is_none() || self.is_asked_behind_another() {
            self.echo(next)
        } else {
            None
        };
        let Some(answer) = echo.or(told) else {
            return;
        };
        reading.act = Act::Statement;
        reading.polarity = answer.polarity;
        if reading.holder != Holder::Other {
            reading.holder = answer.holder;
        }
        reading.certainty = answer.certainty;
        reading.conditions.extend(answer.conditions);
        reading.answer = Some(Box::new(answer.span));
    }

    /// Whether the sentence before the target's is a question too.
    fn is_asked_behind_another(&self) -> bool {
        let own = self.prose.sentence_of(self.target.start);
        own.checked_sub(1)
            .is_some_and(|before| self.prose.sentences()[before].closed == Mark::Question)
    }

    /// An answer that denies by a word of the question, as most answers in Chinese do: "会不会换？
    /// 不换。"
    fn echo(&self, sentence: usize) -> Option<Answer> {
        if self.prose.sentences()[sentence].closed == Mark::Question {
            return None;
        }
        let tokens = self.prose.sentence_tokens(sentence);
        let place = tokens.start..tokens.start;
        let about = Scene::at(
            self.prose,
            place,
            Vec::new(),
            &tokens,
            self.language,
            self.all_amounts,
        );
        let ends_denial =
            |scene: &Scene, at: usize| scene.hits_of(Category::Negation).any(|hit| hit.end == at);
        let clauses = self.prose.clauses();
        let asked = clauses[self.first_clause()].first..clauses[self.last_clause()].end;
        let denied = about.hits_of(Category::Negation).find(|hit| {
            let clause = about.clause_of(hit.tokens.start);
            let word = self.prose.word(hit.end.min(tokens.end - 1));
            hit.rule.reaches_right()
                && hit.end < tokens.end
                && clause <= about.clause_of(tokens.start) + 1
                && !self.language.is_common(word)
                && asked
                    .clone()
                    .any(|at| self.prose.word(at) == word && !ends_denial(self, at))
        })?;
        let mut cues = Vec::new();
        let (_, dates) = about.time(&mut cues);
        about.seen(denied, &mut cues);
        Some(Answer {
            polarity: Polarity::Negated,
            span: self.prose.sentences()[sentence].span,
            conditions: about.conditions(&dates).of_target(&mut cues),
            certainty: Certainty::Stated,
            holder: about.holder(&mut cues),
        })
    }

    /// Whether the target's clause asks what neither yes nor no answers.
    fn is_open(&self) -> bool {
        self.hits_of(Category::Open).any(|hit| {
            let here = self.clause_of(hit.tokens.start);
            let between = if hit.tokens.start < self.target.start {
                hit.tokens.end..self.target.start
            } else {
                self.target.end..hit.tokens.start
            };
            (self.first_clause()..=self.last_clause()).contains(&here)
                && self.stands_well(hit)
                && !self.hits_of(Category::Coordinator).any(|other| {
                    between.contains(&other.tokens.start) && hit.tokens.start > self.target.start
                })
        })
    }

    /// A lead whose denied predicate has its subjects below it: "The following do not apply:".
    /// What a lead only forbids somebody is talked about, and promised to nobody: "The following
    /// is prohibited:".
    fn deny_items(&self, reading: &mut Reading, is_open: bool) {
        let forbids = |hit: &&Hit| {
            let denies = hit.is(Category::Negation) || hit.is(Category::Cessation);
            let left = hit.rule.reaches_left() && !hit.rule.reaches_right();
            is_open && denies && left && self.stands_well(hit)
        };
        // A heading has no colon: "What you won't find here".
        let heads = |hit: &&Hit| {
            let clause = self.prose.clauses()[self.clause_of(hit.tokens.start)];
            !is_open
                && hit.is(Category::Negation)
                && hit.rule.at == At::Lead
                && hit.tokens.len() >= HEADING
                && self.is_filled(clause.first.max(self.region.start)..hit.tokens.start)
                && self.is_filled(hit.end..clause.end.min(self.region.end))
        };
        let denies = |hit: &&Hit| self.is_denying_lead(hit) || heads(hit);
        if let Some(hit) = self.hits.iter().find(denies) {
            reading.polarity = Polarity::Negated;
            self.seen(hit, &mut reading.cues);
        } else if let Some(hit) = self.hits.iter().find(forbids) {
            reading.act = Act::Mention;
            self.seen(hit, &mut reading.cues);
        }
    }
}
