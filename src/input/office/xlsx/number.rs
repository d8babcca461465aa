//! How numbers are shown: as percent, with a unit, or as a date.

use std::collections::HashMap;

use crate::input::office::{Refusal, tokens};
use crate::input::xml::Token;

/// What a format makes of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Plain,
    Percent,
    /// Between two texts.
    Between(String, String),
    /// A date or a time, which is left out.
    Date,
}

/// The number formats of a workbook, by the style of the cell.
#[derive(Default)]
pub(super) struct Formats(Vec<Shown>);

impl Formats {
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut own: HashMap<u32, Shown> = HashMap::new();
        let mut styles = Vec::new();
        let mut in_styles = false;
        for token in tokens(text) {
            match token? {
                Token::Open(element) => {
                    let id = element.attribute("numFmtId").and_then(|id| id.parse().ok());
                    let id: u32 = id.unwrap_or_default();
                    match &*element.name {
                        "numFmt" => {
                            let code = element.attribute("formatCode").unwrap_or_default();
                            own.insert(id, shown(code));
                        }
                        "cellXfs" => in_styles = true,
                        "xf" if in_styles => {
                            styles.push(own.get(&id).cloned().unwrap_or_else(|| builtin(id)));
                        }
                        _ => {}
                    }
                }
                Token::Close(name) if &*name == "cellXfs" => in_styles = false,
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    /// A number as it is shown; `None` for a date.
    pub(super) fn shown(&self, style: usize, value: &str) -> Option<String> {
        match self.0.get(style).unwrap_or(&Shown::Plain) {
            Shown::Plain => Some(rounded(value, 1.0)),
            Shown::Percent => Some(format!("{}%", rounded(value, 100.0))),
            Shown::Between(before, after) => {
                Some(format!("{before}{}{after}", rounded(value, 1.0)))
            }
            Shown::Date => None,
        }
    }
}

/// A number times `factor`, without the noise of its last binary digits.
fn rounded(value: &str, factor: f64) -> String {
    let Ok(number) = value.parse::<f64>() else {
        return value.to_owned();
    };
    let digits = format!("{:.9}", number * factor);
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// The formats that every workbook has by number.
fn builtin(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// What a format in the language of spreadsheets makes of a number above zero.
fn shown(code: &str) -> Shown {
    let (mut before, mut after) = (String::new(), String::new());
    let (mut digits, mut percent) = (false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let side = if digits { &mut after } else { &mut before };
        match c {
            ';' => break,
            '"' => side.extend(chars.by_ref().take_while(|&c| c != '"')),
            '\\' => side.extend(chars.next()),
            // Room for a character, or filled with it.
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                if let Some(currency) = inside.strip_prefix('$') {
                    side.push_str(currency.split('-').next().unwrap_or_default());
                } else if inside.starts_with(['h', 'm', 's', 'H', 'M', 'S']) {
                    return Shown::Date;
                }
            }
            '0' | '#' | '?' => digits = true,
            '.' | ',' => {}
            '%' => percent = true,
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => return Shown::Date,
            'G' if chars.as_str().starts_with("eneral") => {
                chars.nth("eneral".len() - 1);
                digits = true;
            }
            c if c == ' ' || !c.is_ascii_alphanumeric() => side.push(c),
            _ => {}
        }
    }
    if percent {
        return Shown::Percent;
    }
    if before.is_empty() && after.is_empty() {
        return Shown::Plain;
    }
    Shown::Between(before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_shown() {
        let check = |code: &str, value: &str, expected: Option<&str>| {
            let found = Formats(vec![shown(code)]).shown(0, value);
            assert_eq!(found.as_deref(), expected, "{code}");
        };
        check("General", "0.1", Some("0.1"));
        check("0.00%", "0.29999999999999999", Some("30%"));
        check("0\" GB\"", "30", Some("30 GB"));
        check("General\" days\"", "14", Some("14 days"));
        check("\"$\"#,##0.00_);(\"$\"#,##0.00)", "5.5", Some("$5.5"));
        check("[$€-407]#,##0", "10", Some("€10"));
        check("#,##0\\ [$₫-42A]", "99000", Some("99000 ₫"));
        check("yyyy-mm-dd", "45000", None);
        check("[h]:mm", "0.5", None);
        check("[Red]0", "3", Some("3"));
        check("0", "x", Some("x"));
    }
}
