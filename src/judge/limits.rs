//! Whether a claim tells the limit that a breach lies behind: by an amount, by a word for what is
//! left out, by another market's currency.

use crate::extract::{Role, Statement};
use crate::language::{Aside, Category, Condition, ConditionKind, Cue, Languages, Side};
use crate::quantity::{
    Comparison, Interval, Kind, Quantity, Sense, Units, against_each_other, are_of_two_currencies,
    are_sides_of_one_limit, begins_behind, lies_nearer, reaches_into, tell_two_limits,
};
use crate::text::fold::{fold_word, is_han};

use super::beyond::is_charge;
use super::wording::Wording;

/// Whether the breach lies outside of what the claim promises, by the claim's own words; `near` asks
/// that these stand in its sentence.
pub(super) fn tells_limit(claim: &Statement, breach: &Statement, near: bool) -> bool {
    let beside: &[Quantity] = if near { &[] } else { &claim.limits.beside };
    let mut limits = claim.limits.own.iter().chain(beside);
    let is_before = |aside: &Aside| aside.side == Side::Before;
    let mut sides = claim.limits.sides.iter().chain(&breach.limits.sides);
    let counts_down = sides.any(is_before);
    let is_one_time =
        |limit: &Quantity, its| !counts_down && is_one_time(limit, its) && charges_within(breach);
    let told = limits.any(|limit| {
        let priced = limit.is_bound() && claim.reading.narrowed;
        breach.limits.all().any(|its| {
            (are_sides_of_one_limit(limit, its) && !is_one_time(limit, its))
                || (priced && are_of_two_currencies(limit, its))
        })
    });
    told || lies_further(claim, breach)
        || is_too_late(claim, breach)
        || tells_price(claim, breach)
        || is_other_side(claim, breach)
}

/// Whether a claim counts down to an event, and the breach holds in the last of that time alone:
/// "free until 30 days before", "7 days or fewer: no refund".
fn is_too_late(claim: &Statement, breach: &Statement) -> bool {
    let mut sides = claim.limits.sides.iter();
    let mut own = claim.limits.own.iter();
    sides.any(|aside| aside.side == Side::Before)
        && own.any(|limit| {
            let mut its = breach.limits.own.iter();
            limit.is_bound() && its.any(|its| lies_nearer(limit, its))
        })
}

/// Whether the sentence of a claim, which makes it to some alone or tells the limit of the breach too,
/// tells the price of the breach itself: "free in 42 cities, £12 in all others", "free from the fourth
/// year on, 2% in the first three years".
pub(super) fn tells_price(claim: &Statement, breach: &Statement) -> bool {
    let is_price = |amount: &&Quantity| {
        matches!(amount.kind, Kind::Money | Kind::Percent)
            && !amount.is_zero()
            && !amount.is_bound()
    };
    let is_same = |one: &Quantity, other: &Quantity| {
        one.kind == other.kind && against_each_other(one, other) == Comparison::Meets
    };
    let mut limits = breach.limits.own.iter().filter(|its| its.is_bound());
    let tells_limit = limits.any(|its| claim.limits.own.iter().any(|own| is_same(own, its)));
    let mut told = claim.limits.own.iter().filter(is_price).peekable();
    let mut sides = claim.limits.sides.iter();
    let is_of_some = claim.reading.narrowed || sides.any(|aside| aside.side == Side::Elsewhere);
    if !(is_of_some || tells_limit)
        || told.peek().is_none()
        || claim.place.path == breach.place.path
    {
        return false;
    }
    let own = match breach.value.as_deref() {
        Some(value) => vec![value.clone()],
        None => Languages::builtin()
            .get(&breach.language)
            .map_or_else(Vec::new, |language| {
                let reader = language.quantities(Units::builtin());
                reader.read(&fold_word(breach.place.text()), None)
            }),
    };
    let mut prices = own.iter().filter(is_price).peekable();
    let is_told = |price: &Quantity| told.clone().any(|told| is_same(told, price));
    prices.peek().is_some() && prices.all(is_told)
}

/// Whether a breach is a charge whose words a time stands before: "within 7 days a fee is kept", but not
/// "a fee is payable within 7 days".
fn charges_within(breach: &Statement) -> bool {
    let sentence = breach.place.sentence();
    let words = fold_word(breach.place.text());
    let before = sentence
        .split_once(&*words)
        .map_or("", |(before, _)| before);
    let Some(language) = Languages::builtin().get(&breach.language) else {
        return false;
    };
    let told = || language.quantities(Units::builtin()).read(before, None);
    language.names_charge(&words) && told().iter().any(is_within)
}

/// Whether a quantity is a time within which something happens.
fn is_within(quantity: &Quantity) -> bool {
    let sense = quantity.interval().map(|interval| interval.sense);
    quantity.kind == Kind::Duration && matches!(sense, Some(Sense::AtMost | Sense::Within))
}

/// Whether a time that a claim holds for, and no more, is that within which a charge is made: "7-day
/// returns" and "within 7 days a fee is kept".
fn is_one_time(claimed: &Quantity, its: &Quantity) -> bool {
    let claimed_sense = claimed.interval().map(|interval| interval.sense);
    claimed.kind == Kind::Duration && claimed_sense == Some(Sense::Exact) && is_within(its)
}

/// Whether a breach begins beyond the data that the claim's own sentence promises: "100 GB at full
/// speed", slowed from 120 GB on. Of durations that is no limit: who promises an answer within a day
/// breaks it after three. Nor is it so of what is counted, paid or weighed but beyond a bound of the claim:
/// "loans up to £10,000", and a fee for those of £50,000 and more.
fn lies_further(claim: &Statement, breach: &Statement) -> bool {
    claim.limits.own.iter().any(|limit| {
        let mut its = breach.limits.own.iter();
        let bounded = matches!(limit.kind, Kind::Money | Kind::Weight | Kind::Count)
            && limit.is_bound()
            && !limit.is_zero();
        its.any(|its| {
            (limit.kind == Kind::Data || (bounded && its.is_bound())) && begins_behind(limit, its)
        })
    })
}

/// Whether the claim tells a limit, and another one than the breach lies behind: cancelled free of charge
/// up to 24 hours before, and charged in the last 7 days.
pub(super) fn tells_other_limit(claim: &Statement, breach: &Statement) -> bool {
    let mut lies_behind = breach.limits.all().filter(|its| its.is_bound());
    lies_behind.any(|its| {
        let told = claim.limits.all();
        let mut told = told
            .filter(|limit| limit.is_bound() && limit.kind == its.kind)
            .peekable();
        told.peek().is_some() && told.all(|limit| tell_two_limits(limit, its))
    })
}

/// Whether a breach takes back what a claim that its own sentence narrows still promises: it lies
/// behind a limit of the same kind that reaches further, or holds in the case that the claim names.
pub(super) fn reaches(
    (claim, promised): (&Statement, &[Quantity]),
    (breach, broken): (&Statement, &[Quantity]),
) -> bool {
    if claim.language != breach.language {
        return false;
    }
    let is_before = |aside: &Aside| aside.side == Side::Before;
    let counted_down = claim.limits.sides.iter().any(is_before);
    let further = broken.iter().any(|its| {
        let mut promised = promised.iter();
        promised.any(|limit| reaches_into(limit, its, counted_down))
    });
    let measured = !promised.is_empty() && !broken.is_empty();
    let same_case = || {
        share_case(claim, breach)
            || names_audience(claim, breach)
            || lies_outside_exception(claim, breach)
            || is_of_each_case(breach)
    };
    further || (!measured && same_case() && !is_other_side(claim, breach))
}

/// Whether a breach is a charge for what a customer may wish for, of which a claim says nothing: "if you'd
/// like him bathed, £18 is added", but not "if you want to cancel" beside "cancel free of charge".
pub(super) fn is_wished_for(claim: &Statement, breach: &Statement) -> bool {
    let Some(language) = Languages::builtin().get(&breach.language) else {
        return false;
    };
    let conditions = &breach.reading.conditions;
    let promised = Wording::of_name(language, &claim.place.sentence());
    let is_wish = |condition: &Condition| {
        let text = fold_word(&condition.text);
        language.tells_extra_beside(&text, &fold_word(&claim.place.sentence()))
            || language.tells_wish(&text) && !Wording::of_name(language, &text).resembles(&promised)
    };
    claim.language == breach.language
        && is_charge(language, breach)
        && !conditions.is_empty()
        && conditions.iter().all(is_wish)
}

/// Whether a claim excepts nothing but what a customer himself chooses: "no term, unless you choose the
/// yearly plan".
pub(super) fn excepts_choice(claim: &Statement) -> bool {
    let language = Languages::builtin().get(&claim.language);
    let mut conditions = claim.reading.conditions.iter();
    language.is_some_and(|language| {
        conditions.all(|condition| {
            condition.kind == ConditionKind::Exception
                && language.tells_own_choice(&fold_word(&condition.text))
        })
    })
}

/// Whether a breach says of itself that it holds in each case: "no refunds under any circumstances".
fn is_of_each_case(breach: &Statement) -> bool {
    let language = Languages::builtin().get(&breach.language);
    breach.reading.conditions.is_empty()
        && language.is_some_and(|language| language.says_each(&breach.place.sentence()))
}

/// Whether a breach is none of what alone a claim takes out, without a word in common: another charge than
/// the one that it names ("apart from the rent"), or a charge of every customer or case.
fn lies_outside_exception(claim: &Statement, breach: &Statement) -> bool {
    let Some(language) = Languages::builtin().get(&claim.language) else {
        return false;
    };
    let mut conditions = claim.reading.conditions.iter();
    let excepts = conditions.all(|condition| condition.kind == ConditionKind::Exception);
    if !excepts || !breach.reading.conditions.is_empty() {
        return false;
    }
    let texts = claim
        .reading
        .conditions
        .iter()
        .map(|condition| &*condition.text);
    let excepted = fold_word(&texts.collect::<Vec<_>>().join("\n"));
    let own = fold_word(breach.place.text());
    let sentence = breach.place.sentence();
    let both_charge = language.names_charge(&excepted) && language.names_charge(&own);
    let of_each = language.says_each(&sentence);
    if !both_charge && !of_each {
        return false;
    }
    let words = |text: &str| Wording::of_sentence(&claim.language, text);
    let told = words(&excepted);
    let is_named = |text: &str| told.shared(&words(text)) > 0;
    let another_charge = both_charge && !is_named(&own);
    let of_all = of_each && !is_named(&sentence);
    told.len() > 0 && !is_named(&breach.labels) && (another_charge || of_all)
}

/// Whether what a denial excepts is what the sentence of a claim names with its price: "a visit costs £30,
/// and nothing more" and "apart from the visit we charge nothing".
pub(super) fn prices_exception(claim: &Statement, denial: &Statement) -> bool {
    let words = |text: &str| Wording::of_sentence(&denial.language, text);
    let own = words(&fold_word(denial.place.text()));
    let mut conditions = denial.reading.conditions.iter();
    let names = |text: &str| {
        let excepted = words(&fold_word(text)).without(&own);
        excepted.shared(&words(&claim.place.sentence())) > 0
    };
    let is_priced = || {
        let mut amounts = claim.limits.own.iter();
        amounts.any(|amount| amount.kind == Kind::Money)
    };
    claim.language == denial.language
        && is_priced()
        && conditions
            .all(|condition| condition.kind == ConditionKind::Exception && names(&condition.text))
}

/// Whether the sentence of a breach names those for whom alone the claim is made: "members".
pub(super) fn names_audience(claim: &Statement, breach: &Statement) -> bool {
    let words = |text: &str| Wording::of_sentence(&claim.language, text);
    let said = words(&breach.place.sentence());
    let promise = words(&fold_word(claim.place.text()));
    let mut conditions = claim.reading.conditions.iter();
    conditions.any(|condition| {
        let named = words(&fold_word(&condition.text)).without(&promise);
        // Of names by several words, those at the ends are with the words beside them.
        let beside = Languages::builtin()
            .get(&claim.language)
            .map_or(0, |language| language.words_of_a_name() - 1);
        let shared = said.shared(&named);
        condition.kind == ConditionKind::Audience && shared > 0 && shared + beside >= named.len()
    })
}

/// The bounds that a statement stands under; of amounts of money that may be prices, such as "from $28",
/// those in its conditions alone.
pub(super) fn bounds(statement: &Statement) -> Vec<Quantity> {
    let own = statement.limits.own.iter();
    let is_price = |limit: &Quantity| {
        let interval = limit.interval();
        let closed = |interval: &Interval| {
            interval.sense == Sense::AtLeast && interval.low.is_some_and(|low| !low.open)
        };
        // "£5,000 or more" is none.
        let closed_behind = limit.per.is_none() && limit.span.end > limit.core.end;
        limit.kind == Kind::Money
            && !closed_behind
            && (statement.role == Role::Claim || interval.is_none_or(closed))
    };
    let own = own.filter(|limit| !is_price(limit)).cloned();
    let reader = Languages::builtin().get(&statement.language);
    let reader = reader.map(|language| language.quantities(Units::builtin()));
    let conditions = statement.reading.conditions.iter();
    let told = conditions.flat_map(|condition| {
        let read = reader.as_ref();
        read.map_or_else(Vec::new, |reader| reader.read(&condition.text, None))
    });
    // "For the first 12 months" ends there.
    let ends = |limit: &Quantity| statement.role == Role::Claim && limit.kind == Kind::Duration;
    let told = told.filter(|limit| ends(limit) || (limit.kind == Kind::Money && limit.is_bound()));
    own.filter(Quantity::is_bound).chain(told).collect()
}

/// Whether both stand under an event in the same words: "if we cancel", "where we cancel a flight".
fn share_case(claim: &Statement, breach: &Statement) -> bool {
    fn events(statement: &Statement) -> impl Iterator<Item = Wording> {
        let conditions = statement.reading.conditions.iter();
        conditions
            .filter(|condition| condition.kind == ConditionKind::Event)
            .map(|condition| Wording::of_sentence(&statement.language, &fold_word(&condition.text)))
    }
    events(claim).any(|named| {
        events(breach).any(|its| {
            let shared = named.shared(&its);
            shared >= 2 && 3 * shared >= 2 * named.len().max(its.len())
        })
    })
}

/// Whether a breach begins behind the time that the claim's own sentence promises: what is held for two
/// years, absolutely too, is not held in the third.
pub(super) fn holds_no_longer(claim: &Statement, breach: &Statement) -> bool {
    let own = claim.limits.own.iter();
    let mut times = own.filter(|limit| limit.kind == Kind::Duration);
    times.any(|time| {
        let mut its = breach.limits.own.iter().filter(|its| its.is_bound());
        its.any(|its| are_sides_of_one_limit(time, its) && begins_behind(time, its))
    })
}

/// Whether the claim tells some limit, by an amount or by words.
pub(super) fn is_limited(claim: &Statement) -> bool {
    let limits = &claim.limits;
    let bound = limits.own.iter().any(Quantity::is_bound);
    let apart = |aside: &Aside| {
        !matches!(
            aside.side,
            Side::Denied
                | Side::After
                | Side::Desk
                | Side::Special
                | Side::Place
                | Side::Tier
                | Side::Branch
                | Side::Elsewhere
                | Side::Abroad
        )
    };
    claim.reading.narrowed || bound || limits.sides.iter().any(apart)
}

/// Whether one of them is about a thing, and the other about what is not that: "in the EU" and
/// "outside the EU", "before dispatch" and "after dispatch". A claim of both sides says so: "even
/// after dispatch".
pub(super) fn is_other_side(claim: &Statement, breach: &Statement) -> bool {
    let widens = |cue: &Cue| cue.category == Category::Widening;
    if claim
        .reading
        .cues
        .iter()
        .chain(&breach.reading.cues)
        .any(widens)
    {
        return false;
    }
    if claim.language != breach.language
        || (claim.limits.sides.is_empty() && breach.limits.sides.is_empty())
    {
        return false;
    }
    if are_of_two_desks(claim, breach) {
        return true;
    }
    let is_on = |statement: &Statement, side: Side, of: &str| {
        let mut sides = statement.limits.sides.iter();
        sides.any(|aside| aside.side == side && is_same(&aside.of, of))
    };
    // Of two opposites each statement must be on one side alone.
    let opposed = |of: &str, sides: (Side, Side)| {
        is_on(claim, sides.0, of)
            && is_on(breach, sides.1, of)
            && !is_on(claim, sides.1, of)
            && !is_on(breach, sides.0, of)
            && !leaves_out(claim, of)
    };
    let of_claim = claim.limits.sides.iter().any(|aside| match aside.side {
        Side::Outside => !leaves_out(breach, &aside.of) && names(breach, &aside.of),
        Side::Before => opposed(&aside.of, (Side::Before, Side::After)),
        Side::After => opposed(&aside.of, (Side::After, Side::Before)),
        Side::First => opposed(&aside.of, (Side::First, Side::Second)),
        Side::Second => opposed(&aside.of, (Side::Second, Side::First)),
        Side::Lacking
        | Side::Denied
        | Side::Desk
        | Side::Special
        | Side::Addressed
        | Side::Place
        | Side::Tier
        | Side::Branch
        | Side::Elsewhere
        | Side::Abroad => false,
    });
    // "No order goes without a fee" leaves none out.
    let denies = breach.reading.cues.iter().any(|cue| cue.category.denies());
    let of_breach = breach.limits.sides.iter().any(|aside| {
        let leaves = aside.side == Side::Outside || (aside.side == Side::Lacking && !denies);
        leaves && !leaves_out(claim, &aside.of) && names(claim, &aside.of)
    });
    of_claim || of_breach
}

/// Whether a statement is itself about what is not the thing, or needs none: "members or not".
fn leaves_out(statement: &Statement, of: &str) -> bool {
    let mut sides = statement.limits.sides.iter();
    sides.any(|aside| match aside.side {
        Side::Outside | Side::Lacking => is_same(&aside.of, of),
        Side::Denied => aside.of.is_empty() || is_same(&aside.of, of),
        Side::Before
        | Side::After
        | Side::First
        | Side::Second
        | Side::Desk
        | Side::Special
        | Side::Addressed
        | Side::Place
        | Side::Tier
        | Side::Branch
        | Side::Elsewhere
        | Side::Abroad => false,
    })
}

/// Whether both name where people are served, and not the same place or team: a hotline that never
/// closes, and an office that does.
fn are_of_two_desks(a: &Statement, b: &Statement) -> bool {
    fn desks(statement: &Statement) -> impl Iterator<Item = &str> {
        let sides = statement.limits.sides.iter();
        let desks = sides.filter(|aside| aside.side == Side::Desk);
        desks.map(|desk| &*desk.of)
    }
    let mut shared = desks(a).filter(|desk| desks(b).any(|its| its == *desk));
    desks(a).next().is_some() && desks(b).next().is_some() && shared.next().is_none()
}

/// The customers and uses with a deal of their own that a statement is about.
pub(super) fn special(statement: &Statement) -> impl Iterator<Item = &str> {
    let sides = statement.limits.sides.iter();
    let special = sides.filter(|aside| aside.side == Side::Special);
    special.map(|aside| &*aside.of)
}

/// Those that it names or is said to.
pub(super) fn addressed(statement: &Statement) -> impl Iterator<Item = &str> {
    let sides = statement.limits.sides.iter();
    let to = sides.filter(|aside| matches!(aside.side, Side::Special | Side::Addressed));
    to.map(|aside| &*aside.of)
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
