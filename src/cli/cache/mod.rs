//! What is kept of unchanged files between runs, so that they are not read again.
//!
//! A run with the cache prints what it prints without. Whatever goes wrong with the cache itself,
//! a folder that cannot be written, a damaged file, another run at the same time, costs time and
//! nothing else.

mod file;
mod kept;
mod place;
mod stamp;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use pledgelint::Ruleset;
use pledgelint::report::Problem;
use sha2::{Digest, Sha256};

use crate::args::CacheArgs;
use crate::config::Config;
use file::{Entry, Known};
use stamp::Stamp;

pub(crate) use kept::Kept;

/// A hash that nobody can make two texts of.
type Hash = [u8; 32];

/// What earlier runs kept of the files of one content, and what this one adds.
#[derive(Default)]
pub(crate) struct Cache(Option<Open>);

/// A cache that is in use.
struct Open {
    path: PathBuf,
    /// Of the program and of the rules files.
    rules: Hash,
    known: Known,
    added: Mutex<BTreeMap<String, Entry>>,
    begun: Instant,
}

impl Cache {
    /// The cache of the content of `config`; one that keeps nothing where none is wanted, or where
    /// there is no place for it.
    pub(crate) fn open(config: &Config, args: &CacheArgs) -> Self {
        let begun = Instant::now();
        let folder = match &args.cache_dir {
            _ if args.no_cache => None,
            Some(folder) => Some(folder.clone()),
            None => place::of_user().filter(|_| !place::is_temporary(&config.root)),
        };
        let Some(folder) = folder else {
            return Self::default();
        };
        let file = config.file.as_deref().and_then(Path::file_name);
        let content = hash([
            config.root.as_os_str().as_encoded_bytes(),
            file.unwrap_or_default().as_encoded_bytes(),
        ]);
        let path = folder.join(place::name(&hex(&content[..16])));
        let rules = hash_of_rules(&config.ruleset);
        Self(Some(Open {
            known: Known::read(&path, rules).unwrap_or_default(),
            path,
            rules,
            added: Mutex::default(),
            begun,
        }))
    }

    /// What is kept of files as `T`, under rules that are not to change any more.
    pub(crate) fn shelf<'c, T: Kept>(&'c self, ruleset: &'c Ruleset) -> Shelf<'c, T> {
        let open = self.0.as_ref();
        Shelf {
            usable: open.is_some_and(|open| {
                !T::BY_SUBJECTS || open.known.subjects == hash_of_subjects(open.rules, ruleset)
            }),
            open,
            ruleset,
            kind: std::marker::PhantomData,
        }
    }

    /// Writes what there is to keep of the files that the content `holds`.
    pub(crate) fn save(&self, ruleset: &Ruleset, holds: impl Fn(&str) -> bool) {
        let Some(open) = &self.0 else { return };
        let subjects = hash_of_subjects(open.rules, ruleset);
        let mut added = open.added.lock().unwrap_or_else(PoisonError::into_inner);
        let known = &open.known.entries;
        let stays = open.known.subjects == subjects && known.keys().all(|path| holds(path));
        if stays && added.is_empty() {
            return;
        }
        let mut entries = known.clone();
        entries.retain(|path, _| holds(path));
        if open.known.subjects != subjects {
            for entry in entries.values_mut() {
                entry.extract = None;
            }
        }
        // That nothing can be kept is no fault of the run.
        let _ = place::write(&open.path, open.begun, |begun| {
            // Of a file that was not looked at this run knows nothing new.
            for (path, mut entry) in std::mem::take(&mut *added) {
                entry.settled = entry.stamp.is_older_than(begun);
                let old = entries.remove(&path);
                entries.insert(path, entry.with_parts_of(old));
            }
            let bytes = file::bytes(open.rules, subjects, &entries);
            (open.known.checksum != file::checksum_of(&bytes)).then_some(bytes)
        });
    }
}

/// What a cache keeps of files as `T`.
pub(crate) struct Shelf<'c, T> {
    open: Option<&'c Open>,
    ruleset: &'c Ruleset,
    /// Whether what earlier runs kept was made under these rules.
    usable: bool,
    kind: std::marker::PhantomData<fn() -> T>,
}

impl<T: Kept> Shelf<'_, T> {
    /// What the file `shown` at `path` gives: what is kept of it where it has not changed, else
    /// what `take` makes of its bytes.
    ///
    /// The file is looked at before it is read, so that what is kept is never newer than its stamp.
    pub(crate) fn through(
        &self,
        (shown, path): (&str, &Path),
        read: impl FnOnce() -> Result<Vec<u8>, Problem>,
        take: impl FnOnce(&[u8]) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let stamped = self
            .open
            .and_then(|open| Some((open, Stamp::of(&path.metadata().ok()?)?)));
        let Some((open, stamp)) = stamped else {
            return take(&read()?);
        };
        let known = open.known.entries.get(shown);
        let kept = |entry: &Entry| {
            let part = T::part(entry).filter(|_| self.usable)?;
            T::from_record(self.ruleset, shown, part)
        };
        let unchanged = known.filter(|entry| entry.settled && entry.stamp == stamp);
        if let Some(value) = unchanged.and_then(kept) {
            return Ok(value);
        }
        let bytes = read()?;
        let content = hash([&bytes]);
        let same = known.filter(|entry| entry.content == content);
        let held = same.and_then(|entry| Some((kept(entry)?, T::part(entry)?)));
        let (value, part) = if let Some((value, part)) = held {
            (value, Some(part.clone()))
        } else {
            let value = take(&bytes)?;
            let part = value.to_record(shown);
            (value, part)
        };
        let mut added = open.added.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = Entry::new(stamp, content);
        let before = added.remove(shown);
        let mut entry = entry.with_parts_of(before);
        *T::part_mut(&mut entry) = part;
        added.insert(shown.to_owned(), entry);
        Ok(value)
    }
}

fn hash<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        // A length before each keeps parts apart.
        hasher.update((part.as_ref().len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn hash_of_rules(ruleset: &Ruleset) -> Hash {
    let program = [env!("CARGO_PKG_VERSION"), env!("PLEDGELINT_BUILD")];
    let rules = ruleset.sources.iter();
    let rules = rules.flat_map(|rules| [&**rules.name(), rules.text()]);
    hash(program.into_iter().chain(rules))
}

/// Statements are about the things that all texts name, where the rules declare none.
fn hash_of_subjects(rules: Hash, ruleset: &Ruleset) -> Hash {
    let found = format!("{:?}", ruleset.found);
    hash([&rules[..], found.as_bytes()])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A string takes all that is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pledgelint::Checker;
    use pledgelint::extract::Extract;

    const TEXT: &str = "Unlimited data!\n\nSpeed is throttled after 30 GB.\n";

    fn statements(config: &Config, cache: &Cache, expect: (bool, bool)) -> usize {
        let file = config.root.join("a.md");
        let (mut read, mut taken) = (false, false);
        let bytes = || {
            read = true;
            Ok(std::fs::read(&file).expect("it can be read"))
        };
        let take = |bytes: &[u8]| {
            taken = true;
            Checker::new(&config.ruleset).read("a.md", bytes)
        };
        let shelf = cache.shelf::<Extract>(&config.ruleset);
        let extract = shelf.through(("a.md", &file), bytes, take);
        assert_eq!((read, taken), expect, "what was read and taken");
        cache.save(&config.ruleset, |_| true);
        extract.expect("it is text").statements.len()
    }

    #[test]
    fn a_file_is_read_where_its_stamp_is_new_and_taken_where_its_content_is() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let config = crate::config::bare(folder.path().to_owned()).expect("the packs load");
        let args = CacheArgs {
            no_cache: false,
            cache_dir: Some(folder.path().join("cache")),
        };
        let open = || Cache::open(&config, &args);
        let settled = || {
            let mut cache = open();
            let known = cache.0.as_mut().map(|open| &mut open.known);
            let entries = known.into_iter().flat_map(|it| it.entries.values_mut());
            assert_eq!(entries.map(|entry| entry.settled = true).count(), 1);
            cache
        };
        let file = folder.path().join("a.md");
        std::fs::write(&file, TEXT).expect("it can be written");
        let all = statements(&config, &open(), (true, true));
        assert!(all > 1);
        assert_eq!(statements(&config, &settled(), (false, false)), all);
        // It was written just before it was read, so that its stamp shows nothing.
        assert_eq!(statements(&config, &open(), (true, false)), all);
        // A run that does not look at it does not settle it either, however old it is.
        let mut unseen = open();
        let known = unseen.0.as_mut().expect("it is open");
        let old = known.known.entries.get_mut("a.md").expect("it is known");
        // Where the tests take long, the run before may have settled it.
        (old.stamp, old.settled) = (Stamp::default(), false);
        let added = Entry::new(Stamp::default(), [0; 32]);
        let all_added = known.added.get_mut().expect("no thread ended");
        all_added.insert("b.md".to_owned(), added);
        unseen.save(&config.ruleset, |_| true);
        let known = open().0.expect("it is open").known.entries;
        assert!(known["b.md"].settled && !known["a.md"].settled);
        open().save(&config.ruleset, |path| path == "a.md");
        std::fs::write(&file, TEXT.replace("30", "40")).expect("it can be written");
        assert_eq!(statements(&config, &settled(), (true, true)), all);
        let touched = std::fs::File::options().append(true).open(&file);
        let touched = touched.expect("it can be opened");
        touched
            .set_modified(std::time::UNIX_EPOCH)
            .expect("it can be set");
        assert_eq!(statements(&config, &settled(), (true, false)), all);
        assert_eq!(statements(&config, &Cache::default(), (true, true)), all);
        let mut other = config.clone();
        other.ruleset.found.push(pledgelint::rules::FoundSubject {
            id: "basic".into(),
            names: vec!["Basic".into()],
            part_of: None,
        });
        assert_eq!(statements(&other, &settled(), (true, true)), all);
    }
}
