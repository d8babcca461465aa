//! A paragraph with markup in its lines, read from left to right.

use std::borrow::Cow;

use super::OBJECT;
use crate::input::builder::Builder;
use crate::text::{MappedText, Span};

/// Markup in a line ends within so many bytes, or is none.
const LONGEST: usize = 1_000;

/// So many marks are looked at for one that closes.
pub(super) const MOST_MARKS: usize = 32;

/// Markup in markup is read so deep.
const DEEPEST: usize = 8;

/// How the words between two marks are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    /// Struck out, so that nobody is told.
    Struck,
    Raised,
}

/// What markup stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Words of the text, with markup of their own.
    Words(Span, Style),
    /// Words of the text as they are.
    Verbatim(Span),
    /// Another text: that of an entity, nothing, or [`OBJECT`].
    Text(Cow<'static, str>),
    /// A reference to a footnote.
    Reference(String),
    /// A footnote that is written where it is marked.
    Note(Span),
    /// A text that is shown in place of a picture.
    Shown(Span),
    /// A forced line break.
    Break,
}

/// Markup, and the place behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// How many bytes before the sign it began.
    back: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
}

impl Found {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "readers of markup end with what they found"
    )]
    pub(super) fn new(end: usize, meaning: Meaning) -> Option<Self> {
        Some(Self {
            back: 0,
            end,
            meaning,
        })
    }

    /// Markup that stands for another text.
    pub(super) fn text(end: usize, text: impl Into<Cow<'static, str>>) -> Option<Self> {
        Self::new(end, Meaning::Text(text.into()))
    }

    /// Words with markup of their own.
    pub(super) fn words(end: usize, span: Span, style: Style) -> Option<Self> {
        Self::new(end, Meaning::Words(span, style))
    }

    /// The same markup, that began so many bytes before its sign.
    pub(super) fn begun(mut self, back: usize) -> Self {
        self.back = back;
        self
    }

    /// Code and the like.
    pub(super) fn object(end: usize) -> Option<Self> {
        Self::text(end, OBJECT)
    }
}

/// A place in a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub(super) at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    /// What follows, as far as markup that begins here may reach.
    pub(super) fn rest(self) -> &'t str {
        let mut end = self.end.min(self.at + LONGEST);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[self.at..end.max(self.at)]
    }

    /// What stands before, to the beginning of the paragraph.
    pub(super) fn text_before(self) -> &'t str {
        &self.text[..self.at]
    }

    /// The character before.
    pub(super) fn before(self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// The character at a distance from here, in bytes.
    pub(super) fn after(self, distance: usize) -> Option<char> {
        self.text.get(self.at + distance..)?.chars().next()
    }

    /// The span of `length` bytes that begins at a distance from here.
    pub(super) fn span(self, distance: usize, length: usize) -> Span {
        let start = self.at + distance;
        Span::new(start, start + length)
    }

    /// The distance of `mark`, from the distance `from` on, with text before it.
    pub(super) fn find(self, from: usize, mark: &str) -> Option<usize> {
        let inside = self.rest().get(from..)?;
        let length = inside.find(mark).filter(|&length| length > 0)?;
        Some(from + length)
    }

    /// The distance of the bracket that closes the one right before the distance `from`.
    pub(super) fn close(self, from: usize, open: u8, close: u8) -> Option<usize> {
        let inside = self.rest().as_bytes().get(from..)?;
        let mut depth = 0_usize;
        for (at, &byte) in inside.iter().enumerate() {
            if byte == close && depth == 0 {
                return Some(from + at);
            }
            if byte == open {
                depth += 1;
            } else if byte == close {
                depth -= 1;
            }
        }
        None
    }

    /// The distance of a mark that closes words as a writer would: `mark` behind no white space,
    /// and before no letter or digit.
    pub(super) fn closing(self, from: usize, mark: &str) -> Option<usize> {
        let inside = self.rest().get(from..)?;
        if inside.starts_with(char::is_whitespace) {
            return None;
        }
        let mut marks = inside.match_indices(mark).take(MOST_MARKS);
        let closing = marks.find(|&(at, _)| {
            let after = inside[at + mark.len()..].chars().next();
            at > 0
                && !inside[..at].ends_with(char::is_whitespace)
                && !after.is_some_and(char::is_alphanumeric)
        });
        closing.map(|(at, _)| from + at)
    }

    /// Whether markup may open here: no letter or digit stands before it.
    pub(super) fn opens(self) -> bool {
        !self.before().is_some_and(char::is_alphanumeric)
    }
}

/// What tells the markup of one format.
pub(super) type Markup = fn(Cursor<'_>) -> Option<Found>;

/// Footnotes that were written inside a text, to be told behind it.
#[derive(Default)]
pub(super) struct Notes {
    count: usize,
    /// How many marks without a name have been read, and how many notes of such marks.
    marked: usize,
    told: usize,
    waiting: Vec<(String, MappedText)>,
}

impl Notes {
    /// The label of a mark, numbered where it has no name.
    fn named(&mut self, label: String) -> String {
        if !is_unnamed(&label) {
            return label;
        }
        self.marked += 1;
        format!("{label} {}", self.marked)
    }

    /// The label of a note that stands by itself, numbered where it has no name.
    pub(super) fn label(&mut self, label: &str) -> String {
        if !is_unnamed(label) {
            return label.to_owned();
        }
        self.told += 1;
        format!("{label} {}", self.told)
    }

    /// Ends the open block, and tells what was noted in it.
    pub(super) fn flush(&mut self, builder: &mut Builder, markup: Markup) {
        builder.end_block();
        // A note in a note is read with those that follow.
        while !self.waiting.is_empty() {
            for (label, text) in std::mem::take(&mut self.waiting) {
                let depth = builder.depth();
                builder.footnote(&label);
                read(&text, builder, self, markup);
                builder.close_to(depth);
            }
        }
    }
}

/// Whether a mark says only that there is a note: the first belongs to the first.
fn is_unnamed(label: &str) -> bool {
    matches!(label, "#" | "*")
}

/// Reads a text with markup into what is open.
pub(super) fn read(text: &MappedText, builder: &mut Builder, notes: &mut Notes, markup: Markup) {
    let whole = Span::new(0, text.text().len());
    let mut reader = Reader {
        text,
        builder,
        notes,
        markup,
        depth: 0,
    };
    reader.words(whole);
}

struct Reader<'a> {
    text: &'a MappedText,
    builder: &'a mut Builder,
    notes: &'a mut Notes,
    markup: Markup,
    depth: usize,
}

impl Reader<'_> {
    fn words(&mut self, span: Span) {
        let text = self.text.text();
        let (mut from, mut at) = (span.start, span.start);
        let marks = |c: char| (c.is_ascii_punctuation() && !matches!(c, '.' | ',')) || c == '\n';
        while self.depth < DEEPEST
            && let Some(next) = text[at..span.end].find(marks)
        {
            at += next;
            let cursor = Cursor {
                text,
                at,
                end: span.end,
            };
            let found = (self.markup)(cursor).filter(|found| found.end <= span.end);
            let Some(found) = found.filter(|found| found.end > at) else {
                at += 1;
                continue;
            };
            let start = at.saturating_sub(found.back).max(from);
            self.plain(Span::new(from, start));
            self.mean(found.meaning, Span::new(start, found.end));
            at = found.end;
            from = at;
        }
        self.plain(Span::new(from, span.end));
    }

    fn plain(&mut self, span: Span) {
        if !span.is_empty() {
            self.builder.mapped(&self.text.slice(span));
        }
    }

    fn mean(&mut self, meaning: Meaning, markup: Span) {
        let place = self.text.source_span(markup).unwrap_or_default();
        let depth = self.builder.depth();
        match meaning {
            Meaning::Words(span, style) => {
                match style {
                    Style::Plain => {}
                    Style::Bold => self.builder.strong(),
                    Style::Struck => self.builder.mute(),
                    Style::Raised => self.builder.raise(),
                }
                self.depth += 1;
                self.words(span);
                self.depth -= 1;
            }
            Meaning::Verbatim(span) => self.plain(span),
            Meaning::Text(text) => self.builder.replaced(&text, place),
            Meaning::Reference(label) => {
                let label = self.notes.named(label);
                self.builder.reference(&label);
            }
            Meaning::Note(span) => {
                self.notes.count += 1;
                let label = format!("note {}", self.notes.count);
                self.builder.reference(&label);
                let note = self.text.slice(span).trimmed();
                self.notes.waiting.push((label, note));
            }
            Meaning::Shown(span) => self.builder.attribute(self.text.slice(span)),
            Meaning::Break => self.builder.hard_break(place),
        }
        self.builder.close_to(depth);
    }
}
