//! One automaton over the anchors of many phrases: which phrases are worth trying, and where.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

use super::anchor::Anchor;
use super::line::Lines;
use crate::text::fold::is_han;

/// Anchors of no more bytes than this are looked for by a full table, which is three times as
/// fast and takes up to half a kilobyte for each byte of them.
const LARGEST_TABLE: usize = 16 << 10;

/// The anchors of many phrases, ready to be looked for.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// `None` where there is nothing to look for.
    automaton: Option<AhoCorasick>,
    /// The texts of the automaton, each with the phrases that want it.
    anchors: Vec<(Anchor, Vec<usize>)>,
    /// The phrases without anchors: always worth trying.
    always: Vec<usize>,
}

impl Gate {
    /// Takes each phrase with its anchors, or `None` for one that must always be tried.
    pub(super) fn new(phrases: impl IntoIterator<Item = (usize, Option<Vec<Anchor>>)>) -> Self {
        let mut always = Vec::new();
        let mut wanted = Vec::new();
        for (phrase, anchors) in phrases {
            match anchors {
                Some(anchors) => wanted.extend(anchors.into_iter().map(|anchor| (anchor, phrase))),
                None => always.push(phrase),
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut anchors: Vec<(Anchor, Vec<usize>)> = Vec::new();
        for (anchor, phrase) in wanted {
            match anchors.last_mut() {
                Some((last, phrases)) if *last == anchor => phrases.push(phrase),
                _ => anchors.push((anchor, vec![phrase])),
            }
        }
        Self {
            automaton: automaton(&anchors),
            anchors,
            always,
        }
    }

    /// Whether a phrase that `counts` may match in a folded text.
    pub(super) fn may_match(&self, folded: &str, counts: impl Fn(usize) -> bool) -> bool {
        if self.always.iter().any(|&phrase| counts(phrase)) {
            return true;
        }
        let text = squeezed(folded);
        self.hits(&text).any(|(phrase, _)| counts(phrase))
    }

    /// The pairs of a line and a phrase that may match there, each once, in order.
    pub(super) fn candidates(&self, lines: &Lines) -> Vec<(usize, usize)> {
        let (text, starts) = lines.token_text();
        let line = |at: usize| starts.partition_point(|&start| start <= at) - 1;
        let hits = self.hits(&text).map(|(phrase, at)| (line(at), phrase));
        let mut pairs: Vec<_> = hits.collect();
        for line in 0..lines.len() {
            pairs.extend(self.always.iter().map(|&phrase| (line, phrase)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The phrases whose anchors stand in `text`, each with the place.
    fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let automaton = self.automaton.iter();
        let found = automaton.flat_map(move |automaton| automaton.find_overlapping_iter(text));
        found.flat_map(move |hit| {
            let (anchor, phrases) = &self.anchors[hit.pattern().as_usize()];
            let stands = anchor.stands_at(text, hit.start(), hit.end());
            let phrases = if stands { phrases.as_slice() } else { &[] };
            phrases.iter().map(move |&phrase| (phrase, hit.start()))
        })
    }
}

fn automaton(anchors: &[(Anchor, Vec<usize>)]) -> Option<AhoCorasick> {
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
        if after_han && !c.is_alphanumeric() {
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
