//! Edits of texts: applying those that findings offer, and showing them.

mod encode;
mod show;

use crate::judge::{Finding, Fix};
use crate::text::Source;

pub use encode::encode_as;
pub use show::unified;

/// The edits of findings, by path and place, without those that overlap an earlier one.
///
/// Edits that are not [`safe`](Fix::safe) are left out unless `all` are wanted.
pub fn edits<'f>(findings: impl IntoIterator<Item = &'f Finding>, all: bool) -> Vec<&'f Fix> {
    let fixes = findings
        .into_iter()
        .filter_map(|found| found.fix.as_deref());
    let mut edits: Vec<&Fix> = fixes.filter(|fix| all || fix.safe).collect();
    edits.sort_by_key(|fix| (&*fix.place.path, fix.place.span.start, fix.place.span.end));
    let mut kept: Vec<&Fix> = Vec::with_capacity(edits.len());
    for edit in edits {
        let free = kept.last().is_none_or(|last| {
            last.place.path != edit.place.path || last.place.span.end <= edit.place.span.start
        });
        if free {
            kept.push(edit);
        }
    }
    kept
}

/// The text after `edits`, which are of its file, in order, and do not overlap; `None` where one
/// of them is not of this text.
#[must_use]
pub fn apply(source: &Source, edits: &[&Fix]) -> Option<String> {
    let text = source.text();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let span = edit.place.span;
        let there = text.get(span.range())? == edit.place.text() && done <= span.start;
        if !there {
            return None;
        }
        out.push_str(&text[done..span.start]);
        out.push_str(&edit.text);
        done = span.end;
    }
    out.push_str(&text[done..]);
    Some(out)
}
