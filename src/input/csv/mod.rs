//! Tables with separators between their cells: CSV and TSV.
//!
//! The separator is that which divides the first lines most evenly. The first row heads the
//! columns where it reads like one; then each row is a record, or a line of a talk.

mod cells;

use std::borrow::Cow;

use self::cells::{Cell, Rows, separator};
use super::builder::Builder;
use super::data::{self, FieldRole, role};
use super::escape::unescaped;
use super::table::CellSpec;
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source};

/// A table of more cells with a text than this is refused.
pub const MOST_CELLS: usize = 1_000_000;

/// A longer cell heads no column, in characters.
const LONGEST_HEADER: usize = 60;

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
            message: format!("a table of more than {MOST_CELLS} cells; divide it"),
        });
    }
    let mut rows = Rows::new(text, separator);
    let first = rows.next().unwrap_or_default();
    let second = rows.next();
    let headed = second
        .as_deref()
        .is_some_and(|second| heads(text, &first, second));
    let headers: Vec<MappedText> = if headed {
        first.iter().map(|cell| header(text, *cell)).collect()
    } else {
        Vec::new()
    };
    let mut table = Table {
        text,
        columns: columns(&headers, settings),
        headers,
        builder: Builder::new(true),
    };
    table.open();
    let body = (!headed)
        .then_some(first)
        .into_iter()
        .chain(second)
        .chain(rows);
    for row in body {
        table.row(&row);
    }
    let builder = table.builder;
    Ok(builder.finish(source))
}

/// What the columns are.
#[derive(Default)]
struct Columns {
    /// Those that are left out.
    skipped: Vec<bool>,
    /// The one that names its row.
    name: Option<usize>,
    /// Who speaks, and what.
    talk: Option<(usize, usize)>,
    /// Whether the first has no name, so that the others may be the things.
    bare_corner: bool,
}

fn columns(headers: &[MappedText], settings: &Settings) -> Columns {
    let roles: Vec<Option<FieldRole>> = headers.iter().map(|its| role(its.text())).collect();
    let find = |wanted: FieldRole| roles.iter().position(|role| *role == Some(wanted));
    let named = !settings.fields.is_empty();
    let skipped = headers.iter().zip(&roles).map(|(header, role)| {
        let by_role = *role == Some(FieldRole::Skip) && !named;
        by_role || !settings.takes(&[header.text()])
    });
    let ranked = roles
        .iter()
        .enumerate()
        .filter_map(|(at, role)| match role {
            Some(FieldRole::Name(rank)) => Some((0, *rank, at)),
            Some(FieldRole::Title) => Some((1, 0, at)),
            _ => None,
        });
    Columns {
        skipped: skipped.collect(),
        name: ranked.min().map(|(_, _, at)| at),
        talk: find(FieldRole::Speaker).zip(find(FieldRole::Text)),
        bare_corner: headers.first().is_some_and(MappedText::is_blank),
    }
}

struct Table<'s> {
    text: &'s str,
    headers: Vec<MappedText>,
    columns: Columns,
    builder: Builder,
}

impl Table<'_> {
    /// Begins the table with the row of its headers.
    fn open(&mut self) {
        if self.columns.talk.is_some() {
            return;
        }
        if self.columns.bare_corner {
            self.builder.table();
        } else {
            self.builder.records();
        }
        if self.headers.is_empty() {
            return;
        }
        let depth = self.builder.depth();
        self.builder.row();
        for (at, header) in self.headers.iter().enumerate() {
            if !self.columns.skipped[at] {
                let inner = self.builder.depth();
                self.builder.cell(CellSpec::plain(true));
                self.builder.mapped(header);
                self.builder.close_to(inner);
            }
        }
        self.builder.close_to(depth);
    }

    fn row(&mut self, cells: &[Cell]) {
        if let Some((speaker, text)) = self.columns.talk {
            return self.speech(cells.get(speaker), cells.get(text));
        }
        let depth = self.builder.depth();
        self.builder.row();
        let inner = self.builder.depth();
        for (at, cell) in cells.iter().enumerate() {
            if self.columns.skipped.get(at) == Some(&true) {
                continue;
            }
            self.builder.cell(CellSpec {
                names: self.columns.name == Some(at),
                ..CellSpec::plain(false)
            });
            if !cell.span.is_empty() {
                data::cell(&mapped(self.text, *cell), &mut self.builder);
            }
            self.builder.close_to(inner);
        }
        self.builder.close_to(depth);
    }

    fn speech(&mut self, speaker: Option<&Cell>, text: Option<&Cell>) {
        let Some(said) = text.map(|cell| mapped(self.text, *cell)) else {
            return;
        };
        let speaker = speaker.map(|cell| mapped(self.text, *cell));
        let line = match speaker.filter(|speaker| !speaker.is_blank()) {
            Some(speaker) => data::spoken(&speaker, &said),
            None => said,
        };
        data::field(&line, &mut self.builder);
        self.builder.end_block();
    }
}

/// Whether a first row heads the columns: its cells are short and hold no numbers and no
/// sentences, and but for the first none is empty.
fn heads(text: &str, first: &[Cell], second: &[Cell]) -> bool {
    let label = |(at, cell): (usize, &Cell)| {
        let label = text[cell.span.range()].trim();
        let empty = at == 0 && label.is_empty();
        let words = label.chars().any(char::is_alphabetic)
            && !label.starts_with(|c: char| c.is_ascii_digit())
            && !label.ends_with(['.', '。', '!', '！', '?', '？'])
            && label.chars().nth(LONGEST_HEADER).is_none();
        empty || words
    };
    first.len() > 1 && second.len() > 1 && first.iter().enumerate().all(label)
}

/// A header in words, where it is written as names of fields are.
fn header(text: &str, cell: Cell) -> MappedText {
    let header = mapped(text, cell);
    if header.text().contains(' ') {
        header
    } else {
        data::in_words(&header)
    }
}

/// The text of a cell; in one with quotes two of them stand for one.
fn mapped(text: &str, cell: Cell) -> MappedText {
    if !cell.quoted {
        return MappedText::verbatim(&text[cell.span.range()], cell.span.start);
    }
    let quote = |rest: &str| rest.starts_with("\"\"").then_some((2, Cow::Borrowed("\"")));
    unescaped(text, cell.span, |c| c == '"', quote)
}
