//! The parts of a message: which of them are read, and how.

use super::decode;
use super::header::Head;
use super::reply;
use crate::input::builder::Builder;
use crate::input::data::field;
use crate::input::html::{Fragment, Machine};
use crate::text::{MappedText, Span};

/// Parts nested deeper than this are left out.
const DEEPEST: usize = 16;
/// More parts than this of one message are left out.
const MOST_PARTS: usize = 1000;

/// Reads one message: its subject heads what its parts say.
pub(super) fn message(text: &str, span: Span, builder: &mut Builder) {
    let depth = builder.depth();
    builder.record(None);
    let head = Head::read(text, span);
    if let Some(subject) = head
        .text(text, "subject")
        .filter(|subject| !subject.is_blank())
    {
        let inner = builder.depth();
        builder.name();
        builder.mapped(&subject);
        builder.close_to(inner);
    }
    let mut waiting = vec![(span, 0)];
    let mut read = 0;
    while let Some((span, level)) = waiting.pop() {
        read += 1;
        if read > MOST_PARTS {
            break;
        }
        let head = Head::read(text, span);
        let body = Span::new(head.body, span.end);
        let kind = head.value(text, "content-type");
        if head.value(text, "content-disposition") == "attachment" || level > DEEPEST {
            continue;
        }
        if kind.starts_with("multipart/") {
            let boundary = head.parameter(text, "content-type", "boundary");
            let mut parts = boundary.map_or_else(Vec::new, |boundary| parts(text, body, boundary));
            if kind == "multipart/alternative" {
                parts = plainest(text, &parts).into_iter().collect();
            }
            waiting.extend(parts.into_iter().rev().map(|part| (part, level + 1)));
        } else if kind == "message/rfc822" {
            waiting.push((body, level + 1));
        } else if matches!(kind.as_str(), "" | "text/plain" | "text/html") {
            let inner = builder.depth();
            builder.value(None);
            read_text(text, &head, body, kind == "text/html", builder);
            builder.close_to(inner);
        }
    }
    builder.close_to(depth);
}

fn read_text(text: &str, head: &Head, body: Span, is_html: bool, builder: &mut Builder) {
    let charset = head.parameter(text, "content-type", "charset");
    let decoded = match head.value(text, "content-transfer-encoding").as_str() {
        "quoted-printable" => decode::quoted_printable(text, body, charset),
        "base64" => decode::base64(text, body, charset),
        _ => MappedText::verbatim(&text[body.range()], body.start),
    };
    if is_html {
        Machine::default().feed(Fragment::mapped(&decoded), builder);
    } else {
        field(&reply::own_words(&decoded), builder);
    }
}

/// The parts between the lines of a boundary.
fn parts(text: &str, body: Span, boundary: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if boundary.is_empty() {
        return found;
    }
    let mut open = None;
    let mut at = body.start;
    for line in text[body.range()].split_inclusive('\n') {
        let mark = line
            .strip_prefix("--")
            .and_then(|mark| mark.strip_prefix(boundary));
        if let Some(rest) = mark
            .map(str::trim_end)
            .filter(|rest| matches!(*rest, "" | "--"))
        {
            found.extend(open.map(|start| Span::new(start, at)));
            open = rest.is_empty().then_some(at + line.len());
        }
        at += line.len();
    }
    // A message that was cut off ends with its last part.
    found.extend(open.map(|start| Span::new(start.min(body.end), body.end)));
    found
}

/// Of alternatives the plain text, which says the same as the others; else the last.
fn plainest(text: &str, parts: &[Span]) -> Option<Span> {
    let plain = |part: &&Span| {
        let head = Head::read(text, **part);
        head.value(text, "content-type") == "text/plain"
    };
    parts.iter().find(plain).or(parts.last()).copied()
}
