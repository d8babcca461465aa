//! Holds the import table of ARCHITECTURE.md, and the form of modules.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the lowest to the highest: each may use those before it.
const ORDER: [&str; 22] = [
    "text",
    "record",
    "diagnostic",
    "message",
    "quantity",
    "phrase",
    "document",
    "language",
    "input",
    "rules",
    "discover",
    "extract",
    "judge",
    "suppress",
    "report",
    "fix",
    "explain",
    "diff",
    "drafts",
    "check",
    "examples",
    "init",
];

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the source folder can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    source_files(&root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("it lies under the root");
        let name = name.to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("it is text"))
    };
    files.into_iter().map(read).collect()
}

fn module_of(file: &str) -> &str {
    file.split('/')
        .next()
        .unwrap_or(file)
        .trim_end_matches(".rs")
}

/// The modules that a text names as `crate::module`.
fn used(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().flat_map(|(number, line)| {
        line.match_indices("crate::").map(move |(at, found)| {
            let rest = &line[at + found.len()..];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            (number + 1, &rest[..end])
        })
    })
}

#[test]
fn imports_point_up_the_table_only() {
    let rank = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (file, text) in sources() {
        let module = module_of(&file);
        if module == "lib" || module == "cli" {
            continue;
        }
        let own = rank(module).unwrap_or_else(|| panic!("{file}: `{module}` is not in the table"));
        for (line, other) in used(&text) {
            seen += 1;
            if rank(other).is_some_and(|other| other > own) {
                wrong.push(format!("src/{file}:{line}: `{module}` uses `{other}`"));
            }
        }
    }
    assert!(seen > 100, "the test reads no imports");
    assert!(
        wrong.is_empty(),
        "imports against the table:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_binary_uses_the_public_interface_alone() {
    for (file, text) in sources()
        .iter()
        .filter(|(file, _)| module_of(file) == "cli")
    {
        for (line, module) in used(text) {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
            assert!(
                own.join(format!("{module}.rs")).exists() || own.join(module).is_dir(),
                "src/cli/{file}:{line}: `crate::{module}` is no module of the binary"
            );
        }
    }
}

#[test]
fn every_module_says_what_it_holds() {
    for (file, text) in sources() {
        assert!(text.starts_with("//! "), "src/{file} has no header");
    }
}

#[test]
fn no_language_is_named_in_code() {
    let names = ["\"en\"", "\"vi\"", "\"zh\""];
    for (file, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        // The last shows how a list of languages is written.
        let loaders = [
            "language/mod.rs",
            "message/mod.rs",
            "rules/packs.rs",
            "rules/keys/tables.rs",
        ];
        let loader = loaders.contains(&file.as_str());
        let in_docs = |line: &str| line.trim_start().starts_with("//");
        for (number, line) in code.lines().enumerate() {
            let found = names.iter().any(|name| line.contains(name));
            assert!(
                !found || loader || in_docs(line) || file.ends_with("tests.rs"),
                "src/{file}:{} names a language: {line}",
                number + 1
            );
        }
    }
}
