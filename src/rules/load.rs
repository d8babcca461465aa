//! Loading: the texts of all rules files in, the checked rules and all mistakes out.

use crate::diagnostic::Diagnostic;
use crate::text::{Source, Span};

use super::build::unknown_name;
use super::build::{self, Input};
use super::draft::{self, Drafts};
use super::file::{self, RulesFile};
use super::mistake::{Mistake, Mistakes};
use super::packs::{self, Pack};
use super::place::{At, Place};
use super::ruleset::Ruleset;
use super::version;

/// A rules file as the caller read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesText {
    /// What reports call it, usually a path relative to the main file's folder.
    pub name: String,
    /// Its decoded text.
    pub text: String,
}

/// What the rules may rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The codes of all languages that can be read, such as `en`.
    pub languages: Vec<String>,
    /// The version of this program, such as `0.1.0`.
    pub version: String,
}

impl Environment {
    /// These languages, and the version of this library.
    #[must_use]
    pub fn new(languages: Vec<String>) -> Self {
        Self {
            languages,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// What became of rules files.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The rules; `None` when any mistake is an error, since half of the rules check nothing.
    pub ruleset: Option<Ruleset>,
    /// All mistakes, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Every rules file, so that reports can draw; packs are among them.
    pub sources: Vec<Source>,
}

/// The globs of `rules` in the main rules file, for the caller to read those files.
///
/// What cannot be read gives none: [`load`] reports it.
#[must_use]
pub fn includes(main_text: &str) -> Vec<String> {
    file::includes(main_text)
}

/// Reads, checks and compiles rules.
///
/// `more` are the files that [`includes`] asked for. Without a main file every built-in pack
/// applies. Texts are taken without a byte order mark. Never fails: see [`Loaded::ruleset`].
#[must_use]
pub fn load(main: Option<RulesText>, more: &[RulesText], environment: &Environment) -> Loaded {
    let without_main = main.is_none();
    let own: Vec<Source> = main
        .into_iter()
        .chain(more.iter().cloned())
        .map(source)
        .collect();
    let first_pack = own.len();
    let builtin = packs::builtin_packs()
        .iter()
        .map(|pack| Source::new(pack.file_name(), pack.text.to_owned()));
    let mut sources = own;
    sources.extend(builtin);
    let names = sources.iter().map(|source| source.name().clone()).collect();
    let mistakes = Mistakes::new(names);
    let read = |at: usize| file::read(sources[at].text(), at, &environment.languages, &mistakes);
    let mut files: Vec<RulesFile> = (0..first_pack).map(read).collect();
    if !without_main {
        check_empty(&sources[0], &mistakes);
    }
    for wanted in files
        .iter()
        .filter_map(|file| file.required_version.as_ref())
    {
        version::check(wanted, &environment.version, &mistakes);
    }
    let used = packs_in_use(&files, without_main, &mistakes);
    let languages = languages_in_use(&files, environment, &mistakes);
    let mut packs: Vec<(String, RulesFile)> = Vec::new();
    for (at, pack) in packs::builtin_packs().iter().enumerate() {
        if used.iter().any(|used| used.name == pack.name) {
            packs.push((pack.name.to_owned(), read(first_pack + at)));
        }
    }
    let Drafts { in_force, silenced } = draft::collect(&files, &packs, &mistakes);
    files.extend(packs.into_iter().map(|(_, file)| file));
    let texts: Vec<&str> = sources.iter().map(Source::text).collect();
    let ruleset = build::build(Input {
        mistakes: &mistakes,
        texts: &texts,
        files: &files,
        first_pack,
        languages,
        drafts: &in_force,
        silenced: &silenced,
    });
    let failed = mistakes.errors() > 0;
    let diagnostics = mistakes.into_sorted();
    Loaded {
        ruleset: (!failed).then_some(ruleset),
        diagnostics,
        sources,
    }
}

fn source(text: RulesText) -> Source {
    Source::new(text.name, text.text)
}

fn check_empty(main: &Source, mistakes: &Mistakes) {
    let nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if main.text().lines().all(nothing) {
        let place = Place {
            file: 0,
            span: Span::new(0, 0),
        };
        let help = "write `packs = [\"telecom\"]` to start from a built-in pack, or a promise: \
                    `[promise.refunds]` with `claims = { en = [\"free refunds\"] }`";
        let mistake = Mistake::new("empty", place, "the rules file says nothing");
        mistakes.report(mistake.help(help.to_owned()));
    }
}

fn packs_in_use(files: &[RulesFile], all: bool, mistakes: &Mistakes) -> Vec<Pack> {
    if all {
        return packs::builtin_packs().to_vec();
    }
    let find = |name: &At<String>| {
        let pack = packs::named(&name.value);
        if pack.is_none() {
            mistakes.report(draft::unknown_pack(name));
        }
        pack
    };
    files
        .iter()
        .flat_map(|file| &file.packs)
        .filter_map(find)
        .collect()
}

fn languages_in_use(
    files: &[RulesFile],
    environment: &Environment,
    mistakes: &Mistakes,
) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let named = files
        .iter()
        .filter_map(|file| file.languages.as_ref())
        .flatten();
    for name in named {
        if !environment.languages.contains(&name.value) {
            let known = environment.languages.iter().map(String::as_str);
            mistakes.report(unknown_name("language", name, known));
        } else if !codes.contains(&name.value) {
            codes.push(name.value.clone());
        }
    }
    if codes.is_empty() {
        environment.languages.clone()
    } else {
        codes
    }
}
