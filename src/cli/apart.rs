//! Files that are there for the program, and are no content: rules, schemas, the baseline.

use std::path::Path;

use anyhow::bail;
use pledgelint::{Ruleset, input, rules};

use crate::baseline;
use crate::config::NAMES;
use crate::files;

/// Whether a file of a folder is content: a text that rules map to a format, or that its name
/// shows to be one, and no file of the program's own.
pub(crate) fn is_content(ruleset: &Ruleset, shown: &str, file: &Path) -> bool {
    let mapped = ruleset.settings_of(shown).is_some();
    (mapped || input::reads(shown)) && !is_rules(ruleset, shown) && what(file, mapped).is_none()
}

/// Refuses a text that would stand in for a file of the program's own.
pub(crate) fn is_to_be_content(ruleset: &Ruleset, shown: &str) -> anyhow::Result<()> {
    let mapped = ruleset.settings_of(shown).is_some();
    let rules = is_rules(ruleset, shown).then_some("a rules file");
    match rules.or_else(|| by_name(Path::new(shown), mapped)) {
        Some(what) => bail!("{shown} is {what} and no content: no other text stands in for it"),
        None => Ok(()),
    }
}

/// Whether a file is one of those that the rules were read from.
pub(crate) fn is_rules(ruleset: &Ruleset, shown: &str) -> bool {
    let mut rules = ruleset.sources.iter();
    rules.any(|rules| **rules.name() == *shown)
}

/// Whether the run itself uses a file: its rules, or the baseline beside them.
pub(crate) fn serves(ruleset: &Ruleset, shown: &str) -> bool {
    is_rules(ruleset, shown) || shown == baseline::NAME
}

/// What a file is if it is no content; a file that is to be read as content all the same is
/// `mapped` to a format by the rules.
pub(crate) fn what(file: &Path, mapped: bool) -> Option<&'static str> {
    let by_name = by_name(file, mapped);
    if by_name.is_some() || mapped {
        return by_name;
    }
    let is_toml = file.extension().is_some_and(|ending| ending == "toml");
    let bytes = is_toml.then(|| files::bounded(file).ok()).flatten();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let is_rules = text.is_some_and(|text| rules::is_rules_file(&text));
    is_rules.then_some("a rules file")
}

/// The same as far as the name alone shows it.
fn by_name(file: &Path, mapped: bool) -> Option<&'static str> {
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
    name.ends_with(".schema.json").then_some("a JSON Schema")
}
