//! Quantities against sentences of our own, against plain interval arithmetic, and under load.

mod compared;
mod limits;

use std::sync::OnceLock;

use pledgelint::quantity::{
    Bound, Comparison, Consistency, Interval, Kind, Numerals, Promised, Quantity, Reader, Schedule,
    Sense, Units, Value, against_each_other, against_promise, texts_agree,
};
use pledgelint::text::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::support::Spent;

fn reader(language: &str) -> &'static Reader {
    static READERS: OnceLock<[Reader; 3]> = OnceLock::new();
    let [en, vi, zh] = READERS.get_or_init(|| {
        [
            include_str!("../../rules/lang/en.toml"),
            include_str!("../../rules/lang/vi.toml"),
            include_str!("../../rules/lang/zh.toml"),
        ]
        .map(|file| {
            let numerals = Numerals::parse(file).expect("a section of numbers");
            Reader::new(Units::builtin(), &numerals)
        })
    });
    match language {
        "en" => en,
        "vi" => vi,
        _ => zh,
    }
}

/// The only quantity of a text.
fn only(language: &str, text: &str) -> Quantity {
    let [one] = <[Quantity; 1]>::try_from(reader(language).read(text, None))
        .unwrap_or_else(|read| panic!("{text} has no one quantity: {read:?}"));
    one
}

// ---- Sentences of our own ------------------------------------------------------------------

#[derive(Deserialize)]
struct Sentences {
    /// Each a text and the quantities in it, in order, as [`shown`] writes them.
    cases: Vec<Vec<String>>,
    /// The same where something else is read, as is known.
    #[serde(default)]
    misread: Vec<Vec<String>>,
}

/// A quantity as the fixtures write it: bounds and unit as in the text, `~` for "about".
fn shown(quantity: &Quantity) -> String {
    let about = if quantity.approximate { "~" } else { "" };
    let doubt = if quantity.ambiguous { "?" } else { "" };
    let per = quantity
        .per
        .as_ref()
        .map_or(String::new(), |per| format!("/{per}"));
    let interval = match &quantity.value {
        Value::Schedule(schedule) => return format!("schedule {schedule}"),
        Value::Date(date) => return format!("date {date}"),
        Value::Interval(interval) => quantity.written.as_ref().unwrap_or(interval),
    };
    let scaled;
    let interval = if quantity.kind == Kind::Percent {
        scaled = hundredfold(quantity.interval().expect("a share is an interval"));
        &scaled
    } else {
        interval
    };
    let end =
        |bound: Option<Bound>| bound.map_or(String::new(), |b| b.least.normalize().to_string());
    let open = |bound: Option<Bound>| bound.is_some_and(|bound| bound.open);
    let bounds = match interval.sense {
        Sense::Exact => end(interval.low),
        Sense::AtLeast => format!(
            ">{}{}",
            if open(interval.low) { "" } else { "=" },
            end(interval.low)
        ),
        Sense::AtMost => format!(
            "<{}{}",
            if open(interval.high) { "" } else { "=" },
            end(interval.high)
        ),
        Sense::Within => format!("within {}", end(interval.high)),
        Sense::Range => format!("{}..{}", end(interval.low), end(interval.high)),
        Sense::Unlimited => "unlimited".into(),
    };
    let unit = match (&quantity.unit, &quantity.written) {
        (Some(unit), Some(_)) if quantity.kind != Kind::Percent => format!(" {}", unit.id),
        _ if quantity.kind == Kind::Percent => " %".into(),
        _ if quantity.kind == Kind::Number => String::new(),
        _ => format!(" {}", quantity.kind),
    };
    format!("{about}{bounds}{unit}{per}{doubt}")
}

/// A share in per cent.
fn hundredfold(interval: &Interval) -> Interval {
    let bound = |bound: Option<Bound>| {
        bound.map(|bound| Bound {
            least: bound.least * Decimal::ONE_HUNDRED,
            ..bound
        })
    };
    Interval {
        low: bound(interval.low),
        high: bound(interval.high),
        ..*interval
    }
}

fn check_sentences(language: &str, files: [&str; 2]) {
    let read = |case: &Vec<String>| {
        let (text, expected) = case.split_first().expect("a text");
        let found = reader(language).read(text, None);
        // On a later line it is read the same, at its place there.
        let below = reader(language).read(&format!("\u{2014}\n{text}"), None);
        assert_eq!(below.len(), found.len(), "{text}");
        for (quantity, below) in found.iter().zip(&below) {
            assert!(quantity.span.contains(quantity.core), "{text}");
            let moved = |span: Span| Span::new(span.start + 4, span.end + 4);
            assert_eq!(below.span, moved(quantity.span), "{text}");
            assert_eq!(below.core, moved(quantity.core), "{text}");
        }
        let read: Vec<String> = found.iter().map(shown).collect();
        let normal = |line: &String| match line.strip_prefix("schedule ") {
            Some(text) => format!("schedule {}", Schedule::parse(text).expect(line)),
            None => line.clone(),
        };
        let expected: Vec<String> = expected.iter().map(normal).collect();
        let told = format!("{text}\n  expected {expected:?}\n  read     {read:?}");
        (read == expected, told)
    };
    let (mut total, mut without, mut wrong, mut mended) = (0, 0, Vec::new(), Vec::new());
    for file in files {
        let sentences: Sentences = toml::from_str(file).expect("a list of cases");
        total += sentences.cases.len();
        without += sentences
            .cases
            .iter()
            .filter(|case| case.len() == 1)
            .count();
        wrong.extend(sentences.cases.iter().map(read).filter(|(right, _)| !right));
        mended.extend(
            sentences
                .misread
                .iter()
                .map(read)
                .filter(|(right, _)| *right),
        );
    }
    assert!(total >= 400, "{total} sentences");
    assert!(
        without * 4 >= total,
        "{without} of {total} without a quantity"
    );
    let told = |list: &[(bool, String)]| {
        let told = list.iter().map(|(_, told)| told.as_str());
        told.collect::<Vec<_>>().join("\n")
    };
    assert!(
        wrong.is_empty(),
        "{} of {total} wrong:\n{}",
        wrong.len(),
        told(&wrong)
    );
    assert!(
        mended.is_empty(),
        "no misreading any more:\n{}",
        told(&mended)
    );
}

#[test]
fn english_sentences_are_read() {
    let plain = include_str!("../../fixtures/quantities/en.toml");
    let edges = include_str!("../../fixtures/quantities/en-edges.toml");
    check_sentences("en", [plain, edges]);
}

#[test]
fn vietnamese_sentences_are_read() {
    let plain = include_str!("../../fixtures/quantities/vi.toml");
    let edges = include_str!("../../fixtures/quantities/vi-edges.toml");
    check_sentences("vi", [plain, edges]);
}

#[test]
fn chinese_sentences_are_read() {
    let plain = include_str!("../../fixtures/quantities/zh.toml");
    let edges = include_str!("../../fixtures/quantities/zh-edges.toml");
    check_sentences("zh", [plain, edges]);
}

// ---- Spelling ------------------------------------------------------------------------------

#[test]
fn spelling_changes_no_value_and_spans_are_places_in_the_source() {
    for (language, plain, other) in [
        (
            "vi",
            "trong vòng ba mươi ngày",
            "trong vo\u{300}ng ba mu\u{31b}o\u{31b}i nga\u{300}y",
        ),
        ("zh", "每月30GB", "每月３０ＧＢ"),
        ("zh", "三万个", "三萬個"),
        ("en", "at most 30 GB", "AT MOST 30\u{a0}gb"),
        ("en", "at most 30 GB", "At most\u{2003}30\u{1680}GB"),
        ("en", "5-10 GB", "5\u{2011}10\u{2028}GB"),
        ("en", "2,300 users", "2,300\u{85}users"),
        ("zh", "¥1,200", "￥１，２００"),
    ] {
        let read = |text: &str| {
            reader(language)
                .read(text, None)
                .iter()
                .map(shown)
                .collect::<Vec<_>>()
        };
        assert_eq!(read(plain), read(other), "{plain}");
        for quantity in reader(language).read(other, None) {
            assert_eq!(quantity.span.range(), 0..other.len(), "{other}");
        }
    }
}

#[test]
fn the_kind_asked_for_settles_ambiguous_spellings() {
    let read = |text: &str, kind: Option<Kind>| {
        let found = reader("zh").read(text, kind);
        found
            .first()
            .map(|quantity| (quantity.kind, quantity.ambiguous))
    };
    assert_eq!(read("100兆", Some(Kind::Speed)), Some((Kind::Speed, false)));
    assert_eq!(read("100兆", Some(Kind::Data)), Some((Kind::Data, false)));
    assert_eq!(
        read("100兆", None).map(|(_, ambiguous)| ambiguous),
        Some(true)
    );
    assert_eq!(read("100Mb", Some(Kind::Speed)), Some((Kind::Speed, false)));
    assert_eq!(
        read("100Mb", None).map(|(_, ambiguous)| ambiguous),
        Some(true)
    );
    assert_eq!(read("3万5", Some(Kind::Money)), Some((Kind::Money, false)));
    assert_eq!(
        read("2026年5月1日", Some(Kind::Date)),
        Some((Kind::Date, false))
    );
    assert_eq!(read("2026年5月1日", None), None);
}

#[test]
fn a_day_with_its_year_is_a_date_where_dates_are_asked_for() {
    for (language, text, expected) in [
        ("en", "Valid to 31/12/2026.", Some("2026-12-31")),
        ("en", "Valid to 12/31/2026.", Some("2026-12-31")),
        ("en", "Valid to 12/31/26.", Some("2026-12-31")),
        ("en", "Valid to 2026/5/31.", Some("2026-05-31")),
        ("en", "Valid to 2026-05-31.", Some("2026-05-31")),
        ("en", "Valid to 31.12.2026.", Some("2026-12-31")),
        ("en", "Valid to 2026-05-31, 5 GB.", Some("2026-05-31")),
        ("en", "Valid to 5/2026.", Some("2026-05-01")),
        ("en", "Valid to 12/2100.", Some("2100-12-01")),
        ("en", "Valid to May 4th, 2026.", Some("2026-05-04")),
        ("en", "Valid to May 31 2026.", Some("2026-05-31")),
        ("en", "Valid to Sept. 4, 2026.", Some("2026-09-04")),
        ("en", "Valid to May 2026.", Some("2026-05-01")),
        ("en", "Valid to 4 May 2026.", Some("2026-05-04")),
        ("en", "Valid to the 31st of May 2026.", Some("2026-05-31")),
        ("vi", "Áp dụng đến 30/4/2026.", Some("2026-04-30")),
        ("vi", "Áp dụng đến 30-04-2026.", Some("2026-04-30")),
        ("vi", "Đến ngày 30 tháng 4 năm 2026.", Some("2026-04-30")),
        ("vi", "Đến tháng 4 năm 2026.", Some("2026-04-01")),
        ("zh", "有效期至2026年5月31日。", Some("2026-05-31")),
        ("zh", "有效期至2026年5月。", Some("2026-05-01")),
        ("zh", "有效期至2026年。", Some("2026-01-01")),
        ("zh", "有效期至2026-05-31。", Some("2026-05-31")),
        // No year, or no such day.
        ("en", "Valid to May 4.", None),
        ("en", "Valid to 12/31.", None),
        ("en", "Valid to 31/6/2026.", None),
        ("en", "Valid to 13/13/2026.", None),
        ("en", "Valid to 13/2026.", None),
        ("en", "Valid to 12/2101.", None),
        ("en", "Order 2026-05-31-7.", None),
        ("en", "Order X-2026-05-31.", None),
        ("vi", "Đến ngày 30 tháng 4.", None),
        ("zh", "有效期至5月31日。", None),
    ] {
        let found = reader(language).read(text, Some(Kind::Date));
        let date = |quantity: &Quantity| match &quantity.value {
            Value::Date(date) => Some(date.to_string()),
            _ => None,
        };
        let dates: Vec<String> = found.iter().filter_map(date).collect();
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(dates, expected, "{text}");
    }
}

// ---- Comparing -----------------------------------------------------------------------------

#[test]
fn texts_are_held_against_what_was_promised() {
    use Comparison::{Ambiguous, Differs, Exceeds, Incomparable, Meets, Vague, Worse};
    for (promised, language, told, expected) in [
        ("at least 30 days", "en", "within 14 days", Worse),
        ("at least 30 days", "en", "within 30 days", Meets),
        ("at least 30 days", "en", "45 days", Exceeds),
        ("at least 30 days", "en", "one month", Meets),
        ("at least 30 days", "en", "about 30 days", Vague),
        ("at least 30 days", "en", "lifetime", Exceeds),
        ("at most 1 hour", "en", "within 2 working days", Worse),
        ("at most 4 hours", "en", "less than 4 hours", Meets),
        ("at most 4 hours", "en", "more than 4 hours", Worse),
        ("at most 4 hours", "en", "30 minutes", Exceeds),
        ("at least 100 Mbps", "en", "up to 100 Mbps", Vague),
        ("at least 100 Mbps", "en", "up to 50 Mbps", Worse),
        ("at least 100 Mbps", "zh", "100兆宽带", Meets),
        ("25 USD per month", "en", "$25 a month", Meets),
        ("25 USD per month", "en", "$30 per month", Differs),
        ("25 USD per month", "en", "25 EUR", Incomparable),
        ("25 AUD per month", "en", "$25", Ambiguous),
        ("at most 50000 VND", "vi", "50k đồng", Meets),
        ("at most 50000 VND", "vi", "miễn phí", Exceeds),
        ("at most 50000 VND", "vi", "99.000đ", Worse),
        ("free", "vi", "0 đồng", Meets),
        ("free", "vi", "phí 20.000đ", Worse),
        ("20 %", "zh", "8折", Meets),
        ("20 %", "zh", "九折", Differs),
        ("at least 20% off", "zh", "九折", Worse),
        ("at least 20% off", "zh", "八折", Meets),
        ("at least 20% off", "zh", "七折", Exceeds),
        ("at least 20% off", "vi", "giảm 20%", Meets),
        ("at least 20% off", "en", "15 % off", Worse),
        ("at least 20% off", "en", "up to 50 % off", Vague),
        ("at most 5% off", "en", "10% off", Worse),
        ("20% discount", "zh", "8折", Meets),
        ("20% off", "en", "25 % off", Differs),
        ("50 USD per day", "en", "$50 per person per day", Ambiguous),
        ("50 USD per day", "en", "$50 per day", Meets),
        ("24/7", "en", "Mon–Fri 9–5", Worse),
        ("24/7", "vi", "24/7", Meets),
        ("Mon-Fri 9:00-18:00", "zh", "全天候", Exceeds),
        ("30 GB per 30 days", "vi", "1GB/ngày", Meets),
        ("30 GB per month", "en", "30 GB per year", Differs),
        ("at least 30 days", "zh", "30GB", Incomparable),
    ] {
        let promise = Promised::parse(promised, None).expect(promised);
        let found = reader(language).read(told, Some(promise.kind()));
        let found = found
            .last()
            .unwrap_or_else(|| panic!("nothing in `{told}`"));
        assert_eq!(
            against_promise(&promise, found),
            expected,
            "{promised} / {told}"
        );
    }
}

#[test]
fn a_share_differs_from_a_bound_of_it_and_a_price_does_not() {
    for (language, a, b, expected) in [
        ("en", "99.99% uptime", "at least 99.5%", Comparison::Differs),
        (
            "vi",
            "hoạt động 99,99%",
            "tối thiểu 99,5%",
            Comparison::Differs,
        ),
        ("zh", "可用性99.99%", "不低于99.5%", Comparison::Differs),
        ("en", "99.5% uptime", "at least 99.5%", Comparison::Meets),
        ("zh", "可用性99.5%", "不低于99.5%", Comparison::Meets),
        ("en", "$25", "at least $9", Comparison::Meets),
        ("vi", "250.000đ", "từ 199.000đ", Comparison::Meets),
    ] {
        let read = |text: &str| reader(language).read(text, None).remove(0);
        assert_eq!(
            against_each_other(&read(a), &read(b)),
            expected,
            "{a} | {b}"
        );
    }
}

#[test]
fn two_texts_are_held_against_each_other() {
    use Consistency::{Consistent, Contradicted, Review};
    for (language, a, b, expected) in [
        (
            "en",
            "Returns accepted within 30 days",
            "You have 14 days to return",
            Contradicted,
        ),
        (
            "en",
            "Refunds within one month",
            "Refunds within 30 days",
            Consistent,
        ),
        ("en", "at least 30 days", "at least 14 days", Consistent),
        ("en", "30 GB a month", "30 GB a year", Contradicted),
        ("en", "5 business days", "1 week", Consistent),
        ("en", "5 business days", "10 business days", Contradicted),
        (
            "en",
            "within 5 days",
            "within 10 business days",
            Contradicted,
        ),
        ("en", "within 4 hours", "at most 24 hours", Contradicted),
        ("en", "within a day", "no more than 24 hours", Consistent),
        ("en", "within 4 hours", "at least 1 hour", Consistent),
        ("zh", "4小时内", "不超过24小时", Contradicted),
        ("en", "99.99%", "at least 99.5%", Consistent),
        ("en", "100 Mbps", "50 Mbps", Contradicted),
        ("en", "100 Mb", "50 Mb", Review),
        ("en", "no more than 3 users", "up to 3 users", Consistent),
        ("en", "Unlimited data", "Data: 30 GB", Contradicted),
        ("en", "Open Mon–Fri 9–5", "Open 24/7", Contradicted),
        ("en", "$20", "20 EUR", Review),
        ("vi", "1.000.000đ", "1 triệu", Consistent),
        ("vi", "1tr", "1000k", Consistent),
        ("vi", "0 đồng", "50.000đ", Contradicted),
        ("vi", "không đồng", "miễn phí", Consistent),
        ("vi", "năm năm", "5 năm", Consistent),
        ("vi", "30 ngày", "ba mươi ngày", Consistent),
        ("vi", "không quá 30 ngày", "tối đa 30 ngày", Consistent),
        ("vi", "1 GB/ngày", "30 GB/30 ngày", Consistent),
        ("zh", "三万元", "两万元", Contradicted),
        ("zh", "3万元", "30000元", Consistent),
        ("zh", "8折", "九折", Contradicted),
        ("zh", "半年", "6个月", Consistent),
        ("zh", "不少于30天", "不到14天", Contradicted),
        ("zh", "30天以内", "不超过30天", Consistent),
        ("zh", "满30天", "30天以外", Consistent),
        ("zh", "30天以内", "30天以外", Contradicted),
        ("zh", "100兆宽带", "100Mbps", Consistent),
        (
            "zh",
            "客服7×24小时",
            "客服周一至周五9:00-18:00",
            Contradicted,
        ),
    ] {
        assert_eq!(texts_agree(reader(language), a, b), expected, "{a} / {b}");
        assert_eq!(texts_agree(reader(language), b, a), expected, "{b} / {a}");
    }
}

#[test]
fn none_is_zero_only_where_it_stands_alone() {
    for (language, text, wanted, expected) in [
        (
            "vi",
            "Chuyển trên ứng dụng thì không mất đồng nào.",
            Kind::Duration,
            0,
        ),
        ("vi", "Không giao vào chủ nhật.", Kind::Duration, 0),
        (
            "vi",
            "Chuyển trên ứng dụng thì không mất đồng nào.",
            Kind::Money,
            1,
        ),
        ("vi", "Thời gian chờ: không", Kind::Duration, 1),
        ("en", "None of our parcels is late.", Kind::Duration, 0),
        ("en", "Waiting time: none", Kind::Duration, 1),
        ("zh", "没有周末送货。", Kind::Duration, 0),
        ("zh", "等待：无", Kind::Duration, 1),
    ] {
        let found = reader(language).read(text, Some(wanted));
        let zero = |quantity: &Quantity| {
            let interval = quantity.interval().expect("an amount");
            assert_eq!(
                interval.high.map(|bound| bound.most),
                Some(Decimal::ZERO),
                "{text}"
            );
        };
        found.iter().for_each(zero);
        assert_eq!(found.len(), expected, "{text}");
    }
}

// ---- Properties ----------------------------------------------------------------------------

type Comparator = (
    &'static str,
    &'static str,
    &'static str,
    fn(i64) -> (i64, i64),
);

/// A comparator in words, by language, with `{}` for the amount; and its interval.
///
/// Bounds are doubled, an open one is moved by one: over the reals, as over the integers between,
/// `> 3` and `< 4` share a value and `> 3` and `<= 3` share none.
const COMPARATORS: [Comparator; 9] = [
    ("at least {}", "ít nhất {}", "至少{}", |n| {
        (2 * n, i64::MAX)
    }),
    (
        "no less than {}",
        "từ {} trở lên",
        "不少于{}",
        |n| (2 * n, i64::MAX),
    ),
    ("at most {}", "tối đa {}", "不超过{}", |n| {
        (i64::MIN, 2 * n)
    }),
    ("no more than {}", "không quá {}", "最多{}", |n| {
        (i64::MIN, 2 * n)
    }),
    ("more than {}", "hơn {}", "超过{}", |n| {
        (2 * n + 1, i64::MAX)
    }),
    ("over {}", "trên {}", "多于{}", |n| (2 * n + 1, i64::MAX)),
    ("less than {}", "dưới {}", "少于{}", |n| {
        (i64::MIN, 2 * n - 1)
    }),
    ("under {}", "chưa đến {}", "不到{}", |n| {
        (i64::MIN, 2 * n - 1)
    }),
    ("exactly {}", "đúng {}", "正好{}", |n| (2 * n, 2 * n)),
];

const AMOUNTS: [(&str, &str, &str); 4] = [
    ("{} days", "{} ngày", "{}天"),
    ("{} GB", "{} GB", "{}GB"),
    ("{} users", "{} người dùng", "{}个用户"),
    ("{} kg", "{} kg", "{}公斤"),
];

fn sentence(language: &str, comparator: usize, amount: usize, number: i64) -> String {
    let (en, vi, zh) = AMOUNTS[amount];
    let (c_en, c_vi, c_zh, _) = COMPARATORS[comparator];
    let (frame, comparator, amount) = match language {
        "en" => ("The plan is {}.", c_en, en),
        "vi" => ("Gói này là {}.", c_vi, vi),
        _ => ("该套餐为{}。", c_zh, zh),
    };
    let amount = amount.replace("{}", &number.to_string());
    frame.replace("{}", &comparator.replace("{}", &amount))
}

proptest! {
    #[test]
    fn texts_agree_as_plain_intervals_do(
        language in prop::sample::select(vec!["en", "vi", "zh"]),
        amount in 0..AMOUNTS.len(),
        (a, b) in (0..COMPARATORS.len(), 0..COMPARATORS.len()),
        (m, n) in (1_i64..60, 1_i64..60),
    ) {
        let (x, y) = ((COMPARATORS[a].3)(m), (COMPARATORS[b].3)(n));
        let apart = x.1 < y.0 || y.1 < x.0;
        let (left, right) = (sentence(language, a, amount, m), sentence(language, b, amount, n));
        let expected = if apart { Consistency::Contradicted } else { Consistency::Consistent };
        prop_assert_eq!(texts_agree(reader(language), &left, &right), expected, "{} / {}", left, right);
        prop_assert_eq!(texts_agree(reader(language), &right, &left), expected, "{} / {}", right, left);
    }

    #[test]
    fn disjointness_is_symmetric_and_irreflexive(
        (m, n) in (-1000_i64..1000, -1000_i64..1000),
        (a, b) in (0_u8..6, 0_u8..6),
    ) {
        let interval = |shape: u8, n: i64| {
            let n = Decimal::from(n);
            match shape {
                0 => Interval::exactly(n),
                1 => Interval::at_least(n, false),
                2 => Interval::at_least(n, true),
                3 => Interval::at_most(n, false),
                4 => Interval::at_most(n, true),
                _ => Interval::between(n, n + Decimal::TEN),
            }
        };
        let (x, y) = (interval(a, m), interval(b, n));
        prop_assert_eq!(x.is_disjoint(&y), y.is_disjoint(&x));
        prop_assert!(!x.is_disjoint(&x));
    }

    #[test]
    fn a_promise_is_met_by_its_own_words(number in 1_u32..100_000, unit in 0..AMOUNTS.len()) {
        let text = AMOUNTS[unit].0.replace("{}", &number.to_string());
        let kind = (unit == 2).then_some(Kind::Count);
        let promised = Promised::parse(&text, kind).expect("an amount");
        for (language, told) in [("en", AMOUNTS[unit].0), ("vi", AMOUNTS[unit].1), ("zh", AMOUNTS[unit].2)] {
            let told = told.replace("{}", &number.to_string());
            let found = reader(language).read(&told, Some(promised.kind()));
            prop_assert_eq!(found.len(), 1, "{}", told);
            prop_assert_eq!(against_promise(&promised, &found[0]), Comparison::Meets, "{}", told);
            prop_assert_eq!(against_each_other(promised.quantity(), &found[0]), Comparison::Meets);
        }
    }

    #[test]
    fn units_convert_there_and_back(number in 1_u32..10_000) {
        let read = |text: String| reader("en").read(&text, None).remove(0);
        for (small, factor, large) in [
            ("minutes", 60_u32, "hours"), ("hours", 24, "days"), ("days", 7, "weeks"),
            ("months", 12, "years"), ("m", 1000, "km"), ("g", 1000, "kg"), ("cents", 100, "dollars"),
        ] {
            let (a, b) = (read(format!("{} {small}", number * factor)), read(format!("{number} {large}")));
            let verdict = against_each_other(&a, &b);
            prop_assert_eq!(verdict, Comparison::Meets, "{} {}", number, large);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,80}") {
        for language in ["en", "vi", "zh"] {
            for quantity in reader(language).read(&text, None) {
                prop_assert!(text.get(quantity.span.range()).is_some());
                prop_assert!(quantity.span.contains(quantity.core));
            }
        }
    }

    #[test]
    fn no_mixture_of_known_words_makes_the_reader_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "30", "1.000", "1,5", "GB", "ngày", "天", "三", "万", "mươi", "năm", "không", "rưỡi",
            "-", "–", "/", "%", "{{", "}}", "$", "đ", "from", "between", "and", "half", "a", "third",
            "Mon", "T2", "周一", "至", "9:00", "8h30", "24/7", "closed", "nghỉ", "点", "半", "分之",
            "又", "多", "以上", "per", "month", "hundred", "tr", "k", "折", "成", "+", "(", ")", "0",
        ]), 0..14),
        spaced in any::<bool>(),
    ) {
        let text = words.join(if spaced { " " } else { "" });
        for language in ["en", "vi", "zh"] {
            let found = reader(language).read(&text, None);
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "{}", text);
            }
        }
    }
}

// ---- Load ----------------------------------------------------------------------------------

/// The time for twice the text is at most four times that of the text, by the better of three.
fn check_linear(piece: &str) {
    let time = |pieces: usize| {
        let text = piece.repeat(pieces);
        let once = || {
            let start = Spent::now();
            let found = reader("en").read(&text, None).len() + reader("zh").read(&text, None).len();
            (start.elapsed(), found)
        };
        (0..3).map(|_| once().0).min().expect("three runs")
    };
    let pieces = 10_000 / piece.len();
    let (one, two) = (time(pieces), time(2 * pieces));
    assert!(
        two < one * 4 + std::time::Duration::from_millis(50),
        "{piece}: {one:?}, then {two:?}"
    );
}

#[test]
fn reading_is_linear() {
    for piece in [
        "7",
        "1,",
        "1.",
        "1 ",
        "1-",
        "one ",
        "一",
        "三十",
        "hundred ",
        "5 days ",
        "(",
        "-",
        "#",
        "{{",
        "a@",
        "9:00-",
        "Mon,",
        "between 1 ",
        "半",
        "1/",
        "$",
        "half ",
    ] {
        check_linear(piece);
    }
}

#[test]
fn a_megabyte_of_digits_is_read() {
    let digits = "1234567890".repeat(100_000);
    assert!(reader("en").read(&digits, None).is_empty());
}
