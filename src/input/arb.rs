//! ARB, the catalogues of Flutter: JSON with a language.

use std::sync::Arc;

use super::catalog::{Catalog, language_of};
use super::{Format, Problem, Settings, data, json};
use crate::document::Document;
use crate::text::{MappedText, Source};

/// ARB.
pub struct Arb;

impl Format for Arb {
    fn name(&self) -> &'static str {
        "arb"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["arb"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let tree = json::tree(source.text())
            .map_err(|(at, why)| data::damaged(&source, "JSON", at, why))?;
        let mut messages = tree.root().iter();
        let locale = messages.find(|(key, _)| key.text() == "@@locale");
        let locale = locale.and_then(|(_, value)| tree.text_of(*value));
        let language = locale.map(MappedText::text).map(Arc::from);
        let language = language.or_else(|| language_of(source.name()));
        let mut catalog = Catalog::new(settings);
        // What begins with `@` describes the message of that name.
        let described = |key: &MappedText| key.text().starts_with('@');
        for (key, value) in tree.root().iter().filter(|(key, _)| !described(key)) {
            if let Some(text) = tree.text_of(*value) {
                catalog.message(Some(key));
                catalog.side(text, language.as_ref());
            }
        }
        Ok(catalog.finish(source))
    }
}
