//! Tables that are drawn: with lines around each cell, or below their columns alone.

use super::{Line, Reader, width};
use crate::input::table::CellSpec;
use crate::text::Span;

/// A table has no more columns than this.
const MOST_COLUMNS: usize = 200;

impl Reader<'_> {
    /// Reads a table, if one is drawn here; gives the number of its lines.
    pub(super) fn table(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let first = self.line(lines[0]).trim_end();
        if first.len() > 2 && is_border(first) {
            return self.grid(lines, depth);
        }
        let columns = columns(first)?;
        self.simple(lines, &columns, depth)
    }

    fn grid(&mut self, lines: &[Line], depth: usize) -> Option<usize> {
        let drawn = |line: &&Line| self.line(**line).starts_with(['+', '|']);
        let count = lines.iter().take_while(drawn).count();
        let lines = &lines[..count];
        let written = |line: &Line| self.text[line.span.range()].trim_end();
        let mut edges: Vec<usize> = Vec::new();
        for line in lines.iter().filter(|line| is_border(written(line))) {
            edges.extend(written(line).match_indices('+').map(|(at, _)| at));
        }
        edges.sort_unstable();
        edges.dedup();
        if count < 3 || edges.len() < 2 || edges.len() > MOST_COLUMNS {
            return None;
        }
        let heads = lines
            .iter()
            .rposition(|line| written(line).starts_with("+="))
            .unwrap_or(0);
        let outer = self.builder.depth();
        self.builder.table();
        let mut from = 0;
        for at in 1..count {
            if is_border(self.line(lines[at]).trim_end()) {
                self.grid_row(&lines[from + 1..at], &edges, at <= heads, depth);
                from = at;
            }
        }
        self.builder.close_to(outer);
        Some(count)
    }

    fn grid_row(&mut self, lines: &[Line], edges: &[usize], header: bool, depth: usize) {
        let table = self.builder.depth();
        self.builder.row();
        let mut first = 0;
        for last in 1..edges.len() {
            let parted = lines.iter().all(|line| {
                let written = self.line(*line);
                let at = offset(written, edges[last]);
                written[at..]
                    .chars()
                    .next()
                    .is_none_or(|c| matches!(c, '|' | '+'))
            });
            if !parted && last + 1 < edges.len() {
                continue;
            }
            let cut = |line: &Line| {
                let written = self.line(*line);
                let start = offset(written, edges[first] + 1);
                let end = offset(written, edges[last]).max(start);
                part(*line, start, end).trimmed(self.text)
            };
            let drawn = |line: &Line| {
                let written = self.line(*line);
                !written.is_empty() && written.bytes().all(|byte| matches!(byte, b'-' | b'+'))
            };
            let cell: Vec<Line> = lines.iter().map(cut).filter(|line| !drawn(line)).collect();
            self.cell(&cell, header, last - first, depth);
            first = last;
        }
        self.builder.close_to(table);
    }

    fn cell(&mut self, lines: &[Line], header: bool, columns: usize, depth: usize) {
        let row = self.builder.depth();
        self.builder.cell(CellSpec {
            columns,
            ..CellSpec::plain(header)
        });
        self.body(lines, depth + 1);
        self.builder.close_to(row);
    }

    fn simple(&mut self, lines: &[Line], columns: &[usize], depth: usize) -> Option<usize> {
        let border = |line: &Line| is_run(self.line(*line).trim_end(), b'=');
        let borders: Vec<usize> = (1..lines.len())
            .filter(|&at| border(&lines[at]))
            .take(2)
            .collect();
        let closes = |at: usize| {
            lines
                .get(at + 1)
                .is_none_or(|line| line.is_blank(self.text))
        };
        let (heads, end) = match *borders {
            [first, ..] if closes(first) => (0, first),
            [first, second] => (first, second),
            _ => return None,
        };
        let outer = self.builder.depth();
        self.builder.table();
        let mut row: Vec<Vec<Line>> = Vec::new();
        for (at, line) in lines.iter().enumerate().take(end + 1).skip(1) {
            let written = self.line(*line).trim_end();
            let drawn = written.is_empty() || is_run(written, b'=') || is_run(written, b'-');
            let cells: Vec<Line> = if drawn {
                Vec::new()
            } else {
                self.cut(*line, columns)
            };
            let continues = cells.first().is_some_and(|first| first.is_blank(self.text));
            if !continues {
                self.simple_row(&std::mem::take(&mut row), at <= heads, depth);
            }
            row.resize(cells.len().max(row.len()), Vec::new());
            for (column, cell) in cells.into_iter().enumerate() {
                row[column].push(cell);
            }
        }
        self.builder.close_to(outer);
        Some(end + 1)
    }

    fn simple_row(&mut self, cells: &[Vec<Line>], header: bool, depth: usize) {
        if cells.is_empty() {
            return;
        }
        let table = self.builder.depth();
        self.builder.row();
        for cell in cells {
            self.cell(cell, header, 1, depth);
        }
        self.builder.close_to(table);
    }

    /// The cells of a line whose columns begin at these places.
    fn cut(&self, line: Line, columns: &[usize]) -> Vec<Line> {
        let written = self.line(line);
        let cell = |(at, &start): (usize, &usize)| {
            let start = offset(written, start);
            let next = columns.get(at + 1).map(|&next| offset(written, next));
            part(line, start, next.unwrap_or(written.len()).max(start)).trimmed(self.text)
        };
        columns.iter().enumerate().map(cell).collect()
    }
}

fn part(line: Line, start: usize, end: usize) -> Line {
    Line {
        span: Span::new(line.span.start + start, line.span.start + end),
        end: line.end,
    }
}

/// Whether a line is drawn from one side of a grid to the other.
fn is_border(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'='))
}

/// Whether a line is made of runs of one sign.
fn is_run(line: &str, mark: u8) -> bool {
    line.starts_with(mark as char) && line.bytes().all(|byte| byte == mark || byte == b' ')
}

/// Where the columns begin below a line of runs, two at least.
fn columns(line: &str) -> Option<Vec<usize>> {
    if !is_run(line, b'=') || !line.contains(' ') {
        return None;
    }
    let bytes = line.as_bytes();
    let begins = |&at: &usize| bytes[at] == b'=' && (at == 0 || bytes[at - 1] == b' ');
    let starts: Vec<usize> = (0..bytes.len()).filter(begins).take(MOST_COLUMNS).collect();
    (starts.len() > 1).then_some(starts)
}

/// The byte of a line at a column, wide characters covering two.
fn offset(line: &str, column: usize) -> usize {
    if line.is_ascii() {
        return column.min(line.len());
    }
    let mut passed = 0;
    for (at, c) in line.char_indices() {
        if passed >= column {
            return at;
        }
        passed += width(c.encode_utf8(&mut [0; 4]));
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_they_are_drawn() {
        assert_eq!(offset("abc", 2), 2);
        assert_eq!(offset("自由 | x", 5), 7);
        assert_eq!(offset("ab", 9), 2);
        assert_eq!(columns("===  == ==="), Some(vec![0, 5, 8]));
        assert_eq!(columns("====="), None);
    }
}
