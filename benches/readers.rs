//! How many megabytes a second each reader reads, beside the plain read of the same file.
//!
//! `cargo bench --bench readers` prints a table; `cargo bench --bench readers -- rst pdf` a part.
//! The files are the stories of `fixtures/formats/`, made larger by repeating what they
//! hold.

#![allow(clippy::cast_precision_loss, reason = "sizes are small enough")]

mod packed;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pledgelint::input;

/// What is repeated makes a file this large, in bytes.
const LARGE: usize = 2 << 20;

/// Each is measured so long.
const LONG: Duration = Duration::from_millis(700);

/// What is repeated of a file that may not stand twice, by its ending: of a part of an archive,
/// from the first place of one text to the last of another, with a text between the copies.
const INSIDE: [(&str, &str, &str, &str, &str); 14] = [
    ("arb", "", "\"@@context\"", "\n}", ","),
    ("docx", "word/document.xml", "<w:p ", "<w:sectPr/>", ""),
    ("eml", "", "Freedom\n---", "On Sunday", ""),
    ("epub", "OEBPS/text/b c.xhtml", "<p", "</body>", ""),
    (
        "ods",
        "content.xml",
        "<table:table-row",
        "<table:table-row",
        "",
    ),
    ("odt", "content.xml", "<text:h", "</office:text>", ""),
    (
        "pptx",
        "ppt/slides/slide3.xml",
        "<p:graphicFrame",
        "</p:spTree>",
        "",
    ),
    ("tex", "", "\\section", "\\end{document}", ""),
    ("toml", "", "[[plans]]", "[returns]", ""),
    ("xcstrings", "", "\"freedom.pitch\"", "\n }", ","),
    ("xlf", "", "<file ", "</xliff>", ""),
    ("xliff", "", "<file ", "</xliff>", ""),
    (
        "xlsx",
        "xl/worksheets/sheet1.xml",
        "<row r=\"4\"",
        "</sheetData>",
        "",
    ),
    ("xml", "", "<string ", "</resources>", ""),
];

/// What is read in place of a story, where a format has none.
const OTHERS: [&str; 2] = ["fixtures/context/page.html", "fixtures/context/script.txt"];

/// A file to be read.
struct Sample {
    bytes: Vec<u8>,
    /// Its size when it is unpacked, in bytes.
    unpacked: usize,
}

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
    stories.extend(OTHERS.map(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path)));
    stories.sort_by_key(|path| path.extension().map(std::ffi::OsStr::to_owned));
    let own = std::env::temp_dir().join(format!("pledgelint-readers-{}", std::process::id()));
    std::fs::create_dir_all(&own).expect("there is room");
    println!("| file | KB | unpacked, KB | plain read, MB/s | reader, MB/s | times as long |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for story in &stories {
        let ending = story.extension().unwrap_or_default().to_string_lossy();
        if !wanted.is_empty() && !wanted.iter().any(|word| *word == ending) {
            continue;
        }
        let Sample { bytes, unpacked } = sample(&ending, &std::fs::read(story).expect("it is"));
        let file = own.join(format!("story.{ending}"));
        std::fs::write(&file, &bytes).expect("there is room");
        let name = file.to_string_lossy();
        let plain = least(|| std::fs::read(&file).expect("it can be read").len());
        let reader = least(|| {
            let read = input::read(&name, &bytes);
            read.expect("it is right").blocks.len()
        });
        let speed = |size: usize, time: Duration| size as f64 / 1e6 / time.as_secs_f64();
        println!(
            "| `{ending}` | {} | {} | {:.0} | {:.1} | {:.0} |",
            bytes.len().div_ceil(1000),
            unpacked.div_ceil(1000),
            speed(bytes.len(), plain),
            speed(unpacked, reader),
            reader.as_secs_f64() / plain.as_secs_f64(),
        );
    }
    std::fs::remove_dir_all(&own).expect("it is ours");
}

/// A story that is made larger.
fn sample(ending: &str, story: &[u8]) -> Sample {
    let inside = INSIDE.iter().find(|(its, ..)| *its == ending);
    let text = || input::decode(story).expect("it is a text");
    let (bytes, unpacked) = match inside {
        Some((_, "", from, to, joint)) => {
            let bytes = repeated(&text(), from, to, joint).into_bytes();
            let size = bytes.len();
            (bytes, size)
        }
        Some((_, part, from, to, joint)) => {
            packed::grown(story, part, |text| repeated(text, from, to, joint))
        }
        // Its parts know their places.
        None if ending == "pdf" => (story.to_vec(), story.len()),
        None => {
            let joint = if ending == "yaml" { "\n---\n" } else { "\n\n" };
            let copies = LARGE.div_ceil(story.len());
            let bytes = vec![text(); copies].join(joint).into_bytes();
            let size = bytes.len();
            (bytes, size)
        }
    };
    Sample { bytes, unpacked }
}

/// A text of which a part is repeated: from the first `from` to the last `to`.
fn repeated(text: &str, from: &str, to: &str, joint: &str) -> String {
    let start = text.find(from).expect("it begins");
    let end = text.rfind(to).expect("it ends");
    let inner = &text[start..end];
    let copies = vec![inner; LARGE.div_ceil(inner.len())];
    [&text[..start], &copies.join(joint), &text[end..]].concat()
}

/// The shortest of many times.
fn least(mut work: impl FnMut() -> usize) -> Duration {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    while begun.elapsed() < LONG {
        let one = Instant::now();
        std::hint::black_box(work());
        best = best.min(one.elapsed());
    }
    best
}
