//! A sheet: what stands above its table, then the rows as records.

use super::{Refusal, Writer};
use crate::input::Settings;
use crate::input::records::{self, MOST_CELLS, Records};
use crate::text::MappedText;

/// Cells further to the right are left out, as those of no table for people.
pub(super) const MOST_COLUMNS: usize = 1000;

/// A cell with a text: its column from 0, and its text.
pub(super) type Cell = (usize, String);

/// A row that was written down.
struct Row(Vec<(usize, MappedText)>);

impl Row {
    fn first_column(&self) -> usize {
        self.0.first().map_or(0, |(column, _)| *column)
    }

    fn width(&self, from: usize) -> usize {
        self.0.last().map_or(0, |(column, _)| column + 1 - from)
    }

    fn at(&self, column: usize) -> MappedText {
        let found = self.0.binary_search_by_key(&column, |(column, _)| *column);
        found.map_or_else(|_| MappedText::default(), |at| self.0[at].1.clone())
    }
}

/// How far a sheet is read.
enum State {
    /// No row has had two cells.
    Above,
    /// The first row of the table is held until the second shows whether it heads the columns.
    First(Row),
    Table {
        records: Records,
        /// The first column.
        from: usize,
    },
}

/// Reads the sheets of a file, row by row.
pub(super) struct Sheets<'a> {
    writer: &'a mut Writer,
    settings: &'a Settings,
    name: String,
    state: State,
    cells: usize,
    outside: usize,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(writer: &'a mut Writer, settings: &'a Settings) -> Self {
        Self {
            outside: writer.builder.depth(),
            writer,
            settings,
            name: String::new(),
            state: State::Above,
            cells: 0,
        }
    }

    /// Begins a sheet; its name heads what stands in it.
    pub(super) fn sheet(&mut self, name: &str) {
        self.end();
        name.clone_into(&mut self.name);
        let builder = &mut self.writer.builder;
        self.outside = builder.depth();
        builder.scope();
        let depth = builder.depth();
        builder.heading(1);
        self.writer.unit(name);
        self.writer.text(name);
        self.writer.end_block();
        self.writer.builder.close_to(depth);
    }

    /// Reads a row, its number counted from 1; its cells are in order, and none is blank.
    pub(super) fn row(&mut self, number: usize, cells: &[Cell]) -> Result<(), Refusal> {
        self.writer.checked()?;
        self.cells += cells.len();
        if self.cells > MOST_CELLS {
            return Err(records::too_many().into());
        }
        if cells.is_empty() {
            return Ok(());
        }
        let written = cells.iter().map(|(column, text)| {
            let at = format!("{}!{}{number}", self.name, letters(*column));
            self.writer.unit(at);
            (*column, self.writer.line(text))
        });
        let row = Row(written.collect());
        match std::mem::replace(&mut self.state, State::Above) {
            State::Above if row.0.len() < 2 => {
                for (_, text) in &row.0 {
                    self.writer.builder.mapped(text);
                    self.writer.builder.end_block();
                }
            }
            State::Above => self.state = State::First(row),
            State::First(first) => self.begin(&first, Some(&row)),
            State::Table { records, from } => {
                self.data(&records, from, &row);
                self.state = State::Table { records, from };
            }
        }
        Ok(())
    }

    /// Begins the table with its first rows.
    fn begin(&mut self, first: &Row, second: Option<&Row>) {
        let others = second.into_iter().map(Row::first_column);
        let from = others.fold(first.first_column(), usize::min);
        let headers: Vec<MappedText> = (from..from + first.width(from))
            .map(|column| first.at(column))
            .collect();
        let headed = second.is_some() && records::heads(headers.iter().map(MappedText::text));
        let records = Records::new(if headed { &headers } else { &[] }, self.settings);
        records.open(&mut self.writer.builder);
        if !headed {
            self.data(&records, from, first);
        }
        if let Some(second) = second {
            self.data(&records, from, second);
        }
        self.state = State::Table { records, from };
    }

    fn data(&mut self, records: &Records, from: usize, row: &Row) {
        // What stands to the left of the table is a part of its first column.
        let from = from.min(row.first_column());
        let width = row.width(from);
        records.row(width, |at| row.at(from + at), &mut self.writer.builder);
    }

    /// Ends the sheet that is open.
    pub(super) fn end(&mut self) {
        if let State::First(row) = std::mem::replace(&mut self.state, State::Above) {
            self.begin(&row, None);
        }
        self.state = State::Above;
        self.writer.builder.close_to(self.outside);
    }
}

/// The name of a column: `A`, `B` … `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        name.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    name.iter().rev().collect()
}

/// The column of a name, and how many letters it has.
pub(super) fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter - b'A') + 1
    });
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{column, letters};

    #[test]
    fn columns_have_names() {
        for (number, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(number), name);
            assert_eq!(column(name), Some(number));
        }
        assert_eq!(column("B7"), Some(1));
        assert_eq!(column("7"), None);
    }
}
