//! Judging grows as n log n, however the statements lie; `benches/judge.rs` shows it at a
//! million.

use std::sync::Arc;
use std::time::Duration;

use pledgelint::extract::{Extract, Nameless, Part, Statement};
use pledgelint::message::Messages;
use pledgelint::{Checker, Ruleset, date, judge};

use crate::support::Spent;

const RULES: &str = include_str!("../../fixtures/scaling/rules.toml");

/// Turns the copy of a statement at a place of the row into one of its own.
type Shape = fn(&Ruleset, usize, &mut Statement);

const SHAPES: [(&str, Shape); 4] = [
    ("each in a part of its own", |ruleset, at, statement| {
        let plan = ruleset.subjects.find("plan").unwrap();
        let name = format!("plan {}", at / 4).into();
        let scope = Arc::make_mut(&mut statement.scope);
        scope.named = vec![plan];
        scope.parts = vec![Part { of: plan, name }];
    }),
    ("each claim with its own disclosure", |_, at, statement| {
        statement.locus.spot.block = at as u32 / 4;
    }),
    ("each in a row of its own", |_, at, statement| {
        let member = at / 4;
        Arc::make_mut(&mut statement.scope).nameless = vec![Nameless { group: 0, member }];
    }),
    ("all in one block", |_, _, _| {}),
];

#[test]
fn ten_times_the_statements_take_ten_times_as_long() {
    let ruleset = Ruleset::parse("rules.toml", RULES).unwrap();
    let checker = Checker::new(&ruleset);
    let text = "Unlimited data. Fair use applies.\n\nThe line is throttled after 30 GB.\n\nThe setup fee is 20 USD.";
    let samples = checker
        .read("ads/a.md", text.as_bytes())
        .unwrap()
        .statements;
    assert_eq!(samples.len(), 4);
    for (name, shape) in SHAPES {
        let time = |count| {
            let documents = [documents(&ruleset, &samples, shape, count)];
            let start = Spent::now();
            let found = judge::judge(&ruleset, &documents, date(2026, 6, 1), Messages::standard());
            assert!(!found.is_empty(), "{name} finds nothing");
            start.elapsed()
        };
        // The least of several: a busy machine makes one slow, never one fast.
        let least = |count| (0..3).map(|_| time(count)).min().unwrap_or_default();
        let (few, many) = (least(500), least(5_000));
        let bound = few * 35 + Duration::from_millis(50);
        assert!(many < bound, "{name}: {few:?} for 500, {many:?} for 5,000");
    }
}

fn documents(ruleset: &Ruleset, samples: &[Statement], shape: Shape, count: usize) -> Extract {
    let statement = |at: usize| {
        let mut statement = samples[at % samples.len()].clone();
        let place = Arc::make_mut(&mut statement.place);
        let start = at * 40 + place.span.start;
        place.excerpt.offset += at * 40;
        place.span = (start..start + place.span.len()).into();
        statement.locus.spot.sentence = at as u64;
        shape(ruleset, at, &mut statement);
        statement
    };
    Extract {
        path: Arc::clone(&samples[0].place.path),
        channel: samples[0].channel,
        statements: (0..count).map(statement).collect(),
        subjects: Vec::new(),
        parts: Vec::new(),
        told: Vec::new(),
        blocks: count,
        foreign: false,
        directives: Vec::new(),
    }
}
