//! Markup in a line of Org.

use crate::input::markup::inline::{Cursor, Found, MOST_MARKS, Meaning, Style};

pub(super) fn markup(here: Cursor<'_>) -> Option<Found> {
    let at = here.at;
    let rest = here.rest();
    match rest.bytes().next()? {
        b'*' => emphasis(here, "*", Style::Bold),
        b'/' => emphasis(here, "/", Style::Plain),
        b'_' => emphasis(here, "_", Style::Plain),
        b'+' => emphasis(here, "+", Style::Struck),
        b'=' => emphasis(here, "=", Style::Plain).and_then(|found| Found::object(found.end)),
        b'~' => emphasis(here, "~", Style::Plain).and_then(|found| Found::object(found.end)),
        b'[' if rest.starts_with("[[") => link(here),
        b'[' if rest.starts_with("[fn:") => {
            let end = here.close(1, b'[', b']')?;
            let inside = &rest[4..end];
            let Some(colon) = inside.find(':') else {
                return Found::new(at + end + 1, Meaning::Reference(inside.to_owned()));
            };
            let note = here.span(5 + colon, inside.len() - colon - 1);
            Found::new(at + end + 1, Meaning::Note(note))
        }
        b'[' if rest.starts_with("[cite") => {
            let end = here.find(1, "]")?;
            Found::object(at + end + 1)
        }
        b'<' => {
            let end = here.find(1, ">")?;
            let inside = &rest[1..end];
            if inside.starts_with('<') {
                // A target, or one that is shown.
                return Found::text(
                    at + end + 1 + usize::from(rest[end + 1..].starts_with('>')),
                    "",
                );
            }
            let dated = inside.len() >= 10
                && inside.as_bytes()[4] == b'-'
                && inside.as_bytes()[0].is_ascii_digit();
            let linked = inside.contains("://");
            if dated || linked {
                Found::object(at + end + 1)
            } else {
                None
            }
        }
        b'{' if rest.starts_with("{{{") => {
            let end = here.find(3, "}}}")?;
            Found::object(at + end + 3)
        }
        b'@' if rest.starts_with("@@") => {
            let end = here.find(2, "@@")?;
            Found::text(at + end + 2, "")
        }
        b'^' if rest.starts_with("^{") => {
            let end = here.find(2, "}")?;
            Found::words(at + end + 1, here.span(2, end - 2), Style::Raised)
        }
        b'\\'
            if rest.starts_with("\\\\")
                && rest[2..].trim_start_matches([' ', '\t']).starts_with('\n') =>
        {
            Found::new(at + 2, Meaning::Break)
        }
        b'\\' => entity(here),
        b'$' => {
            let end = here.closing(1, "$").filter(|_| here.opens())?;
            // An amount is no formula.
            let formula =
                !rest[1..end].contains(' ') && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
            formula.then(|| Found::object(at + end + 1)).flatten()
        }
        _ => None,
    }
}

/// `*words*`, which begin and end as Org wants them to.
fn emphasis(here: Cursor<'_>, mark: &str, style: Style) -> Option<Found> {
    let before = here.before();
    let free = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '(' | '{' | '\'' | '"' | '[' | '*' | '/' | '_' | '+' | '“'
            )
    });
    let rest = here.rest();
    if !free || rest[1..].starts_with(char::is_whitespace) {
        return None;
    }
    let mut marks = rest[1..].match_indices(mark).take(MOST_MARKS);
    let (length, _) = marks.find(|&(at, _)| {
        let inside = &rest[1..=at];
        let after = rest[at + 2..].chars().next();
        let ends = after
            .is_none_or(|c| c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '<' | '@')));
        at > 0 && !inside.ends_with(char::is_whitespace) && ends
    })?;
    let lines = rest[1..=length].matches('\n').count();
    let found = Found::words(here.at + length + 2, here.span(1, length), style);
    found.filter(|_| lines <= 1)
}

/// `[[target][text]]`; without a text it is a sign.
fn link(here: Cursor<'_>) -> Option<Found> {
    let end = here.find(2, "]]")?;
    let inside = &here.rest()[2..end];
    let after = here.at + end + 2;
    match inside.find("][") {
        Some(parted) => {
            let text = here.span(2 + parted + 2, inside.len() - parted - 2);
            Found::words(after, text, Style::Plain)
        }
        None => Found::object(after),
    }
}

/// `\nbsp` and the like, with `{}` behind it or not.
fn entity(here: Cursor<'_>) -> Option<Found> {
    let rest = here.rest();
    let name = &rest[1..];
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(name.len())];
    let text = match name {
        "nbsp" => "\u{a0}",
        "ndash" => "–",
        "mdash" => "—",
        "dots" | "hellip" => "…",
        "euro" | "EUR" => "€",
        "pound" => "£",
        "yen" => "¥",
        "copy" => "©",
        "reg" => "®",
        "trade" => "™",
        "deg" => "°",
        "times" => "×",
        "ge" | "geq" => "≥",
        "le" | "leq" => "≤",
        "plus" => "+",
        "percent" => "%",
        "dollar" => "$",
        "vert" => "|",
        _ => return None,
    };
    let length = 1 + name.len();
    let closed = if rest[length..].starts_with("{}") {
        2
    } else {
        0
    };
    Found::text(here.at + length + closed, text)
}
