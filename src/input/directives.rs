//! What writers put into Markdown that its parser does not know: lone carriage returns and
//! `:::note` containers.
//!
//! The parser is given a text of the same length with these blanked, so that all offsets stay.

use std::borrow::Cow;

use crate::text::Span;

/// The text for the parser, and the titles of its containers.
pub(super) fn prepared(text: &str) -> (Cow<'_, str>, Vec<Span>) {
    let fenced = text.starts_with(":::") || text.contains("\n:::") || text.contains("\r:::");
    if !fenced && !has_lone_return(text) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut prepared = String::with_capacity(text.len());
    let mut titles = Vec::new();
    for line in text.split_inclusive(['\n', '\r']) {
        let start = prepared.len();
        let body = line.trim_end_matches(['\n', '\r']);
        if let Some(title) = container(body) {
            prepared.extend(std::iter::repeat_n(' ', body.len()));
            if !title.is_empty() {
                titles.push(title.shifted(start));
            }
        } else {
            prepared.push_str(body);
        }
        let alone = line.ends_with('\r') && !text[start + line.len()..].starts_with('\n');
        prepared.push_str(if alone { "\n" } else { &line[body.len()..] });
    }
    (Cow::Owned(prepared), titles)
}

fn has_lone_return(text: &str) -> bool {
    let mut returns = text.match_indices('\r').map(|(at, _)| at + 1);
    returns.any(|next| !text[next..].starts_with('\n'))
}

/// The title of a line such as `:::note Title` or `:::note[Title]`, empty where it has none;
/// `None` for other lines.
fn container(line: &str) -> Option<Span> {
    let fence = line.bytes().take_while(|&byte| byte == b':').count();
    if fence < 3 {
        return None;
    }
    let name = line[fence..].trim_start();
    let after = name.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let rest = after.trim_start();
    let title = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((title, _)) => title,
        None => rest.split('{').next().unwrap_or_default(),
    };
    let start =
        line.len() - rest.len() + usize::from(rest.starts_with('[') && title.len() < rest.len());
    let title = title.trim_end();
    Some(Span::new(start, start + title.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_blanked_and_their_titles_kept() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(
                container(line).map(|span| &line[span.range()]),
                expected,
                "{line}"
            );
        };
        check(":::note", Some(""));
        check("::: warning Read this", Some("Read this"));
        check(":::tip[No limits]{.wide}", Some("No limits"));
        check(":::tip[No limits", Some("[No limits"));
        check("::::", Some(""));
        check(": a definition", None);
        check("::", None);
    }

    #[test]
    fn all_offsets_stay() {
        for text in [
            ":::note a\nb\r\n:::\rc",
            "a\rb",
            "a\r\n:::n [t]\r\nb",
            "không\r:::",
        ] {
            let (prepared, titles) = prepared(text);
            assert_eq!(prepared.len(), text.len());
            assert!(!prepared.contains(":::"));
            assert_eq!(prepared.find('b').is_some(), text.contains('b'));
            assert!(titles.iter().all(|title| text.get(title.range()).is_some()));
        }
    }
}
