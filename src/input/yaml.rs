//! YAML: the events of its parser, each with its place.
//!
//! An alias is left out: what it stands for is read where it was written, so that no alias grows.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use super::builder::Remark;
use super::data::{self, DEEPEST, Tree, hash_comments};
use super::escape::{aligned, backslash};
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// YAML.
pub struct Yaml;

impl Format for Yaml {
    fn name(&self) -> &'static str {
        "yaml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["yaml", "yml"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let tree =
            tree(source.text()).map_err(|(at, why)| data::damaged(&source, "YAML", at, &why))?;
        Ok(data::document(&tree, source, settings))
    }
}

/// Offsets in characters, as the parser counts them, as bytes; they are asked for in rising order
/// but for a few.
struct Offsets<'s> {
    text: &'s str,
    characters: usize,
    bytes: usize,
}

impl Offsets<'_> {
    fn byte(&mut self, character: usize) -> usize {
        if character < self.characters {
            let back = self.characters - character;
            let before = self.text[..self.bytes].char_indices().rev();
            let found = before.take(back).last();
            return found.map_or(0, |(at, _)| at);
        }
        let ahead = self.text[self.bytes..].chars();
        let passed = ahead.take(character - self.characters);
        self.bytes += passed.map(char::len_utf8).sum::<usize>();
        self.characters = character;
        self.bytes
    }

    fn span(&mut self, span: YamlSpan) -> Span {
        let start = self.byte(span.start.index());
        Span::new(start, self.byte(span.end.index()).max(start))
    }
}

fn tree(text: &str) -> Result<Tree, (usize, Cow<'static, str>)> {
    let mut tree = Tree::default();
    let mut offsets = Offsets {
        text,
        characters: 0,
        bytes: 0,
    };
    // Up to where comments have been looked for: they stand between scalars.
    let mut passed = 0;
    let mut pass = |tree: &mut Tree, span: Span| {
        let gap = Span::new(passed, span.start.max(passed));
        for comment in hash_comments(text, gap, true) {
            tree.remark(Remark::hash(text, comment));
        }
        passed = span.end.max(passed);
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = offsets.byte(error.marker().index());
            (at, error.info().to_owned().into())
        })?;
        match event {
            Event::Scalar(value, style, _, tag) => {
                let span = offsets.span(span);
                pass(&mut tree, span);
                let mapped = || scalar(text, span, &value, style);
                if tree.in_object() && !tree.has_key() {
                    tree.key(mapped());
                } else if style == ScalarStyle::Plain && tag.is_none() && is_other(&value) {
                    tree.other();
                } else {
                    tree.text(mapped());
                }
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                // A key that is no text has no name.
                if tree.in_object() && !tree.has_key() {
                    return Err((offsets.span(span).start, "a key that is no text".into()));
                }
                if tree.depth() >= DEEPEST {
                    return Err((offsets.span(span).start, "nested too deep".into()));
                }
                if matches!(event, Event::MappingStart(..)) {
                    tree.object();
                } else {
                    tree.list();
                }
            }
            Event::SequenceEnd | Event::MappingEnd => tree.close(),
            Event::Alias(_) if tree.in_object() && !tree.has_key() => {
                tree.key(MappedText::default());
            }
            Event::Alias(_) => {
                tree.other();
            }
            _ => {}
        }
    }
    pass(&mut tree, Span::new(text.len(), text.len()));
    Ok(tree)
}

/// A scalar with its map; `span` holds its quotes or its sign.
fn scalar(text: &str, span: Span, value: &str, style: ScalarStyle) -> MappedText {
    let written = &text[span.range()];
    let inside = |quote: char| {
        let opens = usize::from(written.starts_with(quote));
        let closes = usize::from(written.len() > opens && written.ends_with(quote));
        Span::new(span.start + opens, span.end - closes)
    };
    match style {
        ScalarStyle::DoubleQuoted => aligned(text, inside('"'), value, backslash),
        ScalarStyle::SingleQuoted => aligned(text, inside('\''), value, |_| None),
        ScalarStyle::Plain => aligned(text, span, value, |_| None),
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let header = written.find('\n').map_or(0, |at| at + 1);
            let header = if written.starts_with(['|', '>']) {
                header
            } else {
                0
            };
            let body = Span::new(span.start + header, span.end);
            aligned(text, body, value, |_| None)
        }
    }
}

/// Whether a plain scalar is a number, a truth value or nothing.
fn is_other(value: &str) -> bool {
    let word = matches!(
        value,
        "" | "~"
            | "null"
            | "Null"
            | "NULL"
            | "true"
            | "True"
            | "TRUE"
            | "false"
            | "False"
            | "FALSE"
    );
    word || value.parse::<f64>().is_ok()
}
