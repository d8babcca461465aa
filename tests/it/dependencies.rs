//! `docs/dependencies.md` names every dependency with a reason, and nothing else.

use std::collections::BTreeSet;
use std::fs;

use crate::support::root;

#[test]
fn every_dependency_has_its_reason() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect(path);
    let manifest: toml::Table = read("Cargo.toml").parse().expect("it is TOML");
    let tables = ["dependencies", "dev-dependencies"].map(|key| &manifest[key]);
    let names = tables.iter().filter_map(|table| table.as_table());
    let wanted: BTreeSet<String> = names.flat_map(|table| table.keys().cloned()).collect();
    assert!(wanted.len() > 25, "{wanted:?}");
    let page = read("docs/dependencies.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut told = BTreeSet::new();
    for row in rows {
        let (name, rest) = row.split_once("` |").expect(row);
        let reason = rest
            .trim_end_matches([' ', '|'])
            .rsplit('|')
            .next()
            .unwrap_or_default();
        assert!(
            reason.split_whitespace().count() >= 3,
            "{name}: {reason:?} is no reason"
        );
        assert!(told.insert(name.to_owned()), "{name} is told twice");
    }
    assert_eq!(told, wanted);
}
