//! Whether a phrase is asserted of the brand's own offer today: short texts with their labels, half
//! of them innocent.
//!
//! `fixtures/asserted/<language>.jsonl` were written before the cues were tried on them and show
//! what reading is worth on new texts; `<language>-twins.jsonl` go with the cues, each word beside
//! a text that it must leave alone; `<language>-plain.jsonl` are the most usual ways to say each of
//! thirteen kinds of things, and cues were made for what they showed; `<language>-fresh.jsonl` are
//! the same by others, of which every other line was read before cues were made, and no more.

use std::fmt::Write as _;

use pledgelint::extract::{Role, Statement};
use pledgelint::language::{Act, Holder, Polarity, Time};
use pledgelint::{Checker, Date, Ruleset, date};
use serde::Deserialize;

/// A text and what it says of a phrase.
#[derive(Deserialize)]
struct Case {
    phrase: String,
    text: String,
    asserted: bool,
    kind: String,
}

/// How many texts were read right.
#[derive(Default)]
struct Score {
    found: usize,
    asserted: usize,
    silent: usize,
    innocent: usize,
    wrong: String,
}

fn score(language: &str, lines: &str) -> Score {
    let cases: Vec<Case> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut rules = format!(
        "languages = [\"{language}\"]\n[channel.all]\npaths = [\"**\"]\ncustomer-speakers = \
         [\"Customer\", \"Caller\", \"Guest\", \"Member\", \"Khách\", \"Khách hàng\", \"客户\", \
         \"用户\", \"顾客\", \"客人\"]\n"
    );
    for (at, case) in cases.iter().enumerate() {
        let phrase = case.phrase.replace('$', "\\$");
        write!(
            rules,
            "[promise.p{at}]\nclaims = {{ any = [\"never claimed {at}\"] }}\n\
             [promise.p{at}.breaches]\n{language} = [{phrase:?}]\n"
        )
        .unwrap();
    }
    let ruleset = Ruleset::parse("rules.toml", &rules).unwrap_or_else(|found| panic!("{found:#?}"));
    let checker = Checker::new(&ruleset);
    let mut score = Score::default();
    for (at, case) in cases.iter().enumerate() {
        let read = checker.read("a.md", case.text.as_bytes()).unwrap();
        let own = |statement: &&Statement| {
            let id = &ruleset.promise(statement.promise).id;
            matches!(statement.role, Role::Breach(_)) && *id == format!("p{at}")
        };
        let today = date(2026, 11, 1);
        let mut own = read.statements.iter().filter(own);
        let says = own.any(|statement| is_asserted(statement, today));
        match (case.asserted, says) {
            (true, true) => score.found += 1,
            (false, false) => score.silent += 1,
            _ => writeln!(score.wrong, "{}: {:?}", case.kind, case.text).unwrap(),
        }
        if case.asserted {
            score.asserted += 1;
        } else {
            score.innocent += 1;
        }
    }
    score
}

/// Whether a statement says of ourselves that it is so on a day.
pub(crate) fn is_asserted(statement: &Statement, today: Date) -> bool {
    let reading = &statement.reading;
    let now = match reading.time {
        Time::Now => true,
        Time::Period { from, until } => {
            from.is_none_or(|from| from <= today) && until.is_none_or(|until| today <= until)
        }
        _ => false,
    };
    now && reading.polarity == Polarity::Affirmed
        && reading.act == Act::Statement
        && reading.holder == Holder::We
}

/// Holds the least shares, in per cent, of asserted texts that are found and of innocent ones that
/// stay silent.
fn check(language: &str, lines: &str, found: usize, silent: usize) {
    let score = score(language, lines);
    let shares = [
        100 * score.found / score.asserted,
        100 * score.silent / score.innocent,
    ];
    assert!(
        shares[0] >= found && shares[1] >= silent,
        "{language}: {shares:?} per cent; wrong:\n{}",
        score.wrong
    );
}

#[test]
fn new_texts_are_read_as_well_as_was_measured() {
    check(
        "en",
        include_str!("../../fixtures/asserted/en.jsonl"),
        81,
        78,
    );
    check(
        "vi",
        include_str!("../../fixtures/asserted/vi.jsonl"),
        90,
        81,
    );
    check(
        "zh",
        include_str!("../../fixtures/asserted/zh.jsonl"),
        87,
        90,
    );
}

#[test]
fn each_cue_leaves_its_twin_alone() {
    check(
        "en",
        include_str!("../../fixtures/asserted/en-twins.jsonl"),
        98,
        97,
    );
    check(
        "vi",
        include_str!("../../fixtures/asserted/vi-twins.jsonl"),
        98,
        98,
    );
    check(
        "zh",
        include_str!("../../fixtures/asserted/zh-twins.jsonl"),
        95,
        93,
    );
}

#[test]
fn the_most_usual_sentences_are_read_as_well_as_was_measured() {
    check(
        "en",
        include_str!("../../fixtures/asserted/en-plain.jsonl"),
        98,
        88,
    );
    check(
        "vi",
        include_str!("../../fixtures/asserted/vi-plain.jsonl"),
        98,
        86,
    );
    check(
        "zh",
        include_str!("../../fixtures/asserted/zh-plain.jsonl"),
        97,
        85,
    );
}

#[test]
fn the_same_by_others_are_read_as_well_as_was_measured() {
    check(
        "en",
        include_str!("../../fixtures/asserted/en-fresh.jsonl"),
        95,
        80,
    );
    check(
        "vi",
        include_str!("../../fixtures/asserted/vi-fresh.jsonl"),
        97,
        80,
    );
    check(
        "zh",
        include_str!("../../fixtures/asserted/zh-fresh.jsonl"),
        94,
        83,
    );
}
