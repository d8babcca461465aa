//! The formats for other programs: goldens, and what must hold whatever they look like.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{command, golden, pledgelint, root};

const FIXTURE: &str = "fixtures/reports";
const CONTENT: &str = "fixtures/reports/content";

/// The report of the fixture in one format.
fn report(format: &str) -> String {
    let folder = root().join(CONTENT);
    let args = ["check", "--today", "2026-06-01", "--output", format];
    let (code, out, err) = pledgelint(&folder, &args);
    assert_eq!(code, 2, "a file of the fixture cannot be read: {err}");
    out
}

fn json(format: &str) -> Value {
    serde_json::from_str(&report(format)).expect("it is JSON")
}

/// The text of the fixture between two places, lines and columns from 1; `units` counts a
/// character.
fn text_at(path: &str, start: [u64; 2], end: [u64; 2], units: fn(char) -> usize) -> String {
    let file = root().join(CONTENT).join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{path} is no file"));
    let lines: Vec<&str> = text.split('\n').collect();
    let offset = |[line, column]: [u64; 2]| {
        let before: usize = lines[..line as usize - 1]
            .iter()
            .map(|line| line.len() + 1)
            .sum();
        let mut left = column as usize - 1;
        let mut at = 0;
        for c in lines[line as usize - 1].chars() {
            if left == 0 {
                break;
            }
            left -= units(c);
            at += c.len_utf8();
        }
        assert_eq!(left, 0, "{path}: {line}:{column} lies in a line");
        before + at
    };
    text[offset(start)..offset(end)].to_owned()
}

#[test]
fn each_format_is_as_it_was() {
    for (format, file) in [
        ("sarif", "report.sarif"),
        ("github", "github.txt"),
        ("gitlab", "gitlab.json"),
        ("junit", "junit.xml"),
        ("checkstyle", "checkstyle.xml"),
        ("rdjson", "rdjson.json"),
        ("json-lines", "lines.jsonl"),
        ("markdown", "summary.txt"),
        ("grouped", "grouped.txt"),
    ] {
        golden(&format!("{FIXTURE}/expected/{file}"), &report(format));
    }
}

#[test]
fn sarif_names_the_text_and_links_the_other_side() {
    let log = json("sarif");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("it has results");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(results.len() >= 5, "{results:#?}");
    let mut hashes = BTreeSet::new();
    for result in results {
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str();
        assert!(hashes.insert(hash.expect("it has one")), "{hash:?} twice");
        let index = result["ruleIndex"].as_u64().expect("a rule") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let help = &rules[index]["help"];
        assert!(!help["text"].as_str().expect("help").is_empty());
        let message = result["message"]["text"].as_str().expect("a message");
        let related = result["relatedLocations"].as_array();
        for location in related.into_iter().flatten() {
            check_region(location);
            let link = format!("]({})", location["id"]);
            assert_eq!(message.matches(&link).count(), 1, "{message}");
        }
        check_region(&result["locations"][0]);
    }
    let notifications = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(notifications[0]["message"]["text"], "binary file");
}

fn check_region(location: &Value) {
    let physical = &location["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"]
        .as_str()
        .expect("a path");
    let region = &physical["region"];
    let number = |name: &str| region[name].as_u64().expect("it is there");
    let start = [number("startLine"), number("startColumn")];
    let end = [number("endLine"), number("endColumn")];
    let found = text_at(&decoded(uri), start, end, char::len_utf16);
    assert_eq!(region["snippet"]["text"], found.as_str(), "{uri}");
}

/// A URI with its `%XX` resolved.
fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).expect("it is text")
}

#[test]
fn code_quality_and_rdjson_fit_their_schemas() {
    for name in ["gitlab", "rdjson"] {
        let mut schemas = boon::Schemas::new();
        let file = root().join(format!("{FIXTURE}/schemas/{name}.json"));
        let file = file.to_str().expect("its path is text");
        let schema = boon::Compiler::new().compile(file, &mut schemas);
        let schema = schema.expect("the schema is right");
        let report = json(name);
        assert!(
            schemas.validate(&report, schema).is_ok(),
            "{name}: {report:#}"
        );
    }
}

#[test]
fn fingerprints_of_code_quality_are_unique() {
    let issues = json("gitlab");
    let issues = issues.as_array().expect("an array");
    let prints: BTreeSet<_> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str())
        .collect();
    assert_eq!(prints.len(), issues.len());
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let report = json("rdjson");
    let found = report["diagnostics"]
        .as_array()
        .expect("diagnostics")
        .iter();
    let texts: Vec<String> = found
        .filter_map(|found| range(&found["location"]))
        .collect();
    assert!(texts.contains(&"throttled".to_owned()), "{texts:?}");
    assert!(texts.contains(&"限速".to_owned()), "{texts:?}");
    let related = &report["diagnostics"][1]["related_locations"];
    assert_eq!(
        range(&related[0]["location"]).as_deref(),
        Some("unlimited data")
    );
}

fn range(location: &Value) -> Option<String> {
    let range = location.get("range")?;
    let at = |end: &str| [&range[end]["line"], &range[end]["column"]].map(|n| n.as_u64().unwrap());
    let path = location["path"].as_str()?;
    Some(text_at(path, at("start"), at("end"), char::len_utf8))
}

#[test]
fn xml_is_read_back_as_it_was_meant() {
    let advice = "Say what happens after 30 GB, next to the claim [or stop it].";
    for format in ["junit", "checkstyle"] {
        let text = report(format);
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        let files: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name("testsuite") || node.has_tag_name("file"))
            .filter_map(|node| node.attribute("name"))
            .collect();
        assert_eq!(
            files,
            ["pledgelint.toml", "specs/broken.md", "specs/mạng.md"]
        );
        let told = |node: roxmltree::Node| {
            let told = node
                .text()
                .or(node.attribute("message"))
                .filter(|_| node.is_element());
            told.is_some_and(|told| {
                told.contains("freedom & more #1.md:1") && told.contains(advice)
            })
        };
        assert_eq!(
            document.descendants().filter(|node| told(*node)).count(),
            2,
            "{text}"
        );
    }
    let text = report("junit");
    let document = roxmltree::Document::parse(&text).expect("it was read above");
    let count = |name: &str| {
        document
            .descendants()
            .filter(|n| n.has_tag_name(name))
            .count()
    };
    let all = document.root_element();
    let said = |name: &str| all.attribute(name).expect("it is counted").parse();
    assert_eq!(said("tests"), Ok(count("testcase")));
    assert_eq!(said("failures"), Ok(count("failure")));
    assert_eq!(said("errors"), Ok(count("error")));
}

#[test]
fn a_clean_run_is_told_in_every_format() {
    let folder = crate::support::folder(&[("a.md", b"Good morning.")]);
    let out = |format| pledgelint(folder.path(), &["check", "--output", format]);
    let (code, log, _) = out("sarif");
    let log: Value = serde_json::from_str(&log).expect("it is JSON");
    assert_eq!(
        (code, &log["runs"][0]["results"]),
        (0, &Value::Array(Vec::new()))
    );
    assert_eq!(out("github").1, "");
    assert_eq!(out("gitlab").1, "[]\n");
    assert!(out("junit").1.contains(r#"tests="1" failures="0""#));
    assert!(!out("checkstyle").1.contains("<file"));
    assert!(out("rdjson").1.contains(r#""diagnostics": []"#));
    assert_eq!(out("json-lines").1.lines().count(), 1);
    assert_eq!(out("markdown").1.lines().count(), 2);
}

#[test]
fn several_reports_come_of_one_run() {
    let folder = crate::support::folder(&[("a.md", b"Unlimited data.\n\nThrottled after 30 GB.")]);
    let path = |name: &str| folder.path().join(name);
    let args = [
        "check",
        "a.md",
        "--output",
        "sarif=out.sarif",
        "--output",
        "concise",
        "--output",
        "junit=out.xml",
    ];
    let (code, out, err) = pledgelint(folder.path(), &args);
    assert_eq!(code, 1, "{err}");
    assert!(
        out.starts_with("a.md:3:1: error: telecom/unlimited-data"),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1, "{out}");
    let log = fs::read_to_string(path("out.sarif")).expect("it was written");
    assert!(log.contains("\"2.1.0\""));
    assert!(
        fs::read_to_string(path("out.xml"))
            .expect("too")
            .contains("<failure")
    );
    let wrong = |more: &[&str]| {
        let (code, _, err) = pledgelint(folder.path(), &[&["check"], more].concat());
        (code, err)
    };
    let (code, err) = wrong(&["--output", "sarfi"]);
    assert!(code == 2 && err.contains("`sarif`"), "{err}");
    assert_eq!(wrong(&["--output", "sarif="]).0, 2);
    assert_eq!(wrong(&["--output", "json", "--format", "json"]).0, 2);
}

#[test]
fn hosts_see_paths_from_their_workspace() {
    let folder = crate::support::folder(&[
        ("content/pledgelint.toml", b"packs = [\"telecom\"]"),
        ("content/a.md", b"Unlimited data.\n\nThrottled after 30 GB."),
    ]);
    let first = |from: &Path, variable: Option<&str>, path: &str| {
        let mut command = command(from, &["check", path, "--output", "github"]);
        if let Some(name) = variable {
            command.env(name, folder.path());
        }
        let out = command.output().expect("it runs").stdout;
        let out = String::from_utf8(out).expect("it is text");
        out.split("file=")
            .nth(1)
            .expect("a place")
            .split(',')
            .next()
            .map(str::to_owned)
    };
    let inside = folder.path().join("content");
    let seen = |path: &str| Some(path.to_owned());
    assert_eq!(first(folder.path(), None, "content"), seen("content/a.md"));
    assert_eq!(first(&inside, None, "."), seen("a.md"));
    for variable in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        assert_eq!(first(&inside, Some(variable), "."), seen("content/a.md"));
    }
}

#[test]
fn groups_are_by_what_was_asked_for() {
    let folder = root().join(CONTENT);
    let heads = |by: &str| {
        let args = ["check", "--format", "grouped", "--group-by", by];
        let out = pledgelint(&folder, &args).1;
        let heads = out
            .lines()
            .filter(|line| line.ends_with(')') && !line.starts_with(' '));
        heads.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        heads("owner"),
        ["brand team (2 errors)", "– (2 errors, 1 info)"]
    );
    assert_eq!(heads("channel"), ["spec (4 errors)", "– (1 info)"]);
    assert_eq!(heads("promise").len(), 4);
    assert_eq!(
        heads("path"),
        ["pledgelint.toml (1 info)", "specs/mạng.md (4 errors)"]
    );
}

#[test]
fn a_report_of_the_last_run_is_no_content() {
    let rules: &[u8] = b"packs = [\"telecom\"]";
    let text = b"Unlimited data.\n\nThe line is throttled after 30 GB.";
    let folder = crate::support::folder(&[("pledgelint.toml", rules), ("a.md", text)]);
    let args = [
        "check",
        "--output",
        "json=found.json",
        "--output",
        "junit=out/found.xml",
        "--output",
        "concise",
    ];
    fs::create_dir(folder.path().join("out")).expect("made");
    let first = pledgelint(folder.path(), &args);
    assert_eq!(first.1.lines().count(), 1, "{}", first.1);
    assert_eq!(pledgelint(folder.path(), &args), first);
}
