//! Reads JSON lines `{"text", "language"}` and writes the quantities of each.
//!
//! ```sh
//! echo '{"text": "Returns within 30 days", "language": "en"}' | cargo run --example quantities
//! ```

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use pledgelint::quantity::{Numerals, Reader, Units};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Line {
    text: String,
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
        let quantities: Vec<Value> = reader
            .read(&line.text, None)
            .iter()
            .map(|quantity| {
                let mut value = json!(quantity);
                value["text"] = json!(line.text[quantity.span.range()]);
                value
            })
            .collect();
        writeln!(out, "{}", json!({ "quantities": quantities }))?;
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
