//! Names of things that the content speaks about: those that its front matter gives, and the
//! headers of its comparing tables.
//!
//! Which of them are one thing in several languages no text says, so they are proposals only.

use crate::document::{Block, Document};

/// Fields of the front matter that name what a document is about.
const FIELDS: [&str; 4] = ["product", "plan", "subject", "applies-to"];

/// A longer text is no name, in characters.
const LONGEST: usize = 40;

/// More names than these are no list that anybody reads.
const MOST: usize = 40;

/// The names seen so far, each with its first place.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<(String, String)>);

impl Names {
    pub(super) fn look_at(&mut self, document: &Document) {
        let fields = document.front_matter.iter();
        let fields = fields.filter(|field| {
            FIELDS
                .iter()
                .any(|name| field.name.eq_ignore_ascii_case(name))
        });
        for field in fields {
            self.add(document, &field.value, field.span.start);
        }
        let compared = compared_by_column(document);
        for block in document
            .blocks
            .iter()
            .filter(|block| heads_column(block, &compared))
        {
            let text = block.text.text();
            if let Some(span) = block.text.whole() {
                self.add(document, text, span.start);
            }
        }
    }

    /// The names with their places, in the order in which they were seen.
    pub(super) fn all(&self) -> &[(String, String)] {
        &self.0
    }

    fn add(&mut self, document: &Document, name: &str, at: usize) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let long = name.chars().count() > LONGEST;
        let known = self.0.iter().any(|(known, _)| *known == name);
        if name.is_empty() || long || known || self.0.len() == MOST || !is_name(&name) {
            return;
        }
        let line = document.source.position(at).line;
        self.0
            .push((name, format!("{}:{line}", document.source.name())));
    }
}

/// Of each table, whether its corner is empty, so that its first row is all names.
fn compared_by_column(document: &Document) -> Vec<bool> {
    let mut compared = vec![true; document.tables.len()];
    for block in &document.blocks {
        if let Some(cell) = block
            .cell
            .as_ref()
            .filter(|cell| cell.row == 0 && cell.column == 0)
        {
            compared[cell.table] = block.text.text().trim().is_empty();
        }
    }
    compared
}

fn heads_column(block: &Block, compared: &[bool]) -> bool {
    let cell = block.cell.as_ref();
    cell.is_some_and(|cell| cell.row == 0 && cell.column > 0 && compared[cell.table])
}

/// Whether a text could be a name: letters, and no sentence.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && !text.contains(['.', '?', '!', '。', '？', '！', ':', '：'])
}
