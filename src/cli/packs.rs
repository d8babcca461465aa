//! `pledgelint packs`: the built-in packs, to read and to copy.

use std::io::{self, Write};

use anyhow::{Result, bail};
use pledgelint::Ruleset;
use pledgelint::rules::{Level, Pack, Promise, builtin_packs};
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::{ListFormat, PacksArgs, PacksCommand};
use crate::exit::Exit;
use crate::output;

/// Lists all packs, or prints one.
pub(crate) fn run(args: &PacksArgs) -> Result<Exit> {
    match &args.command {
        Some(PacksCommand::Show { name, format }) => show(name, *format)?,
        None => list(args.format)?,
    }
    Ok(Exit::Clean)
}

fn list(format: ListFormat) -> Result<()> {
    let packs: Vec<PackEntry> = builtin_packs().iter().map(|pack| entry(*pack)).collect();
    output::write_to(None, |out| match format {
        ListFormat::Json => json(&packs, out),
        ListFormat::Terminal => packs.iter().try_for_each(|pack| in_words(pack, out)),
    })
}

fn show(name: &str, format: ListFormat) -> Result<()> {
    let Some(pack) = builtin_packs().iter().find(|pack| pack.name == name) else {
        let known: Vec<&str> = builtin_packs().iter().map(|pack| pack.name).collect();
        bail!("no pack is named `{name}`: there are {}", known.join(", "));
    };
    output::write_to(None, |out| match format {
        ListFormat::Json => json(&entry(*pack), out),
        ListFormat::Terminal => write!(out, "{}", pack.text),
    })
}

/// What `--format json` prints: all packs, or with `show` one.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum PacksOutput {
    All(Vec<PackEntry>),
    One(PackEntry),
}

/// A pack as `--format json` gives it.
#[derive(JsonSchema, Serialize)]
pub(crate) struct PackEntry {
    name: &'static str,
    about: String,
    /// Whether it applies only where a rules file names it.
    when_named: bool,
    promises: Vec<PromiseEntry>,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct PromiseEntry {
    /// As findings name it: `telecom/unlimited-data`.
    id: String,
    summary: String,
    severity: &'static str,
    /// The ways to break it that have a name.
    facets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

fn entry(pack: Pack) -> PackEntry {
    let ruleset = Ruleset::of_pack(pack.name);
    let promises = ruleset.iter().flat_map(|ruleset| &ruleset.promises);
    PackEntry {
        name: pack.name,
        about: pack.about(),
        when_named: pack.when_named(),
        promises: promises.map(promise_entry).collect(),
    }
}

fn promise_entry(promise: &Promise) -> PromiseEntry {
    let named = promise.facets.iter().filter(|facet| !facet.is_empty());
    PromiseEntry {
        id: promise.id.clone(),
        summary: promise.summary.clone(),
        severity: match promise.severities.default {
            Level::Off => "off",
            Level::At(severity) => severity.name(),
        },
        facets: named.cloned().collect(),
        link: promise.link.clone(),
        advice: promise.advice.clone(),
    }
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn in_words(pack: &PackEntry, out: &mut dyn Write) -> io::Result<()> {
    let named = if pack.when_named {
        " (only where `packs` names it)"
    } else {
        ""
    };
    writeln!(out, "{}{named}", pack.name)?;
    writeln!(out, "  {}", pack.about)?;
    let prefix = pack.name.len() + "/".len();
    let ids = pack.promises.iter().map(|promise| &promise.id[prefix..]);
    let width = ids.map(str::len).max().unwrap_or_default();
    for promise in &pack.promises {
        let id = &promise.id[prefix..];
        writeln!(out, "    {id:width$}  {}", promise.summary)?;
    }
    writeln!(out)
}
