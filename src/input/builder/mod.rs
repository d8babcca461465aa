//! Builds a document from what a parser meets, so that the rules of context exist once.
//!
//! Readers open and close containers and append text; the builder knows what a block inherits.
//! Containers live on a stack of its own, so that no nesting is too deep, and are closed by
//! depth, so that no unbalanced markup can confuse it. Knows no format.

mod block;
mod container;
mod letters;
mod record;
mod remark;

use std::collections::HashMap;
use std::sync::Arc;

use self::block::{Label, Numbered, Open};
use self::container::{Context, Frame};
use self::letters::Letters;
pub(in crate::input) use self::remark::{Remark, slashed};
use super::marks::{self, Opening};
use crate::document::{
    Block, BlockId, BlockKind, Comment, Document, Field, Footnote, FootnoteMark, Section,
    SectionId, Table,
};
use crate::text::{HARD_BREAK, MappedText, Origin, Source, Span};

/// A document in the making.
pub(in crate::input) struct Builder {
    blocks: Vec<Block>,
    sections: Vec<Section>,
    tables: Vec<Table>,
    footnotes: Vec<Footnote>,
    comments: Vec<Comment>,
    front_matter: Vec<Field>,
    frames: Vec<Frame>,
    context: Context,
    section: SectionId,
    /// How deep each section is nested.
    depths: Vec<u8>,
    open: Open,
    /// Texts that are set aside while an attribute is read.
    aside: Vec<Open>,
    attributes: Vec<MappedText>,
    /// The paragraph that ended last, while nothing but a list may follow it.
    previous: Option<BlockId>,
    /// Lists of lettered paragraphs that may go on, from the outermost.
    letters: Vec<Letters>,
    labels: HashMap<Box<str>, usize>,
    references: Vec<(BlockId, usize, Label)>,
    anchors: HashMap<Box<str>, BlockId>,
    /// Anchors of the block that ends next.
    waiting_anchors: Vec<Box<str>>,
    openings: Vec<(BlockId, Opening)>,
    numbered: Option<Numbered>,
    groups: usize,
    /// The tag of the language of what is read now, where the format gives it.
    language: Option<Arc<str>>,
    /// Whether a line of the source is a line to the reader.
    lines: bool,
}

impl Builder {
    /// `lines` says whether line ends in the source are line ends to the reader.
    pub(in crate::input) fn new(lines: bool) -> Self {
        Self {
            blocks: Vec::new(),
            sections: vec![Section {
                heading: None,
                parent: None,
                level: 0,
                sibling: None,
            }],
            tables: Vec::new(),
            footnotes: Vec::new(),
            comments: Vec::new(),
            front_matter: Vec::new(),
            frames: Vec::new(),
            context: Context::OUTERMOST,
            section: 0,
            depths: vec![0],
            open: Open::default(),
            aside: Vec::new(),
            attributes: Vec::new(),
            previous: None,
            letters: Vec::new(),
            labels: HashMap::new(),
            references: Vec::new(),
            anchors: HashMap::new(),
            waiting_anchors: Vec::new(),
            openings: Vec::new(),
            numbered: None,
            groups: 0,
            language: None,
            lines,
        }
    }

    /// Ends all that is open and makes the document.
    pub(in crate::input) fn finish(mut self, source: Source) -> Document {
        self.close_to(0);
        self.end_block();
        let mut linked = HashMap::new();
        for (block, at, label) in std::mem::take(&mut self.references) {
            match label {
                Label::Note(label) => {
                    if let Some(&footnote) = self.labels.get(&label) {
                        self.blocks[block].marks.push(FootnoteMark { footnote, at });
                    }
                }
                Label::Anchor(anchor) => {
                    if let Some(&target) = self.anchors.get(&anchor).filter(|&&to| to != block) {
                        linked.insert((block, at), target);
                    }
                }
            }
        }
        marks::resolve(
            &mut self.blocks,
            &mut self.footnotes,
            &self.openings,
            &linked,
        );
        let mut document = Document::new(source);
        document.front_matter = self.front_matter;
        document.blocks = self.blocks;
        document.sections = self.sections;
        document.tables = self.tables;
        document.footnotes = self.footnotes;
        document.comments = self.comments;
        document
    }

    /// Appends text as it stands in the source at `start`.
    pub(in crate::input) fn text(&mut self, text: &str, start: usize) {
        let digits = self.context.raised.then(|| raised(text)).flatten();
        if let Some(digits) = digits {
            return self.replaced(&digits, Span::new(start, start + text.len()));
        }
        if self.reads(text) {
            let before = self.open.text.text().len();
            self.open.text.push(text, start);
            self.note_bold(before);
        }
    }

    /// Appends text that stands for `span` in the source.
    pub(in crate::input) fn replaced(&mut self, text: &str, span: Span) {
        if self.reads(text) {
            let before = self.open.text.text().len();
            self.open.text.push_replaced(text, span);
            self.note_bold(before);
        }
    }

    /// Appends the line end at `span` of the source's `text`.
    pub(in crate::input) fn line_end(&mut self, text: &str, span: Span) {
        if text.get(span.range()) == Some("\n") {
            self.text("\n", span.start);
        } else {
            self.replaced("\n", span);
        }
    }

    /// Appends a forced line break that stands at `span`.
    pub(in crate::input) fn hard_break(&mut self, span: Span) {
        let mut encoded = [0; 4];
        self.replaced(HARD_BREAK.encode_utf8(&mut encoded), span);
    }

    /// Appends a text that has its own map.
    pub(in crate::input) fn mapped(&mut self, text: &MappedText) {
        for (part, origin) in text.parts() {
            match origin {
                Origin::Verbatim(start) => self.text(part, start),
                Origin::Replaced(span) => self.replaced(part, span),
            }
        }
    }

    /// Whether text is left out here.
    pub(in crate::input) fn muted(&self) -> bool {
        self.context.muted
    }

    /// Whether the open block has no text yet.
    pub(in crate::input) fn at_start(&self) -> bool {
        self.open.text.text().is_empty()
    }

    /// Says what mark of the source the open block begins with, where its text does not hold it.
    pub(in crate::input) fn opening(&mut self, opening: Opening) {
        if self.at_start() {
            self.open.opening = opening;
        }
    }

    /// A reference to the footnote with this label.
    pub(in crate::input) fn reference(&mut self, label: &str) {
        let at = self.open.text.text().len();
        self.open.references.push((at, Label::Note(label.into())));
    }

    /// The mark that comes next links to the block with this anchor.
    pub(in crate::input) fn link(&mut self, anchor: &str) {
        let at = self.open.text.text().len();
        let label = Label::Anchor(anchor.into());
        self.open.references.push((at, label));
    }

    /// An anchor of the open block, or of the next.
    pub(in crate::input) fn anchor(&mut self, anchor: &str) {
        self.waiting_anchors.push(anchor.into());
    }

    pub(in crate::input) fn comment(&mut self, text: &str, span: Span) {
        self.comments.push(Comment {
            text: text.to_owned(),
            span,
            before_block: self.blocks.len(),
            blocks: 1,
        });
    }

    pub(in crate::input) fn field(&mut self, field: Field) {
        self.front_matter.push(field);
    }

    /// A text that is not drawn in the flow; it follows the block that it stands in.
    pub(in crate::input) fn attribute(&mut self, text: MappedText) {
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
    pub(in crate::input) fn begin_aside(&mut self) {
        self.aside.push(std::mem::take(&mut self.open));
    }

    pub(in crate::input) fn end_aside(&mut self) {
        let inner = std::mem::take(&mut self.open);
        self.open = self.aside.pop().unwrap_or_default();
        self.attribute(inner.text);
    }

    /// The title of a page.
    pub(in crate::input) fn title(&mut self, text: MappedText) {
        let text = text.trimmed();
        if !text.is_blank() {
            self.end_block();
            self.blocks
                .push(Block::new(BlockKind::Title, text, self.section));
        }
    }

    /// Whether a text is read here: white space at the beginning of a block is not.
    fn reads(&self, text: &str) -> bool {
        let leads = self.at_start() && text.trim_start().is_empty();
        !leads && !self.context.muted
    }

    fn note_bold(&mut self, before: usize) {
        if self.context.bold && self.open.bold == before {
            self.open.bold = self.open.text.text().len();
        }
    }
}

/// A superscript number in superscript digits, so that it is no part of the number before it.
fn raised(text: &str) -> Option<String> {
    let digits = text.trim();
    let short = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    short.then(|| digits.bytes().map(marks::superscript).collect())
}
