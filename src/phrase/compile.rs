//! Turns a phrase into steps that are taken over the tokens of a text.
//!
//! Every step leads only to later ones, so that a table filled from the last step to the first
//! knows all matches.

use super::syntax::{Node, Wanted};

/// A phrase as steps; a match goes from the first to the last, which is [`Step::Match`].
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(super) enum Step {
    Word(Literal),
    Gap,
    Amount(Wanted),
    /// Goes on at any of these steps.
    Split(Vec<usize>),
    Match,
}

/// A word that a token must equal.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    text: String,
    /// The text without the marks on its letters, where it has any.
    bare: Option<String>,
    any_ending: bool,
    /// The number of characters.
    pub(super) length: u16,
}

impl Literal {
    /// Whether a token is this word; with `bare`, as people write it without diacritics.
    pub(super) fn fits(&self, token: &str, bare: bool) -> bool {
        let text = match &self.bare {
            Some(text) if bare => text,
            _ => &self.text,
        };
        if self.any_ending {
            token.starts_with(text.as_str())
        } else {
            token == text
        }
    }

    /// Whether letters of the word carry marks.
    pub(super) fn marked(&self) -> bool {
        self.bare.is_some()
    }
}

impl Program {
    pub(super) fn new(node: &Node) -> Self {
        let mut program = Self { steps: Vec::new() };
        program.add(node);
        program.steps.push(Step::Match);
        program
    }

    /// Adds the steps of `node`; a match of it leaves at the step behind them.
    fn add(&mut self, node: &Node) {
        match node {
            Node::Word(word) => self.steps.push(Step::Word(Literal {
                bare: word.bare(),
                any_ending: word.any_ending,
                length: u16::try_from(word.text().chars().count()).unwrap_or(u16::MAX),
                text: word.text().to_owned(),
            })),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::OneOf(nodes) => self.one_of(nodes),
            Node::Spelt(nodes) => self.one_of(&nodes[..]),
            Node::All(nodes) => self.all(nodes),
            Node::Optional(node) => {
                let split = self.split();
                self.lead(split, split + 1);
                self.add(node);
                self.lead(split, self.steps.len());
            }
            Node::Gap => self.steps.push(Step::Gap),
            Node::Amount(wanted) => self.steps.push(Step::Amount(*wanted)),
            Node::Named(node) => self.add(node),
        }
    }

    fn one_of(&mut self, nodes: &[Node]) {
        let split = self.split();
        let mut exits = Vec::with_capacity(nodes.len());
        for node in nodes {
            self.lead(split, self.steps.len());
            self.add(node);
            exits.push(self.split());
        }
        self.lead_all(&exits, self.steps.len());
    }

    /// One state for each set of operands already seen, in the order of the sets as numbers: a
    /// set comes before all that hold it.
    fn all(&mut self, nodes: &[Node]) {
        let full = (1_usize << nodes.len()) - 1;
        let mut arrivals = vec![Vec::new(); full + 1];
        for seen in 0..full {
            self.lead_all(&arrivals[seen], self.steps.len());
            if seen != 0 {
                self.steps.push(Step::Gap);
            }
            let split = self.split();
            for (index, node) in nodes.iter().enumerate() {
                let with = seen | (1 << index);
                if with != seen {
                    self.lead(split, self.steps.len());
                    self.add(node);
                    arrivals[with].push(self.split());
                }
            }
        }
        self.lead_all(&arrivals[full], self.steps.len());
    }

    fn split(&mut self) -> usize {
        self.steps.push(Step::Split(Vec::new()));
        self.steps.len() - 1
    }

    fn lead(&mut self, split: usize, target: usize) {
        if let Step::Split(targets) = &mut self.steps[split] {
            targets.push(target);
        }
    }

    fn lead_all(&mut self, splits: &[usize], target: usize) {
        for &split in splits {
            self.lead(split, target);
        }
    }
}
