//! Files that are there for the program are no content.

use serde_json::Value;

use crate::support::{folder, pledgelint, pledgelint_with};

const RULES: &[u8] = b"[promise.data]\nclaims = { en = [\"unlimited data\"] }\n\
    breaches = { en = [\"throttl*\"] }\n";
/// Each would be a text with a statement, if it were read.
const APART: [(&str, &[u8]); 4] = [
    (
        "pledgelint-baseline.json",
        b"{\"version\": 1, \"entries\": []}",
    ),
    (
        "pledgelint.schema.json",
        b"{\"title\": \"Unlimited data.\"}",
    ),
    (
        "packs/mine.toml",
        b"[promise.x]\nsummary = \"Unlimited data.\"\nclaims = { en = [\"a claim\"] }\n",
    ),
    (
        "old/pledgelint.toml",
        b"[promise.x]\nsummary = \"Unlimited data.\"\nclaims = { en = [\"a claim\"] }\n",
    ),
];

fn content(more: &[(&'static str, &'static [u8])]) -> tempfile::TempDir {
    let mut files: Vec<(&str, &[u8])> = vec![
        ("pledgelint.toml", RULES),
        ("ad.md", b"Unlimited data.\n"),
        ("spec.md", b"Data is throttled.\n"),
    ];
    files.extend(APART);
    files.extend(more);
    folder(&files)
}

fn paths(facts: &str) -> Vec<String> {
    let path = |line: &str| {
        let fact: Value = serde_json::from_str(line).expect("it is JSON");
        fact["path"].as_str().expect("it has a path").to_owned()
    };
    let mut paths: Vec<String> = facts.lines().map(path).collect();
    paths.dedup();
    paths
}

#[test]
fn a_folder_is_read_without_the_files_of_the_program() {
    let folder = content(&[]);
    let (code, out, err) = pledgelint(folder.path(), &["facts"]);
    assert_eq!((code, &*err), (0, ""));
    assert_eq!(paths(&out), ["ad.md", "spec.md"]);
}

#[test]
fn one_that_is_named_is_told_and_not_read() {
    let folder = content(&[]);
    for (name, _) in APART {
        let (code, out, err) = pledgelint(folder.path(), &["facts", "ad.md", name]);
        assert_eq!(code, 0, "{err}");
        assert_eq!(paths(&out), ["ad.md"], "{name}");
        assert!(err.contains(&format!("{name} is a")), "{err}");
        assert!(err.contains("no content; it is not read"), "{err}");
    }
}

#[test]
fn the_rules_file_is_a_side_that_can_be_asked_for() {
    let folder = content(&[]);
    let args = ["check", "pledgelint.toml", "--format", "concise"];
    let (code, out, err) = pledgelint(folder.path(), &args);
    assert_eq!((code, &*err), (1, ""), "{out}");
    assert!(out.starts_with("spec.md:1:9: error: data"), "{out}");
    let (_, out, _) = pledgelint(folder.path(), &["blocks", "pledgelint.toml"]);
    assert_eq!(out, "");
}

#[test]
fn no_other_text_stands_in_for_one() {
    let folder = content(&[]);
    for name in ["pledgelint.toml", "pledgelint-baseline.json"] {
        let args = ["check", "-", "--stdin-filename", name];
        let (code, out, err) = pledgelint_with(folder.path(), &args, RULES);
        assert_eq!((code, &*out), (2, ""), "{err}");
        assert!(err.contains("and no content"), "{err}");
        let draft = serde_json::json!({"path": name, "text": "Unlimited data."}).to_string();
        let args = ["check", "--drafts", "-"];
        let (code, out, err) = pledgelint_with(folder.path(), &args, draft.as_bytes());
        assert_eq!((code, &*out), (2, ""), "{err}");
        assert!(err.contains("and no content"), "{err}");
    }
}

#[test]
fn a_first_rules_file_is_drawn_from_content_alone() {
    let folder = content(&[]);
    let (code, out, err) = pledgelint(folder.path(), &["init", "--stdout"]);
    assert_eq!(code, 0, "{err}");
    let from = "drawn by `pledgelint init` from 2 files";
    assert!(
        out.starts_with("#:schema ./pledgelint.schema.json\n"),
        "{out}"
    );
    assert!(out.contains(from), "{out}");
}

#[test]
fn other_files_of_the_same_endings_are_content() {
    let folder = content(&[
        ("copy.toml", b"title = \"Unlimited data.\"\n"),
        ("copy.json", b"{\"title\": \"Unlimited data.\"}"),
    ]);
    let (_, out, _) = pledgelint(folder.path(), &["facts"]);
    assert_eq!(paths(&out), ["ad.md", "copy.json", "copy.toml", "spec.md"]);
}
