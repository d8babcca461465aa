//! `init`: a first rules file, drawn from the content.

use std::fs;

use crate::support::{files_under, folder, pledgelint, root};

/// The invented carrier without its rules file.
fn carrier() -> tempfile::TempDir {
    let files = files_under("fixtures/carrier", |name| name.contains('/'));
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    folder(&files)
}

#[test]
fn the_carriers_first_rules_find_most_of_its_contradictions() {
    let here = carrier();
    let (code, _, err) = pledgelint(here.path(), &["init"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = pledgelint(here.path(), &["check", "--format", "concise"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let expected = fs::read_to_string(root().join("fixtures/carrier.expected.txt")).unwrap();
    let contradicted = expected.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let place = words.next()?;
        (words.next_back()? == "contradicted").then_some(place)
    });
    let found = contradicted.filter(|place| out.contains(&format!("{place}:")));
    let found: Vec<&str> = found.collect();
    assert!(found.len() >= 15, "{found:?}\n{out}");
}

#[test]
fn every_line_says_where_it_was_seen() {
    let here = carrier();
    let (code, text, err) = pledgelint(here.path(), &["init", "--stdout"]);
    assert_eq!(code, 0, "{err}");
    assert!(!here.path().join("pledgelint.toml").exists());
    assert_eq!(pledgelint(here.path(), &["init", "-"]).1, text);
    for part in [
        "\"ads/**\", # ads/en/freedom.md and 4 more",
        "[channel.spec]",
        "[pack.telecom.unlimited-data]",
        "ads/en/freedom.md:1 \"unlimited data\"",
        "# value.is = \"…\" is left to you; the texts say: ads/en/freedom.md:9 \"30 days\"",
        "# [subject.freedom]",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    for line in text.lines() {
        let said = line.contains('#') || line.starts_with(['[', ']']) || line.ends_with('[');
        assert!(said || line.is_empty(), "{line} says not where it was seen");
    }
}

#[test]
fn a_rules_file_that_is_there_stays() {
    for name in ["pledgelint.toml", ".pledgelint.toml"] {
        let here = folder(&[
            (name, b"packs = [\"telecom\"]"),
            ("a.md", b"Unlimited data."),
        ]);
        let (code, _, err) = pledgelint(here.path(), &["init"]);
        assert_eq!(code, 2);
        assert!(err.contains("--force"), "{err}");
        let kept = fs::read_to_string(here.path().join(name)).unwrap();
        assert_eq!(kept, "packs = [\"telecom\"]");
        assert_eq!(pledgelint(here.path(), &["init", "--force"]).0, 0);
        let written = fs::read_to_string(here.path().join("pledgelint.toml")).unwrap();
        assert!(written.contains("a.md:1"), "{written}");
    }
}

#[test]
fn content_without_promises_gives_rules_that_find_nothing() {
    let here = folder(&[
        (
            "notes \"of\" may.md",
            "Good morning.\n\n| | A. | Bé |\n| - | - | - |\n".as_bytes(),
        ),
        ("广告/b.md", "今天天气很好。".as_bytes()),
        ("x/picture.md", &[0, 159, 146, 150]),
    ]);
    let (code, _, err) = pledgelint(here.path(), &["init", "."]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("x/picture.md"), "{err}");
    fs::remove_file(here.path().join("x/picture.md")).unwrap();
    let text = fs::read_to_string(here.path().join("pledgelint.toml")).unwrap();
    assert!(
        text.contains("[channel.marketing]") && !text.contains("[pack."),
        "{text}"
    );
    let (code, out, err) = pledgelint(here.path(), &["check", "--format", "concise"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
}

#[test]
fn what_nobody_promises_is_not_declared() {
    let texts = "Is it unlimited data?\n\nOther carriers have unlimited data.\n\nWe do not offer unlimited \
                 data.\n\nUntil 2023 we had unlimited data.\n";
    let here = folder(&[("ads/a.md", texts.as_bytes())]);
    let (_, text, _) = pledgelint(here.path(), &["init", "--stdout"]);
    assert!(!text.contains("[pack."), "{text}");
}

#[test]
fn an_empty_folder_gives_no_rules() {
    let here = folder(&[]);
    let (code, _, err) = pledgelint(here.path(), &["init"]);
    assert_eq!(code, 2);
    assert!(err.contains("no file matched"), "{err}");
    assert_eq!(pledgelint(here.path(), &["init", "nowhere"]).0, 2);
}
