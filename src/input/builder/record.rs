//! Objects of data: what they hold is a section, and their fields are values under a key.

use std::sync::Arc;

use super::Builder;
use super::container::{Heads, Role};
use crate::document::{Block, BlockId, BlockKind, SiblingId};
use crate::text::MappedText;

impl Builder {
    /// A number for a list of objects that are different things.
    pub(in crate::input) fn group(&mut self) -> usize {
        self.groups += 1;
        self.groups - 1
    }

    /// An object: a section, to be headed by a key or a name.
    pub(in crate::input) fn record(&mut self, sibling: Option<SiblingId>) {
        self.enter_scope(Role::Block);
        let level = (self.sections[self.section].level + 1).min(6);
        self.add_section(None, self.section, level);
        self.sections[self.section].sibling = sibling;
        self.context.floor = self.section;
        self.context.kind = BlockKind::Paragraph;
        self.context.continues = None;
        self.context.lead = None;
        self.context.item = None;
    }

    /// The name of a field, as a block of its own; `None` for a blank one.
    pub(in crate::input) fn key(&mut self, name: &MappedText) -> Option<BlockId> {
        self.end_block();
        if name.is_blank() {
            return None;
        }
        let text = name.clone().trimmed();
        self.blocks
            .push(Block::new(BlockKind::Key, text, self.section));
        Some(self.blocks.len() - 1)
    }

    /// Makes a block the heading of the innermost section, unless that has one.
    pub(in crate::input) fn heads(&mut self, block: BlockId) {
        self.sections[self.section].heading.get_or_insert(block);
    }

    /// The value of a field: what stands in it continues its key.
    pub(in crate::input) fn value(&mut self, key: Option<BlockId>) {
        self.enter_scope(Role::Block);
        self.context.kind = BlockKind::Paragraph;
        self.context.continues = key;
        self.context.lead = None;
        self.context.item = None;
    }

    /// A field that names its object.
    pub(in crate::input) fn name(&mut self) {
        self.enter(Role::Block);
        let level = self.sections[self.section].level.clamp(1, 6);
        self.context.kind = BlockKind::Heading(level);
        self.context.heads = Heads::Record;
        self.context.continues = None;
    }

    /// The tag of the language of all that follows; `None` where it is that of the file.
    pub(in crate::input) fn speak(&mut self, language: Option<Arc<str>>) {
        self.end_block();
        self.language = language;
    }
}
