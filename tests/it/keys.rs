//! The tables of keys, the JSON Schema of rules files and the reader say the same.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use pledgelint::diagnostic::Diagnostic;
use pledgelint::rules::keys::{FILE, Key, Section, Shape, rules_schema};
use pledgelint::rules::{Environment, RulesText, load, load_pack};
use serde_json::Value;

use crate::support::{files_under, golden, pledgelint, root};

/// Mistakes of keys and types, and no others.
const OF_SHAPE: [&str; 7] = [
    "wrong-type",
    "unknown-key",
    "misplaced-key",
    "unknown-language",
    "language-as-facet",
    "empty",
    "bad-number",
];

/// What is put behind every key, beside its own example.
const VALUES: &[&str] = &[
    r#""text""#,
    r#""""#,
    r#""  ""#,
    "3",
    "-1",
    "1.5",
    "true",
    "2026-01-31",
    "2026-01-31T10:00:00",
    "10:00:00",
    r#""2026-01-31""#,
    r#""2026-02-30""#,
    r#""31.1.2026""#,
    "[]",
    r#"["text"]"#,
    r#"[""]"#,
    "[3]",
    r#"["en"]"#,
    r#"["en", "xx"]"#,
    r#"["telecom"]"#,
    "{}",
    r#"{ en = ["text"] }"#,
    r#"{ any = ["text"], vi = ["chữ"] }"#,
    r#"{ en = "text" }"#,
    "{ en = [] }",
    "{ en = [3] }",
    "{ en = {} }",
    r#"{ en = { en = ["text"] } }"#,
    r#"{ xx = ["text"] }"#,
    "{ xx = {} }",
    r#"{ xx = { en = ["text"] } }"#,
    r#"{ xx = { xx = ["text"] } }"#,
    r#"{ xx = "text" }"#,
    r#"{ xx = "error" }"#,
    "{ xx = 3 }",
    r#"{ default = "off", contradicted = "note" }"#,
    r#"{ default = "fatal" }"#,
    r#"{ summary = "text" }"#,
    "{ paths = [] }",
    r#"{ vi = { paths = ["vi/**"] } }"#,
    "{ telecom = {} }",
    r#"{ telecom = "off" }"#,
    r#"{ telecom = { unlimited-data = { owner = "text" } } }"#,
    r#"{ telecom = { unlimited-data = { ownr = "text" } } }"#,
    "[{}]",
    r#"[{ en = ["text"] }]"#,
    r#"[{ en = ["text"] }, { xx = ["text"] }]"#,
    r#"[{ en = ["text"] }, 3]"#,
    r#""error""#,
    r#""off""#,
    r#""when-claimed""#,
    r#""section""#,
    r#""money""#,
    r#""csv""#,
    r#""title""#,
    r#""field:""#,
    r#""field: plan""#,
];

/// What is put behind keys of a change to a pack.
const FEW_VALUES: &[&str] = &["3", "[3]", r#""""#, "{ xx = 3 }"];

/// A JSON Schema, compiled.
pub(crate) struct Validator {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Validator {
    pub(crate) fn new(schema: Value) -> Self {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler
            .add_resource("schema.json", schema)
            .expect("it is a schema");
        let index = compiler
            .compile("schema.json", &mut schemas)
            .expect("it compiles");
        Self { schemas, index }
    }

    /// What is wrong with a value; `None` where nothing is.
    pub(crate) fn wrong_in(&self, value: &Value) -> Option<String> {
        let result = self.schemas.validate(value, self.index);
        result.err().map(|error| format!("{error:#}"))
    }

    fn of_rules() -> Self {
        Self::new(rules_schema(&Environment::default().languages))
    }

    /// What is wrong with a rules file; `None` where nothing is.
    fn wrong(&self, text: &str) -> Option<String> {
        let file = toml::from_str(text).expect(text);
        self.wrong_in(&as_editors_do(file))
    }
}

/// TOML as JSON, with days and times as texts.
fn as_editors_do(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            let entries = table.into_iter();
            let entries = entries.map(|(key, value)| (key, as_editors_do(value)));
            Value::Object(entries.collect())
        }
        toml::Value::Array(items) => items.into_iter().map(as_editors_do).collect(),
        toml::Value::Datetime(time) => time.to_string().into(),
        other => serde_json::to_value(other).expect("it is plain"),
    }
}

fn read(text: &str) -> Vec<Diagnostic> {
    let main = RulesText {
        name: "pledgelint.toml".to_owned(),
        text: text.to_owned(),
    };
    load(Some(main), &[], &Environment::default()).diagnostics
}

/// Whether a schema can tell of a mistake of a key too.
fn is_told(mistake: &Diagnostic, key: &Key, of_pack: bool) -> bool {
    let section = key.shape.section();
    let needs_some = section.is_some_and(|section| section.keys.iter().any(|key| key.needed));
    match mistake.code {
        // Facets are names of the user's.
        "unknown-name" => is_closed(key.shape) && !mistake.message.contains("nor a facet"),
        // A change to a pack has what the pack has.
        "missing-key" => key.name == "files" || needs_some && !of_pack,
        "misplaced-key" => key.name != "when-named",
        code => OF_SHAPE.contains(&code),
    }
}

fn is_closed(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Choice(_)
            | Shape::Choices(_)
            | Shape::Form(..)
            | Shape::Languages
            | Shape::Packs(_)
            | Shape::Severity
    ) || matches!(shape, Shape::Named(section) if section.header == "[language.CODE]")
}

/// A file with one table, which has the keys that it needs and `key = value`.
fn file_with(section: &Section, header: &str, key: &str, value: &str) -> String {
    let mut text = if header.is_empty() {
        String::new()
    } else {
        format!("{header}\n")
    };
    let needed = section.keys.iter();
    for needed in needed.filter(|needed| needed.needed && needed.name != key) {
        writeln!(text, "{} = {}", needed.name, needed.example).unwrap();
    }
    if section.holds_phrases() {
        text += "en = [\"fair use\"]\n";
    }
    writeln!(text, "{key} = {value}").unwrap();
    text
}

/// All tables with a header under which they can stand, changes to packs among them.
fn sections() -> Vec<(&'static Section, String)> {
    fn within(section: &'static Section, found: &mut Vec<(&'static Section, String)>) {
        let names = [("NAME", "x"), ("CODE", "vi")];
        let header = names
            .iter()
            .fold(section.header.to_owned(), |header, (name, id)| {
                header.replace(name, id)
            });
        if header.starts_with("[promise") || header.starts_with("[[promise") {
            let of_pack = header.replace("promise.x", "pack.telecom.unlimited-data");
            found.push((section, format!("packs = [\"telecom\"]\n{of_pack}")));
        }
        found.push((section, header));
        for key in section.keys {
            let inner = key.shape.section().filter(|_| key.name != "pack");
            if let Some(inner) = inner {
                within(inner, found);
            }
        }
    }
    let mut found = Vec::new();
    within(&FILE, &mut found);
    found
}

#[test]
fn the_reader_and_the_schema_agree_on_every_key_and_type() {
    let validator = Validator::of_rules();
    let (mut right, mut wrong) = (0, 0);
    let mut disagreed = Vec::new();
    for (section, header) in sections() {
        // A load with a pack takes long, and its keys are read as those of a promise are.
        let of_pack = header.contains("pack.");
        let values = if of_pack { FEW_VALUES } else { VALUES };
        for key in section.keys {
            if key.name == "replaces" && of_pack {
                continue;
            }
            for value in values.iter().copied().chain([key.example]) {
                // Editors show days as texts.
                let is_day = value.starts_with("2026") || value.starts_with("10:");
                if is_day && !matches!(key.shape, Shape::Day) {
                    continue;
                }
                let text = file_with(section, &header, key.name, value);
                let is_wrong = |mistake: &Diagnostic| is_told(mistake, key, of_pack);
                let mistakes = read(&text);
                let by_reader = mistakes.iter().find(|mistake| is_wrong(mistake));
                let by_schema = validator.wrong(&text);
                match (by_reader, by_schema) {
                    (None, None) => right += 1,
                    (Some(_), Some(_)) => wrong += 1,
                    (by_reader, by_schema) => {
                        let by_reader = by_reader.map(|mistake| &mistake.message);
                        disagreed.push(format!("{text}{by_reader:?}\n{by_schema:?}\n"));
                    }
                }
                if value == key.example {
                    assert!(by_reader.is_none(), "{text}{mistakes:?}");
                }
            }
        }
    }
    assert!(disagreed.is_empty(), "{}", disagreed.join("\n"));
    assert!(right > 300 && wrong > 1000, "{right} right, {wrong} wrong");
}

#[test]
fn what_a_table_needs_and_what_it_does_not_know_is_told_by_both() {
    let validator = Validator::of_rules();
    for (section, header) in sections() {
        let whole = file_with(section, &header, "nonsense", "3");
        let told = |text: &str, code: &str| read(text).iter().any(|one| one.code == code);
        let unknown = told(&whole, "unknown-key") || told(&whole, "unknown-language");
        assert!(unknown && validator.wrong(&whole).is_some(), "{whole}");
        for needed in section.keys.iter().filter(|key| key.needed) {
            let line = format!("{} = {}\n", needed.name, needed.example);
            let without = whole.replace(&line, "").replace("nonsense = 3\n", "");
            let of_pack = header.contains("pack.") && needed.name == "topic";
            assert!(told(&without, "missing-key"), "{without}");
            assert_eq!(validator.wrong(&without).is_some(), !of_pack, "{without}");
        }
    }
}

#[test]
fn right_files_fit_the_schema_and_wrong_ones_do_not() {
    let validator = Validator::of_rules();
    let (code, out, err) = pledgelint(&root(), &["schema", "rules"]);
    assert_eq!(code, 0, "{err}");
    golden("docs/rules.schema.json", &out);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    let is_toml = |name: &str| Path::new(name).extension().is_some_and(|end| end == "toml");
    let mut right = files_under("rules/packs", is_toml);
    right.extend(files_under("fixtures/rules/right", is_toml));
    right.extend(files_under("fixtures", |name| {
        name.ends_with("pledgelint.toml")
    }));
    assert!(right.len() > 12, "only {} files", right.len());
    for (name, bytes) in right {
        let wrong = validator.wrong(&text(bytes));
        assert!(wrong.is_none(), "{name}: {}", wrong.unwrap_or_default());
    }
    let mut refused = Vec::new();
    for (name, bytes) in files_under("fixtures/rules/wrong", is_toml) {
        let text = text(bytes);
        if toml::from_str::<toml::Table>(&text).is_err() {
            continue;
        }
        let mistakes = read(&text);
        let wrong = validator.wrong(&text).is_some();
        if wrong {
            refused.push(name.clone());
        }
        // A file that says nothing has nothing of a wrong shape.
        let by_reader = mistakes
            .iter()
            .any(|mistake| OF_SHAPE.contains(&mistake.code));
        let by_name = mistakes
            .iter()
            .any(|mistake| mistake.code == "unknown-name");
        let says_something =
            toml::from_str::<toml::Table>(&text).is_ok_and(|file| !file.is_empty());
        assert!(wrong || !by_reader || !says_something, "{name} fits");
        assert!(!wrong || by_reader || by_name, "{name} is refused");
    }
    assert!(refused.len() >= 5, "only {refused:?}");
}

#[test]
fn a_pack_may_say_when_it_applies() {
    let text = "when-named = true\n[promise.x]\nclaims = { en = [\"free refunds\"] }\n";
    let own = RulesText {
        name: "mine.toml".to_owned(),
        text: text.to_owned(),
    };
    let mistakes = load_pack("mine", own, &Environment::default()).diagnostics;
    assert!(mistakes.is_empty(), "{mistakes:?}");
    assert!(Validator::of_rules().wrong(text).is_none());
}

/// The reference has the table of each section behind a comment that names it.
#[test]
fn the_reference_is_that_of_the_tables() {
    let file = "docs/rules-file.md";
    let text = std::fs::read_to_string(root().join(file)).expect("it can be read");
    let mut seen = BTreeSet::new();
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(header) = line.strip_prefix("<!-- keys: ") else {
            continue;
        };
        let header = header.trim_end_matches(" -->").trim_matches('`');
        let named = |(section, _): &(&Section, String)| section.header == header;
        let of_file = if header == "the file" { "" } else { header };
        let found = sections()
            .into_iter()
            .find(|one| named(one) || one.0.header == of_file);
        let (section, _) = found.unwrap_or_else(|| panic!("no table is called {header}"));
        seen.insert(section.header);
        while lines
            .peek()
            .is_some_and(|line| line.is_empty() || line.starts_with('|'))
        {
            lines.next();
        }
        out.push('\n');
        out.push_str(&table_of(section));
        out.push('\n');
    }
    golden(file, &out);
    let all: BTreeSet<_> = sections()
        .iter()
        .map(|(section, _)| section.header)
        .collect();
    assert_eq!(seen, all, "every table stands in the reference");
}

fn table_of(section: &Section) -> String {
    let mut out = String::from("| key | type | says | default | example |\n");
    out.push_str("| --- | --- | --- | --- | --- |\n");
    if section.holds_phrases() {
        out.push_str("| a language | list of phrases | how it is worded | must be given for one | `en = [\"fair use\"]` |\n");
    }
    for key in section.keys {
        let Key {
            name,
            shape,
            about,
            default,
            example,
            ..
        } = key;
        let row = format!("| `{name}` | {shape} | {about} | {default} | `{example}` |\n");
        out.push_str(&row);
    }
    out
}
