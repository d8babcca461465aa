//! What the advertising page tells itself, and what the texts tell of other things, breaks nothing:
//! `fixtures/exceptions.toml`, `fixtures/kept.toml`; a claim with a limit promises what is left of it:
//! `fixtures/further.toml`; what stands beside a breach, over it and behind it tells whose it is:
//! `fixtures/topics.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::support::{folder, pledgelint};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    rules: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    files: BTreeMap<String, String>,
    found: BTreeSet<String>,
    /// Those whose findings are informations alone; where a case names none, they are among `found`.
    #[serde(default)]
    info: BTreeSet<String>,
}

#[test]
fn an_exception_is_found_where_no_advertisement_tells_it() {
    hold(include_str!("../../fixtures/exceptions.toml"));
}

#[test]
fn a_page_that_promises_may_tell_of_something_else() {
    hold(include_str!("../../fixtures/kept.toml"));
}

#[test]
fn a_promise_holds_as_far_as_its_sentence_says() {
    hold(include_str!("../../fixtures/further.toml"));
}

#[test]
fn a_text_tells_what_it_speaks_of() {
    hold(include_str!("../../fixtures/topics.toml"));
}

/// Checks each case of a fixture, and compares the files that have findings.
fn hold(fixture: &str) {
    let fixture: Fixture = toml::from_str(fixture).expect("the fixture is well formed");
    let mut wrong = Vec::new();
    for case in &fixture.case {
        let texts = case
            .files
            .iter()
            .map(|(path, text)| (&**path, text.as_bytes()));
        let rules = ("pledgelint.toml", fixture.rules.as_bytes());
        let files: Vec<(&str, &[u8])> = texts.chain([rules]).collect();
        let folder = folder(&files);
        let (code, out, err) = pledgelint(folder.path(), &["check", "--format", "concise", "."]);
        // A warning alone does not fail the run.
        assert!(code < 2, "{}: {out}{err}", case.name);
        let paths = |is_told: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
            let lines = out.lines().filter(|line| is_told(line));
            let places = lines.filter_map(|line| line.split(':').next());
            places.map(str::to_owned).collect()
        };
        let is_info = |line: &str| line.contains(": info: ");
        let found = paths(&|line| case.info.is_empty() || !is_info(line));
        let info = paths(&|line| !case.info.is_empty() && is_info(line));
        if found != case.found || info != case.info {
            wrong.push(format!("{}: {out}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
