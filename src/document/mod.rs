//! A document as readers of formats hand it on: blocks of prose, each with its context.
//!
//! Knows no format, no language and no promise. Context is kept as indices into the same
//! document, so that it costs nothing until it is asked for, however large a table is.

mod context;

use std::sync::Arc;

use crate::text::{MappedText, Source, Span};

pub use context::Inherited;

/// The index of a block in [`Document::blocks`].
pub type BlockId = usize;

/// The index of a section in [`Document::sections`].
pub type SectionId = usize;

/// The tag of a language that is not known, and need not be that of the document.
pub const UNKNOWN_LANGUAGE: &str = "und";

/// One input: its source and its blocks in the order of the text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The decoded text that all spans point into.
    pub source: Source,
    /// The fields of its front matter, in order; empty where it has none.
    pub front_matter: Vec<Field>,
    /// All blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// All sections; the first is the whole document, before any heading.
    pub sections: Vec<Section>,
    /// All footnotes that have a text.
    pub footnotes: Vec<Footnote>,
    /// Tables, for their sizes and the blocks of their header cells.
    pub tables: Vec<Table>,
    /// Comments, which are no text of the document but may speak to the linter.
    pub comments: Vec<Comment>,
}

/// A comment of the source, such as `<!-- … -->` or `# …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What stands between its marks.
    pub text: String,
    /// The whole comment in the source, marks included.
    pub span: Span,
    /// The block that ends first after it: the one around it, or else the next; the number of
    /// blocks where none follows.
    pub before_block: BlockId,
    /// How many blocks it speaks of, from that one on: one in a text; all blocks of a field or a
    /// message in data, none where that is not read.
    pub blocks: usize,
}

/// A field of the front matter, or of a page's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name, as written.
    pub name: String,
    /// The value as text; the items of a list are fields of the same name.
    pub value: String,
    /// The value's bytes in the source.
    pub span: Span,
}

/// What stands under one heading, up to the next heading of its level or above; in data, what
/// one object holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The block of the heading; `None` for the document itself, and for an object without a name.
    pub heading: Option<BlockId>,
    /// The section around it; `None` for the document itself.
    pub parent: Option<SectionId>,
    /// The level of the heading, 1 to 6; 0 for the document itself.
    pub level: u8,
    /// The group of different things that it belongs to: the objects of one list.
    pub sibling: Option<SiblingId>,
}

/// A footnote, whether written as Markdown's `[^1]`, as `*after 30 GB` or as `¹`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Its mark: `^1`, `*`, `†`, `¹`.
    pub mark: String,
    /// The blocks of its text.
    pub blocks: Vec<BlockId>,
}

/// The shape of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The number of columns of its widest row.
    pub columns: usize,
    /// The number of rows.
    pub rows: usize,
    /// Whether each row is a record: then the rows are the things that it tells of.
    pub records: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of the given level; `caption`, `legend`, `summary` and `dt` are headings too.
    Heading(u8),
    /// A paragraph, or loose text.
    Paragraph,
    /// A list item's own text.
    ListItem,
    /// A cell of a table.
    Cell,
    /// A text that is not drawn in the flow: `alt`, `title`, a page's description.
    Attribute,
    /// The title of a page, from its head or its front matter.
    Title,
    /// The text of a footnote.
    Footnote,
    /// The name of a field in data: context of its value, and no text of its own.
    Key,
}

/// Where a cell stands in its table; rows and columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// Index into [`Document::tables`].
    pub table: usize,
    /// First row that it covers.
    pub row: usize,
    /// First column that it covers.
    pub column: usize,
    /// How many columns it covers, at least 1.
    pub columns: usize,
    /// Whether it is a header cell, by markup or by place.
    pub header: bool,
    /// The header cells above it, nearest last; the cells of a column share them.
    pub column_headers: Arc<[BlockId]>,
    /// The cells of its row that head it: header cells, else the first cell.
    pub row_headers: Arc<[BlockId]>,
}

impl CellPlace {
    /// The cells that head it: those of its row, then those above it.
    pub fn headers(&self) -> impl Iterator<Item = BlockId> + '_ {
        self.row_headers
            .iter()
            .chain(&*self.column_headers)
            .copied()
    }
}

/// A run of siblings that are different things unless a text says otherwise: paragraphs with a
/// run-in heading, objects of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SiblingId {
    /// The group of siblings.
    pub group: usize,
    /// Which of them.
    pub member: usize,
}

/// One paragraph, list item, cell, heading… with its context.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without markup.
    pub text: MappedText,
    /// The innermost section that it stands in; a heading stands in the section that it opens.
    pub section: SectionId,
    /// The run-in heading that its text begins with, as a span of [`Block::text`]; it reaches to
    /// the end of the block.
    pub run_in: Option<Span>,
    /// The block whose run-in heading, or whose term, this block continues: later blocks of a
    /// list item, lettered paragraphs under one that is a title, `dd` after `dt`.
    pub continues: Option<BlockId>,
    /// The sentence that introduces its list; an item of a nested list names the item above it.
    pub lead: Option<BlockId>,
    /// Its place in a table.
    pub cell: Option<CellPlace>,
    /// The speaker named before the text, as a span of [`Block::text`] without its colon.
    pub speaker: Option<Span>,
    /// The footnotes that it marks, as indices into [`Document::footnotes`].
    pub marks: Vec<FootnoteMark>,
    /// The footnote that it is the text of.
    pub footnote: Option<usize>,
    /// The group of different things that it belongs to.
    pub sibling: Option<SiblingId>,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// The tag of its language, where the format gives each text one; [`UNKNOWN_LANGUAGE`] where it
    /// says only that the text is in a language of its own.
    pub language: Option<Arc<str>>,
}

/// A footnote's mark in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FootnoteMark {
    /// Index into [`Document::footnotes`].
    pub footnote: usize,
    /// Where the mark stands, as an offset into [`Block::text`].
    pub at: usize,
}

impl Block {
    /// A block with a text and no context.
    #[must_use]
    pub fn new(kind: BlockKind, text: MappedText, section: SectionId) -> Self {
        Self {
            kind,
            text,
            section,
            run_in: None,
            continues: None,
            lead: None,
            cell: None,
            speaker: None,
            marks: Vec::new(),
            footnote: None,
            sibling: None,
            quoted: false,
            language: None,
        }
    }
}

impl Document {
    /// A document without blocks.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            source,
            front_matter: Vec::new(),
            blocks: Vec::new(),
            sections: vec![Section {
                heading: None,
                parent: None,
                level: 0,
                sibling: None,
            }],
            footnotes: Vec::new(),
            tables: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// The first field of the front matter with this name, compared without case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.front_matter
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    }
}
