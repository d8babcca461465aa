//! "Did you mean": the known name that a misspelt one stands for.

/// A help line that names the nearest of the known names, or all of them where they are few.
///
/// `None` where there is nothing to choose from, or too much to list.
pub(super) fn help<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(near) = nearest(name, known.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    (1..=MOST_LISTED)
        .contains(&known.len())
        .then(|| format!("known here: {}", listed(&known)))
}

/// The known name that differs least from `name`: by at most a third of its characters, where
/// two neighbours in the wrong order are one difference; `_` and capitals count as nothing.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(name);
    if plain.len() < SHORTEST_COMPARED {
        return None;
    }
    let most = (plain.len() / 3).max(1);
    let near = |other: &'a str| {
        let letters = self::plain(other);
        // Names of very different lengths are never near; this keeps long lists cheap.
        if letters.len().abs_diff(plain.len()) > most {
            return None;
        }
        let distance = distance(&plain, &letters, most)?;
        (distance < letters.len()).then_some((distance, other))
    };
    known
        .into_iter()
        .take(MOST_COMPARED)
        .filter_map(near)
        .min()
        .map(|(_, other)| other)
}

/// Names in backticks with commas between them.
pub(super) fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

const MOST_LISTED: usize = 12;
/// Names of one or two letters are near to too many others.
const SHORTEST_COMPARED: usize = 3;
/// Of more known names the first are compared, so that many mistakes cost no more than each alone.
const MOST_COMPARED: usize = 1000;
const LONGEST_COMPARED: usize = 64;

fn plain(name: &str) -> Vec<char> {
    let letters = name.chars().take(LONGEST_COMPARED);
    letters
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' { '-' } else { c })
        .collect()
}

/// The number of differences, or `None` where there are more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        // A transposition looks back over two rows, so one row alone proves nothing.
        if row
            .iter()
            .chain(&last)
            .min()
            .is_none_or(|&least| least > most)
        {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|&distance| distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["severity", "subject", "stage", "stated-in", "summary"];
        assert_eq!(nearest("serverity", known), Some("severity"));
        assert_eq!(nearest("Stated_In", known), Some("stated-in"));
        assert_eq!(nearest("sbuject", known), Some("subject"));
        assert_eq!(nearest("owner", known), None);
        assert_eq!(
            nearest("gói-tư-do", ["gói-tự-do", "basic"]),
            Some("gói-tự-do")
        );
    }

    #[test]
    fn a_short_name_is_near_to_no_other() {
        assert_eq!(nearest("a", ["b", "c"]), None);
        assert_eq!(nearest("vn", ["en", "vi"]), None);
        assert_eq!(nearest("", ["b"]), None);
    }

    #[test]
    fn help_lists_few_names_and_keeps_quiet_about_many() {
        assert_eq!(
            help("xyz", ["one", "four"]).unwrap(),
            "known here: `one`, `four`"
        );
        assert_eq!(help("xyz", std::iter::repeat_n("something", 50)), None);
        assert_eq!(help("xyz", []), None);
    }
}
