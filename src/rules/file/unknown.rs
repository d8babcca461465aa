//! Keys that no one knows: misspelt ones, and settings that stand under the wrong table.

use std::borrow::Cow;

use crate::rules::mistake::Mistake;
use crate::rules::suggest;

use super::reader::{Table, Value};
use crate::rules::keys::{FILE, PROMISE};

/// Reports a key that its table does not know.
pub(super) fn report(table: &Table, value: &Value) {
    if misplaced(table, value) {
        return;
    }
    let message = format!("unknown key `{}` in {}", value.key, called(table));
    let help = suggest::help(value.key, table.section.names());
    value
        .cx
        .report(Mistake::new("unknown-key", value.key_place, message).help(help));
}

/// Reports a key that is a setting of a table further up, if it is one.
pub(super) fn misplaced(table: &Table, value: &Value) -> bool {
    let Some(owner) = owner(&table.path, value.key) else {
        return false;
    };
    let of = match &owner {
        Owner::Promise(path) => format!("a setting of `[{path}]`"),
        Owner::File => "a setting of the whole file".to_owned(),
    };
    let message = format!("`{}` is {of}, but stands in {}", value.key, called(table));
    let help = match owner {
        _ if table.is_inline() => "move it out of the braces".to_owned(),
        Owner::Promise(_) => format!("move it above `[{}]`", table.path),
        Owner::File => "move it above the first table of the file".to_owned(),
    };
    value
        .cx
        .report(Mistake::new("misplaced-key", value.key_place, message).help(help));
    true
}

/// A key as TOML wants it written.
pub(super) fn quoted_key(key: &str) -> Cow<'_, str> {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) {
        Cow::Borrowed(key)
    } else {
        Cow::Owned(format!("{key:?}"))
    }
}

enum Owner {
    Promise(String),
    File,
}

/// The table that `key` is a setting of, where it stands deeper than that.
fn owner(path: &str, key: &str) -> Option<Owner> {
    let (section, rest) = path.split_once('.')?;
    let depth = match section {
        "promise" => 1,
        "pack" => 2,
        _ => usize::MAX,
    };
    // Ids with dots are quoted and refused later; counting dots is exact for all others.
    let mut dots = rest.match_indices('.').map(|(at, _)| at);
    if let Some(end) = dots.nth(depth.saturating_sub(1))
        && depth != usize::MAX
        && PROMISE.key(key).is_some()
    {
        return Some(Owner::Promise(format!("{section}.{}", &rest[..end])));
    }
    FILE.key(key).map(|_| Owner::File)
}

fn called(table: &Table) -> String {
    if table.path.is_empty() {
        "this file".to_owned()
    } else {
        format!("`[{}]`", table.path)
    }
}
