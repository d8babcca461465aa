//! Panics of a parser of others, made a problem of the file that it was given.

use std::cell::Cell;
#[cfg(any(test, feature = "pdf"))]
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is caught by a reader and told as a problem of its file.
///
/// A program that prints panics by a hook of its own may be silent while this holds.
#[must_use]
pub fn catches_panics() -> bool {
    GUARDED.get()
}

/// What `read` gives; `None` where it panics.
#[cfg(any(test, feature = "pdf"))]
pub(super) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    read.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_the_guard_ends_with_it() {
        assert!(!catches_panics());
        assert_eq!(guarded(catches_panics), Some(true));
        assert_eq!(guarded(|| -> u8 { std::panic::panic_any(1) }), None);
        assert_eq!(
            guarded(|| guarded(|| 1).map(|_| catches_panics())),
            Some(Some(true))
        );
        assert!(!catches_panics());
    }
}
