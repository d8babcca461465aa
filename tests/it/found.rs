//! Without declared subjects the plans that the texts name are told apart.

use crate::support::{folder, pledgelint};

const ENGLISH: &str = "| | Everyday | Plus | Plus Family |
|-|-|-|-|
| Monthly fee | $25 | $9 | $5 |
| Data | unlimited | 5 GB | 20 GB |
";

const VIETNAMESE: &str = "| | Tự Do | Cơ Bản |
|-|-|-|
| Giá cước | 250.000đ | 90.000đ |
| Dung lượng | không giới hạn | 5 GB |
";

const CHINESE: &str = "| | 畅玩卡 | 轻享卡 |
|-|-|-|
| 月费 | 39元 | 9元 |
| 流量 | 不限量 | 5GB |
";

/// Checks a table of plans beside one more text; gives where findings are.
fn check(table: &str, text: &str) -> Vec<String> {
    let files = [
        ("web/plans.md", table.as_bytes()),
        ("terms/terms.md", text.as_bytes()),
    ];
    let folder = folder(&files);
    let (code, out, err) = pledgelint(folder.path(), &["check", "--format", "concise", "."]);
    assert_eq!(code, i32::from(!out.is_empty()), "{out}{err}");
    let places = out.lines().filter_map(|line| line.split(": ").next());
    places.map(str::to_owned).collect()
}

#[test]
fn a_plan_of_another_page_is_another_plan() {
    let silent: [&str; 0] = [];
    for (table, other, same) in [
        (
            ENGLISH,
            "Plus is throttled after 5 GB.",
            "Everyday is throttled after 30 GB.",
        ),
        (
            ENGLISH,
            "Plus Family is throttled after 5 GB.",
            "With Everyday, your line is throttled after 30 GB.",
        ),
        (
            VIETNAMESE,
            "Gói Cơ Bản bị bóp băng thông sau 5 GB.",
            "Gói Tự Do bị bóp băng thông sau 30 GB.",
        ),
        (CHINESE, "轻享卡用满5GB后限速。", "畅玩卡用满30GB后限速。"),
    ] {
        assert_eq!(check(table, other), silent, "{other}");
        assert_eq!(check(table, same).len(), 1, "{same}");
    }
}

#[test]
fn the_first_word_that_plans_share_names_all_of_them() {
    let silent: [&str; 0] = [];
    for text in [
        "Plus plans are throttled after 5 GB.",
        "Plus's line is throttled after 5 GB.",
    ] {
        assert_eq!(check(ENGLISH, text), silent, "{text}");
    }
}

#[test]
fn a_name_with_a_capital_is_none_without_it() {
    let text = "You get a SIM, plus your line is throttled after 30 GB.";
    assert_eq!(check(ENGLISH, text).len(), 1);
    assert_eq!(
        check(ENGLISH, "With Plus, your line is throttled after 30 GB.").len(),
        0
    );
}

#[test]
fn a_project_that_declares_subjects_is_taken_at_its_word() {
    let rules = "packs = [\"telecom\"]\n[subject.hotline]\nnames = { en = [\"hotline\"] }\n";
    let files = [
        ("pledgelint.toml", rules.as_bytes()),
        ("ads/a.md", ENGLISH.as_bytes()),
        ("terms/t.md", b"Plus is throttled after 5 GB." as &[u8]),
    ];
    let folder = folder(&files);
    let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
}

#[test]
fn columns_of_other_names_in_another_document_are_other_plans() {
    let fee = |first: &str, second: &str, fees: [&str; 2]| {
        format!(
            "| | {first} | {second} |\n|-|-|-|\n| Monthly fee | {} | {} |\n| Data | unlimited | 5 GB |\n",
            fees[0], fees[1]
        )
    };
    let check = |other: String| {
        let table = fee("Home", "Office", ["$25", "$45"]);
        check(&table, &other)
    };
    assert_eq!(check(fee("Basic", "Plus", ["$9", "$19"])).len(), 0);
    // Neither tells of the other's columns, whatever is said of their data.
    let slow = "| | Basic | Plus |\n|-|-|-|\n| Monthly fee | $9 | $19 |\n| Speed after 5 GB | throttled | throttled |\n";
    assert_eq!(check(slow.to_owned()).len(), 0);
    let same = "| | Home | Office |\n|-|-|-|\n| Monthly fee | $25 | $45 |\n| Speed after 5 GB | throttled | full |\n";
    assert_eq!(check(same.to_owned()).len(), 1);
}

/// Checks an ad beside terms; gives the lines of the terms that have findings.
fn check_terms(ad: &str, terms: &str) -> Vec<String> {
    let files = [
        ("ads/ad.md", ad.as_bytes()),
        ("terms/terms.md", terms.as_bytes()),
    ];
    let folder = folder(&files);
    let (_, out, _) = pledgelint(folder.path(), &["check", "--format", "concise", "."]);
    let places = out
        .lines()
        .filter_map(|line| line.strip_prefix("terms/terms.md:"));
    places
        .filter_map(|place| place.split(':').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn plans_that_only_sentences_name_are_told_apart() {
    for (ad, terms, lines) in [
        (
            "Our Studio plan has unlimited data.",
            "On the Solo plan, speed is throttled after 5 GB.\n\nOn the Studio plan, speed is throttled after 30 GB.",
            ["3"],
        ),
        (
            "You pay no annual fee for the Harbour card.",
            "The annual fee of the Lighthouse card is $120.\n\nThe annual fee of the Harbour card is $40.",
            ["3"],
        ),
        (
            "Với gói Chuỗi, bạn có data không giới hạn.",
            "Khách dùng gói Cửa Hàng bị bóp băng thông sau 5 GB.\n\nKhách dùng gói Chuỗi bị bóp băng thông sau 30 GB.",
            ["3"],
        ),
        (
            "Soạn tin đăng ký MAX120: data không giới hạn.",
            "Thuê bao MAX30 bị bóp băng thông sau 5 GB.\n\nThuê bao MAX120 bị bóp băng thông sau 30 GB.",
            ["3"],
        ),
        (
            "“云海”套餐，流量不限量。",
            "“溪流”套餐用满5GB后限速。\n\n“云海”套餐用满30GB后限速。",
            ["3"],
        ),
        (
            "逸行信用卡终身免年费。",
            "## 一、逸尊白金卡\n\n年费：每年1200元。\n\n## 二、逸行信用卡\n\n年费：每年120元。",
            ["7"],
        ),
    ] {
        assert_eq!(check_terms(ad, terms), lines, "{ad}");
    }
}

#[test]
fn words_that_look_like_names_beside_a_kind_part_nothing() {
    for (ad, terms) in [
        // The brand's name beside a kind, and the name of a contract.
        (
            "No annual fee with your Corvo card.",
            "The annual fee of the Corvo card is $40. See the Card Account Agreement.",
        ),
        // Titles are written with capitals throughout.
        (
            "# Choose Your Plan\n\nUnlimited data.",
            "# Change Your Plan\n\nSpeed is throttled after 30 GB.",
        ),
        // Capitals at the begin of a sentence show nothing.
        (
            "Unlimited data on your plan. Great plan!",
            "Heavy plan users are throttled after 30 GB.",
        ),
        // A family of one is told apart from nothing.
        (
            "Unlimited data, with the Studio plan.",
            "Speed is throttled after 30 GB.",
        ),
        ("银行卡支付，流量不限量。", "信用卡支付。用满30GB后限速。"),
        (
            "Thanh toán bằng thẻ Visa, data không giới hạn.",
            "Bị bóp băng thông sau 30 GB, trả bằng thẻ ATM.",
        ),
    ] {
        assert_eq!(check_terms(ad, terms).len(), 1, "{ad}");
    }
}
