//! The state before a change, and the lines that it touched: `--diff-base`, `--changed-from`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use pledgelint::check::document;
use pledgelint::diff::{Change, Lines, State, changes, touched};
use pledgelint::extract::Given;
use pledgelint::message::Messages;
use pledgelint::report::Report;
use pledgelint::text::Source;
use pledgelint::{Checker, Date, input};

use crate::args::{BaselineUse, CheckArgs, ContentArgs};
use crate::baseline;
use crate::check::Run;
use crate::config::{self, Config};
use crate::files;
use crate::git::Repository;
use crate::output;
use crate::paths;

/// Names of files that decide what is read, whatever the content is.
const SETTINGS: [&str; 3] = [".gitignore", ".ignore", baseline::NAME];

/// What a change is held against, found before anything is read.
pub(crate) struct Base {
    lines: Lines,
    old: Option<(Repository, String)>,
}

impl Base {
    /// What `args` ask for; `None` where the whole state is reported.
    pub(crate) fn find(args: &CheckArgs, run: &Run) -> Result<Option<Self>> {
        let config = run.config;
        if !args.change.asked() {
            return Ok(None);
        }
        let mut lines = None;
        if let Some(file) = &args.change.changed_from {
            lines = Some(listed(file, config)?);
        }
        let mut old = None;
        if let Some(revision) = args.change.base() {
            let repository = Repository::around(&config.root)?;
            let commit = repository.base(revision)?;
            if lines.is_none() {
                let found = repository.changed(&commit)?;
                let shown = |path: &str| {
                    let absolute = repository.top.join(path);
                    Some(paths::shown(&config.root, &absolute))
                };
                lines = Some(found.renamed(shown));
            }
            old = Some((repository, commit));
        }
        let mut lines = lines.unwrap_or_default();
        for draft in run.drafts() {
            match draft.text {
                Some(_) => lines.add_file(&draft.path),
                None => lines.add_change(&draft.path),
            }
        }
        Ok(Some(Self { lines, old }))
    }

    /// The report of the change that led to the state `new`.
    pub(crate) fn report(
        &self,
        args: &CheckArgs,
        run: &Run,
        new: State,
        today: Date,
        messages: &Messages,
    ) -> Result<Report> {
        let source = |path: &str| source(run, path);
        let change = Change {
            lines: &self.lines,
            source: &source,
            today,
            messages,
        };
        let Some((repository, commit)) = &self.old else {
            return Ok(touched(new, &change));
        };
        let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
        // Links in the path of the folder would hide that the content lies in it.
        let tree = folder.path().canonicalize()?.join("tree");
        std::fs::create_dir(&tree).context("cannot make a temporary folder")?;
        let old = Old {
            args,
            now: run.config,
            repository,
            commit,
            tree: &tree,
            files: &repository.files(commit)?,
        };
        let state = old.state(today, messages)?;
        Ok(changes(&state, new, &change))
    }
}

/// The lines that a file or standard input lists, by paths from the working directory.
fn listed(file: &Path, config: &Config) -> Result<Lines> {
    let (name, text) = files::input_text(file)?;
    let lines = Lines::parse(&text).map_err(anyhow::Error::msg);
    let lines = lines.with_context(|| format!("cannot read the changed lines in {name}"))?;
    let here = std::env::current_dir().context("cannot tell the working directory")?;
    let shown = |path: &str| Some(paths::shown(&config.root, &paths::normal(&here.join(path))));
    Ok(lines.renamed(shown))
}

/// The text of a file as it is now.
fn source(run: &Run, path: &str) -> Option<Source> {
    let bytes = run.bytes(path)?;
    let document = document(&run.config.ruleset, path, &bytes, &Given::default()).ok()?;
    Some(document.source)
}

/// The state of a commit, laid out in a temporary folder.
struct Old<'a> {
    args: &'a CheckArgs,
    /// The configuration of the new state.
    now: &'a Config,
    repository: &'a Repository,
    commit: &'a str,
    /// The folder that stands for the top of the repository.
    tree: &'a Path,
    files: &'a BTreeSet<String>,
}

impl Old<'_> {
    /// Judges it; without rules that can be read there is nothing, so that all findings are new.
    fn state(&self, today: Date, messages: &Messages) -> Result<State<'static>> {
        let config = self.config()?;
        let Some(config) = config else {
            return Ok(nothing());
        };
        self.export(|path| {
            let shown = paths::shown(&config.root, &self.tree.join(path));
            input::reads(path)
                || config.ruleset.settings_of(&shown).is_some()
                || self.named().any(|named| named == self.tree.join(path))
        })?;
        let run = Run::of_old(config, &self.content())?;
        let ruleset = &run.config.ruleset;
        let checker = Checker::new(ruleset).with_messages(messages);
        let known = baseline::for_check(run.config, &self.baseline())?;
        let checker = match &known {
            Some(known) => checker.with_baseline(known),
            None => checker,
        };
        let judged = checker.state(run.read(&self.content())?, today);
        Ok(State {
            ruleset,
            extracts: judged.extracts,
            report: judged.report,
        })
    }

    /// The rules of that time; `None` where there are none that can be read.
    fn config(&self) -> Result<Option<Config>> {
        self.export(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            SETTINGS.contains(&name) || Path::new(path).extension().is_some_and(|end| end == "toml")
        })?;
        let file = match &self.now.file {
            Some(file) => {
                let same = self.moved(file);
                let folder = same.as_deref().and_then(Path::parent);
                let named = folder.into_iter().flat_map(in_folder);
                same.iter()
                    .cloned()
                    .chain(named)
                    .find(|file| file.is_file())
            }
            None => self.found(),
        };
        match file {
            Some(file) => {
                let config = config::load_old(&file)?;
                if config.is_none() && !self.args.content.quiet {
                    output::complain(
                        "the rules file of the old state holds mistakes, so all findings are new",
                    );
                }
                Ok(config)
            }
            None if self.now.configured => Ok(None),
            None => self.moved(&self.now.root).map(config::bare).transpose(),
        }
    }

    /// The rules file that was there, where there is none now.
    fn found(&self) -> Option<PathBuf> {
        let first = self.args.content.paths.first();
        let start = self.absolute(first.map_or(Path::new("."), PathBuf::as_path));
        let start = self.moved(&start)?;
        let folders = start
            .ancestors()
            .take_while(|path| path.starts_with(self.tree));
        let mut files = folders.flat_map(in_folder);
        files.find(|file| file.is_file())
    }

    /// What is read of it.
    fn content(&self) -> ContentArgs {
        let whole = self.now.configured || self.args.content.paths.is_empty();
        let folder = whole.then(|| self.moved(&self.now.root));
        let there = self.named().filter(|path| path.exists());
        ContentArgs {
            paths: folder.flatten().into_iter().chain(there).collect(),
            stdin_filename: None,
            drafts: None,
            channel: None,
            language: None,
            quiet: true,
            own: Vec::new(),
            ..self.args.content.clone()
        }
    }

    /// The paths of the command line, with the file that standard input stands in for.
    fn named(&self) -> impl Iterator<Item = PathBuf> {
        let content = &self.args.content;
        let paths = content.paths.iter().filter(|path| path.as_os_str() != "-");
        let stdin = content.stdin_filename.iter().map(PathBuf::from);
        let all: Vec<PathBuf> = paths.cloned().chain(stdin).collect();
        all.into_iter()
            .filter_map(|path| self.moved(&self.absolute(&path)))
    }

    /// The baseline of that time: at its path, and one outside the repository as it is.
    fn baseline(&self) -> BaselineUse {
        let wanted = &self.args.baseline;
        let Some(file) = &wanted.baseline else {
            return wanted.clone();
        };
        let moved = self.moved(&self.absolute(file));
        let gone = moved.as_ref().is_some_and(|file| !file.exists());
        BaselineUse {
            baseline: moved.or_else(|| Some(file.clone())).filter(|_| !gone),
            no_baseline: wanted.no_baseline || gone,
            ..wanted.clone()
        }
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        let here = std::env::current_dir().unwrap_or_else(|_| self.now.root.clone());
        let path = here.join(path);
        path.canonicalize().unwrap_or_else(|_| paths::normal(&path))
    }

    /// The path in the temporary folder; `None` outside the repository.
    fn moved(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.repository.top).ok()?;
        Some(self.tree.join(inside))
    }

    fn export(&self, wanted: impl Fn(&str) -> bool) -> Result<()> {
        let paths = self.files.iter().map(String::as_str);
        let paths: BTreeSet<&str> = paths
            .filter(|path| wanted(path) && !self.tree.join(path).exists())
            .collect();
        self.repository.export(self.commit, &paths, self.tree)
    }
}

/// The names that a rules file may have in a folder.
fn in_folder(folder: &Path) -> Vec<PathBuf> {
    config::NAMES.iter().map(|name| folder.join(name)).collect()
}

/// A state without findings.
fn nothing() -> State<'static> {
    static NONE: std::sync::OnceLock<pledgelint::Ruleset> = std::sync::OnceLock::new();
    State {
        ruleset: NONE.get_or_init(pledgelint::Ruleset::builtin),
        extracts: Vec::new(),
        report: Report::default(),
    }
}
