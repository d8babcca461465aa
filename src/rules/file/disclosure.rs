//! `disclosure` of a promise: what may qualify its claims.

use toml::de::DeValue;

use crate::rules::place::{At, Place};
use crate::rules::ruleset::Within;

use super::phrases::{self, PhraseTable};
use super::reader::Table;

/// What may qualify a claim, as written.
#[derive(Clone)]
pub(in crate::rules) struct DisclosureFile {
    pub place: Place,
    pub phrases: PhraseTable,
    pub within: Option<At<Within>>,
    pub cures: Vec<At<String>>,
    pub required: RequiredFile,
}

/// Where a claim needs the disclosure, as written.
#[derive(Clone)]
pub(in crate::rules) enum RequiredFile {
    No,
    Everywhere,
    In(Vec<At<String>>),
}

/// The choices of `within`.
pub(in crate::rules) const DISTANCES: [(&str, Within); 4] = [
    ("sentence", Within::Sentence),
    ("block", Within::Block),
    ("section", Within::Section),
    ("document", Within::Document),
];

/// The disclosures of a promise: a table, or an array of tables.
pub(super) fn read_all(table: &mut Table) -> Vec<DisclosureFile> {
    table.array("disclosure").into_iter().map(read).collect()
}

fn read(mut table: Table) -> DisclosureFile {
    let within = table
        .get("within")
        .and_then(|value| value.one_of(&DISTANCES));
    let cures = table.strings("cures");
    let required = read_required(&mut table, "required");
    let place = table.place;
    DisclosureFile {
        place,
        phrases: phrases::read_rest(table),
        within,
        cures,
        required,
    }
}

/// A setting that asks for something everywhere, nowhere or in some channels.
pub(super) fn read_required(table: &mut Table, key: &'static str) -> RequiredFile {
    let Some(value) = table.get(key) else {
        return RequiredFile::No;
    };
    match value.toml {
        DeValue::Boolean(false) => RequiredFile::No,
        DeValue::Boolean(true) => RequiredFile::Everywhere,
        DeValue::Array(_) => RequiredFile::In(value.strings()),
        _ => {
            let expected = "`true`, `false` or a list of channels";
            value.wrong_type(expected).unwrap_or(RequiredFile::No)
        }
    }
}
