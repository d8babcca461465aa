//! One promise by itself: it must have something to check, on at least one day.
//!
//! What is missing is not told of a promise whose parts could not all be read: it may be there.

use crate::rules::draft::Draft;
use crate::rules::file::{PromiseFile, RequiredFile};
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::suggest;

pub(super) fn check(draft: &Draft, mistakes: &Mistakes) {
    let written = &draft.written;
    check_days(written, mistakes);
    if written.flawed {
        return;
    }
    check_something(written, mistakes);
    check_value(written, mistakes);
    check_evidence(written, mistakes);
    check_claimed(written, mistakes);
    check_disclosures(written, mistakes);
    check_value_phrases(written, mistakes);
}

fn check_something(written: &PromiseFile, mistakes: &Mistakes) {
    let breaches = written
        .breaches
        .iter()
        .any(|facet| !facet.phrases.is_empty());
    if written.claims.is_empty() && !breaches && written.value.is_none() {
        let message = format!("the promise `{}` has nothing to check", written.id.value);
        let help = "add `claims`, `breaches` or a `value`".to_owned();
        mistakes.report(Mistake::new("nothing-to-check", written.id.place, message).help(help));
    }
}

fn check_days(written: &PromiseFile, mistakes: &Mistakes) {
    if let (Some(from), Some(until)) = (written.from, written.until)
        && until.value < from.value
    {
        let message = format!(
            "`until` ({}) lies before `from` ({})",
            until.value, from.value
        );
        let mistake = Mistake::new("no-days", until.place, message).also(from.place, "from here");
        mistakes.report(mistake.help("both days are included; exchange them".to_owned()));
    }
}

fn check_value(written: &PromiseFile, mistakes: &Mistakes) {
    let Some(value) = &written.value else { return };
    if value.topic.is_empty() {
        let message = "a value needs a `topic`: the phrases that say what it is about";
        let help = "add `topic = { en = [\"refund*\"] }`".to_owned();
        mistakes.report(Mistake::new("missing-key", value.place, message).help(help));
    }
    if value.is.is_none() && value.kind.is_none() {
        let message = "a value needs `is`, or the `kind` that every text must agree on";
        let kinds: Vec<_> = crate::quantity::Kind::ALL
            .into_iter()
            .map(crate::quantity::Kind::name)
            .collect();
        let help = format!("`kind` is one of {}", suggest::listed(&kinds));
        mistakes.report(Mistake::new("missing-key", value.place, message).help(help));
    }
}

/// What a claim must name has to be on file.
fn check_evidence(written: &PromiseFile, mistakes: &Mistakes) {
    let Some(evidence) = &written.evidence else {
        return;
    };
    let named = !matches!(evidence.named, RequiredFile::No);
    if named && evidence.reference.is_none() {
        let message = "`named` asks claims to name the proof, and there is no `ref`";
        let help = "add `ref = \"National speed survey 2026\"`".to_owned();
        mistakes.report(Mistake::new("missing-key", written.id.place, message).help(help));
    }
}

/// Settings that speak of claims need claims.
fn check_claimed(written: &PromiseFile, mistakes: &Mistakes) {
    if !written.claims.is_empty() {
        return;
    }
    if written.evidence.is_some() {
        let message = format!(
            "`{}` has evidence but no `claims` that need it",
            written.id.value
        );
        mistakes.report(Mistake::new("missing-key", written.id.place, message));
    }
    if let Some(channel) = written.stated_in.first()
        && written.value.is_none()
    {
        let message = "`stated-in` needs `claims` or a `value`, by which the promise is stated";
        mistakes.report(Mistake::new("missing-key", channel.place, message));
    }
}

fn check_disclosures(written: &PromiseFile, mistakes: &Mistakes) {
    for disclosure in &written.disclosures {
        if disclosure.phrases.is_empty() {
            let message = "this disclosure holds no phrase";
            let help = "add the words that disclose it, by language".to_owned();
            mistakes.report(Mistake::new("empty", disclosure.place, message).help(help));
        }
        let required = !matches!(disclosure.required, RequiredFile::No);
        let claimed = !written.claims.is_empty() || written.value.is_some();
        if required && !claimed {
            let message = "a required disclosure needs `claims` that require it";
            mistakes.report(Mistake::new("missing-key", disclosure.place, message));
        }
    }
}

/// `{value}` needs a value that it can stand for.
fn check_value_phrases(written: &PromiseFile, mistakes: &Mistakes) {
    if written.value.is_some() {
        return;
    }
    for table in written.tables() {
        for (_, phrase) in table
            .phrases()
            .filter(|(_, phrase)| phrase.value.contains('{') && phrase.value.contains("{value}"))
        {
            let message = "`{value}` stands for the promise's `value`, and there is none";
            let help = "name a kind, such as `{data}` or `{money}`".to_owned();
            mistakes.report(Mistake::new("bad-phrase", phrase.place, message).help(help));
        }
    }
}
