//! Exceptions that the page with the promise tells itself.
//!
//! Who writes "free cancellation" and "early-bird rooms cannot be cancelled" on one page has told
//! his customers both; what other texts repeat of that breaks nothing. Contradictions arise between
//! texts whose writers did not read each other.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::extract::{Role, Statement};
use crate::language::{Languages, Polarity};
use crate::quantity::{Quantity, Units, tell_two_limits};
use crate::rules::{advertises, is_advertisement};

use super::Case;
use super::apart::in_one_sentence;
use super::breach::is_of_use;
use super::claims::Claim;
use super::value;
use super::wording::Wording;

/// So many words of one exception must stand in the other to be the same.
const SHARED: usize = 2;
/// One in so many of the shorter.
const SHARE: usize = 4;
/// So many exceptions of advertising pages are known.
const MOST_TOLD: usize = 256;

/// What breaks the promise on the pages that advertise it.
pub(super) struct Exceptions<'a> {
    told: Vec<Told<'a>>,
    /// In which exceptions a word stands.
    by_word: FxHashMap<String, Vec<usize>>,
}

/// One exception.
struct Told<'a> {
    statement: &'a Statement,
    /// How many words it has besides those of the claim.
    length: usize,
}

impl<'a> Exceptions<'a> {
    /// Those of the pages of `advertised` claims.
    pub(super) fn new(case: &Case<'a>, advertised: &[&'a Statement]) -> Self {
        let mut pages: BTreeMap<&str, &Statement> = BTreeMap::new();
        for claim in advertised {
            pages.entry(&claim.place.path).or_insert(claim);
        }
        let mut told = Vec::new();
        let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for statement in breaches(case) {
            let Some(claim) = pages.get(&*statement.place.path) else {
                continue;
            };
            // Small print is no telling.
            let small = !statement.locus.marks.is_empty();
            if small || is_of_use(statement) || told.len() >= MOST_TOLD {
                continue;
            }
            // In one sentence all words are both's.
            let words = if in_one_sentence(claim, statement) {
                Wording::of(statement)
            } else {
                Wording::of(statement).without(&Wording::of(claim))
            };
            // The same value in the same words is no exception, but another number.
            if statement.role == Role::Value && words.len() == 0 {
                continue;
            }
            for word in words.iter() {
                by_word.entry(word.to_owned()).or_default().push(told.len());
            }
            told.push(Told {
                statement,
                length: words.len(),
            });
        }
        Self { told, by_word }
    }

    /// Whether a page that advertises the promise tells the exception that a breach is, and the page
    /// of each of some advertising claims does; one in another language tells some exception in its
    /// own words.
    pub(super) fn tell(
        &self,
        claims: impl Iterator<Item = &'a Statement>,
        breach: &'a Statement,
    ) -> bool {
        if self.told.is_empty() || is_of_use(breach) || breach.scope.everything {
            return false;
        }
        let is_it = |told: &Told| std::ptr::eq(told.statement, breach);
        let mut telling = self.resembling(breach);
        let of_value = breach.role == Role::Value;
        if of_value {
            // A value is no exception because its own page gives it.
            telling.retain(|&at| !is_it(&self.told[at]));
        } else {
            // It may have no words of its own.
            telling.extend(self.told.iter().position(is_it));
        }
        let tells = |path: &str| {
            telling
                .iter()
                .any(|&at| &*self.told[at].statement.place.path == path)
        };
        let tells_some = |path: &str| {
            let mut told = self.told.iter();
            told.any(|its| &*its.statement.place.path == path && its.statement.role == breach.role)
        };
        let is_told = |claim: &'a Statement| {
            let path = &claim.place.path;
            tells(path) || (claim.language != breach.language && tells_some(path))
        };
        let mut claims = claims.peekable();
        let some = !of_value || claims.peek().is_some();
        some && !telling.is_empty() && claims.all(is_told)
    }

    /// The exceptions in the words of a breach, those of the claim and those that say little aside,
    /// that give no other amounts.
    fn resembling(&self, breach: &Statement) -> Vec<usize> {
        let words = Wording::of(breach);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for told in words
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
        {
            *shared.entry(*told).or_default() += 1;
        }
        let same = |&(at, shared): &(usize, usize)| {
            let Told { statement, length } = &self.told[at];
            shared >= SHARED
                && SHARE * shared >= words.len().min(*length)
                && statement.role == breach.role
                && statement.language == breach.language
                && !have_other_amounts(statement, breach)
        };
        shared.into_iter().filter(same).map(|(at, _)| at).collect()
    }
}

/// The asserted breaches of the promise, and the values that are not as promised.
pub(super) fn breaches<'c, 'a>(case: &'c Case<'a>) -> impl Iterator<Item = &'a Statement> + 'c {
    case.statements.iter().copied().filter(|statement| {
        let breaks = match statement.role {
            Role::Breach(_) => true,
            Role::Value => value::deviates(case, statement),
            Role::Claim | Role::Disclosure(_) => false,
        };
        breaks && statement.reading.polarity != Polarity::Negated && case.asserted(statement)
    })
}

/// The claims that stand where people read before they buy; `claims` are sorted by path.
pub(super) fn advertising<'a>(case: &Case<'a>, claims: &[Claim<'a>]) -> Vec<&'a Statement> {
    let mut advertising = Vec::new();
    let documents = claims.chunk_by(|a, b| a.statement.place.path == b.statement.place.path);
    for document in documents {
        if advertises_in(case, document[0].statement) {
            advertising.extend(document.iter().map(|claim| claim.statement));
        }
    }
    advertising
}

/// Whether a statement stands where people read before they buy.
pub(super) fn advertises_in(case: &Case, statement: &Statement) -> bool {
    stands_where(case, statement, advertises)
}

/// Whether a statement stands in an advertisement, and in no list of prices.
pub(super) fn is_in_advertisement(case: &Case, statement: &Statement) -> bool {
    stands_where(case, statement, is_advertisement)
}

/// Whether the channel of a statement, or its path, has a name that is so.
fn stands_where(case: &Case, statement: &Statement, is_so: fn(&str) -> bool) -> bool {
    let channel = statement
        .channel
        .map(|id| &case.ruleset.channels[id.index()]);
    channel.is_some_and(|channel| is_so(&channel.id)) || is_so(&statement.place.path)
}

/// Whether both give amounts of one kind, and those differ.
fn have_other_amounts(a: &Statement, b: &Statement) -> bool {
    let Some(language) = Languages::builtin().get(&a.language) else {
        return false;
    };
    let reader = language.quantities(Units::builtin());
    let read = |statement: &Statement| reader.read(&statement.place.sentence(), None);
    let (said, again) = (read(a), read(b));
    said.iter().any(|one| {
        let of_kind = |other: &&Quantity| other.kind == one.kind;
        let mut others = again.iter().filter(of_kind).peekable();
        others.peek().is_some() && others.all(|other| tell_two_limits(one, other))
    })
}
