//! Words that people write as one where a phrase writes two: "isn't" for "is not".
//!
//! Which ones there are is data: `rules/contractions.toml`.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::syntax::{Node, Word};
use crate::text::{Span, TokenKind};

/// What is joined with a word has no more parts than this.
const MOST_PARTS: usize = 96;

/// All contractions, by their words.
pub(super) struct Contractions {
    seconds: FxHashMap<Box<str>, Second>,
    /// The two words of each contraction.
    pairs: FxHashMap<Box<str>, (Word, Word)>,
}

/// The second word of pairs that have a contraction.
struct Second {
    /// The contractions with each first word.
    firsts: FxHashMap<Box<str>, Vec<Node>>,
    /// The contractions with any first word.
    any: Arc<Node>,
}

impl Contractions {
    /// Those that come with the library.
    pub(super) fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Contractions> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let table = include_str!("../../rules/contractions.toml");
            let table = toml::from_str(table).expect("the built-in table is tested");
            Self::new(&table)
        })
    }

    fn new(table: &BTreeMap<String, BTreeMap<String, Vec<String>>>) -> Self {
        let mut pairs = FxHashMap::default();
        let mut seconds = FxHashMap::default();
        for (second, firsts) in table {
            for (first, joined) in firsts {
                for joined in joined {
                    pairs
                        .entry(joined.as_str().into())
                        .or_insert_with(|| (word(first), word(second)));
                }
            }
            let second_word = Second {
                firsts: firsts
                    .iter()
                    .map(|(first, joined)| (first.as_str().into(), nodes(joined)))
                    .collect(),
                any: Arc::new(Node::OneOf(
                    firsts.values().flat_map(|joined| nodes(joined)).collect(),
                )),
            };
            seconds.insert(second.as_str().into(), second_word);
        }
        Self { seconds, pairs }
    }

    /// Gives what a word of a text says too, behind the word before it: the two words of a
    /// contraction, and all spellings of the pair.
    pub(super) fn said_too<'s>(&'s self, before: &str, word: &str, say: &mut impl FnMut(&'s str)) {
        let (first, second) = match self.pairs.get(word) {
            Some((first, second)) => {
                say(first.text());
                say(second.text());
                (first.text(), second.text())
            }
            None => (before, word),
        };
        let second = self.seconds.get(second);
        let spellings = second.and_then(|second| second.firsts.get(first));
        for node in spellings.into_iter().flatten() {
            if let Node::Word(joined) = node {
                say(joined.text());
            }
        }
    }

    /// Lets items that follow each other take contractions of their words too.
    pub(super) fn open(&self, nodes: Vec<Node>) -> Vec<Node> {
        let mut opened: Vec<Node> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let joined = match opened.last() {
                Some(before) if is_small(before) && is_small(&node) => self.joined(before, &node),
                _ => Vec::new(),
            };
            let before = if joined.is_empty() {
                None
            } else {
                opened.pop()
            };
            let node = self.open_alone(node);
            opened.push(match before {
                Some(before) => either(Node::Sequence(vec![before, node]), joined),
                None => node,
            });
        }
        opened
    }

    /// A word that stands behind no word that it is joined with.
    fn open_alone(&self, node: Node) -> Node {
        let Node::Word(word) = &node else {
            return node;
        };
        if word.any_ending || word.kind != TokenKind::Word {
            return node;
        }
        if let Some(second) = self.seconds.get(word.text()) {
            return Node::Spelt(Box::new([node, Node::Named(Arc::clone(&second.any))]));
        }
        let Some((first, second)) = self.pairs.get(word.text()) else {
            return node;
        };
        let pair = [first, second].map(|word| Node::Word(word.clone()));
        let mut others = vec![Node::Sequence(pair.to_vec())];
        let spellings = &self.seconds[second.text()].firsts[first.text()];
        others.extend(spellings.iter().filter(|&other| *other != node).cloned());
        either(node, others)
    }

    /// What two items that follow each other may be joined to.
    fn joined(&self, before: &Node, node: &Node) -> Vec<Node> {
        let mut found = Vec::new();
        self.behind(node, &mut |second, rest| {
            let Some(heads) = self.with(before, second) else {
                return;
            };
            for head in heads {
                let nodes = std::iter::once(head).chain(rest.iter().cloned());
                found.push(Node::sequence(nodes.collect()));
            }
        });
        found
    }

    /// Gives each second word that a node may begin with, and what follows it there.
    fn behind(&self, node: &Node, give: &mut dyn FnMut(&str, &[Node])) {
        match node {
            Node::Word(word) if !word.any_ending => {
                if self.seconds.contains_key(word.text()) {
                    give(word.text(), &[]);
                }
            }
            Node::Spelt(nodes) => self.behind(&nodes[0], give),
            Node::Sequence(nodes) => {
                if let Some((first, rest)) = nodes.split_first() {
                    self.behind(first, &mut |second, own| {
                        give(second, &[own, rest].concat());
                    });
                }
            }
            Node::OneOf(nodes) => nodes.iter().for_each(|node| self.behind(node, give)),
            Node::Named(node) => self.behind(node, give),
            Node::Optional(node) => self.behind(node, give),
            Node::Word(_) | Node::All(_) | Node::Gap | Node::Amount(_) => {}
        }
    }

    /// A node that ends with words that a second one is joined to, so joined.
    fn with(&self, node: &Node, second: &str) -> Option<Vec<Node>> {
        match node {
            Node::Word(word) if !word.any_ending => {
                self.seconds[second].firsts.get(word.text()).cloned()
            }
            Node::Sequence(nodes) => {
                let (last, rest) = nodes.split_last()?;
                let ends = self.with(last, second)?;
                let sequence = |end: Node| {
                    let nodes = rest.iter().cloned().chain([end]);
                    Node::sequence(nodes.collect())
                };
                Some(ends.into_iter().map(sequence).collect())
            }
            Node::OneOf(nodes) => {
                let each = nodes.iter().filter_map(|node| self.with(node, second));
                let each: Vec<Node> = each.flatten().collect();
                (!each.is_empty()).then_some(each)
            }
            Node::Spelt(nodes) => {
                let each = nodes.iter().filter_map(|node| self.with(node, second));
                let each: Vec<Node> = each.flatten().collect();
                (!each.is_empty()).then_some(each)
            }
            Node::Named(node) => self.with(node, second),
            Node::Optional(node) => self.with(node, second),
            Node::Word(_) | Node::All(_) | Node::Gap | Node::Amount(_) => None,
        }
    }
}

/// Whether a node has so few parts that it may be copied for each contraction, which keeps groups in
/// groups from growing without end.
fn is_small(node: &Node) -> bool {
    parts_left(node, MOST_PARTS).is_some()
}

/// How many of so many parts a node leaves; `None` where it has more.
fn parts_left(node: &Node, left: usize) -> Option<usize> {
    let left = left.checked_sub(1)?;
    let all = |nodes: &[Node]| {
        nodes
            .iter()
            .try_fold(left, |left, node| parts_left(node, left))
    };
    match node {
        Node::Word(_) | Node::Gap | Node::Amount(_) => Some(left),
        Node::Sequence(nodes) | Node::OneOf(nodes) | Node::All(nodes) => all(nodes),
        Node::Spelt(nodes) => all(&nodes[..]),
        Node::Optional(node) => parts_left(node, left),
        Node::Named(node) => parts_left(node, left),
    }
}

fn either(written: Node, others: Vec<Node>) -> Node {
    let other = if others.len() == 1 {
        Node::sequence(others)
    } else {
        Node::OneOf(others)
    };
    Node::Spelt(Box::new([written, other]))
}

fn nodes(words: &[String]) -> Vec<Node> {
    words.iter().map(|text| Node::Word(word(text))).collect()
}

fn word(text: &str) -> Word {
    let source: Arc<str> = text.into();
    Word::new(&source, Span::new(0, text.len()), TokenKind::Word)
}

#[cfg(test)]
mod tests {
    use super::super::{Phrase, PhraseSet, Words};
    use super::*;
    use crate::text::{Abbreviations, Prose};

    #[track_caller]
    fn check(phrase: &str, text: &str, expected: Option<&str>) {
        let phrase = Phrase::parse(phrase, &Words::default()).unwrap();
        let set = PhraseSet::new(vec![phrase]);
        let prose = Prose::new(text, &Abbreviations::default());
        let found = set.find(&prose, &[]);
        let found = found.first().map(|found| &text[found.span.range()]);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_pair_takes_its_contractions() {
        check("is not covered", "It isn't covered.", Some("isn't covered"));
        check("is not covered", "It isn’t covered.", Some("isn’t covered"));
        check("is not covered", "It aren't covered.", None);
        check(
            "(is|are) not covered",
            "They aren't covered.",
            Some("aren't covered"),
        );
        check(
            "(is|are) (not covered|void)",
            "They aren't covered.",
            Some("aren't covered"),
        );
        check("(you|we will) will pay", "You'll pay.", Some("You'll pay"));
    }

    #[test]
    fn a_second_word_alone_takes_those_of_all_its_pairs() {
        check("not covered", "Glass isn't covered.", Some("isn't covered"));
        check(
            "glass ... not covered",
            "Glass isn't covered.",
            Some("Glass isn't covered"),
        );
        check("not covered", "Glass is covered.", None);
        check("notably covered", "Glass isn't covered.", None);
    }

    #[test]
    fn a_contraction_takes_its_pair() {
        check(
            "isn't covered",
            "It is not covered.",
            Some("is not covered"),
        );
        check("cannot cancel", "You can't cancel.", Some("can't cancel"));
        check(
            "can't cancel",
            "You can not cancel.",
            Some("can not cancel"),
        );
        check("can't cancel", "You could not cancel.", None);
        check(
            "you're not allowed",
            "You aren't allowed.",
            Some("You aren't allowed"),
        );
    }

    #[test]
    fn what_may_be_left_out_and_other_alternatives_go_on() {
        check(
            "we (will|may)? charge it",
            "We'll charge it.",
            Some("We'll charge it"),
        );
        check(
            "(it is|policy) not void",
            "The policy isn't void.",
            Some("policy isn't void"),
        );
    }

    #[test]
    fn groups_in_groups_stay_small() {
        let firsts = "(is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should)";
        let wide = format!("{firsts} (not ").repeat(6) + "paid" + &")".repeat(6);
        let deep = "are (not ".repeat(15) + "paid" + &")".repeat(15);
        for phrase in [wide, deep] {
            let mut errors = Vec::new();
            let found = &mut |_: &str| unreachable!("it holds no name");
            let node = super::super::parse::parse(&phrase.as_str().into(), found, &mut errors);
            assert_eq!(errors, []);
            assert!(parts_left(&node, 20_000).is_some(), "{phrase}");
        }
    }

    #[test]
    fn a_text_with_a_contraction_says_both_words() {
        let said = |before, word| {
            let mut said = Vec::new();
            Contractions::builtin().said_too(before, word, &mut |word| said.push(word));
            said
        };
        assert_eq!(said("it", "won't"), ["will", "not", "won't"]);
        assert_eq!(said("can", "not"), ["can't", "cannot"]);
        assert!(said("it", "wont").is_empty());
    }
}
