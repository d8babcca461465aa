//! Android's string resources; of XML with another root nothing is read.

use std::sync::Arc;

use super::catalog::{Catalog, language_of};
use super::escape::{backslash, unescaped};
use super::xliff::Xliff;
use super::xml::{Element, Mistake, Token, Tokens};
use super::{Format, Problem, Settings, data};
use crate::document::Document;
use crate::text::{MappedText, Origin, Source, Span};

/// `strings.xml`.
pub struct Android;

impl Format for Android {
    fn name(&self) -> &'static str {
        "android"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        match root(source.text()).as_deref() {
            Some("xliff") => return Xliff.read(source, settings),
            Some("resources") => {}
            _ => return Ok(Document::new(source)),
        }
        let mut reader = Reader {
            catalog: Catalog::new(settings),
            language: language_of(source.name()),
            open: Vec::new(),
            key: None,
            text: None,
        };
        reader
            .read(source.text())
            .map_err(|(at, why)| data::damaged(&source, "XML", at, &why))?;
        let catalog = reader.catalog;
        Ok(catalog.finish(source))
    }
}

fn root(text: &str) -> Option<Box<str>> {
    let mut tokens = Tokens::new(text).map_while(Result::ok);
    tokens.find_map(|token| match token {
        Token::Open(element) => Some(element.name),
        _ => None,
    })
}

struct Reader<'s> {
    catalog: Catalog<'s>,
    language: Option<Arc<str>>,
    /// Whether each open element is one of a resource, so that its text counts.
    open: Vec<bool>,
    key: Option<MappedText>,
    text: Option<MappedText>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) -> Result<(), Mistake> {
        let mut tokens = Tokens::new(text);
        while let Some(token) = tokens.next() {
            for remark in tokens.remarks() {
                if self.key.is_some() {
                    self.catalog.remark_side(remark);
                } else {
                    self.catalog.remark(remark);
                }
            }
            match token? {
                Token::Open(element) => self.open(&element),
                Token::Close(name) => self.close(&name),
                Token::Text(part) => {
                    if let Some(text) = &mut self.text {
                        part.append_to(text, Span::new(0, part.text().len()));
                    }
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) {
        let name = &*element.name;
        let shown = element.attribute("translatable") != Some("false");
        let inside = self.open.last().copied().unwrap_or(true);
        self.open.push(inside && shown);
        if !inside || !shown {
            self.catalog.pass();
            return;
        }
        if matches!(name, "string" | "string-array" | "plurals") {
            self.key = element.attribute_text("name");
            self.catalog.message(self.key.as_ref());
        }
        if matches!(name, "string" | "item") && self.key.is_some() {
            self.text = Some(MappedText::default());
        }
    }

    fn close(&mut self, name: &str) {
        self.open.pop();
        if matches!(name, "string" | "item")
            && let Some(text) = self.text.take()
        {
            self.catalog.side(&plain(&text), self.language.as_ref());
        }
        if matches!(name, "string" | "string-array" | "plurals") {
            self.key = None;
        }
    }
}

/// A resource's text as it is shown: escapes are resolved, and line ends are spaces.
fn plain(text: &MappedText) -> MappedText {
    let mut shown = MappedText::default();
    for (part, origin) in text.parts() {
        let start = match origin {
            Origin::Verbatim(start) => start,
            Origin::Replaced(span) => {
                shown.push_replaced(part, span);
                continue;
            }
        };
        let special = |c: char| matches!(c, '\\' | '\n' | '\r' | '"');
        let read = |rest: &str| {
            if rest.starts_with('\\') {
                return backslash(rest);
            }
            let made = if rest.starts_with('"') { "" } else { " " };
            Some((1, made.into()))
        };
        let unescaped = unescaped(part, Span::new(0, part.len()), special, read);
        for (part, origin) in unescaped.parts() {
            match origin {
                Origin::Verbatim(at) => shown.push(part, start + at),
                Origin::Replaced(span) => shown.push_replaced(part, span.shifted(start)),
            }
        }
    }
    shown
}
