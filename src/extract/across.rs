//! Phrases across structure: a header and its cell, a list's lead and its item, a heading and a
//! short line, in either order.
//!
//! The place of such a statement is what of the phrase lies in the block itself.

use crate::document::{BlockId, BlockKind, Inherited};
use crate::text::Span;

use super::analysis::{Analysis, Hit};
use super::page::Page;
use super::read::{self, Draft, Words};
use super::statement::{Because, Reason, Statement};

/// Of an inherited text only the end is joined, in bytes.
const LONGEST_HEAD: usize = 160;

/// A line under a heading is joined with it up to this many tokens.
const SHORT_LINE: usize = 6;

/// Appends the statements whose phrase begins in one block and ends in another.
pub(super) fn statements(page: &Page, block: BlockId, statements: &mut Vec<Statement>) {
    let document = page.document;
    let own = document.blocks[block].text.text();
    if matches!(document.blocks[block].kind, BlockKind::Heading(_)) || own.trim().is_empty() {
        return;
    }
    for head in heads(page, block) {
        let head = tail(document.blocks[head].text.text());
        if head.is_empty() {
            continue;
        }
        for own_first in [false, true] {
            join(page, block, head, own_first, statements);
        }
    }
}

/// The blocks that a block's phrases may begin in.
fn heads(page: &Page, block: BlockId) -> Vec<BlockId> {
    let mut heads = Vec::new();
    let mut heading_seen = false;
    for inherited in page.document.inherited(block) {
        match inherited {
            Inherited::Heading(at) if !heading_seen => {
                heading_seen = true;
                if is_short(page, block) {
                    heads.push(at);
                }
            }
            Inherited::Heading(_) => {}
            _ => heads.push(inherited.block()),
        }
    }
    heads
}

fn is_short(page: &Page, block: BlockId) -> bool {
    let own = &page.document.blocks[block];
    own.cell.is_none() && own.text.text().split_whitespace().count() <= SHORT_LINE
}

/// The last sentence of a text without the mark that ends it.
fn tail(text: &str) -> &str {
    let text = text
        .trim_end()
        .trim_end_matches([':', '：', '.', '。', '-', '–', '—'])
        .trim_end();
    let start = text.len().saturating_sub(LONGEST_HEAD);
    &text[text.ceil_char_boundary(start)..]
}

fn join(page: &Page, block: BlockId, head: &str, own_first: bool, statements: &mut Vec<Statement>) {
    let own = page.document.blocks[block].text.text();
    // A line break divides words and vanishes between Han characters.
    let joined = if own_first {
        format!("{own}\n{head}")
    } else {
        format!("{head}\n{own}")
    };
    let (own_at, head_at) = if own_first {
        (
            Span::new(0, own.len()),
            Span::new(own.len() + 1, joined.len()),
        )
    } else {
        (
            Span::new(head.len() + 1, joined.len()),
            Span::new(0, head.len()),
        )
    };
    let language = |_: &str| page.language_of(own);
    let Some(analysis) = Analysis::new(page.extractor, &joined, language) else {
        return;
    };
    let crossing = |hit: &&Hit| {
        let lies_in = |part: Span| hit.found.words.iter().any(|word| part.contains(*word));
        lies_in(own_at) && lies_in(head_at)
    };
    for hit in analysis.hits.iter().filter(crossing) {
        let Some((promise, role)) = read::stated_by(hit) else {
            continue;
        };
        let inside = hit
            .found
            .words
            .iter()
            .filter(|word| own_at.contains(**word));
        let Some(span) = inside.copied().reduce(Span::union) else {
            continue;
        };
        let span = Span::new(span.start - own_at.start, span.end - own_at.start);
        let own_analysis = Analysis::ungated(page.extractor, own, |text| page.language_of(text));
        let tokens = own_analysis.prose.tokens_in(span);
        if tokens.is_empty() {
            continue;
        }
        let words = Words {
            tokens,
            span,
            gaps: Vec::new(),
        };
        let because = Because {
            reason: Reason::Across {
                said: own[words.span.range()].to_owned(),
                with: joined[hit.found.span.range()].replace('\n', " "),
            },
            span: Some(words.span),
        };
        let amounts = read::quantities(page, &own_analysis, None);
        let draft = Draft {
            promise,
            role,
            words,
            value: None,
            because,
        };
        statements.extend(draft.read(page, block, &own_analysis, &amounts));
    }
}
