//! How many megabytes a second each reader reads, beside the plain read of the same file.
//!
//! `cargo bench --bench readers` prints a table; `cargo bench --bench readers -- rst pdf` a part.

#![allow(clippy::cast_precision_loss, reason = "sizes are small enough")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pledgelint::input;

/// Files of formats that may be written one behind the other are made this large, in bytes.
const LARGE: usize = 4 << 20;

/// Each is measured so long.
const LONG: Duration = Duration::from_millis(700);

/// Formats of which a file twice is no file.
const WHOLE: [&str; 16] = [
    "toml",
    "xcstrings",
    "xlf",
    "xliff",
    "xml",
    "arb",
    "yaml",
    "eml",
    "docx",
    "odt",
    "xlsx",
    "ods",
    "pptx",
    "epub",
    "pdf",
    "mdx",
];

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let entries = std::fs::read_dir(folder).expect("the stories are there");
    let mut stories: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it is a file").path())
        .collect();
    stories.retain(|path| path.file_stem().is_some_and(|stem| stem == "story"));
    stories.sort();
    let own = std::env::temp_dir().join(format!("pledgelint-readers-{}", std::process::id()));
    std::fs::create_dir_all(&own).expect("there is room");
    println!("| format | file, KB | plain read, MB/s | reader, MB/s |");
    println!("| --- | --- | --- | --- |");
    for story in &stories {
        let ending = story.extension().unwrap_or_default().to_string_lossy();
        if !wanted.is_empty() && !wanted.iter().any(|word| *word == ending) {
            continue;
        }
        let mut bytes = std::fs::read(story).expect("it can be read");
        if !WHOLE.contains(&&*ending) {
            let times = LARGE.div_ceil(bytes.len());
            bytes = [&bytes[..], b"\n\n"].concat().repeat(times);
        }
        let file = own.join(format!("story.{ending}"));
        std::fs::write(&file, &bytes).expect("there is room");
        let name = file.to_string_lossy();
        let plain = speed(bytes.len(), || {
            std::fs::read(&file).expect("it can be read").len()
        });
        let reader = speed(bytes.len(), || {
            input::read(&name, &bytes)
                .expect("it is right")
                .blocks
                .len()
        });
        println!(
            "| `{ending}` | {} | {plain:.0} | {reader:.1} |",
            bytes.len().div_ceil(1000)
        );
    }
    std::fs::remove_dir_all(&own).expect("it is ours");
}

/// Megabytes a second, as the best of many.
fn speed(bytes: usize, mut work: impl FnMut() -> usize) -> f64 {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    while begun.elapsed() < LONG {
        let one = Instant::now();
        std::hint::black_box(work());
        best = best.min(one.elapsed());
    }
    bytes as f64 / 1e6 / best.as_secs_f64()
}
