//! The parts of an archive, unpacked within bounds.

use std::collections::HashMap;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive, crc32};

use super::Refusal;
use crate::input::decode;

/// An archive with more parts than this is refused.
const MOST_PARTS: u64 = 10_000;

/// All parts that are read may have so many bytes together: 128 MiB.
const LARGEST: usize = 128 << 20;

/// A part is not unpacked to more than so many times its size …
const LARGEST_RATIO: usize = 250;

/// … unless that is no more than so many bytes: 4 MiB.
const SMALL: usize = 4 << 20;

/// The longest name of a part, in bytes; one that is longer is passed over.
const LONGEST_NAME: usize = 1024;

/// What is told of a file that is no archive.
pub(super) const NO_ARCHIVE: &str =
    "not an archive, as files of this kind are; cut off, or saved under a wrong name";

const DAMAGED: &str = "a damaged archive";

/// How the files begin in which programs before 2007, and encryption, keep documents.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The names of the streams of an encrypted document, as such files write them.
const ENCRYPTED: &str = "EncryptedPackage";

#[derive(Clone, Copy)]
struct Entry {
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    checksum: u32,
    encrypted: bool,
}

/// An archive and how much of it may still be unpacked.
pub(super) struct Archive<'b> {
    packed: ZipSliceArchive<&'b [u8]>,
    entries: HashMap<String, Entry>,
    left: usize,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(COMPOUND) {
            let name: Vec<u8> = ENCRYPTED.bytes().flat_map(|byte| [byte, 0]).collect();
            let encrypted = bytes.windows(name.len()).any(|part| part == name);
            return Err(if encrypted {
                "encrypted; save it without a password".into()
            } else {
                "in a format of programs before 2007; save it in the present one".into()
            });
        }
        let archive = ZipArchive::from_slice(bytes).map_err(|_| NO_ARCHIVE)?;
        if archive.entries_hint() > MOST_PARTS {
            return Err(too_many());
        }
        let mut entries = HashMap::new();
        let mut found = archive.entries();
        while let Some(header) = found.next_entry().map_err(|_| DAMAGED)? {
            if entries.len() as u64 >= MOST_PARTS {
                return Err(too_many());
            }
            let path = header.file_path();
            let name = std::str::from_utf8(path.as_ref()).unwrap_or_default();
            if name.is_empty() || name.len() > LONGEST_NAME {
                continue;
            }
            let entry = Entry {
                place: header.wayfinder(),
                method: header.compression_method(),
                checksum: header.crc32(),
                encrypted: header.flags().is_encrypted(),
            };
            entries.insert(name.to_owned(), entry);
        }
        Ok(Self {
            packed: archive,
            entries,
            left: LARGEST,
        })
    }

    /// The text of a part; `None` where there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(entry) = self.entries.get(name).copied() else {
            return Ok(None);
        };
        if entry.encrypted {
            return Err("encrypted; save it without a password".into());
        }
        let data = self.packed.get_entry(entry.place);
        let data = data.map_err(|_| DAMAGED)?.data();
        let bytes = match entry.method {
            CompressionMethod::STORE if data.len() <= self.left => data.to_vec(),
            CompressionMethod::STORE => return Err(too_large()),
            CompressionMethod::DEFLATE => self.inflate(data)?,
            _ => return Err("an archive with an unknown compression".into()),
        };
        self.left -= bytes.len();
        if crc32(&bytes) != entry.checksum {
            return Err(DAMAGED.into());
        }
        let text = decode(&bytes).map_err(|_| DAMAGED)?;
        Ok(Some(text))
    }

    /// The text of a part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Refusal> {
        let part = self.part(name)?;
        part.ok_or_else(|| format!("its part `{name}` is missing").into())
    }

    /// Whether there is a part of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    fn inflate(&self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let by_ratio = data.len().saturating_mul(LARGEST_RATIO).max(SMALL);
        let most = by_ratio.min(self.left);
        decompress_to_vec_with_limit(data, most).map_err(|error| match error.status {
            TINFLStatus::HasMoreOutput if most < self.left => Refusal::from(
                "a part of it unpacks to more than 250 times its size, as those of no document do",
            ),
            TINFLStatus::HasMoreOutput => too_large(),
            _ => DAMAGED.into(),
        })
    }
}

fn too_large() -> Refusal {
    let most = LARGEST >> 20;
    format!("too large: more than {most} MB when unpacked").into()
}

fn too_many() -> Refusal {
    format!("an archive of more than {MOST_PARTS} parts").into()
}
