//! All integration tests, one binary.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[cfg(feature = "cli")]
mod apart;
mod asserted;
mod baseline;
mod binding;
#[cfg(feature = "cli")]
mod cache;
#[cfg(feature = "cli")]
mod catalogs;
#[cfg(feature = "cli")]
mod claimed;
mod cli;
mod composed;
#[cfg(feature = "cli")]
mod data;
mod dependencies;
#[cfg(feature = "cli")]
mod diff;
mod directives;
mod discover;
#[cfg(feature = "cli")]
mod drafts;
mod drift;
mod examples;
#[cfg(feature = "cli")]
mod explain;
#[cfg(feature = "cli")]
mod fix;
#[cfg(feature = "cli")]
mod foreign;
mod formats;
mod found;
mod fuzzed;
#[cfg(feature = "cli")]
mod given;
mod goods;
mod hooks;
mod hostile;
#[cfg(feature = "cli")]
mod init;
#[cfg(feature = "cli")]
mod injected;
mod input;
#[cfg(feature = "cli")]
mod keys;
mod large;
mod layers;
#[cfg(feature = "cli")]
mod mutation;
#[cfg(feature = "cli")]
mod office;
#[cfg(feature = "cli")]
mod options;
mod packs;
#[cfg(feature = "cli")]
mod pdf;
mod properties;
mod quantity;
mod readings;
#[cfg(feature = "records")]
mod records;
#[cfg(feature = "cli")]
mod refused;
#[cfg(feature = "cli")]
mod reports;
mod rules;
mod rulings;
mod scaling;
#[cfg(feature = "cli")]
mod schema;
#[cfg(feature = "cli")]
mod seeds;
mod spans;
mod subjects;
#[cfg_attr(
    not(feature = "cli"),
    allow(dead_code, reason = "the binary is not built")
)]
mod support;
mod suppress;
mod things;
mod verdicts;
