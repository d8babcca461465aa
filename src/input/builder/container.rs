//! Opening and closing containers: what they hand on to the blocks inside.

use super::Builder;
use crate::document::{Block, BlockId, BlockKind, Footnote, SectionId, Table};
use crate::input::table::{CellSpec, Grid, Place};

/// What a block that begins now would inherit.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a kind of markup by itself"
)]
pub(super) struct Context {
    pub(super) kind: BlockKind,
    pub(super) lead: Option<BlockId>,
    pub(super) continues: Option<BlockId>,
    pub(super) quoted: bool,
    pub(super) footnote: Option<usize>,
    /// The frame of the innermost list item, table or list of terms.
    pub(super) item: Option<usize>,
    pub(super) table: Option<usize>,
    pub(super) terms: Option<usize>,
    pub(super) cell: Option<Place>,
    pub(super) bold: bool,
    pub(super) muted: bool,
    pub(super) raised: bool,
    /// What a heading heads, where it is no heading of the text itself.
    pub(super) heads: Heads,
    /// The section that headings here do not end.
    pub(super) floor: SectionId,
}

impl Context {
    /// What a block outside of all containers inherits.
    pub(super) const OUTERMOST: Self = Self {
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
        floor: 0,
    };
}

/// What a heading heads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    /// What follows, up to the next heading of its level.
    Section,
    /// The container around it.
    Scope,
    /// The definitions of its list of terms.
    Definitions,
    /// The object around it, which has a section already.
    Record,
}

/// What a container does when it closes.
pub(super) enum Role {
    Inline,
    Block,
    Item { own: Option<BlockId> },
    Table(Box<Grid>),
    Row,
    Terms { term: Option<BlockId> },
}

pub(super) struct Frame {
    pub(super) role: Role,
    pub(super) outside: Context,
    /// The section to go back to, where headings inside reach no further.
    pub(super) section: Option<SectionId>,
}

impl Builder {
    /// The number of open containers, to be given to [`Self::close_to`].
    pub(in crate::input) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Closes containers until `depth` of them are open.
    pub(in crate::input) fn close_to(&mut self, depth: usize) {
        while self.frames.len() > depth {
            self.close();
        }
    }

    pub(in crate::input) fn strong(&mut self) {
        self.enter(Role::Inline);
        self.context.bold = true;
    }

    /// Text that is no text of the document: deleted, code, a script.
    pub(in crate::input) fn mute(&mut self) {
        self.enter(Role::Inline);
        self.context.muted = true;
    }

    /// Superscript: its digits are marks.
    pub(in crate::input) fn raise(&mut self) {
        self.enter(Role::Inline);
        self.context.raised = true;
    }

    /// Markup that says nothing.
    pub(in crate::input) fn inline(&mut self) {
        self.enter(Role::Inline);
    }

    /// A container whose headings reach no further than its end.
    pub(in crate::input) fn scope(&mut self) {
        self.enter_scope(Role::Block);
        if matches!(self.context.kind, BlockKind::Heading(_)) {
            self.context.kind = BlockKind::Paragraph;
        }
    }

    pub(in crate::input) fn quote(&mut self) {
        self.scope();
        self.context.quoted = true;
    }

    pub(in crate::input) fn heading(&mut self, level: u8) {
        self.enter(Role::Block);
        self.context.kind = BlockKind::Heading(level.clamp(1, 6));
        self.context.heads = Heads::Section;
    }

    /// A caption, a legend, a summary: the heading of what is around it.
    pub(in crate::input) fn scoped_heading(&mut self) {
        let level = (self.sections[self.section].level + 1).min(6);
        self.heading(level);
        self.context.heads = Heads::Scope;
        self.context.cell = None;
    }

    pub(in crate::input) fn list(&mut self) {
        self.end_block();
        let lead = match self.own_block() {
            Some(own) => Some(own),
            None => self
                .previous
                .filter(|&block| self.introduces(block))
                .or(self.context.lead),
        };
        self.enter(Role::Block);
        self.context.lead = lead;
        self.context.item = None;
    }

    pub(in crate::input) fn item(&mut self) {
        self.enter_scope(Role::Item { own: None });
        self.context.item = Some(self.frames.len() - 1);
        self.context.kind = BlockKind::ListItem;
    }

    /// A list of terms with their definitions.
    pub(in crate::input) fn terms(&mut self) {
        self.enter(Role::Terms { term: None });
        self.context.terms = Some(self.frames.len() - 1);
    }

    pub(in crate::input) fn term(&mut self) {
        let level = (self.sections[self.section].level + 1).min(6);
        self.enter(Role::Block);
        self.context.kind = BlockKind::Heading(level);
        self.context.continues = None;
        self.context.heads = Heads::Definitions;
    }

    pub(in crate::input) fn definition(&mut self) {
        self.enter_scope(Role::Block);
        self.context.kind = BlockKind::Paragraph;
        self.context.item = None;
        if let Some(Role::Terms { term }) = self.role(self.context.terms) {
            self.context.continues = *term;
        }
    }

    pub(in crate::input) fn table(&mut self) {
        self.open_table(false);
    }

    /// A table whose rows are records.
    pub(in crate::input) fn records(&mut self) {
        self.open_table(true);
    }

    fn open_table(&mut self, records: bool) {
        self.end_block();
        let index = self.tables.len();
        self.tables.push(Table::default());
        self.enter_scope(Role::Table(Box::new(Grid::new(index, records))));
        self.context.table = Some(self.frames.len() - 1);
        self.context.cell = None;
        self.context.item = None;
        self.context.kind = BlockKind::Paragraph;
    }

    pub(in crate::input) fn row(&mut self) {
        self.enter(Role::Row);
    }

    pub(in crate::input) fn cell(&mut self, spec: CellSpec) {
        self.enter_scope(Role::Block);
        if let Some(place) = self.grid(|grid, _| grid.place(spec)) {
            self.context.cell = Some(place);
            self.context.kind = BlockKind::Cell;
            self.context.lead = None;
            self.context.item = None;
        }
    }

    pub(in crate::input) fn footnote(&mut self, label: &str) {
        self.enter(Role::Block);
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

    pub(super) fn enter(&mut self, role: Role) {
        if !matches!(role, Role::Inline) {
            self.end_block();
        }
        self.frames.push(Frame {
            role,
            outside: self.context,
            section: None,
        });
    }

    /// Enters a container whose headings reach no further than its end, and end no section that
    /// is older than it.
    pub(super) fn enter_scope(&mut self, role: Role) {
        self.enter(role);
        self.context.floor = self.section;
        if let Some(frame) = self.frames.last_mut() {
            frame.section = Some(self.section);
        }
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
            self.previous = None;
        }
        match frame.role {
            Role::Row => {
                self.grid(Grid::end_row);
            }
            Role::Table(grid) => {
                let index = grid.index();
                self.tables[index] = grid.end(&mut self.blocks);
            }
            Role::Terms { .. } => self.previous = None,
            Role::Inline | Role::Block | Role::Item { .. } => {}
        }
    }

    /// Works on the table around, if there is one.
    pub(super) fn grid<T>(&mut self, work: impl FnOnce(&mut Grid, &mut [Block]) -> T) -> Option<T> {
        match role_mut(&mut self.frames, self.context.table) {
            Some(Role::Table(grid)) => Some(work(grid, &mut self.blocks)),
            _ => None,
        }
    }

    fn role(&self, frame: Option<usize>) -> Option<&Role> {
        Some(&self.frames.get(frame?)?.role)
    }

    pub(super) fn own_block(&self) -> Option<BlockId> {
        match self.role(self.context.item) {
            Some(Role::Item { own }) => *own,
            _ => None,
        }
    }
}

pub(super) fn role_mut(frames: &mut [Frame], at: Option<usize>) -> Option<&mut Role> {
    Some(&mut frames.get_mut(at?)?.role)
}
