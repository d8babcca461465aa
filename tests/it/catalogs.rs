//! Catalogues of messages: languages of their sides, and translations that break their source.

use pledgelint::input;
use pledgelint::{Checker, Ruleset, date};

const RULES: &str = r#"
[promise.refund-window]
summary = "Money back."
[promise.refund-window.value]
kind = "duration"
[promise.refund-window.value.topic]
en = ["refund*"]
vi = ["hoàn tiền"]
zh = ["退款"]
"#;

/// The findings of files together: their two sides, as quoted.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let rules = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&rules);
    let read = files
        .iter()
        .map(|(path, text)| checker.read(path, text.as_bytes()));
    let report = checker.report(read, date(2026, 6, 1));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let quoted = |side: &pledgelint::judge::Side| {
        let place = side
            .place
            .as_ref()
            .filter(|place| *place.path != *"pledgelint.toml");
        place.map(|place| place.text().to_owned())
    };
    let sides = report.findings.iter().map(|finding| {
        let all = std::iter::once(&finding.primary).chain(&finding.related);
        let mut sides: Vec<String> = all.filter_map(quoted).collect();
        sides.sort();
        sides.join(" / ")
    });
    sides.collect()
}

#[test]
fn a_translation_that_breaks_its_source_is_found() {
    let expected = ["trong 14 ngày / within 30 days"];
    for (path, text) in [
        (
            "vi.po",
            "msgid \"Refunds within 30 days.\"\nmsgstr \"Hoàn tiền trong 14 ngày.\"\n",
        ),
        (
            "a.xlf",
            "<xliff version='1.2'><file source-language='en' target-language='vi'><body>\
             <trans-unit id='a'><source>Refunds within 30 days.</source>\
             <target>Hoàn tiền trong 14 ngày.</target></trans-unit></body></file></xliff>",
        ),
        (
            "a.xliff",
            "<xliff version='2.0' srcLang='en' trgLang='vi'><file id='f'><unit id='a'><segment>\
             <source>Refunds within 30 days.</source><target>Hoàn tiền trong 14 ngày.</target>\
             </segment></unit></file></xliff>",
        ),
        (
            "a.xcstrings",
            r#"{"sourceLanguage": "en", "strings": {"Refunds within 30 days.": {"localizations":
               {"vi": {"stringUnit": {"value": "Hoàn tiền trong 14 ngày."}}}}}}"#,
        ),
        (
            "vi.lproj/a.strings",
            "\"Refunds within 30 days.\" = \"Hoàn tiền trong 14 ngày.\";\n",
        ),
    ] {
        assert_eq!(findings(&[(path, text)]), expected, "{path}");
    }
    for (source, translation) in [
        (
            ("app_en.arb", r#"{"r": "Refunds within 30 days."}"#),
            ("app_vi.arb", r#"{"r": "Hoàn tiền trong 14 ngày."}"#),
        ),
        (
            ("en.ftl", "r = Refunds within 30 days.\n"),
            ("vi.ftl", "r = Hoàn tiền trong 14 ngày.\n"),
        ),
        (
            (
                "res/values/strings.xml",
                "<resources><string name='r'>Refunds within 30 days.</string></resources>",
            ),
            (
                "res/values-vi/strings.xml",
                "<resources><string name='r'>Hoàn tiền trong 14 ngày.</string></resources>",
            ),
        ),
        (
            ("en.json", r#"{"r": "Refunds within 30 days."}"#),
            ("vi.json", r#"{"r": "Hoàn tiền trong 14 ngày."}"#),
        ),
    ] {
        assert_eq!(findings(&[source, translation]), expected, "{}", source.0);
    }
}

#[test]
fn a_translation_that_keeps_its_source_is_silent() {
    for text in [
        "msgid \"Refunds within 30 days.\"\nmsgstr \"Hoàn tiền trong 30 ngày.\"\n",
        "msgid \"Refunds within 30 days.\"\nmsgstr \"30天内退款。\"\n",
        "#, fuzzy\nmsgid \"Refunds within 30 days.\"\nmsgstr \"Hoàn tiền trong 14 ngày.\"\n",
        "msgid \"Refunds within 30 days.\"\nmsgstr \"\"\n#~ msgid \"Refunds within 14 days.\"\n",
        "#. Refunds within 14 days.\nmsgid \"Refunds within 30 days.\"\nmsgstr \"\"\n",
    ] {
        assert_eq!(findings(&[("vi.po", text)]), [""; 0], "{text}");
    }
}

/// The language of each text of a file, by the tag that its format gives it.
fn languages(path: &str, text: &str) -> Vec<(String, String)> {
    let document = input::read(path, text.as_bytes()).expect("it is right");
    let told = document.blocks.iter().filter_map(|block| {
        let language = block.language.as_deref()?;
        Some((language.to_owned(), block.text.text().to_owned()))
    });
    told.collect()
}

#[test]
fn languages_are_told_by_the_file() {
    let check = |path: &str, text: &str, expected: &[(&str, &str)]| {
        let found = languages(path, text);
        let found: Vec<_> = found
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(found, expected, "{path}");
    };
    check(
        "a.po",
        "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\nmsgid \"A b\"\nmsgid_plural \"A bs\"\n\
         msgstr[0] \"甲\"\nmsgstr[1] \"乙\"\n",
        &[
            ("und", "A b"),
            ("und", "A bs"),
            ("zh_CN", "甲"),
            ("zh_CN", "乙"),
        ],
    );
    check(
        "vi/a.arb",
        r#"{"@@locale": "zh", "a": "甲", "@a": {"description": "b"}}"#,
        &[("zh", "甲")],
    );
    check(
        "a.xcstrings",
        r#"{"sourceLanguage": "en", "strings": {"k": {"localizations": {"vi": {"variations":
           {"plural": {"one": {"stringUnit": {"value": "Một"}}, "other": {"stringUnit": {"value": "Hai"}}}}}}}}}"#,
        &[("vi", "Một"), ("vi", "Hai")],
    );
    check(
        "vi.ftl",
        "a = Một { $n } hai\n    ba\n    .title = Bốn\nb = { $n ->\n  [one] Năm\n *[other] { $n } sáu\n}\n",
        &[
            ("vi", "Một \u{fffc} hai ba"),
            ("vi", "Bốn"),
            ("vi", "Năm"),
            ("vi", "\u{fffc} sáu"),
        ],
    );
    check(
        "values-vi/strings.xml",
        "<resources><plurals name='a'><item quantity='one'>Một \\'a\\'\n  b</item></plurals></resources>",
        &[("vi", "Một 'a'   b")],
    );
}

#[test]
fn keys_of_messages_are_context_and_say_nothing() {
    let rules = r#"
        [promise.free]
        applies = "when-claimed"
        claims = { en = ["free shipping"] }
        breaches = { en = ["shipping fee"] }
    "#;
    let rules = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
    let checker = Checker::new(&rules);
    for (path, text) in [
        ("a.arb", r#"{"free": "Shipping", "fee": "Shipping fee"}"#),
        (
            "a.json",
            r#"{"free_shipping": "Shipping", "shipping_fee": "Shipping fee"}"#,
        ),
        (
            "a.json",
            r#"{"free": {"label": "Shipping"}, "fee": "Shipping fee"}"#,
        ),
        (
            "a.strings",
            "free = \"Shipping\";\nfee = \"Shipping fee\";\n",
        ),
        ("a.ftl", "free = Shipping\nfee = Shipping fee\n"),
    ] {
        let report = checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1));
        assert!(
            report.findings.is_empty(),
            "{path} {:?}",
            report.findings[0].message
        );
    }
}
