//! Fees that a text prices at nothing: "Exit fee: free", a row of a table whose cells are all 0 đ.

use crate::document::BlockId;
use crate::language::{Language, holds_denial};
use crate::quantity::Kind;
use crate::rules::SubjectId;
use crate::text::Span;

use super::analysis::Analysis;
use super::page::Page;

/// What stands between a fee and its price.
const MARKS: [char; 6] = [':', '：', '=', '–', '—', '-'];
/// The most words between a charge and its price in running text.
const BETWEEN: usize = 3;
/// Of what stands behind a fee, so many bytes are read for its price.
const LONGEST_BEHIND: usize = 600;
/// What ends a clause that tells a price.
const CLAUSES: [char; 7] = [',', '，', ';', '；', '。', '(', '（'];
/// What may stand behind a price.
const STOPS: [char; 6] = ['.', '。', ';', '；', ',', '，'];

/// Whether the words at `words`, which are a breach, are priced at nothing in their block or in
/// all cells of their row.
pub(super) fn is_gratis(page: &Page, block: BlockId, analysis: &Analysis, words: Span) -> bool {
    let text = analysis.prose.original();
    let end = analysis.prose.sentence_end(words.end);
    let end = end.min(text.floor_char_boundary(words.end + LONGEST_BEHIND));
    let behind = text.get(words.end..end).unwrap_or_default();
    let price = behind.trim_start().strip_prefix(MARKS);
    let price_of = Price {
        page,
        language: analysis.language,
        of_charge: analysis.language.names_charge(&text[words.range()]),
    };
    match price {
        Some(price) => {
            let (told, rest) = first_clause(price);
            price_of.is_nothing(told) && !price_of.charges(rest)
        }
        // A row of yes and no speaks for itself.
        None => {
            (!page.yes_or_no.heads_any(block) && is_row_gratis(&price_of, block))
                || is_told_gratis(&price_of, analysis, words, behind)
        }
    }
}

/// What stands before the first mark that ends a clause, and the rest; a mark between digits is a part
/// of their number.
fn first_clause(text: &str) -> (&str, &str) {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let mut marks = text.match_indices(CLAUSES);
    let ends = |(at, mark): &(usize, &str)| {
        let (before, behind) = (&text[..*at], &text[at + mark.len()..]);
        !(digit(before.chars().next_back()) && digit(behind.chars().next()))
    };
    let at = marks.find(ends).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

/// Whether few words stand between a charge and a price of nothing that ends what is `behind` it,
/// and deny nothing: "the fee is now £0", "phí đặt chỗ hoàn toàn miễn phí".
fn is_told_gratis(price: &Price, analysis: &Analysis, words: Span, behind: &str) -> bool {
    let (told, _) = first_clause(behind);
    let mut prices = told
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|&at| !told[..at].trim().is_empty() || at == 0)
        .take(BETWEEN + 1);
    let own = analysis.prose.tokens_in(words);
    price.of_charge
        && !analysis.language.takes_out(&analysis.prose, &own)
        && prices.any(|at| {
            let between = Span::new(words.end, words.end + at);
            price.is_nothing(&told[at..]) && !holds_denial(&analysis.prose, between, price.language)
        })
}

/// Whether the block heads a row of a table, and all other cells of the row charge nothing.
fn is_row_gratis(price: &Price, block: BlockId) -> bool {
    let blocks = &price.page.document.blocks;
    let Some(head) = blocks[block].cell.as_ref().filter(|cell| cell.column == 0) else {
        return false;
    };
    let row = price.page.row(head.table, head.row).iter();
    // What others charge is no price of ours.
    let is_others = |id: &BlockId| {
        let cell = blocks[*id].cell.as_ref();
        let head = cell.and_then(|cell| cell.column_headers.last());
        head.is_some_and(|head| price.language.labels_others(blocks[*head].text.text()))
    };
    let mut prices = row.filter(|id| **id != block && !is_others(id)).peekable();
    prices.peek().is_some() && prices.all(|id| price.is_nothing(blocks[*id].text.text()))
}

/// The subjects that the headers of the columns name where a fee costs something, of a fee that
/// heads a row and costs nothing in some of its columns: "Exit fee | £0 | £75".
///
/// Empty where no cell of the row is nothing, and where a column that charges names no subject.
pub(super) fn charged(page: &Page, block: BlockId, language: &Language) -> Vec<SubjectId> {
    let blocks = &page.document.blocks;
    let Some(head) = blocks[block].cell.as_ref().filter(|cell| cell.column == 0) else {
        return Vec::new();
    };
    let price = Price {
        page,
        language,
        of_charge: language.names_charge(blocks[block].text.text()),
    };
    let row = page.row(head.table, head.row).iter();
    let prices = row.filter(|id| **id != block);
    let (free, paid): (Vec<BlockId>, _) =
        prices.partition(|id| price.is_nothing(blocks[**id].text.text()));
    if free.is_empty() {
        return Vec::new();
    }
    let named = |cell: &BlockId| {
        let cell = blocks[*cell].cell.as_ref()?;
        let header = page.analysis(*cell.column_headers.last()?)?;
        Some(header.subjects.clone()).filter(|subjects| !subjects.is_empty())
    };
    let named: Option<Vec<Vec<SubjectId>>> = paid.iter().map(named).collect();
    let mut subjects = named.unwrap_or_default().concat();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

/// Whether a text is the price of a charge that costs nothing, and no more: "free", "0 đ".
pub(super) fn is_nothing(page: &Page, language: &Language, text: &str) -> bool {
    let of_charge = true;
    let price = Price {
        page,
        language,
        of_charge,
    };
    price.is_nothing(text)
}

/// Whether a cell behind the block in its row is a status that takes the row out: "rejected".
pub(super) fn is_shelved(page: &Page, block: BlockId, language: &Language) -> bool {
    let blocks = &page.document.blocks;
    let Some(own) = blocks[block].cell.as_ref().filter(|cell| !cell.header) else {
        return false;
    };
    // What stands before is a state of something else: "card declined | late fee".
    let behind = |id: &&BlockId| {
        let cell = blocks[**id].cell.as_ref();
        cell.is_some_and(|cell| cell.column > own.column)
    };
    let mut row = page.row(own.table, own.row).iter().filter(behind);
    row.any(|id| language.shelves(blocks[*id].text.text()))
}

/// How the price of a breach is read.
struct Price<'p, 'a> {
    page: &'p Page<'a>,
    language: &'p Language,
    /// Whether the breach names something that is paid, which costs nothing where it is included.
    of_charge: bool,
}

impl Price<'_, '_> {
    /// Whether a text names an amount of money above zero.
    fn charges(&self, text: &str) -> bool {
        let reader = self.language.quantities(self.page.extractor.units);
        let amounts = reader.read(text, Some(Kind::Money));
        amounts.iter().any(|amount| !amount.is_zero())
    }

    /// Whether a text is a price of nothing, and no more.
    fn is_nothing(&self, text: &str) -> bool {
        let text = text.trim().trim_end_matches(STOPS);
        let included = || self.of_charge && self.page.extractor.languages.includes(text);
        if self.language.waives(text) || included() {
            return true;
        }
        let reader = self.language.quantities(self.page.extractor.units);
        let whole = Span::new(0, text.len());
        let nothing = |wanted: Option<Kind>| {
            let amounts = reader.read(text, wanted);
            matches!(&*amounts, [amount] if amount.is_zero() && amount.span == whole)
        };
        nothing(Some(Kind::Money)) || nothing(None)
    }
}
