//! Accepted findings.

use jiff::civil::Date;

use super::{Declared, FacetId, Globs, PromiseId};

/// A finding that someone accepted, with a reason.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The promise.
    pub promise: PromiseId,
    /// The facet; `None` is all of them.
    pub facet: Option<FacetId>,
    /// The files; `None` is all of them.
    pub paths: Option<Globs>,
    /// The files of the other side; `None` is any, and the finding as a whole.
    pub other: Option<Globs>,
    /// A text that the finding's sentence holds; `None` is any.
    pub quote: Option<String>,
    /// The last day on which it holds; `None` is without end.
    pub until: Option<Date>,
    /// Who accepted it.
    pub owner: Option<String>,
    /// Why.
    pub reason: String,
    /// Where it is declared.
    pub declared: Declared,
}
