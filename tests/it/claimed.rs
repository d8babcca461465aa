//! "Clean" is a claim: what was read, left out and not read is counted, in words and in JSON.

use std::fs;

use serde_json::{Value, json};

use crate::support::{folder, pledgelint, pledgelint_with};

const RULES: &[u8] = br#"
exclude = ["drafts/**"]
[promise.speed]
claims   = { en = ["full speed"] }
breaches = { en = ["throttled"] }
[promise.refund]
claims   = { en = ["money back"] }
breaches = { en = ["no refund"] }
"#;

fn content() -> tempfile::TempDir {
    folder(&[
        ("pledgelint.toml", RULES),
        (
            "pledgelint-baseline.json",
            b"{\"version\": 1, \"entries\": []}",
        ),
        ("ads/a.md", b"Full speed for all."),
        ("ads/b.md", b"Good morning."),
        ("ads/film.mp4", b"no text"),
        ("drafts/c.md", b"It is throttled."),
    ])
}

fn summary(folder: &tempfile::TempDir, args: &[&str]) -> (i32, Value) {
    let args = [&["check", "--format", "json"], args].concat();
    let (code, out, err) = pledgelint(folder.path(), &args);
    let out: Value = serde_json::from_str(&out).expect(&err);
    (code, out["summary"].clone())
}

#[test]
fn a_clean_run_says_what_it_looked_at() {
    let folder = content();
    let (code, found) = summary(&folder, &[]);
    let expected = json!({
        "files": 2, "skipped": 2, "foreign": 0, "failed": 0, "statements": 1, "unmatched": ["refund"],
        "findings": 0, "errors": 0, "warnings": 0, "infos": 0, "suppressed": 0,
    });
    assert_eq!((code, found), (0, expected));
    let (_, out, _) = pledgelint(folder.path(), &["check"]);
    let expected = "no text speaks of: refund\n\
        no contradictions: 2 files read, 1 statement judged, 2 files skipped, \
        1 promise that no text speaks of\n";
    assert_eq!(out, expected);
}

#[test]
fn a_file_that_is_named_is_not_skipped() {
    let folder = content();
    let (code, found) = summary(&folder, &["drafts/c.md"]);
    assert_eq!((code, &found["skipped"]), (1, &json!(1)), "{found}");
}

#[test]
fn a_run_that_could_not_read_all_calls_nothing_clean() {
    let folder = content();
    fs::write(folder.path().join("ads/b.md"), b"a\0b\0c\0d").expect("it can be written");
    let (code, found) = summary(&folder, &[]);
    assert_eq!((code, &found["failed"]), (2, &json!(1)), "{found}");
    for (language, told) in [
        ("en", "no contradictions in what could be read: 1 file read"),
        ("vi", "không có mâu thuẫn trong phần đọc được: đã đọc 1 tệp"),
        ("zh", "已读部分没有矛盾：已读 1 个文件"),
    ] {
        let args = ["check", "--message-language", language];
        let (_, out, _) = pledgelint(folder.path(), &args);
        assert!(out.contains(told), "{out}");
    }
}

#[test]
fn fewer_files_than_are_required_are_not_checked() {
    let folder = content();
    for (required, expected) in [("0", 0), ("2", 0), ("3", 2)] {
        let args = ["check", "--require-files", required];
        let (code, _, err) = pledgelint(folder.path(), &args);
        assert_eq!(code, expected, "{err}");
        assert_eq!(
            err.contains("--require-files asks for 3"),
            expected == 2,
            "{err}"
        );
    }
    // Findings do not hide it, nor does a difference that is asked for in place of the report.
    let args = ["check", "--require-files", "9", "drafts/c.md"];
    assert_eq!(pledgelint(folder.path(), &args).0, 2);
    let args = ["check", "--require-files", "9", "--diff"];
    assert_eq!(pledgelint(folder.path(), &args).0, 2);
    let args = [
        "check",
        "--require-files",
        "9",
        "-",
        "--stdin-filename",
        "ads/a.md",
    ];
    assert_eq!(pledgelint_with(folder.path(), &args, b"Full speed.").0, 2);
}
