//! `explain` and `check --cleared` on the carrier: golden pages, and what is asked for in vain.

use crate::support::{folder, golden, pledgelint, root};

const DAY: &str = "--today=2026-06-01";

fn carrier(args: &[&str]) -> (i32, String, String) {
    pledgelint(&root().join("fixtures/carrier"), args)
}

#[test]
fn pages_of_the_carrier() {
    for (target, file) in [
        ("unlimited-data", "promise"),
        ("support-hours", "values"),
        ("specs/en/freedom-network.md:12", "en"),
        ("support/vi/kich-ban-data.md:6", "vi"),
        ("support/zh/jiaoben.txt:6", "zh"),
        ("specs/en/freedom-network.md:15", "lookalike"),
        ("ads/en/lite.md:3", "innocent"),
        ("ads/en/lite.md:4", "subject"),
        ("ads/en/freedom.md:2", "blank"),
    ] {
        let (code, out, err) = carrier(&["explain", target, DAY]);
        assert_eq!((code, err.as_str()), (0, ""), "{target}");
        golden(&format!("fixtures/explain/{file}.txt"), &out);
    }
    let shown = std::fs::read_to_string(root().join("fixtures/explain/subject.txt")).unwrap();
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&shown), "the README shows another page");
    let page = |threads| carrier(&["explain", "unlimited-data", DAY, "--all", threads]).1;
    golden("fixtures/explain/promise-all.txt", &page("-j1"));
    assert_eq!(page("-j1"), page("-j2"), "threads change the page");
}

#[test]
fn a_promise_fits_one_screen() {
    for code in ["en", "vi", "zh"] {
        let (_, page, _) = carrier(&["explain", "unlimited-data", DAY, "--message-language", code]);
        assert!(page.lines().count() <= 50, "{page}");
    }
}

#[test]
fn pages_are_told_in_three_languages() {
    for code in ["vi", "zh"] {
        let told = |target| carrier(&["explain", target, DAY, "--message-language", code]).1;
        let pages = [
            "unlimited-data",
            "specs/en/freedom-network.md:12",
            "specs/en/freedom-network.md:15",
            "ads/en/lite.md:4",
        ];
        let pages = pages.map(told).join("\n");
        golden(&format!("fixtures/explain/told-{code}.txt"), &pages);
        for english in ["reading", "finding", "subject", "other side", "cleared."] {
            assert!(!pages.contains(english), "{english}: {pages}");
        }
    }
}

#[test]
fn pages_fit_a_terminal() {
    let wide = |c: char| u32::from(c) >= 0x2e80;
    for page in [
        "promise",
        "promise-all",
        "en",
        "vi",
        "zh",
        "lookalike",
        "told-vi",
        "told-zh",
    ] {
        let file = root().join(format!("fixtures/explain/{page}.txt"));
        let text = std::fs::read_to_string(file).expect("the page is in the repository");
        for line in text.lines() {
            let width: usize = line.chars().map(|c| if wide(c) { 2 } else { 1 }).sum();
            assert!(width <= 80, "{page}: {line}");
        }
    }
}

#[test]
fn pages_are_json_too() {
    let page = |target: &str| -> serde_json::Value {
        let (code, out, err) = carrier(&["explain", target, DAY, "--format", "json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).expect("it is JSON")
    };
    let line = page("support/zh/jiaoben.txt:6");
    let denied = &line["statements"][0];
    assert_eq!(
        (&denied["row"], &denied["code"]),
        (&3.into(), &"denied".into())
    );
    assert_eq!(denied["cues"][0]["text"], "不");
    let found = &line["statements"][1];
    assert_eq!(found["findings"][0]["verdict"], "contradicted");
    assert_eq!(found["row"], found["findings"][0]["row"]);
    assert_eq!(line["blocks"][0]["language"], "zh");
    let taken_out = &page("specs/en/freedom-network.md:15")["blocks"][0]["phrases"][0];
    assert_eq!(taken_out["fate"], "taken-out");
    assert_eq!(taken_out["by"]["phrase"], "throttle body");
    let promise = page("unlimited-data");
    assert_eq!(promise["owner"], "brand-team");
    assert!(
        promise["statements"]
            .as_array()
            .is_some_and(|all| all.len() > 40)
    );
}

#[test]
fn the_words_of_a_phrase_in_another_order_are_nearly_it() {
    let rules = b"[promise.p]\nbreaches = { en = [\"speed is lowered to {speed}\"] }\n";
    let folder = folder(&[
        ("pledgelint.toml", rules),
        (
            "a.md",
            b"The speed is lowered to a crawl.\n\nIts lower speed.",
        ),
    ]);
    let (_, out, _) = pledgelint(folder.path(), &["explain", "a.md:1"]);
    assert!(out.contains("holds the words of"), "{out}");
    let (_, out, _) = pledgelint(folder.path(), &["explain", "a.md:3"]);
    assert!(!out.contains("holds the words of"), "{out}");
    assert!(out.contains("No statement"), "{out}");
}

#[test]
fn what_is_asked_for_in_vain_exits_with_2() {
    for (target, part) in [
        ("unlimited-date", "did you mean `unlimited-data`"),
        ("nothing-at-all", "no promise is named"),
        (
            "ads/en/freedom.md:99",
            "has no line 99: the file has 19 lines",
        ),
        ("ads/en/freedom.md:0", "has no line 0"),
        ("EXPECTED.md:1", "left out of the content"),
        ("ads/en/none.md:1", "ads/en/none.md cannot be read"),
        ("ads:1", "is a folder"),
        ("../../README.md:1", "outside the folder of the rules file"),
    ] {
        let (code, out, err) = carrier(&["explain", target, DAY]);
        assert_eq!((code, out.as_str()), (2, ""), "{target}");
        assert!(err.contains(part), "{target}: {err}");
    }
}

#[test]
fn what_was_let_off_is_listed_on_request() {
    let args = ["check", "--format", "json", DAY];
    let plain: serde_json::Value = serde_json::from_str(&carrier(&args).1).expect("JSON");
    let with = |threads| -> String { carrier(&[&args[..], &["--cleared", threads]].concat()).1 };
    let cleared: serde_json::Value = serde_json::from_str(&with("-j1")).expect("JSON");
    assert_eq!(with("-j1"), with("-j2"));
    assert_eq!(plain["findings"], cleared["findings"]);
    assert_eq!(plain["notes"], cleared["notes"]);
    assert!(plain.get("cleared").is_none());
    let (_, lines, _) = carrier(&["check", "--format", "concise", DAY, "--cleared"]);
    let lines: Vec<&str> = lines
        .lines()
        .filter(|line| line.contains(": cleared: "))
        .collect();
    golden("fixtures/explain/cleared.txt", &(lines.join("\n") + "\n"));
    assert_eq!(
        cleared["cleared"].as_array().map(Vec::len),
        Some(lines.len())
    );
    let (_, one, _) = carrier(&[
        "check",
        "--format",
        "concise",
        DAY,
        "--cleared",
        "ads/en/lite.md",
    ]);
    let elsewhere = one.lines().filter(|line| line.contains(": cleared: "));
    assert!(elsewhere.clone().count() > 0);
    assert!(
        elsewhere
            .clone()
            .all(|line| line.starts_with("ads/en/lite.md:")),
        "{one}"
    );
}
