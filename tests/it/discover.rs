//! `pledgelint subjects`: what is proposed, and that it can be pasted. `pledgelint blocks`.

use std::collections::BTreeSet;

use pledgelint::Ruleset;

use crate::support::{folder, pledgelint};

const PRICES: &str = "# Our prices

| | Freedom | Basic | Student (5G) |
|-|-|-|-|
| Monthly fee | $25 | $9 | $5 |
| Data | unlimited | 5 GB | 20 GB |

## Frequently asked questions

### How do I cancel?

Within 30 days, for $5.

### What does delivery cost?

Delivery costs $4.

| Zone | Delivery |
|-|-|
| Islands | $9 |
| Mainland | $4 |
";

const TERMS: &str = "# Terms

**1. Freedom.** The monthly fee is $25. You have 500 GB of data.

**2. M&S \\\"Top\\\".** The monthly fee is $9. You have 5 GB of data.

**3. Ocean.** The monthly fee is $19. You have 50 GB of data.

## Refunds

We refund $5 within 30 days.

## Warranty

Repairs cost $20 for 2 years.
";

const VIETNAMESE: &str = "# Bảng giá

| Gói cước | Giá cước | Dung lượng |
|-|-|-|
| Tự Do | 250.000đ | 500 GB |
| Cơ Bản | 90.000đ | 5 GB |

## Gói Gia Đình

Giá 300.000đ một tháng.

## Câu hỏi thường gặp

Giao hàng mất 20.000đ.
";

const CHINESE: &str = "# 价格

| 套餐 | 月费 | 流量 |
|-|-|-|
| 自由套餐 | 99元 | 不限 |
| 基础套餐 | 39元 | 5GB |

## 常见问题

运费10元。
";

fn proposed(files: &[(&str, &[u8])]) -> (BTreeSet<String>, String) {
    let folder = folder(files);
    let (code, out, err) = pledgelint(folder.path(), &["subjects"]);
    assert_eq!(code, 0, "{err}");
    let table: toml::Table = out.parse().expect("it is TOML");
    let subjects = table.get("subject").and_then(toml::Value::as_table);
    let ids = subjects.into_iter().flat_map(|subjects| subjects.keys());
    (ids.cloned().collect(), out.clone())
}

#[test]
fn names_that_structures_vary_over_are_proposed_and_can_be_pasted() {
    let (ids, out) = proposed(&[
        ("prices.md", PRICES.as_bytes()),
        ("terms.md", TERMS.as_bytes()),
        ("vi/gia.md", VIETNAMESE.as_bytes()),
        ("zh/jiage.md", CHINESE.as_bytes()),
        (
            "plans/night-owl.md",
            b"# Night Owl\n\nOnly $7 a month for 30 GB of data at night.",
        ),
        (
            "plans/early-bird.md",
            b"# Early Bird\n\nOnly $8 a month for 40 GB of data in the morning.",
        ),
    ]);
    let expected = [
        "basic",
        "co-ban",
        "early-bird",
        "freedom",
        "goi-gia-dinh",
        "m-s-top",
        "night-owl",
        "ocean",
        "student",
        "tu-do",
        "基础套餐",
        "自由套餐",
    ];
    assert_eq!(
        ids.iter().map(String::as_str).collect::<Vec<_>>(),
        expected,
        "{out}"
    );
    assert!(out.contains("# 1 column header, 1 run-in heading"), "{out}");
    assert!(
        out.contains("#   prices.md:3:5: column header \"Freedom\""),
        "{out}"
    );
    let ruleset = Ruleset::parse("pledgelint.toml", &out).expect("it is a rules file");
    assert_eq!(ruleset.subjects.len(), expected.len());
}

#[test]
fn headings_that_vary_over_no_plan_are_not_proposed() {
    let text = "# Terms of service

## Liability

Our liability shall not exceed $100 in total.

## Fees

Late payments cost $5.

## Notices

Write to us.

## Privacy

We keep your address.

| Step | What happens |
|-|-|
| Order | you pay $5 |
| Delivery | it costs $4 |

| Day | Hours |
|-|-|
| Monday | 9:00-18:00 |
| Sunday | closed |
";
    let (ids, out) = proposed(&[
        ("terms.md", text.as_bytes()),
        ("faq.md", b"# FAQ\n\nIt costs $5."),
    ]);
    assert!(ids.is_empty(), "{out}");
}

#[test]
fn declared_names_are_not_proposed_again() {
    let rules = "[subject.freedom]\nnames = { en = [\"Freedom\"] }\n";
    let (ids, _) = proposed(&[
        ("pledgelint.toml", rules.as_bytes()),
        ("prices.md", PRICES.as_bytes()),
    ]);
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), ["basic", "student"]);
}

#[test]
fn proposals_are_json_for_programs() {
    let folder = folder(&[("prices.md", PRICES.as_bytes())]);
    let (code, out, _) = pledgelint(folder.path(), &["subjects", "--format", "json"]);
    assert_eq!(code, 0);
    let out: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["version"], 1);
    let basic = &out["subjects"][0];
    assert_eq!(basic["id"], "basic");
    assert_eq!(basic["names"]["en"][0], "Basic");
    assert_eq!(basic["places"][0]["line"], 3);
    assert_eq!(basic["places"][0]["structure"], "column");
}

#[test]
fn blocks_show_what_was_read_and_where() {
    let text =
        "# Plans\n\nNot included:\n\n- calls\n  - roaming\n\n| | S |\n|-|-|\n| Price | $5 |\n";
    let folder = folder(&[("a.md", text.as_bytes()), ("b.md", b"other")]);
    let (code, out, _) = pledgelint(folder.path(), &["blocks", "a.md"]);
    assert_eq!(code, 0);
    assert!(out.contains("a.md:6:5: list-item\n    text      roaming\n    under     Plans\n    lead      calls\n    lead      Not included:\n"), "{out}");
    assert!(
        out.contains("    row of    Price\n    below     S\n"),
        "{out}"
    );
    assert!(!out.contains("b.md"), "{out}");
    let (_, out, _) = pledgelint(folder.path(), &["blocks", "--format", "json", "a.md"]);
    let last: serde_json::Value =
        serde_json::from_str(out.trim_end().split('\n').next_back().unwrap()).unwrap();
    assert_eq!(last["cell"]["row_headers"][0], "Price");
    assert_eq!(last["headings"], serde_json::json!(["Plans"]));
}
