//! Whether two statements hold in other places.

use crate::language::gazetteer::Places;
use crate::language::sides::{Aside, Side};

/// Whether the places that a claim and another statement are limited to have nothing in common; never
/// where one of them is limited to none, save that a claim that does not say so reaches nothing abroad.
pub fn are_places_apart(promised: &[Aside], told: &[Aside]) -> bool {
    fn places(asides: &[Aside]) -> impl Iterator<Item = &str> {
        let of_place = |aside: &&Aside| aside.side == Side::Place;
        asides.iter().filter(of_place).map(|aside| &*aside.of)
    }
    let is_abroad = |asides: &[Aside]| asides.iter().any(|aside| aside.side == Side::Abroad);
    let is_elsewhere = |asides: &[Aside]| asides.iter().any(|aside| aside.side == Side::Elsewhere);
    let named = (
        places(promised).next().is_some(),
        places(told).next().is_some(),
    );
    if is_abroad(told) && !named.1 {
        return !is_abroad(promised);
    }
    match (is_elsewhere(promised), is_elsewhere(told)) {
        (true, true) => false,
        (true, false) => named.1,
        (false, true) => named.0,
        (false, false) => {
            let known = Places::builtin();
            named.0
                && named.1
                && !places(promised).any(|its| places(told).any(|other| known.overlap(its, other)))
        }
    }
}
