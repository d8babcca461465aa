//! Rules files: right ones are read without a word, wrong ones give the mistakes in their golden
//! file, all in one run. `UPDATE=1 cargo test` rewrites the golden files.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pledgelint::diagnostic::{Diagnostic, Severity};
use pledgelint::rules::{
    Environment, Level, Loaded, PhraseRole, RulesText, builtin_packs, includes, load,
};
use proptest::prelude::*;

fn environment() -> Environment {
    Environment::new(["en", "vi", "zh"].map(str::to_owned).to_vec())
}

fn load_text(name: &str, text: &str) -> Loaded {
    let main = RulesText {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    load(Some(main), &[], &environment())
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/rules")
        .join(folder);
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// One line a diagnostic: `file:line:col: code: message / help`.
fn lines(loaded: &Loaded) -> String {
    let mut out = String::new();
    for diagnostic in &loaded.diagnostics {
        let label = &diagnostic.labels[0];
        let source = loaded
            .sources
            .iter()
            .find(|source| *source.name() == label.file)
            .unwrap();
        let at = source.position(label.span.start);
        let Diagnostic {
            code,
            message,
            severity,
            ..
        } = diagnostic;
        let kind = if *severity == Severity::Error {
            String::new()
        } else {
            format!("{severity}: ")
        };
        write!(
            out,
            "{}:{}:{}: {kind}{code}: {message}",
            label.file, at.line, at.column
        )
        .unwrap();
        if let Some(help) = &diagnostic.help {
            write!(out, " / {help}").unwrap();
        }
        out.push('\n');
    }
    out
}

/// Every label lies in its file, on whole characters, and mistakes come in the order of the text.
fn check_places(loaded: &Loaded) {
    let mut last = (0, 0);
    for diagnostic in &loaded.diagnostics {
        for label in &diagnostic.labels {
            let source = loaded
                .sources
                .iter()
                .find(|source| *source.name() == label.file)
                .unwrap();
            assert!(
                source.text().get(label.span.range()).is_some(),
                "{diagnostic:?}"
            );
        }
        let label = &diagnostic.labels[0];
        let file = loaded
            .sources
            .iter()
            .position(|source| *source.name() == label.file)
            .unwrap();
        assert!(
            (file, label.span.start) >= last,
            "{diagnostic:?} is out of order"
        );
        last = (file, label.span.start);
    }
}

#[test]
fn right_files_are_read_without_a_word() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let carrier = fixtures.join("carrier/pledgelint.toml");
    for path in files("right").into_iter().chain([carrier]) {
        let loaded = load_text(&name(&path), &fs::read_to_string(&path).unwrap());
        assert_eq!(lines(&loaded), "", "{}", path.display());
        assert!(loaded.ruleset.is_some());
    }
}

#[test]
fn wrong_files_give_their_mistakes() {
    for path in files("wrong") {
        let loaded = load_text(&name(&path), &fs::read_to_string(&path).unwrap());
        check_places(&loaded);
        let found = lines(&loaded);
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &found).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert!(!found.is_empty(), "{} is right", path.display());
        assert_eq!(found, expected, "{}", path.display());
        let errors = loaded
            .diagnostics
            .iter()
            .any(|one| one.severity == Severity::Error);
        assert_eq!(loaded.ruleset.is_none(), errors, "{}", path.display());
    }
}

#[test]
fn golden_files_belong_to_a_rules_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/wrong");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            path.with_extension("toml").exists(),
            "{} is left over",
            path.display()
        );
    }
}

#[test]
fn fifty_mistakes_give_fifty_diagnostics_in_the_order_of_the_file() {
    let mut text = String::new();
    for at in 0..50 {
        let wrong = [
            "subject = \"nobody\"",
            "severity = 3",
            "clams = 1",
            "until = \"soon\"",
            "channels = [\"x\"]",
        ];
        write!(
            text,
            "[promise.p{at}]\nclaims.en = [\"claim {at}\"]\n{}\n",
            wrong[at % 5]
        )
        .unwrap();
    }
    let loaded = load_text("fifty.toml", &text);
    assert_eq!(loaded.diagnostics.len(), 50, "{}", lines(&loaded));
    check_places(&loaded);
    let of_own_promise = |(at, diagnostic): (usize, &Diagnostic)| {
        loaded.sources[0]
            .position(diagnostic.labels[0].span.start)
            .line as usize
            == 3 * at + 3
    };
    assert!(
        loaded.diagnostics.iter().enumerate().all(of_own_promise),
        "{}",
        lines(&loaded)
    );
    assert!(loaded.ruleset.is_none());
}

#[test]
fn packs_are_right_and_apply_without_a_rules_file() {
    let loaded = load(None, &[], &environment());
    assert_eq!(lines(&loaded), "");
    let ruleset = loaded.ruleset.unwrap();
    for pack in builtin_packs() {
        for promise in pack.promises() {
            let id = format!("{}/{promise}", pack.name);
            let in_force = ruleset.promise_named(&id).is_some();
            assert_eq!(in_force, !pack.when_named(), "{id}");
        }
    }
}

#[test]
fn a_mistake_in_another_file_is_shown_there() {
    let main = RulesText {
        name: "main.toml".into(),
        text: "[promise.x]\nclaims.en = [\"a b\"]\n".into(),
    };
    let more = RulesText {
        name: "more.toml".into(),
        text: "[promise.x]\nclaims.en = [\"c d\"]\n".into(),
    };
    let loaded = load(Some(main), &[more], &environment());
    let expected = "more.toml:1:10: declared-twice: the promise `x` is declared twice \
                    / rename one of the two, or join them\n";
    assert_eq!(lines(&loaded), expected);
    assert_eq!(&*loaded.diagnostics[0].labels[1].file, "main.toml");
}

#[test]
fn any_cut_of_a_rules_file_is_read_without_a_panic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/right/complete.toml");
    let text = fs::read_to_string(path).unwrap();
    for end in (0..text.len())
        .step_by(97)
        .filter(|&end| text.is_char_boundary(end))
    {
        check_places(&load_text("cut.toml", &text[..end]));
        check_places(&load_text("cut.toml", &text[end..]));
    }
}

#[test]
fn only_the_main_file_takes_more_files() {
    let text = "rules = [\"more/*.toml\"]\n[promise.NAME]\nclaims.en = [\"claim NAME\"]\n";
    let file = |name: &str| RulesText {
        name: format!("{name}.toml"),
        text: text.replace("NAME", name),
    };
    let loaded = load(Some(file("main")), &[file("more")], &environment());
    let expected = "more.toml:1:10: misplaced-key: only the main rules file takes more files by \
                    `rules` / name them there\n";
    assert_eq!(lines(&loaded), expected);
    assert_eq!(includes(&file("main").text), ["more/*.toml"]);
}

#[test]
fn a_pack_takes_settings_and_phrases_of_the_project() {
    let text = "packs = [\"telecom\"]\n[pack.telecom.unlimited-data]\nseverity = \"warning\"\n\
                claims.en = [\"boundless bytes\"]\nbreaches.squeezed = { en = [\"squeeze*\"] }\n";
    let ruleset = load_text("overlay.toml", text).ruleset.unwrap();
    let id = ruleset.promise_named("telecom/unlimited-data").unwrap();
    let promise = ruleset.promise(id);
    assert_eq!(promise.severities.default, Level::At(Severity::Warning));
    let squeezed = promise.facet_named("squeezed").unwrap();
    let uses = ruleset.phrase_uses.iter().enumerate();
    let own: Vec<_> = uses
        .filter(|(_, phrase)| &*phrase.declared.file == "overlay.toml")
        .map(|(at, _)| {
            (
                ruleset.phrase_roles[at],
                ruleset.phrases.phrases()[at].text(),
            )
        })
        .collect();
    assert_eq!(own.len(), 2);
    assert!(own.contains(&(PhraseRole::Breach(id, squeezed), "squeeze*")));
    assert!(own.iter().any(|(role, _)| *role == PhraseRole::Claim(id)));
}

#[test]
fn what_is_switched_off_or_replaced_is_not_in_force() {
    let text = "packs = [\"telecom\"]\n[promise.mine]\nclaims.en = [\"unlimited data\"]\n\
                replaces = [\"telecom/unlimited-data\"]\n[pack.telecom.unlimited-speed]\n\
                severity = \"off\"\n[promise.never]\nseverity = \"off\"\nclaims.en = [\"no no\"]\n";
    let ruleset = load_text("off.toml", text).ruleset.unwrap();
    assert!(ruleset.promise_named("mine").is_some());
    for id in ["telecom/unlimited-data", "telecom/unlimited-speed", "never"] {
        assert!(ruleset.promise_named(id).is_none(), "{id}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(parts in prop::collection::vec(
        prop::sample::select(PARTS.to_vec()), 0..60,
    )) {
        check_places(&load_text("any.toml", &parts.concat()));
    }
}

const PARTS: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    " = ",
    ",",
    ".",
    "\"",
    "'",
    "\"\"\"",
    "\n",
    "\r\n",
    "\\",
    "#",
    "promise",
    "x",
    "claims",
    "breaches",
    "en",
    "severity",
    "subject",
    "part-of",
    "value",
    "is",
    "topic",
    "packs",
    "pack",
    "telecom",
    "waiver",
    "each",
    "gói",
    "流量",
    "2026-01-31",
    "3",
    "-",
    "true",
    "[\"unlimited data\"]",
    "\"(a|b\"",
    "\"$w ...\"",
    "[promise.x]\n",
    "[subject.x]\n",
    "claims.en = [\"a b\"]\n",
    "severity = \"off\"\n",
    "\u{feff}",
    "\u{2028}",
];

/// All that stands between `before` and the next quote in the sources of a folder.
fn quoted_after(before: &str, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            quoted_after(before, &path, found);
            continue;
        }
        let text: String = fs::read_to_string(path)
            .unwrap()
            .split_whitespace()
            .collect();
        let rest = text
            .split(before)
            .skip(1)
            .filter(|rest| rest.starts_with('"'));
        found.extend(rest.filter_map(|rest| rest.split('"').nth(1).map(str::to_owned)));
    }
}

#[test]
fn the_reference_names_every_code_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = Vec::new();
    quoted_after("Mistake::new(", &root.join("src/rules"), &mut codes);
    quoted_after("letcode=", &root.join("src/rules/check"), &mut codes);
    codes.sort();
    codes.dedup();
    let reference = fs::read_to_string(root.join("docs/rules-file.md")).unwrap();
    let (_, table) = reference.split_once("## Mistakes").unwrap();
    let rows = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let mut documented: Vec<_> = rows.map(str::to_owned).collect();
    documented.sort();
    assert_eq!(documented, codes);
}

#[test]
fn the_reference_names_every_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut keys = Vec::new();
    for method in [
        "string", "strings", "date", "bool", "integer", "table", "array", "get",
    ] {
        quoted_after(
            &format!("table.{method}("),
            &root.join("src/rules/file"),
            &mut keys,
        );
    }
    assert!(keys.len() > 40, "{keys:?}");
    let reference = fs::read_to_string(root.join("docs/rules-file.md")).unwrap();
    for key in keys {
        let forms = [
            format!("`{key}`"),
            format!(".{key}`"),
            format!("[{key}]"),
            format!("[{key}."),
        ];
        assert!(
            forms.iter().any(|form| reference.contains(form)),
            "{key} is not described"
        );
    }
}

/// Each example of the reference takes what the reference says, and the whole of it.
#[test]
fn the_reference_shows_what_phrases_take() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let reference = fs::read_to_string(root.join("docs/rules-file.md")).unwrap();
    let (_, section) = reference.split_once("## Phrases\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let mut count = 0;
    for row in rows {
        let row = row.replace(r"\|", "\u{1}");
        let cells: Vec<String> = row
            .trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|"))
            .collect();
        let (phrase, text) = (&cells[2], &cells[3]);
        let key = if phrase.contains("{value}") {
            format!("value = {{ kind = \"duration\", topic = {{ en = ['{phrase}'] }} }}")
        } else {
            format!("claims = {{ en = ['{phrase}'] }}")
        };
        let file = format!("words = {{ data = [\"data\"] }}\n[promise.p]\n{key}\n");
        let ruleset = pledgelint::Ruleset::parse("pledgelint.toml", file.as_str())
            .expect("the rules are right");
        let read = pledgelint::Checker::new(&ruleset).read("a.md", text.as_bytes());
        let statements = read.expect("it is text").statements;
        let found: Vec<_> = statements
            .iter()
            .map(|one| one.place.text().to_owned())
            .collect();
        let whole = if phrase.contains("{value}") {
            "within 30 days"
        } else {
            text
        };
        assert_eq!(found, [whole], "{phrase}");
        count += 1;
    }
    assert_eq!(count, 12);
}
