//! ODF: texts and sheets of LibreOffice and others.

mod sheets;
mod spaces;
mod styles;
mod text;

use super::archive::Archive;
use super::{Refusal, Writer};
use crate::document::Document;
use crate::input::{Format, Problem, Settings};
use crate::text::Source;

/// The part with the text of every kind of document.
const CONTENT: &str = "content.xml";

/// Texts.
pub struct Odt;

/// Sheets.
pub struct Ods;

impl Format for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        super::no_archive(&source, settings)
    }

    fn read_bytes(&self, path: &str, bytes: &[u8], _: &Settings) -> Result<Document, Problem> {
        super::document(path, bytes, |archive, writer| {
            let content = content(archive, "text")?;
            let mut styles = styles::Styles::default();
            styles.read(&archive.part("styles.xml")?.unwrap_or_default())?;
            styles.read(&content)?;
            text::read(&content, &styles, writer)
        })
    }
}

impl Format for Ods {
    fn name(&self) -> &'static str {
        "ods"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ods", "ots"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        super::no_archive(&source, settings)
    }

    fn read_bytes(
        &self,
        path: &str,
        bytes: &[u8],
        settings: &Settings,
    ) -> Result<Document, Problem> {
        super::document(path, bytes, |archive, writer: &mut Writer| {
            sheets::read(&content(archive, "spreadsheet")?, writer, settings)
        })
    }
}

/// The text of the main part, whose body is of this kind; that of an encrypted document is no XML.
fn content(archive: &mut Archive, kind: &str) -> Result<String, Refusal> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err("encrypted; save it without a password".into());
    }
    let content = archive.needed(CONTENT)?;
    super::expect(&content, Some("body"), kind)?;
    Ok(content)
}
