//! `check --diff-base` and `--changed-from`, over real repositories of git.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{folder, pledgelint, pledgelint_with};

const RULES: &str = r#"
[channel.marketing]
paths = ["ads/**"]
[channel.spec]
paths = ["specs/**"]

[subject.freedom]
names = { any = ["Freedom"] }
[subject.basic]
names = { any = ["Basic"] }

[promise.data]
summary = "Unlimited data."
applies = "when-claimed"
claims  = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限量"] }
breaches.slowed = { en = ["throttled"], vi = ["bóp băng thông"], zh = ["限速"] }
disclosure = { en = ["fair use"], within = "block", cures = ["slowed"] }

[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"] }
"#;

/// A repository with one commit on `main`.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new(files: &[(&str, &str)]) -> Self {
        let bytes: Vec<_> = files
            .iter()
            .map(|(path, text)| (*path, text.as_bytes()))
            .collect();
        let repository = Self(folder(&bytes));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit("start");
        repository
    }

    fn with_rules(files: &[(&str, &str)]) -> Self {
        Self::new(&[&[("pledgelint.toml", RULES)], files].concat())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, args: &[&str]) -> String {
        git(self.path(), args)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn check(&self, args: &[&str]) -> (i32, String, String) {
        pledgelint(self.path(), &[&["check"], args].concat())
    }

    /// The findings since a revision as JSON.
    fn since(&self, revision: &str) -> Vec<Value> {
        self.listed("findings", &["--diff-base", revision])
    }

    fn listed(&self, what: &str, args: &[&str]) -> Vec<Value> {
        let (code, out, err) = self.check(&[&["--format", "json"], args].concat());
        assert!(code < 2, "{err}");
        let mut out: Value = serde_json::from_str(&out).expect("JSON");
        out[what]
            .as_array_mut()
            .expect("an array")
            .drain(..)
            .collect()
    }

    /// What `git diff` and `git status` say was changed, read by other means than ours.
    fn changed_lines(&self, revision: &str, path: &str) -> Vec<u64> {
        let diff = self.git(&["diff", "--unified=0", revision, "--", path]);
        let hunks = diff.lines().filter_map(|line| line.strip_prefix("@@ "));
        let new = hunks.filter_map(|hunk| hunk.split(' ').find(|part| part.starts_with('+')));
        new.flat_map(|range| {
            let (first, count) = range[1..].split_once(',').unwrap_or((&range[1..], "1"));
            let (first, count): (u64, u64) = (first.parse().unwrap(), count.parse().unwrap());
            first..first + count
        })
        .collect()
    }
}

fn git(folder: &Path, args: &[&str]) -> String {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
        .args(["-c", "protocol.file.allow=always"])
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git is there");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "git {args:?}: {said}");
    String::from_utf8(done.stdout).expect("UTF-8")
}

/// `role path:line` of the first side.
fn first(finding: &Value) -> String {
    side(&finding["primary"])
}

fn side(side: &Value) -> String {
    let line = &side["start"]["line"];
    let (role, path) = (&side["role"], &side["path"]);
    format!(
        "{} {}:{line}",
        role.as_str().unwrap(),
        path.as_str().unwrap()
    )
}

fn firsts(findings: &[Value]) -> Vec<String> {
    findings.iter().map(first).collect()
}

const AD: &str = "# Freedom\n\nTwo.\n\nUnlimited data for everyone.\n";
const SPEC: &str = "# Freedom\n\nAfter 30 GB it is throttled.\n";

#[test]
fn the_first_location_lies_on_changed_lines_whichever_side_changed() {
    let calm_ad = AD.replace("Unlimited data", "Much data");
    let calm_spec = SPEC.replace("throttled", "fast");
    for (name, old, new, expected) in [
        ("the ad", [&*calm_ad, SPEC], [AD, SPEC], "claim ads/a.md:5"),
        (
            "the spec",
            [AD, &*calm_spec],
            [AD, SPEC],
            "breach specs/s.md:3",
        ),
        (
            "both",
            [&*calm_ad, &*calm_spec],
            [AD, SPEC],
            "breach specs/s.md:3",
        ),
    ] {
        let repository = Repository::with_rules(&[("ads/a.md", old[0]), ("specs/s.md", old[1])]);
        repository.write("ads/a.md", new[0]);
        repository.write("specs/s.md", new[1]);
        for state in ["in the working tree", "committed"] {
            let found = repository.since(if state == "committed" {
                "HEAD~1"
            } else {
                "HEAD"
            });
            assert_eq!(firsts(&found), [expected], "{name} {state}");
            let primary = &found[0]["primary"];
            let lines = repository.changed_lines(
                if state == "committed" {
                    "HEAD~1"
                } else {
                    "HEAD"
                },
                primary["path"].as_str().unwrap(),
            );
            let line = primary["start"]["line"].as_u64().unwrap();
            assert!(lines.contains(&line), "{name}: {line} in {lines:?}");
            repository.commit("change");
        }
        assert!(repository.since("HEAD").is_empty(), "{name}");
    }
}

#[test]
fn the_turned_finding_tells_both_sides_and_its_reasons() {
    let calm = AD.replace("Unlimited data", "Much data");
    let repository = Repository::with_rules(&[("ads/a.md", &calm), ("specs/s.md", SPEC)]);
    repository.write("ads/a.md", AD);
    let found = &repository.since("HEAD")[0];
    assert_eq!(found["ruled"], 1);
    assert_eq!(side(&found["related"][0]), "breach specs/s.md:3");
    assert_eq!(found["because"][0]["path"], "specs/s.md");
    let message = found["message"].as_str().unwrap();
    assert!(
        message.starts_with("“Unlimited data” is contradicted by “throttled” in specs/s.md:3."),
        "{message}"
    );
    let whole = &repository.listed("findings", &[])[0];
    assert_eq!(found["fingerprint"], whole["fingerprint"]);
    assert_eq!(first(whole), "breach specs/s.md:3");
    assert!(whole.get("ruled").is_none());
    let (_, sarif, _) = repository.check(&["--format", "sarif", "--diff-base", "HEAD"]);
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let at = &result["locations"][0]["physicalLocation"];
    assert_eq!(at["artifactLocation"]["uri"], "ads/a.md");
    assert_eq!(at["region"]["startLine"], 5);
    assert!(
        result["message"]["text"]
            .as_str()
            .unwrap()
            .contains("[specs/s.md:3](1)")
    );
    for (language, words) in [("vi", "làm trái"), ("zh", "相矛盾")] {
        let (_, out, _) = repository.check(&[
            "--diff-base",
            "HEAD",
            "--message-language",
            language,
            "--format",
            "concise",
        ]);
        assert!(
            out.starts_with("ads/a.md:5:1") && out.contains(words),
            "{out}"
        );
    }
}

#[test]
fn what_was_there_before_is_not_told() {
    let repository = Repository::with_rules(&[("ads/a.md", AD), ("specs/s.md", SPEC)]);
    // Lines move, a paragraph is wrapped, a file is renamed.
    repository.write("ads/a.md", &AD.replace("Two.", "Two.\n\nThree."));
    fs::remove_file(repository.path().join("specs/s.md")).unwrap();
    repository.write("specs/t.md", &SPEC.replace("30 GB it", "30 GB\nit"));
    assert_eq!(repository.check(&[]).0, 1);
    let (code, out, _) = repository.check(&["--diff-base", "HEAD"]);
    assert_eq!(code, 0, "{out}");
    repository.write("specs/u.md", SPEC);
    assert_eq!(firsts(&repository.since("HEAD")), ["breach specs/u.md:3"]);
}

#[test]
fn a_new_ad_is_told_though_the_breach_is_old_and_other_ads_claim_the_same() {
    let repository = Repository::with_rules(&[
        ("ads/a.md", AD),
        ("ads/b.md", "# Freedom\n\nOur unlimited data.\n"),
        ("specs/s.md", SPEC),
    ]);
    repository.write("ads/z.md", "# Freedom\n\nUnlimited data, day and night!\n");
    let found = repository.since("HEAD");
    assert_eq!(firsts(&found), ["claim ads/z.md:3"]);
    assert_eq!(side(&found[0]["related"][0]), "breach specs/s.md:3");
    // One of another plan is no news.
    repository.write("ads/z.md", "# Basic\n\nUnlimited data, day and night!\n");
    assert!(repository.since("HEAD").is_empty());
}

#[test]
fn a_deleted_disclosure_an_edited_heading_and_changed_rules_count() {
    let disclosed = AD.replace("everyone.", "everyone.\nFair use applies.");
    let repository = Repository::with_rules(&[("ads/a.md", &disclosed), ("specs/s.md", SPEC)]);
    assert_eq!(repository.check(&[]).0, 0);
    repository.write("ads/a.md", AD);
    // No line of the ad was added, so its claim stands first.
    assert_eq!(firsts(&repository.since("HEAD")), ["claim ads/a.md:5"]);
    repository.write(
        "ads/a.md",
        &disclosed.replace("Fair use applies.", "Terms apply."),
    );
    let found = repository.since("HEAD");
    assert_eq!(firsts(&found), ["change ads/a.md:6"]);
    assert_eq!(found[0]["primary"]["text"], "Terms apply.");
    assert_eq!(side(&found[0]["related"][0]), "claim ads/a.md:5");
    assert_eq!(
        (&found[0]["ruled"], &found[0]["because"][0]["path"]),
        (&2.into(), &"specs/s.md".into())
    );

    let other = SPEC.replace("Freedom", "Basic");
    let repository = Repository::with_rules(&[("ads/a.md", AD), ("specs/s.md", &other)]);
    assert_eq!(repository.check(&[]).0, 0);
    repository.write("specs/s.md", SPEC);
    let found = repository.since("HEAD");
    assert_eq!(firsts(&found), ["change specs/s.md:1"]);
    assert_eq!(found[0]["primary"]["text"], "# Freedom");
    assert_eq!(found[0]["ruled"], 1);

    let repository = Repository::with_rules(&[
        ("ads/a.md", AD),
        ("specs/s.md", "# Freedom\n\nThe line may be squeezed.\n"),
    ]);
    assert_eq!(repository.check(&[]).0, 0);
    repository.write(
        "pledgelint.toml",
        &RULES.replace("[\"throttled\"]", "[\"squeezed\"]"),
    );
    let found = repository.since("HEAD");
    assert_eq!(firsts(&found), ["change pledgelint.toml:16"]);
    // A rule that grows stricter makes an old finding news.
    let rules = RULES.replace("summary = \"Unlimited data.\"", "severity = \"warning\"");
    let repository = Repository::new(&[
        ("pledgelint.toml", &rules),
        ("ads/a.md", AD),
        ("specs/s.md", SPEC),
    ]);
    repository.write("pledgelint.toml", RULES);
    assert_eq!(
        firsts(&repository.since("HEAD")),
        ["change pledgelint.toml:13"]
    );
}

#[test]
fn rules_that_come_or_were_broken_make_all_new() {
    let repository = Repository::new(&[("ads/a.md", AD), ("specs/s.md", SPEC)]);
    repository.write("pledgelint.toml", RULES);
    assert_eq!(repository.since("HEAD").len(), 1);
    repository.write("pledgelint.toml", "[promise");
    repository.commit("broken");
    repository.write("pledgelint.toml", RULES);
    let (code, _, err) = repository.check(&["--diff-base", "HEAD"]);
    assert_eq!(code, 1);
    assert!(err.contains("the old state holds mistakes"), "{err}");
    // The rules file has a new name.
    repository.commit("mended");
    repository.git(&["mv", "pledgelint.toml", ".pledgelint.toml"]);
    assert!(repository.since("HEAD").is_empty());
}

#[test]
fn included_rules_and_the_baseline_of_that_time_are_read() {
    let repository = Repository::new(&[
        ("site/pledgelint.toml", "rules = [\"promises/*.toml\"]\n"),
        (
            "site/promises/data.toml",
            &RULES[RULES.find("[promise.data]").unwrap()..],
        ),
        ("site/ads/a.md", AD),
        ("site/specs/s.md", SPEC),
    ]);
    let site = repository.path().join("site");
    assert_eq!(pledgelint(&site, &["baseline"]).0, 0);
    repository.commit("baseline");
    let run = |args: &[&str]| pledgelint(&site, args);
    let (code, out, _) = run(&["check", "--diff-base", "HEAD"]);
    assert_eq!(code, 0, "{out}");
    fs::remove_file(site.join("pledgelint-baseline.json")).unwrap();
    let (code, out, _) = run(&["check", "--diff-base", "HEAD", "--format", "concise"]);
    assert_eq!(
        (code, &out[..16]),
        (1, "specs/s.md:3:19:"),
        "what nobody accepts any more"
    );
    // From the top of the repository too.
    let (code, ..) = repository.check(&["site", "--diff-base", "HEAD"]);
    assert_eq!(code, 1);
}

#[test]
fn content_without_rules_is_held_against_itself() {
    let repository = Repository::new(&[
        ("ad.md", "Mobile internet.\n"),
        ("spec.md", "Mobile data is throttled after 30 GB.\n"),
    ]);
    repository.write("ad.md", "Unlimited mobile data!\n");
    assert_eq!(firsts(&repository.since("HEAD")), ["claim ad.md:1"]);
    repository.commit("promised");
    assert!(repository.since("HEAD").is_empty());
    assert_eq!(repository.since("HEAD~1").len(), 1);
}

#[test]
fn a_branch_is_held_against_where_it_left() {
    let repository = Repository::with_rules(&[("ads/a.md", AD), ("specs/s.md", "Fast.\n")]);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.write("notes.md", "Nothing.\n");
    repository.commit("work");
    // The main line mends what the branch still has, and that is no fault of the branch.
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("specs/s.md", SPEC);
    repository.commit("break");
    repository.git(&["checkout", "--quiet", "work"]);
    assert!(repository.since("main").is_empty());
    repository.write("ads/b.md", "# Freedom\n\nHave unlimited data.\n");
    repository.commit("claim");
    assert!(
        repository.since("main").is_empty(),
        "no spec breaks it here"
    );
    // After the merge it does, and the ad is what the branch brings.
    repository.git(&["merge", "--quiet", "--no-edit", "main"]);
    assert_eq!(firsts(&repository.since("main")), ["claim ads/b.md:3"]);
}

#[test]
fn a_merge_that_is_not_finished_is_named() {
    let repository = Repository::with_rules(&[("ads/a.md", AD)]);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.write("ads/a.md", "One.\n");
    repository.commit("one");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("ads/a.md", "Two.\n");
    repository.commit("two");
    let merged = Command::new("git")
        .current_dir(repository.path())
        .args([
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.com",
            "merge",
            "work",
        ])
        .output()
        .unwrap();
    assert!(!merged.status.success());
    let (code, _, err) = repository.check(&["--diff-base", "HEAD"]);
    assert_eq!(code, 2);
    assert!(err.contains("a merge is not finished in ads/a.md"), "{err}");
}

#[test]
fn what_git_cannot_give_is_named() {
    let repository = Repository::with_rules(&[("ads/a.md", AD)]);
    let fails = |folder: &Path, revision: &str, words: &str| {
        let (code, _, err) = pledgelint(folder, &["check", "--diff-base", revision]);
        assert!(code == 2 && err.contains(words), "{revision}: {err}");
    };
    fails(
        repository.path(),
        "nowhere",
        "git knows no revision `nowhere`",
    );
    fails(repository.path(), "--help", "required");
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.commit("another beginning");
    fails(repository.path(), "main", "have no commit in common");
    let plain = folder(&[("a.md", b"One.")]);
    fails(plain.path(), "HEAD", "needs a git repository");
    let empty = folder(&[("a.md", b"One.")]);
    git(empty.path(), &["init", "--quiet"]);
    fails(empty.path(), "HEAD", "has none yet");

    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    for number in 0..3 {
        repository.write("n.md", &format!("{number}\n"));
        repository.commit("more");
    }
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("m.md", "m\n");
    repository.commit("main goes on");
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", repository.path().display());
    git(
        clone.path(),
        &["clone", "--quiet", "--depth=1", "--branch=work", &url, "."],
    );
    fails(clone.path(), "origin/main", "shallow");
    git(
        clone.path(),
        &["fetch", "--quiet", "--depth=1", "origin", "main:main"],
    );
    fails(
        clone.path(),
        "main",
        "no common commit in this shallow clone",
    );
    // The changes of the last commit need no more than itself and its parent.
    git(
        clone.path(),
        &["fetch", "--quiet", "--deepen=1", "origin", "work"],
    );
    let (code, _, err) = pledgelint(clone.path(), &["check", "--diff-base", "HEAD~1"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn settings_of_the_user_and_strange_names_change_nothing() {
    let strange = "ads/à \"b\"\tc.md";
    let calm = AD.replace("Unlimited data", "Much data");
    let repository = Repository::with_rules(&[(strange, &calm), ("specs/s.md", SPEC)]);
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "false"),
        ("diff.context", "9"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("diff.renames", "copies"),
    ] {
        repository.git(&["config", key, value]);
    }
    repository.write(strange, AD);
    let found = repository.since("HEAD");
    assert_eq!(firsts(&found), [format!("claim {strange}:5")]);
    let status = repository.git(&["status", "--porcelain"]);
    assert_eq!(
        status.lines().count(),
        1,
        "nothing but the ad is touched: {status}"
    );
}

#[test]
fn paths_choose_what_is_reported_of_the_change() {
    let repository = Repository::with_rules(&[("ads/a.md", AD)]);
    repository.write("specs/s.md", SPEC);
    repository.write("specs/r.md", "Refunds are given within 14 days.\n");
    assert_eq!(repository.since("HEAD").len(), 2);
    let (_, out, _) = repository.check(&["ads", "--diff-base", "HEAD", "--format", "concise"]);
    assert!(
        out.starts_with("specs/s.md:3") && out.lines().count() == 1,
        "{out}"
    );
    let (code, out, _) = pledgelint_with(
        repository.path(),
        &[
            "check",
            "-",
            "--stdin-filename",
            "ads/a.md",
            "--diff-base",
            "HEAD",
            "--format",
            "concise",
        ],
        b"# Basic\n\nHello.\n",
    );
    assert_eq!((code, &*out), (0, ""), "the draft claims nothing any more");
}

#[test]
fn a_list_of_lines_does_without_git() {
    let files = [
        ("pledgelint.toml", RULES),
        ("ads/a.md", AD),
        ("specs/s.md", SPEC),
    ];
    let bytes: Vec<_> = files
        .iter()
        .map(|(path, text)| (*path, text.as_bytes()))
        .collect();
    let folder = folder(&bytes);
    let run = |list: &str| {
        let args = ["check", "--changed-from", "-", "--format", "concise"];
        pledgelint_with(folder.path(), &args, list.as_bytes())
    };
    for (list, expected) in [
        ("ads/a.md:5", "ads/a.md:5:1"),
        ("./ads/a.md:4-6\n", "ads/a.md:5:1"),
        ("specs/s.md", "specs/s.md:3:19"),
        ("ads/a.md:1\nspecs/s.md:3", "specs/s.md:3:19"),
        (
            "--- a/ads/a.md\n+++ b/ads/a.md\n@@ -4,0 +5 @@\n+Unlimited data for everyone.\n",
            "ads/a.md:5:1",
        ),
    ] {
        let (code, out, err) = run(list);
        assert!(code == 1 && out.starts_with(expected), "{list}: {out}{err}");
    }
    for list in ["ads/a.md:1", "other.md", ""] {
        assert_eq!(run(list).0, 0, "{list}");
    }
    let (code, _, err) = run("ads/a.md:0");
    assert!(code == 2 && err.contains("no range of lines"), "{err}");
    let missing: PathBuf = folder.path().join("none");
    let (code, ..) = pledgelint(
        folder.path(),
        &["check", "--changed-from", missing.to_str().unwrap()],
    );
    assert_eq!(code, 2);
}

#[test]
fn what_is_weakened_is_a_note_with_both_versions() {
    let repository =
        Repository::with_rules(&[("terms/r.md", "# Terms\n\nRefunds within 30 days.\n")]);
    repository.write("terms/r.md", "# Terms\n\nNew.\n\nRefunds within 14 days.\n");
    repository.write("pledgelint.toml", &RULES.replace("30 days", "14 days"));
    assert_eq!(repository.check(&[]).0, 0, "no contradiction is left");
    let notes = repository.listed("notes", &["--diff-base", "HEAD"]);
    let notes: Vec<_> = notes
        .iter()
        .filter(|note| note["verdict"] == "weakened")
        .collect();
    assert_eq!(first(notes[0]), "promise pledgelint.toml:20");
    assert_eq!(first(notes[1]), "value terms/r.md:5");
    assert_eq!(side(&notes[1]["related"][0]), "before terms/r.md:3");
    assert_eq!(notes[1]["related"][0]["text"], "within 30 days");
    let (code, out, _) = repository.check(&["--diff-base", "HEAD", "--notes"]);
    assert!(
        code == 0 && out.contains("30 days") && out.contains("14 days"),
        "{out}"
    );
    // Hosts are not led to a line that is no longer there.
    let (_, out, _) = repository.check(&["--diff-base", "HEAD", "--notes", "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(
        results
            .iter()
            .all(|result| result.get("relatedLocations").is_none()),
        "{out}"
    );
}
