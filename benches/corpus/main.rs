//! Writes a corpus of any size, with its rules file and the phrases for a plain search.
//!
//! `cargo bench --bench corpus -- FOLDER [bytes=N] [files=N] [every=N] [phrases=N] [seed=N]`
//!
//! The same arguments give the same bytes: `pages/` with Markdown in three languages,
//! `pledgelint.toml`, and `phrases.txt` with one phrase a line. A phrase stands in one of `every`
//! bytes; the word that a phrase begins with, which is what tells it, stands ten times as often
//! beside other words, and the words that phrases end with stand everywhere. Half of the promises are claimed and never broken, the other half broken and never
//! claimed, and one is both: the corpus has statements everywhere and few findings.
//! `benches/compare.py` runs the tool and a search on it, side by side.
#![allow(
    clippy::disallowed_macros,
    clippy::print_stderr,
    reason = "a program of its own, which ends where it cannot go on"
)]

mod page;
mod random;
mod words;

use std::fmt::Write as _;
use std::path::Path;

use page::Pages;
use random::Random;
use words::{LANGUAGES, Words};

/// What a corpus is made by.
pub(crate) struct Wanted {
    /// About how many bytes all pages have.
    bytes: usize,
    files: usize,
    /// A phrase stands in one of so many bytes.
    every: usize,
    phrases: usize,
    seed: u64,
}

/// The phrases of a language for one role: the texts of each promise.
pub(crate) struct Phrases {
    pub(crate) claims: Vec<Vec<String>>,
    pub(crate) breaches: Vec<Vec<String>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    // `cargo test` runs every bench without a word; there is nothing to write then.
    let Some((folder, rest)) = arguments.split_first() else {
        return eprintln!(
            "usage: corpus FOLDER [bytes=N] [files=N] [every=N] [phrases=N] [seed=N]"
        );
    };
    let wanted = wanted(rest);
    let folder = Path::new(folder);
    let promises = wanted.phrases.div_ceil(20).max(1);
    let phrases: Vec<Phrases> = LANGUAGES
        .iter()
        .enumerate()
        .map(|(at, words)| phrases_of(words, promises, share(wanted.phrases, at)))
        .collect();
    std::fs::create_dir_all(folder).expect("there is room");
    let write = |name: &str, text: String| {
        std::fs::write(folder.join(name), text).expect("there is room");
    };
    write("pledgelint.toml", rules(promises, &phrases));
    let of_all = |phrases: &Phrases| [phrases.claims.concat(), phrases.breaches.concat()].concat();
    let all: Vec<String> = phrases.iter().flat_map(of_all).collect();
    write("phrases.txt", all.join("\n") + "\n");
    let mut random = Random::new(wanted.seed);
    for (at, words) in LANGUAGES.iter().enumerate() {
        let pages = folder.join("pages").join(words.code);
        Pages::new(words, &phrases[at], wanted.every).write(
            &pages,
            share(wanted.files, at),
            share(wanted.bytes, at),
            &mut random,
        );
    }
}

/// The part of a number that one of the languages gets.
fn share(whole: usize, language: usize) -> usize {
    whole / LANGUAGES.len() + usize::from(language < whole % LANGUAGES.len())
}

fn wanted(arguments: &[String]) -> Wanted {
    let number = |name: &str, otherwise: usize| {
        let mut values = arguments.iter().filter_map(|word| word.split_once('='));
        let value = values.find(|(key, _)| *key == name);
        value.map_or(otherwise, |(_, value)| value.parse().expect("a number"))
    };
    let bytes = number("bytes", 200_000_000);
    Wanted {
        bytes,
        files: number("files", bytes.div_ceil(11_111)),
        every: number("every", 20_000),
        phrases: number("phrases", 500),
        seed: number("seed", 1) as u64,
    }
}

/// So many phrases of a language, half of them claims, shared out among the promises.
fn phrases_of(words: &Words, promises: usize, count: usize) -> Phrases {
    let made = |starts: &[&str], count: usize| {
        let mut of_promises = vec![Vec::new(); promises];
        for number in 0..count {
            let start = starts[number % starts.len()];
            let rest = number / starts.len();
            let thing = words.things[rest % words.things.len()];
            let mut rest = rest / words.things.len();
            let mut parts = vec![start, thing];
            while rest > 0 {
                parts.push(words.tails[rest % words.tails.len()]);
                rest /= words.tails.len();
            }
            parts.retain(|part| !part.is_empty());
            of_promises[number % promises].push(parts.join(words.space));
        }
        of_promises
    };
    Phrases {
        claims: made(words.claims, count.div_ceil(2)),
        breaches: made(words.breaches, count / 2),
    }
}

fn rules(promises: usize, phrases: &[Phrases]) -> String {
    let mut text = String::from("[subject.house]\nnames = { any = [\"the Gable House\"] }\n");
    let list = |texts: &[String]| {
        let quoted: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
        quoted.join(", ")
    };
    for promise in 0..promises {
        let _ = writeln!(
            text,
            "\n[promise.p{promise}]\nsummary = \"Promise {promise}.\"\n\
             applies = \"when-claimed\""
        );
        for (role, of) in [
            (
                "claims",
                (|of: &Phrases| &of.claims) as fn(&Phrases) -> &Vec<Vec<String>>,
            ),
            ("breaches", |of: &Phrases| &of.breaches),
        ] {
            let _ = writeln!(text, "[promise.p{promise}.{role}]");
            for (words, phrases) in LANGUAGES.iter().zip(phrases) {
                let _ = writeln!(text, "{} = [{}]", words.code, list(&of(phrases)[promise]));
            }
        }
    }
    text
}
