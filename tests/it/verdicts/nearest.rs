//! Which of many claims a finding shows beside a breach, and in which order.

use std::fmt::Write as _;

use pledgelint::extract::Place;
use pledgelint::judge::{Finding, decide};
use pledgelint::message::Messages;
use pledgelint::{Checker, Ruleset, date};

const RULES: &str = r#"
[channel.marketing]
paths = ["ads/**"]
[channel.terms]
paths = ["terms/**"]

[promise.data]
claims   = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限流量"] }
breaches = { en = ["throttled"], vi = ["bóp băng thông"], zh = ["限速"] }
"#;

/// The only finding in some texts.
fn found(texts: &[(&str, &str)]) -> Finding {
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let read = texts
        .iter()
        .map(|(path, text)| checker.read(path, text.as_bytes()));
    let mut findings = checker.report(read, date(2026, 6, 1)).findings;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

fn line(place: &Place) -> String {
    format!("{}:{}", place.path, place.start.line)
}

/// Where the claims beside it stand, in their order; the promise itself comes last.
fn shown(finding: &Finding) -> Vec<String> {
    let places = finding
        .related
        .iter()
        .filter_map(|side| side.place.as_ref());
    let mut lines: Vec<String> = places.map(|place| line(place)).collect();
    assert_eq!(lines.pop().as_deref(), Some("pledgelint.toml:7"));
    lines
}

#[test]
fn claims_in_the_language_of_the_breach_come_first_then_those_of_its_channel() {
    let finding = found(&[
        ("ads/a.md", "Data không giới hạn."),
        ("ads/b.md", "Unlimited data."),
        (
            "ads/c.md",
            "Hello.\n\nUnlimited data. Every day: unlimited data.",
        ),
        ("terms/y.md", "Unlimited data."),
        ("terms/z.md", "The line is throttled."),
    ]);
    assert_eq!(
        shown(&finding),
        [
            "terms/y.md:1",
            "ads/b.md:1",
            "ads/c.md:3",
            "ads/c.md:3",
            "ads/a.md:1"
        ]
    );
    assert_eq!(finding.others, 0);
}

#[test]
fn one_of_the_language_and_one_of_the_channel_are_shown_however_many_there_are() {
    let mut texts: Vec<(String, &str)> = (0..20)
        .map(|at| (format!("ads/{at:02}.md"), "Data không giới hạn."))
        .collect();
    texts.push(("ads/y.md".into(), "Unlimited data."));
    texts.push(("terms/y.md".into(), "不限流量。"));
    texts.push(("terms/z.md".into(), "The line is throttled."));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (&**path, *text)).collect();
    let finding = found(&texts);
    assert_eq!(
        shown(&finding),
        [
            "ads/y.md:1",
            "terms/y.md:1",
            "ads/00.md:1",
            "ads/01.md:1",
            "ads/02.md:1"
        ]
    );
    assert_eq!(finding.others, 17);
}

#[test]
fn claims_of_the_same_text_come_by_how_near_they_stand() {
    let mut text = String::new();
    for at in 0..8 {
        writeln!(text, "Unlimited data, part {at}.\n").expect("a string grows");
    }
    text.push_str("The line is throttled.\n\n");
    for at in 8..16 {
        writeln!(text, "Unlimited data, part {at}.\n").expect("a string grows");
    }
    let finding = found(&[("ads/a.md", "Unlimited data."), ("terms/z.md", &text)]);
    assert_eq!(
        shown(&finding),
        [
            "terms/z.md:19",
            "terms/z.md:15",
            "terms/z.md:21",
            "terms/z.md:13",
            "terms/z.md:23"
        ]
    );
    assert_eq!(finding.others, 12);
}

#[test]
fn claims_that_tell_the_limit_of_the_breach_are_not_counted() {
    let finding = found(&[
        ("ads/a.md", "Unlimited data, 30 GB of it at top speed."),
        ("ads/b.md", "Unlimited data."),
        ("ads/c.md", "Unlimited data, 30 GB of it at top speed."),
        ("terms/z.md", "The line is throttled after 30 GB."),
    ]);
    assert_eq!(shown(&finding), ["ads/b.md:1"]);
    assert_eq!(finding.others, 0);
}

#[test]
fn of_many_rows_only_the_own_is_held_against_a_breach() {
    for rows in [3, 40] {
        let mut text = "| Plan | Data | Speed |\n|-|-|-|\n".to_owned();
        for row in 0..rows {
            let speed = if row == 1 { "throttled" } else { "full" };
            writeln!(text, "| Gull {row} | unlimited data | {speed} |").expect("a string grows");
        }
        let finding = found(&[("terms/z.md", &text)]);
        assert_eq!(shown(&finding), ["terms/z.md:4"], "{rows}");
        assert_eq!(finding.others, 0, "{rows}");
    }
}

const APART: &str = r#"
[subject.max]
names = { en = ["Max"], vi = ["gói Mở"], zh = ["畅游版"] }
[subject.mini]
names = { en = ["Mini"], vi = ["gói Khép"], zh = ["轻量版"] }

[promise.data]
applies = "when-claimed"
claims  = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限流量"] }
[promise.data.breaches.slowed]
en = ["throttled"]
vi = ["bóp băng thông"]
zh = ["限速"]
[promise.data.breaches.charged]
en = ["overage fee*"]
vi = ["cước vượt gói"]
zh = ["超额收费"]
"#;

#[test]
fn what_keeps_a_claim_apart_from_a_breach_is_told() {
    let ruleset = Ruleset::parse("pledgelint.toml", APART).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    for (claim, breach, expected) in [
        ("Max: unlimited data.", "Mini is throttled.", "subject"),
        (
            "Gói Mở: data không giới hạn.",
            "Gói Khép bị bóp băng thông.",
            "subject",
        ),
        ("畅游版不限流量。", "轻量版限速。", "subject"),
        (
            "Unlimited data in Scotland.",
            "In London you are throttled.",
            "place",
        ),
        (
            "Unlimited data until 31 July 2026.",
            "From 1 October 2026 you are throttled.",
            "days",
        ),
        ("You pay no overage fees.", "You are throttled.", "facet"),
        ("不会超额收费。", "会限速。", "facet"),
        ("Unlimited data.", "Are you throttled?", ""),
    ] {
        let texts = [("ads/a.md", claim), ("terms/z.md", breach)];
        let read = texts.map(|(path, text)| checker.read(path, text.as_bytes()));
        let (extracts, _) = checker.settled(read);
        let day = date(2026, 6, 1);
        let judgement = decide(&ruleset, &extracts, day, Messages::standard(), &|_| true);
        let of_breach = |path: &str| path == "terms/z.md";
        let decisions = judgement.decisions.iter();
        let told: Vec<String> = decisions
            .filter(|decision| of_breach(&decision.statement.place.path))
            .flat_map(|decision| &decision.considered)
            .map(|held| {
                let apart = held.apart.map_or("comparable", |apart| apart.code());
                format!("{} {apart}", line(&held.statement.place))
            })
            .collect();
        let expected = match expected {
            "" => Vec::new(),
            apart => vec![format!("ads/a.md:1 {apart}")],
        };
        assert_eq!(told, expected, "{claim} {breach}");
    }
}
