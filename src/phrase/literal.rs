//! Reads the literal text of a phrase, by the same rules as the texts that it is looked for in.

use std::sync::Arc;

use super::error::PhraseError;
use super::lex::Run;
use super::syntax::{Node, Word};
use crate::text::{Abbreviations, Mark, Prose, Span, Token, TokenKind, plain_words};

/// Adds the words of a run of `phrase`, each one item; what stands together, as in `24/7`, is one
/// word.
///
/// Marks that end a clause are added to `errors`: no phrase with one could ever match.
pub(super) fn add_words(
    phrase: &Arc<str>,
    run: &Run,
    nodes: &mut Vec<Node>,
    errors: &mut Vec<PhraseError>,
) {
    if run
        .as_written()
        .is_some_and(|span| add_plain_words(phrase, span, nodes))
    {
        return;
    }
    let abbreviations = Abbreviations::default();
    // The minutes of an hour that stands before: "18(:00|h)".
    let minutes = run.text.strip_prefix(':');
    let minutes = minutes.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let hour = if minutes { "0" } else { "" };
    let text = format!("{hour}{}", run.text);
    let prose = Prose::new(&text, &abbreviations);
    for span in clause_ends(&prose, &abbreviations) {
        let span = Span::new(span.start - hour.len(), span.end - hour.len());
        let mark = run.text[span.range()].trim();
        let message = format!("`{mark}` ends a clause, and a phrase sees one clause");
        let help = "leave it out, or write two phrases";
        errors.push(PhraseError::new(run.phrase_span(span), message).help(help));
    }
    let together = prose.tokens()[hour.len()..].chunk_by(|a, b| {
        let han = a.kind == TokenKind::Han || b.kind == TokenKind::Han;
        !han && a.folded.end == b.folded.start
    });
    let folded: Arc<str> = prose.folded().into();
    let node = |token: &Token| Node::Word(Word::new(&folded, token.folded, token.kind));
    nodes.extend(together.map(|tokens| match tokens {
        [token] => node(token),
        tokens => Node::Sequence(tokens.iter().map(node).collect()),
    }));
}

/// Adds the words of a part of `phrase` as it is written, where it is plain; gives `false` for any
/// other, and adds none.
fn add_plain_words(phrase: &Arc<str>, span: Span, nodes: &mut Vec<Node>) -> bool {
    let first = nodes.len();
    let plain = plain_words(&phrase[span.range()], |word, kind| {
        let word = Span::new(span.start + word.start, span.start + word.end);
        nodes.push(Node::Word(Word::new(phrase, word, kind)));
    });
    if !plain {
        nodes.truncate(first);
    }
    plain
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
