//! The JSON Schemas in the repository are those of the types, and what is written fits them.

use std::path::Path;

use serde_json::{Value, json};

use crate::keys::Validator;
use crate::support::{golden, pledgelint, root};

/// The schema of a name, which is that in the repository.
fn schema(name: &str) -> Value {
    let (code, out, err) = pledgelint(&root(), &["schema", name]);
    assert_eq!(code, 0, "{err}");
    golden(&format!("docs/{name}.schema.json"), &out);
    serde_json::from_str(&out).expect("it is JSON")
}

/// What a command prints in the folder of the carrier: one value, or one a line.
fn printed(args: &[&str], lines: bool) -> Vec<Value> {
    let carrier = root().join("fixtures/carrier");
    let (_, out, err) = pledgelint(&carrier, args);
    let parse = |text: &str| serde_json::from_str(text).expect(&err);
    if lines {
        out.lines().map(parse).collect()
    } else {
        vec![parse(&out)]
    }
}

/// What an output must hold, so that a schema which asks for nothing is found.
struct Case {
    schema: &'static str,
    args: &'static [&'static str],
    lines: bool,
    /// A part of the output, which the schema does not let go.
    needs: &'static str,
}

const CASES: &[Case] = &[
    Case {
        schema: "check",
        args: &["check", "--format", "json"],
        lines: false,
        needs: "/findings/0/primary",
    },
    Case {
        schema: "check",
        args: &["check", "--format", "json", "--notes", "--cleared"],
        lines: false,
        needs: "/cleared/0/statement",
    },
    Case {
        schema: "json-lines",
        args: &["check", "--format", "json-lines", "--notes"],
        lines: true,
        needs: "/kind",
    },
    Case {
        schema: "statistics",
        args: &["check", "--statistics", "--format", "json"],
        lines: false,
        needs: "/0/count",
    },
    Case {
        schema: "facts",
        args: &["facts"],
        lines: true,
        needs: "/certainty",
    },
    Case {
        schema: "blocks",
        args: &["blocks", "--format", "json"],
        lines: true,
        needs: "/headings",
    },
    Case {
        schema: "subjects",
        args: &["subjects", "--format", "json"],
        lines: false,
        needs: "/subjects",
    },
    Case {
        schema: "packs",
        args: &["packs", "--format", "json"],
        lines: false,
        needs: "/0/promises",
    },
    Case {
        schema: "packs",
        args: &["packs", "show", "telecom", "--format", "json"],
        lines: false,
        needs: "/promises/0/id",
    },
];

/// The value without a part.
fn without(value: &Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("it is a pointer");
    let mut value = value.clone();
    let parent = value.pointer_mut(parent).expect(pointer);
    let parent = parent.as_object_mut().expect("it is a part of an object");
    assert!(parent.remove(key).is_some(), "{pointer} is not there");
    value
}

#[test]
fn outputs_fit_their_schemas() {
    for case in CASES {
        let validator = Validator::new(schema(case.schema));
        let values = printed(case.args, case.lines);
        assert!(!values.is_empty(), "{:?} prints nothing", case.args);
        for value in &values {
            let wrong = validator.wrong_in(value);
            assert!(wrong.is_none(), "{:?}: {wrong:?}\n{value:#}", case.args);
        }
        let broken = without(&values[0], case.needs);
        let wrong = validator.wrong_in(&broken);
        assert!(wrong.is_some(), "{:?}: {} is let go", case.args, case.needs);
    }
}

#[test]
fn pages_of_explain_fit_their_schema() {
    let validator = Validator::new(schema("explain"));
    let output = &printed(&["check", "--format", "json"], false)[0];
    let first = &output["findings"][0];
    let promise = first["promise"].as_str().expect("it has a promise");
    let side = &first["primary"];
    let (path, line) = (&side["path"], &side["start"]["line"]);
    let line = format!("{}:{line}", path.as_str().expect("it has a path"));
    for target in [promise, &line] {
        let page = &printed(&["explain", target, "--format", "json"], false)[0];
        let wrong = validator.wrong_in(page);
        assert!(wrong.is_none(), "{target}: {wrong:?}");
        let broken = without(page, "/statements");
        assert!(validator.wrong_in(&broken).is_some(), "{target}");
    }
}

#[test]
fn the_baseline_fits_its_schema() {
    let validator = Validator::new(schema("baseline"));
    let folder = crate::support::folder(&[
        ("pledgelint.toml", b"packs = [\"telecom\"]\n"),
        ("ad.md", b"Unlimited data.\n"),
        ("spec.md", b"Data is throttled after 30 GB.\n"),
    ]);
    let (code, _, err) = pledgelint(folder.path(), &["baseline"]);
    assert_eq!(code, 0, "{err}");
    let text = std::fs::read_to_string(folder.path().join("pledgelint-baseline.json"));
    let value = serde_json::from_str(&text.expect("it was written")).expect("it is JSON");
    assert_eq!(validator.wrong_in(&value), None, "{value:#}");
    let broken = without(&value, "/entries/0/verdict");
    assert!(validator.wrong_in(&broken).is_some());
}

#[test]
fn drafts_are_those_of_their_schema() {
    let validator = Validator::new(schema("drafts"));
    for line in [
        json!({"path": "ads/a.md", "text": "Unlimited data."}),
        json!({"path": "ads/a.md", "text": null}),
        json!({"path": "a.md", "text": "", "channel": "ads", "language": "en", "subject": "x"}),
        json!({"path": "a.md", "text": "", "format": "markdown", "subject": ["x", "y"]}),
        json!({"path": "a.md"}),
        json!({"text": ""}),
        json!({"path": "a.md", "text": 3}),
        json!({"path": "a.md", "text": "", "chanel": "ads"}),
        json!({"path": "a.md", "text": "", "subject": 3}),
    ] {
        let read = pledgelint::drafts::Draft::parse(&line.to_string());
        let wrong = validator.wrong_in(&line);
        assert_eq!(read.is_err(), wrong.is_some(), "{line}: {wrong:?}");
    }
}

#[test]
fn language_files_fit_their_schema() {
    let validator = Validator::new(schema("language"));
    for (name, bytes) in crate::support::files_under("rules/lang", |_| true) {
        let text = String::from_utf8(bytes).expect("it is UTF-8");
        let file: Value = toml::from_str(&text).expect("it is TOML");
        let wrong = validator.wrong_in(&file);
        assert!(wrong.is_none(), "{name} does not fit: {wrong:?}");
    }
    let wrong = json!({"cues": {"negation": [{"word": ["no"]}]}});
    assert!(validator.wrong_in(&wrong).is_some());
}

#[test]
fn a_schema_is_written_to_a_file() {
    let folder = crate::support::folder(&[]);
    let args = ["schema", "rules", "-o", "pledgelint.schema.json"];
    let (code, out, err) = pledgelint(folder.path(), &args);
    assert_eq!((code, &*out), (0, ""), "{err}");
    let read = |path: &Path| std::fs::read_to_string(path).expect("it is there");
    let written = read(&folder.path().join("pledgelint.schema.json"));
    assert_eq!(written, read(&root().join("docs/rules.schema.json")));
}
