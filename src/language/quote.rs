//! Quotation marks around a phrase: what stands in them, and what stands beside them.

use std::ops::Range;

use crate::text::fold::is_han;
use crate::text::{HARD_BREAK, Prose, Span};

/// A quotation is looked for so many bytes before and behind a phrase.
const LONGEST_QUOTE: usize = 300;
/// A part of a sentence in quotation marks has no more words, and Han characters, than this.
const PART_WORDS: usize = 14;
const PART_HAN: usize = 28;
/// The words that say something about a quotation have so many letters at least, a Han character
/// counting as two.
const BESIDE: usize = 6;

/// The label of a speaker has no more words, and Han characters, than this.
const LABEL_WORDS: usize = 3;
const LABEL_HAN: usize = 5;

const OPENING: [char; 4] = ['“', '「', '『', '«'];
const STOPS: [char; 7] = ['.', '!', '?', '…', '。', '！', '？'];

fn is_quotation_mark(c: char) -> bool {
    OPENING.contains(&c) || matches!(c, '"' | '”' | '」' | '』' | '»')
}

/// A quotation in a text: the bytes between its marks.
struct Quotation<'t> {
    text: &'t str,
    inside: Range<usize>,
}

impl<'t> Quotation<'t> {
    /// The quotation that a phrase stands in.
    fn around(text: &'t str, phrase: Span) -> Option<Self> {
        let from = text.ceil_char_boundary(phrase.start.saturating_sub(LONGEST_QUOTE));
        let to = text.floor_char_boundary(phrase.end + LONGEST_QUOTE);
        let open = from + text[from..phrase.start].rfind(is_quotation_mark)?;
        let mark = text[open..].chars().next()?;
        let outside = text[..open].chars().next_back();
        let opens = OPENING.contains(&mark)
            || (mark == '"'
                && outside
                    .is_none_or(|c| is_han(c) || !(c.is_alphanumeric() || STOPS.contains(&c))));
        let close = phrase.end + text[phrase.end..to].find(is_quotation_mark)?;
        opens.then_some(Self {
            text,
            inside: open + mark.len_utf8()..close,
        })
    }

    fn said(&self) -> &'t str {
        &self.text[self.inside.clone()]
    }

    /// What stands before it in its sentence or line.
    fn before(&self) -> &'t str {
        let text = &self.text[..self.inside.start];
        let text = text.trim_end_matches(is_quotation_mark);
        let start = text.rfind(ends).map_or(0, |at| at + 1);
        text[text.ceil_char_boundary(start)..].trim()
    }

    /// What stands behind it, to the end of the text.
    fn behind(&self) -> &'t str {
        let text = &self.text[self.inside.end..];
        let mark = text.chars().next().map_or(0, char::len_utf8);
        text[mark..].trim_start()
    }
}

/// Whether a sentence or a line ends with the character.
fn ends(c: char) -> bool {
    STOPS.contains(&c) || matches!(c, '\n' | HARD_BREAK)
}

/// Whether a sentence ends inside a text; the point of a number ends none.
fn has_sentence_end(text: &str) -> bool {
    let behind = |at: usize, c: char| text[at + c.len_utf8()..].chars().next();
    text.char_indices().any(|(at, c)| {
        ends(c) && !(c == '.' && behind(at, c).is_some_and(|next| next.is_ascii_digit()))
    })
}

/// Whether a text ends with the label of a speaker and a colon.
fn opens_speech(before: &str) -> bool {
    let label = before.strip_suffix([':', '：']);
    let han = |label: &str| label.chars().filter(|&c| is_han(c)).count();
    label.is_some_and(|label| {
        label.split_whitespace().count() <= LABEL_WORDS && han(label) <= LABEL_HAN
    })
}

/// The letters of a text, a Han character counting as two.
fn letters(text: &str) -> usize {
    let size = |c: char| match c {
        _ if is_han(c) => 2,
        _ => usize::from(c.is_alphabetic()),
    };
    text.chars().map(size).sum()
}

/// Whether a phrase stands in a whole sentence in quotation marks that the text goes on to speak
/// about: `"They cut you off." Not so.`
pub(super) fn is_sentence(text: &str, phrase: Span) -> bool {
    Quotation::around(text, phrase).is_some_and(|quotation| {
        quotation.said().ends_with(STOPS) && quotation.behind().starts_with(char::is_alphanumeric)
    })
}

/// Whether a quotation is all that a text holds, so that somebody else says it.
#[must_use]
pub fn is_quotation(prose: &Prose, phrase: Span) -> bool {
    let text = prose.original();
    let beside = |part: &str| part.chars().any(char::is_alphanumeric);
    Quotation::around(text, phrase).is_some_and(|quotation| {
        let before = text[..quotation.inside.start].trim_end_matches(is_quotation_mark);
        !beside(before) && !beside(&text[quotation.inside.end..])
    })
}

/// Whether a phrase stands in quotation marks that hold a part of a sentence only, so that the
/// sentence speaks of the words: `the bug that showed "admin fee"`.
///
/// `phrase` are bytes of [`Prose::original`]. What a colon opens is speech, not a part.
#[must_use]
pub fn is_quoted_part(prose: &Prose, phrase: Span) -> bool {
    let Some(quotation) = Quotation::around(prose.original(), phrase) else {
        return false;
    };
    let said = quotation.said();
    let short = said.split_whitespace().count() <= PART_WORDS
        && said.chars().filter(|&c| is_han(c)).count() <= PART_HAN;
    let before = quotation.before();
    let behind = quotation.behind();
    let behind = &behind[..behind.find(ends).unwrap_or(behind.len())];
    short
        && !has_sentence_end(said)
        && !opens_speech(before)
        && letters(before) + letters(behind) >= BESIDE
}
