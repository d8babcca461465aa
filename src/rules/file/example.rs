//! `examples` and `example` of a promise: a rule's own tests.

use jiff::civil::Date;

use crate::rules::place::{At, Place};

use super::reader::{Table, Value};

/// Examples of the short form, as written.
#[derive(Clone, Default)]
pub(in crate::rules) struct ExamplesFile {
    pub broken: Vec<At<String>>,
    pub fine: Vec<At<String>>,
}

/// An example of the long form, as written.
#[derive(Clone)]
pub(in crate::rules) struct CaseFile {
    pub place: Place,
    pub name: Option<At<String>>,
    pub today: Option<At<Date>>,
    pub files: Vec<(At<String>, At<String>)>,
    pub expect: Vec<At<String>>,
}

pub(super) fn read_examples(mut table: Table) -> ExamplesFile {
    let examples = ExamplesFile {
        broken: table.strings("broken"),
        fine: table.strings("fine"),
    };
    table.finish();
    examples
}

pub(super) fn read_cases(table: &mut Table) -> Vec<CaseFile> {
    table.array("example").into_iter().map(read_case).collect()
}

fn read_case(mut table: Table) -> CaseFile {
    let file = |value: &Value| {
        Some((
            At::new(value.key.to_owned(), value.key_place),
            value.string()?,
        ))
    };
    let case = CaseFile {
        place: table.place,
        name: table.string("name"),
        today: table.date("today"),
        files: table
            .table("files")
            .map(|files| files.rest.iter().filter_map(file).collect())
            .unwrap_or_default(),
        expect: table.strings("expect"),
    };
    table.finish();
    case
}
