//! Where the promises of the built-in packs are made, and where they are only repeated.
//!
//! Nobody chose these promises for these texts, and terms, answers and scripts hold their words for
//! many reasons: each states a rule with its cases. What people are won by stands elsewhere.

use crate::document::{BlockId, BlockKind};
use crate::language::{Certainty, Reading};
use crate::rules::{PromiseId, has_titles, repeats};

use super::analysis::Analysis;
use super::page::Page;
use super::read::Words;
use super::statement::{Role, Voice};

/// Whether a statement of a block makes its promise: one of a built-in pack is only repeated by what
/// a page of terms or answers says, but for the headings of answers.
///
/// Who denies that a thing has what would break it promises no more than that: "not lined with PE" is
/// no promise that there is no plastic. What we ourselves do not do, what is never so, and a charge that
/// is not made are promised.
pub(super) fn voice(
    page: &Page,
    (promise, role): (PromiseId, Role),
    reading: &Reading,
    block: BlockId,
    (analysis, words): (&Analysis, &Words),
) -> Voice {
    if !page.extractor.ruleset.promise(promise).declared.in_pack {
        return Voice::Makes;
    }
    let kind = page.document.blocks[block].kind;
    let heads = matches!(kind, BlockKind::Heading(_) | BlockKind::Title);
    let repeats = *page.repeats.get_or_init(|| repeats_others(page))
        && (!heads || has_titles(page.document.source.name()));
    let denies_thing = matches!(role, Role::Breach(_))
        && reading.certainty != Certainty::Absolute
        && !is_our_deed(analysis, words);
    if denies_thing || repeats {
        Voice::Repeats
    } else {
        Voice::Makes
    }
}

/// Whether some words name a charge, or their sentence ourselves.
fn is_our_deed(analysis: &Analysis, words: &Words) -> bool {
    let (prose, language) = (&analysis.prose, analysis.language);
    let said = &prose.original()[words.span.range()];
    let sentence = prose.sentence_of(words.tokens.start);
    language.names_charge(said) || language.names_ourselves(prose, prose.sentence_tokens(sentence))
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
