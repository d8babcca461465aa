//! Which value belongs to which topic: pairwise in a sentence, never across subjects.

use pledgelint::{Checker, Ruleset, date};

const RULES: &str = r#"
[subject.freedom]
names = { en = ["Freedom"], vi = ["Tự Do"], zh = ["自由套餐"] }
[subject.basic]
names = { en = ["Basic"], vi = ["Cơ Bản"], zh = ["基础套餐"] }
[promise.refund]
value = { kind = "duration", topic = { en = ["refund*"], vi = ["hoàn tiền"], zh = ["退款"] } }
[promise.exchange]
value = { kind = "duration", topic = { en = ["exchange*"], vi = ["đổi hàng"], zh = ["换货"] } }
"#;

/// The values of a text: promise and the digits of the quantity.
fn values(text: &str) -> Vec<String> {
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let read = Checker::new(&ruleset).read("a.md", text.as_bytes());
    let statements = read.expect("it is text").statements;
    let value = |statement: &pledgelint::extract::Statement| {
        let promise = &ruleset.promise(statement.promise).id;
        let digits = statement.place.text().chars().filter(char::is_ascii_digit);
        format!("{promise} {}", digits.collect::<String>())
    };
    let mut values: Vec<String> = statements.iter().map(value).collect();
    values.sort();
    values
}

#[test]
fn topics_and_values_of_a_sentence_go_pairwise() {
    for text in [
        "Refunds within 30 days, exchanges within 60.",
        "Refunds within 30 days, exchanges within 60 days.",
        "Within 30 days you get a refund, and within 60 days an exchange.",
        "Exchanges within 60 days, refunds within 30.",
        "Hoàn tiền trong vòng 30 ngày, đổi hàng trong vòng 60.",
        "Hoàn tiền trong 30 ngày, đổi hàng trong 60 ngày.",
        "Đổi hàng trong 60 ngày, hoàn tiền trong 30 ngày.",
        "退款30天，换货60。",
        "30天内退款，60天内换货。",
        "换货60天，退款30天。",
    ] {
        assert_eq!(values(text), ["exchange 60", "refund 30"], "{text}");
    }
}

#[test]
fn a_value_that_another_topic_has_in_its_clause_is_not_taken() {
    for text in [
        "Refunds within 30 days, exchanges are free.",
        "Refunds take 30 days, exchanges cost 60.",
        "Exchanges are free. Refunds take 30 days.",
        "Hoàn tiền trong 30 ngày, đổi hàng miễn phí.",
        "退款期为30天，换货免费。",
    ] {
        assert_eq!(values(text), ["refund 30"], "{text}");
    }
}

#[test]
fn one_value_may_be_that_of_two_topics() {
    for text in [
        "Refunds and exchanges within 30 days.",
        "Refunds and exchanges: within 30 days.",
        "Exchange policy: refund within 30 days.",
        "Hoàn tiền và đổi hàng trong 30 ngày.",
        "退款和换货：30天内。",
    ] {
        assert_eq!(values(text), ["exchange 30", "refund 30"], "{text}");
    }
}

#[test]
fn no_value_is_taken_from_another_subject() {
    let rules = format!("{RULES}\n[promise.refund.severity]\ndefault = \"error\"\n");
    let ruleset = Ruleset::parse("pledgelint.toml", &rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    for (text, expected) in [
        (
            "Freedom: refunds within 30 days. Basic: refunds within 60 days.",
            0,
        ),
        (
            "Freedom: refunds within 30 days. Freedom: refunds within 60 days.",
            1,
        ),
        (
            "Freedom has refunds. Basic lasts 30 days. Freedom: refunds within 60 days.",
            0,
        ),
        (
            "| | Freedom | Basic |\n|-|-|-|\n| Refunds | 30 days | 60 days |",
            0,
        ),
        (
            "| | Freedom | Freedom |\n|-|-|-|\n| Refunds | 30 days | 30 days |\n\nFreedom: refunds within 60 days.",
            1,
        ),
        (
            "| | Freedom | Basic |\n|-|-|-|\n| Refunds | 30 days | 60 days |\n\nFreedom: refunds within 60 days.",
            1,
        ),
        (
            "| | Freedom | Basic |\n|-|-|-|\n| Refunds | 30 days | 60 days |\n\nBasic: refunds within 60 days.",
            0,
        ),
        (
            "Tự Do: hoàn tiền trong 30 ngày. Cơ Bản: hoàn tiền trong 60 ngày.",
            0,
        ),
        (
            "Tự Do: hoàn tiền trong 30 ngày. Tự Do: hoàn tiền trong 60 ngày.",
            1,
        ),
        ("自由套餐：退款30天。基础套餐：退款60天。", 0),
        ("自由套餐：退款30天。自由套餐：退款60天。", 1),
    ] {
        let report = checker.report([checker.read("a.md", text.as_bytes())], date(2026, 6, 1));
        assert_eq!(report.findings.len(), expected, "{text}");
    }
}
