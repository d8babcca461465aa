//! What is quickly told of a text's amounts is true of all that is read in it.

use pledgelint::language::Languages;
use pledgelint::quantity::Units;
use proptest::prelude::*;

/// Parts of amounts, and what stands around them.
const PARTS: [&str; 56] = [
    "3",
    "1,000",
    "５０",
    "ten",
    "ba mươi",
    "三十",
    "$",
    "€",
    "₫",
    "¥",
    "USD",
    "usd",
    "US dollars",
    "đồng",
    "ngàn đồng",
    "元",
    "块",
    "GB",
    "gB",
    "ＧＢ",
    "Mbps",
    "mb/s",
    "千兆",
    "兆",
    "free",
    "Free",
    "miễn phí",
    "mie\u{302}\u{303}n phi\u{301}",
    "免费",
    "免費",
    "cents",
    "penny",
    "a",
    "day",
    "ngày",
    "天",
    "%",
    " ",
    "\u{a0}",
    "\n",
    "-",
    "/",
    "(",
    "\u{ad}",
    "x",
    "k",
    "half a",
    "million",
    "triệu",
    "万",
    "萬",
    "GBP",
    "per",
    "one",
    "không",
    "costs",
];

fn may_trade(text: &str) -> bool {
    Languages::builtin().may_trade(Units::builtin(), text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn no_text_with_an_amount_of_goods_is_left_out(
        parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..8),
    ) {
        let text = parts.concat();
        for language in Languages::builtin().iter() {
            let read = language.quantities(Units::builtin()).read(&text, None);
            let traded = read.iter().any(|amount| amount.kind.is_traded());
            prop_assert!(!traded || may_trade(&text), "{} in {}", text, language.code);
        }
    }
}

/// All texts in a part of the table of units.
fn texts_in(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.trim_end_matches('?').to_owned()),
        toml::Value::Array(all) => all.iter().for_each(|one| texts_in(one, texts)),
        toml::Value::Table(all) => all.values().for_each(|one| texts_in(one, texts)),
        _ => {}
    }
}

#[test]
fn every_spelling_of_goods_is_seen_beside_a_number() {
    let units: toml::Table = include_str!("../../rules/units.toml").parse().unwrap();
    let mut spellings = Vec::new();
    for kind in ["data", "speed", "money"] {
        texts_in(&units[kind], &mut spellings);
    }
    let mut seen = 0;
    for spelling in spellings {
        for text in [format!("30 {spelling}"), format!("{spelling}30")] {
            for language in Languages::builtin().iter() {
                let read = language.quantities(Units::builtin()).read(&text, None);
                if read.iter().any(|amount| amount.kind.is_traded()) {
                    assert!(may_trade(&text), "{text}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 200, "{seen} readings");
}

#[test]
fn plain_texts_are_left_out() {
    for text in [
        "Open from 9 to 5, in 3 rooms.",
        "Mở cửa trong 30 ngày.",
        "30天内有效。",
    ] {
        assert!(!may_trade(text), "{text}");
    }
    for text in [
        "It is 5 dollars.",
        "giá 50.000 đồng",
        "每月三十元",
        "30GB",
        "TRAFFIC: 30 gb",
    ] {
        assert!(may_trade(text), "{text}");
    }
}
