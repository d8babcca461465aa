//! Loading: the texts of all rules files in, the checked rules and all mistakes out.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::language::Languages;
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
    /// Whether the built-in packs are read with their examples, which a check has no use for.
    pub pack_examples: bool,
}

impl Default for Environment {
    fn default() -> Self {
        Self::new(Languages::builtin_codes().map(str::to_owned).collect())
    }
}

impl Environment {
    /// These languages, and the version of this library.
    #[must_use]
    pub fn new(languages: Vec<String>) -> Self {
        Self {
            languages,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pack_examples: true,
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

/// Whether a text is that of a rules file, whatever its name: promises, waivers, or the use or a
/// change of packs, and nothing that a rules file does not know.
#[must_use]
pub fn is_rules_file(text: &str) -> bool {
    file::is_rules_file(text)
}

/// Reads, checks and compiles rules.
///
/// `more` are the files that [`includes`] asked for. Without a main file every built-in pack
/// applies. Texts are taken without a byte order mark. Never fails: see [`Loaded::ruleset`].
#[must_use]
pub fn load(main: Option<RulesText>, more: &[RulesText], environment: &Environment) -> Loaded {
    load_as(None, main, more, environment)
}

/// Reads, checks and compiles one pack that need not be built in.
///
/// Its promises are those of the pack `name`: they apply when claimed.
#[must_use]
pub fn load_pack(name: &str, text: RulesText, environment: &Environment) -> Loaded {
    load_as(Some(name), Some(text), &[], environment)
}

fn load_as(
    pack: Option<&str>,
    main: Option<RulesText>,
    more: &[RulesText],
    environment: &Environment,
) -> Loaded {
    let without_main = main.is_none();
    let own = main.into_iter().chain(more.iter().cloned()).map(source);
    let mut sources: Vec<Source> = own.collect();
    let first_pack = sources.len();
    let (mut ruleset, diagnostics, used) = {
        let builtin = packs::builtin_packs();
        let own_texts = sources.iter().map(Source::text);
        let texts: Vec<&str> = own_texts
            .chain(builtin.iter().map(|pack| pack.text))
            .collect();
        let own_names = sources.iter().map(|source| source.name().clone());
        let pack_names = builtin.iter().map(|pack| pack.file_name().into());
        let mistakes = Mistakes::new(own_names.chain(pack_names).collect());
        let project = Project {
            first_pack,
            without_main,
            pack,
        };
        let (ruleset, used) = check(&texts, project, environment, &mistakes);
        let failed = mistakes.errors() > 0;
        ((!failed).then_some(ruleset), mistakes.into_sorted(), used)
    };
    if let Some(ruleset) = &mut ruleset {
        ruleset.sources.clone_from(&sources);
    }
    let packs = used.into_iter();
    sources.extend(packs.map(|pack| Source::new(pack.file_name(), pack.text.to_owned())));
    Loaded {
        ruleset,
        diagnostics,
        sources,
    }
}

/// What is read: a project, or one pack.
#[derive(Clone, Copy)]
struct Project<'p> {
    /// The project's files come before this one.
    first_pack: usize,
    /// Whether there is no rules file, so that the packs apply.
    without_main: bool,
    /// The name of the pack that the only file is.
    pack: Option<&'p str>,
}

/// Reads the project's files and the packs that they use.
fn check(
    texts: &[&str],
    project: Project,
    environment: &Environment,
    mistakes: &Mistakes,
) -> (Ruleset, Vec<Pack>) {
    let Project {
        first_pack,
        without_main,
        pack,
    } = project;
    let read = |at: usize| file::read(texts[at], at, &environment.languages, mistakes);
    let mut files: Vec<RulesFile> = (0..first_pack).map(read).collect();
    if !without_main {
        check_empty(texts[0], mistakes);
    }
    for wanted in files
        .iter()
        .filter_map(|file| file.required_version.as_ref())
    {
        version::check(wanted, &environment.version, mistakes);
    }
    check_includes(&files, without_main, mistakes);
    let used = packs_in_use(&files, without_main, mistakes);
    let languages = languages_in_use(&files, environment, mistakes);
    let numbered = packs::builtin_packs().iter().enumerate();
    let in_use = numbered.filter(|(_, pack)| used.iter().any(|used| used.name == pack.name));
    let read_pack = |at: usize, pack: &Pack| {
        let text = if environment.pack_examples {
            Cow::Borrowed(pack.text)
        } else {
            Cow::Owned(pack.without_examples())
        };
        file::read(&text, first_pack + at, &environment.languages, mistakes)
    };
    let mut packs: Vec<(String, RulesFile)> = in_use
        .map(|(at, pack)| (pack.name.to_owned(), read_pack(at, pack)))
        .collect();
    if without_main {
        packs.retain(|(_, file)| !file.applies_when_named());
    } else if pack.is_none() {
        check_when_named(&files, mistakes);
    }
    let Drafts { in_force, silenced } = draft::collect(pack, &mut files, &mut packs, mistakes);
    files.extend(packs.into_iter().map(|(_, file)| file));
    let ruleset = build::build(Input {
        mistakes,
        texts,
        files: &files,
        first_pack,
        languages,
        drafts: &in_force,
        silenced: &silenced,
    });
    (ruleset, used)
}

impl Ruleset {
    /// Reads one rules file that includes no other.
    ///
    /// # Errors
    ///
    /// All mistakes, where one of them is an error.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let main = RulesText {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let loaded = load(Some(main), &[], &Environment::default());
        loaded.ruleset.ok_or(loaded.diagnostics)
    }

    /// The rules where there is no rules file: every built-in pack, when claimed.
    ///
    /// # Panics
    ///
    /// Never: a test loads the built-in packs.
    #[must_use]
    pub fn builtin() -> Self {
        let loaded = load(None, &[], &Environment::default());
        loaded.ruleset.expect("the built-in packs hold no mistake")
    }

    /// The rules of one built-in pack; `None` where no pack has that name.
    #[must_use]
    pub fn of_pack(name: &str) -> Option<Self> {
        packs::builtin_packs()
            .iter()
            .find(|pack| pack.name == name)?;
        Self::parse("pledgelint.toml", &format!("packs = [{name:?}]")).ok()
    }
}

fn source(text: RulesText) -> Source {
    Source::new(text.name, text.text)
}

fn check_empty(main: &str, mistakes: &Mistakes) {
    let nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if main.lines().all(nothing) {
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

/// Only the main file takes more files, and its globs must be readable.
fn check_includes(files: &[RulesFile], without_main: bool, mistakes: &Mistakes) {
    let (main, more) = files.split_at(usize::from(!without_main));
    for file in main {
        build::read_globs(mistakes, &file.rules);
    }
    for glob in more.iter().filter_map(|file| file.rules.first()) {
        let message = "only the main rules file takes more files by `rules`";
        let help = "name them there".to_owned();
        mistakes.report(Mistake::new("misplaced-key", glob.place, message).help(help));
    }
}

/// Only packs wait to be named.
fn check_when_named(files: &[RulesFile], mistakes: &Mistakes) {
    for flag in files.iter().filter_map(|file| file.when_named) {
        let message = "`when-named` is for packs: a project's own promises are in force";
        let help = "take it out; `severity = \"off\"` switches a promise off".to_owned();
        mistakes.report(Mistake::new("misplaced-key", flag.place, message).help(help));
    }
}

/// The packs in use, each once, in the order of the built-in packs.
fn packs_in_use(files: &[RulesFile], all: bool, mistakes: &Mistakes) -> Vec<Pack> {
    let wanted: Vec<&At<String>> = files.iter().flat_map(|file| &file.packs).collect();
    for name in wanted
        .iter()
        .filter(|name| packs::named(&name.value).is_none())
    {
        mistakes.report(draft::unknown_pack(name));
    }
    let packs = packs::builtin_packs().iter().copied();
    packs
        .filter(|pack| all || wanted.iter().any(|name| name.value == pack.name))
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
