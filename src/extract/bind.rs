//! Values: which quantity belongs to which topic.
//!
//! A value in the topic's clause comes before one in its sentence, and that before one whose
//! topic stands in a header, a lead or a heading. In a clause topics and values go pairwise.

use std::ops::Range;

use crate::document::{BlockId, BlockKind, Inherited};
use crate::language::Act;
use crate::quantity::{Kind, Quantity};
use crate::rules::{PhraseRole, PromiseId, ValueRule};
use crate::text::{Prose, Span};

use super::analysis::{Analysis, Hit};
use super::page::Page;
use super::read::{self, Draft, Words};
use super::statement::{Because, Reason, Role, Statement};

/// Appends a statement for each value whose topic stands in the same block.
pub(super) fn values(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    statements: &mut Vec<Statement>,
) {
    let ruleset = page.extractor.ruleset;
    let mut topics: Vec<(PromiseId, Vec<&Hit>)> = Vec::new();
    for hit in &analysis.hits {
        if let PhraseRole::Topic(promise) = hit.role {
            match topics.iter_mut().find(|(known, _)| *known == promise) {
                Some((_, hits)) => hits.push(hit),
                None => topics.push((promise, vec![hit])),
            }
        }
    }
    for (promise, hits) in topics {
        let Some(rule) = &ruleset.promises[promise.index()].value else {
            continue;
        };
        let Some(kind) = rule.wanted() else { continue };
        let amounts = read::quantities(page, analysis, Some(kind));
        for (hit, amount) in bound(&analysis.prose, &hits, &amounts, kind) {
            let topic = hit.found.span;
            let read_all = &amounts;
            statements.extend(value(
                page, block, analysis, promise, topic, amount, read_all,
            ));
        }
    }
}

/// Appends a statement for a value whose topic stands in a header, a lead or a heading.
pub(super) fn inherited_values(page: &Page, block: BlockId, statements: &mut Vec<Statement>) {
    let document = page.document;
    let own = &document.blocks[block];
    if matches!(own.kind, BlockKind::Heading(_)) {
        return;
    }
    let ruleset = page.extractor.ruleset;
    let mut settled: Vec<PromiseId> = Vec::new();
    for inherited in document.inherited(block) {
        let Some(head) = page.analysis(inherited.block()) else {
            continue;
        };
        for hit in &head.hits {
            let PhraseRole::Topic(promise) = hit.role else {
                continue;
            };
            let rule = ruleset.promises[promise.index()].value.as_ref();
            let Some(kind) = rule.and_then(ValueRule::wanted) else {
                continue;
            };
            if settled.contains(&promise) {
                continue;
            }
            settled.push(promise);
            let has_own_topic = page.analysis(block).is_some_and(|analysis| {
                analysis
                    .hits
                    .iter()
                    .any(|hit| hit.role == PhraseRole::Topic(promise))
            });
            if has_own_topic {
                continue;
            }
            let text = own.text.text();
            let analysis = Analysis::ungated(page.extractor, text, |text| page.language_of(text));
            let amounts = read::quantities(page, &analysis, Some(kind));
            let fitting: Vec<&Quantity> = amounts
                .iter()
                .filter(|amount| amount.kind == kind)
                .collect();
            // Under a heading a lone value is its own; which of several is meant is a guess.
            let lone = fitting.len() == 1;
            let near = !matches!(inherited, Inherited::Heading(_));
            if let Some(&amount) = fitting.first()
                && (lone || (near && own.cell.is_some()))
            {
                let topic = amount.span;
                statements.extend(value(
                    page, block, &analysis, promise, topic, amount, &amounts,
                ));
            }
        }
    }
}

/// Pairs topics with quantities of `kind`.
fn bound<'h, 'q>(
    prose: &Prose,
    topics: &[&'h Hit],
    amounts: &'q [Quantity],
    kind: Kind,
) -> Vec<(&'h Hit, &'q Quantity)> {
    // In the order of the text, each with whether a topic took it.
    let mut free: Vec<(&Quantity, bool)> = amounts
        .iter()
        .filter(|amount| amount.kind == kind)
        .map(|amount| (amount, false))
        .collect();
    let mut pairs = Vec::new();
    let mut open: Vec<&Hit> = Vec::new();
    for &topic in topics {
        let marked = topic.found.value.and_then(|span| take(&mut free, span));
        match marked {
            Some(amount) => pairs.push((topic, amount)),
            None => open.push(topic),
        }
    }
    let clause = |token: usize| {
        let clause = prose.clauses()[prose.tokens()[token].clause];
        clause.first..clause.end
    };
    let sentence = |token: usize| prose.sentence_tokens(prose.sentence_of(token));
    let reaches: [&dyn Fn(usize) -> Range<usize>; 2] = [&clause, &sentence];
    for reach in reaches {
        open.retain(|&topic| {
            let within = reach(topic.found.tokens.start);
            match take_nearest(prose, &mut free, topic, &within) {
                Some(amount) => {
                    pairs.push((topic, amount));
                    false
                }
                None => true,
            }
        });
    }
    pairs
}

/// The nearest quantity within some tokens, those behind the topic first.
fn take_nearest<'q>(
    prose: &Prose,
    free: &mut [(&'q Quantity, bool)],
    topic: &Hit,
    within: &Range<usize>,
) -> Option<&'q Quantity> {
    let span = prose.span_of(within.start, within.end);
    let topic = topic.found.span;
    let first = free.partition_point(|(q, _)| q.span.end <= span.start);
    let end = free.partition_point(|(q, _)| q.span.start < span.end);
    let turn = free.partition_point(|(q, _)| q.span.start < topic.start);
    let turn = turn.clamp(first, end);
    let fits = |(q, taken): &&mut (&Quantity, bool)| !*taken && span.overlaps(q.core);
    let (before, behind) = free[first..end].split_at_mut(turn - first);
    let found = behind.iter_mut().find(fits);
    let (amount, taken) = found.or_else(|| before.iter_mut().rev().find(fits))?;
    *taken = true;
    Some(*amount)
}

/// The first quantity that shares a byte with `span`.
fn take<'q>(free: &mut [(&'q Quantity, bool)], span: Span) -> Option<&'q Quantity> {
    let first = free.partition_point(|(q, _)| q.span.end <= span.start);
    let near = free[first..].iter_mut();
    let (amount, taken) = near
        .take_while(|(q, _)| q.span.start < span.end)
        .find(|(_, taken)| !*taken)?;
    *taken = true;
    Some(*amount)
}

fn value(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    promise: PromiseId,
    topic: Span,
    amount: &Quantity,
    amounts: &[Quantity],
) -> Option<Statement> {
    let tokens = analysis.prose.tokens_in(amount.span);
    if tokens.is_empty() {
        return None;
    }
    let text = analysis.prose.original();
    let said = text[amount.span.range()].to_owned();
    let because = Because {
        reason: Reason::Value { said },
        span: Some(topic.union(amount.span)),
    };
    let words = Words {
        tokens,
        span: amount.span,
        gaps: Vec::new(),
    };
    let draft = Draft {
        promise,
        role: Role::Value,
        words,
        value: Some(amount.clone()),
        because,
    };
    let mut statement = draft.read(page, block, analysis, amounts)?;
    if statement.reading.act == Act::Statement && in_table_of_remedies(page, block) {
        statement.reading.act = Act::Hypothetical;
    }
    Some(statement)
}

/// Whether a cell stands in a table of what is given where a promise is missed: its values are
/// those of the failure, not of the promise.
fn in_table_of_remedies(page: &Page, block: BlockId) -> bool {
    let blocks = &page.document.blocks;
    let Some(own) = &blocks[block].cell else {
        return false;
    };
    let top = |id: &&BlockId| blocks[**id].cell.as_ref().is_some_and(|cell| cell.row == 0);
    page.cells(own.table).iter().take_while(top).any(|&head| {
        let text = blocks[head].text.text();
        page.language_of(text).names_remedies(text)
    })
}
