//! Which phrases and values of the rules an example fires.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Deeds;
use crate::quantity::Kind;
use crate::rules::{PhraseRole, PromiseId, Ruleset};

use super::written::{Texts, Written};

/// Every phrase and value of some promises, each with whether an example fires it.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// In the order of the rules files.
    pub items: Vec<Item>,
}

/// A phrase, or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The promise that it belongs to.
    pub promise: String,
    /// What it is for: `claim`, `breach`, `look-alike`, `allow`, `disclosure`, `topic` or `value`.
    pub role: &'static str,
    /// The facet of a breach; empty for the facet without a name.
    pub facet: Option<String>,
    /// The phrase as it is written; of a value, its kind.
    pub text: String,
    /// The code of its language; `None` for `any` and for values.
    pub language: Option<String>,
    /// Where it is written.
    pub written: Written,
    /// Whether an example fires it.
    pub firing: Firing,
    /// Alternatives of it that no example takes; they are told and not counted.
    pub never_taken: Vec<String>,
}

/// What the examples of a promise do with one of its phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firing {
    /// An example holds it and it counts there; a look-alike takes a match out.
    Fired,
    /// Examples hold it, and it never counts: a look-alike or a longer phrase takes it out; a
    /// look-alike takes nothing out.
    Idle,
    /// No example holds it.
    Never,
}

impl Coverage {
    /// How many items an example fires.
    #[must_use]
    pub fn fired(&self) -> usize {
        let fired = |item: &&Item| item.firing == Firing::Fired;
        self.items.iter().filter(fired).count()
    }

    /// The share of items that an example fires, in whole percent, rounded down; 100 without items.
    #[must_use]
    pub fn percent(&self) -> usize {
        (100 * self.fired())
            .checked_div(self.items.len())
            .unwrap_or(100)
    }
}

/// What the examples of one promise did.
#[derive(Default)]
pub(super) struct Trace {
    pub deeds: BTreeMap<usize, Deeds>,
    /// Whether a value was found for it.
    pub valued: bool,
}

/// The coverage of the promises that `traces` holds.
pub(super) fn of(
    ruleset: &Ruleset,
    traces: &BTreeMap<PromiseId, Trace>,
    texts: &Texts,
    own_only: bool,
) -> Coverage {
    let none = Trace::default();
    let trace = |id: PromiseId| traces.get(&id).unwrap_or(&none);
    let mut items = Vec::new();
    for (at, role) in ruleset.phrase_roles.iter().enumerate() {
        if let Some(promise) = role.promise() {
            items.push(phrase(ruleset, at, promise, trace(promise), texts));
        }
    }
    for (at, promise) in ruleset.promises.iter().enumerate() {
        let Some(value) = &promise.value else {
            continue;
        };
        let valued = trace(PromiseId::new(at)).valued;
        items.push(Item {
            promise: promise.id.clone(),
            role: "value",
            facet: None,
            text: value.wanted().map_or("", Kind::name).to_owned(),
            language: None,
            written: texts.place(&value.declared),
            firing: if valued { Firing::Fired } else { Firing::Never },
            never_taken: Vec::new(),
        });
    }
    items.retain(|item| !(own_only && item.written.in_pack));
    items.sort_by(|a, b| (&a.written, a.role).cmp(&(&b.written, b.role)));
    Coverage { items }
}

fn phrase(ruleset: &Ruleset, at: usize, promise: PromiseId, trace: &Trace, texts: &Texts) -> Item {
    let promise = ruleset.promise(promise);
    let (role, facet) = match ruleset.phrase_roles[at] {
        PhraseRole::Breach(_, facet) => ("breach", Some(promise.facets[facet.index()].clone())),
        PhraseRole::Lookalike(_) => ("look-alike", None),
        PhraseRole::Allow(_) => ("allow", None),
        PhraseRole::Disclosure(..) => ("disclosure", None),
        PhraseRole::Topic(_) => ("topic", None),
        PhraseRole::Claim(_) | PhraseRole::SubjectName(_) => ("claim", None),
    };
    let phrase_use = &ruleset.phrase_uses[at];
    let deeds = trace.deeds.get(&at);
    let no_words = BTreeSet::new();
    let words = deeds.map_or(&no_words, |deeds| &deeds.words);
    Item {
        promise: promise.id.clone(),
        role,
        facet,
        text: ruleset.phrases.phrases()[at].text().to_owned(),
        language: phrase_use
            .language
            .map(|language| ruleset.languages[language.index()].code.clone()),
        written: texts.place(&phrase_use.declared),
        firing: match deeds {
            Some(deeds) if deeds.decided => Firing::Fired,
            Some(_) => Firing::Idle,
            None => Firing::Never,
        },
        never_taken: ruleset.phrases.phrases()[at].never_taken(words),
    }
}
