//! The cache of unchanged files: whatever it holds, a run prints what it prints without one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::SystemTime;

use proptest::prelude::*;

use crate::support::{command, folder};

const RULES: &str = r#"
[channel.marketing]
paths = ["ads/**"]
[promise.data]
claims   = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限量"] }
breaches.slowed = { en = ["throttl*"], vi = ["bóp băng thông"], zh = ["限速"] }
[promise.refund.value]
is    = "at least 30 days"
topic = { en = ["refund*"], vi = ["hoàn tiền"], zh = ["退款"] }
"#;

const SUBJECTS: &str = r#"
[subject.fibre]
names = { any = ["Fibre"] }
[subject.copper]
names = { any = ["Copper"] }
"#;

/// Paragraphs that make promises, break them, accept a finding, name plans, or say nothing.
const PARAGRAPHS: [&str; 14] = [
    "Unlimited data for everyone.",
    "The line is throttled after 30 GB.",
    "Fibre is never throttled, Copper is throttled at night.",
    "Refunds are given within 14 days.",
    "| | Fibre 150 | Copper Basic |\n| --- | --- | --- |\n| Price | 25 USD | 9 USD |\n| Data | throttled | unlimited data |",
    "**Fibre.** Unlimited data, 30 USD per month.\n\n**Copper.** Throttled after 5 GB, 9 USD per month.",
    "<!-- pledgelint-disable-next data reason=\"agreed\" -->\n\nIt is throttled on trains.",
    "<!-- pledgelint-disable-next refund reason=\"agreed\" until=2020-01-01 -->\n\nRefunds within 7 days.",
    "Data không giới hạn cho mọi người.",
    "Bị bóp băng thông sau 30 GB.",
    "自由套餐流量不限量，超出后限速。",
    "退款期限为 14 天。",
    "The shop on Main Street opens at nine.",
    "門店九點開門。",
];

/// A content with a cache beside it.
struct Content {
    folder: tempfile::TempDir,
    cache: tempfile::TempDir,
}

impl Content {
    fn new(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
        Self {
            folder: folder(&files.collect::<Vec<_>>()),
            cache: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn cached(&self, args: &[&str]) -> Output {
        let mut command = command(self.folder.path(), args);
        command.env_remove("PLEDGELINT_NO_CACHE");
        command.env("PLEDGELINT_CACHE_DIR", self.cache.path());
        command.output().unwrap()
    }

    /// The cache, which is one file.
    fn kept(&self) -> PathBuf {
        let kept = caches(self.cache.path());
        assert_eq!(kept.len(), 1, "{kept:?}");
        kept[0].clone()
    }

    /// Asserts that a run with the cache gives what one without gives.
    fn holds(&self, when: &str) {
        for args in [
            &[
                "check",
                "--output",
                "json",
                "--output",
                "terminal=r.out",
                "--notes",
                "--today=2026-06-01",
            ][..],
            &["facts"],
        ] {
            let run = |cached: bool| {
                let done = if cached {
                    self.cached(args)
                } else {
                    command(self.folder.path(), args).output().unwrap()
                };
                let drawn = fs::read(self.path("r.out")).unwrap_or_default();
                (told(&done), drawn)
            };
            assert_eq!(run(true), run(false), "{when}: {args:?}");
        }
    }
}

fn told(done: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

fn caches(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = all.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "cache"))
        .collect()
}

fn story() -> Content {
    Content::new(&[
        ("pledgelint.toml", RULES),
        ("ads/a.md", PARAGRAPHS[0]),
        ("b.md", PARAGRAPHS[1]),
        ("c.md", PARAGRAPHS[6]),
        ("d.md", PARAGRAPHS[12]),
    ])
}

/// What becomes of a content between two runs.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, Vec<usize>),
    Remove(usize),
    Rules(bool),
}

fn paragraphs() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..PARAGRAPHS.len(), 0..4)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..NAMES.len(), paragraphs()).prop_map(|(file, text)| Step::Write(file, text)),
        1 => (0..NAMES.len()).prop_map(Step::Remove),
        1 => any::<bool>().prop_map(Step::Rules),
    ]
}

const NAMES: [&str; 5] = ["ads/a.md", "ads/b.md", "s.md", "t.txt", "u.html"];

fn text(chosen: &[usize]) -> String {
    let parts: Vec<&str> = chosen.iter().map(|&at| PARAGRAPHS[at]).collect();
    parts.join("\n\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn after_any_changes_a_run_gives_what_it_gives_without_a_cache(
        first in prop::collection::vec(paragraphs(), NAMES.len()),
        steps in prop::collection::vec(prop::collection::vec(step(), 1..3), 1..3),
        declared in any::<bool>()
    ) {
        let rules = |declared: bool| if declared { [RULES, SUBJECTS].concat() } else { RULES.to_owned() };
        let content = Content::new(&[("pledgelint.toml", &rules(declared)), ("ads/c.md", PARAGRAPHS[4])]);
        for (name, chosen) in NAMES.iter().zip(&first) {
            fs::write(content.path(name), text(chosen)).unwrap();
        }
        content.holds("at first");
        for step in steps {
            for change in &step {
                match change {
                    Step::Write(file, chosen) => fs::write(content.path(NAMES[*file]), text(chosen)).unwrap(),
                    Step::Remove(file) => drop(fs::remove_file(content.path(NAMES[*file]))),
                    Step::Rules(declared) => {
                        fs::write(content.path("pledgelint.toml"), rules(*declared)).unwrap();
                    }
                }
            }
            content.holds(&format!("after {step:?}"));
        }
        content.kept();
    }
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let content = story();
    content.holds("at first");
    let whole = fs::read(content.kept()).unwrap();
    let ends = [0, 1, 16, 17, 48, 49, whole.len() / 2, whole.len() - 1];
    let cut = ends.map(|end| whole[..end].to_vec());
    let turned = [0, 17, 60, whole.len() / 2, whole.len() - 1].map(|at| {
        let mut turned = whole.clone();
        turned[at] ^= 1;
        turned
    });
    for damaged in cut.into_iter().chain(turned) {
        fs::write(content.kept(), &damaged).unwrap();
        let found = content.cached(&["facts"]);
        let plain = command(content.folder.path(), &["facts"]).output().unwrap();
        assert_eq!(told(&found), told(&plain));
        let mended = fs::read(content.kept()).unwrap();
        assert!(mended.starts_with(&whole[..17]) && mended.len() == whole.len());
    }
    fs::remove_file(content.kept()).unwrap();
    fs::create_dir(content.cache.path().join("x.cache")).unwrap();
    content.holds("beside a folder");
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let content = story();
    let plain = command(content.folder.path(), &["facts"]).output().unwrap();
    for round in 0..4 {
        let text = format!("It is throttled {round}.\n");
        fs::write(content.path("e.md"), text).unwrap();
        let runs: Vec<_> = (0..4)
            .map(|_| {
                let mut command = command(content.folder.path(), &["facts"]);
                command.env_remove("PLEDGELINT_NO_CACHE");
                command.env("PLEDGELINT_CACHE_DIR", content.cache.path());
                command.stdout(Stdio::piped()).stderr(Stdio::piped());
                command.spawn().unwrap()
            })
            .collect();
        for run in runs {
            let found = run.wait_with_output().unwrap();
            assert_eq!(found.status.code(), Some(0));
            assert!(found.stdout.len() > plain.stdout.len() && found.stderr.is_empty());
        }
        content.holds("after four runs at once");
        let all = fs::read_dir(content.cache.path()).unwrap();
        assert_eq!(all.count(), 1, "nothing half is left");
    }
}

#[test]
fn a_cache_that_cannot_be_kept_is_nobodys_fault() {
    let content = story();
    let file = content.cache.path().join("file");
    fs::write(&file, "").unwrap();
    let mut places = vec![
        file.clone(),
        file.join("below"),
        PathBuf::from("/dev/null/x"),
    ];
    if cfg!(target_os = "linux") {
        places.push(PathBuf::from("/proc/self"));
    }
    let plain = command(content.folder.path(), &["facts"]).output().unwrap();
    for place in places {
        let mut run = command(content.folder.path(), &["facts", "--cache-dir"]);
        run.arg(&place).env_remove("PLEDGELINT_NO_CACHE");
        assert_eq!(told(&run.output().unwrap()), told(&plain), "{place:?}");
    }
}

#[test]
fn a_time_that_is_set_back_hides_no_change() {
    let content = story();
    let file = content.path("b.md");
    let text = "Refunds are given within 30 days.\n";
    fs::write(&file, text).unwrap();
    let opened = || fs::File::options().append(true).open(&file).unwrap();
    let then = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    opened().set_modified(then).unwrap();
    let errors = || {
        let found = content.cached(&["check", "--format", "concise", "--promise", "refund"]);
        told(&found).1.lines().count()
    };
    assert_eq!((errors(), errors()), (0, 0));
    fs::write(&file, text.replace("30", "14")).unwrap();
    opened().set_modified(then).unwrap();
    assert_eq!((errors(), errors()), (1, 1));
}

#[test]
fn only_files_as_they_are_on_the_disk_are_kept() {
    let content = story();
    let draft = content.path("drafts.jsonl");
    fs::write(&draft, r#"{"path": "b.md", "text": "Nothing at all."}"#).unwrap();
    content.holds("at first");
    let before = fs::read(content.kept()).unwrap();
    let drafts = ["check", "--drafts", "drafts.jsonl", "--format", "concise"];
    assert_eq!(told(&content.cached(&drafts)).1, "");
    content.holds("after a draft");
    let named = ["check", "b.md", "--as", "text", "--format", "concise"];
    assert_eq!(told(&content.cached(&named)).0, Some(1));
    content.holds("after another format");
    let after = fs::read(content.kept()).unwrap();
    assert_eq!(before.len(), after.len());
}

#[test]
fn where_it_lies_is_said_by_option_variable_or_system() {
    let content = story();
    let elsewhere = tempfile::tempdir().unwrap();
    let run = |set: &[(&str, &Path)], args: &[&str]| {
        let mut command = command(content.folder.path(), &[&["facts"], args].concat());
        for name in [
            "PLEDGELINT_NO_CACHE",
            "XDG_CACHE_HOME",
            "HOME",
            "LOCALAPPDATA",
        ] {
            command.env_remove(name);
        }
        // Of what lies in the folder for temporary files nothing is kept by default.
        command.env("TMPDIR", elsewhere.path().join("none"));
        command.envs(set.iter().copied());
        assert_eq!(command.output().unwrap().status.code(), Some(0));
    };
    let count = |folder: &Path| caches(folder).len();
    run(&[], &[]);
    run(&[("XDG_CACHE_HOME", Path::new("relative"))], &[]);
    assert!(!content.path("relative").exists());
    run(
        &[("PLEDGELINT_CACHE_DIR", elsewhere.path())],
        &["--no-cache"],
    );
    assert_eq!(count(elsewhere.path()), 0);
    run(&[("PLEDGELINT_CACHE_DIR", elsewhere.path())], &[]);
    assert_eq!(count(elsewhere.path()), 1);
    if cfg!(target_os = "linux") {
        let home = elsewhere.path();
        let temporary = content.folder.path().parent().unwrap();
        run(&[("HOME", home), ("TMPDIR", temporary)], &[]);
        assert_eq!(count(&home.join(".cache/pledgelint")), 0);
        run(&[("HOME", home)], &[]);
        run(
            &[("XDG_CACHE_HOME", &home.join("xdg")), ("HOME", home)],
            &[],
        );
        assert_eq!(count(&home.join(".cache/pledgelint")), 1);
        assert_eq!(count(&home.join("xdg/pledgelint")), 1);
    }
    run(&[], &["--cache-dir", "kept"]);
    assert_eq!(count(&content.path("kept")), 1);
    // A folder in the content is neither content nor for git.
    let ignored = fs::read_to_string(content.path("kept/.gitignore"));
    assert_eq!(ignored.unwrap(), "*\n");
    content.holds("beside its own folder");
}
