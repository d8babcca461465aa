//! Statements: places in a text that speak about a promise, with how they are meant.
//!
//! A statement carries its excerpt and the ids of its surroundings, so that judging needs no
//! document.

use std::sync::Arc;

use crate::language::{Category, ConditionKind, Reading};
use crate::quantity::Quantity;
use crate::rules::{ChannelId, FacetId, Promise, PromiseId};
use crate::text::{Position, Source, Span};

use super::scope::Scope;

/// An excerpt is cut to this many bytes on either side of its place.
const LONGEST_EXCERPT_SIDE: usize = 240;

/// A place in a text that speaks about a promise.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The promise.
    pub promise: PromiseId,
    /// What it does to the promise.
    pub role: Role,
    /// Where it stands: the phrase, or the quantity of a value; findings share it.
    pub place: Arc<Place>,
    /// How it is meant.
    pub reading: Reading,
    /// What it is about; statements of one document share it.
    pub scope: Arc<Scope>,
    /// The quantity, for [`Role::Value`].
    pub value: Option<Box<Quantity>>,
    /// The code of the language that it was read in.
    pub language: Arc<str>,
    /// The channel of its document.
    pub channel: Option<ChannelId>,
    /// Where in its document it stands.
    pub locus: Locus,
    /// Whether an exception that the promise allows is named in its sentence.
    pub allowed: bool,
    /// Whether it was matched without the marks on its letters.
    pub bare: bool,
    /// The answer that made a question into this statement.
    pub answer: Option<Arc<Place>>,
    /// Why it was read so, in the order of reading.
    pub because: Box<[Because]>,
}

/// What a statement does to its promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// It makes the promise.
    Claim,
    /// It breaks one facet of it.
    Breach(FacetId),
    /// It gives a value for it.
    Value,
    /// It says an exception, by the disclosure of that index.
    Disclosure(usize),
}

impl Role {
    /// The name in reports: `claim`, `breach`, `value` or `disclosure`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Breach(_) => "breach",
            Self::Value => "value",
            Self::Disclosure(_) => "disclosure",
        }
    }

    /// The name of the facet that it breaks; `None` for the unnamed one, and for other roles.
    #[must_use]
    pub fn facet_in(self, promise: &Promise) -> Option<&str> {
        let Self::Breach(facet) = self else {
            return None;
        };
        let name = promise.facets[facet.index()].as_str();
        (!name.is_empty()).then_some(name)
    }
}

/// A place in a file, with enough of its text to be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the configuration's folder.
    pub path: Arc<str>,
    /// The bytes in the decoded text.
    pub span: Span,
    /// Where it begins.
    pub start: Position,
    /// Where it ends, the end excluded.
    pub end: Position,
    /// The paragraph, slide or cell, in a file that has no lines: `start` and `end` are then those
    /// of the text that was drawn from it.
    pub unit: Option<Arc<str>>,
    /// The lines around it.
    pub excerpt: Excerpt,
    /// The sentence around it, folded; only its clause where that is longer than a kilobyte, and
    /// empty where it is no text.
    pub sentence: Box<str>,
}

/// Whole lines around a place, cut where they are very long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: Box<str>,
    /// The byte offset of its first byte in the decoded text.
    pub offset: usize,
    /// The 1-based line of its first byte.
    pub line: u32,
}

impl Place {
    /// The place of `span` in a source.
    #[must_use]
    pub fn new(source: &Source, span: Span) -> Self {
        let lines = source.lines_around(span);
        let text = source.text();
        let start = text.ceil_char_boundary(
            lines
                .start
                .max(span.start.saturating_sub(LONGEST_EXCERPT_SIDE)),
        );
        let end = text.floor_char_boundary(lines.end.min(span.end + LONGEST_EXCERPT_SIDE));
        let around = Span::new(start.min(span.start), end.max(span.end));
        Self {
            path: Arc::clone(source.name()),
            span,
            start: source.position(span.start),
            end: source.position(span.end),
            unit: source.unit(span.start).cloned(),
            excerpt: Excerpt {
                text: source.slice(around).into(),
                offset: around.start,
                line: source.position(around.start).line,
            },
            sentence: Box::default(),
        }
    }

    /// The same place in a sentence.
    #[must_use]
    pub fn in_sentence(self, sentence: &str) -> Self {
        Self {
            sentence: sentence.into(),
            ..self
        }
    }

    /// Its line, or its unit where the file has no lines.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.unit {
            Some(unit) => unit.to_string(),
            None => self.start.line.to_string(),
        }
    }

    /// `line:column`, or its unit where the file has no lines.
    #[must_use]
    pub fn line_and_column(&self) -> String {
        match &self.unit {
            Some(unit) => unit.to_string(),
            None => format!("{}:{}", self.start.line, self.start.column),
        }
    }

    /// The text of the span, as it stands in the source.
    #[must_use]
    pub fn text(&self) -> &str {
        let start = self.span.start - self.excerpt.offset;
        &self.excerpt.text[start..start + self.span.len()]
    }
}

/// Where in its document a statement stands, for the distance of a disclosure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locus {
    /// The spot of the statement itself.
    pub spot: Spot,
    /// The spots of the marks of the footnote that it stands in.
    pub marks: Box<[Spot]>,
}

/// A sentence of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// The innermost section.
    pub section: usize,
    /// The block.
    pub block: usize,
    /// The sentence of the block.
    pub sentence: usize,
}

impl Locus {
    /// All the spots where the statement counts as standing.
    pub fn spots(&self) -> impl Iterator<Item = Spot> + '_ {
        std::iter::once(self.spot).chain(self.marks.iter().copied())
    }
}

/// One reason for a reading, in no language: judging puts it in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// The reason.
    pub reason: Reason,
    /// The bytes that it speaks of, in the file of the statement.
    pub span: Option<Span>,
}

/// What a reading rests on; all texts are as they stand in the source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A phrase of the promise.
    Phrase {
        /// What matched.
        said: Arc<str>,
    },
    /// A phrase of the promise that begins in one block and ends in another.
    Across(Box<Across>),
    /// A quantity that belongs to the promise's topic.
    Value {
        /// The quantity.
        said: Arc<str>,
    },
    /// A word that says how the statement is meant.
    Cue {
        /// The word.
        said: Arc<str>,
        /// What it does.
        category: Category,
    },
    /// A condition that the statement stands under.
    Condition {
        /// The condition.
        said: Arc<str>,
        /// Its kind.
        kind: ConditionKind,
    },
}

/// A phrase over two blocks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Across {
    /// What of it lies in the statement's own block.
    pub said: Arc<str>,
    /// The whole of it.
    pub with: Arc<str>,
}

impl Reason {
    /// A stable name of the kind of reason, in kebab-case; that of a cue is its category.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Phrase { .. } | Self::Across(_) => "phrase",
            Self::Value { .. } => "value",
            Self::Cue { category, .. } => category.name(),
            Self::Condition { .. } => "condition",
        }
    }
}
