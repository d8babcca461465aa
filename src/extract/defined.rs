//! Sentences that say what a word means: "“Roaming surcharge” means any fee that …".

use crate::document::BlockId;
use crate::language::{Language, Languages, holds_denial};
use crate::rules::{PhraseRole, PromiseId};
use crate::text::fold::fold_word;
use crate::text::{Prose, Span, TokenKind};

use super::analysis::Analysis;
use super::page::Page;

/// A title of more bytes than this is a sentence.
const LONGEST_TITLE: usize = 80;

/// Whether a breach of a promise only says what another word means, and neither of us nor of the
/// reader. What a word of the promise itself means, the promise means ("“Unlimited” means up to …"),
/// unless it promises that there is none of it.
pub(super) fn is_definition(
    page: &Page,
    block: BlockId,
    analysis: &Analysis,
    promise: PromiseId,
    words: Span,
) -> bool {
    let prose = &analysis.prose;
    let glossary = || is_in_glossary(page, block, words);
    if analysis.language.is_entry(prose, words) && glossary() {
        return true;
    }
    let explained = || {
        let term = analysis.language.explained_term(prose, words);
        term.filter(|_| glossary())
    };
    let term = analysis.language.defined_term(prose, words, glossary);
    let Some(term) = term.or_else(explained) else {
        return false;
    };
    let ruleset = page.extractor.ruleset;
    let phrases = ruleset.phrases.phrases().iter().zip(&ruleset.phrase_roles);
    let claims = |role: PhraseRole| matches!(role, PhraseRole::Claim(its) if its == promise);
    let mut claims = phrases.filter(|&(_, &role)| claims(role));
    let words = words_of(prose, term, analysis.language);
    !claims.any(|(claim, _)| {
        let claim = fold_word(claim.text());
        words.iter().any(|word| claim.contains(word.as_str())) && !denies(&claim, analysis.language)
    })
}

/// Whether a phrase, as it is written, promises that there is none of something: "no (fees|charges)".
fn denies(phrase: &str, language: &Language) -> bool {
    let prose = Prose::new(phrase, Languages::builtin().abbreviations());
    holds_denial(&prose, Span::new(0, phrase.len()), language)
}

/// The words of a term that say something, Han characters in pairs.
fn words_of(prose: &Prose, term: Span, language: &Language) -> Vec<String> {
    let tokens = prose.tokens_in(term);
    let is_han = |token: usize| prose.tokens()[token].kind == TokenKind::Han;
    let word = |token: usize| {
        if !is_han(token) {
            let word = prose.word(token);
            return (!language.is_common(word)).then(|| word.to_owned());
        }
        let next = token + 1;
        (next < tokens.end && is_han(next)).then(|| prose.word(token).to_owned() + prose.word(next))
    };
    tokens.clone().filter_map(word).collect()
}

/// Whether a title above a block, or one that it begins with, is that of a glossary.
fn is_in_glossary(page: &Page, block: BlockId, words: Span) -> bool {
    let document = page.document;
    let own = &document.blocks[block];
    let heads = |title: &str| {
        let language = page.language_in(block, title);
        title.len() <= LONGEST_TITLE && language.heads_glossary(title)
    };
    let run_in = own.run_in.filter(|run_in| run_in.end <= words.start);
    let mut headings = document.heading_path(own.section).take(2);
    run_in.is_some_and(|run_in| heads(&own.text.text()[run_in.range()]))
        || headings.any(|at| at != block && heads(document.blocks[at].text.text()))
}
