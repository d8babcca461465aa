//! Things that stand side by side without a declared name: numbered paragraphs with run-in
//! headings, and list items and sections that are told in parallel.

use std::cell::OnceCell;

use crate::discover::{Discoverer, Parallel};
use crate::document::BlockId;

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
pub(super) struct Siblings<'a> {
    /// Of each numbered group, whether its members are topics of one thing.
    topical: OnceCell<Vec<bool>>,
    parallel: OnceCell<Parallel<'a>>,
}

impl<'a> Siblings<'a> {
    /// The things that a block is about.
    pub(super) fn of(&self, page: &Page<'a>, block: BlockId) -> Vec<Nameless> {
        let document = page.document;
        let topical = self.topical.get_or_init(|| topical(page));
        let parallel = self.parallel.get_or_init(|| {
            let discoverer = Discoverer::new(page.extractor.ruleset);
            discoverer.parallel(document)
        });
        let own = std::iter::successors(Some(block), |&at| {
            let own = &document.blocks[at];
            own.continues.or(own.lead)
        });
        let own: Vec<BlockId> = own.take(DEEPEST).collect();
        let numbered = own.iter().find_map(|&at| document.blocks[at].sibling);
        let sections = &document.sections;
        let around = std::iter::successors(Some(document.blocks[block].section), |&at| {
            sections[at].parent
        });
        let objects = around.filter_map(|at| sections[at].sibling);
        let apart = |group: usize| !topical.get(group).is_some_and(|topical| *topical);
        let numbered = numbered.into_iter().chain(objects);
        let numbered = numbered.filter(|sibling| apart(sibling.group));
        let numbered = numbered.map(|sibling| Nameless {
            group: NUMBERED + sibling.group,
            member: sibling.member,
        });
        let headings = document.heading_path(document.blocks[block].section);
        let heads = own.into_iter().chain(headings);
        let told = heads.filter_map(|head| parallel.headed(head, |title| is_topic(page, title)));
        let told = told.map(|sibling| Nameless {
            group: PARALLEL + sibling.group,
            member: sibling.member,
        });
        numbered.chain(told).collect()
    }
}

/// Of each group, whether a quarter of its headings are topics: of numbered paragraphs those that
/// name what is told of a thing, of objects in data those that are words for a property.
fn topical(page: &Page) -> Vec<bool> {
    let document = page.document;
    let numbered = document.blocks.iter().filter_map(|block| {
        let (sibling, run_in) = block.sibling.zip(block.run_in)?;
        let title = trimmed(&block.text.text()[run_in.range()]).unwrap_or_default();
        Some((sibling.group, is_topic(page, title)))
    });
    let objects = document.sections.iter().filter_map(|section| {
        let (sibling, heading) = section.sibling.zip(section.heading)?;
        let title = document.blocks[heading].text.text();
        Some((sibling.group, is_property(page, title)))
    });
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for (group, topic) in numbered.chain(objects) {
        if counts.len() <= group {
            counts.resize(group + 1, (0, 0));
        }
        let (all, topics) = &mut counts[group];
        *all += 1;
        *topics += usize::from(topic);
    }
    let topical = |(all, topics): (usize, usize)| topics > 0 && 4 * topics >= all;
    counts.into_iter().map(topical).collect()
}

/// Whether a title is a word for a property of things: "Price".
fn is_property(page: &Page, title: &str) -> bool {
    let mut languages = page.extractor.languages.iter();
    let title = trimmed(title).unwrap_or_default();
    languages.any(|language| language.is_common_title(title))
}

/// Whether a title names what is told of a thing: it holds a phrase of a promise, or is a word for
/// a property.
fn is_topic(page: &Page, title: &str) -> bool {
    let mut languages = page.extractor.languages.iter();
    let analysis = Analysis::new(page.extractor, title, |text| page.language_of(text));
    languages.any(|language| language.is_common_title(title))
        || analysis.is_some_and(|analysis| !analysis.hits.is_empty())
}
