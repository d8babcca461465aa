//! The promises in force: those of the project, and those of packs as the project changes them.
//!
//! A pack's promise steps back where one of the project `replaces` it, and takes phrases and
//! settings from `[pack.NAME.PROMISE]`.

use std::collections::{BTreeSet, HashMap};

use super::build::{Names, unknown_name};
use super::file::{OverlayFile, PromiseFile, RulesFile, SeverityFile};
use super::mistake::{Mistake, Mistakes};
use super::overlay;
use super::packs;
use super::place::At;
use super::ruleset::Level;
use super::suggest;

/// A promise as it is to be compiled.
pub(super) struct Draft {
    /// Its full id: `x`, or `pack/x`.
    pub id: String,
    /// The pack that it comes from.
    pub pack: Option<String>,
    pub written: PromiseFile,
}

/// The promises in force, and the ids of those that are not.
pub(super) struct Drafts {
    pub in_force: Vec<Draft>,
    pub silenced: Vec<String>,
}

/// A pack in use with the names of its promises.
type PackNames = (String, Vec<String>);

/// Takes the promises out of the project's `own` files and of the `packs` in use; where the own
/// file is a pack itself, `pack` is its name.
pub(super) fn collect(
    pack: Option<&str>,
    own: &mut [RulesFile],
    packs: &mut [(String, RulesFile)],
    mistakes: &Mistakes,
) -> Drafts {
    let mut drafts = own_promises(pack, own, mistakes);
    let names = |(pack, file): &(String, RulesFile)| {
        let promises = file.promises.iter().map(|promise| promise.id.value.clone());
        (pack.clone(), promises.collect())
    };
    let pack_names: Vec<PackNames> = packs.iter().map(names).collect();
    let replaced = replaced(&drafts, &pack_names, mistakes);
    let first_of_packs = drafts.len();
    for (pack, file) in packs {
        let promises = std::mem::take(&mut file.promises).into_iter();
        drafts.extend(promises.map(|written| Draft {
            id: format!("{pack}/{}", written.id.value),
            pack: Some(pack.clone()),
            written,
        }));
    }
    let overlays = own.iter().flat_map(|file| &file.overlays);
    apply(
        &mut drafts[first_of_packs..],
        overlays,
        &pack_names,
        mistakes,
    );
    let silent = |draft: &Draft| {
        let off = matches!(
            draft.written.severity,
            Some(SeverityFile::Same(At {
                value: Level::Off,
                ..
            }))
        );
        off || replaced.contains(&draft.id)
    };
    let (silenced, in_force): (Vec<_>, Vec<_>) = drafts.into_iter().partition(silent);
    Drafts {
        in_force,
        silenced: silenced.into_iter().map(|draft| draft.id).collect(),
    }
}

fn own_promises(pack: Option<&str>, own: &mut [RulesFile], mistakes: &Mistakes) -> Vec<Draft> {
    let mut names = Names::new("promise");
    let mut drafts = Vec::new();
    for written in own
        .iter_mut()
        .flat_map(|file| std::mem::take(&mut file.promises))
    {
        if names.declare(&written.id, (), mistakes) {
            check_id(&written.id, mistakes);
            let id = &written.id.value;
            drafts.push(Draft {
                id: pack.map_or_else(|| id.clone(), |pack| format!("{pack}/{id}")),
                pack: pack.map(str::to_owned),
                written,
            });
        }
    }
    drafts
}

/// An id must be readable in `[pack/]promise[.facet]` and in directives.
fn check_id(id: &At<String>, mistakes: &Mistakes) {
    let bad = |c: char| c.is_whitespace() || c.is_control() || "./,:;()[]\"'`".contains(c);
    if id.value.is_empty() || id.value.contains(bad) {
        let message = format!("`{}` cannot name a promise", id.value.escape_debug());
        let help = "use letters, digits and `-`".to_owned();
        mistakes.report(Mistake::new("bad-id", id.place, message).help(help));
    }
}

/// The ids of packs' promises that step back.
fn replaced(drafts: &[Draft], packs: &[PackNames], mistakes: &Mistakes) -> BTreeSet<String> {
    let mut replaced = BTreeSet::new();
    for name in drafts.iter().flat_map(|draft| &draft.written.replaces) {
        let Some((pack, promise)) = name.value.split_once('/') else {
            let message = format!("`{}` names no promise of a pack", name.value);
            let help = "write `pack/promise`".to_owned();
            mistakes.report(Mistake::new("unknown-name", name.place, message).help(help));
            continue;
        };
        let Some(known) = promises_of(pack, packs) else {
            let pack = At::new(pack.to_owned(), name.place);
            mistakes.report(unknown_pack(&pack));
            continue;
        };
        if known.iter().any(|known| known == promise) {
            replaced.insert(name.value.clone());
        } else {
            mistakes.report(unknown_promise(pack, promise, name, &known));
        }
    }
    replaced
}

/// The promises of a pack, in use or not; `None` where there is no such pack.
fn promises_of(pack: &str, packs: &[PackNames]) -> Option<Vec<String>> {
    if let Some((_, promises)) = packs.iter().find(|(name, _)| name == pack) {
        return Some(promises.clone());
    }
    packs::named(pack).map(packs::Pack::promises)
}

fn apply<'f>(
    drafts: &mut [Draft],
    overlays: impl Iterator<Item = &'f OverlayFile>,
    packs: &[PackNames],
    mistakes: &Mistakes,
) {
    let ids = drafts.iter().enumerate();
    let by_id: HashMap<String, usize> = ids.map(|(at, draft)| (draft.id.clone(), at)).collect();
    for file in overlays {
        let pack = &file.pack;
        if !packs.iter().any(|(name, _)| *name == pack.value) {
            mistakes.report(match packs::named(&pack.value) {
                Some(_) => not_in_use(pack),
                None => unknown_pack(pack),
            });
            continue;
        }
        for promise in &file.promises {
            let id = format!("{}/{}", pack.value, promise.id.value);
            if let Some(&at) = by_id.get(&id) {
                check_overlay(&drafts[at].written, promise, mistakes);
                overlay::merge(&mut drafts[at].written, promise.clone());
            } else {
                let known = promises_of(&pack.value, packs).unwrap_or_default();
                let name = &promise.id;
                mistakes.report(unknown_promise(&pack.value, &name.value, name, &known));
            }
        }
    }
}

/// What a change to a pack's promise says must make sense there.
fn check_overlay(base: &PromiseFile, over: &PromiseFile, mistakes: &Mistakes) {
    if let Some(name) = over.replaces.first() {
        let message = "`replaces` belongs to a promise of your own";
        let help =
            "write `[promise.NAME]` with it; a change to a pack's promise keeps that promise";
        let mistake = Mistake::new("misplaced-key", name.place, message);
        mistakes.report(mistake.help(help.to_owned()));
    }
    let facets = || base.breaches.iter().filter_map(|facet| facet.name.as_ref());
    for name in over.breaches.iter().filter_map(|facet| facet.name.as_ref()) {
        if facets().any(|known| known.value == name.value) {
            continue;
        }
        let known = facets().map(|known| known.value.as_str());
        if let Some(near) = suggest::nearest(&name.value, known) {
            let message = format!("`{}` is a new facet of this promise", name.value);
            let help = format!("did you mean `{near}`?");
            let mistake = Mistake::new("new-facet", name.place, message).warning();
            mistakes.report(mistake.help(help));
        }
    }
}

pub(super) fn unknown_pack(name: &At<String>) -> Mistake {
    let packs = packs::builtin_packs();
    if packs.is_empty() {
        return Mistake::new(
            "unknown-name",
            name.place,
            format!("unknown pack `{}`", name.value),
        );
    }
    unknown_name("pack", name, packs.iter().map(|pack| pack.name))
}

fn not_in_use(pack: &At<String>) -> Mistake {
    let message = format!("the pack `{}` is not in use", pack.value);
    let help = format!("add \"{}\" to `packs`", pack.value);
    Mistake::new("unused-pack", pack.place, message).help(help)
}

fn unknown_promise(pack: &str, promise: &str, name: &At<String>, known: &[String]) -> Mistake {
    let message = format!("the pack `{pack}` has no promise `{promise}`");
    let help = suggest::help(promise, known.iter().map(String::as_str));
    Mistake::new("unknown-name", name.place, message).help(help)
}
