//! Edits that findings offer: `--fix`, `--unsafe-fixes`, `--diff`, and in reports.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use pledgelint::fix::{apply, edits};
use pledgelint::text::Source;
use pledgelint::{Checker, Ruleset, date};
use serde_json::Value;

use crate::support::{folder, pledgelint, pledgelint_with};

const RULES: &str = r#"
[channel.marketing]
paths = ["ads/**"]

[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"], vi = ["hoàn tiền"], zh = ["退款"] }

[promise.answer.value]
is    = "at most 4 hours"
topic = { en = ["we answer"] }

[promise.setup.value]
kind  = "money"
topic = { en = ["setup fee"] }

[promise.free]
applies  = "when-claimed"
claims   = { en = ["free for life"], vi = ["miễn phí trọn đời"], zh = ["终身免费"] }
approved = { en = "Free for the first year.", vi = ["Miễn phí năm đầu."], zh = "首年免费。" }
disclosure = { en = ["first year"], within = "sentence", required = true }

[promise.gift]
claims   = { en = ["free gift"] }
breaches = { en = ["costs money"] }
approved = { en = "A gift for you." }
"#;

/// The text after its edits, and whether all of them were safe.
fn edited(path: &str, text: &str) -> Option<(String, bool)> {
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).unwrap_or_else(|e| panic!("{e:#?}"));
    let checker = Checker::new(&ruleset);
    let report = checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1));
    let edits = edits(&report.findings, true);
    if edits.is_empty() {
        return None;
    }
    let safe = edits.iter().all(|edit| edit.safe);
    let new = apply(&Source::new(path, text.to_owned()), &edits).expect("they are of this text");
    let again = checker.report([checker.read(path, new.as_bytes())], date(2026, 6, 1));
    assert!(again.findings.is_empty(), "{new}: {:#?}", again.findings);
    Some((new, safe))
}

#[test]
fn a_promised_number_takes_the_place_of_another() {
    for (old, new) in [
        (
            "Refunds are given within 14 days.",
            "Refunds are given within 30 days.",
        ),
        ("Refunds: **14 days**", "Refunds: **30 days**"),
        (
            "Hoàn tiền trong vòng 14 ngày.",
            "Hoàn tiền trong vòng 30 ngày.",
        ),
        ("14天内可退款。", "30天内可退款。"),
        ("We answer within 24 hours.", "We answer within 4 hours."),
    ] {
        assert_eq!(edited("a.md", old), Some((new.to_owned(), true)), "{old}");
    }
    let page = "{\"title\": \"Refunds\", \"text\": \"Refunds within 14 days.\"}";
    assert_eq!(
        edited("a.json", page),
        Some((page.replace("14", "30"), true))
    );
    // Another unit, several numbers, groups of digits, words: nobody's business but a person's.
    for text in [
        "Refunds are given within 2 weeks.",
        "Refunds are given within 3-5 days.",
        "Refunds are given within fourteen days.",
        "Refunds are given within about 14 days.",
        "Refunds are given within １４ days.",
    ] {
        assert_eq!(edited("a.md", text), None, "{text}");
    }
}

#[test]
fn an_approved_sentence_takes_the_place_of_a_claim() {
    for (old, new) in [
        ("Our line is free for life!", "Free for the first year!"),
        (
            "Hello. It is free for life. Bye.",
            "Hello. Free for the first year. Bye.",
        ),
        ("- Free for life", "- Free for the first year."),
    ] {
        assert_eq!(edited("a.md", old), Some((new.to_owned(), true)), "{old}");
    }
    // Markup in the sentence stays for a person.
    assert_eq!(edited("a.md", "Our line is **free** for life!"), None);
}

#[test]
fn an_approved_sentence_is_not_safe_where_a_claim_is_denied() {
    let text = "You get a free gift.\n\nThere is no free gift.\n";
    let new = "You get a free gift.\n\nA gift for you.\n";
    assert_eq!(edited("a.md", text), Some((new.to_owned(), false)));
}

#[test]
fn what_the_texts_disagree_about_is_not_safe() {
    let text = "The setup fee is 5 USD.\n\n# Terms\n\nThe setup fee is 9 USD.\n\n# More\n\nThe setup fee is 5 USD.\n";
    let (new, safe) = edited("a.md", text).expect("an edit");
    assert_eq!((new, safe), (text.replace('9', "5"), false));
}

const SPEC: &[u8] = b"\xef\xbb\xbf# Terms\r\n\r\nRefunds are given within 14 days.\r\n";

#[test]
fn files_keep_their_line_ends_and_encoding_and_a_second_run_changes_nothing() {
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "Refunds within 14 days.\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    let files: [(&str, &[u8]); 5] = [
        ("pledgelint.toml", RULES.as_bytes()),
        ("terms/a.md", SPEC),
        ("terms/wide.txt", &wide),
        ("terms/fine.md", b"Refunds within 30 days.\n"),
        ("terms/hard.md", b"Refunds within 2 weeks.\n"),
    ];
    let folder = folder(&files);
    let read = |path: &str| fs::read(folder.path().join(path)).expect("read");
    let (code, out, err) = pledgelint(folder.path(), &["check", "--fix", "--format", "concise"]);
    assert_eq!(code, 1, "one is left");
    assert!(
        out.starts_with("terms/hard.md:1") && out.lines().count() == 1,
        "{out}"
    );
    assert!(err.contains("2 edits in 2 files"), "{err}");
    let expected = String::from_utf8_lossy(SPEC).replace("14", "30");
    assert_eq!(read("terms/a.md"), expected.as_bytes());
    let number = wide
        .iter()
        .position(|&byte| byte == b'1')
        .expect("the number");
    let mut new = wide.clone();
    (new[number], new[number + 2]) = (b'3', b'0');
    assert_eq!(read("terms/wide.txt"), new);
    let before: BTreeMap<&str, _> = files.iter().map(|(path, _)| (*path, read(path))).collect();
    let (_, again, err) = pledgelint(
        folder.path(),
        &["check", "--fix", "--unsafe-fixes", "--format", "concise"],
    );
    assert_eq!((again, &*err), (out, ""));
    for (path, bytes) in before {
        assert_eq!(read(path), bytes, "{path}");
    }
    let left = fs::read_dir(folder.path().join("terms"))
        .expect("read")
        .count();
    assert_eq!(left, 4, "nothing lies beside them");
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let lines: Vec<String> = (1..=20).map(|line| format!("Line {line}.\n\n")).collect();
    let long = lines.concat();
    let text = format!("{long}Refunds within 14 days.\n\n{long}Refunds within 7 days.");
    let folder = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        ("terms/a.md", text.as_bytes()),
    ]);
    let (code, out, _) = pledgelint(folder.path(), &["check", "--diff"]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("--- a/terms/a.md\n+++ b/terms/a.md\n@@ -38,7 +38,7 @@\n"),
        "{out}"
    );
    assert!(
        out.contains("-Refunds within 14 days.\n+Refunds within 30 days.\n"),
        "{out}"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("terms/a.md")).unwrap(),
        text
    );
    // git reads it, and gets what --fix writes.
    fs::write(folder.path().join("change.patch"), out).unwrap();
    let applied = Command::new("git")
        .current_dir(folder.path())
        .args(["apply", "change.patch"])
        .output()
        .unwrap();
    assert!(applied.status.success(), "{applied:?}");
    let new = fs::read_to_string(folder.path().join("terms/a.md")).unwrap();
    assert_eq!(
        new,
        text.replace("14 days", "30 days")
            .replace("7 days.", "30 days.")
    );
    let (code, out, _) = pledgelint(folder.path(), &["check", "--diff"]);
    assert_eq!((code, &*out), (0, ""));
}

#[test]
fn unsafe_edits_wait_to_be_asked_for() {
    let breach = "It costs money.\n";
    let folder = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        ("terms/t.md", breach.as_bytes()),
    ]);
    let read = || fs::read_to_string(folder.path().join("terms/t.md")).unwrap();
    let (code, _, err) = pledgelint(folder.path(), &["check", "--fix"]);
    assert!(
        code == 1 && err.contains("1 more with --unsafe-fixes"),
        "{err}"
    );
    assert_eq!(read(), breach);
    let (code, out, err) = pledgelint(folder.path(), &["check", "--unsafe-fixes"]);
    assert_eq!((code, &*read()), (0, "A gift for you.\n"), "{out}{err}");
    // A draft is nobody's file.
    let args = [
        "check",
        "-",
        "--stdin-filename",
        "terms/t.md",
        "--unsafe-fixes",
    ];
    assert_eq!(
        pledgelint_with(folder.path(), &args, breach.as_bytes()).0,
        1
    );
    assert_eq!(read(), "A gift for you.\n");
}

#[test]
fn reports_offer_the_edits() {
    let folder = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        ("terms/a.md", b"Refunds within 14 days.\n"),
    ]);
    let report = |format| {
        let (_, out, _) = pledgelint(folder.path(), &["check", "--format", format]);
        serde_json::from_str::<Value>(&out).expect("JSON")
    };
    let fix = &report("json")["findings"][0]["fix"];
    assert_eq!(
        (&fix["text"], &fix["safe"], &fix["bytes"][0]),
        (&"30".into(), &true.into(), &15.into())
    );
    let fix = &report("sarif")["runs"][0]["results"][0]["fixes"][0];
    assert_eq!(fix["description"]["text"], "Write “30” here.");
    let change = &fix["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "terms/a.md");
    let replacement = &change["replacements"][0];
    let region = &replacement["deletedRegion"];
    assert_eq!(
        (&region["startColumn"], &region["endColumn"]),
        (&16.into(), &18.into())
    );
    assert_eq!(replacement["insertedContent"]["text"], "30");
    assert_eq!(
        report("rdjson")["diagnostics"][0]["suggestions"][0]["text"],
        "30"
    );
}
