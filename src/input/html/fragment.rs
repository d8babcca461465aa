//! A run of HTML and its place in the source; texts with their entities resolved and mapped.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as GumSpan, Tokenizer};

use crate::text::{MappedText, Span};

/// No entity is longer than this, its `&` and `;` included.
const LONGEST_ENTITY: usize = 40;

/// HTML that stands in the source in one run or in several, such as the lines of a quoted block,
/// or behind escapes.
#[derive(Clone, Copy)]
pub(in crate::input) struct Fragment<'a> {
    pub(super) html: &'a str,
    places: Places<'a>,
}

/// Where in the source the text of a fragment stands.
#[derive(Clone, Copy)]
enum Places<'a> {
    /// For offsets of the text, rising from 0.
    Segments(&'a [(usize, usize)]),
    /// As a text with its own map says.
    Mapped(&'a MappedText),
}

impl<'a> Fragment<'a> {
    /// `segments` say for offsets of `html`, rising from 0, where in the source they stand.
    pub(in crate::input) fn new(html: &'a str, segments: &'a [(usize, usize)]) -> Self {
        Self {
            html,
            places: Places::Segments(segments),
        }
    }

    /// HTML with its own map to the source.
    pub(in crate::input) fn mapped(html: &'a MappedText) -> Self {
        Self {
            html: html.text(),
            places: Places::Mapped(html),
        }
    }

    /// Where the text at `span` begins in the source, if it stands there as it is.
    pub(super) fn start(&self, span: Span) -> Option<usize> {
        let joined = matches!(self.places, Places::Segments(_)) && self.is_joined(span);
        joined.then(|| self.source(span.start))
    }

    /// The place of a span in the source.
    pub(super) fn source_span(&self, span: Span) -> Span {
        if let Places::Mapped(text) = self.places {
            return text.source_span(span).unwrap_or_default();
        }
        let start = self.source(span.start);
        let end = if span.is_empty() {
            start
        } else {
            self.source(span.end - 1) + 1
        };
        Span::new(start, end.max(start))
    }

    /// The text at `span`, whose value the tokenizer says is `value`.
    pub(super) fn text(&self, span: Span, value: &str) -> MappedText {
        let mut text = MappedText::default();
        let Some(written) = self.html.get(span.range()) else {
            return text;
        };
        if written == value && self.is_joined(span) {
            text.push(value, self.source(span.start));
            return text;
        }
        let (mut at, mut done) = (0, 0);
        while at < written.len() && done < value.len() {
            let rest = &written[at..];
            let plain = rest.find(['&', '\r']).unwrap_or(rest.len());
            if plain > 0 {
                if value.get(done..done + plain) != Some(&rest[..plain]) {
                    break;
                }
                self.push_plain(
                    &mut text,
                    Span::new(span.start + at, span.start + at + plain),
                );
                at += plain;
                done += plain;
                continue;
            }
            let (taken, made) = if rest.starts_with("\r\n") {
                (2, "\n".into())
            } else if rest.starts_with('\r') {
                (1, "\n".into())
            } else {
                entity(rest)
            };
            if !value[done..].starts_with(&*made) {
                break;
            }
            let place = Span::new(span.start + at, span.start + at + taken);
            if self.html[place.range()] == *made {
                self.push_plain(&mut text, place);
            } else {
                text.push_replaced(&made, self.source_span(place));
            }
            at += taken;
            done += made.len();
        }
        if done < value.len() {
            // What the tokenizer made of the rest is another text than is written.
            let rest = Span::new(span.start + at, span.end);
            text.push_replaced(&value[done..], self.source_span(rest));
        }
        text
    }

    fn segments(&self) -> &'a [(usize, usize)] {
        match self.places {
            Places::Segments(segments) => segments,
            Places::Mapped(_) => &[],
        }
    }

    fn segment(&self, at: usize) -> usize {
        self.segments()
            .partition_point(|&(start, _)| start <= at)
            .saturating_sub(1)
    }

    fn source(&self, at: usize) -> usize {
        let segment = self.segments().get(self.segment(at));
        segment.map_or(at, |(start, source)| source + at - start)
    }

    fn is_joined(&self, span: Span) -> bool {
        let segments = self.segments();
        segments.len() == 1
            || !segments.is_empty()
                && (span.is_empty() || self.segment(span.start) == self.segment(span.end - 1))
    }

    fn push_plain(&self, text: &mut MappedText, span: Span) {
        if let Places::Mapped(map) = self.places {
            map.append_to(text, span);
            return;
        }
        let mut at = span.start;
        while at < span.end {
            let next = self.segments().get(self.segment(at) + 1);
            let end = next.map_or(span.end, |&(start, _)| start.min(span.end));
            text.push(&self.html[at..end], self.source(at));
            at = end;
        }
    }
}

/// How much of a text that begins with `&` is an entity, and what it stands for.
pub(in crate::input) fn entity(text: &str) -> (usize, String) {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'#';
    let name = text
        .bytes()
        .skip(1)
        .take(LONGEST_ENTITY)
        .take_while(|&byte| is_part(byte))
        .count();
    let length = 1 + name + usize::from(text[1 + name..].starts_with(';'));
    let written = &text[..length];
    let mut value = Vec::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: GumSpan<()>| {
        if let CallbackEvent::String { value: part } = event {
            value.extend_from_slice(part);
        }
        None::<std::convert::Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(written, emitter).finish();
    let value = String::from_utf8(value).unwrap_or_default();
    // An entity may end before its name does: `&notit` is `¬it`.
    let kept = written
        .bytes()
        .rev()
        .zip(value.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let kept = kept.min(length - 1);
    if value == written {
        return (1, "&".to_owned());
    }
    let made = value[..value.len() - kept].to_owned();
    if made.is_empty() {
        (length, value)
    } else {
        (length - kept, made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, value: &str, pieces: &[(&str, &str)]) {
        let segments = [(0, 0)];
        let text = Fragment::new(written, &segments).text(Span::new(0, written.len()), value);
        assert_eq!(text.text(), value);
        for (part, source) in pieces {
            let at = value.find(part).unwrap();
            let span = text.source_span(Span::new(at, at + part.len())).unwrap();
            assert_eq!(&written[span.range()], *source, "{written}");
        }
    }

    #[test]
    fn entities_map_to_their_source() {
        check("a&nbsp;b", "a\u{a0}b", &[("\u{a0}", "&nbsp;"), ("b", "b")]);
        check("a & b", "a & b", &[("&", "&")]);
        check("a &amp b", "a & b", &[("&", "&amp"), ("b", "b")]);
        check("&notit; x", "¬it; x", &[("¬", "&not"), ("it;", "it;")]);
        check("&#8363;&#x20AB;", "₫₫", &[("₫", "&#8363;")]);
        check("&unknown; x", "&unknown; x", &[("&unknown", "&unknown")]);
        check("a\r\nb\rc", "a\nb\nc", &[("b", "b"), ("c", "c")]);
        check("&NotEqualTilde;!", "≂̸!", &[("!", "!")]);
    }

    #[test]
    fn a_text_behind_escapes_maps_through_both() {
        let mut html = MappedText::default();
        html.push("<b>", 1);
        html.push_replaced("\u{a0}", Span::new(4, 10));
        html.push("a&amp;b</b>", 10);
        let fragment = Fragment::mapped(&html);
        let at = html.text().find("\u{a0}").unwrap();
        let text = fragment.text(Span::new(at, at + 9), "\u{a0}a&b");
        assert_eq!(text.text(), "\u{a0}a&b");
        assert_eq!(text.source_span(Span::new(0, 2)), Some(Span::new(4, 10)));
        assert_eq!(text.source_span(Span::new(3, 4)), Some(Span::new(11, 16)));
    }

    #[test]
    fn segments_map_each_to_its_own_place() {
        let segments = [(0, 2), (3, 10)];
        let text = Fragment::new("ab\ncd", &segments).text(Span::new(0, 5), "ab\ncd");
        assert_eq!(text.source_span(Span::new(0, 2)), Some(Span::new(2, 4)));
        assert_eq!(text.source_span(Span::new(3, 5)), Some(Span::new(10, 12)));
    }
}
