//! The file that holds a cache.
//!
//! ```text
//! magic, checksum of the rest, hash of program and rules, hash of these with found subjects,
//! then for each file: path, stamp, settled or not, hash of its content, what is kept of it
//! ```
//!
//! The checksum tells a damaged or shortened file, the first hash what another build or other
//! rules kept; both are as if there were none. Numbers are little-endian.

use std::collections::BTreeMap;
use std::path::Path;

use super::stamp::Stamp;
use super::{Hash, hash};

const MAGIC: &[u8] = b"pledgelint cache\n";

/// What is kept of a file in one respect.
pub(super) type Part = Vec<u8>;

/// What is kept of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(super) stamp: Stamp,
    /// Whether a file of this stamp is this file; else its content decides.
    pub(super) settled: bool,
    pub(super) content: Hash,
    pub(super) observed: Option<Part>,
    pub(super) extract: Option<Part>,
}

impl Entry {
    /// An entry of a file of which nothing is kept yet.
    pub(super) fn new(stamp: Stamp, content: Hash) -> Self {
        Self {
            stamp,
            settled: false,
            content,
            observed: None,
            extract: None,
        }
    }

    /// The entry with what an older one of the same content has more.
    pub(super) fn with_parts_of(self, old: Option<Self>) -> Self {
        let Some(old) = old.filter(|old| old.content == self.content) else {
            return self;
        };
        Self {
            observed: self.observed.or(old.observed),
            extract: self.extract.or(old.extract),
            ..self
        }
    }
}

/// What a file of a cache holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Of all that follows it.
    pub(super) checksum: Hash,
    /// Of the program, the rules and the subjects that the statements were read by.
    pub(super) subjects: Hash,
    pub(super) entries: BTreeMap<String, Entry>,
}

impl Known {
    /// Reads a cache; `None` where there is none, where it is damaged, and where it is of other
    /// rules.
    pub(super) fn read(path: &Path, rules: Hash) -> Option<Self> {
        Self::parse(&std::fs::read(path).ok()?, rules)
    }

    fn parse(bytes: &[u8], rules: Hash) -> Option<Self> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        let checksum = input.hash()?;
        if !input.0.starts_with(&rules) || checksum != hash([input.0]) {
            return None;
        }
        input.hash()?;
        let subjects = input.hash()?;
        let mut entries = BTreeMap::new();
        while !input.0.is_empty() {
            let path = String::from_utf8(input.part()?).ok()?;
            let stamp = Stamp {
                length: u64::from_le_bytes(input.array()?),
                modified: i64::from_le_bytes(input.array()?),
                changed: i64::from_le_bytes(input.array()?),
                inode: u64::from_le_bytes(input.array()?),
            };
            let mut entry = Entry {
                stamp,
                settled: input.flag()?,
                content: input.hash()?,
                observed: None,
                extract: None,
            };
            input.optional(&mut entry.observed)?;
            input.optional(&mut entry.extract)?;
            entries.insert(path, entry);
        }
        Some(Self {
            checksum,
            subjects,
            entries,
        })
    }
}

/// The bytes of a cache.
pub(super) fn bytes(rules: Hash, subjects: Hash, entries: &BTreeMap<String, Entry>) -> Vec<u8> {
    let mut rest = [rules, subjects].concat();
    let part = |rest: &mut Vec<u8>, part: &[u8]| {
        rest.extend((part.len() as u64).to_le_bytes());
        rest.extend(part);
    };
    for (path, entry) in entries {
        part(&mut rest, path.as_bytes());
        let Stamp {
            length,
            modified,
            changed,
            inode,
        } = entry.stamp;
        rest.extend(length.to_le_bytes());
        rest.extend(modified.to_le_bytes());
        rest.extend(changed.to_le_bytes());
        rest.extend(inode.to_le_bytes());
        rest.push(u8::from(entry.settled));
        rest.extend(entry.content);
        for kept in [&entry.observed, &entry.extract] {
            rest.push(u8::from(kept.is_some()));
            if let Some(kept) = kept {
                part(&mut rest, kept);
            }
        }
    }
    [MAGIC, &hash([&rest]), &rest].concat()
}

/// The checksum in the bytes of a cache.
pub(super) fn checksum_of(bytes: &[u8]) -> Hash {
    let mut input = Input(bytes.get(MAGIC.len()..).unwrap_or_default());
    input.hash().unwrap_or_default()
}

/// Bytes that are taken apart.
struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn hash(&mut self) -> Option<Hash> {
        self.array()
    }

    fn flag(&mut self) -> Option<bool> {
        match self.array()? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    fn part(&mut self) -> Option<Part> {
        let length = u64::from_le_bytes(self.array()?);
        let length = usize::try_from(length).ok()?;
        self.take(length).map(<[u8]>::to_vec)
    }

    /// What is kept of a file in one respect, into `part`; `None` where the bytes end.
    fn optional(&mut self, part: &mut Option<Part>) -> Option<()> {
        if self.flag()? {
            *part = Some(self.part()?);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> BTreeMap<String, Entry> {
        let stamp = Stamp {
            length: 7,
            modified: 3,
            changed: -4,
            inode: 9,
        };
        let read = Entry {
            settled: true,
            observed: Some(Vec::new()),
            extract: Some(b"said".to_vec()),
            ..Entry::new(stamp, [5; 32])
        };
        let silent = Entry::new(Stamp::default(), [6; 32]);
        [("ads/a.md", read), ("giá.md", silent)]
            .map(|(path, entry)| (path.to_owned(), entry))
            .into()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = bytes([1; 32], [2; 32], &some());
        let known = Known::parse(&written, [1; 32]).expect("it is whole");
        assert_eq!(known.entries, some());
        assert_eq!(known.subjects, [2; 32]);
        assert_eq!(known.checksum, checksum_of(&written));
        assert_eq!(Known::parse(&written, [3; 32]), None, "of other rules");
    }

    #[test]
    fn what_is_cut_off_or_turned_is_none() {
        let written = bytes([1; 32], [2; 32], &some());
        for at in 0..written.len() {
            assert_eq!(Known::parse(&written[..at], [1; 32]), None, "cut at {at}");
            let mut turned = written.clone();
            turned[at] ^= 0x10;
            assert_eq!(Known::parse(&turned, [1; 32]), None, "turned at {at}");
        }
        let longer = [&written[..], &[0]].concat();
        assert_eq!(Known::parse(&longer, [1; 32]), None);
    }
}
