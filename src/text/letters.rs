//! What folding knows of single characters.

/// The Han characters that the table of traditional forms covers.
const TABLE_HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Whether `c` is a Han character, written without spaces between words.
#[must_use]
#[inline]
pub fn is_han(c: char) -> bool {
    // Nearly all other characters are left out by one comparison.
    c >= '〇'
        && matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether `c` is invisible and stands inside words without dividing them.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    // Unicode's `Default_Ignorable_Code_Point`, without what is not assigned.
    c >= '\u{ad}'
        && matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
            | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
            | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether `c` is a letter or digit in a style of its own, as bold ones of mathematics are, or
/// several letters in one sign.
pub(super) fn is_styled(c: char) -> bool {
    c >= '\u{2100}'
        && matches!(c, '\u{1d400}'..='\u{1d7ff}' | '\u{24b6}'..='\u{24e9}' | '\u{fb00}'..='\u{fb06}'
            | '\u{1f130}'..='\u{1f149}')
}

/// Whether `c` is a Greek or Cyrillic letter, which may look like a Latin one under its marks.
pub(super) fn may_look_alike(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}')
}

/// The Latin letter that a letter of another script looks like, in both cases alike, so that no
/// word of that script becomes two.
fn look_alike(c: char) -> char {
    match c {
        'А' | 'а' | 'Α' | 'α' => 'a',
        'В' | 'в' | 'Β' => 'b',
        'С' | 'с' | 'Ϲ' | 'ϲ' => 'c',
        'Ԁ' | 'ԁ' => 'd',
        'Е' | 'е' | 'Ε' | 'ε' => 'e',
        'ɡ' => 'g',
        'Н' | 'н' | 'Һ' | 'һ' | 'Η' | 'η' => 'h',
        'І' | 'і' | 'Ӏ' | 'ӏ' | 'Ι' | 'ι' | 'ı' => 'i',
        'Ј' | 'ј' | 'Ϳ' | 'ϳ' => 'j',
        'К' | 'к' | 'Κ' | 'κ' => 'k',
        'М' | 'м' => 'm',
        'О' | 'о' | 'Ο' | 'ο' => 'o',
        'Р' | 'р' | 'Ρ' | 'ρ' => 'p',
        'Ԛ' | 'ԛ' => 'q',
        'Ѕ' | 'ѕ' => 's',
        'Т' | 'т' | 'Τ' | 'τ' => 't',
        'Ν' | 'ν' => 'v',
        'Ԝ' | 'ԝ' => 'w',
        'Х' | 'х' | 'Χ' | 'χ' => 'x',
        'У' | 'у' | 'Υ' | 'υ' => 'y',
        'Ζ' | 'ζ' => 'z',
        _ => c,
    }
}

/// Whether folding leaves `c` as it is, whatever stands around it, and it is a letter that is
/// written with spaces between words.
///
/// Covers lower-case letters of ASCII, Latin-1 and Vietnamese; says `false` of all others.
#[inline]
pub(crate) fn is_settled_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'à'..='ö' | 'ø'..='ý' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư')
        || (matches!(c, '\u{1ea1}'..='\u{1ef9}') && u32::from(c) % 2 == 1)
}

/// Whether `c` is a letter; quick for those that texts hold most.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    is_settled_letter(c) || c.is_alphabetic()
}

/// Whether `c` is a letter or a digit; quick for those that texts hold most.
#[inline]
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_settled_letter(c) || c.is_alphanumeric()
}

/// Whether folding `text` would give `text`.
///
/// `true` is certain; `false` is also said of rarer characters, so that the answer is quick.
pub(crate) fn is_settled(text: &str) -> bool {
    let mut settled = Settled::default();
    text.chars().all(|c| settled.goes_on(c))
}

/// The beginning of a text that folding leaves as it is.
#[derive(Default)]
pub(crate) struct Settled {
    /// The last character of it.
    last: char,
    /// Whether a Han character stands before its last space.
    han_before_space: bool,
}

impl Settled {
    /// The last character; NUL where there is none.
    pub(super) fn last(&self) -> char {
        self.last
    }

    /// Whether folding leaves the text as it is with `c` behind it too; after `false` it ends.
    #[inline]
    pub(crate) fn goes_on(&mut self, c: char) -> bool {
        let before = std::mem::replace(&mut self.last, c);
        (c.is_ascii_lowercase() && before.is_ascii()) || self.goes_on_behind(before, c)
    }

    fn goes_on_behind(&mut self, before: char, c: char) -> bool {
        match c {
            'a' | 'e' | 'y' => tone_on_second(before, c).is_none(),
            'b'..='z' => true,
            ' ' => {
                self.han_before_space = is_han(before);
                before != ' '
            }
            _ if c.is_ascii() => c.is_ascii_graphic() && !c.is_ascii_uppercase() && c != '`',
            '。' | '、' | '…' | '–' | '—' => true,
            _ if is_han(c) => simplified(c) == c && !(before == ' ' && self.han_before_space),
            _ => is_settled_letter(c),
        }
    }
}

/// The two vowels with their tone mark on the second: `òa` gives `oà`.
pub(super) fn tone_on_second(first: char, second: char) -> Option<(char, char)> {
    let (vowel, tone) = match first {
        'ò' => ('o', 0),
        'ó' => ('o', 1),
        'ỏ' => ('o', 2),
        'õ' => ('o', 3),
        'ọ' => ('o', 4),
        'ù' => ('u', 0),
        'ú' => ('u', 1),
        'ủ' => ('u', 2),
        'ũ' => ('u', 3),
        'ụ' => ('u', 4),
        _ => return None,
    };
    let marked = match (vowel, second) {
        ('o', 'a') => ['à', 'á', 'ả', 'ã', 'ạ'],
        ('o', 'e') => ['è', 'é', 'ẻ', 'ẽ', 'ẹ'],
        ('u', 'y') => ['ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
        _ => return None,
    };
    Some((vowel, marked[tone]))
}

/// The plain form of typographic and full-width characters, and of letters that look like Latin
/// ones.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("the block maps to ASCII one to one")
        }
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '´' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '−' | '﹣' => '-',
        '―' | '─' => '—',
        '〜' | '∼' => '~',
        '｡' => '。',
        '､' => '、',
        '⁄' | '∕' => '/',
        // In lower case it would be a letter and a mark.
        'İ' => 'I',
        '\u{131}'..='\u{52f}' => look_alike(c),
        _ => c,
    }
}

/// The simplified form of a traditional character; others stay as they are.
pub(crate) fn simplified(c: char) -> char {
    if !TABLE_HAN.contains(&c) {
        return c;
    }
    match SIMPLIFIED[c as usize - *TABLE_HAN.start() as usize] {
        0 => c,
        simple => char::from_u32(u32::from(simple)).unwrap_or(c),
    }
}

/// The simplified forms of the Han characters of the table; zero stands for a character that
/// stays as it is.
static SIMPLIFIED: [u16; 0x5200] = simplified_forms(include_bytes!("../../rules/traditional.txt"));

/// Reads pairs of a traditional and its simplified character, white space between them.
#[allow(
    clippy::large_stack_arrays,
    reason = "it is run by the compiler alone, which keeps the array where it keeps statics"
)]
const fn simplified_forms(pairs: &[u8]) -> [u16; 0x5200] {
    let mut forms = [0; 0x5200];
    let mut at = 0;
    while at < pairs.len() {
        if pairs[at] == b'#' {
            while at < pairs.len() && pairs[at] != b'\n' {
                at += 1;
            }
        } else if pairs[at].is_ascii_whitespace() {
            at += 1;
        } else {
            let (from, to) = (three_bytes(pairs, at), three_bytes(pairs, at + 3));
            forms[from as usize - *TABLE_HAN.start() as usize] = to;
            at += 6;
        }
    }
    forms
}

/// The character at `at`, of three bytes as all of the table are.
const fn three_bytes(text: &[u8], at: usize) -> u16 {
    assert!(text[at] >> 4 == 0xe, "a character of another length");
    (text[at] as u16 & 0xf) << 12 | (text[at + 1] as u16 & 0x3f) << 6 | (text[at + 2] as u16 & 0x3f)
}
