//! The binary: exit codes, bad input, formats, determinism.

use std::fmt::Write as _;
use std::fs;

use crate::support::{command, folder, pledgelint, pledgelint_with, root};

const RULES: &[u8] = br#"
[channel.marketing]
paths = ["ads/**"]
[channel.spec]
paths = ["specs/**"]

[promise.unlimited]
summary  = "Unlimited data."
claims   = { en = ["unlimited data"], zh = ["\u4e0d\u9650\u91cf"] }
breaches = { en = ["throttled"], zh = ["\u9650\u901f"] }
"#;
const AD: &[u8] = b"Unlimited data for everyone.\n";
const SPEC: &[u8] = b"Speed is throttled after 30 GB.\n";

fn repository() -> tempfile::TempDir {
    folder(&[
        ("pledgelint.toml", RULES),
        ("ads/a.md", AD),
        ("specs/s.md", SPEC),
    ])
}

#[test]
fn a_contradiction_exits_with_1_and_shows_both_sides() {
    let folder = repository();
    let (code, out, err) = pledgelint(folder.path(), &["check"]);
    assert_eq!(code, 1, "{out}{err}");
    for part in [
        "throttled",
        "Unlimited data",
        "ads/a.md:1",
        "specs/s.md:1",
        "1 error",
    ] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
}

#[test]
fn the_gate_and_exit_zero_turn_the_exit_code() {
    let folder = repository();
    let code = |args: &[&str]| pledgelint(folder.path(), args).0;
    assert_eq!(code(&["check", "--exit-zero"]), 0);
    assert_eq!(code(&["check", "--fail-on", "warning"]), 1);
    fs::write(
        folder.path().join("specs/s.md"),
        "Speed may be throttled at times.",
    )
    .unwrap();
    assert_eq!(code(&["check"]), 0, "a breach that may happen is a warning");
    assert_eq!(code(&["check", "--fail-on", "warning"]), 1);
}

#[test]
fn paths_choose_what_is_reported_not_what_it_is_compared_with() {
    let folder = repository();
    fs::write(folder.path().join("specs/t.md"), "Speed is throttled, too.").unwrap();
    let (code, out, _) = pledgelint(
        folder.path(),
        &["check", "--format", "concise", "specs/t.md"],
    );
    assert_eq!(code, 1);
    assert!(
        out.starts_with("specs/t.md:1:10: error: unlimited contradicted"),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn standard_input_stands_in_for_its_file() {
    let folder = repository();
    let args = [
        "check",
        "--format",
        "concise",
        "-",
        "--stdin-filename",
        "specs/s.md",
    ];
    let (code, out, err) = pledgelint_with(folder.path(), &args, b"Never slowed.");
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let (code, out, _) = pledgelint_with(folder.path(), &args, b"It is throttled.");
    assert_eq!(code, 1);
    assert!(out.starts_with("specs/s.md:1:7:"), "{out}");
    let (code, _, err) = pledgelint_with(folder.path(), &["check", "-"], b"");
    assert_eq!(code, 2);
    assert!(err.contains("--stdin-filename"), "{err}");
}

#[test]
fn threads_change_no_byte() {
    let carrier = root().join("fixtures/carrier");
    let run = |threads| pledgelint(&carrier, &["check", "--format", "json", "-j", threads]).1;
    assert_eq!(run("1"), run("2"));
}

#[test]
fn json_keeps_its_contract() {
    let folder = repository();
    let (_, out, _) = pledgelint(folder.path(), &["check", "--format", "json"]);
    let out: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["version"], 1);
    assert_eq!(out["summary"]["files"], 2);
    assert_eq!(out["summary"]["errors"], 1);
    let finding = &out["findings"][0];
    assert_eq!(finding["promise"], "unlimited");
    assert_eq!(finding["verdict"], "contradicted");
    assert_eq!(finding["row"], 5);
    let primary = &finding["primary"];
    assert_eq!(primary["role"], "breach");
    assert_eq!(primary["channel"], "spec");
    assert_eq!(primary["bytes"], serde_json::json!([9, 18]));
    assert_eq!(
        primary["start"],
        serde_json::json!({"line": 1, "column": 10, "utf16": 10})
    );
    assert_eq!(finding["related"][0]["text"], "Unlimited data");
    assert_eq!(finding["related"][1]["role"], "promise");
}

#[test]
fn facts_are_json_lines() {
    let folder = repository();
    let (code, out, _) = pledgelint(folder.path(), &["facts"]);
    assert_eq!(code, 0);
    let facts: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(facts.len(), 2);
    assert_eq!(facts[1]["role"], "breach");
    assert_eq!(facts[1]["polarity"], "affirmed");
    assert_eq!(facts[1]["conditions"][0]["kind"], "threshold");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = repository();
    fs::write(
        folder.path().join("ads/picture.md"),
        [0, 159, 146, 150, 0, 1, 2, 0],
    )
    .unwrap();
    fs::write(folder.path().join("ads/empty.md"), "").unwrap();
    let args = ["check", "--format", "concise", ".", "missing.md"];
    let (code, out, _) = pledgelint(folder.path(), &args);
    assert_eq!(code, 2);
    for part in ["specs/s.md:1:10", "missing.md", "ads/picture.md"] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
    assert!(!out.contains("empty.md"), "{out}");
}

#[test]
fn a_file_of_more_than_64_mb_is_named_and_the_rest_is_checked() {
    let folder = repository();
    let line = fs::File::create(folder.path().join("ads/line.txt")).unwrap();
    line.set_len(200 << 20).unwrap();
    let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise", "."]);
    assert_eq!(code, 2);
    assert!(
        out.contains("ads/line.txt: error: too large: 200 MB"),
        "{out}"
    );
    assert!(out.contains("specs/s.md:1:10"), "{out}");
}

#[cfg(unix)]
#[test]
fn links_that_loop_and_closed_folders_are_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = repository();
    symlink("..", folder.path().join("ads/loop")).unwrap();
    let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise"]);
    assert_eq!(code, 2);
    assert!(
        out.contains("ads/loop") && out.contains("specs/s.md:1:10"),
        "{out}"
    );
    fs::remove_file(folder.path().join("ads/loop")).unwrap();

    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("a.md"), "text").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise"]);
    let readable = fs::read_dir(&closed).is_ok();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser may read everything.
    assert_eq!(code, if readable { 1 } else { 2 }, "{out}");
    assert_eq!(out.contains("closed"), !readable, "{out}");
}

#[test]
fn mistakes_of_usage_exit_with_2() {
    let folder = repository();
    let code = |args: &[&str]| pledgelint(folder.path(), args).0;
    assert_eq!(code(&["check", "--format", "jsn"]), 2);
    assert_eq!(code(&["check", "--fail-on", "fatal"]), 2);
    assert_eq!(code(&["check", "--config", "none.toml"]), 2);
    assert_eq!(
        code(&["check", "--output-file", "no/such/folder/out.json"]),
        2
    );
    assert_eq!(code(&["check", "--channel", "marketin"]), 2);
    let empty = crate::support::folder(&[]);
    let (code, _, err) = pledgelint(empty.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("no file matched"), "{err}");
}

#[test]
fn a_rules_file_with_mistakes_checks_nothing_and_shows_all() {
    let mut rules = String::new();
    for index in 0..50 {
        write!(rules, "[promise.p{index}]\nclaim = {{ en = [\"x y\"] }}\n").unwrap();
    }
    let folder = folder(&[("pledgelint.toml", rules.as_bytes()), ("a.md", AD)]);
    let (code, out, err) = pledgelint(folder.path(), &["check"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.matches("`claim`").count() >= 50, "{err}");
    assert!(err.contains("claims"), "{err}");
    fs::write(folder.path().join("pledgelint.toml"), "").unwrap();
    let (code, _, err) = pledgelint(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("pledgelint.toml"), "{err}");
}

#[test]
fn a_closed_pipe_is_no_fault() {
    use std::process::Stdio;
    let folder = repository();
    let mut child = command(folder.path(), &["check"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let code = child.wait().expect("it ends").code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
}

#[test]
fn colour_is_asked_for() {
    let folder = repository();
    let colored = |args: &[&str]| pledgelint(folder.path(), args).1.contains('\u{1b}');
    assert!(!colored(&["check"]), "standard output is no terminal here");
    assert!(colored(&["check", "--color", "always"]));
    assert!(!colored(&["check", "--color", "never"]));
}

#[test]
fn encodings_are_read() {
    let spec = "Tốc độ: throttled.";
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(spec.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let with_mark = ["\u{feff}", spec].concat();
    for bytes in [utf16, with_mark.into_bytes()] {
        let folder = repository();
        fs::write(folder.path().join("specs/s.md"), bytes).unwrap();
        let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise"]);
        assert_eq!(code, 1);
        assert!(out.starts_with("specs/s.md:1:9:"), "{out}");
    }
}

#[test]
fn a_promise_that_no_text_speaks_of_is_a_note() {
    let folder = folder(&[("pledgelint.toml", RULES), ("ads/a.md", b"Good morning.")]);
    let (code, out, _) = pledgelint(folder.path(), &["check", "--format", "concise"]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (_, out, _) = pledgelint(folder.path(), &["check", "--format", "concise", "--notes"]);
    assert!(
        out.starts_with("pledgelint.toml:7:1: note: unlimited unmatched: "),
        "{out}"
    );
}
