//! The JSON Schemas of outputs, from the types that write them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::json_lines::Line;
use super::statistics::Kind;

/// The JSON Schema of what a type is written as; a part that may be left out is not required.
#[must_use]
pub fn output_schema<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// The JSON Schema of a line of `json-lines`.
#[must_use]
pub fn json_lines_schema() -> Value {
    output_schema::<Line>()
}

/// The JSON Schema of `check --statistics --format json`.
#[must_use]
pub fn statistics_schema() -> Value {
    output_schema::<Vec<Kind>>()
}
