//! The JSON Schema in the repository is that of the types, and the output of a run fits it.

use crate::support::{golden, pledgelint, root};

#[test]
fn the_schema_is_that_of_the_types() {
    let (code, out, err) = pledgelint(&root(), &["schema", "check"]);
    assert_eq!(code, 0, "{err}");
    golden("docs/check.schema.json", &out);
}

#[test]
fn the_output_of_a_run_fits_the_schema() {
    let carrier = root().join("fixtures/carrier");
    let (_, out, _) = pledgelint(&carrier, &["check", "--format", "json"]);
    let output: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let findings = output["findings"].as_array().expect("it has findings");
    assert!(findings.len() >= 10, "only {} findings", findings.len());
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let file = root().join("docs/check.schema.json");
    let schema = std::fs::read_to_string(file).expect("the schema is in the repository");
    let schema = serde_json::from_str(&schema).expect("it is JSON");
    compiler
        .add_resource("check.json", schema)
        .expect("it is a schema");
    let index = compiler
        .compile("check.json", &mut schemas)
        .expect("it compiles");
    assert!(
        schemas.validate(&output, index).is_ok(),
        "{:#}",
        schemas.validate(&output, index).unwrap_err()
    );
    let broken = serde_json::json!({"version": 1, "findings": "none"});
    assert!(
        schemas.validate(&broken, index).is_err(),
        "the schema accepts anything"
    );
}

#[test]
fn language_files_fit_their_schema() {
    let (code, out, err) = pledgelint(&root(), &["schema", "language"]);
    assert_eq!(code, 0, "{err}");
    golden("docs/language.schema.json", &out);
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let schema = serde_json::from_str(&out).expect("it is JSON");
    compiler
        .add_resource("language.json", schema)
        .expect("it is a schema");
    let index = compiler
        .compile("language.json", &mut schemas)
        .expect("it compiles");
    for (name, bytes) in crate::support::files_under("rules/lang", |_| true) {
        let text = String::from_utf8(bytes).expect("it is UTF-8");
        let file: serde_json::Value = toml::from_str(&text).expect("it is TOML");
        if let Err(error) = schemas.validate(&file, index) {
            panic!("{name} does not fit: {error:#}");
        }
    }
    let wrong = serde_json::json!({"cues": {"negation": [{"word": ["no"]}]}});
    assert!(
        schemas.validate(&wrong, index).is_err(),
        "the schema accepts anything"
    );
}
