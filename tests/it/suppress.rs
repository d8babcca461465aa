//! The cases of `fixtures/suppress/`: what directives and waivers accept, and what is told of them.

use std::collections::BTreeMap;

use pledgelint::judge::{Finding, Verdict};
use pledgelint::report::Report;
use pledgelint::{Checker, Ruleset, date};
use serde::Deserialize;

#[cfg(feature = "cli")]
use crate::support::{folder, pledgelint};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    rules: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    rules: String,
    files: BTreeMap<String, String>,
    #[serde(default)]
    accepted: Vec<String>,
    #[serde(default)]
    expect: Vec<String>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("../../fixtures/suppress/cases.toml")).expect("they are right")
}

fn report(rules: &str, files: &BTreeMap<String, String>) -> Report {
    let ruleset = Ruleset::parse("pledgelint.toml", rules).unwrap_or_else(|e| panic!("{e:#?}"));
    let checker = Checker::new(&ruleset);
    let read = |(path, text): (&String, &String)| checker.read(path, text.as_bytes());
    checker.report(files.iter().map(read), date(2026, 6, 1))
}

/// `path:line verdict promise[.facet]`, with the first other side behind `<` where that is asked
/// for.
fn line(finding: &Finding, with_other: bool) -> String {
    let place = finding.primary.place.as_ref().expect("it has a place");
    let facet = finding.facet.iter().map(|facet| format!(".{facet}"));
    let other = finding.related.first().filter(|_| with_other);
    let other = other.and_then(|side| side.place.as_ref());
    format!(
        "{}:{} {} {}{}{}",
        place.path,
        place.start.line,
        finding.verdict.name(),
        finding.promise,
        facet.collect::<String>(),
        other.map_or(String::new(), |place| format!(" < {}", place.path)),
    )
}

#[test]
fn each_case_accepts_what_it_says() {
    let Cases { rules, case } = cases();
    let mut wrong = Vec::new();
    for case in &case {
        let report = report(&(rules.clone() + &case.rules), &case.files);
        let with_other = |index: usize| {
            case.expect
                .get(index)
                .is_some_and(|expected| expected.contains(" < "))
        };
        let standing = report.findings.iter().enumerate();
        let standing: Vec<_> = standing
            .map(|(at, found)| line(found, with_other(at)))
            .collect();
        let accepted = report
            .suppressed
            .iter()
            .map(|one| line(&one.finding, false));
        let accepted: Vec<_> = accepted.collect();
        if (&standing, &accepted) != (&case.expect, &case.accepted) {
            wrong.push(format!(
                "{}\n  stand    {standing:#?}\n  accepted {accepted:#?}",
                case.name
            ));
        }
        for one in &report.suppressed {
            assert!(
                one.by.iter().all(|by| !by.reason.is_empty()),
                "{}",
                case.name
            );
        }
    }
    assert!(case.len() > 20, "only {} cases", case.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_finds_the_same_without_what_accepts() {
    // A suppression hides nothing: what is accepted or stands is what is found without it.
    let Cases { rules, case } = cases();
    for case in case.iter().filter(|case| case.rules.is_empty()) {
        let blank = |text: &String| text.replace("pledgelint-", "ledgelint-");
        let files = case
            .files
            .iter()
            .map(|(path, text)| (path.clone(), blank(text)));
        let bare = report(&rules, &files.collect());
        let with = report(&rules, &case.files);
        let is_text = |finding: &&Finding| finding.row > 0;
        // The verdict may change where one of the other texts is taken out.
        let key = |finding: &Finding| {
            line(finding, false).replace(&format!(" {} ", finding.verdict.name()), " ")
        };
        let all = |report: &Report| [&report.findings[..], &report.notes].concat();
        let mut without: Vec<_> = all(&bare).iter().filter(is_text).map(key).collect();
        let accepted = with.suppressed.iter().map(|one| &one.finding);
        let standing = all(&with);
        let mut found: Vec<_> = standing
            .iter()
            .filter(is_text)
            .chain(accepted)
            .map(key)
            .collect();
        without.sort();
        found.sort();
        assert_eq!(without, found, "{}", case.name);
    }
}

#[test]
fn an_unused_directive_can_be_taken_out() {
    let Cases { rules, .. } = cases();
    let text =
        "# Speed\r\n\r\n<!-- pledgelint-disable-next data reason='agreed' -->\r\nNever slow.\r\n";
    let mut files = BTreeMap::from([("specs/s.md".to_owned(), text.to_owned())]);
    let found = report(&rules, &files).findings;
    assert_eq!((found.len(), found[0].verdict), (1, Verdict::Unused));
    let fix = found[0].fix.as_ref().expect("it can be taken out");
    let mut mended = text.to_owned();
    mended.replace_range(fix.place.span.range(), &fix.text);
    assert_eq!(mended, "# Speed\r\n\r\nNever slow.\r\n");
    files.insert("specs/s.md".to_owned(), mended);
    assert!(report(&rules, &files).findings.is_empty());
}

#[test]
fn a_comment_beside_a_text_is_taken_out_alone() {
    let Cases { rules, .. } = cases();
    let text = "Never <!-- pledgelint-disable-next data reason='agreed' -->slow.";
    let files = BTreeMap::from([("specs/s.md".to_owned(), text.to_owned())]);
    let found = report(&rules, &files).findings;
    let fix = found[0].fix.as_ref().expect("it can be taken out");
    let mut mended = text.to_owned();
    mended.replace_range(fix.place.span.range(), &fix.text);
    assert_eq!(mended, "Never slow.");
}

#[cfg(feature = "cli")]
#[test]
fn accepted_findings_are_kept_and_fail_nothing() {
    let Cases { rules, .. } = cases();
    let spec =
        b"<!-- pledgelint-disable-next data until=2027-01-31 reason='agreed' -->\nThrottled.";
    let folder = folder(&[
        ("pledgelint.toml", rules.as_bytes()),
        ("ads/a.md", b"Unlimited data!"),
        ("specs/s.md", spec),
    ]);
    let run = |format: &str, today: &str| {
        let args = ["check", "--format", format, "--today", today];
        let (code, out, err) = pledgelint(folder.path(), &args);
        assert!(err.is_empty(), "{err}");
        (code, out)
    };
    let (code, out) = run("json", "2026-06-01");
    let out: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!((code, &out["summary"]["suppressed"]), (0, &1.into()));
    let expected = serde_json::json!([{
        "kind": "directive", "reason": "agreed", "until": "2027-01-31",
        "path": "specs/s.md", "line": 1,
    }]);
    assert_eq!(out["suppressed"][0]["suppressions"], expected);
    let (_, log) = run("sarif", "2026-06-01");
    let log: serde_json::Value = serde_json::from_str(&log).expect("it is JSON");
    let expected = serde_json::json!([{
        "kind": "inSource", "status": "accepted", "justification": "agreed",
    }]);
    assert_eq!(log["runs"][0]["results"][0]["suppressions"], expected);
    assert!(
        run("junit", "2026-06-01")
            .1
            .contains(r#"<skipped message="agreed"/>"#)
    );
    assert!(run("terminal", "2026-06-01").1.contains("1 accepted"));
    assert_eq!(run("terminal", "2027-02-01").0, 1, "it is past");
}

#[cfg(feature = "cli")]
#[test]
fn what_is_not_read_makes_no_suppression_unused() {
    let spec: &[u8] =
        b"<!-- pledgelint-disable-file telecom/unlimited-data reason='x' -->\nThe line is throttled.";
    let folder = folder(&[("a.md", b"Unlimited data!"), ("s.md", spec)]);
    let found = |args: &[&str]| {
        pledgelint(
            folder.path(),
            &[&["check", "--format", "concise"], args].concat(),
        )
    };
    assert_eq!(found(&["s.md"]).1, "", "the claim was not read");
    let config: &[u8] = b"packs = [\"telecom\"]";
    std::fs::write(folder.path().join("pledgelint.toml"), config).expect("written");
    assert_eq!(
        found(&["s.md"]).1,
        "",
        "the claim is compared, though not reported on"
    );
    std::fs::remove_file(folder.path().join("a.md")).expect("removed");
    assert!(found(&["s.md"]).1.contains(" unused: "));
}
