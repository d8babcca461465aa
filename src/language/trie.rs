//! Cues by their words, in a few lists of numbers: there are some hundred thousand of them.

use std::ops::Range;

use super::lexicon::RuleId;

/// A cue by the places of its words in a list of those of all cues.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub(super) start: u32,
    /// Where the words behind its gap begin.
    pub(super) gap: u32,
    pub(super) end: u32,
    pub(super) rule: RuleId,
}

/// The nodes that the words of cues lead to, up to their gaps.
///
/// The children of a node stand one behind the other, by their words, so that a node is three
/// numbers; the first is the root.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    /// The node that each word leads to from the root; the root where it leads to none.
    begins: Vec<u32>,
    /// The first child of each node, and one past the last of all.
    children: Vec<u32>,
    /// The word that leads to each node; for the root, any.
    leads: Vec<u32>,
    /// The first entry of each node, and one past the last of all.
    own: Vec<u32>,
    entries: Vec<Entry>,
    tails: Vec<u32>,
    rules: Vec<RuleId>,
}

/// The cues that end at a node with one tail.
#[derive(Clone, Debug)]
struct Entry {
    /// Of the tails of all.
    tail: Range<u32>,
    /// Of the rules of all.
    rules: Range<u32>,
}

impl Trie {
    pub(super) const ROOT: usize = 0;

    /// The nodes of `cues`, whose words are in `numbers`, each below `words`.
    pub(super) fn new(mut cues: Vec<Cue>, numbers: &[u32], words: usize) -> Self {
        let head = |cue: &Cue| &numbers[cue.start as usize..cue.gap as usize];
        // Of cues that are alike the first stays the first.
        cues.sort_by(|a, b| head(a).cmp(head(b)));
        let mut trie = Self {
            begins: vec![0; words],
            leads: vec![0],
            ..Self::default()
        };
        // The cues below each node, by its number, and how many words lead to it.
        let mut below = vec![(0..cues.len(), 0)];
        let mut node = Self::ROOT;
        while let Some((range, depth)) = below.get(node).cloned() {
            let cues = &cues[range.clone()];
            let own = cues.partition_point(|cue| head(cue).len() == depth);
            trie.own.push(trie.entries.len() as u32);
            trie.add_entries(&cues[..own], numbers);
            trie.children.push(below.len() as u32);
            let mut from = range.start + own;
            for child in cues[own..].chunk_by(|a, b| head(a)[depth] == head(b)[depth]) {
                let word = head(&child[0])[depth];
                if node == Self::ROOT {
                    trie.begins[word as usize] = below.len() as u32;
                }
                trie.leads.push(word);
                below.push((from..from + child.len(), depth + 1));
                from += child.len();
            }
            node += 1;
        }
        trie.own.push(trie.entries.len() as u32);
        trie.children.push(below.len() as u32);
        trie.shrink();
        trie
    }

    /// Adds the cues that end at one node, in the order in which they were collected.
    fn add_entries(&mut self, cues: &[Cue], numbers: &[u32]) {
        let tail = |cue: &Cue| &numbers[cue.gap as usize..cue.end as usize];
        for (at, cue) in cues.iter().enumerate() {
            let alike = |other: &&Cue| tail(other) == tail(cue);
            if cues[..at].iter().any(|other| alike(&other)) {
                continue;
            }
            let (tails, rules) = (self.tails.len(), self.rules.len());
            self.tails.extend_from_slice(tail(cue));
            for other in cues[at..].iter().filter(alike) {
                if !self.rules[rules..].contains(&other.rule) {
                    self.rules.push(other.rule);
                }
            }
            self.entries.push(Entry {
                tail: tails as u32..self.tails.len() as u32,
                rules: rules as u32..self.rules.len() as u32,
            });
        }
    }

    fn shrink(&mut self) {
        let lists = [&mut self.children, &mut self.leads, &mut self.own];
        lists.into_iter().for_each(Vec::shrink_to_fit);
        self.entries.shrink_to_fit();
        self.tails.shrink_to_fit();
        self.rules.shrink_to_fit();
    }

    /// The node that a word leads to from another.
    pub(super) fn step(&self, node: usize, word: u32) -> Option<usize> {
        if node == Self::ROOT {
            let next = *self.begins.get(word as usize)? as usize;
            return (next != Self::ROOT).then_some(next);
        }
        let first = self.children[node] as usize;
        let leads = &self.leads[first..self.children[node + 1] as usize];
        leads.binary_search(&word).ok().map(|at| first + at)
    }

    /// The tails of the cues that end at a node, each with the rules of these cues.
    pub(super) fn cues_at(&self, node: usize) -> impl Iterator<Item = (&[u32], &[RuleId])> {
        let own = self.own[node] as usize..self.own[node + 1] as usize;
        self.entries[own].iter().map(|entry| {
            let tail = entry.tail.start as usize..entry.tail.end as usize;
            let rules = entry.rules.start as usize..entry.rules.end as usize;
            (&self.tails[tail], &self.rules[rules])
        })
    }
}
