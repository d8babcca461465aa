//! The mark of a lettered paragraph: `(a)`, `a)`, `a.`, `(ii)`, `（一）`, `一、`.
//!
//! Works on the text alone; knows no format and no language.

/// What a paragraph is numbered with, and its place in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    form: Form,
    numerals: Numerals,
    number: u32,
}

/// What stands around the numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Parentheses,
    Parenthesis,
    Stop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numerals {
    Digits,
    Letters,
    Capitals,
    Roman,
    Han,
}

/// Numerals have no more characters than this.
const LONGEST: usize = 6;
const HAN: &str = "一二三四五六七八九";

impl Marker {
    /// Whether it is the first of its row.
    pub(super) fn is_first(self) -> bool {
        self.number == 1
    }

    /// Whether it is the next in the row of `last`.
    pub(super) fn follows(self, last: Self) -> bool {
        self.number > 1
            && Self {
                number: last.number + 1,
                ..last
            } == self
    }
}

/// The marks that a text's beginning can be read as: `(i)` is a letter and a number.
pub(super) fn markers(text: &str) -> [Option<Marker>; 2] {
    let Some((form, numeral)) = split(text) else {
        return [None, None];
    };
    let with = |(numerals, number)| Marker {
        form,
        numerals,
        number,
    };
    let roman = roman(numeral).map(|number| (Numerals::Roman, number));
    let plain = digits(numeral)
        .or_else(|| letter(numeral))
        .or_else(|| han(numeral));
    [roman.map(with), plain.map(with)]
}

/// The numeral at the beginning of a text, with text behind it.
fn split(text: &str) -> Option<(Form, &str)> {
    let inner = text.trim_start_matches(['(', '（']);
    let opened = text.len() > inner.len();
    let end = inner
        .char_indices()
        .take(LONGEST + 1)
        .find(|(_, c)| !c.is_alphanumeric())?;
    let (numeral, rest) = inner.split_at(end.0);
    let behind = &rest[end.1.len_utf8()..];
    let spaced = behind.starts_with(char::is_whitespace);
    let form = match end.1 {
        ')' | '）' if opened => Form::Parentheses,
        ')' | '）' => Form::Parenthesis,
        '.' if !opened && spaced => Form::Stop,
        '、' if !opened => Form::Stop,
        _ => return None,
    };
    (!numeral.is_empty() && !behind.trim().is_empty()).then_some((form, numeral))
}

fn digits(numeral: &str) -> Option<(Numerals, u32)> {
    let all = numeral.bytes().all(|byte| byte.is_ascii_digit());
    let number = numeral.parse().ok().filter(|_| all && numeral.len() < 4)?;
    Some((Numerals::Digits, number))
}

fn letter(numeral: &str) -> Option<(Numerals, u32)> {
    let &[byte] = numeral.as_bytes() else {
        return None;
    };
    match byte {
        b'a'..=b'z' => Some((Numerals::Letters, u32::from(byte - b'a') + 1)),
        b'A'..=b'Z' => Some((Numerals::Capitals, u32::from(byte - b'A') + 1)),
        _ => None,
    }
}

fn roman(numeral: &str) -> Option<u32> {
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = numeral.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (at, &own) in values.iter().enumerate() {
        if values.get(at + 1).is_some_and(|&next| next > own) {
            sum -= i64::from(own);
        } else {
            sum += i64::from(own);
        }
    }
    u32::try_from(sum).ok().filter(|&sum| sum > 0)
}

fn han(numeral: &str) -> Option<(Numerals, u32)> {
    let digit = |c: char| {
        let at = HAN.chars().position(|own| own == c)?;
        u32::try_from(at + 1).ok()
    };
    let mut characters = numeral.chars();
    let number = match (characters.next()?, characters.next(), characters.next()) {
        ('十', None, None) => 10,
        ('十', Some(ones), None) => 10 + digit(ones)?,
        (tens, Some('十'), None) => 10 * digit(tens)?,
        (tens, Some('十'), Some(ones)) => 10 * digit(tens)? + digit(ones)?,
        (ones, None, None) => digit(ones)?,
        _ => return None,
    };
    Some((Numerals::Han, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(texts: &[&str]) -> bool {
        let reads = |text: &&str| markers(text).into_iter().flatten().collect::<Vec<_>>();
        let rows: Vec<Vec<Marker>> = texts.iter().map(reads).collect();
        rows.windows(2).all(|pair| {
            let next = |own: &Marker| pair[0].iter().any(|last| own.follows(*last));
            pair[1].iter().any(next)
        })
    }

    #[test]
    fn marks_follow_each_other_in_their_own_numerals() {
        for row in [
            ["(a) x", "(b) x", "(c) x"],
            ["h) x", "i) x", "j) x"],
            ["(iii) x", "(iv) x", "(v) x"],
            ["a. x", "b. x", "c. x"],
            ["（一）不", "（二）不", "（三）不"],
            ["九、不", "十、不", "十一、不"],
            ["(9) x", "(10) x", "(11) x"],
        ] {
            assert!(follow(&row), "{row:?}");
        }
        assert!(!follow(&["(a) x", "b) x"]));
        assert!(!follow(&["(a) x", "(c) x"]));
    }

    #[test]
    fn words_are_no_marks() {
        for text in [
            "A plan",
            "e.g. this",
            "(see below) x",
            "I. ",
            "Vi. x",
            "(a)",
            "3.5 GB",
            "",
        ] {
            assert_eq!(markers(text), [None, None], "{text:?}");
        }
    }
}
