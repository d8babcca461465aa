//! What begins with two dots: footnotes, targets, directives and comments.

use super::{Line, Reader, flush, indented, joined};
use crate::input::csv;
use crate::input::table::CellSpec;
use crate::text::Span;

/// Directives whose content is no prose.
const SILENT: [&str; 27] = [
    "bibliography",
    "code",
    "code-block",
    "contents",
    "default-role",
    "doctest",
    "graphviz",
    "highlight",
    "include",
    "index",
    "literalinclude",
    "math",
    "mermaid",
    "meta",
    "parsed-literal",
    "plantuml",
    "productionlist",
    "raw",
    "role",
    "sectnum",
    "sourcecode",
    "tabularcolumns",
    "testcode",
    "testoutput",
    "testsetup",
    "toctree",
    "uml",
];

/// Directives whose argument is a title of their content.
const TITLED: [&str; 12] = [
    "admonition",
    "card",
    "collapse",
    "csv-table",
    "dropdown",
    "grid-item-card",
    "list-table",
    "sidebar",
    "tab",
    "tab-item",
    "table",
    "topic",
];

/// Directives whose argument begins their content.
const SPOKEN: [&str; 12] = [
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "rubric",
    "seealso",
    "tip",
    "todo",
    "warning",
];

/// Directives that quote.
const QUOTES: [&str; 3] = ["epigraph", "highlights", "pull-quote"];

impl Reader<'_> {
    pub(super) fn explicit(&mut self, lines: &[Line], depth: usize) -> usize {
        let count = 1 + indented(self.text, &lines[1..], 1);
        let lines = &lines[..count];
        let line = self.line(lines[0]);
        let start = 2 + line[2..].len() - line[2..].trim_start().len();
        let said = &line[start..];
        if said.starts_with('_') {
            return count;
        }
        let noted = said.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        if let Some((label, text)) = noted
            && !label.is_empty()
            && (text.is_empty() || text.starts_with(' '))
        {
            let label = label.to_owned();
            self.note(&label, lines, start + label.len() + 2, depth);
        } else if let Some(name) = directive(said) {
            let argument = start + said.find("::").map_or(said.len(), |at| at + 2);
            let name = name.to_owned();
            self.directive(&name, lines, argument, depth);
        } else if !said.starts_with('|') {
            self.remark(lines, start);
        }
        count
    }

    fn remark(&mut self, lines: &[Line], start: usize) {
        let first = lines[0].span.start;
        let end = lines
            .last()
            .map_or(first, |last| last.trimmed(self.text).span.end);
        let said = Span::new((first + start).min(end), end);
        super::super::comment(self.text, Span::new(first, end), said, &mut self.builder);
    }

    fn note(&mut self, label: &str, lines: &[Line], start: usize, depth: usize) {
        let outer = self.builder.depth();
        let label = self.notes.label(label);
        self.builder.footnote(&label);
        let inner = self.content(lines, start);
        self.body(&inner, depth + 1);
        self.builder.close_to(outer);
    }

    /// The rest of the first line, and the others without their indentation.
    fn content(&self, lines: &[Line], start: usize) -> Vec<Line> {
        let mut content = vec![lines[0].from(start).trimmed(self.text)];
        content.extend(flush(self.text, &lines[1..]));
        content
    }

    fn directive(&mut self, name: &str, lines: &[Line], argument: usize, depth: usize) {
        if SILENT.contains(&name) {
            return self.builder.divide();
        }
        let mut content = self.content(lines, argument);
        let head = content.remove(0);
        // Options stand right below; what is shown in place of a picture is one of them.
        let mut options = 0;
        let mut header = None;
        let (mut rows, mut columns) = (0, 0);
        while let Some(line) = content.get(options)
            && let Some((option, value)) = super::lists::field(self.line(*line))
        {
            let number = || self.line(line.from(value)).trim().parse().unwrap_or(0);
            match &self.line(*line)[option.range()] {
                "alt" => {
                    let alt = joined(self.text, &[line.from(value)]);
                    self.builder.attribute(alt);
                }
                "header" => header = Some(line.from(value)),
                "header-rows" => rows = number(),
                "stub-columns" => columns = number(),
                _ => {}
            }
            options += 1;
        }
        let content = &content[options..];
        let outer = self.builder.depth();
        if QUOTES.contains(&name) {
            self.builder.quote();
        } else {
            self.builder.scope();
        }
        if TITLED.contains(&name) && !head.is_blank(self.text) {
            let inner = self.builder.depth();
            self.builder.scoped_heading();
            self.words(&joined(self.text, &[head]));
            self.builder.close_to(inner);
        }
        match name {
            "list-table" => self.list_table(content, rows, columns, depth),
            "csv-table" => self.csv_table(header, content, rows),
            _ if SPOKEN.contains(&name) => {
                let mut all = vec![head];
                all.extend(content);
                self.body(&all, depth + 1);
            }
            _ => self.body(content, depth + 1),
        }
        self.builder.close_to(outer);
    }

    /// A list of rows, each a list of cells.
    fn list_table(&mut self, lines: &[Line], heads: usize, stubs: usize, depth: usize) {
        let outer = self.builder.depth();
        self.builder.table();
        let starts = self.bullets(lines);
        for (row, &start) in starts.iter().enumerate() {
            let end = starts.get(row + 1).copied().unwrap_or(lines.len());
            let inner = self.dedented(&lines[start..end], 2);
            let table = self.builder.depth();
            self.builder.row();
            let cells = self.bullets(&inner);
            for (column, &from) in cells.iter().enumerate() {
                let to = cells.get(column + 1).copied().unwrap_or(inner.len());
                let cell = self.dedented(&inner[from..to], 2);
                let depth_of_row = self.builder.depth();
                self.builder
                    .cell(CellSpec::plain(row < heads || column < stubs));
                self.body(&cell, depth + 1);
                self.builder.close_to(depth_of_row);
            }
            self.builder.close_to(table);
        }
        self.builder.close_to(outer);
    }

    /// The lines that begin with a bullet and a space behind it, or are a bullet.
    fn bullets(&self, lines: &[Line]) -> Vec<usize> {
        let is_bullet = |&at: &usize| {
            let rest = self.line(lines[at]).strip_prefix(['*', '-']);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        (0..lines.len()).filter(is_bullet).collect()
    }

    fn csv_table(&mut self, header: Option<Line>, lines: &[Line], heads: usize) {
        let outer = self.builder.depth();
        self.builder.table();
        let shown = usize::from(header.is_some());
        for (row, line) in header.iter().chain(lines).enumerate() {
            let table = self.builder.depth();
            self.builder.row();
            for cell in csv::cells_of(self.text, line.trimmed(self.text).span) {
                let inner = self.builder.depth();
                self.builder.cell(CellSpec::plain(row < heads + shown));
                self.words(&cell.trimmed());
                self.builder.close_to(inner);
            }
            self.builder.close_to(table);
        }
        self.builder.close_to(outer);
    }
}

/// The name of a directive.
fn directive(said: &str) -> Option<&str> {
    let name = &said[..said.find("::")?];
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':');
    (!name.is_empty() && name.chars().all(part)).then_some(name)
}
