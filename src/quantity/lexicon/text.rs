//! A line of text, split, with the phrases that begin at each of its tokens.

use super::Lexicon;
use crate::quantity::fold::Folded;
use crate::quantity::token::{self, Token};

/// One line, folded and split; all known phrases in it are looked up once.
#[derive(Debug)]
pub(in crate::quantity) struct Text {
    pub(in crate::quantity) folded: Folded,
    pub(in crate::quantity) tokens: Vec<Token>,
    /// By token: where its phrases begin in `phrases`; one more at the end.
    first: Vec<usize>,
    /// The end of each phrase and the node of its entries, by token and rising length.
    phrases: Vec<(usize, usize)>,
}

impl Text {
    /// Splits `line`, which starts at byte `offset` of the source.
    pub(in crate::quantity) fn new(lexicon: &Lexicon, line: &str, offset: usize) -> Self {
        let folded = Folded::new(line, offset);
        let tokens = token::tokens(&folded.chars);
        let mut buffer = String::new();
        let word = |&token: &Token| {
            token::lower_text(&folded.chars, token, &mut buffer);
            lexicon.word(&buffer)
        };
        let words: Vec<u32> = tokens.iter().map(word).collect();
        let mut first = Vec::with_capacity(tokens.len() + 1);
        let mut phrases = Vec::new();
        for at in 0..words.len() {
            first.push(phrases.len());
            lexicon.phrases(&words[at..], at, &mut phrases);
        }
        first.push(phrases.len());
        Self {
            folded,
            tokens,
            first,
            phrases,
        }
    }

    /// The phrases that begin at token `at`, the shortest first.
    pub(super) fn phrases(&self, at: usize) -> &[(usize, usize)] {
        match (self.first.get(at), self.first.get(at + 1)) {
            (Some(&start), Some(&end)) => &self.phrases[start..end],
            _ => &[],
        }
    }

    /// Whether a phrase from token `at` goes on to `end` or beyond.
    pub(in crate::quantity) fn covers(&self, at: usize, end: usize) -> bool {
        self.phrases(at)
            .last()
            .is_some_and(|phrase| phrase.0 >= end)
    }

    /// Whether any known phrase begins at token `at`.
    pub(in crate::quantity) fn is_known(&self, at: usize) -> bool {
        !self.phrases(at).is_empty()
    }

    /// The characters of the tokens `at..end`, and what stands between them.
    pub(super) fn between(&self, at: usize, end: usize) -> &[char] {
        &self.folded.chars[self.tokens[at].start..self.tokens[end - 1].end]
    }

    /// Whether no white space stands inside the tokens `at..end`.
    pub(super) fn is_solid(&self, at: usize, end: usize) -> bool {
        self.tokens[at + 1..end].iter().all(|token| !token.spaced)
    }
}
