//! The contract of `facts`: one statement a line.

use std::sync::Arc;

use serde::Serialize;

use crate::extract::{Role, Statement};
use crate::language::{Act, Certainty, Holder, Polarity, Time};
use crate::quantity::Quantity;
use crate::rules::Ruleset;

/// One statement as `facts` prints it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact {
    path: String,
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Arc<str>>,
    bytes: [usize; 2],
    text: String,
    promise: String,
    pub(crate) role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    facet: Option<String>,
    polarity: Polarity,
    act: Act,
    holder: Holder,
    time: Time,
    certainty: Certainty,
    conditions: Vec<FactCondition>,
    subject: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Quantity>,
    language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FactCondition {
    kind: &'static str,
    text: String,
    bytes: [usize; 2],
}

/// A statement as `facts` prints it.
#[must_use]
pub fn fact(ruleset: &Ruleset, statement: &Statement) -> Fact {
    let promise = &ruleset.promises[statement.promise.index()];
    let facet = match statement.role {
        Role::Breach(facet) => Some(promise.facets[facet.index()].clone()),
        _ => None,
    };
    let place = &statement.place;
    let reading = &statement.reading;
    let conditions = reading.conditions.iter().map(|condition| FactCondition {
        kind: condition.kind.name(),
        text: condition.text.to_string(),
        bytes: [condition.span.start, condition.span.end],
    });
    let subjects = &ruleset.subjects;
    Fact {
        path: place.path.to_string(),
        line: place.start.line,
        column: place.start.column,
        unit: place.unit.clone(),
        bytes: [place.span.start, place.span.end],
        text: place.text().to_owned(),
        promise: promise.id.clone(),
        role: statement.role.name(),
        facet: facet.filter(|facet| !facet.is_empty()),
        polarity: reading.polarity,
        act: reading.act,
        holder: reading.holder,
        time: reading.time,
        certainty: reading.certainty,
        conditions: conditions.collect(),
        subject: statement
            .scope
            .named
            .iter()
            .map(|&id| subjects.id(id).to_owned())
            .collect(),
        value: statement.value.as_deref().cloned(),
        language: statement.language.to_string(),
        channel: statement
            .channel
            .map(|id| ruleset.channels[id.index()].id.clone()),
    }
}
