//! Measures the readings: precision and recall of negation on an outside set of sentences, and
//! the share of right readings on the project's own labelled sentences.
//!
//! ```text
//! cargo run --example score_readings -- [--negex FILE] [--min-precision P] [--min-recall R]
//!     [--min-right P] [--wrong] FIXTURE…
//! ```
//!
//! A fixture's name is its language's code. Exit code 1 when a figure is below its minimum.

#[path = "support/labelled.rs"]
mod labelled;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use labelled::{Class, Fixture, differences, reading_of};
use pledgelint::language::{Language, Languages, Polarity, read};
use pledgelint::text::{Prose, Span};

#[derive(Default)]
struct Options {
    negex: Option<String>,
    min_precision: f64,
    min_recall: f64,
    min_right: f64,
    wrong: bool,
    fixtures: Vec<String>,
}

fn main() -> ExitCode {
    let options = options();
    let mut good = true;
    for path in &options.fixtures {
        good &= score_fixture(path, &options);
    }
    if let Some(path) = &options.negex {
        good &= score_negex(path, &options);
    }
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

fn options() -> Options {
    let mut options = Options::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().expect("the option needs a value");
        let number = |text: String| text.parse().expect("a minimum is a number");
        match word.as_str() {
            "--negex" => options.negex = Some(value()),
            "--min-precision" => options.min_precision = number(value()),
            "--min-recall" => options.min_recall = number(value()),
            "--min-right" => options.min_right = number(value()),
            "--wrong" => options.wrong = true,
            _ => options.fixtures.push(word),
        }
    }
    options
}

#[derive(Clone, Copy, Default)]
struct Counts {
    hit: u32,
    false_alarm: u32,
    miss: u32,
    silent: u32,
}

impl Counts {
    fn add(&mut self, got: bool, want: bool) {
        match (got, want) {
            (true, true) => self.hit += 1,
            (true, false) => self.false_alarm += 1,
            (false, true) => self.miss += 1,
            (false, false) => self.silent += 1,
        }
    }

    fn precision(self) -> f64 {
        share(self.hit, self.hit + self.false_alarm)
    }

    fn recall(self) -> f64 {
        share(self.hit, self.hit + self.miss)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

fn score_fixture(path: &str, options: &Options) -> bool {
    let languages = Languages::builtin();
    let code = Path::new(path).file_stem().and_then(|stem| stem.to_str());
    let language = code
        .and_then(|code| languages.get(code))
        .expect("a fixture is named by its language");
    let text = std::fs::read_to_string(path).expect("the fixture can be read");
    let fixture: Fixture = toml::from_str(&text).expect("the fixture is well formed");
    println!("{path}");
    let mut fields = BTreeMap::new();
    let (mut right, mut all) = (0, 0);
    for class in &fixture.classes {
        let good = score_class(class, languages, language, &mut fields, options.wrong);
        let count = class.sentences().count() as u32;
        println!("  {:44} {good:>3} of {count:>3}", class.name);
        right += good;
        all += count;
    }
    for (field, wrong) in fields {
        println!("  wrong {field}: {wrong}");
    }
    println!("  right: {right} of {all} = {:.3}", share(right, all));
    share(right, all) >= options.min_right
}

fn score_class(
    class: &Class,
    languages: &Languages,
    language: &Language,
    fields: &mut BTreeMap<&'static str, u32>,
    show: bool,
) -> u32 {
    let mut good = 0;
    for [sentence, label] in class.sentences() {
        let reading = reading_of(sentence, label, languages, language);
        let wrong = differences(&reading, label);
        if wrong.is_empty() {
            good += 1;
        } else if show {
            println!("    {sentence}  [{label}]  got {wrong:?}");
            for cue in &reading.cues {
                println!("        {} {:?}", cue.category.name(), cue.text);
            }
        }
        for (field, _) in wrong {
            *fields.entry(field).or_default() += 1;
        }
    }
    good
}

fn score_negex(path: &str, options: &Options) -> bool {
    let languages = Languages::builtin();
    let language = languages.get("en").expect("English is built in");
    let text = std::fs::read_to_string(path).expect("the annotations can be read");
    let (mut counts, mut skipped) = (Counts::default(), 0);
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, concept, sentence, label] = columns.as_slice() else {
            skipped += 1;
            continue;
        };
        let sentence = sentence.trim_matches('"');
        let Some(span) = place(sentence, concept) else {
            skipped += 1;
            continue;
        };
        let prose = Prose::new(sentence, languages.abbreviations());
        let reading = read(&prose, span, language, &[]);
        let (got, want) = (reading.polarity == Polarity::Negated, label == "Negated");
        counts.add(got, want);
        if options.wrong && got != want {
            let cues: Vec<_> = reading.cues.iter().map(|cue| &cue.text).collect();
            println!("{label}\t{}\t{sentence}\t{cues:?}", &sentence[span.range()]);
        }
    }
    let (precision, recall) = (counts.precision(), counts.recall());
    println!("{path}");
    println!(
        "  negated: {} found, {} false, {} missed, {} affirmed, {skipped} without target",
        counts.hit, counts.false_alarm, counts.miss, counts.silent
    );
    println!("  precision {precision:.3}  recall {recall:.3}");
    precision >= options.min_precision && recall >= options.min_recall
}

/// The concept in the sentence: upper-cased where it is found so, else as it stands; runs of
/// white space are equal.
fn place(sentence: &str, concept: &str) -> Option<Span> {
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_uppercase)
            .collect::<Vec<_>>()
    };
    let wanted = words(concept.trim_matches('"'));
    let tokens: Vec<(usize, &str)> = sentence
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - sentence.as_ptr() as usize, word))
        .collect();
    let find = |fold: bool| {
        (0..tokens.len()).find_map(|at| {
            let (start, first) = tokens[at];
            let run = tokens.get(at..at + wanted.len())?;
            let inside: Vec<String> = run
                .iter()
                .map(|(_, word)| {
                    if fold {
                        word.to_uppercase()
                    } else {
                        (*word).to_owned()
                    }
                })
                .collect();
            let (joined, wanted) = (inside.join(" "), wanted.join(" "));
            let offset = joined.find(&wanted)?;
            let (last_at, last) = run[run.len() - 1];
            let tail = joined.len() - offset - wanted.len();
            (offset < first.len()).then(|| Span::new(start + offset, last_at + last.len() - tail))
        })
    };
    find(false).or_else(|| find(true))
}
