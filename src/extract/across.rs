//! Phrases across structure: a header and its cell, a list's lead and its item, a heading and a
//! short line, in either order.
//!
//! The place of such a statement is what of the phrase lies in the block itself.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Document, Inherited};
use crate::language::{Cue, Polarity};
use crate::phrase::{Head, PhraseSet, Said};
use crate::quantity::Kind;
use crate::text::fold::fold_word;
use crate::text::{Prose, Span};

use super::Extractor;
use super::analysis::{Analysis, Hit};
use super::discourse;
use super::page::{MOST_KEPT, Page};
use super::read::{self, Draft, Words};
use super::scope::Nameless;
use super::statement::{Across, Basis, BasisWords, Role, Statement};

/// Of an inherited text only the end is joined, in bytes.
const LONGEST_HEAD: usize = 160;

/// A cell of more bytes than this is joined only as a whole.
const LONGEST_CELL: usize = 160;
/// Behind so many of its commas at most.
const MOST_CLAUSES: usize = 4;

/// Groups of the cells under one header are numbered above those of tables.
const HEADED: usize = usize::MAX / 4;

/// A line under a heading is joined with it up to this many tokens.
const SHORT_LINE: usize = 6;

/// Appends the statements whose phrase begins in one block and ends in another.
pub(super) fn statements(
    page: &Page,
    block: BlockId,
    inherited: &[Inherited],
    statements: &mut Vec<Statement>,
) {
    let document = page.document;
    let own = document.blocks[block].text.text();
    if matches!(document.blocks[block].kind, BlockKind::Heading(_)) || own.trim().is_empty() {
        return;
    }
    let (own_said, own_kinds) = (OnceCell::new(), OnceCell::new());
    for at in heads(page, block, inherited) {
        let head = tail(document.blocks[at].text.text());
        if document.blocks[at].kind == BlockKind::Key && share_a_word(head, own) {
            continue;
        }
        let own_said = || own_said.get_or_init(|| said(page, block));
        let kinds = || own_kinds.get_or_init(|| kinds(page, block)).as_slice();
        if page.heads.may_join(page, at, head, own_said, kinds) {
            let own = Span::new(0, own.len());
            let lead_denies = discourse::leads(page, block, inherited, at)
                && page.lead(at).polarity == Polarity::Negated;
            let head = (head, lead_denies);
            let first = statements.len();
            join(page, block, head, own, false, statements);
            join(page, block, head, own, true, statements);
            for part in later_clauses(page, block) {
                join(page, block, head, part, false, statements);
            }
            if let Some(one) = cell_under(page, block, at) {
                for statement in &mut statements[first..] {
                    Arc::make_mut(&mut statement.scope).nameless.push(one);
                }
            }
        }
    }
}

/// A cell as one of those under the header `at`: what the header says of each, it says of none of
/// the others.
fn cell_under(page: &Page, block: BlockId, at: BlockId) -> Option<Nameless> {
    let blocks = &page.document.blocks;
    let (own, header) = (blocks[block].cell.as_ref()?, blocks[at].cell.as_ref()?);
    (own.table == header.table && !own.header).then_some(Nameless {
        group: HEADED + at,
        member: block,
    })
}

/// Forgets the breaches among `joined` that say no more than a value of their promise behind them:
/// the amount of a cell.
pub(super) fn leave_to_values(statements: &mut Vec<Statement>, joined: Range<usize>) {
    let values = statements.split_off(joined.end);
    let own = statements.split_off(joined.start);
    let told = |statement: &Statement| {
        let same = |value: &Statement| {
            value.promise == statement.promise && value.place.span.overlaps(statement.place.span)
        };
        matches!(statement.role, Role::Breach(_)) && values.iter().any(same)
    };
    statements.extend(own.into_iter().filter(|statement| !told(statement)));
    statements.extend(values);
}

/// What blocks say that others inherit from, by the block.
#[derive(Default)]
pub(super) struct Heads(RefCell<FxHashMap<BlockId, Head>>);

impl Heads {
    /// Whether a phrase may begin in `head`, the end of the block `at`, and end in a text that
    /// says `own`, or the other way round.
    fn may_join<'s>(
        &self,
        page: &Page,
        at: BlockId,
        head: &str,
        own: impl FnOnce() -> &'s Said,
        kinds: impl FnOnce() -> &'s [Kind],
    ) -> bool {
        let ruleset = page.extractor.ruleset;
        let phrases = page.extractor.phrases;
        let words = phrases.vocabulary();
        let mut heads = self.0.borrow_mut();
        if heads.len() >= MOST_KEPT {
            heads.clear();
        }
        let head = heads.entry(at).or_insert_with(|| {
            let prose = Prose::new(head, page.extractor.languages.abbreviations());
            let states = |phrase: usize| ruleset.phrase_roles[phrase].makes_statement();
            words.head(phrases.phrases(), &prose, states)
        });
        !head.is_empty() && words.may_join(head, own(), kinds)
    }
}

/// The kinds of the quantities that a block holds.
fn kinds(page: &Page, block: BlockId) -> Vec<Kind> {
    let text = page.document.blocks[block].text.text();
    let reader = page.language_of(text).quantities(page.extractor.units);
    let read = reader.read(text, None).into_iter();
    read.map(|quantity| quantity.kind).collect()
}

/// What a block says of the words of phrases.
fn said(page: &Page, block: BlockId) -> Said {
    let words = page.extractor.phrases.vocabulary();
    if let Some(analysis) = page.analysis(block) {
        return words.said_by(&analysis.prose, &analysis.words);
    }
    let text = page.document.blocks[block].text.text();
    words.said(&Prose::new(text, page.extractor.languages.abbreviations()))
}

/// The blocks that a block's phrases may begin in.
fn heads(page: &Page, block: BlockId, inherited: &[Inherited]) -> impl Iterator<Item = BlockId> {
    let mut heading_seen = false;
    inherited.iter().filter_map(move |inherited| {
        if let Inherited::Heading(at) = *inherited {
            // The key of an object says what its fields are about, not what they say.
            if page.document.blocks[at].kind == BlockKind::Key {
                return None;
            }
            let innermost = !std::mem::replace(&mut heading_seen, true);
            return (innermost && is_short(page, block)).then_some(at);
        }
        Some(inherited.block())
    })
}

/// The phrases that a document may hold, in a block or across blocks, where they are few of all.
pub(super) fn narrowed(extractor: Extractor, document: &Document) -> Option<PhraseSet> {
    let texts = document.blocks.iter().map(|block| block.text.text());
    let texts = texts.flat_map(|text| {
        // A head may begin inside a word.
        let head = tail(text);
        let cut = !text.starts_with(head);
        [Some(text), Some(head).filter(|_| cut)]
            .into_iter()
            .flatten()
    });
    let abbreviations = extractor.languages.abbreviations();
    extractor.phrases.narrowed(texts, abbreviations)
}

/// Whether two texts have a word in common: a key that repeats its text is a name for it, and no
/// part of what it says.
fn share_a_word(key: &str, text: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_combining(c));
        let words = words.filter(|word| !word.is_empty());
        words.map(fold_word).collect()
    };
    !words(key).is_disjoint(&words(text))
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_short(page: &Page, block: BlockId) -> bool {
    let own = &page.document.blocks[block];
    own.cell.is_none() && own.text.text().split_whitespace().count() <= SHORT_LINE
}

/// The last sentence of a text without the mark that ends it.
fn tail(text: &str) -> &str {
    let text = text
        .trim_end()
        .trim_end_matches([':', '：', '.', '。', '-', '–', '—'])
        .trim_end();
    let start = text.len().saturating_sub(LONGEST_HEAD);
    &text[text.ceil_char_boundary(start)..]
}

/// What of a short cell stands behind each of its commas: a header holds for every clause of it.
fn later_clauses(page: &Page, block: BlockId) -> Vec<Span> {
    let own = &page.document.blocks[block];
    let text = own.text.text();
    if own.cell.is_none() || text.len() > LONGEST_CELL {
        return Vec::new();
    }
    let commas = text.match_indices([',', '，', ';', '；']);
    let behind = commas.map(|(at, comma)| at + comma.len());
    let opens = |at: &usize| !text[*at..].starts_with(|c: char| c.is_ascii_digit());
    let part = |at| Span::new(at, text.len());
    behind.filter(opens).map(part).take(MOST_CLAUSES).collect()
}

/// Whether a part of a text denies the phrase that begins or ends there.
fn is_denied_in(analysis: &Analysis, hit: &Hit, part: Span) -> bool {
    let reading = crate::language::read(&analysis.prose, hit.found.span, analysis.language, &[]);
    let denies = |cue: &Cue| cue.category.denies() && part.contains(cue.span);
    reading.polarity == Polarity::Negated && reading.cues.iter().any(denies)
}

/// Joins a head with a part of the block's own text, which is all of it or its end.
///
/// `lead_denies` where the head denies as a lead whatever stands under it; the denial may be a part
/// of the phrase itself.
fn join(
    page: &Page,
    block: BlockId,
    (head, lead_denies): (&str, bool),
    part: Span,
    own_first: bool,
    statements: &mut Vec<Statement>,
) {
    let whole = page.document.blocks[block].text.text();
    let own = &whole[part.range()];
    // A line break divides words and vanishes between Han characters.
    let joined = if own_first {
        format!("{own}\n{head}")
    } else {
        format!("{head}\n{own}")
    };
    let (own_at, head_at) = if own_first {
        (
            Span::new(0, own.len()),
            Span::new(own.len() + 1, joined.len()),
        )
    } else {
        (
            Span::new(head.len() + 1, joined.len()),
            Span::new(0, head.len()),
        )
    };
    let language = |_: &str| page.language_in(block, own);
    let Some(analysis) = Analysis::new(page.extractor, &joined, language) else {
        return;
    };
    // Where no word lies in the own text, a quantity does.
    let crossing = |hit: &&Hit| {
        let lies_in = |part: Span| hit.found.words.iter().any(|word| part.contains(*word));
        lies_in(head_at) && (lies_in(own_at) || hit.found.span.overlaps(own_at))
    };
    for hit in analysis.hits.iter().filter(crossing) {
        let Some((promise, role)) = read::stated_by(hit) else {
            continue;
        };
        let inside = hit
            .found
            .words
            .iter()
            .filter(|word| own_at.contains(**word));
        let inside = inside.copied().reduce(Span::union);
        let span = inside.unwrap_or_else(|| {
            let found = hit.found.span;
            Span::new(found.start.max(own_at.start), found.end.min(own_at.end))
        });
        let start = |at: usize| at - own_at.start + part.start;
        let span = Span::new(start(span.start), start(span.end));
        let own_analysis =
            Analysis::ungated(page.extractor, whole, |text| page.language_in(block, text));
        let tokens = own_analysis.prose.tokens_in(span);
        if tokens.is_empty() {
            continue;
        }
        let words = Words {
            tokens,
            span,
            gaps: Vec::new(),
        };
        let basis = Basis {
            words: BasisWords::Across(Box::new(Across {
                said: whole[words.span.range()].into(),
                with: joined[hit.found.span.range()].replace('\n', " ").into(),
            })),
            span: Some(words.span),
        };
        let amounts = read::quantities(page, &own_analysis, None);
        let draft = Draft {
            promise,
            role,
            words,
            value: None,
            basis,
        };
        let Some(mut statement) = draft.read(page, block, &own_analysis, &amounts) else {
            continue;
        };
        let denied = is_denied_in(&analysis, hit, head_at);
        if denied != lead_denies {
            statement.reading.polarity = statement.reading.polarity.flipped();
        }
        statements.push(statement);
    }
}
