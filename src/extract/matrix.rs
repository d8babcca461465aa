//! Yes and no in tables: a cell such as ✓, –, có or 无 affirms or denies what its headers name.

use std::sync::Arc;

use crate::document::{BlockId, BlockKind};
use crate::language::Polarity;

use super::analysis::Analysis;
use super::page::{Page, sentence_id};
use super::read::{self, Draft, Words};
use super::statement::Statement;

/// Whether a block is a cell that holds nothing but yes or no.
pub(super) fn is_mark(page: &Page, block: BlockId) -> bool {
    let own = &page.document.blocks[block];
    own.cell.as_ref().is_some_and(|cell| !cell.header)
        && own.kind == BlockKind::Cell
        && page
            .extractor
            .languages
            .yes_or_no(own.text.text())
            .is_some()
}

/// Whether a cell heads a row or a column of such cells, and so asserts nothing itself.
pub(super) fn heads(page: &Page, block: BlockId) -> bool {
    page.headed_by(block)
        .iter()
        .any(|&cell| is_mark(page, cell))
}

/// Appends a statement for each phrase in the headers of a yes-or-no cell.
pub(super) fn read(page: &Page, block: BlockId, statements: &mut Vec<Statement>) {
    let own = &page.document.blocks[block];
    let Some(cell) = &own.cell else { return };
    let Some(affirmed) = page.extractor.languages.yes_or_no(own.text.text()) else {
        return;
    };
    for &head in cell.row_headers.iter().chain(&cell.column_headers) {
        let Some(analysis) = page.analysis(head) else {
            continue;
        };
        for hit in &analysis.hits {
            let Some((promise, role)) = read::stated_by(hit) else {
                continue;
            };
            let words = Words::of(hit);
            let because = read::because_phrase(analysis.prose.original(), &words);
            let draft = Draft {
                promise,
                role,
                words,
                value: None,
                because,
            };
            let amounts = read::quantities(page, analysis, None);
            let Some(mut statement) = draft.read(page, head, analysis, &amounts) else {
                continue;
            };
            if !affirmed {
                statement.reading.polarity = match statement.reading.polarity {
                    Polarity::Affirmed => Polarity::Negated,
                    Polarity::Negated => Polarity::Affirmed,
                };
            }
            place_in(page, block, analysis, &mut statement);
            statements.push(statement);
        }
    }
}

/// Moves a statement from the header to the cell that affirms or denies it.
fn place_in(page: &Page, block: BlockId, analysis: &Analysis, statement: &mut Statement) {
    let whole = page.document.blocks[block].text.whole();
    if let Some(span) = whole {
        statement.place = Arc::new(super::Place::new(&page.document.source, span));
    }
    let none = 0..0;
    statement.scope = super::resolve::scope(
        page,
        block,
        analysis.hits.is_empty().then_some(analysis),
        &none,
        &[],
    );
    statement.locus.spot.block = page.whole_of(block);
    statement.locus.spot.sentence = sentence_id(block, 0);
    statement
        .because
        .retain(|because| because.span.is_none() || because.reason.code() == "phrase");
}
