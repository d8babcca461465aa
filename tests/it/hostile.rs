//! Texts and rules that are made to hide something, or to take forever.

use std::fmt::Write as _;
use std::time::Duration;

use pledgelint::report::Report;
use pledgelint::{Checker, Ruleset, date};

use crate::support::Spent;

const RULES: &str = r#"
[subject.freedom]
names = { en = ["Freedom"] }
[subject.lite]
names = { en = ["Lite"] }
[promise.data]
subject  = "freedom"
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
"#;

fn ruleset(rules: &str) -> Ruleset {
    Ruleset::parse("pledgelint.toml", rules).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn report(ruleset: &Ruleset, path: &str, text: &str) -> Report {
    let checker = Checker::new(ruleset);
    checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1))
}

/// The quotations of the findings in a text.
fn quoted(text: &str) -> Vec<String> {
    let report = report(&ruleset(RULES), "a.md", text);
    assert_eq!(report.problems, [], "{text:?}");
    let places = report.findings.iter().map(|found| &found.primary.place);
    let places = places.map(|place| place.as_ref().expect("it has a place"));
    places.map(|place| place.text().to_owned()).collect()
}

#[test]
fn what_no_eye_sees_hides_no_breach() {
    // Zero-width, ignored, tag and variation characters, and marks that turn directions.
    for hidden in [
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{115f}',
        '\u{180e}',
        '\u{200b}',
        '\u{200d}',
        '\u{200e}',
        '\u{2060}',
        '\u{2064}',
        '\u{2066}',
        '\u{2069}',
        '\u{206a}',
        '\u{3164}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{ffa0}',
        '\u{e0020}',
        '\u{e0061}',
        '\u{e0100}',
    ] {
        let word = format!("thr{hidden}ott{hidden}{hidden}led");
        assert_eq!(
            quoted(&format!("Freedom is {word} here.")),
            [word],
            "{hidden:?}"
        );
    }
}

#[test]
fn letters_that_look_alike_hide_neither_breach_nor_subject() {
    for word in [
        "thrоttled",
        "ТНRОТТLЕD",
        "𝐭𝐡𝐫𝐨𝐭𝐭𝐥𝐞𝐝",
        "ⓣⓗⓡⓞⓣⓣⓛⓔⓓ",
        "ｔｈｒｏｔｔｌｅｄ",
    ] {
        assert_eq!(quoted(&format!("Freedom is {word} here.")), [word]);
    }
    // The names are in another alphabet in part; the plan of the promise is told from the other.
    for (name, expected) in [("Frееdom", 1), ("FRЕЕDОМ", 1), ("Lіte", 0), ("𝐋𝐢𝐭𝐞", 0)]
    {
        let found = quoted(&format!("{name} is throttled here."));
        assert_eq!(found.len(), expected, "{name}");
    }
}

#[test]
fn a_text_that_is_made_to_run_backwards_is_told_and_not_called_clean() {
    let cases = [
        ("a.md", "Freedom is \u{202e}delttorht\u{202c} here.", "1:12"),
        ("a.md", "One line.\n\nFreedom is \u{202d}fast.", "3:12"),
        ("a.html", "<p>Freedom is &#x202E;delttorht.</p>", "1:15"),
        (
            "a.json",
            r#"{"text": "Freedom is \u202edelttorht."}"#,
            "1:22",
        ),
    ];
    for (path, text, place) in cases {
        let report = report(&ruleset(RULES), path, text);
        let told: Vec<&str> = report.problems.iter().map(|told| &*told.message).collect();
        let [told] = told[..] else {
            panic!("{path}: {told:?}");
        };
        assert!(
            told.contains("run backwards") && told.contains(place),
            "{told}"
        );
    }
}

#[test]
fn directions_of_other_scripts_are_no_harm() {
    let text = "\u{2067}שלום\u{2069} \u{202b}مرحبا\u{202c}\u{200f} Freedom is throttled.";
    assert_eq!(quoted(text), ["throttled"]);
}

/// How long a text of so many words takes under a phrase; the least of several.
fn time(phrase: &str, words: usize) -> Duration {
    let rules = format!(
        "[promise.a]\nclaims = {{ en = ['unlimited data'] }}\nbreaches = {{ en = ['{phrase}'] }}\n"
    );
    let ruleset = ruleset(&rules);
    // One clause: no stop, no comma, and words that the phrase waits for.
    let text = "word on and on ".repeat(words / 4);
    let once = || {
        let start = Spent::now();
        report(&ruleset, "a.txt", &text);
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn no_phrase_makes_a_text_take_more_than_linear_time() {
    for phrase in [
        "word ... ... ... word*",
        "(word|on|and) ... (word|on|and) ... (word|on|and) ... never*",
        "(word? on? and?)? (word? on? and?)? ... last",
        "word* ... word* ... word* ... word* ... word* ... word* ... last*",
        r"/word(\s?\w+\s?)*last/",
        r"/(word|on|and|\s)+last/",
    ] {
        let (few, many) = (time(phrase, 400), time(phrase, 4_000));
        // Ten times the words in a hundred times the time would be quadratic.
        let bound = few * 35 + Duration::from_millis(100);
        assert!(many < bound, "{phrase}: {few:?} and {many:?}");
    }
}

#[test]
fn a_regular_expression_that_grows_without_bound_is_refused_with_its_place() {
    for regex in [
        "ab(a{1000}){1000}",
        "data(((((x{100}){100}){100}){100}){100})",
        r"data\w{1000}\w{1000}\w{1000}",
        &("(".repeat(100) + "data" + &")".repeat(100)),
    ] {
        let rules = format!("[promise.a]\nbreaches = {{ en = ['/{regex}/'] }}\n");
        let begun = Spent::now();
        let found = Ruleset::parse("pledgelint.toml", &rules).expect_err("it is refused");
        assert!(begun.elapsed() < Duration::from_secs(5), "{regex}");
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].code, "bad-phrase");
        let told = found[0].message.as_str();
        assert!(
            told.contains("too large") || told.contains("nest"),
            "{told}"
        );
        let place = found[0].labels[0].span;
        let phrase = rules.find('/')..=rules.rfind('/').map(|at| at + 1);
        assert!(phrase.contains(&Some(place.start)), "{place:?}");
        assert!(phrase.contains(&Some(place.end)), "{place:?}");
    }
}

/// Ten times a text takes no more than 35 times as long; a square takes a hundred times.
fn assert_grows_with(what: &str, few: usize, text: impl Fn(usize) -> String) {
    let ruleset = ruleset(RULES);
    let time = |parts: usize| {
        let text = text(parts);
        let once = || {
            let start = Spent::now();
            report(&ruleset, "a.md", &text);
            start.elapsed()
        };
        (0..2).map(|_| once()).min().unwrap_or_default()
    };
    let (few, many) = (time(few), time(few * 10));
    assert!(
        many < few * 35 + Duration::from_millis(100),
        "{what}: {few:?} and {many:?}"
    );
}

#[test]
fn ten_times_the_footnotes_take_ten_times_as_long() {
    assert_grows_with("a note for each claim", 200, |notes| {
        let mut text = String::from("# Freedom\n\n");
        for note in 0..notes {
            write!(text, "Unlimited data[^{note}] and more. ").expect("a string grows");
        }
        for note in 0..notes {
            write!(text, "\n\n[^{note}]: It is fast at home.").expect("a string grows");
        }
        text + "\n\n[^last]: It is throttled.\n"
    });
    let marked = |marks: usize| "Unlimited data[^1] and more. ".repeat(marks) + "\n\n[^1]: ";
    assert_grows_with("a note of many sentences", 200, |parts| {
        marked(parts) + &"It is throttled. ".repeat(parts)
    });
    assert_grows_with("a note of many paragraphs", 200, |parts| {
        marked(parts) + "Fine.\n" + &"\n    It is fast at home. Really.\n".repeat(parts)
    });
}

#[test]
fn one_long_sentence_takes_as_long_as_many_short_ones() {
    assert_grows_with("no comma", 30, |parts| {
        "unlimited data is throttled after 30 GB and ".repeat(parts)
    });
    assert_grows_with("commas", 30, |parts| {
        "unlimited data, throttled after 30 GB, ".repeat(parts)
    });
    assert_grows_with("many questions that deny, each answered", 100, |parts| {
        "Unlimited data. ".to_owned() + &"Is it really never throttled? Yes. ".repeat(parts)
    });
    assert_grows_with("many sentences of one paragraph", 100, |parts| {
        "Unlimited data. ".to_owned() + &"It is throttled after 30 GB. ".repeat(parts)
    });
}
