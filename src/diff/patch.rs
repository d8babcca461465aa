//! Differences in git's form, read for their new lines alone.

use super::Lines;

/// Reads a difference; lines that are no part of one, such as the head of a mail, are passed over.
pub(super) fn parse(text: &str) -> Result<Lines, String> {
    let mut lines = Lines::default();
    let mut file = File::default();
    // What a hunk still has to come, of old and of new lines.
    let mut left = (0_u32, 0_u32);
    let mut at = 0_u32;
    let mut starts_behind = false;
    for (number, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if left != (0, 0) {
            let path = file.new.as_deref();
            let taken = match line.as_bytes().first() {
                Some(b'+') => {
                    if let Some(path) = path {
                        lines.add_lines(path, at, at);
                    }
                    (0, 1)
                }
                Some(b'-') => {
                    if let Some(path) = path {
                        lines.add_gap(path, at.saturating_sub(u32::from(!starts_behind)));
                    }
                    (1, 0)
                }
                Some(b'\\') => (0, 0),
                Some(b' ') | None => (1, 1),
                Some(_) => return Err(format!("line {}: the hunk ends too early", number + 1)),
            };
            at += taken.1;
            left = (
                left.0.saturating_sub(taken.0),
                left.1.saturating_sub(taken.1),
            );
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            let read = range(hunk).ok_or_else(|| format!("line {}: no hunk", number + 1))?;
            (at, left) = read;
            // A hunk without new lines names the line in front of it.
            starts_behind = left.1 == 0;
            if let Some(path) = &file.new {
                lines.add_change(path);
            }
        } else {
            file.take(line, &mut lines);
        }
    }
    Ok(lines)
}

/// The file that a difference is about.
#[derive(Default)]
struct File {
    /// Its name in the new state; `None` where it is gone.
    new: Option<String>,
}

impl File {
    /// Takes a line of the head.
    fn take(&mut self, line: &str, lines: &mut Lines) {
        if line.starts_with("diff --git ") {
            self.new = None;
        } else if let Some(name) = line.strip_prefix("+++ ") {
            self.new = named(name, true);
        } else if let Some(name) = line.strip_prefix("rename to ") {
            self.new = named(name, false);
            if let Some(path) = &self.new {
                lines.add_change(path);
            }
        } else if let Some(rest) = line.strip_prefix("Binary files ") {
            let rest = rest.strip_suffix(" differ").unwrap_or(rest);
            let new = rest
                .rsplit_once(" and ")
                .and_then(|(_, new)| named(new, true));
            if let Some(path) = new {
                lines.add_file(&path);
            }
        }
    }
}

/// A name as git writes it, quoted as in C where it must be; `None` is no file.
fn named(name: &str, prefixed: bool) -> Option<String> {
    // Behind a name that holds a space git writes a tab.
    let name = name.strip_suffix('\t').unwrap_or(name);
    let name = match name
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(quoted) => unquoted(quoted),
        None => name.to_owned(),
    };
    if name == "/dev/null" {
        return None;
    }
    let bare = name.strip_prefix("b/").filter(|_| prefixed);
    Some(bare.map(str::to_owned).unwrap_or(name))
}

fn unquoted(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let next = bytes.next().unwrap_or(b'\\');
        out.push(match next {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'v' => 11,
            b'0'..=b'7' => {
                let mut value = u32::from(next - b'0');
                for _ in 0..2 {
                    if let Some(digit) = bytes.next_if(|byte| (b'0'..=b'7').contains(byte)) {
                        value = value * 8 + u32::from(digit - b'0');
                    }
                }
                u8::try_from(value).unwrap_or(b'?')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Of `-1,2 +3,4 @@`: the first new line, and how many old and new lines there are.
fn range(hunk: &str) -> Option<(u32, (u32, u32))> {
    let (old, rest) = hunk.strip_prefix('-')?.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let pair = |text: &str| {
        let (first, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((first.parse::<u32>().ok()?, count.parse::<u32>().ok()?))
    };
    let (new, old) = (pair(new)?, pair(old)?);
    Some((new.0, (old.1, new.1)))
}

#[cfg(test)]
mod tests {
    use super::super::Lines;

    fn lines(text: &str) -> Lines {
        Lines::parse(text).expect("a difference")
    }

    #[test]
    fn hunks_give_their_new_lines() {
        let found = lines(
            "diff --git a/ads/a.md b/ads/a.md\nindex 1..2 100644\n--- a/ads/a.md\n+++ b/ads/a.md\n\
             @@ -3 +3,2 @@ # Title\n-old\n+new\n++++ b/none.md\n@@ -9,2 +10,0 @@\n-gone\n-gone\n",
        );
        assert!(found.has_line("ads/a.md", 3) && found.has_line("ads/a.md", 4));
        assert!(!found.has_line("ads/a.md", 10) && found.len() == 1);
    }

    #[test]
    fn context_is_not_changed() {
        let found = lines("--- a.md\t\n+++ a.md\t\n@@ -1,3 +1,4 @@\n one\n+two\n\n three\n");
        assert!(found.has_line("a.md", 2));
        assert!(!found.has_line("a.md", 1) && !found.has_line("a.md", 3));
    }

    #[test]
    fn names_may_be_quoted_and_files_renamed_or_gone() {
        let found = lines(
            "diff --git \"a/\\303\\240.md\" \"b/\\303\\240.md\"\n--- /dev/null\n\
             +++ \"b/\\303\\240.md\"\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n\
             diff --git a/x.md b/y.md\nsimilarity index 100%\nrename from x.md\nrename to y.md\n\
             diff --git a/z.md b/z.md\n--- a/z.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-z\n\
             diff --git a/p.docx b/p.docx\nBinary files a/p.docx and b/p.docx differ\n",
        );
        assert!(found.has_line("à.md", 1));
        assert!(found.has_file("y.md") && !found.has_line("y.md", 1));
        assert!(!found.has_file("z.md") && found.has_line("p.docx", 7));
        assert!(Lines::parse("--- a\n+++ b\n@@ nonsense\n").is_err());
    }
}
