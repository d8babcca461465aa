//! Amounts that an advertisement tells itself.
//!
//! Who writes "free delivery" and, a line below, "a second parcel costs £4" has told his customers
//! both, in whatever words; that other texts repeat the £4 breaks nothing.

use std::cell::OnceCell;

use crate::extract::{Role, Statement, Told, tells};
use crate::language::{Aside, Language, Languages, Side};
use crate::quantity::{
    Comparison, Kind, Quantity, Sense, Units, against_each_other, tell_two_limits,
};
use crate::text::Prose;
use crate::text::fold::fold_word;

use super::Case;
use super::breach::is_of_use;
use super::wording::Wording;

/// So many pages are asked.
const MOST_PAGES: usize = 32;
/// So many claims of a page are looked for in what it tells.
const MOST_CLAIMS: usize = 64;
/// So many words must a clause share with a breach that gives the same amount.
const SHARED: usize = 2;

/// What the pages that advertise a promise tell with amounts.
pub(super) struct Amounts<'a> {
    pages: Vec<Page<'a>>,
}

/// One page that advertises.
struct Page<'a> {
    told: &'a [Told],
    /// The folded words of its claims, and their sentences.
    claims: Vec<(String, String)>,
    words: OnceCell<Vec<Wording>>,
}

impl<'a> Amounts<'a> {
    /// Those of the pages of `advertised` claims, which are sorted by path.
    pub(super) fn new(case: &Case<'a>, advertised: &[&'a Statement]) -> Self {
        let pages = advertised.chunk_by(|a, b| a.place.path == b.place.path);
        let page = |claims: &[&'a Statement]| {
            let told = case.told.get(&*claims[0].place.path)?;
            let claims = claims.iter().take(MOST_CLAIMS);
            Some(Page {
                told,
                claims: claims
                    .map(|claim| (fold_word(claim.place.text()), claim.place.sentence().into()))
                    .collect(),
                words: OnceCell::new(),
            })
        };
        Self {
            pages: pages.filter_map(page).take(MOST_PAGES).collect(),
        }
    }

    /// Whether a paragraph of a page tells all amounts of the sentence of a breach, and one of them in words
    /// of it, not in the clause of its promise.
    pub(super) fn tell(&self, breach: &Statement) -> bool {
        let Some(language) = Languages::builtin().get(&breach.language) else {
            return false;
        };
        let breaks = matches!(breach.role, Role::Breach(_) | Role::Value)
            && !is_of_use(breach)
            && !breach.scope.everything;
        if self.pages.is_empty() || !breaks {
            return false;
        }
        let sentence = breach.place.sentence();
        let mut amounts = language.quantities(Units::builtin()).read(&sentence, None);
        amounts.retain(|amount| says_how_much(amount) && !is_nothing(amount));
        let words = |text: &str| Wording::of_sentence(&breach.language, text);
        let said = Said {
            words: words(&format!("{sentence}\n{}", breach.labels)),
            phrase: words(&fold_word(breach.place.text())),
        };
        let mut pages = self.pages.iter();
        !amounts.is_empty() && pages.any(|page| page.tells(breach, &amounts, &said))
    }
}

/// The words of a breach.
struct Said {
    /// Those of its sentence and its labels.
    words: Wording,
    /// Those of its phrase: what is charged, and not for what.
    phrase: Wording,
}

impl Page<'_> {
    fn tells(&self, breach: &Statement, amounts: &[Quantity], said: &Said) -> bool {
        let gives = |told: &Told, amount: &Quantity| {
            told.language == breach.language && told.amounts.iter().any(|its| is_same(its, amount))
        };
        let of_told = self.words.get_or_init(|| {
            let words = |told: &Told| Wording::of_sentence(&told.language, &told.sentence);
            self.told.iter().map(words).collect()
        });
        let beside = |told: &Told| {
            !self
                .claims
                .iter()
                .any(|(claim, _)| told.clause.contains(&**claim))
        };
        let mut told = self.told.iter().zip(of_told);
        told.any(|(told, its)| {
            let mut telling = amounts.iter().filter(|amount| tells(amount.kind));
            let around = |amount: &Quantity| {
                let mut around = self.told.iter().filter(|other| other.block == told.block);
                around.any(|other| gives(other, amount))
            };
            beside(told)
                && telling.any(|amount| gives(told, amount))
                && amounts.iter().all(around)
                && said.words.shared(its) >= SHARED
                && said.words.shared(&self.special(told, its, said)) > 0
                && !is_of_other_side(told, breach)
        })
    }

    /// The words of a clause by which it tells what is charged for: not those of the promise, which is of
    /// everything.
    fn special(&self, told: &Told, words: &Wording, said: &Said) -> Wording {
        let others = self.claims.iter().map(|(_, sentence)| sentence);
        let others = others.filter(|sentence| !told.sentence.ends_with(&***sentence));
        let promised = others.map(|sentence| Wording::of_sentence(&told.language, sentence));
        let words = words.clone().without(&said.phrase);
        let language = Languages::builtin().get(&told.language);
        let asking = language.map_or("", Language::charging_words);
        let words = words.without(&Wording::of_sentence(&told.language, asking));
        promised.fold(words, |words, promised| words.without(&promised))
    }
}

/// Whether a sentence and a breach are on the two sides of an opposite: "under warranty" and "out of
/// warranty".
fn is_of_other_side(told: &Told, breach: &Statement) -> bool {
    let languages = Languages::builtin();
    let Some(language) = languages.get(&told.language) else {
        return true;
    };
    let prose = Prose::new(&told.sentence, languages.abbreviations());
    let sides = language.sides(&prose, 0..prose.tokens().len(), &[]);
    let is_on = |sides: &[Aside], side: Side, of: &str| {
        sides
            .iter()
            .any(|aside| aside.side == side && *aside.of == *of)
    };
    let other = |side: Side| match side {
        Side::First => Some(Side::Second),
        Side::Second => Some(Side::First),
        _ => None,
    };
    let own = &breach.limits.sides;
    own.iter().any(|aside| {
        other(aside.side).is_some_and(|other| {
            is_on(&sides, other, &aside.of) && !is_on(&sides, aside.side, &aside.of)
        })
    })
}

/// Whether an amount is the same, on whichever side of it, or one of those between two that are told.
fn is_same(told: &Quantity, amount: &Quantity) -> bool {
    let ends = [told, amount].map(|its| its.interval().map(|interval| interval.sense));
    let wide =
        |sense: &Option<Sense>| matches!(sense, None | Some(Sense::Range | Sense::Unlimited));
    if ends.iter().any(wide) {
        return told.kind == amount.kind && against_each_other(told, amount) == Comparison::Meets;
    }
    !tell_two_limits(told, amount)
}

/// Whether an amount must be told too: also how many at least.
fn says_how_much(amount: &Quantity) -> bool {
    tells(amount.kind) || amount.kind == Kind::Count || amount.is_bound()
}

/// Whether nothing is paid.
fn is_nothing(amount: &Quantity) -> bool {
    let most = amount.interval().and_then(|interval| interval.high);
    amount.kind == Kind::Money && most.is_some_and(|most| most.most.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;
    use crate::quantity::Units;

    fn quantity(text: &str) -> Quantity {
        let language = Languages::builtin().get("en").unwrap();
        let reader = language.quantities(Units::builtin());
        reader.read(text, None).remove(0)
    }

    #[test]
    fn an_amount_between_two_that_are_told_is_told() {
        let same = |told, amount| is_same(&quantity(told), &quantity(amount));
        assert!(same("5 to 10 GB", "7 GB"));
        assert!(!same("5 to 10 GB", "12 GB"));
        assert!(!same("5 to 10 GB", "7 days"));
        assert!(same("up to 5 GB", "5 GB"));
        assert!(!same("up to 5 GB", "6 GB"));
    }
}
