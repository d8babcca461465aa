//! The built-in packs: rules files that come with the program.

use toml::de::DeTable;

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

const PACKS: &[Pack] = packs!["retail", "support", "telecom"];

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
