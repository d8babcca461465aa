//! The built-in packs: rules files that come with the program.

use toml::de::{DeTable, DeValue};

/// What opens and closes a string of several lines in a pack.
const LONG_STRING: &str = "\"\"\"";

/// What stands in place of examples, line by line.
const BLANKS: &str = "                                                                ";

/// Whether the header of a table says that it holds examples.
fn is_example(header: &str) -> bool {
    let path = header.trim().trim_matches(['[', ']']);
    let mut keys = path.split('.').map(str::trim);
    keys.next() == Some("promise") && matches!(keys.nth(1), Some("examples" | "example"))
}

/// A built-in rules file.
#[derive(Clone, Copy, Debug)]
pub struct Pack {
    /// Its name, as `packs` takes it.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! packs {
    ($($name:literal),* $(,)?) => {
        &[$(Pack {
            name: $name,
            text: include_str!(concat!("../../rules/packs/", $name, ".toml")),
        }),*]
    };
}

/// A pack is a file in `rules/packs/` and its line here, in the order of the alphabet.
const PACKS: &[Pack] = packs![
    "absolutes",
    "banking",
    "green",
    "privacy",
    "retail",
    "saas",
    "subscription",
    "support",
    "telecom",
    "travel",
    "warranty",
];

/// All built-in packs, by name.
#[must_use]
pub fn builtin_packs() -> &'static [Pack] {
    PACKS
}

/// The built-in pack with this name.
pub(super) fn named(name: &str) -> Option<Pack> {
    PACKS.iter().copied().find(|pack| pack.name == name)
}

impl Pack {
    /// The name that its file has in diagnostics, which is no path.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("pack:{}", self.name)
    }

    /// What it is about: the first paragraph of the comment that it begins with.
    #[must_use]
    pub fn about(self) -> String {
        let lines = self.text.lines().map_while(|line| line.strip_prefix('#'));
        let first = lines.map(str::trim).take_while(|line| !line.is_empty());
        first.collect::<Vec<_>>().join(" ")
    }

    /// Its text with spaces in place of its examples, which only its own tests need.
    ///
    /// Two thirds of a pack are examples; what is left stands at the same bytes.
    pub(super) fn without_examples(self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut quotes = self.text.match_indices(LONG_STRING).peekable();
        let (mut in_example, mut in_string) = (false, false);
        for line in self.text.split_inclusive('\n') {
            if !in_string && line.starts_with('[') {
                in_example = is_example(line);
            }
            let end = text.len() + line.len();
            while quotes.next_if(|&(at, _)| at < end).is_some() {
                in_string = !in_string;
            }
            if in_example {
                while text.len() < end {
                    text.push_str(&BLANKS[..BLANKS.len().min(end - text.len())]);
                }
            } else {
                text.push_str(line);
            }
        }
        text
    }

    /// Whether it applies only where a rules file names it.
    #[must_use]
    pub fn when_named(self) -> bool {
        let (document, _) = DeTable::parse_recoverable(self.text);
        let flag = document.get_ref().get("when-named");
        flag.is_some_and(|flag| matches!(flag.get_ref(), DeValue::Boolean(true)))
    }

    /// The names of its promises.
    #[must_use]
    pub fn promises(self) -> Vec<String> {
        let (document, _) = DeTable::parse_recoverable(self.text);
        let promises = document
            .get_ref()
            .get("promise")
            .and_then(|value| value.get_ref().as_table());
        promises
            .into_iter()
            .flat_map(|table| table.keys())
            .map(|key| key.get_ref().to_string())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use toml::Table;

    use super::builtin_packs;
    use crate::Ruleset;

    fn parse(text: &str) -> Table {
        text.parse().expect("a pack is TOML")
    }

    #[test]
    fn without_its_examples_a_pack_is_the_same_at_the_same_bytes() {
        for pack in builtin_packs() {
            let short = pack.without_examples();
            assert_eq!(short.len(), pack.text.len(), "{}", pack.name);
            let mut whole = parse(pack.text);
            let promises = whole["promise"].as_table_mut().expect("promises");
            let mut examples = 0;
            for (_, promise) in promises.iter_mut() {
                let promise = promise.as_table_mut().expect("a promise is a table");
                examples += usize::from(promise.remove("examples").is_some());
                promise.remove("example");
            }
            assert_eq!(parse(&short), whole, "{}", pack.name);
            assert!(examples > 0, "{}", pack.name);
        }
    }

    #[test]
    fn every_phrase_of_a_pack_has_no_mistake() {
        let ruleset = Ruleset::builtin();
        for phrase in ruleset.phrases.phrases() {
            assert!(phrase.may_take_its_own_words(), "{}", phrase.text());
        }
        assert!(ruleset.phrases.phrases().len() > 5000);
    }
}
