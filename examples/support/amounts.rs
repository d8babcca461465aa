//! The amounts of a text, for readings.

use pledgelint::language::{Amount, Language};
use pledgelint::quantity::{Kind, Units};

/// Reads the quantities of `text`; those of `kind` are of the kind that is asked for, and without
/// a kind those of data, which alone are nothing but used up.
pub(crate) fn amounts(text: &str, language: &Language, kind: Option<Kind>) -> Vec<Amount> {
    let found = language.quantities(Units::builtin()).read(text, kind);
    let amount = |quantity: pledgelint::quantity::Quantity| Amount {
        span: quantity.core,
        of_kind: quantity.kind == kind.unwrap_or(Kind::Data),
    };
    found.into_iter().map(amount).collect()
}
