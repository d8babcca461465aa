//! The long examples of a promise: what they expect must be possible.

use crate::rules::VERDICTS;
use crate::rules::draft::Draft;
use crate::rules::file::CaseFile;
use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::At;
use crate::rules::ruleset::Promise;
use crate::rules::suggest;

pub(super) fn check(draft: &Draft, promise: &Promise, mistakes: &Mistakes) {
    for case in &draft.written.cases {
        if case.files.is_empty() {
            let message = "an example needs `files`";
            let help = "write `files = { \"ads/a.md\" = \"Freedom: unlimited data.\" }`".to_owned();
            mistakes.report(Mistake::new("missing-key", case.place, message).help(help));
            continue;
        }
        for expected in &case.expect {
            if let Some((message, help)) = wrong(expected, case, promise) {
                let mistake = Mistake::new("bad-expectation", expected.place, message);
                mistakes.report(mistake.help(help));
            }
        }
    }
}

/// What is wrong with `PATH:LINE VERDICT [FACET]`, and what to write instead.
fn wrong(
    expected: &At<String>,
    case: &CaseFile,
    promise: &Promise,
) -> Option<(String, Option<String>)> {
    let form =
        || Some("write `PATH:LINE VERDICT FACET`, such as `a.md:1 contradicted slowed`".to_owned());
    let mut words = expected.value.split_whitespace().rev().peekable();
    let facets: Vec<&str> = promise
        .facets
        .iter()
        .map(String::as_str)
        .filter(|facet| !facet.is_empty())
        .collect();
    let last = words.next()?;
    let verdict = if VERDICTS.contains(&last) {
        last
    } else {
        words.next().unwrap_or_default()
    };
    if !VERDICTS.contains(&verdict) {
        let near = suggest::nearest(last, VERDICTS).or_else(|| suggest::nearest(verdict, VERDICTS));
        let help = near
            .map(|near| format!("did you mean `{near}`?"))
            .or_else(form);
        return Some((format!("`{}` names no verdict", expected.value), help));
    }
    if last != verdict && !facets.contains(&last) {
        let message = format!("this promise has no facet `{last}`");
        return Some((message, suggest::help(last, facets)));
    }
    // What is missing has no place in the example's files.
    if verdict == "missing" {
        return None;
    }
    let place = expected
        .value
        .split(verdict)
        .next()
        .unwrap_or_default()
        .trim();
    let Some((path, line)) = place.rsplit_once(':') else {
        return Some((format!("`{}` names no line", expected.value), form()));
    };
    if line.parse::<u32>().is_ok_and(|line| line > 0) && !path.is_empty() {
        let paths = case.files.iter().map(|(path, _)| path.value.as_str());
        if paths.clone().any(|known| known == path) {
            return None;
        }
        return Some((
            format!("this example has no file `{path}`"),
            suggest::help(path, paths),
        ));
    }
    Some((format!("`{place}` is no line of a file"), form()))
}
