//! The rules: read from files, checked, compiled.
//!
//! `file` holds what may be written, with places; `ruleset` what reading and judging use. A
//! user's mistake is a diagnostic in the rules file, and all of them come in one run. Knows
//! nothing of documents, and reads no file: the caller brings the texts.

mod build;
mod check;
mod draft;
mod file;
pub mod keys;
mod load;
mod mistake;
mod overlay;
mod packs;
mod place;
mod ruleset;
mod suggest;
mod version;
mod voices;

pub use load::{Environment, Loaded, RulesText, includes, is_rules_file, load, load_pack};
pub use packs::{Pack, builtin_packs};
pub use ruleset::{
    Applies, Channel, ChannelId, DEFAULT_KIND, Declared, Disclosure, Each, Evidence, Example,
    ExampleCase, ExampleFile, Examples, FacetId, FoundSubject, Globs, InputRule, Is, KindId,
    Language, LanguageId, Level, PhraseRole, PhraseUse, Promise, PromiseId, Required, Ruleset,
    Severities, Subject, SubjectId, Subjects, TitleFrom, ValueRule, Waiver, Within,
};
pub(crate) use suggest::nearest as nearest_name;
pub(crate) use voices::{
    advertises, has_titles, is_advertisement, known_channel_of, known_channels, repeats,
};

/// The names of verdicts, as `severity` and `expect` take them.
pub const VERDICTS: [&str; 9] = [
    "contradicted",
    "eroded",
    "undisclosed",
    "unsupported",
    "missing",
    "review",
    "qualified",
    "exceeds",
    "vague",
];
