//! What a phrase must hold, whatever alternatives are taken, and how large it may be.

use super::error::PhraseError;
use super::syntax::Node;
use crate::text::{Span, TokenKind};

/// The longest phrase, in bytes.
const LONGEST: usize = 4096;
/// The most steps that a phrase may take when its groups and names are written out.
const MOST_STEPS: usize = 4096;
/// Groups and names stand in each other no deeper than this.
const DEEPEST: usize = 128;
/// A literal word, or two Han characters.
const LEAST: usize = 2;

/// Reports a phrase that is too long to read.
pub(super) fn check_length(text: &str) -> Result<(), PhraseError> {
    if text.len() <= LONGEST {
        return Ok(());
    }
    let message = format!("a phrase of more than {LONGEST} bytes");
    Err(PhraseError::new(Span::new(0, text.len()), message).help("write several phrases"))
}

/// Reports a phrase that may match without a literal word, or that is too large.
pub(super) fn check(text: &str, node: &Node) -> Result<(), PhraseError> {
    let whole = Span::new(0, text.len());
    let literal = literal(node);
    if literal == 0 {
        return Err(
            PhraseError::new(whole, "a phrase that may hold no literal word").help(
                "whatever alternatives are taken, a phrase holds a word, or two Han characters",
            ),
        );
    }
    if literal < LEAST {
        return Err(PhraseError::new(whole, "a phrase that may hold a single Han character").help(
            "one character stands inside too many words; write a word of two characters or more",
        ));
    }
    check_size(text, std::slice::from_ref(node))
}

/// Reports alternatives, of which `text` is the last, that are too large together.
pub(super) fn check_size(text: &str, nodes: &[Node]) -> Result<(), PhraseError> {
    let whole = Span::new(0, text.len());
    let sizes = nodes.iter().map(steps);
    if sizes.fold(0, usize::saturating_add) > MOST_STEPS {
        let message = "a phrase with too many alternatives";
        return Err(PhraseError::new(whole, message).help("write several phrases"));
    }
    if nodes.last().map_or(0, depth) > DEEPEST {
        let message = "a phrase whose names use each other too deeply";
        return Err(PhraseError::new(whole, message).help("write out some of the names"));
    }
    Ok(())
}

/// The least literal text in a match: two for a word, one for a Han character.
fn literal(node: &Node) -> usize {
    let all = |nodes: &[Node]| nodes.iter().map(literal).fold(0, usize::saturating_add);
    match node {
        Node::Word(word) => match word.kind {
            TokenKind::Word | TokenKind::Number => LEAST,
            TokenKind::Han => 1,
            TokenKind::Symbol => 0,
        },
        Node::Sequence(nodes) | Node::All(nodes) => all(nodes),
        Node::OneOf(nodes) => nodes.iter().map(literal).min().unwrap_or(LEAST),
        Node::Optional(_) | Node::Gap | Node::Amount(_) => 0,
        Node::Named(node) => literal(node),
    }
}

/// An upper bound of the steps of the compiled phrase.
fn steps(node: &Node) -> usize {
    let all = |nodes: &[Node]| {
        let sizes = nodes.iter().map(steps);
        sizes.fold(1, usize::saturating_add)
    };
    match node {
        Node::Word(_) | Node::Gap | Node::Amount(_) => 1,
        Node::Sequence(nodes) => all(nodes),
        Node::OneOf(nodes) => all(nodes).saturating_add(nodes.len()),
        Node::All(nodes) => {
            let copies = 1_usize << nodes.len().saturating_sub(1);
            let each = all(nodes).saturating_add(2 * nodes.len());
            each.saturating_mul(copies)
        }
        Node::Optional(node) => steps(node).saturating_add(1),
        Node::Named(node) => steps(node),
    }
}

fn depth(node: &Node) -> usize {
    let deepest = |nodes: &[Node]| nodes.iter().map(depth).max().unwrap_or(0);
    1 + match node {
        Node::Word(_) | Node::Gap | Node::Amount(_) => 0,
        Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => deepest(nodes),
        Node::Optional(node) => depth(node),
        Node::Named(node) => depth(node),
    }
}
