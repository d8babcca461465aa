//! What single words say: of what a sentence is set apart from, of a name, a title, a cell, a
//! quotation. A span in a sentence is given in brackets.

use std::collections::BTreeSet;
use std::ops::Range;

use pledgelint::language::{
    Aside, Language, Languages, Side, begins_with_denial, goes_on, holds_denial, is_handled,
    is_origin, is_outside, is_quotation, is_quoted_part,
};
use pledgelint::text::{Prose, Span};

fn language(code: &str) -> &'static Language {
    let found = Languages::builtin().get(code);
    found.expect("the language is built in")
}

fn prose(text: &str) -> Prose<'_> {
    Prose::new(text, Languages::builtin().abbreviations())
}

/// A text without its brackets, and what stands in each.
fn marked(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut starts, mut spans) = (String::new(), Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '[' => starts.push(text.len()),
            ']' => spans.push(Span::new(starts.pop().expect("it opens"), text.len())),
            _ => text.push(c),
        }
    }
    (text, spans)
}

/// The one span of a text that is in brackets, as tokens.
fn tokens_of(prose: &Prose, spans: &[Span]) -> Range<usize> {
    prose.tokens_in(spans[0])
}

/// What is told apart, as `side thing`.
fn shown(asides: &[Aside]) -> Vec<String> {
    let line = |aside: &Aside| format!("{:?} {}", aside.side, aside.of).to_lowercase();
    asides.iter().map(line).collect()
}

#[test]
fn a_sentence_is_set_apart_from_things() {
    for (code, text, expected) in SIDES {
        let prose = prose(text);
        let found = language(code).sides(&prose, 0..prose.tokens().len(), &[]);
        let found: BTreeSet<String> = shown(&found).into_iter().collect();
        let expected = expected.iter().map(|line| (*line).to_owned());
        assert_eq!(found, expected.collect(), "{text}");
    }
}

/// A language, a sentence, and what it is set apart from.
const SIDES: [(&str, &str, &[&str]); 45] = [
    ("en", "Delivery costs $5.", &[]),
    ("en", "Outside the EU it costs $5.", &["outside eu"]),
    ("en", "Outside of our own London shop.", &["outside own"]),
    ("en", "Beyond 5 miles it costs $5.", &[]),
    ("en", "It costs $5 outside.", &[]),
    ("en", "Except for Sundays.", &["outside sundays"]),
    ("en", "Without Plus it costs $5.", &["lacking plus"]),
    ("en", "No account needed.", &["denied account"]),
    ("en", "Members or not.", &["denied ", "first members"]),
    ("en", "Before dispatch.", &["before dispatch"]),
    ("en", "Until the next invoice.", &["before next"]),
    ("en", "After dispatch it costs $5.", &["after dispatch"]),
    (
        "en",
        "Before and after dispatch.",
        &["before dispatch", "after dispatch"],
    ),
    ("en", "International orders.", &["second domestic"]),
    ("en", "Domestic orders.", &["first domestic"]),
    (
        "en",
        "On weekdays and weekends.",
        &["first weekdays", "second weekdays", "second business days"],
    ),
    ("en", "The call centre is open.", &["desk hotline"]),
    ("en", "Our live chat is open.", &["desk live chat"]),
    (
        "en",
        "Trade customers pay $5.",
        &["special trade customers", "second retail"],
    ),
    (
        "en",
        "Both trade customers and others pay.",
        &["second retail"],
    ),
    ("en", "Group bookings pay $5.", &[]),
    (
        "en",
        "Group bookings are under a separate contract.",
        &["special group bookings"],
    ),
    ("vi", "Phí giao hàng 20.000đ.", &[]),
    ("vi", "Ngoài khu vực này.", &["outside khu vực"]),
    ("vi", "Ngoài học phí.", &[]),
    ("vi", "Khách chưa đăng ký.", &[]),
    ("vi", "Trước khi giao hàng.", &["before giao hàng"]),
    ("vi", "Sau khi giao hàng.", &["after giao hàng"]),
    ("vi", "Đơn ngoại thành.", &["second nội thành"]),
    ("vi", "Đơn nội thành.", &["first nội thành"]),
    ("vi", "Tổng đài làm việc.", &["desk hotline"]),
    ("vi", "Khách sỉ trả 5.000đ.", &["special khách sỉ"]),
    ("vi", "Mọi khách sỉ và lẻ.", &[]),
    ("zh", "运费8元。", &[]),
    ("zh", "校区外收取运费。", &["outside 校区"]),
    ("zh", "非农地区收取运费。", &["outside 农地"]),
    ("zh", "未开通漫游的用户。", &["lacking 漫游", "denied 开通"]),
    ("zh", "无押金。", &["denied 押金"]),
    ("zh", "发货前可取消。", &["before 发货"]),
    ("zh", "发货后取消。", &["after 发货"]),
    ("zh", "发货前后均可。", &["before 发货", "after 发货"]),
    ("zh", "不是不收费。", &["denied 是不", "denied 收费"]),
    ("zh", "郊区收取运费。", &["second 市区"]),
    ("zh", "热线全天服务。", &["desk 热线"]),
    ("zh", "企业客户另算。", &["special 企业客户", "second 个人"]),
];

#[test]
fn what_is_taken_for_something_else_sets_nothing_apart() {
    let (plain, spans) = marked("Outside the [EU] it costs $5 [after dispatch].");
    let prose = prose(&plain);
    let all = 0..prose.tokens().len();
    let found = |taken: &[Span]| {
        let taken: Vec<Range<usize>> = taken.iter().map(|span| prose.tokens_in(*span)).collect();
        shown(&language("en").sides(&prose, all.clone(), &taken))
    };
    assert_eq!(found(&[]), ["outside eu", "after dispatch"]);
    assert_eq!(found(&spans[..1]), ["after dispatch"]);
    assert_eq!(found(&spans[1..]), ["outside eu"]);
}

#[test]
fn a_time_may_be_counted_down_to_an_event() {
    for (code, text, down, beyond) in [
        ("en", "Cancel [24 hours] before arrival.", true, false),
        ("en", "Cancel [24 hours] prior to arrival.", true, false),
        ("en", "Cancel [24 hours] after arrival.", false, false),
        ("en", "After [3 months] it costs $5.", false, true),
        ("en", "After the [3 months] it costs $5.", false, true),
        ("en", "Beyond [5 miles] it costs $5.", false, true),
        ("en", "Until [24 hours] after arrival.", true, false),
        ("en", "Free for [3 months].", false, false),
        ("vi", "Hủy trước [24 giờ].", true, false),
        ("vi", "Sau [3 tháng] tính phí.", false, true),
        ("vi", "Miễn phí [3 tháng].", false, false),
        ("zh", "入住前[24小时]取消。", true, false),
        ("zh", "前[3个月]免费。", false, false),
        ("zh", "前[30天]后收费。", false, true),
        ("zh", "[三个月]后收费。", false, true),
        ("zh", "[三个月]之前免费。", true, false),
        ("zh", "入住，前[3个月]免费。", false, false),
    ] {
        let (plain, spans) = marked(text);
        let prose = prose(&plain);
        let amount = tokens_of(&prose, &spans);
        assert_eq!(language(code).counts_down(&prose, &amount), down, "{text}");
        assert_eq!(
            language(code).lies_beyond(&prose, &amount),
            beyond,
            "{text}"
        );
    }
}

#[test]
fn a_name_may_be_taken_out_of_everything_or_be_gone_over_to() {
    for (code, text, out, towards) in [
        ("en", "All plans except [Basic].", true, false),
        ("en", "All plans except the [Basic] plan.", true, false),
        ("en", "All plans, [Basic] excepted.", true, false),
        ("en", "All plans, [Basic] plan excluded.", true, false),
        ("en", "All plans are fast, [Basic] is slow.", false, false),
        ("en", "Except on Sundays, [Basic] is slow.", false, false),
        ("en", "[Basic], nothing excluded.", false, false),
        ("en", "Excluded is nothing in [Basic].", false, false),
        ("en", "You go back to [Basic].", false, true),
        ("en", "You switch to the [Basic] plan.", false, true),
        ("en", "You switch to our own [Basic] plan.", false, false),
        ("en", "[Basic] is what you switch to.", false, false),
        ("vi", "Mọi gói trừ [Cơ Bản].", true, false),
        ("vi", "Mọi gói ngoại trừ gói [Cơ Bản].", true, false),
        ("vi", "Bạn chuyển sang gói [Cơ Bản].", false, true),
        ("vi", "Gói [Cơ Bản] rẻ.", false, false),
        ("zh", "除[基本套餐]外均可。", true, false),
        ("zh", "所有套餐，[基本套餐]除外。", true, false),
        ("zh", "您可升级到[基本套餐]。", false, true),
        ("zh", "[基本套餐]便宜。", false, false),
    ] {
        let (plain, spans) = marked(text);
        let prose = prose(&plain);
        let name = tokens_of(&prose, &spans);
        assert_eq!(language(code).takes_out(&prose, &name), out, "{text}");
        assert_eq!(language(code).is_towards(&prose, &name), towards, "{text}");
    }
}

#[test]
fn a_title_may_hold_a_name() {
    for (code, title, plan, thing) in [
        ("en", "Basic plan", Some("basic"), Some("basic")),
        ("en", "Black card", None, Some("black")),
        (
            "en",
            "Super-fast plan",
            Some("super-fast"),
            Some("super-fast"),
        ),
        ("en", "Airplan", None, None),
        ("en", "plan", None, None),
        ("en", "Your plan", None, None),
        ("en", "Choose a plan", None, None),
        (
            "en",
            "One two three plan",
            Some("one two three"),
            Some("one two three"),
        ),
        ("en", "One two three four plan", None, None),
        (
            "en",
            "Abcdefghijklmnopqrstuvwx plan",
            Some("abcdefghijklmnopqrstuvwx"),
            Some("abcdefghijklmnopqrstuvwx"),
        ),
        ("en", "Abcdefghijklmnopqrstuvwxy plan", None, None),
        ("en", "Basic (new) plan", None, None),
        ("vi", "Gói Cơ Bản", Some("cơ bản"), Some("cơ bản")),
        ("vi", "Thẻ Vàng", None, Some("vàng")),
        ("vi", "Gói này", None, None),
        ("vi", "Góicơbản", None, None),
        ("zh", "畅游套餐", Some("畅游"), Some("畅游")),
        ("zh", "白金信用卡", None, Some("白金")),
        ("zh", "其他套餐", None, None),
        ("zh", "您的套餐", None, None),
        ("zh", "套餐", None, None),
    ] {
        let language = language(code);
        assert_eq!(language.plan_name(title).as_deref(), plan, "{title}");
        assert_eq!(language.thing_name(title).as_deref(), thing, "{title}");
    }
}

#[test]
fn a_title_may_name_no_thing() {
    for (code, title, common, property) in [
        ("en", "Price", true, true),
        ("en", "Price per month", false, true),
        ("en", "Monthly price", false, true),
        ("en", "Priceless", false, false),
        ("en", "Plan", true, false),
        ("en", "Service credits", true, false),
        ("en", "Applies to", true, false),
        ("en", "All plans", true, false),
        ("en", "Other plans", true, false),
        ("en", "Your plan", true, false),
        ("en", "Basic plan", false, false),
        ("en", "Sandpiper", false, false),
        ("vi", "Giá cước", true, true),
        ("vi", "Mọi gói", true, false),
        ("vi", "Gói này", true, false),
        ("vi", "Gói Cơ Bản", false, false),
        ("zh", "价格", true, true),
        ("zh", "月费标准", false, true),
        ("zh", "所有套餐", true, false),
        ("zh", "其他套餐", true, false),
        ("zh", "畅游套餐", false, false),
    ] {
        let language = language(code);
        assert_eq!(language.is_common_title(title), common, "{title}");
        assert_eq!(language.names_property(title), property, "{title}");
        assert_eq!(
            Languages::builtin().names_property(title),
            property,
            "{title}"
        );
    }
}

#[test]
fn a_cell_may_say_yes_or_no() {
    let said = |cell: &str| Languages::builtin().yes_or_no(cell);
    for cell in ["Yes", " yes. ", "✓", "✔*", "included", "Có", "支持", "有"] {
        assert_eq!(said(cell), Some(true), "{cell}");
    }
    for cell in [
        "No",
        "no!",
        "–",
        "✗",
        "not included",
        "Không",
        "不支持",
        "无",
    ] {
        assert_eq!(said(cell), Some(false), "{cell}");
    }
    let long = format!("yes{}", " ".repeat(40));
    for cell in ["Maybe", "yes and no", "5 GB", "", &long] {
        assert_eq!(said(cell), None, "{cell}");
    }
    for (cell, included) in [
        ("included", true),
        (" Incl. ", true),
        ("included from May", false),
        ("đã bao gồm", true),
        ("已含", true),
        ("5 GB", false),
    ] {
        assert_eq!(Languages::builtin().includes(cell), included, "{cell}");
    }
}

#[test]
fn a_cell_may_waive_a_price_or_shelve_its_row() {
    for (code, cell, waived, shelved) in [
        ("en", "Waived", true, false),
        ("en", "waived in May", false, false),
        ("en", "Rejected", false, true),
        ("en", "rejected in May", false, true),
        ("en", "rejectedness", false, false),
        ("en", "not rejected", false, false),
        ("en", "$5", false, false),
        ("vi", "Miễn", true, false),
        ("vi", "bị bác hôm qua", false, true),
        ("vi", "5.000đ", false, false),
        ("zh", "免收", true, false),
        ("zh", "已否决，待议", false, true),
        ("zh", "5元", false, false),
    ] {
        assert_eq!(language(code).waives(cell), waived, "{cell}");
        assert_eq!(language(code).shelves(cell), shelved, "{cell}");
    }
    let long = format!("rejected {}", "by the board ".repeat(20));
    assert!(!language("en").shelves(&long));
}

#[test]
fn a_title_may_name_a_charge() {
    for (code, title, charges) in [
        ("en", "Delivery fee", true),
        ("en", "Fees", true),
        ("en", "Coffee", false),
        ("en", "Feedback", false),
        ("en", "Coffee and a fee", true),
        ("vi", "Phí giao hàng", true),
        ("vi", "Giao hàng", false),
        ("zh", "运费", true),
        ("zh", "配送", false),
    ] {
        assert_eq!(language(code).names_charge(title), charges, "{title}");
    }
}

#[test]
fn a_text_may_name_all_things_the_others_or_the_last() {
    for (code, text, all, others, last) in [
        ("en", "All plans are fast.", true, false, false),
        ("en", "The other plans are slow.", false, true, false),
        ("en", "This plan is fast.", false, false, true),
        ("en", "Plans are fast.", false, false, false),
        ("vi", "Mọi gói đều nhanh.", true, false, false),
        ("vi", "Các gói khác chậm.", false, true, false),
        ("vi", "Gói này nhanh.", false, false, true),
        ("zh", "所有套餐都快。", true, false, false),
        ("zh", "其他套餐慢。", false, true, false),
        ("zh", "该套餐快。", false, false, true),
    ] {
        let prose = prose(text);
        let language = language(code);
        assert_eq!(!language.everything(&prose).is_empty(), all, "{text}");
        assert_eq!(!language.others(&prose).is_empty(), others, "{text}");
        assert_eq!(!language.points_back(&prose).is_empty(), last, "{text}");
    }
}

#[test]
fn words_may_deny_or_go_on() {
    for (code, text, denies, anaphor) in [
        ("en", "[no refunds]", true, false),
        ("en", "[refunds in 5 days]", false, false),
        ("en", "[After that] it costs $5.", false, true),
        ("en", "It costs $5 [and after that $6].", false, false),
        ("vi", "[không phí]", true, false),
        ("vi", "[Sau đó] tính phí.", false, true),
        ("zh", "[没有费用]", true, false),
        ("zh", "[此后]收费。", false, true),
    ] {
        let (plain, spans) = marked(text);
        let prose = prose(&plain);
        let language = language(code);
        assert_eq!(holds_denial(&prose, spans[0], language), denies, "{text}");
        assert_eq!(goes_on(&prose, spans[0], language), anaphor, "{text}");
    }
    for (code, text, expected) in [
        ("en", "[no caps] at all", true),
        ("en", "[caps without end]", false),
        ("en", "no [caps]", false),
        ("vi", "[không phí] nào", true),
        ("zh", "[没有费用]", true),
        ("zh", "[限量]", false),
    ] {
        let (plain, spans) = marked(text);
        let prose = prose(&plain);
        let found = begins_with_denial(&prose, &spans[0].into(), language(code));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_topic_may_be_handled_left_or_counted_from() {
    for (code, text, handled) in [
        ("en", "Register the [warranty] within 30 days.", true),
        ("en", "Register [warranty] claims.", true),
        ("en", "The [warranty] lasts 5 years.", false),
        ("en", "Register now. The [warranty] lasts 5 years.", false),
        ("en", "Register your two years of [warranty].", false),
    ] {
        let (plain, spans) = marked(text);
        let found = is_handled(&prose(&plain), spans[0], language(code));
        assert_eq!(found, handled, "{text}");
    }
    for (code, text, outside) in [
        ("en", "Outside [office hours] it costs $5.", true),
        ("en", "Outside our [office hours] it costs $5.", true),
        ("en", "Outside you see the [office hours].", false),
        ("en", "During [office hours] it costs $5.", false),
        ("vi", "Ngoài [giờ hành chính] tính phí.", true),
        ("vi", "Trong [giờ hành chính] tính phí.", false),
        ("zh", "[营业时间]外收费。", true),
        ("zh", "[营业时间]内收费。", false),
    ] {
        let (plain, spans) = marked(text);
        let found = is_outside(&prose(&plain), spans[0], language(code));
        assert_eq!(found, outside, "{text}");
    }
    for (code, text, origin) in [
        ("en", "[5 days] after [dispatch].", true),
        ("en", "[5 days] after the [dispatch].", true),
        ("en", "After [dispatch] it takes [5 days].", false),
        ("en", "[Dispatch] takes [5 days].", false),
        ("en", "[5 days] of [dispatch].", false),
        ("zh", "[发货]后[5天]。", true),
        ("zh", "[5天]后[发货]。", false),
    ] {
        let (plain, spans) = marked(text);
        let amount_first = plain[spans[0].range()].starts_with('5');
        let (amount, topic) = if amount_first {
            (spans[0], spans[1])
        } else {
            (spans[1], spans[0])
        };
        let found = is_origin(&prose(&plain), topic, amount, language(code));
        assert_eq!(found, origin, "{text}");
    }
}

#[test]
fn words_in_quotation_marks_may_be_spoken_about() {
    for (text, part, whole) in [
        ("The bug that showed \"[admin fee]\" is gone.", true, false),
        ("错误地显示“[管理费]”的问题已解决。", true, false),
        ("Our lawyer said today: \"[admin fee]\".", true, false),
        ("Anne: \"[No admin fee]\" at all.", false, false),
        ("\"[No admin fee]\"", false, true),
        ("“[No admin fee]” — Anne", false, false),
        (
            "They said \"We have no fee. [No admin fee]\" today.",
            false,
            false,
        ),
        (
            "The bug that showed 2.5 % \"[admin fee 2.5 %]\" is gone.",
            true,
            false,
        ),
        ("The bug that showed [admin fee] is gone.", false, false),
        ("The 5\" pipe has an [admin fee] of 6\".", false, false),
    ] {
        let (plain, spans) = marked(text);
        let prose = prose(&plain);
        assert_eq!(is_quoted_part(&prose, spans[0]), part, "{text}");
        assert_eq!(is_quotation(&prose, spans[0]), whole, "{text}");
    }
}

#[test]
fn a_label_may_say_nothing_but_where() {
    for (code, label, expected) in [
        ("en", "London", &["place greater-london"][..]),
        ("en", "In Scotland", &["place scotland"]),
        ("en", "Elsewhere", &["elsewhere "]),
        ("en", "Delivery in Scotland", &["place scotland"]),
        ("en", "In", &[]),
        ("en", "", &[]),
        ("vi", "Hà Nội và Đà Nẵng", &["place hanoi", "place da-nang"]),
        ("zh", "上海、北京", &["place shanghai", "place beijing"]),
        ("zh", "上海酒店", &["place shanghai"]),
        ("zh", "上海的菜", &[]),
        ("en", "Scotland the brave", &[]),
    ] {
        let found = language(code).places_of_label(&prose(label));
        let sides: Vec<Side> = found.iter().map(|aside| aside.side).collect();
        assert_eq!(shown(&found).len(), expected.len(), "{label}: {sides:?}");
        assert_eq!(shown(&found), expected, "{label}");
    }
}

#[test]
fn a_sentence_is_limited_to_the_places_that_it_names() {
    for (code, text, expected) in [
        (
            "en",
            "[Free delivery] to the London office.",
            &["greater-london"][..],
        ),
        ("en", "[Free delivery] to the London sofa.", &[]),
        ("en", "[Free delivery] in London Fashion Week.", &[]),
        (
            "en",
            "[Free delivery] in London, Leeds and Cardiff.",
            &[
                "greater-london",
                "west-yorkshire/leeds",
                "south-wales/cardiff",
            ],
        ),
        (
            "en",
            "London and Leeds: [delivery is free].",
            &["greater-london", "west-yorkshire/leeds"],
        ),
        ("en", "In London, [delivery is free].", &["greater-london"]),
        ("en", "Leeds Smith says [delivery is free].", &[]),
        (
            "en",
            "Anywhere in London [delivery is free].",
            &["greater-london"],
        ),
        ("en", "Anywhere [delivery is free].", &[]),
        ("en", "Outside London [delivery is free].", &[]),
        (
            "en",
            "After London [delivery is free].",
            &["greater-london"],
        ),
        ("en", "[Delivery is free] in Hanoi, Vietnam.", &["hanoi"]),
        ("en", "[Delivery is free] from Leeds to London.", &[]),
        ("en", "[Delivery is free], even to London.", &[]),
        ("en", "We are based in London. [Delivery is free].", &[]),
        (
            "en",
            "[Delivery is free] for London customers.",
            &["greater-london"],
        ),
        ("vi", "[Miễn phí giao hàng] khắp Hà Nội.", &["hanoi"]),
        ("vi", "Từ Hà Nội đến Huế [miễn phí].", &[]),
        ("zh", "上海和北京[包邮]。", &["shanghai", "beijing"]),
        ("zh", "上海等地区[包邮]。", &["shanghai"]),
        ("zh", "上海以外[包邮]。", &[]),
        ("zh", "我们在上海，[包邮]。", &[]),
    ] {
        let (plain, spans) = marked(text);
        let prose = prose(&plain);
        let target = tokens_of(&prose, &spans);
        let found = language(code).places(&prose, &(0..prose.tokens().len()), &target, false);
        let expected = expected.iter().map(|place| format!("place {place}"));
        assert_eq!(shown(&found), expected.collect::<Vec<_>>(), "{text}");
    }
}
