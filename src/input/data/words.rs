//! What the names of fields say of their values, from `rules/fields.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use toml::de::{DeTable, DeValue};

use crate::text::fold::{fold_word, without_marks};

/// What a field is for its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum FieldRole {
    /// It names it; the lower of two ranks is the name.
    Name(usize),
    /// It heads it, and parts it from others unless it holds a text.
    Title,
    /// It heads it.
    Heading,
    /// It is a running text.
    Text,
    /// It says who speaks.
    Speaker,
    /// It is for machines.
    Skip,
}

struct Words {
    roles: HashMap<String, FieldRole>,
    not_content: HashSet<String>,
}

/// What a field of this name is; `None` for any other.
pub(in crate::input) fn role(name: &str) -> Option<FieldRole> {
    words().roles.get(&key(name)).copied()
}

/// Whether a file of this name holds no copy, whatever its format.
pub(in crate::input) fn is_no_content(file: &str) -> bool {
    words().not_content.contains(&file.to_lowercase())
}

/// What spellings of one name have in common.
fn key(name: &str) -> String {
    let folded = without_marks(&fold_word(name));
    folded
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | ':'))
        .collect()
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let (document, _) = DeTable::parse_recoverable(include_str!("../../../rules/fields.toml"));
        let table = document.get_ref();
        let list = |name: &str| -> Vec<&str> {
            let items = table.get(name).and_then(|value| value.get_ref().as_array());
            let items = items.into_iter().flat_map(|items| items.iter());
            items.filter_map(|item| item.get_ref().as_str()).collect()
        };
        debug_assert!(
            table
                .values()
                .all(|value| matches!(value.get_ref(), DeValue::Array(_)))
        );
        let mut roles = HashMap::new();
        for (rank, name) in list("name").into_iter().enumerate() {
            roles.entry(key(name)).or_insert(FieldRole::Name(rank));
        }
        for (group, role) in [
            ("title", FieldRole::Title),
            ("heading", FieldRole::Heading),
            ("text", FieldRole::Text),
            ("speaker", FieldRole::Speaker),
            ("skip", FieldRole::Skip),
        ] {
            for name in list(group) {
                roles.entry(key(name)).or_insert(role);
            }
        }
        let not_content = list("not-content").into_iter().map(str::to_lowercase);
        Words {
            roles,
            not_content: not_content.collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_letters() {
        assert!(matches!(role("planName"), Some(FieldRole::Name(_))));
        assert_eq!(role("Tiêu đề"), Some(FieldRole::Title));
        assert_eq!(role("内容"), Some(FieldRole::Text));
        assert_eq!(role("created_at"), Some(FieldRole::Skip));
        assert_eq!(role("note"), None);
    }

    #[test]
    fn files_of_tools_hold_no_copy() {
        assert!(is_no_content("package.json"));
        assert!(is_no_content("Cargo.toml"));
        assert!(!is_no_content("plans.json"));
    }
}
