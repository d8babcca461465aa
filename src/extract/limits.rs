//! The limits that a text gives beside a statement: "on orders over $50", "up to 24 hours before".

use std::ops::Range;

use crate::document::{BlockId, BlockKind};
use crate::language::{Aside, Condition, Language};
use crate::quantity::{Kind, Quantity};
use crate::rules::{PhraseRole, PromiseId};
use crate::text::{Prose, Span};

use super::analysis::{Analysis, Hit};
use super::gratis;
use super::page::Page;
use super::read::within;
use super::statement::{Limits, Role};

/// So many tokens of a sentence are read on either side of what is said.
const LONGEST_SIDE: usize = 64;
/// Of what tells a limit elsewhere, so many bytes are read.
const LONGEST_TOLD: usize = 240;
/// The rows under a header, and the cells of a row, that are read for limits.
const MOST_ROWS: usize = 32;
const MOST_CELLS: usize = 8;

/// The quantities that may be limits of a statement.
///
/// Of a claim, what stands in its own sentence, the ones around it, the head of its row, its
/// footnotes, and what is said first under it where it is a heading, except where that breaks the
/// promise. Of a breach, which names its price too, only what has a bound or is told to lie behind
/// ("after 30 GB"), in its sentence, its heading, its row, or the rows under it where it heads a
/// column. `inherited` are the conditions from outside the block.
pub(super) fn beside(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    (promise, role): (PromiseId, Role),
    target: &Range<usize>,
    amounts: &[Quantity],
    inherited: &[Condition],
) -> Limits {
    let is_claim = role == Role::Claim;
    if !is_claim && !matches!(role, Role::Breach(_)) {
        return Limits::default();
    }
    let language = analysis.language;
    let is_told = |prose: &Prose, quantity: &Quantity| {
        let beyond = || language.lies_beyond(prose, &prose.tokens_in(quantity.core));
        limits_something(quantity) && (is_claim || quantity.is_bound() || beyond())
    };
    let may = |quantity: &&Quantity| is_told(&analysis.prose, quantity);
    let near = near(analysis, target, is_claim.then_some(promise));
    let sentence = span_of(&analysis.prose, &sentence(&analysis.prose, target));
    let told = within(amounts, near).iter().filter(may).cloned();
    let (own, mut beside): (Vec<_>, Vec<_>) =
        told.partition(|quantity| quantity.core.overlaps(sentence));
    let reader = language.quantities(page.extractor.units);
    let elsewhere = if is_claim {
        told_of_claim(page, block, promise)
    } else {
        told_of_charge(page, block, language)
    };
    let texts = elsewhere
        .iter()
        .map(|&other| page.document.blocks[other].text.text());
    let conditions = inherited.iter().map(|condition| &*condition.text);
    for text in texts.chain(conditions) {
        let text = &text[..text.floor_char_boundary(LONGEST_TOLD.min(text.len()))];
        let read = reader.read(text, None);
        if !read.is_empty() {
            let prose = Prose::new(text, page.extractor.languages.abbreviations());
            beside.extend(
                read.into_iter()
                    .filter(|quantity| is_told(&prose, quantity)),
            );
        }
    }
    Limits { own, beside }
}

/// What the sentence of a statement, and of a breach its heading and its row, set it apart from.
pub(super) fn sides(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    role: Role,
    target: &Range<usize>,
) -> Vec<Aside> {
    if !matches!(role, Role::Claim | Role::Breach(_)) {
        return Vec::new();
    }
    let (prose, language) = (&analysis.prose, analysis.language);
    // Whose names are left out is a matter of the scope.
    let within = sentence(prose, target);
    let first = analysis
        .names
        .partition_point(|name| name.tokens.end <= within.start);
    let names = analysis.names[first..].iter();
    let names = names.take_while(|name| name.tokens.start < within.end);
    let taken: Vec<_> = std::iter::once(target.clone())
        .chain(names.map(|name| name.tokens.clone()))
        .collect();
    let mut sides = language.sides(prose, within, &taken);
    if matches!(role, Role::Breach(_)) {
        for other in told_of_charge(page, block, language) {
            let text = page.document.blocks[other].text.text();
            if text.len() <= LONGEST_TOLD {
                let told = Prose::new(text, page.extractor.languages.abbreviations());
                sides.extend(language.sides(&told, 0..told.tokens().len(), &[]));
            }
        }
    }
    sides
}

/// The blocks outside its own that tell the limit of a claim, and do not break its promise.
fn told_of_claim(page: &Page, block: BlockId, promise: PromiseId) -> Vec<BlockId> {
    let blocks = &page.document.blocks;
    let own = &blocks[block];
    let mut told = own
        .cell
        .as_ref()
        .map_or_else(Vec::new, |cell| cell.row_headers.to_vec());
    for mark in &own.marks {
        told.extend(&page.document.footnotes[mark.footnote].blocks);
    }
    let next = block + 1;
    if matches!(own.kind, BlockKind::Heading(_))
        && blocks
            .get(next)
            .is_some_and(|below| below.section == own.section)
    {
        told.push(next);
    }
    let breaks = |other: BlockId| {
        let analysis = page.analysis(other);
        analysis.is_some_and(|analysis| analysis.hits.iter().any(|hit| is_breach_of(hit, promise)))
    };
    told.retain(|&other| other != block && !breaks(other));
    told
}

fn is_breach_of(hit: &Hit, promise: PromiseId) -> bool {
    matches!(hit.role, PhraseRole::Breach(broken, _) if broken == promise)
}

/// The blocks outside its own that tell when a charge is made: its heading, the cells of its row,
/// or of the rows under it that name a price.
fn told_of_charge(page: &Page, block: BlockId, language: &Language) -> Vec<BlockId> {
    let blocks = &page.document.blocks;
    let mut told = row_of(page, block);
    let headings = page.document.heading_path(blocks[block].section);
    told.extend(headings.filter(|&heading| heading != block).take(1));
    let Some(own) = blocks[block].cell.as_ref().filter(|cell| cell.header) else {
        return told;
    };
    let below = |id: &&BlockId| {
        let cell = blocks[**id].cell.as_ref();
        cell.is_some_and(|cell| cell.column == own.column && cell.row > own.row)
    };
    for &price in page.cells(own.table).iter().filter(below).take(MOST_ROWS) {
        if !gratis::is_nothing(page, language, blocks[price].text.text()) {
            told.extend(row_of(page, price));
        }
    }
    told
}

/// The other cells of a cell's row.
fn row_of(page: &Page, block: BlockId) -> Vec<BlockId> {
    let cell = page.document.blocks[block].cell.as_ref();
    let row = cell.map_or(&[] as &[BlockId], |cell| page.row(cell.table, cell.row));
    row.iter()
        .copied()
        .filter(|&other| other != block)
        .take(MOST_CELLS)
        .collect()
}

/// Whether a quantity can be what a promise is limited to; a bare number must have a bound.
fn limits_something(quantity: &Quantity) -> bool {
    match quantity.kind {
        Kind::Number => quantity.is_bound(),
        kind => !matches!(kind, Kind::Schedule | Kind::Date),
    }
}

/// The bytes of the target's sentence, and for a claim of those around it that do not break its
/// promise.
fn near(analysis: &Analysis, target: &Range<usize>, claimed: Option<PromiseId>) -> Span {
    let prose = &analysis.prose;
    let own = sentence(prose, target);
    let Some(promise) = claimed else {
        return span_of(prose, &own);
    };
    let before = own
        .start
        .checked_sub(1)
        .map(|last| sentence(prose, &(last..last)));
    let behind = (own.end < prose.tokens().len()).then(|| sentence(prose, &(own.end..own.end)));
    let keeps = |other: &Range<usize>| {
        let hits = &analysis.hits;
        let first = hits.partition_point(|hit| hit.found.tokens.start < other.start);
        let mut inside = hits[first..].iter();
        !inside.any(|hit| hit.found.tokens.start < other.end && is_breach_of(hit, promise))
    };
    let around = [before, behind].into_iter().flatten().filter(keeps);
    around.fold(span_of(prose, &own), |near, other| {
        near.union(span_of(prose, &other))
    })
}

/// The tokens of the target's sentence, up to [`LONGEST_SIDE`] on either side of the target.
fn sentence(prose: &Prose, target: &Range<usize>) -> Range<usize> {
    let Some(last) = prose.tokens().len().checked_sub(1) else {
        return 0..0;
    };
    let whole = prose.sentence_tokens(prose.sentence_of(target.start.min(last)));
    let start = target.start.saturating_sub(LONGEST_SIDE).max(whole.start);
    start..(target.end + LONGEST_SIDE).min(whole.end)
}

fn span_of(prose: &Prose, tokens: &Range<usize>) -> Span {
    if tokens.is_empty() {
        return Span::default();
    }
    prose.span_of(tokens.start, tokens.end)
}
