//! A directive holds in the comments of every format that has some.

use pledgelint::{Checker, Ruleset, date, input};

const RULES: &str = r#"
[promise.data]
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
"#;

/// For each format its comment with `@` for what it says, and two paragraphs that break a promise.
const TEXTS: [(&str, &str); 10] = [
    (
        "a.md",
        "<!-- @ -->\n\nIt is throttled.\n\nAgain throttled.\n",
    ),
    (
        "a.html",
        "<!-- @ --><p>It is throttled.</p><p>Again throttled.</p>",
    ),
    ("a.txt", "# @\nIt is throttled.\n\nAgain throttled.\n"),
    ("a.rst", ".. @\n\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "b.rst",
        "A list:\n\n* one\n\n.. @\n\n* It is throttled.\n* Again throttled.\n",
    ),
    ("a.adoc", "// @\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "b.adoc",
        "////\n@\n////\nIt is throttled.\n\nAgain throttled.\n",
    ),
    ("a.org", "# @\nIt is throttled.\n\nAgain throttled.\n"),
    (
        "a.mdx",
        "{/* @ */}\n<Card>\nIt is throttled.\n</Card>\n\nAgain throttled.\n",
    ),
    ("a.tex", "% @\nIt is throttled.\n\nAgain throttled.\n"),
];

fn places(path: &str, text: &str) -> Vec<usize> {
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let read = checker.read(path, text.as_bytes());
    let report = checker.report([read], date(2026, 6, 1));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let found = report.findings.iter();
    let starts = found.map(|one| {
        one.primary
            .place
            .as_ref()
            .map_or(0, |place| place.span.start)
    });
    starts.collect()
}

#[test]
fn a_comment_accepts_what_comes_next() {
    for (path, text) in TEXTS {
        let without = text.replace('@', "a remark");
        let (first, second) = (without.find("throttled"), without.rfind("throttled"));
        let both: Vec<usize> = first.into_iter().chain(second).collect();
        assert_eq!(places(path, &without), both, "{path}");
        let next = text.replace('@', "pledgelint-disable-next data reason=\"as agreed\"");
        let kept: Vec<usize> = next.rfind("throttled").into_iter().collect();
        assert_eq!(places(path, &next), kept, "{path}: {next}");
        let file = text.replace('@', "pledgelint-disable-file data reason=\"as agreed\"");
        assert_eq!(places(path, &file), [0_usize; 0], "{path}: {file}");
    }
}

#[test]
fn every_markup_has_its_directive() {
    let markups = [
        "markdown", "html", "text", "rst", "asciidoc", "org", "latex", "mdx",
    ];
    let known = input::format_names().filter(|name| markups.contains(name));
    let tried = |name: &str| {
        let formats = TEXTS.iter().filter_map(|(path, _)| input::format_for(path));
        formats.into_iter().any(|format| format.name() == name)
    };
    let untried: Vec<_> = known.filter(|name| !tried(name)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn strings_of_code_are_read_where_the_rules_say_so() {
    let rules = format!("{RULES}\n[[input]]\nstrings-in = [\"**/*.tsx\"]\n");
    let ruleset = Ruleset::parse("pledgelint.toml", &rules).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let code = "// pledgelint-disable-next data reason=\"as agreed\"\n\
        const a = { note: \"It is throttled.\" };\nexport const b = <p title='Again throttled.' />;\n";
    let report = checker.report(
        [checker.read("ui/a.tsx", code.as_bytes())],
        date(2026, 6, 1),
    );
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|one| one.primary.place.as_ref().map(|place| place.text()))
        .collect();
    assert_eq!(found, [Some("throttled")], "{:?}", report.problems);
    let other = checker.read("ui/a.md", b"const a = 1");
    assert!(other.is_ok());
    assert!(input::format_for("ui/a.tsx").is_none());
}
