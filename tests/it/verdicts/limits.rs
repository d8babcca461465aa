//! A claim that tells its own limit is not broken by what is told of the other side of it:
//! `fixtures/limits.toml`.

use pledgelint::report::Report;
use pledgelint::{Checker, Ruleset, date};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    rules: String,
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Pair {
    claim: String,
    terms: String,
    found: bool,
    /// Why the opposite is found today.
    #[serde(default)]
    known_wrong: Option<String>,
}

/// The messages of the findings in a file.
fn told_of(path: &str, report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    let of_file = findings.filter(|found| {
        let place = found.primary.place.as_ref();
        place.is_some_and(|place| &*place.path == path)
    });
    of_file.map(|found| found.message.clone()).collect()
}

#[test]
fn what_lies_behind_the_limit_of_a_claim_breaks_nothing() {
    let fixture = include_str!("../../../fixtures/limits.toml");
    let fixture: Fixture = toml::from_str(fixture).expect("the fixture is well formed");
    let ruleset = Ruleset::parse("pledgelint.toml", &fixture.rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let mut wrong = Vec::new();
    for pair in &fixture.pair {
        let files = [("ads/a.md", &pair.claim), ("terms/t.md", &pair.terms)];
        let read = files.map(|(path, text)| checker.read(path, text.as_bytes()));
        let report = checker.report(read, date(2026, 6, 1));
        let found = told_of("terms/t.md", &report);
        if (found.is_empty() == pair.found) != pair.known_wrong.is_some() {
            wrong.push(format!("{} | {}: {found:?}", pair.claim, pair.terms));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn claims_with_a_limit_hide_none_without() {
    let rules = "[promise.ship]\nsummary = \"Delivery is free.\"\n\
        [promise.ship.claims]\nen = [\"free delivery\"]\n\
        [promise.ship.breaches.fee]\nen = [\"delivery fee\"]\n";
    let ruleset = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let limited = "Free delivery on orders over $50.\n\n".repeat(9);
    let files = |flat: &str| {
        let files = [
            ("a.md", limited.clone()),
            ("b.md", flat.to_owned()),
            (
                "t.md",
                "Orders below $50 carry a delivery fee.\n".to_owned(),
            ),
        ];
        let read = files.map(|(path, text)| checker.read(path, text.as_bytes()));
        let report = checker.report(read, date(2026, 6, 1));
        told_of("t.md", &report)
    };
    assert_eq!(files("Nothing.\n"), [] as [String; 0]);
    let found = files("Free delivery.\n");
    assert!(found.len() == 1 && found[0].contains("b.md:1"), "{found:?}");
}
