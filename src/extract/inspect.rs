//! What reading saw in one line: its blocks, and what became of every phrase, for explanations.

use std::sync::Arc;

use crate::document::{BlockId, BlockKind, Document};
use crate::phrase::Match;
use crate::text::{MappedText, Span};

use super::analysis::{Analysis, Hit, beaten_by, find, sorted, told};
use super::page::Page;
use super::resolve;
use super::{Extractor, Given, Scope};

/// A block with a text in the line that was asked for.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the source, from the first to the last.
    pub span: Span,
    /// The code of the language that it is read in.
    pub language: Arc<str>,
    /// What its words in the line are about.
    pub scope: Scope,
    /// The headings above it, from the innermost.
    pub headings: Vec<String>,
    /// The label of its speaker.
    pub speaker: Option<String>,
    /// The phrases that stand in the line, in the order of the text.
    pub phrases: Vec<Seen>,
    /// The phrases that the block gave cause to try and that do not stand in it, by index.
    pub tried: Vec<usize>,
}

/// A phrase in a text, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its index in the ruleset's phrases.
    pub phrase: usize,
    /// Its bytes in the source.
    pub span: Span,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a phrase that stands in a text, or nearly does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was taken.
    Taken,
    /// Another phrase of its promise took its place: a look-alike, or one of more letters.
    TakenOut {
        /// The index of the other phrase.
        by: usize,
        /// Where that stands in the source.
        span: Span,
    },
    /// All its words stand in the clause, and it does not: another order, too far apart, or
    /// without its quantity.
    Near,
}

impl Extractor<'_> {
    /// What reading sees in the bytes of `line`, block by block.
    #[must_use]
    pub fn inspect(&self, document: &Document, given: &Given, line: Span) -> Vec<Inspected> {
        let page = Page::new(*self, document, given);
        let mut inspected = Vec::new();
        let mut statements = Vec::new();
        for (id, block) in document.blocks.iter().enumerate() {
            page.read_block(id, &mut statements);
            let shown = block.text.whole().filter(|_| !block.text.is_blank());
            if let Some(span) = shown.filter(|span| span.overlaps(line)) {
                inspected.extend(inspect(*self, &page, id, span, line));
            }
        }
        inspected
    }
}

/// `None` where the block has no word in the line.
fn inspect(
    extractor: Extractor,
    page: &Page,
    id: BlockId,
    span: Span,
    line: Span,
) -> Option<Inspected> {
    let block = &page.document.blocks[id];
    let text = &block.text;
    let language = page.language_in(id, text.text());
    let analysis = Analysis::ungated(extractor, text.text(), |_| language);
    let prose = &analysis.prose;
    let in_line = |part: Span| text.source_span(part).is_some_and(|at| at.overlaps(line));
    let mut tokens = prose.tokens().iter().map(|token| token.span);
    let first = tokens.position(in_line)?;
    let words = &analysis.words;
    let quantities = || analysis.quantities(extractor.units);
    let told = told(extractor, prose, words, language, quantities);
    let (found, _) = find(extractor, prose, words, language, told.beside());
    let hits = sorted(extractor.ruleset, found);
    let tried = extractor.ruleset.phrases.tried(prose, told.beside());
    let mut phrases: Vec<Seen> = (0..hits.len())
        .filter(|&at| in_line(hits[at].found.span))
        .filter_map(|at| seen(text, &hits, at))
        .collect();
    let role = |phrase: usize| extractor.ruleset.phrase_roles[phrase];
    for tried in tried.iter().filter(|tried| tried.words.len() > 1) {
        let words = tried.words.iter().copied().reduce(Span::union);
        let span = words.and_then(|words| text.source_span(words));
        let Some(span) = span.filter(|span| span.overlaps(line)) else {
            continue;
        };
        // Another phrase that says the same stands here.
        let same =
            |seen: &Seen| role(seen.phrase) == role(tried.phrase) && seen.span.overlaps(span);
        if !phrases.iter().any(same) {
            phrases.push(Seen {
                phrase: tried.phrase,
                span,
                fate: Fate::Near,
            });
        }
    }
    phrases.sort_by_key(|seen| (seen.span, seen.phrase));
    let mut tried: Vec<usize> = tried.iter().map(|tried| tried.phrase).collect();
    tried.sort_unstable();
    tried.dedup();
    let heading = |at: BlockId| page.document.blocks[at].text.text().trim().to_owned();
    let headings = page.document.heading_path(block.section);
    Some(Inspected {
        kind: block.kind,
        span,
        language: Arc::clone(&language.code),
        scope: resolve::scope(page, id, Some(&analysis), &(first..first + 1), &[]),
        headings: headings.filter(|&at| at != id).map(heading).collect(),
        speaker: block
            .speaker
            .map(|label| text.text()[label.range()].trim().to_owned()),
        phrases,
        tried,
    })
}

fn seen(text: &MappedText, hits: &[Hit], at: usize) -> Option<Seen> {
    let place = |found: &Match| text.source_span(found.span);
    let fate = match beaten_by(hits, at) {
        None => Fate::Taken,
        Some(other) => Fate::TakenOut {
            by: other.found.phrase,
            span: place(&other.found)?,
        },
    };
    let found = &hits[at].found;
    Some(Seen {
        phrase: found.phrase,
        span: place(found)?,
        fate,
    })
}
