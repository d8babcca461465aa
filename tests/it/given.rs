//! Channels and languages: from globs, from front matter, from the command line.

use serde_json::Value;

use crate::support::{folder, pledgelint, pledgelint_with};

const RULES: &[u8] = br#"
[channel.marketing]
paths = ["ads/**"]
[channel.spec]
paths = ["specs/**"]
[language.vi]
paths = ["viet/**"]
[promise.price]
value = { kind = "money", topic = { any = ["price"] } }
"#;

fn fact(out: &str) -> (Value, Value, Value) {
    let first = out
        .lines()
        .next()
        .unwrap_or_else(|| panic!("no fact: {out}"));
    let fact: Value = serde_json::from_str(first).unwrap();
    (
        fact["channel"].clone(),
        fact["language"].clone(),
        fact["value"]["low"].clone(),
    )
}

/// The channel and the language of the fact in one file.
fn of_file(path: &str, text: &str) -> (Value, Value) {
    let folder = folder(&[("pledgelint.toml", RULES), (path, text.as_bytes())]);
    let (code, out, err) = pledgelint(folder.path(), &["facts"]);
    assert_eq!(code, 0, "{err}");
    let (channel, language, _) = fact(&out);
    (channel, language)
}

#[test]
fn globs_and_front_matter_decide() {
    let text = "price 1.500 USD";
    let of = |path, text| {
        let (channel, language) = of_file(path, text);
        (
            channel.as_str().map(str::to_owned),
            language.as_str().map(str::to_owned),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(of("ads/a.md", text).0, some("marketing"));
    assert_eq!(of("specs/deep/a.md", text).0, some("spec"));
    assert_eq!(of("a.md", text).0, None);
    assert_eq!(of("viet/a.md", text).1, some("vi"));
    assert_ne!(of("a.md", text).1, some("vi"));
    let fields = format!("---\nchannel: spec\nlang: vi-VN\n---\n{text}");
    assert_eq!(of("ads/a.md", &fields), (some("spec"), some("vi")));
    let unknown = format!("---\nchannel: nobody\n---\n{text}");
    assert_eq!(of("ads/a.md", &unknown).0, some("marketing"));
}

#[test]
fn the_command_line_speaks_for_standard_input_alone() {
    let folder = folder(&[("pledgelint.toml", RULES), ("ads/b.md", b"price 2 USD")]);
    let facts = |more: &[&str]| {
        let args = [&["facts", "-", "--stdin-filename", "ads/a.md"], more].concat();
        let (code, out, err) = pledgelint_with(folder.path(), &args, b"price 1.500 USD");
        assert_eq!(code, 0, "{err}");
        fact(&out)
    };
    let (channel, language, _) = facts(&[]);
    assert_eq!((channel, language), ("marketing".into(), "en".into()));
    let (channel, language, _) = facts(&["--channel", "spec", "--language", "vi"]);
    assert_eq!((channel, language), ("spec".into(), "vi".into()));
    let args = ["facts", "ads/b.md", "--channel", "spec"];
    let (_, out, _) = pledgelint(folder.path(), &args);
    assert_eq!(fact(&out).0, "marketing", "a file keeps its own channel");
}
