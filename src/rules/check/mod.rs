//! Checks of rules that can be read: what they say must make sense together.

mod conflicts;
mod examples;
mod promise;
mod subjects;
mod values;

use super::build::{Builder, Lexicon};
use super::draft::Draft;
use super::file::RulesFile;
use super::ruleset::{Promise, Subjects};

/// Runs all checks; `drafts` and `promises` are the same promises before and after compiling,
/// `own` the project's files without packs.
pub(super) fn all(
    builder: &Builder,
    lexicon: &Lexicon,
    drafts: &[Draft],
    promises: &[Promise],
    subjects: &Subjects,
    own: &[RulesFile],
) {
    let mistakes = builder.mistakes;
    for (draft, compiled) in drafts.iter().zip(promises) {
        promise::check(draft, mistakes);
        examples::check(draft, compiled, mistakes);
    }
    subjects::check(own, subjects, mistakes);
    // What the built-in packs say is held against itself by their own tests.
    let has_own = lexicon
        .places
        .iter()
        .any(|place| place.file < builder.first_pack);
    if has_own {
        conflicts::check(lexicon, drafts, promises, subjects, mistakes);
    }
    values::check(drafts, promises, subjects, mistakes);
}
