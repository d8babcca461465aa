//! Units of measurement, read from data: what they measure, their base, how they are spelled.
//!
//! A spelling with a capital letter is matched in exactly that case, one without in any case.
//! A spelling that ends in `?` is read only where its kind is asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Kind;

/// A unit of measurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it is called in rules files and in JSON: "GB", "month", "VND".
    pub id: String,
    /// What it measures.
    pub kind: Kind,
    /// The lowest and the highest value of one unit, in the base unit of its kind.
    pub base: (Decimal, Decimal),
    /// A family within which conversion is exact although the base is not, and the factor in it.
    pub(super) family: Option<(String, Decimal)>,
    /// Whether it counts working days, which are spread over more calendar days.
    pub business: bool,
    /// Whether it names what is left to pay, so that 8 tenths is a discount of 20 %.
    pub complement: bool,
    /// Currencies that the spelling may stand for beside its own.
    pub(super) loose: Vec<String>,
    /// Whether amounts have no fraction, so that "99.000" is ninety-nine thousand.
    pub(super) whole: bool,
    /// Words whose presence nearby decides for this unit where a spelling has several.
    pub(super) near: Vec<String>,
    pub(super) spellings: Vec<Spelling>,
}

/// One way to write a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) text: String,
    /// The language it belongs to; `None` for all.
    pub(super) language: Option<String>,
    /// Read only where the unit's kind is asked for.
    pub(super) wanted: bool,
    /// May stand before the number.
    pub(super) before: bool,
    /// May stand behind the number.
    pub(super) after: bool,
}

/// A table of units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    units: Vec<Arc<Unit>>,
}

impl Units {
    /// The units that come with the library.
    ///
    /// # Panics
    ///
    /// Never: a test reads the table.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Units> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let table = include_str!("../../rules/units.toml");
            Self::parse(table).expect("the built-in table of units is tested")
        })
    }

    /// Reads a table of units, in the form of `rules/units.toml`.
    ///
    /// # Errors
    ///
    /// When the text is not TOML, or a unit lacks its base or has an unknown key.
    pub fn parse(toml: &str) -> Result<Self, UnitsError> {
        let table: BTreeMap<Kind, BTreeMap<String, Entry>> =
            toml::from_str(toml).map_err(|error| UnitsError(error.to_string()))?;
        let units = table
            .into_iter()
            .flat_map(|(kind, units)| {
                units
                    .into_iter()
                    .map(move |(id, entry)| entry.unit(kind, id).map(Arc::new))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { units })
    }

    /// All units, by kind and then by name.
    #[must_use]
    pub fn all(&self) -> &[Arc<Unit>] {
        &self.units
    }

    /// The unit called `id`, in that case.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Unit>> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The units written `text`, in any language, of `kind` where one is given.
    pub(super) fn spelled(
        &self,
        text: &str,
        kind: Option<Kind>,
    ) -> impl Iterator<Item = &Arc<Unit>> {
        let lower = text.to_lowercase();
        let fits = move |text: &str, spelling: &Spelling, wanted: bool| {
            (spelling.text == text || spelling.text == lower) && (wanted || !spelling.wanted)
        };
        let text = text.to_owned();
        self.units.iter().filter(move |unit| {
            kind.is_none_or(|kind| kind == unit.kind)
                && (unit.id == text
                    || unit
                        .spellings
                        .iter()
                        .any(|spelling| fits(&text, spelling, kind.is_some())))
        })
    }
}

/// A table of units cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitsError(String);

impl fmt::Display for UnitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "units: {}", self.0)
    }
}

impl std::error::Error for UnitsError {}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Entry {
    base: Base,
    family: Option<String>,
    factor: Option<Base>,
    called: Option<String>,
    #[serde(default)]
    business: bool,
    #[serde(default)]
    complement: bool,
    #[serde(default)]
    loose: Vec<String>,
    #[serde(default)]
    whole: bool,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(flatten)]
    spelled: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Base {
    Whole(i64),
    Exact(String),
    Slack([String; 2]),
}

impl Base {
    fn range(&self) -> Result<(Decimal, Decimal), UnitsError> {
        let read = |text: &str| {
            text.parse::<Decimal>()
                .map_err(|_| UnitsError(format!("`{text}` is not a decimal")))
        };
        match self {
            Self::Whole(value) => Ok((Decimal::from(*value), Decimal::from(*value))),
            Self::Exact(text) => read(text).map(|value| (value, value)),
            Self::Slack([least, most]) => Ok((read(least)?, read(most)?)),
        }
    }
}

impl Entry {
    fn unit(self, kind: Kind, id: String) -> Result<Unit, UnitsError> {
        let factor = match self.factor {
            Some(factor) => factor.range()?.0,
            None => Decimal::ONE,
        };
        let placed = |text, before| Spelling {
            text,
            language: None,
            wanted: false,
            before,
            after: false,
        };
        let before = self.before.into_iter().map(|text| (text, true));
        let rules = self.rules.into_iter().map(|text| (text, false));
        let mut spellings: Vec<_> = before
            .chain(rules)
            .map(|(text, before)| placed(text, before))
            .collect();
        for (language, texts) in self.spelled {
            for text in texts {
                let (text, wanted) = match text.strip_suffix('?') {
                    Some(text) => (text.to_owned(), true),
                    None => (text, false),
                };
                let everywhere = language == "any";
                let before = everywhere && kind == Kind::Money;
                let language = (!everywhere).then(|| language.clone());
                spellings.push(Spelling {
                    text,
                    language,
                    wanted,
                    before,
                    after: true,
                });
            }
        }
        Ok(Unit {
            id: self.called.unwrap_or(id),
            kind,
            base: self.base.range()?,
            family: self.family.map(|family| (family, factor)),
            business: self.business,
            complement: self.complement,
            loose: self.loose,
            whole: self.whole,
            near: self.near,
            spellings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_is_sound() {
        let units = Units::builtin();
        assert!(units.all().len() > 60);
        for unit in units.all() {
            assert!(
                unit.base.0 <= unit.base.1 && unit.base.0 > Decimal::ZERO,
                "{}",
                unit.id
            );
            assert!(!unit.spellings.is_empty(), "{} cannot be written", unit.id);
        }
    }

    #[test]
    fn mistakes_in_a_table_are_told() {
        let told = |toml: &str| Units::parse(toml).expect_err("a mistake").to_string();
        assert!(told("[data.GB]\nany = [\"gb\"]").contains("base"));
        assert!(told("[data.GB]\nbase = \"many\"").contains("`many` is not a decimal"));
        assert!(told("[dta.GB]\nbase = 1").contains("dta"));
    }
}
