//! Mistakes in phrases.

use super::*;

/// The mistakes, each as the wrong part and the message.
fn mistakes(text: &str) -> Vec<(String, String)> {
    let Err(errors) = Phrase::parse(text, &words()) else {
        return Vec::new();
    };
    let told = errors.into_iter().map(|error| {
        let message = match error.help {
            Some(help) if help.starts_with("did you mean") => format!("{}; {help}", error.message),
            _ => error.message,
        };
        (text[error.span.range()].to_owned(), message)
    });
    told.collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let told = mistakes(text);
    let told: Vec<_> = told
        .iter()
        .map(|(part, message)| (&**part, &**message))
        .collect();
    assert_eq!(told, expected, "{text:?}");
}

#[test]
fn right_phrases() {
    for text in [
        "不限",
        "不 限",
        "(不 & 限)",
        "v.v. data",
        "Dr. Lee",
        "a*",
        "free   data",
        "\"free\" data",
        "(cut off)? data",
        "{money}? data",
        "$data?  plan",
        "{ Data } plan",
        "5G?(不限)",
        "data(plan)? (s)",
        "(cut off|suspend*|disconnect*)",
        "speed* ... (reduced|slowed|lowered)",
        "reduced speed* after {data}",
        "(cắt|ngắt|dừng) (data|kết nối|truy cập)",
        "不高于256Kbps",
        "100% tốc độ cao",
        "all-you-can-eat",
    ] {
        check(text, &[]);
    }
}

#[test]
fn wrong_operators() {
    let han_star = "`*` directly after Han characters, which have no word end";
    let han_question = "`?` directly after Han characters, which have no word end";
    let star = "`*` follows no word";
    let question = "`?` follows no word or group";
    let nothing = "a group with nothing in one of its places";
    check("限速*", &[("*", han_star)]);
    check("限速＊", &[("＊", han_star)]);
    check("不再?限速？", &[("?", han_question), ("？", han_question)]);
    check("free * data", &[("*", star)]);
    check("*data", &[("*", star)]);
    check("da*ta", &[("ta", "`*` inside a word")]);
    check("data**", &[("*", "`*` twice")]);
    check("data ...?", &[("?", question)]);
    check("data?? now", &[("?", question)]);
    check("{money}* due", &[("*", star)]);
    check("free | data", &[("|", "`|` outside a group")]);
    check("free & data", &[("&", "`&` outside a group")]);
    check("(free data", &[("(", "`(` without `)`")]);
    check("free) data", &[(")", "`)` without `(`")]);
    check("(a|b & c)", &[("(a|b & c)", "`|` and `&` in one group")]);
    check("(a|) data", &[("(a|)", nothing)]);
    check("() data", &[("()", nothing)]);
    check(
        "(a & b & c & d & e)",
        &[("(a & b & c & d & e)", "more than 4 items in any order")],
    );
    check("data \\", &[("\\", "nothing follows `\\`")]);
    check("a {data", &[("{data", "`{` without `}`")]);
    check(
        "fee(s)? apply",
        &[("(", "a group is no ending of the word before it")],
    );
    check("a data}", &[("}", "`}` without `{`")]);
}

#[test]
fn wrong_names() {
    check(
        "$dat plan",
        &[("$dat", "`[words]` has no `dat`; did you mean `$data`?")],
    );
    check("a $流量", &[("$流量", "`[words]` has no `流量`")]);
    check("under $5", &[("$5", "`$` without a name")]);
    check(
        "to {sped}",
        &[(
            "{sped}",
            "no quantity is called `sped`; did you mean `{speed}`?",
        )],
    );
    check("to {x}", &[("{x}", "no quantity is called `x`")]);
}

#[test]
fn clause_ends() {
    let ends = |mark: &str| format!("`{mark}` ends a clause, and a phrase sees one clause");
    for (text, part, mark) in [
        ("fast, free", ", ", ","),
        ("free!", "!", "!"),
        ("data – free", " – ", "–"),
        ("data - free", " - ", "-"),
        ("不限、免费", "、", "、"),
        ("(a)， (b)", "， ", "，"),
        ("data: (b)", ": ", ":"),
        ("(a) - (b)", " - ", "-"),
        ("不限。免费", "。", "。"),
        ("really\\? yes", "? ", "?"),
    ] {
        check(text, &[(part, &ends(mark))]);
    }
}

#[test]
fn too_little_literal_text() {
    let none = "a phrase that may hold no literal word";
    let single = "a phrase that may hold a single Han character";
    for text in [
        "",
        "  ",
        "...",
        "{data}",
        "(data)?",
        "... {data}",
        "(data|...)",
        "%",
        "\"\"",
    ] {
        check(text, &[(text, none)]);
    }
    for text in ["限", "(不限|限)", "不(限)?", "... 限", "限 ({data})?"] {
        check(text, &[(text, single)]);
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let told = mistakes("限速* $dat {sped} (a|) a, b )");
    let parts: Vec<_> = told.iter().map(|(part, _)| part.as_str()).collect();
    assert_eq!(parts, ["*", "$dat", "{sped}", "(a|)", ", ", ")"]);
}

#[test]
fn wrong_regular_expressions() {
    let literal = "a regular expression that may match without two literal characters";
    check(
        "/data",
        &[("/data", "a regular expression without its closing `/`")],
    );
    check(
        "/",
        &[("/", "a regular expression without its closing `/`")],
    );
    check("/\\w+/", &[("\\w+", literal)]);
    check("/(data)?/", &[("(data)?", literal)]);
    check(
        "/a.{999}.{999}.{999}b/",
        &[(
            "a.{999}.{999}.{999}b",
            "a regular expression that is too large",
        )],
    );
    let told = mistakes("/data(/");
    assert_eq!(told[0].0, "(");
    assert!(
        told[0].1.starts_with("a bad regular expression: "),
        "{told:?}"
    );
}

#[test]
fn names_that_use_each_other() {
    let list = |name: &str, phrases: &[&str]| {
        let phrases = phrases.iter().map(|&text| text.to_owned()).collect();
        (name.to_owned(), phrases)
    };
    let (words, errors) = Words::new(&BTreeMap::from([
        list("a", &["one $b"]),
        list("b", &["two", "three $c"]),
        list("c", &["$a four", "/five/", "$d"]),
        list("deep", &["the $b"]),
    ]));
    let told: Vec<_> = errors
        .iter()
        .map(|wrong| (&*wrong.name, wrong.index, &*wrong.error.message))
        .collect();
    assert_eq!(
        told,
        [
            ("c", 0, "`$a` uses itself: $a → $b → $c → $a"),
            ("c", 1, "a regular expression is a whole phrase"),
            ("c", 2, "`[words]` has no `d`"),
        ]
    );
    assert!(Phrase::parse("$deep $c", &words).is_ok());
}

#[test]
fn phrases_that_are_too_large() {
    let doubled: BTreeMap<_, _> = (0..7)
        .map(|level| {
            let below = format!("(x$w{level}|$w{level} $w{level} $w{level} $w{level})");
            let text = if level == 0 {
                "word".to_owned()
            } else {
                below.replace("x$", "$")
            };
            (format!("w{}", level + 1), vec![text])
        })
        .collect();
    let (words, errors) = Words::new(&doubled);
    let told: Vec<_> = errors
        .iter()
        .map(|wrong| (&*wrong.name, &*wrong.error.message))
        .collect();
    assert_eq!(told, [("w6", "a phrase with too many alternatives")]);
    let errors = Phrase::parse("$w5 $w5 $w5", &words).unwrap_err();
    assert_eq!(errors[0].message, "a phrase with too many alternatives");
    let nested = format!("{}data{}", "(".repeat(5000), ")".repeat(5000));
    assert!(Phrase::parse(nested, &words).is_err());
    let nested = format!("{}data{}", "(".repeat(50), ")".repeat(50));
    check(&nested, &[("(", "groups stand too deep in each other")]);
}
