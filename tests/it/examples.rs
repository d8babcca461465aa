//! The examples of rules files: what passes, what fails, and what they fire.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use pledgelint::examples::{self, Firing, Outcome, Tested, Whose};
use pledgelint::rules::{Environment, RulesText, load, load_pack};
use pledgelint::{Ruleset, date};

fn tested(text: &str) -> Tested {
    let ruleset = Ruleset::parse("rules.toml", text).unwrap();
    examples::run(&ruleset, Whose::Project, date(2026, 6, 1))
}

const REFUNDS: &str = r#"
[promise.refunds]
claims     = { en = ["free refunds", "refunds? at no cost"] }
breaches.fee = { en = ["(refund|return) fee", "fee for refunds"] }
breaches.form = { en = ["refund form"] }
lookalikes = { en = ["refund fee calculator", "return feels", "entrance fee for refunds"] }
disclosure = { en = ["except for tickets"] }
allows     = { en = ["on sale items"] }

[promise.refunds.examples]
broken = ["There is a refund fee.", "Fill in the refund form."]
fine   = ["There is no return fee.", "Try our refund fee calculator."]

[promise.window.value]
is    = "30 days"
topic = { en = ["refund* within", "return period"] }
[promise.window.examples]
broken = ["The return period is 14 days."]
fine   = ["The entrance fee for refunds is 3 EUR."]
"#;

/// The items that are not fired, as `role text`.
fn unfired(tested: &Tested, firing: Firing) -> Vec<String> {
    let items = tested.coverage.items.iter();
    let unfired = items.filter(|item| item.firing == firing);
    unfired
        .map(|item| format!("{} {}", item.role, item.text))
        .collect()
}

#[test]
fn every_phrase_that_no_example_fires_is_named_with_its_place() {
    let tested = tested(REFUNDS);
    assert!(tested.outcomes.iter().all(Outcome::passed));
    // "entrance fee for refunds" stands in an example of another promise.
    let expected = [
        "claim free refunds",
        "claim refunds? at no cost",
        "breach fee for refunds",
        "look-alike return feels",
        "look-alike entrance fee for refunds",
        "disclosure except for tickets",
        "allow on sale items",
        "topic refund* within",
    ];
    assert_eq!(unfired(&tested, Firing::Never), expected);
    assert_eq!(unfired(&tested, Firing::Idle), [""; 0]);
    assert_eq!(
        (tested.coverage.fired(), tested.coverage.items.len()),
        (5, 13)
    );
    assert_eq!(tested.coverage.percent(), 38);
    let first = &tested.coverage.items[0];
    assert_eq!(
        (&*first.written.file, first.written.line),
        ("rules.toml", 3)
    );
    assert_eq!(first.written.column, 22);
    assert_eq!(first.language.as_deref(), Some("en"));
    let fee = &tested.coverage.items[2];
    assert_eq!(fee.text, "(refund|return) fee");
    assert_eq!(fee.never_taken, [""; 0], "one example takes each");
}

#[test]
fn a_match_that_never_counts_fires_nothing() {
    let text = r#"
        [promise.speed]
        claims     = { en = ["full speed", "at full speed always"] }
        breaches   = { en = ["throttled"] }
        lookalikes = { en = ["throttled valve", "fully throttled", "speedy delivery"] }
        [promise.speed.examples]
        fine = ["A throttled valve.", "Speedy delivery."]
    "#;
    let tested = tested(text);
    let idle = ["breach throttled", "look-alike speedy delivery"];
    assert_eq!(unfired(&tested, Firing::Idle), idle);
    let fired = unfired(&tested, Firing::Fired);
    assert_eq!(fired, ["look-alike throttled valve"]);
}

#[test]
fn phrases_over_a_list_and_in_a_table_fire() {
    let text = r#"
        [promise.free]
        claims   = { en = ["free delivery"] }
        breaches = { en = ["delivery fee"] }
        [[promise.free.example]]
        name   = "a list and a table"
        files  = { "a.md" = "Always free:\n\n- delivery\n", "b.md" = "| plan | delivery fee |\n| --- | --- |\n| Basic | ✓ |\n" }
        expect = ["b.md:3 contradicted"]
    "#;
    let tested = tested(text);
    assert_eq!(tested.outcomes[0].rows().len(), 1, "{:?}", tested.outcomes);
    assert_eq!(unfired(&tested, Firing::Fired).len(), 2);
}

#[test]
fn what_fails_shows_both_sides_and_what_was_read() {
    let text = r#"
        [promise.refunds]
        claims   = { en = ["free refunds"] }
        breaches = { en = ["refund fee"] }
        [[promise.refunds.example]]
        name   = "two files"
        files  = { "a.md" = "Free refunds.", "b.md" = "A refund fee.\n\nNo refund fee.\n\nThe refund fee." }
        expect = ["b.md:1 contradicted", "b.md:3 contradicted"]
    "#;
    let tested = tested(text);
    let outcome = &tested.outcomes[0];
    assert!(!outcome.passed());
    assert_eq!(
        (outcome.written.line, outcome.example.as_str()),
        (5, "two files")
    );
    let rows: Vec<(Option<String>, Option<String>)> = outcome
        .rows()
        .into_iter()
        .map(|row| (row.expected, row.found.map(|found| found.finding)))
        .collect();
    let line = |line: u32| Some(format!("b.md:{line} contradicted"));
    let expected = [(line(1), line(1)), (line(3), None), (None, line(5))];
    assert_eq!(rows, expected);
    assert!(
        outcome
            .read
            .contains(&"b.md:3 breach \"refund fee\": \"No\" (negation)".to_owned()),
        "{:?}",
        outcome.read
    );
}

#[test]
fn a_project_tests_its_own_examples_and_those_that_it_adds_to_a_pack() {
    let text = r#"
        packs = ["telecom"]
        [pack.telecom.unlimited-data.breaches.slowed]
        en = ["squeez* the line"]
        [pack.telecom.unlimited-data.examples]
        broken = ["After 30 GB we squeeze the line."]
    "#;
    let tested = tested(text);
    assert_eq!(tested.outcomes.len(), 1);
    assert_eq!(unfired(&tested, Firing::Fired), ["breach squeez* the line"]);
    assert_eq!(tested.coverage.items.len(), 1);
}

#[test]
fn a_file_taken_as_a_pack_applies_when_claimed() {
    let text = r#"
        when-named = true
        [promise.refunds]
        claims   = { en = ["free refunds"] }
        breaches = { en = ["refund fee"] }
        [[promise.refunds.example]]
        name  = "nobody claims it"
        files = { "a.md" = "A refund fee." }
    "#;
    let file = RulesText {
        name: "mine.toml".to_owned(),
        text: text.to_owned(),
    };
    let environment = Environment::default();
    let ruleset = load_pack("mine", file.clone(), &environment)
        .ruleset
        .unwrap();
    let tested = examples::run(&ruleset, Whose::Project, date(2026, 6, 1));
    assert!(tested.outcomes[0].passed());
    assert_eq!(tested.outcomes[0].promise, "mine/refunds");

    let loaded = load(Some(file), &[], &environment);
    assert!(loaded.ruleset.is_none());
    assert_eq!(loaded.diagnostics[0].code, "misplaced-key");
}
