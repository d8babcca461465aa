//! Phrases that a text gave cause to try and that did not match, for explanations.

use super::line::{Line, Lines};
use super::syntax::{Node, Word};
use super::{Beside, PhraseSet};
use crate::text::{Prose, Span};

/// A phrase that was tried in a clause and did not match there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The index of the phrase.
    pub phrase: usize,
    /// The original bytes of the phrase's words where all of them stand in the clause, in the
    /// order of the text: it nearly matched. Empty where one is missing.
    pub words: Vec<Span>,
}

impl PhraseSet {
    /// The phrases of which an anchor stands in a clause that they do not match, in the order of
    /// the clauses, then of the phrases.
    #[must_use]
    pub fn tried(&self, prose: &Prose, beside: Beside) -> Vec<Tried> {
        let lines = Lines::new(prose, beside);
        let found = self.find_by(prose, &self.vocabulary().words(prose), beside, false);
        let mut tried = Vec::new();
        for (line, phrase) in self.gate().candidates(&lines, false) {
            let line = lines.line(line);
            let inside = line.first..line.end;
            let matched = |found: &super::Match| {
                found.phrase == phrase && inside.contains(&found.tokens.start)
            };
            if found.iter().any(matched) {
                continue;
            }
            let mut words = Vec::new();
            let all = self.phrases()[phrase]
                .node()
                .is_some_and(|node| words_in(node, line, &mut words));
            if !all {
                words.clear();
            }
            words.sort_unstable();
            words.dedup();
            tried.push(Tried { phrase, words });
        }
        tried
    }
}

/// Adds the words of a phrase that stand in a line; whether all that it needs do.
fn words_in(node: &Node, line: Line, words: &mut Vec<Span>) -> bool {
    match node {
        Node::Word(word) => {
            let span = place_of(word, line);
            words.extend(span);
            span.is_some()
        }
        Node::Sequence(nodes) | Node::All(nodes) => {
            nodes.iter().all(|node| words_in(node, line, words))
        }
        Node::OneOf(nodes) => nodes.iter().any(|node| {
            let before = words.len();
            let all = words_in(node, line, words);
            if !all {
                words.truncate(before);
            }
            all
        }),
        Node::Spelt(nodes) => {
            let before = words.len();
            words_in(&nodes[0], line, words) || {
                words.truncate(before);
                words_in(&nodes[1], line, words)
            }
        }
        Node::Optional(_) | Node::Gap | Node::Amount(_) => true,
        Node::Named(node) => words_in(node, line, words),
    }
}

fn place_of(word: &Word, line: Line) -> Option<Span> {
    let fits = |token: &usize| {
        let text = line.prose.word(*token);
        if word.any_ending {
            text.starts_with(word.text())
        } else {
            text == word.text()
        }
    };
    let token = (line.first..line.end).find(fits)?;
    Some(line.prose.tokens()[token].span)
}
