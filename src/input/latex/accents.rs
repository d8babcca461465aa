//! Letters that are written as commands: `\'e`, `\^{o}`, `\h{\ecircumflex}`.

use unicode_normalization::UnicodeNormalization;

/// Accents on accents are read so deep.
const DEEPEST: u8 = 3;

/// A letter with its marks: how many bytes of a text that begins with `\` it takes, and what it is.
pub(super) fn letter(text: &str) -> Option<(usize, String)> {
    let (length, letter) = marked(text, DEEPEST)?;
    Some((length, letter.nfc().collect()))
}

fn marked(text: &str, depth: u8) -> Option<(usize, String)> {
    let depth = depth.checked_sub(1)?;
    let name = text[1..].chars().next()?;
    let mark = mark(name)?;
    let mut at = 1 + name.len_utf8();
    // A name in letters ends where they do.
    if name.is_ascii_alphabetic() && text[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    at += text[at..].len() - text[at..].trim_start_matches(' ').len();
    let braced = text[at..].starts_with('{');
    at += usize::from(braced);
    let rest = &text[at..];
    let (length, mut letter) = if rest.starts_with('\\') {
        marked(rest, depth).or_else(|| named(rest))?
    } else {
        let c = rest.chars().next().filter(|c| c.is_alphabetic())?;
        (c.len_utf8(), c.to_string())
    };
    at += length;
    if braced {
        at += usize::from(text[at..].starts_with('}'));
    }
    letter.push(mark);
    Some((at, letter))
}

/// A letter by its name: `\i`, `\ohorn`.
fn named(text: &str) -> Option<(usize, String)> {
    let rest = &text[1..];
    let length = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let letter = match &rest[..length] {
        "i" => "i",
        "j" => "j",
        name => super::names::printed(name)?,
    };
    let space = usize::from(rest[length..].starts_with(' '));
    Some((1 + length + space, letter.to_owned()))
}

/// The combining mark of an accent.
fn mark(name: char) -> Option<char> {
    Some(match name {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        'u' => '\u{306}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        'h' => '\u{309}',
        'r' => '\u{30a}',
        'H' => '\u{30b}',
        'v' => '\u{30c}',
        'd' => '\u{323}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_put_together() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = letter(text);
            let found = found
                .as_ref()
                .map(|(length, letter)| (&**letter, &text[*length..]));
            assert_eq!(found, expected, "{text}");
        };
        check("\\'e tat", Some(("é", " tat")));
        check("\\^{o}t", Some(("ô", "t")));
        check("\\h{\\^a}y", Some(("ẩ", "y")));
        check("\\'{\\uhorn}", Some(("ứ", "")));
        check("\\c{c}a", Some(("ç", "a")));
        check("\\hline", None);
        check("\\d{a}", Some(("ạ", "")));
        check("\\'", None);
        check("\\'{", None);
    }
}
