//! What reaches beyond a sentence: answers to questions, and leads of lists.

use std::ops::Range;

use super::cue::{At, Category};
use super::reading::{Act, Certainty, Condition, Cue, Holder, Polarity, Reading, Time};
use super::scene::{Hit, Scene};
use super::{Amount, Language, Target};
use crate::text::fold::{fold_word, is_han};
use crate::text::{Mark, Prose, Span};

/// A heading of fewer words that denies is a topic: "Banned".
const HEADING: usize = 3;
/// In so many bytes behind a denial stands the verb that it denies.
const LONGEST_VERB: usize = 64;

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
    /// When it holds.
    pub time: Time,
    /// The words that say yes or no, folded.
    pub said: Vec<Box<str>>,
}

impl Answer {
    /// What it makes of a question in `text` that is read so.
    ///
    /// A no denies, however it was asked: "Will it really never be slowed? No.", unless it says again
    /// what the question denied: 真的不收钱？不收。 A yes agrees with what was denied, unless it says
    /// the verb that was: 没有运费吗？有。
    #[must_use]
    pub fn settles(&self, question: &Reading, text: &str) -> Polarity {
        if self.polarity == Polarity::Negated && self.repeats_denial(text) {
            return question.polarity;
        }
        if self.polarity == Polarity::Negated || question.polarity == Polarity::Affirmed {
            return self.polarity;
        }
        let mut denials = question.cues.iter().filter(|cue| cue.category.denies());
        let says_verb = denials.any(|cue| {
            let denied = fold_word(text.get(cue.span.range()).unwrap_or_default());
            let behind = text.get(cue.span.end..).unwrap_or_default();
            let behind = fold_word(&behind[..behind.floor_char_boundary(LONGEST_VERB)]);
            let mut said = self.said.iter();
            said.any(|word| denied.ends_with(&**word) || behind.trim_start().starts_with(&**word))
        });
        if says_verb {
            Polarity::Affirmed
        } else {
            Polarity::Negated
        }
    }
}

impl Answer {
    /// Whether the no is a denial of more words than one that stands in the question too; 会不会
    /// denies nothing.
    fn repeats_denial(&self, question: &str) -> bool {
        let is_han = self.said.iter().any(|word| word.starts_with(is_han));
        let said = self.said.join(if is_han { "" } else { " " });
        let Some(last) = self.said.last().filter(|_| self.said.len() > 1) else {
            return false;
        };
        let question = fold_word(question);
        let mut found = question.match_indices(&*said);
        found.any(|(at, _)| !question[..at].trim_end().ends_with(&**last))
    }
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
/// `asks` tells whether two folded words stand side by side in the question. `None` where it says
/// neither yes nor no.
#[must_use]
pub fn answer(
    prose: &Prose,
    language: &Language,
    amounts: &[Amount],
    asks: impl Fn(&str, &str) -> bool,
) -> Option<Answer> {
    answer_at(prose, 0, language, amounts, asks)
}

/// Whether two folded words stand side by side among some tokens.
#[must_use]
pub fn stand_together(prose: &Prose, tokens: Range<usize>, one: &str, other: &str) -> bool {
    let mut pairs = tokens.clone().zip(tokens.skip(1));
    pairs.any(|(a, b)| prose.word(a) == one && prose.word(b) == other)
}

/// Whether the first word of a phrase denies what stands behind it: "no caps".
#[must_use]
pub fn begins_with_denial(prose: &Prose, target: &Target, language: &Language) -> bool {
    Scene::new(prose, target, language, &[]).is_some_and(|scene| scene.begins_with_denial())
}

fn answer_at(
    prose: &Prose,
    sentence: usize,
    language: &Language,
    amounts: &[Amount],
    asks: impl Fn(&str, &str) -> bool,
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
    let says = |hit: &&Hit| hit.is(Category::Yes) || hit.is(Category::No);
    let comes_first = |hit: &&Hit| scene.is_filled(tokens.start..hit.tokens.start);
    // "For the first year, yes."
    let comes_last = |hit: &&Hit| {
        let clause = prose.clauses()[scene.clause_of(hit.tokens.start)];
        clause.opened == Mark::Comma
            && scene.is_filled(clause.first..hit.tokens.start)
            && scene.is_filled(hit.end..tokens.end)
    };
    let mut saying = scene.hits.iter().filter(says);
    let hit = saying.find(|hit| comes_first(hit) || comes_last(hit))?;
    let clause = prose.clauses()[scene.clause_of(hit.tokens.start)];
    let rest = hit.end..clause.end.min(scene.region.end);
    let goes_on = scene.hits.iter().any(|other| {
        other.tokens.start == hit.end
            && (matches!(
                other.rule.category,
                Category::We | Category::Consequence | Category::Terminator | Category::Contrast
            ) || other.rule.category.is_condition())
    });
    // 要交运费吗？要交。
    let repeats = || {
        let behind = hit.end + 1..clause.end.min(scene.region.end);
        hit.end < behind.end
            && scene.is_filled(behind)
            && asks(prose.word(hit.end - 1), prose.word(hit.end))
    };
    if !scene.is_filled(rest) && !goes_on && !repeats() {
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
    let (time, dates) = about.time(&mut cues);
    let conditions = about.conditions(&dates).of_target(&mut cues);
    // "On our old plans, yes" says nothing of the others.
    let is_bare = conditions.is_empty() && time == Time::Now;
    if is_bare && !comes_first(&hit) {
        return None;
    }
    let absolute = about.hits_of(Category::Absolute).next().is_some();
    let hedged = about.hits_of(Category::Hedged).next().is_some();
    Some(Answer {
        polarity,
        span: prose.sentences()[sentence].span,
        conditions,
        certainty: match (hedged, absolute) {
            (true, _) => Certainty::Hedged,
            (false, true) => Certainty::Absolute,
            (false, false) => Certainty::Stated,
        },
        holder: scene.holder(&mut cues),
        time,
        said: hit.tokens.clone().map(|at| prose.word(at).into()).collect(),
    })
}

impl Scene<'_, '_> {
    /// Turns a question into the statement that the next sentence makes of it, if it answers.
    pub(super) fn take_answer(&self, reading: &mut Reading) {
        if reading.act != Act::Question
            || reading.is_asked_of()
            || self.region.is_empty()
            || self.is_open()
        {
            return;
        }
        let next = self.prose.sentence_of(self.region.end - 1) + 1;
        if next >= self.prose.sentences().len() {
            return;
        }
        let asked = &self.region;
        let asks = |one: &str, other: &str| stand_together(self.prose, asked.clone(), one, other);
        let told = answer_at(self.prose, next, self.language, self.all_amounts, asks);
        // "Is it X? Will it be Y? Yes, and not Y" answers the second question by its own word.
        let echo = if told.is_none() || self.is_asked_behind_another() {
            self.echo(next)
        } else {
            None
        };
        let Some(answer) = echo.or(told) else {
            return;
        };
        // A no to "no caps?" does not say whether there are any.
        if answer.polarity == Polarity::Negated && self.begins_with_denial() {
            return;
        }
        reading.act = Act::Statement;
        let question = &self.prose.original()[..answer.span.start];
        reading.polarity = answer.settles(reading, question);
        if reading.holder != Holder::Other {
            reading.holder = answer.holder;
        }
        reading.certainty = answer.certainty;
        if reading.time == Time::Now {
            reading.time = answer.time;
        }
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
        let (time, dates) = about.time(&mut cues);
        about.seen(denied, &mut cues);
        Some(Answer {
            polarity: Polarity::Negated,
            span: self.prose.sentences()[sentence].span,
            conditions: about.conditions(&dates).of_target(&mut cues),
            certainty: Certainty::Stated,
            holder: about.holder(&mut cues),
            time,
            said: denied
                .tokens
                .clone()
                .map(|at| self.prose.word(at).into())
                .collect(),
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
