//! FTL, the catalogues of Fluent: messages, terms, attributes, and variants of a text.

use std::sync::Arc;

use super::builder::Remark;
use super::catalog::{Catalog, language_of};
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// What stands for a placeable, so that the words around it do not meet.
const OBJECT: &str = "\u{fffc}";

/// FTL.
pub struct Fluent;

impl Format for Fluent {
    fn name(&self) -> &'static str {
        "fluent"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ftl"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let language = language_of(source.name());
        let mut catalog = Catalog::new(settings);
        let mut pattern = Pattern::default();
        let mut at = 0;
        for line in source.text().split_inclusive(['\n', '\r']) {
            let body = line.trim_end();
            let indented = body.starts_with([' ', '\t']) || body.starts_with('}');
            let key = (!indented).then(|| key(body)).flatten();
            if key.is_some() || (!indented && body.starts_with('#')) {
                pattern.end(&mut catalog, language.as_ref());
            }
            if !indented && body.starts_with('#') {
                let span = Span::new(at, at + body.len());
                catalog.remark(Remark::hash(source.text(), span));
            }
            if let Some(length) = key {
                let name = body[..length].trim_end();
                catalog.message(Some(&MappedText::verbatim(name, at)));
                let value = body[length..]
                    .find('=')
                    .map_or(body.len(), |sign| length + sign + 1);
                pattern.line(&body[value..], at + value);
            } else if indented {
                pattern.continued(body, at, &mut catalog, language.as_ref());
            }
            at += line.len();
        }
        pattern.end(&mut catalog, language.as_ref());
        Ok(catalog.finish(source))
    }
}

/// The length of the name that a message or term begins with.
fn key(line: &str) -> Option<usize> {
    let name = line.strip_prefix('-').unwrap_or(line);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let length = line.len() - name.len() + name.find(|c| !part(c)).unwrap_or(name.len());
    line[length..]
        .trim_start()
        .starts_with('=')
        .then_some(length)
}

/// The text of a message in the making.
#[derive(Default)]
struct Pattern {
    text: MappedText,
    /// How many braces are open.
    depth: usize,
    /// Whether the open braces hold variants.
    selects: bool,
}

impl Pattern {
    /// A line behind the first: of an attribute, of a variant, or of the text that is open.
    fn continued(
        &mut self,
        line: &str,
        at: usize,
        catalog: &mut Catalog,
        language: Option<&Arc<str>>,
    ) {
        let body = line.trim_start();
        let start = at + line.len() - body.len();
        let attribute = body
            .strip_prefix('.')
            .and_then(key)
            .map(|length| length + 1);
        let variant = body.trim_start_matches('*').starts_with('[') && self.selects;
        if let Some(length) = attribute.filter(|_| self.depth == 0) {
            self.end(catalog, language);
            let value = body[length..]
                .find('=')
                .map_or(body.len(), |sign| length + sign + 1);
            self.line(&body[value..], start + value);
        } else if let Some(end) = body.find(']').filter(|_| variant) {
            self.flush(catalog, language);
            self.line(&body[end + 1..], start + end + 1);
        } else {
            let end = Span::new(at, at);
            if !self.text.text().is_empty() {
                self.text.push_replaced(" ", end);
            }
            self.line(body, start);
        }
    }

    /// Appends the text of a line, with a sign for each placeable.
    fn line(&mut self, body: &str, at: usize) {
        let mut from = 0;
        for (offset, c) in body.char_indices() {
            match c {
                '{' => {
                    self.push(&body[from..offset], at + from);
                    self.depth += 1;
                    let place = Span::new(at + offset, at + offset + 1);
                    self.text.push_replaced(OBJECT, place);
                }
                '}' => {
                    // What stands in braces is text only where it is that of a variant.
                    self.push(&body[from..offset], at + from);
                    self.depth = self.depth.saturating_sub(1);
                    self.selects &= self.depth > 0;
                }
                '>' if self.depth > 0 && body[..offset].ends_with('-') => self.selects = true,
                _ => continue,
            }
            from = offset + c.len_utf8();
        }
        self.push(&body[from..], at + from);
    }

    fn push(&mut self, text: &str, at: usize) {
        let reads = self.depth == 0 || (self.selects && self.depth == 1);
        if reads {
            self.text.push(text, at);
        }
    }

    fn flush(&mut self, catalog: &mut Catalog, language: Option<&Arc<str>>) {
        let text = std::mem::take(&mut self.text).trimmed();
        if text.text().chars().any(char::is_alphabetic) {
            catalog.side(&text, language);
        }
    }

    fn end(&mut self, catalog: &mut Catalog, language: Option<&Arc<str>>) {
        self.flush(catalog, language);
        self.depth = 0;
        self.selects = false;
    }
}
