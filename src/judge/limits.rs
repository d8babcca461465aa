//! Whether a claim tells the limit that a breach lies behind: by an amount, by a word for what is
//! left out, by another market's currency.

use crate::extract::Statement;
use crate::language::{Aside, Category, Cue, Side};
use crate::quantity::{Quantity, are_of_two_currencies, are_sides_of_one_limit};
use crate::text::fold::{fold_word, is_han};

/// Whether the breach lies outside of what the claim promises, by the claim's own words; `near` asks
/// that these stand in its sentence.
pub(super) fn tells_limit(claim: &Statement, breach: &Statement, near: bool) -> bool {
    let beside: &[Quantity] = if near { &[] } else { &claim.limits.beside };
    let mut limits = claim.limits.own.iter().chain(beside);
    let told = limits.any(|limit| {
        let priced = limit.is_bound() && claim.reading.narrowed;
        breach.limits.all().any(|its| {
            are_sides_of_one_limit(limit, its) || (priced && are_of_two_currencies(limit, its))
        })
    });
    told || is_other_side(claim, breach)
}

/// Whether one of them is about a thing, and the other about what is not that: "in the EU" and
/// "outside the EU", "before dispatch" and "after dispatch". A claim of both sides says so: "even
/// after dispatch".
fn is_other_side(claim: &Statement, breach: &Statement) -> bool {
    let widens = |cue: &Cue| cue.category == Category::Widening;
    if claim.reading.cues.iter().any(widens) {
        return false;
    }
    if claim.language != breach.language || (claim.sides.is_empty() && breach.sides.is_empty()) {
        return false;
    }
    let has = |sides: &[Aside], side: Side, of: &str| {
        let mut sides = sides.iter();
        sides.any(|aside| aside.side == side && is_same(&aside.of, of))
    };
    let apart = |one: &Statement, other: &Statement, lacking: bool| {
        one.sides.iter().any(|aside| {
            let of = &*aside.of;
            match aside.side {
                Side::Outside => !leaves_out(other, of) && names(other, of),
                Side::Lacking => lacking && !leaves_out(other, of) && names(other, of),
                Side::Before => has(&other.sides, Side::After, of),
                Side::First => {
                    has(&other.sides, Side::Second, of)
                        && !has(&other.sides, Side::First, of)
                        && !has(&one.sides, Side::Second, of)
                }
                // Seen from the other one.
                Side::After | Side::Second => false,
            }
        })
    };
    apart(breach, claim, true) || apart(claim, breach, false)
}

/// Whether a statement is itself about what is not the thing.
fn leaves_out(statement: &Statement, of: &str) -> bool {
    let mut sides = statement.sides.iter();
    sides.any(|aside| matches!(aside.side, Side::Outside | Side::Lacking) && is_same(&aside.of, of))
}

/// Whether a statement's sentence names the thing beside its own words.
fn names(statement: &Statement, of: &str) -> bool {
    let sentence = statement.place.sentence();
    let own = fold_word(statement.place.text());
    let beside = sentence.replacen(&own, "\n", 1);
    if of.starts_with(is_han) {
        return beside.contains(of);
    }
    let count = of.split(' ').count();
    let words: Vec<&str> = beside
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(count)
        .any(|window| is_same(&window.join(" "), of))
}

/// Whether two names are one, a plural's ending aside.
fn is_same(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short)
        .is_some_and(|rest| matches!(rest, "" | "s" | "es"))
}
