//! Proposals as tables of a rules file, ready to paste.

use std::collections::BTreeMap;
use std::io;

use super::{Proposal, Sighting};

/// So many places of a proposal are named; the others are counted.
const SHOWN: usize = 5;

/// Writes proposals as TOML, with counts and places as comments.
///
/// # Errors
///
/// Those of `out`.
pub fn write_toml(proposals: &[Proposal], out: &mut dyn io::Write) -> io::Result<()> {
    if proposals.is_empty() {
        return writeln!(
            out,
            "# No structure of these texts varies over plans or products."
        );
    }
    writeln!(
        out,
        "# Names that structures of the texts vary over. Keep the plans and products; put names of\n\
         # one thing in several languages under one subject."
    )?;
    for proposal in proposals {
        writeln!(out, "\n# {}", counted(&proposal.sightings))?;
        for sighting in proposal.sightings.iter().take(SHOWN) {
            writeln!(out, "#   {}", place(sighting))?;
        }
        let more = proposal.sightings.len().saturating_sub(SHOWN);
        if more > 0 {
            writeln!(out, "#   and {more} more")?;
        }
        writeln!(out, "[subject.{}]", key(&proposal.id))?;
        let names = proposal.names.iter().map(|(code, names)| {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            format!("{code} = [{}]", names.join(", "))
        });
        let names: Vec<String> = names.collect();
        writeln!(out, "names = {{ {} }}", names.join(", "))?;
    }
    Ok(())
}

fn counted(sightings: &[Sighting]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sighting in sightings {
        *counts.entry(sighting.structure.words()).or_default() += 1;
    }
    let each = counts.into_iter().map(|(words, count)| match count {
        1 => format!("1 {words}"),
        _ => format!("{count} {words}s"),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn place(sighting: &Sighting) -> String {
    let clean = |text: &str| text.replace(char::is_control, "\u{fffd}");
    let path = clean(&sighting.path);
    let words = sighting.structure.words();
    match sighting.place {
        Some((at, _)) => {
            let name = clean(&sighting.name);
            format!(
                "{path}:{}:{}: {words} {}",
                at.line,
                at.column,
                quoted(&name)
            )
        }
        None => format!("{path}: {words}"),
    }
}

/// A key as TOML takes it: bare where it can be.
fn key(id: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if id.chars().all(bare) {
        id.to_owned()
    } else {
        quoted(id)
    }
}

/// A basic string of TOML, with control characters replaced.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
