//! Drafts: texts that stand in for files before any of them is written.

use serde_json::{Value, json};

use crate::support::{folder, pledgelint_with};

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
subject = "freedom"
applies = "when-claimed"
claims  = { en = ["unlimited data"], vi = ["data không giới hạn"], zh = ["不限量"] }
breaches.slowed = { en = ["throttled"], vi = ["bóp băng thông"], zh = ["限速"] }

[promise.price.value]
kind    = "money"
topic   = { any = ["price"] }
"#;

const FILES: [(&str, &str); 3] = [
    ("pledgelint.toml", RULES),
    ("ads/a.md", "# Freedom\n\nUnlimited data.\n"),
    ("specs/s.md", "# Freedom\n\nThe line is fast.\n"),
];

/// Checks drafts over `FILES`; gives the exit code and the lines of the report, or the error.
fn check(drafts: &[Value], args: &[&str]) -> (i32, String) {
    let files = FILES.map(|(path, text)| (path, text.as_bytes()));
    let folder = folder(&files);
    let lines: Vec<String> = drafts.iter().map(Value::to_string).collect();
    let concise: &[&str] = if args.contains(&"--format") {
        &[]
    } else {
        &["--format", "concise"]
    };
    let args = [&["check", "--drafts", "-"], concise, args].concat();
    let (code, out, err) = pledgelint_with(folder.path(), &args, lines.join("\n").as_bytes());
    for (path, text) in FILES {
        let now = std::fs::read_to_string(folder.path().join(path)).unwrap();
        assert_eq!(now, text, "nothing is written");
    }
    (code, if code == 2 { err } else { out })
}

fn draft(path: &str, text: &str) -> Value {
    json!({"path": path, "text": text})
}

#[test]
fn they_stand_in_for_files_add_some_and_take_some_out() {
    let slow = "# Freedom\n\nAfter 30 GB it is throttled.\n";
    let (code, out) = check(&[draft("specs/s.md", slow)], &[]);
    assert!(
        code == 1 && out.starts_with("specs/s.md:3:19: error: data.slowed"),
        "{out}"
    );
    assert!(out.contains("ads/a.md:3"), "{out}");
    let (code, out) = check(&[draft("specs/new.md", slow)], &[]);
    assert!(code == 1 && out.starts_with("specs/new.md:3"), "{out}");
    let gone = json!({"path": "ads/a.md", "text": null});
    assert_eq!(
        check(&[draft("specs/s.md", slow), gone], &[]),
        (0, String::new())
    );
    assert_eq!(
        check(
            &[
                draft("ads/a.md", "# Freedom\n\nHello.\n"),
                draft("specs/s.md", slow)
            ],
            &[]
        )
        .0,
        0
    );
}

#[test]
fn several_in_three_languages_are_held_against_each_other() {
    let (code, out) = check(
        &[
            draft("ads/a.md", "Hello.\n"),
            draft("ads/vi.md", "# Freedom\n\nData không giới hạn.\n"),
            draft("specs/en.md", "# Freedom\n\nAfter 30 GB it is throttled.\n"),
            draft("specs/zh.md", "# Freedom\n\n达到30GB后限速。\n"),
        ],
        &[],
    );
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines.len()), (1, 2), "{out}");
    assert!(
        lines[0].starts_with("specs/en.md:3") && lines[1].starts_with("specs/zh.md:3"),
        "{out}"
    );
    assert!(
        lines.iter().all(|line| line.contains("ads/vi.md:3")),
        "{out}"
    );
}

#[test]
fn what_they_say_of_themselves_takes_the_place_of_what_the_path_says() {
    let slow = "After 30 GB it is throttled.\n";
    let about = |subject: Value| {
        let draft = json!({"path": "specs/x.md", "text": slow, "subject": subject});
        check(&[draft], &[]).0
    };
    assert_eq!(about(json!("freedom")), 1);
    assert_eq!(about(json!("basic")), 0);
    assert_eq!(about(json!(["basic", "freedom"])), 1);
    let claim = |channel: &str| {
        let draft = json!({"path": "x.txt", "text": "Freedom is throttled.", "channel": channel});
        let (_, out) = check(&[draft], &["--format", "json"]);
        let out: Value = serde_json::from_str(&out).unwrap();
        out["findings"][0]["primary"]["channel"].clone()
    };
    assert_eq!(claim("marketing"), "marketing");
    let priced = |language: &str| {
        let a = json!({"path": "a.txt", "text": "price 1.500 USD", "language": language});
        let b = json!({"path": "b.txt", "text": "price 1500 USD", "language": "en"});
        check(&[a, b], &[]).0
    };
    assert_eq!((priced("vi"), priced("en")), (0, 1));
    let page =
        json!({"path": "cms/17", "text": "<h1>Freedom</h1><p>throttled</p>", "format": "html"});
    assert_eq!(check(&[page], &[]).0, 1);
}

#[test]
fn only_they_are_reported_unless_paths_are_named() {
    let slow = "# Freedom\n\nAfter 30 GB it is throttled.\n";
    let drafts = [
        draft("specs/s.md", slow),
        draft("ads/b.md", "# Basic\n\nHello.\n"),
    ];
    assert_eq!(check(&drafts[1..], &[]).0, 0);
    assert_eq!(check(&drafts, &["ads"]).0, 1);
    let (code, out) = check(&drafts[1..], &["."]);
    assert_eq!((code, &*out), (0, ""));
}

#[test]
fn what_is_wrong_with_them_is_told() {
    let fails = |draft: Value, words: &str| {
        let (code, err) = check(&[draft], &[]);
        assert!(code == 2 && err.contains(words), "{err}");
    };
    fails(json!({"path": "a.md"}), "missing field `text`");
    fails(
        json!({"path": "a.md", "text": "", "channel": "none"}),
        "no channel is named `none`",
    );
    fails(
        json!({"path": "a.md", "text": "", "subject": "none"}),
        "no subject is named `none`",
    );
    fails(
        json!({"path": "a.md", "text": "", "format": "none"}),
        "no format is named `none`",
    );
    fails(json!({"path": "../a.md", "text": ""}), "no path below");
    let (code, err) = check(&[draft("a.md", "x")], &["-", "--stdin-filename", "b.md"]);
    assert!(code == 2 && err.contains("once"), "{err}");
}
