//! The command line, as it is written; nothing here touches the world.

mod check;

use std::path::PathBuf;

use clap::builder::{
    BoolishValueParser, OsStringValueParser, PossibleValuesParser, TypedValueParser,
};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use pledgelint::input;
use pledgelint::message::Messages;

pub(crate) use check::{BaselineUse, CheckArgs, Format, Grouping, Output, SelectArgs};

/// Finds where texts break each other's promises, and shows both sides.
#[derive(Debug, Parser)]
#[command(name = "pledgelint", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check texts against the promises of the rules file
    Check(CheckArgs),
    /// Print every statement that was found, one JSON object a line
    Facts(FactsArgs),
    /// Print what was read: every block with its headings, list lead and table headers
    Blocks(BlocksArgs),
    /// Propose subjects: the names of plans and products in the texts, as TOML to paste
    Subjects(SubjectsArgs),
    /// Show all that is said about a promise, or why a line has a finding or none
    Explain(ExplainArgs),
    /// Write the findings of now to a file, so that `check` reports new ones alone
    Baseline(BaselineArgs),
    /// Run the examples of rules files or of built-in packs
    Test(TestArgs),
    /// Write a first rules file, drawn from the content
    Init(InitArgs),
    /// List the built-in packs with their promises, or print one as a rules file
    Packs(PacksArgs),
    /// Print the JSON Schema of an output or of a data file
    Schema(SchemaArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print the manual page of the program or of a command, as `man` reads it
    Manual(ManualArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ManualArgs {
    /// The command; without one the page is that of the program
    pub(crate) command: Option<String>,
}

/// What is kept of unchanged files.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct CacheArgs {
    /// Read every file, and keep nothing of them
    #[arg(
        long,
        value_parser = BoolishValueParser::new(),
        env = "PLEDGELINT_NO_CACHE",
        hide_env_values = true
    )]
    pub(crate) no_cache: bool,
    /// The folder where what unchanged files say is kept between runs; by default a folder of the
    /// user's
    #[arg(
        long,
        value_name = "DIR",
        value_parser = path(),
        env = "PLEDGELINT_CACHE_DIR",
        hide_env_values = true
    )]
    pub(crate) cache_dir: Option<PathBuf>,
}

/// What is read, and by which rules.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct ContentArgs {
    /// Files and folders to report on, by default this folder, or the drafts; `-` is standard input
    pub(crate) paths: Vec<PathBuf>,
    /// The rules file; without it `pledgelint.toml` or `.pledgelint.toml` is looked for from the
    /// first path upwards
    #[arg(
        short,
        long,
        value_name = "FILE",
        value_parser = path(), env = "PLEDGELINT_CONFIG",
        hide_env_values = true
    )]
    pub(crate) config: Option<PathBuf>,
    /// The file that standard input stands in for
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<String>,
    /// Texts that stand in for files, add some or take some out: a JSON object a line with `path`,
    /// `text` (null takes the file out), `channel`, `language`, `subject`; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) drafts: Option<PathBuf>,
    /// The channel of standard input, in place of what its file name says. Where `check` reads
    /// none, it reports what has a side in this channel
    #[arg(long, value_name = "NAME")]
    pub(crate) channel: Option<String>,
    /// The language of standard input, in place of what its file name and text say
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
    /// The format of the files that are named and of standard input, in place of what their
    /// endings say
    #[arg(long = "as", value_name = "FORMAT", value_parser = PossibleValuesParser::new(input::format_names()))]
    pub(crate) as_format: Option<String>,
    /// Worker threads; by default as many as there are processors
    #[arg(
        short = 'j',
        long,
        value_name = "N",
        env = "PLEDGELINT_THREADS",
        hide_env_values = true
    )]
    pub(crate) threads: Option<usize>,
    /// When to colour
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, env = "PLEDGELINT_COLOR", hide_env_values = true)]
    pub(crate) color: ColorChoice,
    /// Write to a file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
    /// Say nothing on standard error but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
    /// Files that the run itself writes, or reads for itself: they are no content
    #[arg(skip)]
    pub(crate) own: Vec<PathBuf>,
}

impl ContentArgs {
    /// What is read for a command that gives no more than paths and a rules file.
    fn of(
        paths: Vec<PathBuf>,
        config: Option<PathBuf>,
        threads: Option<usize>,
        cache: &CacheArgs,
    ) -> Self {
        Self {
            cache: cache.clone(),
            paths,
            config,
            stdin_filename: None,
            drafts: None,
            channel: None,
            language: None,
            as_format: None,
            threads,
            color: ColorChoice::Auto,
            output_file: None,
            quiet: true,
            own: Vec::new(),
        }
    }

    /// Whether standard input stands in for a file.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }

    /// The name of the format that is asked for.
    pub(crate) fn format(&self) -> Option<&'static str> {
        let wanted = self.as_format.as_deref()?;
        input::format_names().find(|name| *name == wanted)
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BaselineArgs {
    /// The folder of the content, with its rules file
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Take out what no longer occurs, and add nothing
    #[arg(long)]
    pub(crate) prune: bool,
    /// The file; by default `pledgelint-baseline.json` beside the rules file
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// The rules file; without it one is looked for from the folder upwards
    #[arg(
        short,
        long,
        value_name = "FILE",
        value_parser = path(), env = "PLEDGELINT_CONFIG",
        hide_env_values = true
    )]
    config: Option<PathBuf>,
    /// The day of the check; by default the current day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<pledgelint::Date>,
    /// Worker threads; by default as many as there are processors
    #[arg(
        short = 'j',
        long,
        value_name = "N",
        env = "PLEDGELINT_THREADS",
        hide_env_values = true
    )]
    threads: Option<usize>,
    /// Say nothing on standard error but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    cache: CacheArgs,
}

impl BaselineArgs {
    /// What is read.
    pub(crate) fn content(&self) -> ContentArgs {
        let paths = vec![self.folder.clone()];
        ContentArgs {
            quiet: self.quiet,
            own: self.baseline.iter().cloned().collect(),
            ..ContentArgs::of(paths, self.config.clone(), self.threads, &self.cache)
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FactsArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BlocksArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Terminal)]
    pub(crate) format: ListFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SubjectsArgs {
    #[command(flatten)]
    pub(crate) content: ContentArgs,
    /// The form of the proposal
    #[arg(long, value_enum, default_value_t = ProposalFormat::Toml)]
    pub(crate) format: ProposalFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// The id of a promise, or a line as `PATH:LINE`
    pub(crate) target: String,
    /// Show every statement of the promise with its reading, not only the first of each role
    #[arg(long)]
    pub(crate) all: bool,
    /// The language in which the page is told
    #[arg(long, value_name = "CODE", default_value = Messages::codes().next(), value_parser = codes(), env = "PLEDGELINT_MESSAGE_LANGUAGE", hide_env_values = true)]
    pub(crate) message_language: String,
    /// Files and folders that are compared where there is no rules file
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// The rules file; without it one is looked for from the line's file upwards, or from the
    /// first path
    #[arg(
        short,
        long,
        value_name = "FILE",
        value_parser = path(), env = "PLEDGELINT_CONFIG",
        hide_env_values = true
    )]
    config: Option<PathBuf>,
    /// The form of the page
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
    /// The day of the check; by default the current day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<pledgelint::Date>,
    /// Worker threads; by default as many as there are processors
    #[arg(
        short = 'j',
        long,
        value_name = "N",
        env = "PLEDGELINT_THREADS",
        hide_env_values = true
    )]
    threads: Option<usize>,
    /// Write to a file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
    #[command(flatten)]
    cache: CacheArgs,
}

impl ExplainArgs {
    /// What is read; the file of a line comes first, since the rules are looked for from there.
    pub(crate) fn content(&self, file: Option<&str>) -> ContentArgs {
        let file = file.map(PathBuf::from);
        let paths = file.into_iter().chain(self.paths.clone()).collect();
        ContentArgs {
            output_file: self.output_file.clone(),
            ..ContentArgs::of(paths, self.config.clone(), self.threads, &self.cache)
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// Plain text of 80 columns
    Text,
    /// The same for programs
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TestArgs {
    /// Rules files, or names of built-in packs; by default the rules file of this folder, else
    /// all packs
    pub(crate) files: Vec<PathBuf>,
    /// Take the files as packs, whose promises apply when claimed; without files, test all
    /// built-in packs
    #[arg(long)]
    pub(crate) packs: bool,
    #[command(flatten)]
    pub(crate) coverage: CoverageArgs,
    /// The day of examples that name none; by default the current day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<pledgelint::Date>,
    /// Say nothing about examples that pass
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// What is told of the phrases that examples fire.
#[derive(Debug, ClapArgs)]
pub(crate) struct CoverageArgs {
    /// Name every phrase and value that no example fires
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Name the alternatives of phrases that no example takes, too
    #[arg(long)]
    pub(crate) alternatives: bool,
    /// Fail when the examples fire a smaller share of phrases and values
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min_coverage: Option<u8>,
}

impl CoverageArgs {
    /// Whether anything is to be told.
    pub(crate) fn asked(&self) -> bool {
        self.coverage || self.alternatives || self.min_coverage.is_some()
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// The folder of the content, where `pledgelint.toml` is written; `-` is this folder, and
    /// prints
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Print the file, and write none
    #[arg(long)]
    pub(crate) stdout: bool,
    /// Take the place of a rules file that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Say nothing on standard error but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct PacksArgs {
    #[command(subcommand)]
    pub(crate) command: Option<PacksCommand>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Terminal)]
    pub(crate) format: ListFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PacksCommand {
    /// Print one pack as TOML, to copy and edit
    Show {
        /// The pack
        name: String,
        /// `terminal` is the pack's TOML
        #[arg(long, value_enum, default_value_t = ListFormat::Terminal)]
        format: ListFormat,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Terminal,
    /// For programs
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// Which schema
    #[arg(value_enum, default_value_t = SchemaName::Check)]
    pub(crate) name: SchemaName,
    /// Write to a file in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// The baseline, `pledgelint-baseline.json`
    Baseline,
    /// A line of `blocks --format json`
    Blocks,
    /// The output of `check --format json`
    Check,
    /// A line of `check --drafts`
    Drafts,
    /// The output of `explain --format json`
    Explain,
    /// A line of `facts`
    Facts,
    /// A line of `check --format json-lines`
    JsonLines,
    /// A language's data file, `rules/lang/*.toml`
    Language,
    /// The output of `packs --format json`
    Packs,
    /// A rules file, `pledgelint.toml`
    Rules,
    /// The output of `check --statistics --format json`
    Statistics,
    /// The output of `subjects --format json`
    Subjects,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProposalFormat {
    /// Tables of a rules file, with counts and places as comments
    Toml,
    /// The same for programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// In every case
    Always,
    /// In no case
    Never,
}

/// Any path, also the empty one of a variable that is set to nothing.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

/// The languages that findings can be told in.
fn codes() -> PossibleValuesParser {
    PossibleValuesParser::new(Messages::codes())
}
