//! Amounts in a text, for telling thresholds from other conditions.

use crate::text::Span;

/// A quantity in a text, as whoever read the quantities hands it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Its bytes in [`Prose::original`](crate::text::Prose::original).
    pub span: Span,
    /// Whether it is of the kind that the promise is about.
    pub of_kind: bool,
}
