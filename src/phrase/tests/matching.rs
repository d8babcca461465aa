//! What phrases match, and what they leave alone.

use super::*;

#[track_caller]
fn check(pattern: &str, cases: &[(&str, &str)]) {
    for &(text, expected) in cases {
        assert_eq!(matches(pattern, text), expected, "{pattern:?} in {text:?}");
    }
}

#[test]
fn words_are_whole_and_folded() {
    check(
        "unlimited data",
        &[
            ("Our UNLIMITED Data plan", "UNLIMITED Data"),
            ("unlimited\u{a0}\n data", "unlimited\u{a0}\n data"),
            ("unlim-\nited data", "unlim-\nited data"),
            ("“unlimited” data", "unlimited” data"),
            ("**unlimited** *data*", "unlimited** *data"),
            ("unlimited-data", "unlimited-data"),
            ("unlimited database", ""),
            ("unlimited, data", ""),
            ("unlimited – data", ""),
            ("unlimited & data", ""),
            ("unlimited. Data", ""),
            ("unlimited mobile data", ""),
            ("data unlimited", ""),
        ],
    );
    check(
        "free",
        &[
            ("Free!", "Free"),
            ("freedom, free-form", "free"),
            ("carefree", ""),
        ],
    );
    check(
        "không giới hạn",
        &[
            ("KHÔNG GIỚI HẠN", "KHÔNG GIỚI HẠN"),
            (
                "kho\u{302}ng gio\u{31b}\u{301}i ha\u{323}n",
                "kho\u{302}ng gio\u{31b}\u{301}i ha\u{323}n",
            ),
            ("không giới thiệu", ""),
            ("khong gioi han", ""),
        ],
    );
    check(
        "hủy gói",
        &[
            ("huỷ gói", "huỷ gói"),
            ("hủy GÓI", "hủy GÓI"),
            ("hủy góii", ""),
        ],
    );
    check(
        "不限",
        &[
            ("流量不限量", "不限"),
            ("不限", "不限"),
            ("不“限”量", "不“限"),
            ("「不限」", "不限"),
            ("不 限 量", "不 限"),
            ("不，限", ""),
            ("无限", ""),
        ],
    );
    check(
        "不限流量",
        &[
            ("不限 流量", ""),
            ("不限\n流量", "不限\n流量"),
            ("不限「流量」", "不限「流量"),
        ],
    );
    check("不限 流量", &[("不限流量", "不限流量")]);
    check(
        "達量降速",
        &[("达量降速", "达量降速"), ("達量降速", "達量降速")],
    );
    check(
        "5G不限量",
        &[("５Ｇ不限量套餐", "５Ｇ不限量"), ("15G不限量", "")],
    );
}

#[test]
fn signs_and_numerals_match_themselves() {
    check(
        "24/7",
        &[
            ("open 24/7.", "24/7"),
            ("24 / 7", "24 / 7"),
            ("24 7", ""),
            ("124/7", ""),
            ("24/70", ""),
        ],
    );
    let hour = [
        ("18:00 on", "18:00"),
        ("下午18点后", "18点"),
        ("18 : 00", ""),
    ];
    check("18(点|:00)", &hour);
    check("Q&A", &[("our q&a page", "q&a"), ("q a", "")]);
    check(
        "100%",
        &[("１００％ 纯棉", "１００％"), ("100.5%", ""), ("100", "")],
    );
    check("100\\*", &[("100", "100")]);
    check("AT\\&T", &[("AT&T", "AT&T")]);
    check("\\$5 off", &[("$5 off", "$5 off"), ("5 off", "")]);
    check(
        "pay-as-you-go",
        &[
            ("pay as you go", "pay as you go"),
            ("pay‑as‑you‑go", "pay‑as‑you‑go"),
        ],
    );
    check("pay as you go", &[("pay-as-you-go", "pay-as-you-go")]);
    check(
        "don't stop",
        &[("don’t stop", "don’t stop"), ("don t stop", "")],
    );
}

#[test]
fn endings() {
    check(
        "throttl*",
        &[
            ("throttle, throttled", "throttle + throttled"),
            ("unthrottled", ""),
            ("throttl", "throttl"),
        ],
    );
    check(
        "(refund|return|money back)*",
        &[
            ("refunds and returned", "refunds + returned"),
            ("money backs", "money backs"),
            ("moneys back", ""),
            ("back money", ""),
        ],
    );
    check("(退款|退货)*", &[("可退款项", "退款"), ("退", "")]);
    check(
        "slow* down? to",
        &[("slowed to", "slowed to"), ("slow down to", "slow down to")],
    );
    check(
        "$cut* now",
        &[
            ("cut offs now", "cut offs now"),
            ("switching off now", "switching off now"),
        ],
    );
    check(
        "(cancel (it)?)* now",
        &[
            ("cancelled now", "cancelled now"),
            ("cancel its now", "cancel its now"),
        ],
    );
}

#[test]
fn groups_and_optional_items() {
    check(
        "(all you can eat|endless) data",
        &[
            ("all-you-can-eat data", "all-you-can-eat data"),
            ("endless data", "endless data"),
            ("all you can data", ""),
            ("eat data", ""),
        ],
    );
    check(
        "(无限|不限)流量",
        &[
            ("无限流量和不限流量", "无限流量 + 不限流量"),
            ("限流量", ""),
        ],
    );
    check("（无限｜不限）流量", &[("不限流量", "不限流量")]);
    check(
        "不(再)?限速",
        &[
            ("不再限速", "不再限速"),
            ("不限速", "不限速"),
            ("不会限速", ""),
        ],
    );
    check(
        "24/7? support",
        &[("24/7 support", "24/7 support"), ("24 support", "support")],
    );
    check(
        "free (data (plan)?)? calls",
        &[("free calls", "free calls"), ("free plan calls", "")],
    );
    check(
        "bóp (băng thông|data|tốc độ)",
        &[("Bóp Băng Thông", "Bóp Băng Thông"), ("bóp phanh", "")],
    );
}

#[test]
fn gaps() {
    check(
        "speed* ... (reduced|slowed)",
        &[
            ("speeds may then be reduced", "speeds may then be reduced"),
            ("speed reduced", "speed reduced"),
            ("speed 1 2 3 4 5 6 reduced", "speed 1 2 3 4 5 6 reduced"),
            ("speed 1 2 3 4 5 6 7 reduced", ""),
            ("speed, reduced", ""),
            ("speed (then) reduced", ""),
            ("reduced speed", ""),
            (
                "the speed is good when speed is reduced",
                "speed is reduced",
            ),
        ],
    );
    check(
        "达到…降速",
        &[
            ("达到套餐流量30.5GB后降速", "达到套餐流量30.5GB后降速"),
            (
                "达到一二三四五六七八九十一二降速",
                "达到一二三四五六七八九十一二降速",
            ),
            ("达到一二三四五六七八九十一二三降速", ""),
            ("达到上限，降速", ""),
        ],
    );
    check("达到……降速", &[("达到上限降速", "达到上限降速")]);
    check(
        "after ... slow",
        &[(
            "after $9.99/mo for 3-5 days then slow",
            "after $9.99/mo for 3-5 days then slow",
        )],
    );
    check("... ... data ...", &[("one two data three", "data")]);
}

#[test]
fn either_order() {
    check(
        "($data & không giới hạn)",
        &[
            (
                "data tốc độ cao không giới hạn",
                "data tốc độ cao không giới hạn",
            ),
            ("không giới hạn dung lượng", "không giới hạn dung lượng"),
            ("không giới hạn cuộc gọi", ""),
            ("data. Không giới hạn", ""),
        ],
    );
    check(
        "（流量＆不限）",
        &[("不限国内流量", "不限国内流量"), ("流量不限", "流量不限")],
    );
    check(
        "(a1 & b1 & c1)",
        &[
            ("a1 b1 c1", "a1 b1 c1"),
            ("c1 x b1 y a1", "c1 x b1 y a1"),
            ("b1 a1 c1", "b1 a1 c1"),
            ("b1 a1 a1", ""),
        ],
    );
    check(
        "(flexible & (plan|contract)*) now",
        &[("contracts so flexible now", "contracts so flexible now")],
    );
}

#[test]
fn quantities() {
    check(
        "slow* down? to {speed}",
        &[
            ("slowed to ⟦⟦1 Mbps⟧⟧#speed#.", "slowed to 1 Mbps"),
            (
                "slowed to ⟦at most ⟦1 Mbps⟧⟧#speed#",
                "slowed to at most 1 Mbps",
            ),
            ("slowed to ⟦⟦30 GB⟧⟧#data#", ""),
            ("slowed to 1 Mbps", ""),
        ],
    );
    check(
        "{money} per month",
        &[
            ("only ⟦⟦$25⟧ per month⟧#money#", "$25 per month"),
            ("⟦⟦$25⟧⟧#money# a month", ""),
        ],
    );
    check(
        "pay {money}",
        &[("pay ⟦⟦$25⟧ per month⟧#money#", "pay $25 per month")],
    );
    check(
        "at least {duration}",
        &[("⟦at least ⟦30 days⟧⟧#duration#", "at least 30 days")],
    );
    check(
        "within {duration} only",
        &[("within ⟦⟦3–5 days⟧⟧#duration# only", "within 3–5 days only")],
    );
    check(
        "open {schedule} daily",
        &[
            (
                "open ⟦⟦Mon – Fri: 9:00⟧⟧#schedule# daily",
                "open Mon – Fri: 9:00 daily",
            ),
            ("open ⟦⟦Mon⟧⟧#schedule# – daily", ""),
        ],
    );
    check(
        "{number} lines",
        &[
            ("12 lines", "12 lines"),
            ("⟦⟦twelve⟧⟧#count# lines", "twelve lines"),
            ("few lines", ""),
        ],
    );
    check(
        "达到{data}后(降速|限速)",
        &[("达到⟦⟦30GB⟧⟧#data#后降速", "达到30GB后降速")],
    );
    check("｛data｝后降速", &[("⟦⟦30GB⟧⟧#data#后降速", "30GB后降速")]);
}

#[test]
fn an_opening_clause_goes_with_the_next() {
    let found = |pattern: &str, text: &str, openings: &[usize]| {
        let prose = Prose::new(text, &Abbreviations::default());
        let set = PhraseSet::new(vec![phrase(pattern)]);
        let beside = Beside {
            amounts: &[],
            openings,
        };
        let words = set.vocabulary().words(&prose);
        let found = set.find_by(&prose, &words, beside, false);
        let texts = found.iter().map(|found| &text[found.span.range()]);
        texts.collect::<Vec<_>>().join(" + ")
    };
    let text = "After a while, your line, if any, is slowed.";
    for (pattern, openings, expected) in [
        (
            "(after|once) ... line",
            &[0][..],
            "After a while, your line",
        ),
        ("(after|once) ... line", &[], ""),
        ("(after|once) ... slowed", &[0], ""),
        (
            "(after|once) ... any",
            &[0, 1],
            "After a while, your line, if any",
        ),
        ("line ... slowed", &[1, 2], "line, if any, is slowed"),
        ("line ... slowed", &[0, 1], ""),
    ] {
        assert_eq!(found(pattern, text, openings), expected, "{openings:?}");
    }
}

#[test]
fn regular_expressions() {
    check(
        "/\\bno (hidden )?FEES?\\b/",
        &[
            ("No fees, NO HIDDEN FEE", "No fees + NO HIDDEN FEE"),
            ("no fees. no feed", "no fees"),
        ],
    );
    check("/不.{0,2}限/", &[("不再限速", "不再限"), ("不，限", "")]);
    check("/hủy gói/", &[("huỷ gói", "huỷ gói")]);
    check("/data$/", &[("data, data plan", "data")]);
}

#[test]
fn what_was_matched_is_told() {
    let (text, amounts) = with_amounts("Speed is then cut to ⟦at most ⟦1 Mbps⟧⟧#speed#");
    let prose = Prose::new(&text, &Abbreviations::default());
    let set = PhraseSet::new(vec![
        phrase("speed ... cut to {value}"),
        phrase("then cut*"),
    ]);
    let found = set.find(&prose, &amounts);
    let told: Vec<_> = found
        .iter()
        .map(|found| {
            let texts = |spans: &[Span]| {
                let texts: Vec<_> = spans.iter().map(|span| &text[span.range()]).collect();
                texts.join("|")
            };
            let value = found.value.map_or("", |value| &text[value.range()]);
            let (words, gaps) = (texts(&found.words), texts(&found.gaps));
            (found.phrase, found.literal, words, gaps, value)
        })
        .collect();
    let expected = [
        (
            0,
            10,
            "Speed|cut|to".to_owned(),
            "is then".to_owned(),
            "at most 1 Mbps",
        ),
        (1, 7, "then|cut".to_owned(), String::new(), ""),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_most_literal_match_wins() {
    check("(free|free data)", &[("free data", "free data")]);
    check(
        "(data (for ... )?|unlimited data) plans?",
        &[("unlimited data plans", "unlimited data plans")],
    );
}

#[test]
fn without_diacritics() {
    let check = |pattern: &str, text: &str, expected: &str| {
        let set = PhraseSet::new(vec![phrase(pattern)]);
        let prose = Prose::new(text, &Abbreviations::default());
        let found = set.find_bare(&prose, &[]);
        if !found.is_empty() {
            assert!(set.may_match_bare(prose.folded()));
        }
        let texts: Vec<_> = found
            .iter()
            .map(|found| &text[found.span.range()])
            .collect();
        assert_eq!(texts.join(" + "), expected, "{pattern:?} in {text:?}");
    };
    check("không giới hạn", "Data khong gioi han", "khong gioi han");
    check("không giới hạn", "Data không giới hạn", "");
    check("không giới hạn", "khong gioi hang", "");
    check("đổi trả", "DOI TRA trong 30 ngay", "DOI TRA");
    check("bóp data", "bop data", "");
    check("\u{1e08f} À Á", "đ", "");
    check(
        "(bóp|bóp băng thông) data",
        "bop data, bop bang thong data",
        "bop bang thong data",
    );
    check("free data", "free data", "");
}

#[test]
fn needed_quantities_are_known() {
    let set = PhraseSet::new(vec![phrase("slowed to {speed}"), phrase("cut off")]);
    let needs_amounts = |text| {
        let prose = Prose::new(text, &Abbreviations::default());
        set.needs_amounts(&set.vocabulary().words(&prose))
    };
    assert!(needs_amounts("slowed to a crawl"));
    assert!(!needs_amounts("slowed down"));
    assert!(!needs_amounts("cut off"));
    assert!(set.may_match("cut off"));
    assert!(!set.may_match("cutting offers"));
    let set = PhraseSet::new(vec![phrase("(限|降|减)(了)?速"), phrase("(不|无)限{data}")]);
    assert!(set.may_match("已减了速"));
    assert!(set.may_match("不限30gb"));
    assert!(!set.may_match("高速快速，有限期限"));
    assert!(
        PhraseSet::new(Vec::new())
            .find(&Prose::new("a", &Abbreviations::default()), &[])
            .is_empty()
    );
}
