//! Edits as a difference in the unified form.

use std::fmt::Write as _;

use crate::judge::Fix;
use crate::text::Source;

/// Lines around a change.
const CONTEXT: usize = 3;

/// The difference between a text and the text after `edits`, which are of its file, in order and
/// do not overlap, and each of which keeps the number of lines or takes whole lines out.
///
/// `path` is what it calls the file. Empty where nothing changes.
#[must_use]
pub fn unified(path: &str, source: &Source, edits: &[&Fix]) -> String {
    let Some(new) = super::apply(source, edits) else {
        return String::new();
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(source.text()), lines(&new));
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    for hunk in hunks(&changes) {
        write_hunk(&mut out, &old, &new, hunk);
    }
    out
}

/// A run of old lines, and the run of new ones in its place.
#[derive(Clone, Copy)]
struct Run {
    old: (usize, usize),
    new: (usize, usize),
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where two texts differ that are mostly equal: runs between lines that stand in both, found
/// line by line.
fn changes(old: &[&str], new: &[&str]) -> Vec<Run> {
    let (mut a, mut b) = (0, 0);
    let mut runs = Vec::new();
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (from, to) = (a, b);
        (a, b) = next_equal(old, new, a, b);
        runs.push(Run {
            old: (from, a),
            new: (to, b),
        });
    }
    runs
}

/// The nearest pair of equal lines behind a difference, which more equal lines follow.
fn next_equal(old: &[&str], new: &[&str], a: usize, b: usize) -> (usize, usize) {
    let most = (old.len() - a) + (new.len() - b);
    for distance in 1..=most {
        for skipped in 0..=distance {
            let (x, y) = (a + skipped, b + distance - skipped);
            if x > old.len() || y > new.len() {
                continue;
            }
            let ends = x == old.len() && y == new.len();
            if ends || (x < old.len() && y < new.len() && old[x] == new[y]) {
                return (x, y);
            }
        }
    }
    (old.len(), new.len())
}

/// Runs that share their context, together.
fn hunks(runs: &[Run]) -> Vec<&[Run]> {
    let mut hunks = Vec::new();
    let mut start = 0;
    for at in 1..=runs.len() {
        let apart = runs
            .get(at)
            .is_none_or(|next| next.old.0 - runs[at - 1].old.1 > 2 * CONTEXT);
        if apart {
            hunks.push(&runs[start..at]);
            start = at;
        }
    }
    hunks
}

fn write_hunk(out: &mut String, old: &[&str], new: &[&str], runs: &[Run]) {
    let (first, last) = (runs[0], runs[runs.len() - 1]);
    let before = CONTEXT.min(first.old.0);
    let after = CONTEXT.min(old.len() - last.old.1);
    let of = |start: usize, end: usize| match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    };
    let olds = of(first.old.0 - before, last.old.1 + after);
    let news = of(first.new.0 - before, last.new.1 + after);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "@@ -{olds} +{news} @@");
    let mut at = first.old.0 - before;
    for run in runs {
        write_lines(out, ' ', &old[at..run.old.0]);
        write_lines(out, '-', &old[run.old.0..run.old.1]);
        write_lines(out, '+', &new[run.new.0..run.new.1]);
        at = run.old.1;
    }
    write_lines(out, ' ', &old[at..last.old.1 + after]);
}

fn write_lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}
