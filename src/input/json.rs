//! JSON and JSON Lines: tokens with their places, read without recursion.
//!
//! Comments and commas behind the last value are let through, as many tools write them.

use super::builder::{Remark, slashed};
use super::data::{self, DEEPEST, Tree};
use super::escape::{backslash, unescaped};
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// JSON, also with comments.
pub struct Json;

/// JSON Lines: one value a line.
pub struct JsonLines;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonc", "json5", "webmanifest", "jsonld"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let tree =
            tree(source.text()).map_err(|(at, why)| data::damaged(&source, "JSON", at, why))?;
        Ok(data::document(&tree, source, settings))
    }
}

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "json-lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        Json.read(source, settings)
    }
}

/// The values of a text; several that stand one behind the other are all roots.
///
/// # Errors
///
/// Where the text is not JSON, and why.
pub(super) fn tree(text: &str) -> Result<Tree, (usize, &'static str)> {
    tree_at(text, 0)
}

/// As [`tree`], of a text that begins at the byte `origin` of its source.
pub(super) fn tree_at(text: &str, origin: usize) -> Result<Tree, (usize, &'static str)> {
    let mut reader = Reader {
        text,
        origin,
        at: 0,
        tree: Tree::default(),
    };
    while reader.value()? {}
    match reader.tree.depth() {
        0 => Ok(reader.tree),
        _ => Err((text.len(), "the end is missing")),
    }
}

struct Reader<'s> {
    text: &'s str,
    /// Where the text begins in its source.
    origin: usize,
    at: usize,
    tree: Tree,
}

impl Reader<'_> {
    /// Reads up to the end of one token; tells whether there was one.
    fn value(&mut self) -> Result<bool, (usize, &'static str)> {
        self.space();
        let start = self.at;
        let Some(first) = self.text[start..].chars().next() else {
            return Ok(false);
        };
        let wants_key = self.tree.in_object() && !self.tree.has_key();
        match first {
            '{' | '[' if !wants_key => {
                if self.tree.depth() >= DEEPEST {
                    return Err((start, "nested too deep"));
                }
                if first == '{' {
                    self.tree.object();
                } else {
                    self.tree.list();
                }
                self.at += 1;
            }
            '}' | ']' => {
                let closes_object = self.tree.in_object();
                if self.tree.depth() == 0 || closes_object != (first == '}') || self.tree.has_key()
                {
                    return Err((start, "a bracket that does not fit"));
                }
                self.tree.close();
                self.at += 1;
            }
            ',' if self.tree.depth() > 0 && !self.tree.has_key() => self.at += 1,
            '"' | '\'' => {
                let text = self.string(first)?;
                if wants_key {
                    self.colon(text)?;
                } else {
                    self.tree.text(text);
                }
            }
            _ => self.word(wants_key)?,
        }
        Ok(true)
    }

    fn string(&mut self, quote: char) -> Result<MappedText, (usize, &'static str)> {
        let start = self.at + 1;
        let mut escaped = false;
        let end = self.text[start..].char_indices().find(|&(_, c)| {
            let closes = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some((length, _)) = end else {
            return Err((self.at, "a text without an end"));
        };
        self.at = start + length + 1;
        let span = Span::new(start, start + length);
        let text = unescaped(self.text, span, |c| c == '\\', backslash);
        Ok(text.shifted(self.origin))
    }

    fn colon(&mut self, key: MappedText) -> Result<(), (usize, &'static str)> {
        self.space();
        if !self.text[self.at..].starts_with(':') {
            return Err((self.at, "a colon is missing"));
        }
        self.at += 1;
        self.tree.key(key);
        Ok(())
    }

    /// A number, `true`, `null`, or a key without quotes.
    fn word(&mut self, is_key: bool) -> Result<(), (usize, &'static str)> {
        let rest = &self.text[self.at..];
        let part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_' | '$');
        let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
        if length == 0 {
            return Err((self.at, "a sign that has no place here"));
        }
        let start = self.at;
        self.at += length;
        if is_key {
            return self.colon(MappedText::verbatim(&rest[..length], self.origin + start));
        }
        let number = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        let known = ["true", "false", "null", "NaN", "Infinity"];
        if !number && !known.contains(&&rest[..length]) {
            return Err((start, "a word without quotes"));
        }
        self.tree.other();
        Ok(())
    }

    /// Passes white space and comments.
    fn space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            self.at += rest.len() - trimmed.len();
            let Some(remark) = slashed(self.text, self.at) else {
                return;
            };
            self.at = remark.span.end;
            let span = remark.span.shifted(self.origin);
            self.tree.remark(Remark { span, ..remark });
        }
    }
}
