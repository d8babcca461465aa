//! A linter for brand promises: it reads marketing copy, product specs, support scripts and
//! terms, holds them against a rules file of promises, and shows both sides of every
//! contradiction.
//!
//! ```
//! use pledgelint::{Checker, Ruleset, date};
//!
//! let ruleset = Ruleset::builtin();
//! let checker = Checker::new(&ruleset);
//! let page = checker.read("page.md", "Unlimited data!\n\nSpeed is throttled after 30 GB.".as_bytes());
//! assert_eq!(checker.report([page], date(2026, 6, 1)).findings.len(), 1);
//! ```
//!
//! The library opens no file, reads no clock and no environment, prints nothing and starts no
//! thread: the caller hands in bytes and today's date. [`Checker`] is the whole way from bytes to
//! a [`report::Report`]; [`extract`] and [`judge`] are its two halves, for callers that keep
//! statements between runs.
//!
//! # Features
//!
//! * `cli` (default): the binary and what only it needs.
//! * `formats` (with `cli`): formats whose parsers the bare library does without, each a feature of
//!   its own: `xml`, `yaml`.
//! * `terminal`: [`report::Terminal`], the two-sided report drawn for people.
//! * `schema`: JSON Schemas of the outputs.
//! * `records`: what is kept of a document as bytes, for callers that keep it between runs.
#![deny(
    missing_docs,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit
)]

pub mod check;
pub mod diagnostic;
pub mod diff;
pub mod discover;
pub mod document;
pub mod drafts;
pub mod examples;
pub mod explain;
pub mod extract;
pub mod fix;
pub mod init;
pub mod input;
pub mod judge;
pub mod language;
pub mod message;
pub mod phrase;
pub mod quantity;
#[cfg(feature = "records")]
mod record;
pub mod report;
pub mod rules;
pub mod suppress;
pub mod text;

pub use check::Checker;
pub use jiff::civil::{Date, date};
pub use rules::Ruleset;

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeExamples;
