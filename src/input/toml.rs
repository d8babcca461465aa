//! TOML: the values of its parser, each with its place.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::data::{self, DEEPEST, Tree};
use super::escape::{aligned, backslash};
use super::{Format, Problem, Settings};
use crate::document::Document;
use crate::text::{MappedText, Source, Span};

/// A key of more names than this is refused: the parser would follow them without a bound.
const MOST_DOTS: usize = 500;

/// TOML.
pub struct Toml;

impl Format for Toml {
    fn name(&self) -> &'static str {
        "toml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["toml"]
    }

    fn read(&self, source: Source, settings: &Settings) -> Result<Document, Problem> {
        let dots = |line: &str| {
            let key = line.split('=').next().unwrap_or_default();
            key.bytes().filter(|&byte| byte == b'.').count()
        };
        if source.text().lines().any(|line| dots(line) > MOST_DOTS) {
            return Err(data::damaged(&source, "TOML", 0, "a key of too many names"));
        }
        // A lone carriage return ends a line to editors, but not to the parser.
        let parsed = unix_line_ends(source.text());
        let tree = {
            let parsed = DeTable::parse(&parsed).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                let why = error.message().lines().next().unwrap_or("a mistake");
                data::damaged(&source, "TOML", at, why)
            })?;
            tree(source.text(), parsed.get_ref())
        };
        let tree = tree.ok_or_else(|| data::damaged(&source, "TOML", 0, "nested too deep"))?;
        Ok(data::document(&tree, source, settings))
    }
}

/// The same bytes but for carriage returns that stand alone, which become line feeds.
fn unix_line_ends(text: &str) -> Cow<'_, str> {
    let mut bytes = text.bytes().zip(text.bytes().skip(1).chain([0]));
    if !bytes.any(|(byte, next)| byte == b'\r' && next != b'\n') {
        return Cow::Borrowed(text);
    }
    let kept = text.replace("\r\n", "\u{1}\n").replace('\r', "\n");
    Cow::Owned(kept.replace("\u{1}\n", "\r\n"))
}

/// What is still to be read, the next last.
enum Task<'t> {
    Key(Span, &'t str),
    Value(&'t Spanned<DeValue<'t>>),
    Close,
}

/// The tree of a table; `None` where it is nested too deep.
fn tree(text: &str, root: &DeTable) -> Option<Tree> {
    let mut tree = Tree::default();
    // All keys and values that are no table and no array.
    let mut values = Vec::new();
    tree.object();
    let mut tasks = vec![Task::Close];
    fields(root, &mut tasks);
    while let Some(task) = tasks.pop() {
        match task {
            Task::Close => tree.close(),
            Task::Key(span, name) => {
                values.push((span, None));
                tree.key(string(text, span, name));
            }
            Task::Value(value) => match value.get_ref() {
                DeValue::String(value_text) => {
                    let span = Span::from(value.span());
                    let id = tree.text(string(text, span, value_text));
                    values.push((span, Some(id)));
                }
                DeValue::Array(items) => {
                    tree.list();
                    tasks.push(Task::Close);
                    tasks.extend(items.iter().rev().map(Task::Value));
                }
                DeValue::Table(table) => {
                    tree.object();
                    tasks.push(Task::Close);
                    fields(table, &mut tasks);
                }
                _ => {
                    let id = tree.other();
                    values.push((Span::from(value.span()), Some(id)));
                }
            },
        }
        if tree.depth() > DEEPEST {
            return None;
        }
    }
    values.sort_by_key(|(span, _)| span.start);
    tree.remark_gaps(text, &values);
    Some(tree)
}

/// The fields of a table in the order of the source.
fn fields<'t>(table: &'t DeTable<'t>, tasks: &mut Vec<Task<'t>>) {
    let mut sorted: Vec<_> = table.iter().collect();
    sorted.sort_by_key(|(key, _)| std::cmp::Reverse(key.span().start));
    for (key, value) in sorted {
        tasks.push(Task::Value(value));
        tasks.push(Task::Key(Span::from(key.span()), key.get_ref()));
    }
}

/// A string, or a key, with its map; `span` may hold its quotes.
fn string(text: &str, span: Span, value: &str) -> MappedText {
    let written = text.get(span.range()).unwrap_or_default();
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        let inside = written.strip_prefix(quote);
        let Some(inside) = inside.and_then(|inside| inside.strip_suffix(quote)) else {
            continue;
        };
        let start = span.start + quote.len();
        let first = if quote.len() == 3 {
            // The line end behind the quotes is no part of the text.
            inside.len()
                - inside
                    .strip_prefix("\r\n")
                    .or(inside.strip_prefix('\n'))
                    .unwrap_or(inside)
                    .len()
        } else {
            0
        };
        let inner = Span::new(start + first, start + inside.len());
        return if quote.starts_with('"') {
            aligned(text, inner, value, backslash)
        } else {
            aligned(text, inner, value, |_| None)
        };
    }
    aligned(text, span, value, |_| None)
}
