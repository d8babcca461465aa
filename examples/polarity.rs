//! Reads how phrases are meant: JSON lines in, JSON lines out.
//!
//! A line is `{"text", "target": [start, end], "language", "kind"?}` with the target in bytes;
//! `kind` is the kind of quantity that it is about, for thresholds. The answer is
//! `{"polarity", "act", "holder", "time", "certainty", "conditions": [{"kind", "text", "bytes"}]}`,
//! or `{"error"}` for a line that cannot be read.

#[path = "support/amounts.rs"]
mod amounts;

use std::io::{BufRead, Write};

use amounts::amounts;
use pledgelint::language::{Languages, read};
use pledgelint::quantity::Kind;
use pledgelint::text::{Prose, Span};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Input {
    text: String,
    target: [usize; 2],
    language: String,
    kind: Option<Kind>,
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let answer = answer(&line).unwrap_or_else(|message| json!({ "error": message }));
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

fn answer(line: &str) -> Result<serde_json::Value, String> {
    let input: Input = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let languages = Languages::builtin();
    let language = languages
        .get(&input.language)
        .ok_or_else(|| format!("unknown language `{}`", input.language))?;
    let [start, end] = input.target;
    if start > end || input.text.get(start..end).is_none() {
        return Err("the target is no span of the text".to_owned());
    }
    let prose = Prose::new(&input.text, languages.abbreviations());
    let amounts = amounts(&input.text, language, input.kind);
    let reading = read(&prose, Span::new(start, end), language, &amounts);
    Ok(json!({
        "polarity": reading.polarity,
        "act": reading.act,
        "holder": reading.holder,
        "time": reading.time,
        "certainty": reading.certainty,
        "conditions": reading.conditions,
    }))
}
