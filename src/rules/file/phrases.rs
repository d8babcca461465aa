//! Phrase tables: lists of phrases by language.

use std::sync::Arc;

use crate::rules::mistake::Mistake;
use crate::rules::place::{At, Place};
use crate::rules::suggest;

use super::reader::{Table, Value};
use super::unknown;

/// The key for phrases of every language.
pub(in crate::rules) const ANY: &str = "any";

/// Phrases by language, as written.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct PhraseTable {
    pub lists: Vec<PhraseList>,
}

/// The phrases of one language.
#[derive(Clone, Debug)]
pub(in crate::rules) struct PhraseList {
    /// A language's code, or [`ANY`].
    pub language: At<String>,
    pub phrases: Vec<At<Arc<str>>>,
}

impl PhraseTable {
    /// All phrases with their languages.
    pub(in crate::rules) fn phrases(&self) -> impl Iterator<Item = (&At<String>, &At<Arc<str>>)> {
        self.lists
            .iter()
            .flat_map(|list| list.phrases.iter().map(|phrase| (&list.language, phrase)))
    }

    pub(in crate::rules) fn is_empty(&self) -> bool {
        self.lists.iter().all(|list| list.phrases.is_empty())
    }
}

/// Reads a table that holds phrases by language and nothing else.
pub(super) fn read(table: Table) -> PhraseTable {
    let (place, path) = (table.place, table.path.clone());
    let (cx, nothing) = (table.cx, table.rest.is_empty());
    let phrases = read_rest(table);
    if nothing {
        nothing_in(cx, place, &path);
    }
    phrases
}

/// The phrase table of a key.
pub(super) fn get(table: &mut Table, key: &'static str) -> Option<PhraseTable> {
    table.table(key).map(read)
}

/// Reads all keys of a table that nobody asked for as languages.
pub(super) fn read_rest(mut table: Table) -> PhraseTable {
    let rest = std::mem::take(&mut table.rest);
    let lists = rest.iter().filter_map(|value| {
        if is_language(value) {
            return read_list(value);
        }
        report_unknown(&table, value);
        None
    });
    PhraseTable {
        lists: lists.collect(),
    }
}

/// Reads the phrases of one language.
pub(super) fn read_list(value: &Value) -> Option<PhraseList> {
    if let toml::de::DeValue::Table(_) = value.toml {
        let message = format!("`{}` is a language: expected a list of phrases", value.key);
        let help = format!("write `{} = [\"…\"]`", value.key);
        value
            .cx
            .report(Mistake::new("wrong-type", value.key_place, message).help(help));
        return None;
    }
    let before = matches!(value.toml, toml::de::DeValue::Array(items) if items.is_empty());
    if before {
        nothing_in(value.cx, value.place, value.key);
    }
    let language = At::new(value.key.to_owned(), value.key_place);
    Some(PhraseList {
        language,
        phrases: value.strings(),
    })
}

/// Whether the key is a language's code or `any`.
pub(super) fn is_language(value: &Value) -> bool {
    value.key == ANY || value.cx.languages.iter().any(|code| code == value.key)
}

fn nothing_in(cx: &super::reader::Cx, place: Place, name: &str) {
    let message = format!("`{name}` holds no phrase");
    let help = "write phrases, or take it out".to_owned();
    cx.report(Mistake::new("empty", place, message).help(help));
}

fn report_unknown(table: &Table, value: &Value) {
    if unknown::misplaced(table, value) {
        return;
    }
    let cx = value.cx;
    let message = format!("unknown language `{}` in `[{}]`", value.key, table.path);
    let languages = cx.languages.iter().map(String::as_str).chain([ANY]);
    let help = suggest::help(value.key, languages);
    cx.report(Mistake::new("unknown-language", value.key_place, message).help(help));
}
