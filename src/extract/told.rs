//! What a page that advertises tells beside its promises, with amounts: who writes "free delivery" and
//! "a second parcel costs £4" in one advertisement has told both.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::document::{Block, BlockId, BlockKind, CellPlace};
use crate::language::{Act, Category, Holder, Language, Polarity, Time, read};
use crate::quantity::{Kind, Quantity};
use crate::rules::is_advertisement;
use crate::text::fold::fold_word;
use crate::text::{Clause, Prose, Span};

use super::page::{Page, spot_id};
use super::statement::{Role, Statement};

/// So many of them are kept of one document.
const MOST: usize = 128;
/// A block of more bytes is no advertisement.
const LONGEST: usize = 4096;

/// A clause with amounts on a page that advertises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The block that it stands in.
    pub block: u32,
    /// The folded words of its sentence, with the headers of its row and column.
    pub sentence: Box<str>,
    /// Its own folded words.
    pub clause: Box<str>,
    /// Its amounts.
    pub amounts: Vec<Quantity>,
    /// The code of its language.
    pub language: Arc<str>,
}

/// Those of a page that makes promises where people read before they buy; small print tells nothing.
pub(super) fn of(page: &Page, statements: &[Statement]) -> Vec<Told> {
    let makes = |statement: &Statement| statement.role == Role::Claim;
    if !advertises_on(page) || !statements.iter().any(makes) {
        return Vec::new();
    }
    let document = page.document;
    let notes = document.footnotes.iter().flat_map(|note| &note.blocks);
    let notes: FxHashSet<BlockId> = notes.copied().collect();
    let blocks = document.blocks.iter().enumerate();
    let said = blocks.filter(|(id, block)| !notes.contains(id) && may_tell(block));
    said.flat_map(|(id, _)| of_block(page, id))
        .take(MOST)
        .collect()
}

fn advertises_on(page: &Page) -> bool {
    let channels = &page.extractor.ruleset.channels;
    let channel = page.channel.map(|id| &channels[id.index()].id);
    channel.is_some_and(|channel| is_advertisement(channel))
        || is_advertisement(page.document.source.name())
}

fn may_tell(block: &Block) -> bool {
    block.kind != BlockKind::Key && !block.quoted && block.text.text().len() <= LONGEST
}

fn of_block(page: &Page, id: BlockId) -> Vec<Told> {
    let block = &page.document.blocks[id];
    let text = block.text.text();
    let language = page.language_in(id, text);
    let amounts = language.quantities(page.extractor.units).read(text, None);
    if !amounts.iter().any(|amount| tells(amount.kind)) {
        return Vec::new();
    }
    let prose = Prose::new(text, page.extractor.languages.abbreviations());
    let headers = block.cell.iter().flat_map(CellPlace::headers);
    let mut above = String::new();
    for header in headers {
        above.push_str(&fold_word(page.document.blocks[header].text.text()));
        above.push('\n');
    }
    let told = |clause: &Clause| {
        let span = prose.span_of(clause.first, clause.end);
        let own = amounts.iter().filter(|amount| amount.core.overlaps(span));
        let own: Vec<Quantity> = own.cloned().collect();
        let sentence = prose.sentences()[clause.sentence].span;
        let asks = || language.asks_for_money(&text[sentence.range()]);
        let is_ours = |amount: &Quantity| is_asked_by_us(&prose, amount.core, language);
        let is_charge = !own.is_empty() && asks() && own.iter().all(is_ours);
        is_charge.then(|| Told {
            block: spot_id(id),
            sentence: format!("{above}{}", fold_word(&text[sentence.range()])).into(),
            clause: fold_word(&text[span.range()]).into(),
            amounts: own,
            language: Arc::clone(&language.code),
        })
    };
    prose.clauses().iter().filter_map(told).collect()
}

/// Whether a sentence says of ourselves and of today what an amount is asked for: no rival's price, no
/// past one, no question, no guest's words.
fn is_asked_by_us(prose: &Prose, amount: Span, language: &Language) -> bool {
    let reading = read(prose, amount, language, &[]);
    reading.act == Act::Statement
        && reading.holder == Holder::We
        && reading.time == Time::Now
        && reading.polarity == Polarity::Affirmed
        && reading
            .cues
            .iter()
            .all(|cue| cue.category != Category::Borne)
}

/// Whether amounts of a kind say what is asked for.
pub(crate) fn tells(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Percent)
}
