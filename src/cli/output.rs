//! Writing: standard output, files, standard error, colour and progress.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use pledgelint::report::{Problem, printable};

use crate::args::ColorChoice;
use crate::exit::Exit;

/// Runs `write` on standard output, or on a file that is made anew.
pub(crate) fn write_to(
    file: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    if let Some(path) = file {
        let whole = || {
            let mut out = BufWriter::new(File::create(path)?);
            write(&mut out)?;
            out.flush()
        };
        return whole().with_context(|| format!("cannot write {}", path.display()));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes a file whole or not at all: beside it first, and then in its place. Its permissions
/// stay, and a link to it stays a link.
///
/// Its bytes are on the disk before it takes the place of the old one, so that neither an end of
/// the process nor one of the machine leaves half a file.
pub(crate) fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let file = &file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = file.with_file_name(name);
    let permissions = std::fs::metadata(file).map(|data| data.permissions());
    let written = File::create_new(&beside)
        .and_then(|mut made| {
            made.write_all(bytes)?;
            made.sync_all()
        })
        .and_then(|()| match permissions {
            Ok(permissions) => std::fs::set_permissions(&beside, permissions),
            Err(_) => Ok(()),
        })
        .and_then(|()| std::fs::rename(&beside, file));
    if written.is_err() {
        // It may not be there; that it stays is no worse than what is told below.
        let _ = std::fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write {}", file.display()))
}

/// Whether the error is that nobody reads our output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes one line about what went wrong, whatever the names in it hold.
pub(crate) fn complain(message: &str) {
    to_stderr(format!("pledgelint: {}\n", printable(message)).as_bytes());
}

/// What could be read; says what could not, and how that ends.
pub(crate) fn without_problems<T>(results: Vec<Result<T, Problem>>) -> (Vec<T>, Exit) {
    let mut read = Vec::new();
    let mut exit = Exit::Clean;
    for result in results {
        match result {
            Ok(one) => read.push(one),
            Err(problem) => {
                complain(&format!("{}: {}", problem.path, problem.message));
                exit = Exit::NotChecked;
            }
        }
    }
    (read, exit)
}

/// Writes to standard error; that it cannot be written can be told to nobody.
pub(crate) fn to_stderr(bytes: &[u8]) {
    let _ = io::stderr().lock().write_all(bytes);
}

/// Whether a report on standard output, or in a file, is coloured.
pub(crate) fn colored(choice: ColorChoice, file: Option<&Path>) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => file.is_none() && unless_no_color(io::stdout().is_terminal()),
    }
}

/// Whether what goes to standard error is coloured.
pub(crate) fn colored_errors(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => unless_no_color(io::stderr().is_terminal()),
    }
}

fn unless_no_color(terminal: bool) -> bool {
    terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A bar on standard error, drawn where that is a terminal and the work takes over a second.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar for `files` steps.
    pub(crate) fn new(files: usize, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One file is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
        if self.0.is_hidden() && self.0.length().is_some() && self.0.elapsed() > SLOW {
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away.
    pub(crate) fn done(&self) {
        self.0.finish_and_clear();
    }
}

/// Work that takes longer is shown.
const SLOW: Duration = Duration::from_secs(1);
