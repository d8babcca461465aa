//! What lies beyond a promise: wrongs, what is chosen beside it, and what has hours of its own.

use crate::extract::{Beyond, Statement};
use crate::language::{Language, Languages};
use crate::quantity::{Kind, Units};
use crate::text::fold::fold_word;

use super::comparable::Comparable;
use super::wording::Wording;

/// Whether a breach is for a wrong of the customer's own, for which no claim says that it holds too.
pub(super) fn is_for_a_wrong(comparable: &Comparable, breach: &Statement) -> bool {
    let covers = |claim: &&Statement| {
        let language = Languages::builtin().get(&claim.language);
        language.is_some_and(|language| language.covers_wrongs(&claim.place.sentence()))
    };
    breach.beyond == Some(Beyond::Wrong) && !comparable.nearest.iter().any(covers)
}

/// Whether a breach is charged for what a customer chooses beside what a claim promises, of which its page
/// says that it stays ("standard delivery stays free"), or for more of it: "each additional bag" beside
/// "one bag".
pub(super) fn is_chosen(claim: &Statement, breach: &Statement) -> bool {
    let Some(language) = Languages::builtin().get(&breach.language) else {
        return false;
    };
    let sentence = claim.place.sentence();
    let stays = || match &breach.beyond {
        Some(Beyond::Choice(kept)) => {
            let promised = Wording::of_name(language, &sentence);
            Wording::of_name(language, kept).shared(&promised) > 0
        }
        _ => false,
    };
    claim.language == breach.language
        && is_charge(language, breach)
        && (stays() || language.asks_for_more(&breach.place.sentence(), &sentence))
}

/// Whether a breach names a charge, or its sentence an amount of money.
pub(super) fn is_charge(language: &Language, breach: &Statement) -> bool {
    let sentence = breach.place.sentence();
    let amounts = || language.quantities(Units::builtin()).read(&sentence, None);
    language.names_charge(&fold_word(breach.place.text()))
        || amounts().iter().any(|amount| amount.kind == Kind::Money)
}

/// Whether a breach tells of something that has hours of its own, such as a museum, and every claim of
/// a service that speaks with people; what is paid there is paid.
pub(super) fn is_of_facility(comparable: &Comparable, breach: &Statement) -> bool {
    let Some(language) = Languages::builtin().get(&breach.language) else {
        return false;
    };
    let sentence = breach.place.sentence();
    let tells = |claim: &&Statement| {
        let promise = claim.place.sentence();
        claim.language == breach.language
            && !language.says_whole(&promise)
            && language.tells_of_facility(&sentence, &promise)
    };
    comparable.count > 0 && comparable.nearest.iter().all(tells) && !is_charge(language, breach)
}
