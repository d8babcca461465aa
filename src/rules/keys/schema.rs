//! The JSON Schema of rules files, for editors.
//!
//! It is of draft 7, which editors of TOML read, and names no schema but itself. What only the
//! whole file shows, such as a subject that nobody declared, is left to the program.

use serde_json::{Map, Value, json};

use crate::rules::VERDICTS;
use crate::rules::packs::builtin_packs;

use super::{FILE, Key, Section, Shape, levels};

/// The JSON Schema of a rules file whose phrase tables may have these `languages`, by their codes.
///
/// Every mistake of a key or of a type that reading a file tells of, and no other, is one of the
/// schema too.
#[must_use]
pub fn rules_schema(languages: &[String]) -> Value {
    let codes: Vec<&str> = languages.iter().map(String::as_str).collect();
    let of = |overlay| Schema {
        codes: &codes,
        overlay,
    };
    let mut schema = of(false).section(&FILE);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("Rules file of pledgelint");
    schema["definitions"] = json!({
        "promise": of(false).section(&super::PROMISE),
        "change": of(true).section(&super::PROMISE),
    });
    schema
}

struct Schema<'l> {
    codes: &'l [&'l str],
    /// Whether it is of a change to a pack's promise, whose parts may be the pack's.
    overlay: bool,
}

impl Schema<'_> {
    fn section(&self, section: &Section) -> Value {
        let keys = section.keys.iter();
        let keys = keys.filter(|key| !(self.overlay && key.name == "replaces"));
        let mut properties: Map<String, Value> = keys
            .map(|key| (key.name.to_owned(), self.key(key)))
            .collect();
        let mut schema = json!({
            "type": "object",
            "description": section.about,
            "additionalProperties": false,
        });
        let needed = section.keys.iter().filter(|key| key.needed);
        let needed = needed.filter(|key| !(self.overlay && key.name == "topic"));
        let needed: Vec<_> = needed.map(|key| key.name).collect();
        if !needed.is_empty() {
            schema["required"] = json!(needed);
        }
        if section.holds_phrases() {
            properties.extend(self.by_language(&phrases()));
            schema["anyOf"] = self.some_language();
        }
        schema["properties"] = Value::Object(properties);
        schema
    }

    fn key(&self, key: &Key) -> Value {
        let mut schema = self.shape(key.shape);
        let description = format!(
            "{}{}.\n\nDefault: {}.\n\nExample: `{} = {}`",
            key.about[..1].to_uppercase(),
            &key.about[1..],
            key.default,
            key.name,
            key.example,
        );
        schema["description"] = json!(description);
        schema
    }

    fn shape(&self, shape: Shape) -> Value {
        match shape {
            Shape::Text => text(),
            Shape::Choice(choices) => choice(&choices()),
            Shape::Form(pattern, _) => json!({"type": "string", "pattern": pattern}),
            Shape::Texts | Shape::Paths => list(&text()),
            Shape::Choices(choices) => list(&choice(&choices())),
            Shape::Languages => list(&choice(self.codes)),
            Shape::TextOrTexts => json!({"anyOf": [text(), list(&text())]}),
            Shape::Day => json!({
                "type": "string",
                "format": "date",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            }),
            Shape::Flag => json!({"type": "boolean"}),
            Shape::Whole(None) => json!({"type": "integer"}),
            Shape::Whole(Some(least)) => json!({"type": "integer", "minimum": least}),
            Shape::FlagOrChannels => json!({"anyOf": [{"type": "boolean"}, list(&text())]}),
            Shape::Phrases => self.phrases(),
            Shape::Facets => self.facets(),
            Shape::Approved => {
                let sentences = json!({"anyOf": [text(), list(&text())]});
                let table = json!({
                    "type": "object",
                    "additionalProperties": false,
                    "properties": self.by_language(&sentences),
                });
                json!({"anyOf": [list(&text()), table]})
            }
            Shape::Severity => severity(),
            Shape::Promised => json!({"anyOf": [text(), by_name(&text())]}),
            Shape::TextByName => {
                let mut texts = by_name(&text());
                texts["minProperties"] = json!(1);
                texts
            }
            Shape::WordsByName => by_name(&phrases()),
            Shape::Table(section) => self.section(section),
            Shape::Tables(section) => {
                let table = self.section(section);
                json!({"anyOf": [table, list(&table)]})
            }
            Shape::Named(section) if std::ptr::eq(section, &raw const super::PROMISE) => {
                by_name(&json!({"$ref": "#/definitions/promise"}))
            }
            Shape::Named(section) if std::ptr::eq(section, &raw const super::LANGUAGE) => {
                let table = self.section(section);
                let languages = self.codes.iter();
                let languages: Map<String, Value> = languages
                    .map(|code| ((*code).to_owned(), table.clone()))
                    .collect();
                json!({
                    "type": "object",
                    "additionalProperties": false,
                    "properties": languages,
                })
            }
            Shape::Named(section) => by_name(&self.section(section)),
            Shape::Packs(_) => {
                let packs = builtin_packs().iter();
                let packs: Map<String, Value> = packs
                    .map(|pack| {
                        let mut changes = by_name(&json!({"$ref": "#/definitions/change"}));
                        changes["description"] = json!(pack.about());
                        (pack.name.to_owned(), changes)
                    })
                    .collect();
                json!({
                    "type": "object",
                    "additionalProperties": false,
                    "properties": packs,
                })
            }
        }
    }

    fn phrases(&self) -> Value {
        json!({
            "type": "object",
            "additionalProperties": false,
            "minProperties": 1,
            "properties": self.by_language(&phrases()),
        })
    }

    fn facets(&self) -> Value {
        json!({
            "type": "object",
            "properties": self.by_language(&phrases()),
            "additionalProperties": self.phrases(),
        })
    }

    /// The same for each language, and for phrases of none in particular.
    fn by_language(&self, schema: &Value) -> Map<String, Value> {
        let codes = self.codes.iter().copied().chain([super::super::file::ANY]);
        codes
            .map(|code| (code.to_owned(), schema.clone()))
            .collect()
    }

    fn some_language(&self) -> Value {
        let codes = self.codes.iter().copied().chain([super::super::file::ANY]);
        codes.map(|code| json!({"required": [code]})).collect()
    }
}

fn text() -> Value {
    json!({"type": "string", "pattern": "\\S"})
}

fn choice(choices: &[&str]) -> Value {
    json!({"type": "string", "enum": choices})
}

fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

fn phrases() -> Value {
    json!({"type": "array", "items": text(), "minItems": 1})
}

fn by_name(schema: &Value) -> Value {
    json!({"type": "object", "additionalProperties": schema})
}

fn severity() -> Value {
    let level = choice(&levels());
    let names = ["default"].into_iter().chain(VERDICTS);
    let names: Map<String, Value> = names.map(|name| (name.to_owned(), level.clone())).collect();
    let table = json!({
        "type": "object",
        "description": "`default`, a verdict, or a facet of the promise.",
        "minProperties": 1,
        "properties": names,
        "additionalProperties": level,
    });
    json!({"anyOf": [level, table]})
}
