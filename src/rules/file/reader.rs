//! Reads TOML tables and values with their places; every mistake is reported, none ends reading.
//!
//! A [`Table`] knows which keys may stand in it, and has those that nobody asked for yet, so that
//! [`Table::finish`] can tell them.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::rules::keys::Section;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::{At, FileIndex, Place};
use crate::rules::suggest;
use crate::text::Span;

use super::unknown;

/// What is the same for all of one file.
pub(super) struct Cx<'t> {
    pub file: FileIndex,
    pub text: &'t str,
    pub languages: &'t [String],
    pub mistakes: &'t Mistakes,
}

impl Cx<'_> {
    pub(super) fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place {
            file: self.file,
            span: Span::from(span),
        }
    }

    pub(super) fn report(&self, mistake: Mistake) {
        self.mistakes.report(mistake);
    }
}

/// A key of a table with its value.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    pub cx: &'t Cx<'t>,
    pub key: &'t str,
    pub key_place: Place,
    /// Where the value stands; of a table with a header, the header.
    pub place: Place,
    pub toml: &'t DeValue<'t>,
}

/// A table whose keys are asked for by name.
pub(super) struct Table<'t> {
    pub cx: &'t Cx<'t>,
    /// The dotted name: `promise.x.claims`; empty for the whole file.
    pub path: String,
    /// Its header, its key, or the whole of an inline table.
    pub place: Place,
    /// The entries that nobody asked for yet, in the order of the file.
    pub rest: Vec<Value<'t>>,
    /// What may stand in it; nothing, where it has names of the user's.
    pub section: &'static Section,
}

impl<'t> Table<'t> {
    pub(super) fn new(cx: &'t Cx<'t>, path: String, place: Place, toml: &'t DeTable<'t>) -> Self {
        let mut rest: Vec<_> = toml
            .iter()
            .map(|(key, value)| entry(cx, key, value))
            .collect();
        rest.sort_by_key(|value| value.key_place);
        Self {
            cx,
            path,
            place,
            rest,
            section: &ANY_NAMES,
        }
    }

    /// The same as a table in which keys of this section may stand.
    pub(super) fn of(mut self, section: &'static Section) -> Self {
        self.section = section;
        self
    }

    /// The value of a key of its section.
    pub(super) fn get(&mut self, key: &'static str) -> Option<Value<'t>> {
        debug_assert!(self.section.key(key).is_some(), "`{key}` is in no table");
        let at = self.rest.iter().position(|value| value.key == key)?;
        Some(self.rest.remove(at))
    }

    /// The dotted name of a key in it.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Whether it was written in braces.
    pub(super) fn is_inline(&self) -> bool {
        self.cx
            .text
            .get(self.place.span.range())
            .is_some_and(|text| text.starts_with('{'))
    }

    pub(super) fn string(&mut self, key: &'static str) -> Option<At<String>> {
        self.get(key)?.string()
    }

    pub(super) fn strings(&mut self, key: &'static str) -> Vec<At<String>> {
        self.get(key)
            .map(|value| value.strings())
            .unwrap_or_default()
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        self.get(key)?.date()
    }

    pub(super) fn bool(&mut self, key: &'static str) -> Option<At<bool>> {
        let value = self.get(key)?;
        match value.toml {
            DeValue::Boolean(flag) => Some(At::new(*flag, value.place)),
            _ => value.wrong_type("`true` or `false`"),
        }
    }

    pub(super) fn integer(&mut self, key: &'static str) -> Option<At<i64>> {
        let value = self.get(key)?;
        let number = match value.toml {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number {
            Some(number) => Some(At::new(number, value.place)),
            None => value.wrong_type("a whole number"),
        }
    }

    /// What may stand in the tables of a key.
    pub(super) fn section_of(&self, key: &str) -> &'static Section {
        let section = self.section.key(key).and_then(|key| key.shape.section());
        section.unwrap_or(&ANY_NAMES)
    }

    pub(super) fn table(&mut self, key: &'static str) -> Option<Table<'t>> {
        let path = self.path_of(key);
        let section = self.section_of(key);
        Some(self.get(key)?.table(path)?.of(section))
    }

    /// The tables of a table, each with its key, such as all `[channel.…]`.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<(At<&'t str>, Table<'t>)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        let named = |value: &Value<'t>| {
            let table = value.table(outer.path_of(&unknown::quoted_key(value.key)))?;
            Some((At::new(value.key, value.key_place), table.of(outer.section)))
        };
        outer.rest.iter().filter_map(named).collect()
    }

    /// The tables of an array of tables, such as all `[[waiver]]`; one table alone is one of them.
    pub(super) fn array(&mut self, key: &'static str) -> Vec<Table<'t>> {
        let (path, section) = (self.path_of(key), self.section_of(key));
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        if let DeValue::Table(_) = value.toml {
            let table = value.table(path).map(|table| table.of(section));
            return table.into_iter().collect();
        }
        value
            .items()
            .filter_map(|item| Some(item.table(path.clone())?.of(section)))
            .collect()
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self) {
        for value in &self.rest {
            unknown::report(&self, value);
        }
    }
}

impl<'t> Value<'t> {
    /// Text; what it holds may not be blank.
    pub(super) fn string<S: From<&'t str>>(&self) -> Option<At<S>> {
        let DeValue::String(text) = self.toml else {
            return self.wrong_type("a text in quotes");
        };
        if text.chars().all(char::is_whitespace) {
            let message = format!("`{}` is empty", self.key);
            self.cx.report(Mistake::new("empty", self.place, message));
            return None;
        }
        Some(At::new(S::from(text.as_ref()), self.place))
    }

    /// A list of texts; those that are no text are reported and left out.
    pub(super) fn strings<S: From<&'t str>>(&self) -> Vec<At<S>> {
        if let DeValue::String(text) = self.toml {
            let message = format!("`{}`: expected a list of texts, found a text", self.key);
            let help = format!("write `{} = [\"{text}\"]`", self.key);
            self.cx
                .report(Mistake::new("wrong-type", self.place, message).help(help));
            return Vec::new();
        }
        let items = self.items();
        let mut texts = Vec::with_capacity(items.size_hint().1.unwrap_or_default());
        texts.extend(items.filter_map(|item| item.string()));
        texts
    }

    /// A text, or a list of texts.
    pub(super) fn one_or_many(&self) -> Vec<At<String>> {
        match self.toml {
            DeValue::Array(_) => self.strings(),
            DeValue::String(_) => self.string().into_iter().collect(),
            _ => self
                .wrong_type("a text or a list of texts")
                .unwrap_or_default(),
        }
    }

    /// The items of a list; anything else is reported.
    pub(super) fn items(&self) -> impl Iterator<Item = Value<'t>> + use<'t> {
        let items = match self.toml {
            DeValue::Array(items) => Some(items.iter()),
            _ => self.wrong_type("a list"),
        };
        let value = *self;
        items
            .into_iter()
            .flatten()
            .map(move |item: &'t Spanned<DeValue<'t>>| Value {
                place: value.cx.place(item.span()),
                toml: item.get_ref(),
                ..value
            })
    }

    /// A table, to be called `path`.
    pub(super) fn table(&self, path: String) -> Option<Table<'t>> {
        match self.toml {
            DeValue::Table(table) => Some(Table::new(self.cx, path, self.place, table)),
            _ => self.wrong_type("a table"),
        }
    }

    /// A day, as TOML writes it or as a text.
    pub(super) fn date(&self) -> Option<At<Date>> {
        let date = match self.toml {
            DeValue::Datetime(written) if written.time.is_none() => written.date.and_then(|day| {
                let year = i16::try_from(day.year).ok()?;
                Date::new(
                    year,
                    i8::try_from(day.month).ok()?,
                    i8::try_from(day.day).ok()?,
                )
                .ok()
            }),
            DeValue::String(text) if text.len() == "2026-01-31".len() => text.parse().ok(),
            _ => None,
        };
        match date {
            Some(date) => Some(At::new(date, self.place)),
            None => self.wrong_type("a day such as 2026-01-31"),
        }
    }

    /// Reports that the value is of another type than expected.
    pub(super) fn wrong_type<T>(&self, expected: &str) -> Option<T> {
        let found = found(self.toml);
        let message = format!("`{}`: expected {expected}, found {found}", self.key);
        self.cx
            .report(Mistake::new("wrong-type", self.place, message));
        None
    }

    /// One of the given names.
    pub(super) fn one_of<T: Copy>(&self, choices: &[(&str, T)]) -> Option<At<T>> {
        let written = self.string::<&str>()?;
        let chosen = choices.iter().find(|&&(name, _)| name == written.value);
        if chosen.is_none() {
            let message = format!("`{}` cannot be `{}`", self.key, written.value);
            let help = suggest::help(written.value, choices.iter().map(|&(name, _)| name));
            self.cx
                .report(Mistake::new("unknown-name", self.place, message).help(help));
        }
        chosen.map(|&(_, value)| At::new(value, self.place))
    }
}

/// Tables whose keys are the user's names.
static ANY_NAMES: Section = Section {
    header: "",
    about: "",
    keys: &[],
};

fn entry<'t>(
    cx: &'t Cx<'t>,
    key: &'t Spanned<std::borrow::Cow<'t, str>>,
    value: &'t Spanned<DeValue<'t>>,
) -> Value<'t> {
    Value {
        cx,
        key: key.get_ref(),
        key_place: cx.place(key.span()),
        place: cx.place(value.span()),
        toml: value.get_ref(),
    }
}

fn found(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(day) if day.time.is_none() => "a day",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
