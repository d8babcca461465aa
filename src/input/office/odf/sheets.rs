//! The sheets of a file, each cell as the text that it shows.

use super::spaces::{Space, collapsed, space};
use crate::input::Settings;
use crate::input::office::sheet::{Cell, MOST_COLUMNS, Sheets};
use crate::input::office::{Refusal, Writer, tokens};
use crate::input::xml::{Element, Token};

struct Reader<'a> {
    sheets: Sheets<'a>,
    /// The number of the row that is open, from 1, and for how many it stands.
    row: usize,
    rows: usize,
    cells: Vec<Cell>,
    column: usize,
    /// The text of the open cell, and for how many cells it stands.
    cell: Option<(String, usize)>,
    in_paragraph: bool,
    /// How many elements are open in one whose contents are left out.
    skipped: usize,
}

pub(super) fn read(text: &str, writer: &mut Writer, settings: &Settings) -> Result<(), Refusal> {
    let mut reader = Reader {
        sheets: Sheets::new(writer, settings),
        row: 0,
        rows: 1,
        cells: Vec::new(),
        column: 0,
        cell: None,
        in_paragraph: false,
        skipped: 0,
    };
    for token in tokens(text) {
        match token? {
            Token::Open(_) if reader.skipped > 0 => reader.skipped += 1,
            Token::Close(_) if reader.skipped > 0 => reader.skipped -= 1,
            Token::Open(element) if is_left_out(&element) => reader.skipped = 1,
            Token::Open(element) => reader.open(&element),
            Token::Close(name) => reader.close(&name)?,
            Token::Text(text) if reader.in_paragraph && reader.skipped == 0 => {
                reader.push(&collapsed(text.text()));
            }
            Token::Text(_) => {}
        }
    }
    reader.sheets.end();
    Ok(())
}

impl Reader<'_> {
    fn open(&mut self, element: &Element) {
        let count = |name: &str| {
            let count = element.attribute(name).and_then(|count| count.parse().ok());
            count.unwrap_or(1).max(1)
        };
        match &*element.name {
            "table" => {
                self.row = 0;
                self.sheets
                    .sheet(element.attribute("name").unwrap_or_default());
            }
            "table-row" => {
                self.rows = count("number-rows-repeated");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some((String::new(), count("number-columns-repeated")));
            }
            "p" => {
                if self.cell.as_ref().is_some_and(|(text, _)| !text.is_empty()) {
                    self.push("\n");
                }
                self.in_paragraph = true;
            }
            _ => match space(element) {
                Some(Space::Text(text)) => self.push(&text),
                Some(Space::Break) => self.push("\n"),
                None => {}
            },
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                let Some((text, count)) = self.cell.take() else {
                    return Ok(());
                };
                let end = self.column.saturating_add(count);
                if !text.trim().is_empty() {
                    let columns = self.column..end.min(MOST_COLUMNS);
                    self.cells
                        .extend(columns.map(|column| (column, text.clone())));
                }
                self.column = end;
            }
            "table-row" => {
                // Rows that are all the same say it once.
                self.sheets
                    .row(self.row + 1, &std::mem::take(&mut self.cells))?;
                self.row = self.row.saturating_add(self.rows);
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some((cell, _)) = &mut self.cell {
            cell.push_str(text);
        }
    }
}

fn is_left_out(element: &Element) -> bool {
    matches!(
        &*element.name,
        "annotation" | "tracked-changes" | "shapes" | "forms" | "ruby-text" | "automatic-styles"
    )
}
