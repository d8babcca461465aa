//! The contract of `subjects --format json`, version 1: fields are added, never changed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::discover::{Proposal, Sighting, Structure};

/// The whole output.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProposalsOutput {
    /// The version of this contract.
    version: u32,
    subjects: Vec<ProposalOutput>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ProposalOutput {
    id: String,
    /// Names as phrases, by the code of their language, or `any`.
    names: BTreeMap<String, Vec<String>>,
    /// How many places there are.
    count: usize,
    places: Vec<PlaceOutput>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PlaceOutput {
    path: String,
    structure: Structure,
    text: String,
    /// 1-based; absent for the name of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// 1-based, in Unicode scalar values.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    /// Half-open, in the decoded UTF-8 text.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
}

impl From<&[Proposal]> for ProposalsOutput {
    fn from(proposals: &[Proposal]) -> Self {
        let one = |proposal: &Proposal| ProposalOutput {
            id: proposal.id.clone(),
            names: proposal.names.clone(),
            count: proposal.sightings.len(),
            places: proposal.sightings.iter().map(place).collect(),
        };
        Self {
            version: 1,
            subjects: proposals.iter().map(one).collect(),
        }
    }
}

fn place(sighting: &Sighting) -> PlaceOutput {
    PlaceOutput {
        path: sighting.path.to_string(),
        structure: sighting.structure,
        text: sighting.name.clone(),
        line: sighting.place.map(|(at, _)| at.line),
        column: sighting.place.map(|(at, _)| at.column),
        bytes: sighting.place.map(|(_, span)| [span.start, span.end]),
    }
}
