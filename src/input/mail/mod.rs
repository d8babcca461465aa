//! Mail: single messages and boxes of them. Texts and HTML are read, quoted replies left out.

mod decode;
mod header;
mod part;
mod reply;

use super::builder::Builder;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{Source, Span};

/// One message.
pub struct Mail;

/// A box of messages.
pub struct Mbox;

impl Format for Mail {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let mut builder = Builder::new(true);
        part::message(
            source.text(),
            Span::new(0, source.text().len()),
            &mut builder,
        );
        Ok(builder.finish(source))
    }
}

impl Format for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mbox"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        let mut builder = Builder::new(true);
        for span in messages(source.text()) {
            part::message(source.text(), span, &mut builder);
        }
        Ok(builder.finish(source))
    }
}

/// The messages of a box, without the lines that part them.
fn messages(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (mut at, mut blank) = (0, true);
    for line in text.split_inclusive('\n') {
        if blank && line.starts_with("From ") {
            if let Some(last) = found.last_mut() {
                last.end = at;
            }
            found.push(Span::new(at + line.len(), text.len()));
        }
        blank = line.trim().is_empty();
        at += line.len();
    }
    found
}
