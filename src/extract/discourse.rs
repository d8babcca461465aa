//! What reaches a statement from outside its block: its speaker, the lead of its list, the headers
//! of its cell, and the answer to a question.

use crate::document::{BlockId, Inherited};
use crate::language::{
    Act, Certainty, Condition, Holder, Polarity, Reading, SpeakerRole, Time, answer as read_answer,
};
use crate::text::{Prose, Span};

use super::page::Page;

/// An answer is looked for in so many bytes of the block after the question.
const LONGEST_ANSWER: usize = 2048;

/// Adds to a reading what the speaker, the list's lead and the headers say; returns the conditions
/// that come from there, with their bytes in the source.
pub(super) fn inherit(page: &Page, block: BlockId, reading: &mut Reading) -> Vec<Condition> {
    let document = page.document;
    let own = &document.blocks[block];
    if let Some(label) = own.speaker {
        let label = &own.text.text()[label.range()];
        if page.customer_speaks(label) {
            reading.holder = Holder::Customer;
        }
        if page.extractor.languages.speaker(label) == Some(SpeakerRole::Question) {
            reading.act = Act::Question;
        }
    }
    let mut conditions = Vec::new();
    for inherited in document.inherited(block) {
        if !matches!(inherited, Inherited::Lead(_) | Inherited::ColumnHeader(_)) {
            continue;
        }
        let lead = page.lead(inherited.block());
        if lead.polarity == Polarity::Negated {
            reading.polarity = reading.polarity.flipped();
        }
        if matches!(
            lead.act,
            Act::Hypothetical | Act::Mention | Act::Instruction
        ) && reading.act == Act::Statement
        {
            reading.act = lead.act;
        }
        if reading.holder == Holder::We {
            reading.holder = lead.holder;
        }
        if reading.time == Time::Now {
            reading.time = lead.time;
        }
        if reading.certainty == Certainty::Stated {
            reading.certainty = lead.certainty;
        }
        reading.narrowed |= !lead.conditions.is_empty();
        conditions.extend(lead.conditions.iter().cloned());
    }
    conditions
}

/// Turns a question into a statement by the block that answers it; returns the answer's bytes in
/// the source.
pub(super) fn answer(page: &Page, block: BlockId, reading: &mut Reading) -> Option<Span> {
    let document = page.document;
    let (_, following) = document.answer_to(block)?;
    let text = following.text.text();
    let text = &text[..text.floor_char_boundary(LONGEST_ANSWER)];
    let prose = Prose::new(text, page.extractor.languages.abbreviations());
    let answer = read_answer(&prose, page.language_of(text), &[])?;
    reading.act = Act::Statement;
    if answer.polarity == Polarity::Negated {
        reading.polarity = reading.polarity.flipped();
    }
    if answer.certainty != Certainty::Stated {
        reading.certainty = answer.certainty;
    }
    let label = following.speaker.and_then(|label| text.get(label.range()));
    reading.holder = match label {
        Some(label) if page.customer_speaks(label) => Holder::Customer,
        _ => answer.holder,
    };
    following.text.source_span(answer.span)
}
