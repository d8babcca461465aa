//! Where the promises of the built-in packs are made, and where they are only repeated.
//!
//! Nobody chose these promises for these texts, and terms, answers and scripts hold their words for
//! many reasons: each states a rule with its cases. What people are won by stands elsewhere.

use crate::document::{BlockId, BlockKind};
use crate::rules::{PromiseId, has_titles, repeats};

use super::page::Page;
use super::statement::Voice;

/// Whether a statement of a block makes its promise: one of a built-in pack is only repeated by what
/// a page of terms or answers says, but for the headings of answers.
pub(super) fn voice(page: &Page, promise: PromiseId, block: BlockId) -> Voice {
    let kind = page.document.blocks[block].kind;
    let heads = matches!(kind, BlockKind::Heading(_) | BlockKind::Title);
    let makes = !page.extractor.ruleset.promise(promise).declared.in_pack
        || !page.repeats.get_or_init(|| repeats_others(page))
        || (heads && !has_titles(page.document.source.name()));
    if makes { Voice::Makes } else { Voice::Repeats }
}

/// Whether the rules say so of the page's channel, or else the names of its channel and path.
fn repeats_others(page: &Page) -> bool {
    let channels = &page.extractor.ruleset.channels;
    let channel = page.channel.map(|id| &channels[id.index()]);
    if let Some(promises) = channel.and_then(|channel| channel.promises) {
        return !promises;
    }
    let named = channel.and_then(|channel| repeats(&channel.id));
    let named = named.or_else(|| repeats(page.document.source.name()));
    named.unwrap_or(false)
}
