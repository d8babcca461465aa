//! Clauses that open a sentence and say when, or in which case, what stands behind them holds:
//! "after the trial, …", 试用期满后，….

use std::ops::Range;

use super::Language;
use super::cue::{At, Category, Extent, Family, Rule};
use crate::text::{Clause, Mark, Prose, TokenKind};

/// The most tokens before the word that opens such a clause: "*but* if".
const BEFORE: usize = 1;

/// So many Han characters may stand between an amount and the comma of its clause: 超过80GB后.
const ENDING: usize = 2;

impl Language {
    /// The clauses that open a sentence and say when or for whom the next one holds, by their index:
    /// by their words, or because they end with one of the amounts `beyond` which something holds.
    pub(crate) fn openings(&self, prose: &Prose, beyond: &[Range<usize>]) -> Vec<usize> {
        let mut openings = Vec::new();
        for sentence in prose.sentences() {
            let clauses = &prose.clauses()[sentence.first..sentence.end];
            let opens = |clause: &&Clause| {
                clause.closed == Mark::Comma
                    && (ends_with_amount(prose, clause, beyond) || self.opens(prose, clause))
            };
            let before_last = clauses.len().saturating_sub(1);
            let opening = clauses[..before_last].iter().take_while(opens).count();
            openings.extend(sentence.first..sentence.first + opening);
        }
        openings
    }

    fn opens(&self, prose: &Prose, clause: &Clause) -> bool {
        let lexicons = self.cues.lexicons();
        let families = [Family::Condition, Family::Opening];
        let mut found = families.into_iter().flat_map(|family| {
            lexicons[family as usize].find(prose, clause.first..clause.end, &(0..0))
        });
        found.any(|found| {
            let end = found
                .tail
                .as_ref()
                .map_or(found.tokens.end, |tail| tail.end);
            let begins = found.tokens.start <= clause.first + BEFORE;
            let ends = end == clause.end;
            found.rules.iter().any(|&id| {
                let rule = self.cues.rule(id);
                let stands = match rule.extent {
                    Extent::Left => ends,
                    _ if rule.reaches_left_only() => ends && rule.at == At::Anywhere,
                    Extent::Right => begins,
                    Extent::Here => begins && ends,
                };
                stands && tells_case(rule, prose, clause)
            })
        })
    }
}

/// Whether a cue tells a time or a case; some do beside an amount alone.
fn tells_case(rule: &Rule, prose: &Prose, clause: &Clause) -> bool {
    let has_number = || {
        let mut tokens = prose.tokens()[clause.first..clause.end]
            .iter()
            .zip(clause.first..);
        tokens.any(|(token, at)| {
            token.kind == TokenKind::Number
                || prose.word(at).starts_with(|c: char| c.is_ascii_digit())
        })
    };
    match rule.category {
        Category::Opening => true,
        Category::Beyond => has_number(),
        category => category.is_condition(),
    }
}

/// Whether one of the amounts stands at the end of a clause that opens the sentence.
fn ends_with_amount(prose: &Prose, clause: &Clause, amounts: &[Range<usize>]) -> bool {
    let is_han = |token: usize| prose.tokens()[token].kind == TokenKind::Han;
    amounts.iter().any(|amount| {
        (clause.first + 1..=clause.end).contains(&amount.end)
            && clause.end - amount.end <= ENDING
            && (amount.end..clause.end).all(is_han)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Languages;
    use super::*;
    use crate::quantity::Units;

    /// The clauses of a text that open it, with all its amounts as such beyond which something holds.
    fn check(code: &str, text: &str, expected: &[&str]) {
        let languages = Languages::builtin();
        let language = languages.get(code).unwrap();
        let prose = Prose::new(text, languages.abbreviations());
        let amounts = language.quantities(Units::builtin()).read(text, None);
        let beyond = amounts.iter().filter(|amount| !amount.is_zero());
        let beyond = beyond.map(|amount| prose.tokens_in(amount.span));
        let beyond: Vec<_> = beyond.collect();
        let openings = language.openings(&prose, &beyond);
        let texts = openings.into_iter().map(|clause| {
            let clause = prose.clauses()[clause];
            &text[prose.span_of(clause.first, clause.end).range()]
        });
        assert_eq!(texts.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_time_or_a_case_opens_a_sentence() {
        check(
            "en",
            "After the trial, we charge you.",
            &["After the trial"],
        );
        check("en", "But if you leave, you pay.", &["But if you leave"]);
        check("en", "From month 13, it is dearer.", &["From month 13"]);
        check(
            "en",
            "In month two, if you stay, you pay.",
            &["In month two", "if you stay"],
        );
        check(
            "vi",
            "Hết hạn dùng thử, hệ thống trừ tiền.",
            &["Hết hạn dùng thử"],
        );
        check(
            "vi",
            "Đối với khách mới, phí là 9.000đ.",
            &["Đối với khách mới"],
        );
        check("zh", "试用期满后，自动扣费。", &["试用期满后"]);
        check("zh", "提前取消的，按每月20元补缴。", &["提前取消的"]);
        check("zh", "第13个月起，恢复原价。", &["第13个月起"]);
    }

    #[test]
    fn an_amount_opens_a_sentence() {
        check("en", "After 80 GB, your line is slowed.", &["After 80 GB"]);
        check("zh", "80GB之后，降速。", &["80GB之后"]);
        check("en", "With 80 GB of photos, old phones are slow.", &[]);
    }

    #[test]
    fn nothing_else_opens_one() {
        check("en", "Delivery is free, returns cost $5.", &[]);
        check("en", "You pay after the trial, we charge nothing.", &[]);
        check("en", "After the trial; we charge you.", &[]);
        check("en", "After the trial.", &[]);
        check("en", "You get more, if you stay, than others.", &[]);
        check("en", "Over the moon, we say: free.", &[]);
        check("vi", "Giao hàng miễn phí, lắp đặt 80.000đ.", &[]);
        check("zh", "送货是免费的，安装费80元。", &[]);
        check("zh", "自动续费，到期可取消。", &[]);
    }
}
