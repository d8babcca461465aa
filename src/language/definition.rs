//! What a sentence defines: "“Added sugar” means …", 工本费指….

use crate::text::{Prose, Span};

use super::Language;
use super::sequences::Sequences;

/// Before the quotation mark of a term stand no more tokens: "in these terms “to close” means".
const BEFORE: usize = 8;

/// A term of a glossary has no more tokens.
const LONGEST_TERM: usize = 8;

const OPENING: [char; 6] = ['“', '"', '「', '『', '«', '‘'];
const CLOSING: [char; 6] = ['”', '"', '」', '』', '»', '’'];

impl Language {
    /// Whether a title heads explanations of words.
    pub(crate) fn heads_glossary(&self, title: &str) -> bool {
        self.titles.glossaries.stand_in_text(title)
    }

    /// The term that the sentence of some words defines by them, speaking neither of us nor of the
    /// reader: one in quotation marks, or any where the sentence stands in a `glossary`. What gives a
    /// number says how it is.
    pub(crate) fn defined_term(
        &self,
        prose: &Prose,
        words: Span,
        glossary: impl FnOnce() -> bool,
    ) -> Option<Span> {
        if prose.original()[words.range()].contains(|c: char| c.is_numeric()) {
            return None;
        }
        let tokens = prose.tokens_in(words);
        let last = tokens.end.checked_sub(1)?;
        let sentence = prose.sentence_tokens(prose.sentence_of(last));
        let stands = |words: &Sequences| {
            let mut places = (sentence.start..tokens.end).filter_map(|at| {
                let length = words.longest_at(prose, at)?;
                (at + length < tokens.end).then_some((at, length))
            });
            places.next()
        };
        let defined = stands(&self.titles.defines);
        let (at, length) = defined.or_else(|| stands(&self.titles.explains))?;
        let begin = prose.tokens()[sentence.start].span.start;
        let begin = prose.original()[..begin].trim_end_matches(OPENING).len();
        let before = &prose.original()[begin..prose.tokens()[at].span.start];
        let quoted = || {
            let term = before.trim_end().strip_suffix(CLOSING)?;
            let open = term.rfind(OPENING)?;
            let lead = prose.tokens_in(Span::new(begin, begin + open)).len();
            (lead <= BEFORE).then(|| Span::new(begin + open, begin + before.len()))
        };
        let short = || at - sentence.start <= LONGEST_TERM && glossary();
        let term = defined
            .and_then(|_| quoted())
            .or_else(|| short().then(|| Span::new(begin, begin + before.len())))?;
        let end = prose.clauses()[prose.tokens()[last].clause].end;
        let said = at + length..end;
        let speaks_of_us = self.names_ourselves(prose, said.clone());
        let names_reader = self.titles.reader.stand_in(prose, said);
        (!speaks_of_us && !names_reader).then_some(term)
    }
}
