//! Explanations: all that is said about one promise, and why a line has a finding or none.
//!
//! Made of the decisions that findings are made of, and of a second reading of one line; a page
//! is shown as text of 80 columns through [`Display`](std::fmt::Display), or serialized.

mod layout;
mod line;
mod promise;
mod promise_text;
mod ruling;
mod words;

use crate::rules::Ruleset;

pub use line::{LinePage, NoSuchLine, line};
pub use promise::{PromisePage, promise};

/// The version of both pages as JSON: fields are added, never changed.
const VERSION: u32 = 1;

/// The promise whose id is nearest to a name that none has.
#[must_use]
pub fn nearest_promise<'r>(ruleset: &'r Ruleset, name: &str) -> Option<&'r str> {
    let ids = ruleset.promises.iter().map(|promise| promise.id.as_str());
    let without_pack = ids
        .clone()
        .find(|id| id.rsplit_once('/').is_some_and(|(_, own)| own == name));
    without_pack.or_else(|| crate::rules::nearest_name(name, ids))
}
