//! XLIFF 1.2 and 2: units with a source and a target.

use std::sync::Arc;

use super::catalog::{Catalog, language_of, unknown};
use super::xml::{Element, Mistake, Token, Tokens};
use super::{Format, Problem, Settings, data};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// What stands for a placeholder, so that the words around it do not meet.
const OBJECT: &str = "\u{fffc}";

/// XLIFF.
pub struct Xliff;

impl Format for Xliff {
    fn name(&self) -> &'static str {
        "xliff"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlf", "xliff"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let mut reader = Reader {
            catalog: Catalog::new(settings),
            source: unknown(),
            target: language_of(source.name()),
            side: None,
            text: MappedText::default(),
            muted: 0,
            inside: false,
        };
        reader
            .read(source.text())
            .map_err(|(at, why)| data::damaged(&source, "XLIFF", at, &why))?;
        let catalog = reader.catalog;
        Ok(catalog.finish(source))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

struct Reader<'s> {
    catalog: Catalog<'s>,
    source: Arc<str>,
    target: Option<Arc<str>>,
    side: Option<Side>,
    text: MappedText,
    /// How many elements are open whose text is none of a message.
    muted: usize,
    /// Whether a unit is open.
    inside: bool,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) -> Result<(), Mistake> {
        let mut tokens = Tokens::new(text);
        while let Some(token) = tokens.next() {
            for remark in tokens.remarks() {
                if self.inside {
                    self.catalog.remark_side(remark);
                } else {
                    self.catalog.remark(remark);
                }
            }
            match token? {
                Token::Open(element) => self.open(&element),
                Token::Close(name) => self.close(&name),
                Token::Text(text) if self.side.is_some() && self.muted == 0 => {
                    text.append_to(&mut self.text, Span::new(0, text.text().len()));
                }
                Token::Text(_) => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) {
        let is_unit = matches!(&*element.name, "trans-unit" | "unit");
        if self.muted > 0 || element.attribute("translate") == Some("no") {
            if is_unit {
                self.catalog.pass();
            }
            self.muted += 1;
            return;
        }
        match &*element.name {
            "xliff" | "file" => {
                let tag = |names: [&str; 2]| {
                    let mut names = names.into_iter();
                    names
                        .find_map(|name| element.attribute(name))
                        .map(Arc::from)
                };
                self.source = tag(["source-language", "srcLang"]).unwrap_or(self.source.clone());
                self.target = tag(["target-language", "trgLang"]).or(self.target.take());
            }
            _ if is_unit => {
                self.inside = true;
                let mut names = ["resname", "name", "id"].into_iter();
                let key = names.find_map(|name| element.attribute_text(name));
                self.catalog.message(key.as_ref());
            }
            "source" => self.begin(Side::Source),
            "target" => self.begin(Side::Target),
            // Notes, and what tools keep of earlier texts.
            "note" | "alt-trans" | "seg-source" | "matches" | "originalData" | "glossary" => {
                self.muted = 1;
            }
            // Codes of the format that the text was taken from.
            "ph" | "x" | "bpt" | "ept" | "it" if self.side.is_some() => {
                self.text.push_replaced(OBJECT, element.span);
                self.muted = 1;
            }
            _ => {}
        }
    }

    fn begin(&mut self, side: Side) {
        self.side = Some(side);
        self.text = MappedText::default();
    }

    fn close(&mut self, name: &str) {
        if self.muted > 0 {
            self.muted -= 1;
            return;
        }
        self.inside &= !matches!(name, "trans-unit" | "unit");
        let text = std::mem::take(&mut self.text);
        match (name, self.side) {
            ("source", Some(Side::Source)) => self.catalog.side(&text, Some(&self.source)),
            ("target", Some(Side::Target)) => self.catalog.side(&text, self.target.as_ref()),
            _ => {
                self.text = text;
                return;
            }
        }
        self.side = None;
    }
}
