//! Values: which quantity belongs to which topic.
//!
//! A value in the topic's clause comes before one in its sentence, and that before one whose
//! topic stands in a header, a lead or a heading. In a clause topics and values go pairwise.

use std::cell::OnceCell;

use crate::document::{BlockId, BlockKind, Inherited};
use crate::language::{
    Act, Condition, Cue, Polarity, Reading, Time, is_handled, is_origin, is_outside,
};
use crate::quantity::{Kind, Quantity};
use crate::rules::{PhraseRole, PromiseId, ValueRule};
use crate::text::Span;

use super::analysis::{Analysis, Hit};
use super::page::{Page, spot_id};
use super::pair::{self, Topics};
use super::read::{self, Draft, Words};
use super::statement::{Basis, BasisWords, Role, Statement};

/// So many statements before a value are looked through for another one of its section.
const LOOKED_BACK: usize = 64;

/// Appends a statement for each value whose topic stands in the same block.
pub(super) fn values(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    statements: &mut Vec<Statement>,
) {
    let ruleset = page.extractor.ruleset;
    let mut topics: Vec<Topics> = Vec::new();
    for hit in &analysis.hits {
        let PhraseRole::Topic(promise) = hit.role else {
            continue;
        };
        if let Some(known) = topics.iter_mut().find(|known| known.promise == promise) {
            known.open.push(hit);
            continue;
        }
        let rule = ruleset.promises[promise.index()].value.as_ref();
        if let Some(kind) = rule.and_then(ValueRule::wanted) {
            topics.push(Topics {
                promise,
                kind,
                amounts: read::quantities(page, analysis, Some(kind)),
                open: vec![hit],
                bound: Vec::new(),
                later: Vec::new(),
            });
        }
    }
    pair::bind(page, analysis, &mut topics);
    pair::succeed(page, analysis, &mut topics);
    for topics in &topics {
        for (topic, amount) in &topics.bound {
            let (promise, amounts) = (topics.promise, &topics.amounts);
            let mut read = value(page, block, analysis, promise, *topic, amount, amounts);
            let mut later = topics.later.iter();
            if let Some(Statement { reading, .. }) = &mut read
                && let Some((_, earlier)) = later.find(|(later, _)| *later == amount.core)
            {
                reading.time = since(reading.time);
                // What it was before is no condition: "from 38 up to 45".
                let earlier = &analysis.prose.original()[earlier.range()];
                let holds = |condition: &Condition| condition.text.contains(earlier);
                reading.conditions.retain(|condition| !holds(condition));
            }
            statements.extend(read);
        }
    }
}

/// When what something was changed to holds: from the change on.
fn since(changed: Time) -> Time {
    match changed {
        Time::Past => Time::Now,
        Time::Period { from, .. } => Time::Period { from, until: None },
        Time::Now | Time::Future => changed,
    }
}

/// Appends a statement for a value whose topic stands in a header, a lead or a heading.
pub(super) fn inherited_values(
    page: &Page,
    block: BlockId,
    inherited: &[Inherited],
    statements: &mut Vec<Statement>,
) {
    let document = page.document;
    let own = &document.blocks[block];
    if matches!(own.kind, BlockKind::Heading(_)) {
        return;
    }
    let ruleset = page.extractor.ruleset;
    let mut settled: Vec<PromiseId> = Vec::new();
    let analysis = OnceCell::new();
    for inherited in asked(page, inherited) {
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
            let analysis = analysis.get_or_init(|| {
                let text = own.text.text();
                Analysis::ungated(page.extractor, text, |text| page.language_in(block, text))
            });
            let amounts = read::quantities(page, analysis, Some(kind));
            let fitting: Vec<&Quantity> = amounts
                .iter()
                .filter(|amount| amount.kind == kind)
                .collect();
            // Under a heading a lone value is its own; which of several is meant is a guess.
            let lone = fitting.len() == 1;
            let near = !matches!(inherited, Inherited::Heading(_));
            // A section says once what its heading asks for: the next amount is of another thing.
            let told = |statement: &Statement| {
                statement.promise == promise
                    && statement.role == Role::Value
                    && statement.locus.spot.section == spot_id(own.section)
            };
            if !near && statements.iter().rev().take(LOOKED_BACK).any(told) {
                continue;
            }
            if let Some(&amount) = fitting.first()
                && (lone || (near && own.cell.is_some()))
            {
                let topic = amount.span;
                statements.extend(value(
                    page, block, analysis, promise, topic, amount, &amounts,
                ));
            }
        }
    }
}

/// What a block's values are looked for under: of the headings the innermost one, and those above
/// it that only names of subjects part from it.
fn asked<'i>(page: &Page, inherited: &'i [Inherited]) -> impl Iterator<Item = &'i Inherited> {
    let mut closed = false;
    inherited.iter().filter(move |inherited| {
        let Inherited::Heading(heading) = **inherited else {
            return true;
        };
        let names = || {
            page.analysis(heading)
                .is_some_and(|own| !own.subjects.is_empty())
        };
        !closed && {
            closed = !names();
            true
        }
    })
}

/// Whether all that denies a value are words of its topic, which denies something else: "no delivery
/// fee from £30".
fn is_denied_by_topic(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    (promise, topic): (PromiseId, Span),
    reading: &Reading,
) -> bool {
    let is_topic = |hit: &&Hit| hit.role == PhraseRole::Topic(promise) && hit.found.span == topic;
    let Some(hit) = analysis.hits.iter().find(is_topic) else {
        return false;
    };
    let in_source = |span: &Span| page.document.blocks[block].text.source_span(*span);
    let words: Vec<Span> = hit.found.words.iter().filter_map(in_source).collect();
    let is_word = |cue: &Cue| words.iter().any(|word| word.overlaps(cue.span));
    let mut denials = reading
        .cues
        .iter()
        .filter(|cue| cue.category.denies())
        .peekable();
    denials.peek().is_some() && denials.all(is_word)
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
    if tokens.is_empty() || is_customers(page, block) {
        return None;
    }
    // What somebody has left of a term is no term.
    let core = analysis.prose.tokens_in(amount.core);
    if amount.kind == Kind::Duration && analysis.language.is_left(&analysis.prose, &core) {
        return None;
    }
    let text = analysis.prose.original();
    let said = text[amount.span.range()].into();
    let basis = Basis {
        words: BasisWords::Value(said),
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
        basis,
    };
    let (prose, language) = (&analysis.prose, analysis.language);
    if is_handled(prose, topic, language) || is_origin(prose, topic, amount.span, language) {
        return None;
    }
    let hours = matches!(amount.kind, Kind::Schedule | Kind::TimeOfDay);
    if hours && is_outside(prose, amount.span, language) {
        return None;
    }
    let mut statement = draft.read(page, block, analysis, amounts)?;
    // Hours in which something is off are none in which it is on.
    if !hours
        && statement.reading.polarity == Polarity::Negated
        && is_denied_by_topic(page, block, analysis, (promise, topic), &statement.reading)
    {
        statement.reading.polarity = Polarity::Affirmed;
    }
    let tier = || in_table_of_remedies(page, block) || is_key(page, block, amount.kind);
    if statement.reading.act == Act::Statement && tier() {
        statement.reading.act = Act::Hypothetical;
    }
    Some(statement)
}

/// Whether a customer speaks: how long they have had a thing is no promise, whatever they hear.
fn is_customers(page: &Page, block: BlockId) -> bool {
    let own = &page.document.blocks[block];
    let label = own.speaker.map(|label| &own.text.text()[label.range()]);
    label.is_some_and(|label| page.customer_speaks(label))
}

/// The keys of a table are looked for in so many of its cells.
const KEY_CELLS: usize = 512;

/// Whether a cell is the key of its row, as the steps of a scale are: `| 99 – 99.9 % | 10 % |`.
fn is_key(page: &Page, block: BlockId, kind: Kind) -> bool {
    let blocks = &page.document.blocks;
    let Some(own) = &blocks[block].cell else {
        return false;
    };
    let first = |&&id: &&BlockId| {
        let cell = blocks[id].cell.as_ref();
        cell.is_some_and(|cell| cell.column == 0 && cell.row > 0)
    };
    let cells = page.cells(own.table).iter().take(KEY_CELLS);
    let mut keys = cells.filter(first);
    let holds = |&id: &BlockId| {
        let text = blocks[id].text.text();
        let reader = page.language_in(id, text).quantities(page.extractor.units);
        let amounts = reader.read(text, Some(kind));
        amounts.iter().any(|amount| amount.kind == kind)
    };
    own.column == 0
        && page.document.tables[own.table].columns > 1
        && keys.clone().count() > 1
        && keys.all(holds)
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
