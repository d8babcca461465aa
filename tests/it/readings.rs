//! The readings of the labelled sentences in `fixtures/readings`.

#[path = "../../examples/support/labelled.rs"]
mod labelled;

use labelled::{Fixture, differences, reading_of};
use pledgelint::language::Languages;

/// The most sentences in a hundred that may be read wrong in some field.
const WRONG: usize = 2;

fn check(code: &str, text: &str) {
    let languages = Languages::builtin();
    let language = languages.get(code).expect("the language is built in");
    let fixture: Fixture = toml::from_str(text).expect("the fixture is well formed");
    let (mut all, mut telling, mut wrong) = (0_usize, 0, Vec::new());
    for class in &fixture.classes {
        assert!(
            !class.telling.is_empty() && !class.innocent.is_empty(),
            "{}",
            class.name
        );
        telling += class.telling.len();
        for [sentence, label] in class.sentences() {
            all += 1;
            let reading = reading_of(sentence, label, languages, language);
            let found = differences(&reading, label);
            if !found.is_empty() {
                wrong.push(format!("{sentence} [{label}]: {found:?}"));
            }
        }
    }
    assert!(all >= 200, "{all} sentences");
    let half = (4 * all / 10..=6 * all / 10).contains(&telling);
    assert!(half, "{telling} of {all} sentences tell something");
    assert!(
        100 * wrong.len() <= WRONG * all,
        "{} of {all} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn english_sentences_are_read_right() {
    check("en", include_str!("../../fixtures/readings/en.toml"));
}

#[test]
fn vietnamese_sentences_are_read_right() {
    check("vi", include_str!("../../fixtures/readings/vi.toml"));
}

#[test]
fn chinese_sentences_are_read_right() {
    check("zh", include_str!("../../fixtures/readings/zh.toml"));
}
