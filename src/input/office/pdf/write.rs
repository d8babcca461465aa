//! Writes pages down: headings by their size, lists by their bullets, paragraphs.

use std::collections::HashMap;

use super::Writer;
use super::layout::{Line, Paragraph, marker, paragraphs};

/// A heading is this much larger than the text.
const LARGER: f32 = 1.15;

/// A longer text is no heading, in bytes.
const LONGEST_HEADING: usize = 200;

/// What stands at one place of so many pages is read once.
const REPEATED: usize = 3;

/// Writes pages, each with its width.
pub(super) fn pages(pages: Vec<(Vec<Line>, f32)>, writer: &mut Writer) {
    let usual = usual_size(&pages);
    let mut sizes: Vec<u16> = Vec::new();
    for line in pages
        .iter()
        .flat_map(|(lines, _)| lines)
        .filter(|line| line.size > usual * LARGER)
    {
        let size = halves(line.size);
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let mut seen = margins(&pages);
    for (at, (mut lines, width)) in pages.into_iter().enumerate() {
        lines.retain(|line| {
            let number = line.text.chars().all(|c| c.is_ascii_digit());
            let first = seen
                .get_mut(&place(line))
                .is_none_or(|told| !std::mem::replace(told, true));
            first && !number
        });
        writer.unit(format!("page {}", at + 1));
        let outer = writer.builder.depth();
        for paragraph in paragraphs(&lines, width) {
            write(&paragraph, usual, &sizes, outer, writer);
        }
        writer.builder.close_to(outer);
    }
}

fn write(paragraph: &Paragraph, usual: f32, sizes: &[u16], outer: usize, writer: &mut Writer) {
    let text = &paragraph.text;
    if let Some(length) = marker(text) {
        if writer.builder.depth() == outer {
            writer.builder.list();
        }
        let list = outer + 1;
        writer.builder.close_to(list);
        writer.builder.item();
        writer.text(&text[length..]);
        writer.end_block();
        return;
    }
    writer.builder.close_to(outer);
    let heading = paragraph.size > usual * LARGER && text.len() <= LONGEST_HEADING;
    if heading {
        let rank = sizes
            .iter()
            .position(|&size| size <= halves(paragraph.size));
        writer
            .builder
            .heading(rank.map_or(6, |rank| (rank + 1).min(6) as u8));
    } else if paragraph.bold {
        writer.builder.strong();
    }
    writer.text(text);
    writer.end_block();
    writer.builder.close_to(outer);
}

/// A size in halves of a unit, so that sizes that look alike are one.
#[expect(clippy::cast_sign_loss, reason = "it is not below zero")]
fn halves(size: f32) -> u16 {
    (size.max(0.0) * 2.0).round() as u16
}

/// The size of most letters.
fn usual_size(pages: &[(Vec<Line>, f32)]) -> f32 {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for line in pages.iter().flat_map(|(lines, _)| lines) {
        *counts.entry(halves(line.size)).or_default() += line.text.len();
    }
    let mut counts: Vec<(usize, u16)> = counts
        .into_iter()
        .map(|(size, count)| (count, size))
        .collect();
    counts.sort_unstable();
    counts
        .last()
        .map_or(10.0, |(_, size)| f32::from(*size) / 2.0)
}

fn place(line: &Line) -> (i32, String) {
    (line.y.round() as i32, line.text.clone())
}

/// Lines that stand at the same place of several pages; none has been told yet.
fn margins(pages: &[(Vec<Line>, f32)]) -> HashMap<(i32, String), bool> {
    let mut counts: HashMap<(i32, String), usize> = HashMap::new();
    if pages.len() >= REPEATED {
        for line in pages.iter().flat_map(|(lines, _)| lines) {
            *counts.entry(place(line)).or_default() += 1;
        }
    }
    let repeated = counts.into_iter().filter(|(_, count)| *count >= REPEATED);
    repeated.map(|(place, _)| (place, false)).collect()
}
