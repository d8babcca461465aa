//! A document in reading: what is known of all of it, and the analyses of its blocks.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Document, Field, UNKNOWN_LANGUAGE};
use crate::language::{Condition, Language, LeadReading, SpeakerRole, lead};
use crate::rules::{ChannelId, SubjectId};
use crate::text::Prose;
use crate::text::fold::fold_word;

use super::analysis::Analysis;
use super::parts::Made;
use super::plans::Sections;
use super::siblings::Siblings;
use super::{
    Extractor, Given, Nameless, Part, Spot, Statement, across, beside, bind, matrix, read, resolve,
};

/// Front matter fields that name what a document is about.
const SUBJECT_FIELDS: [&str; 4] = ["product", "plan", "subject", "applies-to"];

/// A block of no more words is in the language of its document.
const FEWEST_WORDS: usize = 6;

/// What is known of so many blocks is kept: those that others inherit from are asked for again
/// and again, all others only while they are read.
pub(super) const MOST_KEPT: usize = 4096;

/// So many sentences that mark one footnote are kept, for everything in the footnote counts as
/// standing in each of them.
const MOST_SPOTS: usize = 128;

/// A document with what its path and front matter say of it.
pub(super) struct Page<'a> {
    pub extractor: Extractor<'a>,
    pub document: &'a Document,
    pub channel: Option<ChannelId>,
    /// The language that was given, so that blocks do not look for another of its script.
    language_given: Option<&'a Language>,
    /// The tag of the language that was given, of a known one or not.
    given_tag: Option<Box<str>>,
    /// Whether it is in a language that is not read.
    foreign: OnceCell<bool>,
    /// Whether it repeats what other texts promise.
    pub repeats: OnceCell<bool>,
    /// That of the text, which is told when a block that shows none itself asks for it.
    language_shown: OnceCell<&'a Language>,
    pub front_matter_subjects: Vec<SubjectId>,
    pub path_subjects: Vec<SubjectId>,
    /// Of the blocks asked for last.
    analyses: RefCell<FxHashMap<BlockId, Option<Rc<Analysis<'a>>>>>,
    tables: Vec<Table>,
    pub yes_or_no: matrix::Marks,
    /// Of the footnotes.
    marks: Vec<Marks>,
    pub heads: across::Heads,
    siblings: Siblings<'a>,
    seen: RefCell<BTreeSet<SubjectId>>,
    /// What the blocks read so far say of their sections.
    pub sections: RefCell<Sections>,
    pub made: Made,
    leads: Vec<OnceCell<Rc<LeadReading>>>,
    /// The languages of whole blocks.
    languages: Vec<OnceCell<&'a Language>>,
}

/// The marks of a footnote.
#[derive(Default)]
struct Marks {
    /// Blocks and offsets into their texts, in the order of the text.
    found: Vec<(BlockId, usize)>,
    spots: OnceCell<Box<[Spot]>>,
}

/// What is known of a table.
struct Table {
    /// In the order of the text.
    cells: Vec<BlockId>,
    /// Whether its rows are the things that it compares.
    by_row: OnceCell<bool>,
    /// The subjects that the heads of these things name.
    named: OnceCell<Vec<SubjectId>>,
}

impl Table {
    fn new(cells: Vec<BlockId>) -> Self {
        Self {
            cells,
            by_row: OnceCell::new(),
            named: OnceCell::new(),
        }
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(extractor: Extractor<'a>, document: &'a Document, given: &Given) -> Self {
        let ruleset = extractor.ruleset;
        let path = document.source.name();
        let field = |name: &str| document.field(name).map(|field| field.value.as_str());
        let channel = given
            .channel
            .or_else(|| field("channel").and_then(|name| ruleset.channel_named(name)))
            .or_else(|| ruleset.channel_of(path));
        let code = given
            .language
            .as_deref()
            .or_else(|| field("lang"))
            .or_else(|| field("language"))
            .or_else(|| ruleset.language_of(path));
        let language_given = code.and_then(|code| extractor.languages.get(primary_tag(code)));
        let given_tag = code.map(|code| primary_tag(code).into());
        let mut page = Self {
            given_tag,
            foreign: OnceCell::new(),
            repeats: OnceCell::new(),
            extractor,
            document,
            channel,
            language_given,
            language_shown: OnceCell::new(),
            front_matter_subjects: Vec::new(),
            path_subjects: match &*given.subjects {
                [] => ruleset.subjects_of(path),
                given => given.to_vec(),
            },
            analyses: RefCell::default(),
            tables: cells_by_table(document).map(Table::new).collect(),
            yes_or_no: matrix::Marks::new(document, extractor.languages),
            marks: marks_by_footnote(document),
            heads: across::Heads::default(),
            siblings: Siblings::default(),
            seen: RefCell::default(),
            sections: RefCell::default(),
            made: Made::default(),
            leads: (0..document.blocks.len())
                .map(|_| OnceCell::new())
                .collect(),
            languages: vec![OnceCell::new(); document.blocks.len()],
        };
        page.made = Made::new(&page);
        page.front_matter_subjects = page.subjects_of_fields();
        page.see(&page.path_subjects);
        page.see(&page.front_matter_subjects);
        page
    }

    /// The block's prose and phrases; `None` where it holds none.
    pub(super) fn analysis(&self, block: BlockId) -> Option<Rc<Analysis<'a>>> {
        if let Some(known) = self.analyses.borrow().get(&block) {
            return known.clone();
        }
        let text = self.document.blocks[block].text.text();
        let analysis = Analysis::new(self.extractor, text, |text| self.language_in(block, text));
        if let Some(analysis) = &analysis {
            self.see(&analysis.subjects);
        }
        let analysis = analysis.map(Rc::new);
        let mut kept = self.analyses.borrow_mut();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(block, analysis.clone());
        analysis
    }

    /// Whether the document is in a language that is not read, by what is given for it or by its text.
    pub(super) fn is_foreign(&self) -> bool {
        *self.foreign.get_or_init(|| {
            let languages = self.extractor.languages;
            self.language_given.is_none()
                && (self
                    .given_tag
                    .as_deref()
                    .is_some_and(|tag| languages.is_foreign_tag(tag))
                    || languages.is_foreign(self.document.source.text()))
        })
    }

    /// Whether a block is in a language that is not read; a short one is as its document.
    pub(super) fn is_foreign_block(&self, block: BlockId) -> bool {
        let own = &self.document.blocks[block];
        let languages = self.extractor.languages;
        if let Some(tag) = own
            .language
            .as_deref()
            .filter(|tag| *tag != UNKNOWN_LANGUAGE)
        {
            return languages.is_foreign_tag(primary_tag(tag));
        }
        let text = own.text.text();
        if text.split_whitespace().nth(FEWEST_WORDS).is_none() && text.is_ascii() {
            return self.is_foreign();
        }
        languages.is_foreign(text) || (self.is_foreign() && languages.detect(text).is_none())
    }

    /// The language of blocks that show none themselves.
    pub(super) fn language(&self) -> &'a Language {
        self.language_given.unwrap_or_else(|| {
            let languages = self.extractor.languages;
            let shown = || languages.detect(self.document.source.text());
            self.language_shown
                .get_or_init(|| shown().unwrap_or_else(|| languages.fallback()))
        })
    }

    /// The language of a block: what its text shows, else that of the document.
    pub(super) fn language_of(&self, text: &str) -> &'a Language {
        match self.extractor.languages.detect(text) {
            Some(found) => match self.language_given {
                Some(given) if !found.differs_in_script(given) => given,
                _ => found,
            },
            None => self.language(),
        }
    }

    /// The language of a text of a block: the one that the format gives the block, else as
    /// [`Self::language_of`]; where the format says that it is another than the file's, and not
    /// which, what the text shows.
    pub(super) fn language_in(&self, block: BlockId, text: &str) -> &'a Language {
        if std::ptr::eq(text, self.document.blocks[block].text.text()) {
            return self.languages[block].get_or_init(|| self.language_of_part(block, text));
        }
        self.language_of_part(block, text)
    }

    fn language_of_part(&self, block: BlockId, text: &str) -> &'a Language {
        let tag = self.document.blocks[block].language.as_deref();
        let given = tag.and_then(|tag| self.extractor.languages.get(primary_tag(tag)));
        let found = self.extractor.languages.detect(text);
        if tag == Some(UNKNOWN_LANGUAGE) {
            return found.unwrap_or_else(|| self.extractor.languages.fallback());
        }
        let Some(given) = given else {
            return self.language_of(text);
        };
        found
            .filter(|found| found.differs_in_script(given))
            .unwrap_or(given)
    }

    /// Appends the statements of one block.
    pub(super) fn read_block(&self, block: BlockId, statements: &mut Vec<Statement>) {
        if self.document.blocks[block].kind == BlockKind::Key {
            return;
        }
        if self.yes_or_no.affirmed(block).is_some() {
            matrix::read(self, block, statements);
            return;
        }
        if let Some(analysis) = self.analysis(block)
            && !(self.document.blocks[block].kind == BlockKind::Cell
                && self.yes_or_no.heads_any(block))
        {
            read::statements(self, block, &analysis, statements);
            bind::values(self, block, &analysis, statements);
        }
        let inherited = self.document.inherited(block);
        let first = statements.len();
        across::statements(self, block, &inherited, statements);
        let joined = first..statements.len();
        bind::inherited_values(self, block, &inherited, statements);
        across::leave_to_values(statements, joined);
        if let Some(analysis) = self.analysis(block) {
            self.sections.borrow_mut().pass(self, block, &analysis);
        }
    }

    /// Whether a speaker's label is that of a customer, by the channel or by the language.
    pub(super) fn customer_speaks(&self, label: &str) -> bool {
        if label.trim_start().starts_with('@') {
            return true;
        }
        let label = fold_word(label.trim());
        let channel = self
            .channel
            .map(|id| &self.extractor.ruleset.channels[id.index()]);
        channel.is_some_and(|channel| {
            channel
                .customer_speakers
                .iter()
                .any(|name| fold_word(name) == label)
        }) || self.extractor.languages.speaker(&label) == Some(SpeakerRole::Customer)
    }

    /// The block that a block is a part of: the row of a cell, the first block of a list item.
    pub(super) fn whole_of(&self, block: BlockId) -> BlockId {
        let own = &self.document.blocks[block];
        match (&own.cell, own.continues) {
            (Some(cell), _) => {
                let row = self.row(cell.table, cell.row);
                row.first().copied().unwrap_or(block)
            }
            (None, Some(before)) => before,
            (None, None) => block,
        }
    }

    /// The first [`MOST_SPOTS`] sentences that mark a footnote, in the order of the text.
    pub(super) fn marked(&self, footnote: usize) -> &[Spot] {
        let Marks { found, spots } = &self.marks[footnote];
        spots.get_or_init(|| {
            let mut known: Vec<Spot> = Vec::new();
            for &(block, at) in found {
                let spot = self.spot_of_mark(block, at);
                if known.last() != Some(&spot) {
                    known.push(spot);
                }
                if known.len() == MOST_SPOTS {
                    break;
                }
            }
            known.into()
        })
    }

    /// The sentence that a mark stands in or behind.
    fn spot_of_mark(&self, block: BlockId, at: usize) -> Spot {
        let analysis = self.analysis(block);
        let sentence = analysis.map_or(0, |analysis| {
            let sentences = analysis.prose.sentences();
            sentences.partition_point(|sentence| sentence.span.start < at)
        });
        Spot {
            section: spot_id(self.document.blocks[block].section),
            block: spot_id(self.whole_of(block)),
            sentence: sentence_id(block, sentence.saturating_sub(1)),
        }
    }

    /// Whether the rows of a table are the things that it compares; else its columns are.
    pub(super) fn rows_are_things(&self, table: usize) -> bool {
        let Table { cells, by_row, .. } = &self.tables[table];
        let records = self.document.tables[table].records;
        *by_row.get_or_init(|| resolve::rows_are_things(self, cells, records))
    }

    /// The subjects that the heads of a table's things name; none where they are too few.
    pub(super) fn named_by_heads(&self, table: usize) -> &[SubjectId] {
        let named = &self.tables[table].named;
        named.get_or_init(|| beside::named_by_heads(self, table))
    }

    /// The things among its siblings that a block is about, by its own beginning and the headings
    /// above it.
    pub(super) fn siblings(&self, block: BlockId) -> Vec<Nameless> {
        self.siblings.of(self, block)
    }

    /// The cells that begin in a row of a table, in the order of the text.
    pub(super) fn row(&self, table: usize, row: usize) -> &[BlockId] {
        let row_of = |id: &BlockId| {
            let cell = self.document.blocks[*id].cell.as_ref();
            cell.map_or(0, |cell| cell.row)
        };
        let cells = self.cells(table);
        let first = cells.partition_point(|id| row_of(id) < row);
        let end = first + cells[first..].partition_point(|id| row_of(id) == row);
        &cells[first..end]
    }

    /// The cells of a table, in the order of the text.
    pub(super) fn cells(&self, table: usize) -> &[BlockId] {
        &self.tables[table].cells
    }

    /// What a lead or a header does to what stands under it; its conditions have their places in
    /// the source.
    pub(super) fn lead(&self, block: BlockId) -> Rc<LeadReading> {
        let read = || {
            let text = &self.document.blocks[block].text;
            let prose = Prose::new(text.text(), self.extractor.languages.abbreviations());
            let mut reading = lead(&prose, self.language_in(block, text.text()), &[]);
            reading.conditions = reading
                .conditions
                .into_iter()
                .filter_map(|condition| {
                    let span = text.source_span(condition.span)?;
                    Some(Condition { span, ..condition })
                })
                .collect();
            Rc::new(reading)
        };
        self.leads[block].get_or_init(read).clone()
    }

    /// Whether any subject is made by the titles of documents.
    pub(super) fn makes_parts(&self) -> bool {
        let mut subjects = self.extractor.ruleset.subjects.iter();
        subjects.any(|(_, subject)| subject.each.is_some())
    }

    /// The subjects that the document makes by its titles.
    pub(super) fn parts_made(&self) -> Vec<Part> {
        self.made.all(self)
    }

    /// The values of the fields that name what the document is about.
    pub(super) fn subject_fields(&self) -> impl Iterator<Item = &str> {
        let is_one = |field: &&Field| {
            SUBJECT_FIELDS
                .iter()
                .any(|name| field.name.eq_ignore_ascii_case(name))
        };
        let fields = self.document.front_matter.iter().filter(is_one);
        fields.map(|field| field.value.as_str())
    }

    /// The declared subjects that were named, sorted.
    pub(super) fn subjects_seen(&self) -> Vec<SubjectId> {
        self.seen.borrow().iter().copied().collect()
    }

    fn see(&self, subjects: &[SubjectId]) {
        self.seen.borrow_mut().extend(subjects);
    }

    fn subjects_of_fields(&self) -> Vec<SubjectId> {
        let mut subjects: Vec<_> = self
            .subject_fields()
            .flat_map(|value| self.subjects_named(value))
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects
    }

    /// The subjects that a short text names, or whose id it is.
    fn subjects_named(&self, text: &str) -> Vec<SubjectId> {
        let by_id = self.extractor.ruleset.subjects.find(text.trim());
        let analysis = Analysis::new(self.extractor, text, |_| self.language());
        let names = analysis.into_iter().flat_map(|analysis| analysis.names);
        by_id
            .into_iter()
            .chain(names.map(|name| name.subject))
            .collect()
    }
}

/// The language of a tag: `zh` of `zh-Hans-CN` and of `zh_CN`.
fn primary_tag(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

fn cells_by_table(document: &Document) -> impl Iterator<Item = Vec<BlockId>> {
    let mut tables = vec![Vec::new(); document.tables.len()];
    for (id, block) in document.blocks.iter().enumerate() {
        if let Some(cell) = &block.cell {
            tables[cell.table].push(id);
        }
    }
    tables.into_iter()
}

fn marks_by_footnote(document: &Document) -> Vec<Marks> {
    let mut marks: Vec<Marks> = document
        .footnotes
        .iter()
        .map(|_| Marks::default())
        .collect();
    for (id, block) in document.blocks.iter().enumerate() {
        for mark in &block.marks {
            marks[mark.footnote].found.push((id, mark.at));
        }
    }
    marks
}

/// A number for a sentence of a block that no other sentence of the document has.
pub(super) fn sentence_id(block: BlockId, sentence: usize) -> u64 {
    (u64::from(spot_id(block)) << 32) + u64::from(spot_id(sentence))
}

/// A number of a block, a section or a sentence; a document has fewer than fit.
pub(super) fn spot_id(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
