//! Commands, by what they print.

use super::{After, OBJECT, Reader, accents, formula, names};
use crate::text::Span;

impl<'s> Reader<'s> {
    /// The name of the command here, without its backslash.
    fn name(&self) -> &'s str {
        let rest = &self.rest()[1..];
        let letters = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        if letters > 0 {
            return &rest[..letters];
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        &rest[..first]
    }

    pub(super) fn preamble_command(&mut self) {
        let name = self.name();
        if self.rest().starts_with("\\begin{document}") {
            self.at += "\\begin{document}".len();
            self.preamble = false;
        } else if name == "title" {
            self.at += 1 + name.len();
            self.argument(b'[');
            if let Some(title) = self.argument(b'{') {
                let after = self.at;
                self.preamble = false;
                self.at = title.start;
                let depth = self.builder.depth();
                self.builder.heading(1);
                self.run(title.end);
                self.builder.close_to(depth);
                self.end();
                self.preamble = true;
                self.at = after;
            }
        } else {
            self.at += 1 + name.len();
        }
    }

    pub(super) fn command(&mut self) {
        let rest = self.rest();
        if let Some((length, letter)) = accents::letter(rest) {
            return self.printed(&letter, length);
        }
        let name = self.name();
        let length = 1 + name.len();
        if let Some(text) = names::printed(name) {
            let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
            let after = &rest[length..];
            // A name in letters takes the space, or the empty braces, behind it.
            let taken = match after.as_bytes() {
                [b'{', b'}', ..] if letters => 2,
                [b' ', ..] if letters => 1,
                _ => 0,
            };
            if text.is_empty() {
                self.at += length + taken;
            } else {
                self.printed(text, length + taken);
            }
            return;
        }
        match name {
            "\\" | "newline" | "tabularnewline" => self.line_break(length),
            "(" => self.display("\\)"),
            "[" => self.display("\\]"),
            "begin" => self.begin(),
            "end" => self.end_environment(),
            _ => {
                self.at += length + usize::from(rest[length..].starts_with('*'));
                self.named(name, length);
            }
        }
    }

    fn named(&mut self, name: &'s str, length: usize) {
        if let Some(level) = names::level(name) {
            self.argument(b'[');
            self.end();
            return self.group(After::Block, |reader| reader.builder.heading(level));
        }
        if names::is_object(name) {
            let start = self.at - length;
            while self.argument(b'[').is_some() {}
            self.argument(b'{');
            self.cell(1);
            self.builder.replaced(OBJECT, Span::new(start, self.at));
            return;
        }
        match name {
            "par" | "bigskip" | "medskip" | "smallskip" | "newpage" | "clearpage" | "maketitle" => {
                self.end();
            }
            "hrule" => self.builder.divide(),
            "textbf" => self.group(After::Nothing, |reader| reader.builder.strong()),
            "bfseries" | "bf" => {
                self.cell(1);
                self.builder.strong();
            }
            "textsuperscript" => self.group(After::Nothing, |reader| reader.builder.raise()),
            "sout" | "st" | "xout" => self.group(After::Nothing, |reader| reader.builder.mute()),
            "footnote" | "footnotetext" => self.footnote(),
            "caption" => {
                self.argument(b'[');
                self.end();
                self.group(After::Block, |reader| reader.builder.scoped_heading());
            }
            "item" => self.item(),
            "multicolumn" => self.multicolumn(),
            "verb" | "lstinline" => self.verb(),
            "iffalse" => {
                let end = self
                    .rest()
                    .find("\\fi")
                    .map_or(self.text.len(), |at| self.at + at);
                self.at = end;
            }
            _ => self.others(name),
        }
    }

    /// Commands whose first arguments print nothing, and those that nobody knows: what stands in
    /// their braces is text.
    fn others(&mut self, name: &str) {
        let silent = names::silent(name).unwrap_or(0);
        while self.argument(b'[').is_some() {}
        for _ in 0..silent {
            self.argument(b'{');
            while self.argument(b'[').is_some() {}
        }
        let ends = |c: char| c == ' ' || c == '\t';
        // The space behind a name ends the name and no more.
        if silent == 0 && self.rest().starts_with(ends) {
            self.at += 1;
        }
    }

    /// Opens the braces that come next, with what `enter` opens in them.
    fn group(&mut self, after: After, enter: impl FnOnce(&mut Self)) {
        let rest = self.rest();
        let space = rest.len() - rest.trim_start().len();
        if !rest[space..].starts_with('{') {
            return;
        }
        self.cell(1);
        self.open(b'}', after);
        enter(self);
        self.at += space + 1;
    }

    fn footnote(&mut self) {
        let number = self.argument(b'[');
        let start = self.at;
        let Some(note) = self.argument(b'{') else {
            return;
        };
        self.notes += 1;
        let label = match number {
            Some(span) => self.text[span.range()].to_owned(),
            None => format!("note {}", self.notes),
        };
        if self.in_note {
            // Its words stand in the note around it.
            self.at = start;
            return;
        }
        self.builder.reference(&label);
        self.waiting.push((label, note));
    }

    fn item(&mut self) {
        self.end();
        let Some(environment) = self.environments.last() else {
            return;
        };
        let (depth, terms) = (environment.depth, environment.name == "description");
        self.groups.truncate(environment.groups);
        self.builder.close_to(depth + 1);
        let labelled = self.rest().trim_start_matches(' ').starts_with('[');
        if terms && labelled {
            self.at += self.rest().find('[').map_or(0, |at| at + 1);
            self.open(b']', After::Definition);
            self.builder.term();
        } else if terms {
            self.builder.definition();
        } else {
            self.argument(b'[');
            self.builder.item();
        }
    }

    fn multicolumn(&mut self) {
        let count = self.argument(b'{');
        let columns = count.and_then(|span| self.text[span.range()].trim().parse().ok());
        self.argument(b'{');
        self.cell(columns.unwrap_or(1).clamp(1, 100));
    }

    /// Code between two equal signs.
    fn verb(&mut self) {
        let start = self.at;
        self.argument(b'[');
        let rest = self.rest();
        let Some(mark) = rest.chars().next() else {
            return;
        };
        let mark = if mark == '{' { '}' } else { mark };
        let from = mark.len_utf8();
        let line = rest.find('\n').unwrap_or(rest.len());
        let end = rest.get(from..line).and_then(|inside| inside.find(mark));
        self.cell(1);
        if let Some(end) = end {
            self.at += from + end + mark.len_utf8();
        }
        self.builder.replaced(OBJECT, Span::new(start, self.at));
    }

    /// A formula up to `close`.
    fn display(&mut self, close: &str) {
        let inside = &self.rest()[2..];
        match formula(inside).find(close) {
            Some(length) => self.printed_formula(2, length, close.len()),
            None => self.at += 2,
        }
    }

    fn line_break(&mut self, length: usize) {
        let span = Span::new(self.at, self.at + length);
        self.at += length + usize::from(self.rest()[length..].starts_with('*'));
        self.argument(b'[');
        if !self.next_row() {
            self.builder.hard_break(span);
        }
    }
}
