//! The pages of one language: headings, paragraphs, lists and tables of Markdown.

use std::fmt::Write as _;
use std::path::Path;

use super::Phrases;
use super::random::Random;
use super::words::Words;

/// Lines are broken behind this many characters.
const WIDTH: usize = 92;
/// A sentence has about so many bytes.
const SENTENCE: usize = 80;

/// Writes the pages of a language.
pub(crate) struct Pages<'a> {
    words: &'a Words,
    phrases: &'a Phrases,
    every: usize,
    /// Bytes until the next phrase.
    left: usize,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(words: &'a Words, phrases: &'a Phrases, every: usize) -> Self {
        Self {
            words,
            phrases,
            every,
            left: every / 2,
        }
    }

    /// So many files of about so many bytes in all: most are half as long as the average, some
    /// three times.
    pub(crate) fn write(mut self, folder: &Path, files: usize, bytes: usize, random: &mut Random) {
        let average = bytes / files.max(1);
        let mut written = 0;
        for file in 0..files {
            let within = folder.join(format!("{:03}", file / 100));
            std::fs::create_dir_all(&within).expect("there is room");
            // What was written so far and what the rest would be on average steer the size.
            let rest = (bytes.saturating_sub(written)) / (files - file);
            let size = match random.below(5) {
                0 => 3 * average,
                _ => average / 2,
            };
            let page = self.page(size.clamp(rest / 3, rest * 4), random);
            written += page.len();
            std::fs::write(within.join(format!("{file:05}.md")), page).expect("there is room");
        }
    }

    fn page(&mut self, size: usize, random: &mut Random) -> String {
        let mut page = String::with_capacity(size + 512);
        let _ = writeln!(page, "# {}\n", self.heading(random));
        while page.len() < size {
            let before = page.len();
            match random.below(12) {
                0 => {
                    let _ = writeln!(page, "## {}", self.heading(random));
                }
                1 => self.list(&mut page, random),
                2 => self.table(&mut page, random),
                _ => {
                    let count = 2 + random.below(4);
                    let sentences: Vec<_> = (0..count).map(|_| self.sentence(random)).collect();
                    self.wrapped(&mut page, &sentences.join(self.words.space));
                }
            }
            page.push('\n');
            let grown = page.len() - before;
            self.left = self.left.saturating_sub(grown);
        }
        page
    }

    fn heading(&self, random: &mut Random) -> String {
        let thing = *random.of(self.words.things);
        random.of(self.words.headings).replace("{}", thing)
    }

    fn list(&mut self, page: &mut String, random: &mut Random) {
        for _ in 0..3 + random.below(4) {
            let _ = writeln!(page, "- {}", self.sentence(random));
        }
    }

    fn table(&mut self, page: &mut String, random: &mut Random) {
        let [first, second] = [0; 2].map(|_| *random.of(self.words.places));
        let _ = writeln!(page, "| | {first} | {second} |\n| --- | --- | --- |");
        for _ in 0..2 + random.below(4) {
            let thing = *random.of(self.words.things);
            let [one, two] = [0; 2].map(|_| random.below(90));
            let _ = writeln!(page, "| {thing} | {one} | {two} |");
        }
    }

    /// A sentence that states nothing, or, once in `every` bytes, one with a phrase.
    fn sentence(&mut self, random: &mut Random) -> String {
        if self.left == 0 {
            self.left = self.every / 2 + random.below(self.every);
            let phrase = self.phrase(random);
            return random.of(self.words.frames).replace('*', phrase);
        }
        let mut thing = (*random.of(self.words.things)).to_owned();
        // The words of phrases stand alone as well, and in other company.
        if random.below(self.every / 10) < SENTENCE {
            let starts = [self.words.claims, self.words.breaches];
            let starts = *random.of(&starts);
            let start = *random.of(starts);
            thing = [start, *random.of(self.words.places)].join(self.words.space);
        }
        match random.below(50) {
            0 => thing = format!("**{thing}**"),
            1 => thing = format!("[{thing}](../{:05}.md)", random.below(9999)),
            _ => {}
        }
        let sentence = random.of(self.words.sentences).replace("{}", &thing);
        let place = *random.of(self.words.places);
        let sentence = sentence.replace('@', place);
        sentence.replace('#', &(2 + random.below(40)).to_string())
    }

    /// A claim of one half of the promises, a breach of the other, and rarely either of the first.
    fn phrase(&self, random: &mut Random) -> &'a str {
        let promises = self.phrases.claims.len();
        loop {
            let promise = random.below(promises);
            let breach = match promise {
                0 if random.below(40) > 0 => continue,
                0 => random.below(2) == 0,
                _ => promise % 2 == 1,
            };
            let of = if breach {
                &self.phrases.breaches
            } else {
                &self.phrases.claims
            };
            if let [_, ..] = &*of[promise] {
                return &of[promise][random.below(of[promise].len())];
            }
        }
    }

    fn wrapped(&self, page: &mut String, text: &str) {
        let mut column = 0;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let full = column >= WIDTH;
            if full && c == ' ' {
                page.push('\n');
                column = 0;
                continue;
            }
            page.push(c);
            column += 1;
            if full && self.words.breaks_anywhere && c == '。' && characters.peek().is_some() {
                page.push('\n');
                column = 0;
            }
        }
        page.push('\n');
    }
}
