//! Statements: places in a text that speak about a promise, with how they are meant.
//!
//! A statement carries its excerpt and the ids of its surroundings, so that judging needs no
//! document.

use std::borrow::Cow;
use std::sync::Arc;

use crate::language::{Aside, Category, ConditionKind, Cue, Months, Reading};
use crate::quantity::Quantity;
use crate::rules::{ChannelId, FacetId, Promise, PromiseId};
use crate::text::{Folded, Position, Source, Span};

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
    /// What may be its limits, for claims and breaches.
    pub limits: Limits,
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
    /// Whether it is a breach that is told in passing: in a sentence that is written out and names
    /// neither what it is about nor ourselves.
    pub passing: bool,
    /// Whether its text makes its promise, or repeats what others promise.
    pub voice: Voice,
    /// The labels that it stands under, folded, a label a line: its run-in heading, the headers of its
    /// row and column, what leads its list, its innermost heading.
    pub labels: Box<str>,
    /// Of what may break a promise (a breach, a value, a claim that is denied) in a row, an item, a list
    /// or a section with a label, that label and those of what stands beside it, folded, a label a line;
    /// those of its section behind an empty line.
    pub others: Box<str>,
    /// What the clauses behind such a statement say that it does not hold for, folded.
    pub spared: Box<str>,
    /// What the sentence of such a statement speaks of first, and what those beside it do that say that
    /// things are well there, folded, a topic a line; empty where there are none.
    pub topics: Box<str>,
    /// Why such a statement may lie beyond its promise, by the words of its sentence.
    pub beyond: Option<Beyond>,
    /// The answer that made a question into this statement.
    pub answer: Option<Arc<Place>>,
    /// What of the text makes it a statement.
    pub basis: Basis,
}

impl Statement {
    /// Why it was read so: its basis first, then the cues and the conditions of its own text.
    pub fn because(&self) -> impl Iterator<Item = Because<'_>> {
        let reading = &self.reading;
        let explained = |cue: &&Cue| {
            let mut conditions = reading.conditions.iter();
            !conditions.any(|condition| condition.span.contains(cue.span))
        };
        let cues = reading.cues.iter().filter(explained).map(|cue| Because {
            reason: Reason::Cue {
                said: &cue.text,
                category: cue.category,
            },
            span: Some(cue.span),
        });
        let conditions = reading.conditions.iter().map(|condition| Because {
            reason: Reason::Condition {
                said: &condition.text,
                kind: condition.kind,
            },
            span: Some(condition.span),
        });
        std::iter::once(self.basis.because())
            .chain(cues)
            .chain(conditions)
    }
}

/// Why what breaks a promise by its words may lie beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It is for a wrong of the customer's own, or the law demands it of everyone.
    Wrong,
    /// It is for what he chooses, and this clause, folded, says what stays well without it.
    Choice(Box<str>),
}

/// Whether a text makes a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// It makes it.
    Makes,
    /// It repeats what others promise, as terms and answers do with the promises of a built-in pack.
    Repeats,
}

/// What may limit a statement.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The quantities in its own sentence.
    pub own: Vec<Quantity>,
    /// Those around it: in the sentences beside it, its row, its heading, its footnotes.
    pub beside: Vec<Quantity>,
    /// What its sentence, and of a breach its heading and its row, set it apart from.
    pub sides: Vec<Aside>,
    /// The months of every year that its sentence is limited to.
    pub months: Option<Months>,
    /// Of a value, those of its kind in its block, itself first.
    pub values: Vec<ValueBeside>,
}

/// An amount of a block that gives a value.
#[derive(Clone, Debug)]
pub struct ValueBeside {
    /// The amount.
    pub amount: Quantity,
    /// The folded words of its clause.
    pub clause: Box<str>,
}

impl Limits {
    /// All quantities, its own first.
    pub fn all(&self) -> impl Iterator<Item = &Quantity> {
        self.own.iter().chain(&self.beside)
    }
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
    Disclosure(u32),
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
    /// The paragraph, slide or cell, in a file that has no lines: `start` is then that of
    /// the text that was drawn from it.
    pub unit: Option<Arc<str>>,
    /// The lines around it.
    pub excerpt: Excerpt,
    /// The sentence around it.
    pub sentence: Sentence,
}

/// The sentence around a place, as the baseline knows it.
///
/// Most sentences stand in the excerpt as they are, so that only their bytes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// These bytes of the excerpt's text, to be folded.
    Excerpt(u32, u32),
    /// The folded text.
    Apart(Box<str>),
}

impl Default for Sentence {
    fn default() -> Self {
        Self::Excerpt(0, 0)
    }
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
            unit: source.unit(span.start).cloned(),
            excerpt: Excerpt {
                text: source.slice(around).into(),
                offset: around.start,
                line: source.position(around.start).line,
            },
            sentence: Sentence::default(),
        }
    }

    /// The same place in a sentence, which is given folded; `bytes` are those of the sentence in
    /// the decoded text, where it has any.
    #[must_use]
    pub fn in_sentence(self, folded: &str, bytes: Option<Span>) -> Self {
        let within = bytes.and_then(|bytes| {
            let start = bytes.start.checked_sub(self.excerpt.offset)?;
            let text = self.excerpt.text.get(start..start + bytes.len())?;
            let found = Folded::new(text).text() == folded;
            let end = u32::try_from(start + bytes.len()).ok()?;
            found.then_some(Sentence::Excerpt(u32::try_from(start).ok()?, end))
        });
        Self {
            sentence: within.unwrap_or_else(|| Sentence::Apart(folded.into())),
            ..self
        }
    }

    /// The sentence around it, folded, without the mark that ends it; only its clause where that
    /// is longer than a kilobyte, and empty where it is no text.
    #[must_use]
    pub fn sentence(&self) -> Cow<'_, str> {
        match &self.sentence {
            Sentence::Excerpt(start, end) => {
                let text = &self.excerpt.text[*start as usize..*end as usize];
                Folded::new(text).text().to_owned().into()
            }
            Sentence::Apart(folded) => Cow::Borrowed(folded),
        }
    }

    /// Where it ends, the end excluded.
    #[must_use]
    pub fn end(&self) -> Position {
        self.start.after(self.text())
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
    pub section: u32,
    /// The block.
    pub block: u32,
    /// The sentence of the block.
    pub sentence: u64,
}

impl Locus {
    /// All the spots where the statement counts as standing.
    pub fn spots(&self) -> impl Iterator<Item = Spot> + '_ {
        std::iter::once(self.spot).chain(self.marks.iter().copied())
    }
}

/// What of a text makes a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The words, as they stand in the block, without its markup.
    pub words: BasisWords,
    /// Their bytes, in the file of the statement; `None` where they are no text of it.
    pub span: Option<Span>,
}

/// The words that make a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BasisWords {
    /// A phrase of the promise.
    Phrase(Arc<str>),
    /// A phrase of the promise that begins in one block and ends in another.
    Across(Box<Across>),
    /// A quantity that belongs to the promise's topic.
    Value(Arc<str>),
}

impl Basis {
    /// The reason that it is for the reading.
    #[must_use]
    pub fn because(&self) -> Because<'_> {
        let reason = match &self.words {
            BasisWords::Phrase(said) => Reason::Phrase { said },
            BasisWords::Across(across) => Reason::Across(across),
            BasisWords::Value(said) => Reason::Value { said },
        };
        Because {
            reason,
            span: self.span,
        }
    }
}

/// One reason for a reading, in no language: judging puts it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Because<'s> {
    /// The reason.
    pub reason: Reason<'s>,
    /// The bytes that it speaks of, in the file of the statement.
    pub span: Option<Span>,
}

/// What a reading rests on; all texts are as they stand in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason<'s> {
    /// A phrase of the promise.
    Phrase {
        /// What matched.
        said: &'s str,
    },
    /// A phrase of the promise that begins in one block and ends in another.
    Across(&'s Across),
    /// A quantity that belongs to the promise's topic.
    Value {
        /// The quantity.
        said: &'s str,
    },
    /// A word that says how the statement is meant.
    Cue {
        /// The word.
        said: &'s str,
        /// What it does.
        category: Category,
    },
    /// A condition that the statement stands under.
    Condition {
        /// The condition.
        said: &'s str,
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

impl Reason<'_> {
    /// A stable name of the kind of reason, in kebab-case; that of a cue is its category.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Phrase { .. } | Self::Across(_) => "phrase",
            Self::Value { .. } => "value",
            Self::Cue { category, .. } => category.name(),
            Self::Condition { .. } => "condition",
        }
    }
}
