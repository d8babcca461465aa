//! The readings of the labelled sentences in `fixtures/readings`.

#[path = "../../examples/support/labelled.rs"]
mod labelled;
mod words;

use labelled::{Fixture, differences, reading_of};
use pledgelint::language::Languages;

/// Sentences that are read wrong in some field, as is known; one that is read right fails the test, so
/// that it is taken out.
const MISREAD: [(&str, &[&str]); 3] = [
    (
        "en",
        &[
            "There are no surprises down the road, and the [limit is 30 GB].",
            "Parents can set a [spending limit] for the child's card.",
            "\"[They throttle you] after a week.\" Not so: we never do.",
            "Reviewers say the [support answers day and night].",
            "In the past we [slowed down] video, now we don't.",
            "We will not [match prices] offered by marketplace sellers.",
            "Do you charge a [cancellation fee]? We do not.",
            "The [setup fee] we charged last year is gone.",
            "For years, banks have [charged for transfers].",
            "What if I am [throttled]? No, that never happens.",
            "You can [export your data] to other clouds.",
        ],
    ),
    (
        "vi",
        &[
            "Mấy shop của em đều [giao miễn phí].",
            "Giá chưa gồm thuế, [bữa sáng] hay phí gửi xe.",
            "\"Dùng quá 100 GB sẽ [bị bóp băng thông].\" Không đúng.",
            "Có nơi ghi [bảo hành 10 năm] mà chỉ cho cái mô-tơ.",
            "Shop k [tính phí ship] nha.",
            "Khong mat [phi ship] cho don dau tien.",
            "Chúng tôi chưa từng [tăng giá].",
            "Tốc độ tối đa chỉ [5 Mbps] sau ngưỡng 60GB.",
            "Chưa [tính phí] trong 30 ngày đầu.",
        ],
    ),
    (
        "zh",
        &[
            "家长可为孩子设置[消费限额]。",
            "“用多了就[会限速]。”这是谣言。",
            "单月用量超过500GB的账户，我们有权[暂停服务]。",
            "听说你们[限速]，是真的吗？",
            "大多数银行[收取取现费]，我们不收。",
            "去年收取的[开户费]现已取消。",
            "[隐形消费]？不存在的。",
            "有人说某某航空[改签收费]。",
        ],
    ),
];

fn check(code: &str, text: &str) {
    let languages = Languages::builtin();
    let language = languages.get(code).expect("the language is built in");
    let fixture: Fixture = toml::from_str(text).expect("the fixture is well formed");
    let known = MISREAD.iter().find(|(language, _)| *language == code);
    let (_, misread) = known.expect("a list for the language");
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
            let known = misread.contains(&sentence.as_str());
            if found.is_empty() == known {
                wrong.push(format!("{sentence} [{label}]: {found:?}"));
            }
        }
    }
    assert!(all >= 200, "{all} sentences");
    let half = (4 * all / 10..=6 * all / 10).contains(&telling);
    assert!(half, "{telling} of {all} sentences tell something");
    assert!(
        wrong.is_empty(),
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
