//! Proposes subjects for a rules file: names of plans and products that structures of the texts
//! vary over.
//!
//! A name is proposed where it heads one of several things that are told in parallel: a column of
//! a price table, one of several run-in paragraphs or sections with values of the same kinds, a
//! page among its siblings. [`Discoverer::observe`] sees one document, [`propose`] all of them.
//! Names of one thing in several languages are not joined: nothing in a text says that they are
//! one.

mod alike;
mod names;
mod prose;
#[cfg(feature = "records")]
mod record;
mod tables;
mod take;
mod things;
mod toml;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::document::Document;
use crate::language::{Language, Languages};
use crate::phrase::{Phrase, PhraseSet, Words};
use crate::quantity::Units;
use crate::rules::{PhraseRole, Ruleset, SubjectId};
use crate::text::fold::fold_word;
use crate::text::{Position, Prose, Span};

use alike::Body;

pub use take::with_found_subjects;
pub(crate) use things::Parallel;
pub use toml::write_toml;

/// The structure that a name was seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Structure {
    /// The header of a table's column.
    Column,
    /// The first cell of a table's row.
    Row,
    /// A bold or labelled beginning of a paragraph or list item.
    RunIn,
    /// A term with its definition.
    Term,
    /// A heading.
    Heading,
    /// The title of a page.
    Title,
    /// The name of a file.
    FileName,
    /// A sentence, beside a word for a kind of thing.
    Prose,
}

impl Structure {
    /// The structure in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Column => "column header",
            Self::Row => "row header",
            Self::RunIn => "run-in heading",
            Self::Term => "term",
            Self::Heading => "heading",
            Self::Title => "title",
            Self::FileName => "file name",
            Self::Prose => "running text",
        }
    }
}

/// One place where a name stands in a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The file.
    pub path: Arc<str>,
    /// Where it stands; `None` for the name of a file.
    pub place: Option<(Position, Span)>,
    /// The name, as written.
    pub name: String,
    /// The code of the language of its text.
    pub language: String,
    /// What it heads.
    pub structure: Structure,
    /// Whether the structure varies over things, of which this is one.
    pub varies: bool,
}

/// What one document shows.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    sightings: Vec<Sighting>,
    /// The page as one of its folder: the sighting of its title and what it says.
    page: Option<(usize, Body)>,
    mentions: Vec<prose::Mention>,
}

/// A subject that could be declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its name in the rules file.
    pub id: String,
    /// Its names by the code of their language, or `any`, each as a phrase.
    pub names: BTreeMap<String, Vec<String>>,
    /// Where it was seen, by path and place.
    pub sightings: Vec<Sighting>,
}

/// Looks for names in documents.
#[derive(Clone, Copy, Debug)]
pub struct Discoverer<'r> {
    pub(self) languages: &'static Languages,
    pub(self) units: &'static Units,
    ruleset: &'r Ruleset,
}

impl<'r> Discoverer<'r> {
    /// One with the built-in languages and units.
    #[must_use]
    pub fn new(ruleset: &'r Ruleset) -> Self {
        Self {
            languages: Languages::builtin(),
            units: Units::builtin(),
            ruleset,
        }
    }

    /// Finds the names in one document, in time linear in its length.
    #[must_use]
    pub fn observe(&self, document: &Document) -> Observed {
        let view = View::new(*self, document);
        let mut observed = Observed::default();
        tables::observe(&view, &mut observed.sightings);
        things::observe(&view, &mut observed);
        prose::observe(&view, &mut observed.mentions);
        observed
    }

    /// The things that a document may tell in parallel.
    pub(crate) fn parallel<'a>(&self, document: &'a Document) -> Parallel<'a>
    where
        'r: 'a,
    {
        Parallel::new(View::new(*self, document))
    }

    fn language_of(&self, document: &Document) -> &'static Language {
        let field = |name| document.field(name).map(|field| field.value.as_str());
        let path = document.source.name();
        let code = field("lang")
            .or_else(|| field("language"))
            .or_else(|| self.ruleset.language_of(path));
        let primary = |code: &str| code.split(['-', '_']).next().map(str::to_owned);
        code.and_then(primary)
            .and_then(|code| self.languages.get(&code))
            .or_else(|| self.languages.detect(document.source.text()))
            .unwrap_or_else(|| self.languages.fallback())
    }
}

/// A document in observation.
struct View<'a> {
    discoverer: Discoverer<'a>,
    document: &'a Document,
    /// That of the document, once it is asked for.
    language: OnceCell<&'static Language>,
}

impl<'a> View<'a> {
    fn new(discoverer: Discoverer<'a>, document: &'a Document) -> Self {
        Self {
            discoverer,
            document,
            language: OnceCell::new(),
        }
    }

    /// The language of the document.
    fn language(&self) -> &'static Language {
        let told = || self.discoverer.language_of(self.document);
        self.language.get_or_init(told)
    }

    /// The language of a text: its own where its script shows it, else the document's.
    fn language_of(&self, text: &str) -> &'static Language {
        let found = self.discoverer.languages.detect(text);
        let own = self.language();
        found
            .filter(|found| found.differs_in_script(own))
            .unwrap_or(own)
    }

    /// A sighting of the name in the `part` of a block's text; `None` where it is no name.
    fn sighting(
        &self,
        block: usize,
        part: Span,
        structure: Structure,
        varies: bool,
    ) -> Option<Sighting> {
        let text = &self.document.blocks[block].text;
        let whole = &text.text()[part.range()];
        let name = names::name(self, whole)?;
        let start = part.start + whole.find(name)?;
        let span = text.source_span(Span::new(start, start + name.len()))?;
        Some(Sighting {
            path: Arc::clone(self.document.source.name()),
            place: Some((self.document.source.position(span.start), span)),
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            language: self.language_of(name).code.to_string(),
            structure,
            varies,
        })
    }
}

/// Proposes a subject for each name that some structure varies over and no rules file declares,
/// most often seen first.
#[must_use]
pub fn propose(ruleset: &Ruleset, mut observed: Vec<Observed>) -> Vec<Proposal> {
    settle_pages(&mut observed);
    prose::settle(&mut observed);
    let mut by_name: BTreeMap<String, Vec<Sighting>> = BTreeMap::new();
    for sighting in observed.into_iter().flat_map(|observed| observed.sightings) {
        let key = names::key(&sighting.name);
        by_name.entry(key).or_default().push(sighting);
    }
    let declared = Declared::new(ruleset);
    let mut groups: Vec<Vec<Sighting>> = by_name
        .into_values()
        .filter(|sightings| sightings.iter().any(|sighting| sighting.varies))
        .filter(|sightings| !sightings.iter().any(|its| declared.holds(&its.name)))
        .collect();
    groups.sort_by_key(|sightings| std::cmp::Reverse(sightings.len()));
    let mut ids: BTreeSet<String> = ruleset
        .subjects
        .iter()
        .map(|(_, subject)| subject.id.clone())
        .collect();
    let propose = |sightings| proposal(sightings, &mut ids);
    groups.into_iter().filter_map(propose).collect()
}

fn proposal(mut sightings: Vec<Sighting>, ids: &mut BTreeSet<String>) -> Option<Proposal> {
    sightings.sort_by(|a, b| (&a.path, a.place).cmp(&(&b.path, b.place)));
    let mut languages: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    // The name of a file is no spelling of a name.
    let spelt = sightings
        .iter()
        .filter(|sighting| sighting.structure != Structure::FileName);
    for sighting in spelt {
        let (_, codes) = languages
            .entry(fold_word(&sighting.name))
            .or_insert_with(|| (sighting.name.clone(), BTreeSet::new()));
        codes.insert(sighting.language.clone());
    }
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, codes) in languages.into_values() {
        let phrase = names::phrase(&name);
        if Phrase::parse(phrase.as_str(), &Words::default()).is_err() {
            continue;
        }
        let code = match codes.len() {
            1 => codes.into_iter().next()?,
            _ => "any".to_owned(),
        };
        names.entry(code).or_default().push(phrase);
    }
    let first = names.values().flatten().next()?;
    let id = names::id(first, ids);
    ids.insert(id.clone());
    Some(Proposal {
        id,
        names,
        sightings,
    })
}

/// The names of things that rules files declare.
struct Declared<'r> {
    ruleset: &'r Ruleset,
    names: OnceCell<PhraseSet>,
}

impl<'r> Declared<'r> {
    fn new(ruleset: &'r Ruleset) -> Self {
        Self {
            ruleset,
            names: OnceCell::new(),
        }
    }

    fn subject(&self, phrase: usize) -> Option<SubjectId> {
        match self.ruleset.phrase_roles[phrase] {
            PhraseRole::SubjectName(subject) => Some(subject),
            _ => None,
        }
    }

    /// Whether the whole of a name is one of them.
    fn holds(&self, name: &str) -> bool {
        let is_name = |phrase: usize| self.subject(phrase).is_some();
        let all = &self.ruleset.phrases;
        let names = self.names.get_or_init(|| all.only(is_name));
        let prose = Prose::new(name, Languages::builtin().abbreviations());
        let whole = 0..prose.tokens().len();
        let found = names.find(&prose, &[]);
        found.iter().any(|found| {
            // A pack speaks of things in general: "Store credit" is no store.
            self.subject(found.phrase).is_some_and(|subject| {
                found.tokens == whole || !self.ruleset.subjects.get(subject).declared.in_pack
            })
        })
    }
}

/// Marks the titles of pages that are told in parallel with others of their folder.
fn settle_pages(observed: &mut [Observed]) {
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in observed.iter().enumerate() {
        if let Some((title, _)) = &one.page {
            let path = &one.sightings[*title].path;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.entry(folder.to_owned()).or_default().push(at);
        }
    }
    for pages in folders.into_values() {
        let bodies: Vec<&Body> = pages
            .iter()
            .filter_map(|&at| observed[at].page.as_ref().map(|(_, body)| body))
            .collect();
        let enough: Vec<bool> = bodies.iter().map(|body| body.says_enough()).collect();
        let varies = alike::alike(&bodies);
        let varies = varies.into_iter().zip(enough).map(|(a, b)| a && b);
        let varies: Vec<bool> = varies.collect();
        for (at, varies) in pages.into_iter().zip(varies) {
            let one = &mut observed[at];
            if let Some((title, _)) = &one.page {
                one.sightings[*title].varies |= varies;
            }
        }
    }
}
