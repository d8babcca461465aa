//! How a file is known again without reading it.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

/// Times of files are in steps of up to two seconds.
const GRAIN: i64 = 2_000_000_000;

/// What the system says of a file; times are nanoseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) length: u64,
    pub(super) modified: i64,
    /// When anything of it changed last, which nobody can set back; 0 where the system does not say.
    pub(super) changed: i64,
    /// 0 where the system does not say.
    pub(super) inode: u64,
}

impl Stamp {
    /// The stamp of a file; `None` where the system does not tell its time.
    pub(super) fn of(data: &Metadata) -> Option<Self> {
        let (changed, inode) = of_unix(data).unwrap_or_default();
        Some(Self {
            length: data.len(),
            modified: nanoseconds(data.modified().ok()?)?,
            changed,
            inode,
        })
    }

    /// Whether no change after a time leaves the file this stamp: it was written so long before
    /// that a later change has another time.
    pub(super) fn is_older_than(self, time: i64) -> bool {
        self.modified.max(self.changed) < time.saturating_sub(GRAIN)
    }
}

#[cfg(unix)]
fn of_unix(data: &Metadata) -> Option<(i64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let seconds = data.ctime().checked_mul(1_000_000_000)?;
    Some((seconds.checked_add(data.ctime_nsec())?, data.ino()))
}

#[cfg(not(unix))]
fn of_unix(_: &Metadata) -> Option<(i64, u64)> {
    None
}

/// Nanoseconds since 1970, up to the year 2262; `None` for all other times.
pub(super) fn nanoseconds(time: SystemTime) -> Option<i64> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_just_before_is_not_settled() {
        let now = 1_700_000_000_000_000_000;
        let written = |modified, changed| Stamp {
            modified,
            changed,
            ..Stamp::default()
        };
        assert!(written(now - GRAIN - 1, 0).is_older_than(now));
        assert!(!written(now - GRAIN, 0).is_older_than(now));
        assert!(!written(now + 1, 0).is_older_than(now));
        // A time that was set back.
        assert!(!written(now - 10 * GRAIN, now - 1).is_older_than(now));
    }

    #[test]
    fn a_time_that_is_set_back_is_another_stamp() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = folder.path().join("a.md");
        std::fs::write(&file, "30 days").expect("it can be written");
        let stamp = || Stamp::of(&file.metadata().expect("it is there")).expect("it has times");
        let before = stamp();
        let time = file.metadata().and_then(|data| data.modified());
        std::thread::sleep(std::time::Duration::from_millis(20));
        std::fs::write(&file, "14 days").expect("it can be written");
        let opened = std::fs::File::options().write(true).open(&file);
        let opened = opened.expect("it can be opened");
        opened
            .set_modified(time.expect("it has a time"))
            .expect("it can be set");
        assert_eq!(
            (stamp().length, stamp().modified),
            (before.length, before.modified)
        );
        assert_eq!(cfg!(unix), stamp() != before);
    }
}
