//! MDX: Markdown with JSX, of which the text and the strings in attributes are read.
//!
//! The text is rewritten as Markdown with HTML, and read as that; every byte of it knows its
//! place in the source.

mod scan;
pub(super) mod tag;

use super::markdown::Markdown;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Origin, Source, Span};

/// MDX.
pub struct Mdx;

impl Format for Mdx {
    fn name(&self) -> &'static str {
        "mdx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mdx"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let rewritten = scan::rewritten(source.text());
        let markdown = Source::new(source.name().to_string(), rewritten.text().to_owned());
        let document = Markdown.read(markdown, settings)?;
        Ok(placed(document, &rewritten, source))
    }
}

/// A document read from `rewritten`, with its places in `source`.
fn placed(mut document: Document, rewritten: &MappedText, source: Source) -> Document {
    let place = |span: Span| rewritten.source_span(span).unwrap_or_default();
    for block in &mut document.blocks {
        let mut text = MappedText::default();
        for (part, origin) in block.text.parts() {
            match origin {
                Origin::Verbatim(start) => {
                    rewritten.append_to(&mut text, Span::new(start, start + part.len()));
                }
                Origin::Replaced(span) => text.push_replaced(part, place(span)),
            }
        }
        block.text = text;
    }
    for comment in &mut document.comments {
        comment.span = place(comment.span);
    }
    for field in &mut document.front_matter {
        field.span = place(field.span);
    }
    document.source = source;
    document
}
