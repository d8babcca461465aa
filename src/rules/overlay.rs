//! What a project changes in a pack's promise: settings give way, phrases are added.

use super::file::{FacetFile, PhraseTable, PromiseFile, SeverityFile};
use super::place::At;
use super::ruleset::Level;

/// Lays `over` on `base`.
pub(super) fn merge(base: &mut PromiseFile, over: PromiseFile) {
    base.flawed |= over.flawed;
    set(&mut base.summary, over.summary);
    base.severity = severity(base.severity.take(), over.severity);
    set(&mut base.owner, over.owner);
    set(&mut base.stage, over.stage);
    set(&mut base.customers, over.customers);
    set(&mut base.channels, over.channels);
    set(&mut base.from, over.from);
    set(&mut base.until, over.until);
    set(&mut base.link, over.link);
    set(&mut base.advice, over.advice);
    set(&mut base.applies, over.applies);
    set(&mut base.suppressible, over.suppressible);
    set(&mut base.evidence, over.evidence);
    set_list(&mut base.subject, over.subject);
    set_list(&mut base.stated_in, over.stated_in);
    base.approved.extend(over.approved);
    base.disclosures.extend(over.disclosures);
    base.cases.extend(over.cases);
    base.examples.broken.extend(over.examples.broken);
    base.examples.fine.extend(over.examples.fine);
    for (base, over) in [
        (&mut base.claims, over.claims),
        (&mut base.lookalikes, over.lookalikes),
        (&mut base.allows, over.allows),
    ] {
        add(base, over);
    }
    for facet in over.breaches {
        add_facet(&mut base.breaches, facet);
    }
    match (&mut base.value, over.value) {
        (Some(base), Some(over)) => {
            set(&mut base.is, over.is);
            set(&mut base.kind, over.kind);
            add(&mut base.topic, over.topic);
        }
        (base, over) => set(base, over),
    }
}

/// One severity for all takes the place of the pack's; a table changes what it names.
fn severity(base: Option<SeverityFile>, over: Option<SeverityFile>) -> Option<SeverityFile> {
    let Some(SeverityFile::By(mut named)) = over else {
        return over.or(base);
    };
    let known = |named: &[(At<String>, At<Level>)], name: &str| {
        named.iter().any(|(key, _)| key.value == name)
    };
    match base {
        Some(SeverityFile::By(base)) => {
            let kept = base
                .into_iter()
                .filter(|(key, _)| !known(&named, &key.value));
            let kept: Vec<_> = kept.collect();
            named.extend(kept);
        }
        Some(SeverityFile::Same(level)) if !known(&named, DEFAULT) => {
            named.push((At::new(DEFAULT.to_owned(), level.place), level));
        }
        Some(SeverityFile::Same(_)) | None => {}
    }
    Some(SeverityFile::By(named))
}

/// The key for what a table of severities does not name.
const DEFAULT: &str = "default";

fn set<T>(base: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *base = over;
    }
}

fn set_list<T>(base: &mut Vec<T>, over: Vec<T>) {
    if !over.is_empty() {
        *base = over;
    }
}

fn add(base: &mut PhraseTable, over: PhraseTable) {
    base.lists.extend(over.lists);
}

fn add_facet(base: &mut Vec<FacetFile>, over: FacetFile) {
    fn name(facet: &FacetFile) -> Option<&str> {
        facet.name.as_ref().map(|name| name.value.as_str())
    }
    match base.iter_mut().find(|facet| name(facet) == name(&over)) {
        Some(facet) => add(&mut facet.phrases, over.phrases),
        None => base.push(over),
    }
}
