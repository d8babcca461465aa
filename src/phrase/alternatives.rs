//! Phrases in short, and which of their alternatives no match took: news for people, no part of
//! matching.

use std::collections::BTreeSet;

use super::Phrase;
use super::syntax::{Node, Wanted, Word};
use crate::text::fold::is_han;

impl Phrase {
    /// The alternatives whose literal words stand together in none of the `matches`, each given
    /// by its folded words; those of `$name` and those without literal words are left out.
    pub(crate) fn never_taken(&self, matches: &BTreeSet<Vec<String>>) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(node) = self.node() {
            collect(node, matches, &mut found);
        }
        found
    }

    /// The phrase in short: first alternatives, without optional parts; `throttl*` is `throttl…`.
    #[must_use]
    pub fn gist(&self) -> String {
        self.node().map_or_else(|| self.text().to_owned(), gist)
    }
}

fn gist(node: &Node) -> String {
    match node {
        Node::Word(word) if word.any_ending => format!("{}…", word.text()),
        Node::Gap => "…".to_owned(),
        Node::Sequence(nodes) => {
            let parts = nodes
                .iter()
                .filter(|node| !matches!(node, Node::Optional(_)));
            joined(parts.map(gist))
        }
        Node::OneOf(nodes) => nodes.first().map(gist).unwrap_or_default(),
        Node::All(nodes) => joined(nodes.iter().map(gist)),
        Node::Optional(node) => gist(node),
        Node::Spelt(nodes) => gist(&nodes[0]),
        Node::Named(node) => gist(node),
        Node::Word(_) | Node::Amount(_) => written(node),
    }
}

fn collect(node: &Node, matches: &BTreeSet<Vec<String>>, found: &mut Vec<String>) {
    match node {
        Node::OneOf(nodes) => {
            for node in nodes {
                let mut needed = Vec::new();
                needs(node, &mut needed);
                if needed.is_empty() || matches.iter().any(|words| holds(words, &needed)) {
                    collect(node, matches, found);
                } else {
                    found.push(written(node));
                }
            }
        }
        Node::Sequence(nodes) | Node::All(nodes) => {
            for node in nodes {
                collect(node, matches, found);
            }
        }
        Node::Spelt(nodes) => collect(&nodes[0], matches, found),
        Node::Optional(node) => collect(node, matches, found),
        Node::Word(_) | Node::Gap | Node::Amount(_) | Node::Named(_) => {}
    }
}

/// The words that every match of a node holds.
fn needs<'n>(node: &'n Node, needed: &mut Vec<&'n Word>) {
    match node {
        Node::Word(word) => needed.push(word),
        Node::Sequence(nodes) | Node::All(nodes) => {
            for node in nodes {
                needs(node, needed);
            }
        }
        Node::OneOf(_)
        | Node::Spelt(_)
        | Node::Optional(_)
        | Node::Gap
        | Node::Amount(_)
        | Node::Named(_) => {}
    }
}

fn holds(words: &[String], needed: &[&Word]) -> bool {
    needed
        .iter()
        .all(|needed| words.iter().any(|word| is_written(needed, word)))
}

fn is_written(needed: &Word, word: &str) -> bool {
    let is = |text: &str| word == text || needed.any_ending && word.starts_with(text);
    is(needed.text()) || needed.bare().is_some_and(|bare| is(&bare))
}

/// A node as phrases are written.
fn written(node: &Node) -> String {
    let each = |nodes: &[Node], between: &str| {
        let nodes: Vec<String> = nodes.iter().map(written).collect();
        nodes.join(between)
    };
    match node {
        Node::Word(word) if word.any_ending => format!("{}*", word.text()),
        Node::Word(word) => word.text().to_owned(),
        Node::Sequence(nodes) => joined(nodes.iter().map(written)),
        Node::OneOf(nodes) => format!("({})", each(nodes, "|")),
        Node::All(nodes) => format!("({})", each(nodes, " & ")),
        Node::Optional(node) => format!("{}?", written(node)),
        Node::Gap => "...".to_owned(),
        Node::Amount(Wanted::Kind(kind)) => format!("{{{}}}", kind.name()),
        Node::Amount(Wanted::Number) => "{number}".to_owned(),
        Node::Amount(Wanted::Value) => "{value}".to_owned(),
        Node::Spelt(nodes) => written(&nodes[0]),
        Node::Named(node) => written(node),
    }
}

/// Parts with a space between them, save between Han characters.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for part in parts {
        let han = |c: Option<char>| c.is_some_and(is_han);
        if !(out.is_empty() || han(out.chars().next_back()) && han(part.chars().next())) {
            out.push(' ');
        }
        out.push_str(&part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::Words;

    fn never_taken(phrase: &str, matches: &[&[&str]]) -> Vec<String> {
        let phrase = Phrase::parse(phrase, &Words::default()).expect("it is right");
        let words = |words: &&[&str]| words.iter().map(|&word| word.to_owned()).collect();
        phrase.never_taken(&matches.iter().map(words).collect())
    }

    #[test]
    fn alternatives_without_a_match_are_named_as_written() {
        let phrase = "(cut* off|suspend*|(pause|stop) for {duration}) (the|your)? line";
        assert_eq!(
            never_taken(phrase, &[&["suspended", "the", "line"]]),
            ["cut* off", "(pause|stop) for {duration}", "your"]
        );
        let matches: [&[&str]; 2] = [&["stop", "for", "line"], &["cut", "off", "line"]];
        assert_eq!(
            never_taken(phrase, &matches),
            ["suspend*", "pause", "the", "your"]
        );
        assert_eq!(never_taken("unlimited data", &[]), [""; 0]);
    }

    #[test]
    fn a_phrase_in_short_takes_first_alternatives() {
        let gist = |phrase| {
            let phrase = Phrase::parse(phrase, &Words::default()).expect("it is right");
            phrase.gist()
        };
        assert_eq!(gist("(unlimited|endless) (mobile)? data"), "unlimited data");
        assert_eq!(gist("throttl* ... to {speed}"), "throttl… … to {speed}");
        assert_eq!(gist("(流量 & (不限|无限))"), "流量不限");
        assert_eq!(gist("/data (cap|limit)/"), "/data (cap|limit)/");
    }

    #[test]
    fn han_and_words_without_their_marks_are_known() {
        let matches: [&[&str]; 1] = [&["无", "限", "流", "量"]];
        assert_eq!(never_taken("(不限|无限)流量", &matches), ["不限"]);
        let matches: [&[&str]; 1] = [&["data", "khong", "gioi", "han"]];
        assert_eq!(
            never_taken("data (không giới hạn|vô tận)", &matches),
            ["vô tận"]
        );
    }
}
