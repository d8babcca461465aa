//! What a phrase needs of words: whether they stand in a text, or in two texts together.
//!
//! The words are numbers that a vocabulary gave, so that no text is compared here.

use super::vocabulary::Said;

/// A phrase without the order of its items.
#[derive(Clone, Debug)]
pub(super) enum Need {
    /// One of these: the word as it is written, and as people write it without its marks.
    Word(u32, Option<u32>),
    /// The rarest first, which is missing most often.
    All(Box<[Need]>),
    Any(Box<[Need]>),
    Optional(Box<Need>),
    /// What stands at this index of [`Names`].
    Named(u32),
    Amount,
    Nothing,
}

/// What the phrases of names need.
pub(super) type Names = [Need];

/// How common the words of the rarest part are that a text must hold; the greatest number where
/// none must stand there.
pub(super) type Common = u64;

impl Need {
    /// Puts the rarest of several first; `names` are those of the names that it holds, and
    /// `common` tells how common a word is.
    pub(super) fn settle(&mut self, names: &[Common], common: &impl Fn(u32) -> Common) -> Common {
        match self {
            Self::Word(written, bare) => common(*written) + bare.map_or(0, common),
            Self::All(needs) => {
                let each = std::mem::take(needs).into_iter();
                let mut each: Vec<_> = each
                    .map(|mut need| (need.settle(names, common), need))
                    .collect();
                each.sort_by_key(|(common, _)| *common);
                let rarest = each.first().map_or(Common::MAX, |(common, _)| *common);
                *needs = each.into_iter().map(|(_, need)| need).collect();
                rarest
            }
            Self::Any(needs) => {
                let needs = needs.iter_mut().map(|need| need.settle(names, common));
                needs.fold(0, Common::saturating_add)
            }
            Self::Named(name) => names[*name as usize],
            Self::Optional(need) => {
                need.settle(names, common);
                Common::MAX
            }
            Self::Amount | Self::Nothing => Common::MAX,
        }
    }

    /// Adds words of which every text that meets it holds one, the rarest; `false` where it can
    /// be met without a word. It is settled.
    pub(super) fn add_rarest(&self, names: &Names, words: &mut Vec<u32>) -> bool {
        match self {
            Self::Word(written, bare) => {
                words.push(*written);
                words.extend(bare);
                true
            }
            Self::All(needs) => {
                let first = needs.first();
                first.is_some_and(|need| need.add_rarest(names, words))
            }
            Self::Any(needs) => needs.iter().all(|need| need.add_rarest(names, words)),
            Self::Named(name) => names[*name as usize].add_rarest(names, words),
            Self::Optional(_) | Self::Amount | Self::Nothing => false,
        }
    }

    /// Whether all words that it must have stand in a text.
    pub(super) fn is_met(&self, text: &mut Met<impl FnMut(u32) -> bool>) -> bool {
        match self {
            Self::Word(written, bare) => {
                (text.holds)(*written) || bare.is_some_and(&mut text.holds)
            }
            Self::All(needs) => needs.iter().all(|need| need.is_met(text)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(text)),
            Self::Named(name) => {
                let name = *name as usize;
                text.known[name].unwrap_or_else(|| {
                    let met = text.names[name].is_met(text);
                    text.known[name] = Some(met);
                    met
                })
            }
            Self::Optional(_) | Self::Amount | Self::Nothing => true,
        }
    }

    /// The ways in which it can be taken from two texts.
    pub(super) fn ways(&self, texts: &mut Joined) -> Ways {
        match self {
            Self::Word(written, bare) => {
                let one = |word: u32| {
                    let own = Ways::OWN.when(texts.own.holds(word));
                    own.or(Ways::HEAD.when(texts.head.holds(word)))
                };
                bare.map_or(Ways::NONE, one).or(one(*written))
            }
            Self::All(needs) => {
                let mut ways = Ways::WORDLESS;
                for need in needs {
                    ways = ways.and(need.ways(texts));
                    if ways.are_none() {
                        break;
                    }
                }
                ways
            }
            Self::Any(needs) => {
                let ways = needs.iter().map(|need| need.ways(texts));
                ways.fold(Ways::NONE, Ways::or)
            }
            Self::Optional(need) => need.ways(texts).or(Ways::WORDLESS),
            Self::Named(name) => {
                let name = *name as usize;
                texts.known[name].unwrap_or_else(|| {
                    let ways = texts.names[name].ways(texts);
                    texts.known[name] = Some(ways);
                    ways
                })
            }
            Self::Nothing => Ways::WORDLESS,
            Self::Amount => {
                let own = Ways::OWN.when(texts.own.has_digits());
                Ways::WORDLESS
                    .or(own)
                    .or(Ways::HEAD.when(texts.head.has_digits()))
            }
        }
    }
}

/// A text that phrases are held against, with what is known of their names there.
pub(super) struct Met<'n, F> {
    names: &'n Names,
    /// Whether a word stands in the text.
    holds: F,
    known: Box<[Option<bool>]>,
}

impl<'n, F: FnMut(u32) -> bool> Met<'n, F> {
    pub(super) fn new(names: &'n Names, holds: F) -> Self {
        Self {
            names,
            holds,
            known: vec![None; names.len()].into(),
        }
    }
}

/// Two texts that phrases are held against together, with what is known of their names there.
pub(super) struct Joined<'t> {
    names: &'t Names,
    head: &'t Said,
    own: &'t Said,
    known: Box<[Option<Ways>]>,
}

impl<'t> Joined<'t> {
    pub(super) fn new(names: &'t Names, head: &'t Said, own: &'t Said) -> Self {
        Self {
            names,
            head,
            own,
            known: vec![None; names.len()].into(),
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
