//! Depth and size: no recursion, time linear.

use std::time::Duration;

use pledgelint::{Checker, Ruleset, date};

use crate::support::Spent;

const RULES: &str = r#"
[promise.data]
claims   = { en = ["unlimited data"] }
breaches = { en = ["throttled"] }
"#;

/// How many findings a text has, and how long it takes.
fn check(path: &str, text: &str) -> (usize, Duration) {
    let ruleset = Ruleset::parse("pledgelint.toml", RULES).expect("the rules are right");
    check_by(&ruleset, path, text)
}

fn check_by(ruleset: &Ruleset, path: &str, text: &str) -> (usize, Duration) {
    let begun = Spent::now();
    let checker = Checker::new(ruleset);
    let report = checker.report([checker.read(path, text.as_bytes())], date(2026, 6, 1));
    (report.findings.len(), begun.elapsed())
}

const DEEP: usize = 10_000;
/// The clock of the processor's time moves in steps of up to 10 ms; a span has two ends.
const TICK: Duration = Duration::from_millis(20);

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

/// A table of prices below these headers.
fn prices(html: bool, headers: [&str; 4], rows: usize) -> String {
    let mut text = String::new();
    let mut add = |cells: [&str; 4]| {
        let line = if html {
            format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"))
        } else {
            format!("| {} |\n", cells.join(" | "))
        };
        text.push_str(&line);
    };
    add(headers);
    if !html {
        add(["---"; 4]);
    }
    for row in 0..rows {
        let (name, price) = (format!("Nr {row}"), format!("${}.99", row % 97));
        let (count, weight) = (format!("{} pieces", row % 50), format!("{} kg", row % 9));
        add([&name, &price, &count, &weight]);
    }
    if html {
        format!("<table>{text}</table>")
    } else {
        text
    }
}

#[test]
fn a_header_that_says_much_costs_its_cells_little() {
    let ruleset = Ruleset::of_pack("telecom").expect("the pack is built in");
    let mute = ["Zab", "Zeb", "Zib", "Zob"];
    let telling = [
        "Unlimited data",
        "Unlimited texts",
        "No throttling",
        "Cancel at any time",
    ];
    // The automata are built by the first text.
    let warm = telling.join(". ");
    check_by(&ruleset, "warm.md", &warm);
    for (path, html) in [("a.html", true), ("a.md", false)] {
        // The least of several: a busy machine makes one slow, never one fast.
        let least = |headers, rows| {
            let text = prices(html, headers, rows);
            let times = (0..3).map(|_| check_by(&ruleset, path, &text).1);
            times.min().unwrap_or_default()
        };
        let (quiet, told) = (least(mute, 200), least(telling, 200));
        // Its words are looked up, which takes some times as long as leaving mute cells alone;
        // putting each cell together with each of its headers takes twenty times as long.
        assert!(
            told < quiet * 10 + TICK,
            "{path}: {quiet:?} mute, {told:?} telling"
        );
        // Under a header that waits for an amount each price is put together with it, which costs
        // more, but no more for each in a longer table.
        for headers in [telling, ["Free activation", "Setup fee", "Zab", "Zeb"]] {
            let (few, many) = (least(headers, 200), least(headers, 800));
            assert!(
                many < few * 8 + TICK,
                "{path}: {few:?} for 200 rows, {many:?} for 800"
            );
        }
    }
}
