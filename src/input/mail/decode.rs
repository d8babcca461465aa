//! What mail does to a text that it carries: quoted-printable, base64, encoded words.

use encoding_rs::{Encoding, UTF_8};

use crate::text::{MappedText, Origin, Span};

/// A byte that was decoded, and what stands for it.
type Byte = (u8, Span);

/// The text of a body in quoted-printable.
pub(super) fn quoted_printable(source: &str, span: Span, charset: Option<&str>) -> MappedText {
    let mut text = MappedText::default();
    let mut waiting: Vec<Byte> = Vec::new();
    let mut at = span.start;
    while let Some(rest) = source.get(at..span.end).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('=').unwrap_or(rest.len());
        if plain > 0 {
            flush(&mut waiting, charset, &mut text);
            text.push(&rest[..plain], at);
            at += plain;
            continue;
        }
        let soft = ["=\r\n", "=\n", "=\r"]
            .into_iter()
            .find(|end| rest.starts_with(end));
        if let Some(end) = soft {
            at += end.len();
        } else if let Some(byte) = rest.get(1..3).and_then(hex) {
            waiting.push((byte, Span::new(at, at + 3)));
            at += 3;
        } else {
            flush(&mut waiting, charset, &mut text);
            text.push("=", at);
            at += 1;
        }
    }
    flush(&mut waiting, charset, &mut text);
    text
}

/// The text of a body in base64; what is none is passed over.
pub(super) fn base64(source: &str, span: Span, charset: Option<&str>) -> MappedText {
    let mut text = MappedText::default();
    flush(&mut base64_bytes(source, span), charset, &mut text);
    text
}

/// The text of a header, in which words may be encoded: `=?UTF-8?Q?d=E1=BB=AF?=`.
pub(super) fn words(source: &str, span: Span) -> MappedText {
    let mut text = MappedText::default();
    let mut at = span.start;
    let mut after_word = false;
    while let Some(rest) = source.get(at..span.end).filter(|rest| !rest.is_empty()) {
        if let Some(length) = encoded(source, at, rest, &mut text) {
            at += length;
            after_word = true;
            continue;
        }
        let space = rest.len() - rest.trim_start().len();
        if space > 0 {
            // White space between two encoded words is no part of the text.
            if !(after_word && rest[space..].starts_with("=?")) {
                text.push_replaced(" ", Span::new(at, at + space));
            }
            at += space;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let ends = |c: char| c == '=' || c.is_whitespace();
        let plain = first + rest[first..].find(ends).unwrap_or(rest.len() - first);
        text.push(&rest[..plain], at);
        after_word = false;
        at += plain;
    }
    text
}

/// Appends the encoded word that a text begins with, and tells its length.
fn encoded(source: &str, at: usize, rest: &str, text: &mut MappedText) -> Option<usize> {
    let inside = rest.strip_prefix("=?")?;
    let mut parts = inside.splitn(3, '?');
    let (charset, kind, more) = (parts.next()?, parts.next()?, parts.next()?);
    let length = more.find("?=")?;
    let start = at + rest.len() - more.len();
    let span = Span::new(start, start + length);
    let charset = charset.split('*').next();
    match kind {
        "B" | "b" => flush(&mut base64_bytes(source, span), charset, text),
        "Q" | "q" => {
            let mapped = quoted_printable(source, span, charset);
            for (part, origin) in mapped.parts() {
                match origin {
                    Origin::Replaced(span) => text.push_replaced(part, span),
                    Origin::Verbatim(at) => underscores(part, at, text),
                }
            }
        }
        _ => return None,
    }
    Some(rest.len() - more.len() + length + 2)
}

/// Appends a text in which `_` stands for a space.
fn underscores(part: &str, at: usize, text: &mut MappedText) {
    let mut from = at;
    for piece in part.split_inclusive('_') {
        let word = piece.strip_suffix('_').unwrap_or(piece);
        text.push(word, from);
        if word.len() < piece.len() {
            text.push_replaced(" ", Span::new(from + word.len(), from + piece.len()));
        }
        from += piece.len();
    }
}

fn base64_bytes(source: &str, span: Span) -> Vec<Byte> {
    let mut bytes = Vec::new();
    let (mut bits, mut count, mut start) = (0_u32, 0, span.start);
    for (at, c) in source[span.range()].bytes().enumerate() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        if count == 0 {
            start = span.start + at;
        }
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(((bits >> count) as u8, Span::new(start, span.start + at + 1)));
            bits &= (1 << count) - 1;
            start = span.start + at;
        }
    }
    bytes
}

fn hex(digits: &str) -> Option<u8> {
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| u8::from_str_radix(digits, 16).ok())?
}

/// Appends bytes as text, each character with its place where the encoding is UTF-8.
fn flush(bytes: &mut Vec<Byte>, charset: Option<&str>, text: &mut MappedText) {
    let Some((first, last)) = bytes.first().zip(bytes.last()) else {
        return;
    };
    let whole = Span::new(first.1.start, last.1.end);
    let raw: Vec<u8> = bytes.iter().map(|(byte, _)| *byte).collect();
    let encoding = charset
        .and_then(|name| Encoding::for_label(name.as_bytes()))
        .unwrap_or(UTF_8);
    let (decoded, _, _) = encoding.decode(&raw);
    if decoded.as_bytes() == raw {
        for (at, c) in decoded.char_indices() {
            let end = at + c.len_utf8() - 1;
            let place = Span::new(bytes[at].1.start, bytes[end].1.end);
            let mut buffer = [0; 4];
            text.push_replaced(c.encode_utf8(&mut buffer), place);
        }
    } else {
        text.push_replaced(&decoded, whole);
    }
    bytes.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &MappedText, source: &str, part: &str, written: &str) {
        let at = text.text().find(part).unwrap();
        let span = text.source_span(Span::new(at, at + part.len())).unwrap();
        assert_eq!(&source[span.range()], written);
    }

    #[test]
    fn quoted_printable_keeps_places() {
        let source = "d=E1=BB=AF li=\r\n=E1=BB=87u =3D x =zz";
        let text = quoted_printable(source, Span::new(0, source.len()), Some("utf-8"));
        assert_eq!(text.text(), "dữ liệu = x =zz");
        check(&text, source, "dữ", "d=E1=BB=AF");
        check(&text, source, "liệu", "li=\r\n=E1=BB=87u");
    }

    #[test]
    fn base64_keeps_places() {
        let source = "ZOG7\r\nryBsaeG7h3U=";
        let text = base64(source, Span::new(0, source.len()), None);
        assert_eq!(text.text(), "dữ liệu");
        check(&text, source, "dữ", "ZOG7\r\nry");
    }

    #[test]
    fn headers_are_decoded_word_by_word() {
        let source =
            "Re: =?UTF-8?Q?G=C3=B3i_c=C6=B0=E1=BB=9Bc?=\r\n =?utf-8?B?IEZyZWVkb20=?= a = b";
        let text = words(source, Span::new(0, source.len()));
        assert_eq!(text.text(), "Re: Gói cước Freedom a = b");
        check(&text, source, "Gói", "G=C3=B3i");
    }
}
