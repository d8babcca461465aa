//! `[channel.NAME]` and `[language.CODE]`: who speaks, and in what language, by path.

use crate::rules::place::At;

use super::reader::Table;

/// A channel, as written.
pub(in crate::rules) struct ChannelFile {
    pub id: At<String>,
    pub paths: Vec<At<String>>,
    pub authority: Option<At<i64>>,
    pub promises: Option<At<bool>>,
    pub customer_speakers: Vec<At<String>>,
}

/// Where texts of a language are, as written.
pub(in crate::rules) struct LanguageFile {
    pub code: At<String>,
    pub paths: Vec<At<String>>,
}

pub(super) fn read_all(table: &mut Table) -> Vec<ChannelFile> {
    let read = |(id, mut table): (At<&str>, Table)| {
        let channel = ChannelFile {
            id: id.map(str::to_owned),
            paths: table.strings("paths"),
            authority: table.integer("authority"),
            promises: table.bool("promises"),
            customer_speakers: table.strings("customer-speakers"),
        };
        table.finish();
        channel
    };
    table.tables("channel").into_iter().map(read).collect()
}

pub(super) fn read_languages(table: &mut Table) -> Vec<LanguageFile> {
    let read = |(code, mut table): (At<&str>, Table)| {
        let paths = table.strings("paths");
        table.finish();
        LanguageFile {
            code: code.map(str::to_owned),
            paths,
        }
    };
    table.tables("language").into_iter().map(read).collect()
}
