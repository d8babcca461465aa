//! Places in rules files, and values that know where they were written.

use crate::text::Span;

/// The index of a rules file among those of one load.
pub(super) type FileIndex = usize;

/// Some bytes of one rules file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub file: FileIndex,
    pub span: Span,
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<T> {
    pub value: T,
    pub place: Place,
}

impl<T> At<T> {
    pub(super) fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// Turns the value into another one at the same place.
    pub(super) fn map<U>(self, turn: impl FnOnce(T) -> U) -> At<U> {
        At::new(turn(self.value), self.place)
    }
}
