//! `check --fix`, `--unsafe-fixes` and `--diff`: edits of files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use pledgelint::check::{ReadResult, document};
use pledgelint::fix::{apply, edits, encode_as, unified};
use pledgelint::judge::Fix;
use pledgelint::report::Report;

use crate::check::Judging;
use crate::exit::Exit;
use crate::output;
use crate::reports;

/// Files after their edits, of which nothing is written yet.
pub(crate) struct Fixed {
    files: Vec<File>,
    /// How many edits a person should decide about.
    left: usize,
}

struct File {
    disk: PathBuf,
    bytes: Vec<u8>,
    difference: String,
    edits: usize,
}

/// Edits the files of a report, and puts what was read of them anew into `results`.
///
/// A file stays as it is where an edit would leave it unreadable, or would bring a finding.
pub(crate) fn fixed(
    judging: &Judging,
    results: &mut [ReadResult],
    report: &Report,
) -> Result<Fixed> {
    let findings = || report.findings.iter().chain(&report.notes);
    let all = judging.args.fix.unsafe_fixes;
    let wanted = edits(findings(), all);
    let left = edits(findings(), true).len() - wanted.len();
    let mut by_file: BTreeMap<&str, Vec<&Fix>> = BTreeMap::new();
    for edit in wanted {
        by_file.entry(&edit.place.path).or_default().push(edit);
    }
    let base = reports::base(judging.run.config)?;
    let mut files = Vec::new();
    let mut count = report.findings.len();
    for (path, edits) in by_file {
        let Some((file, read)) = edited(judging, path, &base.path(path), &edits) else {
            continue;
        };
        let Some(at) = results.iter().position(|result| is_of(result, path)) else {
            continue;
        };
        let before = std::mem::replace(&mut results[at], read);
        let now = judging.report(results.to_vec())?;
        let found = now.findings.iter().chain(&now.notes);
        let again = self::edits(found, all);
        // A note that no text speaks of the promise any more is no harm, so findings alone count.
        let mut offered = report
            .findings
            .iter()
            .filter_map(|found| found.fix.as_ref());
        let about_findings = offered.any(|fix| *fix.place.path == *path);
        let fewer = now.findings.len() + usize::from(about_findings) <= count;
        let ends = fewer && again.iter().all(|edit| *edit.place.path != *path);
        if ends {
            count = now.findings.len();
            files.push(file);
        } else {
            results[at] = before;
        }
    }
    Ok(Fixed { files, left })
}

fn is_of(result: &ReadResult, path: &str) -> bool {
    match result {
        Ok(extract) => *extract.path == *path,
        Err(problem) => problem.path == path,
    }
}

/// A file after its edits, and what is read of it then; `None` where it is no file of the disk, or
/// could not be written or read as it is now. `shown` is its path in a difference.
fn edited(
    judging: &Judging,
    path: &str,
    shown: &str,
    edits: &[&Fix],
) -> Option<(File, ReadResult)> {
    let content = judging.run.content();
    let disk = content.on_disk(path)?;
    let bytes = content.bytes(path)?;
    let ruleset = &judging.run.config.ruleset;
    let given = content.given_of(path);
    let source = document(ruleset, path, &bytes, &given).ok()?.source;
    let text = apply(&source, edits)?;
    let new = encode_as(&bytes, source.text(), &text)?;
    let read = judging.checker.read_given(path, &new, &given);
    read.is_ok().then(|| {
        let file = File {
            disk: disk.to_owned(),
            difference: unified(shown, &source, edits),
            edits: edits.len(),
            bytes: new,
        };
        (file, read)
    })
}

impl Fixed {
    /// Prints the difference; exit code 1 where there is one.
    pub(crate) fn show(&self, unread: bool) -> Result<Exit> {
        output::write_to(None, |out| {
            self.files
                .iter()
                .try_for_each(|file| out.write_all(file.difference.as_bytes()))
        })?;
        Ok(if unread {
            Exit::NotChecked
        } else if self.files.is_empty() {
            Exit::Clean
        } else {
            Exit::Findings
        })
    }

    /// Writes the files, and says what was done.
    pub(crate) fn write(&self, quiet: bool) -> Result<()> {
        for file in &self.files {
            output::replace(&file.disk, &file.bytes)?;
        }
        let edits: usize = self.files.iter().map(|file| file.edits).sum();
        if !quiet && (edits > 0 || self.left > 0) {
            let files = self.files.len();
            let left = match self.left {
                0 => String::new(),
                left => format!("; {left} more with --unsafe-fixes"),
            };
            output::complain(&format!("{edits} edits in {files} files{left}"));
        }
        Ok(())
    }
}
