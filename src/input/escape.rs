//! Texts with escapes, mapped to their places: every character knows what stands for it.

use std::borrow::Cow;

use crate::text::{MappedText, Span};

/// The text at `span` of `source`, in which `special` begins an escape.
///
/// `read` is given what follows, the special character first, and says how many bytes the escape
/// has and what they stand for; `None` where it is none.
pub(super) fn unescaped(
    source: &str,
    span: Span,
    special: impl Fn(char) -> bool,
    read: impl Fn(&str) -> Option<(usize, Cow<'static, str>)>,
) -> MappedText {
    let mut text = MappedText::default();
    let end = span.end.min(source.len());
    let mut at = span.start;
    while let Some(rest) = source.get(at..end).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(&special).unwrap_or(rest.len());
        text.push(&rest[..plain], at);
        at += plain;
        let Some(first) = rest[plain..].chars().next() else {
            break;
        };
        if let Some((taken, made)) = read(&rest[plain..]) {
            let taken = taken.max(first.len_utf8());
            text.push_replaced(&made, Span::new(at, at + taken));
            at += taken;
        } else {
            text.push(&rest[plain..plain + first.len_utf8()], at);
            at += first.len_utf8();
        }
    }
    text
}

/// An escape as C, Java, JSON and many others write it: `\n`, `\"`, `\u20ab`, `\U0001f4a9`.
///
/// A pair of surrogates is one escape. An unknown one stands for what follows the backslash.
pub(super) fn backslash(rest: &str) -> Option<(usize, Cow<'static, str>)> {
    let mut chars = rest.chars();
    if chars.next()? != '\\' {
        return None;
    }
    let made: Cow<'static, str> = match chars.next()? {
        'n' => "\n".into(),
        't' => "\t".into(),
        'r' => "\r".into(),
        'b' => "\u{8}".into(),
        'f' => "\u{c}".into(),
        '0' => "\0".into(),
        'u' => return unicode(rest, 4),
        'U' => return unicode(rest, 8).or_else(|| unicode(rest, 4)),
        'x' => return unicode(rest, 2),
        '\r' if rest[2..].starts_with('\n') => return Some((3, "".into())),
        '\n' | '\r' => "".into(),
        other => return Some((1 + other.len_utf8(), other.to_string().into())),
    };
    Some((2, made))
}

fn unicode(rest: &str, digits: usize) -> Option<(usize, Cow<'static, str>)> {
    let first = hex(rest, 2, digits)?;
    let length = 2 + digits;
    if let Some(c) = char::from_u32(first) {
        return Some((length, c.to_string().into()));
    }
    let next = rest.get(length..).filter(|next| next.starts_with("\\u"));
    let second = next.and_then(|next| hex(next, 2, 4));
    let pair =
        second.filter(|low| (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(low));
    let Some(low) = pair else {
        return Some((length, "\u{fffd}".into()));
    };
    let code = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
    let c = char::from_u32(code).unwrap_or('\u{fffd}');
    Some((length + 6, c.to_string().into()))
}

fn hex(text: &str, from: usize, digits: usize) -> Option<u32> {
    let written = text.get(from..from + digits)?;
    let all = written.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(written, 16).ok())?
}

/// The text at `span` of `source` whose value a parser says is `value`: lines may have been
/// folded, indents taken out and escapes resolved by `read`.
pub(super) fn aligned(
    source: &str,
    span: Span,
    value: &str,
    read: impl Fn(&str) -> Option<(usize, Cow<'static, str>)>,
) -> MappedText {
    let mut text = MappedText::default();
    let written = source.get(span.range()).unwrap_or_default();
    let (mut at, mut done) = (0, 0);
    while done < value.len() {
        let (rest, wanted) = (&written[at..], &value[done..]);
        let same = shared(rest, wanted);
        if same > 0 {
            text.push(&wanted[..same], span.start + at);
            (at, done) = (at + same, done + same);
            continue;
        }
        let (taken, made) = match read(rest) {
            Some((taken, made)) if wanted.starts_with(&*made) => (taken, made.len()),
            _ => folded(rest, wanted),
        };
        if taken == 0 {
            break;
        }
        let place = Span::new(span.start + at, span.start + at + taken);
        text.push_replaced(&wanted[..made], place);
        (at, done) = (at + taken, done + made);
    }
    if done < value.len() {
        // The parser made another text of the rest than is written.
        text.push_replaced(&value[done..], Span::new(span.start + at, span.end));
    }
    text
}

/// How many bytes two texts have in common at their beginning, up to what may be an escape or a
/// line end.
fn shared(written: &str, value: &str) -> usize {
    let pairs = written.chars().zip(value.chars());
    let same = pairs.take_while(|(a, b)| a == b && !matches!(a, '\\' | '\r' | '\n' | '\'' | '"'));
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// A run of white space with a line end, or a character by itself: how much of `written` it is,
/// and how much of `value`.
fn folded(written: &str, value: &str) -> (usize, usize) {
    let space = written.len() - written.trim_start().len();
    if written[..space].contains(['\n', '\r']) {
        let made = value.len() - value.trim_start().len();
        return (space, made);
    }
    match (written.chars().next(), value.chars().next()) {
        (Some(a), Some(b)) if a == b => (a.len_utf8(), b.len_utf8()),
        // An indent, or the first of two quotes.
        (Some(a), Some(_)) if a.is_whitespace() || matches!(a, '\'' | '\\') => (a.len_utf8(), 0),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &MappedText, source: &str, part: &str, written: &str) {
        let at = text.text().find(part).unwrap();
        let span = text.source_span(Span::new(at, at + part.len())).unwrap();
        assert_eq!(&source[span.range()], written, "{source}");
    }

    #[test]
    fn escapes_map_to_what_stands_for_them() {
        let source = r#""30\u00a0GB \"free\" \ud83d\ude00!\n2""#;
        let inside = Span::new(1, source.len() - 1);
        let text = unescaped(source, inside, |c| c == '\\', backslash);
        assert_eq!(text.text(), "30\u{a0}GB \"free\" 😀!\n2");
        check(&text, source, "30\u{a0}GB", r"30\u00a0GB");
        check(&text, source, "\"free\"", r#"\"free\""#);
        check(&text, source, "😀!", r"\ud83d\ude00!");
        check(&text, source, "2", "2");
    }

    #[test]
    fn broken_escapes_are_text() {
        for source in ["\\", "a\\u12", "\\ud800x", "\\x", "\\q"] {
            let whole = Span::new(0, source.len());
            let text = unescaped(source, whole, |c| c == '\\', backslash);
            assert!(text.text().len() <= source.len() + 2, "{source}");
        }
    }

    #[test]
    fn folded_lines_are_aligned() {
        let source = "one\n   two\n\n   three";
        let text = aligned(source, Span::new(0, source.len()), "one two\nthree", |_| {
            None
        });
        assert_eq!(text.text(), "one two\nthree");
        check(&text, source, "one two", "one\n   two");
        check(&text, source, "three", "three");
        let source = "it''s";
        let text = aligned(source, Span::new(0, source.len()), "it's", |_| None);
        check(&text, source, "it's", "it''s");
        let source = "  a\n    b\n";
        let text = aligned(source, Span::new(0, source.len()), "a\n  b\n", |_| None);
        check(&text, source, "b", "b");
    }

    #[test]
    fn what_cannot_be_aligned_keeps_its_place() {
        let text = aligned("abc", Span::new(0, 3), "abXYZ", |_| None);
        assert_eq!(text.text(), "abXYZ");
        check(&text, "abc", "XYZ", "c");
    }
}
