//! `[input]` and `[[input]]`: how files are read, by path.

use crate::rules::place::At;

use super::reader::Table;

/// How some files are read, as written.
pub(in crate::rules) struct InputFile {
    pub paths: Vec<At<String>>,
    pub format: Option<At<String>>,
    pub fields: Vec<At<String>>,
    pub skip: Vec<At<String>>,
    /// Source code, of which the strings are read.
    pub strings_in: Vec<At<String>>,
}

pub(super) fn read_all(table: &mut Table) -> Vec<InputFile> {
    let read = |mut table: Table| {
        let input = InputFile {
            paths: table.strings("paths"),
            format: table.string("format"),
            fields: table.strings("fields"),
            skip: table.strings("skip"),
            strings_in: table.strings("strings-in"),
        };
        table.finish();
        input
    };
    table.array("input").into_iter().map(read).collect()
}
