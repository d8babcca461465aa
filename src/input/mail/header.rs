//! The head of a message or a part: fields, and what some of them say.

use super::decode;
use crate::text::{MappedText, Span};

/// Heads of more bytes than this are cut.
const LONGEST_HEAD: usize = 256 * 1024;

/// The fields of a head, as written, with line ends where they were folded.
#[derive(Default)]
pub(super) struct Head {
    fields: Vec<(String, Span)>,
    /// Where the body begins.
    pub(super) body: usize,
}

impl Head {
    /// Reads the head that stands at the beginning of a span.
    pub(super) fn read(text: &str, span: Span) -> Self {
        let mut head = Self {
            fields: Vec::new(),
            body: span.end,
        };
        let mut at = span.start;
        for line in text[span.range()].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let body = line.trim_end_matches(['\n', '\r']);
            if body.is_empty() {
                head.body = at;
                break;
            }
            let end = start + body.len();
            if body.starts_with([' ', '\t']) {
                if let Some((_, value)) = head.fields.last_mut() {
                    value.end = end;
                }
            } else if let Some((name, value)) = body.split_once(':') {
                let from = end - value.trim_start().len();
                let name = name.trim().to_ascii_lowercase();
                head.fields.push((name, Span::new(from, end.max(from))));
            }
            if at - span.start > LONGEST_HEAD {
                head.body = at;
                break;
            }
        }
        head
    }

    /// Where the value of a field stands.
    pub(super) fn field(&self, name: &str) -> Option<Span> {
        let mut fields = self.fields.iter();
        let (_, span) = fields.find(|(its, _)| its == name)?;
        Some(*span)
    }

    /// The text of a field with its encoded words decoded.
    pub(super) fn text(&self, source: &str, name: &str) -> Option<MappedText> {
        Some(decode::words(source, self.field(name)?))
    }

    /// The value of a field before its parameters, in lower case.
    pub(super) fn value(&self, source: &str, name: &str) -> String {
        let value = self.field(name).map_or("", |span| &source[span.range()]);
        let value = value.split(';').next().unwrap_or_default();
        value.trim().to_ascii_lowercase()
    }

    /// A parameter of a field: the `charset` of `content-type`.
    pub(super) fn parameter<'s>(
        &self,
        source: &'s str,
        field: &str,
        name: &str,
    ) -> Option<&'s str> {
        let value = &source[self.field(field)?.range()];
        value.split(';').skip(1).find_map(|parameter| {
            let (its, value) = parameter.split_once('=')?;
            let same = its.trim().eq_ignore_ascii_case(name);
            same.then(|| value.trim().trim_matches('"'))
        })
    }
}
