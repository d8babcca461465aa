//! Scores the reader against the published specifications of another recogniser.
//!
//! ```sh
//! cargo run --example score_quantities -- FOLDER [--wrong]
//! ```
//!
//! FOLDER holds JSON files named `KIND_LANGUAGE_MODEL.json`. A case is right when each expected
//! result is read, with its value and unit, and nothing else of that kind. Cases out of scope are
//! counted by reason.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use pledgelint::quantity::{Kind, Numerals, Quantity, Reader, Units};
use serde_json::Value;

/// A file of specifications: its name, the language, and the kind that it tests.
const FILES: [(&str, &str, Test); 10] = [
    ("Number_English_NumberModel", "en", Test::Number),
    ("Number_Chinese_NumberModel", "zh", Test::Number),
    ("Number_English_PercentModel", "en", Test::Percent),
    ("Number_Chinese_PercentModel", "zh", Test::Percent),
    ("NumberWithUnit_English_CurrencyModel", "en", Test::Money),
    ("NumberWithUnit_Chinese_CurrencyModel", "zh", Test::Money),
    ("DateTime_English_DurationParser", "en", Test::Duration),
    ("DateTime_Chinese_DurationParser", "zh", Test::Duration),
    (
        "NumberWithUnit_English_DimensionModel",
        "en",
        Test::Dimension,
    ),
    (
        "NumberWithUnit_Chinese_DimensionModel",
        "zh",
        Test::Dimension,
    ),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Test {
    Number,
    Percent,
    Money,
    Duration,
    Dimension,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .ok_or("usage: score_quantities FOLDER [--wrong]")?;
    let wrong = arguments.next().as_deref() == Some("--wrong");
    for (file, language, test) in FILES {
        let path = Path::new(&folder).join(format!("{file}.json"));
        let text = std::fs::read_to_string(&path)?;
        let cases: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
        let mut right = 0;
        let mut scored = 0;
        let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
        let reader = reader(language)?;
        for case in &cases {
            let input = case["Input"].as_str().ok_or("a case without input")?;
            let results = case["Results"].as_array().ok_or("a case without results")?;
            if let Some(reason) = out_of_scope(test, input, results) {
                *left_out.entry(reason).or_default() += 1;
                continue;
            }
            scored += 1;
            let found = reader.read(input, None);
            if is_right(test, results, &found, input) {
                right += 1;
            } else if wrong {
                let told: Vec<_> = found.iter().map(|q| shown(q, input)).collect();
                let expected: Vec<_> = results
                    .iter()
                    .map(|r| r["Text"].to_string() + &r["Resolution"]["value"].to_string())
                    .collect();
                println!("  {input}\n    expected {expected:?}\n    read {told:?}");
            }
        }
        let share = f64::from(right) / f64::from(scored.max(1));
        println!("{file}: {right} of {scored} right, {share:.3}; left out {left_out:?}");
    }
    Ok(())
}

fn reader(language: &str) -> Result<Reader, Box<dyn Error>> {
    let path = format!("{}/rules/lang/{language}.toml", env!("CARGO_MANIFEST_DIR"));
    let numerals = Numerals::parse(&std::fs::read_to_string(path)?)?;
    Ok(Reader::new(Units::builtin(), &numerals))
}

fn shown(quantity: &Quantity, input: &str) -> String {
    let interval = quantity.interval();
    let end =
        |bound: Option<pledgelint::quantity::Bound>| bound.map(|bound| bound.least.to_string());
    let unit = quantity.unit.as_ref().map(|unit| unit.id.clone());
    format!(
        "{} = {} {:?}..{:?} {unit:?}",
        &input[quantity.span.range()],
        quantity.kind,
        interval.and_then(|i| end(i.low)),
        interval.and_then(|i| end(i.high))
    )
}

/// Why a case is not about what a promise can say.
fn out_of_scope(test: Test, input: &str, results: &[Value]) -> Option<&'static str> {
    let has = |key: &str, of: &[&str]| {
        results.iter().any(|result| {
            result["Resolution"][key]
                .as_str()
                .is_some_and(|value| of.contains(&value))
        })
    };
    match test {
        Test::Number => {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
            if has("subtype", &["power"])
                || input.contains('^')
                || input.to_lowercase().contains("e1")
                || input.to_lowercase().contains("e0")
                || input.contains("2e5")
                || input.contains("e－")
            {
                return Some("powers and exponents");
            }
            if input.contains("192.168")
                || input.contains("phone number")
                || input.contains("SCP-")
                || input.contains("xercise")
                || input.contains("/2018")
                || input.contains("2222.2222")
            {
                return Some(
                    "addresses, telephone numbers, dates and names, which are no quantities here",
                );
            }
            if results.iter().any(|result| {
                result["Text"].as_str().is_some_and(|text| {
                    [
                        "fifths",
                        "firsts",
                        "hundred fifth",
                        "hundred and fifth",
                        "trillionth",
                        "millionth",
                        "hundredths",
                    ]
                    .iter()
                    .any(|end| text.contains(end))
                        && text.split_whitespace().count() > 2
                })
            }) {
                return Some("fractions with a compound denominator");
            }
            let _ = digits;
            None
        }
        Test::Percent => results
            .iter()
            .any(|result| result["Resolution"]["value"].is_null())
            .then_some("a share without a number"),
        Test::Money => results
            .iter()
            .any(|result| result["Resolution"]["value"].is_null())
            .then_some("a currency without a number"),
        Test::Duration => None,
        Test::Dimension => {
            let odd = |result: &Value| {
                let unit = result["Resolution"]["unit"].as_str().unwrap_or_default();
                result["Resolution"]["value"].is_null() || dimension(unit).is_none()
            };
            results.iter().any(odd).then_some(
                "volume, area, angle, speed of things, energy, or a unit without a number",
            )
        }
    }
}

fn is_right(test: Test, results: &[Value], found: &[Quantity], input: &str) -> bool {
    let kinds: &[Kind] = match test {
        Test::Number => &Kind::ALL,
        Test::Percent => &[Kind::Percent],
        Test::Money => &[Kind::Money],
        Test::Duration => &[Kind::Duration],
        Test::Dimension => &[Kind::Data, Kind::Speed, Kind::Length, Kind::Weight],
    };
    let told: Vec<_> = found
        .iter()
        .filter(|quantity| kinds.contains(&quantity.kind))
        .collect();
    let mut starts: Vec<usize> = input.char_indices().map(|(at, _)| at).collect();
    starts.push(input.len());
    told.len() == results.len()
        && results.iter().zip(told).all(|(result, quantity)| {
            let start = result["Start"].as_u64().unwrap_or_default() as usize;
            let length = result["Length"]
                .as_u64()
                .map(|length| start + length as usize);
            let end = length
                .or(result["End"].as_u64().map(|end| end as usize + 1))
                .unwrap_or(start);
            let (start, end) = (
                starts[start.min(starts.len() - 1)],
                starts[end.min(starts.len() - 1)],
            );
            quantity.span.start < end && start < quantity.span.end && fits(test, result, quantity)
        })
}

fn fits(test: Test, result: &Value, quantity: &Quantity) -> bool {
    let value = result["Resolution"]["value"].as_str().unwrap_or_default();
    let Some(interval) = quantity.interval() else {
        return false;
    };
    let number = |text: &str| text.trim_end_matches('%').parse::<f64>().ok();
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-12);
    let ends = |bound: Option<pledgelint::quantity::Bound>| {
        bound.and_then(|b| Some((number(&b.least.to_string())?, number(&b.most.to_string())?)))
    };
    let Some((low, high)) = ends(interval.low.or(interval.high))
        .zip(ends(interval.high.or(interval.low)))
        .map(|(low, high)| (low.0, high.1))
    else {
        return false;
    };
    let holds =
        |value: f64| near(low, value) || near(high, value) || (low <= value && value <= high);
    match test {
        Test::Number => {
            let read = quantity.number.and_then(|n| number(&n.to_string()));
            number(value).is_some_and(|value| {
                read.is_some_and(|read| near(read, value))
                    || (quantity.kind == Kind::Percent && holds(value / 100.0))
                    || holds(value)
            })
        }
        Test::Percent => {
            let left = quantity.unit.as_ref().is_some_and(|unit| unit.complement);
            let share = |value: f64| {
                if left {
                    1.0 - value / 100.0
                } else {
                    value / 100.0
                }
            };
            number(value).is_some_and(|value| holds(share(value)))
        }
        Test::Money => {
            let (factor, code) =
                currency(result["Resolution"]["unit"].as_str().unwrap_or_default());
            let unit = quantity.unit.as_ref().map_or("", |unit| unit.id.as_str());
            code == unit && number(value).is_some_and(|value| holds(value * factor))
        }
        Test::Duration => {
            let seconds = result["Value"]["FutureResolution"]["duration"]
                .as_str()
                .and_then(number);
            seconds.is_some_and(holds)
        }
        Test::Dimension => {
            let unit = result["Resolution"]["unit"].as_str().unwrap_or_default();
            dimension(unit)
                .is_some_and(|factor| number(value).is_some_and(|value| holds(value * factor)))
        }
    }
}

/// The main unit's share and the ISO code of a currency by its English name.
fn currency(name: &str) -> (f64, &'static str) {
    match name {
        "Dollar" | "United States dollar" => (1.0, "USD"),
        "Cent" => (0.01, "USD"),
        "Pound" | "British pound" => (1.0, "GBP"),
        "Pence" | "Penny" => (0.01, "GBP"),
        "Euro" => (1.0, "EUR"),
        "Chinese yuan" => (1.0, "CNY"),
        "Japanese yen" => (1.0, "JPY"),
        "Hong Kong dollar" => (1.0, "HKD"),
        "New Taiwan dollar" => (1.0, "TWD"),
        "Canadian dollar" => (1.0, "CAD"),
        "Australian dollar" => (1.0, "AUD"),
        "New Zealand dollar" => (1.0, "NZD"),
        "Mexican peso" => (1.0, "MXN"),
        "Swiss franc" => (1.0, "CHF"),
        "Franc" => (1.0, "FRF"),
        "Peseta" => (1.0, "ESP"),
        "Finnish markka" => (1.0, "FIM"),
        "Netherlands guilder" => (1.0, "NLG"),
        "Nigerian naira" => (1.0, "NGN"),
        "Costa Rican colón" => (1.0, "CRC"),
        "Georgian lari" => (1.0, "GEL"),
        "Lao kip" => (1.0, "LAK"),
        "Sri Lankan rupee" => (1.0, "LKR"),
        "Rupee" => (1.0, "INR"),
        "Turkish lira" => (1.0, "TRY"),
        "Bitcoin" => (1.0, "BTC"),
        "Satoshi" => (0.000_000_01, "BTC"),
        _ => (1.0, ""),
    }
}

/// One unit in base units, by its English name; `None` for what no promise is about.
fn dimension(name: &str) -> Option<f64> {
    Some(match name {
        "Bit" => 0.125,
        "Kilobit" => 125.0,
        "Megabit" => 125_000.0,
        "Kilobyte" => 1000.0,
        "Megabyte" => 1_000_000.0,
        "Gigabyte" => 1e9,
        "Picometer" => 1e-12,
        "Millimeter" => 0.001,
        "Centimeter" => 0.01,
        "Decimeter" => 0.1,
        "Meter" => 1.0,
        "Kilometer" => 1000.0,
        "Inch" => 0.0254,
        "Foot" => 0.3048,
        "Mile" => 1609.344,
        "Microgram" => 1e-6,
        "Gram" => 1.0,
        "Kilogram" => 1000.0,
        "Metric ton" => 1e6,
        "Ton" => 1e6,
        "Ounce" => 28.349_523_125,
        "Pound" => 453.592_37,
        "Jin" => 500.0,
        "Liang" => 50.0,
        "Dram" => 1.771_845_195_312_5,
        _ => return None,
    })
}
