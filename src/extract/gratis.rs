//! Fees that a text prices at nothing: "Exit fee: free", a row of a table whose cells are all 0 đ.

use crate::document::BlockId;
use crate::language::Language;
use crate::quantity::Kind;
use crate::text::Span;

use super::analysis::Analysis;
use super::page::Page;

/// What stands between a fee and its price.
const MARKS: [char; 6] = [':', '：', '=', '–', '—', '-'];
/// What may stand behind a price.
const STOPS: [char; 6] = ['.', '。', ';', '；', ',', '，'];

/// Whether the words at `words`, which are a breach, are priced at nothing in their block or in
/// all cells of their row.
pub(super) fn is_gratis(page: &Page, block: BlockId, analysis: &Analysis, words: Span) -> bool {
    let text = analysis.prose.original();
    let sentence = analysis.prose.sentences().iter();
    let end = sentence
        .map(|sentence| sentence.span.end)
        .find(|&end| end >= words.end);
    let behind = text.get(words.end..end.unwrap_or(text.len()));
    let price = behind.and_then(|behind| behind.trim_start().strip_prefix(MARKS));
    match price {
        Some(price) => charges_nothing(page, price, analysis.language),
        // A row of yes and no speaks for itself.
        None => !page.yes_or_no.heads_any(block) && is_row_gratis(page, block, analysis.language),
    }
}

/// Whether the block heads a row of a table, and all other cells of the row charge nothing.
fn is_row_gratis(page: &Page, block: BlockId, language: &Language) -> bool {
    let blocks = &page.document.blocks;
    let Some(head) = blocks[block].cell.as_ref().filter(|cell| cell.column == 0) else {
        return false;
    };
    let row = page.row(head.table, head.row).iter();
    let mut prices = row.filter(|id| **id != block).peekable();
    prices.peek().is_some()
        && prices.all(|id| charges_nothing(page, blocks[*id].text.text(), language))
}

/// Whether another cell of the block's row is a status that takes the row out: "rejected".
pub(super) fn is_shelved(page: &Page, block: BlockId, language: &Language) -> bool {
    let blocks = &page.document.blocks;
    let Some(own) = blocks[block].cell.as_ref().filter(|cell| !cell.header) else {
        return false;
    };
    let mut row = page.row(own.table, own.row).iter();
    row.any(|id| *id != block && language.shelves(blocks[*id].text.text()))
}

/// Whether a text is an amount of money that is zero, and nothing else.
fn charges_nothing(page: &Page, text: &str, language: &Language) -> bool {
    let text = text.trim().trim_end_matches(STOPS);
    if language.waives(text) || page.extractor.languages.includes(text) {
        return true;
    }
    let reader = language.quantities(page.extractor.units);
    let amounts = reader.read(text, Some(Kind::Money));
    matches!(&*amounts, [amount]
        if amount.kind == Kind::Money && amount.is_zero() && amount.span == Span::new(0, text.len()))
}
