//! Ending blocks: where a text is split, what it begins with, and what it inherits.

use super::Builder;
use super::container::{Heads, Role, role_mut};
use crate::document::{Block, BlockId, BlockKind, Section, SectionId, SiblingId};
use crate::input::lead;
use crate::input::marks::{self, Opening};
use crate::input::table::Place;
use crate::text::fold::is_han;
use crate::text::{HARD_BREAK, MappedText, Span};

/// A lead of a list longer than this says more than what the list is, in bytes.
const LONGEST_LEAD: usize = 240;
/// Sections nest no deeper than this, so that a heading path costs a bounded time.
const DEEPEST_SECTION: u8 = 24;
/// A bold paragraph longer than this is emphasis and no heading, in bytes.
const LONGEST_TITLE: usize = 80;
/// The level of a bold paragraph that serves as a heading: every other heading ends its section.
const LOWEST: u8 = 6;

/// Text whose block has not ended.
#[derive(Default)]
pub(super) struct Open {
    pub(super) text: MappedText,
    /// How much of its beginning is bold.
    pub(super) bold: usize,
    pub(super) opening: Opening,
    pub(super) references: Vec<(usize, Label)>,
}

/// What a mark refers to.
#[derive(Clone)]
pub(super) enum Label {
    /// A footnote by its name.
    Note(Box<str>),
    /// The block with this anchor.
    Anchor(Box<str>),
}

/// The last numbered paragraph with a run-in heading.
pub(super) struct Numbered {
    section: SectionId,
    number: u32,
    block: BlockId,
    sibling: Option<SiblingId>,
}

impl Builder {
    /// Something drawn between two blocks: no list after it belongs to what stands before.
    pub(in crate::input) fn divide(&mut self) {
        self.end_block();
        self.previous = None;
    }

    /// Ends the open block; a blank one leaves no trace.
    pub(in crate::input) fn end_block(&mut self) {
        if !self.aside.is_empty() {
            return;
        }
        let open = std::mem::take(&mut self.open);
        if !open.text.is_blank() {
            self.split(open);
        }
        self.push_attributes();
    }

    pub(super) fn push_attributes(&mut self) {
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
        let broken = text.contains(HARD_BREAK) || (self.lines && text.contains('\n'));
        if broken && !matches!(self.context.kind, BlockKind::Heading(_)) {
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
        let mut kind = self.context.kind;
        if kind == BlockKind::Paragraph
            && bold == length
            && self.stands_free()
            && is_title(text.text())
        {
            kind = BlockKind::Heading(LOWEST);
        }
        if let BlockKind::Heading(level) = kind {
            self.open_section(level, id);
        }
        let mut block = Block::new(kind, text, self.section);
        block.lead = self.context.lead;
        block.continues = self.context.continues;
        block.quoted = self.context.quoted;
        block.language.clone_from(&self.language);
        block.footnote = self.context.footnote;
        block.cell = self.context.cell.map(Place::cell);
        if !matches!(kind, BlockKind::Heading(_)) {
            Self::read_lead(&mut block, bold);
        }
        if let Some(footnote) = block.footnote {
            self.footnotes[footnote].blocks.push(id);
        }
        self.place_in_item(&mut block, id);
        self.letter(&mut block);
        self.number(&mut block, id);
        let kept = block.text.text().len();
        for (at, label) in open.references {
            let at = at.saturating_sub(lead_space + (length - kept)).min(kept);
            self.references.push((id, at, label));
        }
        for anchor in self.waiting_anchors.drain(..) {
            self.anchors.entry(anchor).or_insert(id);
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

    /// Whether nothing but the text of the document is around.
    pub(super) fn stands_free(&self) -> bool {
        let context = &self.context;
        context.item.is_none() && context.footnote.is_none() && context.continues.is_none()
    }

    fn open_section(&mut self, level: u8, heading: BlockId) {
        // The heading of a definition opens none: its text continues it.
        if self.context.heads == Heads::Definitions
            && let Some(Role::Terms { term }) = role_mut(&mut self.frames, self.context.terms)
        {
            *term = Some(heading);
            return;
        }
        if self.context.heads == Heads::Record {
            return self.heads(heading);
        }
        let mut parent = self.section;
        if self.context.heads == Heads::Section {
            while parent != self.context.floor
                && self.sections[parent].level >= level
                && let Some(above) = self.sections[parent].parent
            {
                parent = above;
            }
        }
        self.add_section(Some(heading), parent, level);
    }

    /// Opens a section in `parent`.
    pub(super) fn add_section(
        &mut self,
        heading: Option<BlockId>,
        mut parent: SectionId,
        level: u8,
    ) {
        if self.depths[parent] >= DEEPEST_SECTION {
            parent = self.sections[parent].parent.unwrap_or_default();
        }
        self.depths.push(self.depths[parent] + 1);
        self.section = self.sections.len();
        self.sections.push(Section {
            heading,
            parent: Some(parent),
            level,
            sibling: None,
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
        if matches!(self.blocks[first].kind, BlockKind::Heading(_)) {
            return;
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
    pub(super) fn introduces(&self, block: BlockId) -> bool {
        let paragraph = &self.blocks[block];
        let text = paragraph.text.text();
        if text.ends_with([':', '：', '—', '–', '-']) {
            return true;
        }
        let stop = |c: char| matches!(c, '.' | '。' | '!' | '！' | ';' | '；');
        let body = text.trim_end_matches(stop);
        let one_sentence = text.len() <= LONGEST_LEAD
            && !body.contains(['。', '！', '；', HARD_BREAK])
            && !body.contains(". ");
        let words = text.split_whitespace().count();
        let han = text.chars().filter(|&c| is_han(c)).count();
        one_sentence && paragraph.run_in.is_none() && (words > 2 || han > 3)
    }
}

/// Whether a paragraph that is bold throughout is a heading: one short line, not closed as a
/// sentence is and not left open by a colon.
fn is_title(text: &str) -> bool {
    let closed = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | ':' | ';' | ',' | '。' | '！' | '？' | '：' | '；' | '，' | '*' | ')'
        )
    };
    text.len() <= LONGEST_TITLE && !text.ends_with(closed) && !text.contains(['\n', HARD_BREAK])
}
