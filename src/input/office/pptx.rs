//! PPTX: the slides that are shown, each with its notes.

use super::archive::Archive;
use super::lists::Lists;
use super::relations::{main_part, of_kind, relations};
use super::{Refusal, Writer, tokens};
use crate::document::Document;
use crate::input::table::CellSpec;
use crate::input::xml::{Element, Token};
use crate::input::{Format, Problem, Settings};
use crate::text::Source;

/// Presentations of PowerPoint, since 2007.
pub struct Pptx;

impl Format for Pptx {
    fn name(&self) -> &'static str {
        "pptx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pptx", "pptm", "ppsx", "potx"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        super::no_archive(&source, settings)
    }

    fn read_bytes(&self, path: &str, bytes: &[u8], _: &Settings) -> Result<Document, Problem> {
        super::document(path, bytes, read)
    }
}

fn read(archive: &mut Archive, writer: &mut Writer) -> Result<(), Refusal> {
    let main = main_part(archive, "ppt/presentation.xml")?;
    let all = relations(archive, &main)?;
    let mut number = 0;
    let presentation = archive.needed(&main)?;
    super::expect(&presentation, None, "presentation")?;
    for token in tokens(&presentation) {
        let Token::Open(element) = token? else {
            continue;
        };
        let id = element.last_attribute("id").unwrap_or_default();
        let slide = all.iter().find(|it| it.id == id && it.kind == "slide");
        let Some(slide) = slide.filter(|_| &*element.name == "sldId") else {
            continue;
        };
        number += 1;
        let text = archive.needed(&slide.target)?;
        let shapes = Shapes::read(&text)?;
        if shapes.hidden {
            continue;
        }
        let depth = writer.builder.depth();
        writer.builder.scope();
        Slide::new(writer, format!("slide {number}")).write(shapes);
        let beside = relations(archive, &slide.target)?;
        if let Some(notes) = of_kind(&beside, "notesSlide")
            && let Some(text) = archive.part(notes)?
        {
            let mut notes = Shapes::read(&text)?;
            // The others are a picture of the slide, its number and the date.
            notes.all.retain(|shape| shape.role == Role::Body);
            notes
                .all
                .iter_mut()
                .for_each(|shape| shape.role = Role::Plain);
            Slide::new(writer, format!("slide {number}, notes")).write(notes);
        }
        writer.builder.close_to(depth);
    }
    Ok(())
}

/// What a shape is on its slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    /// Paragraphs with bullets, unless they say otherwise.
    Body,
    Plain,
    /// The number of the slide, the date, what stands on every slide.
    Margin,
}

struct Shape {
    role: Role,
    tokens: Vec<Token>,
}

/// The shapes of a slide.
struct Shapes {
    hidden: bool,
    all: Vec<Shape>,
}

impl Shapes {
    fn read(text: &str) -> Result<Self, Refusal> {
        let mut shapes = Self {
            hidden: false,
            all: Vec::new(),
        };
        let mut open: Option<(usize, Shape)> = None;
        let mut depth = 0_usize;
        // What older programs show instead of a newer shape.
        let mut skipped: Option<usize> = None;
        for token in tokens(text) {
            let token = token?;
            match &token {
                Token::Open(element) => {
                    depth += 1;
                    let name = &*element.name;
                    if name == "Fallback" && skipped.is_none() {
                        skipped = Some(depth);
                    } else if name == "sld" {
                        shapes.hidden = element.attribute("show") == Some("0");
                    } else if open.is_none() && matches!(name, "sp" | "graphicFrame" | "cxnSp") {
                        let shape = Shape {
                            role: Role::Plain,
                            tokens: Vec::new(),
                        };
                        open = Some((depth, shape));
                    } else if name == "ph"
                        && let Some((_, shape)) = &mut open
                    {
                        shape.role = role(element);
                    }
                }
                Token::Close(_) => depth = depth.saturating_sub(1),
                Token::Text(_) => {}
            }
            if let Some(since) = skipped {
                skipped = Some(since).filter(|_| depth >= since);
                continue;
            }
            if let Some((since, shape)) = &mut open {
                shape.tokens.push(token);
                if depth < *since {
                    shapes.all.extend(open.take().map(|(_, shape)| shape));
                }
            }
        }
        // A title heads its slide, wherever it was drawn.
        shapes.all.sort_by_key(|shape| shape.role != Role::Title);
        Ok(shapes)
    }
}

fn role(placeholder: &Element) -> Role {
    match placeholder.attribute("type").unwrap_or("obj") {
        "title" | "ctrTitle" => Role::Title,
        "body" | "obj" => Role::Body,
        "sldNum" | "dt" | "ftr" | "hdr" | "sldImg" => Role::Margin,
        _ => Role::Plain,
    }
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    depth: u8,
    bullet: Option<bool>,
    begun: bool,
}

/// Writes the shapes of one slide.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells of another kind of element"
)]
struct Slide<'a> {
    writer: &'a mut Writer,
    role: Role,
    lists: Lists,
    paragraph: Paragraph,
    /// The builder's depth outside of the heading and of the run that are open.
    heading: Option<usize>,
    run: Option<usize>,
    in_text: bool,
    in_field: bool,
    /// The builder's depth outside of the open cell, row and table.
    open: Vec<usize>,
    /// Whether the row that comes heads the open table.
    headed: bool,
    in_table: bool,
}

impl<'a> Slide<'a> {
    fn new(writer: &'a mut Writer, unit: String) -> Self {
        writer.unit(unit);
        Self {
            writer,
            role: Role::Plain,
            lists: Lists::default(),
            paragraph: Paragraph::default(),
            heading: None,
            run: None,
            in_text: false,
            in_field: false,
            open: Vec::new(),
            headed: false,
            in_table: false,
        }
    }

    fn write(mut self, shapes: Shapes) {
        for shape in shapes.all {
            if shape.role == Role::Margin {
                continue;
            }
            self.role = shape.role;
            for token in shape.tokens {
                match token {
                    Token::Open(element) => self.open(&element),
                    Token::Close(name) => self.close(&name),
                    Token::Text(text) if self.in_text => self.writer.text(text.text()),
                    Token::Text(_) => {}
                }
            }
            self.lists.end(&mut self.writer.builder);
            self.writer.builder.divide();
        }
    }

    fn open(&mut self, element: &Element) {
        let depth = self.writer.builder.depth();
        let on = |name: &str| matches!(element.attribute(name), Some("1" | "true"));
        match &*element.name {
            "p" => self.paragraph = Paragraph::default(),
            "pPr" => {
                let level = element
                    .attribute("lvl")
                    .and_then(|level| level.parse().ok());
                self.paragraph.depth = level.unwrap_or_default();
            }
            "buNone" => self.paragraph.bullet = Some(false),
            "buChar" | "buAutoNum" | "buBlip" => self.paragraph.bullet = Some(true),
            "r" => {
                self.begin_paragraph();
                self.run = Some(self.writer.builder.depth());
            }
            "rPr" if self.run.is_some() => {
                let builder = &mut self.writer.builder;
                if element
                    .attribute("strike")
                    .is_some_and(|kind| kind != "noStrike")
                {
                    builder.mute();
                }
                if on("b") {
                    builder.strong();
                }
                let raised = element.attribute("baseline");
                if raised.is_some_and(|raised| !raised.starts_with(['-', '0'])) {
                    builder.raise();
                }
            }
            "fld" => self.in_field = true,
            "t" => {
                self.begin_paragraph();
                self.in_text = !self.in_field;
            }
            "br" => {
                self.begin_paragraph();
                self.writer.hard_break();
            }
            "tbl" => {
                self.headed = false;
                self.in_table = true;
                self.open.push(depth);
                self.writer.builder.table();
            }
            "tblPr" => self.headed = on("firstRow"),
            "tr" => {
                self.open.push(depth);
                self.writer.builder.row();
            }
            "tc" => self.cell(element, depth),
            _ => {}
        }
    }

    fn cell(&mut self, element: &Element, depth: usize) {
        self.open.push(depth);
        // What a wide or a high cell covers is written as empty cells.
        if element.attribute("hMerge").is_some() || element.attribute("vMerge").is_some() {
            self.writer.builder.mute();
            return;
        }
        let count = |name: &str| {
            let count = element.attribute(name).and_then(|count| count.parse().ok());
            count.unwrap_or(1).max(1)
        };
        self.writer.builder.cell(CellSpec {
            header: self.headed,
            columns: count("gridSpan"),
            rows: count("rowSpan"),
            names: false,
        });
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "fld" => self.in_field = false,
            "r" => {
                if let Some(depth) = self.run.take() {
                    self.writer.builder.close_to(depth);
                }
            }
            "p" if self.paragraph.begun => {
                self.writer.end_block();
                if let Some(depth) = self.heading.take() {
                    self.writer.builder.close_to(depth);
                }
            }
            "tbl" | "tr" | "tc" => {
                self.lists.end(&mut self.writer.builder);
                if let Some(depth) = self.open.pop() {
                    self.writer.builder.close_to(depth);
                }
                self.headed &= name != "tr";
                self.in_table &= name != "tbl";
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) {
        if std::mem::replace(&mut self.paragraph.begun, true) {
            return;
        }
        let builder = &mut self.writer.builder;
        let bullet = self.paragraph.bullet;
        if self.role == Role::Title {
            self.heading = Some(builder.depth());
            builder.heading(1);
        } else if !self.in_table && bullet.unwrap_or(self.role == Role::Body) {
            self.lists.item(self.paragraph.depth, builder);
        } else {
            self.lists.end(builder);
        }
    }
}
