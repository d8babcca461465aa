//! The baseline: it still fits when texts move, and no more when they change.

#[cfg(feature = "cli")]
use std::collections::BTreeMap;
#[cfg(feature = "cli")]
use std::fs;

use pledgelint::suppress::{AcceptanceKind, Baseline};
use pledgelint::{Checker, Ruleset, date};

#[cfg(feature = "cli")]
use crate::support::{folder, pledgelint};

const RULES: &str = r#"
[channel.marketing]
paths = ["ads/**"]
[channel.spec]
paths = ["specs/**"]

[promise.data]
applies = "when-claimed"
claims  = { en = ["unlimited data", "endless data"], vi = ["data không giới hạn"], zh = ["不限量"] }
breaches.slowed = { en = ["throttled"], vi = ["bóp băng thông"], zh = ["限速"] }

[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"] }

[promise.calls]
suppressible = false
claims   = { en = ["free calls"] }
breaches = { en = ["calls cost"] }
"#;

type Files<'f> = &'f [(&'f str, &'f str)];

/// The two texts that most tests begin with.
const AD: (&str, &str) = ("ads/a.md", "Unlimited data for everyone.");
const SPEC: (&str, &str) = (
    "specs/s.md",
    "# Speed\n\nAfter 30 GB the line is throttled to 1 Mbps.",
);

/// How many findings of `new` stand, are known, and are no longer there, by the baseline of `old`.
fn counts(old: Files, new: Files) -> [usize; 3] {
    counts_by(RULES, old, new)
}

fn counts_by(rules: &str, old: Files, new: Files) -> [usize; 3] {
    let ruleset = Ruleset::parse("pledgelint.toml", rules).unwrap_or_else(|e| panic!("{e:#?}"));
    let checker = Checker::new(&ruleset);
    let read = |files: Files| {
        let files = files.iter();
        let read = files.map(|(path, text)| checker.read(path, text.as_bytes()));
        read.collect::<Vec<_>>()
    };
    let today = date(2026, 6, 1);
    let before = checker.report(read(old), today);
    let text = Baseline::of(&ruleset, &before.findings).to_json();
    let baseline = Baseline::parse("baseline.json", &text).expect("it reads what it writes");
    let after = checker.with_baseline(&baseline).report(read(new), today);
    let (stale, standing): (Vec<_>, Vec<_>) =
        after.findings.iter().partition(|finding| finding.row == 0);
    let kinds = after
        .suppressed
        .iter()
        .flat_map(|one| &one.by)
        .map(|by| by.kind);
    assert!(
        kinds
            .into_iter()
            .all(|kind| kind == AcceptanceKind::Baseline)
    );
    for finding in &stale {
        let place = finding.primary.place.as_ref().expect("its entry");
        let entry: serde_json::Value = serde_json::from_str(place.text()).expect("an entry");
        assert_eq!(entry["promise"], *finding.promise);
    }
    [standing.len(), after.suppressed.len(), stale.len()]
}

#[test]
fn it_fits_what_has_not_changed() {
    for (name, new) in [
        ("nothing", [AD, SPEC]),
        (
            "a heading above",
            [
                AD,
                (
                    "specs/s.md",
                    "# New\n\nMore words.\n\n# Speed\n\nAfter 30 GB the line is throttled to 1 Mbps.",
                ),
            ],
        ),
        ("another file", [AD, ("specs/deep/other.md", SPEC.1)]),
        ("the ad in another file", [("ads/b.md", AD.1), SPEC]),
        (
            "a paragraph in other lines",
            [
                AD,
                (
                    "specs/s.md",
                    "# Speed\n\nAfter 30 GB\nthe line is\nthrottled to 1 Mbps.",
                ),
            ],
        ),
        (
            "markup and case",
            [
                AD,
                (
                    "specs/s.md",
                    "# Speed\n\nAfter 30 GB the LINE is **throttled**  to 1 Mbps.",
                ),
            ],
        ),
        (
            "a sentence before",
            [
                AD,
                (
                    "specs/s.md",
                    "# Speed\n\nRead this. After 30 GB the line is throttled to 1 Mbps.",
                ),
            ],
        ),
        (
            "in a list",
            [
                AD,
                (
                    "specs/s.md",
                    "# Speed\n\n- After 30 GB the line is throttled to 1 Mbps.",
                ),
            ],
        ),
        (
            "another format",
            [
                AD,
                (
                    "specs/s.html",
                    "<h1>Speed</h1><p>After 30&nbsp;GB the line is throttled to 1 Mbps.</p>",
                ),
            ],
        ),
        (
            "line ends",
            [
                AD,
                (
                    "specs/s.md",
                    "# Speed\r\n\r\nAfter 30 GB the line is throttled to 1 Mbps.\r\n",
                ),
            ],
        ),
    ] {
        assert_eq!(counts(&[AD, SPEC], &new), [0, 1, 0], "{name}");
    }
}

#[test]
fn it_fits_no_more_when_a_text_changes() {
    for (name, new) in [
        (
            "the breach",
            [
                AD,
                (
                    "specs/s.md",
                    "# Speed\n\nAfter 3 GB the line is throttled to 1 Mbps.",
                ),
            ],
        ),
        (
            "the claim's phrase",
            [("ads/a.md", "Endless data for everyone."), SPEC],
        ),
        (
            "the claim's sentence",
            [("ads/a.md", "Unlimited data for families."), SPEC],
        ),
    ] {
        assert_eq!(counts(&[AD, SPEC], &new), [1, 0, 1], "{name}");
    }
    let gone = ("specs/s.md", "# Speed\n\nThe line is fast.");
    assert_eq!(
        counts(&[AD, SPEC], &[AD, gone]),
        [0, 0, 1],
        "the finding is gone"
    );
    assert_eq!(
        counts(&[], &[AD, SPEC]),
        [1, 0, 0],
        "an empty baseline knows nothing"
    );
}

#[test]
fn it_fits_in_three_languages_under_folding() {
    for (claim, breach, same) in [
        (
            "Data không giới hạn!",
            "Hết 30GB thì bóp băng thông.",
            "Hết 30GB\nthì BÓP băng thông.",
        ),
        ("不限量！", "达到30GB后限速。", "达到30GB\n后限速。"),
        ("不限量！", "達到30GB後限速。", "达到３０ＧＢ后限速。"),
    ] {
        let ad = ("ads/a.md", claim);
        let old = [ad, ("specs/s.md", breach)];
        assert_eq!(
            counts(&old, &[ad, ("specs/s.md", same)]),
            [0, 1, 0],
            "{breach}"
        );
    }
}

#[test]
fn another_claim_makes_no_old_finding_new() {
    let more = ("ads/b.md", "Endless data for families.");
    assert_eq!(counts(&[AD, SPEC], &[AD, SPEC, more]), [0, 1, 0]);
    assert_eq!(counts(&[AD, more, SPEC], &[AD, SPEC]), [0, 1, 0]);
}

#[test]
fn a_copy_of_a_known_finding_is_new() {
    let copy = ("specs/t.md", SPEC.1);
    assert_eq!(counts(&[AD, SPEC], &[AD, SPEC, copy]), [1, 1, 0]);
    assert_eq!(counts(&[AD, SPEC, copy], &[AD, SPEC]), [0, 1, 1]);
}

#[test]
fn values_are_known_by_their_sentence() {
    let old = [("specs/r.md", "Refunds within 14 days.")];
    assert_eq!(
        counts(&old, &[("specs/q.md", "Refunds within\n14 days.")]),
        [0, 1, 0]
    );
    assert_eq!(
        counts(&old, &[("specs/r.md", "Refunds within 7 days.")]),
        [1, 0, 1]
    );
}

#[test]
fn what_a_promise_lets_nobody_accept_is_in_no_baseline() {
    let old = [("specs/c.md", "Calls cost 5 cents.")];
    assert_eq!(counts(&old, &old), [1, 0, 0]);
}

#[test]
fn a_promise_that_a_channel_does_not_state_is_known_by_both() {
    let rules = |channel: &str| {
        format!(
            "{RULES}\n[promise.gift]\nclaims = {{ en = [\"free gift\"] }}\nstated-in = [\"{channel}\"]\n"
        )
    };
    let text = [("specs/s.md", "Nothing.")];
    assert_eq!(counts_by(&rules("spec"), &text, &text), [0, 1, 0]);
}

#[test]
fn what_is_no_baseline_is_told() {
    let error = |text: &str| Baseline::parse("b.json", text).expect_err("it is wrong");
    assert!(error("[]").contains("line 1"));
    assert!(error("{\"version\": 2, \"entries\": []}").contains("newer"));
    assert!(error("{\"version\": 1, \"entries\": [{}]}").contains("missing field"));
    let more = "{\"version\": 1, \"made\": \"later\", \"entries\": []}";
    assert!(
        Baseline::parse("b.json", more)
            .expect("more may be written later")
            .is_empty()
    );
}

#[cfg(feature = "cli")]
#[test]
fn the_command_writes_checks_and_prunes() {
    let folder = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        (AD.0, AD.1.as_bytes()),
        (SPEC.0, SPEC.1.as_bytes()),
    ]);
    let run = |args: &[&str]| pledgelint(folder.path(), args);
    let write =
        |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("written");
    assert_eq!(run(&["check"]).0, 1);
    let (code, _, err) = run(&["baseline"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("pledgelint-baseline.json: 1 findings"),
        "{err}"
    );
    let file = folder.path().join("pledgelint-baseline.json");
    let written = fs::read_to_string(&file).expect("it was written");
    assert_eq!(written.lines().count(), 3, "{written}");
    let (code, out, _) = run(&["check"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("1 accepted"), "{out}");
    assert_eq!(run(&["check", "--no-baseline"]).0, 1);
    write("specs/t.md", "It is throttled, too.");
    let (code, out, _) = run(&["check", "--format", "concise"]);
    assert!(
        code == 1 && out.starts_with("specs/t.md:1:7") && out.lines().count() == 1,
        "{out}"
    );
    fs::remove_file(folder.path().join("specs/t.md")).expect("removed");
    // The finding goes: a warning here, an error where that is asked for.
    write("specs/s.md", "The line is fast.");
    let stale = "pledgelint-baseline.json:2:1: warning: data.slowed unused";
    let (code, out, _) = run(&["check", "--format", "concise"]);
    assert!(code == 0 && out.starts_with(stale), "{out}");
    assert_eq!(run(&["check", "ads/a.md", "--baseline-strict"]).0, 1);
    let in_ci = |args: &[&str]| {
        let mut command = crate::support::command(folder.path(), args);
        command
            .env("CI", "true")
            .output()
            .expect("it runs")
            .status
            .code()
    };
    assert_eq!(in_ci(&["check"]), Some(1));
    assert_eq!(in_ci(&["check", "--baseline-strict=false"]), Some(0));
    let (_, _, err) = run(&["baseline", "--prune"]);
    assert!(err.contains("1 entries taken out, 0 kept"), "{err}");
    assert_eq!(in_ci(&["check"]), Some(0));
    let names = fs::read_dir(folder.path()).expect("read").count();
    assert_eq!(names, 4, "nothing is left beside the file");
}

#[cfg(feature = "cli")]
#[test]
fn pruning_adds_nothing() {
    let folder = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        (AD.0, AD.1.as_bytes()),
        (SPEC.0, SPEC.1.as_bytes()),
    ]);
    let run = |args: &[&str]| pledgelint(folder.path(), args);
    run(&["baseline"]);
    let file = folder.path().join("pledgelint-baseline.json");
    let before = fs::read_to_string(&file).expect("it was written");
    fs::write(folder.path().join("specs/t.md"), "It is throttled, too.").expect("written");
    assert_eq!(run(&["baseline", "--prune"]).0, 0);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), before);
    fs::write(folder.path().join("specs/u.md"), [0, 1, 2, 0]).expect("written");
    assert_eq!(run(&["baseline"]).0, 2, "not everything could be read");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), before);
    fs::remove_file(&file).expect("removed");
    assert_eq!(run(&["baseline", "--prune"]).0, 2);
    fs::write(&file, "no JSON").expect("written");
    let (code, _, err) = run(&["check"]);
    assert!(
        code == 2 && err.contains("pledgelint-baseline.json"),
        "{err}"
    );
    assert_eq!(run(&["check", "--baseline", "none.json"]).0, 2);
}

#[cfg(feature = "cli")]
#[test]
fn a_known_finding_stays_in_the_reports() {
    let folder = folder(&[
        ("pledgelint.toml", RULES.as_bytes()),
        (AD.0, AD.1.as_bytes()),
        (SPEC.0, SPEC.1.as_bytes()),
    ]);
    pledgelint(folder.path(), &["baseline"]);
    let (_, out, _) = pledgelint(folder.path(), &["check", "--format", "json"]);
    let out: BTreeMap<String, serde_json::Value> = serde_json::from_str(&out).expect("JSON");
    let by = &out["suppressed"][0]["suppressions"][0];
    assert_eq!(by["kind"], "baseline");
    assert_eq!(
        (&by["path"], &by["line"]),
        (&"pledgelint-baseline.json".into(), &2.into())
    );
}
