//! Chance matches of Han characters, which tear the words around them: 收费 in 回收费用.
//!
//! Han text has no spaces, so a phrase of two characters also stands where one word ends and the
//! next begins. The likeliest division of the characters into words decides, by counts of words
//! (`rules/han-words.txt`), against the likeliest one that leaves the phrase whole.

use std::ops::Range;

use super::fold::is_han;
use super::prose::{Prose, TokenKind};

/// Sorted lines of a word and a letter for how common it is.
static WORDS: &str = include_str!("../../rules/han-words.txt");
/// What the letters stand for: so many to a power of e.
const STEPS: f64 = 1.5;
/// The natural logarithm of all counts together.
const ALL: f64 = 17.9;
/// The same of the chance of a phrase: someone wrote it down, so it is a word.
const PHRASE: f64 = -11.0;
/// By so much must the division that tears the phrase be likelier.
const LIKELIER: f64 = 2.0;
/// A longer match is no chance.
const LONGEST_MATCH: usize = 4;
const LONGEST_WORD: usize = 4;
/// So many characters on either side are divided with the match.
const AROUND: usize = 8;

/// Whether some tokens, which match a phrase without open parts, are the end of one word and the begin
/// of another.
#[must_use]
pub(crate) fn is_torn(prose: &Prose, matched: &Range<usize>) -> bool {
    let tokens = prose.tokens();
    let han = |at: usize| tokens[at].kind == TokenKind::Han && prose.word(at).starts_with(is_han);
    if !(2..=LONGEST_MATCH).contains(&matched.len()) || !matched.clone().all(han) {
        return false;
    }
    let joined = |at: usize, next: usize| {
        tokens[at].clause == tokens[next].clause && tokens[at].span.end == tokens[next].span.start
    };
    let mut run = matched.clone();
    while run.start > 0
        && matched.start - run.start < AROUND
        && han(run.start - 1)
        && joined(run.start - 1, run.start)
    {
        run.start -= 1;
    }
    while run.end < tokens.len()
        && run.end - matched.end < AROUND
        && han(run.end)
        && joined(run.end - 1, run.end)
    {
        run.end += 1;
    }
    if run.start == matched.start || run.end == matched.end {
        return false;
    }
    let letters: Vec<&str> = run.clone().map(|at| prose.word(at)).collect();
    let inside = matched.start - run.start..matched.end - run.start;
    let (free, words) = divide(&letters, None);
    let tears = |at: usize| {
        let mut words = words.iter();
        words.any(|word| {
            word.start < at && at < word.end && (word.start > inside.start || word.end < inside.end)
        })
    };
    tears(inside.start) && tears(inside.end) && free - divide(&letters, Some(&inside)).0 > LIKELIER
}

/// The likeliest division of characters into words, with its logarithm; one that leaves `whole`
/// whole, or in a longer word, where that is asked for.
fn divide(letters: &[&str], whole: Option<&Range<usize>>) -> (f64, Vec<Range<usize>>) {
    let mut best = vec![(0.0, 0); letters.len() + 1];
    for end in 1..=letters.len() {
        let words = (end.saturating_sub(LONGEST_WORD)..end).filter_map(|start| {
            let tears = |whole: &Range<usize>| {
                let holds = start <= whole.start && end >= whole.end;
                let cuts = |at: usize| start < at && at < end;
                !holds && (cuts(whole.start) || cuts(whole.end))
            };
            if whole.is_some_and(tears) {
                return None;
            }
            let word = letters[start..end].concat();
            let known = chance(&word);
            let known = if whole == Some(&(start..end)) {
                Some(known.map_or(PHRASE, |known| known.max(PHRASE)))
            } else {
                known.or_else(|| (end - start == 1).then_some(-ALL))
            };
            known.map(|known| (best[start].0 + known, start))
        });
        let likelier = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0);
        best[end] = words.max_by(likelier).unwrap_or((f64::NEG_INFINITY, 0));
    }
    let mut words = Vec::new();
    let mut end = letters.len();
    while end > 0 {
        words.push(best[end].1..end);
        end = best[end].1;
    }
    (best[letters.len()].0, words)
}

/// The natural logarithm of the chance of a word; `None` of what is no word.
fn chance(word: &str) -> Option<f64> {
    let lines = WORDS.as_bytes();
    let begin = |at: usize| {
        let before = lines[..at].iter().rposition(|&byte| byte == b'\n');
        before.map_or(0, |before| before + 1)
    };
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let start = begin(usize::midpoint(low, high));
        let end = lines[start..].iter().position(|&byte| byte == b'\n')? + start;
        let (known, letter) = lines[start..end].split_at((end - start).saturating_sub(1));
        match known.cmp(word.as_bytes()) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                let letter = *letter.first()?;
                return Some(f64::from(letter.saturating_sub(b'a')) / STEPS - ALL);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Abbreviations;

    fn torn(marked: &str) -> bool {
        let (before, rest) = marked.split_once('[').expect("a match is marked");
        let (matched, behind) = rest.split_once(']').expect("a match is marked");
        let text = format!("{before}{matched}{behind}");
        let prose = Prose::new(&text, &Abbreviations::default());
        let start = before.chars().count();
        is_torn(&prose, &(start..start + matched.chars().count()))
    }

    #[test]
    fn what_ends_one_word_and_begins_another_is_torn() {
        for text in [
            "回[收费]用将在次日打入账户",
            "近日网[上传]闻本应用留有后门",
            "列示近三[年费]用支出的审计结果",
            "专家来[自费]城儿童医院",
            "所用角[色素]材由版权方提供",
            "手柄采用现[代工]艺一体压铸",
            "训练效果超[过期]望",
            "与这项热管理专[利息]息相关",
            "三楼咖啡厅适[合约]会",
            "乘地铁到机[关门]诊部站",
            "以降[低消]費爭議",
            "沉[香精]品館旁",
        ] {
            assert!(torn(text), "{text}");
        }
    }

    #[test]
    fn what_is_a_word_or_the_end_of_one_alone_is_whole() {
        for text in [
            "本店不[收费]",
            "按每台五十元[收费]",
            "照片会[上传]到服务器",
            "积分[过期]作废",
            "首[年费]用全免",
            "检查费需[自费]承担",
            "剩余学费[不退]",
            "全程[不限]速",
            "产生的[运费]由买家承担",
            "需签[合约]两年",
            "提前还款收取[利息]",
            "晚上十点[关门]",
            "司机[小费]另付",
            "产品含[色素]和防腐剂",
        ] {
            assert!(!torn(text), "{text}");
        }
    }

    #[test]
    fn the_words_are_sorted() {
        let words: Vec<&str> = WORDS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(chance("收费").map(|chance| chance > -12.0), Some(true));
        assert_eq!(chance("收用"), None);
    }
}
