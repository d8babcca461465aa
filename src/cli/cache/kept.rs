//! What is kept of one file, as the library makes it.

use pledgelint::Ruleset;
use pledgelint::discover::Observed;
use pledgelint::extract::Extract;

use super::file::{Entry, Part};

/// A thing that is kept of a file.
pub(crate) trait Kept: Sized {
    /// Whether it depends on the subjects that were found in other files too.
    const BY_SUBJECTS: bool;

    fn to_record(&self, path: &str) -> Option<Part>;

    fn from_record(ruleset: &Ruleset, path: &str, record: &[u8]) -> Option<Self>;

    /// Its place in what is kept of a file.
    fn part_mut(entry: &mut Entry) -> &mut Option<Part>;

    fn part(entry: &Entry) -> Option<&Part>;
}

impl Kept for Extract {
    const BY_SUBJECTS: bool = true;

    fn to_record(&self, _: &str) -> Option<Part> {
        self.to_record()
    }

    fn from_record(ruleset: &Ruleset, path: &str, record: &[u8]) -> Option<Self> {
        Self::from_record(ruleset, path, record)
    }

    fn part_mut(entry: &mut Entry) -> &mut Option<Part> {
        &mut entry.extract
    }

    fn part(entry: &Entry) -> Option<&Part> {
        entry.extract.as_ref()
    }
}

impl Kept for Observed {
    const BY_SUBJECTS: bool = false;

    fn to_record(&self, path: &str) -> Option<Part> {
        self.to_record(path)
    }

    fn from_record(_: &Ruleset, path: &str, record: &[u8]) -> Option<Self> {
        Self::from_record(path, record)
    }

    fn part_mut(entry: &mut Entry) -> &mut Option<Part> {
        &mut entry.observed
    }

    fn part(entry: &Entry) -> Option<&Part> {
        entry.observed.as_ref()
    }
}
