//! What folding knows of single characters.

use std::sync::OnceLock;

/// The Han characters that the table of traditional forms covers.
const TABLE_HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Whether `c` is a Han character, written without spaces between words.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '〇')
}

/// Whether `c` is invisible and stands inside words without dividing them.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether folding leaves `c` as it is, whatever stands around it, and it is a letter that is
/// written with spaces between words.
///
/// Covers lower-case letters of ASCII, Latin-1 and Vietnamese; says `false` of all others.
pub(crate) fn is_settled_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'à'..='ö' | 'ø'..='ý' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư')
        || (matches!(c, '\u{1ea1}'..='\u{1ef9}') && u32::from(c) % 2 == 1)
}

/// Whether folding `text` would give `text`.
///
/// `true` is certain; `false` is also said of rarer characters, so that the answer is quick.
pub(super) fn is_settled(text: &str) -> bool {
    let mut before = '\0';
    let mut han_before_space = false;
    for c in text.chars() {
        let settled = match c {
            ' ' => {
                han_before_space = is_han(before);
                before != ' '
            }
            '!'..='~' => !c.is_ascii_uppercase() && c != '`',
            '。' | '、' | '…' | '–' | '—' => true,
            _ if is_han(c) => simplified(c) == c && !(before == ' ' && han_before_space),
            _ => is_settled_letter(c),
        };
        if !settled || tone_on_second(before, c).is_some() {
            return false;
        }
        before = c;
    }
    true
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

/// The plain form of typographic and full-width characters.
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
        _ => c,
    }
}

/// The simplified form of a traditional character; others stay as they are.
pub(super) fn simplified(c: char) -> char {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    if !TABLE_HAN.contains(&c) {
        return c;
    }
    let place = |c: char| (u32::from(c) - u32::from(*TABLE_HAN.start())) as usize;
    let table = TABLE.get_or_init(|| {
        // Zero stands for a character that stays as it is.
        let mut table = vec![0; place(*TABLE_HAN.end()) + 1];
        let lines = include_str!("../../rules/traditional.txt").lines();
        let pairs = lines
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace);
        for pair in pairs {
            let mut chars = pair.chars().map(|c| (c, u16::try_from(u32::from(c))));
            if let (Some((from, Ok(_))), Some((_, Ok(to)))) = (chars.next(), chars.next()) {
                table[place(from)] = to;
            }
        }
        table
    });
    match table[place(c)] {
        0 => c,
        simple => char::from_u32(u32::from(simple)).unwrap_or(c),
    }
}
