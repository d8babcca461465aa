//! What is read of a breach beside its reading: orders that are burdens, charges that are no more than
//! told apart from a price, zeros that hold for a part, and what is spared.

use crate::language::{Act, Category, Cue, Holder, Polarity, Reading};
use crate::quantity::{Kind, Quantity, Units};
use crate::text::Span;
use crate::text::fold::fold_word;

use super::Beyond;
use super::analysis::Analysis;
use super::read::{Words, within};

/// Of an order to pay, so many bytes may stand before what is paid.
const LONGEST_ORDER: usize = 48;
/// An amount that a charge is said to be stands so many tokens behind it at most.
const NEAR: usize = 3;

/// Reads again what only denies or asks of a promise: a request that is refused, and an order to
/// pay, are breaches all the same.
pub(super) fn read_again(reading: &mut Reading, analysis: &Analysis, words: Span, units: &Units) {
    let denials = reading.cues.iter().filter(|cue| cue.category.denies());
    let refused = |cue: &Cue| cue.category == Category::Refusal;
    if reading.polarity == Polarity::Negated
        && denials.clone().count() == 1
        && denials.clone().all(refused)
    {
        reading.polarity = Polarity::Affirmed;
    }
    if reading.polarity == Polarity::Negated && is_on_top(reading, analysis, words) {
        reading.polarity = Polarity::Affirmed;
    }
    if reading.polarity == Polarity::Negated && is_partly_nothing(reading, analysis, words, units) {
        reading.polarity = Polarity::Affirmed;
    }
    if reading.polarity == Polarity::Affirmed && is_nothing(analysis, words, units) {
        reading.polarity = Polarity::Negated;
    }
    // "We pay the duty" costs the customer nothing.
    let is_borne = |cue: &Cue| cue.category == Category::Borne;
    let divided = || {
        let tokens = analysis.prose.tokens_in(words);
        analysis.language.divides(&analysis.prose, &tokens)
    };
    if reading.holder == Holder::We && reading.cues.iter().any(is_borne) && !divided() {
        reading.holder = Holder::Other;
    }
    let pays = || {
        let first = analysis.money.partition_point(|at| at.start < words.start);
        let next = analysis.money.get(first);
        next.is_some_and(|amount| words.contains(*amount))
    };
    // Nor does anybody wait for nothing: "please allow 10 days".
    let waits = || {
        within(analysis.quantities(units), words)
            .iter()
            .filter(|amount| words.contains(amount.core))
            .any(|amount| amount.kind == Kind::Duration && !amount.is_zero())
    };
    // Nobody pays himself: "in the app you can pay the fee".
    let charged = || {
        let words = &analysis.prose.original()[words.range()];
        let mut cues = reading.cues.iter();
        cues.any(|cue| cue.category == Category::Leave) && analysis.language.names_charge(words)
    };
    let asserted = reading.act == Act::Instruction && reading.polarity == Polarity::Affirmed;
    if asserted && (pays() || charged() || waits() || is_asked_for(reading, analysis, words, units))
    {
        reading.act = Act::Statement;
    }
}

/// Whether an order asks for a charge of which the clause gives the amount: 请向师傅支付100元安装费.
fn is_asked_for(reading: &Reading, analysis: &Analysis, words: Span, units: &Units) -> bool {
    let prose = &analysis.prose;
    let text = prose.original();
    if !analysis.language.names_charge(&text[words.range()]) {
        return false;
    }
    let own = prose.tokens_in(words).start;
    let Some(token) = prose.tokens().get(own) else {
        return false;
    };
    let clause = &prose.clauses()[token.clause];
    let clause = prose.span_of(clause.first, clause.end);
    let orders = reading.cues.iter();
    let mut orders = orders.filter(|cue| cue.category == Category::Instruction);
    let asks = orders.any(|cue| {
        let between = text.get(cue.span.end..words.start).unwrap_or_default();
        between.len() <= LONGEST_ORDER && analysis.language.asks_for_money(between)
    });
    let amounts = within(analysis.quantities(units), clause);
    let charged = |amount: &Quantity| amount.kind == Kind::Money && !amount.is_zero();
    asks && amounts.iter().any(charged)
}

/// Whether a charge is said to be nothing right behind it, and its sentence asks for no other amount:
/// "delivery fee: £0.00".
fn is_nothing(analysis: &Analysis, words: Span, units: &Units) -> bool {
    let prose = &analysis.prose;
    if !analysis
        .language
        .names_charge(&prose.original()[words.range()])
    {
        return false;
    }
    let tokens = prose.tokens_in(words);
    let sentence = prose.sentence_tokens(prose.sentence_of(tokens.start));
    let behind = Span::new(words.end, prose.span_of(tokens.start, sentence.end).end);
    let amounts = within(analysis.quantities(units), behind);
    let mut asked = amounts
        .iter()
        .filter(|amount| matches!(amount.kind, Kind::Money | Kind::Percent));
    let text = prose.original();
    let near = |amount: &Quantity| {
        let in_digits = text[amount.core.range()].contains(char::is_numeric);
        let between = Span::new(words.end, amount.core.start.max(words.end));
        in_digits
            && prose.tokens_in(between).len() <= NEAR
            && amount.is_zero()
            && !amount.is_bound()
    };
    asked.next().is_some_and(near)
        && asked.all(Quantity::is_zero)
        && !analysis.language.turns(prose, &tokens)
}

/// Whether all that denies is a zero, and its sentence goes on to an amount of the kind above zero:
/// "shares 0%, options 2%", but not "$0 (was $5)" and "$0 on orders over $50".
fn is_partly_nothing(reading: &Reading, analysis: &Analysis, words: Span, units: &Units) -> bool {
    let zero = |cue: &Cue| {
        let mut digits = cue.text.chars().filter(char::is_ascii_digit).peekable();
        digits.peek().is_some() && digits.all(|digit| digit == '0')
    };
    let mut denials = reading.cues.iter().filter(|cue| cue.category.denies());
    let Some(last) = denials.clone().map(|cue| cue.span.end).max() else {
        return false;
    };
    if !denials.all(zero) {
        return false;
    }
    let prose = &analysis.prose;
    let end = prose.sentence_end(words.end);
    let rest = prose.original().get(last..end).unwrap_or_default();
    let rest = rest.split(['(', '（']).next().unwrap_or_default();
    let amounts = analysis.language.quantities(units).read(rest, None);
    let counted = [Kind::Money, Kind::Percent, Kind::Weight];
    amounts
        .iter()
        .any(|amount| counted.contains(&amount.kind) && !amount.is_bound() && !amount.is_zero())
}

/// Whether what is denied of a charge is alone that a price holds it: "prices do not include the
/// fee".
fn is_on_top(reading: &Reading, analysis: &Analysis, words: Span) -> bool {
    let text = analysis.prose.original();
    let mut denials = reading.cues.iter().filter(|cue| cue.category.denies());
    let (Some(denial), None) = (denials.next(), denials.next()) else {
        return false;
    };
    let end = if denial.span.end <= words.start {
        words.start
    } else {
        analysis.prose.sentence_end(denial.span.end)
    };
    analysis.language.names_charge(&text[words.range()])
        && text
            .get(denial.span.start..end)
            .is_some_and(|told| analysis.language.leaves_out(told))
}

/// Why a breach may lie beyond its promise, by the words of its sentence.
pub(super) fn beyond(analysis: &Analysis, words: &Words) -> Option<Beyond> {
    let prose = &analysis.prose;
    if analysis.language.is_for_a_wrong(prose, &words.tokens) {
        return Some(Beyond::Wrong);
    }
    let kept = analysis.language.kept_beside(prose, &words.tokens)?;
    let span = prose.span_of(kept.start, kept.end);
    let kept = fold_word(&prose.original()[span.range()]);
    Some(Beyond::Choice(kept.into()))
}

/// The folded words of what is spared behind a breach: "early payers".
pub(super) fn spared(analysis: &Analysis, words: &Words) -> Box<str> {
    let prose = &analysis.prose;
    let said = &prose.original()[words.span.range()];
    let of_charge = analysis.language.names_charge(said);
    let spared = analysis.language.spared(prose, &words.tokens, of_charge);
    let spared = spared.map(|name| prose.span_of(name.start, name.end));
    spared.map_or_else(Box::default, |name| {
        fold_word(&prose.original()[name.range()]).into()
    })
}
