//! Writes down what is read, as the source of the document, while the builder is told of it.

use std::sync::Arc;

use super::Refusal;
use crate::document::Document;
use crate::input::builder::Builder;
use crate::text::{MappedText, Source, Span};

/// The written text has no more bytes than this: 64 MiB.
const LARGEST: usize = 64 << 20;

/// A document in the making, with its source.
pub(super) struct Writer {
    pub(super) builder: Builder,
    text: String,
    units: Vec<(usize, Arc<str>)>,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            builder: Builder::new(false),
            text: String::new(),
            units: Vec::new(),
        }
    }
}

impl Writer {
    /// From here on the text is that of the unit with this name.
    pub(super) fn unit(&mut self, name: impl Into<Arc<str>>) {
        self.line_end();
        // A unit without a text leaves no trace.
        if let Some(last) = self
            .units
            .last_mut()
            .filter(|last| last.0 == self.text.len())
        {
            last.1 = name.into();
        } else {
            self.units.push((self.text.len(), name.into()));
        }
    }

    /// Appends text to the open block.
    pub(super) fn text(&mut self, text: &str) {
        if self.builder.muted() || self.is_full() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.builder.text(text, start);
    }

    /// Appends a forced line break.
    pub(super) fn hard_break(&mut self) {
        if self.builder.muted() || self.is_full() {
            return;
        }
        let start = self.text.len();
        self.text.push('\n');
        self.builder.hard_break(Span::new(start, start + 1));
    }

    /// Ends the open block, and its line.
    pub(super) fn end_block(&mut self) {
        self.builder.end_block();
        self.line_end();
    }

    /// Writes a line that is no block yet.
    pub(super) fn line(&mut self, text: &str) -> MappedText {
        if self.is_full() {
            return MappedText::default();
        }
        self.line_end();
        let start = self.text.len();
        self.text.push_str(text);
        self.line_end();
        MappedText::verbatim(text, start)
    }

    fn line_end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Whether no more is written.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() > LARGEST
    }

    /// Refuses a document whose text is too large.
    pub(super) fn checked(&self) -> Result<(), Refusal> {
        if self.is_full() {
            let most = LARGEST >> 20;
            return Err(format!("too large: more than {most} MB of text").into());
        }
        Ok(())
    }

    pub(super) fn finish(self, path: &str) -> Document {
        self.builder
            .finish(Source::with_units(path, self.text, self.units))
    }
}
