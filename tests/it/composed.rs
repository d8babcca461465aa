//! Sentences put together of parts, `fixtures/composed/<language>.toml`: every way to deny before a
//! phrase beside every adverb and every deed, and so on.
//!
//! What is found by writing single sentences is what one thinks of; a product finds the holes
//! between the words. A group names how many of its sentences are known to be read wrong.

use pledgelint::extract::Role;
use pledgelint::{Checker, Ruleset, date};
use serde::Deserialize;

use crate::asserted::is_asserted;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    #[serde(rename = "group")]
    groups: Vec<Group>,
}

/// Sentences about one phrase, which all say it of the brand today, or none does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    phrase: String,
    asserted: bool,
    /// How many are read wrong.
    wrong: usize,
    /// What the sentences are put together of, one of each in order.
    #[serde(default)]
    parts: Vec<Vec<String>>,
    /// Whole sentences.
    #[serde(default)]
    texts: Vec<String>,
}

impl Group {
    fn sentences(&self) -> Vec<String> {
        if self.parts.is_empty() {
            return self.texts.clone();
        }
        let stop = if self.phrase.is_ascii() { "." } else { "。" };
        let mut sentences = vec![String::new()];
        for part in &self.parts {
            let with = |begun: &String| {
                let ends = part.iter();
                ends.map(|end| format!("{begun}{end}")).collect::<Vec<_>>()
            };
            sentences = sentences.iter().flat_map(with).collect();
        }
        sentences
            .iter()
            .map(|text| format!("{text}{stop}"))
            .collect()
    }
}

/// Checks every sentence of a language.
fn check(language: &str, text: &str) {
    let fixture: Fixture = toml::from_str(text).expect("the fixture is well formed");
    let mut said = Vec::new();
    for group in &fixture.groups {
        let rules = format!(
            "languages = [{language:?}]\n[promise.p]\nclaims = {{ any = [\"never claimed\"] }}\n\
             [promise.p.breaches]\n{language} = [{:?}]\n",
            group.phrase
        );
        let ruleset = Ruleset::parse("rules.toml", &rules).expect("the phrase is one");
        let checker = Checker::new(&ruleset);
        let asserted = |text: &String| {
            let read = checker.read("a.md", text.as_bytes()).expect("it is read");
            let breaches = read.statements.iter();
            breaches
                .filter(|statement| matches!(statement.role, Role::Breach(_)))
                .any(|statement| is_asserted(statement, date(2026, 11, 1)))
        };
        let sentences = group.sentences();
        assert!(!sentences.is_empty(), "{}", group.name);
        let wrong: Vec<&String> = sentences
            .iter()
            .filter(|text| asserted(text) != group.asserted)
            .collect();
        if wrong.len() != group.wrong {
            let (name, count) = (&group.name, sentences.len());
            said.push(format!("{name}: {} of {count}: {wrong:#?}", wrong.len()));
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn english_is_read_as_its_parts_say() {
    check("en", include_str!("../../fixtures/composed/en.toml"));
}

#[test]
fn vietnamese_is_read_as_its_parts_say() {
    check("vi", include_str!("../../fixtures/composed/vi.toml"));
}

#[test]
fn chinese_is_read_as_its_parts_say() {
    check("zh", include_str!("../../fixtures/composed/zh.toml"));
}
