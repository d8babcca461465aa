//! What a phrase is made of, after reading and before compiling.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::quantity::Kind;
use crate::text::fold::without_marks;
use crate::text::{Span, TokenKind};

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) enum Node {
    Word(Word),
    /// All, in this order, with nothing between them.
    Sequence(Vec<Node>),
    OneOf(Vec<Node>),
    /// As it is written, or as people write it too, with a contraction.
    Spelt(Box<[Node; 2]>),
    /// All, in any order, with a gap between them.
    All(Vec<Node>),
    Optional(Box<Node>),
    Gap,
    Amount(Wanted),
    /// The phrases of `$name`.
    Named(Arc<Node>),
}

/// One token of the text: a word, a numeral, a Han character or a sign.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// What it stands in; most words share their phrase's text.
    source: Arc<str>,
    /// Its bytes there: a phrase is short.
    bytes: (u16, u16),
    pub(super) kind: TokenKind,
    pub(super) any_ending: bool,
}

/// Which quantities an item takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    Kind(Kind),
    /// A numeral, or a quantity of any kind.
    Number,
    /// A quantity of any kind, which is the value that the phrase is about.
    Value,
}

impl Node {
    /// Adds the kinds of the quantities in the node, each once; `None` for any kind.
    pub(super) fn add_kinds(&self, kinds: &mut Vec<Option<Kind>>) {
        match self {
            Self::Amount(wanted) => {
                let kind = match wanted {
                    Wanted::Kind(kind) => Some(*kind),
                    Wanted::Number | Wanted::Value => None,
                };
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            Self::Word(_) | Self::Gap => {}
            Self::Sequence(nodes) | Self::OneOf(nodes) | Self::All(nodes) => {
                for node in nodes {
                    node.add_kinds(kinds);
                }
            }
            Self::Spelt(nodes) => nodes[0].add_kinds(kinds),
            Self::Optional(node) => node.add_kinds(kinds),
            Self::Named(node) => node.add_kinds(kinds),
        }
    }

    /// The node with any ending on its last word; `None` where it may end with something else.
    ///
    /// A Han word ends nowhere, so it stays as it is.
    pub(super) fn with_any_ending(self) -> Option<Self> {
        let all = |nodes: Vec<Self>| {
            let nodes = nodes.into_iter().map(Self::with_any_ending);
            nodes.collect::<Option<Vec<_>>>()
        };
        match self {
            Self::Word(word) if word.kind == TokenKind::Symbol => None,
            Self::Word(word) => Some(Self::Word(Word {
                any_ending: word.kind != TokenKind::Han,
                ..word
            })),
            Self::Sequence(mut nodes) => {
                for at in (0..nodes.len()).rev() {
                    let node = std::mem::replace(&mut nodes[at], Self::Gap);
                    nodes[at] = node.with_any_ending()?;
                    if !matches!(nodes[at], Self::Optional(_)) {
                        break;
                    }
                }
                Some(Self::Sequence(nodes))
            }
            Self::OneOf(nodes) => all(nodes).map(Self::OneOf),
            Self::Spelt(nodes) => {
                let [written, other] = *nodes;
                let each = [written.with_any_ending()?, other.with_any_ending()?];
                Some(Self::Spelt(each.into()))
            }
            Self::All(nodes) => all(nodes).map(Self::All),
            Self::Optional(node) => Some(Self::Optional(Box::new(node.with_any_ending()?))),
            Self::Named(node) => Some(Self::Named(Arc::new(Node::clone(&node).with_any_ending()?))),
            Self::Gap | Self::Amount(_) => None,
        }
    }

    /// The node of a list that may have one member.
    pub(super) fn sequence(mut nodes: Vec<Self>) -> Self {
        if nodes.len() == 1 {
            nodes.remove(0)
        } else {
            Self::Sequence(nodes)
        }
    }

    /// Whether the node holds a quantity that is written like `wanted`.
    pub(super) fn wants(&self, wanted: Wanted) -> bool {
        match self {
            Self::Amount(own) => *own == wanted,
            Self::Word(_) | Self::Gap => false,
            Self::Sequence(nodes) | Self::OneOf(nodes) | Self::All(nodes) => {
                nodes.iter().any(|node| node.wants(wanted))
            }
            Self::Spelt(nodes) => nodes[0].wants(wanted),
            Self::Optional(node) => node.wants(wanted),
            Self::Named(node) => node.wants(wanted),
        }
    }

    /// Whether so many words have marks on their letters, in all alternatives together.
    pub(super) fn has_marked_words(&self, wanted: usize) -> bool {
        self.marked_words_missing(wanted) == 0
    }

    /// How many words with marks are still missing of so many.
    fn marked_words_missing(&self, wanted: usize) -> usize {
        match self {
            _ if wanted == 0 => 0,
            Self::Word(word) => wanted - usize::from(word.bare().is_some()),
            Self::Amount(_) | Self::Gap => wanted,
            Self::Sequence(nodes) | Self::OneOf(nodes) | Self::All(nodes) => {
                let mut nodes = nodes.iter();
                let missing = nodes.try_fold(wanted, |missing, node| {
                    Some(node.marked_words_missing(missing)).filter(|&missing| missing > 0)
                });
                missing.unwrap_or(0)
            }
            Self::Spelt(nodes) => nodes[0].marked_words_missing(wanted),
            Self::Optional(node) => node.marked_words_missing(wanted),
            Self::Named(node) => node.marked_words_missing(wanted),
        }
    }
}

impl Word {
    /// The word at `span` of a folded text of at most 65,535 bytes.
    pub(super) fn new(source: &Arc<str>, span: Span, kind: TokenKind) -> Self {
        Self {
            source: Arc::clone(source),
            bytes: (span.start as u16, span.end as u16),
            kind,
            any_ending: false,
        }
    }

    /// The word, folded.
    pub(super) fn text(&self) -> &str {
        let (start, end) = self.bytes;
        &self.source[usize::from(start)..usize::from(end)]
    }

    /// The word without the marks on its letters, where it has both.
    pub(super) fn bare(&self) -> Option<String> {
        if self.text().is_ascii() {
            return None;
        }
        let bare = without_marks(self.text());
        (bare != self.text() && !bare.is_empty()).then_some(bare)
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        let key = |word: &Self| (word.kind, word.any_ending);
        key(self) == key(other) && self.text() == other.text()
    }
}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.any_ending.hash(state);
        self.text().hash(state);
    }
}
