//! Subjects that documents make: one for each file, or each heading, of a rule's paths.
//!
//! Such a subject is known by its name alone. A document that makes one says so; every other
//! document keeps the words in which it could name one, and [`settle`] finds the names there once
//! all documents are read, so that documents can still be read apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::document::{BlockId, BlockKind};
use crate::rules::{Each, SubjectId, Subjects, TitleFrom};
use crate::text::Folded;
use crate::text::fold::is_han;

use super::Extract;
use super::page::Page;
use super::scope::{self, Found, Part};
use super::statement::Statement;

/// A longer title is no name, in bytes.
const LONGEST_NAME: usize = 120;

/// Of a text in which a name could stand only so much is kept, in bytes.
const LONGEST_WORDS: usize = 240;

/// The parts that a document makes, before its blocks are read.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// By the whole document.
    of_document: Vec<Part>,
    /// By each heading.
    of_headings: Vec<SubjectId>,
}

impl Made {
    pub(super) fn new(page: &Page) -> Self {
        let mut made = Self::default();
        let path = page.document.source.name();
        for (id, subject) in page.extractor.ruleset.subjects.iter() {
            let Some(each) = subject
                .each
                .as_ref()
                .filter(|each| each.paths.is_match(path))
            else {
                continue;
            };
            if each.from == TitleFrom::Heading {
                made.of_headings.push(id);
            } else if let Some(name) = document_name(page, each).as_deref().and_then(name) {
                made.of_document.push(Part { of: id, name });
            }
        }
        made
    }

    /// All parts that the document makes, sorted, each once.
    pub(super) fn all(&self, page: &Page) -> Vec<Part> {
        let mut parts = self.of_document.clone();
        if !self.of_headings.is_empty() {
            let headings = page.document.blocks.iter();
            let headings = headings.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
            for name in headings.filter_map(|block| name(block.text.text())) {
                parts.extend(self.of_headings.iter().map(|&of| Part {
                    of,
                    name: Arc::clone(&name),
                }));
            }
        }
        parts.sort();
        parts.dedup();
        parts
    }

    /// The parts that a block is about, by its document and its innermost heading.
    pub(super) fn of_block(&self, page: &Page, block: BlockId) -> Vec<Part> {
        let mut parts = self.of_document.clone();
        let section = page.document.blocks[block].section;
        let heading = page.document.heading_path(section).next();
        let name = heading.and_then(|at| name(page.document.blocks[at].text.text()));
        if let Some(name) = name {
            parts.extend(self.of_headings.iter().map(|&of| Part {
                of,
                name: Arc::clone(&name),
            }));
        }
        parts
    }
}

fn document_name(page: &Page, each: &Each) -> Option<String> {
    let document = page.document;
    let field = |name: &str| document.field(name).map(|field| field.value.clone());
    let block = |wanted: fn(BlockKind) -> bool| {
        let block = document.blocks.iter().find(|block| wanted(block.kind));
        block.map(|block| block.text.text().to_owned())
    };
    match &each.from {
        TitleFrom::Title => field("title")
            .or_else(|| block(|kind| kind == BlockKind::Title))
            .or_else(|| block(|kind| matches!(kind, BlockKind::Heading(_)))),
        TitleFrom::FileName => {
            let file = document.source.name().rsplit('/').next()?;
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            Some(stem.replace(['-', '_'], " "))
        }
        TitleFrom::Field(name) => field(name),
        TitleFrom::Heading => None,
    }
}

/// A name as names are compared: folded, without marks around it.
fn name(text: &str) -> Option<Arc<str>> {
    let text = text.trim().trim_end_matches([':', '：', '.', '。']);
    let folded = Folded::new(text).text().to_owned();
    (!folded.is_empty() && folded.len() <= LONGEST_NAME).then(|| Arc::from(folded))
}

/// A text in which a name could stand, as it is kept.
pub(super) fn words(text: &str) -> Arc<str> {
    let end = text.floor_char_boundary(LONGEST_WORDS);
    Arc::from(Folded::new(&text[..end]).text())
}

/// Finds the subjects that documents make in the words of all other statements.
///
/// The nearest words that hold a name decide, and among names that overlap the longest. Takes
/// time linear in the words kept. Where no document makes a subject, nothing changes.
pub fn settle(subjects: &Subjects, documents: &mut [Extract]) {
    let mut made: BTreeMap<Arc<str>, Vec<SubjectId>> = BTreeMap::new();
    for part in documents.iter().flat_map(|document| &document.parts) {
        let owners = made.entry(Arc::clone(&part.name)).or_default();
        if !owners.contains(&part.of) {
            owners.push(part.of);
        }
    }
    let names: Vec<(Arc<str>, Vec<SubjectId>)> = made.into_iter().collect();
    let mut builder = AhoCorasick::builder();
    let builder = builder.match_kind(MatchKind::LeftmostLongest);
    let Ok(automaton) = builder.build(names.iter().map(|(name, _)| name.as_bytes())) else {
        return;
    };
    for document in documents {
        let asking = |statement: &&mut Statement| !statement.scope.said.is_empty();
        for statement in document.statements.iter_mut().filter(asking) {
            let scope = Arc::make_mut(&mut statement.scope);
            let said = std::mem::take(&mut scope.said);
            if !scope.parts.is_empty() || names.is_empty() || scope.everything {
                continue;
            }
            let mut found = said.iter().map(|words| {
                let hits = automaton.find_iter(words.as_bytes());
                hits.filter(|hit| stands_alone(words, hit.start(), hit.end()))
                    .flat_map(|hit| {
                        let (name, owners) = &names[hit.pattern().as_usize()];
                        owners.iter().map(|&of| Part {
                            of,
                            name: Arc::clone(name),
                        })
                    })
                    .collect::<Vec<_>>()
            });
            let parts = found.find(|parts| !parts.is_empty());
            scope.take_parts(parts.unwrap_or_default(), Found::Sentence, subjects);
        }
        scope::share(&mut document.statements);
    }
}

/// Whether no letter or digit goes on at either end; Han characters have no word boundary.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let goes_on = |inner: Option<char>, outer: Option<char>| {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        word(inner) && word(outer)
    };
    let (before, own, after) = (&text[..start], &text[start..end], &text[end..]);
    !goes_on(own.chars().next(), before.chars().next_back())
        && !goes_on(own.chars().next_back(), after.chars().next())
}
