//! Builds a document from what a parser meets, so that the rules of context exist once.
//!
//! Readers open and close containers and append text; the builder knows what a block inherits.
//! Containers live on a stack of its own, so that no nesting is too deep, and are closed by
//! depth, so that no unbalanced markup can confuse it. Knows no format.

use std::collections::HashMap;

use super::lead;
use super::marks::{self, Opening};
use super::table::{CellSpec, Grid, Place};
use crate::document::{
    Block, BlockId, BlockKind, Comment, Document, Field, Footnote, FootnoteMark, Section,
    SectionId, SiblingId, Table,
};
use crate::text::{HARD_BREAK, MappedText, Origin, Source, Span};

/// A lead of a list longer than this says more than what the list is, in bytes.
const LONGEST_LEAD: usize = 240;

/// What a block that begins now would inherit.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a kind of markup by itself"
)]
struct Context {
    kind: BlockKind,
    lead: Option<BlockId>,
    continues: Option<BlockId>,
    quoted: bool,
    footnote: Option<usize>,
    /// The frame of the innermost list item, table or list of terms.
    item: Option<usize>,
    table: Option<usize>,
    terms: Option<usize>,
    cell: Option<Place>,
    bold: bool,
    muted: bool,
    raised: bool,
    /// What a heading heads, where it is no heading of the text itself.
    heads: Heads,
}

/// What a heading heads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    /// What follows, up to the next heading of its level.
    Section,
    /// The container around it.
    Scope,
    /// The definitions of its list of terms.
    Definitions,
}

/// What a container does when it closes.
enum Role {
    Inline,
    Block,
    Item { own: Option<BlockId> },
    Table(Box<Grid>),
    Row,
    Terms { term: Option<BlockId> },
}

struct Frame {
    role: Role,
    outside: Context,
    /// The section to go back to, where headings inside reach no further.
    section: Option<SectionId>,
}

/// Text whose block has not ended.
#[derive(Default)]
struct Open {
    text: MappedText,
    /// How much of its beginning is bold.
    bold: usize,
    opening: Opening,
    references: Vec<(usize, Box<str>)>,
}

/// The last numbered paragraph with a run-in heading.
struct Numbered {
    section: SectionId,
    number: u32,
    block: BlockId,
    sibling: Option<SiblingId>,
}

pub(super) struct Builder {
    blocks: Vec<Block>,
    sections: Vec<Section>,
    tables: Vec<Table>,
    footnotes: Vec<Footnote>,
    comments: Vec<Comment>,
    front_matter: Vec<Field>,
    frames: Vec<Frame>,
    context: Context,
    section: SectionId,
    open: Open,
    /// Texts that are set aside while an attribute is read.
    aside: Vec<Open>,
    attributes: Vec<MappedText>,
    /// The paragraph that ended last, while nothing but a list may follow it.
    previous: Option<BlockId>,
    labels: HashMap<Box<str>, usize>,
    references: Vec<(BlockId, usize, Box<str>)>,
    openings: Vec<(BlockId, Opening)>,
    numbered: Option<Numbered>,
    groups: usize,
    /// Whether a line of the source is a line to the reader.
    lines: bool,
}

impl Builder {
    /// `lines` says whether line ends in the source are line ends to the reader.
    pub(super) fn new(lines: bool) -> Self {
        Self {
            blocks: Vec::new(),
            sections: vec![Section {
                heading: None,
                parent: None,
                level: 0,
            }],
            tables: Vec::new(),
            footnotes: Vec::new(),
            comments: Vec::new(),
            front_matter: Vec::new(),
            frames: Vec::new(),
            context: Context {
                kind: BlockKind::Paragraph,
                lead: None,
                continues: None,
                quoted: false,
                footnote: None,
                item: None,
                table: None,
                terms: None,
                cell: None,
                bold: false,
                muted: false,
                raised: false,
                heads: Heads::Section,
            },
            section: 0,
            open: Open::default(),
            aside: Vec::new(),
            attributes: Vec::new(),
            previous: None,
            labels: HashMap::new(),
            references: Vec::new(),
            openings: Vec::new(),
            numbered: None,
            groups: 0,
            lines,
        }
    }

    /// Ends all that is open and makes the document.
    pub(super) fn finish(mut self, source: Source) -> Document {
        self.close_to(0);
        self.end_block();
        for (block, at, label) in std::mem::take(&mut self.references) {
            if let Some(&footnote) = self.labels.get(&label) {
                self.blocks[block].marks.push(FootnoteMark { footnote, at });
            }
        }
        marks::resolve(&mut self.blocks, &mut self.footnotes, &self.openings);
        let mut document = Document::new(source);
        document.front_matter = self.front_matter;
        document.blocks = self.blocks;
        document.sections = self.sections;
        document.tables = self.tables;
        document.footnotes = self.footnotes;
        document.comments = self.comments;
        document
    }

    // Text.

    /// Appends text as it stands in the source at `start`.
    pub(super) fn text(&mut self, text: &str, start: usize) {
        if self.context.muted {
            return;
        }
        if self.context.raised && self.raised_digits(text, start) {
            return;
        }
        let before = self.open.text.text().len();
        self.open.text.push(text, start);
        self.note_bold(before);
    }

    /// Appends text that stands for `span` in the source.
    pub(super) fn replaced(&mut self, text: &str, span: Span) {
        if self.context.muted {
            return;
        }
        let before = self.open.text.text().len();
        self.open.text.push_replaced(text, span);
        self.note_bold(before);
    }

    /// Appends the line end at `span` of the source's `text`.
    pub(super) fn line_end(&mut self, text: &str, span: Span) {
        if text.get(span.range()) == Some("\n") {
            self.text("\n", span.start);
        } else {
            self.replaced("\n", span);
        }
    }

    /// Appends a forced line break that stands at `span`.
    pub(super) fn hard_break(&mut self, span: Span) {
        let mut encoded = [0; 4];
        self.replaced(HARD_BREAK.encode_utf8(&mut encoded), span);
    }

    /// Appends a text that has its own map.
    pub(super) fn mapped(&mut self, text: &MappedText) {
        for (part, origin) in text.parts() {
            match origin {
                Origin::Verbatim(start) => self.text(part, start),
                Origin::Replaced(span) => self.replaced(part, span),
            }
        }
    }

    /// Whether text is left out here.
    pub(super) fn muted(&self) -> bool {
        self.context.muted
    }

    /// Whether the open block has no text yet.
    pub(super) fn at_start(&self) -> bool {
        self.open.text.is_blank()
    }

    /// Says what mark of the source the open block begins with, where its text does not hold it.
    pub(super) fn opening(&mut self, opening: Opening) {
        if self.at_start() {
            self.open.opening = opening;
        }
    }

    /// A reference to the footnote with this label.
    pub(super) fn reference(&mut self, label: &str) {
        let at = self.open.text.text().len();
        self.open.references.push((at, label.into()));
    }

    pub(super) fn comment(&mut self, text: &str, span: Span) {
        self.comments.push(Comment {
            text: text.to_owned(),
            span,
            before_block: self.blocks.len(),
        });
    }

    pub(super) fn field(&mut self, field: Field) {
        self.front_matter.push(field);
    }

    /// A text that is not drawn in the flow; it follows the block that it stands in.
    pub(super) fn attribute(&mut self, text: MappedText) {
        let text = text.trimmed();
        if text.is_blank() || self.context.muted {
            return;
        }
        self.attributes.push(text);
        if self.at_start() && self.aside.is_empty() {
            self.push_attributes();
        }
    }

    /// From here to [`Self::end_aside`] text belongs to an attribute.
    pub(super) fn begin_aside(&mut self) {
        self.aside.push(std::mem::take(&mut self.open));
    }

    pub(super) fn end_aside(&mut self) {
        let inner = std::mem::take(&mut self.open);
        self.open = self.aside.pop().unwrap_or_default();
        self.attribute(inner.text);
    }

    /// The title of a page.
    pub(super) fn title(&mut self, text: MappedText) {
        let text = text.trimmed();
        if !text.is_blank() {
            self.end_block();
            self.blocks
                .push(Block::new(BlockKind::Title, text, self.section));
        }
    }

    // Containers.

    /// The number of open containers, to be given to [`Self::close_to`].
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Closes containers until `depth` of them are open.
    pub(super) fn close_to(&mut self, depth: usize) {
        while self.frames.len() > depth {
            self.close();
        }
    }

    pub(super) fn strong(&mut self) {
        self.enter(Role::Inline, None);
        self.context.bold = true;
    }

    /// Text that is no text of the document: deleted, code, a script.
    pub(super) fn mute(&mut self) {
        self.enter(Role::Inline, None);
        self.context.muted = true;
    }

    /// Superscript: its digits are marks.
    pub(super) fn raise(&mut self) {
        self.enter(Role::Inline, None);
        self.context.raised = true;
    }

    /// Markup that says nothing.
    pub(super) fn inline(&mut self) {
        self.enter(Role::Inline, None);
    }

    /// A container whose headings reach no further than its end.
    pub(super) fn scope(&mut self) {
        self.enter(Role::Block, Some(self.section));
    }

    pub(super) fn quote(&mut self) {
        self.scope();
        self.context.quoted = true;
    }

    pub(super) fn heading(&mut self, level: u8) {
        self.enter(Role::Block, None);
        self.context.kind = BlockKind::Heading(level.clamp(1, 6));
        self.context.heads = Heads::Section;
    }

    /// A caption, a legend, a summary: the heading of what is around it.
    pub(super) fn scoped_heading(&mut self) {
        let level = (self.sections[self.section].level + 1).min(6);
        self.heading(level);
        self.context.heads = Heads::Scope;
        self.context.cell = None;
    }

    pub(super) fn list(&mut self) {
        self.end_block();
        let lead = match self.own_block() {
            Some(own) => Some(own),
            None => self
                .previous
                .filter(|&block| self.introduces(block))
                .or(self.context.lead),
        };
        self.enter(Role::Block, None);
        self.context.lead = lead;
        self.context.item = None;
    }

    pub(super) fn item(&mut self) {
        self.enter(Role::Item { own: None }, Some(self.section));
        self.context.item = Some(self.frames.len() - 1);
        self.context.kind = BlockKind::ListItem;
    }

    /// A list of terms with their definitions.
    pub(super) fn terms(&mut self) {
        self.enter(Role::Terms { term: None }, None);
        self.context.terms = Some(self.frames.len() - 1);
    }

    pub(super) fn term(&mut self) {
        let level = (self.sections[self.section].level + 1).min(6);
        self.enter(Role::Block, None);
        self.context.kind = BlockKind::Heading(level);
        self.context.continues = None;
        self.context.heads = Heads::Definitions;
    }

    pub(super) fn definition(&mut self) {
        self.enter(Role::Block, Some(self.section));
        self.context.kind = BlockKind::Paragraph;
        self.context.item = None;
        if let Some(Role::Terms { term }) = self.role(self.context.terms) {
            self.context.continues = *term;
        }
    }

    pub(super) fn table(&mut self) {
        self.end_block();
        let index = self.tables.len();
        self.tables.push(Table::default());
        self.enter(Role::Table(Box::new(Grid::new(index))), Some(self.section));
        self.context.table = Some(self.frames.len() - 1);
        self.context.cell = None;
        self.context.item = None;
        self.context.kind = BlockKind::Paragraph;
    }

    pub(super) fn row(&mut self) {
        self.enter(Role::Row, None);
    }

    pub(super) fn cell(&mut self, spec: CellSpec) {
        self.enter(Role::Block, Some(self.section));
        if let Some(place) = self.grid(|grid, _| grid.place(spec)) {
            self.context.cell = Some(place);
            self.context.kind = BlockKind::Cell;
            self.context.lead = None;
            self.context.item = None;
        }
    }

    pub(super) fn footnote(&mut self, label: &str) {
        self.enter(Role::Block, None);
        let footnotes = &mut self.footnotes;
        let index = *self.labels.entry(label.into()).or_insert_with(|| {
            footnotes.push(Footnote {
                mark: format!("^{label}"),
                blocks: Vec::new(),
            });
            footnotes.len() - 1
        });
        self.context.kind = BlockKind::Footnote;
        self.context.footnote = Some(index);
        self.context.item = None;
        self.context.lead = None;
    }

    /// Something drawn between two blocks: no list after it belongs to what stands before.
    pub(super) fn divide(&mut self) {
        self.end_block();
        self.previous = None;
    }

    /// Ends the open block; a blank one leaves no trace.
    pub(super) fn end_block(&mut self) {
        if !self.aside.is_empty() {
            return;
        }
        let open = std::mem::take(&mut self.open);
        if !open.text.is_blank() {
            self.split(open);
        }
        self.push_attributes();
    }

    fn enter(&mut self, role: Role, section: Option<SectionId>) {
        if !matches!(role, Role::Inline) {
            self.end_block();
        }
        self.frames.push(Frame {
            role,
            outside: self.context,
            section,
        });
    }

    fn close(&mut self) {
        let inline = self
            .frames
            .last()
            .is_none_or(|frame| matches!(frame.role, Role::Inline));
        if !inline {
            self.end_block();
        }
        let Some(frame) = self.frames.pop() else {
            return;
        };
        self.context = frame.outside;
        if let Some(section) = frame.section {
            self.section = section;
        }
        match frame.role {
            Role::Row => {
                self.grid(Grid::end_row);
            }
            Role::Table(grid) => {
                let index = grid.index();
                self.tables[index] = grid.end(&mut self.blocks);
                self.previous = None;
            }
            Role::Item { .. } | Role::Terms { .. } => self.previous = None,
            Role::Inline | Role::Block => {}
        }
    }

    /// Works on the table around, if there is one.
    fn grid<T>(&mut self, work: impl FnOnce(&mut Grid, &mut [Block]) -> T) -> Option<T> {
        match role_mut(&mut self.frames, self.context.table) {
            Some(Role::Table(grid)) => Some(work(grid, &mut self.blocks)),
            _ => None,
        }
    }

    fn role(&self, frame: Option<usize>) -> Option<&Role> {
        Some(&self.frames.get(frame?)?.role)
    }

    fn own_block(&self) -> Option<BlockId> {
        match self.role(self.context.item) {
            Some(Role::Item { own }) => *own,
            _ => None,
        }
    }

    // Blocks.

    fn note_bold(&mut self, before: usize) {
        let bold_so_far =
            self.open.bold == before || self.open.text.text()[..before].trim().is_empty();
        if self.context.bold && bold_so_far {
            self.open.bold = self.open.text.text().len();
        }
    }

    /// Writes a superscript number with superscript digits, so that it is no part of the number
    /// before it.
    fn raised_digits(&mut self, text: &str, start: usize) -> bool {
        let digits = text.trim();
        if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let raised: String = digits.bytes().map(marks::superscript).collect();
        self.open
            .text
            .push_replaced(&raised, Span::new(start, start + text.len()));
        true
    }

    fn push_attributes(&mut self) {
        for text in std::mem::take(&mut self.attributes) {
            let mut block = Block::new(BlockKind::Attribute, text, self.section);
            block.quoted = self.context.quoted;
            self.blocks.push(block);
        }
    }

    /// Makes a block of its own of every line with a speaker, and of every footnote's text, in a
    /// paragraph that begins with a speaker or marks that footnote.
    fn split(&mut self, open: Open) {
        let text = open.text.text();
        let mut starts = vec![0];
        let ends = |c: char| c == HARD_BREAK || (self.lines && c == '\n');
        if text.contains(ends) && !matches!(self.context.kind, BlockKind::Heading(_)) {
            let spoken = lead::label(text).is_some();
            let mut marked = None;
            for (at, c) in text.char_indices().filter(|&(_, c)| ends(c)) {
                let start = at + c.len_utf8();
                let line = &text[start..];
                let speaks = spoken
                    && line.trim_start().starts_with(|c: char| !c.is_lowercase())
                    && lead::label(line).is_some();
                let notes = marks::begins_with(line).is_some_and(|(mark, _)| {
                    marked
                        .get_or_insert_with(|| marks::marked(text))
                        .contains(mark)
                });
                if speaks || notes {
                    starts.push(start);
                }
            }
        }
        if starts.len() == 1 {
            return self.push(open);
        }
        starts.push(text.len());
        for pair in starts.windows(2) {
            let span = Span::new(pair[0], pair[1]);
            let inside = |at: usize| at > span.start && at <= span.end;
            let references = open.references.iter().filter(|(at, _)| inside(*at));
            self.push(Open {
                text: open.text.slice(span),
                bold: open.bold.clamp(span.start, span.end) - span.start,
                opening: if span.start == 0 {
                    open.opening
                } else {
                    Opening::Text
                },
                references: references
                    .map(|(at, label)| (at - span.start, label.clone()))
                    .collect(),
            });
        }
    }

    fn push(&mut self, open: Open) {
        let whole = open.text.text();
        let lead_space = whole.len() - whole.trim_start().len();
        let text = open.text.trimmed();
        if text.is_blank() {
            return;
        }
        let length = text.text().len();
        let bold = open.bold.saturating_sub(lead_space).min(length);
        let id = self.blocks.len();
        let kind = self.context.kind;
        if let BlockKind::Heading(level) = kind {
            self.open_section(level, id);
        }
        let mut block = Block::new(kind, text, self.section);
        block.lead = self.context.lead;
        block.continues = self.context.continues;
        block.quoted = self.context.quoted;
        block.footnote = self.context.footnote;
        block.cell = self.context.cell.map(Place::cell);
        if !matches!(kind, BlockKind::Heading(_)) {
            Self::read_lead(&mut block, bold);
        }
        if let Some(footnote) = block.footnote {
            self.footnotes[footnote].blocks.push(id);
        }
        self.place_in_item(&mut block, id);
        self.number(&mut block, id);
        let kept = block.text.text().len();
        for (at, label) in open.references {
            let at = at.saturating_sub(lead_space + (length - kept)).min(kept);
            self.references.push((id, at, label));
        }
        if open.opening != Opening::Text {
            self.openings.push((id, open.opening));
        }
        if let Some(place) = self.context.cell {
            self.grid(|grid, _| grid.add(id, place, bold == length));
        }
        self.previous = matches!(
            kind,
            BlockKind::Paragraph | BlockKind::Cell | BlockKind::Footnote
        )
        .then_some(id);
        self.blocks.push(block);
    }

    fn open_section(&mut self, level: u8, heading: BlockId) {
        // The heading of a definition opens none: its text continues it.
        if self.context.heads == Heads::Definitions
            && let Some(Role::Terms { term }) = role_mut(&mut self.frames, self.context.terms)
        {
            *term = Some(heading);
            return;
        }
        let mut parent = self.section;
        if self.context.heads == Heads::Section {
            while self.sections[parent].level >= level
                && let Some(above) = self.sections[parent].parent
            {
                parent = above;
            }
        }
        self.section = self.sections.len();
        self.sections.push(Section {
            heading: Some(heading),
            parent: Some(parent),
            level,
        });
    }

    fn read_lead(block: &mut Block, bold: usize) {
        let found = lead::lead(block.text.text(), bold);
        block.run_in = found.run_in;
        block.speaker = found.speaker;
        if let Some(cuts) = found.asterisks {
            block.text = block.text.without(&cuts);
            let moved =
                |span: Span| Span::new(span.start - cuts[0].len(), span.end - cuts[0].len());
            block.run_in = block.run_in.map(moved);
            block.speaker = block.speaker.map(moved);
        }
    }

    fn place_in_item(&mut self, block: &mut Block, id: BlockId) {
        let Some(Role::Item { own }) = role_mut(&mut self.frames, self.context.item) else {
            return;
        };
        let Some(first) = *own else {
            *own = Some(id);
            return;
        };
        if block.kind == BlockKind::ListItem {
            block.kind = BlockKind::Paragraph;
        }
        if self.blocks[first].run_in.is_some() {
            block.continues = Some(first);
        } else {
            block.lead = Some(first);
        }
    }

    /// Numbered run-in headings in a row head different things.
    fn number(&mut self, block: &mut Block, id: BlockId) {
        let Some(run_in) = block.run_in.filter(|_| block.kind == BlockKind::Paragraph) else {
            return;
        };
        let Some(number) = lead::number(&block.text.text()[run_in.range()]) else {
            return;
        };
        let before = self.numbered.take();
        let mut sibling = None;
        if let Some(before) = before
            && before.section == self.section
            && before.number + 1 == number
        {
            let first = before.sibling.unwrap_or_else(|| {
                self.groups += 1;
                SiblingId {
                    group: self.groups - 1,
                    member: 0,
                }
            });
            self.blocks[before.block].sibling = Some(first);
            sibling = Some(SiblingId {
                group: first.group,
                member: first.member + 1,
            });
        }
        block.sibling = sibling;
        self.numbered = Some(Numbered {
            section: self.section,
            number,
            block: id,
            sibling,
        });
    }

    /// Whether a paragraph right before a list introduces it: it is one short sentence, or is
    /// left open by a colon or by the lack of a full stop.
    fn introduces(&self, block: BlockId) -> bool {
        let text = self.blocks[block].text.text();
        if text.ends_with([':', '：', '—', '–', '-']) {
            return true;
        }
        let stop = |c: char| matches!(c, '.' | '。' | '!' | '！' | ';' | '；');
        let body = text.trim_end_matches(stop);
        text.len() <= LONGEST_LEAD
            && !body.contains(['。', '！', '；', HARD_BREAK])
            && !body.contains(". ")
    }
}

fn role_mut(frames: &mut [Frame], at: Option<usize>) -> Option<&mut Role> {
    Some(&mut frames.get_mut(at?)?.role)
}
