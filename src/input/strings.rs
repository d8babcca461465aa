//! The strings files of Apple's systems: `"key" = "text";`.

use super::builder::{Remark, slashed};
use super::catalog::{Catalog, language_of, unknown};
use super::escape::{backslash, unescaped};
use super::{Format, Problem, Settings, data};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// `.strings`.
pub struct Strings;

impl Format for Strings {
    fn name(&self) -> &'static str {
        "strings"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["strings"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let language = language_of(source.name());
        let mut catalog = Catalog::new(settings);
        let mut reader = Reader {
            text: source.text(),
            at: 0,
            remarks: Vec::new(),
        };
        loop {
            let pair = reader.pair();
            for remark in reader.remarks.drain(..) {
                catalog.remark(remark);
            }
            match pair {
                Ok(None) => break,
                Ok(Some((key, text))) => {
                    // A key in words is the text of the language that was written first.
                    if key.text().contains(' ') {
                        catalog.message(None);
                        catalog.side(&key, Some(&unknown()));
                    } else {
                        catalog.message(Some(&key));
                    }
                    catalog.side(&text, language.as_ref());
                }
                Err((at, why)) => return Err(data::damaged(&source, "a strings file", at, why)),
            }
        }
        Ok(catalog.finish(source))
    }
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
    /// The comments that were passed.
    remarks: Vec<Remark>,
}

type Mistake = (usize, &'static str);

impl Reader<'_> {
    /// The next key with its text.
    fn pair(&mut self) -> Result<Option<(MappedText, MappedText)>, Mistake> {
        self.space();
        if self.at == self.text.len() {
            return Ok(None);
        }
        let key = self.word()?;
        self.space();
        if !self.passes('=') {
            return Err((self.at, "`=` is missing"));
        }
        self.space();
        let text = self.word()?;
        self.space();
        if !self.passes(';') {
            return Err((self.at, "`;` is missing"));
        }
        Ok(Some((key, text)))
    }

    fn passes(&mut self, sign: char) -> bool {
        let found = self.text[self.at..].starts_with(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    /// A text in quotes, or a word without.
    fn word(&mut self) -> Result<MappedText, Mistake> {
        let start = self.at;
        let rest = &self.text[start..];
        if !self.passes('"') {
            let part =
                |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '/' | ':');
            let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
            if length == 0 {
                return Err((start, "a text in quotes is missing"));
            }
            self.at += length;
            return Ok(MappedText::verbatim(&rest[..length], start));
        }
        let mut escaped = false;
        let end = rest[1..].find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some(length) = end else {
            return Err((start, "a text without an end"));
        };
        self.at = start + length + 2;
        let span = Span::new(start + 1, start + 1 + length);
        Ok(unescaped(self.text, span, |c| c == '\\', backslash))
    }

    /// Passes white space and comments.
    fn space(&mut self) {
        loop {
            let rest = self.text[self.at..].trim_start();
            self.at = self.text.len() - rest.len();
            let Some(remark) = slashed(self.text, self.at) else {
                return;
            };
            self.at = remark.span.end;
            self.remarks.push(remark);
        }
    }
}
