//! Data with fields: JSON, YAML, TOML and the like give one tree, and this makes it a document.
//!
//! An object is a section: the field that names it is its heading, the others stand under their
//! keys as definitions under terms. So fields of one object are one context. Objects of one list
//! are different things, unless they are parts of one text.

mod alike;
mod text;
mod tree;
mod walk;
mod words;

use super::builder::Builder;
use super::{Problem, Settings};
use crate::document::Document;
use crate::text::Source;

pub(super) use text::{cell, field, in_words};
#[cfg(feature = "yaml")]
pub(super) use tree::hash_comments;
pub(super) use tree::{DEEPEST, NodeId, Tree};
pub(super) use walk::spoken;
pub(super) use words::{FieldRole, is_no_content, role};

/// The document of a tree.
pub(super) fn document(tree: &Tree, source: Source, settings: &Settings) -> Document {
    let mut builder = Builder::new(true);
    walk::read(tree, settings, &mut builder);
    let mut document = builder.finish(source);
    // Tables of TOML are read with what they belong to, wherever they stand.
    document.comments.sort_by_key(|comment| comment.span.start);
    document
}

/// Reads a tree into what is open.
pub(super) fn read(tree: &Tree, settings: &Settings, builder: &mut Builder) {
    walk::read(tree, settings, builder);
}

/// What is told of a text that is not of its format from `at` on.
pub(super) fn damaged(source: &Source, format: &str, at: usize, why: &str) -> Problem {
    let place = source.position(at);
    Problem {
        path: source.name().to_string(),
        message: format!("not {format}: {why} at {}:{}", place.line, place.column),
    }
}
