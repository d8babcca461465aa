//! From a phrase found in a block to a statement with its reading.

use std::ops::Range;
use std::sync::Arc;

use crate::document::BlockId;
use crate::language::{
    Act, Amount, Category, Certainty, ConditionKind, Holder, Language, Polarity, Target,
    begins_with_denial, is_quotation, is_quoted_part, read_beside,
};
use crate::quantity::{Kind, Quantity, Sense};
use crate::rules::{PhraseRole, PromiseId, has_titles};
use crate::text::{Mark, Prose, Span};

use super::analysis::{Analysis, Hit, main_clause};
use super::page::{Page, sentence_id, spot_id};
use super::scope::Found;
use super::statement::{Basis, BasisWords, Locus, Place, Role, Spot, Statement};
use super::{
    broken, counted, defined, discourse, gratis, labels, limits, others, passing, priced,
    promising, resolve,
};

/// So many tokens of the sentences of a statement are read for quantities and names on either side.
const LONGEST_SIDE: usize = 128;
/// So many phrases behind a question are looked at for another question.
const MOST_ASKED: usize = 64;

/// Appends a statement for each claim, breach and disclosure of a block.
pub(super) fn statements(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    statements: &mut Vec<Statement>,
) {
    let mut amounts = None;
    for hit in &analysis.hits {
        let Some((promise, role)) = stated(hit.role) else {
            continue;
        };
        let amounts = amounts.get_or_insert_with(|| quantities(page, analysis, None));
        let words = Words::of(hit);
        let basis = phrase_basis(analysis.prose.original(), &words);
        let draft = Draft {
            promise,
            role,
            words,
            value: None,
            basis,
        };
        statements.extend(draft.read(page, block, analysis, amounts));
    }
}

/// Where a statement's words lie in the block's prose.
pub(super) struct Words {
    pub tokens: Range<usize>,
    /// In the prose's original text.
    pub span: Span,
    pub gaps: Vec<Span>,
}

impl Words {
    /// The words of a phrase in its own block.
    pub(super) fn of(hit: &Hit) -> Self {
        Self {
            tokens: hit.found.tokens.clone(),
            span: hit.found.span,
            gaps: hit.found.gaps.clone(),
        }
    }

    /// What the phrase says in the main clause, where it goes on into it: from its first word there on,
    /// so that what it skipped before is read as what stands beside it.
    fn said_in(&self, main: Span) -> Span {
        let mut gaps = self.gaps.iter();
        let skipped = gaps.find(|gap| gap.start < main.start && main.start < gap.end);
        skipped.map_or(main, |gap| Span::new(gap.end.min(main.end), main.end))
    }
}

/// A statement that is not read yet.
pub(super) struct Draft {
    pub promise: PromiseId,
    pub role: Role,
    pub words: Words,
    pub value: Option<Quantity>,
    pub basis: Basis,
}

impl Draft {
    /// Whether a later question of the block asks for the promise too, which is what an answer in the
    /// next block answers.
    fn is_asked_further(&self, analysis: &Analysis) -> bool {
        let prose = &analysis.prose;
        let own = prose.sentence_of(self.words.tokens.start);
        let before = |hit: &Hit| hit.found.tokens.start <= self.words.tokens.start;
        let first = analysis.hits.partition_point(before);
        let mut later = analysis.hits[first..].iter().take(MOST_ASKED);
        later.any(|hit| {
            let sentence = prose.sentence_of(hit.found.tokens.start);
            stated(hit.role).is_some_and(|(promise, _)| promise == self.promise)
                && sentence > own
                && prose.sentences()[sentence].closed == Mark::Question
        })
    }

    /// Reads the statement in its block; `None` where it has no place in the source.
    pub(super) fn read(
        self,
        page: &Page,
        block: BlockId,
        analysis: &Analysis,
        amounts: &[Quantity],
    ) -> Option<Statement> {
        let document = page.document;
        let own = &document.blocks[block];
        let text = &own.text;
        let span = text.source_span(self.words.span)?;
        // "Free from" heads a column of amounts, and is none.
        let is_header = own.cell.as_ref().is_some_and(|cell| cell.header);
        if is_header && self.value.as_ref().is_some_and(Quantity::is_zero) {
            return None;
        }
        let language = analysis.language;
        let near = near(&analysis.prose, &self.words.tokens);
        let told = told_apart(within(amounts, near), &analysis.prose, language);
        // What a phrase takes of the clause before the main clause says when the rest holds.
        let spans = within(amounts, near).iter().map(|amount| amount.span);
        let main = main_clause(&analysis.prose, &self.words.tokens, spans);
        let main = main.map(|first| analysis.prose.span_of(first, self.words.tokens.end));
        let said = main.map_or(self.words.span, |main| self.words.said_in(main));
        let gaps = self.words.gaps.iter().filter(|gap| gap.start >= said.start);
        let gaps = gaps.copied().collect();
        let target = Target {
            span: said,
            gaps,
            names: analysis.names_beside(&self.words.tokens, LONGEST_SIDE),
        };
        let is_breach = matches!(self.role, Role::Breach(_));
        let short: Vec<Span> = within(amounts, near)
            .iter()
            .filter(|amount| is_breach && is_below(amount))
            .map(|amount| amount.span)
            .collect();
        let mut reading = read_beside(&analysis.prose, &target, language, (&told, &short));
        if let Some(value) = &self.value {
            counted::leave_out_origin(value, &mut reading);
        }
        if self.role == Role::Claim {
            let said = within(amounts, self.words.span).iter();
            for value in said.filter(|value| self.words.span.contains(value.core)) {
                counted::leave_out_origin(value, &mut reading);
            }
        }
        let own_answer = reading.answer.as_deref();
        let own_answer = own_answer.and_then(|span| text.source_span(*span));
        let inherited = discourse::inherit(page, block, &mut reading);
        if is_breach {
            let units = page.extractor.units;
            broken::read_again(&mut reading, analysis, self.words.span, units);
            if reading.act == Act::Instruction && discourse::is_our_deed(page, block) {
                reading.act = Act::Statement;
            }
            let denied = reading.polarity == Polarity::Negated
                && !reading.cues.iter().any(|cue| cue.category.denies());
            if denied
                && within(amounts, near).iter().any(|amount| {
                    amount.kind == Kind::Money
                        && !amount.is_zero()
                        && amount.core.start >= self.words.span.end
                })
                && discourse::on_top_by_lead(page, block)
            {
                reading.polarity = Polarity::Affirmed;
            }
            if reading.holder == Holder::We && discourse::borne_by_lead(page, block) {
                reading.holder = Holder::Other;
            }
            if reading.polarity == Polarity::Affirmed
                && gratis::is_gratis(page, block, analysis, self.words.span)
            {
                reading.polarity = Polarity::Negated;
            }
        } else if reading.act == Act::Instruction
            && reading
                .cues
                .iter()
                .any(|cue| matches!(cue.category, Category::Imperative | Category::Leave))
        {
            // What the reader is free to do is offered.
            reading.act = Act::Statement;
        }
        if is_breach
            && reading.act == Act::Statement
            && ((discourse::is_title(page, block, analysis, self.words.span)
                && !priced::is_priced(page, block, analysis, self.words.span))
                || (own_answer.is_none()
                    && discourse::is_in_customers_voice(page, block, analysis, self.words.span))
                || defined::is_definition(page, block, analysis, self.promise, self.words.span)
                || is_quoted_part(&analysis.prose, self.words.span)
                || (is_quotation(&analysis.prose, self.words.span)
                    && !discourse::is_in_script(page, block)))
        {
            reading.act = Act::Mention;
        }
        if self.role == Role::Claim
            && reading.act == Act::Statement
            && has_titles(document.source.name())
            && discourse::is_title(page, block, analysis, self.words.span)
        {
            reading.act = Act::Mention;
        }
        if is_breach
            && reading.act == Act::Statement
            && gratis::is_shelved(page, block, analysis.language)
        {
            reading.act = Act::Mention;
        }
        let asked = reading.act == Act::Question
            && !reading.is_asked_of()
            && !self.is_asked_further(analysis);
        let answered = if asked {
            let words = (&analysis.prose, self.words.span);
            discourse::answer(page, block, words, &mut reading, || {
                begins_with_denial(&analysis.prose, &target, language)
            })
        } else {
            None
        };
        if is_breach
            && (reading.act, reading.polarity) == (Act::Question, Polarity::Affirmed)
            && reading.holder == Holder::We
            && (priced::is_priced(page, block, analysis, self.words.span)
                || priced::is_measured(page, block, analysis, self.words.span))
        {
            reading.act = Act::Statement;
        }
        let answer = answered
            .or(own_answer)
            .map(|span| Arc::new(Place::new(&document.source, span)));
        let exceptions: Vec<Span> = reading
            .conditions
            .iter()
            .filter(|condition| condition.kind == ConditionKind::Exception)
            .map(|condition| condition.span)
            .collect();
        let mut scope =
            resolve::scope(page, block, Some(analysis), &self.words.tokens, &exceptions);
        if is_breach {
            let charged = gratis::charged(page, block, analysis.language);
            scope.name(charged, Found::Column);
        }
        let ruleset = page.extractor.ruleset;
        scope.keep(|subject| ruleset.concerns(subject, self.promise));
        let mut cues = reading.cues.iter();
        // What the law demands is no choice of ours, save what is charged for it.
        let compelled = is_breach
            && cues.any(|cue| cue.category == Category::Compelled)
            && !language.names_charge(&analysis.prose.original()[self.words.span.range()]);
        let allowed = compelled || allowed(analysis, self.promise, &self.words.tokens);
        let passing = is_breach
            && matches!(self.basis.words, BasisWords::Phrase(_))
            && passing::is_passing(page, block, analysis, &scope, &self.words.tokens);
        let basis = Basis {
            span: self.basis.span.and_then(|span| text.source_span(span)),
            ..self.basis
        };
        let made = (self.promise, self.role);
        let limits = limits::of(
            page,
            block,
            analysis,
            made,
            &self.words,
            amounts,
            &inherited,
        );
        for condition in &mut reading.conditions {
            condition.span = text.source_span(condition.span).unwrap_or(span);
        }
        for cue in &mut reading.cues {
            cue.span = text.source_span(cue.span).unwrap_or(span);
        }
        reading.conditions.extend(inherited);
        let breaks = is_breach
            || self.role == Role::Value
            || (self.role == Role::Claim && reading.polarity == Polarity::Negated);
        let (others, spared, topics, beyond) = if breaks {
            (
                others::of(page, block, self.words.span),
                broken::spared(analysis, &self.words),
                others::topics(analysis, &self.words, amounts),
                broken::beyond(analysis, &self.words),
            )
        } else {
            Default::default()
        };
        let (sentence, within) = sentence(&analysis.prose, &self.words.tokens);
        let bytes = within.and_then(|within| text.source_span(within));
        let place = Place::new(&document.source, span).in_sentence(sentence, bytes);
        let words = (analysis, &self.words);
        let voice = promising::voice(page, made, &reading, block, words);
        Some(Statement {
            promise: self.promise,
            role: self.role,
            place: Arc::new(place),
            reading,
            scope: Arc::new(scope),
            value: self.value.map(Box::new),
            limits,
            language: Arc::clone(&language.code),
            channel: page.channel,
            locus: locus(page, block, &analysis.prose, &self.words.tokens),
            allowed,
            bare: analysis.bare,
            passing,
            voice,
            labels: labels::of(page, block),
            others,
            spared,
            topics,
            beyond,
            answer,
            basis,
        })
    }
}

/// A sentence of more bytes is not kept whole.
const LONGEST_SENTENCE: usize = 1024;

/// The folded sentence of the target, without the mark that ends it, and its bytes in the block.
fn sentence<'p>(prose: &'p Prose, target: &Range<usize>) -> (&'p str, Option<Span>) {
    let Some(last) = prose.tokens().len().checked_sub(1) else {
        return ("", None);
    };
    let at = target.start.min(last);
    let text = |of: Range<usize>| {
        let tokens = &prose.tokens()[of.clone()];
        let ends = tokens.first().zip(tokens.last());
        ends.map_or(("", None), |(first, last)| {
            let folded = &prose.folded()[first.folded.start..last.folded.end];
            (folded, Some(prose.span_of(of.start, of.end)))
        })
    };
    let whole = text(prose.sentence_tokens(prose.sentence_of(at)));
    if whole.0.len() <= LONGEST_SENTENCE {
        return whole;
    }
    let clause = prose.clauses()[prose.tokens()[at].clause];
    text(clause.first..clause.end)
}

/// The promise and role of a phrase that makes a statement.
fn stated(role: PhraseRole) -> Option<(PromiseId, Role)> {
    match role {
        PhraseRole::Claim(promise) => Some((promise, Role::Claim)),
        PhraseRole::Breach(promise, facet) => Some((promise, Role::Breach(facet))),
        PhraseRole::Disclosure(promise, index) => Some((promise, Role::Disclosure(index))),
        _ => None,
    }
}

/// That the words match a phrase of the promise; `text` is what `words` lie in.
pub(super) fn phrase_basis(text: &str, words: &Words) -> Basis {
    Basis {
        words: BasisWords::Phrase(text[words.span.range()].into()),
        span: Some(words.span),
    }
}

/// The quantities of a block's text, in its own offsets.
pub(super) fn quantities(page: &Page, analysis: &Analysis, wanted: Option<Kind>) -> Vec<Quantity> {
    if wanted.is_none() {
        return analysis.quantities(page.extractor.units).to_vec();
    }
    let reader = analysis.language.quantities(page.extractor.units);
    reader.read(analysis.prose.original(), wanted)
}

/// The bytes of the target's sentence and of the next one, which may answer it, up to
/// [`LONGEST_SIDE`] tokens on either side.
fn near(prose: &Prose, target: &Range<usize>) -> Span {
    let Some(last) = prose.tokens().len().checked_sub(1) else {
        return Span::default();
    };
    let sentence = prose.sentence_of(target.start.min(last));
    let next = (sentence + 1).min(prose.sentences().len() - 1);
    let (first, end) = (
        prose.sentence_tokens(sentence).start,
        prose.sentence_tokens(next).end,
    );
    let first = first.max(target.start.saturating_sub(LONGEST_SIDE));
    prose.span_of(first, end.min(target.end + LONGEST_SIDE))
}

/// The quantities that begin in a span; `amounts` are in the order of the text.
pub(super) fn within(amounts: &[Quantity], span: Span) -> &[Quantity] {
    let first = amounts.partition_point(|amount| amount.span.end <= span.start);
    let end = amounts.partition_point(|amount| amount.span.start < span.end);
    &amounts[first..end.max(first)]
}

/// Amounts that a customer reaches by using something, apart from hours, days, and the time that is
/// left before an event: nobody comes to cancel "24 hours before check-in" by staying.
fn told_apart(amounts: &[Quantity], prose: &Prose, language: &Language) -> Vec<Amount> {
    let reached = |amount: &Quantity| match amount.kind {
        Kind::Schedule | Kind::TimeOfDay | Kind::Date => false,
        Kind::Duration => !language.counts_down(prose, &prose.tokens_in(amount.core)),
        _ => true,
    };
    amounts
        .iter()
        .map(|amount| Amount {
            span: amount.span,
            of_kind: reached(amount),
        })
        .collect()
}

/// Whether an amount is told as less than so much of what not everybody has: an order, a stay, a
/// weight; a low speed is no limit, and neither is a price by the month.
fn is_below(amount: &Quantity) -> bool {
    let kinds = [
        Kind::Money,
        Kind::Count,
        Kind::Number,
        Kind::Weight,
        Kind::Length,
        Kind::Duration,
    ];
    let high = amount.interval().and_then(|interval| match interval.sense {
        Sense::AtMost => interval.high,
        _ => None,
    });
    high.is_some_and(|high| high.open) && amount.per.is_none() && kinds.contains(&amount.kind)
}

/// Whether a phrase that the promise allows stands in the sentence.
fn allowed(analysis: &Analysis, promise: PromiseId, target: &Range<usize>) -> bool {
    let prose = &analysis.prose;
    let sentence = prose.sentence_of(target.start);
    let tokens = prose.sentence_tokens(sentence);
    let span = prose.span_of(tokens.start, tokens.end);
    let hits = &analysis.hits;
    let first = hits.partition_point(|hit| hit.found.span.start < span.start);
    hits[first..]
        .iter()
        .take_while(|hit| hit.found.span.start < span.end)
        .any(|hit| hit.role == PhraseRole::Allow(promise))
}

/// The row of a table and the parts of one list item count as one block.
fn locus(page: &Page, block: BlockId, prose: &Prose, target: &Range<usize>) -> Locus {
    let document = page.document;
    let spot = Spot {
        section: spot_id(document.blocks[block].section),
        block: spot_id(page.whole_of(block)),
        sentence: sentence_id(block, prose.sentence_of(target.start)),
    };
    let footnote = document.blocks[block].footnote;
    let marks = footnote.map_or(&[] as &[Spot], |footnote| page.marked(footnote));
    Locus {
        spot,
        marks: marks.into(),
    }
}

/// Marks claims as narrowed that share their sentence with a breach of the same promise:
/// "unlimited data, slowed after 30 GB".
pub(super) fn narrow_by_breaches(statements: &mut [Statement]) {
    let breaches: std::collections::BTreeSet<(PromiseId, Spot)> = statements
        .iter()
        .filter(|statement| {
            matches!(statement.role, Role::Breach(_))
                && statement.reading.polarity == Polarity::Affirmed
                && statement.reading.act == Act::Statement
        })
        .map(|statement| (statement.promise, statement.locus.spot))
        .collect();
    for statement in statements {
        let own = (statement.promise, statement.locus.spot);
        let claims = statement.role == Role::Claim
            && statement.reading.polarity == Polarity::Affirmed
            && statement.reading.certainty != Certainty::Absolute;
        if claims && breaches.contains(&own) {
            statement.reading.narrowed = true;
        }
    }
}

/// The role and promise of a hit that makes a statement, for phrases across structure.
pub(super) fn stated_by(hit: &Hit) -> Option<(PromiseId, Role)> {
    stated(hit.role)
}
