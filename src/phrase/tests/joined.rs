//! Whether the words of two texts tell that a phrase may match over both.

use proptest::prelude::*;

use super::properties::{items, written};
use super::*;
use crate::quantity::Kind;
use crate::text::fold::without_marks;

/// Whether the vocabulary of some phrases lets two texts be put together.
fn may_join(set: &PhraseSet, head: &str, own: &str) -> bool {
    let vocabulary = Vocabulary::new(set.phrases());
    let prose = |text| Prose::new(text, &Abbreviations::default());
    let said = vocabulary.said(&prose(own));
    vocabulary.may_join(
        &vocabulary.head(set.phrases(), &prose(head), |_| true),
        &said,
        || &[Kind::Money],
    )
}

/// Whether a phrase matches over two texts with a word in each, in either order.
fn joins(set: &PhraseSet, head: &str, own: &str) -> bool {
    let crosses = |first: &str, second: &str| {
        let text = format!("{first}\n{second}");
        let prose = Prose::new(&text, &Abbreviations::default());
        let (left, right) = (
            Span::new(0, first.len()),
            Span::new(first.len() + 1, text.len()),
        );
        let found = set.find(&prose, &[]).into_iter();
        let mut found = found.chain(set.find_bare(&prose, &[]));
        found.any(|found| {
            let lies_in = |part: Span| found.words.iter().any(|word| part.contains(*word));
            lies_in(left) && lies_in(right)
        })
    };
    crosses(head, own) || crosses(own, head)
}

#[test]
fn texts_join_where_one_phrase_has_a_word_in_each() {
    let set = PhraseSet::new(vec![
        phrase("unlimited data"),
        phrase("(free|gratis) (delivery & returns)"),
        phrase("throttl* ... (30|60)"),
        phrase("không giới hạn"),
        phrase("不限流量"),
        phrase("(set-up & (no charge|\\$0))"),
        phrase("annual fee ... {money}"),
        phrase("{data} ... allowance"),
    ]);
    for (head, own) in [
        ("Data", "Unlimited"),
        ("Delivery", "Returns are free"),
        ("Throttled?", "behind 30"),
        ("Khong gioi", "han"),
        ("不限", "流量"),
        ("Set-up", "$0"),
        // The text says that it holds an amount of money.
        ("Annual fee", "$95"),
        // A word that is broken may be any.
        ("Free de-", "livery returns"),
    ] {
        assert!(may_join(&set, head, own), "{head} and {own}");
    }
    for (head, own) in [
        ("Data", "$9.99"),
        ("Data", "30 GB"),
        ("Price", "Unlimited"),
        ("Unlimited data", "free"),
        ("Delivery", "free"),
        ("Throttle body", "20"),
        ("不限", "流"),
        // The words of one way to say it are in the head alone, those of another incomplete.
        ("Set-up: no charge", "$2.99"),
        ("Allowance", "$2.99"),
        ("Annual", "$95"),
        ("Annual fee", "none"),
        ("", ""),
    ] {
        assert!(!may_join(&set, head, own), "{head} and {own}");
    }
}

#[test]
fn phrases_that_do_not_count_join_nothing() {
    let set = PhraseSet::new(vec![phrase("unlimited data"), phrase("free data")]);
    let vocabulary = Vocabulary::new(set.phrases());
    let prose = |text| Prose::new(text, &Abbreviations::default());
    let head = vocabulary.head(set.phrases(), &prose("data"), |phrase| phrase == 1);
    let may_join = |own| vocabulary.may_join(&head, &vocabulary.said(&prose(own)), || &[]);
    assert!(may_join("free"));
    assert!(!may_join("unlimited"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_joins_may_join(
        items in items(),
        head in "(a|ab|b|c|d|限|量|-| |, |\\. |\u{301}|\u{200b}){0,8}",
        own in "(a|ab|b|c|d|限|量|-| |, |\\. |\u{301}|\u{200b}){0,8}",
    ) {
        let written = format!("{} d", written(&items));
        let set = PhraseSet::new(vec![phrase(&written)]);
        prop_assert!(
            may_join(&set, &head, &own) || !joins(&set, &head, &own),
            "{} in {:?} and {:?}", written, head, own
        );
    }

    #[test]
    fn what_joins_without_marks_may_join(
        head in "((không|giới|hạn|hủy|gói|free|30|不限|流量|-|,) ?){0,4}",
        own in "((không|giới|hạn|hủy|gói|free|30|不限|流量|-|,) ?){0,4}",
    ) {
        let phrases = ["không giới hạn", "hủy ... gói", "(free & 30)", "(không & 不限)", "gi*"];
        let phrases = phrases.into_iter().map(phrase);
        let set = PhraseSet::new(phrases.collect());
        for (head, own) in [(head.clone(), own.clone()), (without_marks(&head), without_marks(&own))] {
            prop_assert!(
                may_join(&set, &head, &own) || !joins(&set, &head, &own),
                "{:?} and {:?}", head, own
            );
        }
    }
}
