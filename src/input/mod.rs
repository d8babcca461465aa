//! Reads bytes into documents: one format a file, behind one trait.
//!
//! Reading never fails on a text and never panics: what cannot be understood is read as the
//! text that it is. Only bytes that are no text are refused. Every character of a block carries
//! its place in the source, as the format's parser gave it. Knows no rules and no promises, and
//! opens no file.

#[cfg(feature = "xml")]
mod android;
mod arb;
mod builder;
mod catalog;
mod code;
mod csv;
mod data;
mod decode;
mod direction;
mod directives;
mod escape;
mod fluent;
mod front_matter;
mod guard;
mod html;
mod json;
mod latex;
mod lead;
mod mail;
mod markdown;
mod marker;
mod marks;
mod markup;
mod mdx;
#[cfg(feature = "office")]
mod office;
mod plain;
mod po;
mod records;
mod settings;
mod strings;
mod subtitles;
mod table;
mod toml;
mod vietnamese;
mod xcstrings;
#[cfg(feature = "xml")]
mod xliff;
#[cfg(feature = "xml")]
mod xml;
#[cfg(feature = "yaml")]
mod yaml;

use std::fmt;

use crate::document::Document;
use crate::text::Source;

#[cfg(feature = "xml")]
pub use android::Android;
pub use arb::Arb;
pub use code::Code;
pub use csv::{Csv, Tsv};
pub use decode::{DecodeError, decode};
pub use fluent::Fluent;
pub use guard::catches_panics;
pub use html::Html;
pub use json::{Json, JsonLines};
pub use latex::Latex;
pub use mail::{Mail, Mbox};
pub use markdown::Markdown;
pub use markup::asciidoc::AsciiDoc;
pub use markup::org::Org;
pub use markup::rst::ReStructuredText;
pub use mdx::Mdx;
#[cfg(feature = "pdf")]
pub use office::Pdf;
#[cfg(feature = "office")]
pub use office::{Docx, Epub, Ods, Odt, Pptx, Xlsx};
pub use plain::Plain;
pub use po::Po;
pub use records::MOST_CELLS;
pub use settings::{FieldPattern, Settings};
pub use strings::Strings;
pub use subtitles::{SubRip, WebVtt};
pub use toml::Toml;
pub use xcstrings::StringCatalog;
#[cfg(feature = "xml")]
pub use xliff::Xliff;
#[cfg(feature = "yaml")]
pub use yaml::Yaml;

/// The most bytes that a file may have: 64 MiB.
///
/// Texts that people write are far smaller; with a statement in every line, a file of this size
/// takes minutes and some gigabytes.
pub const LARGEST: u64 = 64 << 20;

/// The name of the format of source code, which no ending has.
pub const CODE: &str = "code";

/// What is told of a file of `bytes` bytes, more than [`LARGEST`].
#[must_use]
pub fn too_large(bytes: u64) -> String {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    format!(
        "too large: {} MB, and {} MB is the most that is read; divide it or `exclude` it",
        megabytes(bytes),
        megabytes(LARGEST)
    )
}

/// A kind of file that can be read.
pub trait Format: Sync {
    /// The name by which it is asked for, in lower case.
    fn name(&self) -> &'static str;

    /// The endings of its files, in lower case and without a dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Reads a text, in time linear in its length.
    ///
    /// # Errors
    ///
    /// When the text is not of this format, so that its parts cannot be told; always, where files
    /// of this format are no texts.
    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem>;

    /// Reads a file, named `path`: decodes it, and reads the text.
    ///
    /// # Errors
    ///
    /// When the bytes are no text that can be decoded without loss, or not of this format.
    fn read_bytes(
        &self,
        path: &str,
        bytes: &[u8],
        settings: &Settings,
    ) -> Result<Document, Problem> {
        let text = decode(bytes).map_err(|error| Problem {
            path: path.to_owned(),
            message: error.to_string(),
        })?;
        self.read(Source::new(path, text), settings)
    }
}

static FORMATS: &[&dyn Format] = &[
    &Markdown,
    &Html,
    &Plain,
    &ReStructuredText,
    &AsciiDoc,
    &Org,
    &Latex,
    &Mdx,
    &Json,
    &JsonLines,
    #[cfg(feature = "yaml")]
    &Yaml,
    &Toml,
    &Csv,
    &Tsv,
    &Po,
    #[cfg(feature = "xml")]
    &Xliff,
    #[cfg(feature = "xml")]
    &Android,
    &Strings,
    &StringCatalog,
    &Arb,
    &Fluent,
    &Code,
    &SubRip,
    &WebVtt,
    &Mail,
    &Mbox,
    #[cfg(feature = "office")]
    &Docx,
    #[cfg(feature = "office")]
    &Odt,
    #[cfg(feature = "office")]
    &Xlsx,
    #[cfg(feature = "office")]
    &Ods,
    #[cfg(feature = "office")]
    &Pptx,
    #[cfg(feature = "office")]
    &Epub,
    #[cfg(feature = "pdf")]
    &Pdf,
];

/// The format of a file, by the ending of its name; `None` for an ending that no format has.
#[must_use]
pub fn format_for(path: &str) -> Option<&'static dyn Format> {
    let name = path.rsplit(['/', '\\']).next()?;
    let (_, ending) = name.rsplit_once('.')?;
    FORMATS.iter().copied().find(|format| {
        let mut endings = format.extensions().iter();
        endings.any(|known| known.eq_ignore_ascii_case(ending))
    })
}

/// Whether a file of a folder is read though nobody names it: its ending is that of a format, and
/// its name is not that of a file of some tool.
#[must_use]
pub fn reads(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    format_for(path).is_some() && !data::is_no_content(name)
}

/// The names of all formats.
pub fn format_names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name())
}

/// The format with this name.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path as it was given.
    pub path: String,
    /// What is wrong, in one line.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Problem {}

/// Decodes and reads a file; its format is found by its name, and plain text where that says
/// nothing. An empty file is an empty document.
///
/// # Errors
///
/// When the bytes are no text, cannot be decoded without loss, are more than [`LARGEST`], are not
/// of their format, or hold letters that are made to run backwards.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, Problem> {
    read_with(path, bytes, &Settings::default())
}

/// Reads a file as [`read`] does, by `settings`; an unknown format in them is as none.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(path: &str, bytes: &[u8], settings: &Settings) -> Result<Document, Problem> {
    let length = bytes.len() as u64;
    if length > LARGEST {
        return Err(Problem {
            path: path.to_owned(),
            message: too_large(length),
        });
    }
    let format = settings.format.and_then(format_named);
    let format = format.or_else(|| format_for(path)).unwrap_or(&Plain);
    let document = format.read_bytes(path, bytes, settings)?;
    match direction::overridden(&document) {
        None => Ok(document),
        Some(message) => Err(Problem {
            path: path.to_owned(),
            message,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_the_format() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(format_for(path).map(Format::name), expected, "{path}");
        };
        check("ads/a.md", Some("markdown"));
        check("ads/A.MARKDOWN", Some("markdown"));
        check("a.b\\c.htm", Some("html"));
        check("notes.txt", Some("text"));
        check("v1.md/readme", None);
        check("a.rs", None);
    }

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in FORMATS {
            assert_eq!(
                format_named(format.name()).map(Format::name),
                Some(format.name())
            );
        }
        assert!(format_named("doc").is_none());
    }

    #[test]
    fn an_empty_file_is_an_empty_document() {
        for path in ["a.md", "a.html", "a.txt", "a"] {
            assert!(read(path, b"").unwrap().blocks.is_empty(), "{path}");
        }
    }

    #[test]
    fn what_is_no_text_is_a_problem_with_its_path() {
        let problem = read("a.md", b"\x00\x01\x02\x03").unwrap_err();
        assert_eq!(problem.to_string(), "a.md: binary file");
    }
}
