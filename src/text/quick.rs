//! Folding in one pass, of texts in which no character asks what stands around it.
//!
//! Nearly all texts are such; the others are folded letter by letter.

use super::letters::{Settled, is_han, is_settled_letter, plain, simplified};

/// The folded text with the steps of its map, as [`super::fold::Folded`] keeps them.
///
/// `None` where a mark is to be put on a letter, where a white space may vanish or may stand for
/// several, and where a character is invisible or rare.
pub(super) fn fold(text: &str) -> Option<(String, Vec<(u32, u32)>)> {
    let mut out = String::with_capacity(text.len());
    let mut steps = vec![(0, 0)];
    let mut settled = Settled::default();
    let mut shift = 0;
    for (at, c) in text.char_indices() {
        let folded = if c.is_ascii_lowercase() {
            c
        } else {
            alone(c, settled.last())?
        };
        if !settled.goes_on(folded) {
            return None;
        }
        if at - out.len() != shift {
            shift = at - out.len();
            steps.push((out.len() as u32, at as u32));
        }
        out.push(folded);
    }
    Some((out, steps))
}

/// A character folded, if what stands before it has no part in that and it grows no longer.
#[inline]
fn alone(c: char, before: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c.to_ascii_lowercase()),
        '\n' | '\t' | '\u{a0}' | '\u{3000}' => (before != '-' && !is_han(before)).then_some(' '),
        _ if is_han(c) => Some(simplified(c)),
        _ if is_settled_letter(c) => Some(c),
        _ => {
            let mut lower = plain(c).to_lowercase();
            let folded = lower.next()?;
            let fits = lower.next().is_none() && folded.len_utf8() <= c.len_utf8();
            fits.then_some(folded)
        }
    }
}
