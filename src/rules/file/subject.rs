//! `[subject.NAME]`: what statements are about.

use crate::rules::mistake::Mistake;
use crate::rules::place::At;
use crate::rules::ruleset::TitleFrom;
use crate::rules::suggest;

use super::phrases::{self, PhraseTable};
use super::reader::{Table, Value};

/// A subject, as written.
pub(in crate::rules) struct SubjectFile {
    pub id: At<String>,
    pub kind: Option<At<String>>,
    pub part_of: Option<At<String>>,
    pub names: PhraseTable,
    pub paths: Vec<At<String>>,
    pub each: Option<EachFile>,
}

/// One subject for each file or heading of some paths, as written.
pub(in crate::rules) struct EachFile {
    pub paths: Vec<At<String>>,
    pub from: TitleFrom,
}

pub(super) fn read_all(table: &mut Table) -> Vec<SubjectFile> {
    let read = |(id, mut table): (At<&str>, Table)| {
        let subject = SubjectFile {
            id: id.map(str::to_owned),
            kind: table.string("kind"),
            part_of: table.string("part-of"),
            names: phrases::get(&mut table, "names").unwrap_or_default(),
            paths: table.strings("paths"),
            each: table.table("each").and_then(read_each),
        };
        table.finish();
        subject
    };
    table.tables("subject").into_iter().map(read).collect()
}

fn read_each(mut table: Table) -> Option<EachFile> {
    let had_paths = table.rest.iter().any(|value| value.key == "paths");
    let paths = table.strings("paths");
    let from = table.get("from");
    let given = from.is_some();
    let from = from.and_then(|value| title_from(&value));
    if !had_paths || !given {
        let message = format!("`[{}]` needs `paths` and `from`", table.path);
        let help = "write `each = { paths = [\"tariffs/*.md\"], from = \"title\" }`".to_owned();
        table
            .cx
            .report(Mistake::new("missing-key", table.place, message).help(help));
    }
    table.finish();
    Some(EachFile { paths, from: from? })
}

fn title_from(value: &Value) -> Option<TitleFrom> {
    let written = value.string::<&str>()?;
    let text = written.value;
    match (text, text.strip_prefix("field:")) {
        ("title", _) => Some(TitleFrom::Title),
        ("heading", _) => Some(TitleFrom::Heading),
        ("file-name", _) => Some(TitleFrom::FileName),
        (_, Some(field)) if !field.trim().is_empty() => {
            Some(TitleFrom::Field(field.trim().to_owned()))
        }
        _ => {
            let message = format!("`from` cannot be `{text}`");
            let known = ["title", "heading", "file-name", "field:NAME"];
            let help = suggest::help(text, known);
            value
                .cx
                .report(Mistake::new("unknown-name", written.place, message).help(help));
            None
        }
    }
}
