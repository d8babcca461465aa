//! `pledgelint check`.

use anyhow::{Context, bail};
use pledgelint::check::{ReadResult, document};
use pledgelint::discover::{Discoverer, with_found_subjects};
use pledgelint::drafts::Draft;
use pledgelint::extract::Given;
use pledgelint::judge::{Finding, Verdict};
use pledgelint::language::Languages;
use pledgelint::message::Messages;
use pledgelint::report::{Problem, Report};
use pledgelint::{Checker, Date};

use crate::args::{CheckArgs, ContentArgs};
use crate::baseline;
use crate::cache::Cache;
use crate::config::{self, Config};
use crate::diff::Base;
use crate::exit::Exit;
use crate::files::Content;
use crate::fix;
use crate::output::{self, Progress};
use crate::reports;
use crate::select::Selection;
use crate::watch;

/// Checks and reports; the exit code says what was found.
pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    let content = &args.content();
    if args.stdin_uses() > usize::from(!args.watch) {
        bail!("standard input can be read once");
    }
    if args.watch {
        return watch::repeat(content, || once(args, content));
    }
    once(args, content)
}

fn once(args: &CheckArgs, content: &ContentArgs) -> anyhow::Result<Exit> {
    let Some(run) = Run::new(content)? else {
        return Ok(Exit::NotChecked);
    };
    let today = args.today.unwrap_or_else(today);
    let messages = Messages::builtin(&args.message_language).unwrap_or(Messages::standard());
    let checker = Checker::new(&run.config.ruleset).with_messages(messages);
    let selection = Selection::new(args, &run.config.ruleset)?;
    if args.cleared && args.change.asked() {
        bail!("--cleared looks at one state alone, and does not go with --diff-base");
    }
    let baseline = baseline::for_check(run.config, &args.baseline)?;
    let checker = match &baseline {
        Some(baseline) => checker.with_baseline(baseline),
        None => checker,
    };
    let base = Base::find(args, &run)?;
    let mut results = run.read(content)?;
    let judging = Judging {
        args,
        run: &run,
        checker,
        base,
        selection,
        today,
        messages,
    };
    let mut report = if args.fix.asked() {
        judging.report(results.clone())?
    } else {
        judging.report(std::mem::take(&mut results))?
    };
    if args.fix.asked() {
        let fixed = fix::fixed(&judging, &mut results, &report)?;
        if args.fix.diff {
            return fixed.show(!is_whole(args, &report));
        }
        report = judging.report(results)?;
        fixed.write(args.content.quiet)?;
    }
    reports::write(args, run.config, messages, &report)?;
    if !is_whole(args, &report) {
        return Ok(Exit::NotChecked);
    }
    if report.fails(args.fail_on) && !args.exit_zero {
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}

/// Whether all was read that is there, and as much as was asked for; says where it was less.
fn is_whole(args: &CheckArgs, report: &Report) -> bool {
    let enough = report.files >= args.require_files;
    if !enough {
        output::complain(&format!(
            "{} files were read, and --require-files asks for {}",
            report.files, args.require_files
        ));
    }
    enough && report.problems.is_empty()
}

/// All that decides what a run reports.
pub(crate) struct Judging<'a> {
    pub(crate) args: &'a CheckArgs,
    pub(crate) run: &'a Run,
    pub(crate) checker: Checker<'a>,
    base: Option<Base>,
    selection: Selection<'a>,
    today: Date,
    messages: &'static Messages,
}

impl Judging<'_> {
    /// The report of what was read.
    pub(crate) fn report(&self, results: Vec<ReadResult>) -> anyhow::Result<Report> {
        let report = match &self.base {
            Some(base) => {
                let state = self.checker.state(results, self.today);
                base.report(self.args, self.run, state, self.today, self.messages)?
            }
            None if self.args.cleared => self.checker.report_cleared(results, self.today),
            None => self.checker.report(results, self.today),
        };
        Ok(self.selection.applied(self.run.reported(report)))
    }
}

/// The worker threads.
fn pool(args: &ContentArgs) -> anyhow::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads.unwrap_or(0))
        .build()
        .context("cannot start the worker threads")
}

/// The rules and the content of one run.
pub(crate) struct Run {
    /// Kept to the end of the process, which frees it faster than taking it apart would.
    pub(crate) config: &'static Config,
    content: Content,
    cache: Cache,
}

impl Run {
    /// Loads the rules and finds the content; `None` where the rules hold mistakes, or where
    /// there is nothing to read, which has been said.
    ///
    /// Where the rules declare no subject, the texts are looked through for some.
    pub(crate) fn new(args: &ContentArgs) -> anyhow::Result<Option<Self>> {
        let Some(run) = Self::as_declared(args)? else {
            return Ok(None);
        };
        let cache = Cache::open(run.config, &args.cache);
        Self { cache, ..run }.with_found_subjects(args).map(Some)
    }

    /// The same for an older state, of which nothing is said.
    pub(crate) fn of_old(config: Config, args: &ContentArgs) -> anyhow::Result<Self> {
        let config: &Config = Box::leak(Box::new(config));
        let content = Content::find(config, args)?;
        let cache = Cache::default();
        let run = Self {
            config,
            content,
            cache,
        };
        run.with_found_subjects(args)
    }

    fn with_found_subjects(self, args: &ContentArgs) -> anyhow::Result<Self> {
        if self.config.ruleset.declares_subjects() {
            return Ok(self);
        }
        let discoverer = Discoverer::new(&self.config.ruleset);
        let kept = self.cache.shelf(&self.config.ruleset);
        let observed = self.in_parallel(args, |progress| {
            self.content
                .each_of_all(progress, &kept, |path, bytes, given| {
                    let document = document(&self.config.ruleset, path, bytes, given)?;
                    Ok(discoverer.observe(&document))
                })
        })?;
        // What cannot be read is told when it is read for its statements.
        let observed = observed.into_iter().flatten().collect();
        let config = Config {
            ruleset: with_found_subjects(self.config.ruleset.clone(), observed),
            ..self.config.clone()
        };
        Ok(Self {
            config: Box::leak(Box::new(config)),
            ..self
        })
    }

    /// The same by the declared subjects alone.
    pub(crate) fn as_declared(args: &ContentArgs) -> anyhow::Result<Option<Self>> {
        let first = args.paths.iter().find(|path| path.as_os_str() != "-");
        let first = first.map(AsRef::as_ref);
        let color = output::colored_errors(args.color);
        // Reading the languages takes about as long as reading the rules.
        let load = || config::load(args.config.as_deref(), first, color);
        let (config, _) = pool(args)?.join(load, Languages::builtin);
        let Some(config) = config? else {
            return Ok(None);
        };
        let config: &Config = Box::leak(Box::new(config));
        let content = Content::find(config, args)?;
        if content.len() == 0 && !content.has_problems() && content.drafts.is_empty() {
            output::complain("no file matched; nothing was checked");
            return Ok(None);
        }
        Ok(Some(Self {
            config,
            content,
            cache: Cache::default(),
        }))
    }

    /// Reads all content that is not known from an earlier run, in parallel.
    pub(crate) fn read(&self, args: &ContentArgs) -> anyhow::Result<Vec<ReadResult>> {
        let ruleset = &self.config.ruleset;
        let checker = Checker::new(ruleset);
        let kept = self.cache.shelf(ruleset);
        let read = self.in_parallel(args, |progress| {
            self.content.read(&checker, &kept, progress)
        })?;
        self.cache.save(ruleset, |path| self.content.holds(path));
        Ok(read)
    }

    /// Hands each file that is reported on to `take`, in parallel.
    pub(crate) fn each<T: Send>(
        &self,
        args: &ContentArgs,
        take: impl Fn(&str, &[u8], &Given) -> Result<T, Problem> + Sync,
    ) -> anyhow::Result<Vec<Result<T, Problem>>> {
        self.in_parallel(args, |progress| self.content.each(progress, &take))
    }

    fn in_parallel<T: Send>(
        &self,
        args: &ContentArgs,
        work: impl FnOnce(&Progress) -> T + Send,
    ) -> anyhow::Result<T> {
        let pool = pool(args)?;
        let progress = Progress::new(self.content.len(), args.quiet);
        let done = pool.install(|| work(&progress));
        progress.done();
        Ok(done)
    }

    /// The bytes of a file of the content; `None` where it cannot be read.
    pub(crate) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.content.bytes(path)
    }

    /// The files.
    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    /// The drafts that stand in for files.
    pub(crate) fn drafts(&self) -> &[Draft] {
        &self.content.drafts
    }

    /// Whether a file is reported on.
    pub(crate) fn reports_on(&self, path: &str) -> bool {
        self.content.reported.contains(path)
    }

    /// The report without what concerns none of the paths of the command line.
    fn reported(&self, mut report: Report) -> Report {
        // A text that was not read may be what a suppression accepts.
        let whole = self.config.configured && report.problems.is_empty();
        report.skipped = self.content.skipped();
        let concerned = |finding: &Finding| {
            self.concerns(finding) && (whole || finding.verdict != Verdict::Unused)
        };
        report.findings.retain(concerned);
        report.notes.retain(concerned);
        report
            .suppressed
            .retain(|accepted| self.concerns(&accepted.finding));
        if let Some(cleared) = &mut report.cleared {
            cleared.retain(|cleared| {
                let place = cleared.statement.place.as_ref();
                place.is_some_and(|place| self.reports_on(&place.path))
            });
        }
        report
    }

    /// Whether one side of a finding lies in a path of the command line, or its own outside
    /// the content.
    fn concerns(&self, finding: &Finding) -> bool {
        let ruled = finding.ruled_side();
        let in_rules = |path: &str| {
            let mut sources = self.config.ruleset.sources.iter();
            let elsewhere = !ruled.is_text() && !self.content.holds(path);
            elsewhere || sources.any(|source| **source.name() == *path)
        };
        let mut sides = std::iter::once(&finding.primary).chain(&finding.related);
        ruled
            .place
            .as_ref()
            .is_none_or(|place| in_rules(&place.path))
            || sides.any(|side| {
                let place = side.place.as_ref();
                place.is_some_and(|place| self.reports_on(&place.path))
            })
    }
}

/// The current day where the user is.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}
