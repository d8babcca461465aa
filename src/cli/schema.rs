//! `pledgelint schema`: JSON Schemas of files and outputs, from the types.

use anyhow::Result;
use pledgelint::drafts::Draft;
use pledgelint::language::language_schema;
use pledgelint::report::{
    BlockView, Fact, Output, ProposalsOutput, json_lines_schema, output_schema, statistics_schema,
};
use pledgelint::rules::Environment;
use pledgelint::rules::keys::rules_schema;
use pledgelint::suppress::baseline_schema;

use crate::args::{SchemaArgs, SchemaName};
use crate::exit::Exit;
use crate::explain::Page;
use crate::output;
use crate::packs::PacksOutput;

/// Prints one schema, or writes it to a file.
pub(crate) fn run(args: &SchemaArgs) -> Result<Exit> {
    let schema = match args.name {
        SchemaName::Baseline => baseline_schema(),
        SchemaName::Blocks => output_schema::<BlockView>(),
        SchemaName::Check => output_schema::<Output>(),
        SchemaName::Drafts => serde_json::to_value(schemars::schema_for!(Draft))?,
        SchemaName::Explain => output_schema::<Page>(),
        SchemaName::Facts => output_schema::<Fact>(),
        SchemaName::JsonLines => json_lines_schema(),
        SchemaName::Language => language_schema(),
        SchemaName::Packs => output_schema::<PacksOutput>(),
        SchemaName::Rules => rules_schema(&Environment::default().languages),
        SchemaName::Statistics => statistics_schema(),
        SchemaName::Subjects => output_schema::<ProposalsOutput>(),
    };
    output::write_to(args.output_file.as_deref(), |out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)
    })?;
    Ok(Exit::Clean)
}
