//! What structure says of subjects beyond names: plans that no rules file declares, lines that say
//! what a section applies to, and the subject that "this plan" points back to.
//!
//! Filled in the order of the text, so that a block sees what stands before it.

use std::collections::{BTreeMap, HashMap};

use crate::document::{BlockId, BlockKind, SectionId};
use crate::rules::SubjectId;
use crate::text::Mark;
use crate::text::fold::fold_word;

use super::analysis::Analysis;
use super::page::Page;

/// How far up the parts of a list item are followed.
const DEEPEST: usize = 8;

/// A line that says what its section applies to has no more tokens than this.
const LONGEST_LINE: usize = 40;

/// The subjects that were named so far, by section.
#[derive(Debug, Default)]
pub(super) struct Sections {
    named: BTreeMap<SectionId, Vec<SubjectId>>,
    applies: BTreeMap<SectionId, Vec<SubjectId>>,
    /// Names that have the shape of a plan's, with their numbers.
    plans: HashMap<String, usize>,
}

impl Sections {
    /// Takes in what a block names, once its statements are read.
    pub(super) fn pass(&mut self, page: &Page, block: BlockId, analysis: &Analysis) {
        let Some(last) = analysis.names.last() else {
            return;
        };
        let own = &page.document.blocks[block];
        if own.cell.is_some() || matches!(own.kind, BlockKind::Attribute | BlockKind::Footnote) {
            return;
        }
        let sentence = analysis.prose.sentence_of(last.tokens.start);
        let names = analysis.names.iter().rev();
        let names =
            names.take_while(|name| analysis.prose.sentence_of(name.tokens.start) == sentence);
        let last = names.map(|name| name.subject).collect();
        self.named.insert(own.section, last);
        if is_applies_line(analysis) {
            self.applies.insert(own.section, analysis.subjects.clone());
        }
    }

    /// The subjects named last in the section so far.
    pub(super) fn named_last(&self, section: SectionId) -> &[SubjectId] {
        self.named.get(&section).map_or(&[], Vec::as_slice)
    }

    /// The subjects of the nearest "applies to" line above, of the section or of those around it.
    pub(super) fn applies_to(&self, page: &Page, section: SectionId) -> &[SubjectId] {
        if self.applies.is_empty() {
            return &[];
        }
        let sections = &page.document.sections;
        let mut path = std::iter::successors(Some(section), |&at| sections[at].parent);
        let found = path.find_map(|at| self.applies.get(&at));
        found.map_or(&[], Vec::as_slice)
    }

    /// The number of the plan that a block is about by its run-in heading, its list or a heading;
    /// the same name has the same number all over the document.
    pub(super) fn plan_of(&mut self, page: &Page, block: BlockId) -> Option<usize> {
        let document = page.document;
        let mut at = Some(block);
        let mut name = None;
        for _ in 0..DEEPEST {
            let Some(id) = at.filter(|_| name.is_none()) else {
                break;
            };
            let own = &document.blocks[id];
            let text = own.text.text();
            name = own
                .run_in
                .and_then(|run_in| plan_name(page, &text[run_in.range()]));
            if name.is_none() && matches!(own.kind, BlockKind::Heading(_)) {
                name = plan_name(page, text);
            }
            at = own.continues.or(own.lead);
        }
        let section = document.blocks[block].section;
        let mut headings = document.heading_path(section);
        let name = name.or_else(|| {
            headings.find_map(|heading| plan_name(page, document.blocks[heading].text.text()))
        })?;
        Some(self.number(name))
    }

    /// The number of the plan that a title alone names, whatever its shape; `None` for a title
    /// that is empty or long.
    pub(super) fn number_of(&mut self, page: &Page, title: &str) -> Option<usize> {
        let name = plan_name(page, title).or_else(|| {
            let title = trimmed(title)?;
            Some(fold_word(title))
        })?;
        Some(self.number(name))
    }

    fn number(&mut self, name: String) -> usize {
        let next = self.plans.len();
        *self.plans.entry(name).or_insert(next)
    }
}

/// A title is cut to this many bytes before its shape is looked at: a longer one names no plan.
const LONGEST_TITLE: usize = 80;

fn plan_name(page: &Page, title: &str) -> Option<String> {
    let title = trimmed(title)?;
    page.extractor
        .languages
        .iter()
        .find_map(|language| language.plan_name(title))
}

/// A title without its number and the mark that closes it.
pub(super) fn trimmed(title: &str) -> Option<&str> {
    let title = title.trim().trim_end_matches([':', '：', '.', '。']);
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".)、 ".contains(c));
    (!title.is_empty() && title.len() <= LONGEST_TITLE).then_some(title)
}

/// Whether a block is a short line such as "Applies to: Basic".
fn is_applies_line(analysis: &Analysis) -> bool {
    let prose = &analysis.prose;
    let Some(first) = prose.clauses().first() else {
        return false;
    };
    prose.tokens().len() <= LONGEST_LINE
        && first.closed == Mark::Colon
        && first.end < prose.tokens().len()
        && analysis.language.says_what_it_applies_to(
            &prose.original()[prose.span_of(first.first, first.end).range()],
        )
}
