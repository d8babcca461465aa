//! What reaches a statement from outside its block: its speaker, the lead of its list, the headers
//! of its cell, and the answer to a question.

use crate::document::{BlockId, BlockKind, Inherited};
use crate::language::{
    Act, Category, Certainty, Condition, Holder, LeadReading, Polarity, Reading, SpeakerRole, Time,
    answer as read_answer, holds_denial, stand_together,
};
use crate::text::fold::{fold_word, is_han};
use crate::text::{Prose, Span};

use super::analysis::Analysis;
use super::page::Page;

/// A breach of more words, or Han characters, says more than a title does.
const TITLE_WORDS: usize = 5;
const TITLE_HAN: usize = 6;
/// The number of a section has so many letters at most, a Han character counting as two: "Điều 8".
const NUMBER: usize = 6;

/// What a title names beside a breach has so many letters at most, a Han character counting as two.
const OTHER_NAME: usize = 24;

/// So many tokens of a question on either side of its phrase are held against the answer.
const NEAR: usize = 128;

/// A review has so many stars at least, full or empty.
const STARS: usize = 3;
/// They and a quotation stand in so many of its first bytes.
const LONGEST_REVIEW: usize = 4096;
/// What names the lines under it has no more bytes than this.
const LONGEST_LABEL: usize = 1024;
/// The letter of a question with its number has no more bytes than this: "Q12".
const LONGEST_LETTER: usize = 8;
/// A list has no more items than this for its heading to be read as its lead.
const LONGEST_LIST: usize = 64;
/// A question over its answer has no more bytes than this.
const LONGEST_QUESTION: usize = 240;
/// A title in the text has no more bytes than this.
const LONGEST_TITLE: usize = 120;

/// What ends a run-in heading that is no label of an amount.
const STOPS: [char; 2] = ['.', '。'];

/// An answer is looked for in so many bytes of the block after the question.
const LONGEST_ANSWER: usize = 2048;

/// Whether a block only names what the lines under it are about: `[Macro 3: slow data]` above a
/// dialogue.
fn is_label(page: &Page, block: BlockId) -> bool {
    let text = page.document.blocks[block].text.text().trim();
    if text.len() > LONGEST_LABEL {
        return false;
    }
    let inside = [('[', ']'), ('【', '】')]
        .iter()
        .find_map(|&(open, close)| {
            text.strip_prefix(open)?
                .strip_suffix(close)
                .filter(|inside| !inside.contains(close))
        });
    let next = page.document.blocks.get(block + 1);
    inside.is_some() && next.is_some_and(|next| next.speaker.is_some())
}

/// Whether a breach is all that a heading says, so that it names what is told under it: "Early
/// termination fee". "No refunds" and "15 % fee" say something themselves.
pub(super) fn is_title(page: &Page, block: BlockId, analysis: &Analysis, words: Span) -> bool {
    let own = &page.document.blocks[block];
    let text = own.text.text();
    let heading = matches!(own.kind, BlockKind::Heading(_)).then(|| Span::new(0, text.len()));
    // "Restocking fee: 15%" says what the fee is.
    let closed =
        |title: &Span| text[..title.end].ends_with(STOPS) || text[title.end..].starts_with(STOPS);
    let Some(title) = own
        .run_in
        .filter(closed)
        .or(heading)
        .filter(|title| title.contains(words))
    else {
        return false;
    };
    let letters = |part: &str| -> usize {
        let size = |c: char| {
            if is_han(c) {
                2
            } else {
                usize::from(c.is_alphabetic())
            }
        };
        part.chars().map(size).sum()
    };
    let (before, behind) = (&text[title.start..words.start], &text[words.end..title.end]);
    let number = |part: &str| letters(part) <= NUMBER;
    // "Throttling and fair use" names two things.
    let other = |part: &str, word: Option<&str>| {
        word.is_some_and(|word| analysis.language.joins(&fold_word(word)))
            && letters(part) <= OTHER_NAME
            && !part.contains(|c: char| c.is_ascii_digit())
    };
    let named = (number(before) || other(before, last_word(before)))
        && (number(behind) || other(behind, first_word(behind)));
    let said = &text[words.range()];
    let han = said.chars().filter(|&c| is_han(c)).count();
    named
        && han <= TITLE_HAN
        && said.split_whitespace().count() <= TITLE_WORDS
        && !said.contains(|c: char| c.is_ascii_digit())
        && !holds_denial(&analysis.prose, words, analysis.language)
}

/// Whether a block is a question in the words of a customer, under which he is answered: "I remember
/// being slowed down. What was that?" So is a run-in heading that holds `words`.
pub(super) fn is_in_customers_voice(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    words: Span,
) -> bool {
    let own = &page.document.blocks[block];
    let run_in = own.run_in.filter(|run_in| run_in.contains(words));
    let text = own.text.text();
    let text = run_in.map_or(text, |run_in| &text[run_in.range()]);
    let text = text.trim_end();
    let heads = match own.kind {
        BlockKind::Heading(_) => true,
        _ if run_in.is_some() => true,
        BlockKind::Paragraph => {
            text.len() <= LONGEST_QUESTION && page.document.answer_to(block).is_some()
        }
        _ => false,
    };
    let tokens = run_in.map_or(0..analysis.prose.tokens().len(), |run_in| {
        analysis.prose.tokens_in(run_in)
    });
    heads
        && text.ends_with(['?', '？'])
        && analysis
            .language
            .is_in_customers_voice(&analysis.prose, tokens)
}

/// The first word, or Han character.
fn first_word(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let han = text.chars().next().filter(|&c| is_han(c));
    han.map_or_else(
        || text.split_whitespace().next(),
        |c| text.get(..c.len_utf8()),
    )
}

/// The last word, or Han character.
fn last_word(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let han = text.chars().next_back().filter(|&c| is_han(c));
    han.map_or_else(
        || text.split_whitespace().next_back(),
        |c| text.get(text.len() - c.len_utf8()..),
    )
}

/// Whether a block begins with the letter of a question: "Q. My agent charged me. Is that you?"
fn is_numbered_question(page: &Page, text: &str) -> bool {
    if !text.trim_end().ends_with(['?', '？']) {
        return false;
    }
    let label = text.get(..text.floor_char_boundary(LONGEST_LETTER));
    let label = label.and_then(|begin| begin.split_once(['.', '．', '、']));
    let letter = label.map(|(label, _)| label.trim_end_matches(|c: char| c.is_ascii_digit()));
    letter.is_some_and(|letter| {
        page.extractor.languages.speaker(letter) == Some(SpeakerRole::Question)
    })
}

/// Whether a block is what a customer wrote: a quotation with stars beside it.
fn is_review(text: &str) -> bool {
    // It is asked for each statement of a block, which may be a file long.
    let text = &text[..text.floor_char_boundary(LONGEST_REVIEW)];
    let star = |c: char| matches!(c, '★' | '☆' | '⭐');
    text.contains(['"', '“', '「', '『', '«']) && text.chars().filter(|&c| star(c)).count() >= STARS
}

/// The heading that a list stands right under, as its lead: "Not included".
fn heading_of_list(page: &Page, block: BlockId) -> Option<BlockId> {
    let blocks = &page.document.blocks;
    let section = blocks[block].section;
    let heading = page.document.sections[section].heading?;
    let is_item = |id: &BlockId| {
        blocks[*id].kind == BlockKind::ListItem
            && blocks[*id].section == section
            && blocks[*id].lead.is_none()
    };
    let near = block.saturating_sub(heading) <= LONGEST_LIST;
    (near && (heading + 1..=block).all(|id| is_item(&id))).then_some(heading)
}

/// Whether `head` is read as a lead of a block: what it denies, it denies of the block.
pub(super) fn leads(page: &Page, block: BlockId, inherited: &[Inherited], head: BlockId) -> bool {
    let is_lead = |one: &Inherited| matches!(one, Inherited::Lead(at) | Inherited::ColumnHeader(at) if *at == head);
    inherited.iter().any(is_lead) || heading_of_list(page, block) == Some(head)
}

/// Adds to a reading what the speaker, the list's lead and the headers say; returns the conditions
/// that come from there, with their bytes in the source.
pub(super) fn inherit(page: &Page, block: BlockId, reading: &mut Reading) -> Vec<Condition> {
    let document = page.document;
    let own = &document.blocks[block];
    if is_label(page, block) {
        reading.act = Act::Mention;
    }
    if let Some(label) = own.speaker {
        let label = &own.text.text()[label.range()];
        if page.customer_speaks(label) && reading.holder != Holder::Other {
            reading.holder = Holder::Customer;
        }
        if page.extractor.languages.speaker(label) == Some(SpeakerRole::Question) {
            reading.act = Act::Question;
        }
    }
    if is_numbered_question(page, own.text.text()) {
        reading.act = Act::Question;
    }
    let quotes = own.quoted && own.text.text().starts_with(['"', '“', '「', '『', '«']);
    if quotes || is_review(own.text.text()) {
        reading.holder = Holder::Customer;
    }
    let mut conditions = Vec::new();
    if let Some(heading) = heading_of_list(page, block) {
        let mut lead = LeadReading::clone(&page.lead(heading));
        // "Customers ask about delivery" heads what we answer.
        if lead.holder == Holder::Customer {
            lead.holder = Holder::We;
        }
        take_lead(reading, &lead);
    }
    for inherited in document.inherited(block) {
        if !matches!(inherited, Inherited::Lead(_) | Inherited::ColumnHeader(_)) {
            continue;
        }
        let lead = page.lead(inherited.block());
        take_lead(reading, &lead);
        if reading.certainty == Certainty::Stated {
            reading.certainty = lead.certainty;
        }
        reading.narrowed |= !lead.conditions.is_empty();
        conditions.extend(lead.conditions.iter().cloned());
    }
    conditions
}

/// Whether a lead says that the brand bears what stands under it: "We pay for:".
pub(super) fn borne_by_lead(page: &Page, block: BlockId) -> bool {
    let leads = page.document.inherited(block).into_iter();
    let leads = leads.filter(|inherited| matches!(inherited, Inherited::Lead(_)));
    let mut leads = leads.map(|inherited| page.lead(inherited.block()));
    leads.any(|lead| {
        let mut cues = lead.cues.iter();
        lead.holder == Holder::We && cues.any(|cue| cue.category == Category::Borne)
    })
}

/// Whether what a lead denies of an item is alone that a price holds it: "Not included: – tips, $6".
pub(super) fn on_top_by_lead(page: &Page, block: BlockId) -> bool {
    let leads = page.document.inherited(block).into_iter();
    let leads = leads.filter(|inherited| matches!(inherited, Inherited::Lead(_)));
    let mut leads = leads.map(Inherited::block);
    leads.any(|lead| {
        let text = page.document.blocks[lead].text.text();
        let language = page.language_in(lead, text);
        let reading = page.lead(lead);
        let mut denials = reading.cues.iter().filter(|cue| cue.category.denies());
        let (Some(denial), None) = (denials.next(), denials.next()) else {
            return false;
        };
        let told = text.get(denial.span.start..);
        reading.holder != Holder::Other && told.is_some_and(|told| language.leaves_out(told))
    })
}

/// Whether a title over a block heads what staff are to say.
pub(super) fn is_in_script(page: &Page, block: BlockId) -> bool {
    let document = page.document;
    let own = &document.blocks[block];
    let before = block.checked_sub(1).filter(|&before| {
        let before = &document.blocks[before];
        before.section == own.section && before.text.text().len() <= LONGEST_TITLE
    });
    let headings = document.heading_path(own.section).take(2);
    let heads = |title: &str| {
        title.len() <= LONGEST_TITLE && page.language_in(block, title).heads_script(title)
    };
    let mut titles = headings.chain(before);
    titles.any(|title| heads(document.blocks[title].text.text()))
        || heads(lead_of_quotation(own.text.text()))
}

/// What stands before the first quotation mark of a text: "Reply template: “…”".
fn lead_of_quotation(text: &str) -> &str {
    let quotation = text.find(['"', '“', '「', '『', '«']);
    quotation.map_or("", |at| &text[..at])
}

/// Whether the lead of an item, or the text before it, ends with a word for ourselves, whose deeds
/// the items are: "After a year we: – delete your files".
pub(super) fn is_our_deed(page: &Page, block: BlockId) -> bool {
    let leads = page.document.inherited(block).into_iter();
    let leads = leads.filter(|inherited| matches!(inherited, Inherited::Lead(_)));
    leads
        .filter_map(|inherited| page.analysis(inherited.block()))
        .any(|lead| {
            let tokens = lead.prose.tokens().len();
            tokens > 0
                && lead
                    .language
                    .names_ourselves(&lead.prose, tokens - 1..tokens)
        })
}

/// Reads an item as its lead makes it, save for conditions and for how firmly it is said.
fn take_lead(reading: &mut Reading, lead: &LeadReading) {
    // An item that asks and answers is denied by its own answer.
    if lead.polarity == Polarity::Negated && reading.answer.is_none() {
        reading.polarity = reading.polarity.flipped();
    }
    let acts = matches!(
        lead.act,
        Act::Hypothetical | Act::Mention | Act::Instruction
    );
    if acts && reading.act == Act::Statement {
        reading.act = lead.act;
    }
    if reading.holder == Holder::We {
        reading.holder = lead.holder;
    }
    if reading.time == Time::Now {
        reading.time = lead.time;
    }
}

/// Turns a question about `words` into a statement by the block that answers it; returns the answer's
/// bytes in the source. A no to a phrase that `denies` by itself, such as "no caps", does not say
/// whether there are any.
pub(super) fn answer(
    page: &Page,
    block: BlockId,
    (question, words): (&Prose, Span),
    reading: &mut Reading,
    denies: impl FnOnce() -> bool,
) -> Option<Span> {
    let document = page.document;
    let (next, following) = document.answer_to(block)?;
    let text = following.text.text();
    let text = &text[..text.floor_char_boundary(LONGEST_ANSWER)];
    let prose = Prose::new(text, page.extractor.languages.abbreviations());
    let own = question.tokens_in(words);
    let asked = question.sentence_tokens(question.sentence_of(own.start));
    let asked = asked.start.max(own.start.saturating_sub(NEAR))..asked.end.min(own.end + NEAR);
    let asks = |one: &str, other: &str| stand_together(question, asked.clone(), one, other);
    let answer = read_answer(&prose, page.language_in(next, text), &[], asks)?;
    if answer.polarity == Polarity::Negated && denies() {
        return None;
    }
    reading.act = Act::Statement;
    reading.polarity = answer.settles(reading, question.original());
    if answer.certainty != Certainty::Stated {
        reading.certainty = answer.certainty;
    }
    if reading.time == Time::Now {
        reading.time = answer.time;
    }
    let label = following.speaker.and_then(|label| text.get(label.range()));
    reading.holder = match label {
        Some(label) if page.customer_speaks(label) => Holder::Customer,
        // "My bank charged me. Is that you?" stays about the bank.
        _ if reading.holder == Holder::Other => Holder::Other,
        _ => answer.holder,
    };
    following.text.source_span(answer.span)
}
