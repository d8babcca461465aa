//! What holds of rules, phrases, readings, values and whole runs, whatever they are made of.

use std::sync::OnceLock;

use pledgelint::input;
use pledgelint::language::{self, Languages};
use pledgelint::phrase::{self, Phrase, PhraseSet, Words};
use pledgelint::quantity::{
    Kind, Promised, Quantity, Reader, Units, against_each_other, against_promise,
};
use pledgelint::report::{Json, Reporter};
use pledgelint::text::{Prose, Span};
use pledgelint::{Checker, Ruleset, date};

/// The longest text that a target reads, so that a slow one is no matter of its length.
const LONGEST: usize = 1 << 14;

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.len() <= LONGEST)
}

fn inside(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
}

/// Reads a rules file: a mistake has its place, and rules without one check a text.
///
/// # Panics
///
/// Where that does not hold, as every function here.
pub fn rules(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    match Ruleset::parse("rules.toml", text) {
        Ok(ruleset) => {
            let checker = Checker::new(&ruleset);
            let read = checker.read("a.md", text.as_bytes());
            checker.report([read], date(2026, 6, 1));
        }
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            let labels = mistakes.iter().flat_map(|mistake| &mistake.labels);
            labels.for_each(|label| inside(text, label.span));
        }
    }
}

/// Reads the first line as a phrase, and looks for it in the others.
pub fn phrases(bytes: &[u8]) {
    let Some((written, text)) = text(bytes).and_then(|text| text.split_once('\n')) else {
        return;
    };
    let phrase = match Phrase::parse(written, &Words::default()) {
        Ok(phrase) => phrase,
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            mistakes
                .iter()
                .for_each(|mistake| inside(written, mistake.span));
            return;
        }
    };
    let set = PhraseSet::new(vec![phrase]);
    let languages = Languages::builtin();
    let prose = Prose::new(text, languages.abbreviations());
    let found = languages
        .get("en")
        .expect("it is built in")
        .quantities(Units::builtin());
    let amount = |quantity: pledgelint::quantity::Quantity| phrase::Amount {
        span: quantity.span,
        core: quantity.core,
        kind: quantity.kind,
        has_per: quantity.per.is_some(),
        size: phrase::Size::of(&quantity),
    };
    let amounts: Vec<_> = found.read(text, None).into_iter().map(amount).collect();
    let found = set.find(&prose, &amounts);
    assert!(
        found.is_empty() || set.may_match(prose.folded()),
        "the gate lets it pass"
    );
    for found in found {
        inside(text, found.span);
        assert!(found.tokens.end <= prose.tokens().len() && !found.tokens.is_empty());
        found
            .words
            .iter()
            .chain(&found.gaps)
            .for_each(|&span| inside(text, span));
    }
}

/// Reads a text around a target that the first three bytes choose, with its language.
pub fn readings(bytes: &[u8]) {
    let Some((&[which, from, to], rest)) = bytes.split_first_chunk() else {
        return;
    };
    let Some(text) = text(rest) else { return };
    let languages: Vec<_> = Languages::builtin().iter().collect();
    let language = languages[usize::from(which) % languages.len()];
    let boundary = |at: u8| text.floor_char_boundary(usize::from(at).min(text.len()));
    let target = Span::new(boundary(from.min(to)), boundary(from.max(to)));
    let prose = Prose::new(text, Languages::builtin().abbreviations());
    let found = language.quantities(Units::builtin()).read(text, None);
    let amount = |quantity: &pledgelint::quantity::Quantity| language::Amount {
        span: quantity.core,
        of_kind: quantity.kind == Kind::Data,
    };
    let amounts: Vec<_> = found.iter().map(amount).collect();
    let reading = language::read(&prose, target, language, &amounts);
    reading
        .conditions
        .iter()
        .for_each(|condition| inside(text, condition.span));
    reading.cues.iter().for_each(|cue| inside(text, cue.span));
}

fn readers() -> &'static [&'static Reader] {
    static READERS: OnceLock<Vec<&'static Reader>> = OnceLock::new();
    READERS.get_or_init(|| {
        let languages = Languages::builtin().iter();
        languages
            .map(|language| language.quantities(Units::builtin()))
            .collect()
    })
}

/// Reads the quantities of a text in every language, and the first line as a promised value.
pub fn values(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let first = text.lines().next().unwrap_or_default();
    let promised = Promised::parse(first, None);
    if let Ok(promised) = &promised {
        let again = Promised::parse(promised.text(), Some(promised.kind()));
        // Its place is that of the whole line, with the spaces around.
        let placeless = |promised: &Promised| Quantity {
            span: Span::new(0, 0),
            core: Span::new(0, 0),
            ..promised.quantity().clone()
        };
        assert_eq!(
            again.as_ref().map(placeless),
            Ok(placeless(promised)),
            "what it is written as is the same value"
        );
    }
    for reader in readers() {
        let found = reader.read(text, None);
        let mut last = 0;
        for quantity in &found {
            inside(text, quantity.span);
            inside(text, quantity.core);
            assert!(quantity.span.start >= last, "they stand in order");
            last = quantity.span.start;
            let _ = against_each_other(quantity, quantity);
            if let Ok(promised) = &promised {
                let _ = against_promise(promised, quantity);
            }
        }
    }
}

/// What the bytes of a run are held against: every pack, and promises in three languages.
fn ruleset() -> &'static Ruleset {
    static RULESET: OnceLock<Ruleset> = OnceLock::new();
    RULESET.get_or_init(|| {
        let rules = include_str!("../../fixtures/formats/pledgelint.toml");
        Ruleset::parse("pledgelint.toml", rules).expect("the rules are right")
    })
}

/// The whole way from bytes to JSON, in a format that the first byte chooses.
pub fn pipe(bytes: &[u8]) {
    let Some((&which, bytes)) = bytes.split_first() else {
        return;
    };
    let formats: Vec<&'static str> = input::format_names().collect();
    let given = pledgelint::extract::Given {
        format: Some(formats[usize::from(which) % formats.len()]),
        ..Default::default()
    };
    let checker = Checker::new(ruleset());
    let ad = || {
        checker.read(
            "ads/a.md",
            include_bytes!("../../fixtures/formats/story.md"),
        )
    };
    let read = checker.read_given("b", bytes, &given);
    let Ok(document) = pledgelint::check::document(ruleset(), "b", bytes, &given) else {
        let report = checker.report([ad(), read], date(2026, 6, 1));
        assert_eq!(report.problems.len(), 1, "what is not read is told");
        return;
    };
    let report = checker.report([ad(), read], date(2026, 6, 1));
    assert_eq!((report.files, report.problems.len()), (2, 0));
    let text = document.source.text();
    for finding in report.findings.iter().chain(&report.notes) {
        let sides = std::iter::once(&finding.primary).chain(&finding.related);
        for place in sides.filter_map(|side| side.place.as_ref()) {
            if &*place.path == "b" {
                assert_eq!(text.get(place.span.range()), Some(place.text()));
            }
        }
    }
    let mut out = Vec::new();
    Json.report(&report, &mut out).expect("a vector takes all");
    let told: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    assert_eq!(told["summary"]["findings"], report.findings.len());
}
