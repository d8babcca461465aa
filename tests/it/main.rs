//! All integration tests, one binary.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod input;
mod rules;
