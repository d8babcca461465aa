//! Sentences and the places that they are limited to.

use super::*;
use crate::language::Languages;
use crate::text::Abbreviations;

/// The words of a promise or a charge in a sentence.
fn target(prose: &Prose) -> Range<usize> {
    let said = [
        "free",
        "free delivery",
        "delivery",
        "miễn phí",
        "giao",
        "包邮",
        "免费",
        "运费",
        "£5",
        "$9",
        "fee",
    ];
    let stands = |at: &usize| {
        said.iter()
            .any(|words| stands_at(&words_of(words), prose, *at))
    };
    let at = (0..prose.tokens().len()).find(stands).unwrap_or(0);
    at..at + 1
}

fn places(code: &str, text: &str) -> Vec<String> {
    let language = Languages::builtin().get(code).unwrap();
    let prose = Prose::new(text, Languages::builtin().abbreviations());
    let target = target(&prose);
    let found = language.places(&prose, &(0..prose.tokens().len()), &target, false);
    found
        .into_iter()
        .map(|aside| match aside.side {
            Side::Elsewhere => "elsewhere".to_owned(),
            Side::Abroad => "abroad".to_owned(),
            _ => aside.of.into(),
        })
        .collect()
}

#[test]
fn sentences_are_limited_to_places() {
    let limited = [
        ("en", "Free delivery within Greater London."),
        ("en", "Free delivery in Leeds and Cardiff."),
        ("en", "Orders to Scotland cost more."),
        ("en", "London customers pay nothing."),
        ("vi", "Miễn phí giao hàng nội thành TP.HCM."),
        ("vi", "Giao nhanh ở TP. HCM"),
        ("vi", "Khách ở Bắc Ninh, Hải Dương: 40.000 đ."),
        ("vi", "Giao trong Quận 1."),
        ("zh", "江浙沪包邮。"),
        ("zh", "新疆、西藏订单收20元运费。"),
        ("zh", "五环内免费配送。"),
    ];
    for (code, text) in limited {
        assert!(!places(code, text).is_empty(), "{text}");
    }
}

#[test]
fn places_that_limit_nothing_are_left_out() {
    let unlimited = [
        ("en", "London's favourite pizza, delivered free."),
        ("en", "Made in Scotland, delivered free."),
        ("en", "Free delivery from Leeds to anywhere."),
        ("en", "Every call is answered in Australia."),
        ("en", "Free delivery, except to Scotland."),
        ("en", "Free delivery, even to Northern Ireland."),
        ("en", "Free delivery outside London."),
        ("en", "CONTACT US for free delivery."),
        ("en", "Delivery in turkey season is free."),
        ("vi", "Miễn phí giao hàng từ Hà Nội đến Cà Mau."),
        ("vi", "Trụ sở tại Hà Nội, giao hàng miễn phí."),
        ("vi", "Giao miễn phí, kể cả Phú Quốc."),
        ("zh", "各地包邮，新疆也包邮。"),
        ("zh", "除新疆、西藏外包邮。"),
        ("zh", "产自云南，包邮。"),
        ("zh", "包邮，包括新疆。"),
    ];
    for (code, text) in unlimited {
        assert_eq!(places(code, text), [""; 0], "{text}");
    }
}

#[test]
fn the_whole_country_is_a_place() {
    let apart = |code: &str, claim: &str, other: &str| {
        let asides = |text: &str, promised| {
            let language = Languages::builtin().get(code).unwrap();
            let prose = Prose::new(text, &Abbreviations::default());
            let all = 0..prose.tokens().len();
            language.places(&prose, &all, &target(&prose), promised)
        };
        are_places_apart(&asides(claim, true), &asides(other, false))
    };
    assert!(apart("zh", "全国包邮", "寄往日本的订单收运费"));
    assert!(apart("zh", "包邮", "寄往海外的订单收运费"));
    assert!(!apart("zh", "全国包邮", "新疆收运费"));
    assert!(!apart("zh", "全球包邮", "寄往海外的订单收运费"));
    assert!(apart("vi", "miễn phí giao trên toàn quốc", "giao sang Lào"));
    assert!(!apart(
        "vi",
        "miễn phí giao trên toàn quốc",
        "giao ở Cà Mau"
    ));
    assert!(apart(
        "en",
        "free delivery for UK customers",
        "delivery fee for customers in Ireland"
    ));
    assert!(apart(
        "en",
        "free delivery",
        "delivery fee for overseas orders"
    ));
    assert!(!apart(
        "en",
        "free delivery worldwide",
        "delivery fee for overseas orders"
    ));
    assert!(!apart(
        "en",
        "free delivery on every order",
        "delivery fee for overseas orders"
    ));
}

#[test]
fn places_lie_in_one_another() {
    let apart = |code: &str, one: &str, other: &str| {
        let asides = |text: &str| {
            let language = Languages::builtin().get(code).unwrap();
            let prose = Prose::new(text, &Abbreviations::default());
            language.places(&prose, &(0..prose.tokens().len()), &target(&prose), false)
        };
        are_places_apart(&asides(one), &asides(other))
    };
    assert!(apart("en", "free in London", "£5 in Scotland"));
    assert!(apart("en", "free in London", "£5 elsewhere"));
    assert!(apart(
        "en",
        "free across mainland Australia",
        "$9 in Tasmania"
    ));
    assert!(!apart("en", "free across the UK", "£5 in Scotland"));
    assert!(!apart("en", "free in London", "£5 across the UK"));
    assert!(!apart("en", "free in London", "£5 for delivery"));
    assert!(!apart("en", "free in Hanoi, Vietnam", "a fee in Hanoi"));
    assert!(apart("en", "free in Hanoi, Vietnam", "a fee in Hải Phòng"));
    assert!(apart("zh", "江浙沪包邮", "广东收运费"));
    assert!(!apart("zh", "江浙沪包邮", "上海收运费"));
    assert!(apart("zh", "江浙沪包邮", "其他地区收运费"));
}
