//! DOCX: the text as it is printed, with all tracked changes accepted.

mod body;
mod notes;
mod properties;
mod styles;

use std::collections::HashSet;

use self::body::Body;
use self::notes::{NoteKind, Notes};
use self::styles::Styles;
use super::archive::Archive;
use super::relations::{main_part, of_kind, relations};
use super::{Refusal, Writer};
use crate::document::Document;
use crate::input::{Format, Problem, Settings};
use crate::text::Source;

/// Documents of Word, since 2007.
pub struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        super::no_archive(&source, settings)
    }

    fn read_bytes(&self, path: &str, bytes: &[u8], _: &Settings) -> Result<Document, Problem> {
        super::document(path, bytes, read)
    }
}

fn read(archive: &mut Archive, writer: &mut Writer) -> Result<(), Refusal> {
    let main = main_part(archive, "word/document.xml")?;
    let relations = relations(archive, &main)?;
    let styles = match of_kind(&relations, "styles") {
        Some(name) => Styles::read(&archive.part(name)?.unwrap_or_default())?,
        None => Styles::default(),
    };
    let mut notes = Notes::default();
    for kind in NoteKind::ALL {
        if let Some(name) = of_kind(&relations, kind.part()) {
            notes.read(kind, &archive.part(name)?.unwrap_or_default())?;
        }
    }
    let mut body = Body::new(writer, &styles, notes);
    let text = archive.needed(&main)?;
    super::expect(&text, None, "document")?;
    body.read(&text)?;
    let mut read = HashSet::new();
    for kind in ["header", "footer"] {
        for relation in relations.iter().filter(|relation| relation.kind == kind) {
            let text = archive.part(&relation.target)?.unwrap_or_default();
            // The first page and the others often have the same.
            if read.insert(text.clone()) {
                body.read_margin(&text, kind)?;
            }
        }
    }
    Ok(())
}
