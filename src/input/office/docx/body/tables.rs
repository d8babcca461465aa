//! Tables: their rows and cells.

use super::Body;
use crate::input::table::CellSpec;

/// A table that is open.
pub(super) struct Table {
    /// Which of the document, from 1.
    pub(super) number: usize,
    /// The row, from 0, and the column, from 1, of the cell that is open.
    pub(super) row: usize,
    pub(super) column: usize,
    /// Whether the row heads the columns.
    pub(super) header: bool,
}

impl Body<'_> {
    pub(super) fn open_table(&mut self) {
        self.begin_cell();
        self.end_paragraph();
        self.lists.end(&mut self.writer.builder);
        self.table_count += 1;
        self.tables.push(Table {
            number: self.table_count,
            row: 0,
            column: 0,
            header: false,
        });
        self.writer.builder.table();
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.column = 0;
            table.header = false;
        }
        self.writer.builder.row();
    }

    /// Begins the cell that was opened, once its properties are known.
    pub(super) fn begin_cell(&mut self) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let mut header = false;
        if let Some(table) = self.tables.last_mut() {
            table.column += 1;
            header = table.header;
        }
        self.writer.builder.cell(CellSpec { header, ..cell });
    }
}
