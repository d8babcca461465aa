//! Phrases across structure: a header and its cell, a list's lead and its item, a heading and a
//! short line, in either order.
//!
//! The place of such a statement is what of the phrase lies in the block itself.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Inherited};
use crate::phrase::{Head, Said};
use crate::text::{Prose, Span};

use super::analysis::{Analysis, Hit};
use super::page::{MOST_KEPT, Page};
use super::read::{self, Draft, Words};
use super::statement::{Across, Because, Reason, Statement};

/// Of an inherited text only the end is joined, in bytes.
const LONGEST_HEAD: usize = 160;

/// A line under a heading is joined with it up to this many tokens.
const SHORT_LINE: usize = 6;

/// Appends the statements whose phrase begins in one block and ends in another.
pub(super) fn statements(
    page: &Page,
    block: BlockId,
    inherited: &[Inherited],
    statements: &mut Vec<Statement>,
) {
    let document = page.document;
    let own = document.blocks[block].text.text();
    if matches!(document.blocks[block].kind, BlockKind::Heading(_)) || own.trim().is_empty() {
        return;
    }
    let own_said = OnceCell::new();
    for at in heads(page, block, inherited) {
        let head = tail(document.blocks[at].text.text());
        let own_said = || own_said.get_or_init(|| said(page, block));
        if page.heads.may_join(page, at, head, own_said) {
            for own_first in [false, true] {
                join(page, block, head, own_first, statements);
            }
        }
    }
}

/// What blocks say that others inherit from, by the block.
#[derive(Default)]
pub(super) struct Heads(RefCell<FxHashMap<BlockId, Head>>);

impl Heads {
    /// Whether a phrase may begin in `head`, the end of the block `at`, and end in a text that
    /// says `own`, or the other way round.
    fn may_join<'s>(
        &self,
        page: &Page,
        at: BlockId,
        head: &str,
        own: impl FnOnce() -> &'s Said,
    ) -> bool {
        let ruleset = page.extractor.ruleset;
        let words = ruleset.stated_words();
        let mut heads = self.0.borrow_mut();
        if heads.len() >= MOST_KEPT {
            heads.clear();
        }
        let head = heads.entry(at).or_insert_with(|| {
            let prose = Prose::new(head, page.extractor.languages.abbreviations());
            words.head(&prose)
        });
        !head.is_empty() && words.may_join(ruleset.phrases.phrases(), head, own())
    }
}

/// What a block says of the words of phrases.
fn said(page: &Page, block: BlockId) -> Said {
    let words = page.extractor.ruleset.stated_words();
    if let Some(analysis) = page.analysis(block) {
        return words.said(&analysis.prose);
    }
    let text = page.document.blocks[block].text.text();
    words.said(&Prose::new(text, page.extractor.languages.abbreviations()))
}

/// The blocks that a block's phrases may begin in.
fn heads(page: &Page, block: BlockId, inherited: &[Inherited]) -> impl Iterator<Item = BlockId> {
    let mut heading_seen = false;
    inherited.iter().filter_map(move |inherited| {
        if let Inherited::Heading(at) = *inherited {
            let innermost = !std::mem::replace(&mut heading_seen, true);
            return (innermost && is_short(page, block)).then_some(at);
        }
        Some(inherited.block())
    })
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
            reason: Reason::Across(Box::new(Across {
                said: own[words.span.range()].into(),
                with: joined[hit.found.span.range()].replace('\n', " ").into(),
            })),
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
