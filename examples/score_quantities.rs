//! Scores the reader against the published specifications of another recogniser.
//!
//! ```sh
//! cargo run --example score_quantities -- FOLDER [--wrong | --check]
//! ```
//!
//! FOLDER holds JSON files named `KIND_LANGUAGE_MODEL.json`. A case is right when each expected
//! result is read, with its value and unit, and nothing else of that kind. Cases out of scope are
//! counted by reason. With `--check` the exit code is 1 where numbers, percentages, currencies or
//! durations are read right in less than .95 of the cases of a language.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use pledgelint::quantity::{Kind, Numerals, Quantity, Reader, Units};
use rust_decimal::Decimal;
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

/// The share of cases that must be right.
const LEAST: f64 = 0.95;

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
        .ok_or("usage: score_quantities FOLDER [--wrong | --check]")?;
    let option = arguments.next();
    let (wrong, check) = (
        option.as_deref() == Some("--wrong"),
        option.as_deref() == Some("--check"),
    );
    let mut below = Vec::new();
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
        if test != Test::Dimension && share < LEAST {
            below.push(file);
        }
    }
    if check && !below.is_empty() {
        return Err(format!("below {LEAST}: {}", below.join(", ")).into());
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
    let bare = |result: &Value| {
        result["Resolution"]["value"]
            .as_str()
            .is_none_or(|value| value == "null")
    };
    match test {
        Test::Number if is_power(input) => Some("powers and exponents"),
        Test::Number if NAMES.iter().any(|name| input.contains(name)) => {
            Some("addresses, telephone numbers, dates and names, which are no quantities here")
        }
        Test::Number | Test::Duration => None,
        Test::Percent => {
            let reversed = |result: &Value| {
                result["Text"]
                    .as_str()
                    .is_some_and(|text| text.starts_with("per"))
            };
            results
                .iter()
                .any(|result| bare(result) || reversed(result))
                .then_some("a share without a number, or with the number after the word")
        }
        Test::Money => results
            .iter()
            .any(bare)
            .then_some("a currency without a number"),
        Test::Dimension => {
            let unit = |result: &Value| result["Resolution"]["unit"].as_str().and_then(dimension);
            results
                .iter()
                .any(|result| bare(result) || unit(result).is_none())
                .then_some("volume, area, angle, speed of things, energy, or no number")
        }
    }
}

/// Inputs whose numbers are read as names on purpose.
const NAMES: [&str; 9] = [
    "192.168",
    "phone number",
    "SCP-",
    "xercise",
    "/2018",
    "2222.2222",
    "423 0000",
    "１９９１年",
    "version two",
];

/// Whether the text has a caret, or digits, an `e` and digits.
fn is_power(input: &str) -> bool {
    let narrow = |c: char| {
        let code = (c as u32).wrapping_sub(0xfee0);
        char::from_u32(code)
            .filter(char::is_ascii_graphic)
            .unwrap_or(c)
    };
    let chars: Vec<char> = input.chars().map(narrow).collect();
    let exponent = |at: usize| {
        let sign = usize::from(matches!(chars.get(at + 1), Some('+' | '-')));
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        at > 0 && digit(at - 1) && digit(at + 1 + sign)
    };
    input.contains('^') || (0..chars.len()).any(|at| matches!(chars[at], 'e' | 'E') && exponent(at))
}

fn is_right(test: Test, results: &[Value], found: &[Quantity], input: &str) -> bool {
    let kinds: &[Kind] = match test {
        Test::Number => &Kind::ALL,
        Test::Percent => &[Kind::Percent],
        Test::Money => &[Kind::Money],
        Test::Duration => &[Kind::Duration],
        Test::Dimension => &[Kind::Data, Kind::Speed, Kind::Length, Kind::Weight],
    };
    let mut starts: Vec<usize> = input.char_indices().map(|(at, _)| at).collect();
    starts.push(input.len());
    let place = |result: &Value| {
        let start = result["Start"].as_u64()? as usize;
        let length = result["Length"]
            .as_u64()
            .map(|length| start + length as usize);
        let end = length.or(result["End"].as_u64().map(|end| end as usize + 1))?;
        Some((*starts.get(start)?, *starts.get(end)?))
    };
    let overlaps = |result: &Value, quantity: &Quantity| {
        place(result)
            .is_some_and(|(start, end)| quantity.span.start < end && start < quantity.span.end)
    };
    // A number with a unit is the business of another model where this one expects nothing.
    let counts = |quantity: &&Quantity| {
        kinds.contains(&quantity.kind)
            && (test != Test::Number
                || matches!(quantity.kind, Kind::Number | Kind::Count)
                || results.iter().any(|result| overlaps(result, quantity)))
    };
    let told: Vec<_> = found.iter().filter(counts).collect();
    let fitting = |(result, quantity): (&Value, &Quantity)| {
        overlaps(result, quantity) && fits(test, result, quantity)
    };
    told.len() == results.len() && results.iter().zip(told).all(fitting)
}

/// Whether the expected value lies within the one read; half a millionth apart is equal.
fn fits(test: Test, result: &Value, quantity: &Quantity) -> bool {
    let Some(interval) = quantity.interval() else {
        return false;
    };
    let (Some(low), Some(high)) = (
        interval.low.or(interval.high),
        interval.high.or(interval.low),
    ) else {
        return false;
    };
    let float = |value: Decimal| value.to_string().parse::<f64>().ok();
    let (Some(low), Some(high)) = (float(low.least), float(high.most)) else {
        return false;
    };
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    let holds =
        |value: f64| near(low, value) || near(high, value) || (low <= value && value <= high);
    let written = result["Resolution"]["value"].as_str().unwrap_or_default();
    let value = written.trim_end_matches('%').parse::<f64>().ok();
    let unit = result["Resolution"]["unit"].as_str().unwrap_or_default();
    match test {
        Test::Number => value.is_some_and(|value| {
            let alike = quantity
                .number
                .and_then(float)
                .is_some_and(|number| near(number, value));
            alike || holds(value) || (quantity.kind == Kind::Percent && holds(value / 100.0))
        }),
        Test::Percent => {
            let left = quantity.unit.as_ref().is_none_or(|unit| unit.complement);
            value.is_some_and(|value| {
                holds(if left {
                    1.0 - value / 100.0
                } else {
                    value / 100.0
                })
            })
        }
        Test::Money => {
            let (factor, code) = currency(unit);
            let read = quantity.unit.as_ref().map_or("", |unit| unit.id.as_str());
            code == read && value.is_some_and(|value| holds(value * factor))
        }
        Test::Duration => {
            let seconds = result["Value"]["FutureResolution"]["duration"].as_str();
            seconds
                .and_then(|seconds| seconds.parse().ok())
                .is_some_and(holds)
        }
        Test::Dimension => dimension(unit)
            .zip(value)
            .is_some_and(|(factor, value)| holds(value * factor)),
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
    DIMENSIONS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, factor)| *factor)
}

const DIMENSIONS: [(&str, f64); 25] = [
    ("Bit", 0.125),
    ("Kilobit", 125.0),
    ("Megabit", 125_000.0),
    ("Kilobyte", 1000.0),
    ("Megabyte", 1_000_000.0),
    ("Gigabyte", 1e9),
    ("Picometer", 1e-12),
    ("Millimeter", 0.001),
    ("Centimeter", 0.01),
    ("Decimeter", 0.1),
    ("Meter", 1.0),
    ("Kilometer", 1000.0),
    ("Inch", 0.0254),
    ("Foot", 0.3048),
    ("Mile", 1609.344),
    ("Microgram", 1e-6),
    ("Gram", 1.0),
    ("Kilogram", 1000.0),
    ("Metric ton", 1e6),
    ("Ton", 1e6),
    ("Ounce", 28.349_523_125),
    ("Pound", 453.592_37),
    ("Jin", 500.0),
    ("Liang", 50.0),
    ("Dram", 1.771_845_195_312_5),
];
