//! What elements stand for within a line.

use crate::input::xml::Element;

/// So many spaces are read at most where one element stands for them.
const MOST_SPACES: usize = 8;

/// White space that an element stands for.
pub(super) enum Space {
    Text(String),
    Break,
}

/// The white space that an element stands for; `None` for another element.
pub(super) fn space(element: &Element) -> Option<Space> {
    Some(match &*element.name {
        "s" => {
            let count = element.attribute("c").and_then(|count| count.parse().ok());
            Space::Text(" ".repeat(count.unwrap_or(1).min(MOST_SPACES)))
        }
        "tab" => Space::Text("\t".to_owned()),
        "line-break" => Space::Break,
        _ => return None,
    })
}

/// A text as it is drawn: white space is one space.
pub(super) fn collapsed(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let white = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !white {
            shown.push(c);
        } else if !shown.ends_with(' ') {
            shown.push(' ');
        }
    }
    shown
}
