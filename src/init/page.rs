//! The text of a first rules file.

use std::fmt::Write as _;

use crate::extract::Statement;
use crate::rules::{Is, Promise, PromiseId, builtin_packs};

use super::values::{self, Present};
use super::{Made, Survey, channels};
use crate::report::printable;

/// So many places are named in one comment; the rest is counted.
const MOST_PLACES: usize = 4;

/// The name of the schema, beside the rules file.
const SCHEMA: &str = "pledgelint.schema.json";

/// A quote is cut after this many characters.
const LONGEST_QUOTE: usize = 60;

/// Writes to a string, which cannot fail.
macro_rules! line {
    ($out:expr, $($arg:tt)*) => {{
        let _ = writeln!($out, $($arg)*);
    }};
}

pub(super) fn write(survey: &Survey) -> String {
    let mut out = String::new();
    let files = survey.files();
    let plural = if files == 1 { "file" } else { "files" };
    line!(out, "#:schema ./{SCHEMA}");
    line!(
        out,
        "# A first rules file, drawn by `pledgelint init` from {files} {plural}."
    );
    line!(
        out,
        "# Each line says where it was seen: mend what is wrong, take out what nobody promises."
    );
    line!(
        out,
        "# `pledgelint schema rules -o {SCHEMA}` writes the schema by which editors complete it."
    );
    packs(survey, &mut out);
    speakers(survey, &mut out);
    things(survey, &mut out);
    promises(survey, &mut out);
    out
}

fn packs(survey: &Survey, out: &mut String) {
    line!(
        out,
        "\n# Built-in promises; each is held against the texts while one of them makes it."
    );
    line!(out, "packs = [");
    let packs = builtin_packs().iter().filter(|pack| !pack.when_named());
    for pack in packs {
        let prefix = format!("{}/", pack.name);
        let made = survey.made.iter().filter(|(id, made)| {
            made.is_any() && survey.ruleset.promise(**id).id.starts_with(&prefix)
        });
        let made: Vec<&Made> = made.map(|(_, made)| made).collect();
        let seen = match made.first().and_then(|made| made.first()) {
            Some(first) => format!(
                "{} of its promises made, one in {}",
                made.len(),
                place(first)
            ),
            None => "none of its promises made yet".to_owned(),
        };
        line!(out, "  {}, # {seen}", quoted(pack.name));
    }
    line!(out, "]");
}

fn speakers(survey: &Survey, out: &mut String) {
    let mut paths: Vec<&str> = survey.paths.iter().map(String::as_str).collect();
    paths.sort_unstable();
    let channels = channels::propose(paths.into_iter());
    if channels.is_empty() {
        return;
    }
    line!(
        out,
        "\n# ---- Who speaks where, by the names of folders and files"
    );
    for channel in channels {
        line!(out, "\n[channel.{}]", channel.name);
        line!(out, "paths = [");
        for (pattern, first, files) in &channel.patterns {
            let more = match files {
                1 => String::new(),
                files => format!(" and {} more", files - 1),
            };
            line!(out, "  {}, # {}{more}", quoted(pattern), flat(first));
        }
        line!(out, "]");
        if channel.authority != 0 {
            let why = "where two texts disagree, the higher is taken as the truth";
            line!(out, "authority = {} # {why}", channel.authority);
        }
    }
}

fn things(survey: &Survey, out: &mut String) {
    let names = survey.names.all();
    if names.is_empty() {
        return;
    }
    line!(out, "\n# ---- What is spoken about");
    line!(
        out,
        "# Names that the texts give to things. Two subjects are never held against each other,"
    );
    line!(
        out,
        "# so the names of one thing, in all languages, go into one: take the signs away then."
    );
    for (name, place) in names {
        let id = name.to_lowercase().replace(' ', "-");
        line!(out, "#\n# [subject.{}]", key(&flat(&id)));
        line!(
            out,
            "# names = {{ any = [{}] }} # {}",
            quoted(&flat(name)),
            flat(place)
        );
    }
}

fn promises(survey: &Survey, out: &mut String) {
    let made: Vec<_> = survey
        .made
        .iter()
        .filter(|(_, made)| made.is_any())
        .collect();
    if made.is_empty() {
        return;
    }
    line!(out, "\n# ---- What is promised");
    line!(
        out,
        "# \"when-claimed\": held against the texts that speak of the same, while one makes it."
    );
    line!(
        out,
        "# \"always\": every text is held to it, of whatever product, unless `subject` names one."
    );
    for (id, made) in made {
        promise(survey, *id, made, out);
    }
}

fn promise(survey: &Survey, id: PromiseId, made: &Made, out: &mut String) {
    let promise = survey.ruleset.promise(id);
    let Some((pack, name)) = promise.id.split_once('/') else {
        return;
    };
    line!(out, "\n# {}", flat(&promise.summary));
    line!(out, "[pack.{pack}.{}]", key(name));
    let seen: Vec<&Statement> = made.claims.iter().chain(&made.values).collect();
    line!(out, "applies = \"when-claimed\" # {}", places(&seen));
    value(promise, made, out);
}

/// The value that texts give now, where the pack leaves it to them.
fn value(promise: &Promise, made: &Made, out: &mut String) {
    let open = promise
        .value
        .as_ref()
        .is_some_and(|value| matches!(value.is, Is::Anything));
    let values: Vec<&Statement> = made.values.iter().collect();
    if !open || values.is_empty() {
        return;
    }
    match values::present(promise, &values) {
        Some(Present {
            is,
            agreeing,
            others,
        }) => {
            line!(out, "value.is = {} # {}", quoted(&is), places(&agreeing));
            if !others.is_empty() {
                line!(out, "# Other values: {}", places(&others));
            }
        }
        None => line!(
            out,
            "# value.is = \"…\" is left to you; the texts say: {}",
            places(&values)
        ),
    }
}

/// `a.md:1 "unlimited data", b.md:3 "no limits" and 7 more`.
fn places(statements: &[&Statement]) -> String {
    let shown = statements.iter().take(MOST_PLACES);
    let shown: Vec<String> = shown
        .map(|one| format!("{} \"{}\"", place(one), quote(one.place.text())))
        .collect();
    let more = statements.len().saturating_sub(MOST_PLACES);
    let more = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    format!("{}{more}", shown.join(", "))
}

fn place(statement: &Statement) -> String {
    let place = &statement.place;
    format!("{}:{}", flat(&place.path), flat(&place.line()))
}

fn quote(text: &str) -> String {
    let flat = flat(text);
    match flat.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}

/// One line without control characters, and without those that turn the direction of writing, as
/// comments may hold it.
fn flat(text: &str) -> String {
    let plain = printable(&text.replace(char::is_control, " "));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key of a TOML table.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}
