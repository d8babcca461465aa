//! PDF: its text by page, with lines made from the places of letters, and paragraphs from lines.

mod fonts;
mod layout;
mod page;
mod write;

use lopdf::{Document as File, LoadOptions};

use self::page::Page;
use super::{Refusal, Writer};
use crate::document::Document;
use crate::input::guard::guarded;
use crate::input::{Format, Problem, Settings};
use crate::text::Source;

/// PDF.
pub struct Pdf;

/// No part of a file may have more bytes when it is unpacked: 16 MiB.
const LARGEST_PART: usize = 16 << 20;

/// A file of more pages is refused.
const MOST_PAGES: usize = 5_000;

/// More letters than this are refused.
const MOST_RUNS: usize = 4_000_000;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn read(&self, source: Source, _: &Settings) -> Result<Document, Problem> {
        Err(problem(source.name(), "not a PDF"))
    }

    fn read_bytes(&self, path: &str, bytes: &[u8], _: &Settings) -> Result<Document, Problem> {
        // The parser of this format is given what strangers made; it may not end the run.
        match guarded(|| read(bytes)) {
            Some(Ok(writer)) => Ok(writer.finish(path)),
            Some(Err(why)) => Err(problem(path, &why)),
            None => Err(problem(path, DAMAGED)),
        }
    }
}

const DAMAGED: &str = "a damaged PDF";

fn problem(path: &str, message: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        message: message.to_owned(),
    }
}

fn read(bytes: &[u8]) -> Result<Writer, Refusal> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err("not a PDF".into());
    }
    let options = LoadOptions::with_max_decompressed_size(LARGEST_PART);
    let locked = || bytes.windows(8).any(|window| window == b"/Encrypt");
    let file = match File::load_mem_with_options(bytes, options) {
        Ok(file) if file.is_encrypted() => return Err(ENCRYPTED.into()),
        Ok(file) => file,
        Err(_) if locked() => return Err(ENCRYPTED.into()),
        Err(_) => return Err(DAMAGED.into()),
    };
    let ids: Vec<_> = file.page_iter().take(MOST_PAGES + 1).collect();
    if ids.is_empty() {
        return Err(DAMAGED.into());
    }
    if ids.len() > MOST_PAGES {
        return Err(format!("more than {MOST_PAGES} pages; divide it").into());
    }
    let mut left = MOST_RUNS;
    let mut pages = Vec::with_capacity(ids.len());
    for id in ids {
        let page = Page::read(&file, id, left);
        left = left.saturating_sub(page.runs.len());
        if left == 0 {
            return Err("too much text; divide it".into());
        }
        pages.push((layout::lines(page.runs), page.width));
    }
    if pages.iter().all(|(lines, _)| lines.is_empty()) {
        return Err("no text in it, only pictures; run text recognition over it".into());
    }
    let mut writer = Writer::default();
    write::pages(pages, &mut writer);
    writer.checked()?;
    Ok(writer)
}

const ENCRYPTED: &str = "encrypted; save it without a password";
