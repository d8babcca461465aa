//! Rules files: right ones are read without a word, wrong ones give the mistakes in their golden
//! file, all in one run. `UPDATE=1 cargo test` rewrites the golden files.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pledgelint::diagnostic::{Diagnostic, Severity};
use pledgelint::rules::{Environment, Loaded, RulesText, builtin_packs, load};

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
    for path in files("right") {
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
            assert!(ruleset.promise_named(&id).is_some(), "{id}");
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
