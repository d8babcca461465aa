//! Where something holds: the places that a sentence is limited to.
//!
//! "Free delivery within Greater London" says nothing of Scotland, and "free delivery across the UK"
//! does. Only the clause of a statement limits it, and clauses that say nothing but where: "voted best
//! in London, delivered free" is delivered anywhere.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;

use crate::text::{Prose, TokenKind};

use super::Language;
use super::gazetteer::Places;
use super::sequences::Sequences;
use super::sides::{Aside, Side};
use super::structure::{stands_at, words_of};

mod apart;
#[cfg(test)]
mod tests;

pub use apart::are_places_apart;

/// The most words between a place and the word that limits a sentence to it: "in *the whole of*
/// Wales".
const MOST_BETWEEN: usize = 3;
/// So many tokens at most name a house of the firm behind the place where it is, with the word for it.
const LONGEST_VENUE: usize = 6;

/// The `[places]` table of a language.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct PlacesData {
    /// Words before a place by which something is limited to it: "within".
    limiting: Vec<String>,
    /// The same behind it: "customers".
    limiting_behind: Vec<String>,
    /// Words that may stand between such a word and a place: "the whole of".
    between: Vec<String>,
    /// Words before a place that something comes from, or that somebody is at: "based in".
    origins: Vec<String>,
    /// Words before a place that a promise reaches too: "including".
    widening: Vec<String>,
    /// Words that leave no place out: "nationwide".
    everywhere: Vec<String>,
    /// Words for all places that were not named: "elsewhere".
    elsewhere: Vec<String>,
    /// Words for what goes to places outside of the country, of which a promise is not that does not say
    /// so: "overseas orders".
    abroad: Vec<String>,
    /// Words by which a promise says that it reaches abroad: "international".
    world: Vec<String>,
    /// Words in Han script for houses that each have a name before them: 院区.
    houses: Sequences,
    /// Characters before such a word that name none: 各.
    nameless: BTreeSet<String>,
}

/// The same, as words.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceWords {
    limiting: Vec<Vec<String>>,
    limiting_behind: Vec<Vec<String>>,
    between: BTreeSet<String>,
    origins: Vec<Vec<String>>,
    widening: Vec<Vec<String>>,
    everywhere: Vec<Vec<String>>,
    elsewhere: Vec<Vec<String>>,
    abroad: Vec<Vec<String>>,
    world: Vec<Vec<String>>,
    /// Words in Han script for houses that each have a name before them: 院区.
    pub(super) houses: Sequences,
    /// Characters before such a word that name none: 各.
    pub(super) nameless: BTreeSet<String>,
    /// The words of all those that stand beside places and say no more than where.
    small: BTreeSet<String>,
}

impl PlaceWords {
    pub(super) fn new(data: &PlacesData) -> Self {
        let words = |list: &Vec<String>| list.iter().map(|phrase| words_of(phrase)).collect();
        let small = [&data.limiting, &data.limiting_behind, &data.between];
        let small = small
            .into_iter()
            .chain([&data.elsewhere, &data.abroad])
            .flatten();
        Self {
            limiting: words(&data.limiting),
            limiting_behind: words(&data.limiting_behind),
            between: data
                .between
                .iter()
                .flat_map(|word| words_of(word))
                .collect(),
            origins: words(&data.origins),
            widening: words(&data.widening),
            everywhere: words(&data.everywhere),
            elsewhere: words(&data.elsewhere),
            abroad: words(&data.abroad),
            world: words(&data.world),
            houses: data.houses.clone(),
            nameless: data.nameless.clone(),
            small: small.flat_map(|phrase| words_of(phrase)).collect(),
        }
    }

    /// Whether a word between "in" and a place says no more than where, or how many: "in 47 European".
    fn says_only_where(&self, word: &str) -> bool {
        self.between.contains(word) || word.chars().all(|letter| letter.is_ascii_digit())
    }

    /// Whether one of some phrases ends before a token, with few words between.
    fn stand_before(&self, phrases: &[Vec<String>], prose: &Prose, at: usize) -> bool {
        let between = (0..=MOST_BETWEEN.min(at))
            .take_while(|&gap| gap == 0 || self.says_only_where(prose.word(at - gap)));
        between.into_iter().any(|gap| {
            phrases.iter().any(|words| {
                let start = (at - gap).checked_sub(words.len());
                start.is_some_and(|start| stands_at(words, prose, start))
            })
        })
    }
}

/// Some names that are joined to a list, and what it says.
struct List {
    places: Vec<Box<str>>,
    tokens: Range<usize>,
    /// Whether it is where something comes from.
    is_origin: bool,
    /// Whether it is taken out, or is a part of a longer name.
    is_of_another: bool,
    limits: bool,
}

impl List {
    /// Adds a place that is joined to it; one around the last closes an address: "Hanoi, Vietnam".
    fn push(&mut self, place: &str, name: &Range<usize>) {
        let last = self.places.last();
        let is_around = last.is_some_and(|last| Places::builtin().lies_in(last, place));
        if !is_around || self.tokens.end < name.start {
            self.places.push(place.into());
        }
        self.tokens.end = name.end;
    }
}

impl Language {
    /// The places that some tokens of a sentence limit a statement to, whose words are at `target`; none
    /// where it reaches further.
    ///
    /// A claim (`promised`) may name its place itself, "UK delivery free", and one that reaches everywhere
    /// reaches abroad.
    #[must_use]
    pub fn places(
        &self,
        prose: &Prose,
        sentence: &Range<usize>,
        target: &Range<usize>,
        promised: bool,
    ) -> Vec<Aside> {
        let mut asides = Vec::new();
        let mut lists: Vec<List> = Vec::new();
        for clause in self.clauses_of_place(prose, sentence, target) {
            for at in clause.clone() {
                if stand(&self.places.widening, prose, at)
                    || self.reaches_everywhere(prose, at, &clause)
                {
                    return promised.then(abroad).into_iter().collect();
                }
                let reaches_abroad = promised && stand(&self.places.world, prose, at);
                asides.extend(reaches_abroad.then(abroad));
                asides.extend(self.others_at(prose, at));
            }
            let named = lists.len();
            self.list(prose, &clause, target, &mut lists);
            for list in lists[named..].iter_mut().filter(|_| promised) {
                list.limits |= self.is_said_at_edge(prose, &list.tokens, target);
            }
        }
        // "From Hanoi to Saigon" is everywhere between.
        let is_range = lists.iter().any(|list| list.is_origin) && lists.len() > 1;
        if is_range {
            return Vec::new();
        }
        let limiting = lists
            .into_iter()
            .filter(|list| list.limits && !list.is_of_another && !list.is_origin);
        asides.extend(limiting.flat_map(|list| list.places).map(of_place));
        asides
    }

    /// The places that a label names which says nothing but where: "In Scotland", "London".
    #[must_use]
    pub fn places_of_label(&self, prose: &Prose) -> Vec<Aside> {
        let all = 0..prose.tokens().len();
        if all.is_empty() || !self.says_where(prose, &all) {
            return Vec::new();
        }
        let mut lists = Vec::new();
        self.list(prose, &all, &(0..0), &mut lists);
        let limiting = lists.into_iter().filter(|list| !list.is_of_another);
        let places = limiting.flat_map(|list| list.places).map(of_place);
        let others = all.filter_map(|at| self.others_at(prose, at));
        places.chain(others).collect()
    }

    /// The clauses of the target, and those of its sentence that say nothing but where.
    fn clauses_of_place(
        &self,
        prose: &Prose,
        sentence: &Range<usize>,
        target: &Range<usize>,
    ) -> Vec<Range<usize>> {
        let clause_of = |token: usize| prose.tokens().get(token).map(|token| token.clause);
        let last = target.end.max(target.start + 1) - 1;
        let (Some(first), Some(last)) = (clause_of(target.start), clause_of(last)) else {
            return Vec::new();
        };
        let own = first..=last;
        let clauses = prose.clauses().iter().enumerate();
        let inside = clauses
            .filter(|(_, clause)| clause.first < sentence.end && sentence.start < clause.end);
        inside
            .map(|(at, clause)| {
                let tokens = clause.first.max(sentence.start)..clause.end.min(sentence.end);
                (own.contains(&at), tokens)
            })
            .filter(|(own, tokens)| *own || self.says_where(prose, tokens))
            .map(|(_, tokens)| tokens)
            .collect()
    }

    /// Whether some tokens are places and the words beside them alone, and at least one place or word for
    /// the others.
    fn says_where(&self, prose: &Prose, tokens: &Range<usize>) -> bool {
        let known = Places::builtin();
        let mut says = false;
        let mut at = tokens.start;
        while at < tokens.end {
            let word = prose.word(at);
            if let Some((name, _)) = known.at(prose, at, tokens.end) {
                says = true;
                at = name.end;
            } else if self.places.small.contains(word) || self.joins(word) {
                says |= self.others_at(prose, at).is_some();
                at += 1;
            } else {
                return false;
            }
        }
        says
    }

    /// The places that were not named, or those abroad, where a word for them stands at a token.
    fn others_at(&self, prose: &Prose, at: usize) -> Option<Aside> {
        if stand(&self.places.abroad, prose, at) {
            return Some(abroad());
        }
        stand(&self.places.elsewhere, prose, at).then(elsewhere)
    }

    /// Whether a word that leaves no place out stands at a token, and no place behind it in its clause
    /// narrows it again: "anywhere in London".
    fn reaches_everywhere(&self, prose: &Prose, at: usize, clause: &Range<usize>) -> bool {
        let words = &self.places;
        let everywhere = words
            .everywhere
            .iter()
            .find(|its| stands_at(its, prose, at));
        let Some(behind) = everywhere.map(|its| at + its.len()) else {
            return false;
        };
        let limiting = words
            .limiting
            .iter()
            .find(|its| stands_at(its, prose, behind));
        let mut next = behind + limiting.map_or(0, Vec::len);
        while next < clause.end && words.between.contains(prose.word(next)) {
            next += 1;
        }
        next >= clause.end || Places::builtin().at(prose, next, clause.end).is_none()
    }

    /// Appends the lists of places of a clause.
    fn list(
        &self,
        prose: &Prose,
        clause: &Range<usize>,
        target: &Range<usize>,
        lists: &mut Vec<List>,
    ) {
        let words = &self.places;
        let known = Places::builtin();
        let mut at = clause.start;
        while at < clause.end {
            let Some((name, place)) = known.at(prose, at, clause.end) else {
                at += 1;
                continue;
            };
            at = name.end;
            let behind = stand(&words.limiting_behind, prose, name.end)
                || name.end == target.start
                || self.names_venue(prose, name.end, clause.end);
            let joined = lists.last_mut();
            if let Some(list) = joined.filter(|list| self.join(prose, list.tokens.end..name.start))
            {
                list.push(place, &name);
                list.limits |= behind;
                continue;
            }
            let says_only_where = clause.clone().all(|token| {
                name.contains(&token)
                    || self.joins(prose.word(token))
                    || known.at(prose, token, clause.end).is_some()
            });
            lists.push(List {
                places: vec![place.into()],
                is_origin: words.stand_before(&words.origins, prose, name.start),
                is_of_another: words.stand_before(&words.elsewhere, prose, name.start)
                    || self.takes_out(prose, &name)
                    || self.is_left_out(prose, &name)
                    || self.is_part_of_name(prose, &name, clause, target),
                limits: words.stand_before(&words.limiting, prose, name.start)
                    || stand(&words.limiting, prose, name.start)
                    || behind
                    || name.start == target.end
                    || says_only_where,
                tokens: name,
            });
        }
    }

    /// Whether a place begins the name of a house of the firm, with the Han characters that some tokens
    /// before a word for it are: 上海*静安店*.
    fn names_venue(&self, prose: &Prose, behind: usize, end: usize) -> bool {
        let most = end.min(behind + LONGEST_VENUE);
        let is_han = |token: &usize| prose.tokens()[*token].kind == TokenKind::Han;
        let mut run = (behind..most).take_while(is_han);
        run.any(|token| self.sides.venues.longest_at(prose, token).is_some())
    }

    /// Whether a place is a part of a longer name, or tells which thing is meant: "London Fashion Week",
    /// "the Boston sofa".
    fn is_part_of_name(
        &self,
        prose: &Prose,
        name: &Range<usize>,
        clause: &Range<usize>,
        target: &Range<usize>,
    ) -> bool {
        let next = name.end;
        let token = prose.tokens().get(next).filter(|_| next < clause.end);
        let is_word = token.is_some_and(|token| token.kind == TokenKind::Word);
        if !is_word || target.contains(&next) || self.places.small.contains(prose.word(next)) {
            return false;
        }
        let written = &prose.original()[prose.span_of(next, next + 1).range()];
        let capital = written.starts_with(char::is_uppercase);
        // A name of several words tells no thing: "the Republic of Ireland".
        let determined = name.len() == 1 && name.start > clause.start && {
            let before = prose.word(name.start - 1);
            self.is_common(before)
                && self.places.between.contains(before)
                && !stand(&self.places.limiting, prose, name.start - 1)
        };
        let is_place = Places::builtin().at(prose, next, clause.end).is_some();
        !is_place
            && !self.joins(prose.word(next))
            && (capital || (determined && !self.is_common(prose.word(next))))
    }

    /// Whether a place opens some words, or ends them with nothing before it that says where: not
    /// "made in Portugal".
    fn is_said_at_edge(&self, prose: &Prose, place: &Range<usize>, words: &Range<usize>) -> bool {
        let opens = place.start == words.start;
        let ends = place.end == words.end
            && place.start > words.start
            && !self
                .places
                .stand_before(&self.places.limiting, prose, place.start);
        place.end <= words.end && (opens || ends)
    }

    /// Whether at most a word such as "and" stands between two names.
    fn join(&self, prose: &Prose, between: Range<usize>) -> bool {
        between.is_empty() || (between.len() == 1 && self.joins(prose.word(between.start)))
    }
}

fn stand(phrases: &[Vec<String>], prose: &Prose, at: usize) -> bool {
    phrases.iter().any(|words| stands_at(words, prose, at))
}

fn of_place(of: Box<str>) -> Aside {
    Aside {
        side: Side::Place,
        of,
    }
}

fn abroad() -> Aside {
    Aside {
        side: Side::Abroad,
        of: "".into(),
    }
}

fn elsewhere() -> Aside {
    Aside {
        side: Side::Elsewhere,
        of: "".into(),
    }
}

/// Whether the name of a place begins at a token.
#[must_use]
pub fn names_place(prose: &Prose, token: usize) -> bool {
    let names = Places::builtin();
    names.at(prose, token, prose.tokens().len()).is_some()
}
