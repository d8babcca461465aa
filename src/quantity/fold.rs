//! Reading text past its spelling: full width, combining marks, traditional numerals, spaces.
//!
//! One character in, at most one out, each with the bytes it came from, so that every place found
//! in the folded text is a place in the source.

use std::sync::LazyLock;

use unicode_normalization::char::compose;

use crate::text::{Span, simplified};

/// A text as characters that compare equal however they were typed, with their places.
///
/// Case is kept: "Mb" and "MB" differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
    spans: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `text`, which starts at byte `offset` of the source.
    pub(super) fn new(text: &str, offset: usize) -> Self {
        let mut folded = Self::default();
        folded.chars.reserve(text.len());
        folded.spans.reserve(text.len());
        for (at, source) in text.char_indices() {
            folded.push(source, (offset + at) as u32);
        }
        folded.narrow_commas();
        folded
    }

    /// The bytes of the source that the characters `start..end` came from.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        if start >= end {
            let at = self.spans.get(start).map_or(0, |span| span.0 as usize);
            return Span::new(at, at);
        }
        Span::new(self.spans[start].0 as usize, self.spans[end - 1].1 as usize)
    }

    fn push(&mut self, source: char, at: u32) {
        let end = at + source.len_utf8() as u32;
        if source.is_ascii() {
            self.chars.push(source);
            self.spans.push((at, end));
            return;
        }
        if is_invisible(source) {
            return;
        }
        if let Some((last, span)) = self.chars.last_mut().zip(self.spans.last_mut())
            && is_mark(source)
        {
            if let Some(composed) = compose(*last, source) {
                *last = composed;
            }
            span.1 = end;
            return;
        }
        self.chars.push(narrow(source));
        self.spans.push((at, end));
    }

    /// A full-width comma groups digits only between full-width digits, which have become ASCII.
    fn narrow_commas(&mut self) {
        for at in 1..self.chars.len().saturating_sub(1) {
            let wide = |at: usize| {
                self.chars[at].is_ascii_digit() && self.spans[at].1 - self.spans[at].0 == 3
            };
            if self.chars[at] == '，' && wide(at - 1) && wide(at + 1) {
                self.chars[at] = ',';
            }
        }
    }
}

/// The lower case of `c`, one character for one.
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn narrow(c: char) -> char {
    match c {
        '，' => c,
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '￥' => '¥',
        '￡' => '£',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '−' | '‐' | '‑' => '-',
        '〜' | '∼' => '~',
        '’' | '‘' => '\'',
        _ if ('\u{4e00}'..='\u{9fff}').contains(&c) => simplify(c),
        _ => c,
    }
}

fn simplify(c: char) -> char {
    let table = &*FORMS;
    table
        .binary_search_by_key(&c, |&(from, _)| from)
        .map_or_else(|_| simplified(c), |at| table[at].1)
}

/// Traditional characters in order, each with its simplified form here.
static FORMS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut forms: Vec<_> = TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect();
    forms.sort_unstable();
    forms.dedup_by_key(|form| form.0);
    forms
});

/// `text` in traditional characters, where that differs.
pub(super) fn traditional(text: &str) -> Option<String> {
    let one = |c| {
        SIMPLIFIED
            .chars()
            .zip(TRADITIONAL.chars())
            .find(|&(to, _)| to == c)
    };
    let changed: String = text
        .chars()
        .map(|c| one(c).map_or(c, |(_, from)| from))
        .collect();
    (changed != text).then_some(changed)
}

/// Traditional characters that number words and units begin with or use, with their simplified forms: in
/// these, a text is looked through before it is folded.
const TRADITIONAL: &str = "萬億兩點個對雙負貳陸幾餘時鐘週號無費達過內間約終從區續單線來會與數網寬帶書條臺轉應級員戶節關門據僅專顧國歲這爾圓壹倆閏種項輛雞麗亞盧營週隨倉訂購處";
const SIMPLIFIED: &str = "万亿两点个对双负贰陆几余时钟周号无费达过内间约终从区续单线来会与数网宽带书条台转应级员户节关门据仅专顾国岁这尔圆壹俩闰种项辆鸡丽亚卢营周随仓订购处";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let folded = Folded::new(text, 0);
        assert_eq!(folded.chars.iter().collect::<String>(), expected, "{text}");
        for at in 0..folded.chars.len() {
            let span = folded.span(at, at + 1);
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        }
    }

    #[test]
    fn spellings_fold_to_one() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        check("３０ＧＢ", "30GB");
        check("kho\u{302}ng", "không");
        check("mu\u{31b}o\u{31b}\u{300}i", "mười");
        check("30\u{a0}GB un\u{ad}limited", "30 GB unlimited");
        check("三萬，兩個", "三万，两个");
        check("４，５６５ 20，300", "4,565 20，300");
    }
}
