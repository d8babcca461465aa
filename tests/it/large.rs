//! Depth and size: no recursion, time linear.

use std::time::{Duration, Instant};

use pledgelint::{Checker, Ruleset, date};

const RULES: &str = r#"
[promise.data]
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
"#;

/// How many findings a text has, and how long it takes.
fn check(path: &str, text: &str) -> (usize, Duration) {
    let begun = Instant::now();
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    let checker = Checker::new(&ruleset);
    let report = checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1));
    (report.findings.len(), begun.elapsed())
}

const DEEP: usize = 10_000;

#[test]
fn a_list_nested_ten_thousand_deep_is_read() {
    let html = "<ul><li>item".repeat(DEEP) + "<p>throttled</p>" + &"</li></ul>".repeat(DEEP);
    assert_eq!(check("a.html", &html).0, 1);
    // Indentation alone makes fifty megabytes; nested markers on a line do not.
    let markdown = "- ".repeat(DEEP) + "throttled\n";
    assert_eq!(check("a.md", &markdown).0, 1);
}

#[test]
fn a_large_table_takes_time_linear_in_its_cells() {
    let table = |rows: usize| {
        let row = "<tr><td>calls</td><td>throttled</td><td>5 GB</td></tr>\n";
        let calm = "calls are made at home and abroad, as before. ".repeat(4);
        let other = format!("<tr><td>{calm}</td><td>fast</td><td>5 GB</td></tr>\n");
        format!("<table>{row}{}</table>", other.repeat(rows))
    };
    let (small, large) = (table(2_000), table(20_000));
    assert!(large.len() > 4_400_000, "{}", large.len());
    let (found, quick) = check("a.html", &small);
    assert_eq!(found, 1);
    let (found, slow) = check("a.html", &large);
    assert_eq!(found, 1);
    // Ten times the cells in a hundred times the time would be quadratic.
    assert!(slow < quick * 40, "{quick:?} and {slow:?}");
}
