//! Divides the text of a phrase into operators and runs of literal text.
//!
//! A full-width operator is the operator; a character behind `\` is literal text.

use std::iter::Peekable;
use std::str::CharIndices;

use super::error::PhraseError;
use crate::text::fold::is_han;
use crate::text::{Span, is_settled_letter};

/// An operator or a run of literal text.
#[derive(Debug)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    pub(super) span: Span,
    /// Whether white space, or nothing, stands directly before.
    pub(super) spaced: bool,
}

#[derive(Debug)]
pub(super) enum LexemeKind {
    Text(Run),
    Open,
    Close,
    Bar,
    And,
    Star,
    Question,
    Gap,
    /// `$name`, without the sign.
    Name(String),
    /// `{kind}`, without the braces.
    Kind(String),
}

/// Literal text without its escapes, and the way back to the phrase.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where the distance between the two changes: (offset in `text`, offset in the phrase).
    steps: Vec<(usize, usize)>,
}

impl Run {
    /// Adds text that stands at `at` of the phrase.
    fn push(&mut self, text: &str, at: usize) {
        let here = self.text.len();
        let known = self.steps.last().map(|&(run, phrase)| phrase + here - run);
        if known != Some(at) {
            self.steps.push((here, at));
        }
        self.text.push_str(text);
    }

    /// The bytes of the phrase for a span of the run that is not empty.
    pub(super) fn phrase_span(&self, span: Span) -> Span {
        Span::new(
            self.phrase_offset(span.start),
            self.phrase_offset(span.end - 1) + 1,
        )
    }

    fn phrase_offset(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|&(run, _)| run <= at) - 1;
        let (run, phrase) = self.steps[step];
        phrase + at - run
    }
}

/// Divides `text`; mistakes are added to `errors` and left out of the lexemes.
pub(super) fn lexemes(text: &str, errors: &mut Vec<PhraseError>) -> Vec<Lexeme> {
    let mut lexer = Lexer {
        text,
        chars: text.char_indices().peekable(),
        run: Run::default(),
        out: Vec::new(),
        errors,
    };
    while let Some((at, c)) = lexer.chars.next() {
        lexer.step(at, c);
    }
    lexer.end_run(text.len());
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    run: Run,
    out: Vec<Lexeme>,
    errors: &'a mut Vec<PhraseError>,
}

impl Lexer<'_> {
    fn step(&mut self, at: usize, c: char) {
        match operator(c) {
            '\\' => match self.chars.next() {
                Some((next, c)) => self.run.push(&self.text[next..next + c.len_utf8()], next),
                None => self.error(at, "nothing follows `\\`", "write `\\\\` for the sign"),
            },
            '(' => self.push(at, LexemeKind::Open),
            ')' => self.push(at, LexemeKind::Close),
            '|' => self.push(at, LexemeKind::Bar),
            '*' => self.push(at, LexemeKind::Star),
            '?' => self.push(at, LexemeKind::Question),
            '&' if self.inside_word(at) => self.run.push("&", at),
            '&' => self.push(at, LexemeKind::And),
            '.' if self.text[at..].starts_with("...") => self.gap(at, '.'),
            '…' | '⋯' => self.gap(at, c),
            '$' => self.name(at),
            '{' => self.kind(at),
            '}' => self.error(at, "`}` without `{`", "a quantity is written as `{data}`"),
            _ => {
                while self.chars.next_if(|&(_, c)| stands_for_itself(c)).is_some() {}
                let end = self.end();
                self.run.push(&self.text[at..end], at);
            }
        }
    }

    /// Whether the sign at `at` joins two words, as in `Q&A`.
    fn inside_word(&mut self, at: usize) -> bool {
        let joins = |c: char| c.is_alphanumeric() && !is_han(c);
        let before = self.text[..at].chars().next_back().is_some_and(joins);
        before && self.chars.peek().is_some_and(|&(_, c)| joins(c))
    }

    fn gap(&mut self, at: usize, dot: char) {
        self.take_while(|c| c == dot);
        self.push(at, LexemeKind::Gap);
    }

    fn name(&mut self, at: usize) {
        let ascii = self.chars.peek().is_none_or(|(_, c)| c.is_ascii());
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
        if self.chars.next().is_some() {
            self.push(at, LexemeKind::Kind(name.trim().to_lowercase()));
        } else {
            self.error(at, "`{` without `}`", "a quantity is written as `{data}`");
        }
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some((_, c)) = self.chars.next_if(|&(_, c)| belongs(c)) {
            taken.push(c);
        }
        taken
    }

    fn end(&mut self) -> usize {
        self.chars.peek().map_or(self.text.len(), |&(at, _)| at)
    }

    /// Ends the run before `at` and adds a lexeme from `at` to here.
    fn push(&mut self, at: usize, kind: LexemeKind) {
        self.end_run(at);
        let span = Span::new(at, self.end());
        self.add(kind, span);
    }

    fn end_run(&mut self, end: usize) {
        let run = std::mem::take(&mut self.run);
        if let Some(&(_, start)) = run.steps.first() {
            self.add(LexemeKind::Text(run), Span::new(start, end));
        }
    }

    fn add(&mut self, kind: LexemeKind, span: Span) {
        let before = self.text[..span.start].chars().next_back();
        let spaced = before.is_none_or(char::is_whitespace);
        self.out.push(Lexeme { kind, span, spaced });
    }

    fn error(&mut self, at: usize, message: &str, help: &str) {
        self.end_run(at);
        let span = Span::new(at, self.end());
        self.errors.push(PhraseError::new(span, message).help(help));
    }
}

/// Whether `c` is surely no part of an operator.
fn stands_for_itself(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == ' ' || is_settled_letter(c) || is_han(c)
}

/// The plain form of a full-width operator; other characters stay as they are.
fn operator(c: char) -> char {
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
