//! Finding and loading the rules.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use globset::{Glob, GlobSetBuilder};
use pledgelint::diagnostic::Diagnostic;
use pledgelint::diagnostic::Severity;
use pledgelint::report::draw_diagnostics;
use pledgelint::rules::{self, Environment, Loaded, RulesText, Ruleset};

use crate::files;
use crate::output;
use crate::paths;

/// The names of a rules file, in the order in which they are looked for.
pub(crate) const NAMES: [&str; 2] = ["pledgelint.toml", ".pledgelint.toml"];

/// The rules, and the folder that all paths are relative to.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) ruleset: Ruleset,
    pub(crate) root: PathBuf,
    /// The rules file, resolved.
    pub(crate) file: Option<PathBuf>,
    /// Whether there is a rules file; without one the content is what the command line names.
    pub(crate) configured: bool,
}

/// Loads the rules for `paths`; `None` where they hold mistakes, which have been shown.
pub(crate) fn load(
    explicit: Option<&Path>,
    first_path: Option<&Path>,
    color: bool,
) -> Result<Option<Config>> {
    // A variable that is set to nothing names none.
    let explicit = explicit.filter(|file| !file.as_os_str().is_empty());
    let file = match explicit {
        Some(file) => Some(file.to_owned()),
        None => find(first_path)?,
    };
    let Some(file) = file else {
        let root = std::env::current_dir().context("cannot tell the working directory")?;
        return bare(root).map(Some);
    };
    let ruleset = load_file(&file, false, color)?;
    ruleset.map(|ruleset| with_file(&file, ruleset)).transpose()
}

/// The built-in packs alone, for the content of a folder.
pub(crate) fn bare(root: PathBuf) -> Result<Config> {
    let loaded = rules::load(None, &[], &environment());
    Ok(Config {
        ruleset: loaded
            .ruleset
            .context("the built-in packs hold a mistake")?,
        root,
        file: None,
        configured: false,
    })
}

/// A rules file that was loaded, with the folder that it lies in.
fn with_file(file: &Path, ruleset: Ruleset) -> Result<Config> {
    let root = folder_of(file)?;
    let name = file.file_name().unwrap_or_default();
    Ok(Config {
        ruleset,
        file: Some(root.join(name)),
        root,
        configured: true,
    })
}

/// Loads a rules file of an older state; `None` where it holds mistakes, of which nothing is said.
pub(crate) fn load_old(file: &Path) -> Result<Option<Config>> {
    let loaded = load_texts(file, false)?;
    let ruleset = loaded.ruleset.filter(|_| !has_errors(&loaded.diagnostics));
    ruleset.map(|ruleset| with_file(file, ruleset)).transpose()
}

/// What rules rely on here: no command but `test` needs the examples of built-in packs, and that
/// one asks the packs themselves.
fn environment() -> Environment {
    Environment {
        pack_examples: false,
        ..Environment::default()
    }
}

/// Loads one rules file with all that it includes, or a pack from a file; shows its mistakes on
/// standard error.
pub(crate) fn load_file(file: &Path, as_pack: bool, color: bool) -> Result<Option<Ruleset>> {
    let loaded = load_texts(file, as_pack)?;
    let wrong = has_errors(&loaded.diagnostics);
    if !loaded.diagnostics.is_empty() {
        let mut shown = Vec::new();
        draw_diagnostics(&loaded.diagnostics, &loaded.sources, color, &mut shown)?;
        output::to_stderr(&shown);
    }
    if wrong {
        output::complain(&counted(&loaded.diagnostics, file));
        return Ok(None);
    }
    Ok(loaded.ruleset)
}

fn load_texts(file: &Path, as_pack: bool) -> Result<Loaded> {
    let root = folder_of(file)?;
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the rules file {}", file.display()))?;
    // A pack is shown by its path, so that editors find it.
    let name = match file.file_name() {
        Some(name) if !as_pack => Path::new(name),
        _ => file,
    };
    let main = RulesText {
        name: paths::slashed(name),
        text,
    };
    let environment = environment();
    Ok(if as_pack {
        let stem = file.file_stem().unwrap_or_default();
        rules::load_pack(&stem.to_string_lossy(), main, &environment)
    } else {
        let more = included(&root, &file.canonicalize()?, &main.text)?;
        rules::load(Some(main), &more, &environment)
    })
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    let mut severities = diagnostics.iter().map(|found| found.severity);
    severities.any(|severity| severity == Severity::Error)
}

fn counted(diagnostics: &[Diagnostic], file: &Path) -> String {
    let mistakes = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let plural = if mistakes == 1 { "mistake" } else { "mistakes" };
    format!(
        "{}: {mistakes} {plural}; nothing was checked",
        file.display()
    )
}

/// The rules file that holds for a path; `None` where there is none around it.
pub(crate) fn find(first_path: Option<&Path>) -> Result<Option<PathBuf>> {
    let here = std::env::current_dir().context("cannot tell the working directory")?;
    let start = first_path.map_or_else(|| here.clone(), |path| here.join(path));
    let start = start.canonicalize().unwrap_or(start);
    let found = start
        .ancestors()
        .flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file());
    Ok(found)
}

fn folder_of(file: &Path) -> Result<PathBuf> {
    let absolute = file
        .canonicalize()
        .with_context(|| format!("cannot read the rules file {}", file.display()))?;
    Ok(absolute
        .parent()
        .map_or_else(PathBuf::new, Path::to_path_buf))
}

/// The texts of the rules files that `rules = […]` names, sorted by path, the main one left out.
fn included(root: &Path, main: &Path, text: &str) -> Result<Vec<RulesText>> {
    let globs = rules::includes(text);
    if globs.is_empty() {
        return Ok(Vec::new());
    }
    let mut set = GlobSetBuilder::new();
    for glob in &globs {
        // A bad glob is a mistake in the rules file, shown with its place when that is read.
        if let Ok(glob) = Glob::new(glob) {
            set.add(glob);
        }
    }
    let set = set.build().context("the globs of `rules` are too large")?;
    let mut texts = Vec::new();
    for path in files::all_under(root) {
        let relative = path.strip_prefix(root).unwrap_or(&path);
        // A link to the main file is that file.
        if set.is_match(relative) && path.canonicalize().ok().as_deref() != Some(main) {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read the rules file {}", path.display()))?;
            texts.push(RulesText {
                name: paths::slashed(relative),
                text,
            });
        }
    }
    Ok(texts)
}
