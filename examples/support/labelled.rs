//! Labelled sentences: reads a fixture, and compares readings with its labels.
//!
//! Shared by the measuring program and the tests.

use pledgelint::language::{
    Act, Certainty, ConditionKind, Holder, Language, Languages, Polarity, Reading, Time, read,
};
use pledgelint::text::{Prose, Span};
use serde::Deserialize;

#[path = "amounts.rs"]
mod amounts;

use amounts::amounts;

/// A file of labelled sentences.
#[derive(Deserialize)]
pub(crate) struct Fixture {
    /// Its classes, in order.
    #[serde(rename = "class")]
    pub(crate) classes: Vec<Class>,
}

/// The sentences of one class.
#[derive(Deserialize)]
pub(crate) struct Class {
    /// What the class is about.
    pub(crate) name: String,
    /// Sentences that claim or break something.
    pub(crate) telling: Vec<[String; 2]>,
    /// Sentences that only look like it.
    pub(crate) innocent: Vec<[String; 2]>,
}

impl Class {
    /// All sentences with their labels.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &[String; 2]> {
        self.telling.iter().chain(&self.innocent)
    }
}

/// The reading that a label asks for.
#[derive(Debug, Default)]
struct Expected {
    reading: Reading,
    /// The kinds of the conditions, and their words where the label gives them.
    conditions: Vec<(ConditionKind, Option<String>)>,
}

/// Reads a bracketed sentence as the example programs do.
pub(crate) fn reading_of(marked: &str, languages: &Languages, language: &Language) -> Reading {
    let start = marked.find('[').expect("a target opens with a bracket");
    let end = marked.find(']').expect("a target closes with a bracket") - 1;
    let text = marked.replace(['[', ']'], "");
    let prose = Prose::new(&text, languages.abbreviations());
    let amounts = amounts(&text, language, None);
    read(&prose, Span::new(start, end), language, &amounts)
}

/// The fields in which a reading differs from its label.
pub(crate) fn differences(reading: &Reading, label: &str) -> Vec<(&'static str, String)> {
    let expected = parse(label);
    let want = &expected.reading;
    let mut wrong = Vec::new();
    let mut compare = |field, same: bool, got: String| {
        if !same {
            wrong.push((field, got));
        }
    };
    compare(
        "polarity",
        reading.polarity == want.polarity,
        format!("{:?}", reading.polarity),
    );
    compare("act", reading.act == want.act, format!("{:?}", reading.act));
    compare(
        "holder",
        reading.holder == want.holder,
        format!("{:?}", reading.holder),
    );
    compare(
        "time",
        reading.time == want.time,
        format!("{:?}", reading.time),
    );
    compare(
        "certainty",
        reading.certainty == want.certainty,
        format!("{:?}", reading.certainty),
    );
    let same = reading.conditions.len() == expected.conditions.len()
        && reading
            .conditions
            .iter()
            .zip(&expected.conditions)
            .all(|(got, (kind, text))| {
                got.kind == *kind && text.as_ref().is_none_or(|text| *text == got.text)
            });
    let got: Vec<_> = reading
        .conditions
        .iter()
        .map(|c| (c.kind, &c.text))
        .collect();
    compare("conditions", same, format!("{got:?}"));
    wrong
}

fn parse(label: &str) -> Expected {
    let mut expected = Expected::default();
    let (mut from, mut until) = (None, None);
    let reading = &mut expected.reading;
    for part in label
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        match part {
            "negated" => reading.polarity = Polarity::Negated,
            "question" => reading.act = Act::Question,
            "instruction" => reading.act = Act::Instruction,
            "mention" => reading.act = Act::Mention,
            "hypothetical" => reading.act = Act::Hypothetical,
            "customer" => reading.holder = Holder::Customer,
            "other" => reading.holder = Holder::Other,
            "past" => reading.time = Time::Past,
            "future" => reading.time = Time::Future,
            "absolute" => reading.certainty = Certainty::Absolute,
            "hedged" => reading.certainty = Certainty::Hedged,
            _ => {
                let day = |text: &str| Some(text.parse().expect("a label's day is an ISO date"));
                if let Some(text) = part.strip_prefix("from ") {
                    from = day(text);
                } else if let Some(text) = part.strip_prefix("until ") {
                    until = day(text);
                } else {
                    let (kind, text) = part.split_once('=').unwrap_or((part, ""));
                    let text = (!text.is_empty()).then(|| text.to_owned());
                    expected.conditions.push((kind_of(kind), text));
                }
            }
        }
    }
    if from.is_some() || until.is_some() {
        expected.reading.time = Time::Period { from, until };
    }
    expected
}

fn kind_of(name: &str) -> ConditionKind {
    match name {
        "threshold" => ConditionKind::Threshold,
        "event" => ConditionKind::Event,
        "exception" => ConditionKind::Exception,
        "audience" => ConditionKind::Audience,
        _ => panic!("`{name}` is no label"),
    }
}
