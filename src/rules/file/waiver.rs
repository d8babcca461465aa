//! `[[waiver]]`: accepted findings.

use jiff::civil::Date;

use crate::rules::place::{At, Place};

use super::reader::Table;

/// An accepted finding, as written.
pub(in crate::rules) struct WaiverFile {
    pub place: Place,
    pub promise: Option<At<String>>,
    pub path: Option<At<String>>,
    pub other: Option<At<String>>,
    pub quote: Option<At<String>>,
    pub until: Option<At<Date>>,
    pub owner: Option<At<String>>,
    pub reason: Option<At<String>>,
}

pub(super) fn read_all(table: &mut Table) -> Vec<WaiverFile> {
    let read = |mut table: Table| {
        let waiver = WaiverFile {
            place: table.place,
            promise: table.string("promise"),
            path: table.string("path"),
            other: table.string("other"),
            quote: table.string("quote"),
            until: table.date("until"),
            owner: table.string("owner"),
            reason: table.string("reason"),
        };
        table.finish();
        waiver
    };
    table.array("waiver").into_iter().map(read).collect()
}
