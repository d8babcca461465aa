//! The founding story in every format: the same findings as in Markdown, each quoted where it
//! stands.

use std::time::Duration;

use pledgelint::document::BlockKind;
use pledgelint::input;
use pledgelint::rules::{self, Environment, RulesText};
use pledgelint::text::{HARD_BREAK, Span};
use pledgelint::{Checker, Ruleset, date};
use proptest::prelude::*;

use crate::support::{Spent, files_under, root};

/// Stories that stand in two files, the source and its translation.
fn is_story(name: &str) -> bool {
    name.starts_with("story.")
}

fn rules() -> Ruleset {
    let file = root().join("fixtures/formats/pledgelint.toml");
    let main = RulesText {
        name: "pledgelint.toml".into(),
        text: std::fs::read_to_string(file).expect("the fixture has rules"),
    };
    rules::load(Some(main), &[], &Environment::default())
        .ruleset
        .expect("the fixture's rules are right")
}

/// A quotation without the escapes and folded lines of its format.
fn said(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let code = rest.strip_prefix('=').and_then(|code| code.get(..2));
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.extend(code);
        let taken = if code.is_some() { 3 } else { first.len_utf8() };
        if code.is_none() {
            bytes.extend(rest[..taken].bytes());
        }
        rest = &rest[taken..];
    }
    let text = &String::from_utf8(bytes).expect("it is text");
    let escaped = text
        .replace("\"\n\"", "")
        .replace("\\U", "\\u")
        .replace('"', "\\\"");
    let unescaped = serde_json::from_str(&format!("\"{escaped}\""));
    let text: String = unescaped.unwrap_or_else(|_| text.to_owned());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is found in one file, without its places: promise, facet, verdict, severity and words.
fn findings(checker: &Checker, path: &str, bytes: &[u8]) -> Vec<String> {
    let read = checker.read(path, bytes);
    let report = checker.report([read], date(2026, 6, 1));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let mut found: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            let place = finding
                .primary
                .place
                .as_ref()
                .expect("a breach has a place");
            let facet = finding.facet.as_deref().unwrap_or_default();
            assert!(!place.text().is_empty(), "{path}");
            format!(
                "{} {facet} {} {:?} {}",
                finding.promise,
                finding.verdict.name(),
                finding.severity,
                said(place.text())
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn every_format_tells_the_founding_story() {
    let rules = rules();
    let checker = Checker::new(&rules);
    let stories = files_under("fixtures/formats", is_story);
    let (_, markdown) = stories
        .iter()
        .find(|(path, _)| path.ends_with("story.md"))
        .expect("the story is told in Markdown");
    let expected = findings(&checker, "story.md", markdown);
    assert!(expected.len() >= 5, "{expected:?}");
    let mut wrong = Vec::new();
    for (path, bytes) in &stories {
        let found = findings(&checker, path, bytes);
        if found != expected {
            let missed: Vec<_> = expected.iter().filter(|one| !found.contains(one)).collect();
            let more: Vec<_> = found.iter().filter(|one| !expected.contains(one)).collect();
            wrong.push(format!("{path}: missed {missed:#?}, and more {more:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts with all that formats escape.
fn awkward() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "unlimited",
        " ",
        "data",
        "\"",
        "\\",
        "\n",
        "\t",
        "\u{a0}",
        "限速",
        "ế",
        "😀",
        "'",
        ",",
        ";",
        ": ",
        " #",
        "/",
        "\u{7f}",
        "e\u{301}",
    ]);
    prop::collection::vec(pieces, 1..12).prop_map(|pieces| pieces.concat())
}

/// Holds every word of a document's only text against what stands at its place, once that is
/// read by `decode`.
fn check_spans(path: &str, source: &str, value: &str, decode: impl Fn(&str) -> String) {
    let document = input::read(path, source.as_bytes()).expect("it is right");
    let whole: String = value.split_whitespace().collect();
    let mut found = String::new();
    for block in document
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Key)
    {
        let text = block.text.text();
        let starts = text.char_indices();
        for (at, c) in starts.filter(|(_, c)| !c.is_whitespace() && *c != HARD_BREAK) {
            let span = Span::new(at, at + c.len_utf8());
            let span = block.text.source_span(span).expect("it has a place");
            assert_eq!(
                decode(&source[span.range()]),
                c.to_string(),
                "{path}: {source}"
            );
            found.push(c);
        }
    }
    assert_eq!(found, whole, "{path}: {source}");
}

/// Whether a value is plain enough that no bullet, tag or label in it is taken for structure.
fn is_plain(value: &str) -> bool {
    !value.contains(['<', '&']) && value.chars().any(char::is_alphabetic)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_character_of_json_is_at_its_place(value in awkward()) {
        prop_assume!(is_plain(&value));
        let quoted = serde_json::to_string(&value).expect("it is text");
        let units = value.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        let all = units.collect::<Vec<_>>().concat();
        let decode = |text: &str| {
            serde_json::from_str(&format!("\"{text}\"")).unwrap_or_else(|_| text.to_owned())
        };
        for quoted in [quoted, format!("\"{all}\"")] {
            let source = format!("{{\"note\": {quoted}, \"n\": [1, null]}}");
            check_spans("a.json", &source, &value, decode);
            // The parsers of YAML and TOML take no pairs of surrogates.
            if quoted.contains("\\ud83d") {
                continue;
            }
            let source = format!("note: {quoted}\n");
            check_spans("a.yaml", &source, &value, decode);
            // TOML wants this control escaped.
            if !quoted.contains('\u{7f}') {
                let source = format!("note = {quoted}\n");
                check_spans("a.toml", &source, &value, decode);
            }
        }
    }

    #[test]
    fn every_character_of_a_cell_is_at_its_place(value in awkward()) {
        prop_assume!(is_plain(&value));
        let source = format!("\"{}\",2\n\"x y\",3\n", value.replace('"', "\"\""));
        let more = format!("{value}2xy3");
        check_spans("a.csv", &source, &more, |text| text.replace("\"\"", "\""));
    }
}

#[test]
fn bad_data_is_a_problem_of_its_file_and_no_more() {
    let deep = |open: &str| open.repeat(30_000);
    let alias = |n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1);
    let aliases = (1..60).map(alias).collect::<Vec<_>>().concat();
    let part = |n| format!("Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n");
    let nested = (1..5_000).map(part).collect::<Vec<_>>().concat();
    let entity = |n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    let entities = (1..30).map(entity).collect::<Vec<_>>().concat();
    let laughs = format!(
        "<!DOCTYPE r [<!ENTITY l0 \"data\">{entities}]><resources><string name=\"a\">&l29;</string></resources>"
    );
    let lies = b"PK\x03\x04 no table".to_vec();
    let cases: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
        (
            "a.json",
            b"{\"a\": \"b\"".to_vec(),
            Some("the end is missing"),
        ),
        (
            "a.json",
            b"{\"a\": \"b".to_vec(),
            Some("a text without an end at 1:7"),
        ),
        (
            "a.json",
            b"{\"a\" \"b\"}".to_vec(),
            Some("a colon is missing"),
        ),
        (
            "a.json",
            b"[}".to_vec(),
            Some("a bracket that does not fit"),
        ),
        ("a.json", b"<html>".to_vec(), Some("not JSON")),
        ("a.json", deep("[").into_bytes(), Some("nested too deep")),
        (
            "a.json",
            deep("{\"a\":").into_bytes(),
            Some("nested too deep"),
        ),
        (
            "a.jsonl",
            b"{\"a\": 1}\n{\"b\": \n".to_vec(),
            Some("not JSON"),
        ),
        ("a.yaml", deep("[").into_bytes(), Some("not YAML")),
        ("a.yaml", deep("- ").into_bytes(), Some("not YAML")),
        ("a.yaml", b"a: [b".to_vec(), Some("not YAML")),
        ("a.yaml", b"a: \"b".to_vec(), Some("not YAML")),
        ("a.yaml", b"{a: b".to_vec(), Some("not YAML")),
        (
            "a.yaml",
            format!("a0: &a0 text\n{aliases}").into_bytes(),
            None,
        ),
        (
            "a.toml",
            format!("a = {}", deep("[")).into_bytes(),
            Some("not TOML"),
        ),
        (
            "a.toml",
            format!("{}a = 1", deep("a.")).into_bytes(),
            Some("not TOML"),
        ),
        ("a.toml", b"a = \"b".to_vec(), Some("not TOML")),
        (
            "a.eml",
            b"Content-Type: multipart/mixed; boundary=a\n\n--a\n".to_vec(),
            None,
        ),
        ("a.eml", nested.into_bytes(), None),
        (
            "a.eml",
            b"Content-Transfer-Encoding: base64\n\n!!!\x80".to_vec(),
            None,
        ),
        ("a.eml", deep("a: b\n c\n").into_bytes(), None),
        ("a.mbox", deep("From a\n\n").into_bytes(), None),
        ("a.srt", deep("1 --> 2\na\n").into_bytes(), None),
        ("a.vtt", deep("<v <v -->\n<v a").into_bytes(), None),
        ("a.po", b"msgid \"a".to_vec(), None),
        ("a.po", deep("msgid \"a\"\n").into_bytes(), None),
        (
            "a.strings",
            b"\"a\" = \"b\"".to_vec(),
            Some("`;` is missing at 1:10"),
        ),
        (
            "a.strings",
            b"a = \"b".to_vec(),
            Some("a text without an end"),
        ),
        (
            "a.strings",
            b"bplist00\x00\x01\x02".to_vec(),
            Some("binary file"),
        ),
        (
            "a.xcstrings",
            b"{\"strings\": {".to_vec(),
            Some("the end is missing"),
        ),
        ("a.arb", b"[1, 2".to_vec(), Some("not JSON")),
        ("a.ftl", deep("a = { ").into_bytes(), None),
        ("a.ftl", deep("{ ").into_bytes(), None),
        (
            "a.xlf",
            b"<xliff><file><unit><source>a".to_vec(),
            Some("the end is missing"),
        ),
        ("a.xlf", b"<xliff></file>".to_vec(), Some("not XLIFF")),
        (
            "a.xlf",
            deep("<g>").into_bytes(),
            Some("the end is missing"),
        ),
        (
            "a.xml",
            format!("<resources>{}", deep("<a>")).into_bytes(),
            Some("the end is missing"),
        ),
        ("a.xml", laughs.into_bytes(), None),
        (
            "a.xml",
            b"<project><description>Throttled</description></project>".to_vec(),
            None,
        ),
        ("a.csv", b"a,\"b\n".to_vec(), None),
        ("a.csv", lies, Some("binary file")),
        ("a.csv", "a,".repeat(100_000).into_bytes(), None),
        (
            "a.csv",
            "a,b\n".repeat(600_000).into_bytes(),
            Some("more than 1000000 cells"),
        ),
    ];
    for (path, bytes, problem) in cases {
        let start = Spent::now();
        let read = input::read(path, &bytes);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        assert!(start.elapsed() < Duration::from_secs(5), "{path}: {shown}");
        match (read, problem) {
            (Ok(_), None) => {}
            (Err(found), Some(told)) => {
                assert!(found.message.contains(told), "{path}: {shown}: {found}");
            }
            (Ok(_), Some(told)) => panic!("{path}: {shown}: read, but {told:?} was expected"),
            (Err(found), None) => panic!("{path}: {shown}: {found}"),
        }
    }
}

#[test]
fn every_data_format_has_its_story() {
    let told: Vec<String> = files_under("fixtures/formats", is_story)
        .into_iter()
        .filter_map(|(path, _)| input::format_for(&path).map(|format| format.name().to_owned()))
        .collect();
    let untold: Vec<_> = input::format_names()
        .filter(|name| !told.iter().any(|one| one == name))
        .filter(|name| !["html", "text", "code"].contains(name))
        .collect();
    assert!(untold.is_empty(), "no story in {untold:?}");
}

#[test]
fn every_reader_has_its_fuzz_target() {
    let target =
        |name: &str| root().join(format!("fuzz/fuzz_targets/{}.rs", name.replace('-', "_")));
    let untried: Vec<_> = input::format_names()
        .filter(|name| !target(name).exists())
        .collect();
    assert!(untried.is_empty(), "no fuzz target for {untried:?}");
}

#[test]
fn what_real_producers_wrote_tells_the_same() {
    let rules = rules();
    let checker = Checker::new(&rules);
    let is_story = |name: &str| input::format_for(name).is_some();
    let stories = files_under("fixtures/produced", is_story);
    assert!(stories.len() > 18, "only {} files", stories.len());
    let told = |path: &str, bytes: &[u8]| findings(&checker, path, bytes);
    // Catalogues, sheets and data are made of the story in their own format, all else of a page.
    let page = std::fs::read(root().join("fixtures/produced/source.md")).expect("it is kept");
    let story = std::fs::read(root().join("fixtures/formats/story.md")).expect("it is kept");
    let (page, story) = (told("page.md", &page), told("story.md", &story));
    assert!(page.len() >= 5 && story.len() >= 5, "{page:?} {story:?}");
    // The letters of base64 are quoted as they stand, and are no words.
    let words = |finding: &String| finding.split(' ').take(4).collect::<Vec<_>>().join(" ");
    let mut wrong = Vec::new();
    for (path, bytes) in &stories {
        let of_story = ["po", "csv", "ods", "xlsx", "json"]
            .iter()
            .any(|ending| path.ends_with(ending));
        let (mut expected, mut found) = (
            if of_story {
                story.clone()
            } else {
                page.clone()
            },
            told(path, bytes),
        );
        if path.contains("base64") {
            expected = expected.iter().map(words).collect();
            found = found.iter().map(words).collect();
            expected.sort();
            found.sort();
        }
        if found != expected {
            wrong.push(format!("{path}: {found:#?} for {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
