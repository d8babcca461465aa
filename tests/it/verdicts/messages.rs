//! The words of findings, in the three languages, one file each.

use std::fmt::Write as _;

use pledgelint::message::Messages;
use pledgelint::report::Report;
#[cfg(feature = "terminal")]
use pledgelint::report::{Reporter, Terminal};
use pledgelint::{Checker, Ruleset, date};

use crate::support::golden;

const RULES: &str = include_str!("../../../fixtures/messages/rules.toml");

/// The texts of a fixture: `== path` begins each.
fn texts() -> Vec<(&'static str, &'static str)> {
    let all = include_str!("../../../fixtures/messages/texts.txt");
    all.split("== ")
        .filter_map(|text| text.split_once('\n'))
        .collect()
}

/// All texts, judged on one day.
fn report(checker: &Checker) -> Report {
    let files = texts()
        .into_iter()
        .map(|(path, text)| checker.read(path, text.as_bytes()));
    checker.report(files, date(2026, 6, 1))
}

#[test]
fn every_verdict_and_variant_is_told_in_three_languages() {
    let ruleset = Ruleset::parse("rules.toml", RULES).unwrap_or_else(|found| panic!("{found:#?}"));
    for code in Messages::codes() {
        let messages = Messages::builtin(code).unwrap();
        let checker = Checker::new(&ruleset).with_messages(messages);
        let report = report(&checker);
        let mut told = String::new();
        for finding in report.findings.iter().chain(&report.notes) {
            writeln!(told, "{} {}", finding.verdict.name(), finding.severity).unwrap();
            writeln!(told, "  {}", finding.message).unwrap();
            for because in &finding.because {
                let reason = &because.reason;
                writeln!(told, "  - {}: {}", reason.code, reason.text).unwrap();
            }
        }
        golden(&format!("fixtures/messages/{code}.txt"), &told);
        assert!(!told.contains('{') && !told.contains("  ,"), "{told}");
    }
}

#[test]
fn every_category_of_cues_has_its_words() {
    let data = [
        include_str!("../../../rules/lang/en.toml"),
        include_str!("../../../rules/lang/vi.toml"),
        include_str!("../../../rules/lang/zh.toml"),
    ];
    let groups = data
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| {
            let name = line.strip_prefix("[[cues.")?;
            name.strip_suffix("]]")
        });
    for name in groups {
        let key = format!("cue.{name}");
        assert_ne!(Messages::standard().text(&key, &[]), key);
    }
}

#[test]
fn the_language_changes_words_alone() {
    let ruleset = Ruleset::parse("rules.toml", RULES).unwrap();
    let found = |code| {
        let checker = Checker::new(&ruleset).with_messages(Messages::builtin(code).unwrap());
        let findings = report(&checker).findings;
        let told = findings
            .into_iter()
            .map(|f| (f.fingerprint, f.severity, f.primary));
        told.collect::<Vec<_>>()
    };
    assert_eq!(found("en"), found("vi"));
    assert_eq!(found("en"), found("zh"));
}

#[cfg(feature = "terminal")]
#[test]
fn the_report_for_people_speaks_one_language() {
    let ruleset = Ruleset::parse("rules.toml", RULES).unwrap();
    let drawn = |code| {
        let messages = Messages::builtin(code).unwrap();
        let checker = Checker::new(&ruleset).with_messages(messages);
        let report = report(&checker);
        let terminal = Terminal {
            messages,
            ..Terminal::default()
        };
        let mut out = Vec::new();
        terminal.report(&report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    for (code, own) in [
        ("en", "claimed here"),
        ("vi", "hứa ở đây"),
        ("zh", "在此宣传"),
    ] {
        let text = drawn(code);
        assert!(text.contains(own), "{code}: {text}");
        assert_eq!(text.contains("claimed here"), code == "en", "{text}");
    }
}

#[test]
fn an_embedder_brings_its_own_words() {
    let own = "[contradicted]\nbreach = \"{said} widerspricht: {against}.\"";
    let messages = Messages::parse("de.toml", own).unwrap();
    let rules =
        "[promise.p]\nclaims = { en = [\"unlimited data\"] }\nbreaches = { en = [\"throttled\"] }";
    let ruleset = Ruleset::parse("rules.toml", rules).unwrap();
    let checker = Checker::new(&ruleset).with_messages(&messages);
    let files = [
        checker.read("a.md", b"Unlimited data."),
        checker.read("b.md", b"Throttled after 30 GB."),
    ];
    let report = checker.report(files, date(2026, 6, 1));
    let told = &report.findings[0].message;
    assert!(
        told.starts_with("“Throttled” widerspricht: the claim “Unlimited data” in a.md:1."),
        "{told}"
    );
}
