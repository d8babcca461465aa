//! All integration tests, one binary.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[cfg(feature = "cli")]
mod cli;
mod examples;
#[cfg(feature = "cli")]
mod explain;
#[cfg(feature = "cli")]
mod init;
mod input;
mod layers;
mod packs;
mod quantity;
mod readings;
mod rules;
mod rulings;
#[cfg(feature = "cli")]
mod schema;
mod spans;
mod subjects;
#[cfg_attr(
    not(feature = "cli"),
    allow(dead_code, reason = "the binary is not built")
)]
mod support;
