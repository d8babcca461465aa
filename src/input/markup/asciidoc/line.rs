//! Markup in a line of AsciiDoc.

use crate::input::html;
use crate::input::markup::inline::{Cursor, Found, Meaning, Style};
use crate::text::Span;

/// The longest name of a macro.
const LONGEST_NAME: usize = 12;

pub(super) fn markup(here: Cursor<'_>) -> Option<Found> {
    let at = here.at;
    let rest = here.rest();
    match rest.bytes().next()? {
        b'\\' => {
            let c = here.after(1).filter(char::is_ascii_punctuation)?;
            Found::new(at + 2, Meaning::Verbatim(here.span(1, c.len_utf8())))
        }
        b'*' => words(here, "**", "*", Style::Bold),
        b'_' => words(here, "__", "_", Style::Plain),
        b'#' => words(here, "##", "#", Style::Plain),
        b'"' if rest.starts_with("\"`") => Found::text(at + 2, "“"),
        b'`' if rest.starts_with("`\"") => Found::text(at + 2, "”"),
        b'`' => {
            let end = marked(here, "``", "`")?;
            Found::object(at + end.end)
        }
        b'+' => {
            let breaks = here.before() == Some(' ') && here.after(1).is_none_or(|c| c == '\n');
            if breaks {
                return Found::new(at + 1, Meaning::Break);
            }
            let inside = marked(here, "++", "+")?;
            let span = here.span(inside.start, inside.text);
            Found::new(at + inside.end, Meaning::Verbatim(span))
        }
        b'^' => unparted(here, "^", Style::Raised),
        b'~' => unparted(here, "~", Style::Plain),
        b'<' => {
            let end = rest
                .starts_with("<<")
                .then(|| here.find(2, ">>"))
                .flatten()?;
            let inside = &rest[2..end];
            match inside.find(',') {
                Some(comma) => {
                    let span = here.span(3 + comma, inside.len() - comma - 1);
                    Found::words(at + end + 2, span, Style::Plain)
                }
                None => Found::object(at + end + 2),
            }
        }
        b'[' => bracket(here),
        b'{' => {
            let end = here.find(1, "}")?;
            let name = &rest[1..end];
            let named = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
            let text = match name {
                "nbsp" => "\u{a0}",
                "sp" => " ",
                "empty" | "zwsp" | "wj" => "",
                _ => crate::input::markup::OBJECT,
            };
            let whole = name.chars().all(named);
            whole.then(|| Found::text(at + end + 1, text)).flatten()
        }
        b'(' if rest.starts_with("(((") => {
            let end = here.find(3, ")))")?;
            Found::text(at + end + 3, "")
        }
        b'(' if rest.starts_with("((") => {
            let end = here.find(2, "))")?;
            Found::words(at + end + 2, here.span(2, end - 2), Style::Plain)
        }
        b'&' => {
            let (length, text) = html::entity(rest);
            (length > 1)
                .then(|| Found::text(at + length, text))
                .flatten()
        }
        b':' => named(here),
        _ => None,
    }
}

/// Where markup ends, and where the text between its marks begins, and how long that is.
struct Marked {
    start: usize,
    text: usize,
    end: usize,
}

/// Text between marks that may stand in a word, or else between marks that may not.
fn marked(here: Cursor<'_>, double: &str, single: &str) -> Option<Marked> {
    let made = |mark: &str, end: usize| Marked {
        start: mark.len(),
        text: end - mark.len(),
        end: end + mark.len(),
    };
    if here.rest().starts_with(double)
        && let Some(end) = here.find(2, double)
    {
        return Some(made(double, end));
    }
    let free = here.opens() && here.before() != Some('_');
    let end = here.closing(1, single).filter(|_| free)?;
    Some(made(single, end))
}

fn words(here: Cursor<'_>, double: &str, single: &str, style: Style) -> Option<Found> {
    let found = marked(here, double, single)?;
    let span = here.span(found.start, found.text);
    Found::words(here.at + found.end, span, style)
}

/// `^2^`, which holds no white space.
fn unparted(here: Cursor<'_>, mark: &str, style: Style) -> Option<Found> {
    let end = here.find(1, mark)?;
    let whole = !here.rest()[1..end].contains(char::is_whitespace);
    let span = here.span(1, end - 1);
    whole
        .then(|| Found::words(here.at + end + 1, span, style))
        .flatten()
}

/// An anchor, or attributes of the words behind them.
fn bracket(here: Cursor<'_>) -> Option<Found> {
    let rest = here.rest();
    if rest.starts_with("[[") {
        let end = here.find(2, "]]")?;
        return Found::text(here.at + end + 2, "");
    }
    let end = here.close(1, b'[', b']')?;
    let next = rest[end + 1..].chars().next();
    let mark = next.filter(|c| matches!(c, '#' | '*' | '_'))?;
    let mark = &rest[end + 1..=end + mark.len_utf8()];
    let double = if rest[end + 1..].starts_with(&mark.repeat(2)) {
        2
    } else {
        1
    };
    let from = end + 1 + double;
    let mark = mark.repeat(double);
    let close = if double == 2 {
        here.find(from, &mark)
    } else {
        here.closing(from, &mark)
    }?;
    let struck = rest[1..end].contains("line-through");
    let style = match (struck, mark.as_bytes()[0]) {
        (true, _) => Style::Struck,
        (false, b'*') => Style::Bold,
        (false, _) => Style::Plain,
    };
    let span = Span::new(here.at + from, here.at + close);
    Found::words(here.at + close + double, span, style)
}

/// A macro, `name:target[text]`, told by its colon.
fn named(here: Cursor<'_>) -> Option<Found> {
    let before = here.text_before();
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphabetic())
        .take(LONGEST_NAME)
        .last()
        .map(|(at, _)| at)?;
    let name = &before[start..];
    let rest = here.rest();
    let open = rest
        .find(['[', ' ', '\n'])
        .filter(|&at| rest[at..].starts_with('['))?;
    let close = here.close(open + 1, b'[', b']')?;
    let end = here.at + close + 1;
    let inside = here.span(open + 1, close - open - 1);
    let has_text = !inside.is_empty();
    let found = match name {
        "link" | "xref" | "http" | "https" | "ftp" | "mailto" | "btn" => {
            // A text may be followed by attributes and `^`.
            let text = &rest[open + 1..close];
            let cut = text
                .find([',', '^'])
                .filter(|_| name != "btn")
                .unwrap_or(text.len());
            let words = Span::new(inside.start, inside.start + cut);
            if has_text {
                Found::words(end, words, Style::Plain)
            } else {
                Found::object(end)
            }
        }
        "footnote" if has_text => Found::new(end, Meaning::Note(inside)),
        "image" | "icon" => {
            let text = &rest[open + 1..close];
            let cut = text.find(',').unwrap_or(text.len());
            let words = Span::new(inside.start, inside.start + cut);
            Found::new(end, Meaning::Shown(words))
        }
        "pass" => Found::new(end, Meaning::Verbatim(inside)),
        "kbd" | "menu" | "stem" | "latexmath" | "asciimath" => Found::object(end),
        "anchor" | "indexterm" | "footnote" => Found::text(end, ""),
        _ => None,
    };
    found.map(|found| found.begun(name.len()))
}
