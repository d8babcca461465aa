//! What a block inherits, nearest first.

use super::{Block, BlockId, BlockKind, Document, SectionId};

/// A block that another one inherits from, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inherited {
    /// A header cell above it.
    ColumnHeader(BlockId),
    /// A cell of its row that heads it.
    RowHeader(BlockId),
    /// The run-in heading, or the term, of the block that it continues.
    RunIn(BlockId),
    /// The sentence before its list, or the item above its nested list.
    Lead(BlockId),
    /// A heading, from the innermost.
    Heading(BlockId),
}

impl Inherited {
    /// The block meant.
    #[must_use]
    pub fn block(self) -> BlockId {
        match self {
            Self::ColumnHeader(block)
            | Self::RowHeader(block)
            | Self::RunIn(block)
            | Self::Lead(block)
            | Self::Heading(block) => block,
        }
    }
}

/// A chain of list leads longer than this is cut, so that nesting costs no more than its depth.
const DEEPEST_LEAD: usize = 16;

impl Document {
    /// The blocks that `id` inherits from, nearest first, each once.
    #[must_use]
    pub fn inherited(&self, id: BlockId) -> Vec<Inherited> {
        let block = &self.blocks[id];
        let mut found = Vec::new();
        if let Some(cell) = &block.cell {
            found.extend(
                cell.row_headers
                    .iter()
                    .rev()
                    .map(|&head| Inherited::RowHeader(head)),
            );
            found.extend(
                cell.column_headers
                    .iter()
                    .rev()
                    .map(|&head| Inherited::ColumnHeader(head)),
            );
        }
        if let Some(before) = block.continues {
            found.push(Inherited::RunIn(before));
        }
        let mut lead = block.lead;
        for _ in 0..DEEPEST_LEAD {
            let Some(at) = lead else { break };
            found.push(Inherited::Lead(at));
            lead = self.blocks[at].lead;
        }
        found.extend(self.heading_path(block.section).map(Inherited::Heading));
        found.retain(|inherited| inherited.block() != id);
        found
    }

    /// The headings above a section, from the innermost.
    pub fn heading_path(&self, section: SectionId) -> impl Iterator<Item = BlockId> + '_ {
        let mut next = Some(section);
        std::iter::from_fn(move || {
            let section = &self.sections[next?];
            next = section.parent;
            Some(section.heading)
        })
        .flatten()
    }

    /// The block that can answer a question at the end of `id`: the next cell of its row, the
    /// next block of the flow, and for a heading the first block under it.
    #[must_use]
    pub fn answer_to(&self, id: BlockId) -> Option<(BlockId, &Block)> {
        let own = &self.blocks[id];
        let after = self.blocks.iter().enumerate().skip(id + 1);
        let in_flow = |block: &Block| {
            !matches!(
                block.kind,
                BlockKind::Attribute | BlockKind::Title | BlockKind::Footnote | BlockKind::Key
            )
        };
        let (next, block) = after.into_iter().find(|(_, block)| in_flow(block))?;
        let same_row = match (&own.cell, &block.cell) {
            (Some(own), Some(next)) => own.table == next.table && own.row == next.row,
            (None, None) => !matches!(block.kind, BlockKind::Heading(_)),
            _ => false,
        };
        same_row.then_some((next, block))
    }
}
