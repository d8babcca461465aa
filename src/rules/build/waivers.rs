//! Waivers: what they accept must exist.

use std::collections::HashMap;

use crate::rules::file::{RulesFile, WaiverFile};
use crate::rules::mistake::Mistake;
use crate::rules::place::At;
use crate::rules::ruleset::{FacetId, Promise, PromiseId, Waiver};
use crate::rules::suggest;

use super::Builder;
use super::channels::read_globs;

pub(super) fn waivers(
    builder: &Builder,
    files: &[RulesFile],
    promises: &[Promise],
    silenced: &[String],
) -> Vec<Waiver> {
    let ids = promises.iter().enumerate();
    let by_id: HashMap<&str, usize> = ids.map(|(at, promise)| (promise.id.as_str(), at)).collect();
    let waivers = files.iter().flat_map(|file| &file.waivers);
    waivers
        .filter_map(|waiver| read(builder, waiver, promises, &by_id, silenced))
        .collect()
}

fn read(
    builder: &Builder,
    waiver: &WaiverFile,
    promises: &[Promise],
    by_id: &HashMap<&str, usize>,
    silenced: &[String],
) -> Option<Waiver> {
    for (missing, key) in [
        (waiver.promise.is_none(), "promise"),
        (waiver.reason.is_none(), "reason"),
    ] {
        if missing {
            let message = format!("a waiver needs `{key}`");
            builder
                .mistakes
                .report(Mistake::new("missing-key", waiver.place, message));
        }
    }
    let globs = |path: &Option<At<String>>| {
        let path = path.as_slice();
        (!path.is_empty()).then(|| read_globs(builder.mistakes, path))
    };
    let (paths, other) = (globs(&waiver.path), globs(&waiver.other));
    let target = waiver.promise.as_ref()?;
    let (promise, facet) = find(builder, target, promises, by_id, silenced)?;
    Some(Waiver {
        promise,
        facet,
        paths,
        other,
        quote: waiver.quote.as_ref().map(|text| text.value.clone()),
        until: waiver.until.map(|day| day.value),
        owner: waiver.owner.as_ref().map(|text| text.value.clone()),
        reason: waiver.reason.as_ref()?.value.clone(),
        declared: builder.declared(waiver.place),
    })
}

/// Finds `[pack/]promise[.facet]`.
fn find(
    builder: &Builder,
    target: &At<String>,
    promises: &[Promise],
    by_id: &HashMap<&str, usize>,
    silenced: &[String],
) -> Option<(PromiseId, Option<FacetId>)> {
    let (id, facet) = match target.value.split_once('.') {
        Some((id, facet)) => (id, Some(facet)),
        None => (target.value.as_str(), None),
    };
    let Some(&at) = by_id.get(id) else {
        let mistake = if silenced.iter().any(|known| known == id) {
            let message = format!("`{id}` is switched off or replaced: nothing is left to waive");
            let help = "take the waiver out".to_owned();
            Mistake::new("unused-waiver", target.place, message)
                .warning()
                .help(help)
        } else {
            let message = format!("unknown promise `{id}`");
            let help = suggest::help(id, promises.iter().map(|promise| promise.id.as_str()));
            Mistake::new("unknown-name", target.place, message).help(help)
        };
        builder.mistakes.report(mistake);
        return None;
    };
    let promise = &promises[at];
    let Some(name) = facet else {
        return Some((PromiseId::new(at), None));
    };
    let found = promise.facet_named(name);
    if found.is_none() {
        let message = format!("the promise `{id}` has no facet `{name}`");
        let named = promise
            .facets
            .iter()
            .map(String::as_str)
            .filter(|facet| !facet.is_empty());
        let help = suggest::help(name, named);
        builder
            .mistakes
            .report(Mistake::new("unknown-name", target.place, message).help(help));
    }
    Some((PromiseId::new(at), Some(found?)))
}
