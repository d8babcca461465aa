//! Charges that a title names or a question asks about, with their price behind them: "Restocking
//! fees" above "Opened items: 15%", "Seen a booking fee? It's $4.50."; and what else a question asks
//! for the length of: "What is the minimum term? Twelve months."

use crate::document::{BlockId, BlockKind};
use crate::language::{Act, Holder, Language, Polarity, Time, holds_denial, lead};
use crate::quantity::{Kind, Quantity};
use crate::text::{Prose, Span};

use super::analysis::Analysis;
use super::page::Page;

/// A price is looked for in so many bytes behind the title or the question.
const LONGEST: usize = 400;
/// In so many sentences.
const SENTENCES: usize = 2;

/// Whether what follows the words of a breach prices the charge that they name, and denies, gives
/// and excepts nothing. Behind a question the price must come first, so that it is that of what is
/// asked about.
pub(super) fn is_priced(page: &Page, block: BlockId, analysis: &Analysis, words: Span) -> bool {
    let own = &page.document.blocks[block];
    let text = own.text.text();
    if !analysis.language.names_charge(&text[words.range()]) {
        return false;
    }
    let is_heading = matches!(own.kind, BlockKind::Heading(_));
    behind(page, block, analysis, words, |language, text| {
        prices(page, language, text, !is_heading)
    })
}

/// Whether what follows a question about the words of a breach, which name no charge, is a length of time
/// and nothing else.
pub(super) fn is_measured(page: &Page, block: BlockId, analysis: &Analysis, words: Span) -> bool {
    let text = page.document.blocks[block].text.text();
    !analysis.language.names_charge(&text[words.range()])
        && behind(page, block, analysis, words, |language, text| {
            measures(page, language, text)
        })
}

/// Whether a text begins with a sentence that is a length of time.
fn measures(page: &Page, language: &Language, text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let prose = Prose::new(text, page.extractor.languages.abbreviations());
    let Some(sentence) = prose.sentences().first() else {
        return false;
    };
    let text = &text[sentence.span.range()];
    let amounts = language.quantities(page.extractor.units).read(text, None);
    let [amount] = &*amounts else {
        return false;
    };
    let rest = [&text[..amount.span.start], &text[amount.span.end..]].concat();
    let prose = Prose::new(&rest, page.extractor.languages.abbreviations());
    let mut words = (0..prose.tokens().len()).map(|at| prose.word(at));
    amount.kind == Kind::Duration
        && !amount.is_zero()
        && words.all(|word| language.says_little(word))
}

/// Whether the text behind the words of a block is so: the rest of the block, or the block that
/// answers it.
fn behind(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    words: Span,
    is_so: impl Fn(&Language, &str) -> bool,
) -> bool {
    let text = page.document.blocks[block].text.text();
    let rest = &text[analysis.prose.sentence_end(words.end)..];
    if rest.chars().any(char::is_alphanumeric) {
        return is_so(analysis.language, rest);
    }
    let behind = page.document.answer_to(block);
    behind.is_some_and(|(next, behind)| {
        let text = behind.text.text();
        is_so(page.language_in(next, text), text)
    })
}

/// Whether a text begins with sentences of ours that give a price.
fn prices(page: &Page, language: &Language, text: &str, at_once: bool) -> bool {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let whole = Prose::new(text, page.extractor.languages.abbreviations());
    let mut sentences = whole.sentences().iter().take(SENTENCES);
    let last = sentences.next_back();
    let text = &text[..last.map_or(0, |last| last.span.end)];
    let amounts = language.quantities(page.extractor.units).read(text, None);
    let mut amounts = amounts
        .iter()
        .filter(|amount| matches!(amount.kind, Kind::Money | Kind::Percent))
        .peekable();
    let Some(first) = amounts.peek().map(|first| first.span.start) else {
        return false;
    };
    if amounts.any(Quantity::is_zero) || language.gives_money(text) {
        return false;
    }
    let prose = Prose::new(text, page.extractor.languages.abbreviations());
    let tokens = prose.tokens().iter();
    let before = tokens.take_while(|token| token.span.end <= first).count();
    // "It's $4", "they are now $4".
    let comes_first = before <= 1 || (0..before).all(|at| language.says_little(prose.word(at)));
    let read = lead(&prose, language, &[]);
    (comes_first || !at_once)
        && !holds_denial(&prose, Span::new(0, text.len()), language)
        && (read.polarity, read.act, read.holder)
            == (Polarity::Affirmed, Act::Statement, Holder::We)
        && read.time == Time::Now
}
