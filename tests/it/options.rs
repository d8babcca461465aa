//! Options of the binary: which findings are reported, counts, variables, completions, manual.

use serde_json::Value;

use crate::support::{command, folder, pledgelint, pledgelint_with};

const RULES: &[u8] = br#"
[channel.marketing]
paths = ["ads/**"]
[channel.spec]
paths = ["specs/**"]
[channel.terms]
paths = ["terms/**"]

[promise.data]
owner  = "brand"
claims = { en = ["unlimited data"] }
breaches.slowed = { en = ["throttled"] }
breaches.charged = { en = ["overage fee*"] }

[promise.refund]
owner = "care"
[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"] }
"#;

fn content() -> tempfile::TempDir {
    folder(&[
        ("pledgelint.toml", RULES),
        ("ads/a.md", b"Unlimited data.\n"),
        (
            "specs/s.md",
            b"It is throttled.\n\nThe line gets throttled.\n\nAn overage fee applies.\n",
        ),
        ("terms/t.md", b"Refunds within 14 days.\n"),
    ])
}

/// The findings as `path:line`.
fn found(args: &[&str]) -> Vec<String> {
    let folder = content();
    let (code, out, err) = pledgelint(
        folder.path(),
        &[&["check", "--format", "concise"], args].concat(),
    );
    assert!(code < 2, "{err}");
    let place = |line: &str| line.split(':').take(2).collect::<Vec<_>>().join(":");
    out.lines().map(place).collect()
}

#[test]
fn findings_are_chosen_by_owner_promise_and_channel() {
    let (data, fee, refund) = (
        ["specs/s.md:1", "specs/s.md:3"],
        "specs/s.md:5",
        "terms/t.md:1",
    );
    let all = [&data[..], &[fee, refund]].concat();
    assert_eq!(found(&[]), all);
    assert_eq!(found(&["--owner", "care"]), [refund]);
    assert_eq!(found(&["--owner", "care", "--owner", "brand"]), all);
    assert_eq!(found(&["--promise", "data"]), all[..3]);
    assert_eq!(found(&["--promise", "data.slowed"]), data);
    assert_eq!(
        found(&["--promise", "data.charged", "--promise", "refund"]),
        [fee, refund]
    );
    assert_eq!(found(&["--channel", "terms"]), [refund]);
    assert_eq!(
        found(&["--channel", "marketing"]),
        all[..3],
        "either side may be the channel's"
    );
    assert!(found(&["--channel", "terms", "--owner", "brand"]).is_empty());
}

#[test]
fn a_name_that_is_not_known_hides_nothing() {
    let folder = content();
    for (option, name) in [
        ("--owner", "nobody"),
        ("--promise", "date"),
        ("--promise", "data.slow"),
        ("--promise", "telecom/nothing"),
        ("--channel", "radio"),
    ] {
        let (code, _, err) = pledgelint(folder.path(), &["check", option, name]);
        assert!(code == 2 && err.contains(&format!("`{name}`")), "{err}");
    }
    // Behind standard input the channel is that of the draft.
    let args = [
        "check",
        "-",
        "--stdin-filename",
        "x.md",
        "--channel",
        "spec",
        "--format",
        "json",
    ];
    let (_, out, _) = pledgelint_with(folder.path(), &args, b"It is throttled.");
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["findings"][0]["primary"]["channel"], "spec");
}

#[test]
fn statistics_count_what_is_reported() {
    let folder = content();
    let (code, out, _) = pledgelint(folder.path(), &["check", "--statistics"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(code, 1);
    assert_eq!(
        lines[..3],
        [
            "2  error  data.slowed   contradicted",
            "1  error  data.charged  contradicted",
            "1  error  refund        contradicted",
        ]
    );
    assert!(lines[3].starts_with("4 errors"), "{out}");
    let args = [
        "check",
        "--statistics",
        "--format",
        "json",
        "--owner",
        "care",
    ];
    let (_, out, _) = pledgelint(folder.path(), &args);
    let out: Value = serde_json::from_str(&out).unwrap();
    let expected = serde_json::json!([
        {"promise": "refund", "verdict": "contradicted", "severity": "error", "count": 1}
    ]);
    assert_eq!(out, expected);
}

#[test]
fn variables_stand_for_options_and_options_go_before_them() {
    let folder = content();
    let run = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = command(folder.path(), &[&["check"], args].concat());
        command.envs(variables.iter().copied());
        let done = command.output().expect("it runs");
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let concise = ("PLEDGELINT_FORMAT", "concise");
    let (code, out) = run(&[concise], &[]);
    assert!(
        code == Some(1) && out.starts_with("specs/s.md:1:7: error"),
        "{out}"
    );
    let (_, out) = run(&[concise], &["--format", "json"]);
    assert!(out.starts_with('{'), "{out}");
    let (_, out) = run(&[concise], &["--output", "json"]);
    assert!(out.starts_with('{'), "{out}");
    let (_, out) = run(&[concise, ("PLEDGELINT_MESSAGE_LANGUAGE", "zh")], &[]);
    assert!(out.contains("相矛盾"), "{out}");
    assert_eq!(run(&[("PLEDGELINT_CONFIG", "none.toml")], &[]).0, Some(2));
    assert_eq!(run(&[("PLEDGELINT_DIFF_BASE", "HEAD")], &[]).0, Some(2));
    assert_eq!(
        run(
            &[("PLEDGELINT_DIFF_BASE", ""), ("PLEDGELINT_CONFIG", "")],
            &[]
        )
        .0,
        Some(1)
    );
    assert_eq!(run(&[("PLEDGELINT_FAIL_ON", "grave")], &[]).0, Some(2));
    for name in [
        "FORMAT",
        "FAIL_ON",
        "MESSAGE_LANGUAGE",
        "TODAY",
        "THREADS",
        "COLOR",
    ] {
        let name = format!("PLEDGELINT_{name}");
        assert_eq!(run(&[(&name, "")], &[]).0, Some(1), "{name}");
        assert_eq!(run(&[(&name, "nothing such")], &[]).0, Some(2), "{name}");
    }
    assert_eq!(
        run(&[("PLEDGELINT_FAIL_ON", "warning")], &["--owner", "care"]).0,
        Some(1)
    );
}

#[test]
fn shells_and_man_are_served() {
    let folder = folder(&[]);
    for (shell, words) in [
        ("bash", "complete -F _pledgelint"),
        ("zsh", "#compdef pledgelint"),
        ("fish", "complete -c pledgelint"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let (code, out, _) = pledgelint(folder.path(), &["completions", shell]);
        assert!(
            code == 0 && out.contains(words) && out.contains("diff-base"),
            "{shell}"
        );
    }
    let (code, page, _) = pledgelint(folder.path(), &["manual"]);
    assert!(
        code == 0 && page.contains(".TH pledgelint 1") && page.contains("pledgelint\\-check(1)"),
        "{page}"
    );
    let (_, page, _) = pledgelint(folder.path(), &["manual", "check"]);
    assert!(
        page.contains(".TH pledgelint-check 1") && page.contains("PLEDGELINT_FAIL_ON"),
        "{page}"
    );
    assert_eq!(pledgelint(folder.path(), &["manual", "none"]).0, 2);
}

#[test]
fn a_change_is_checked_again() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let folder = content();
    let args = [
        "check",
        "ads",
        "--watch",
        "--format",
        "concise",
        "--promise",
        "refund",
    ];
    let mut child = command(folder.path(), &args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // The other side may lie outside the paths that are reported.
    let mut said = BufReader::new(child.stderr.take().expect("piped")).lines();
    let mut waits = || {
        said.next()
            .expect("a line")
            .expect("text")
            .contains("waiting")
    };
    assert!(waits());
    std::fs::write(folder.path().join("pledgelint.toml"), "[promise").expect("written");
    let told: Vec<bool> = std::iter::repeat_with(&mut waits)
        .take(30)
        .take_while(|wait| !wait)
        .collect();
    assert!(!told.is_empty(), "the mistake is told");
    std::fs::write(folder.path().join("pledgelint.toml"), RULES).expect("written");
    assert!(waits());
    std::fs::write(folder.path().join("ads/b.md"), "Refunds within 7 days.").expect("written");
    assert!(waits());
    child.kill().expect("it runs");
    let out = child.wait_with_output().expect("it ends").stdout;
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(
        out.starts_with("ads/b.md:1:9: error: refund contradicted"),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1, "{out}");
    let (code, ..) = pledgelint_with(
        folder.path(),
        &["check", "-", "--stdin-filename", "a.md", "--watch"],
        b"",
    );
    assert_eq!(code, 2);
}
