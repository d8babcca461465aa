//! Footnotes by typographic marks: `data*` here, `*after 30 GB` further down.
//!
//! A mark at the end of a word belongs to the nearest following text that begins with it. Marks
//! that find no such text stay what they are: stars of a hotel, powers of ten.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::{Block, BlockId, BlockKind, Footnote, FootnoteMark};
use crate::text::Span;
use crate::text::fold::is_han;

/// A mark that the format took from the beginning of a block's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opening {
    /// None: the text begins as it is.
    #[default]
    Text,
    /// One asterisk, read as emphasis or as the bullet of a list with one item.
    Asterisk,
    /// Two asterisks, read as bold.
    Asterisks,
}

/// The superscript of an ASCII digit.
pub(super) fn superscript(digit: u8) -> char {
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][usize::from(digit.wrapping_sub(b'0') % 10)]
}

/// Whether a text is nothing but a mark, or a number that would be one if it stood raised.
pub(super) fn is_mark(text: &str) -> bool {
    let number = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    number || mark_length(text).is_some_and(|length| length == text.len())
}

/// Finds the marks of all blocks and joins them to their texts; takes the marks out of both.
///
/// `linked` gives for marks, by block and offset, the text that they link to.
pub(super) fn resolve(
    blocks: &mut [Block],
    footnotes: &mut Vec<Footnote>,
    openings: &[(BlockId, Opening)],
    linked: &HashMap<(BlockId, usize), BlockId>,
) {
    let marks: Vec<Vec<Mark>> = blocks
        .iter()
        .map(|block| find_marks(block.text.text()))
        .collect();
    if marks.iter().all(Vec::is_empty) {
        return;
    }
    let mut opening_of = vec![Opening::Text; blocks.len()];
    for &(block, opening) in openings {
        opening_of[block] = opening;
    }
    // The nearest following text with each mark, from the end backwards.
    let mut next: HashMap<String, Candidate> = HashMap::new();
    let mut found: Vec<(BlockId, usize, BlockId)> = Vec::new();
    for id in (0..blocks.len()).rev() {
        for (index, mark) in marks[id].iter().enumerate() {
            let text = &blocks[id].text.text()[mark.span.range()];
            let link = linked.get(&(id, mark.span.start)).copied();
            if let Some(target) = link.or_else(|| next.get(text).map(|next| next.block)) {
                found.push((id, index, target));
            }
        }
        if let Some((mark, candidate)) = candidate(blocks, id, opening_of[id]) {
            next.insert(mark, candidate);
        }
    }
    found.reverse();
    join(blocks, footnotes, &marks, &found, &opening_of);
}

/// The mark that a line begins with and the length of what goes with it, when text follows.
pub(super) fn begins_with(line: &str) -> Option<(&str, usize)> {
    let trimmed = line.trim_start();
    let skipped = line.len() - trimmed.len();
    let length = mark_length(trimmed)?;
    let rest = &trimmed[length..];
    let space = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let text = rest[space..].chars().next()?;
    let follows = text.is_alphanumeric()
        || matches!(text, '"' | '“' | '(' | '（' | '$' | '€' | '£' | '≤' | '<');
    follows.then_some((&trimmed[..length], skipped + length + space))
}

/// The marks at the ends of words in a text.
pub(super) fn marked(text: &str) -> BTreeSet<&str> {
    find_marks(text)
        .into_iter()
        .map(|mark| &text[mark.span.range()])
        .collect()
}

struct Mark {
    span: Span,
}

struct Candidate {
    block: BlockId,
}

fn find_marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let likely = matches!(bytes[at], b'*' | b'(' | 0xc2 | 0xe2);
        if !likely {
            at += 1;
            continue;
        }
        let Some(length) = mark_length(&text[at..]) else {
            at += 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        let before = text[..at].chars().next_back();
        let after = text[at + length..].chars().next();
        let word_before = before.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    ')' | '）' | '%' | '"' | '”' | '’' | '.' | '。' | '!' | '」' | '》'
                )
        });
        let word_ends = after.is_none_or(|c| !c.is_alphanumeric() || is_han(c));
        if word_before && word_ends {
            marks.push(Mark {
                span: Span::new(at, at + length),
            });
        }
        at += length;
    }
    marks
}

/// The length of the mark that a text begins with.
fn mark_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '*' => {
            let run = text
                .bytes()
                .take(4)
                .take_while(|&byte| byte == b'*')
                .count();
            (run <= 3).then_some(run)
        }
        '†' | '‡' | '※' => {
            let run = text.chars().take(3).take_while(|&c| c == first).count();
            (run <= 2).then_some(run * first.len_utf8())
        }
        '¹' | '²' | '³' | '⁴'..='⁹' | '⁰' => {
            let digits = text
                .chars()
                .take_while(|&c| matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '⁰'));
            Some(digits.map(char::len_utf8).sum())
        }
        '(' => {
            let digits = text[1..]
                .bytes()
                .take(3)
                .take_while(u8::is_ascii_digit)
                .count();
            ((1..=2).contains(&digits) && text[1 + digits..].starts_with(')')).then_some(digits + 2)
        }
        _ => None,
    }
}

fn candidate(blocks: &[Block], id: BlockId, opening: Opening) -> Option<(String, Candidate)> {
    let block = &blocks[id];
    if matches!(
        block.kind,
        BlockKind::Attribute | BlockKind::Title | BlockKind::Heading(_)
    ) {
        return None;
    }
    let mark = match opening {
        Opening::Asterisk => "*",
        Opening::Asterisks => "**",
        Opening::Text => {
            let Some((mark, _)) = begins_with(block.text.text()) else {
                return alone_in_cell(blocks, id);
            };
            mark
        }
    };
    Some((mark.to_owned(), Candidate { block: id }))
}

/// A mark alone in its cell stands for the next cell of the row.
fn alone_in_cell(blocks: &[Block], id: BlockId) -> Option<(String, Candidate)> {
    let text = blocks[id].text.text();
    let alone = mark_length(text).is_some_and(|length| length == text.len());
    let (here, there) = (
        blocks[id].cell.as_ref()?,
        blocks.get(id + 1)?.cell.as_ref()?,
    );
    let same_row = here.table == there.table && here.row == there.row;
    (alone && same_row).then(|| (text.to_owned(), Candidate { block: id + 1 }))
}

fn join(
    blocks: &mut [Block],
    footnotes: &mut Vec<Footnote>,
    marks: &[Vec<Mark>],
    found: &[(BlockId, usize, BlockId)],
    openings: &[Opening],
) {
    let mut cuts: BTreeMap<BlockId, Vec<Span>> = BTreeMap::new();
    let mut by_text: BTreeMap<BlockId, usize> = BTreeMap::new();
    for &(id, index, target) in found {
        let span = marks[id][index].span;
        let footnote = *by_text.entry(target).or_insert_with(|| {
            footnotes.push(Footnote {
                mark: blocks[id].text.text()[span.range()].to_owned(),
                blocks: vec![target],
            });
            footnotes.len() - 1
        });
        blocks[id].marks.push(FootnoteMark {
            footnote,
            at: span.start,
        });
        cuts.entry(id).or_default().push(span);
    }
    for (&target, &footnote) in &by_text {
        let block = &mut blocks[target];
        block.footnote = Some(footnote);
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            block.kind = BlockKind::Footnote;
            block.lead = None;
        }
        if openings[target] == Opening::Text
            && let Some((_, length)) = begins_with(block.text.text())
        {
            cuts.entry(target).or_default().push(Span::new(0, length));
        }
    }
    for (id, mut spans) in cuts {
        spans.sort_unstable();
        cut(&mut blocks[id], &spans);
    }
}

/// Takes `cuts`, in order, out of a block's text and moves all that points into it.
fn cut(block: &mut Block, cuts: &[Span]) {
    let mut removed = 0;
    let removed_before: Vec<usize> = cuts
        .iter()
        .map(|cut| {
            removed += cut.len();
            removed - cut.len()
        })
        .collect();
    let moved = |at: usize| match cuts.partition_point(|cut| cut.start < at) {
        0 => at,
        passed => {
            let last = cuts[passed - 1];
            at - removed_before[passed - 1] - (last.end.min(at) - last.start)
        }
    };
    let moved_span = |span: Span| Span::new(moved(span.start), moved(span.end));
    block.run_in = block.run_in.map(moved_span);
    block.speaker = block.speaker.map(moved_span);
    let mut marks = std::mem::take(&mut block.marks);
    for mark in &mut marks {
        mark.at = moved(mark.at);
    }
    marks.sort_unstable_by_key(|mark| mark.at);
    block.marks = marks;
    block.text = block.text.without(cuts);
}
