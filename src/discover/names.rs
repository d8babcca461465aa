//! What can be a name, and how it is written in a rules file.

use std::collections::BTreeSet;

use crate::language::Languages;
use crate::quantity::Quantity;
use crate::text::fold::{fold_word, is_han, without_marks};

use super::View;

/// A longer text is no name: words, Han characters, bytes.
const MOST_WORDS: usize = 5;
const MOST_HAN: usize = 12;
const LONGEST: usize = 80;

/// The name in a heading or header, without its number and the mark that closes it; `None` where
/// it is no name but a sentence, an amount, or a word for a property or for any thing.
pub(super) fn name<'t>(view: &View, title: &'t str) -> Option<&'t str> {
    // What stands in parentheses behind a name is no part of it.
    let end = title.find(['(', '（', '[', '【']).filter(|&at| at > 0);
    let title = title[..end.unwrap_or(title.len())].trim();
    let title = title.trim_end_matches([':', '：', '.', '。', '*', ' ']);
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && title.starts_with(|c: char| c.is_ascii_alphabetic()));
    let number = digits + letter;
    let rest = &title[number..];
    let title = match rest.chars().next() {
        Some('.' | ')' | '、' | '）') if number > 0 => {
            rest.trim_start_matches(['.', ')', '、', '）', ' '])
        }
        _ => title,
    };
    let language = view.language_of(title);
    let han = title.chars().filter(|&c| is_han(c)).count();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let shaped = title.len() <= LONGEST
        && letters > 0
        && title.chars().count() > 1
        && han <= MOST_HAN
        && title.split_whitespace().count() <= MOST_WORDS
        && !title.contains([
            '?', '？', '!', '！', ',', '，', ';', '；', ':', '：', '\n', '|',
        ]);
    let amounts = || {
        let reader = language.quantities(view.discoverer.units);
        let amounts = reader.read(title, None);
        // What is named by its price of nothing is a name with a word for its kind: 免费版.
        let named = |amount: &&Quantity| !amount.is_zero() || amount.span.len() == title.len();
        let covered = amounts.iter().filter(named).map(|amount| amount.span.len());
        2 * covered.sum::<usize>() > title.len()
    };
    (shaped && !amounts() && !is_common(title)).then_some(title)
}

/// Whether a title is a word for a property, for yes or no, or for things in general, in any of
/// the languages.
pub(super) fn is_common(title: &str) -> bool {
    let languages = Languages::builtin();
    languages.yes_or_no(title).is_some()
        || languages
            .iter()
            .any(|language| language.is_common_title(title))
}

/// What spellings of one name have in common: "Basic" and "Basic plan".
pub(super) fn key(name: &str) -> String {
    let mut languages = Languages::builtin().iter();
    let name = languages
        .find_map(|language| language.thing_name(name))
        .unwrap_or_else(|| fold_word(name));
    // A code is often written without the marks of its letters.
    let code = name.ends_with(|c: char| c.is_ascii_digit()) && !name.contains(' ');
    if code { without_marks(&name) } else { name }
}

/// A name as a phrase that matches it word for word.
pub(super) fn phrase(name: &str) -> String {
    let mut phrase = String::with_capacity(name.len());
    for c in name.chars() {
        let operator = "\\()|*?&${}…⋯（）｜？＊＆＄｛｝＼/".contains(c);
        // Three points are a gap, one is a part of a name.
        if operator || (c == '.' && phrase.ends_with('.')) {
            phrase.push('\\');
        }
        phrase.push(c);
    }
    phrase
}

/// The name of a subject in the rules file, none of those in `taken`.
pub(super) fn id(name: &str, taken: &BTreeSet<String>) -> String {
    let folded = without_marks(&fold_word(name));
    let plain = folded
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let plain: String = plain.collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let id = if words.is_empty() {
        "subject".to_owned()
    } else {
        words.join("-")
    };
    if !taken.contains(&id) {
        return id;
    }
    let mut numbered = (2..).map(|number| format!("{id}-{number}"));
    numbered.find(|id| !taken.contains(id)).unwrap_or(id)
}

/// Whether a title has the shape of a plan's name in any of the languages: "Basic plan".
pub(super) fn has_shape(title: &str) -> bool {
    let title = title.trim().trim_end_matches([':', '：', '.', '。']);
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".)、 ".contains(c));
    let mut languages = Languages::builtin().iter();
    languages.any(|language| language.plan_name(title).is_some())
}
