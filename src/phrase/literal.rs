//! Reads the literal text of a phrase, by the same rules as the texts that it is looked for in.

use std::borrow::Cow;

use super::error::PhraseError;
use super::lex::Run;
use super::syntax::{Node, Word};
use crate::text::fold::is_han;
use crate::text::{Abbreviations, Folded, Mark, Prose, Span, Token, TokenKind, is_settled_letter};

/// The words of literal text, each one item; what stands together, as in `24/7`, is one word.
///
/// Marks that end a clause are added to `errors`: no phrase with one could ever match.
pub(super) fn words(run: &Run, errors: &mut Vec<PhraseError>) -> Vec<Node> {
    if let Some(words) = plain_words(&run.text) {
        return words;
    }
    let abbreviations = Abbreviations::default();
    let prose = Prose::new(&run.text, &abbreviations);
    for span in clause_ends(&prose, &abbreviations) {
        let mark = run.text[span.range()].trim();
        let message = format!("`{mark}` ends a clause, and a phrase sees one clause");
        let help = "leave it out, or write two phrases";
        errors.push(PhraseError::new(run.phrase_span(span), message).help(help));
    }
    let together = prose.tokens().chunk_by(|a, b| {
        let han = a.kind == TokenKind::Han || b.kind == TokenKind::Han;
        !han && a.folded.end == b.folded.start
    });
    let node = |token: &Token| {
        Node::Word(Word {
            text: prose.folded()[token.folded.range()].to_owned(),
            kind: token.kind,
            any_ending: false,
        })
    };
    together
        .map(|tokens| match tokens {
            [token] => node(token),
            tokens => Node::Sequence(tokens.iter().map(node).collect()),
        })
        .collect()
}

/// The words of a text of letters and spaces that folding leaves alone, as most are; `None` for
/// any other. A word may hold digits behind its first letter.
///
/// Gives what dividing the text as prose would give, at a small part of the cost.
fn plain_words(text: &str) -> Option<Vec<Node>> {
    let mut in_word = false;
    let plain = |c: char| {
        let digit = in_word && c.is_ascii_digit();
        in_word = digit || is_settled_letter(c);
        in_word || c == ' ' || is_han(c)
    };
    if !text.chars().all(plain) || !matches!(Folded::new(text).into_text(), Cow::Borrowed(_)) {
        return None;
    }
    let word = |text: &str, kind| {
        Node::Word(Word {
            text: text.to_owned(),
            kind,
            any_ending: false,
        })
    };
    let mut words = Vec::new();
    for run in text.split(' ') {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let (kind, end) = if is_han(first) {
                (TokenKind::Han, first.len_utf8())
            } else {
                (TokenKind::Word, rest.find(is_han).unwrap_or(rest.len()))
            };
            words.push(word(&rest[..end], kind));
            rest = &rest[end..];
        }
    }
    Some(words)
}

/// Where the text ends a clause, in its own bytes.
fn clause_ends(prose: &Prose, abbreviations: &Abbreviations) -> Vec<Span> {
    let text = prose.original();
    let (tokens, clauses) = (prose.tokens(), prose.clauses());
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else {
        let between_words = format!("x{text}x");
        let ends = Prose::new(&between_words, abbreviations).clauses().len() > 1;
        return ends.then(|| Span::new(0, text.len())).into_iter().collect();
    };
    let before = (first.opened, Span::new(0, tokens[0].span.start));
    let behind = (
        last.closed,
        Span::new(tokens[tokens.len() - 1].span.end, text.len()),
    );
    let inside = clauses.windows(2).map(|pair| {
        let (from, to) = (
            tokens[pair[0].end - 1].span.end,
            tokens[pair[1].first].span.start,
        );
        (pair[1].opened, Span::new(from, to.max(from)))
    });
    let borders = std::iter::once(before).chain(inside).chain([behind]);
    let ends = borders.filter(|&(mark, span)| match mark {
        _ if span.is_empty() => false,
        Mark::Edge | Mark::Space | Mark::Length => false,
        // It may belong to an abbreviation, which only the language of a text knows.
        Mark::Stop => !text[span.range()].contains(['.', '．']),
        _ => true,
    });
    ends.map(|(_, span)| span).collect()
}
