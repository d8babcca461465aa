//! Folding: texts that readers take as equal become equal, and every byte keeps its place.
//!
//! Equal are: letter case; composed and decomposed letters; the two placements of Vietnamese tone
//! marks (hủy, huỷ); full and half width; traditional and simplified Han; white space of every
//! kind; typographic and plain quotes and hyphens; letters of other scripts that look like Latin
//! ones, and styled letters (𝐛𝐨𝐥𝐝, ⓒⓘⓡⓒⓛⓔⓓ); a word with soft hyphens or zero-width characters
//! inside, or broken by a hyphen at a line end; Han characters with and without a line break
//! between them.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible,
};

use super::letters::{is_settled, is_styled, may_look_alike, plain, simplified, tone_on_second};
use super::{HARD_BREAK, Span, quick};

pub use super::letters::{is_han, is_invisible};

/// A folded text and the way back to the text that was folded.
#[derive(Clone, Debug)]
pub struct Folded<'t> {
    original: &'t str,
    text: Cow<'t, str>,
    /// Where the distance between the two texts changes: (folded offset, original offset); empty
    /// where they are the same.
    steps: Vec<(u32, u32)>,
}

impl<'t> Folded<'t> {
    /// Folds `text`, in time linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        if is_settled(text) {
            return Self {
                original: text,
                text: Cow::Borrowed(text),
                steps: Vec::new(),
            };
        }
        match quick::fold(text) {
            Some((folded, steps)) => Self {
                original: text,
                text: Cow::Owned(folded),
                steps,
            },
            None => Self::by_letters(text),
        }
    }

    fn by_letters(text: &'t str) -> Self {
        let mut folder = Folder {
            out: String::with_capacity(text.len()),
            steps: vec![(0, 0)],
        };
        folder.fold(&letters(text));
        Self {
            original: text,
            text: Cow::Owned(folder.out),
            steps: folder.steps,
        }
    }

    /// The text that was folded.
    #[must_use]
    pub fn original(&self) -> &'t str {
        self.original
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded text without its map; borrowed where folding changed nothing.
    #[must_use]
    pub fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// The original bytes of a span of the folded text.
    #[must_use]
    pub fn original_span(&self, folded: Span) -> Span {
        let even = matches!(*self.steps, [] | [(0, 0)]);
        if even && self.text.len() == self.original.len() {
            return folded;
        }
        self.mapped_span(folded)
    }

    fn mapped_span(&self, folded: Span) -> Span {
        let start = self.original_offset(folded.start);
        if folded.is_empty() {
            let start = if folded.start == self.text.len() {
                self.original.len()
            } else {
                start
            };
            return Span::new(start, start);
        }
        let before_end = &self.text[..folded.end];
        let last = before_end
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at);
        let last = self.original_offset(last);
        let mut end = last;
        for (at, c) in self.original[last..].char_indices() {
            if at == 0 || canonical_combining_class(c) != 0 {
                end = last + at + c.len_utf8();
            } else if !is_invisible(c) {
                break;
            }
        }
        Span::new(start.min(end), end)
    }

    fn original_offset(&self, folded: usize) -> usize {
        let Some(step) = self
            .steps
            .partition_point(|&(at, _)| at as usize <= folded)
            .checked_sub(1)
        else {
            return folded.min(self.original.len());
        };
        let (at, original) = self.steps[step];
        (original as usize + folded - at as usize).min(self.original.len())
    }
}

/// Folds a word that has no place in a text, such as one of a phrase.
#[must_use]
pub fn fold_word(word: &str) -> String {
    Folded::new(word).text().to_owned()
}

/// A folded text without the marks on its letters: "không giới hạn" gives "khong gioi han".
///
/// `đ` becomes `d`.
#[must_use]
pub fn without_marks(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c == 'đ' {
            out.push('d');
        } else if c.is_ascii() || is_han(c) {
            out.push(c);
        } else {
            decompose_canonical(c, |part| {
                if canonical_combining_class(part) == 0 {
                    out.push(part);
                }
            });
        }
    }
    out
}

/// One folded character and the offset of the one that it came from.
type Letter = (char, u32);

/// The characters of `text`, each folded on its own.
///
/// Line ends stay `\n`, forced breaks stay [`HARD_BREAK`], other white space becomes a space.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let mut bare = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_invisible(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut marked = may_look_alike(c);
        while let Some(&(mark_at, mark)) = chars.peek() {
            if mark.is_ascii() {
                break;
            }
            if canonical_combining_class(mark) != 0 {
                end = mark_at + mark.len_utf8();
                marked = true;
            } else if !is_invisible(mark) {
                break;
            }
            chars.next();
        }
        if !marked {
            fold_char(c, at as u32, &mut letters);
            continue;
        }
        // A mark is put on the letter that another looks like.
        bare.clear();
        for part in text[at..end].nfd().filter(|&part| !is_invisible(part)) {
            // A dot on an i is the one that it has.
            if part == '\u{307}' && bare.starts_with(['i', 'I']) {
                continue;
            }
            if is_styled(part) {
                decompose_compatible(part, |part| bare.push(plain(part)));
            } else {
                bare.push(plain(part));
            }
        }
        for composed in bare.nfc() {
            fold_char(composed, at as u32, &mut letters);
        }
    }
    letters
}

fn fold_char(c: char, at: u32, letters: &mut Vec<Letter>) {
    match c {
        '\n' | '\r' => letters.push(('\n', at)),
        HARD_BREAK | '\u{2029}' => letters.push((HARD_BREAK, at)),
        _ if c.is_whitespace() => letters.push((' ', at)),
        _ if c.is_ascii() => letters.push((c.to_ascii_lowercase(), at)),
        _ if is_han(c) => letters.push((simplified(c), at)),
        _ if is_styled(c) => decompose_compatible(c, |part| {
            letters.extend(plain(part).to_lowercase().map(|lower| (lower, at)));
        }),
        _ => letters.extend(plain(c).to_lowercase().map(|lower| (lower, at))),
    }
}

struct Folder {
    out: String,
    steps: Vec<(u32, u32)>,
}

impl Folder {
    fn fold(&mut self, letters: &[Letter]) {
        let mut at = 0;
        while at < letters.len() {
            let (c, offset) = letters[at];
            let next = letters.get(at + 1).map(|&(next, _)| next);
            let beside = behind_hyphen(letters, at);
            let vowel = letters.get(beside).map(|&(vowel, _)| vowel);
            if c == ' ' || c == '\n' {
                let end = skip_spaces(letters, at);
                if !space_vanishes(letters, at, end) {
                    self.push(' ', offset);
                }
                at = end;
            } else if c == '-' && next == Some('\n') && joins_word(letters, at) {
                at = skip_spaces(letters, at + 1);
            } else if let Some((first, second)) = vowel.and_then(|vowel| tone_on_second(c, vowel)) {
                self.push(first, offset);
                self.push(second, letters[beside].1);
                at = beside + 1;
            } else {
                self.push(c, offset);
                at += 1;
            }
        }
    }

    fn push(&mut self, c: char, original: u32) {
        let folded = self.out.len() as u32;
        let &(step, step_original) = self.steps.last().expect("the first step is always there");
        if step_original + (folded - step) != original {
            if step == folded {
                self.steps.pop();
            }
            self.steps.push((folded, original));
        }
        self.out.push(c);
    }
}

fn skip_spaces(letters: &[Letter], from: usize) -> usize {
    let spaces = letters[from..]
        .iter()
        .take_while(|(c, _)| matches!(c, ' ' | '\n'))
        .count();
    from + spaces
}

/// Whether the white space at `from..to` divides nothing: between Han characters at a line end,
/// and between two that each stand alone, as broken extraction leaves them.
fn space_vanishes(letters: &[Letter], from: usize, to: usize) -> bool {
    let han = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|l| is_han(l.0))
    };
    if !han(from.checked_sub(1)) || !han(Some(to)) {
        return false;
    }
    let at_line_end = letters[from..to].iter().any(|&(c, _)| c == '\n');
    at_line_end || (!han(from.checked_sub(2)) && !han(Some(to + 1)))
}

/// The letter behind the one at `at`, over a hyphen that divides their word at the end of a line.
fn behind_hyphen(letters: &[Letter], at: usize) -> usize {
    let next = at + 1;
    let is = |at: usize, c: char| letters.get(at).is_some_and(|letter| letter.0 == c);
    if is(next, '-') && is(next + 1, '\n') && joins_word(letters, next) {
        return skip_spaces(letters, next + 1);
    }
    next
}

/// Whether the hyphen at `at`, the last of its line, divides a word.
fn joins_word(letters: &[Letter], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| letters[before].0);
    let after = letters.get(skip_spaces(letters, at + 1)).map(|l| l.0);
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        assert_eq!(Folded::new(text).text(), folded, "{text:?}");
    }

    #[test]
    fn what_readers_take_as_equal_becomes_equal() {
        check("Unlimited DATA", "unlimited data");
        check("KHÔNG GIỚI HẠN Đ", "không giới hạn đ");
        check(
            "kho\u{302}ng gio\u{31b}\u{301}i ha\u{323}n",
            "không giới hạn",
        );
        check("ô\u{323}", "ộ");
        check("hủy hoà òa khỏe", "huỷ hoà oà khoẻ");
        check("múa của", "múa của");
        check("３０ＧＢ，100％", "30gb,100%");
        check("不限量 達量降速", "不限量 达量降速");
        check("unlim\u{ad}ited\u{200b} d\u{2060}ata", "unlimited data");
        check("don’t “say”", "don't \"say\"");
        check("Frееdom УHLIMІТЕD ΡΑY", "freedom yhlimited pay");
        check("𝐮𝐧𝐥𝐢𝐦𝐢𝐭𝐞𝐝 ⓓⓐⓣⓐ 𝟑𝟎 ﬁbre", "unlimited data 30 fibre");
        check("b\u{43e}\u{34f}\u{301}p b\u{3cc}p", "bóp bóp");
        check("thro\u{34f}ttl\u{e0061}ed\u{fe0f}", "throttled");
        check("a\u{a0}\t\r\n b", "a b");
    }

    #[test]
    fn broken_words_are_mended() {
        check("unlim-\nited", "unlimited");
        check("hòa, hoà, ho\u{300}-\na", "hoà, hoà, hoà");
        check("5-\n10 or well - \nknown", "5- 10 or well - known");
        check("免费\n配送", "免费配送");
        check("不 限 量", "不限量");
        check("全场包邮 次日送达", "全场包邮 次日送达");
        check("VIP 不限", "vip 不限");
    }

    /// Texts of characters that fold in many ways, beside plain ones.
    fn texts() -> impl proptest::strategy::Strategy<Value = String> {
        let letters = "[a-cA-C` .,-ăĂđĐÒòóyeaéÉẾ限流量達臺\n\t\r\u{301}\u{323}\u{ad}\u{a0}　、。—’“，ＡﬁİΣаСΟ]";
        proptest::strategy::Strategy::prop_map(
            proptest::collection::vec(letters, 0..9),
            |letters| letters.concat(),
        )
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4096))]

        #[test]
        fn the_quick_way_gives_what_the_long_way_gives(text in texts()) {
            let long = Folded::by_letters(&text);
            if let Some((folded, steps)) = quick::fold(&text) {
                proptest::prop_assert_eq!((folded.as_str(), &steps), (&*long.text, &long.steps));
            }
        }

        #[test]
        fn a_map_without_steps_maps_as_one_with_them(text in texts()) {
            let folded = Folded::new(&text);
            let places: Vec<_> = folded.text().char_indices().map(|(at, _)| at).collect();
            let ends = places.iter().copied().chain([folded.text().len()]);
            for end in ends {
                for &start in places.iter().filter(|start| **start <= end) {
                    let span = Span::new(start, end);
                    proptest::prop_assert_eq!(folded.original_span(span), folded.mapped_span(span));
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn a_settled_text_is_what_folding_gives(
            text in "[a-cA` .,-ăđớủòóyeaé限流量達\n\u{301}、。—ﬁ]{0,9}"
        ) {
            let settled = super::super::letters::is_settled(&text);
            let folded = Folded::by_letters(&text);
            proptest::prop_assert!(!settled || folded.text() == text);
        }
    }

    #[test]
    fn ordinary_text_is_settled() {
        for text in [
            "plain words, 30 gb",
            "không giới hạn dữ liệu",
            "不限流量、降速",
        ] {
            assert!(super::super::letters::is_settled(text), "{text}");
        }
        for text in ["Plain", "hoà òa", "不限 流量", "達量", "a  b", "ﬁ"] {
            assert!(!super::super::letters::is_settled(text), "{text}");
        }
    }

    #[test]
    fn marks_can_be_left_out() {
        assert_eq!(
            without_marks("không giới hạn đường"),
            "khong gioi han duong"
        );
        assert_eq!(without_marks("不限量"), "不限量");
    }

    #[test]
    fn every_folded_character_maps_to_its_own_bytes() {
        let text = "A kho\u{302}ng hủy ３０\u{ad}ＧＢ 不 限 unlim-\nited ĐÂY";
        let folded = Folded::new(text);
        let original = |word: &str| {
            let start = folded.text().find(word).unwrap();
            &text[folded
                .original_span(Span::new(start, start + word.len()))
                .range()]
        };
        assert_eq!(original("không"), "kho\u{302}ng");
        assert_eq!(original("huỷ"), "hủy");
        assert_eq!(original("30gb"), "３０\u{ad}ＧＢ");
        assert_eq!(original("30"), "３０");
        assert_eq!(original("不限"), "不 限");
        assert_eq!(original("unlimited"), "unlim-\nited");
        assert_eq!(original("đây"), "ĐÂY");
    }

    #[test]
    fn all_spans_lie_on_characters_of_both_texts() {
        let text = "Ế\u{301}ﬁ İstanbul hoà 臺灣 \u{2028}x\u{301}\u{302}";
        let folded = Folded::new(text);
        let offsets: Vec<_> = folded.text().char_indices().map(|(at, _)| at).collect();
        for (index, &start) in offsets.iter().enumerate() {
            for &end in &offsets[index..] {
                let span = folded.original_span(Span::new(start, end));
                assert!(text.get(span.range()).is_some(), "{span:?}");
            }
        }
    }
}
