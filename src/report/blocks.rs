//! What `blocks` prints: each block of a document with its context.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use crate::document::{BlockId, BlockKind, Document, Inherited};

use super::concise::printable;

/// One block of a document as `blocks` prints it; texts are without markup.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockView {
    path: String,
    /// 1-based; where the block begins.
    line: u32,
    /// 1-based, in Unicode scalar values.
    column: u32,
    /// The paragraph, slide or cell, in a file that has no lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Arc<str>>,
    /// Half-open, in the decoded UTF-8 text, markup inside included.
    bytes: [usize; 2],
    kind: &'static str,
    text: String,
    /// The headings above it, from the outermost.
    headings: Vec<String>,
    /// The sentence before its list, then those of the lists around it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    leads: Vec<String>,
    /// The run-in heading that its text begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_in: Option<String>,
    /// The block with the run-in heading or term that it continues.
    #[serde(skip_serializing_if = "Option::is_none")]
    continues: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<CellView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    /// The marks of the footnotes that it refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<String>,
    /// The mark of the footnote that it is the text of.
    #[serde(skip_serializing_if = "Option::is_none")]
    footnote: Option<String>,
    quoted: bool,
}

/// The place of a cell; rows and columns count from 0.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CellView {
    table: usize,
    row: usize,
    column: usize,
    /// How many columns it covers.
    columns: usize,
    header: bool,
    row_headers: Vec<String>,
    column_headers: Vec<String>,
}

/// A block of a document with what it inherits.
///
/// # Panics
///
/// When the document has no such block.
#[must_use]
pub fn block_view(document: &Document, id: BlockId) -> BlockView {
    let block = &document.blocks[id];
    let text_of = |id: BlockId| document.blocks[id].text.text().to_owned();
    let part = |span: crate::text::Span| block.text.text()[span.range()].to_owned();
    let span = block.text.whole().unwrap_or_default();
    let start = document.source.position(span.start);
    let inherited = document.inherited(id);
    let mut headings: Vec<String> = Vec::new();
    let mut leads = Vec::new();
    for inherited in inherited {
        match inherited {
            Inherited::Heading(at) => headings.push(text_of(at)),
            Inherited::Lead(at) => leads.push(text_of(at)),
            _ => {}
        }
    }
    headings.reverse();
    let mark = |at: usize| document.footnotes[at].mark.clone();
    BlockView {
        path: document.source.name().to_string(),
        line: start.line,
        column: start.column,
        unit: document.source.unit(span.start).cloned(),
        bytes: [span.start, span.end],
        kind: kind_name(block.kind),
        text: block.text.text().to_owned(),
        headings,
        leads,
        run_in: block.run_in.map(part),
        continues: block.continues.map(text_of),
        cell: block.cell.as_ref().map(|cell| CellView {
            table: cell.table,
            row: cell.row,
            column: cell.column,
            columns: cell.columns,
            header: cell.header,
            row_headers: cell.row_headers.iter().map(|&at| text_of(at)).collect(),
            column_headers: cell.column_headers.iter().map(|&at| text_of(at)).collect(),
        }),
        speaker: block.speaker.map(part),
        marks: block.marks.iter().map(|its| mark(its.footnote)).collect(),
        footnote: block.footnote.map(mark),
        quoted: block.quoted,
    }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(1) => "heading-1",
        BlockKind::Heading(2) => "heading-2",
        BlockKind::Heading(3) => "heading-3",
        BlockKind::Heading(4) => "heading-4",
        BlockKind::Heading(5) => "heading-5",
        BlockKind::Heading(_) => "heading-6",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::Cell => "cell",
        BlockKind::Attribute => "attribute",
        BlockKind::Title => "title",
        BlockKind::Footnote => "footnote",
        BlockKind::Key => "key",
    }
}

impl BlockView {
    /// Writes the block for people: a line with its place and kind, one with its text, and one
    /// for each part of its context.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let quoted = if self.quoted { ", quoted" } else { "" };
        let path = printable(&self.path);
        let Self {
            line, column, kind, ..
        } = self;
        match &self.unit {
            Some(unit) => writeln!(out, "{path}:{}: {kind}{quoted}", printable(unit))?,
            None => writeln!(out, "{path}:{line}:{column}: {kind}{quoted}")?,
        }
        let mut row = |label: &str, text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "    {label:<9} {}", printable(&text))
        };
        row("text", &self.text)?;
        if !self.headings.is_empty() {
            row("under", &self.headings.join(" > "))?;
        }
        for lead in &self.leads {
            row("lead", lead)?;
        }
        for (label, part) in [
            ("run-in", &self.run_in),
            ("continues", &self.continues),
            ("speaker", &self.speaker),
            ("footnote", &self.footnote),
        ] {
            if let Some(part) = part {
                row(label, part)?;
            }
        }
        if !self.marks.is_empty() {
            row("marks", &self.marks.join(" "))?;
        }
        if let Some(cell) = &self.cell {
            let header = if cell.header { ", header" } else { "" };
            let wide = match cell.columns {
                1 => String::new(),
                columns => format!(", {columns} columns wide"),
            };
            let CellView {
                table,
                row: at,
                column,
                ..
            } = cell;
            row(
                "cell",
                &format!("table {table}, row {at}, column {column}{wide}{header}"),
            )?;
            for (label, headers) in [
                ("row of", &cell.row_headers),
                ("below", &cell.column_headers),
            ] {
                if !headers.is_empty() {
                    row(label, &headers.join(" > "))?;
                }
            }
        }
        Ok(())
    }
}
