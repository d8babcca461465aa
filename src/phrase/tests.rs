//! Phrases: mistakes, matches, and properties.

use std::collections::BTreeMap;

use super::*;
use crate::text::{Abbreviations, Prose};

mod grammar;
mod joined;
mod matching;
mod properties;

/// Phrases to use as `$data` and `$cut`.
fn words() -> Words {
    let lists: [(&str, &[&str]); 2] = [
        ("data", &["data", "dung lượng", "lưu lượng", "流量"]),
        ("cut", &["(cut|switch*) off", "ngắt $data", "断"]),
    ];
    let lists = lists.map(|(name, list)| {
        let list = list.iter().map(|&text| text.to_owned()).collect();
        (name.to_owned(), list)
    });
    let (words, errors) = Words::new(&BTreeMap::from(lists));
    assert_eq!(errors, []);
    words
}

fn phrase(text: &str) -> Phrase {
    Phrase::parse(text, &words()).unwrap_or_else(|errors| panic!("{text:?}: {errors:?}"))
}

/// Quantities of a text: `[[core]]` or `[whole [core] whole]`, with the kind behind a `#`.
///
/// Gives the text without the brackets.
fn with_amounts(marked: &str) -> (String, Vec<Amount>) {
    let (mut text, mut amounts) = (String::new(), Vec::new());
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    let mut chars = marked.chars();
    while let Some(c) = chars.next() {
        match c {
            '⟦' => starts.push(text.len()),
            '⟧' => ends.push(text.len()),
            '#' if starts.len() == 2 => {
                let kind: String = chars.by_ref().take_while(|&c| c != '#').collect();
                amounts.push(Amount {
                    span: Span::new(starts[0], ends[1]),
                    core: Span::new(starts[1], ends[0]),
                    kind: kind.parse().unwrap(),
                    has_per: ends[1] > ends[0],
                    size: Size::Something,
                });
                starts.clear();
                ends.clear();
            }
            _ => text.push(c),
        }
    }
    (text, amounts)
}

/// The original texts of the matches, joined by ` + `.
fn matches(pattern: &str, marked: &str) -> String {
    let (text, amounts) = with_amounts(marked);
    let prose = Prose::new(&text, &Abbreviations::default());
    let set = PhraseSet::new(vec![phrase(pattern)]);
    let found = set.find(&prose, &amounts);
    if !found.is_empty() {
        assert!(
            set.may_match(prose.folded()),
            "{pattern:?} is not let through in {text:?}"
        );
    }
    let texts: Vec<_> = found
        .iter()
        .map(|found| &text[found.span.range()])
        .collect();
    texts.join(" + ")
}
