//! Proposals taken as subjects, where a project declares none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::language::Languages;
use crate::rules::{FoundSubject, Ruleset};
use crate::text::fold::{fold_word, is_han};
use crate::text::{Prose, TokenKind};

use super::{Observed, Proposal, Sighting, Structure, names, propose};

/// The shortest part of a name that stands for the whole: letters, and Han characters.
const SHORTEST: (usize, usize) = (4, 2);

/// The rules with the plans and products that the texts name as subjects, where the project
/// declares none.
///
/// Taken are the headers of a table's columns or rows that vary over things, several run-in
/// headings or terms of one document that are told in parallel, and headings that have the shape
/// of a plan's name. Where several names share their first word it names what they
/// are parts of ("Fibre" of "Fibre 150"), and a first word that one name has alone stands for it
/// ("Copper" for "Copper Basic").
#[must_use]
pub fn with_found_subjects(ruleset: Ruleset, observed: Vec<Observed>) -> Ruleset {
    if ruleset.declares_subjects() {
        return ruleset;
    }
    let proposals = propose(&ruleset, observed);
    let headed = headed_alike(&proposals);
    let taken = |proposal: &Proposal| is_taken(proposal, &headed);
    let taken: Vec<Proposal> = proposals.into_iter().filter(taken).collect();
    if taken.len() < 2 {
        return ruleset;
    }
    ruleset.with_found(&families(with_short_names(taken)))
}

/// Proposals in which a name that only sentences have is a short one of the name that holds it:
/// "the Green card" of "Riverside Green". One that several names hold names none of them.
fn with_short_names(proposals: Vec<Proposal>) -> Vec<Proposal> {
    let in_prose = |proposal: &Proposal| {
        let mut sightings = proposal.sightings.iter();
        sightings.all(|sighting| sighting.structure == Structure::Prose)
    };
    let keys: Vec<String> = proposals.iter().map(key).collect();
    let holders: Vec<Vec<usize>> = (0..proposals.len())
        .map(|at| {
            let all = 0..proposals.len();
            let held = all.filter(|&other| other != at && holds(&keys[other], &keys[at]));
            if in_prose(&proposals[at]) {
                held.collect()
            } else {
                Vec::new()
            }
        })
        .collect();
    let mut short: Vec<BTreeMap<String, Vec<String>>> = vec![BTreeMap::new(); proposals.len()];
    for (proposal, holders) in proposals.iter().zip(&holders) {
        if let [one] = holders[..] {
            for (code, names) in &proposal.names {
                short[one]
                    .entry(code.clone())
                    .or_default()
                    .extend(names.iter().cloned());
            }
        }
    }
    let mut kept = Vec::new();
    for ((mut proposal, short), holders) in proposals.into_iter().zip(short).zip(holders) {
        for (code, names) in short {
            proposal.names.entry(code).or_default().extend(names);
        }
        if holders.is_empty() {
            kept.push(proposal);
        }
    }
    kept
}

/// What its spellings have in common.
fn key(proposal: &Proposal) -> String {
    let first = proposal.sightings.first();
    first.map_or_else(String::new, |sighting| names::key(&sighting.name))
}

/// Whether the words of a longer name hold those of a shorter one in a row.
fn holds(longer: &str, shorter: &str) -> bool {
    let words =
        |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_owned).collect() };
    let (long, short) = (words(longer), words(shorter));
    let in_words =
        long.len() > short.len() && long.windows(short.len().max(1)).any(|part| part == short);
    let in_han =
        longer.len() > shorter.len() && shorter.chars().all(is_han) && longer.contains(shorter);
    in_words || in_han
}

fn is_taken(proposal: &Proposal, headed: &BTreeSet<(Arc<str>, Structure)>) -> bool {
    let place = |sighting: &Sighting| (Arc::clone(&sighting.path), sighting.structure);
    proposal
        .sightings
        .iter()
        .any(|sighting| match sighting.structure {
            Structure::Column | Structure::Row | Structure::Prose => true,
            Structure::RunIn | Structure::Term if sighting.varies => {
                headed.contains(&place(sighting)) && !is_speaker(&sighting.name)
            }
            _ => names::has_shape(&sighting.name),
        })
}

/// The documents in which several names head things that are told in parallel, by structure.
fn headed_alike(proposals: &[Proposal]) -> BTreeSet<(Arc<str>, Structure)> {
    let mut count: BTreeMap<(Arc<str>, Structure), usize> = BTreeMap::new();
    for proposal in proposals {
        let varying = proposal.sightings.iter().filter(|sighting| sighting.varies);
        let places: BTreeSet<(Arc<str>, Structure)> = varying
            .filter(|sighting| !is_speaker(&sighting.name))
            .map(|sighting| (Arc::clone(&sighting.path), sighting.structure))
            .collect();
        for place in places {
            *count.entry(place).or_default() += 1;
        }
    }
    count
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(place, _)| place)
        .collect()
}

fn is_speaker(name: &str) -> bool {
    Languages::builtin().speaker(name).is_some()
}

/// The subjects of some proposals, wholes before their parts.
fn families(proposals: Vec<Proposal>) -> Vec<FoundSubject> {
    let firsts: Vec<Option<String>> = proposals.iter().map(first_part).collect();
    let mut sharing: BTreeMap<&str, usize> = BTreeMap::new();
    for first in firsts.iter().flatten() {
        *sharing.entry(first).or_default() += 1;
    }
    let mut ids: BTreeSet<String> = proposals.iter().map(|one| one.id.clone()).collect();
    let mut found: Vec<FoundSubject> = Vec::new();
    let mut wholes: BTreeMap<&str, usize> = BTreeMap::new();
    for (&first, &count) in &sharing {
        if count > 1 && count < proposals.len() {
            let id = names::id(&fold_word(first), &ids);
            ids.insert(id.clone());
            wholes.insert(first, found.len());
            found.push(FoundSubject {
                id,
                names: with_possessives(vec![names::phrase(first)]),
                part_of: None,
            });
        }
    }
    for (proposal, first) in proposals.into_iter().zip(&firsts) {
        let mut names: Vec<String> = proposal.names.into_values().flatten().collect();
        let first = first.as_deref();
        if let Some(first) = first.filter(|first| sharing[*first] == 1) {
            names.push(names::phrase(first));
        }
        found.push(FoundSubject {
            id: proposal.id,
            names: with_possessives(names),
            part_of: first.and_then(|first| wholes.get(first)).copied(),
        });
    }
    found
}

/// Names with the possessive forms of those that end with a letter: "Fibre's".
fn with_possessives(mut names: Vec<String>) -> Vec<String> {
    let ends = |name: &&String| name.ends_with(|c: char| c.is_alphabetic() && !is_han(c));
    let forms: Vec<String> = names
        .iter()
        .filter(ends)
        .map(|name| format!("{name}'s"))
        .collect();
    names.extend(forms);
    names
}

/// The first word of a name of several, or the Han characters that it begins with; `None` where
/// they are too short, or a word for a property or for any thing.
fn first_part(proposal: &Proposal) -> Option<String> {
    let name = &proposal.sightings.first()?.name;
    let prose = Prose::new(name, Languages::builtin().abbreviations());
    let tokens = prose.tokens();
    let first = tokens.first()?;
    let end = if first.kind == TokenKind::Han {
        tokens
            .iter()
            .take_while(|token| token.kind == TokenKind::Han)
            .last()?
    } else {
        first
    };
    let part = &name[first.span.start..end.span.end];
    let han = part.chars().filter(|&c| is_han(c)).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let long = han >= SHORTEST.1 || (han == 0 && letters >= SHORTEST.0);
    let whole = end.span.end == tokens.last()?.span.end;
    (long && !whole && first.kind != TokenKind::Number && !names::is_common(part))
        .then(|| part.to_owned())
}
