//! Divides the text of a phrase into operators and runs of literal text.
//!
//! A full-width operator is the operator; a character behind `\` is literal text.

use std::borrow::Cow;
use std::str::Chars;

use super::error::PhraseError;
use crate::text::fold::is_han;
use crate::text::{Span, is_settled_letter};

/// Most phrases have no more lexemes than this.
const USUAL: usize = 8;

/// An operator or a run of literal text.
#[derive(Debug)]
pub(super) struct Lexeme<'t> {
    pub(super) kind: LexemeKind<'t>,
    pub(super) span: Span,
    /// Whether white space, or nothing, stands directly before.
    pub(super) spaced: bool,
}

#[derive(Debug)]
pub(super) enum LexemeKind<'t> {
    Text(Run<'t>),
    Open,
    Close,
    Bar,
    And,
    Star,
    Question,
    Gap,
    /// `$name`, without the sign.
    Name(&'t str),
    /// `{kind}`, without the braces and the space inside.
    Kind(&'t str),
}

/// Literal text without its escapes, and the way back to the phrase.
#[derive(Debug, Default)]
pub(super) struct Run<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where it starts in the phrase.
    start: usize,
    /// Where the distance between the two changes: (offset in `text`, offset in the phrase).
    steps: Vec<(usize, usize)>,
}

impl<'t> Run<'t> {
    /// Adds the text at `span` of the phrase.
    fn push(&mut self, phrase: &'t str, span: Span) {
        let here = self.text.len();
        if here == 0 {
            self.text = Cow::Borrowed(&phrase[span.range()]);
            self.start = span.start;
        } else if self.phrase_offset(here) == span.start && self.steps.is_empty() {
            self.text = Cow::Borrowed(&phrase[self.start..span.end]);
        } else {
            if self.phrase_offset(here) != span.start {
                self.steps.push((here, span.start));
            }
            self.text.to_mut().push_str(&phrase[span.range()]);
        }
    }

    /// Its bytes in the phrase, where it stands there without escapes.
    pub(super) fn as_written(&self) -> Option<Span> {
        let end = self.start + self.text.len();
        self.steps.is_empty().then(|| Span::new(self.start, end))
    }

    /// The bytes of the phrase for a span of the run that is not empty.
    pub(super) fn phrase_span(&self, span: Span) -> Span {
        Span::new(
            self.phrase_offset(span.start),
            self.phrase_offset(span.end - 1) + 1,
        )
    }

    fn phrase_offset(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|&(run, _)| run <= at);
        let before = step.checked_sub(1).map(|last| self.steps[last]);
        let (run, phrase) = before.unwrap_or((0, self.start));
        phrase + at - run
    }
}

/// Divides `text`; mistakes are added to `errors` and left out of the lexemes.
pub(super) fn lexemes<'t>(text: &'t str, errors: &mut Vec<PhraseError>) -> Vec<Lexeme<'t>> {
    let mut lexer = Lexer {
        text,
        rest: text.chars(),
        run: Run::default(),
        out: Vec::with_capacity(USUAL),
        errors,
    };
    loop {
        let at = lexer.at();
        match lexer.rest.next() {
            Some(c) => lexer.step(at, c),
            None => break,
        }
    }
    lexer.end_run(text.len());
    lexer.out
}

struct Lexer<'t, 'e> {
    text: &'t str,
    rest: Chars<'t>,
    run: Run<'t>,
    out: Vec<Lexeme<'t>>,
    errors: &'e mut Vec<PhraseError>,
}

impl<'t> Lexer<'t, '_> {
    /// The offset of the next character.
    fn at(&self) -> usize {
        self.text.len() - self.rest.as_str().len()
    }

    fn step(&mut self, at: usize, c: char) {
        match operator(c) {
            '\\' => {
                let escaped = self.at();
                match self.rest.next() {
                    Some(_) => self.literal(escaped),
                    None => self.error(at, "nothing follows `\\`", "write `\\\\` for the sign"),
                }
            }
            '(' => self.push(at, LexemeKind::Open),
            ')' => self.push(at, LexemeKind::Close),
            '|' => self.push(at, LexemeKind::Bar),
            '*' => self.push(at, LexemeKind::Star),
            '?' => self.push(at, LexemeKind::Question),
            '&' if self.inside_word(at) => self.literal(at),
            '&' => self.push(at, LexemeKind::And),
            '.' if self.text[at..].starts_with("...") => self.gap(at, '.'),
            '…' | '⋯' => self.gap(at, c),
            '$' => self.name(at),
            '{' => self.kind(at),
            '}' => self.error(at, "`}` without `{`", "a quantity is written as `{data}`"),
            _ => {
                self.take_literal();
                self.literal(at);
            }
        }
    }

    /// Goes on to the next character that may be part of an operator.
    fn take_literal(&mut self) {
        let rest = self.rest.as_str();
        let mut end = 0;
        loop {
            let bytes = rest.as_bytes()[end..].iter();
            let ascii = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b' ';
            end += bytes.take_while(ascii).count();
            match rest[end..].chars().next() {
                Some(c) if is_settled_letter(c) || is_han(c) => end += c.len_utf8(),
                _ => break,
            }
        }
        self.rest = rest[end..].chars();
    }

    /// Adds what stands from `at` to here to the run.
    fn literal(&mut self, at: usize) {
        let span = Span::new(at, self.at());
        self.run.push(self.text, span);
    }

    /// Whether the sign at `at` joins two words, as in `Q&A`.
    fn inside_word(&self, at: usize) -> bool {
        let joins = |c: char| c.is_alphanumeric() && !is_han(c);
        let before = self.text[..at].chars().next_back().is_some_and(joins);
        before && self.peek().is_some_and(joins)
    }

    fn gap(&mut self, at: usize, dot: char) {
        self.take_while(|c| c == dot);
        self.push(at, LexemeKind::Gap);
    }

    fn name(&mut self, at: usize) {
        let ascii = self.peek().is_none_or(|c| c.is_ascii());
        let name = self.take_while(|c| {
            (c.is_alphanumeric() && c.is_ascii() == ascii) || (ascii && matches!(c, '-' | '_'))
        });
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            let help = "`$data` is one of the phrases of `[words]`; write `\\$` for the sign";
            self.error(at, "`$` without a name", help);
        } else {
            self.push(at, LexemeKind::Name(name));
        }
    }

    fn kind(&mut self, at: usize) {
        let name = self.take_while(|c| !matches!(c, '}' | '｝'));
        if self.rest.next().is_some() {
            self.push(at, LexemeKind::Kind(name.trim()));
        } else {
            self.error(at, "`{` without `}`", "a quantity is written as `{data}`");
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest.as_str();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.rest = rest[end..].chars();
        &rest[..end]
    }

    /// Ends the run before `at` and adds a lexeme from `at` to here.
    fn push(&mut self, at: usize, kind: LexemeKind<'t>) {
        self.end_run(at);
        let span = Span::new(at, self.at());
        self.add(kind, span);
    }

    fn end_run(&mut self, end: usize) {
        let run = std::mem::take(&mut self.run);
        if !run.text.is_empty() {
            let span = Span::new(run.start, end);
            self.add(LexemeKind::Text(run), span);
        }
    }

    fn add(&mut self, kind: LexemeKind<'t>, span: Span) {
        let before = &self.text[..span.start];
        let spaced = match before.as_bytes().last() {
            Some(byte) if byte.is_ascii() => char::from(*byte).is_whitespace(),
            _ => before.chars().next_back().is_none_or(char::is_whitespace),
        };
        self.out.push(Lexeme { kind, span, spaced });
    }

    fn error(&mut self, at: usize, message: &str, help: &str) {
        self.end_run(at);
        let span = Span::new(at, self.at());
        self.errors.push(PhraseError::new(span, message).help(help));
    }
}

/// The plain form of a full-width operator; other characters stay as they are.
pub(super) fn operator(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '｜' => '|',
        '＊' => '*',
        '？' => '?',
        '＆' => '&',
        '＄' => '$',
        '｛' => '{',
        '｝' => '}',
        '＼' => '\\',
        _ => c,
    }
}
