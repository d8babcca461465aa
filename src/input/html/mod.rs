//! HTML, as pages and inside Markdown.
//!
//! The tokenizer's spans are the positions. Elements that carry no context are mere borders
//! between blocks; the others are kept on a stack that any markup, however broken, leaves sound.

mod element;
mod fragment;
mod linked;
mod machine;
mod stack;
mod tag;

use super::builder::Builder;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::Source;

pub(super) use fragment::{Fragment, entity};
pub(super) use machine::Machine;

/// The HTML format.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let mut builder = Builder::new(false);
        let whole = [(0, 0)];
        Machine::default().feed(Fragment::new(source.text(), &whole), &mut builder);
        Ok(builder.finish(source))
    }
}
