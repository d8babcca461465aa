//! Files of office programs and books: archives of XML parts.
//!
//! They have no lines. What is read is written down as a text, one paragraph or cell a line, and
//! that text is the document's source; its units say where in the file each line comes from.

mod archive;
mod docx;
mod epub;
mod lists;
mod odf;
#[cfg(feature = "pdf")]
mod pdf;
mod pptx;
mod relations;
mod sheet;
mod writer;
mod xlsx;

use std::borrow::Cow;

use super::xml::{Token, Tokens};
use super::{Problem, Settings};
use crate::document::Document;
use crate::text::Source;

use self::archive::Archive;
use self::writer::Writer;

pub use docx::Docx;
pub use epub::Epub;
pub use odf::{Ods, Odt};
#[cfg(feature = "pdf")]
pub use pdf::Pdf;
pub use pptx::Pptx;
pub use xlsx::Xlsx;

/// Why a file cannot be read.
type Refusal = Cow<'static, str>;

/// Reads an archive by `read`, which is given what to write into.
fn document(
    path: &str,
    bytes: &[u8],
    read: impl FnOnce(&mut Archive, &mut Writer) -> Result<(), Refusal>,
) -> Result<Document, Problem> {
    let mut writer = Writer::default();
    let done = Archive::open(bytes)
        .and_then(|mut archive| read(&mut archive, &mut writer))
        .and_then(|()| writer.checked());
    match done {
        Ok(()) => Ok(writer.finish(path)),
        Err(message) => Err(Problem {
            path: path.to_owned(),
            message: message.into_owned(),
        }),
    }
}

/// What is told of a text that was named as a file of a format whose files are archives.
fn no_archive(source: &Source, _: &Settings) -> Result<Document, Problem> {
    Err(Problem {
        path: source.name().to_string(),
        message: archive::NO_ARCHIVE.to_owned(),
    })
}

/// The tokens of a part.
fn tokens(text: &str) -> impl Iterator<Item = Result<Token, Refusal>> {
    Tokens::new(text).map(|token| token.map_err(|(_, why)| format!("a damaged part: {why}").into()))
}

/// Checks what a main part is: the name of its first element, or of the first in the element
/// `around`. A file whose ending lies has another, and nothing of it would be read.
fn expect(text: &str, around: Option<&str>, name: &str) -> Result<(), Refusal> {
    let mut reached = around.is_none();
    for token in tokens(text) {
        let Token::Open(element) = token? else {
            continue;
        };
        if !reached {
            reached = around == Some(&*element.name);
        } else if *element.name == *name {
            return Ok(());
        } else {
            let found = &element.name;
            let told =
                format!("of another kind, `{found}` and not `{name}`; name it as what it is");
            return Err(told.into());
        }
    }
    Ok(())
}
