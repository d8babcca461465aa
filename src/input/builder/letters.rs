//! Lettered paragraphs: `(a) …`, `(b) …` behind a paragraph that a colon leaves open are the items
//! of a list that no format knows as one.

use super::Builder;
use crate::document::{Block, BlockId, BlockKind, SectionId};
use crate::input::marker::{self, Marker};

/// Lists of letters nest no deeper than this.
const DEEPEST: usize = 8;

/// A list of lettered paragraphs that may go on.
pub(super) struct Letters {
    section: SectionId,
    /// The paragraph that introduces it.
    lead: BlockId,
    /// The mark of its last item.
    last: Marker,
}

impl Builder {
    /// Gives a lettered paragraph the lead of its list; any other text ends all of them.
    pub(super) fn letter(&mut self, block: &mut Block) {
        let free = self.stands_free()
            && block.kind == BlockKind::Paragraph
            && block.cell.is_none()
            && block.lead.is_none();
        let marks = if free {
            marker::markers(block.text.text())
        } else {
            [None, None]
        };
        for mark in marks.iter().flatten() {
            let follows = |list: &Letters| list.section == self.section && mark.follows(list.last);
            if let Some(at) = self.letters.iter().rposition(follows) {
                self.letters.truncate(at + 1);
                self.letters[at].last = *mark;
                block.lead = Some(self.letters[at].lead);
                return;
            }
        }
        let opened = self.before().filter(|&before| self.is_left_open(before));
        let first = marks.into_iter().flatten().find(|mark| mark.is_first());
        if let (Some(lead), Some(last)) = (opened, first) {
            let inside = self.letters.iter().any(|list| list.section == self.section)
                && self.blocks[lead].lead.is_some();
            if !inside {
                self.letters.clear();
            }
            if self.letters.len() < DEEPEST {
                let section = self.section;
                self.letters.push(Letters {
                    section,
                    lead,
                    last,
                });
                block.lead = Some(lead);
                return;
            }
        }
        self.letters.clear();
    }

    /// The paragraph or list item that ended last: letters that are set back less than its list
    /// are no part of it, but follow it.
    fn before(&self) -> Option<BlockId> {
        let last = self.blocks.len().checked_sub(1)?;
        let item = self.blocks[last].kind == BlockKind::ListItem;
        self.previous
            .or((item && self.blocks[last].section == self.section).then_some(last))
    }

    fn is_left_open(&self, block: BlockId) -> bool {
        self.blocks[block].text.text().ends_with([':', '：'])
    }
}
