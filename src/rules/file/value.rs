//! `value` and `evidence` of a promise.

use jiff::civil::Date;
use toml::de::DeValue;

use crate::rules::place::{At, Place};

use super::disclosure::{self, DisclosureFile, RequiredFile};
use super::phrases::{self, ANY, PhraseList, PhraseTable};
use super::reader::{Table, Value};

/// A value that texts must give, as written.
#[derive(Clone)]
pub(in crate::rules) struct ValueFile {
    pub place: Place,
    pub is: Option<IsFile>,
    pub kind: Option<At<String>>,
    pub topic: PhraseTable,
}

/// What is promised, as written.
#[derive(Clone)]
pub(in crate::rules) enum IsFile {
    /// The same for every subject.
    Same(At<String>),
    /// By the subject's id.
    BySubject(Vec<(At<String>, At<String>)>),
}

/// Proof on file, as written.
#[derive(Clone)]
pub(in crate::rules) struct EvidenceFile {
    pub reference: Option<At<String>>,
    pub until: Option<At<Date>>,
    /// Where a claim must name it.
    pub named: RequiredFile,
}

impl EvidenceFile {
    /// The disclosure that a claim needs where it must name the proof.
    pub(in crate::rules) fn disclosure(&self) -> Option<DisclosureFile> {
        let reference = self.reference.as_ref()?;
        if matches!(self.named, RequiredFile::No) {
            return None;
        }
        let place = reference.place;
        let list = PhraseList {
            language: At::new(ANY.to_owned(), place),
            phrases: vec![At::new(literal(&reference.value).into(), place)],
        };
        Some(DisclosureFile {
            place,
            phrases: PhraseTable { lists: vec![list] },
            within: None,
            cures: Vec::new(),
            required: self.named.clone(),
        })
    }
}

/// A phrase that is these words and nothing else.
fn literal(words: &str) -> String {
    let mut phrase = String::new();
    for c in words.chars() {
        if !c.is_alphanumeric() && !c.is_whitespace() {
            phrase.push('\\');
        }
        phrase.push(c);
    }
    phrase
}

pub(super) fn read(mut table: Table) -> ValueFile {
    let path = table.path_of("is");
    let value = ValueFile {
        place: table.place,
        is: table.get("is").and_then(|value| read_is(&value, path)),
        kind: table.string("kind"),
        topic: phrases::get(&mut table, "topic").unwrap_or_default(),
    };
    table.finish();
    value
}

pub(super) fn read_evidence(mut table: Table) -> EvidenceFile {
    let evidence = EvidenceFile {
        reference: table.string("ref"),
        until: table.date("until"),
        named: disclosure::read_required(&mut table, "named"),
    };
    table.finish();
    evidence
}

fn read_is(value: &Value, path: String) -> Option<IsFile> {
    match value.toml {
        DeValue::String(_) => value.string().map(IsFile::Same),
        DeValue::Table(_) => {
            let table = value.table(path)?;
            let by_subject = table.rest.iter().filter_map(|value| {
                let subject = At::new(value.key.to_owned(), value.key_place);
                Some((subject, quantity(value)?))
            });
            Some(IsFile::BySubject(by_subject.collect()))
        }
        _ => quantity(value).map(IsFile::Same),
    }
}

fn quantity(value: &Value) -> Option<At<String>> {
    match value.toml {
        DeValue::String(_) => value.string(),
        _ => value.wrong_type("a value with its unit in quotes, such as \"at least 30 days\""),
    }
}
