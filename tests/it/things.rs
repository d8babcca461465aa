//! Things that no rules file names: merged cells, and plans told one by one.

use std::fmt::Write as _;

use pledgelint::{Checker, Ruleset, date};

const RULES: &str = r#"
[promise.data]
claims   = { en = ["unlimited data"], vi = ["(data & không giới hạn)"], zh = ["不限流量"] }
breaches = { en = ["throttled"], vi = ["giảm tốc độ"], zh = ["限速"] }
applies  = "when-claimed"
[promise.price.value]
kind  = "money"
topic = { en = ["price"], vi = ["giá"], zh = ["价格"] }
[promise.cancel.value]
kind  = "duration"
topic = { en = ["cancel"], vi = ["hủy"], zh = ["取消"] }
"#;

fn findings(rules: &str, path: &str, text: &str) -> Vec<String> {
    let ruleset = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let report = checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1));
    report
        .findings
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn merged_cells_pair_no_two_columns() {
    for (name, path, text, expected) in TABLES {
        let found = findings(RULES, path, text);
        assert_eq!(found.len(), expected, "{name}: {found:?}");
    }
}

/// Name, file, text, number of findings.
const TABLES: [(&str, &str, &str, usize); 12] = [
    (
        "html colspan group",
        "a.html",
        r#"<table><tr><th rowspan="2">Feature</th><th colspan="2">Consumer</th><th colspan="2">Business</th></tr>
<tr><th>S</th><th>L</th><th>S</th><th>L</th></tr>
<tr><td>Price</td><td>$5</td><td>$9</td><td>$15</td><td>$19</td></tr>
<tr><td rowspan="2">Data</td><td>throttled</td><td>unlimited data</td><td>throttled</td><td>unlimited data</td></tr>
<tr><td>slow</td><td>fast</td><td>slow</td><td>fast</td></tr></table>"#,
        0,
    ),
    (
        "html colspan true",
        "a.html",
        r#"<table><tr><th rowspan="2">Feature</th><th colspan="2">Consumer</th><th colspan="2">Business</th></tr>
<tr><th>S</th><th>L</th><th>S</th><th>L</th></tr>
<tr><td>Price</td><td>$5</td><td>$9</td><td>$15</td><td>$19</td></tr>
<tr><td rowspan="2">Data</td><td>full</td><td>unlimited data</td><td>full</td><td>full</td></tr>
<tr><td>slow</td><td>throttled</td><td>slow</td><td>fast</td></tr></table>"#,
        1,
    ),
    (
        "html wide cell over two columns",
        "a.html",
        r#"<table><tr><th></th><th>S</th><th>M</th><th>L</th></tr>
<tr><th>Price</th><td>$5</td><td colspan="2">$9</td></tr>
<tr><th>Data</th><td>throttled</td><td colspan="2">unlimited data</td></tr></table>"#,
        0,
    ),
    (
        "html wide cell vs one of its columns true",
        "a.html",
        r#"<table><tr><th></th><th>S</th><th>M</th><th>L</th></tr>
<tr><th>Data</th><td>full</td><td colspan="2">unlimited data</td></tr>
<tr><th>Speed</th><td>full</td><td>throttled</td><td>full</td></tr></table>"#,
        1,
    ),
    (
        "html wide cell vs other column",
        "a.html",
        r#"<table><tr><th></th><th>S</th><th>M</th><th>L</th></tr>
<tr><th>Data</th><td>full</td><td colspan="2">unlimited data</td></tr>
<tr><th>Speed</th><td>throttled</td><td>full</td><td>full</td></tr></table>"#,
        0,
    ),
    (
        "html rows things rowspan",
        "a.html",
        r#"<table><tr><th>Plan</th><th>When</th><th>Price</th><th>Data</th></tr>
<tr><td rowspan="2">S</td><td>day</td><td>$5</td><td>throttled</td></tr>
<tr><td>night</td><td>$5</td><td>throttled</td></tr>
<tr><td rowspan="2">L</td><td>day</td><td>$9</td><td>unlimited data</td></tr>
<tr><td>night</td><td>$9</td><td>unlimited data</td></tr></table>"#,
        0,
    ),
    (
        "md cols",
        "a.md",
        r"| | S | M | L |
|-|-|-|-|
| Price | $5 | $7 | $9 |
| Data | throttled | throttled | unlimited data |
",
        0,
    ),
    (
        "md cols true",
        "a.md",
        r"| | S | M | L |
|-|-|-|-|
| Price | $5 | $7 | $9 |
| Data | full | full | unlimited data |
| Speed | full | full | throttled |
",
        1,
    ),
    (
        "md with html table merged",
        "a.md",
        r#"# Plans

<table>
<tr><th></th><th colspan="2">S</th><th>L</th></tr>
<tr><th>Data</th><td>throttled</td><td>throttled</td><td>unlimited data</td></tr>
</table>
"#,
        0,
    ),
    (
        "md empty cells as merged",
        "a.md",
        r"| | S | | L | |
|-|-|-|-|-|
| | day | night | day | night |
| Price | $5 | $4 | $9 | $8 |
| Data | throttled | throttled | unlimited data | full |
",
        0,
    ),
    (
        "price differs in two tables, same columns",
        "a.md",
        r"| | S | L |
|-|-|-|
| Price | $5 | $9 |

| | S | L |
|-|-|-|
| Price | $5 | $9 |
",
        0,
    ),
    (
        "two tables same names different prices",
        "a.md",
        r"| | Small plan | Large plan |
|-|-|-|
| Price | $5 | $9 |

| | Small plan | Large plan |
|-|-|-|
| Price | $6 | $9 |
",
        1,
    ),
];

/// A language's plans, and how a plan is told: with unlimited data, with a limit.
struct Terms {
    language: &'static str,
    plans: [&'static str; 12],
    price: &'static str,
    unlimited: &'static str,
    limited: &'static str,
    cancel: &'static str,
    stop: &'static str,
}

const TERMS: [Terms; 3] = [
    Terms {
        language: "en",
        plans: [
            "Freedom", "Basic", "Plus", "Family", "Student", "Senior", "Travel", "Night",
            "Weekend", "Office", "Studio", "Ocean",
        ],
        price: "The price is ${}.",
        unlimited: "You have unlimited data.",
        limited: "Speed is throttled after {} GB.",
        cancel: "You can cancel within {} days.",
        stop: ".",
    },
    Terms {
        language: "vi",
        plans: [
            "Tự Do",
            "Cơ Bản",
            "Cao Cấp",
            "Gia Đình",
            "Sinh Viên",
            "Hưu Trí",
            "Du Lịch",
            "Đêm",
            "Cuối Tuần",
            "Văn Phòng",
            "Xưởng",
            "Biển",
        ],
        price: "Giá là {}.000đ.",
        unlimited: "Data không giới hạn.",
        limited: "Chúng tôi giảm tốc độ sau {} GB.",
        cancel: "Bạn có thể hủy trong {} ngày.",
        stop: ".",
    },
    Terms {
        language: "zh",
        plans: [
            "自由套餐",
            "基础套餐",
            "尊享套餐",
            "家庭套餐",
            "学生套餐",
            "长者套餐",
            "旅行套餐",
            "夜间套餐",
            "周末套餐",
            "办公套餐",
            "工作室套餐",
            "海洋套餐",
        ],
        price: "价格{}元。",
        unlimited: "不限流量。",
        limited: "用满{}GB后限速。",
        cancel: "可在{}天内取消。",
        stop: "。",
    },
];

impl Terms {
    /// A dozen numbered bold run-in paragraphs; `more` is said of the fourth.
    fn text(&self, more: &str) -> String {
        let mut text = String::from("# A\n\n");
        let with = |pattern: &str, number: usize| pattern.replace("{}", &number.to_string());
        for (at, plan) in self.plans.iter().enumerate() {
            let data = if at % 2 == 1 {
                self.unlimited.to_owned()
            } else {
                with(self.limited, 10 * (at + 1))
            };
            let (price, cancel) = (with(self.price, 5 + at), with(self.cancel, 7 + at));
            let more = if at == 3 { more } else { "" };
            let (number, stop) = (at + 1, self.stop);
            let head = format!("**{number}. {plan}{stop}**");
            write!(text, "{head} {price} {data} {cancel} {more}\n\n").unwrap();
        }
        text
    }

    fn declared(&self) -> String {
        let mut rules = RULES.to_owned();
        for (at, plan) in self.plans.iter().enumerate() {
            let code = self.language;
            write!(
                rules,
                "[subject.s{at}]\nnames = {{ {code} = [\"{plan}\"] }}\n"
            )
            .unwrap();
        }
        rules
    }
}

#[test]
fn a_dozen_plans_are_judged_plan_by_plan() {
    for terms in &TERMS {
        for rules in [RULES.to_owned(), terms.declared()] {
            let found = findings(&rules, "terms.md", &terms.text(""));
            assert!(found.is_empty(), "{}: {found:?}", terms.language);
            let breach = terms.limited.replace("{}", "30");
            let found = findings(&rules, "terms.md", &terms.text(&breach));
            assert_eq!(found.len(), 1, "{}: {found:?}", terms.language);
            let price = terms.price.replace("{}", "99");
            let found = findings(&rules, "terms.md", &terms.text(&price));
            assert_eq!(found.len(), 1, "{}: {found:?}", terms.language);
        }
    }
}

impl Terms {
    /// The plans in another form; `more` is said in a paragraph or sentence of the fourth.
    fn told(&self, form: &str, more: &str) -> String {
        let mut text = String::from("# A\n\n");
        let with = |pattern: &str, number: usize| pattern.replace("{}", &number.to_string());
        for (at, plan) in self.plans.iter().enumerate() {
            let data = if at % 2 == 1 {
                self.unlimited.to_owned()
            } else {
                with(self.limited, 10 * (at + 1))
            };
            let (price, cancel) = (with(self.price, 5 + at), with(self.cancel, 7 + at));
            let more = if at == 3 { more } else { "" };
            let head = form
                .replace("{n}", &(at + 1).to_string())
                .replace("{plan}", plan)
                .replace("{stop}", self.stop);
            write!(text, "{head}{price} {data} {cancel} {more}\n\n").unwrap();
        }
        text
    }
}

#[test]
fn a_dozen_plans_in_lists_and_sections_are_judged_plan_by_plan() {
    for terms in &TERMS {
        for form in [
            "{n}. **{plan}{stop}** ",
            "- **{plan}**: ",
            "**{plan}**\n\n",
            "### {n}. {plan}\n\n",
        ] {
            let found = findings(RULES, "terms.md", &terms.told(form, ""));
            assert!(found.is_empty(), "{} {form}: {found:?}", terms.language);
            for more in [
                terms.limited.replace("{}", "30"),
                terms.price.replace("{}", "99"),
            ] {
                let found = findings(RULES, "terms.md", &terms.told(form, &more));
                assert_eq!(found.len(), 1, "{} {form}: {found:?}", terms.language);
            }
        }
    }
}

#[test]
fn topics_of_one_plan_are_one_thing() {
    for text in [
        "**1. Unlimited data.** You get unlimited data.\n\n\
         **2. Fair use.** Your speed is throttled after 30 GB.\n\n\
         **3. Price.** The price is $20.\n",
        "1. **Unlimited data.** You get unlimited data.\n\
         2. **Fair use.** Your speed is throttled after 30 GB.\n",
        "### 1. Unlimited data\n\nYou get unlimited data of 100 GB.\n\n\
         ### 2. Fair use\n\nYour speed is throttled after 30 GB.\n",
    ] {
        let found = findings(RULES, "terms.md", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
    }
}

#[test]
fn lettered_paragraphs_are_under_their_lead() {
    let claim = "You have unlimited data.\n\n";
    for lettered in [
        "We shall not let:\n\n(a) the service be sold\n\n(b) your line be throttled\n",
        "1. We shall not let:\n\n (a) the service be sold\n\n (b) your line be throttled\n",
        "We shall not let:\n\na. the service be sold\n\nb. your line be throttled\n",
        "We shall not let:\n\n(i) the service be sold\n\n(ii) your line be throttled\n",
    ] {
        for path in ["a.md", "a.txt"] {
            let found = findings(RULES, path, &format!("{claim}{lettered}"));
            assert!(found.is_empty(), "{path} {lettered}: {found:?}");
        }
    }
    let html = "<p>You have unlimited data.</p><p>We shall not let:</p>\
        <p>(a) the service be sold</p><p>(b) your line be throttled</p>";
    assert_eq!(findings(RULES, "a.html", html).len(), 0);
    for open in [
        "We shall not let:\n\nthe service be sold\n\nYour line is throttled.\n",
        "We shall not let:\n\n(a) the service be sold\n\nYour line is throttled.\n",
        "We shall not let it be sold.\n\n(a) Your line is throttled.\n",
        "4. We shall not let it be sold.\n\n  a. Your line is throttled.\n",
        "4. We shall not let it be sold.\n\n  a. It is yours.\n\n  b. Your line is throttled.\n",
    ] {
        let found = findings(RULES, "a.md", &format!("{claim}{open}"));
        assert_eq!(found.len(), 1, "{open}: {found:?}");
    }
}
