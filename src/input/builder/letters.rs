//! Lettered paragraphs: `(a) …`, `(b) …` behind a paragraph that a colon leaves open are the items
//! of a list that no format knows as one; behind a list item that is a title they continue it.

use super::Builder;
use crate::document::{Block, BlockId, BlockKind, SectionId};
use crate::input::marker::{self, Marker};

/// Lists of letters nest no deeper than this.
const DEEPEST: usize = 8;
/// A list item that is a title has no more bytes than this.
const LONGEST_TITLE: usize = 60;

/// A list of lettered paragraphs that may go on.
pub(super) struct Letters {
    section: SectionId,
    /// The paragraph that introduces it, or the title that it continues.
    head: BlockId,
    /// The mark of its last item.
    last: Marker,
}

impl Builder {
    /// Gives a lettered paragraph the head of its list; any other text ends all of them.
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
                self.put_under(self.letters[at].head, block);
                return;
            }
        }
        let heads = |&before: &BlockId| self.is_left_open(before) || self.is_title(before);
        let opened = self.before().filter(heads);
        let first = marks.into_iter().flatten().find(|mark| mark.is_first());
        if let (Some(head), Some(last)) = (opened, first) {
            let inside = self.letters.iter().any(|list| list.section == self.section)
                && self.blocks[head].lead.is_some();
            if !inside {
                self.letters.clear();
            }
            if self.letters.len() < DEEPEST {
                let section = self.section;
                self.letters.push(Letters {
                    section,
                    head,
                    last,
                });
                self.put_under(head, block);
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

    fn put_under(&self, head: BlockId, block: &mut Block) {
        if self.is_left_open(head) {
            block.lead = Some(head);
        } else {
            block.continues = Some(head);
        }
    }

    fn is_left_open(&self, block: BlockId) -> bool {
        self.blocks[block].text.text().ends_with([':', '：'])
    }

    /// Whether a block is a list item of a few words and a full stop: "4. Limitations."
    fn is_title(&self, block: BlockId) -> bool {
        const STOPS: [char; 2] = ['.', '。'];
        let text = self.blocks[block].text.text();
        self.blocks[block].kind == BlockKind::ListItem
            && text.len() <= LONGEST_TITLE
            && text
                .strip_suffix(STOPS)
                .is_some_and(|words| !words.contains(STOPS))
    }
}
