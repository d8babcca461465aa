//! Reads a messages file and tells what is wrong in it.

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Label};
use crate::text::Span;

use super::Text;
use super::keys::{self, KEYS};
use super::template::Template;

type Texts = FxHashMap<String, Text>;

/// The texts of a file by their keys, `table.key`.
pub(super) fn read(name: &str, text: &str) -> Result<Texts, Vec<Diagnostic>> {
    let mut reader = Reader {
        name,
        texts: Texts::default(),
        mistakes: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.table("", table.get_ref()),
        Err(error) => {
            let span = error.span().unwrap_or(0..text.len().min(1));
            reader.mistake("syntax", span, error.message().to_owned());
        }
    }
    if reader.mistakes.is_empty() {
        Ok(reader.texts)
    } else {
        reader
            .mistakes
            .sort_by_key(|mistake| mistake.labels[0].span);
        Err(reader.mistakes)
    }
}

/// The same texts where no key is missing.
pub(super) fn complete(texts: Texts) -> Result<Texts, Vec<Diagnostic>> {
    let missing = KEYS.iter().filter(|(key, _)| !texts.contains_key(*key));
    let mistake = |(key, _): &keys::Key| {
        let label = Label {
            file: "".into(),
            span: Span::new(0, 0),
            message: String::new(),
        };
        Diagnostic::error("missing-key", format!("`{key}` is not said"), label)
    };
    let mistakes: Vec<Diagnostic> = missing.map(mistake).collect();
    if mistakes.is_empty() {
        Ok(texts)
    } else {
        Err(mistakes)
    }
}

struct Reader<'a> {
    name: &'a str,
    texts: Texts,
    mistakes: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self, path: &str, table: &DeTable) {
        for (key, value) in table {
            let name = match path {
                "" => key.get_ref().to_string(),
                _ => format!("{path}.{}", key.get_ref()),
            };
            if let Some(places) = keys::places(&name) {
                if let Some(text) = self.text(places, value) {
                    self.texts.insert(name, text);
                }
            } else if let DeValue::Table(inner) = value.get_ref()
                && path.is_empty()
            {
                self.table(&name, inner);
            } else {
                self.unknown(&name, key.span());
            }
        }
    }

    /// A text, or a table with `one` and `other`.
    fn text(&mut self, places: &str, value: &Spanned<DeValue>) -> Option<Text> {
        let DeValue::Table(table) = value.get_ref() else {
            let other = self.template(places, false, value)?;
            return Some(Text { one: None, other });
        };
        let (mut one, mut other) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "one" => one = Some(self.template(places, true, value)?),
                "other" => other = Some(self.template(places, false, value)?),
                name => self.unknown(name, key.span()),
            }
        }
        if other.is_none() {
            let message = "a text by count needs `other`".to_owned();
            self.mistake("missing-key", value.span(), message);
        }
        other.map(|other| Text { one, other })
    }

    /// A template; one for a count of 1 may leave the count out.
    fn template(
        &mut self,
        places: &str,
        for_one: bool,
        value: &Spanned<DeValue>,
    ) -> Option<Template> {
        let Some(text) = value.get_ref().as_str() else {
            self.mistake("wrong-type", value.span(), "this must be a text".to_owned());
            return None;
        };
        let template = match Template::parse(text) {
            Ok(template) => template,
            Err(message) => {
                self.mistake("bad-placeholder", value.span(), message);
                return None;
            }
        };
        let known = || places.split(' ').filter(|place| !place.is_empty());
        for name in template.places() {
            if !known().any(|place| place.trim_end_matches('?') == name) {
                let message = format!("`{{{name}}}` is not known here");
                self.mistake("bad-placeholder", value.span(), message);
            }
        }
        for place in known().filter(|place| !place.ends_with('?')) {
            if !template.places().any(|name| name == place) && !for_one {
                let message = format!("`{{{place}}}` is missing");
                self.mistake("bad-placeholder", value.span(), message);
            }
        }
        Some(template)
    }

    fn unknown(&mut self, name: &str, span: std::ops::Range<usize>) {
        self.mistake("unknown-key", span, format!("`{name}` is no message"));
    }

    fn mistake(&mut self, code: &'static str, span: std::ops::Range<usize>, message: String) {
        let label = Label {
            file: self.name.into(),
            span: span.into(),
            message: String::new(),
        };
        self.mistakes.push(Diagnostic::error(code, message, label));
    }
}
