//! What several tests need: the binary, temporary folders, the texts of the fixtures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use pledgelint::check::document;
use pledgelint::discover::{Discoverer, with_found_subjects};
use pledgelint::extract::Given;
use pledgelint::report::Report;
use pledgelint::{Checker, Ruleset, date};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What is found in some texts, given with their paths, whose own names of things are subjects too.
pub(crate) fn checked<'t>(
    declared: &Ruleset,
    texts: impl Iterator<Item = (&'t str, &'t str)> + Clone,
) -> Report {
    let discoverer = Discoverer::new(declared);
    let observed = texts.clone().map(|(path, text)| {
        let read = document(declared, path, text.as_bytes(), &Given::default());
        discoverer.observe(&read.expect("Markdown can be read"))
    });
    let observed = observed.collect();
    let ruleset = with_found_subjects(declared.clone(), observed);
    let checker = Checker::new(&ruleset);
    let read = texts.map(|(path, text)| checker.read(path, text.as_bytes()));
    checker.report(read, date(2026, 6, 1))
}

/// What this thread spends: time of the processor, so that other work makes no test fail.
///
/// Where the system does not tell it, time by the clock.
pub(crate) struct Spent {
    clock: Instant,
    processor: Option<Duration>,
}

impl Spent {
    pub(crate) fn now() -> Self {
        Self {
            clock: Instant::now(),
            processor: Self::processor(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        match (self.processor, Self::processor()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.clock.elapsed(),
        }
    }

    /// Linux counts nanoseconds for each thread.
    fn processor() -> Option<Duration> {
        let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let nanoseconds = told.split(' ').next()?.parse().ok()?;
        Some(Duration::from_nanos(nanoseconds))
    }
}

/// Runs the binary in `folder`, and gives its exit code, standard output and standard error.
pub(crate) fn pledgelint(folder: &Path, args: &[&str]) -> (i32, String, String) {
    finish(command(folder, args).output().expect("the binary runs"))
}

/// Runs the binary with `input` on standard input.
pub(crate) fn pledgelint_with(folder: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    use std::io::Write;
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let written = child.stdin.take().expect("it is piped").write_all(input);
    // A program that ends with an error may end before it reads.
    let ended = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    assert!(written.as_ref().err().is_none_or(ended), "{written:?}");
    finish(child.wait_with_output().expect("the binary ends"))
}

pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pledgelint"));
    command
        .current_dir(folder)
        .args(args)
        // What one test keeps is nothing to another.
        .env("PLEDGELINT_NO_CACHE", "true")
        .env_remove("PLEDGELINT_CACHE_DIR")
        .env_remove("NO_COLOR")
        .env_remove("CI")
        .env_remove("GITHUB_WORKSPACE")
        .env_remove("CI_PROJECT_DIR");
    command
}

fn finish(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it writes UTF-8");
    let code = output.status.code().expect("it was not killed");
    (code, text(output.stdout), text(output.stderr))
}

/// A temporary folder with files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("made");
        fs::write(path, bytes).expect("it can be written");
    }
    folder
}

/// All files under a folder of the project that `wanted` takes, with their relative paths, sorted.
pub(crate) fn files_under(folder: &str, wanted: fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let root = root().join(folder);
    let mut found = Vec::new();
    walk(&root, &mut found);
    let named = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("it lies under the root");
        (
            name.to_string_lossy().replace('\\', "/"),
            fs::read(&path).expect("it can be read"),
        )
    };
    let mut files: Vec<_> = found.into_iter().map(named).collect();
    files.retain(|(name, _)| wanted(name));
    files.sort();
    files
}

/// Compares with a golden file; with `UPDATE` set, writes it.
pub(crate) fn golden(path: &str, found: &str) {
    let file = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, found).expect("the golden file can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == found,
        "{path} differs; UPDATE=1 cargo test rewrites it\n--- expected\n{expected}\n--- found\n{found}"
    );
}
