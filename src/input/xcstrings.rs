//! The string catalogues of Apple's systems: JSON with a text for each language.

use std::sync::Arc;

use super::catalog::{Catalog, unknown};
use super::data::{self, NodeId, Tree};
use super::{Format, Problem, Settings, json};
use crate::document::Document;
use crate::text::{MappedText, Source};

/// `.xcstrings`.
pub struct StringCatalog;

impl Format for StringCatalog {
    fn name(&self) -> &'static str {
        "xcstrings"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xcstrings"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let tree = json::tree(source.text())
            .map_err(|(at, why)| data::damaged(&source, "JSON", at, why))?;
        let mut catalog = Catalog::new(settings);
        let named = |name: &str| {
            let mut fields = tree.root().iter();
            let (_, value) = fields.find(|(key, _)| key.text() == name)?;
            Some(*value)
        };
        let language = named("sourceLanguage").and_then(|value| tree.text_of(value));
        let language = language.map_or_else(unknown, |language| language.text().into());
        for (key, message) in named("strings").map_or(&[][..], |strings| tree.fields(strings)) {
            read(&tree, key, *message, &language, &mut catalog);
        }
        Ok(catalog.finish(source))
    }
}

fn read(tree: &Tree, key: &MappedText, message: NodeId, source: &Arc<str>, catalog: &mut Catalog) {
    catalog.message(Some(key));
    let sides = tree.field(message, "localizations");
    let sides = sides.map_or(&[][..], |sides| tree.fields(sides));
    // A key in words is the text itself, where the source language has none of its own.
    let has_source = sides
        .iter()
        .any(|(language, _)| language.text() == &**source);
    if !has_source && key.text().contains(' ') {
        catalog.side(key, Some(source));
    }
    for (language, side) in sides {
        let language = Arc::from(language.text());
        for text in values(tree, *side) {
            catalog.side(text, Some(&language));
        }
    }
}

/// The texts of one language, with its variations by number and device.
fn values(tree: &Tree, side: NodeId) -> Vec<&MappedText> {
    let mut found = Vec::new();
    let mut waiting = vec![side];
    while let Some(node) = waiting.pop() {
        for (key, value) in tree.fields(node).iter().rev() {
            match tree.text_of(*value) {
                Some(text) if key.text() == "value" => found.push(text),
                _ => waiting.push(*value),
            }
        }
    }
    found
}
