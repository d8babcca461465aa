//! A summary for a comment on a pull request, or for the page of a job.

use std::io;

use crate::judge::Finding;

use super::concise::printable;
use super::{Report, Reporter, Shown, labels, shown};

/// The format `markdown`.
#[derive(Clone, Debug, Default)]
pub struct Markdown<'m>(pub Shown<'m>);

/// A comment on GitHub holds 65536 characters; what comes behind this many bytes is counted.
const LARGEST: usize = 60_000;

/// By this line a program finds the comment that it wrote before.
const MARK: &str = "<!-- pledgelint -->";

impl Reporter for Markdown<'_> {
    fn report(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let messages = self.0.messages;
        writeln!(out, "{MARK}")?;
        writeln!(out, "**{}**", escaped(&labels::summary(messages, report)))?;
        let problems = report.problems.iter().map(|problem| {
            let path = code(&self.0.base.path(&problem.path));
            format!("- **error** {path}: {}\n", escaped(&problem.message))
        });
        let findings = self.0.findings(report).map(|finding| self.item(finding));
        let items: Vec<String> = problems.chain(findings).collect();
        if items.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        let (mut size, mut left) = (0, items.len());
        for item in &items {
            size += item.len();
            if size > LARGEST {
                let more = messages.counted("label.more-findings", left);
                return writeln!(out, "\n{}", escaped(&more));
            }
            left -= 1;
            out.write_all(item.as_bytes())?;
        }
        Ok(())
    }
}

impl Markdown<'_> {
    /// A finding with both sides below it.
    fn item(&self, finding: &Finding) -> String {
        let mut lines = vec![format!(
            "- **{}** {} {}",
            finding.severity,
            code(&shown::code(finding)),
            escaped(&self.0.headline(finding))
        )];
        let primary = finding.primary.place.as_deref();
        let primary = primary.map(|place| {
            let said = finding.primary.is_text().then(|| place.text());
            (place, said, self.0.primary_label(finding))
        });
        let others = self.0.others(finding);
        let others = others.map(|other| (other.place, other.said, other.label));
        for (place, said, label) in primary.into_iter().chain(others) {
            let said = said.map(|said| code(&one_line(said)));
            let told = [Some(code(&self.0.line(place))), said, Some(escaped(&label))];
            let told: Vec<String> = told.into_iter().flatten().collect();
            lines.push(format!("  - {}", told.join(" ")));
        }
        let advice = finding.advice.as_deref().map(escaped);
        lines.extend(advice.map(|advice| format!("  - {advice}")));
        lines.push(String::new());
        lines.join("\n")
    }
}

/// A text as it stands, on one line, whatever it holds.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(&one_line(text)).chars() {
        match c {
            // A name behind it would be told of the comment.
            '@' => out.push_str("&#64;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            _ => {
                if c.is_ascii_punctuation() && !".,;:'\"/()%-?=".contains(c) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

/// A text as code, in more backticks than it holds in a row.
fn code(text: &str) -> String {
    let text = printable(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let padding = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{padding}{text}{padding}{fence}")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{code, escaped};

    #[test]
    fn texts_make_no_markup_and_call_nobody() {
        assert_eq!(
            escaped("**free** <b> @team #1\n- x_y & [z](u)!"),
            "\\*\\*free\\*\\* &lt;b\\> &#64;team \\#1 - x\\_y &amp; \\[z\\](u)\\!"
        );
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
