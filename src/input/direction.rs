//! Characters that make letters run backwards: people then read another text than stands there.

use crate::document::Document;
use crate::text::Span;

/// Of all characters that turn the direction of writing these two alone turn letters of a script
/// that keeps its own; no prose needs them.
const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// What is told of a document in which letters are made to run backwards; `None` of any other.
pub(super) fn overridden(document: &Document) -> Option<String> {
    let blocks = document.blocks.iter();
    let mut found = blocks.filter_map(|block| {
        let text = block.text.text();
        // One after the other: a single character is looked for faster than one of several.
        let (at, c) = OVERRIDES.iter().find_map(|&c| Some((text.find(c)?, c)))?;
        let span = block.text.source_span(Span::new(at, at + c.len_utf8()))?;
        Some((span.start, c))
    });
    let (at, c) = found.next()?;
    let position = document.source.position(at);
    let lined = || format!("{}:{}", position.line, position.column);
    let place = document.source.unit(at).map(ToString::to_string);
    let place = place.unwrap_or_else(lined);
    Some(format!(
        "letters are made to run backwards at {place}, so that people read another text than \
         stands there; take the character U+{:04X} out",
        u32::from(c)
    ))
}
