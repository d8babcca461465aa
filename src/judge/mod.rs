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
//! | 2, 7 | `value::against_declared`, `value::against_reference` |
//! | 3 | `breach::denied` |
//! | 4 | `breach::qualified` |
//! | 5 | `breach::plain`; for values `value` |
//! | 6 | `breach::eroded`; for claims and denied breaches `claim::narrowed` |
//! | 8, 9 | `claim::lacks_disclosure`, `claim::unsupported` |
//! | 10 | `claim::missing` |

mod apart;
mod breach;
mod case;
mod claim;
mod claims;
mod clearance;
mod disclosures;
mod finding;
mod message;
mod period;
mod standing;
mod trail;
mod value;

pub use apart::Considered;
pub use clearance::{Apart, Clearance};
pub use finding::{Finding, Side, SideRole, Verdict};
pub use trail::{Cleared, Decision, Judgement, decide, judge};

use case::Case;
