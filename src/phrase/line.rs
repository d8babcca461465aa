//! The tokens that a phrase sees at once: those of a clause, or of clauses that a quantity joins, and
//! those of a clause with the one before it that says when or for whom it holds.

use super::syntax::Wanted;
use super::{Amount, Beside};
use crate::quantity::Kind;
use crate::text::{Prose, Span, TokenKind};

/// Clauses are joined up to this many folded bytes.
const LONGEST: usize = 1024;

/// A text divided into the lines that phrases see, with the quantities that they may take.
pub(super) struct Lines<'a, 't> {
    pub(super) prose: &'a Prose<'t>,
    /// The token ranges of the lines, in order.
    ranges: Vec<(usize, usize)>,
    /// In the order of their first tokens.
    edges: Vec<Edge>,
    /// What each token takes of a gap's room.
    costs: Vec<u8>,
}

/// A quantity, or the part of one without comparator or *per*, as one item of a phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) first: usize,
    pub(super) end: usize,
    kind: Kind,
    /// In the original text.
    pub(super) span: Span,
}

/// One line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a, 't> {
    pub(super) prose: &'a Prose<'t>,
    /// Index of the first token.
    pub(super) first: usize,
    /// One past the index of the last token.
    pub(super) end: usize,
    /// What each token of the line takes of a gap's room.
    pub(super) costs: &'a [u8],
    /// The quantities inside the line.
    pub(super) edges: &'a [Edge],
}

impl Edge {
    pub(super) fn fits(&self, wanted: Wanted) -> bool {
        match wanted {
            // What is counted may be of any kind: "four boxes".
            Wanted::Kind(Kind::Count) => matches!(self.kind, Kind::Count | Kind::Number),
            Wanted::Kind(kind) => kind == self.kind,
            Wanted::Number | Wanted::Value => true,
        }
    }
}

impl Line<'_, '_> {
    /// Its folded text.
    pub(super) fn folded(&self) -> &str {
        let tokens = &self.prose.tokens()[self.first..self.end];
        let first = tokens.first().map_or(0, |first| first.folded.start);
        let last = tokens.last().map_or(first, |last| last.folded.end);
        &self.prose.folded()[first..last]
    }
}

impl<'a, 't> Lines<'a, 't> {
    pub(super) fn new(prose: &'a Prose<'t>, beside: Beside) -> Self {
        let mut edges = Vec::new();
        let mut joined = vec![false; prose.clauses().len()];
        for &clause in beside.openings {
            joined[clause + 1] = true;
        }
        for amount in beside.amounts {
            let whole = prose.tokens_in(amount.span);
            if whole.is_empty() {
                continue;
            }
            let tokens = prose.tokens();
            let (first, last) = (tokens[whole.start].clause, tokens[whole.end - 1].clause);
            joined[first + 1..=last].fill(true);
            add_edges(amount, prose, &mut edges);
        }
        edges.sort_unstable_by_key(|edge| (edge.first, edge.end));
        Self {
            prose,
            ranges: ranges(prose, &joined),
            edges,
            costs: costs(prose),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    pub(super) fn line(&self, index: usize) -> Line<'_, 't> {
        let (first, end) = self.ranges[index];
        let from = self.edges.partition_point(|edge| edge.first < first);
        let to = self.edges.partition_point(|edge| edge.first < end);
        Line {
            prose: self.prose,
            first,
            end,
            costs: &self.costs[first..end],
            edges: &self.edges[from..to],
        }
    }

    /// The tokens as text: a line each, Han characters together, spaces around all others.
    ///
    /// Gives the text, and the offset in it of each line.
    pub(super) fn token_text(&self) -> (String, Vec<usize>) {
        let mut text = String::with_capacity(self.prose.folded().len() + 2 * self.costs.len());
        let mut starts = Vec::with_capacity(self.ranges.len());
        for &(first, end) in &self.ranges {
            starts.push(text.len());
            for token in first..end {
                let han = self.prose.tokens()[token].kind == TokenKind::Han;
                if !han {
                    text.push(' ');
                }
                text.push_str(self.prose.word(token));
                if !han {
                    text.push(' ');
                }
            }
            text.push('\n');
        }
        (text, starts)
    }
}

/// A quantity takes its comparator and its *per* with it, and gives each back.
fn add_edges(amount: &Amount, prose: &Prose, edges: &mut Vec<Edge>) {
    let whole = prose.tokens_in(amount.span);
    let core = prose.tokens_in(amount.core);
    let both = |whole: (usize, usize), core: (usize, usize)| {
        let differs = core.0 != whole.0;
        [Some(whole), differs.then_some(core)].into_iter().flatten()
    };
    let firsts = (whole.start, amount.span.start);
    let ends = (whole.end, amount.span.end);
    for (first, start) in both(firsts, (core.start, amount.core.start)) {
        for (end, stop) in both(ends, (core.end, amount.core.end)) {
            if first < end && start < stop {
                edges.push(Edge {
                    first,
                    end,
                    kind: amount.kind,
                    span: Span::new(start, stop),
                });
            }
        }
    }
}

/// The token ranges of the lines: a clause that is `joined` belongs to the one before.
fn ranges(prose: &Prose, joined: &[bool]) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::with_capacity(joined.len());
    for (clause, &joined) in prose.clauses().iter().zip(joined) {
        match ranges.last_mut() {
            Some((first, end)) if joined && fits(prose, *first, clause.end) => *end = clause.end,
            _ => ranges.push((clause.first, clause.end)),
        }
    }
    ranges
}

fn fits(prose: &Prose, first: usize, end: usize) -> bool {
    let tokens = prose.tokens();
    tokens[end - 1].folded.end - tokens[first].folded.start <= LONGEST
}

/// A word takes two places and a Han character one; a run of letters, digits and signs without
/// white space, such as `3-5` or `$9.99/mo`, is one word.
fn costs(prose: &Prose) -> Vec<u8> {
    let mut counted = false;
    let mut previous_end = None;
    let cost = |token: &crate::text::Token| {
        let glued = previous_end == Some(token.folded.start);
        previous_end = Some(token.folded.end);
        match token.kind {
            TokenKind::Han => {
                counted = false;
                1
            }
            TokenKind::Symbol => {
                counted &= glued;
                0
            }
            TokenKind::Word | TokenKind::Number if glued && counted => 0,
            TokenKind::Word | TokenKind::Number => {
                counted = true;
                2
            }
        }
    };
    prose.tokens().iter().map(cost).collect()
}
