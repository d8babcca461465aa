//! `check --watch`: again whenever a file changes.
//!
//! Files are looked at twice a second, which works on every system and on shared folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::Result;
use ignore::WalkBuilder;

use crate::args::ContentArgs;
use crate::config;
use crate::exit::Exit;
use crate::output;

const PAUSE: Duration = Duration::from_millis(500);

/// When each file was written last, and how long it is.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs `check` now and after each change, until the process is ended or nobody reads what it says.
///
/// What goes wrong in one run is told, and the next one follows.
pub(crate) fn repeat(args: &ContentArgs, check: impl Fn() -> Result<Exit>) -> Result<Exit> {
    loop {
        let before = look(args)?;
        if let Err(error) = check() {
            if output::is_broken_pipe(&error) {
                return Ok(Exit::Clean);
            }
            output::complain(&format!("{error:#}"));
        }
        if !args.quiet {
            output::complain("waiting for a change; Ctrl-C ends it");
        }
        let mut now = before.clone();
        while now == before {
            std::thread::sleep(PAUSE);
            now = look(args)?;
        }
        // Whoever writes may not be done.
        loop {
            std::thread::sleep(PAUSE / 2);
            let next = look(args)?;
            if next == now {
                break;
            }
            now = next;
        }
    }
}

/// All files in the folders that are named, and in that of the rules file.
fn look(args: &ContentArgs) -> Result<Seen> {
    let first = args.paths.first().map(PathBuf::as_path);
    let rules = match &args.config {
        Some(file) => Some(file.clone()),
        None => config::find(first)?,
    };
    let mut places: Vec<PathBuf> = args.paths.clone();
    match rules.as_deref().and_then(Path::parent) {
        Some(folder) if !folder.as_os_str().is_empty() => places.push(folder.to_owned()),
        _ => places.push(PathBuf::from(".")),
    }
    let own = args.own.iter();
    let own: Vec<PathBuf> = own.filter_map(|file| file.canonicalize().ok()).collect();
    let mut seen = Seen::new();
    let mut see = |path: &Path| {
        let Ok(data) = path.metadata() else { return };
        let written = !own.is_empty() && path.canonicalize().is_ok_and(|path| own.contains(&path));
        if data.is_file() && !written {
            let state = (data.modified().ok(), data.len());
            seen.insert(path.to_owned(), state);
        }
    };
    for place in &places {
        for entry in WalkBuilder::new(place).require_git(false).build().flatten() {
            see(entry.path());
        }
    }
    // A hidden rules file is in no walk, and drafts may lie elsewhere.
    rules.iter().chain(&args.drafts).for_each(|file| see(file));
    Ok(seen)
}
