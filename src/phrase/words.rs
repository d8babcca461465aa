//! The phrases of `[words]`, that others use as `$name`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::check::{Extents, check_length};
use super::error::PhraseError;
use super::parse::{Found, parse};
use super::regular::is_regular;
use super::sketch::{Says, may_take_node};
use super::syntax::{Node, Wanted};
use crate::quantity::Kind;
use crate::text::Span;

/// Names use each other no deeper than this, so that resolving them needs little stack.
const DEEPEST: usize = 32;

/// The phrases that others use as `$name`.
#[derive(Clone, Debug, Default)]
pub struct Words {
    named: BTreeMap<String, Arc<Node>>,
    pub(super) extents: Extents,
    /// Whether a phrase of a name holds a day.
    ask_for_days: bool,
}

/// A mistake in a phrase of `[words]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsError {
    /// The name whose phrase is wrong.
    pub name: String,
    /// The index of the phrase under that name, 0-based.
    pub index: usize,
    /// The mistake.
    pub error: PhraseError,
}

impl Words {
    /// Parses all phrases of all names; a phrase with a mistake is left out of its name.
    #[must_use]
    pub fn new(phrases: &BTreeMap<String, Vec<String>>) -> (Self, Vec<WordsError>) {
        let mut resolver = Resolver {
            phrases,
            done: Self::default(),
            open: Vec::new(),
            errors: Vec::new(),
        };
        for name in phrases.keys() {
            resolver.resolve(name);
        }
        let days = Wanted::Kind(Kind::Date);
        let mut named = resolver.done.named.values();
        resolver.done.ask_for_days = named.any(|node| node.wants(days));
        (resolver.done, resolver.errors)
    }

    /// Whether a phrase of a name holds a day.
    pub(super) fn ask_for_days(&self) -> bool {
        self.ask_for_days
    }

    /// The names of which a phrase may stand in a text.
    pub(super) fn said_by(&self, says: &impl Says) -> BTreeSet<&str> {
        let named = self.named.iter();
        let said = named.filter(|(_, node)| may_take_node(node, says));
        said.map(|(name, _)| name.as_str()).collect()
    }

    pub(super) fn find(&self, name: &str) -> Found {
        match self.named.get(name) {
            Some(node) => Found::Words(Arc::clone(node)),
            None => Found::unknown(name, self.named.keys().map(String::as_str)),
        }
    }
}

struct Resolver<'a> {
    phrases: &'a BTreeMap<String, Vec<String>>,
    done: Words,
    /// The names that are being parsed, each used by the one before.
    open: Vec<&'a str>,
    errors: Vec<WordsError>,
}

impl Resolver<'_> {
    fn resolve(&mut self, name: &str) -> Found {
        if let Some(node) = self.done.named.get(name) {
            return Found::Words(Arc::clone(node));
        }
        if let Some(at) = self.open.iter().position(|&open| open == name) {
            let circle = self.open[at..].iter().chain([&name]);
            let circle: Vec<_> = circle.map(|name| format!("${name}")).collect();
            return Found::Nothing(
                format!("`${name}` uses itself: {}", circle.join(" → ")),
                None,
            );
        }
        let Some((name, phrases)) = self.phrases.get_key_value(name) else {
            return Found::unknown(name, self.phrases.keys().map(String::as_str));
        };
        if self.open.len() == DEEPEST {
            let message = format!("names use each other more than {DEEPEST} deep");
            return Found::Nothing(message, None);
        }
        self.open.push(name);
        let mut nodes = Vec::new();
        let mut steps = 0;
        for (index, text) in phrases.iter().enumerate() {
            let errors = self.read(text, &mut nodes, &mut steps);
            self.errors
                .extend(errors.into_iter().map(|error| WordsError {
                    name: name.clone(),
                    index,
                    error,
                }));
        }
        self.open.pop();
        let node = Arc::new(Node::OneOf(nodes));
        self.done.extents.add(&node);
        self.done.named.insert(name.clone(), Arc::clone(&node));
        Found::Words(node)
    }

    /// Reads a phrase into `nodes`, which take so many `steps` together, or tells its mistakes.
    fn read(&mut self, text: &str, nodes: &mut Vec<Node>, steps: &mut usize) -> Vec<PhraseError> {
        if is_regular(text) {
            let span = Span::new(0, text.len());
            let error = PhraseError::new(span, "a regular expression is a whole phrase");
            return vec![error.help("use it where a promise lists its phrases")];
        }
        if let Err(error) = check_length(text) {
            return vec![error];
        }
        let mut errors = Vec::new();
        let node = parse(&text.into(), &mut |name| self.resolve(name), &mut errors);
        if errors.is_empty() {
            match self.done.extents.check_size(text, &node, *steps) {
                Ok(all) => {
                    *steps = all;
                    nodes.push(node);
                }
                Err(error) => errors.push(error),
            }
        }
        errors.sort_by_key(|error| error.span);
        errors
    }
}
