//! Things that stand side by side without a declared name: numbered paragraphs with run-in
//! headings, and list items and sections that are told in parallel.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::discover::Discoverer;
use crate::document::{BlockId, SiblingId};

use super::analysis::Analysis;
use super::page::Page;
use super::plans::trimmed;
use super::scope::Nameless;

/// Groups of numbered paragraphs are numbered above those of tables.
const NUMBERED: usize = usize::MAX / 2;
/// Groups that are told in parallel are numbered above these.
const PARALLEL: usize = usize::MAX / 4 * 3;
/// How far up the parts of a list item are followed.
const DEEPEST: usize = 8;

/// The siblings of a document, found when a statement first asks for them.
#[derive(Default)]
pub(super) struct Siblings {
    /// Of each numbered group, whether its members are topics of one thing.
    topical: OnceCell<Vec<bool>>,
    parallel: OnceCell<BTreeMap<BlockId, SiblingId>>,
}

impl Siblings {
    /// The things that a block is about.
    pub(super) fn of(&self, page: &Page, block: BlockId) -> Vec<Nameless> {
        let document = page.document;
        let topical = self.topical.get_or_init(|| topical(page));
        let parallel = self.parallel.get_or_init(|| {
            let discoverer = Discoverer::new(page.extractor.ruleset);
            discoverer.told_in_parallel(document, |title| is_topic(page, title))
        });
        let own = std::iter::successors(Some(block), |&at| {
            let own = &document.blocks[at];
            own.continues.or(own.lead)
        });
        let own: Vec<BlockId> = own.take(DEEPEST).collect();
        let numbered = own.iter().find_map(|&at| document.blocks[at].sibling);
        let numbered = numbered.filter(|sibling| !topical[sibling.group]);
        let numbered = numbered.map(|sibling| Nameless {
            group: NUMBERED + sibling.group,
            member: sibling.member,
        });
        let headings = document.heading_path(document.blocks[block].section);
        let heads = own.into_iter().chain(headings);
        let told = heads.filter_map(|head| parallel.get(&head));
        let told = told.map(|sibling| Nameless {
            group: PARALLEL + sibling.group,
            member: sibling.member,
        });
        numbered.into_iter().chain(told).collect()
    }
}

/// Of each group of numbered paragraphs, whether a quarter of its headings are topics.
fn topical(page: &Page) -> Vec<bool> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for block in &page.document.blocks {
        let Some((sibling, run_in)) = block.sibling.zip(block.run_in) else {
            continue;
        };
        if counts.len() <= sibling.group {
            counts.resize(sibling.group + 1, (0, 0));
        }
        let title = trimmed(&block.text.text()[run_in.range()]).unwrap_or_default();
        let (all, topics) = &mut counts[sibling.group];
        *all += 1;
        *topics += usize::from(is_topic(page, title));
    }
    let topical = |(all, topics): (usize, usize)| 4 * topics >= all;
    counts.into_iter().map(topical).collect()
}

/// Whether a title names what is told of a thing: it holds a phrase of a promise, or is a word for
/// a property.
fn is_topic(page: &Page, title: &str) -> bool {
    let mut languages = page.extractor.languages.iter();
    let analysis = Analysis::new(page.extractor, title, |text| page.language_of(text));
    languages.any(|language| language.is_common_title(title))
        || analysis.is_some_and(|analysis| !analysis.hits.is_empty())
}
