//! What objects, lists and tables of data say together, and how rules and the command line choose
//! what is read of them.

use pledgelint::document::BlockKind;
use pledgelint::input::{self, Settings};
use pledgelint::{Checker, Ruleset, date};

use crate::support::{folder, pledgelint, pledgelint_with};

const RULES: &str = r#"
[promise.unlimited]
summary  = "Unlimited data."
applies  = "when-claimed"
claims   = { en = ["unlimited data"], vi = ["không giới hạn data"], zh = ["不限流量"] }
breaches = { en = ["throttl*"], vi = ["bóp băng thông"], zh = ["限速"] }
"#;

/// How often a breach stands against a claim in one file.
fn findings(path: &str, text: &str) -> usize {
    let rules = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&rules);
    let report = checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    report.findings.len()
}

#[test]
fn fields_of_one_object_are_one_context() {
    for (path, text) in [
        (
            "a.json",
            r#"{"title": "Unlimited data", "note": "Throttled after 30 GB"}"#,
        ),
        (
            "a.json",
            r#"[{"note": "Throttled after 30 GB", "name": "Sky", "data": "Unlimited"}]"#,
        ),
        (
            "a.json",
            r#"{"sky": {"data": "Unlimited", "details": {"speed": "Throttled later"}}}"#,
        ),
        (
            "a.json",
            r#"{"data": ["Unlimited"], "notes": ["Throttled after 30 GB"]}"#,
        ),
        (
            "a.json",
            r#"{"plan_body": "<p>Unlimited&nbsp;<b>data</b></p><p>Throttled later</p>"}"#,
        ),
        ("a.yaml", "data: Unlimited\nnote: Throttled after 30 GB\n"),
        (
            "a.yaml",
            "名称: 畅享\n卖点: 不限流量\n说明: 达到30GB后限速\n",
        ),
        (
            "a.toml",
            "[plan]\ndata = 'Unlimited'\nnote = 'Throttled after 30 GB'\n",
        ),
        (
            "a.csv",
            "plan,data,note\nSky,Unlimited,Throttled after 30 GB\nLite,5 GB,none at all\n",
        ),
        (
            "a.jsonl",
            "{\"name\": \"Sky\", \"data\": \"Unlimited\", \"note\": \"Throttled\"}\n",
        ),
    ] {
        assert_eq!(findings(path, text), 1, "{text}");
    }
}

#[test]
fn objects_of_one_list_are_different_things() {
    for (path, text) in [
        (
            "a.json",
            r#"[{"name": "Sky", "data": "Unlimited"}, {"name": "Lite", "note": "Throttled"}]"#,
        ),
        (
            "a.json",
            r#"{"plans": [{"title": "Unlimited data"}, {"title": "5 GB", "note": "Throttled"}]}"#,
        ),
        (
            "a.json",
            r#"[{"data": "Unlimited", "fee": "9 USD"}, {"data": "5 GB, throttled", "fee": "5 USD"}]"#,
        ),
        (
            "a.json",
            r#"{"sky": {"data": "Unlimited", "fee": "9"}, "lite": {"data": "Throttled", "fee": "5"}}"#,
        ),
        (
            "a.yaml",
            "- {tên gói: Trời, data: không giới hạn data}\n- {tên gói: Gọn, ghi chú: bóp băng thông}\n",
        ),
        (
            "a.csv",
            "data,plan,note\nUnlimited,Sky,\n5 GB,Lite,Throttled at once\n",
        ),
        (
            "a.csv",
            ",Sky,Lite\ndata,Unlimited,5 GB\nspeed,full,throttled\n",
        ),
        (
            "a.toml",
            "[[plan]]\nname = 'Sky'\ndata = 'Unlimited'\n[[plan]]\nname = 'Lite'\nnote = 'Throttled'\n",
        ),
    ] {
        assert_eq!(findings(path, text), 0, "{text}");
    }
}

#[test]
fn parts_of_one_text_are_no_different_things() {
    for (path, text) in [
        (
            "a.json",
            r#"[{"title": "Data", "body": "Unlimited data."}, {"title": "Fair use", "body": "Throttled later."}]"#,
        ),
        (
            "a.json",
            r#"[{"q": "Is it slow?", "a": "Unlimited data."}, {"q": "And then?", "a": "Throttled."}]"#,
        ),
        (
            "a.json",
            r#"[{"name": "Data", "value": "Unlimited data"}, {"name": "Speed", "value": "Throttled"}]"#,
        ),
        (
            "a.csv",
            "speaker,text\nAgent,Unlimited data for you\nAgent,It is throttled after 30 GB\n",
        ),
    ] {
        assert_eq!(findings(path, text), 1, "{text}");
    }
}

#[test]
fn what_a_customer_says_is_no_breach() {
    let chat = r#"[{"role": "Agent", "text": "Unlimited data."}, {"role": "Customer", "text": "You throttled me."}]"#;
    assert_eq!(findings("a.json", chat), 0);
    let chat = "speaker,text\nAgent,Unlimited data.\nCustomer,You throttled me.\n";
    assert_eq!(findings("a.csv", chat), 0);
}

#[test]
fn names_of_fields_say_nothing_themselves() {
    for text in [
        r#"{"unlimited_data": "Yes, our plan", "throttled": "no such thing here"}"#,
        r#"{"unlimited data": {"throttled": "text"}}"#,
        r#"{"text": "Unlimited data", "slug": "throttled-after-30-gb", "url": "/throttled"}"#,
    ] {
        assert_eq!(findings("a.json", text), 0, "{text}");
    }
}

#[test]
fn broken_data_never_panics() {
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "'", "\\", "\n", "  ", "- ", "name: ", "# ",
        "1", "=", "[[a]]\n", "a.b", "|\n", ">\n", "&x ", "*x", "\r", "\"\"", ";", "\t", "<b>",
        "&amp;", "限", "\u{301}", "text", "\\u12", "---\n", "//", "/*", "!!str ", "? ", "\"\"\"",
        "null",
    ];
    let mut state = 7_u64;
    for round in 0..4_000 {
        let mut text = String::new();
        for _ in 0..16 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let prose = ["markdown", "html", "text"];
        for format in input::format_names().filter(|name| !prose.contains(name)) {
            let settings = Settings {
                format: Some(format),
                ..Settings::default()
            };
            if let Ok(document) = input::read_with("a", text.as_bytes(), &settings) {
                for block in &document.blocks {
                    let place = block.text.whole().expect("it has a place");
                    assert!(
                        text.get(place.range()).is_some(),
                        "{round} {format}: {text:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_lie_of_the_ending_is_a_problem_or_is_read_as_asked() {
    assert!(input::read("a.json", b"# Unlimited data\n\nThrottled.").is_err());
    let settings = Settings {
        format: Some("markdown"),
        ..Settings::default()
    };
    let document = input::read_with("a.json", b"# Unlimited data\n\nThrottled.", &settings);
    assert_eq!(
        document.expect("it is read").blocks[0].kind,
        BlockKind::Heading(1)
    );
}

#[test]
fn rules_say_which_fields_are_read() {
    let rules = format!(
        "{RULES}
        [[input]]
        paths = ['cms/*.json']
        fields = ['title', 'body.*']
        skip = ['draft']
        [[input]]
        paths = ['exports/*.log']
        format = 'csv'
        "
    );
    let cms =
        br#"{"title": "Unlimited data", "note": "throttled 1", "body": {"x": {"y": "throttled 2"},
                   "draft": "throttled 3"}, "more": [{"body": {"x": "throttled 4"}}]}"#;
    let files = folder(&[
        ("pledgelint.toml", rules.as_bytes()),
        ("cms/a.json", cms),
        ("cms/package.json", br#"{"body": {"x": "throttled 5"}}"#),
        ("package.json", br#"{"description": "throttled 6"}"#),
        ("exports/a.log", b"note;fee\nthrottled 7;9 USD\n"),
        ("other.log", b"throttled 8"),
    ]);
    let (code, out, err) = pledgelint(files.path(), &["check", "--format", "concise"]);
    assert_eq!(code, 1, "{err}");
    let places: Vec<&str> = out
        .lines()
        .filter_map(|line| line.split(": error").next())
        .collect();
    let places: Vec<&str> = places
        .into_iter()
        .filter(|line| line.contains(':'))
        .collect();
    let expected = [
        "cms/a.json:1:73",
        "cms/a.json:2:70",
        "cms/package.json:1:17",
        "exports/a.log:2:1",
    ];
    assert_eq!(places, expected, "{out}");
}

#[test]
fn the_command_line_says_how_a_file_is_read() {
    let files = folder(&[
        ("a.dat", b"data,note\nUnlimited,Throttled\n"),
        ("b.dat", b"x"),
    ]);
    let (_, as_text, _) = pledgelint(files.path(), &["blocks", "a.dat"]);
    assert!(
        as_text.contains("paragraph") && !as_text.contains("cell"),
        "{as_text}"
    );
    let (_, as_table, _) = pledgelint(files.path(), &["blocks", "--as", "csv", "a.dat"]);
    assert!(as_table.contains("table 0, row 1, column 1"), "{as_table}");
    let args = ["blocks", "--as", "yaml", "--stdin-filename", "x.txt", "-"];
    let (_, out, _) = pledgelint_with(files.path(), &args, b"a: [b c, 1]");
    assert!(out.contains("key") && out.contains("b c"), "{out}");
    let (code, _, err) = pledgelint(files.path(), &["check", "--as", "word", "a.dat"]);
    assert_eq!(code, 2);
    assert!(err.contains("json-lines"), "{err}");
}
