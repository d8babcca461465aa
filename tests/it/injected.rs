//! Names and texts that would be obeyed by a terminal, a host or a browser are shown as they are.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use crate::support::{folder, pledgelint};

const RULES: &[u8] = br#"
[promise.speed]
claims   = { en = ["full speed"] }
breaches = { en = ["throttled", '/throttled.{1,200}here/'] }
"#;

/// A name that a terminal would obey, and that would end a line of a log.
const NAME: &str = "ads/\u{1b}[31m\u{7}x\n::error::y\r\u{9b}2J\u{202e}z.txt";

/// What a host or a browser could take as its own.
const TEXT: &str = "It is throttled ]]> <script>alert(1)</script> --><img src=x onerror=y> \
    ](javascript:z) {0} {{1}} %0A::error:: \u{1b}[31m here.";

const FORMATS: [&str; 13] = [
    "terminal",
    "concise",
    "grouped",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "markdown",
    "statistics",
];

fn content() -> tempfile::TempDir {
    folder(&[
        ("pledgelint.toml", RULES),
        ("a.md", b"Full speed for all."),
        (NAME, TEXT.as_bytes()),
        (&NAME.replace(".txt", ".md"), b"a\0b\0c\0d"),
    ])
}

/// Whether a text holds what a terminal obeys.
fn obeyed(text: &str) -> Option<char> {
    let harmful = |&c: &char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}';
    text.chars().find(harmful)
}

fn checked(folder: &tempfile::TempDir, format: &str) -> String {
    let args = match format {
        "statistics" => vec!["check", "--statistics"],
        format => vec!["check", "--format", format],
    };
    let (code, out, err) = pledgelint(folder.path(), &args);
    assert_eq!(code, 2, "{format}: {out}{err}");
    assert!(!out.is_empty(), "{format}");
    assert_eq!(obeyed(&err), None, "{format}: {err:?}");
    out
}

#[test]
fn no_format_prints_what_a_terminal_obeys() {
    let folder = content();
    for format in FORMATS {
        let out = checked(&folder, format);
        assert_eq!(obeyed(&out), None, "{format}: {out:?}");
        // A line that a name begins would be a command of a host.
        let commands = out.lines().filter(|line| line.starts_with("::error::y"));
        assert_eq!(commands.count(), 0, "{format}: {out}");
    }
}

#[test]
fn no_command_prints_what_a_terminal_obeys() {
    let folder = content();
    for args in [
        &["blocks"][..],
        &["subjects"],
        &["explain", "speed"],
        &["explain", NAME],
        &["baseline"],
        &["init", "--stdout"],
        &["check", NAME],
        &["check", "--config", "\u{1b}[31m.toml"],
        &["check", "--diff-base", "\u{1b}[31m"],
        &["check", "--promise", "\u{1b}[31m"],
        &["check", "\u{1b}[31m\n.md"],
        &["check", "--require-files", "9"],
    ] {
        let (_, out, err) = pledgelint(folder.path(), args);
        assert!(!out.is_empty() || !err.is_empty(), "{args:?}");
        assert_eq!(obeyed(&out), None, "{args:?}: {out:?}");
        assert_eq!(obeyed(&err), None, "{args:?}: {err:?}");
    }
}

#[test]
fn a_mistake_in_rules_prints_nothing_that_a_terminal_obeys() {
    let rules = b"[promise.\"a\\u001b[31m\"]\nclaims = { en = [\"a (b\\u009b\"] }\n\
        [subject.x]\npart-of = \"\\u001b[1m\\u202e\"\n";
    let folder = folder(&[("pledgelint.toml", rules), ("a.md", b"Text.")]);
    let (code, out, err) = pledgelint(folder.path(), &["check"]);
    assert_eq!((code, &*out), (2, ""), "{err}");
    assert_eq!(obeyed(&err), None, "{err:?}");
}

#[test]
fn texts_make_no_markup_in_reports_for_hosts() {
    let folder = content();
    for format in ["junit", "checkstyle"] {
        let out = checked(&folder, format);
        let parsed = roxmltree::Document::parse(&out).expect(&out);
        let mut names = parsed.descendants().map(|node| node.tag_name().name());
        assert!(!names.any(|name| matches!(name, "script" | "img")), "{out}");
    }
    for format in ["json", "sarif", "gitlab", "rdjson"] {
        let out = checked(&folder, format);
        serde_json::from_str::<Value>(&out).expect(&out);
    }
    let sarif: Value = serde_json::from_str(&checked(&folder, "sarif")).expect("it is JSON");
    let result = &sarif["runs"][0]["results"][0];
    let message = result["message"]["text"].as_str().expect("a message");
    // Links lead to related locations alone, and placeholders are none.
    let links = message
        .split("](")
        .skip(1)
        .filter(|part| !message.contains(&format!("\\]({part}")));
    for link in links {
        let id = link.split(')').next().expect("a part");
        assert!(id.parse::<u32>().is_ok(), "{message}");
    }
    let snippet = &result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"];
    assert!(
        snippet
            .as_str()
            .is_some_and(|text| text.starts_with("throttled")),
        "{snippet}"
    );
    let markdown = checked(&folder, "markdown");
    for active in ["<script", "<img", "](javascript"] {
        let outside = without_code(&markdown);
        assert!(!outside.contains(active), "{active} in {markdown}");
    }
}

/// Markdown without what stands in code, where nothing is obeyed.
fn without_code(markdown: &str) -> String {
    let mut out = String::new();
    let mut rest = markdown;
    while let Some(open) = rest.find('`') {
        out.push_str(&rest[..open]);
        let ticks = rest[open..].len() - rest[open..].trim_start_matches('`').len();
        let fence = "`".repeat(ticks);
        let body = &rest[open + ticks..];
        let mut from = 0;
        let end = loop {
            let Some(at) = body[from..].find(&fence).map(|at| at + from) else {
                return out + rest;
            };
            let after = body[at..].len() - body[at..].trim_start_matches('`').len();
            if after == ticks {
                break at + ticks;
            }
            from = at + after;
        };
        rest = &body[end..];
    }
    out + rest
}

#[test]
fn a_name_writes_no_line_of_a_first_rules_file() {
    let name = "ads/a\n[promise.x]\nclaims.en = ['y']\n#.md";
    let text = b"Unlimited data for all. Mobile data is never slowed.";
    let folder = folder(&[(name, text)]);
    let (code, _, err) = pledgelint(folder.path(), &["init"]);
    assert_eq!(code, 0, "{err}");
    let rules = fs::read_to_string(folder.path().join("pledgelint.toml")).expect("it is there");
    assert!(rules.contains("[pack."), "{rules}");
    assert!(
        !rules.lines().any(|line| line.starts_with("[promise.x]")),
        "{rules}"
    );
}

#[test]
fn links_out_of_the_folder_are_told_and_not_followed() {
    let outside = folder(&[
        ("secret.md", b"It is throttled by a secret here."),
        ("more/secret.md", b"It is throttled by a secret here."),
        ("film.mp4", b"no text"),
    ]);
    let folder = content();
    for name in [NAME.to_owned(), NAME.replace(".txt", ".md")] {
        fs::remove_file(folder.path().join(name)).expect("it is there");
    }
    let inside = |name: &str| folder.path().join(name);
    symlink(outside.path().join("secret.md"), inside("ads/link.md")).expect("made");
    symlink(outside.path().join("more"), inside("ads/more")).expect("made");
    symlink(outside.path().join("film.mp4"), inside("ads/film.mp4")).expect("made");
    symlink("../a.md", inside("ads/within.md")).expect("made");
    let args = ["check", "--format", "concise"];
    let (code, out, err) = pledgelint(folder.path(), &args);
    assert_eq!(code, 2, "{err}");
    assert_eq!(out.matches("leads out of the folder").count(), 2, "{out}");
    assert!(
        out.contains("ads/link.md: error") && out.contains("ads/more: error"),
        "{out}"
    );
    assert!(!out.contains("secret.md") && !out.contains("film"), "{out}");
    // One that is named is read, and one that is left out is nothing.
    let (code, out, _) = pledgelint(folder.path(), &[&args[..], &[".", "ads/link.md"]].concat());
    assert_eq!(code, 2);
    assert!(
        out.contains("ads/link.md:1:7: error: speed contradicted"),
        "{out}"
    );
    let rules = [b"exclude = ['ads/link.md', 'ads/more']\n", RULES].concat();
    fs::write(inside("pledgelint.toml"), rules).expect("it can be written");
    let (code, out, _) = pledgelint(folder.path(), &args);
    assert_eq!((code, &*out), (0, ""));
}

#[test]
fn rules_that_include_themselves_are_read_once() {
    let rules = [b"rules = ['**/*.toml']\n", RULES].concat();
    let folder = folder(&[("pledgelint.toml", &*rules), ("a.md", b"Full speed.")]);
    symlink("pledgelint.toml", folder.path().join("again.toml")).expect("made");
    symlink(".", folder.path().join("loop")).expect("made");
    let (code, out, err) = pledgelint(folder.path(), &["check", "--format", "json"]);
    // The loop is told, as it is of content.
    assert_eq!(code, 2, "{out}{err}");
    assert_eq!(err, "");
    assert!(out.contains("is a link to a folder around it"), "{out}");
    let nested = "rules = ['more.toml']\n[promise.b]\nclaims = { en = ['a b'] }\n";
    fs::write(folder.path().join("more.toml"), nested).expect("it can be written");
    let (code, _, err) = pledgelint(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("more.toml") && err.contains("`rules`"),
        "{err}"
    );
}
