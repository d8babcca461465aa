//! Measures `judge` alone on generated statements: `cargo bench --bench judge [-- MOST]`.
//!
//! Statements are read once from small texts in three languages and then repeated under other
//! paths and in other places, so that they are what reading gives. Prints one line for each
//! shape and size: seconds, findings, and the most memory that was held. Each is measured in a
//! process of its own, since memory that one has freed would count for the next.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_macros,
    clippy::print_stdout,
    reason = "a measurement prints, and ends where it cannot go on"
)]

use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use pledgelint::extract::{Extract, Part, Scope, Statement};
use pledgelint::message::Messages;
use pledgelint::{Checker, Ruleset, date, judge};

const RULES: &str = include_str!("../fixtures/scaling/rules.toml");
/// Texts that speak of one promise each; `---` divides them.
const TEXTS: [&str; 3] = [
    include_str!("../fixtures/scaling/en.md"),
    include_str!("../fixtures/scaling/vi.md"),
    include_str!("../fixtures/scaling/zh.md"),
];

/// How the statements lie.
#[derive(Clone, Copy)]
enum Shape {
    /// Several promises, channels and subjects; twenty statements a document.
    Mixed,
    /// One promise; every document has its own subject, as tariffs do.
    OwnSubject,
    /// One promise; every claim has its own disclosure beside it.
    OwnDisclosure,
    /// One promise in one document.
    OneDocument,
}

const SHAPES: [(&str, Shape); 4] = [
    ("mixed", Shape::Mixed),
    ("own-subject", Shape::OwnSubject),
    ("own-disclosure", Shape::OwnDisclosure),
    ("one-document", Shape::OneDocument),
];

fn main() {
    // `cargo test` and `cargo bench` hand over flags of their own.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = arguments.iter().find_map(|arg| arg.parse().ok());
    let most: usize = number.unwrap_or(1_000_000);
    let shape = |(name, _): &&(&str, Shape)| arguments.iter().any(|arg| arg == name);
    if let Some((name, shape)) = SHAPES.iter().find(shape) {
        return measure(name, *shape, most);
    }
    let program = std::env::current_exe().unwrap();
    for (name, _) in SHAPES {
        for count in [10_000, 100_000, 1_000_000] {
            if count <= most {
                let mut command = Command::new(&program);
                let status = command.args([name, &count.to_string()]).status().unwrap();
                assert!(status.success(), "{name} at {count}");
            }
        }
    }
}

fn measure(name: &str, shape: Shape, count: usize) {
    let ruleset = Ruleset::parse("rules.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let samples: Vec<Statement> = TEXTS
        .iter()
        .flat_map(|text| text.split("\n---\n"))
        .flat_map(|text| {
            checker
                .read("ads/sample.md", text.as_bytes())
                .unwrap()
                .statements
        })
        .collect();
    let documents = documents(&ruleset, &samples, shape, count);
    let held = memory("VmRSS");
    let start = Instant::now();
    let findings = judge::judge(&ruleset, &documents, date(2026, 6, 1), Messages::standard());
    let seconds = start.elapsed().as_secs_f64();
    let found = findings.len();
    let judged = memory("VmRSS").saturating_sub(held);
    println!(
        "{name:<15} {count:>8} statements: {seconds:>7.3} s, {found:>7} findings, \
         statements {held} MB, judged {judged} MB, peak {} MB",
        memory("VmHWM"),
    );
}

/// `count` statements, most of them in documents of twenty.
fn documents(ruleset: &Ruleset, samples: &[Statement], shape: Shape, count: usize) -> Vec<Extract> {
    let one_promise = samples[0].promise;
    let fitting: Vec<&Statement> = samples
        .iter()
        .filter(|sample| matches!(shape, Shape::Mixed) || sample.promise == one_promise)
        .collect();
    let of_document = match shape {
        Shape::Mixed => 20,
        Shape::OwnSubject => 2,
        Shape::OwnDisclosure => 4,
        Shape::OneDocument => count,
    };
    let channels = ["ads", "specs", "support"];
    let plan = ruleset.subjects.find("plan").expect("the rules declare it");
    let mut documents = Vec::new();
    for number in 0..count.div_ceil(of_document) {
        let folder = channels[number % channels.len()];
        let path: Arc<str> = format!("{folder}/{number}.md").into();
        let channel = ruleset.channel_of(&path);
        let own = Arc::new(Scope {
            named: vec![plan],
            parts: vec![Part {
                of: plan,
                name: format!("plan {number}").into(),
            }],
            ..Scope::clone(&fitting[0].scope)
        });
        let statement = |at: usize| {
            let mut statement = fitting[(number * of_document + at) % fitting.len()].clone();
            let place = Arc::make_mut(&mut statement.place);
            place.path = Arc::clone(&path);
            let moved = at * 40 + place.span.start;
            place.excerpt.offset += at * 40;
            place.span = (moved..moved + place.span.len()).into();
            statement.channel = channel;
            statement.locus.spot.section = at as u32 / 8;
            statement.locus.spot.block = at as u32 / 2;
            statement.locus.spot.sentence = at as u64;
            if matches!(shape, Shape::OwnSubject) {
                statement.scope = Arc::clone(&own);
            }
            statement
        };
        let first = number * of_document;
        let statements = (0..of_document.min(count - first)).map(statement).collect();
        documents.push(Extract {
            path: Arc::clone(&path),
            channel,
            statements,
            subjects: Vec::new(),
            parts: Vec::new(),
            told: Vec::new(),
            blocks: of_document,
            foreign: false,
            directives: Vec::new(),
        });
    }
    documents
}

/// A line of the process's own account of its memory, in megabytes of 2²⁰ bytes; 0 where there is none.
fn memory(key: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}
