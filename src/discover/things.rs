//! Names before texts: headings, run-in headings, terms, titles and names of files.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Block, BlockId, BlockKind, CellPlace, Document, SectionId, SiblingId};
use crate::text::Span;

use super::alike::{Body, LONGEST_BODY, Passages, alike};
use super::{Observed, Sighting, Structure, View, names};

/// So many rows with the same labels are no chance.
const SHARED_ROWS: usize = 2;

/// Text is handed up through so many sections.
const DEEPEST: usize = 24;

/// What the members of one group have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Sections of one level in one section.
    Sections(Option<SectionId>, u8),
    /// Blocks with run-in headings in one section, or in one list.
    RunIns(SectionId, Option<BlockId>),
    /// Terms of one section.
    Terms(SectionId),
}

struct Thing {
    head: BlockId,
    name: Span,
    structure: Structure,
    told: Told,
}

/// The passages in which a thing is told.
#[derive(Clone, Default)]
struct Told {
    passages: Vec<usize>,
    /// How long they are together, in bytes.
    length: usize,
    /// The cells that head the rows of its tables.
    rows: Vec<BlockId>,
}

impl Told {
    /// Adds a passage, up to what is looked at.
    fn add(&mut self, passage: usize, text: &str) {
        if self.length < LONGEST_BODY {
            self.length += text.len();
            self.passages.push(passage);
        }
    }
}

/// Appends all names before texts; those told in parallel with their siblings are marked.
pub(super) fn observe(view: &View, observed: &mut Observed) {
    let (passages, groups) = groups(view);
    for things in groups.into_values() {
        let bodies: Vec<Body> = bodies(view, &passages, &things);
        let varies = alike(&bodies.iter().collect::<Vec<_>>());
        for ((thing, body), varies) in things.iter().zip(&bodies).zip(varies) {
            let title = &view.document.blocks[thing.head].text.text()[thing.name.range()];
            // A name with the shape of a plan's needs no sibling.
            let shaped = body.trades() && names::has_shape(title);
            let varies = varies && !is_property(view, thing, title);
            let sighting = view.sighting(thing.head, thing.name, thing.structure, varies || shaped);
            observed.sightings.extend(sighting);
        }
    }
    page(view, observed);
}

/// Whether a run-in heading names what is told of one thing: "Delivery fee."
fn is_property(view: &View, thing: &Thing, title: &str) -> bool {
    let runs_in = matches!(thing.structure, Structure::RunIn | Structure::Term);
    runs_in && view.discoverer.languages.names_property(title)
}

/// The things of one document that stand side by side, for each of which can be asked whether it
/// is told in parallel with the others; what nobody asks for is not read.
pub(crate) struct Parallel<'a> {
    view: View<'a>,
    passages: Passages<'a>,
    groups: Vec<Siblings>,
    /// The groups that a block heads a thing of, with the number of that thing.
    of_head: BTreeMap<BlockId, Vec<SiblingId>>,
}

/// One group, and which of its things are told in parallel, once that is known.
struct Siblings {
    things: Vec<Thing>,
    alike: OnceCell<Range<usize>>,
}

impl<'a> Parallel<'a> {
    pub(super) fn new(view: View<'a>) -> Self {
        let (passages, groups) = groups(&view);
        let groups: Vec<Siblings> = groups
            .into_values()
            .filter(|things| things.len() > 1)
            .map(|things| Siblings {
                things,
                alike: OnceCell::new(),
            })
            .collect();
        let mut of_head: BTreeMap<BlockId, Vec<SiblingId>> = BTreeMap::new();
        for (group, siblings) in groups.iter().enumerate() {
            for (member, thing) in siblings.things.iter().enumerate() {
                let sibling = SiblingId { group, member };
                of_head.entry(thing.head).or_default().push(sibling);
            }
        }
        Self {
            view,
            passages,
            groups,
            of_head,
        }
    }

    /// Which thing a block heads among those that it is told in parallel with.
    ///
    /// Titles that `is_topic` are no names of things; where they are half of a group, the group is
    /// one thing told by topics.
    pub(crate) fn headed(
        &self,
        block: BlockId,
        is_topic: impl Fn(&str) -> bool,
    ) -> Option<SiblingId> {
        let mut own = self.of_head.get(&block)?.iter().rev();
        own.find(|sibling| {
            let Siblings { things, alike } = &self.groups[sibling.group];
            alike
                .get_or_init(|| self.alike(things, &is_topic))
                .contains(&sibling.member)
        })
        .copied()
    }

    /// From the first to the last of some things that are told alike: one told in other words
    /// stands among them.
    fn alike(&self, things: &[Thing], is_topic: impl Fn(&str) -> bool) -> Range<usize> {
        let view = &self.view;
        let languages = view.discoverer.languages;
        let told = things.iter().map(|thing| thing.told.passages.as_slice());
        if !self.passages.may_be_alike(told, view.discoverer.units) {
            return 0..0;
        }
        let topic = |thing: &&Thing| {
            let title = &view.document.blocks[thing.head].text.text()[thing.name.range()];
            languages.speaker(title).is_some() || names::name(view, title).is_none_or(&is_topic)
        };
        if 2 * things.iter().filter(topic).count() >= things.len() {
            return 0..0;
        }
        let bodies = bodies(view, &self.passages, things);
        let mut alike = alike(&bodies.iter().collect::<Vec<_>>());
        for (alike, rows) in alike.iter_mut().zip(shares_rows(view.document, things)) {
            *alike |= rows;
        }
        let first = alike.iter().position(|&alike| alike);
        let last = alike.iter().rposition(|&alike| alike);
        let ends = first.zip(last).filter(|(first, last)| first < last);
        ends.map_or(0..0, |(first, last)| first..last + 1)
    }
}

/// For each of some things, whether a table of it has two rows or more with the labels of rows of
/// another: two accounts, each with its own schedule of fees.
fn shares_rows(document: &Document, things: &[Thing]) -> Vec<bool> {
    let labels: Vec<BTreeSet<&str>> = things
        .iter()
        .map(|thing| {
            let labels = thing.told.rows.iter();
            let labels = labels.map(|&cell| document.blocks[cell].text.text().trim());
            labels.filter(|label| !label.is_empty()).collect()
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(label).or_default() += 1;
    }
    let shared = |labels: &BTreeSet<&str>| labels.iter().filter(|&label| counts[label] > 1).count();
    labels
        .iter()
        .map(|own| shared(own) >= SHARED_ROWS)
        .collect()
}

fn bodies(view: &View, passages: &Passages, things: &[Thing]) -> Vec<Body> {
    let body = |thing: &Thing| body(view, passages, &thing.told);
    things.iter().map(body).collect()
}

fn body(view: &View, passages: &Passages, told: &Told) -> Body {
    let language = |text: &str| view.language_of(text);
    passages.body(&told.passages, language, view.discoverer.units)
}

fn groups<'a>(view: &View<'a>) -> (Passages<'a>, BTreeMap<Group, Vec<Thing>>) {
    let document = view.document;
    let mut passages = Passages::default();
    let mut of_sections = vec![Told::default(); document.sections.len()];
    let mut of_heads: BTreeMap<BlockId, Told> = BTreeMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let text = block.text.text();
        let passage = passages.push(text);
        let flows = !matches!(
            block.kind,
            BlockKind::Heading(_) | BlockKind::Title | BlockKind::Key
        );
        if let Some(head) = block.continues {
            of_heads.entry(head).or_default().add(passage, text);
        }
        let up = std::iter::successors(Some(block.section), |&at| document.sections[at].parent);
        for section in up.take(DEEPEST).filter(|_| flows) {
            of_sections[section].add(passage, text);
            if heads_row(block) {
                of_sections[section].rows.push(at);
            }
        }
    }
    let mut groups: BTreeMap<Group, Vec<Thing>> = BTreeMap::new();
    for (section, told) in document.sections.iter().zip(of_sections) {
        let Some(head) = section.heading else {
            continue;
        };
        let name = Span::new(0, document.blocks[head].text.text().len());
        let key = Group::Sections(section.parent, section.level);
        groups.entry(key).or_default().push(Thing {
            head,
            name,
            structure: Structure::Heading,
            told,
        });
    }
    for (head, block) in document.blocks.iter().enumerate() {
        let more = of_heads.remove(&head);
        let text = block.text.text();
        if let Some(name) = block.run_in {
            let name = before_colon(text, name);
            let key = Group::RunIns(block.section, block.lead);
            let behind = &text[name.end..];
            let mut told = Told::default();
            told.add(passages.push(behind), behind);
            for passage in more.into_iter().flat_map(|more| more.passages) {
                told.add(passage, passages.text(passage));
            }
            groups.entry(key).or_default().push(Thing {
                head,
                name,
                structure: Structure::RunIn,
                told,
            });
        } else if let Some(told) = more.filter(|_| matches!(block.kind, BlockKind::Heading(_))) {
            groups
                .entry(Group::Terms(block.section))
                .or_default()
                .push(Thing {
                    head,
                    name: Span::new(0, text.len()),
                    structure: Structure::Term,
                    told,
                });
        }
    }
    (passages, groups)
}

/// Whether a cell begins a row of what a table tells.
fn heads_row(block: &Block) -> bool {
    let first = |cell: &CellPlace| cell.column == 0 && !cell.column_headers.is_empty();
    block.cell.as_ref().is_some_and(first)
}

/// The label that a run-in heading of more words begins with: the name in "Sky 90: 9 USD a month".
fn before_colon(text: &str, name: Span) -> Span {
    let end = text[name.range()].find([':', '：']).filter(|&at| at > 0);
    end.map_or(name, |end| Span::new(name.start, name.start + end))
}

/// The title of the page, and the name of its file.
fn page(view: &View, observed: &mut Observed) {
    let document = view.document;
    let is_title = |id: &BlockId| document.blocks[*id].kind == BlockKind::Title;
    let is_heading = |id: &BlockId| matches!(document.blocks[*id].kind, BlockKind::Heading(_));
    let mut ids = 0..document.blocks.len();
    let title = ids.clone().find(is_title).or_else(|| ids.find(is_heading));
    let whole = title.map(|id| Span::new(0, document.blocks[id].text.text().len()));
    if let Some(sighting) = title
        .zip(whole)
        .and_then(|(id, whole)| view.sighting(id, whole, Structure::Title, false))
    {
        let mut passages = Passages::default();
        let mut told = Told::default();
        let flows = |kind| {
            !matches!(
                kind,
                BlockKind::Heading(_) | BlockKind::Title | BlockKind::Key
            )
        };
        for block in document.blocks.iter().filter(|block| flows(block.kind)) {
            let text = block.text.text();
            told.add(passages.push(text), text);
        }
        let body = body(view, &passages, &told);
        let shaped = body.trades() && names::has_shape(&sighting.name);
        observed.page = Some((observed.sightings.len(), body));
        // The first heading of a page is one sighting, not two.
        observed
            .sightings
            .retain(|other| other.place != sighting.place);
        observed.page = observed
            .page
            .take()
            .map(|(_, body)| (observed.sightings.len(), body));
        observed.sightings.push(Sighting {
            varies: shaped,
            ..sighting
        });
    }
    let path = document.source.name();
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = stem.replace(['-', '_'], " ");
    if let Some(name) = names::name(view, &stem) {
        observed.sightings.push(Sighting {
            path: path.clone(),
            place: None,
            name: name.to_owned(),
            language: view.language().code.to_string(),
            structure: Structure::FileName,
            varies: false,
        });
    }
}
