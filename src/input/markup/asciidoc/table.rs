//! Tables of AsciiDoc: cells behind `|`, rows as wide as the table says.

use super::{Line, Reader, joined};
use crate::input::csv;
use crate::input::table::CellSpec;
use crate::text::Span;

/// A cell spans no more rows or columns than this, and none is repeated more often.
const MOST: usize = 100;

/// What stands before the `|` of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spec {
    columns: usize,
    rows: usize,
    header: bool,
    /// Whether the cell holds blocks.
    blocks: bool,
}

struct Cell {
    spec: Spec,
    lines: Vec<Line>,
}

impl Reader<'_> {
    pub(super) fn table(
        &mut self,
        lines: &[Line],
        delimiter: &str,
        attributes: &str,
        depth: usize,
    ) {
        let written: Vec<&Line> = lines
            .iter()
            .skip_while(|line| line.is_blank(self.text))
            .collect();
        let implied = lines.len() == written.len()
            && written.get(1).is_some_and(|line| line.is_blank(self.text));
        let header = implied || attributes.contains("header");
        self.builder.table();
        if delimiter.starts_with([',', ':']) || attributes.contains("format=csv") {
            return self.separated(lines, header);
        }
        let mark = if delimiter.starts_with('!') { '!' } else { '|' };
        let mut cells: Vec<Cell> = Vec::new();
        let mut first = 0;
        for line in lines {
            self.cells(*line, mark, &mut cells);
            if first == 0 {
                first = cells.iter().map(|cell| cell.spec.columns).sum();
            }
        }
        let width = columns(attributes).unwrap_or(first).max(1);
        let mut cells = cells.into_iter().peekable();
        // Columns of the rows to come that cells above them cover.
        let mut covered: Vec<usize> = Vec::new();
        let mut row = 0;
        while cells.peek().is_some() {
            let outer = self.builder.depth();
            self.builder.row();
            let mut filled = if covered.is_empty() {
                0
            } else {
                covered.remove(0)
            };
            while let Some(cell) =
                cells.next_if(|cell| filled == 0 || filled + cell.spec.columns <= width)
            {
                filled += cell.spec.columns;
                let below = cell.spec.rows - 1;
                covered.resize(covered.len().max(below), 0);
                covered
                    .iter_mut()
                    .take(below)
                    .for_each(|columns| *columns += cell.spec.columns);
                self.cell(&cell, header && row == 0, depth);
            }
            self.builder.close_to(outer);
            row += 1;
        }
    }

    fn cell(&mut self, cell: &Cell, header: bool, depth: usize) {
        let outer = self.builder.depth();
        self.builder.cell(CellSpec {
            columns: cell.spec.columns,
            rows: cell.spec.rows,
            ..CellSpec::plain(header || cell.spec.header)
        });
        if cell.spec.blocks && depth < super::DEEPEST {
            self.body(&cell.lines, depth + 1);
        } else {
            for paragraph in cell.lines.split(|line| line.is_blank(self.text)) {
                if !paragraph.is_empty() {
                    self.words(&joined(self.text, paragraph));
                    self.end();
                }
            }
        }
        self.builder.close_to(outer);
    }

    /// Reads the cells of a line; what stands before the first belongs to the last cell.
    fn cells(&self, line: Line, mark: char, cells: &mut Vec<Cell>) {
        let written = self.line(line);
        let part = |start: usize, end: usize| Line {
            span: Span::new(line.span.start + start, line.span.start + end.max(start)),
            end: line.end,
        };
        let bars = written
            .match_indices(mark)
            .filter(|(at, _)| !written[..*at].ends_with('\\'));
        let mut from = 0;
        for (at, _) in bars {
            let before = &written[from..at];
            let word = before.rsplit(' ').next().unwrap_or_default();
            let (spec, taken) = match Spec::read(word) {
                Some(spec) => (spec, word.len()),
                None => (Spec::PLAIN, 0),
            };
            if let Some(last) = cells.last_mut() {
                last.lines.push(part(from, at - taken).trimmed(self.text));
            }
            cells.push(Cell {
                spec,
                lines: Vec::new(),
            });
            from = at + 1;
        }
        if let Some(last) = cells.last_mut() {
            last.lines
                .push(part(from, written.len()).trimmed(self.text));
        }
    }

    fn separated(&mut self, lines: &[Line], header: bool) {
        let written = lines.iter().filter(|line| !line.is_blank(self.text));
        for (row, line) in written.enumerate() {
            let outer = self.builder.depth();
            self.builder.row();
            for cell in csv::cells_of(self.text, line.trimmed(self.text).span) {
                let inner = self.builder.depth();
                self.builder.cell(CellSpec::plain(header && row == 0));
                self.words(&cell.trimmed());
                self.builder.close_to(inner);
            }
            self.builder.close_to(outer);
        }
    }
}

impl Spec {
    const PLAIN: Self = Self {
        columns: 1,
        rows: 1,
        header: false,
        blocks: false,
    };

    /// Reads `2.3+^.>a` and the like; `None` for other words.
    fn read(word: &str) -> Option<Self> {
        let mut spec = Self::PLAIN;
        let mut rest = word;
        if let Some((numbers, after)) = word.split_once(['+', '*']) {
            let (columns, rows) = numbers.split_once('.').unwrap_or((numbers, ""));
            let number = |text: &str| {
                if text.is_empty() {
                    Some(1)
                } else {
                    text.parse().ok()
                }
            };
            let (columns, rows): (usize, usize) = (number(columns)?, number(rows)?);
            if word.contains('+') {
                spec.columns = columns.clamp(1, MOST);
                spec.rows = rows.clamp(1, MOST);
            }
            rest = after;
        }
        let rest = rest.trim_start_matches(['<', '>', '^', '.']);
        match rest {
            "a" => spec.blocks = true,
            "h" => spec.header = true,
            "" | "d" | "e" | "l" | "m" | "s" => {}
            _ => return None,
        }
        Some(spec)
    }
}

/// The number of columns that the attributes of a table give.
fn columns(attributes: &str) -> Option<usize> {
    let value = attributes.split("cols=").nth(1)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split(',').next()?,
    };
    let column = |part: &str| {
        let times = part
            .trim()
            .split_once('*')
            .and_then(|(times, _)| times.parse().ok());
        times.unwrap_or(1_usize).min(MOST)
    };
    Some(value.split([',', ';']).map(column).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_say_how_far_they_reach() {
        let spec = |word| Spec::read(word).map(|spec| (spec.columns, spec.rows));
        assert_eq!(spec("2+"), Some((2, 1)));
        assert_eq!(spec(".3+^.>a"), Some((1, 3)));
        assert_eq!(spec(""), Some((1, 1)));
        assert_eq!(spec("GB"), None);
        assert_eq!(columns("cols=\"1,2*,a\",options=header"), Some(4));
        assert_eq!(columns("%header"), None);
    }
}
