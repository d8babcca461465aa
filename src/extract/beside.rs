//! Rows and columns beside those of declared subjects: what no subject names there is about
//! another thing, which no rules file knows.

use crate::document::{BlockId, CellPlace};
use crate::rules::SubjectId;
use crate::text::Prose;

use super::page::Page;

/// So many heads at least name subjects in a table of them.
const NAMED: usize = 2;

/// The subjects that heads beside `head` name, where it names none itself but another thing.
///
/// `head` heads the row or the column of a cell, whichever are the things of its table.
pub(super) fn named_beside(page: &Page, cell: &CellPlace, head: BlockId) -> Vec<SubjectId> {
    let blocks = &page.document.blocks;
    let Some(own) = &blocks[head].cell else {
        return Vec::new();
    };
    let by_row = page.rows_are_things(cell.table);
    let text = blocks[head].text.text();
    let subjects = page.named_by_heads(cell.table);
    if subjects.is_empty() || !is_head(own, by_row) || !is_name(page, head, text) {
        return Vec::new();
    }
    subjects.to_vec()
}

/// The subjects that the heads of a table name; none where they are too few.
pub(super) fn named_by_heads(page: &Page, table: usize) -> Vec<SubjectId> {
    let by_row = page.rows_are_things(table);
    let blocks = &page.document.blocks;
    let heads = page.cells(table).iter().filter(|&&id| {
        let cell = blocks[id].cell.as_ref();
        cell.is_some_and(|cell| is_head(cell, by_row))
    });
    let named = heads.filter_map(|&id| page.analysis(id).map(|own| own.subjects.clone()));
    let named: Vec<_> = named.filter(|subjects| !subjects.is_empty()).collect();
    if named.len() < NAMED {
        return Vec::new();
    }
    let mut subjects: Vec<_> = named.into_iter().flatten().collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

/// Whether a head may be a name: a text of letters that is no property, nor a word for all things.
fn is_name(page: &Page, head: BlockId, text: &str) -> bool {
    let declared = page
        .analysis(head)
        .is_some_and(|own| !own.subjects.is_empty());
    let general = || {
        let prose = Prose::new(text, page.extractor.languages.abbreviations());
        let language = page.language_in(head, text);
        !language.everything(&prose).is_empty() || !language.others(&prose).is_empty()
    };
    !declared
        && !general()
        && text.contains(char::is_alphabetic)
        && !page.extractor.languages.names_property(text)
}

/// Whether a cell heads one of the things of its table: a row, or else a column.
fn is_head(cell: &CellPlace, by_row: bool) -> bool {
    let (across, along) = if by_row {
        (cell.column, cell.row)
    } else {
        (cell.row, cell.column)
    };
    across == 0 && along > 0
}
