//! The built-in packs: rules files that come with the program.

use toml::de::{DeTable, DeValue};

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
