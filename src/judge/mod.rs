//! What statements amount to: the verdict tables.
//!
//! Pure: the statements of all documents, the rules and today's date give the findings. The
//! order of documents never changes a verdict.

mod breach;
mod case;
mod claim;
mod claims;
mod finding;
mod message;
mod period;
mod unmatched;
mod value;

pub use case::judge;
pub use finding::{Finding, Side, SideRole, Verdict};

use case::Case;
