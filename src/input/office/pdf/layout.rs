//! Lines from runs, and paragraphs from lines.

use super::page::Run;
use crate::text::fold::is_han;

/// Runs this far apart stand in different columns, in sizes of their letters.
const COLUMN: f32 = 2.5;

/// Runs this far apart are different words, in sizes of their letters.
const WORD: f32 = 0.15;

/// A line of one column: its runs as one.
pub(super) type Line = Run;

/// A paragraph, or another text that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) size: f32,
    pub(super) bold: bool,
}

/// The lines of a page, in the order in which it was drawn.
pub(super) fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        if let Some(line) = lines.last_mut() {
            let size = line.size.max(run.size);
            let gap = run.x - line.end;
            let raised = (run.y - line.y).abs() < 0.5 * size;
            if raised && gap > -0.5 * size && gap < COLUMN * size {
                let parted = line.text.ends_with(char::is_whitespace)
                    || run.text.starts_with(char::is_whitespace);
                // Chinese is set apart from figures without a space between them.
                let wide = line.text.ends_with(is_han) || run.text.starts_with(is_han);
                let word = if wide { 3.0 * WORD } else { WORD };
                if gap > word * size && !parted {
                    line.text.push(' ');
                }
                line.text.push_str(&run.text);
                line.end = line.end.max(run.end);
                line.bold &= run.bold || run.text.trim().is_empty();
                if run.size > line.size {
                    line.size = run.size;
                    line.y = run.y;
                }
                continue;
            }
        }
        lines.push(run);
    }
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// The usual distance from line to line, in sizes of their letters.
fn leading(lines: &[Line]) -> f32 {
    let gap = |pair: &[Line]| (pair[0].y - pair[1].y) / pair[0].size;
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .map(gap)
        .filter(|gap| (0.8..2.2).contains(gap))
        .collect();
    gaps.sort_by(f32::total_cmp);
    // Gaps between paragraphs are wider, and on some pages most are such.
    gaps.get(gaps.len() / 4).copied().unwrap_or(1.2)
}

/// Puts lines together that were one before they were broken, on a page of this width.
pub(super) fn paragraphs(lines: &[Line], width: f32) -> Vec<Paragraph> {
    let leading = leading(lines);
    // Margins are as wide on the right as on the left, where no line is longer.
    let left = lines.iter().map(|line| line.x).fold(width, f32::min);
    let right = lines
        .iter()
        .map(|line| line.end)
        .fold(width - left, f32::max);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let goes_on = before.is_some_and(|before| goes_on(before, line, leading, right));
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                join(&mut paragraph.text, &line.text);
                paragraph.bold &= line.bold;
            }
            None => paragraphs.push(Paragraph {
                text: line.text.clone(),
                size: line.size,
                bold: line.bold,
            }),
        }
        before = Some(line);
    }
    paragraphs
}

fn goes_on(before: &Line, line: &Line, leading: f32, right: f32) -> bool {
    let gap = (before.y - line.y) / before.size;
    let alike = (before.size - line.size).abs() < 0.1 * before.size && before.bold == line.bold;
    let near = gap > 0.5 && gap < leading * 1.25;
    let below = (line.x - before.x).abs() < 3.0 * before.size;
    if !alike || !near || !below || marker(&line.text).is_some() {
        return false;
    }
    // A line that ends early, and ends a sentence, ends the paragraph.
    let early = before.end < before.x + 0.8 * (right - before.x);
    let stop = before
        .text
        .ends_with(['.', '!', '?', ':', '。', '！', '？', '：']);
    let word = line.text.chars().next().is_some_and(char::is_lowercase);
    !early || (!stop && word)
}

/// Appends a line; a word that was divided is one again.
fn join(text: &mut String, line: &str) {
    let lower = line.starts_with(char::is_lowercase);
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{ad}');
    let divided = text
        .strip_suffix(hyphen)
        .filter(|word| word.ends_with(char::is_alphabetic));
    if let Some(word) = divided.filter(|_| lower) {
        text.truncate(word.len());
    } else {
        let wide = |c: char| {
            is_han(c)
                || matches!(
                    c,
                    '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '」'
                )
        };
        if !(text.ends_with(wide)
            && line.starts_with(|c: char| wide(c) || matches!(c, '（' | '「')))
        {
            text.push(' ');
        }
    }
    text.push_str(line);
}

/// The length of the bullet that a line begins with, with the space behind it.
pub(super) fn marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let length = first.len_utf8();
    let rest = &line[length..];
    let bullet = matches!(
        first,
        '•' | '‣' | '▪' | '●' | '■' | '◦' | '∙' | '·' | '\u{f0b7}' | '➢' | '✓' | '✔'
    );
    let dash = matches!(first, '-' | '–' | '*' | 'o') && rest.starts_with(' ');
    let space = rest.len() - rest.trim_start().len();
    ((bullet || dash) && space < rest.len()).then_some(length + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: f32, y: f32, end: f32, text: &str) -> Line {
        Line {
            x,
            y,
            end,
            size: 10.0,
            bold: false,
            text: text.to_owned(),
        }
    }

    fn told(lines: &[Line]) -> Vec<String> {
        paragraphs(lines, 550.0)
            .into_iter()
            .map(|one| one.text)
            .collect()
    }

    #[test]
    fn broken_lines_and_words_are_mended() {
        let lines = [
            line(
                50.0,
                700.0,
                500.0,
                "Unlimited data for the whole month, at full speed, at home and ab-",
            ),
            line(
                50.0,
                688.0,
                480.0,
                "road, and no contract for all who order before the end of May,",
            ),
            line(50.0, 676.0, 120.0, "or later."),
            line(50.0, 664.0, 500.0, "A second paragraph."),
            line(50.0, 640.0, 500.0, "不限流量，畅享"),
            line(50.0, 628.0, 500.0, "全月。"),
            line(50.0, 616.0, 300.0, "• a point"),
        ];
        assert_eq!(
            told(&lines),
            [
                "Unlimited data for the whole month, at full speed, at home and abroad, and no contract for all who order before the end of May, or later.",
                "A second paragraph.",
                "不限流量，畅享全月。",
                "• a point",
            ]
        );
    }

    #[test]
    fn columns_and_words_are_told_by_their_distance() {
        let run = |x: f32, y: f32, end: f32, text: &str| Run {
            x,
            y,
            end,
            size: 10.0,
            bold: false,
            text: text.to_owned(),
        };
        let runs = vec![
            run(50.0, 700.0, 80.0, "un"),
            run(80.2, 700.0, 120.0, "limited"),
            run(124.0, 700.0, 150.0, "data"),
            run(300.0, 700.0, 350.0, "5 GB"),
        ];
        let texts: Vec<_> = lines(runs).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["unlimited data", "5 GB"]);
    }
}
