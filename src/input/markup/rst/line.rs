//! Markup in a line of reStructuredText.

use crate::input::markup::OBJECT;
use crate::input::markup::inline::{Cursor, Found, MOST_MARKS, Meaning, Style};
use crate::text::Span;

/// Roles whose text may hold a target in `<…>`, or is nothing else.
const LINK_ROLES: [&str; 6] = ["ref", "doc", "term", "any", "numref", "download"];

pub(super) fn markup(here: Cursor<'_>) -> Option<Found> {
    let at = here.at;
    let rest = here.rest();
    match rest.bytes().next()? {
        b'\\' => {
            let c = here.after(1)?;
            let length = 1 + c.len_utf8();
            if c.is_whitespace() {
                Found::text(at + length, "")
            } else {
                let escaped = here.span(1, c.len_utf8());
                Found::new(at + length, Meaning::Verbatim(escaped))
            }
        }
        b'`' if rest.starts_with("``") => {
            let end = here.find(2, "``").filter(|_| opens(here))?;
            Found::object(at + end + 2)
        }
        b'`' => {
            let end = end_of(here, 1, "`").filter(|_| opens(here))?;
            interpreted(here, None, 1, end)
        }
        b':' => {
            let name = role(&rest[1..])?;
            let start = name.len() + 3;
            let end = end_of(here, start, "`").filter(|_| opens(here))?;
            interpreted(here, Some(name), start, end)
        }
        b'*' if rest.starts_with("**") => words(here, "**", Style::Bold),
        b'*' => words(here, "*", Style::Plain),
        b'|' => {
            let end = end_of(here, 1, "|").filter(|_| opens(here))?;
            Found::object(at + end + 1)
        }
        b'[' => {
            let end = here.find(1, "]_")?;
            let label = &rest[1..end];
            let named = |c: char| c.is_alphanumeric() || matches!(c, '#' | '*' | '-' | '_' | '.');
            let reference = label.chars().all(named);
            reference
                .then(|| Found::new(at + end + 2, Meaning::Reference(label.to_owned())))
                .flatten()
        }
        b'_' => {
            let length = rest.bytes().take_while(|&byte| byte == b'_').count();
            let after = here.after(length);
            let word = here.before().is_some_and(char::is_alphanumeric);
            let ends = !after.is_some_and(|c| c.is_alphanumeric() || c == '`');
            if word && ends && length <= 2 {
                return Found::text(at + length, "");
            }
            // The target of a link from elsewhere.
            let end = rest
                .starts_with("_`")
                .then(|| here.find(2, "`"))
                .flatten()?;
            let span = here.span(2, end - 2);
            Found::new(at + end + 1, Meaning::Words(span, Style::Plain))
        }
        _ => None,
    }
}

/// Whether markup may begin here.
fn opens(here: Cursor<'_>) -> bool {
    here.before().is_none_or(|c| {
        c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '.' | '*' | '`' | '|'))
    })
}

/// The distance of the mark that ends what begins at the distance `from`.
fn end_of(here: Cursor<'_>, from: usize, mark: &str) -> Option<usize> {
    let inside = here.rest().get(from..)?;
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let mut marks = inside.match_indices(mark).take(MOST_MARKS);
    let found = marks.find(|&(at, _)| {
        let before = &inside[..at];
        at > 0 && !before.ends_with(|c: char| c.is_whitespace() || c == '\\')
    });
    found.map(|(at, _)| from + at)
}

fn words(here: Cursor<'_>, mark: &str, style: Style) -> Option<Found> {
    let from = mark.len();
    let end = end_of(here, from, mark).filter(|_| opens(here))?;
    let after = here.after(end + from);
    if after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let span = here.span(from, end - from);
    Found::new(here.at + end + from, Meaning::Words(span, style))
}

/// The name of a role before its text, `ref` of ``ref:`…` ``.
fn role(rest: &str) -> Option<&str> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':');
    let run = &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())];
    let name = run.strip_suffix(':').filter(|name| !name.is_empty())?;
    rest[run.len()..].starts_with('`').then_some(name)
}

/// A text between backquotes, with its role before or behind it, or as the text of a link.
fn interpreted(here: Cursor<'_>, before: Option<&str>, start: usize, end: usize) -> Option<Found> {
    let mut length = end + 1;
    let rest = &here.rest()[length..];
    let mut name = before;
    let mut link = false;
    if rest.starts_with('_') {
        link = true;
        length += rest
            .bytes()
            .take(2)
            .take_while(|&byte| byte == b'_')
            .count();
    } else if before.is_none()
        && let Some(behind) = rest.strip_prefix(':')
        && let Some(close) = behind.find(':').filter(|&close| close > 0)
        && !behind[..close].contains(char::is_whitespace)
    {
        name = Some(&behind[..close]);
        length += close + 2;
    }
    let inside = &here.rest()[start..end];
    let shown = match inside.rfind('<') {
        Some(open) if inside.ends_with('>') => Some(inside[..open].trim_end()),
        _ => None,
    };
    let meaning = match name {
        Some(name) if LINK_ROLES.contains(&name) => shown.map(str::len),
        Some("sup" | "superscript") => {
            let span = here.span(start, inside.len());
            return Found::new(here.at + length, Meaning::Words(span, Style::Raised));
        }
        Some("del" | "strike") => Some(0),
        Some(name) if is_code(name) => None,
        // A role of the author's own colours a text.
        Some(_) | None if link => Some(shown.map_or(inside.len(), str::len)),
        Some(_) | None => Some(inside.len()),
    };
    let Some(kept) = meaning.filter(|&kept| kept > 0) else {
        let text = if meaning.is_some() { "" } else { OBJECT };
        return Found::text(here.at + length, text);
    };
    let span: Span = here.span(start, kept);
    let style = if name == Some("strong") {
        Style::Bold
    } else {
        Style::Plain
    };
    Found::new(here.at + length, Meaning::Words(span, style))
}

/// Whether the text of a role is no prose.
fn is_code(role: &str) -> bool {
    const CODE: [&str; 22] = [
        "code", "literal", "math", "raw", "kbd", "samp", "file", "command", "program", "option",
        "envvar", "func", "class", "meth", "mod", "attr", "data", "exc", "obj", "const", "pep",
        "rfc",
    ];
    role.contains(':') || CODE.contains(&role)
}
