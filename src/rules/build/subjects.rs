//! Subjects: their kinds, what they are part of, their names.

use crate::rules::file::{RulesFile, SubjectFile};
use crate::rules::mistake::Mistake;
use crate::rules::place::At;
use crate::rules::ruleset::{DEFAULT_KIND, Each, KindId, PhraseRole, Subject, SubjectId, Subjects};

use super::Builder;
use super::channels::read_globs;
use super::phrases::Lexicon;

pub(super) fn subjects(
    builder: &mut Builder,
    files: &[RulesFile],
    lexicon: &mut Lexicon,
) -> Subjects {
    let mut written: Vec<&SubjectFile> = Vec::new();
    for subject in files.iter().flat_map(|file| &file.subjects) {
        let in_pack = subject.id.place.file >= builder.first_pack;
        // A project that declares a pack's subject itself means its own.
        if in_pack && builder.subjects.contains(&subject.id.value) {
            continue;
        }
        let id = SubjectId::new(written.len());
        if builder.subjects.declare(&subject.id, id, builder.mistakes) {
            written.push(subject);
        }
    }
    let parents = parents(builder, &written);
    let mut kinds: Vec<String> = Vec::new();
    let kind_of = kinds_of(builder, &written, &parents, &mut kinds);
    let list = written.iter().enumerate().map(|(at, subject)| {
        lexicon.add(
            builder,
            &subject.names,
            PhraseRole::SubjectName(SubjectId::new(at)),
        );
        Subject {
            id: subject.id.value.clone(),
            kind: kind_of[at],
            part_of: parents[at],
            paths: read_globs(builder.mistakes, &subject.paths),
            each: subject.each.as_ref().map(|each| Each {
                paths: read_globs(builder.mistakes, &each.paths),
                from: each.from.clone(),
            }),
            capital: false,
            declared: builder.declared(subject.id.place),
        }
    });
    Subjects::new(list.collect(), kinds)
}

/// What each subject is part of; a `part-of` that closes a circle is reported and left out.
fn parents(builder: &Builder, written: &[&SubjectFile]) -> Vec<Option<SubjectId>> {
    let find = |name: &At<String>| builder.subjects.find(name, builder.mistakes);
    let mut parents: Vec<Option<SubjectId>> = written
        .iter()
        .map(|subject| subject.part_of.as_ref().and_then(find))
        .collect();
    // A subject is settled once its way up is known to end; each is walked once.
    let mut settled = vec![false; written.len()];
    for start in 0..written.len() {
        let mut way = Vec::new();
        let mut on_way = std::collections::HashSet::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|&at| !settled[at]) {
            if !on_way.insert(at) {
                report_circle(builder, written, &way, at);
                let last = way[way.len() - 1];
                parents[last] = None;
                break;
            }
            way.push(at);
            next = parents[at].map(SubjectId::index);
        }
        for at in way {
            settled[at] = true;
        }
    }
    parents
}

fn report_circle(builder: &Builder, written: &[&SubjectFile], way: &[usize], again: usize) {
    let from = way.iter().position(|&at| at == again).unwrap_or_default();
    let shown = way[from..].iter().take(8).chain([&again]);
    let names: Vec<_> = shown
        .map(|&at| format!("`{}`", written[at].id.value))
        .collect();
    let last = way[way.len() - 1];
    let place = written[last]
        .part_of
        .as_ref()
        .map_or(written[last].id.place, |name| name.place);
    let message = format!(
        "subjects are part of one another in a circle: {}",
        names.join(" in ")
    );
    let help = "take out one `part-of`".to_owned();
    builder
        .mistakes
        .report(Mistake::new("circle", place, message).help(help));
}

/// The kind of each subject: its own, else that of what it is part of.
fn kinds_of(
    builder: &Builder,
    written: &[&SubjectFile],
    parents: &[Option<SubjectId>],
    kinds: &mut Vec<String>,
) -> Vec<KindId> {
    let mut of: Vec<Option<KindId>> = vec![None; written.len()];
    for start in 0..written.len() {
        let mut way = Vec::new();
        let mut next = Some(start);
        let mut kind = None;
        while let Some(at) = next {
            kind = of[at].or_else(|| {
                written[at]
                    .kind
                    .as_ref()
                    .map(|kind| intern(kinds, &kind.value))
            });
            way.push(at);
            if kind.is_some() {
                break;
            }
            next = parents[at].map(SubjectId::index);
        }
        let kind = kind.unwrap_or_else(|| intern(kinds, DEFAULT_KIND));
        for at in way {
            of[at] = Some(kind);
        }
    }
    let of: Vec<KindId> = of.into_iter().flatten().collect();
    for (at, parent) in parents.iter().enumerate() {
        let Some(parent) = parent.filter(|parent| of[parent.index()] != of[at]) else {
            continue;
        };
        report_kinds(
            builder,
            written,
            (at, &kinds[of[at].index()]),
            parent,
            &kinds[of[parent.index()].index()],
        );
    }
    of
}

fn report_kinds(
    builder: &Builder,
    written: &[&SubjectFile],
    (at, kind): (usize, &str),
    parent: SubjectId,
    parent_kind: &str,
) {
    let parent = &written[parent.index()].id;
    let place = written[at]
        .part_of
        .as_ref()
        .map_or(written[at].id.place, |name| name.place);
    let message = format!(
        "`{}` is a {kind} and cannot be part of `{}`, a {parent_kind}",
        written[at].id.value, parent.value,
    );
    let help = "give both the same `kind`, or take out `part-of`".to_owned();
    let mistake = Mistake::new("other-kind", place, message).help(help);
    builder
        .mistakes
        .report(mistake.also(parent.place, "declared here"));
}

fn intern(kinds: &mut Vec<String>, name: &str) -> KindId {
    let at = kinds
        .iter()
        .position(|kind| kind == name)
        .unwrap_or_else(|| {
            kinds.push(name.to_owned());
            kinds.len() - 1
        });
    KindId::new(at)
}
