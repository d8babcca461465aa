//! XLSX: the sheets that are shown, each cell as its text.

mod number;

use self::number::Formats;
use super::archive::Archive;
use super::relations::{main_part, of_kind, relations};
use super::sheet::{Cell, MOST_COLUMNS, Sheets, column};
use super::{Refusal, Writer, tokens};
use crate::document::Document;
use crate::input::xml::{Element, Token};
use crate::input::{Format, Problem, Settings};
use crate::text::Source;

/// Workbooks of Excel, since 2007.
pub struct Xlsx;

impl Format for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        super::no_archive(&source, settings)
    }

    fn read_bytes(
        &self,
        path: &str,
        bytes: &[u8],
        settings: &Settings,
    ) -> Result<Document, Problem> {
        super::document(path, bytes, |archive, writer| {
            read(archive, writer, settings)
        })
    }
}

fn read(archive: &mut Archive, writer: &mut Writer, settings: &Settings) -> Result<(), Refusal> {
    let main = main_part(archive, "xl/workbook.xml")?;
    let relations = relations(archive, &main)?;
    let workbook = archive.needed(&main)?;
    super::expect(&workbook, None, "workbook")?;
    let mut part = |kind: &str| match of_kind(&relations, kind) {
        Some(name) => archive.part(name).map(Option::unwrap_or_default),
        None => Ok(String::new()),
    };
    let strings = strings(&part("sharedStrings")?)?;
    let formats = Formats::read(&part("styles")?)?;
    let mut sheets = Sheets::new(writer, settings);
    for token in tokens(&workbook) {
        let Token::Open(element) = token? else {
            continue;
        };
        let hidden = matches!(element.attribute("state"), Some("hidden" | "veryHidden"));
        if &*element.name != "sheet" || hidden {
            continue;
        }
        // Both identifiers are called `id`; that of the relation has a prefix, and comes last.
        let id = element.last_attribute("id").unwrap_or_default();
        let Some(relation) = relations.iter().find(|relation| relation.id == id) else {
            continue;
        };
        if relation.kind == "worksheet"
            && let Some(text) = archive.part(&relation.target)?
        {
            sheets.sheet(element.attribute("name").unwrap_or_default());
            Sheet {
                strings: &strings,
                formats: &formats,
                row: 0,
                cells: Vec::new(),
                next: 0,
                cell: None,
            }
            .read(&text, &mut sheets)?;
        }
    }
    sheets.end();
    Ok(())
}

/// The texts that cells refer to by number.
fn strings(text: &str) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    let mut open = String::new();
    let (mut in_text, mut in_reading) = (false, false);
    for token in tokens(text) {
        match token? {
            Token::Open(element) => match &*element.name {
                "t" => in_text = !in_reading,
                "rPh" => in_reading = true,
                _ => {}
            },
            Token::Close(name) => match &*name {
                "t" => in_text = false,
                "rPh" => in_reading = false,
                "si" => strings.push(std::mem::take(&mut open)),
                _ => {}
            },
            Token::Text(text) if in_text => open.push_str(text.text()),
            Token::Text(_) => {}
        }
    }
    Ok(strings)
}

/// A cell that is open.
struct OpenCell {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    /// Whether what comes is its value.
    reads: bool,
}

/// A sheet that is read.
struct Sheet<'a> {
    strings: &'a [String],
    formats: &'a Formats,
    row: usize,
    cells: Vec<Cell>,
    /// The column of the next cell, where that does not name it.
    next: usize,
    cell: Option<OpenCell>,
}

impl Sheet<'_> {
    fn read(mut self, text: &str, sheets: &mut Sheets) -> Result<(), Refusal> {
        let mut in_reading = false;
        for token in tokens(text) {
            match token? {
                Token::Open(element) => match &*element.name {
                    "row" => {
                        let number = element.attribute("r").and_then(|it| it.parse().ok());
                        self.row = number.unwrap_or(self.row + 1);
                        self.next = 0;
                    }
                    "c" => self.cell = Some(self.open(&element)),
                    "rPh" => in_reading = true,
                    "v" | "t" => {
                        if let Some(cell) = &mut self.cell {
                            cell.reads = !in_reading;
                        }
                    }
                    _ => {}
                },
                Token::Close(name) => match &*name {
                    "row" => {
                        self.cells.sort_by_key(|(column, _)| *column);
                        self.cells.dedup_by_key(|(column, _)| *column);
                        sheets.row(self.row, &std::mem::take(&mut self.cells))?;
                    }
                    "c" => self.close(),
                    "rPh" => in_reading = false,
                    "v" | "t" => {
                        if let Some(cell) = &mut self.cell {
                            cell.reads = false;
                        }
                    }
                    // What follows says nothing of the cells' texts.
                    "sheetData" => break,
                    _ => {}
                },
                Token::Text(text) => {
                    if let Some(cell) = self.cell.as_mut().filter(|cell| cell.reads) {
                        cell.value.push_str(text.text());
                    }
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) -> OpenCell {
        let column = element.attribute("r").and_then(column).unwrap_or(self.next);
        self.next = column + 1;
        let style = element.attribute("s").and_then(|it| it.parse().ok());
        OpenCell {
            column,
            kind: element.attribute("t").unwrap_or("n").to_owned(),
            style: style.unwrap_or_default(),
            value: String::new(),
            reads: false,
        }
    }

    fn close(&mut self) {
        let Some(cell) = self.cell.take().filter(|cell| cell.column < MOST_COLUMNS) else {
            return;
        };
        let text = match &*cell.kind {
            "s" => {
                let number = cell.value.trim().parse::<usize>().ok();
                number.and_then(|at| self.strings.get(at).cloned())
            }
            "str" | "inlineStr" => Some(cell.value),
            "b" => Some(
                if cell.value.trim() == "0" {
                    "FALSE"
                } else {
                    "TRUE"
                }
                .to_owned(),
            ),
            "n" => self.formats.shown(cell.style, cell.value.trim()),
            // Errors, and dates.
            _ => None,
        };
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.cells.push((cell.column, text));
        }
    }
}
