//! Files that are there for the program, and are no content: rules, schemas, the baseline.

use std::path::Path;

use pledgelint::rules;

use crate::baseline;
use crate::config::NAMES;

/// What a file is if it is no content; a file that is to be read as content all the same is
/// `mapped` to a format by the rules.
pub(crate) fn what(file: &Path, mapped: bool) -> Option<&'static str> {
    let name = file.file_name()?.to_str()?;
    if NAMES.contains(&name) {
        return Some("a rules file");
    }
    if mapped {
        return None;
    }
    if name == baseline::NAME {
        return Some("a baseline");
    }
    if name.ends_with(".schema.json") {
        return Some("a JSON Schema");
    }
    let is_toml = file.extension().is_some_and(|ending| ending == "toml");
    let text = is_toml.then(|| std::fs::read_to_string(file));
    let is_rules = text.is_some_and(|text| text.is_ok_and(|text| rules::is_rules_file(&text)));
    is_rules.then_some("a rules file")
}
