//! Whose promise is it: the subject of a place, nearest first.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{BlockId, CellPlace, Inherited};
use crate::rules::SubjectId;
use crate::text::Span;

use super::analysis::{Analysis, Name};
use super::beside;
use super::page::Page;
use super::parts::words;
use super::scope::{Found, HEADERS, Nameless, PLANS, Scope};

/// So many turns of a dialogue are looked back for what it is about.
const TURNS: usize = 2;

/// A cell across more columns than this says nothing of any of them.
const WIDEST: usize = 64;
/// Above the columns of a table of things stand so many properties.
const PROPERTIES: usize = 2;

/// The scope of the words at `target` (tokens of the block's prose).
///
/// `excluded` are the spans of exceptions in the sentence: a subject named there is taken out.
pub(super) fn scope(
    page: &Page,
    block: BlockId,
    analysis: Option<&Analysis>,
    target: &Range<usize>,
    excluded: &[Span],
) -> Scope {
    let mut finder = Finder {
        page,
        scope: Scope::default(),
        unnamed: Vec::new(),
        later: Vec::new(),
    };
    if let Some(analysis) = analysis {
        finder.own_text(block, analysis, target, excluded);
    }
    let points_back = analysis.is_some_and(|analysis| points_back(analysis, target));
    finder.dialogue(block);
    finder.structure(block, points_back);
    let later = std::mem::take(&mut finder.later);
    finder.add(&later, Found::Sentence);
    finder.add(&page.front_matter_subjects, Found::FrontMatter);
    finder.add(&page.path_subjects, Found::Path);
    let mut scope = finder.scope;
    scope.excluded.extend(finder.unnamed);
    scope.excluded.sort_unstable();
    scope.excluded.dedup();
    scope.nameless = nameless(page, block);
    let subjects = &page.extractor.ruleset.subjects;
    let declared = |id: &SubjectId| subjects.is_default_kind(subjects.kind(*id));
    if !scope.named.iter().any(declared) {
        let plan = page.sections.borrow_mut().plan_of(page, block);
        scope.nameless.extend(plan.map(|member| Nameless {
            group: PLANS,
            member,
        }));
    }
    let mut pairs: Vec<_> = scope
        .named
        .iter()
        .copied()
        .zip(scope.from.iter().copied())
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| pair.0);
    (scope.named, scope.from) = pairs.into_iter().unzip();
    if page.makes_parts() {
        let parts = page.made.of_block(page, block);
        scope.take_parts(parts, Found::Path, subjects);
        scope.said = said(page, block, analysis, target);
    }
    scope
}

/// The words in which the subject could be named, nearest first.
fn said(
    page: &Page,
    block: BlockId,
    analysis: Option<&Analysis>,
    target: &Range<usize>,
) -> Vec<Arc<str>> {
    let own = analysis.and_then(|analysis| {
        let prose = &analysis.prose;
        let at = target.start.min(prose.tokens().len().checked_sub(1)?);
        let sentence = prose.sentences()[prose.sentence_of(at)];
        Some(words(&prose.original()[sentence.span.range()]))
    });
    let around = page.document.inherited(block).into_iter();
    let around = around.map(|inherited| words(page.document.blocks[inherited.block()].text.text()));
    let fields = page.subject_fields().map(words);
    own.into_iter().chain(around).chain(fields).collect()
}

/// Whether the sentence of the words at `target` points back: "this plan".
fn points_back(analysis: &Analysis, target: &Range<usize>) -> bool {
    let prose = &analysis.prose;
    let Some(last) = prose.tokens().len().checked_sub(1) else {
        return false;
    };
    let sentence = prose.sentence_tokens(prose.sentence_of(target.start.min(last)));
    holds_any(&analysis.back, &sentence)
}

/// The names that a word such as "except" takes out, with those that are joined to them.
fn excepted(analysis: &Analysis, names: &[Name]) -> Vec<SubjectId> {
    let mut excepted: Vec<&Name> = Vec::new();
    for name in names {
        let told = analysis.language.takes_out(&analysis.prose, &name.tokens);
        let joined = excepted
            .last()
            .is_some_and(|last| joined(analysis, last, name));
        if told || joined {
            excepted.push(name);
        }
    }
    excepted.into_iter().map(|name| name.subject).collect()
}

/// Whether sorted tokens have one in a range.
fn holds_any(tokens: &[usize], range: &Range<usize>) -> bool {
    let at = tokens.partition_point(|&token| token < range.start);
    tokens.get(at).is_some_and(|&token| token < range.end)
}

struct Finder<'p, 'a> {
    page: &'p Page<'a>,
    scope: Scope,
    /// Subjects that the table names for other rows or columns than that of the cell.
    unnamed: Vec<SubjectId>,
    /// What the sentence names only in a clause behind that of the words: "half the price of Pro"
    /// under the heading "Basic".
    later: Vec<SubjectId>,
}

impl Finder<'_, '_> {
    /// Takes the subjects of kinds that are not known yet.
    fn add(&mut self, subjects: &[SubjectId], from: Found) {
        let known = &self.page.extractor.ruleset.subjects;
        let named = self.scope.named.iter().chain(&self.unnamed);
        let decided: Vec<_> = named.map(|&id| known.kind(id)).collect();
        for &subject in subjects {
            let kind = known.kind(subject);
            let all = self.scope.everything && known.is_default_kind(kind);
            let open = !all && !decided.contains(&kind);
            if open && !self.scope.named.contains(&subject) {
                self.scope.named.push(subject);
                self.scope.from.push(from);
            }
        }
    }

    /// Clause, sentence, then what was named earlier in the paragraph.
    fn own_text(
        &mut self,
        block: BlockId,
        analysis: &Analysis,
        target: &Range<usize>,
        excluded: &[Span],
    ) {
        let prose = &analysis.prose;
        let at = target.start.min(prose.tokens().len().saturating_sub(1));
        let Some(token) = prose.tokens().get(at) else {
            return;
        };
        let sentence = prose.sentence_tokens(prose.sentence_of(at));
        let within = |range: &Range<usize>| {
            let first = analysis
                .names
                .partition_point(|name| name.tokens.start < range.start);
            let end = analysis
                .names
                .partition_point(|name| name.tokens.start < range.end);
            &analysis.names[first..end]
        };
        let is_out = |name: &&Name| excluded.iter().any(|span| span.overlaps(name.span));
        let out = within(&sentence)
            .iter()
            .filter(is_out)
            .map(|name| name.subject);
        self.scope.excluded = out.collect();
        self.scope.everything = holds_any(&analysis.everything, &sentence);
        if self.scope.everything || holds_any(&analysis.others, &sentence) {
            let excepted = excepted(analysis, within(&sentence));
            self.others(analysis, &sentence, !excepted.is_empty());
            self.scope.excluded.extend(excepted);
        }
        self.scope.excluded.sort_unstable();
        self.scope.excluded.dedup();
        if self.lists_parts(block) && self.is_headed(block) {
            self.later = within(&sentence).iter().map(|name| name.subject).collect();
            return;
        }
        let clause = &prose.clauses()[token.clause];
        let last = &prose.clauses()[prose.tokens()[target.end.max(at + 1) - 1].clause];
        let names_in = |scope: &Scope, range: &Range<usize>| -> Vec<&Name> {
            let is_excluded = |name: &&Name| scope.excluded.contains(&name.subject);
            let is_goal = |name: &&Name| {
                name.tokens.start >= target.end && analysis.language.is_towards(prose, &name.tokens)
            };
            let names = within(range).iter();
            names
                .filter(|name| !is_out(name) && !is_excluded(name) && !is_goal(name))
                .collect()
        };
        for (range, from) in [
            (clause.first..clause.end, Found::Clause),
            (sentence.start..last.end, Found::Sentence),
        ] {
            let names = names_in(&self.scope, &range);
            self.add(&nearest(analysis, &names, target), from);
        }
        let names = names_in(&self.scope, &sentence);
        let later = nearest(analysis, &names, target);
        if self.is_headed(block) {
            self.later.extend(later);
        } else {
            self.add(&later, Found::Sentence);
        }
        if self.scope.everything {
            return;
        }
        let earlier = &analysis.names[..analysis.names.partition_point(|n| n.tokens.end <= at)];
        if let Some(last) = earlier.last() {
            let sentence = prose.sentence_of(last.tokens.start);
            let same = |name: &&Name| prose.sentence_of(name.tokens.start) == sentence;
            let subjects: Vec<_> = earlier
                .iter()
                .rev()
                .take_while(same)
                .map(|name| name.subject)
                .collect();
            self.add(&subjects, Found::Paragraph);
        }
    }

    /// "Other plans": everything but what was named before these words in the paragraph, or in
    /// the sentence where that says itself what is taken out.
    fn others(&mut self, analysis: &Analysis, sentence: &Range<usize>, told: bool) {
        let at = analysis
            .others
            .partition_point(|&token| token < sentence.start);
        let Some(&before) = analysis.others.get(at).filter(|&&at| at < sentence.end) else {
            return;
        };
        let from = if told { sentence.start } else { 0 };
        let named = analysis.names.iter();
        let named = named.filter(|name| (from..before).contains(&name.tokens.start));
        self.scope.excluded.extend(named.map(|name| name.subject));
        // Others than what nobody named are unknown.
        self.scope.everything |= told || !self.scope.excluded.is_empty();
    }

    /// What the block inherits, and between that what its section says.
    fn structure(&mut self, block: BlockId, points_back: bool) {
        let page = self.page;
        let section = page.document.blocks[block].section;
        let mut section_asked = false;
        let mut ask_section = |finder: &mut Self, headings: &[SubjectId]| {
            if std::mem::replace(&mut section_asked, true) {
                return;
            }
            let sections = page.sections.borrow();
            finder.add(sections.applies_to(page, section), Found::Applies);
            let last = sections.named_last(section);
            if points_back && (headings.is_empty() || finder.are_parts(last, headings)) {
                finder.add(last, Found::Section);
            }
        };
        for inherited in self.page.document.inherited(block) {
            let from = match inherited {
                Inherited::RowHeader(_) => Found::Row,
                Inherited::ColumnHeader(_) => Found::Column,
                Inherited::RunIn(_) => Found::RunIn,
                Inherited::Lead(_) => Found::Lead,
                Inherited::Heading(_) => Found::Heading,
            };
            let subjects = self.subjects_in(inherited.block());
            if from == Found::Heading {
                ask_section(self, &subjects);
            }
            self.add(&subjects, from);
            if subjects.is_empty() && matches!(from, Found::Row | Found::Column) {
                self.leave_out_beside(block, inherited.block());
            }
        }
        ask_section(self, &[]);
    }

    /// Takes out what the table names beside an unnamed head, where nothing nearer names one.
    fn leave_out_beside(&mut self, block: BlockId, head: BlockId) {
        let Some(cell) = &self.page.document.blocks[block].cell else {
            return;
        };
        let known = &self.page.extractor.ruleset.subjects;
        let named = &self.scope.named;
        let open = |id: &SubjectId| named.iter().all(|&its| known.kind(its) != known.kind(*id));
        let beside = beside::named_beside(self.page, cell, head);
        self.unnamed.extend(beside.into_iter().filter(open));
    }

    /// Whether a block is what a label of a property opens, so that a name in it is a part:
    /// "Ingredients: basic sauce, sugar".
    fn lists_parts(&self, block: BlockId) -> bool {
        let own = &self.page.document.blocks[block];
        let label = own.run_in.map(|label| &own.text.text()[label.range()]);
        label.is_some_and(|label| self.page.extractor.languages.names_property(label))
    }

    /// What the turns before that of a speaker name, nearest first.
    fn dialogue(&mut self, block: BlockId) {
        let blocks = &self.page.document.blocks;
        let section = blocks[block].section;
        let is_turn =
            |id: &BlockId| blocks[*id].speaker.is_some() && blocks[*id].section == section;
        if !is_turn(&block) {
            return;
        }
        for turn in (block.saturating_sub(TURNS)..block)
            .rev()
            .take_while(is_turn)
        {
            let subjects = self.subjects_in(turn);
            self.add(&subjects, Found::Section);
        }
    }

    /// Whether a header, a lead or a heading of the block names a subject.
    fn is_headed(&self, block: BlockId) -> bool {
        let inherited = self.page.document.inherited(block).into_iter();
        let mut heads = inherited.map(|inherited| self.subjects_in(inherited.block()));
        heads.any(|subjects| !subjects.is_empty())
    }

    fn are_parts(&self, parts: &[SubjectId], wholes: &[SubjectId]) -> bool {
        let known = &self.page.extractor.ruleset.subjects;
        let is_part = |&part: &SubjectId| wholes.iter().any(|&whole| known.is_part_of(part, whole));
        parts.iter().all(is_part)
    }

    fn subjects_in(&self, block: BlockId) -> Vec<SubjectId> {
        let analysis = self.page.analysis(block);
        analysis.map_or_else(Vec::new, |analysis| analysis.subjects.clone())
    }
}

/// The last name before the target with those that are joined to it, else the first after it.
fn nearest(analysis: &Analysis, names: &[&Name], target: &Range<usize>) -> Vec<SubjectId> {
    let before = names.partition_point(|name| name.tokens.start < target.end);
    let mut chain: Vec<&Name> = Vec::new();
    if before > 0 {
        for name in names[..before].iter().rev() {
            match chain.last() {
                Some(next) if !joined(analysis, name, next) => break,
                _ => chain.push(name),
            }
        }
    } else {
        for name in names {
            match chain.last() {
                Some(last) if !joined(analysis, last, name) => break,
                _ => chain.push(name),
            }
        }
    }
    chain.into_iter().map(|name| name.subject).collect()
}

/// Whether at most one word, such as "and", stands between two names.
fn joined(analysis: &Analysis, first: &Name, second: &Name) -> bool {
    let between = first.tokens.end..second.tokens.start.max(first.tokens.end);
    match between.len() {
        0 => true,
        1 => analysis.language.joins(analysis.prose.word(between.start)),
        _ => false,
    }
}

/// The nameless things that a block belongs to: a column or a row of its table, a member of
/// sibling paragraphs.
fn nameless(page: &Page, block: BlockId) -> Vec<Nameless> {
    let document = page.document;
    let mut found = page.siblings(block);
    if let Some(cell) = &document.blocks[block].cell
        && !cell.header
    {
        found.extend(things_of_cell(page, cell));
        found.extend(headed(page, cell));
    }
    found
}

/// The columns or the row that a cell's statement is about, in a table of several things; none
/// where the cell covers them all.
fn things_of_cell(page: &Page, cell: &CellPlace) -> Vec<Nameless> {
    let table = &page.document.tables[cell.table];
    let by_row = page.rows_are_things(cell.table);
    let (all, members) = if by_row {
        (table.rows, cell.row..cell.row + 1)
    } else {
        let columns = cell.column..cell.column + cell.columns;
        (table.columns.saturating_sub(1), columns)
    };
    if all < 2 || members.len() >= all || members.len() > WIDEST {
        return Vec::new();
    }
    let group = cell.table * 2 + usize::from(by_row);
    members.map(|member| Nameless { group, member }).collect()
}

/// The name above a cell as that of a plan, so that tables with the same columns speak of the
/// same things; a header that holds a phrase is no name.
fn headed(page: &Page, cell: &CellPlace) -> Option<Nameless> {
    let table = &page.document.tables[cell.table];
    if page.rows_are_things(cell.table) || table.columns < 3 || cell.columns > 1 {
        return None;
    }
    let &header = cell.column_headers.last()?;
    let holds = |own: &Analysis| !own.hits.is_empty() || !own.names.is_empty();
    if page.analysis(header).is_some_and(|own| holds(&own)) {
        return None;
    }
    let title = page.document.blocks[header].text.text();
    let member = page.sections.borrow_mut().number_of(page, title)?;
    Some(Nameless {
        group: HEADERS,
        member,
    })
}

/// Whether the rows of a table are the things and its columns their properties.
///
/// So it is where the first row's first cell names a kind of thing ("Plan", "Gói", "套餐"), and
/// where the first column names declared subjects and the first row none. Rows that are `records`
/// are things unless the first row names declared subjects. Where nothing is named, they are where
/// the first row names several properties and the first column none.
pub(super) fn rows_are_things(page: &Page, cells: &[BlockId], records: bool) -> bool {
    let document = page.document;
    let place = |id: &BlockId| {
        document.blocks[*id]
            .cell
            .as_ref()
            .map(|cell| (cell.row, cell.column))
    };
    let names = |id: &BlockId| {
        page.analysis(*id)
            .is_some_and(|analysis| !analysis.names.is_empty())
    };
    let corner = cells.iter().find(|id| place(id) == Some((0, 0)));
    if let Some(&id) = corner {
        let text = document.blocks[id].text.text();
        if page.language_of(text).names_things(text) {
            return true;
        }
    }
    let top = |id: &&BlockId| place(id).is_some_and(|(row, column)| row == 0 && column > 0);
    let side = |id: &&BlockId| place(id).is_some_and(|(row, column)| column == 0 && row > 0);
    let in_top = cells.iter().filter(top).any(names);
    let in_side = cells.iter().filter(side).any(names);
    if in_top || in_side || records {
        return !in_top;
    }
    // Several properties above the columns and none before the rows.
    let property = |id: &&BlockId| {
        let text = document.blocks[**id].text.text();
        page.extractor.languages.names_property(text)
    };
    let properties = cells.iter().filter(top).filter(property).count();
    properties >= PROPERTIES
        && cells.iter().filter(side).count() > 1
        && !cells.iter().filter(side).any(|id| property(&id))
}
