//! The flow of a document: paragraphs, lists, tables, notes.

mod aside;
mod tables;

use self::tables::Table;
use super::notes::{Note, NoteKind, Notes};
use super::properties::{Properties, is_on};
use super::styles::{Kind, Styles};
use crate::input::office::lists::Lists;
use crate::input::office::{Refusal, Writer, tokens};
use crate::input::table::CellSpec;
use crate::input::xml::{Element, Token};

/// Text boxes in text boxes are read down to this depth.
const DEEPEST_BOX: usize = 8;

/// What is done when an element ends.
enum End {
    Nothing,
    /// Containers are closed down to this depth.
    Depth(usize),
    Paragraph,
    Cell(usize, Box<Lists>),
    Table(usize),
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    style: Kind,
    own: Properties,
    /// Those of its style.
    below: Properties,
    /// Whether its end is deleted, so that the next paragraph goes on with it.
    joins: bool,
    begun: bool,
    /// The builder's depth outside of it, its list left aside.
    depth: usize,
}

/// Reads the parts of a document, one after the other.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells of another kind of element"
)]
pub(super) struct Body<'a> {
    writer: &'a mut Writer,
    styles: &'a Styles,
    /// Whether the text read now has a unit of its own, and no paragraphs that are counted.
    aside: bool,
    ends: Vec<End>,
    /// How many elements are open in one whose contents are left out.
    skipped: usize,
    paragraph: Paragraph,
    /// How many paragraphs with a text there are so far, outside of tables.
    paragraphs: usize,
    lists: Lists,
    tables: Vec<Table>,
    table_count: usize,
    cell: Option<CellSpec>,
    run: Option<Properties>,
    /// Whether properties of a paragraph are read.
    in_paragraph_properties: bool,
    in_text: bool,
    /// Whether the document has a title above its headings.
    titled: bool,
    notes: Notes,
    /// Notes that are referred to; each is read after the paragraph or table with its mark.
    marked: Vec<Note>,
    /// A text box of the open paragraph, and how many elements are open in it.
    boxed: Option<(usize, Vec<Token>)>,
    boxes: Vec<Vec<Token>>,
    box_depth: usize,
}

impl<'a> Body<'a> {
    pub(super) fn new(writer: &'a mut Writer, styles: &'a Styles, notes: Notes) -> Self {
        Self {
            writer,
            styles,
            aside: false,
            ends: Vec::new(),
            skipped: 0,
            paragraph: Paragraph::default(),
            paragraphs: 0,
            lists: Lists::default(),
            tables: Vec::new(),
            table_count: 0,
            cell: None,
            run: None,
            in_paragraph_properties: false,
            in_text: false,
            titled: false,
            notes,
            marked: Vec::new(),
            boxed: None,
            boxes: Vec::new(),
            box_depth: 0,
        }
    }

    /// Reads the main part.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Refusal> {
        for token in tokens(text) {
            self.token(token?);
        }
        self.end_paragraph();
        self.read_notes();
        self.lists.end(&mut self.writer.builder);
        Ok(())
    }

    /// Reads what stands above or below each page.
    pub(super) fn read_margin(&mut self, text: &str, unit: &'static str) -> Result<(), Refusal> {
        let depth = self.writer.builder.depth();
        self.writer.builder.scope();
        self.writer.unit(unit);
        self.aside = true;
        self.read(text)?;
        self.aside = false;
        self.writer.builder.close_to(depth);
        Ok(())
    }

    fn token(&mut self, token: Token) {
        let Some(token) = self.box_up(token) else {
            return;
        };
        match token {
            Token::Open(_) if self.skipped > 0 => self.skipped += 1,
            Token::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Token::Open(element) if self.leaves_out(&element) => self.skipped = 1,
            Token::Open(element) => {
                let end = self.open(&element);
                self.ends.push(end);
            }
            Token::Close(name) => self.close(&name),
            Token::Text(text) if self.in_text && self.skipped == 0 => {
                self.writer.text(text.text());
            }
            Token::Text(_) => {}
        }
    }

    fn leaves_out(&self, element: &Element) -> bool {
        // In the properties of a paragraph they tell of its end.
        let moved = matches!(&*element.name, "del" | "moveFrom") && !self.in_paragraph_properties;
        moved || is_left_out(element)
    }

    /// Keeps what a text box holds until its paragraph ends; gives back what is read now.
    fn box_up(&mut self, token: Token) -> Option<Token> {
        if let Some((open, tokens)) = &mut self.boxed {
            match &token {
                Token::Open(_) => *open += 1,
                Token::Close(_) if *open == 0 => {
                    let tokens = std::mem::take(tokens);
                    self.boxed = None;
                    self.boxes.push(tokens);
                    return Some(token);
                }
                Token::Close(_) => *open -= 1,
                Token::Text(_) => {}
            }
            if let Some((_, tokens)) = &mut self.boxed {
                tokens.push(token);
            }
            return None;
        }
        let boxes = self.skipped == 0
            && matches!(&token, Token::Open(element) if &*element.name == "txbxContent");
        if boxes {
            self.boxed = Some((0, Vec::new()));
            self.ends.push(End::Nothing);
            return None;
        }
        Some(token)
    }

    fn open(&mut self, element: &Element) -> End {
        if self.in_paragraph_properties {
            self.paragraph_property(element);
            return End::Nothing;
        }
        let depth = self.writer.builder.depth();
        match &*element.name {
            "p" => {
                self.begin_cell();
                if self.paragraph.joins {
                    self.paragraph.joins = false;
                } else {
                    self.paragraph = Paragraph {
                        depth,
                        ..Paragraph::default()
                    };
                }
                return End::Paragraph;
            }
            "pPr" => self.in_paragraph_properties = true,
            "r" => {
                self.begin_paragraph();
                let depth = self.writer.builder.depth();
                self.run = Some(Properties::default());
                return End::Depth(depth);
            }
            "t" => {
                self.begin_run();
                self.in_text = true;
            }
            "tbl" => self.open_table(),
            "tr" => self.open_row(),
            "tc" => {
                self.cell = Some(CellSpec::plain(false));
                let lists = Box::new(std::mem::take(&mut self.lists));
                return End::Cell(depth, lists);
            }
            _ => {
                self.mark(element);
                return End::Nothing;
            }
        }
        match &*element.name {
            "tbl" => End::Table(depth),
            _ => End::Depth(depth),
        }
    }

    /// What stands in a run beside its text, and what is said of runs and cells.
    fn mark(&mut self, element: &Element) {
        let value = element.attribute("val");
        match &*element.name {
            "tab" if self.run.is_some() => self.shown("\t"),
            "noBreakHyphen" => self.shown("-"),
            "br" | "cr" if self.run.is_some() => {
                self.begin_run();
                self.writer.hard_break();
            }
            "sym" => match element.attribute("char") {
                Some("F0FC" | "F0FE") => self.shown("✓"),
                Some("F0FB" | "F0FD") => self.shown("✗"),
                _ => {}
            },
            "footnoteReference" => self.note(element, NoteKind::Footnote),
            "endnoteReference" => self.note(element, NoteKind::Endnote),
            "gridSpan" => {
                if let (Some(cell), Some(value)) = (&mut self.cell, value) {
                    cell.columns = value.parse().unwrap_or(1).max(1);
                }
            }
            "tblHeader" => {
                if let Some(table) = self.tables.last_mut() {
                    table.header = is_on(element);
                }
            }
            _ => {
                if let Some(run) = &mut self.run {
                    if &*element.name == "rStyle" {
                        let (_, style) = self.styles.of(value.unwrap_or_default());
                        *run = std::mem::take(run).over(&style);
                    }
                    run.take(element);
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "pPr" => self.in_paragraph_properties = false,
            "r" => self.run = None,
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                }
            }
            _ => {}
        }
        match self.ends.pop() {
            Some(End::Depth(depth)) => self.writer.builder.close_to(depth),
            Some(End::Paragraph) if !self.paragraph.joins => self.end_paragraph(),
            Some(End::Cell(depth, lists)) => {
                self.begin_cell();
                self.end_paragraph();
                self.writer.builder.close_to(depth);
                self.lists = *lists;
            }
            Some(End::Table(depth)) => {
                self.tables.pop();
                self.writer.builder.close_to(depth);
                if self.tables.is_empty() && !self.aside {
                    self.read_notes();
                }
            }
            Some(End::Paragraph | End::Nothing) | None => {}
        }
    }

    fn paragraph_property(&mut self, element: &Element) {
        let paragraph = &mut self.paragraph;
        match &*element.name {
            "pStyle" => {
                let id = element.attribute("val").unwrap_or_default();
                (paragraph.style, paragraph.below) = self.styles.of(id);
            }
            "outlineLvl" | "numId" | "ilvl" => paragraph.own.take(element),
            // The mark of the paragraph's end, deleted or moved away.
            "del" | "moveFrom" => paragraph.joins = true,
            _ => {}
        }
    }

    /// Begins the open paragraph, once something stands in it.
    fn begin_paragraph(&mut self) {
        if self.paragraph.begun {
            return;
        }
        self.paragraph.begun = true;
        let properties = self.paragraph.own.clone().over(&self.paragraph.below);
        let style = self.paragraph.style;
        let builder = &mut self.writer.builder;
        let item = properties.item().filter(|_| properties.heading().is_none());
        if item.is_none() {
            self.lists.end(builder);
        }
        self.place();
        let builder = &mut self.writer.builder;
        match (style, properties.heading(), item) {
            (Kind::Contents, _, _) => builder.mute(),
            (Kind::Title, _, _) => {
                self.titled = true;
                builder.heading(1);
            }
            (Kind::Text, Some(level), _) => builder.heading(level + u8::from(self.titled)),
            (Kind::Text, None, Some(depth)) => {
                self.lists.item(depth, builder);
                self.paragraph.depth = builder.depth();
            }
            (Kind::Text, None, None) => {}
        }
    }

    /// Names the place of the paragraph that begins.
    fn place(&mut self) {
        if let Some(table) = self.tables.last() {
            let Table {
                number,
                row,
                column,
                ..
            } = table;
            let unit = format!("table {number}, row {}, column {column}", row + 1);
            self.writer.unit(unit);
        } else if !self.aside {
            self.paragraphs += 1;
            self.writer.unit(format!("paragraph {}", self.paragraphs));
        }
    }

    fn end_paragraph(&mut self) {
        if self.paragraph.begun {
            self.writer.end_block();
            self.writer.builder.close_to(self.paragraph.depth);
        }
        self.paragraph = Paragraph::default();
        let boxes = std::mem::take(&mut self.boxes);
        if self.box_depth == DEEPEST_BOX {
            return;
        }
        self.box_depth += 1;
        for tokens in boxes {
            self.replay(tokens);
        }
        self.box_depth -= 1;
        if self.tables.is_empty() && !self.aside {
            self.read_notes();
        }
    }

    /// Gives what follows in the run its properties.
    fn begin_run(&mut self) {
        let style = self.paragraph.below.clone();
        let Some(run) = self.run.replace(Properties::default()) else {
            return;
        };
        let builder = &mut self.writer.builder;
        if run.hidden.or(style.hidden) == Some(true) || run.struck == Some(true) {
            builder.mute();
        }
        if run.bold.or(style.bold) == Some(true) {
            builder.strong();
        }
        if run.raised == Some(true) {
            builder.raise();
        }
    }

    fn shown(&mut self, text: &str) {
        self.begin_paragraph();
        self.begin_run();
        self.writer.text(text);
    }

    fn replay(&mut self, tokens: Vec<Token>) {
        let run = self.run.take();
        for token in tokens {
            self.token(token);
        }
        self.run = run;
    }
}

/// What is no text as it is printed: earlier properties, what stands for a newer feature in older
/// programs, the reading of a character, the text of a field's instruction.
fn is_left_out(element: &Element) -> bool {
    matches!(
        &*element.name,
        "pPrChange"
            | "rPrChange"
            | "tblPrChange"
            | "trPrChange"
            | "tcPrChange"
            | "sectPrChange"
            | "Fallback"
            | "rt"
            | "instrText"
            | "delText"
            | "sectPr"
            | "sdtPr"
            | "docPr"
            | "tabs"
    )
}
