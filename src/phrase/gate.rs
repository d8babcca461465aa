//! One automaton over the anchors of many phrases: which phrases are worth trying, and where.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

use super::anchor::Anchor;
use super::line::Lines;
use crate::text::fold::is_han;

/// Anchors of no more bytes than this are looked for by a full table, which is three times as
/// fast and takes up to half a kilobyte for each byte of them.
const LARGEST_TABLE: usize = 16 << 10;

/// The anchors of many phrases, ready to be looked for, as they are written and as people write
/// them without the marks on their letters.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// `None` where there is nothing to look for.
    automaton: Option<AhoCorasick>,
    /// The texts of the automaton, each with the phrases that want it.
    anchors: Vec<(Anchor, Vec<Wish>)>,
    /// The phrases without anchors: always worth trying.
    always: Vec<usize>,
}

/// A phrase that wants an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    phrase: u32,
    /// Whether the anchor is without marks.
    bare: bool,
}

/// What the anchors of one phrase are.
pub(super) struct Sought {
    /// The index of the phrase.
    pub(super) phrase: usize,
    /// `None` for one that must always be tried.
    pub(super) anchors: Option<Vec<Anchor>>,
    /// Whether it is looked for without marks too.
    pub(super) bare: bool,
}

/// In which writings a phrase may match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MayMatch {
    /// As it is written; the other is not asked for then.
    pub(crate) written: bool,
    /// Without the marks on its letters.
    pub(crate) bare: bool,
}

impl Gate {
    pub(super) fn new(phrases: impl IntoIterator<Item = Sought>) -> Self {
        let mut always = Vec::new();
        let mut wanted = Vec::new();
        for Sought {
            phrase,
            anchors,
            bare,
        } in phrases
        {
            let Some(anchors) = anchors else {
                always.push(phrase);
                continue;
            };
            for anchor in anchors {
                let wish = |bare| Wish {
                    phrase: phrase as u32,
                    bare,
                };
                if bare {
                    wanted.push((anchor.clone().bare(), wish(true)));
                }
                wanted.push((anchor, wish(false)));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut anchors: Vec<(Anchor, Vec<Wish>)> = Vec::new();
        for (anchor, wish) in wanted {
            match anchors.last_mut() {
                Some((last, wishes)) if *last == anchor => wishes.push(wish),
                _ => anchors.push((anchor, vec![wish])),
            }
        }
        Self {
            automaton: automaton(&anchors),
            anchors,
            always,
        }
    }

    /// Whether a phrase that `counts` may match in a folded text, as it is written or `bare`.
    pub(super) fn may_match(
        &self,
        folded: &str,
        bare: bool,
        mut counts: impl FnMut(usize) -> bool,
    ) -> bool {
        if !bare && self.always.iter().any(|&phrase| counts(phrase)) {
            return true;
        }
        let text = squeezed(folded);
        let mut hits = self.hits(&text).filter(|(wish, _)| wish.bare == bare);
        hits.any(|(wish, _)| counts(wish.phrase as usize))
    }

    /// In which writings a phrase that `counts` may match in a folded text, in one pass; without
    /// marks only where `bare` says that it could.
    pub(super) fn may_match_either(
        &self,
        folded: &str,
        bare: bool,
        mut counts: impl FnMut(usize) -> bool,
    ) -> MayMatch {
        let mut found = MayMatch {
            written: self.always.iter().any(|&phrase| counts(phrase)),
            bare: false,
        };
        let text = squeezed(folded);
        let mut hits = self.hits(&text);
        while !found.written
            && let Some((wish, _)) = hits.next()
        {
            if !wish.bare {
                found.written = counts(wish.phrase as usize);
            } else if bare && !found.bare {
                found.bare = counts(wish.phrase as usize);
            }
        }
        found
    }

    /// The pairs of a line and a phrase that may match there, each once, in order; as they are
    /// written or `bare`.
    pub(super) fn candidates(&self, lines: &Lines, bare: bool) -> Vec<(usize, usize)> {
        let (text, starts) = lines.token_text();
        let line = |at: usize| starts.partition_point(|&start| start <= at) - 1;
        let hits = self.hits(&text).filter(|(wish, _)| wish.bare == bare);
        let mut pairs: Vec<_> = hits
            .map(|(wish, at)| (line(at), wish.phrase as usize))
            .collect();
        let always = if bare { &[][..] } else { &self.always };
        for line in 0..lines.len() {
            pairs.extend(always.iter().map(|&phrase| (line, phrase)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The phrases whose anchors stand in `text`, each with the place.
    fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Wish, usize)> + 'a {
        let automaton = self.automaton.iter();
        let found = automaton.flat_map(move |automaton| automaton.find_overlapping_iter(text));
        found.flat_map(move |hit| {
            let (anchor, wishes) = &self.anchors[hit.pattern().as_usize()];
            let stands = anchor.stands_at(text, hit.start(), hit.end());
            let wishes = if stands { wishes.as_slice() } else { &[] };
            wishes.iter().map(move |&wish| (wish, hit.start()))
        })
    }
}

fn automaton(anchors: &[(Anchor, Vec<Wish>)]) -> Option<AhoCorasick> {
    let texts = anchors.iter().map(|(anchor, _)| anchor.text.as_str());
    let size: usize = texts.clone().map(str::len).sum();
    let kind = if size <= LARGEST_TABLE {
        AhoCorasickKind::DFA
    } else {
        AhoCorasickKind::ContiguousNFA
    };
    let mut builder = AhoCorasickBuilder::new();
    let automaton = builder.kind(Some(kind)).build(texts).ok();
    automaton.filter(|_| !anchors.is_empty())
}

/// The text without the signs between Han characters, such as quotes, which divide no phrase.
fn squeezed(text: &str) -> Cow<'_, str> {
    // All Han characters start with a byte of E3 or more.
    if text.bytes().all(|byte| byte < 0xe3) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut held = "";
    let mut after_han = false;
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if after_han && !is_han(c) && !c.is_alphanumeric() {
            held = &text[from..at + c.len_utf8()];
            continue;
        }
        if !is_han(c) {
            out.push_str(held);
        }
        held = "";
        out.push(c);
        after_han = is_han(c);
        from = at + c.len_utf8();
    }
    out.push_str(held);
    Cow::Owned(out)
}
