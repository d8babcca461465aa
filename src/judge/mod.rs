//! What statements amount to: the verdict tables.
//!
//! Pure: the statements of all documents, the rules and today's date give the findings. The
//! order of documents never changes a verdict.

mod advice;
mod because;
mod breach;
mod case;
mod claim;
mod claims;
mod disclosures;
mod finding;
mod ground;
mod group;
mod message;
mod missing;
mod period;
mod rows;
mod support;
mod telling;
mod texts;
mod unmatched;
mod value;

pub use case::judge;
pub use finding::{BecauseText, Finding, Side, SideRole, Verdict};

use case::Case;
