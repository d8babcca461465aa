//! `pledgelint schema`: JSON Schemas of outputs and data files, from the types.

use anyhow::Result;
use pledgelint::language::language_schema;
use pledgelint::report::Output;

use crate::args::{SchemaArgs, SchemaName};
use crate::exit::Exit;
use crate::output;

/// Prints one schema.
pub(crate) fn run(args: &SchemaArgs) -> Result<Exit> {
    let schema = match args.name {
        SchemaName::Check => serde_json::to_value(schemars::schema_for!(Output))?,
        SchemaName::Language => language_schema(),
    };
    output::write_to(None, |out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)
    })?;
    Ok(Exit::Clean)
}
