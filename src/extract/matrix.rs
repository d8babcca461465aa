//! Yes and no in tables: a cell such as ✓, –, có or 无 affirms or denies what its headers name.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, Document};
use crate::language::{Languages, Polarity};

use super::analysis::Analysis;
use super::page::{Page, sentence_id, spot_id};
use super::read::{self, Draft, Words};
use super::statement::{Role, Statement};

/// A header is asked for a few of its cells only: whether they are yes or no.
const HEADED_SHOWN: u8 = 16;

/// The cells of a document that hold nothing but yes or no.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// What each of them says.
    affirmed: FxHashMap<BlockId, bool>,
    /// The cells that head them, and so assert nothing themselves.
    heads: FxHashSet<BlockId>,
}

impl Marks {
    /// Finds the cells, in time linear in the document.
    pub(super) fn new(document: &Document, languages: &Languages) -> Self {
        let mut marks = Self::default();
        let mut shown: FxHashMap<BlockId, u8> = FxHashMap::default();
        for (id, block) in document.blocks.iter().enumerate() {
            let Some(cell) = &block.cell else { continue };
            let may_be_one = !cell.header && block.kind == BlockKind::Cell;
            let affirmed = may_be_one
                .then(|| languages.yes_or_no(block.text.text()))
                .flatten();
            for head in cell.headers() {
                let shown = shown.entry(head).or_default();
                if *shown < HEADED_SHOWN {
                    *shown += 1;
                    if affirmed.is_some() {
                        marks.heads.insert(head);
                    }
                }
            }
            if let Some(affirmed) = affirmed {
                marks.affirmed.insert(id, affirmed);
            }
        }
        marks
    }

    /// What a cell says that holds nothing but yes or no; `None` for any other block.
    pub(super) fn affirmed(&self, block: BlockId) -> Option<bool> {
        self.affirmed.get(&block).copied()
    }

    /// Whether a cell heads a row or a column of such cells.
    pub(super) fn heads_any(&self, block: BlockId) -> bool {
        self.heads.contains(&block)
    }
}

/// Appends a statement for each phrase in the headers of a yes-or-no cell.
pub(super) fn read(page: &Page, block: BlockId, statements: &mut Vec<Statement>) {
    let own = &page.document.blocks[block];
    let Some(cell) = &own.cell else { return };
    let Some(affirmed) = page.yes_or_no.affirmed(block) else {
        return;
    };
    for head in cell.headers() {
        let Some(analysis) = page.analysis(head) else {
            continue;
        };
        for hit in &analysis.hits {
            let Some((promise, role)) = read::stated_by(hit) else {
                continue;
            };
            let words = Words::of(hit);
            let basis = read::phrase_basis(analysis.prose.original(), &words);
            let draft = Draft {
                promise,
                role,
                words,
                value: None,
                basis,
            };
            let amounts = read::quantities(page, &analysis, None);
            let Some(mut statement) = draft.read(page, head, &analysis, &amounts) else {
                continue;
            };
            // "Registration needed?" is answered by each cell for itself.
            if statement.answer.take().is_some() {
                statement.reading.polarity = Polarity::Affirmed;
            }
            // A fee that is included is not charged.
            let included = matches!(role, Role::Breach(_))
                && page.extractor.languages.includes(own.text.text())
                && analysis.language.names_charge(analysis.prose.original());
            if !affirmed || included {
                statement.reading.polarity = match statement.reading.polarity {
                    Polarity::Affirmed => Polarity::Negated,
                    Polarity::Negated => Polarity::Affirmed,
                };
            }
            place_in(page, block, &analysis, &mut statement);
            statements.push(statement);
        }
    }
}

/// Moves a statement from the header to the cell that affirms or denies it.
fn place_in(page: &Page, block: BlockId, analysis: &Analysis, statement: &mut Statement) {
    let whole = page.document.blocks[block].text.whole();
    if let Some(span) = whole {
        let place = super::Place::new(&page.document.source, span);
        statement.place = Arc::new(place.in_sentence(&statement.place.sentence(), None));
    }
    let none = 0..0;
    let scope = super::resolve::scope(
        page,
        block,
        analysis.hits.is_empty().then_some(analysis),
        &none,
        &[],
    );
    statement.scope = Arc::new(scope);
    statement.locus.spot.block = spot_id(page.whole_of(block));
    statement.locus.spot.sentence = sentence_id(block, 0);
}
