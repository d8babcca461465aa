//! What a phrase needs of words: whether they stand in a text, or in two texts together.
//!
//! The words are numbers that a vocabulary gave, so that no text is compared here.

use super::syntax::{Node, Word};
use super::vocabulary::{Said, Vocabulary};

/// A phrase without the order of its items.
#[derive(Clone, Debug)]
pub(super) enum Need {
    /// One of these: the word as it is written, and as people write it without its marks.
    Word(u32, Option<u32>),
    /// The rarest first, which is missing most often.
    All(Box<[Need]>),
    Any(Box<[Need]>),
    Optional(Box<Need>),
    Amount,
    Nothing,
}

impl Need {
    /// The needs of a phrase whose words `vocabulary` holds.
    pub(super) fn new(node: &Node, vocabulary: &Vocabulary) -> Self {
        let each = |nodes: &[Node]| -> Vec<Self> {
            let needs = nodes.iter().map(|node| Self::new(node, vocabulary));
            needs.collect()
        };
        match node {
            Node::Word(word) => Self::word(word, vocabulary),
            Node::Sequence(nodes) | Node::All(nodes) => {
                let mut needs = each(nodes);
                needs.sort_by_key(|need| need.wanted(vocabulary));
                Self::All(needs.into())
            }
            Node::OneOf(nodes) => Self::Any(each(nodes).into()),
            Node::Optional(node) => Self::Optional(Box::new(Self::new(node, vocabulary))),
            Node::Named(node) => Self::new(node, vocabulary),
            Node::Gap => Self::Nothing,
            Node::Amount(_) => Self::Amount,
        }
    }

    fn word(word: &Word, vocabulary: &Vocabulary) -> Self {
        let id = |text: &str| vocabulary.id(text, word.any_ending);
        let bare = word.bare().and_then(|bare| id(&bare));
        match (id(word.text()), bare) {
            (Some(written), bare) => Self::Word(written, bare),
            (None, _) => Self::Nothing,
        }
    }

    /// How many phrases want one of its words: those of common words are many.
    fn wanted(&self, vocabulary: &Vocabulary) -> usize {
        let wanting = |word: &u32| vocabulary.wanting(*word).len();
        match self {
            Self::Word(written, bare) => wanting(written) + bare.as_ref().map_or(0, wanting),
            Self::All(needs) => {
                let needs = needs.iter().map(|need| need.wanted(vocabulary));
                needs.min().unwrap_or(usize::MAX)
            }
            Self::Any(needs) => {
                let needs = needs.iter().map(|need| need.wanted(vocabulary));
                needs.fold(0, usize::saturating_add)
            }
            Self::Optional(_) | Self::Amount | Self::Nothing => usize::MAX,
        }
    }

    /// Whether all words that it must have stand in a text, which `holds` tells.
    pub(super) fn is_met(&self, holds: &mut impl FnMut(u32) -> bool) -> bool {
        match self {
            Self::Word(written, bare) => holds(*written) || bare.is_some_and(&mut *holds),
            Self::All(needs) => needs.iter().all(|need| need.is_met(holds)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(holds)),
            Self::Optional(_) | Self::Amount | Self::Nothing => true,
        }
    }

    /// The ways in which it can be taken from two texts.
    pub(super) fn ways(&self, head: &Said, own: &Said) -> Ways {
        match self {
            Self::Word(written, bare) => {
                let one = |word: u32| {
                    let own = Ways::OWN.when(own.holds(word));
                    own.or(Ways::HEAD.when(head.holds(word)))
                };
                bare.map_or(Ways::NONE, one).or(one(*written))
            }
            Self::All(needs) => {
                let mut ways = Ways::WORDLESS;
                for need in needs {
                    ways = ways.and(need.ways(head, own));
                    if ways.are_none() {
                        break;
                    }
                }
                ways
            }
            Self::Any(needs) => {
                let ways = needs.iter().map(|need| need.ways(head, own));
                ways.fold(Ways::NONE, Ways::or)
            }
            Self::Optional(need) => need.ways(head, own).or(Ways::WORDLESS),
            Self::Nothing => Ways::WORDLESS,
            Self::Amount => {
                let own = Ways::OWN.when(own.has_digits());
                Ways::WORDLESS
                    .or(own)
                    .or(Ways::HEAD.when(head.has_digits()))
            }
        }
    }
}

/// The ways in which the words of an item can be taken from two texts: a bit for each set of texts
/// that words come from, where bit 1 is for the own text alone, 2 for the head alone, 3 for both.
#[derive(Clone, Copy)]
pub(super) struct Ways(u8);

impl Ways {
    const NONE: Self = Self(0);
    const WORDLESS: Self = Self(1);
    const OWN: Self = Self(1 << 1);
    const HEAD: Self = Self(1 << 2);

    fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::NONE }
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn and(self, other: Self) -> Self {
        let bits = |ways: Self| (0..4_u8).filter(move |bit| ways.0 >> bit & 1 == 1);
        let pairs = bits(self).flat_map(|one| bits(other).map(move |two| one | two));
        Self(pairs.fold(0, |ways, bit| ways | 1 << bit))
    }

    fn are_none(self) -> bool {
        self.0 == 0
    }

    pub(super) fn take_from_both(self) -> bool {
        self.0 >> 3 & 1 == 1
    }
}
