//! `severity`: one for all, or by verdict and facet.

use crate::diagnostic::Severity;
use crate::rules::mistake::Mistake;
use crate::rules::place::At;
use crate::rules::ruleset::Level;

use super::reader::Value;

/// Severities, as written.
#[derive(Clone, Debug)]
pub(in crate::rules) enum SeverityFile {
    /// One for all.
    Same(At<Level>),
    /// By verdict, by facet, or `default`.
    By(Vec<(At<String>, At<Level>)>),
}

/// The severities that may be written.
pub(in crate::rules) const LEVELS: [(&str, Level); 5] = [
    ("error", Level::At(Severity::Error)),
    ("warning", Level::At(Severity::Warning)),
    ("info", Level::At(Severity::Info)),
    ("note", Level::At(Severity::Note)),
    ("off", Level::Off),
];

pub(super) fn read(value: &Value, path: String) -> Option<SeverityFile> {
    match value.toml {
        toml::de::DeValue::String(_) => value.one_of(&LEVELS).map(SeverityFile::Same),
        toml::de::DeValue::Table(_) => {
            let table = value.table(path)?;
            let level = |value: &Value| {
                let level = value.one_of(&LEVELS)?;
                Some((At::new(value.key.to_owned(), value.key_place), level))
            };
            if table.rest.is_empty() {
                let message = "`severity` is empty";
                table.cx.report(Mistake::new("empty", table.place, message));
            }
            Some(SeverityFile::By(
                table.rest.iter().filter_map(level).collect(),
            ))
        }
        _ => value.wrong_type("a severity or a table of severities"),
    }
}
