//! What statements amount to: the verdict tables.
//!
//! Pure: the statements of all documents, the rules and today's date give the findings. The
//! order of documents never changes a verdict.
//!
//! Every statement gets a ruling: a row that speaks, or the reason why none does. Findings are
//! made of the rulings that speak; [`decide`] keeps the others too.
//!
//! | row | where it is |
//! | --- | --- |
//! | 1 | a statement alone: `standing`; two statements: `apart` |
//! | 2, 7 | `value::against_declared`; where nothing is declared `references` |
//! | 3 | `breach::denied` |
//! | 4 | `breach::qualified` |
//! | 5 | `breach::plain`; for claims `claim::denied`; for values `value`, `references` |
//! | 6 | `breach::eroded`; for claims and denied breaches `breach::narrowed` |
//! | 8, 9 | `claim::lacking`, `support` |
//! | 10 | `missing` |

mod advice;
mod apart;
mod because;
mod beyond;
mod breach;
mod case;
mod claim;
mod claims;
mod clearance;
mod cleared;
mod comparable;
mod contrast;
mod disclosures;
mod edit;
mod exceptions;
mod finding;
mod ground;
mod group;
mod kept;
mod limits;
mod message;
mod missing;
mod names;
mod nearby;
mod others;
mod period;
mod references;
mod rows;
mod standing;
mod support;
mod telling;
mod texts;
mod told;
mod trail;
mod unmatched;
mod value;
mod wording;

pub use apart::Considered;
pub use clearance::{Apart, Clearance};
pub use cleared::{Cleared, Nearest};
pub use finding::{
    About, BecauseText, Finding, Fingerprint, Fix, ReasonText, Side, SideRole, Verdict,
};
pub(crate) use message::fingerprint;
pub(crate) use trail::finding_order;
pub use trail::{Decision, Judgement, decide, judge};

use case::Case;
