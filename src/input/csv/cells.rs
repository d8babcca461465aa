//! Where the cells of a table stand.

use crate::text::Span;

/// The separators that are looked for.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many rows show what the separator is.
const SHOWN_ROWS: usize = 20;

/// So much of a text is looked at for its separator, in bytes.
const SHOWN: usize = 64 * 1024;

/// One cell, without its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) span: Span,
    pub(super) quoted: bool,
}

/// The rows of a text, blank lines left out; a line end in quotes ends none.
pub(super) struct Rows<'s> {
    text: &'s [u8],
    at: usize,
    separator: u8,
    /// Whether blanks before the quotes of a cell are no part of it.
    spaced: bool,
}

impl<'s> Rows<'s> {
    pub(super) fn new(text: &'s str, separator: u8) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            separator,
            spaced: false,
        }
    }

    /// The rows from a place on, with commas and blanks between their cells.
    pub(super) fn spaced(text: &'s str, at: usize) -> Self {
        Self {
            at,
            spaced: true,
            ..Self::new(text, b',')
        }
    }

    /// The cell at the present place, up to the separator or line end behind it.
    fn cell(&mut self) -> Cell {
        if self.spaced {
            let blank = |&&byte: &&u8| byte == b' ';
            self.at += self.text[self.at..].iter().take_while(blank).count();
        }
        let start = self.at;
        if self.text.get(start) == Some(&b'"')
            && let Some(cell) = self.quoted()
        {
            return cell;
        }
        self.at = start;
        self.pass_text();
        Cell {
            span: Span::new(start, self.at),
            quoted: false,
        }
    }

    /// A cell in quotes; `None` where its end is missing.
    fn quoted(&mut self) -> Option<Cell> {
        let start = self.at + 1;
        let mut end = start;
        loop {
            end += self.text[end..].iter().position(|&byte| byte == b'"')?;
            if self.text.get(end + 1) != Some(&b'"') {
                break;
            }
            end += 2;
        }
        self.at = end + 1;
        // What stands behind the quotes, against the rules, is white space at best.
        self.pass_text();
        Some(Cell {
            span: Span::new(start, end),
            quoted: true,
        })
    }

    fn pass_text(&mut self) {
        let separator = self.separator;
        let border = |&byte: &u8| byte == separator || byte == b'\n' || byte == b'\r';
        let rest = &self.text[self.at..];
        self.at += rest.iter().position(border).unwrap_or(rest.len());
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        while matches!(self.text.get(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at >= self.text.len() {
            return None;
        }
        let mut row = vec![self.cell()];
        while self.text.get(self.at) == Some(&self.separator) {
            self.at += 1;
            row.push(self.cell());
        }
        Some(row)
    }
}

/// The separator that gives the first rows most cells, all the same number; a comma in doubt.
pub(super) fn separator(text: &str) -> u8 {
    let shown = &text[..text.floor_char_boundary(SHOWN)];
    let score = |separator: u8| {
        let rows = Rows::new(shown, separator).take(SHOWN_ROWS);
        let widths: Vec<usize> = rows.map(|row| row.len()).collect();
        let first = widths.first().copied().unwrap_or_default();
        let even = widths.iter().filter(|&&width| width == first).count();
        if first < 2 {
            return 0;
        }
        1000 * even / widths.len() + first.min(100)
    };
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, separator: u8) -> Vec<Vec<&str>> {
        let cells = |row: Vec<Cell>| row.iter().map(|cell| &text[cell.span.range()]).collect();
        Rows::new(text, separator).map(cells).collect()
    }

    #[test]
    fn quotes_hold_separators_and_line_ends() {
        let text = "a,\"b, \"\"c\"\"\nd\",e\r\n\r\n,x\n";
        let found = rows(text, b',');
        assert_eq!(found, [vec!["a", "b, \"\"c\"\"\nd", "e"], vec!["", "x"]]);
    }

    #[test]
    fn a_quote_without_an_end_is_text() {
        assert_eq!(rows("\"a,b\nc", b','), [vec!["\"a", "b"], vec!["c"]]);
        assert_eq!(rows("5\" pipe,b", b','), [vec!["5\" pipe", "b"]]);
    }

    #[test]
    fn the_separator_is_that_which_divides_evenly() {
        assert_eq!(separator("a;b\n1,5;2,5\n1,2;3\n"), b';');
        assert_eq!(separator("a\tb\nx, y\tz\n"), b'\t');
        assert_eq!(separator("a,b\nc,d\n"), b',');
        assert_eq!(separator("plain"), b',');
    }
}
