//! Labelled sentences: reads a fixture, and compares readings with its labels.
//!
//! Shared by the measuring program and the tests.

use pledgelint::language::{
    Act, Certainty, ConditionKind, Holder, Language, Languages, Polarity, Reading, Target, Time,
    read,
};
use pledgelint::quantity::Kind;
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

/// Reads a bracketed sentence as the example programs do; braces inside the brackets hold what a
/// pattern leaves open. "of percent" in the label says what the target is about.
pub(crate) fn reading_of(
    marked: &str,
    label: &str,
    languages: &Languages,
    language: &Language,
) -> Reading {
    let mut text = String::new();
    let mut places = Vec::new();
    for c in marked.chars() {
        if "[]{}".contains(c) {
            places.push((c, text.len()));
        } else {
            text.push(c);
        }
    }
    let find = |mark| places.iter().filter(move |place| place.0 == mark);
    let place = |mark| find(mark).next().expect("a target stands in brackets").1;
    let opened = find('{').zip(find('}'));
    let target = Target {
        span: Span::new(place('['), place(']')),
        gaps: opened.map(|(from, to)| Span::new(from.1, to.1)).collect(),
        names: Vec::new(),
    };
    let prose = Prose::new(&text, languages.abbreviations());
    let kind = label.split(';').any(|part| part.trim() == "of percent");
    let amounts = amounts(&text, language, kind.then_some(Kind::Percent));
    read(&prose, target, language, &amounts)
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
                got.kind == *kind && text.as_ref().is_none_or(|text| **text == *got.text)
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
            "of percent" => {}
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
