//! Walking folders and reading files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ignore::WalkBuilder;
use pledgelint::check::ReadResult;
use pledgelint::drafts::Draft;
use pledgelint::extract::{Extract, Given};
use pledgelint::input;
use pledgelint::report::Problem;
use pledgelint::{Checker, Ruleset};
use rayon::prelude::*;

use crate::apart;
use crate::args::ContentArgs;
use crate::cache::{Kept, Shelf};
use crate::config::Config;
use crate::links::Links;
use crate::output::{self, Progress};
use crate::paths::{canonical_file, normal, shown, slashed};

/// The files of a run: all that is compared, and which of them are reported on.
pub(crate) struct Content {
    /// Paths as reports show them, with where their bytes are.
    files: BTreeMap<String, Origin>,
    /// The drafts that are read.
    pub(crate) drafts: Vec<Draft>,
    /// The shown paths of files that the command line names one by one.
    named: BTreeSet<String>,
    /// What the command line says of these, and of standard input.
    given: Given,
    /// The shown paths that are reported on.
    pub(crate) reported: BTreeSet<String>,
    /// The shown paths of files in folders that were walked and that are not to be read.
    passed: BTreeSet<String>,
    /// Paths that cannot be walked.
    problems: Vec<Problem>,
    /// Files of the run itself, which are left out where a folder is walked.
    own: BTreeSet<PathBuf>,
}

/// Where the bytes of a file are.
enum Origin {
    Disk(PathBuf),
    /// Standard input, or a draft.
    Memory(Vec<u8>, Given),
}

impl Content {
    /// Finds the files that `args` and the configuration name.
    pub(crate) fn find(config: &Config, args: &ContentArgs) -> anyhow::Result<Self> {
        let mut content = Self {
            files: BTreeMap::new(),
            drafts: Vec::new(),
            named: BTreeSet::new(),
            given: given(&config.ruleset, args)?,
            reported: BTreeSet::new(),
            passed: BTreeSet::new(),
            problems: Vec::new(),
            own: BTreeSet::new(),
        };
        let here = std::env::current_dir().context("cannot tell the working directory")?;
        let own = args.own.iter().chain(&args.drafts);
        let own = own.map(|path| canonical_file(&here.join(path)));
        content.own = own.collect();
        let here_alone = [PathBuf::from(".")];
        let paths = match &*args.paths {
            [] if args.drafts.is_none() => &here_alone[..],
            paths => paths,
        };
        for path in paths {
            if path.as_os_str() == "-" {
                content.add_stdin(config, args)?;
                continue;
            }
            content.add_named(config, &here.join(path), path);
        }
        if config.configured {
            let root = config.root.clone();
            content.walk(config, &root, false);
        } else if args.paths.is_empty() {
            content.walk(config, &here, false);
        }
        if let Some(file) = &args.drafts {
            content.add_drafts(config, file)?;
        }
        // A folder that is named lies in that of the rules, which is walked too.
        content.problems.sort();
        content.problems.dedup();
        Ok(content)
    }

    fn add_drafts(&mut self, config: &Config, file: &Path) -> anyhow::Result<()> {
        let (name, text) = input_text(file)?;
        let drafts = Draft::parse(&text).map_err(anyhow::Error::msg);
        self.drafts = drafts.with_context(|| format!("cannot read the drafts in {name}"))?;
        for draft in &self.drafts {
            let given = draft.given(&config.ruleset).map_err(anyhow::Error::msg)?;
            apart::is_to_be_content(&config.ruleset, &draft.path)?;
            self.reported.insert(draft.path.clone());
            match &draft.text {
                Some(text) => {
                    let memory = Origin::Memory(text.clone().into_bytes(), given);
                    self.files.insert(draft.path.clone(), memory);
                }
                None => {
                    self.files.remove(&draft.path);
                }
            }
        }
        Ok(())
    }

    fn add_stdin(&mut self, config: &Config, args: &ContentArgs) -> anyhow::Result<()> {
        let Some(name) = &args.stdin_filename else {
            bail!("`-` needs --stdin-filename, which decides the format and the channel");
        };
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        let here = std::env::current_dir().context("cannot tell the working directory")?;
        let shown = shown(&config.root, &normal(&here.join(name)));
        apart::is_to_be_content(&config.ruleset, &shown)?;
        let memory = Origin::Memory(bytes, self.given.clone());
        self.files.insert(shown.clone(), memory);
        self.reported.insert(shown);
        Ok(())
    }

    /// A file or folder of the command line: it overrides `exclude`.
    fn add_named(&mut self, config: &Config, absolute: &Path, given: &Path) {
        match absolute.metadata() {
            Ok(data) if data.is_dir() => {
                let absolute = absolute
                    .canonicalize()
                    .unwrap_or_else(|_| absolute.to_owned());
                self.walk(config, &absolute, true);
            }
            Ok(_) => {
                let absolute = canonical_file(absolute);
                let shown = shown(&config.root, &absolute);
                let mapped = config.ruleset.settings_of(&shown).is_some();
                // A side in the rules file is one that can be asked for.
                self.reported.insert(shown.clone());
                if apart::is_rules(&config.ruleset, &shown) {
                    return;
                }
                if let Some(what) = apart::what(&absolute, mapped) {
                    let given = slashed(given);
                    output::complain(&format!("{given} is {what} and no content; it is not read"));
                    return;
                }
                self.named.insert(shown.clone());
                self.files.entry(shown).or_insert(Origin::Disk(absolute));
            }
            Err(error) => {
                let message = format!("cannot be read: {}", plain(&error));
                self.problems.push(Problem {
                    path: slashed(given),
                    message,
                });
            }
        }
    }

    fn walk(&mut self, config: &Config, folder: &Path, reported: bool) {
        let links = Links::within(&[&config.root, folder]);
        let inside = links.clone();
        for entry in WalkBuilder::new(folder)
            .require_git(false)
            .follow_links(true)
            .filter_entry(move |entry| inside.follow(entry))
            .build()
        {
            match entry {
                Ok(entry) => {
                    let path = entry.path();
                    if entry.file_type().is_none_or(|kind| kind.is_dir()) {
                        continue;
                    }
                    let shown = shown(&config.root, path);
                    if (!self.own.is_empty() && self.own.contains(&canonical_file(path)))
                        || apart::serves(&config.ruleset, &shown)
                    {
                        continue;
                    }
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if !is_file
                        || !apart::is_content(&config.ruleset, &shown, path)
                        || config.ruleset.excludes(&shown)
                    {
                        self.passed.insert(shown);
                        continue;
                    }
                    if reported {
                        self.reported.insert(shown.clone());
                    }
                    self.files
                        .entry(shown)
                        .or_insert_with(|| Origin::Disk(path.to_owned()));
                }
                Err(error) => self.problems.push(walk_problem(&error, &config.root)),
            }
        }
        for link in links.leading_out() {
            self.add_link(config, &link);
        }
    }

    /// A link out of the folder: a problem where it stands for content.
    fn add_link(&mut self, config: &Config, link: &Path) {
        let path = shown(&config.root, link);
        let content = link.is_dir() || apart::is_content(&config.ruleset, &path, link);
        if !content || config.ruleset.excludes(&path) {
            self.passed.insert(path);
            return;
        }
        let message = "is a link that leads out of the folder, and is not followed; name it on \
            the command line, or `exclude` it";
        self.problems.push(Problem {
            path,
            message: message.to_owned(),
        });
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// How many files were walked by and are not read.
    pub(crate) fn skipped(&self) -> usize {
        let passed = self.passed.iter();
        passed.filter(|path| !self.holds(path)).count()
    }

    /// Whether a file is a part of the content.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The bytes of a file; `None` where it cannot be read.
    pub(crate) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        match self.files.get(path)? {
            Origin::Disk(file) => read_file(path, file).ok(),
            Origin::Memory(bytes, _) => Some(bytes.clone()),
        }
    }

    /// Where a file lies; `None` where it is no file of the disk.
    pub(crate) fn on_disk(&self, path: &str) -> Option<&Path> {
        match self.files.get(path)? {
            Origin::Disk(file) => Some(file),
            Origin::Memory(..) => None,
        }
    }

    /// Whether a path could not be walked.
    pub(crate) fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Reads all files in parallel; the results are in the order of their shown paths.
    pub(crate) fn read(
        &self,
        checker: &Checker,
        kept: &Shelf<Extract>,
        progress: &Progress,
    ) -> Vec<ReadResult> {
        self.each_of_all(progress, kept, |shown, bytes, given| {
            checker.read_given(shown, bytes, given)
        })
    }

    /// Hands the bytes of each file that is reported on to `take`, in parallel.
    pub(crate) fn each<T: Send>(
        &self,
        progress: &Progress,
        take: impl Fn(&str, &[u8], &Given) -> Result<T, Problem> + Sync,
    ) -> Vec<Result<T, Problem>> {
        let reported = |(shown, _): &(&String, _)| self.reported.contains(*shown);
        let files: Vec<_> = self.files.iter().filter(reported).collect();
        self.take(&files, progress, |shown, origin| match origin {
            Origin::Disk(path) => take(shown, &read_file(shown, path)?, &self.given_of(shown)),
            Origin::Memory(bytes, given) => take(shown, bytes, given),
        })
    }

    /// Hands the bytes of every file to `take`, in parallel; what is kept of a file stands for them.
    pub(crate) fn each_of_all<T: Kept + Send>(
        &self,
        progress: &Progress,
        kept: &Shelf<T>,
        take: impl Fn(&str, &[u8], &Given) -> Result<T, Problem> + Sync,
    ) -> Vec<Result<T, Problem>> {
        let files: Vec<_> = self.files.iter().collect();
        self.take(&files, progress, |shown, origin| match origin {
            Origin::Disk(path) => {
                let given = self.given_of(shown);
                let read = || read_file(shown, path);
                if given.format.is_some() {
                    return take(shown, &read()?, &given);
                }
                kept.through((shown, path), read, |bytes| take(shown, bytes, &given))
            }
            Origin::Memory(bytes, given) => take(shown, bytes, given),
        })
    }

    fn take<T: Send>(
        &self,
        files: &[(&String, &Origin)],
        progress: &Progress,
        take: impl Fn(&str, &Origin) -> Result<T, Problem> + Sync,
    ) -> Vec<Result<T, Problem>> {
        let read = |(shown, origin): &(&String, &Origin)| {
            let result = take(shown, origin);
            progress.step();
            result
        };
        let mut results: Vec<_> = files.par_iter().map(read).collect();
        results.extend(self.problems.iter().cloned().map(Err));
        results
    }

    /// What the command line says of a file: of one that it names, its format.
    pub(crate) fn given_of(&self, shown: &str) -> Given {
        Given {
            format: self.given.format.filter(|_| self.named.contains(shown)),
            ..Given::default()
        }
    }
}

/// What is known of standard input beside its name.
fn given(ruleset: &Ruleset, args: &ContentArgs) -> anyhow::Result<Given> {
    let channel = match &args.channel {
        None => None,
        Some(name) => match ruleset.channel_named(name) {
            Some(channel) => Some(channel).filter(|_| args.reads_stdin()),
            None => bail!("no channel is named `{name}` in the rules file"),
        },
    };
    Ok(Given {
        channel,
        language: args.language.clone(),
        format: args.format(),
        subjects: Vec::new(),
    })
}

/// The text of a file, or of standard input for `-`, with what errors call it.
pub(crate) fn input_text(file: &Path) -> anyhow::Result<(String, String)> {
    let mut bytes = Vec::new();
    let name = if file.as_os_str() == "-" {
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.context("cannot read standard input")?;
        "standard input".to_owned()
    } else {
        bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        slashed(file)
    };
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| anyhow::anyhow!("{name} is no UTF-8"))?;
    Ok((name, text))
}

/// All files under a folder that are not ignored, sorted.
pub(crate) fn all_under(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(folder).require_git(false).build();
    let files = walk
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file());
    let mut files: Vec<_> = files.map(ignore::DirEntry::into_path).collect();
    files.sort();
    files
}

/// The path of a file that exists, as reports show it.
///
/// A file that the rules file leaves out, or that lies outside its folder, is an error: nothing is
/// compared with it.
pub(crate) fn shown_file(config: &Config, path: &str) -> anyhow::Result<String> {
    let here = std::env::current_dir().context("cannot tell the working directory")?;
    let absolute = here.join(path);
    let data = absolute.metadata();
    let data = data.map_err(|error| anyhow::anyhow!("{path} cannot be read: {}", plain(&error)))?;
    if data.is_dir() {
        bail!("{path} is a folder; a line of a file is asked for as PATH:LINE");
    }
    let shown = shown(&config.root, &canonical_file(&absolute));
    if config.configured && shown.starts_with("../") {
        bail!("{path} lies outside the folder of the rules file");
    }
    if config.ruleset.excludes(&shown) {
        bail!("{path} is left out of the content by `exclude` in the rules file");
    }
    Ok(shown)
}

fn read_file(shown: &str, path: &Path) -> Result<Vec<u8>, Problem> {
    let problem = |message| Problem {
        path: shown.to_owned(),
        message,
    };
    if let Ok(length) = path.metadata().map(|data| data.len())
        && length > input::LARGEST
    {
        return Err(problem(input::too_large(length)));
    }
    let bytes = bounded(path);
    bytes.map_err(|error| problem(format!("cannot be read: {}", plain(&error))))
}

/// The bytes of a file, and of one that holds more than [`input::LARGEST`] one byte more than that.
///
/// What the system says of its length is not relied on: a file may grow while it is read, and a
/// device has none.
pub(crate) fn bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = std::fs::File::open(path)?;
    let length = file.metadata().map_or(0, |data| data.len());
    bytes.reserve_exact(usize::try_from(length.min(input::LARGEST) + 1).unwrap_or(0));
    std::io::Read::by_ref(&mut file)
        .take(input::LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The error without the number that the system gives it.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error")
        .next()
        .unwrap_or(&text)
        .to_lowercase()
}

fn walk_problem(error: &ignore::Error, root: &Path) -> Problem {
    let (path, message) = describe(error);
    Problem {
        path: path.map_or_else(|| ".".into(), |path| shown(root, &path)),
        message,
    }
}

fn describe(error: &ignore::Error) -> (Option<PathBuf>, String) {
    match error {
        ignore::Error::WithPath { path, err } => {
            let (inner, message) = describe(err);
            (inner.or_else(|| Some(path.clone())), message)
        }
        ignore::Error::WithDepth { err, .. } => describe(err),
        ignore::Error::Loop { child, .. } => (
            Some(child.clone()),
            "is a link to a folder around it".to_owned(),
        ),
        ignore::Error::Io(error) => (None, format!("cannot be read: {}", plain(error))),
        other => (None, other.to_string()),
    }
}
