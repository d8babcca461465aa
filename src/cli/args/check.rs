//! The arguments of `check`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use pledgelint::diagnostic::Severity;
use pledgelint::message::Messages;

use super::{ContentArgs, codes};

#[derive(Debug, ClapArgs)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Terminal, env = "PLEDGELINT_FORMAT", hide_env_values = true)]
    pub(crate) format: Format,
    /// A form of the report, and the file that it goes to; without one it goes to standard output.
    /// Give it several times for several reports of one run
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = output, conflicts_with = "output_file")]
    pub(crate) output: Vec<Output>,
    /// What findings are put together by in the format `grouped`
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Grouping::Owner)]
    pub(crate) group_by: Grouping,
    /// Check again whenever a file changes, until the process is ended
    #[arg(short, long)]
    pub(crate) watch: bool,
    /// Count findings by promise, facet and verdict in place of showing them; with
    /// `--format json` as an array
    #[arg(long, conflicts_with = "output")]
    pub(crate) statistics: bool,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) fix: FixArgs,
    #[command(flatten)]
    pub(crate) baseline: BaselineUse,
    #[command(flatten)]
    pub(crate) change: ChangeArgs,
    /// The mildest severity that fails the run
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = gate, env = "PLEDGELINT_FAIL_ON", hide_env_values = true)]
    pub(crate) fail_on: Severity,
    /// Exit with 2 where fewer files are read
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) require_files: usize,
    /// Exit with 0 though there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Show notes too
    #[arg(long)]
    pub(crate) notes: bool,
    /// List the statements that were let off too, each with its row and reason
    #[arg(long, conflicts_with = "changed_from")]
    pub(crate) cleared: bool,
    /// The day of the check; by default the current day
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        env = "PLEDGELINT_TODAY",
        hide_env_values = true
    )]
    pub(crate) today: Option<pledgelint::Date>,
    /// The language in which findings are told
    #[arg(long, value_name = "CODE", default_value = Messages::codes().next(), value_parser = codes(), env = "PLEDGELINT_MESSAGE_LANGUAGE", hide_env_values = true)]
    pub(crate) message_language: String,
}

/// What becomes of the edits that findings offer.
#[derive(Debug, ClapArgs)]
pub(crate) struct FixArgs {
    /// Apply the safe edits to the files, and report what is left
    #[arg(long, conflicts_with = "cleared")]
    pub(crate) fix: bool,
    /// Apply the edits too that a person should decide about
    #[arg(long, conflicts_with = "cleared")]
    pub(crate) unsafe_fixes: bool,
    /// Print the edits as a difference in place of the report, and write nothing; exit with 1
    /// where there are some
    #[arg(long, conflicts_with_all = ["cleared", "output", "statistics"])]
    pub(crate) diff: bool,
}

impl FixArgs {
    /// Whether edits are wanted.
    pub(crate) fn asked(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }
}

/// Which findings are reported; what is compared stays the same.
#[derive(Debug, ClapArgs)]
pub(crate) struct SelectArgs {
    /// Report findings of promises that this owner answers for; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: Vec<String>,
    /// Report findings of this promise, of `PROMISE.FACET`, or of all promises of `PACK/`; may be
    /// given several times
    #[arg(long, value_name = "PROMISE")]
    pub(crate) promise: Vec<String>,
}

/// What a change is held against.
#[derive(Debug, ClapArgs)]
pub(crate) struct ChangeArgs {
    /// Report what is new since this revision of git left the present line, and show the changed
    /// side first
    #[arg(
        long,
        value_name = "REV",
        env = "PLEDGELINT_DIFF_BASE",
        hide_env_values = true
    )]
    pub(crate) diff_base: Option<String>,
    /// The changed lines: `PATH`, `PATH:LINE` or `PATH:FIRST-LAST`, one a line, or a difference in
    /// git's form; `-` is standard input. Without --diff-base what touches them is reported
    #[arg(long, value_name = "FILE")]
    pub(crate) changed_from: Option<PathBuf>,
}

impl ChangeArgs {
    /// The revision; a variable that is set to nothing names none.
    pub(crate) fn base(&self) -> Option<&str> {
        self.diff_base.as_deref().filter(|base| !base.is_empty())
    }

    /// Whether a change is to be reported alone.
    pub(crate) fn asked(&self) -> bool {
        self.base().is_some() || self.changed_from.is_some()
    }
}

/// Which findings are known.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct BaselineUse {
    /// The file of known findings; by default `pledgelint-baseline.json` beside the rules file
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Report known findings too
    #[arg(long, conflicts_with = "baseline")]
    pub(crate) no_baseline: bool,
    /// Whether known findings that no longer occur are errors; by default where the variable `CI`
    /// is `true`
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) baseline_strict: Option<bool>,
}

impl CheckArgs {
    /// How many arguments name standard input.
    pub(crate) fn stdin_uses(&self) -> usize {
        let content = &self.content;
        let named = content.paths.iter().chain(&content.drafts);
        let named = named.chain(&self.change.changed_from);
        named.filter(|path| path.as_os_str() == "-").count()
    }

    /// What is read, without the reports, the baseline and the list of lines.
    pub(crate) fn content(&self) -> ContentArgs {
        let reports = self.output.iter().filter_map(|output| output.file.clone());
        let lines = self.change.changed_from.clone();
        let own = reports.chain(self.content.output_file.clone()).chain(lines);
        ContentArgs {
            own: own.chain(self.baseline.baseline.clone()).collect(),
            ..self.content.clone()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Both sides quoted, for people
    Terminal,
    /// One line a finding
    Concise,
    /// One line a finding, under whom it concerns; see --group-by
    Grouped,
    /// The versioned contract for programs
    Json,
    /// The same, one finding a line
    #[value(alias = "jsonl")]
    JsonLines,
    /// For code scanning, 2.1.0
    Sarif,
    /// Workflow commands, which GitHub shows beside the changed lines
    #[value(name = "github")]
    GitHub,
    /// A Code Quality report
    #[value(name = "gitlab")]
    GitLab,
    /// A suite for each file, a failed case for each finding
    #[value(name = "junit")]
    JUnit,
    /// Checkstyle's XML
    Checkstyle,
    /// Diagnostics for reviewdog
    #[value(name = "rdjson")]
    RdJson,
    /// A summary for a pull request or the page of a job
    Markdown,
}

/// One report of a run.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Grouping {
    /// Who answers for the promise
    Owner,
    /// Who speaks
    Channel,
    /// The promise
    Promise,
    /// The file
    Path,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
fn output(text: &str) -> Result<Output, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("a file must stand behind `=`".to_owned()),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::from_str(name, false).map_err(|_| {
        let known = Format::value_variants().iter();
        let names = known
            .filter_map(|format| Some(format!("`{}`", format.to_possible_value()?.get_name())));
        format!("a format is {}", names.collect::<Vec<_>>().join(", "))
    })?;
    Ok(Output { format, file })
}

fn gate(name: &str) -> Result<Severity, String> {
    name.parse::<Severity>().map_err(|error| error.to_string())
}
