//! From one document to its statements.
//!
//! Pure: a document and the rules give the statements. Most blocks hold no anchor and are not
//! read at all; a block is divided into tokens when the gate lets it through, or when a block
//! below it asks for its subjects.

mod across;
mod analysis;
mod beside;
mod bind;
mod broken;
mod counted;
mod defined;
mod directive;
mod discourse;
mod fired;
mod gratis;
mod inspect;
mod labels;
mod limits;
mod matrix;
mod others;
mod page;
mod pair;
mod parts;
mod passing;
mod plans;
mod priced;
mod promising;
mod read;
#[cfg(feature = "records")]
mod record;
mod resolve;
mod scope;
mod siblings;
mod statement;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::Document;
use crate::language::Languages;
use crate::phrase::PhraseSet;
use crate::quantity::Units;
use crate::rules::{ChannelId, Ruleset, SubjectId};

pub use directive::{Covers, Directive, Fault, Target, Until};
pub(crate) use fired::{Deeds, Fired};
pub use inspect::{Fate, Inspected, Seen};
pub use parts::settle;
pub use scope::{Found, Nameless, Part, Scope};
pub use statement::{
    Across, Basis, BasisWords, Because, Beyond, Excerpt, Limits, Locus, Place, Reason, Role,
    Sentence, Spot, Statement, ValueBeside, Voice,
};

pub use told::Told;
pub(crate) use told::tells;

use page::Page;

/// All that is kept of one document.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The document's path.
    pub path: Arc<str>,
    /// The channel that it speaks for.
    pub channel: Option<ChannelId>,
    /// Its statements, in the order of their places.
    pub statements: Vec<Statement>,
    /// The declared subjects that it names, sorted, each once.
    pub subjects: Vec<SubjectId>,
    /// The subjects that it makes by its titles, sorted, each once.
    pub parts: Vec<Part>,
    /// What it tells with amounts beside its claims, where it advertises.
    pub told: Vec<Told>,
    /// How many blocks it has.
    pub blocks: usize,
    /// Whether it is in a language that is recognised and not read, so that only what stands there in
    /// a known language was.
    pub foreign: bool,
    /// What its comments and its front matter say to the linter, in the order of the text.
    pub directives: Vec<Directive>,
}

/// What a caller knows of a document beside its text.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Its channel, in place of what its path says.
    pub channel: Option<ChannelId>,
    /// The code of its language, in place of what its path and text say.
    pub language: Option<String>,
    /// The name of its format, in place of what its path and the rules say.
    pub format: Option<&'static str>,
    /// What it is about, in place of what its path says; empty says nothing.
    pub subjects: Vec<SubjectId>,
}

/// Reads documents by one set of rules.
#[derive(Clone, Copy, Debug)]
pub struct Extractor<'r> {
    ruleset: &'r Ruleset,
    /// Those of its phrases that are looked for.
    phrases: &'r PhraseSet,
    languages: &'r Languages,
    units: &'r Units,
    /// Where it is kept what phrases do, if anybody asks.
    fired: Option<&'r Fired>,
}

impl<'r> Extractor<'r> {
    /// An extractor for `ruleset`, with the built-in languages and units.
    #[must_use]
    pub fn new(ruleset: &'r Ruleset) -> Self {
        Self {
            ruleset,
            phrases: &ruleset.phrases,
            languages: Languages::builtin(),
            units: Units::builtin(),
            fired: None,
        }
    }

    /// The same extractor, which keeps what phrases do.
    pub(crate) fn watched(self, fired: &'r Fired) -> Self {
        Self {
            fired: Some(fired),
            ..self
        }
    }

    /// Finds all statements of a document, in time linear in its length.
    #[must_use]
    pub fn extract(&self, document: &Document, given: &Given) -> Extract {
        let narrowed = across::narrowed(*self, document);
        let extractor = Extractor {
            phrases: narrowed.as_ref().unwrap_or(self.phrases),
            ..*self
        };
        let page = Page::new(extractor, document, given);
        let mut statements = Vec::new();
        for block in 0..document.blocks.len() {
            page.read_block(block, &mut statements);
        }
        let mut foreign: BTreeMap<u32, bool> = BTreeMap::new();
        statements.retain(|statement| {
            let block = statement.locus.spot.block;
            let is_foreign = || page.is_foreign_block(block as usize);
            !*foreign.entry(block).or_insert_with(is_foreign)
        });
        statements.sort_by_key(order);
        statements.dedup_by(|a, b| order(a) == order(b) && a.place.span == b.place.span);
        read::narrow_by_breaches(&mut statements);
        scope::share(&mut statements);
        let told = told::of(&page, &statements);
        Extract {
            told,
            path: Arc::clone(document.source.name()),
            channel: page.channel,
            statements,
            subjects: page.subjects_seen(),
            parts: page.parts_made(),
            blocks: document.blocks.len(),
            foreign: page.is_foreign(),
            directives: directive::directives(document),
        }
    }
}

fn order(statement: &Statement) -> (usize, usize, crate::rules::PromiseId, Role) {
    let span = statement.place.span;
    (span.start, span.end, statement.promise, statement.role)
}
