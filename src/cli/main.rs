//! The `pledgelint` binary.

fn main() {}
