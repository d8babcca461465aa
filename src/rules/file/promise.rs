//! `[promise.NAME]`, and what a file changes in a pack's promise.

use jiff::civil::Date;
use toml::de::DeValue;

use crate::rules::mistake::Mistake;
use crate::rules::place::{At, Place};
use crate::rules::ruleset::Applies;

use super::disclosure::{self, DisclosureFile};
use super::example::{self, CaseFile, ExamplesFile};
use super::phrases::{self, PhraseList, PhraseTable};
use super::reader::{Table, Value};
use super::severity::{self, SeverityFile};
use super::value::{self, EvidenceFile, ValueFile};

/// A promise, as written.
#[derive(Clone)]
pub(in crate::rules) struct PromiseFile {
    pub id: At<String>,
    /// Its table's header.
    pub place: Place,
    /// Whether a part of it could not be read, so that what seems to be missing may be there.
    pub flawed: bool,
    pub summary: Option<At<String>>,
    pub subject: Vec<At<String>>,
    pub severity: Option<SeverityFile>,
    pub owner: Option<At<String>>,
    pub stage: Option<At<String>>,
    pub customers: Option<At<i64>>,
    pub channels: Option<Vec<At<String>>>,
    pub from: Option<At<Date>>,
    pub until: Option<At<Date>>,
    pub link: Option<At<String>>,
    pub advice: Option<At<String>>,
    pub replaces: Vec<At<String>>,
    pub applies: Option<At<Applies>>,
    pub stated_in: Vec<At<String>>,
    pub suppressible: Option<At<bool>>,
    pub approved: Vec<ApprovedFile>,
    pub claims: PhraseTable,
    pub breaches: Vec<FacetFile>,
    pub lookalikes: PhraseTable,
    pub allows: PhraseTable,
    pub disclosures: Vec<DisclosureFile>,
    pub value: Option<ValueFile>,
    pub evidence: Option<EvidenceFile>,
    pub examples: ExamplesFile,
    pub cases: Vec<CaseFile>,
}

impl PromiseFile {
    /// All tables of phrases but the topic's.
    pub(in crate::rules) fn tables(&self) -> impl Iterator<Item = &PhraseTable> {
        let breaches = self.breaches.iter().map(|facet| &facet.phrases);
        let disclosures = self
            .disclosures
            .iter()
            .map(|disclosure| &disclosure.phrases);
        let tables = [&self.claims, &self.lookalikes, &self.allows];
        tables.into_iter().chain(breaches).chain(disclosures)
    }
}

/// The language, or [`phrases::ANY`], and a sentence that the owner approved.
pub(in crate::rules) type ApprovedFile = (At<String>, At<String>);

/// The phrases of one facet, as written.
#[derive(Clone)]
pub(in crate::rules) struct FacetFile {
    /// Its name; `None` for the phrases that stand under `breaches` by language.
    pub name: Option<At<String>>,
    pub phrases: PhraseTable,
}

/// The choices of `applies`.
pub(in crate::rules) const APPLIES: [(&str, Applies); 2] = [
    ("always", Applies::Always),
    ("when-claimed", Applies::WhenClaimed),
];

/// The promises under a key of the file.
pub(super) fn read_all(table: &mut Table, key: &'static str) -> Vec<PromiseFile> {
    table
        .table(key)
        .map(|promises| read_each(&promises))
        .unwrap_or_default()
}

/// The promises of a table that holds nothing else.
pub(super) fn read_each(promises: &Table) -> Vec<PromiseFile> {
    let one = |value: &Value| {
        let table = value.table(promises.path_of(&super::unknown::quoted_key(value.key)))?;
        let table = table.of(promises.section);
        Some(read(At::new(value.key.to_owned(), value.key_place), table))
    };
    promises.rest.iter().filter_map(one).collect()
}

fn read(id: At<String>, mut table: Table) -> PromiseFile {
    let path = table.path_of("severity");
    let mistakes = table.cx.mistakes;
    let before = mistakes.errors();
    let mut promise = PromiseFile {
        id,
        place: table.place,
        flawed: false,
        summary: table.string("summary"),
        subject: table
            .get("subject")
            .map(|value| value.one_or_many())
            .unwrap_or_default(),
        severity: table
            .get("severity")
            .and_then(|value| severity::read(&value, path)),
        owner: table.string("owner"),
        stage: table.string("stage"),
        customers: table.integer("customers"),
        channels: table.get("channels").map(|value| value.strings()),
        from: table.date("from"),
        until: table.date("until"),
        link: table.string("link"),
        advice: table.string("advice"),
        replaces: table.strings("replaces"),
        applies: table
            .get("applies")
            .and_then(|value| value.one_of(&APPLIES)),
        stated_in: table.strings("stated-in"),
        suppressible: table.bool("suppressible"),
        approved: table
            .get("approved")
            .map(|value| read_approved(&value, table.path_of("approved")))
            .unwrap_or_default(),
        claims: phrases::get(&mut table, "claims").unwrap_or_default(),
        breaches: table
            .table("breaches")
            .map(|table| read_breaches(&table))
            .unwrap_or_default(),
        lookalikes: phrases::get(&mut table, "lookalikes").unwrap_or_default(),
        allows: phrases::get(&mut table, "allows").unwrap_or_default(),
        disclosures: disclosure::read_all(&mut table),
        value: table.table("value").map(value::read),
        evidence: table.table("evidence").map(value::read_evidence),
        examples: table
            .table("examples")
            .map(example::read_examples)
            .unwrap_or_default(),
        cases: example::read_cases(&mut table),
    };
    table.finish();
    promise.flawed = mistakes.errors() > before;
    promise
}

/// Approved sentences: a list of them, or by language one or a list.
fn read_approved(value: &Value, path: String) -> Vec<ApprovedFile> {
    let every = At::new(phrases::ANY.to_owned(), value.key_place);
    if !matches!(value.toml, DeValue::Table(_)) {
        let all = value.strings().into_iter();
        return all.map(|text| (every.clone(), text)).collect();
    }
    let Some(mut table) = value.table(path) else {
        return Vec::new();
    };
    let mut approved = Vec::new();
    let rest = std::mem::take(&mut table.rest);
    for value in rest {
        if !phrases::is_language(&value) {
            table.rest.push(value);
            continue;
        }
        let language = At::new(value.key.to_owned(), value.key_place);
        let texts = value.one_or_many().into_iter();
        approved.extend(texts.map(|text| (language.clone(), text)));
    }
    table.finish();
    approved
}

/// Breaches by facet; those by language make the facet without a name.
fn read_breaches(table: &Table) -> Vec<FacetFile> {
    let mut unnamed: Vec<PhraseList> = Vec::new();
    let mut facets = Vec::new();
    for value in &table.rest {
        if phrases::is_language(value) {
            unnamed.extend(read_language(table, value));
        } else if let Some(facet) = read_facet(table, value) {
            facets.push(facet);
        }
    }
    if !unnamed.is_empty() {
        facets.insert(
            0,
            FacetFile {
                name: None,
                phrases: PhraseTable { lists: unnamed },
            },
        );
    }
    facets
}

fn read_language(table: &Table, value: &Value) -> Option<PhraseList> {
    if let DeValue::Table(_) = value.toml {
        let message = format!("`{}` is a language and cannot name a facet", value.key);
        let help = format!(
            "give the facet another name than `[{}.{}]`",
            table.path, value.key
        );
        value
            .cx
            .report(Mistake::new("language-as-facet", value.key_place, message).help(help));
        return None;
    }
    phrases::read_list(value)
}

fn read_facet(table: &Table, value: &Value) -> Option<FacetFile> {
    if let DeValue::Table(_) = value.toml {
        let facet = value.table(table.path_of(&super::unknown::quoted_key(value.key)))?;
        let name = Some(At::new(value.key.to_owned(), value.key_place));
        return Some(FacetFile {
            name,
            phrases: phrases::read(facet),
        });
    }
    if super::unknown::misplaced(table, value) {
        return None;
    }
    let languages = value.cx.languages.iter().map(String::as_str);
    let near = crate::rules::suggest::nearest(value.key, languages);
    let help = match near {
        Some(code) => format!("for a language, did you mean `{code}`?"),
        None => format!(
            "for a facet, write `[{}.{}]` with phrases by language",
            table.path, value.key
        ),
    };
    let message = format!("`{}` is no language, and a facet needs a table", value.key);
    value
        .cx
        .report(Mistake::new("unknown-language", value.key_place, message).help(help));
    None
}
