//! The claims of one document by the nameless things that its structure makes: rows, columns,
//! sibling paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{Nameless, Statement};
use crate::rules::Subjects;

use super::claims::Claim;
use super::group::{Group, Tally, add_each};

/// Claims by the groups of things that they are about, such as the rows of one table.
pub(super) struct Rows(Vec<Sheet>);

struct Sheet {
    /// The groups that every claim of it has a member of, sorted.
    groups: Vec<usize>,
    /// Whether its claims speak of all things.
    everything: bool,
    all: Group,
    by_member: BTreeMap<Nameless, Vec<u32>>,
}

impl Rows {
    /// The claims of these indices, which are of one document and sorted.
    pub(super) fn new(list: &[Claim], members: &[u32]) -> Self {
        let mut sheets: BTreeMap<(Vec<usize>, bool), Vec<u32>> = BTreeMap::new();
        for &member in members {
            let scope = &list[member as usize].statement.scope;
            let groups: BTreeSet<usize> = scope.nameless.iter().map(|own| own.group).collect();
            let key = (groups.into_iter().collect(), scope.everything);
            sheets.entry(key).or_default().push(member);
        }
        let sheet = |((groups, everything), members): (_, Vec<u32>)| {
            let mut by_member: BTreeMap<Nameless, Vec<u32>> = BTreeMap::new();
            for &member in &members {
                for &own in &list[member as usize].statement.scope.nameless {
                    by_member.entry(own).or_default().push(member);
                }
            }
            Sheet {
                groups,
                everything,
                by_member,
                all: Group::new(list, members),
            }
        };
        Self(sheets.into_iter().map(sheet).collect())
    }

    /// Adds the claims that are about no other thing than `statement`, of the same document.
    pub(super) fn hold_against<'a>(
        &self,
        list: &[Claim<'a>],
        subjects: &Subjects,
        statement: &Statement,
        tally: &mut Tally,
        near: &mut Vec<&'a Statement>,
    ) {
        let scope = &statement.scope;
        for sheet in &self.0 {
            let shared = |own: &&Nameless| sheet.groups.binary_search(&own.group).is_ok();
            let shared = scope.nameless.iter().find(shared);
            let Some(first) = shared.filter(|_| !scope.everything && !sheet.everything) else {
                sheet.all.add_all(list, statement, tally, near);
                continue;
            };
            // What is about one of the group is comparable only where the statement is too.
            let own = scope.nameless.iter().filter(|own| own.group == first.group);
            let members = own.filter_map(|own| sheet.by_member.get(own)).flatten();
            let members: BTreeSet<u32> = members.copied().collect();
            let members: Vec<u32> = members.into_iter().collect();
            add_each(list, &members, subjects, statement, tally, near);
        }
    }
}
