//! The limits that a text gives beside a statement: "on orders over $50", "up to 24 hours before".

use std::ops::Range;

use crate::document::{BlockId, BlockKind};
use crate::language::{Aside, Condition, Language, Side, goes_on, names_place};
use crate::quantity::{Kind, Quantity};
use crate::rules::{PhraseRole, PromiseId};
use crate::text::fold::fold_word;
use crate::text::{Prose, Span};

use super::analysis::{Analysis, Hit};
use super::page::Page;
use super::read::{Words, within};
use super::statement::{Limits, Role, ValueBeside};
use super::{gratis, labels};

/// So many tokens of a sentence are read on either side of what is said.
const LONGEST_SIDE: usize = 64;
/// Of what tells a limit elsewhere, so many bytes are read.
const LONGEST_TOLD: usize = 240;
/// The rows under a header, and the cells of a row, that are read for limits.
const MOST_ROWS: usize = 32;
const MOST_CELLS: usize = 8;
/// The marks on either side of a claim, and the blocks of a footnote, that are read for limits.
const MOST_MARKS: usize = 4;
const MOST_NOTES: usize = 4;
/// So many values of a block are kept with one of them.
const MOST_VALUES: usize = 8;

/// What may limit a statement.
///
/// Of a claim, the quantities of its own sentence, the ones around it, the head of its row, its
/// footnotes, and what is said first under it where it is a heading, except where that breaks the
/// promise. Of a breach, which names its price too, only what has a bound or is told to lie behind
/// ("after 30 GB"), in its sentence, its heading, its row, or the rows under it where it heads a
/// column, and what stands before a sentence that goes on from it ("after that"). Of a value, the
/// desks that its sentence names. `inherited` are the conditions from outside the block.
pub(super) fn of(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    (promise, role): (PromiseId, Role),
    words: &Words,
    amounts: &[Quantity],
    inherited: &[Condition],
) -> Limits {
    let target = &words.tokens;
    let is_claim = role == Role::Claim;
    let language = analysis.language;
    if role == Role::Value {
        let sentence = sentence(&analysis.prose, target);
        let mut sides = language.desks(&analysis.prose, sentence.clone());
        let said = &analysis.prose.original()[span_of(&analysis.prose, &sentence).range()];
        let abbreviations = page.extractor.languages.abbreviations();
        sides.extend(language.special(said, true, abbreviations));
        sides.extend(special_of_headings(page, block, language, false));
        sides.extend(special_of_headings(page, block, language, true));
        sides.extend(opposites_of_value(page, block, analysis, target));
        let months = language.months(&analysis.prose, &sentence);
        sides.extend(tiers(page, analysis, &sentence, target));
        sides.extend(places(page, block, analysis, (role, words), sentence));
        return Limits {
            sides,
            months,
            values: values_beside(&analysis.prose, amounts, words),
            ..Limits::default()
        };
    }
    if !is_claim && !matches!(role, Role::Breach(_)) {
        return Limits::default();
    }
    let is_told = |prose: &Prose, quantity: &Quantity| {
        let beyond = || language.lies_beyond(prose, &prose.tokens_in(quantity.core));
        limits_something(quantity)
            && (is_claim || quantity.is_bound() || quantity.is_range() || beyond())
    };
    let sentence = sentence(&analysis.prose, target);
    let near = near(analysis, &sentence, is_claim.then_some(promise));
    let told = within(amounts, near).iter();
    let told = told.filter(|quantity| is_told(&analysis.prose, quantity));
    let span = span_of(&analysis.prose, &sentence);
    let (own, beside) = told
        .cloned()
        .partition(|quantity| quantity.core.overlaps(span));
    let mut own: Vec<Quantity> = own;
    if !is_claim {
        let units = page.extractor.units;
        own.extend(language.numbered_periods(&analysis.prose, &sentence, units));
    }
    let taken = taken(analysis, &sentence, target);
    let mut sides = language.sides(&analysis.prose, sentence.clone(), &taken);
    if !language.adds(&analysis.prose, &sentence) {
        let own_clause = clause(&analysis.prose, target);
        keep_nearer(
            &mut sides,
            &language.sides(&analysis.prose, own_clause, &taken),
        );
    }
    let months = language.months(&analysis.prose, &sentence);
    sides.extend(tiers(page, analysis, &sentence, target));
    sides.extend(places(page, block, analysis, (role, words), sentence));
    let mut limits = Limits {
        own,
        beside,
        sides,
        months,
        values: Vec::new(),
    };
    if is_claim {
        let said = &analysis.prose.original()[span.range()];
        let abbreviations = page.extractor.languages.abbreviations();
        limits
            .sides
            .extend(language.special(said, true, abbreviations));
    }
    let special = special_of_headings(page, block, language, is_claim);
    limits.sides.extend(special);
    if !is_claim && goes_on(&analysis.prose, span, language) {
        let before = before(&analysis.prose, span);
        let told = within(amounts, before).iter();
        limits
            .beside
            .extend(told.filter(|told| limits_something(told)).cloned());
    }
    let elsewhere = if is_claim {
        told_of_claim(page, block, promise, words.span)
    } else {
        told_of_charge(page, block, language)
    };
    let text = |block: &BlockId| page.document.blocks[*block].text.text();
    let texts = elsewhere.iter().map(text);
    let conditions = inherited.iter().map(|condition| &*condition.text);
    let reader = language.quantities(page.extractor.units);
    let abbreviations = page.extractor.languages.abbreviations();
    for (text, is_block) in texts
        .map(|text| (text, true))
        .chain(conditions.map(|text| (text, false)))
    {
        let text = &text[..text.floor_char_boundary(LONGEST_TOLD.min(text.len()))];
        let read = reader.read(text, None);
        let apart = is_block && !is_claim;
        if read.is_empty() && !apart {
            continue;
        }
        let prose = Prose::new(text, abbreviations);
        let told = read.into_iter();
        let told = told.filter(|quantity| is_told(&prose, quantity));
        limits.beside.extend(told);
        if apart {
            let tokens = 0..prose.tokens().len();
            limits.sides.extend(language.sides(&prose, tokens, &[]));
        }
    }
    limits
}

/// The amounts of a block of the kind that a value has, which is its words: itself first, each with its
/// clause.
fn values_beside(prose: &Prose, amounts: &[Quantity], words: &Words) -> Vec<ValueBeside> {
    let is_own = |amount: &Quantity| words.span.overlaps(amount.core);
    let Some(own) = amounts.iter().find(|amount| is_own(amount)) else {
        return Vec::new();
    };
    let others = amounts
        .iter()
        .filter(|amount| amount.kind == own.kind && !is_own(amount));
    let with_clause = |amount: &Quantity| {
        let clause = span_of(prose, &clause(prose, &prose.tokens_in(amount.core)));
        ValueBeside {
            amount: amount.clone(),
            clause: fold_word(&prose.original()[clause.range()]).into(),
        }
    };
    let values = std::iter::once(own).chain(others);
    values.take(MOST_VALUES).map(with_clause).collect()
}

/// The sides of opposites that the sentence of a value names, or else its row or its heading.
fn opposites_of_value(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    target: &Range<usize>,
) -> Vec<Aside> {
    let (language, prose) = (analysis.language, &analysis.prose);
    let mut sides = language.opposites(prose, sentence(prose, target));
    if !language.adds(prose, &sentence(prose, target)) {
        keep_nearer(
            &mut sides,
            &language.opposites(prose, clause(prose, target)),
        );
    }
    if !sides.is_empty() {
        return sides;
    }
    of_labels(page, block, |label| {
        language.opposites(label, 0..label.tokens().len())
    })
}

/// What the nearest of the labels over a block that says anything says.
fn of_labels(page: &Page, block: BlockId, read: impl Fn(&Prose) -> Vec<Aside>) -> Vec<Aside> {
    let abbreviations = page.extractor.languages.abbreviations();
    let labels = labels::texts(page, block);
    let mut said = labels.map(|label| read(&Prose::new(label, abbreviations)));
    said.find(|said| !said.is_empty()).unwrap_or_default()
}

/// Of two opposites, the one that the clause of a statement names is meant: "gifts of *individuals* go to
/// the wells, and *companies* pay our rent".
fn keep_nearer(sides: &mut Vec<Aside>, near: &[Aside]) {
    let is_near = |side: Side, of: &str| {
        let mut near = near.iter();
        near.any(|aside| aside.side == side && *aside.of == *of)
    };
    sides.retain(|aside| match aside.side {
        Side::First => is_near(Side::First, &aside.of) || !is_near(Side::Second, &aside.of),
        Side::Second => is_near(Side::Second, &aside.of) || !is_near(Side::First, &aside.of),
        _ => true,
    });
}

/// The tokens of the clauses of a target.
fn clause(prose: &Prose, target: &Range<usize>) -> Range<usize> {
    let tokens = prose.tokens();
    let at = |token: usize| tokens.get(token).map(|token| prose.clauses()[token.clause]);
    let (first, last) = (at(target.start), at(target.end.max(target.start + 1) - 1));
    first.map_or(0..0, |first| first.first..last.unwrap_or(first).end)
}

/// The places that a sentence is limited to, or else the nearest of the labels over it; none where a
/// breach is that something is in a place.
fn places(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    (role, words): (Role, &Words),
    sentence: Range<usize>,
) -> Vec<Aside> {
    let language = analysis.language;
    let prose = &analysis.prose;
    let in_gap = |token: &usize| {
        let span = prose.tokens()[*token].span;
        words.gaps.iter().any(|gap| gap.contains(span))
    };
    let mut said = words.tokens.clone().filter(|token| !in_gap(token));
    if matches!(role, Role::Breach(_)) && said.any(|token| names_place(prose, token)) {
        return Vec::new();
    }
    let promised = role == Role::Claim;
    let own = language.places(prose, &sentence, &words.tokens, promised);
    if !own.is_empty() {
        return own;
    }
    of_labels(page, block, |label| language.places_of_label(label))
}

/// The members of families of products, and the branches, that the clause of a target names, or else its
/// sentence, unless that speaks of all.
fn tiers(
    page: &Page,
    analysis: &Analysis,
    sentence: &Range<usize>,
    target: &Range<usize>,
) -> Vec<Aside> {
    let prose = &analysis.prose;
    let everything = &analysis.everything;
    let first = everything.partition_point(|&token| token < sentence.start);
    if everything
        .get(first)
        .is_some_and(|token| sentence.contains(token))
    {
        return Vec::new();
    }
    let amounts = analysis.quantities(page.extractor.units);
    let amounts = within(amounts, span_of(prose, sentence));
    let named = |tokens: Range<usize>| {
        let mut named = analysis.language.tiers(prose, tokens.clone(), amounts);
        named.extend(analysis.language.branches(prose, tokens));
        named
    };
    let own = named(clause(prose, target));
    if own.is_empty() {
        return named(sentence.clone());
    }
    own
}

/// The tokens of a sentence that set nothing apart: the target, and the names of subjects, which
/// are a matter of the scope.
fn taken(analysis: &Analysis, sentence: &Range<usize>, target: &Range<usize>) -> Vec<Range<usize>> {
    let names = &analysis.names;
    let first = names.partition_point(|name| name.tokens.end <= sentence.start);
    let names = names[first..].iter();
    let names = names.take_while(|name| name.tokens.start < sentence.end);
    let names = names.map(|name| name.tokens.clone());
    std::iter::once(target.clone()).chain(names).collect()
}

/// The blocks outside its own that tell the limit of a claim, and do not break its promise.
fn told_of_claim(page: &Page, block: BlockId, promise: PromiseId, claim: Span) -> Vec<BlockId> {
    let blocks = &page.document.blocks;
    let own = &blocks[block];
    let mut told = own
        .cell
        .as_ref()
        .map_or_else(Vec::new, |cell| cell.row_headers.to_vec());
    told.truncate(MOST_CELLS);
    let behind = own.marks.partition_point(|mark| mark.at < claim.end);
    let near = behind.saturating_sub(MOST_MARKS)..(behind + MOST_MARKS).min(own.marks.len());
    for mark in &own.marks[near] {
        let note = &page.document.footnotes[mark.footnote];
        told.extend(note.blocks.iter().take(MOST_NOTES));
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

/// The customers and uses with a deal of their own that the headings over a block name, or the
/// headers of its row.
fn special_of_headings(
    page: &Page,
    block: BlockId,
    language: &Language,
    claim: bool,
) -> Vec<Aside> {
    let document = page.document;
    let cell = document.blocks[block].cell.as_ref();
    let headers = cell.map_or(&[] as &[BlockId], |cell| &cell.row_headers);
    let headings = document.heading_path(document.blocks[block].section);
    let mut special = Vec::new();
    for head in headings.chain(headers.iter().copied()).take(MOST_CELLS) {
        let text = document.blocks[head].text.text();
        let text = &text[..text.floor_char_boundary(LONGEST_TOLD.min(text.len()))];
        special.extend(language.special(text, claim, page.extractor.languages.abbreviations()));
    }
    special
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

/// Whether a quantity can be what a promise is limited to; a bare number must have a bound, and what
/// is free is no limit.
fn limits_something(quantity: &Quantity) -> bool {
    match quantity.kind {
        Kind::Number => quantity.is_bound() || quantity.is_range(),
        Kind::Money if quantity.is_zero() => false,
        kind => !matches!(kind, Kind::Schedule | Kind::Date),
    }
}

/// The bytes of a statement's own sentence, and for a claim of those around it that do not break its
/// promise.
fn near(analysis: &Analysis, own: &Range<usize>, claimed: Option<PromiseId>) -> Span {
    let prose = &analysis.prose;
    let Some(promise) = claimed else {
        return span_of(prose, own);
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
    around.fold(span_of(prose, own), |near, other| {
        near.union(span_of(prose, &other))
    })
}

/// The tokens of the target's sentence, up to [`LONGEST_SIDE`] on either side of the target.
pub(super) fn sentence(prose: &Prose, target: &Range<usize>) -> Range<usize> {
    let Some(last) = prose.tokens().len().checked_sub(1) else {
        return 0..0;
    };
    let whole = prose.sentence_tokens(prose.sentence_of(target.start.min(last)));
    let start = target.start.saturating_sub(LONGEST_SIDE).max(whole.start);
    start..(target.end + LONGEST_SIDE).min(whole.end)
}

pub(super) fn span_of(prose: &Prose, tokens: &Range<usize>) -> Span {
    if tokens.is_empty() {
        return Span::default();
    }
    prose.span_of(tokens.start, tokens.end)
}

/// The bytes of the sentence before some bytes.
fn before(prose: &Prose, span: Span) -> Span {
    let sentences = prose.sentences();
    let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    at.checked_sub(1)
        .map_or_else(Span::default, |at| sentences[at].span)
}
