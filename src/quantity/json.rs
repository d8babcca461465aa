//! The JSON form of a quantity, a contract: see `facts` and `examples/quantities.rs`.

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Quantity, Rate, Value};

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("bytes", &[self.span.start, self.span.end])?;
        map.serialize_entry("kind", &self.kind)?;
        let interval = self.interval();
        let low = interval.and_then(|interval| interval.low);
        let high = interval.and_then(|interval| interval.high);
        map.serialize_entry("low", &low.map(|bound| plain(bound.least)))?;
        map.serialize_entry("high", &high.map(|bound| plain(bound.most)))?;
        map.serialize_entry("low_open", &low.is_some_and(|bound| bound.open))?;
        map.serialize_entry("high_open", &high.is_some_and(|bound| bound.open))?;
        map.serialize_entry("unit", &self.unit.as_ref().map(|unit| unit.id.as_str()))?;
        map.serialize_entry("per", &self.per.as_ref().map(Rate::to_string))?;
        map.serialize_entry("approximate", &self.approximate)?;
        map.serialize_entry("ambiguous", &self.ambiguous)?;
        match &self.value {
            Value::Schedule(schedule) => {
                map.serialize_entry("minutes", schedule.ranges())?;
                if let Some(holidays) = schedule.holidays {
                    map.serialize_entry("holidays", &holidays)?;
                }
            }
            Value::Date(date) => map.serialize_entry("date", &date.to_string())?,
            Value::Interval(_) => {}
        }
        map.end()
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.count == Decimal::ONE {
            return f.write_str(&self.unit.id);
        }
        write!(f, "{} {}", plain(self.count), self.unit.id)
    }
}

/// A decimal without trailing zeros.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Quantity {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let kind = generator.subschema_for::<super::Kind>();
        schemars::json_schema!({
            "description": "A quantity; its bounds are decimals in the base unit of its kind.",
            "type": "object",
            "properties": {
                "bytes": {
                    "description": "Half-open, in the decoded UTF-8 text.",
                    "type": "array",
                    "items": {"type": "integer", "minimum": 0},
                    "minItems": 2,
                    "maxItems": 2,
                },
                "kind": kind,
                "low": {"description": "Null is no bound.", "type": ["string", "null"]},
                "high": {"description": "Null is no bound.", "type": ["string", "null"]},
                "low_open": {"type": "boolean"},
                "high_open": {"type": "boolean"},
                "unit": {"type": ["string", "null"]},
                "per": {"description": "What it is counted by.", "type": ["string", "null"]},
                "approximate": {"type": "boolean"},
                "ambiguous": {
                    "description": "Whether its spelling has other readings.",
                    "type": "boolean",
                },
                "minutes": {
                    "description": "Of a schedule: half-open minutes of a week from Monday.",
                    "type": "array",
                },
                "holidays": {"description": "Of a schedule that speaks of them."},
                "date": {"description": "Of a day.", "type": "string"},
            },
            "required": [
                "bytes", "kind", "low", "high", "low_open", "high_open", "unit", "per",
                "approximate", "ambiguous",
            ],
        })
    }
}
