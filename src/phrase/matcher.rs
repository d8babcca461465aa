//! Finds the matches of one compiled phrase in one line.
//!
//! A table holds, for each step and each token, the best match that goes on from there. It is
//! filled once, so the time is bounded by steps times tokens, however the phrase is written.

use super::Match;
use super::compile::{Program, Step};
use super::line::{Edge, Line};
use super::syntax::Wanted;
use crate::text::{Span, TokenKind};

/// The room of a gap: six words of two places each, or twelve Han characters.
const ROOM: u32 = 12;
/// A gap skips no more tokens than this, signs and parts of words included.
const MOST_SKIPPED: usize = 32;

/// The best match from a step and a token on; better ones are greater.
///
/// First the number of literal characters, then the fewest skipped tokens, then the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Best(u64);

impl Best {
    const NONE: Self = Self(0);

    fn end_at(end: usize) -> Self {
        Self((0xffff << 16) | (end as u64 + 1))
    }

    fn is_none(self) -> bool {
        self.0 == 0
    }

    fn end(self) -> usize {
        (self.0 & 0xffff) as usize - 1
    }

    fn literal(self) -> usize {
        (self.0 >> 32) as usize
    }

    /// Without its end: what decides between matches that overlap.
    fn quality(self) -> u64 {
        self.0 >> 16
    }

    fn with_literal(self, length: u16) -> Self {
        if self.is_none() {
            return self;
        }
        Self(self.0 + (u64::from(length) << 32))
    }

    fn with_skipped(self, tokens: usize) -> Self {
        if self.is_none() {
            return self;
        }
        Self(self.0 - ((tokens as u64) << 16))
    }
}

/// A place to work in, used again for phrase after phrase.
#[derive(Default)]
pub(super) struct Matcher {
    cells: Vec<Best>,
    width: usize,
}

impl Matcher {
    /// Adds the matches of `program` in `line` to `found`; they do not overlap.
    pub(super) fn find(
        &mut self,
        phrase: usize,
        program: &Program,
        line: Line,
        bare: bool,
        found: &mut Vec<Match>,
    ) {
        self.fill(program, line, bare);
        let length = line.end - line.first;
        let mut start = 0;
        while start < length {
            let mut best = self.cells[start];
            if best.is_none() {
                start += 1;
                continue;
            }
            let mut other = start + 1;
            while other < best.end() {
                if self.cells[other].quality() > best.quality() {
                    best = self.cells[other];
                    start = other;
                }
                other += 1;
            }
            let trace = Trace::new(program, line, bare);
            found.extend(trace.follow(self, phrase, start));
            start = best.end().max(start + 1);
        }
    }

    fn cell(&self, step: usize, at: usize) -> Best {
        self.cells[step * self.width + at]
    }

    fn fill(&mut self, program: &Program, line: Line, bare: bool) {
        let length = line.end - line.first;
        self.width = length + 1;
        self.cells.clear();
        self.cells
            .resize(program.steps.len() * self.width, Best::NONE);
        for (index, step) in program.steps.iter().enumerate().rev() {
            let (before, after) = self.cells.split_at_mut((index + 1) * self.width);
            let row = &mut before[index * self.width..];
            match step {
                Step::Match => {
                    for (at, cell) in row.iter_mut().enumerate() {
                        *cell = Best::end_at(at);
                    }
                }
                Step::Word(literal) => {
                    for at in 0..length {
                        let next = after[at + 1];
                        if !next.is_none() && literal.fits(line.prose.word(line.first + at), bare) {
                            row[at] = next.with_literal(literal.length);
                        }
                    }
                }
                Step::Gap => {
                    for (at, cell) in row.iter_mut().enumerate() {
                        let nexts = reach(line, at).map(|to| after[to].with_skipped(to - at));
                        *cell = nexts.max().unwrap_or_default();
                    }
                }
                Step::Amount(wanted) => {
                    for (first, end, _) in amounts(line, *wanted) {
                        row[first] = row[first].max(after[end]);
                    }
                }
                Step::Split(targets) => {
                    for &target in targets {
                        let from = (target - index - 1) * self.width;
                        for (cell, &other) in row.iter_mut().zip(&after[from..]) {
                            *cell = (*cell).max(other);
                        }
                    }
                }
            }
        }
    }
}

/// The tokens that a gap from `at` may end before, nearest first.
fn reach<'a>(line: Line<'a, '_>, at: usize) -> impl Iterator<Item = usize> + 'a {
    let mut room = ROOM;
    let skipped = line.costs[at..].iter().take(MOST_SKIPPED);
    let taken = skipped.map_while(move |&cost| {
        room = room.checked_sub(u32::from(cost))?;
        Some(())
    });
    std::iter::once(at).chain(taken.enumerate().map(move |(count, ())| at + count + 1))
}

/// The quantities that an item may take, as token ranges of the line.
fn amounts<'a>(
    line: Line<'a, '_>,
    wanted: Wanted,
) -> impl Iterator<Item = (usize, usize, Option<Span>)> + 'a {
    let inside = move |edge: &&Edge| edge.end <= line.end && edge.fits(wanted);
    let edges = line.edges.iter().filter(inside);
    let edges = edges.map(move |edge| {
        (
            edge.first - line.first,
            edge.end - line.first,
            Some(edge.span),
        )
    });
    let tokens = &line.prose.tokens()[line.first..line.end];
    let numerals = tokens
        .iter()
        .enumerate()
        .filter(move |(_, token)| wanted == Wanted::Number && token.kind == TokenKind::Number);
    edges.chain(numerals.map(|(at, _)| (at, at + 1, None)))
}

/// Walks the best match again, to say what it took where.
struct Trace<'a, 't> {
    program: &'a Program,
    line: Line<'a, 't>,
    bare: bool,
    words: Vec<Span>,
    gaps: Vec<Span>,
    value: Option<Span>,
    marked: usize,
}

impl<'a, 't> Trace<'a, 't> {
    fn new(program: &'a Program, line: Line<'a, 't>, bare: bool) -> Self {
        Self {
            program,
            line,
            bare,
            words: Vec::new(),
            gaps: Vec::new(),
            value: None,
            marked: 0,
        }
    }

    /// The match at `start`; without diacritics only one of two marked syllables or more.
    fn follow(mut self, table: &Matcher, phrase: usize, start: usize) -> Option<Match> {
        let best = table.cell(0, start);
        let (mut index, mut at) = (0, start);
        while !matches!(self.program.steps[index], Step::Match) {
            (index, at) = self.advance(table, index, at)?;
        }
        if self.bare && self.marked < 2 {
            return None;
        }
        let tokens = self.line.first + start..self.line.first + best.end();
        Some(Match {
            phrase,
            span: self.line.prose.span_of(tokens.start, tokens.end),
            tokens,
            literal: best.literal(),
            words: self.words,
            gaps: self.gaps,
            value: self.value,
        })
    }

    /// The step and the token behind `index` and `at` on the way of the best match.
    fn advance(&mut self, table: &Matcher, index: usize, at: usize) -> Option<(usize, usize)> {
        let best = table.cell(index, at);
        let (line, next) = (self.line, index + 1);
        match &self.program.steps[index] {
            Step::Match => None,
            Step::Word(literal) => {
                self.words.push(line.prose.tokens()[line.first + at].span);
                self.marked += usize::from(literal.marked());
                Some((next, at + 1))
            }
            Step::Gap => {
                let mut reach = reach(line, at);
                let to = reach.find(|&to| table.cell(next, to).with_skipped(to - at) == best)?;
                if to > at {
                    let skipped = line.prose.span_of(line.first + at, line.first + to);
                    self.gaps.push(skipped);
                }
                Some((next, to))
            }
            Step::Amount(wanted) => {
                let mut taken = amounts(line, *wanted);
                let (_, end, span) =
                    taken.find(|&(first, end, _)| first == at && table.cell(next, end) == best)?;
                if *wanted == Wanted::Value {
                    self.value = span;
                }
                Some((next, end))
            }
            Step::Split(targets) => {
                let mut targets = targets.iter();
                let target = targets.find(|&&target| table.cell(target, at) == best)?;
                Some((*target, at))
            }
        }
    }
}
