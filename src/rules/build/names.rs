//! Looking up declared names, with "did you mean".

use std::collections::HashMap;

use crate::rules::mistake::{Mistake, Mistakes};
use crate::rules::place::{At, Place};
use crate::rules::suggest;

/// Declared names of one sort, such as all channels.
pub(in crate::rules) struct Names<Id> {
    sort: &'static str,
    ids: HashMap<String, (Id, Place)>,
    /// In the order of declaration, for help that is the same in every run.
    order: Vec<String>,
}

impl<Id: Copy> Names<Id> {
    pub(in crate::rules) fn new(sort: &'static str) -> Self {
        Self {
            sort,
            ids: HashMap::new(),
            order: Vec::new(),
        }
    }

    /// Declares a name; a second declaration is reported and gives `false`.
    pub(in crate::rules) fn declare(
        &mut self,
        name: &At<String>,
        id: Id,
        mistakes: &Mistakes,
    ) -> bool {
        if let Some(&(_, first)) = self.ids.get(&name.value) {
            mistakes.report(declared_twice(self.sort, name, first));
            return false;
        }
        self.ids.insert(name.value.clone(), (id, name.place));
        self.order.push(name.value.clone());
        true
    }

    pub(in crate::rules) fn contains(&self, name: &str) -> bool {
        self.ids.contains_key(name)
    }

    /// The id of a name; an unknown one is reported.
    pub(in crate::rules) fn find(&self, name: &At<String>, mistakes: &Mistakes) -> Option<Id> {
        let found = self.ids.get(&name.value).map(|&(id, _)| id);
        if found.is_none() {
            let known = self.order.iter().map(String::as_str);
            mistakes.report(unknown_name(self.sort, name, known));
        }
        found
    }

    /// The ids of names; unknown ones are reported.
    pub(in crate::rules) fn find_all(&self, names: &[At<String>], mistakes: &Mistakes) -> Vec<Id> {
        names
            .iter()
            .filter_map(|name| self.find(name, mistakes))
            .collect()
    }
}

/// A name that nothing declares.
pub(in crate::rules) fn unknown_name<'a>(
    sort: &str,
    name: &At<String>,
    known: impl IntoIterator<Item = &'a str>,
) -> Mistake {
    let known: Vec<&str> = known.into_iter().collect();
    let message = format!("unknown {sort} `{}`", name.value);
    let help = if known.is_empty() {
        Some(format!(
            "no {sort} is declared: add `[{sort}.{}]`",
            name.value
        ))
    } else {
        suggest::help(&name.value, known)
    };
    Mistake::new("unknown-name", name.place, message).help(help)
}

fn declared_twice(sort: &str, name: &At<String>, first: Place) -> Mistake {
    let message = format!("the {sort} `{}` is declared twice", name.value);
    let help = "rename one of the two, or join them".to_owned();
    Mistake::new("declared-twice", name.place, message)
        .also(first, "first here")
        .help(help)
}
