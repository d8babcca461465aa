//! Reads JSON lines `{"a", "b", "language"}`, two sentences about one thing, and writes for each
//! whether their quantities contradict each other.
//!
//! ```sh
//! echo '{"a": "Returns accepted within 30 days", "b": "You have 14 days to return", "language": "en"}' \
//!   | cargo run --example values
//! ```

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use pledgelint::quantity::{Consistency, Numerals, Reader, Units, texts_agree};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Line {
    a: String,
    b: String,
    language: String,
}

fn main() -> io::Result<()> {
    let readers = readers();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let Some(reader) = readers.get(line.language.as_str()) else {
            return Err(io::Error::other(format!("no language `{}`", line.language)));
        };
        let verdict = match texts_agree(reader, &line.a, &line.b) {
            Consistency::Contradicted => "contradicted",
            Consistency::Review => "review",
            Consistency::Consistent | Consistency::Incomparable => "consistent",
        };
        writeln!(out, "{}", json!({ "verdict": verdict }))?;
    }
    Ok(())
}

fn readers() -> HashMap<&'static str, Reader> {
    let files = [
        ("en", include_str!("../rules/lang/en.toml")),
        ("vi", include_str!("../rules/lang/vi.toml")),
        ("zh", include_str!("../rules/lang/zh.toml")),
    ];
    let reader =
        |file| Numerals::parse(file).map(|numerals| Reader::new(Units::builtin(), &numerals));
    files
        .into_iter()
        .map(|(tag, file)| (tag, reader(file).expect("the language files are tested")))
        .collect()
}
