//! Pages that make the promise themselves, beside what seems to break it.
//!
//! Who writes on one page that the nurse answers day and night and that the office closes at six
//! tells two things apart. Contradictions arise between pages whose writers did not read each other.

use crate::extract::{Role, Statement};

use super::Case;
use super::breach::is_of_use;
use super::comparable::Comparable;
use super::exceptions::is_in_advertisement;
use super::wording::Wording;

/// How sure it is that a breach on a page that makes the promise is about something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// All claims name a thing that the breach does not: the nurse, and not the office.
    Apart,
    /// The breach has words that no claim has.
    Perhaps,
}

/// Whether the page of a breach makes the promise itself, and the breach may speak of something else.
///
/// `others` are claims of other pages. A claim that its own sentence limits vouches for nothing, and a
/// denial for another section alone: "we share your calls; we do not share your location". A limit
/// that every customer meets by use, small print and what is said of everything are no other thing;
/// nor is what a claim of another page calls by more words than the page's own claims do, or by a word
/// of theirs.
pub(super) fn keeps_beside<'a>(
    comparable: &Comparable<'a>,
    others: impl Iterator<Item = &'a Statement>,
    breach: &'a Statement,
) -> Option<Kept> {
    if is_of_use(breach) || breach.scope.everything || !breach.locus.marks.is_empty() {
        return None;
    }
    let vouches = |claim: &&&'a Statement| {
        let denied = matches!(claim.role, Role::Breach(_));
        let reading = &claim.reading;
        let as_said = breach.role != Role::Value || claim.role == Role::Claim;
        claim.place.path == breach.place.path
            && as_said
            && claim.language == breach.language
            && !reading.narrowed
            && reading.conditions.is_empty()
            && !(denied && claim.locus.spot.section == breach.locus.spot.section)
    };
    let own: Vec<&Statement> = comparable.nearest.iter().filter(vouches).copied().collect();
    if own.is_empty() || own.iter().any(|claim| have_a_name_in_common(claim, breach)) {
        return None;
    }
    let own: Vec<Wording> = own.iter().map(|claim| Wording::labelled(claim)).collect();
    let about = Wording::labelled(breach);
    let mut kept = Kept::Apart;
    let mut left = about.clone();
    for claim in others {
        let claim = Wording::labelled(claim);
        let in_common = own.iter().map(|own| own.shared(&claim)).max();
        let named = |own: &Wording| about.shared_by_both(own, &claim) > 0;
        if about.shared(&claim) > in_common.unwrap_or(0) || own.iter().any(named) {
            return None;
        }
        if in_common == Some(0) || about.shared(&claim) > 0 {
            kept = Kept::Perhaps;
        }
        left = left.without(&claim);
    }
    let left = own.iter().fold(left, Wording::without);
    (left.len() > 0).then_some(kept)
}

/// Whether the page of a breach advertises the promise itself: what an offer says beside its claim is
/// what it offers.
///
/// A limit that every customer meets by use, small print and what is said of everything are no
/// content of their own.
pub(super) fn promises_itself(case: &Case, comparable: &Comparable, breach: &Statement) -> bool {
    let small = !breach.locus.marks.is_empty();
    if case.alone || is_of_use(breach) || breach.scope.everything || small {
        return false;
    }
    // A denial vouches for what it denies alone.
    let makes =
        |claim: &&Statement| claim.place.path == breach.place.path && claim.role == Role::Claim;
    comparable.nearest.iter().any(makes) && is_in_advertisement(case, breach)
}

/// Whether two statements are about one declared or found subject.
fn have_a_name_in_common(claim: &Statement, breach: &Statement) -> bool {
    let mut named = claim.scope.named.iter();
    named.any(|subject| breach.scope.named.contains(subject))
}
