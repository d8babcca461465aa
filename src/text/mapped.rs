//! Text put together from pieces of a source, with the way back to the source's bytes.
//!
//! Readers of formats build one for each block: markup is left out, entities are replaced, and
//! every byte still knows where it came from. Positions are carried, never searched for.

use super::Span;

/// What a reader writes for a forced line break (`<br>`, a hard break): it ends a sentence.
pub const HARD_BREAK: char = '\u{2028}';

/// A text whose bytes map back to the spans of a source.
///
/// Pieces are appended in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    pieces: Vec<Piece>,
}

/// One run of text: as it stands in the source, or a replacement for a span of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: u32,
    start: u32,
    end: u32,
    verbatim: bool,
}

impl Piece {
    fn new(at: usize, source: Span, verbatim: bool) -> Self {
        Self {
            at: at as u32,
            start: source.start as u32,
            end: source.end as u32,
            verbatim,
        }
    }

    fn at(self) -> usize {
        self.at as usize
    }

    fn source(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Where a part of a text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It stands so in the source, from this byte on.
    Verbatim(usize),
    /// It stands for this span of the source.
    Replaced(Span),
}

impl MappedText {
    /// A text that is the source's `span` as it stands.
    #[must_use]
    pub fn verbatim(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, start);
        mapped
    }

    /// Appends `text` as it stands in the source at the byte `start`.
    pub fn push(&mut self, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        let source = Span::new(start, start + text.len());
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && last.end as usize == start => {
                last.end = source.end as u32;
            }
            last => {
                // Most texts are one piece; a vector would begin with room for four.
                if last.is_none() {
                    self.pieces.reserve_exact(1);
                }
                let piece = Piece::new(self.text.len(), source, true);
                self.pieces.push(piece);
            }
        }
        self.text.push_str(text);
    }

    /// Appends `text` that stands for the source's `span`, such as an entity's character.
    pub fn push_replaced(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let piece = Piece::new(self.text.len(), span, false);
        self.pieces.push(piece);
        self.text.push_str(text);
    }

    /// The text without markup.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parts of the text in order, each with its origin.
    pub fn parts(&self) -> impl Iterator<Item = (&str, Origin)> {
        self.pieces.iter().enumerate().map(|(index, piece)| {
            let next = self.pieces.get(index + 1);
            let end = next.map_or(self.text.len(), |next| next.at());
            let origin = if piece.verbatim {
                Origin::Verbatim(piece.source().start)
            } else {
                Origin::Replaced(piece.source())
            };
            (&self.text[piece.at()..end], origin)
        })
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Cuts white space at both ends, and keeps the map.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        if start == 0 && end == self.text.len() {
            return self;
        }
        self.slice(Span::new(start, end))
    }

    /// The part of the text at `span`, with its map.
    ///
    /// Costs no more than the pieces of that part and a search for the first.
    #[must_use]
    pub fn slice(&self, span: Span) -> Self {
        let mut part = Self::default();
        self.append_to(&mut part, span);
        part
    }

    /// The same text of a source that has `by` bytes more before it.
    #[must_use]
    pub(crate) fn shifted(mut self, by: usize) -> Self {
        for piece in &mut self.pieces {
            piece.start += by as u32;
            piece.end += by as u32;
        }
        self
    }

    /// The text without `cuts`, which are in order and do not overlap.
    #[must_use]
    pub fn without(&self, cuts: &[Span]) -> Self {
        let mut rest = Self::default();
        let mut from = 0;
        for cut in cuts {
            self.append_to(&mut rest, Span::new(from, cut.start.max(from)));
            from = cut.end.max(from);
        }
        self.append_to(&mut rest, Span::new(from, self.text.len().max(from)));
        rest
    }

    /// Appends the part of the text at `span`, with its map, to another text.
    pub(crate) fn append_to(&self, part: &mut Self, span: Span) {
        let first = self.piece_at(span.start).unwrap_or_default();
        for (index, piece) in self.pieces.iter().enumerate().skip(first) {
            if piece.at() >= span.end {
                break;
            }
            let end = self
                .pieces
                .get(index + 1)
                .map_or(self.text.len(), |next| next.at());
            let (from, to) = (piece.at().max(span.start), end.min(span.end));
            if from >= to {
                continue;
            }
            let text = &self.text[from..to];
            if piece.verbatim {
                part.push(text, piece.source().start + from - piece.at());
            } else {
                part.push_replaced(text, piece.source());
            }
        }
    }

    /// The span of the source that the text's `span` came from.
    ///
    /// Markup between two pieces is part of the answer where `span` reaches over both.
    /// `None` for a text without pieces.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Option<Span> {
        let first = self.pieces[self.piece_at(span.start)?];
        let start = if first.verbatim {
            (first.source().start + span.start - first.at()).min(first.source().end)
        } else {
            first.source().start
        };
        if span.is_empty() {
            return Some(Span::new(start, start));
        }
        let last = self.pieces[self.piece_at(span.end - 1)?];
        let end = if last.verbatim {
            (last.source().start + span.end - last.at()).min(last.source().end)
        } else {
            last.source().end
        };
        Some(Span::new(start.min(end), end))
    }

    /// The span of the source from the first piece to the last.
    #[must_use]
    pub fn whole(&self) -> Option<Span> {
        self.source_span(Span::new(0, self.text.len()))
    }

    fn piece_at(&self, offset: usize) -> Option<usize> {
        self.pieces
            .partition_point(|piece| piece.at() <= offset)
            .checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_across_markup_covers_the_markup() {
        let source = "**free**&nbsp;shipping";
        let mut text = MappedText::default();
        text.push("free", 2);
        text.push_replaced("\u{a0}", Span::new(8, 14));
        text.push("shipping", 14);
        assert_eq!(text.text(), "free\u{a0}shipping");
        let whole = text.whole().unwrap();
        assert_eq!(&source[whole.range()], "free**&nbsp;shipping");
        let space = text.source_span(Span::new(4, 6)).unwrap();
        assert_eq!(&source[space.range()], "&nbsp;");
        let part = text.slice(Span::new(6, 10));
        assert_eq!(part.text(), "ship");
        assert_eq!(&source[part.whole().unwrap().range()], "ship");
    }

    #[test]
    fn cuts_leave_the_rest_with_its_map() {
        let text = MappedText::verbatim("data* and calls*", 2);
        let rest = text.without(&[Span::new(4, 5), Span::new(15, 16)]);
        assert_eq!(rest.text(), "data and calls");
        assert_eq!(rest.source_span(Span::new(9, 14)), Some(Span::new(12, 17)));
    }

    #[test]
    fn trimming_keeps_the_map() {
        let text = MappedText::verbatim("  two words \n", 3).trimmed();
        assert_eq!(text.text(), "two words");
        assert_eq!(text.whole(), Some(Span::new(5, 14)));
    }
}
