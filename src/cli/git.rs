//! What git knows, asked through its own command.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};
use pledgelint::diff::Lines;

/// A repository with a working tree.
pub(crate) struct Repository {
    /// The folder of the working tree, resolved.
    pub(crate) top: PathBuf,
}

/// Variables that hooks set, perhaps to paths that are relative to the working directory.
const PATHS: [&str; 3] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

/// How many paths an error names.
const NAMED: usize = 3;

impl Repository {
    /// The repository that a folder lies in.
    pub(crate) fn around(folder: &Path) -> Result<Self> {
        let asked = Self {
            top: folder.to_owned(),
        };
        let done = asked.run(&["rev-parse", "--show-toplevel"], b"", None)?;
        if !done.status.success() {
            bail!(
                "--diff-base needs a git repository with a working tree around {}: {}",
                folder.display(),
                said(&done)
            );
        }
        let top = String::from_utf8_lossy(&done.stdout);
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let top = top
            .canonicalize()
            .context("cannot resolve the repository")?;
        Ok(Self { top })
    }

    /// The commit at which the present line left `revision`.
    pub(crate) fn base(&self, revision: &str) -> Result<String> {
        let head = self.commit("HEAD")?;
        let Some(head) = head else {
            bail!("--diff-base needs a commit to compare with, and the repository has none yet");
        };
        let Some(other) = self.commit(revision)? else {
            let hint = self.shallow()?.then_some(
                "; this clone is shallow, so fetch it first: `git fetch origin REV`, or `fetch-depth: 0` in the checkout of a job",
            );
            bail!(
                "git knows no revision `{revision}`{}",
                hint.unwrap_or_default()
            );
        };
        let done = self.run(&["merge-base", &other, &head], b"", None)?;
        let base = String::from_utf8_lossy(&done.stdout).trim().to_owned();
        match done.status.code() {
            Some(0) if !base.is_empty() => Ok(base),
            Some(1) if self.shallow()? => bail!(
                "`{revision}` and HEAD have no common commit in this shallow clone; fetch more of their history: `git fetch --unshallow`, or `fetch-depth: 0` in the checkout of a job"
            ),
            Some(1) => bail!("`{revision}` and HEAD have no commit in common"),
            _ => bail!("git merge-base failed: {}", said(&done)),
        }
    }

    fn commit(&self, revision: &str) -> Result<Option<String>> {
        if revision.is_empty() || revision.starts_with('-') {
            return Ok(None);
        }
        let name = format!("{revision}^{{commit}}");
        let done = self.run(&["rev-parse", "--verify", "--quiet", &name], b"", None)?;
        let commit = String::from_utf8_lossy(&done.stdout).trim().to_owned();
        Ok(Some(commit).filter(|commit| done.status.success() && !commit.is_empty()))
    }

    fn shallow(&self) -> Result<bool> {
        let done = self.run(&["rev-parse", "--is-shallow-repository"], b"", None)?;
        Ok(done.stdout.starts_with(b"true"))
    }

    /// The lines of the working tree that are not those of `commit`, by paths from the top; files
    /// that git does not follow are new.
    pub(crate) fn changed(&self, commit: &str) -> Result<Lines> {
        let unmerged = self.listed(&["diff", "--name-only", "--diff-filter=U", "-z"])?;
        let unmerged: BTreeSet<String> = unmerged.into_iter().collect();
        if !unmerged.is_empty() {
            let named: Vec<&str> = unmerged.iter().take(NAMED).map(String::as_str).collect();
            let more = if unmerged.len() > NAMED {
                " and more"
            } else {
                ""
            };
            bail!(
                "a merge is not finished in {}{more}; resolve it first",
                named.join(", ")
            );
        }
        // Whatever the user's settings are, the form is this one.
        let difference = self.output(&[
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-relative",
            "--unified=0",
            "--inter-hunk-context=0",
            "--find-renames",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--ignore-submodules=all",
            commit,
            "--",
        ])?;
        let difference = String::from_utf8_lossy(&difference);
        let mut lines = Lines::parse(&difference)
            .map_err(anyhow::Error::msg)
            .context("cannot read the difference that git gives")?;
        for path in self.listed(&["ls-files", "--others", "--exclude-standard", "-z"])? {
            lines.add_file(&path);
        }
        Ok(lines)
    }

    /// The files of a commit, by paths from the top.
    pub(crate) fn files(&self, commit: &str) -> Result<BTreeSet<String>> {
        let entries = self.listed(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let file = |entry: String| {
            let (about, path) = entry.split_once('\t')?;
            // A submodule is a commit, and none of our files.
            about.contains(" blob ").then(|| path.to_owned())
        };
        Ok(entries.into_iter().filter_map(file).collect())
    }

    /// Writes files of a commit under a folder, as a checkout would.
    pub(crate) fn export(&self, commit: &str, paths: &BTreeSet<&str>, into: &Path) -> Result<()> {
        let index = into.with_extension("index");
        let mut prefix = into.as_os_str().to_owned();
        prefix.push("/");
        let mut option = OsString::from("--prefix=");
        option.push(&prefix);
        let read = self.run(&["read-tree", commit], b"", Some(&index))?;
        succeeded("read-tree", &read)?;
        let mut command = self.command(Some(&index));
        command.args(["checkout-index", "--force", "--stdin", "-z"]);
        command.arg(option);
        let names: Vec<u8> = paths
            .iter()
            .flat_map(|path| path.bytes().chain([0]))
            .collect();
        let done = fed(command, &names)?;
        // It may not be there; the folder around it goes away anyhow.
        let _ = std::fs::remove_file(&index);
        succeeded("checkout-index", &done)
    }

    fn listed(&self, args: &[&str]) -> Result<Vec<String>> {
        let out = self.output(args)?;
        let names = out.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        Ok(names
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect())
    }

    fn output(&self, args: &[&str]) -> Result<Vec<u8>> {
        let done = self.run(args, b"", None)?;
        succeeded(args[0], &done)?;
        Ok(done.stdout)
    }

    fn run(&self, args: &[&str], input: &[u8], index: Option<&Path>) -> Result<Output> {
        let mut command = self.command(index);
        command.args(args);
        fed(command, input)
    }

    fn command(&self, index: Option<&Path>) -> Command {
        let mut command = Command::new("git");
        command
            .args(["-c", "core.quotePath=false"])
            .current_dir(&self.top)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Ok(here) = std::env::current_dir() {
            for name in PATHS {
                if let Some(path) = std::env::var_os(name) {
                    command.env(name, here.join(path));
                }
            }
        }
        if let Some(index) = index {
            command.env("GIT_INDEX_FILE", index);
        }
        command
    }
}

/// Runs a command with this on its standard input.
fn fed(mut command: Command, input: &[u8]) -> Result<Output> {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("--diff-base needs the command `git`, which cannot be found")
        }
        Err(error) => return Err(error).context("cannot start git"),
    };
    let mut pipe = child.stdin.take().context("git takes no input")?;
    let input = input.to_owned();
    // A thread of its own, since git may write before it has read all.
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let done = child.wait_with_output().context("cannot wait for git")?;
    // That git stopped reading is told by its exit code.
    let _ = writer.join();
    Ok(done)
}

fn succeeded(name: &str, done: &Output) -> Result<()> {
    if done.status.success() {
        return Ok(());
    }
    bail!("git {name} failed: {}", said(done))
}

/// What git said on standard error, in one line.
fn said(done: &Output) -> String {
    let text = String::from_utf8_lossy(&done.stderr);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ").trim().to_owned()
}
