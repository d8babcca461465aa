//! Plain text for a terminal of 80 columns: labels, hanging indents, breaks between words.

use std::fmt::{self, Write};

use crate::report::printable;
use crate::text::fold::is_han;

/// Lines are broken before this column.
const WIDTH: usize = 80;

/// Writes a text at an indent, behind a label that stands in the same place.
///
/// The first line begins with `label`, set at `at` columns; the text begins at `indent` columns,
/// in every line. A label without a text stands alone.
pub(super) fn hanging(
    f: &mut fmt::Formatter,
    at: usize,
    label: &str,
    indent: usize,
    text: &str,
) -> fmt::Result {
    let label = printable(label);
    let text = printable(text);
    let mut line = format!("{}{label}", " ".repeat(at));
    let mut column = at + width(&label);
    if text.is_empty() {
        return writeln!(f, "{}", line.trim_end());
    }
    if column + 2 > indent && column > at {
        writeln!(f, "{line}")?;
        (line, column) = (String::new(), 0);
    }
    for (index, piece) in pieces(&text).enumerate() {
        let used = width(piece.trim_end());
        if index > 0 && column + used > WIDTH {
            writeln!(f, "{}", line.trim_end())?;
            (line, column) = (String::new(), 0);
        }
        if column < indent {
            line.push_str(&" ".repeat(indent - column));
            column = indent;
        }
        line.push_str(piece);
        column += width(piece);
    }
    writeln!(f, "{}", line.trim_end())
}

/// A text on one line in quotation marks, cut where it is longer than `most` columns.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::from("\"");
    let mut used = 0;
    for c in line.chars() {
        used += char_width(c);
        if used > most {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Names with commas between them, as one text.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for name in names {
        let comma = if out.is_empty() { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = write!(out, "{comma}{name}");
    }
    out
}

/// The parts between which a line may be broken: words with their spaces, and each character of
/// a text without spaces.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len();
        let mut before: Option<char> = None;
        for (at, c) in rest.char_indices() {
            let after_space = before == Some(' ') && c != ' ';
            let between_wide = before.is_some_and(is_han) && is_han(c);
            if after_space || between_wide {
                end = at;
                break;
            }
            before = Some(c);
        }
        let (piece, left) = rest.split_at(end);
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The columns that a text takes in a terminal.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Shown<'a>(&'a str, &'a str);

    impl fmt::Display for Shown<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            hanging(f, 2, self.0, 12, self.1)
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let words = "slowed ".repeat(40);
        let han = "限速".repeat(60);
        for text in [words.as_str(), han.as_str()] {
            let shown = Shown("label", text).to_string();
            assert!(shown.lines().count() > 2, "{shown}");
            for line in shown.lines() {
                assert!(width(line) <= WIDTH, "{line}");
            }
            let kept: String = shown.split_whitespace().collect();
            let expected: String = text.split_whitespace().collect();
            assert_eq!(kept.strip_prefix("label"), Some(expected.as_str()));
        }
    }

    #[test]
    fn a_long_label_has_a_line_of_its_own() {
        let shown = Shown("a label that is long", "text").to_string();
        assert_eq!(shown, "  a label that is long\n            text\n");
    }

    #[test]
    fn long_quotations_are_cut_and_stay_on_one_line() {
        assert_eq!(quoted("one\n  two", 20), "\"one two\"");
        assert_eq!(quoted("流量不限量", 6), "\"流量不…\"");
    }
}
