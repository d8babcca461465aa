//! A linter for brand promises.
#![deny(
    missing_docs,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit
)]

pub mod diagnostic;
pub mod document;
pub mod input;
pub mod language;
pub mod phrase;
pub mod quantity;
pub mod rules;
pub mod text;
