//! Tables with separators between their cells: CSV and TSV.
//!
//! The separator is that which divides the first lines most evenly. The first row heads the
//! columns where it reads like one; then each row is a record, or a line of a talk.

mod cells;

use std::borrow::Cow;

use self::cells::{Cell, Rows, separator};
use super::builder::Builder;
use super::escape::unescaped;
use super::records::{self, MOST_CELLS, Records};
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// CSV, with any of `,`, `;`, tab and `|` between its cells.
pub struct Csv;

/// TSV.
pub struct Tsv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let separator = separator(source.text());
        read(source, settings, separator)
    }
}

impl Format for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        read(source, settings, b'\t')
    }
}

fn read(source: Source, settings: &Settings, separator: u8) -> Result<Document, Problem> {
    let text = source.text();
    let cells = |row: Vec<Cell>| row.iter().filter(|cell| !cell.span.is_empty()).count();
    if Rows::new(text, separator).map(cells).sum::<usize>() > MOST_CELLS {
        return Err(Problem {
            path: source.name().to_string(),
            message: records::too_many(),
        });
    }
    let mut rows = Rows::new(text, separator);
    let first = rows.next().unwrap_or_default();
    let second = rows.next();
    let headed = second.as_deref().is_some_and(|second| {
        let labels = first.iter().map(|cell| &text[cell.span.range()]);
        first.len() > 1 && second.len() > 1 && records::heads(labels)
    });
    let headers: Vec<MappedText> = if headed {
        first.iter().map(|cell| mapped(text, *cell)).collect()
    } else {
        Vec::new()
    };
    let records = Records::new(&headers, settings);
    let mut builder = Builder::new(true);
    records.open(&mut builder);
    let body = (!headed)
        .then_some(first)
        .into_iter()
        .chain(second)
        .chain(rows);
    for row in body {
        records.row(row.len(), |at| mapped(text, row[at]), &mut builder);
    }
    Ok(builder.finish(source))
}

/// The cells of one row that stands at `span` of a text, with commas between them.
pub(super) fn cells_of(text: &str, span: Span) -> Vec<MappedText> {
    let row = &text[..span.end];
    let row = Rows::spaced(row, span.start).next().unwrap_or_default();
    row.iter().map(|cell| mapped(text, *cell)).collect()
}

/// The text of a cell; in one with quotes two of them stand for one.
fn mapped(text: &str, cell: Cell) -> MappedText {
    if !cell.quoted {
        return MappedText::verbatim(&text[cell.span.range()], cell.span.start);
    }
    let quote = |rest: &str| rest.starts_with("\"\"").then_some((2, Cow::Borrowed("\"")));
    unescaped(text, cell.span, |c| c == '"', quote)
}
