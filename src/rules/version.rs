//! `required-version`: whether this program is the one that the rules want.

use super::mistake::{Mistake, Mistakes};
use super::place::At;

/// Reports a requirement that cannot be read, or that `version` does not meet.
///
/// A requirement is one or several of `>=1.2`, `<2`, `=1.2.3`, `^1.2` with commas between; `^`,
/// and a bare version, mean the same first number that is not 0.
pub(super) fn check(written: &At<String>, version: &str, mistakes: &Mistakes) {
    let met = written
        .value
        .split(',')
        .map(|part| meets(part.trim(), version));
    let met: Option<Vec<bool>> = met.collect();
    let mistake = match met {
        None => {
            let message = format!("`{}` is no version", written.value);
            Mistake::new("version", written.place, message)
                .help("write `\">=0.1\"`, `\"^0.1\"` or `\"=0.1.0\"`".to_owned())
        }
        Some(met) if met.contains(&false) => {
            let message = format!(
                "these rules want version {}, this is {version}",
                written.value
            );
            Mistake::new("version", written.place, message)
                .help("install a version that fits, or change `required-version`".to_owned())
        }
        Some(_) => return,
    };
    mistakes.report(mistake);
}

fn meets(requirement: &str, version: &str) -> Option<bool> {
    let (operator, rest) = ["<=", ">=", "<", ">", "=", "^"]
        .into_iter()
        .find_map(|operator| Some((operator, requirement.strip_prefix(operator)?)))
        .unwrap_or(("^", requirement));
    let (wanted, given) = numbers(rest.trim())?;
    let (have, _) = numbers(version)?;
    Some(match operator {
        ">=" => have >= wanted,
        ">" => have[..given] > wanted[..given],
        "<=" => have[..given] <= wanted[..given],
        "<" => have < wanted,
        "=" => have[..given] == wanted[..given],
        _ => {
            let first = wanted[..given].iter().position(|&number| number > 0);
            let same = first.map_or(given, |first| first + 1);
            have >= wanted && have[..same] == wanted[..same]
        }
    })
}

/// The three numbers of a version, and how many of them were written.
fn numbers(version: &str) -> Option<([u64; 3], usize)> {
    let release = version.split(['-', '+']).next()?;
    let mut numbers = [0; 3];
    let mut given = 0;
    for part in release.split('.') {
        *numbers.get_mut(given)? = part.parse().ok()?;
        given += 1;
    }
    Some((numbers, given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_met_or_not() {
        for (requirement, version, expected) in [
            (">=0.1", "0.1.0", Some(true)),
            (">=0.2", "0.1.9", Some(false)),
            ("=0.1", "0.1.7", Some(true)),
            ("=0.1.0", "0.1.7", Some(false)),
            ("^0.1", "0.1.7", Some(true)),
            ("^0.1", "0.2.0", Some(false)),
            ("^1.2", "1.9.0", Some(true)),
            ("1.2", "2.0.0", Some(false)),
            ("<1", "0.9.0", Some(true)),
            (">0.1", "0.1.5", Some(false)),
            (">= 0.1", "0.1.0", Some(true)),
            ("latest", "0.1.0", None),
            (">=1.2.3.4", "0.1.0", None),
            ("", "0.1.0", None),
        ] {
            assert_eq!(
                meets(requirement, version),
                expected,
                "{requirement} {version}"
            );
        }
    }
}
