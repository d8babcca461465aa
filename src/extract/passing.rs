//! What a text says in passing: of nothing by name.

use std::ops::Range;

use crate::document::{BlockId, BlockKind};
use crate::text::Mark;

use super::analysis::Analysis;
use super::page::Page;
use super::scope::Scope;

/// Whether a phrase stands in running text that speaks of nothing by name, ourselves included: a
/// row, a footnote and a label with its amount are no such text.
pub(super) fn is_passing(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    scope: &Scope,
    tokens: &Range<usize>,
) -> bool {
    let own = &page.document.blocks[block];
    let runs = matches!(own.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let prose = &analysis.prose;
    let sentence = prose.sentence_of(tokens.start);
    let written_out = matches!(
        prose.sentences()[sentence].closed,
        Mark::Stop | Mark::Question | Mark::Exclamation
    );
    let nameless = scope.named.is_empty() && scope.parts.is_empty() && !scope.everything;
    runs && written_out
        && nameless
        && own.cell.is_none()
        && !analysis
            .language
            .names_ourselves(prose, prose.sentence_tokens(sentence))
}
