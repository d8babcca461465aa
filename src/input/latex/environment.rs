//! Environments: lists, quotations, tables, and what is no prose.

use super::{Environment, LONGEST, Reader, Rows, names};
use crate::input::table::CellSpec;
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn begin(&mut self) {
        let start = self.at;
        self.at += "\\begin".len();
        let Some(span) = self.argument(b'{') else {
            return;
        };
        let name = &self.text[span.range()];
        if name == "comment" || names::is_verbatim(name) {
            return self.skip(name, start);
        }
        self.end();
        let depth = self.builder.depth();
        while self.argument(b'[').is_some() {}
        for _ in 0..names::arguments(name) {
            self.argument(b'{');
            self.argument(b'[');
        }
        let mut table = None;
        match name {
            "itemize" | "enumerate" | "compactitem" | "compactenum" => self.builder.list(),
            "description" => self.builder.terms(),
            "quote" | "quotation" | "verse" | "displayquote" => self.builder.quote(),
            _ if names::is_table(name) => {
                let header = self.has_header();
                self.builder.table();
                table = Some(Rows {
                    depth: self.builder.depth(),
                    header,
                    row: false,
                    cell: false,
                });
            }
            "frame" => {
                self.builder.scope();
                self.frame_title();
            }
            _ => self.builder.scope(),
        }
        self.environments.push(Environment {
            name,
            depth,
            groups: self.groups.len(),
            table,
        });
    }

    /// A slide's title stands in braces behind its beginning.
    fn frame_title(&mut self) {
        let Some(title) = self.argument(b'{') else {
            return;
        };
        let after = self.at;
        self.at = title.start;
        let depth = self.builder.depth();
        self.builder.heading(2);
        self.run(title.end);
        self.builder.close_to(depth);
        self.at = after;
    }

    /// Leaves out all up to the end of an environment that begins at `start`.
    fn skip(&mut self, name: &str, start: usize) {
        let end = format!("\\end{{{name}}}");
        let length = self.rest().find(&end);
        let inside = self.at;
        self.at = length.map_or(self.text.len(), |length| self.at + length + end.len());
        if name == "comment" {
            let said = self.text[inside..self.at].trim_end_matches(&*end);
            let said = said.trim().replace("\r\n", "\n").replace('\r', "\n");
            self.builder.comment(&said, Span::new(start, self.at));
        } else {
            self.end();
            self.builder.divide();
        }
    }

    pub(super) fn end_environment(&mut self) {
        self.at += "\\end".len();
        let Some(span) = self.argument(b'{') else {
            return;
        };
        let name = &self.text[span.range()];
        if name == "document" {
            self.end();
            self.builder.close_to(0);
            self.at = self.text.len();
            return;
        }
        // One that ends what did not begin ends nothing.
        let near = self.environments.iter().rev().take(32);
        let Some(back) = near.into_iter().position(|open| open.name == name) else {
            return;
        };
        let at = self.environments.len() - 1 - back;
        self.end();
        let environment = &self.environments[at];
        self.groups.truncate(environment.groups);
        self.builder.close_to(environment.depth);
        self.environments.truncate(at);
    }

    /// Whether a line is drawn below the first row of the table here, and above others.
    fn has_header(&self) -> bool {
        let rest = self.rest();
        let mut near = rest.len().min(LONGEST);
        while !rest.is_char_boundary(near) {
            near -= 1;
        }
        let table = &rest[..rest[..near].find("\\end{").unwrap_or(near)];
        let Some((_, after)) = table.split_once("\\\\") else {
            return false;
        };
        let ruled = after.trim_start();
        let drawn = ["\\hline", "\\midrule", "\\endhead", "\\endfirsthead"];
        drawn.iter().any(|rule| ruled.starts_with(rule)) && after.contains("\\\\")
    }

    fn rows(&mut self) -> Option<&mut Rows> {
        self.environments.last_mut()?.table.as_mut()
    }

    /// Opens a cell where a table is, and none is open.
    pub(super) fn cell(&mut self, columns: usize) {
        let Some(rows) = self.rows().filter(|rows| !rows.cell) else {
            return;
        };
        let (opens, header) = (!rows.row, rows.header);
        rows.row = true;
        rows.cell = true;
        if opens {
            self.builder.row();
        }
        self.builder.cell(CellSpec {
            columns,
            ..CellSpec::plain(header)
        });
    }

    pub(super) fn next_cell(&mut self) {
        if self.rows().is_none() {
            return;
        }
        self.cell(1);
        self.end();
        if let Some(rows) = self.rows() {
            rows.cell = false;
            let depth = rows.depth + 1;
            self.builder.close_to(depth);
        }
    }

    /// Ends the row of a table; tells whether there is a table.
    pub(super) fn next_row(&mut self) -> bool {
        if self.rows().is_none() {
            return false;
        }
        self.end();
        if let Some(rows) = self.rows() {
            // A line without cells is a rule.
            rows.header &= !rows.row;
            rows.row = false;
            rows.cell = false;
            let depth = rows.depth;
            self.builder.close_to(depth);
        }
        true
    }
}
