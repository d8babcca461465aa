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
    let marks: Vec<Vec<Span>> = blocks
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
    let mut next: HashMap<String, BlockId> = HashMap::new();
    let mut found: Vec<(BlockId, usize, BlockId)> = Vec::new();
    for id in (0..blocks.len()).rev() {
        for (index, mark) in marks[id].iter().enumerate() {
            let text = &blocks[id].text.text()[mark.range()];
            let link = linked.get(&(id, mark.start)).copied();
            if let Some(target) = link.or_else(|| next.get(text).copied()) {
                found.push((id, index, target));
            }
        }
        if let Some((mark, note)) = note(blocks, id, opening_of[id]) {
            next.insert(mark, note);
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
        .map(|mark| &text[mark.range()])
        .collect()
}

/// The marks that stand at the ends of words, in order.
fn find_marks(text: &str) -> Vec<Span> {
    let mut marks = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let likely = |&byte: &u8| matches!(byte, b'*' | b'(' | b'[' | 0xc2 | 0xe2 | 0xef);
    while let Some(ahead) = bytes[at..].iter().position(likely) {
        at += ahead;
        let Some(length) = mark_length(&text[at..]) else {
            at += 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        // A sign in brackets may stand apart: `data (*)`.
        let bracketed = text[at..].starts_with(['(', '（', '[']);
        let apart = bracketed && !text[at..at + length].contains(|c: char| c.is_ascii_digit());
        let word = if apart {
            text[..at].trim_end_matches(' ')
        } else {
            &text[..at]
        };
        let word_before = word.chars().next_back().is_some_and(ends_word);
        let after = text[at + length..].chars().next();
        let word_ends = after.is_none_or(|c| !c.is_alphanumeric() || is_han(c));
        if word_before && word_ends {
            marks.push(Span::new(at, at + length));
        }
        at += length;
    }
    marks
}

/// The length of the mark that a text begins with: stars, daggers, raised or circled numbers, and
/// any of these or a number in brackets.
fn mark_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let closing = match first {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        _ => return sign_length(text),
    };
    let inside = &text[first.len_utf8()..];
    let digits = inside
        .bytes()
        .take(3)
        .take_while(u8::is_ascii_digit)
        .count();
    let length = if (1..=2).contains(&digits) {
        digits
    } else {
        sign_length(inside)?
    };
    let closed = inside[length..].starts_with(closing);
    closed.then_some(first.len_utf8() + length + closing.len_utf8())
}

fn sign_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let most = match first {
        '*' => 3,
        '＊' | '†' | '‡' | '※' => 2,
        '①'..='⑳' => return Some(first.len_utf8()),
        _ if is_superscript(first) => {
            let digits = text.chars().take(4).take_while(|&c| is_superscript(c));
            return Some(digits.map(char::len_utf8).sum());
        }
        _ => return None,
    };
    let run = text
        .chars()
        .take(most + 1)
        .take_while(|&c| c == first)
        .count();
    (run <= most).then_some(run * first.len_utf8())
}

/// Whether a word, or a phrase, may end with this.
fn ends_word(c: char) -> bool {
    let closes = matches!(
        c,
        ')' | '）' | '%' | '"' | '”' | '’' | '.' | '。' | '!' | '！' | '」' | '》'
    );
    c.is_alphanumeric() || closes
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '⁰')
}

/// The mark that a block begins with, and the block that holds the note's text.
fn note(blocks: &[Block], id: BlockId, opening: Opening) -> Option<(String, BlockId)> {
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
    Some((mark.to_owned(), id))
}

/// A mark alone in its cell stands for the next cell of the row.
fn alone_in_cell(blocks: &[Block], id: BlockId) -> Option<(String, BlockId)> {
    let text = blocks[id].text.text();
    let alone = mark_length(text).is_some_and(|length| length == text.len());
    let (here, there) = (
        blocks[id].cell.as_ref()?,
        blocks.get(id + 1)?.cell.as_ref()?,
    );
    let same_row = here.table == there.table && here.row == there.row;
    (alone && same_row).then(|| (text.to_owned(), id + 1))
}

fn join(
    blocks: &mut [Block],
    footnotes: &mut Vec<Footnote>,
    marks: &[Vec<Span>],
    found: &[(BlockId, usize, BlockId)],
    openings: &[Opening],
) {
    let mut cuts: BTreeMap<BlockId, Vec<Span>> = BTreeMap::new();
    let mut by_text: BTreeMap<BlockId, usize> = BTreeMap::new();
    for &(id, index, target) in found {
        let span = marks[id][index];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_the_end_of_words() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<_> = find_marks(text)
                .iter()
                .map(|mark| &text[mark.range()])
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("data* and calls** here†", &["*", "**", "†"]);
        check("data¹, calls(1), texts[2]", &["¹", "(1)", "[2]"]);
        check("miễn phí (*) toàn quốc (**)", &["(*)", "(**)"]);
        check("不限流量*，不限速①的套餐（1）", &["*", "①", "（1）"]);
        check("2*3, (1) first, * alone, a ****", &[]);
        check("f(x), [a], (2026), x²y", &[]);
    }

    #[test]
    fn notes_begin_with_their_mark() {
        let check = |line: &str, expected: Option<(&str, &str)>| {
            let found = begins_with(line).map(|(mark, length)| (mark, &line[length..]));
            assert_eq!(found, expected, "{line}");
        };
        check("* after 30 GB", Some(("*", "after 30 GB")));
        check("*after", Some(("*", "after")));
        check("(*) Đơn từ", Some(("(*)", "Đơn từ")));
        check("①满30GB", Some(("①", "满30GB")));
        check("*", None);
        check("**** x", None);
        check("after*", None);
    }

    #[test]
    fn cuts_move_what_points_into_the_text() {
        let text = crate::text::MappedText::verbatim("Data*: free* now", 0);
        let mut block = Block::new(BlockKind::Paragraph, text, 0);
        block.run_in = Some(Span::new(0, 5));
        let mark = |at| FootnoteMark { footnote: 0, at };
        block.marks = vec![mark(11), mark(4)];
        cut(&mut block, &[Span::new(4, 5), Span::new(11, 12)]);
        assert_eq!(block.text.text(), "Data: free now");
        assert_eq!(block.run_in, Some(Span::new(0, 4)));
        assert_eq!(block.marks, [mark(4), mark(10)]);
    }
}
