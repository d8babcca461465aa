//! The hooks for pre-commit: what makes them run.

use pledgelint::input;
use regex::Regex;

#[test]
fn a_change_of_any_text_that_is_read_runs_them() {
    let hooks = include_str!("../../.pre-commit-hooks.yaml");
    let files = hooks
        .lines()
        .filter_map(|line| line.trim().strip_prefix("files: '"));
    let files: Vec<&str> = files.map(|line| line.trim_end_matches('\'')).collect();
    assert_eq!(files.len(), 2);
    for pattern in files {
        let pattern = Regex::new(pattern).expect("an expression");
        let formats = input::format_names().filter_map(input::format_named);
        let endings: Vec<&str> = formats
            .flat_map(input::Format::extensions)
            .copied()
            .collect();
        let missing = endings
            .iter()
            .filter(|ending| !pattern.is_match(&format!("a/b.{ending}")));
        let missing: Vec<_> = missing.collect();
        assert!(
            missing.is_empty() && endings.len() > 30,
            "{missing:?} of {}",
            endings.join("|")
        );
        for name in [
            "pledgelint.toml",
            "site/.pledgelint.toml",
            "pledgelint-baseline.json",
        ] {
            assert!(pattern.is_match(name), "{name}");
        }
        for name in ["a.svg", "src/main.rs", "a.md/b.png", "md", "amd"] {
            assert!(!pattern.is_match(name), "{name}");
        }
    }
}
