//! What the advertising page tells itself, and what the texts tell of other things, breaks nothing:
//! `fixtures/exceptions.toml`, `fixtures/kept.toml`; a claim with a limit promises what is left of it:
//! `fixtures/further.toml`; what stands beside a breach, over it and behind it tells whose it is:
//! `fixtures/topics.toml`.

use std::collections::{BTreeMap, BTreeSet};

use pledgelint::Ruleset;
use pledgelint::diagnostic::Severity;
use serde::Deserialize;

use crate::support::checked;

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
    hold(include_str!("../../../fixtures/exceptions.toml"));
}

#[test]
fn a_page_that_promises_may_tell_of_something_else() {
    hold(include_str!("../../../fixtures/kept.toml"));
}

#[test]
fn a_promise_holds_as_far_as_its_sentence_says() {
    hold(include_str!("../../../fixtures/further.toml"));
}

#[test]
fn a_text_tells_what_it_speaks_of() {
    hold(include_str!("../../../fixtures/topics.toml"));
}

/// Checks each case of a fixture, and compares the files that have findings; notes are none.
fn hold(fixture: &str) {
    let fixture: Fixture = toml::from_str(fixture).expect("the fixture is well formed");
    let declared = Ruleset::parse("pledgelint.toml", &fixture.rules).expect("the rules are right");
    let mut wrong = Vec::new();
    for case in &fixture.case {
        let files = case.files.iter();
        let report = checked(&declared, files.map(|(path, text)| (&**path, &**text)));
        let paths = |is_told: &dyn Fn(Severity) -> bool| -> BTreeSet<String> {
            let told = report
                .findings
                .iter()
                .filter(|found| is_told(found.severity));
            let places = told.filter_map(|found| found.primary.place.as_ref());
            places.map(|place| place.path.to_string()).collect()
        };
        let named = !case.info.is_empty();
        let is_info = |severity| severity == Severity::Info;
        let is_note = |severity| severity == Severity::Note;
        let found = paths(&|severity| !is_note(severity) && (!named || !is_info(severity)));
        let info = paths(&|severity| named && is_info(severity));
        if found != case.found || info != case.info {
            wrong.push(format!("{}: {found:?}, {info:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
