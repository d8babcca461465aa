//! What stands beside a breach under labels of its own: the other rows of its table, the other items
//! of its list, the other lists of its section, the other sections.

use std::ops::Range;

use crate::document::{Block, BlockId, BlockKind};
use crate::quantity::{Kind, Quantity};
use crate::rules::PhraseRole;
use crate::text::Span;
use crate::text::fold::fold_word;

use super::analysis::Analysis;
use super::limits;
use super::page::Page;
use super::read::{Words, within};

/// So many rows, items or sections are looked at before and behind.
const MOST: usize = 16;
/// A label has no more bytes than this.
const LONGEST: usize = 90;

/// The label of what a breach is told of, and of what stands beside it, folded, a label a line; those of
/// the sections around it behind an empty line. Empty where it has none, or stands alone.
pub(super) fn of(page: &Page, block: BlockId, words: Span) -> Box<str> {
    let own = &page.document.blocks[block];
    let tell = |labels: &Vec<String>| {
        let split = labels.split_first();
        split.is_some_and(|(own, others)| !others.is_empty() && !others.contains(own))
    };
    let near = if own.cell.is_some() {
        Some(rows(page, own)).filter(tell)
    } else {
        let items = Some(items(page, block, words)).filter(tell);
        items.or_else(|| Some(leads(page, own)).filter(tell))
    };
    let around = Some(sections(page, own)).filter(tell);
    let groups = near.into_iter().chain(around);
    let groups: Vec<String> = groups.map(|labels| labels.join("\n")).collect();
    groups.join("\n\n").into()
}

/// What the sentence of some words speaks of first, and what the sentences beside it do that say that
/// things are well there, folded, a topic a line; empty where there are none.
pub(super) fn topics(analysis: &Analysis, words: &Words, amounts: &[Quantity]) -> Box<str> {
    let prose = &analysis.prose;
    let text = prose.original();
    let near = limits::span_of(prose, &limits::sentence(prose, &words.tokens));
    let mut amounts = within(amounts, near).iter();
    let of_charge = analysis.language.names_charge(&text[words.span.range()])
        || amounts.any(|amount| amount.kind == Kind::Money);
    let found = analysis.language.topics(prose, &words.tokens, of_charge);
    let Some((own, mut others)) = found else {
        return Box::default();
    };
    let text = |topic: Range<usize>| {
        let span = prose.span_of(topic.start, topic.end);
        fold_word(&prose.original()[span.range()]).replace('\n', " ")
    };
    let breaks = |topic: &Range<usize>| {
        let sentence = prose.sentence_tokens(prose.sentence_of(topic.start));
        let first = analysis
            .hits
            .partition_point(|hit| hit.found.tokens.start < sentence.start);
        let mut near = analysis.hits[first..].iter();
        near.any(|hit| {
            sentence.contains(&hit.found.tokens.start) && matches!(hit.role, PhraseRole::Breach(..))
        })
    };
    let here = prose.sentence_of(own.start);
    others.retain(|topic| prose.sentence_of(topic.start) == here || !breaks(topic));
    if others.is_empty() {
        return Box::default();
    }
    let lines: Vec<String> = std::iter::once(own).chain(others).map(text).collect();
    lines.join("\n").into()
}

/// A label with those beside it; none where it is no label itself.
fn beside<'a>(own: &str, others: impl Iterator<Item = &'a str>) -> Vec<String> {
    let own = as_label(own);
    let others = own.is_some().then_some(others).into_iter().flatten();
    own.into_iter().chain(others.filter_map(as_label)).collect()
}

/// The first cells of the rows of a cell's table, its own first.
fn rows(page: &Page, own: &Block) -> Vec<String> {
    let blocks = &page.document.blocks;
    let Some(cell) = own.cell.as_ref().filter(|cell| !cell.header) else {
        return Vec::new();
    };
    let Some(&head) = cell.row_headers.first() else {
        return Vec::new();
    };
    let Some(place) = blocks[head].cell.as_ref() else {
        return Vec::new();
    };
    let first = |row: usize| {
        let mut cells = page.row(cell.table, row).iter();
        cells.find(|&&id| {
            let other = blocks[id].cell.as_ref();
            other.is_some_and(|other| {
                other.column == place.column
                    && other.column_headers.is_empty() == place.column_headers.is_empty()
            })
        })
    };
    let near = place.row.saturating_sub(MOST)..=place.row + MOST;
    let others = near.filter(|&row| row != place.row).filter_map(first);
    let text = |&id: &BlockId| blocks[id].text.text();
    let own = text(&head);
    // One thing may have several rows.
    beside(own, others.map(text).filter(|label| *label != own))
}

/// What stands before the colons of the items of a list, that of the item of `words` first.
fn items(page: &Page, block: BlockId, words: Span) -> Vec<String> {
    let blocks = &page.document.blocks;
    let own = &blocks[block];
    let listed = matches!(own.kind, BlockKind::ListItem) || own.run_in.is_some();
    // "Late fee: £5" names what it is told of by more than the phrase, or it is no label.
    let names = |label: &&str| {
        let longer = words.end <= label.len() && words.len() < label.trim().len();
        label.len() <= words.start || longer
    };
    let label = label_of(own).filter(names).filter(|_| listed);
    let Some(label) = label else {
        return Vec::new();
    };
    let alike = |id: &usize| {
        let other = &blocks[*id];
        other.kind == own.kind && other.section == own.section && other.lead == own.lead
    };
    let before = (0..block).rev().take_while(alike).take(MOST);
    let behind = (block + 1..blocks.len()).take_while(alike).take(MOST);
    let others = before.chain(behind).filter_map(|id| label_of(&blocks[id]));
    beside(label, others)
}

/// The lead of a block's list, and those of the other lists of its section.
fn leads(page: &Page, own: &Block) -> Vec<String> {
    let blocks = &page.document.blocks;
    let Some(lead) = own.lead else {
        return Vec::new();
    };
    let near = lead.saturating_sub(2 * MOST)..(lead + 2 * MOST).min(blocks.len());
    let others = near.filter_map(|id| {
        let other = blocks[id].lead.filter(|&other| other != lead)?;
        (blocks[other].section == own.section && blocks[other].lead == blocks[lead].lead)
            .then_some(other)
    });
    let mut others: Vec<BlockId> = others.collect();
    others.dedup();
    let text = |id: BlockId| blocks[id].text.text();
    beside(text(lead), not_ours(page, others.into_iter().map(text)))
}

/// The heading over a block, and those of the sections beside its own.
fn sections(page: &Page, own: &Block) -> Vec<String> {
    let sections = &page.document.sections;
    let section = &sections[own.section];
    let Some(heading) = section.heading else {
        return Vec::new();
    };
    let near = own.section.saturating_sub(MOST)..(own.section + MOST).min(sections.len());
    let others = sections[near].iter().filter_map(|other| {
        let of_one = other.parent == section.parent && other.level == section.level;
        other.heading.filter(|&other| of_one && other != heading)
    });
    let text = |id: BlockId| page.document.blocks[id].text.text();
    beside(text(heading), not_ours(page, others.map(text)))
}

/// Titles without those of ourselves: a section about us is no row of a comparison.
fn not_ours<'t>(
    page: &Page,
    titles: impl Iterator<Item = &'t str>,
) -> impl Iterator<Item = &'t str> {
    titles.filter(|title| !page.language().labels_ourselves(title))
}

/// The run-in heading of a block, or what stands before its first colon.
fn label_of(block: &Block) -> Option<&str> {
    let text = block.text.text();
    let run_in = block.run_in.map(|run_in| &text[run_in.range()]);
    let opening = &text[..text.floor_char_boundary(LONGEST + ':'.len_utf8())];
    run_in.or_else(|| Some(opening.split_once([':', '：'])?.0))
}

/// A label without what it explains in brackets at its end.
fn without_brackets(label: &str) -> &str {
    let label = label.trim();
    let opened = label
        .ends_with([')', '）'])
        .then(|| label.rfind(['(', '（']))
        .flatten();
    let named = opened.map(|at| label[..at].trim());
    named.filter(|named| !named.is_empty()).unwrap_or(label)
}

fn as_label(text: &str) -> Option<String> {
    let label = without_brackets(text).trim_end_matches([':', '：', '.', '。']);
    (!label.is_empty() && label.len() <= LONGEST).then(|| fold_word(label).replace('\n', " "))
}
