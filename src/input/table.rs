//! Places cells in their table and finds what heads them.
//!
//! A table is handled row by row, and a row when it ends, so that the cost of a table is linear
//! in its cells however large it is; the number of header cells that a cell names is bounded.

use std::sync::Arc;

use crate::document::{Block, BlockId, CellPlace, Table};

/// More columns than this share the last place.
const MOST_COLUMNS: usize = 1000;
/// More header cells than this above one column, or before one row, are left out.
const MOST_HEADERS: usize = 4;
/// A cell longer than this heads nothing without markup, in characters.
const LONGEST_GUESS: usize = 40;

/// What a reader says about a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellSpec {
    /// Whether its markup makes it a header.
    pub(super) header: bool,
    /// How many columns and rows it covers, at least 1 each.
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Whether it names what its row is about, wherever in the row it stands.
    pub(super) names: bool,
}

impl CellSpec {
    /// A cell of one row and one column.
    pub(super) fn plain(header: bool) -> Self {
        Self {
            header,
            columns: 1,
            rows: 1,
            names: false,
        }
    }
}

/// Where an open cell stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    table: usize,
    row: usize,
    column: usize,
    columns: usize,
    rows: usize,
    header: bool,
    names: bool,
}

impl Place {
    /// The place as a block carries it, before its headers are known.
    pub(super) fn cell(self) -> CellPlace {
        CellPlace {
            table: self.table,
            row: self.row,
            column: self.column,
            columns: self.columns,
            header: self.header,
            column_headers: Arc::default(),
            row_headers: Arc::default(),
        }
    }
}

struct RowBlock {
    block: BlockId,
    place: Place,
    bold: bool,
}

/// A cell that heads its rows, and the first row that it does not cover.
struct RowHeader {
    block: BlockId,
    column: usize,
    until: usize,
}

/// A table that is being read.
pub(super) struct Grid {
    table: usize,
    row: usize,
    column: usize,
    widest: usize,
    /// For each column, the first row that no cell above reaches into.
    free_from: Vec<usize>,
    /// For each column, the header cells above the first row of data.
    top: Vec<Vec<BlockId>>,
    /// For each column, the header cell that interrupted the data last.
    group: Vec<Option<BlockId>>,
    /// For each column, the headers of a cell in it, once a cell has asked for them.
    above: Vec<Option<Arc<[BlockId]>>>,
    row_headers: Vec<RowHeader>,
    blocks: Vec<RowBlock>,
    in_data: bool,
    /// Whether each row is a record, whose first row alone can be one of headers.
    records: bool,
    guessed: Vec<BlockId>,
}

impl Grid {
    pub(super) fn new(table: usize, records: bool) -> Self {
        Self {
            table,
            row: 0,
            column: 0,
            widest: 0,
            free_from: Vec::new(),
            top: Vec::new(),
            group: Vec::new(),
            above: Vec::new(),
            row_headers: Vec::new(),
            blocks: Vec::new(),
            in_data: false,
            records,
            guessed: Vec::new(),
        }
    }

    /// The index of the table in its document.
    pub(super) fn index(&self) -> usize {
        self.table
    }

    /// Gives a cell the next free place of the row.
    pub(super) fn place(&mut self, spec: CellSpec) -> Place {
        while self
            .free_from
            .get(self.column)
            .is_some_and(|&row| row > self.row)
        {
            self.column += 1;
        }
        let column = self.column.min(MOST_COLUMNS - 1);
        let columns = spec.columns.clamp(1, MOST_COLUMNS - column);
        let end = column + columns;
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
            self.top.resize(end, Vec::new());
            self.group.resize(end, None);
            self.above.resize(end, None);
        }
        let rows = spec.rows.max(1);
        for free in &mut self.free_from[column..end] {
            *free = self.row.saturating_add(rows);
        }
        self.column = end;
        self.widest = self.widest.max(end);
        Place {
            table: self.table,
            row: self.row,
            column,
            columns,
            rows,
            header: spec.header,
            names: spec.names,
        }
    }

    /// Notes that a block stands in the cell at `place`.
    pub(super) fn add(&mut self, block: BlockId, place: Place, bold: bool) {
        self.blocks.push(RowBlock { block, place, bold });
    }

    /// Ends a row: tells its cells what heads them.
    pub(super) fn end_row(&mut self, blocks: &mut [Block]) {
        let mut row = std::mem::take(&mut self.blocks);
        if self.column == 0 && row.is_empty() {
            return;
        }
        if !row.is_empty() {
            let by_markup = row.iter().all(|cell| cell.place.header);
            let guessed = !by_markup
                && !self.in_data
                && !self.records
                && self.looks_like_header(&row, blocks);
            let interrupts = self.in_data && !self.records && self.interrupts(&row, blocks);
            if guessed {
                self.guessed.extend(row.iter().map(|cell| cell.block));
            }
            if by_markup || guessed || interrupts {
                self.header_row(&row, blocks);
            } else {
                self.data_row(&row, blocks);
            }
        }
        row.clear();
        self.blocks = row;
        self.row += 1;
        self.column = 0;
        let next = self.row;
        self.row_headers.retain(|header| header.until > next);
    }

    /// Ends the table and tells its shape.
    pub(super) fn end(mut self, blocks: &mut [Block]) -> Table {
        self.end_row(blocks);
        if self.row == 1 {
            for &block in &self.guessed {
                if let Some(cell) = &mut blocks[block].cell {
                    cell.header = false;
                }
            }
        }
        Table {
            columns: self.widest,
            rows: self.row,
            records: self.records,
        }
    }

    fn looks_like_header(&self, row: &[RowBlock], blocks: &[Block]) -> bool {
        // An empty corner stands above names of rows.
        let corner = row.first().is_some_and(|cell| cell.place.column > 0);
        let columns = row.len() + usize::from(corner);
        if columns < 2 || self.row > 0 && !self.top.iter().all(Vec::is_empty) {
            return false;
        }
        let all_bold = row.iter().all(|cell| cell.bold);
        let label = |cell: &RowBlock| {
            let text = blocks[cell.block].text.text();
            is_label(text) && !text.chars().any(char::is_numeric)
        };
        let no_markup = row.iter().all(|cell| !cell.place.header);
        all_bold || (no_markup && columns > 2 && row.iter().all(label))
    }

    /// A row of one cell across the table heads the rows below it.
    fn interrupts(&self, row: &[RowBlock], blocks: &[Block]) -> bool {
        let [cell] = row else { return false };
        let short = is_label(blocks[cell.block].text.text());
        short && cell.place.columns > 1 && cell.place.columns == self.widest
    }

    fn header_row(&mut self, row: &[RowBlock], blocks: &mut [Block]) {
        for cell in row {
            self.set_headers(cell, Arc::default(), blocks);
        }
        for cell in row {
            if let Some(place) = &mut blocks[cell.block].cell {
                place.header = true;
            }
            let columns = cell.place.column..cell.place.column + cell.place.columns;
            for column in columns {
                self.above[column] = None;
                if self.in_data {
                    self.group[column] = Some(cell.block);
                } else if self.top[column].len() < MOST_HEADERS {
                    self.top[column].push(cell.block);
                }
            }
        }
    }

    fn data_row(&mut self, row: &[RowBlock], blocks: &mut [Block]) {
        self.in_data = true;
        let named = row.iter().any(|cell| cell.place.names);
        let marked = row.iter().any(|cell| cell.place.header);
        for cell in row {
            let heads = if named {
                cell.place.names
            } else if marked {
                cell.place.header
            } else {
                cell.place.column == 0
            };
            if heads && self.row_headers.len() < MOST_HEADERS {
                self.row_headers.push(RowHeader {
                    block: cell.block,
                    column: cell.place.column,
                    until: self.row.saturating_add(cell.place.rows),
                });
            }
        }
        let headers = self.row_headers.iter();
        let all: Arc<[BlockId]> = headers.map(|header| header.block).collect();
        for cell in row {
            let own = |header: &RowHeader| header.column == cell.place.column;
            let row_headers = if self.row_headers.iter().any(own) {
                let others = self.row_headers.iter().filter(|header| !own(header));
                others.map(|header| header.block).collect()
            } else {
                Arc::clone(&all)
            };
            self.set_headers(cell, row_headers, blocks);
        }
    }

    fn set_headers(&mut self, cell: &RowBlock, row_headers: Arc<[BlockId]>, blocks: &mut [Block]) {
        let Some(place) = &mut blocks[cell.block].cell else {
            return;
        };
        place.row_headers = row_headers;
        place.column_headers = self.headers_above(cell.place);
    }

    fn headers_above(&mut self, place: Place) -> Arc<[BlockId]> {
        let known = self.above[place.column].as_ref();
        if let Some(known) = known.filter(|_| place.columns == 1) {
            return Arc::clone(known);
        }
        let mut above: Vec<BlockId> = Vec::new();
        let end = place.column + place.columns.min(MOST_HEADERS);
        for column in place.column..end {
            for &header in self.top[column].iter().chain(&self.group[column]) {
                if !above.contains(&header) {
                    above.push(header);
                }
            }
        }
        let above = Arc::from(above);
        if place.columns == 1 {
            self.above[place.column] = Some(Arc::clone(&above));
        }
        above
    }
}

/// Whether a text is short and no sentence.
fn is_label(text: &str) -> bool {
    text.chars().nth(LONGEST_GUESS).is_none() && !text.ends_with(['.', '。', '!', '！', '?', '？'])
}
