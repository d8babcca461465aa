//! Reads the literal text of a phrase, by the same rules as the texts that it is looked for in.

use super::error::PhraseError;
use super::lex::Run;
use super::syntax::{Node, Word};
use crate::text::{Abbreviations, Mark, Prose, Span, Token, TokenKind};

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

/// The words of a text of lower-case letters and spaces alone, as most are; `None` for any other.
///
/// Gives what dividing the text as prose would give, at a small part of the cost.
fn plain_words(text: &str) -> Option<Vec<Node>> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b' ');
    let word = |text: &str| {
        Node::Word(Word {
            text: text.to_owned(),
            kind: TokenKind::Word,
            any_ending: false,
        })
    };
    plain.then(|| text.split_ascii_whitespace().map(word).collect())
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
