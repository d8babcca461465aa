//! From files to a report: the whole way for one run.
//!
//! The caller reads files and decides about threads: [`Checker::read`] is independent for each
//! file, [`Checker::report`] takes the results in any order.

use jiff::civil::Date;

use crate::diff::State;
use crate::document::Document;
use crate::drafts::Draft;
use crate::extract::{Extract, Extractor, Fired, Given, settle};
use crate::input;
use crate::judge::{self, Finding, SideRole, Verdict};
use crate::message::Messages;
use crate::report::{Problem, Report};
use crate::rules::Ruleset;
use crate::suppress::{Baseline, Suppressed, suppress};

/// Checks files by one set of rules.
///
/// # Examples
///
/// ```
/// use pledgelint::{Checker, Ruleset, date};
///
/// let rules = r#"
///     [promise.unlimited]
///     summary  = "Unlimited data."
///     claims   = { en = ["unlimited data"] }
///     breaches = { en = ["throttled"] }
/// "#;
/// let ruleset = Ruleset::parse("pledgelint.toml", rules).expect("the rules are right");
/// let checker = Checker::new(&ruleset);
/// let ad = checker.read("ad.md", b"Unlimited data for all.");
/// let spec = checker.read("spec.md", b"Speed is throttled after 30 GB.");
/// let report = checker.report([ad, spec], date(2026, 6, 1));
/// assert_eq!(report.findings[0].primary.place.as_ref().unwrap().text(), "throttled");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Checker<'r> {
    ruleset: &'r Ruleset,
    messages: &'r Messages,
    extractor: Extractor<'r>,
    baseline: Option<&'r Baseline>,
}

/// One file, read or not.
pub type ReadResult = Result<Extract, Problem>;

/// Reads one file as the rules say, without looking for statements.
///
/// # Errors
///
/// As [`Checker::read`].
pub fn document(
    ruleset: &Ruleset,
    path: &str,
    bytes: &[u8],
    given: &Given,
) -> Result<Document, Problem> {
    let mut settings = ruleset.settings_of(path).cloned().unwrap_or_default();
    settings.format = given.format.or(settings.format);
    input::read_with(path, bytes, &settings).map_err(|problem| Problem {
        path: problem.path,
        message: problem.message,
    })
}

impl<'r> Checker<'r> {
    /// A checker for `ruleset`, whose findings are told in English.
    #[must_use]
    pub fn new(ruleset: &'r Ruleset) -> Self {
        Self {
            ruleset,
            messages: Messages::standard(),
            extractor: Extractor::new(ruleset),
            baseline: None,
        }
    }

    /// The same checker, which keeps what phrases do.
    pub(crate) fn watched(self, fired: &'r Fired) -> Self {
        Self {
            extractor: self.extractor.watched(fired),
            ..self
        }
    }

    /// The same, whose findings are told in the words of `messages`.
    #[must_use]
    pub fn with_messages(self, messages: &'r Messages) -> Self {
        Self { messages, ..self }
    }

    /// The same, which accepts the findings that `baseline` knows.
    #[must_use]
    pub fn with_baseline(self, baseline: &'r Baseline) -> Self {
        Self {
            baseline: Some(baseline),
            ..self
        }
    }

    /// Reads one file; `path` decides its format, its channel and what reports call it.
    ///
    /// # Errors
    ///
    /// When the bytes are no text that can be decoded, or not of their format.
    pub fn read(&self, path: &str, bytes: &[u8]) -> ReadResult {
        self.read_given(path, bytes, &Given::default())
    }

    /// Reads one file of which more is known than its path says.
    ///
    /// # Errors
    ///
    /// As [`Checker::read`].
    pub fn read_given(&self, path: &str, bytes: &[u8], given: &Given) -> ReadResult {
        let document = document(self.ruleset, path, bytes, given)?;
        Ok(self.extractor.extract(&document, given))
    }

    /// Reads the files of a repository with drafts: each stands in for the file of its path, adds
    /// one, or takes it out.
    ///
    /// # Errors
    ///
    /// In words, where a draft names a channel, a subject or a format that there is not.
    ///
    /// # Examples
    ///
    /// ```
    /// use pledgelint::{Checker, Ruleset, date};
    /// use pledgelint::drafts::Draft;
    ///
    /// let ruleset = Ruleset::builtin();
    /// let checker = Checker::new(&ruleset);
    /// let there = [checker.read("spec.md", b"Mobile data is throttled after 30 GB.")];
    /// let draft = Draft::parse(r#"{"path": "ad.md", "text": "Unlimited data!"}"#).expect("a draft");
    /// let files = checker.with_drafts(there, &draft).expect("they name nothing unknown");
    /// assert_eq!(checker.report(files, date(2026, 6, 1)).findings.len(), 1);
    /// ```
    pub fn with_drafts(
        &self,
        files: impl IntoIterator<Item = ReadResult>,
        drafts: &[Draft],
    ) -> Result<Vec<ReadResult>, String> {
        let path = |file: &ReadResult| match file {
            Ok(extract) => extract.path.to_string(),
            Err(problem) => problem.path.clone(),
        };
        let stays = |file: &ReadResult| drafts.iter().all(|draft| draft.path != path(file));
        let mut all: Vec<ReadResult> = files.into_iter().filter(stays).collect();
        for draft in drafts {
            let given = draft.given(self.ruleset)?;
            let text = draft.text.as_ref();
            all.extend(text.map(|text| self.read_given(&draft.path, text.as_bytes(), &given)));
        }
        Ok(all)
    }

    /// Judges all files together, as of `today`.
    ///
    /// The order of `files` changes nothing.
    pub fn report(&self, files: impl IntoIterator<Item = ReadResult>, today: Date) -> Report {
        self.state(files, today).report
    }

    /// Judges as [`Checker::report`] does, and keeps the statements, to be held against another
    /// state.
    pub fn state(&self, files: impl IntoIterator<Item = ReadResult>, today: Date) -> State<'r> {
        let (extracts, problems) = self.settled(files);
        let findings = judge::judge(self.ruleset, &extracts, today, self.messages);
        let report = self.reported(findings, &extracts, today, problems);
        State {
            ruleset: self.ruleset,
            extracts,
            report,
        }
    }

    /// Judges as [`Checker::report`] does, and tells what was let off.
    pub fn report_cleared(
        &self,
        files: impl IntoIterator<Item = ReadResult>,
        today: Date,
    ) -> Report {
        let (extracts, problems) = self.settled(files);
        let judgement = judge::decide(self.ruleset, &extracts, today, self.messages, &|_| true);
        let cleared = judgement.let_off(self.ruleset, self.messages);
        Report {
            cleared: Some(cleared),
            ..self.reported(judgement.findings, &extracts, today, problems)
        }
    }

    /// What could be read, with its subjects settled between the documents, and what could not.
    pub fn settled(
        &self,
        files: impl IntoIterator<Item = ReadResult>,
    ) -> (Vec<Extract>, Vec<Problem>) {
        let mut extracts = Vec::new();
        let mut problems = Vec::new();
        for file in files {
            match file {
                Ok(extract) => extracts.push(extract),
                Err(problem) => problems.push(problem),
            }
        }
        problems.sort();
        settle(&self.ruleset.subjects, &mut extracts);
        (extracts, problems)
    }

    /// The report of findings, with what was accepted apart.
    fn reported(
        &self,
        findings: Vec<Finding>,
        extracts: &[Extract],
        today: Date,
        problems: Vec<Problem>,
    ) -> Report {
        let of_promise = |finding: &&Finding| {
            finding.verdict == Verdict::Unmatched && finding.primary.role == SideRole::Promise
        };
        let unmatched = findings.iter().filter(of_promise);
        let unmatched = unmatched.map(|finding| finding.promise.clone()).collect();
        let suppressed = suppress(self.ruleset, extracts, today, self.messages, findings);
        let Suppressed { findings, accepted } = match self.baseline {
            Some(baseline) => baseline.apply(self.ruleset, self.messages, suppressed),
            None => suppressed,
        };
        let statements = extracts.iter().map(|extract| extract.statements.len());
        Report {
            suppressed: accepted,
            problems,
            files: extracts.len(),
            statements: statements.sum(),
            foreign: extracts.iter().filter(|extract| extract.foreign).count(),
            unmatched,
            ..Report::new(findings)
        }
    }
}
