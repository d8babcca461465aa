//! Readings through the public functions, and what the fixtures cannot show: leads, answers,
//! languages from a string, hostile texts.

use proptest::prelude::*;

use super::*;
use crate::quantity::{Kind, Quantity, Units};

fn target_of(marked: &str) -> (String, Span) {
    let start = marked.find('[').unwrap();
    let end = marked.find(']').unwrap() - 1;
    (marked.replace(['[', ']'], ""), Span::new(start, end))
}

fn reading(code: &str, marked: &str) -> Reading {
    reading_in(Languages::builtin(), code, marked)
}

fn reading_in(languages: &Languages, code: &str, marked: &str) -> Reading {
    let (text, span) = target_of(marked);
    let language = languages.get(code).unwrap();
    let prose = Prose::new(&text, languages.abbreviations());
    let amounts = amounts(&text, language);
    read(&prose, span, language, &amounts)
}

/// The amounts of data in a text.
fn amounts(text: &str, language: &Language) -> Vec<Amount> {
    let found = language.quantities(Units::builtin()).read(text, None);
    let amount = |quantity: Quantity| Amount {
        span: quantity.core,
        of_kind: quantity.kind == Kind::Data,
    };
    found.into_iter().map(amount).collect()
}

fn check_narrowed(code: &str, marked: &str, expected: bool) {
    assert_eq!(reading(code, marked).narrowed, expected, "{marked}");
}

#[test]
fn a_claim_is_narrowed_by_its_own_sentence() {
    check_narrowed("en", "[Unlimited data], slowed after 30 GB.", true);
    check_narrowed("en", "[Free delivery] in the first year.", true);
    check_narrowed("en", "[Free delivery], even on public holidays.", false);
    check_narrowed(
        "en",
        "Others slow you down after 30 GB, ours is [unlimited].",
        false,
    );
    check_narrowed(
        "en",
        "[Free delivery]; gift wrapping except on Sundays.",
        false,
    );
    check_narrowed("en", "If it rains, [we close] and go home.", true);
    check_narrowed(
        "en",
        "[No card is needed], and nothing is due if you leave.",
        false,
    );
    check_narrowed(
        "en",
        "No card is needed, and [nothing is due] if you leave.",
        true,
    );
    check_narrowed(
        "en",
        "We [charge a fee]; members pay nothing if they leave.",
        false,
    );
    check_narrowed("en", "[Delivery is free] (members only).", true);
    check_narrowed("vi", "[Data không giới hạn], giảm tốc độ sau 30GB.", true);
    check_narrowed("zh", "[流量不限量]，超过30GB后限速。", true);
    check_narrowed("zh", "[流量不限量]，高峰时段也一样。", false);
}

#[test]
fn evidence_names_its_cue_and_its_place() {
    let reading = reading("en", "We never [throttle] you.");
    let cues: Vec<_> = reading
        .cues
        .iter()
        .map(|cue| (cue.category.name(), &*cue.text, cue.span))
        .collect();
    let place = Span::new(3, 8);
    assert_eq!(
        cues,
        [("absolute", "never", place), ("negation", "never", place)]
    );
}

#[test]
fn a_negation_in_an_open_part_of_the_phrase_counts() {
    let text = "Your speed is never reduced.";
    let language = Languages::builtin().get("en").unwrap();
    let prose = Prose::new(text, Languages::builtin().abbreviations());
    let whole = Span::new(5, 27);
    let target = Target {
        span: whole,
        gaps: vec![Span::new(11, 20)],
        names: Vec::new(),
    };
    assert_eq!(
        read(&prose, target, language, &[]).polarity,
        Polarity::Negated
    );
    assert_eq!(
        read(&prose, whole, language, &[]).polarity,
        Polarity::Affirmed
    );
}

fn lead_of(code: &str, text: &str) -> LeadReading {
    let languages = Languages::builtin();
    let language = languages.get(code).unwrap();
    let prose = Prose::new(text, languages.abbreviations());
    lead(&prose, language, &amounts(text, language))
}

#[test]
fn a_lead_reaches_its_items() {
    let negated = |code, text| {
        assert_eq!(lead_of(code, text).polarity, Polarity::Negated, "{text}");
    };
    let affirmed = |code, text| {
        assert_eq!(lead_of(code, text).polarity, Polarity::Affirmed, "{text}");
    };
    negated("en", "The following are not included:");
    negated("en", "Not included");
    negated("en", "We never charge for:");
    negated("vi", "Giá chưa bao gồm:");
    negated("zh", "以下项目不包含：");
    affirmed("en", "The price includes:");
    affirmed("en", "Every plan comes with:");
    affirmed("vi", "Giá đã bao gồm:");
    affirmed("zh", "套餐包含：");
    assert_eq!(lead_of("en", "Other carriers:").holder, Holder::Other);
    let conditions = lead_of("en", "After 30 GB:").conditions;
    assert_eq!(conditions[0].kind, ConditionKind::Threshold);
    assert_eq!(lead_of("en", "Banned words:").act, Act::Mention);
}

fn check_answer(code: &str, text: &str, expected: Option<Polarity>) {
    let languages = Languages::builtin();
    let language = languages.get(code).unwrap();
    let prose = Prose::new(text, languages.abbreviations());
    let answer = answer(&prose, language, &amounts(text, language), |_, _| false);
    assert_eq!(answer.map(|answer| answer.polarity), expected, "{text}");
}

#[test]
fn answers_say_yes_or_no() {
    let (yes, no) = (Some(Polarity::Affirmed), Some(Polarity::Negated));
    check_answer("en", "Yes, after 30 GB.", yes);
    check_answer("en", "Yes.", yes);
    check_answer("en", "No, never.", no);
    check_answer("en", "A: Not at all.", no);
    check_answer("en", "No contract is required.", None);
    check_answer("en", "It depends on the plan.", None);
    check_answer("vi", "Dạ có ạ.", yes);
    check_answer("vi", "Không ạ.", no);
    check_answer("vi", "Không giới hạn dung lượng.", None);
    check_answer("vi", "Tùy gói.", None);
    check_answer("zh", "会的，超过30GB后。", yes);
    check_answer("zh", "不可以。", no);
    check_answer("zh", "不限速套餐才有。", None);
}

#[test]
fn languages_are_recognised() {
    let check = |text: &str, code: Option<&str>| {
        let language = Languages::builtin().detect(text);
        assert_eq!(language.map(|l| &*l.code), code, "{text}");
    };
    check("Unlimited data for the whole family.", Some("en"));
    check(
        "There is no exit fee. Do others charge one? Many do.",
        Some("en"),
    );
    check("Goi cuoc moi: data khong gioi han, mien phi.", Some("vi"));
    check("Gói cước data không giới hạn", Some("vi"));
    check(
        "Goi cuoc nay khong gioi han dung luong cho khach hang",
        Some("vi"),
    );
    check("流量不限量，VIP 专享", Some("zh"));
    check("流量不限量，享 Unlimited data", Some("zh"));
    check("12345 %%", None);
    check("", None);
}

#[test]
fn speakers_are_known_by_their_labels() {
    let check = |label, role| {
        assert_eq!(Languages::builtin().speaker(label), role, "{label}");
    };
    check("Customer:", Some(SpeakerRole::Customer));
    check("KHÁCH HÀNG", Some(SpeakerRole::Customer));
    check("客服：", Some(SpeakerRole::Us));
    check("Q", Some(SpeakerRole::Question));
    check("Đáp", Some(SpeakerRole::Answer));
    check("Price", None);
}

/// German, as far as the test needs it.
const FOURTH: &str = r#"
[text]
letters = "äöüß"
words = ["der", "die", "das", "und", "nicht"]
abbreviations = ["z.B."]
[cues]
[[cues.negation]]
words = ["kein", "keine", "nicht", "nie"]
[[cues.pseudo]]
words = ["nicht nur"]
[[cues.terminator]]
words = ["aber", "sondern"]
[[cues.after]]
words = ["nach", "ab"]
[[cues.other]]
words = ["andere Anbieter"]
[cues.speakers]
customer = ["Kunde"]
[cues.dates]
months = [["Januar"], ["Februar"], ["März"]]
from = ["ab"]
until = ["bis"]
[numbers]
decimal = ","
"#;

#[test]
fn a_language_is_one_file() {
    let languages = Languages::parse(&[("de", FOURTH)]).unwrap();
    let read = |marked: &str| reading_in(&languages, "de", marked);
    assert_eq!(
        read("Wir nehmen keine [Gebühren].").polarity,
        Polarity::Negated
    );
    assert_eq!(
        read("Nicht nur [schnell], auch frei.").polarity,
        Polarity::Affirmed
    );
    assert_eq!(
        read("Nicht langsam, sondern [schnell].").polarity,
        Polarity::Affirmed
    );
    assert_eq!(read("Andere Anbieter [drosseln].").holder, Holder::Other);
    assert_eq!(read("Kunde: ihr [drosselt].").holder, Holder::Customer);
    let slowed = read("Nach 30 GB wird [gedrosselt].");
    assert_eq!(slowed.conditions[0].kind, ConditionKind::Threshold);
    let until = read("[Gratis] bis 3 März 2026.").time;
    let day = Some(jiff::civil::date(2026, 3, 3));
    assert_eq!(
        until,
        Time::Period {
            from: None,
            until: day
        }
    );
    assert_eq!(&*languages.detect("schön und gut").unwrap().code, "de");
}

#[test]
fn mistakes_in_a_file_are_told() {
    let check = |text: &str, part: &str| {
        let error = Languages::parse(&[("xx", text)]).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    };
    check("[cues]\n[[cues.negatoin]]\nwords = [\"no\"]", "negatoin");
    check("[cues]\n[[cues.negation]]\nwords = [\"?!\"]", "has no word");
    check(
        "[cues]\n[[cues.negation]]\nwords = [\"no\"]\nreech = \"left\"",
        "reech",
    );
    check(
        "[cues]\n[[cues.negation]]\nwords = [\"no\"]\nreach = \"up\"",
        "up",
    );
    let inside = "(a|b|c|d|e|f|g|h)".repeat(5);
    check(
        &format!("[cues]\n[[cues.negation]]\nwords = [\"{inside}\"]"),
        "stands for 32768 texts",
    );
    let optional = "(a|b|c|d|e|f|g|h|) ".repeat(3);
    check(
        &format!("[cues]\n[[cues.negation]]\nwords = [\"{optional}\"]"),
        "has no word",
    );
    check("[words]", "words");
}

#[test]
fn what_stands_far_behind_a_phrase_says_nothing_of_it() {
    let said = |words: usize| {
        let far = "and so on ".repeat(words / 3);
        let reading = reading(
            "en",
            &format!("We never [throttle] you {far}unless it rains."),
        );
        let cues = reading.cues.into_iter();
        cues.map(|cue| cue.category.name()).collect::<Vec<_>>()
    };
    assert_eq!(said(0), ["absolute", "negation", "exception"]);
    assert_eq!(said(90), ["absolute", "negation", "exception"]);
    assert_eq!(said(102), ["absolute", "negation"]);
}

#[test]
fn a_reading_costs_the_same_in_a_text_of_any_size() {
    let mut text = "not ".repeat(2_500_000);
    text.push_str("throttled");
    let languages = Languages::builtin();
    let prose = Prose::new(&text, languages.abbreviations());
    let target = Span::new(text.len() - 9, text.len());
    let language = languages.get("en").unwrap();
    // A thousand readings in one text would take hours if each looked at all of it.
    for _ in 0..1000 {
        let reading = read(&prose, target, language, &[]);
        assert!(reading.cues.len() < 200);
    }
}

proptest! {
    #[test]
    fn no_text_and_no_target_makes_it_panic(
        text in "(no|not |we pay |bear |our |most |us |我们承担|由甲方承担|chúng tôi chịu |unless |after 30 GB|\\? |, |: |\\(|\\)|不|限速|除|外|不限|、|，|không |nếu |thì |sau 30GB|Yes, |from |2026-03-01| to |[0-9]{1,4}|18:00|năm |年|月|\u{300}|-|/){0,24}",
        start in 0usize..200,
        length in 0usize..40,
    ) {
        let languages = Languages::builtin();
        let prose = Prose::new(&text, languages.abbreviations());
        for language in languages.iter() {
            let amounts = amounts(&text, language);
            let reading = read(&prose, Span::new(start, start + length), language, &amounts);
            for condition in &reading.conditions {
                prop_assert_eq!(&text[condition.span.range()], &*condition.text);
            }
            for cue in &reading.cues {
                prop_assert_eq!(&text[cue.span.range()], &*cue.text);
            }
            let _ = lead(&prose, language, &amounts);
            let _ = answer(&prose, language, &amounts, |_, _| true);
        }
    }
}

#[test]
fn the_cues_of_the_built_in_files_are_right() {
    assert_eq!(Languages::parse(&BUILTIN_FILES).err(), None);
}
