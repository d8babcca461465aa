//! How fast the parts of a check are, each alone, on fixed texts in three languages:
//! `cargo bench --bench micro [-- FILTER]`.
//!
//! The texts are those of `fixtures/scaling/`, repeated to one length.
//! `benches/judge.rs` measures judging at every size, `benches/corpus` whole runs.
#![allow(
    clippy::unwrap_used,
    reason = "a measurement ends where it cannot go on"
)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use pledgelint::check::document;
use pledgelint::extract::{Extract, Extractor, Given};
use pledgelint::language::{self, Languages};
use pledgelint::message::Messages;
use pledgelint::quantity::Units;
use pledgelint::text::{Folded, Prose};
use pledgelint::{Ruleset, date, judge};

const RULES: &str = include_str!("../fixtures/scaling/rules.toml");

/// The languages that the texts are in; texts that speak of one promise each stand between `---`.
const CODES: [&str; 3] = ["en", "vi", "zh"];

/// Bytes of each text, before it is cut at a character.
const LONG: usize = 4096;

fn main() {
    divan::main();
}

fn text(code: &str) -> String {
    let own = match code {
        "en" => include_str!("../fixtures/scaling/en.md"),
        "vi" => include_str!("../fixtures/scaling/vi.md"),
        _ => include_str!("../fixtures/scaling/zh.md"),
    };
    let own = own.replace("\n---\n", "\n\n");
    let mut text = own.repeat(LONG.div_ceil(own.len()));
    text.truncate(text.floor_char_boundary(LONG));
    text
}

fn ruleset() -> Ruleset {
    Ruleset::parse("rules.toml", RULES).expect("the rules are right")
}

fn extract(ruleset: &Ruleset, path: &str, text: &str) -> Extract {
    let given = Given::default();
    let document = document(ruleset, path, text.as_bytes(), &given).expect("it is Markdown");
    Extractor::new(ruleset).extract(&document, &given)
}

/// Case, forms and widths: the step before everything else.
#[divan::bench(args = CODES)]
fn folding(bencher: Bencher, code: &str) {
    let text = text(code);
    let bencher = bencher.counter(BytesCount::of_str(&text));
    bencher.bench_local(|| Folded::new(black_box(&text)).text().len());
}

/// Tokens, clauses and sentences of a folded text.
#[divan::bench(args = CODES)]
fn dividing(bencher: Bencher, code: &str) {
    let text = text(code);
    let abbreviations = Languages::builtin().abbreviations();
    let bencher = bencher.counter(BytesCount::of_str(&text));
    bencher.bench_local(|| Prose::new(black_box(&text), abbreviations).tokens().len());
}

/// Which language a text is in.
#[divan::bench(args = CODES)]
fn telling_the_language(bencher: Bencher, code: &str) {
    let text = text(code);
    let bencher = bencher.counter(BytesCount::of_str(&text));
    bencher.bench_local(|| Languages::builtin().detect(black_box(&text)).is_some());
}

/// The automaton over the rarest words of all packs, on a text that holds none.
#[divan::bench(args = CODES)]
fn gate(bencher: Bencher, code: &str) {
    let silent = match code {
        "en" => "the river ran past a small house of stone and wood, and nobody came by. ",
        "vi" => "con sông chảy qua một ngôi làng nhỏ, và không ai đến thăm cả. ",
        _ => "河水流过一座石头小屋，没有人来过。",
    };
    let silent = silent.repeat(LONG / silent.len());
    let folded = Folded::new(&silent);
    let ruleset = Ruleset::builtin();
    divan::black_box(ruleset.phrases.may_match("warm"));
    let bencher = bencher.counter(BytesCount::of_str(&silent));
    bencher.bench_local(|| ruleset.phrases.may_match(black_box(folded.text())));
}

/// The phrases of all packs, in a text that gives cause to try them.
#[divan::bench(args = CODES)]
fn phrases(bencher: Bencher, code: &str) {
    let text = text(code);
    let prose = Prose::new(&text, Languages::builtin().abbreviations());
    let ruleset = Ruleset::builtin();
    let bencher = bencher.counter(BytesCount::of_str(&text));
    bencher.bench_local(|| ruleset.phrases.find(black_box(&prose), &[]).len());
}

/// How one phrase in the middle of a text is meant.
#[divan::bench(args = CODES)]
fn readings(bencher: Bencher, code: &str) {
    let text = text(code);
    let languages = Languages::builtin();
    let language = languages.get(code).unwrap();
    let prose = Prose::new(&text, languages.abbreviations());
    let middle = prose.tokens()[prose.tokens().len() / 2].span;
    bencher.bench_local(|| language::read(black_box(&prose), middle, language, &[]));
}

/// All quantities of a text.
#[divan::bench(args = CODES)]
fn values(bencher: Bencher, code: &str) {
    let text = text(code);
    let language = Languages::builtin().get(code).unwrap();
    let reader = language.quantities(Units::builtin());
    let bencher = bencher.counter(BytesCount::of_str(&text));
    bencher.bench_local(|| reader.read(black_box(&text), None).len());
}

/// A document to its statements.
#[divan::bench(args = CODES)]
fn statements(bencher: Bencher, code: &str) {
    let text = text(code);
    let ruleset = ruleset();
    let given = Given::default();
    let document = document(&ruleset, "ads/a.md", text.as_bytes(), &given).unwrap();
    let extractor = Extractor::new(&ruleset);
    let bencher = bencher.counter(BytesCount::of_str(&text));
    bencher.bench_local(|| {
        extractor
            .extract(black_box(&document), &given)
            .statements
            .len()
    });
}

/// Two documents of one language held against each other.
#[divan::bench(args = CODES)]
fn judging(bencher: Bencher, code: &str) {
    let text = text(code);
    let ruleset = ruleset();
    let documents = ["ads/a.md", "specs/b.md"].map(|path| extract(&ruleset, path, &text));
    let today = date(2026, 6, 1);
    bencher.bench_local(|| {
        judge::judge(&ruleset, black_box(&documents), today, Messages::standard()).len()
    });
}
