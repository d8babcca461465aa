//! Where caches lie, and how a file there is replaced.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::stamp::nanoseconds;

const ENDING: &str = ".cache";
const HALF_WRITTEN: &str = ".half-";

/// The cache of a content that nobody checked for so long is taken away.
const UNUSED: Duration = Duration::from_hours(30 * 24);

/// No run takes so long to write.
const LEFT_BEHIND: Duration = Duration::from_hours(24);

/// What tells git and programs that make copies to leave a folder out.
const MARKS: [(&str, &str); 2] = [
    (".gitignore", "*\n"),
    (
        "CACHEDIR.TAG",
        "Signature: 8a477f597d28d172789f06886806bc55\n",
    ),
];

/// The folder of the user for what can be made anew; `None` where there is none.
///
/// It is not in the content, since who writes texts could write there what is kept of them.
pub(super) fn of_user() -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = std::env::var_os(name).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache")))
    };
    caches.map(|caches| caches.join("pledgelint"))
}

/// Whether a content lies in a folder that is soon gone: nothing is kept of it unless it is said
/// where.
pub(super) fn is_temporary(root: &Path) -> bool {
    let temporary = std::env::temp_dir();
    let resolved = temporary.canonicalize().unwrap_or(temporary);
    root.starts_with(resolved)
}

/// The name of a cache.
pub(super) fn name(id: &str) -> String {
    format!("{id}{ENDING}")
}

/// Replaces the file at `path` as a whole by what `bytes` gives, where it gives anything.
///
/// `bytes` is told when the run began, by the clock of the file system, in nanoseconds since 1970.
pub(super) fn write(
    path: &Path,
    begun: Instant,
    bytes: impl FnOnce(i64) -> Option<Vec<u8>>,
) -> Option<()> {
    let folder = path.parent()?;
    if !folder.exists() {
        fs::create_dir_all(folder).ok()?;
        for (name, text) in MARKS {
            fs::write(folder.join(name), text).ok()?;
        }
    }
    let half = tempfile::Builder::new()
        .prefix(HALF_WRITTEN)
        .tempfile_in(folder);
    let mut half = half.ok()?;
    let now = half.as_file().metadata().ok()?.modified().ok()?;
    let bytes = bytes(nanoseconds(now.checked_sub(begun.elapsed())?)?)?;
    // Without a wait for the disk: a file that an end of the machine leaves half is found damaged.
    half.write_all(&bytes).ok()?;
    half.persist(path).ok()?;
    take_away(folder, path, now);
    Some(())
}

/// Takes away caches that are not used any more, and what killed runs left.
fn take_away(folder: &Path, own: &Path, now: SystemTime) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name: OsString = entry.file_name();
        let name = name.to_string_lossy();
        let longest = if name.starts_with(HALF_WRITTEN) {
            LEFT_BEHIND
        } else if is_cache(&name) && entry.path() != own {
            UNUSED
        } else {
            continue;
        };
        let written = entry.metadata().and_then(|data| data.modified());
        let age = written.ok().and_then(|then| now.duration_since(then).ok());
        if age.is_some_and(|age| age > longest) {
            // Another run may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name is one that only a cache has.
fn is_cache(name: &str) -> bool {
    let id = name.strip_suffix(ENDING);
    id.is_some_and(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_old_is_taken_away_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let id = |digit: &str| name(&digit.repeat(32));
        let days = |days: u64| SystemTime::now() - Duration::from_hours(days * 24);
        for (name, age) in [
            (id("a"), 31),
            (id("b"), 29),
            (".half-x".to_owned(), 2),
            (".half-y".to_owned(), 0),
            ("notes.cache".to_owned(), 99),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, "").expect("it can be written");
            let file = fs::File::options().write(true).open(&path);
            let file = file.expect("it can be opened");
            file.set_modified(days(age)).expect("it can be set");
        }
        let own = folder.path().join(id("c"));
        write(&own, Instant::now(), |_| Some(b"new".to_vec())).expect("it can be written");
        let left = fs::read_dir(folder.path()).expect("it can be listed");
        let mut left: Vec<_> = left.flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        let names = [".half-y", &id("b"), &id("c"), "notes.cache"];
        assert_eq!(left, names.map(OsString::from));
        assert_eq!(fs::read(own).expect("it is there"), b"new");
    }
}
