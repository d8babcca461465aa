//! Promises: every name in them looked up, every phrase compiled.

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::rules::draft::Draft;
use crate::rules::file::{
    CaseFile, DisclosureFile, EvidenceFile, ExamplesFile, PromiseFile, RequiredFile, SeverityFile,
};
use crate::rules::mistake::Mistake;
use crate::rules::place::At;
use crate::rules::ruleset::{
    Applies, Disclosure, Evidence, Example, ExampleCase, ExampleFile, Examples, FacetId, Level,
    PhraseRole, Promise, PromiseId, Required, Severities, Within,
};
use crate::rules::{VERDICTS, suggest};

use super::Builder;
use super::phrases::Lexicon;
use super::values;

pub(super) fn promises(builder: &Builder, drafts: &[Draft], lexicon: &mut Lexicon) -> Vec<Promise> {
    let numbered = drafts.iter().enumerate();
    numbered
        .map(|(at, draft)| promise(builder, draft, PromiseId::new(at), lexicon))
        .collect()
}

fn promise(builder: &Builder, draft: &Draft, id: PromiseId, lexicon: &mut Lexicon) -> Promise {
    let written = &draft.written;
    let mistakes = builder.mistakes;
    let facets = facets(builder, written, id, lexicon);
    lexicon.add(builder, &written.claims, PhraseRole::Claim(id));
    lexicon.add(builder, &written.lookalikes, PhraseRole::Lookalike(id));
    lexicon.add(builder, &written.allows, PhraseRole::Allow(id));
    if let Some(value) = &written.value {
        lexicon.add(builder, &value.topic, PhraseRole::Topic(id));
    }
    let named = written.evidence.as_ref().and_then(EvidenceFile::disclosure);
    let disclosures =
        written
            .disclosures
            .iter()
            .chain(&named)
            .enumerate()
            .map(|(at, disclosure)| {
                lexicon.add(
                    builder,
                    &disclosure.phrases,
                    PhraseRole::Disclosure(id, at as u32),
                );
                read_disclosure(builder, disclosure, &facets)
            });
    let disclosures = disclosures.collect();
    let in_pack = draft.pack.is_some();
    let by_default = if in_pack {
        Applies::WhenClaimed
    } else {
        Applies::Always
    };
    let channels = written.channels.as_ref();
    Promise {
        id: draft.id.clone(),
        summary: written
            .summary
            .as_ref()
            .map(|text| text.value.clone())
            .unwrap_or_default(),
        subjects: builder.subjects.find_all(&written.subject, mistakes),
        severities: severities(builder, written.severity.as_ref(), &facets),
        owner: text(written.owner.as_ref()),
        stage: text(written.stage.as_ref()),
        customers: written
            .customers
            .as_ref()
            .and_then(|number| customers(builder, number)),
        channels: channels.map(|names| builder.channels.find_all(names, mistakes)),
        from: written.from.map(|day| day.value),
        until: written.until.map(|day| day.value),
        link: text(written.link.as_ref()),
        advice: text(written.advice.as_ref()),
        applies: written.applies.map_or(by_default, |applies| applies.value),
        stated_in: builder.channels.find_all(&written.stated_in, mistakes),
        suppressible: written.suppressible.is_none_or(|flag| flag.value),
        approved: written
            .approved
            .iter()
            .map(|(language, text)| (language.value.clone(), text.value.clone()))
            .collect(),
        facets,
        disclosures,
        value: written
            .value
            .as_ref()
            .map(|value| values::value(builder, value)),
        evidence: written.evidence.as_ref().map(|evidence| Evidence {
            reference: text(evidence.reference.as_ref()),
            until: evidence.until.map(|day| day.value),
        }),
        examples: examples(builder, &written.examples, &written.cases),
        declared: builder.declared(written.place),
    }
}

/// Compiles the breaches and gives the names of the facets.
fn facets(
    builder: &Builder,
    written: &PromiseFile,
    id: PromiseId,
    lexicon: &mut Lexicon,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for facet in &written.breaches {
        let name = facet.name.as_ref().map_or("", |name| name.value.as_str());
        let at = *ids.entry(name).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        lexicon.add(
            builder,
            &facet.phrases,
            PhraseRole::Breach(id, FacetId::new(at)),
        );
    }
    names
}

fn severities(builder: &Builder, written: Option<&SeverityFile>, facets: &[String]) -> Severities {
    let error = Level::At(Severity::Error);
    match written {
        None => Severities::new(error, Vec::new()),
        Some(SeverityFile::Same(level)) => Severities::new(level.value, Vec::new()),
        Some(SeverityFile::By(levels)) => {
            let named = |(name, level): &(At<String>, At<Level>)| {
                let known = VERDICTS.contains(&name.value.as_str()) || facets.contains(&name.value);
                if !known && name.value != DEFAULT {
                    report_severity_key(builder, name, facets);
                }
                (name.value.clone(), level.value)
            };
            let mut named: Vec<_> = levels.iter().map(named).collect();
            let default = named.iter().position(|(name, _)| name == DEFAULT);
            let default = default.map_or(error, |at| named.remove(at).1);
            Severities::new(default, named)
        }
    }
}

const DEFAULT: &str = "default";

fn report_severity_key(builder: &Builder, name: &At<String>, facets: &[String]) {
    let message = format!(
        "`{}` is neither a verdict nor a facet of this promise",
        name.value
    );
    let facets = facets
        .iter()
        .map(String::as_str)
        .filter(|facet| !facet.is_empty());
    let known: Vec<&str> = facets.chain([DEFAULT]).chain(VERDICTS).collect();
    let help = match suggest::nearest(&name.value, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", suggest::listed(&known)),
    };
    builder
        .mistakes
        .report(Mistake::new("unknown-name", name.place, message).help(help));
}

fn read_disclosure(builder: &Builder, written: &DisclosureFile, facets: &[String]) -> Disclosure {
    let mistakes = builder.mistakes;
    let facet = |name: &At<String>| {
        let found = facets.iter().position(|facet| *facet == name.value);
        if found.is_none() {
            let message = format!("this promise has no facet `{}`", name.value);
            let named = facets
                .iter()
                .map(String::as_str)
                .filter(|facet| !facet.is_empty());
            let help = suggest::help(&name.value, named);
            mistakes.report(Mistake::new("unknown-name", name.place, message).help(help));
        }
        found.map(FacetId::new)
    };
    // Phrases without an operator are words that can be shown.
    let plain = |text: &str| {
        !text.contains(['(', ')', '|', '&', '*', '?', '$', '{', '/', '\\', '…'])
            && !text.contains("..")
    };
    let phrases = written.phrases.phrases();
    let wordings = phrases
        .filter(|(_, phrase)| plain(&phrase.value))
        .map(|(language, phrase)| (language.value.clone(), phrase.value.to_string()));
    Disclosure {
        wordings: wordings.collect(),
        within: written.within.map_or(Within::Block, |within| within.value),
        cures: written.cures.iter().filter_map(facet).collect(),
        required: match &written.required {
            RequiredFile::No => Required::Never,
            RequiredFile::Everywhere => Required::Everywhere,
            RequiredFile::In(names) => Required::In(builder.channels.find_all(names, mistakes)),
        },
    }
}

fn customers(builder: &Builder, number: &At<i64>) -> Option<u64> {
    let customers = u64::try_from(number.value).ok();
    if customers.is_none() {
        let message = "`customers` cannot be less than 0";
        builder
            .mistakes
            .report(Mistake::new("bad-number", number.place, message));
    }
    customers
}

fn examples(builder: &Builder, written: &ExamplesFile, cases: &[CaseFile]) -> Examples {
    let example = |text: &At<String>| Example {
        text: text.value.clone(),
        declared: builder.declared(text.place),
    };
    let case = |case: &CaseFile| ExampleCase {
        name: text(case.name.as_ref()).unwrap_or_default(),
        today: case.today.map(|day| day.value),
        files: case
            .files
            .iter()
            .map(|(path, text)| ExampleFile {
                path: path.value.clone(),
                text: text.value.clone(),
            })
            .collect(),
        expect: case.expect.iter().map(example).collect(),
        declared: builder.declared(case.place),
    };
    Examples {
        broken: written.broken.iter().map(example).collect(),
        fine: written.fine.iter().map(example).collect(),
        cases: cases.iter().map(case).collect(),
    }
}

fn text(written: Option<&At<String>>) -> Option<String> {
    written.map(|text| text.value.clone())
}
