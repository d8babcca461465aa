//! EPUB: the pages of a book in the order of reading, each as HTML.

use std::collections::{HashMap, HashSet};

use super::archive::Archive;
use super::relations::joined;
use super::{Refusal, tokens};
use crate::document::{Block, BlockKind, Document};
use crate::input::builder::Builder;
use crate::input::html::{Fragment, Machine};
use crate::input::xml::Token;
use crate::input::{Format, Problem, Settings};
use crate::text::{HARD_BREAK, MappedText, Source, Span};

/// Books.
pub struct Epub;

impl Format for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        super::no_archive(&source, settings)
    }

    fn read_bytes(&self, path: &str, bytes: &[u8], _: &Settings) -> Result<Document, Problem> {
        let book = Archive::open(bytes).and_then(|mut archive| read(&mut archive));
        let book = book.map_err(|message| Problem {
            path: path.to_owned(),
            message: message.into_owned(),
        })?;
        Ok(book.told(path))
    }
}

/// A page: its name, and where it begins in the pages put together.
struct Page {
    name: String,
    start: usize,
}

/// The pages as they were read, with their markup.
struct Book {
    document: Document,
    pages: Vec<Page>,
}

fn read(archive: &mut Archive) -> Result<Book, Refusal> {
    let container = archive.needed("META-INF/container.xml")?;
    let package = attribute_of(&container, "rootfile", "full-path")?;
    let package = package.ok_or("its container names no book")?;
    let mut html = String::new();
    let mut pages = Vec::new();
    let mut builder = Builder::new(false);
    let locked = archive.part("META-INF/encryption.xml")?.unwrap_or_default();
    let locked = locked_parts(&locked)?;
    for name in spine(&archive.needed(&package)?, &package)? {
        if locked.contains(&name) {
            return Err("encrypted; save it without copy protection".into());
        }
        let Some(text) = archive.part(&name)? else {
            continue;
        };
        let start = html.len();
        let depth = builder.depth();
        builder.scope();
        let places = [(0, start)];
        Machine::default().feed(Fragment::new(&text, &places), &mut builder);
        builder.close_to(depth);
        html.push_str(&text);
        pages.push(Page { name, start });
    }
    Ok(Book {
        document: builder.finish(Source::new("", html)),
        pages,
    })
}

/// The names of the parts that copy protection locks; fonts are locked without it.
fn locked_parts(text: &str) -> Result<HashSet<String>, Refusal> {
    let mut found = HashSet::new();
    for token in tokens(text) {
        if let Token::Open(element) = token?
            && let Some(name) = element.attribute("URI")
        {
            found.insert(unescaped(name));
        }
    }
    Ok(found)
}

/// The value of an attribute of the first element with this name.
fn attribute_of(text: &str, element: &str, name: &str) -> Result<Option<String>, Refusal> {
    for token in tokens(text) {
        if let Token::Open(found) = token?
            && *found.name == *element
        {
            return Ok(found.attribute(name).map(str::to_owned));
        }
    }
    Ok(None)
}

/// The names of the pages in the order of reading, without the table of contents.
fn spine(text: &str, package: &str) -> Result<Vec<String>, Refusal> {
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut items = HashMap::new();
    let mut pages = Vec::new();
    for token in tokens(text) {
        let Token::Open(element) = token? else {
            continue;
        };
        let of = |name: &str| element.attribute(name).unwrap_or_default();
        match &*element.name {
            "item" if !of("properties").split(' ').any(|it| it == "nav") => {
                items.insert(of("id").to_owned(), joined(folder, &unescaped(of("href"))));
            }
            "itemref" => pages.extend(items.remove(of("idref"))),
            _ => {}
        }
    }
    Ok(pages)
}

/// A name as it is in the archive, where an address writes bytes as `%20`.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        let code = code.filter(|_| first == b'%');
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

impl Book {
    /// The document over the text of the pages, without their markup.
    fn told(self, path: &str) -> Document {
        let mut document = self.document;
        let mut text = String::new();
        let mut units = Vec::new();
        let mut page = 0;
        let mut paragraph = 0;
        for block in &mut document.blocks {
            let at = block.text.whole().unwrap_or_default().start;
            let now = self.pages.partition_point(|page| page.start <= at);
            if now != page {
                (page, paragraph) = (now, 0);
            }
            let name = now.checked_sub(1).map_or("", |at| &self.pages[at].name);
            let file = name.rsplit('/').next().unwrap_or(name);
            let unit = if matches!(block.kind, BlockKind::Title | BlockKind::Attribute) {
                file.to_owned()
            } else {
                paragraph += 1;
                format!("{file}, paragraph {paragraph}")
            };
            units.push((text.len(), unit.into()));
            write_down(block, &mut text);
        }
        // Comments have no place in the text.
        document.comments.clear();
        document.front_matter.clear();
        document.source = Source::with_units(path, text, units);
        document
    }
}

/// Appends the text of a block as a line of its own, and places it there.
fn write_down(block: &mut Block, text: &mut String) {
    let mut placed = MappedText::default();
    for (at, part) in block.text.text().split(HARD_BREAK).enumerate() {
        let start = text.len();
        if at > 0 {
            text.push('\n');
            let mut encoded = [0; 4];
            let mark = HARD_BREAK.encode_utf8(&mut encoded);
            placed.push_replaced(mark, Span::new(start, start + 1));
        }
        placed.push(part, text.len());
        text.push_str(part);
    }
    text.push('\n');
    block.text = placed;
}
