//! What a phrase must hold, whatever alternatives are taken, and how large it may be.

use std::sync::Arc;

use rustc_hash::FxHashMap;

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

/// Reports a phrase that may match without a literal word, or that is too large; else tells
/// whether it holds a quantity.
pub(super) fn check(text: &str, node: &Node, names: &Extents) -> Result<bool, PhraseError> {
    let whole = Span::new(0, text.len());
    let extent = names.extent(node);
    if extent.literal == 0 {
        return Err(
            PhraseError::new(whole, "a phrase that may hold no literal word").help(
                "whatever alternatives are taken, a phrase holds a word, or two Han characters",
            ),
        );
    }
    if extent.weight < LEAST {
        return Err(PhraseError::new(whole, "a phrase that may hold a single Han character").help(
            "one character stands inside too many words; write a word of two characters or more",
        ));
    }
    check_extent(text, extent.steps, extent.depth)?;
    Ok(extent.amounts)
}

/// The extents of names, so that what many phrases use is looked through once.
#[derive(Clone, Debug, Default)]
pub(super) struct Extents(FxHashMap<usize, Extent>);

impl Extents {
    /// Keeps the extent of a name, which is used as it is as long as it lives.
    pub(super) fn add(&mut self, name: &Arc<Node>) {
        let extent = self.extent(name);
        self.0.insert(Arc::as_ptr(name).addr(), extent);
    }

    /// Reports one more alternative of a name, beside those that take so many `steps` together;
    /// else tells how many all of them take.
    pub(super) fn check_size(
        &self,
        text: &str,
        node: &Node,
        steps: usize,
    ) -> Result<usize, PhraseError> {
        let own = self.extent(node);
        let steps = steps.saturating_add(own.steps);
        check_extent(text, steps, own.depth).map(|()| steps)
    }

    fn extent(&self, node: &Node) -> Extent {
        Extent::of(node, self)
    }
}

fn check_extent(text: &str, steps: usize, depth: usize) -> Result<(), PhraseError> {
    let whole = Span::new(0, text.len());
    if steps > MOST_STEPS {
        let message = "a phrase with too many alternatives";
        return Err(PhraseError::new(whole, message).help("write several phrases"));
    }
    if depth > DEEPEST {
        let message = "a phrase whose names use each other too deeply";
        return Err(PhraseError::new(whole, message).help("write out some of the names"));
    }
    Ok(())
}

/// How much a node holds.
#[derive(Clone, Copy, Debug)]
struct Extent {
    /// The least literal text in a match: two for a word, one for a Han character.
    literal: usize,
    /// An upper bound of the steps of the compiled phrase.
    steps: usize,
    /// How deep its groups and names stand in each other.
    depth: usize,
    /// Whether it holds a quantity.
    amounts: bool,
    /// The same with one for each quantity: beside one, a single Han character is enough.
    weight: usize,
}

impl Extent {
    fn of(node: &Node, names: &Extents) -> Self {
        match node {
            Node::Word(word) => Self::one(match word.kind {
                TokenKind::Word | TokenKind::Number => LEAST,
                TokenKind::Han => 1,
                TokenKind::Symbol => 0,
            }),
            Node::Gap => Self::one(0),
            Node::Amount(_) => Self {
                amounts: true,
                weight: 1,
                ..Self::one(0)
            },
            Node::Sequence(nodes) => Self::of_all(nodes, names).0,
            Node::Spelt(nodes) => {
                let [written, other] = [&nodes[0], &nodes[1]].map(|node| Self::of(node, names));
                Self {
                    steps: written.steps.saturating_add(other.steps).saturating_add(2),
                    depth: written.depth.max(other.depth) + 1,
                    ..written
                }
            }
            Node::OneOf(nodes) => {
                let (all, least) = Self::of_all(nodes, names);
                let (literal, weight) = least.unwrap_or((LEAST, LEAST));
                Self {
                    literal,
                    weight,
                    steps: all.steps.saturating_add(nodes.len()),
                    ..all
                }
            }
            Node::All(nodes) => {
                let (all, _) = Self::of_all(nodes, names);
                let copies = 1_usize << nodes.len().saturating_sub(1);
                let each = all.steps.saturating_add(2 * nodes.len());
                Self {
                    steps: each.saturating_mul(copies),
                    ..all
                }
            }
            Node::Optional(node) => {
                let inner = Self::of(node, names);
                Self {
                    literal: 0,
                    weight: 0,
                    steps: inner.steps.saturating_add(1),
                    depth: inner.depth + 1,
                    ..inner
                }
            }
            Node::Named(node) => {
                let known = names.0.get(&Arc::as_ptr(node).addr());
                let inner = known.copied().unwrap_or_else(|| Self::of(node, names));
                Self {
                    depth: inner.depth + 1,
                    ..inner
                }
            }
        }
    }

    /// The extent of all nodes together, and the least literal text and the least weight of one
    /// of them.
    fn of_all(nodes: &[Node], names: &Extents) -> (Self, Option<(usize, usize)>) {
        let (mut all, mut least) = (Self::one(0), None);
        for node in nodes {
            let own = Self::of(node, names);
            all.literal = all.literal.saturating_add(own.literal);
            all.steps = all.steps.saturating_add(own.steps);
            all.depth = all.depth.max(own.depth + 1);
            all.amounts |= own.amounts;
            all.weight = all.weight.saturating_add(own.weight);
            least = Some(match least {
                None => (own.literal, own.weight),
                Some((literal, weight)) => (own.literal.min(literal), own.weight.min(weight)),
            });
        }
        (all, least)
    }

    fn one(literal: usize) -> Self {
        Self {
            literal,
            steps: 1,
            depth: 1,
            amounts: false,
            weight: literal,
        }
    }
}
