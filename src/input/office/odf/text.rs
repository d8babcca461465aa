//! The flow of a text: paragraphs, lists, tables, notes.

use super::spaces::{Space, collapsed, space};
use super::styles::Styles;
use crate::input::office::{Refusal, Writer, tokens};
use crate::input::table::CellSpec;
use crate::input::xml::{Element, Token};

/// What stands in a paragraph and is a text by itself is read down to this depth.
const DEEPEST: usize = 8;

/// What is done when an element ends.
enum End {
    Nothing,
    /// Containers are closed down to this depth.
    Depth(usize),
    Paragraph(usize),
    Table(usize),
}

/// What is read after the paragraph that it stands in.
struct Later {
    /// The label of the note that it is, and the name of its unit.
    note: Option<(String, String)>,
    tokens: Vec<Token>,
}

struct Table {
    number: usize,
    row: usize,
    column: usize,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells of another kind of element"
)]
struct Reader<'a> {
    writer: &'a mut Writer,
    styles: &'a Styles,
    ends: Vec<End>,
    /// How many elements are open in one whose contents are left out.
    skipped: usize,
    in_paragraph: bool,
    paragraphs: usize,
    tables: Vec<Table>,
    table_count: usize,
    in_header: bool,
    titled: bool,
    /// How many notes of each kind there are.
    notes: [usize; 2],
    /// What is kept for later, and how many elements are open in it.
    keeping: Option<(usize, Later)>,
    later: Vec<Later>,
    marked: Vec<Later>,
    /// How many texts in texts are read.
    nesting: usize,
    /// Whether the text read now has a unit of its own.
    aside: bool,
}

pub(super) fn read(text: &str, styles: &Styles, writer: &mut Writer) -> Result<(), Refusal> {
    let mut reader = Reader {
        writer,
        styles,
        ends: Vec::new(),
        skipped: 0,
        in_paragraph: false,
        paragraphs: 0,
        tables: Vec::new(),
        table_count: 0,
        in_header: false,
        titled: false,
        notes: [0, 0],
        keeping: None,
        later: Vec::new(),
        marked: Vec::new(),
        nesting: 0,
        aside: false,
    };
    for token in tokens(text) {
        reader.token(token?);
    }
    Ok(())
}

impl Reader<'_> {
    fn token(&mut self, token: Token) {
        let Some(token) = self.keep(token) else {
            return;
        };
        match token {
            Token::Open(_) if self.skipped > 0 => self.skipped += 1,
            Token::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Token::Open(element) if is_left_out(&element) => self.skipped = 1,
            Token::Open(element) => {
                let end = self.open(&element);
                self.ends.push(end);
            }
            Token::Close(name) => self.close(&name),
            Token::Text(text) if self.in_paragraph && self.skipped == 0 => {
                self.writer.text(&collapsed(text.text()));
            }
            Token::Text(_) => {}
        }
    }

    /// Keeps notes and whole paragraphs that stand in a paragraph until that ends; gives back
    /// what is read now.
    fn keep(&mut self, token: Token) -> Option<Token> {
        if let Some((open, later)) = &mut self.keeping {
            match &token {
                Token::Open(_) => *open += 1,
                Token::Close(_) => *open -= 1,
                Token::Text(_) => {}
            }
            later.tokens.push(token);
            if *open == 0
                && let Some((_, later)) = self.keeping.take()
            {
                let waiting = match later.note {
                    Some(_) => &mut self.marked,
                    None => &mut self.later,
                };
                waiting.push(later);
            }
            return None;
        }
        let Token::Open(element) = &token else {
            return Some(token);
        };
        if self.skipped > 0 || !self.in_paragraph {
            return Some(token);
        }
        let note = match &*element.name {
            "note" => Some(self.note(element)),
            "p" | "h" | "list" | "table" => None,
            _ => return Some(token),
        };
        let tokens = vec![token];
        self.keeping = Some((1, Later { note, tokens }));
        None
    }

    /// The label and the unit of the note that is marked here.
    fn note(&mut self, element: &Element) -> (String, String) {
        let endnote = element.attribute("note-class") == Some("endnote");
        let count = &mut self.notes[usize::from(endnote)];
        *count += 1;
        let (label, unit) = if endnote {
            (format!("e{count}"), format!("endnote {count}"))
        } else {
            (count.to_string(), format!("footnote {count}"))
        };
        if !self.writer.builder.muted() {
            self.writer.builder.reference(&label);
        }
        (label, unit)
    }

    fn open(&mut self, element: &Element) -> End {
        let depth = self.writer.builder.depth();
        match &*element.name {
            "h" | "p" => {
                self.begin_paragraph(element);
                return End::Paragraph(depth);
            }
            "list" => self.writer.builder.list(),
            "list-item" | "list-header" => self.writer.builder.item(),
            "span" => {
                let style = self.styles.of(name_of(element));
                let builder = &mut self.writer.builder;
                if style.unseen == Some(true) {
                    builder.mute();
                }
                if style.bold == Some(true) {
                    builder.strong();
                }
                if style.raised == Some(true) {
                    builder.raise();
                }
            }
            "table" => {
                self.table_count += 1;
                self.tables.push(Table {
                    number: self.table_count,
                    row: 0,
                    column: 0,
                });
                self.writer.builder.table();
                return End::Table(depth);
            }
            "table-header-rows" => self.in_header = true,
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                    table.column = 0;
                }
                self.writer.builder.row();
            }
            "table-cell" => self.cell(element),
            "covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column += 1;
                }
            }
            _ if self.in_paragraph => match space(element) {
                Some(Space::Text(text)) => self.writer.text(&text),
                Some(Space::Break) => self.writer.hard_break(),
                None => {}
            },
            _ => return End::Nothing,
        }
        End::Depth(depth)
    }

    fn begin_paragraph(&mut self, element: &Element) {
        self.in_paragraph = true;
        let style = self.styles.of(name_of(element));
        let level = element.attribute("outline-level");
        let level: u8 = level.and_then(|level| level.parse().ok()).unwrap_or(1);
        if let Some(table) = self.tables.last() {
            let Table {
                number,
                row,
                column,
            } = table;
            let unit = format!("table {number}, row {row}, column {column}");
            self.writer.unit(unit);
        } else if !self.aside {
            self.writer
                .unit(format!("paragraph {}", self.paragraphs + 1));
        }
        let builder = &mut self.writer.builder;
        if &*element.name == "h" {
            builder.heading(level.saturating_add(u8::from(self.titled)));
        } else if style.title {
            self.titled = true;
            builder.heading(1);
        }
        if style.unseen == Some(true) {
            builder.mute();
        }
        if style.bold == Some(true) {
            builder.strong();
        }
    }

    fn cell(&mut self, element: &Element) {
        let count = |name: &str| {
            let count = element.attribute(name).and_then(|count| count.parse().ok());
            count.unwrap_or(1).max(1)
        };
        if let Some(table) = self.tables.last_mut() {
            table.column += 1;
        }
        self.writer.builder.cell(CellSpec {
            header: self.in_header,
            columns: count("number-columns-spanned"),
            rows: count("number-rows-spanned"),
            names: false,
        });
    }

    fn close(&mut self, name: &str) {
        if name == "table-header-rows" {
            self.in_header = false;
        }
        match self.ends.pop() {
            Some(End::Depth(depth)) => self.writer.builder.close_to(depth),
            Some(End::Paragraph(depth)) => self.end_paragraph(depth),
            Some(End::Table(depth)) => {
                self.tables.pop();
                self.writer.builder.close_to(depth);
                self.read_notes();
            }
            Some(End::Nothing) | None => {}
        }
    }

    fn end_paragraph(&mut self, depth: usize) {
        self.in_paragraph = false;
        let said = !self.writer.builder.at_start();
        if said && self.tables.is_empty() && !self.aside {
            self.paragraphs += 1;
        }
        self.writer.end_block();
        self.writer.builder.close_to(depth);
        for later in std::mem::take(&mut self.later) {
            self.replay(later.tokens);
        }
        self.read_notes();
    }

    /// Reads the notes that are marked in what has ended, so that they stand in its section.
    fn read_notes(&mut self) {
        if !self.tables.is_empty() || self.aside {
            return;
        }
        for later in std::mem::take(&mut self.marked) {
            let Some((label, unit)) = later.note else {
                continue;
            };
            let depth = self.writer.builder.depth();
            self.writer.unit(unit);
            self.writer.builder.footnote(&label);
            self.aside = true;
            self.replay(later.tokens);
            self.aside = false;
            self.writer.builder.close_to(depth);
        }
    }

    fn replay(&mut self, tokens: Vec<Token>) {
        if self.nesting == DEEPEST {
            return;
        }
        self.nesting += 1;
        for token in tokens {
            self.token(token);
        }
        self.nesting -= 1;
    }
}

fn name_of(element: &Element) -> &str {
    element.attribute("style-name").unwrap_or_default()
}

/// What is no text as it is printed: deleted text, comments, lists of headings, the signs of
/// notes, descriptions of pictures.
fn is_left_out(element: &Element) -> bool {
    matches!(
        &*element.name,
        "tracked-changes"
            | "annotation"
            | "table-of-content"
            | "illustration-index"
            | "table-index"
            | "object-index"
            | "user-index"
            | "alphabetical-index"
            | "bibliography"
            | "note-citation"
            | "ruby-text"
            | "title"
            | "desc"
            | "forms"
            | "automatic-styles"
    )
}
