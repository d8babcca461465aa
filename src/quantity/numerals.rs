//! One language's `[numbers]`: number words, separators, comparators, days and hours, and what
//! looks like a quantity but is none.
//!
//! Data alone; what it means is decided in `read`. The keys are described in docs/values.md.

use std::collections::BTreeMap;

use serde::Deserialize;

/// How one language writes quantities: the section `[numbers]` of its file.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Numerals {
    /// The language tag whose spellings of units come first.
    pub language: String,
    /// The decimal separator, "." or ",".
    pub decimal: String,
    /// The separator of groups of three digits.
    pub group: String,
    /// Whether "30/4" is a day and a month rather than a fraction.
    pub slash_is_date: bool,
    /// Whether digit words may be strung together: 二〇二六, 七五折.
    pub digit_strings: bool,
    /// Whether a last digit counts in the next lower magnitude: 一百五 is 150, 1tr2 is 1,200,000.
    pub trailing: bool,
    /// Number words.
    pub words: Words,
    /// Comparators.
    pub compare: Compare,
    /// What joins the two ends of a range.
    pub range: Range,
    /// What binds an amount to a unit of something else: "per month".
    pub per: Per,
    /// Words that are values without a number.
    pub values: Values,
    /// Days and hours.
    pub schedule: ScheduleWords,
    /// What holds digits or number words and is no quantity.
    pub not: Not,
}

/// Number words, each with its value.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Words {
    /// 0 to 9.
    pub digits: BTreeMap<String, u32>,
    /// Complete numbers: eleven, mười, 廿.
    pub values: BTreeMap<String, u32>,
    /// Numbers that a digit may follow: twenty.
    pub tens: BTreeMap<String, u32>,
    /// Multipliers: hundred, mươi, 万.
    pub times: BTreeMap<String, u64>,
    /// Multipliers that are written behind digits only: k, tr.
    pub short: BTreeMap<String, u64>,
    /// Digits that count only behind a multiplier of ten: mốt, lăm.
    pub after_tens: BTreeMap<String, u32>,
    /// Multipliers that stand for themselves without a number before: 十, hundred.
    pub alone: Vec<String>,
    /// Words inside a number that add nothing: and, linh, 零.
    pub filler: Vec<String>,
    /// The decimal point in words.
    pub point: Vec<String>,
    /// The sign of a negative number in words.
    pub minus: Vec<String>,
    /// One half, before what it halves or behind.
    pub half: Vec<String>,
    /// One half more of the magnitude or unit before: rưỡi, 半, "and a half".
    pub and_half: Vec<String>,
    /// One, before a unit or a multiplier only: a, an.
    pub article: Vec<String>,
    /// Number words that are numbers only with a unit or in a longer number: one, một, 一.
    pub weak: Vec<String>,
    /// Zero, before a unit of money or share only: không.
    pub zero: Vec<String>,
    /// Denominators: thirds.
    pub denominators: BTreeMap<String, u64>,
    /// Between a numerator and its denominator: over, phần.
    pub over: Vec<String>,
    /// Between a denominator and its numerator: 分之.
    pub parts: Vec<String>,
    /// Between a whole number and a fraction: 又.
    pub plus: Vec<String>,
    /// Some more than the number before: 多, 余.
    pub more: Vec<String>,
    /// What adds up amounts of one kind: "5 feet and 2 inches", 又.
    pub also: Vec<String>,
}

/// The words of one comparator, by their place.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Places {
    /// Before the number.
    pub before: Vec<String>,
    /// Behind the number or its unit.
    pub after: Vec<String>,
}

/// Comparators; the ends that they include are fixed by their names.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Compare {
    /// The number and more.
    pub at_least: Places,
    /// The number and less.
    pub at_most: Places,
    /// More than the number, which is not included.
    pub more_than: Places,
    /// Less than the number, which is not included.
    pub less_than: Places,
    /// The number, as a window or an allowance that is compared by its end.
    pub within: Places,
    /// The number alone.
    pub exactly: Places,
    /// Near the number.
    pub about: Places,
    /// The number and more, unless a word behind says otherwise: from.
    pub from: Places,
}

/// What joins the two ends of a range.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Range {
    /// Before both ends: between.
    pub between: Vec<String>,
    /// Between the ends after one of `between` or of `compare.from`.
    pub and: Vec<String>,
    /// Between the ends: to, –.
    pub join: Vec<String>,
    /// Behind both ends: 之间.
    pub closing: Vec<String>,
}

/// What binds an amount to a unit of something else.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Per {
    /// Before the unit: per, /, 每.
    pub words: Vec<String>,
    /// Before the unit, where the amount follows: "every month 30 GB", 每月30GB.
    pub leading: Vec<String>,
    /// Whole phrases, with the unit they stand for: monthly.
    pub adverbs: BTreeMap<String, String>,
}

/// Words that are values without a number.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Values {
    /// No money.
    pub free: Vec<String>,
    /// No bound, of whatever is asked for.
    pub unlimited: Vec<String>,
    /// Zero of what is asked for, where it stands alone.
    pub none: Vec<String>,
    /// A duration without bound.
    pub lifetime: Vec<String>,
    /// Amounts in words, each as a number and the name of a unit: next-day = "1 day".
    ///
    /// A count needs a *per* behind it: once = "1 time".
    pub amounts: BTreeMap<String, String>,
    /// Discounts in words, as ratios: "half price" = "0.5".
    pub shares: BTreeMap<String, String>,
}

/// Days and hours.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ScheduleWords {
    /// Days of the week, 1 for Monday.
    pub days: BTreeMap<String, u8>,
    /// Several days: weekends = "Sat, Sun".
    pub groups: BTreeMap<String, String>,
    /// Whole schedules: "round the clock" = "24/7".
    pub named: BTreeMap<String, String>,
    /// All hours of the days that are named: "24 hours".
    pub all_day: Vec<String>,
    /// Hours before noon, before or behind the clock time.
    pub am: Vec<String>,
    /// Hours after noon.
    pub pm: Vec<String>,
    /// Behind an hour: o'clock, h, 点; minutes may follow.
    pub oclock: Vec<String>,
    /// Words right behind an hour by which it is one of the day, and no number of hours or things:
    /// 六点以后, 18时前.
    pub hour_sides: Vec<String>,
    /// Behind minutes that follow an hour: 分.
    pub minute: Vec<String>,
    /// Clock times in words, in minutes after midnight: noon.
    pub times: BTreeMap<String, u16>,
    /// Between the two ends of days or hours.
    pub join: Vec<String>,
    /// Between two groups of days: and, 、.
    pub and: Vec<String>,
    /// Between days and hours: from, of, :.
    pub link: Vec<String>,
    /// What takes the days that follow away: closed, except.
    pub except: Vec<String>,
    /// What takes the days before away: 休息.
    pub closed: Vec<String>,
    /// Holidays are in.
    pub holidays: Vec<String>,
    /// Holidays are out.
    pub no_holidays: Vec<String>,
}

/// What holds digits or number words and is no quantity.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Not {
    /// Phrases: one another, 一切, 5g.
    pub phrases: Vec<String>,
    /// Before a number that is a name unless it measures something: section, step, bước.
    pub labels: Vec<String>,
    /// Before a number that is a name, whatever its unit: 第, thứ.
    pub nth: Vec<String>,
    /// What a street is called, behind the number of a house or behind its own name.
    pub streets: Vec<String>,
    /// Sources that are cited by a number before them: C.F.R.
    pub sources: Vec<String>,
    /// Between the two numbers of "1 in 4".
    pub among: Vec<String>,
    /// An article and a unit that name one more of a kind where a word follows: "a second line".
    pub another: Vec<String>,
    /// Words behind which they measure all the same: "a second of silence".
    pub measured: Vec<String>,
    /// Before a number to call.
    pub phones: Vec<String>,
    /// Before a year.
    pub years: Vec<String>,
    /// Behind digits that count no things: st, th.
    pub ordinals: Vec<String>,
    /// Names of months, 1 for January.
    pub months: BTreeMap<String, u8>,
    /// Behind a number that is a part of a date: 月, 日.
    pub date_parts: Vec<String>,
}

impl Numerals {
    /// Reads the section `[numbers]` of a language file.
    ///
    /// # Errors
    ///
    /// When the text is not TOML, or the section has an unknown key or a wrong value.
    pub fn parse(toml: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct File {
            numbers: Numerals,
        }
        toml::from_str::<File>(toml)
            .map(|file| file.numbers)
            .map_err(|error| error.to_string())
    }
}
