//! Drafts: texts that are not saved yet, and stand in for files, add some, or take some out.
//!
//! A release of several texts in several languages is checked as a whole before any of it is
//! written.

use serde::Deserialize;

use crate::extract::Given;
use crate::input;
use crate::rules::Ruleset;

/// A text that stands in for the file of its path, or the removal of that file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("required" = ["path", "text"])))]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The file, as reports show it: relative to the folder of the rules file. Its ending decides
    /// the format.
    pub path: String,
    /// The text; `None` takes the file out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub text: Option<String>,
    /// The channel, in place of what the path says.
    #[serde(default)]
    pub channel: Option<String>,
    /// The code of the language, in place of what the path and the text say.
    #[serde(default)]
    pub language: Option<String>,
    /// Subjects by their ids, in place of those that the path says.
    #[serde(default)]
    pub subject: Option<Names>,
    /// The name of the format, in place of what the path says.
    #[serde(default)]
    pub format: Option<String>,
}

/// One name or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Names {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        };
        all.iter().map(String::as_str)
    }
}

impl Draft {
    /// Reads drafts, a JSON object a line; empty lines are passed over.
    ///
    /// # Errors
    ///
    /// In words, where a line is no draft, or where two are about one path.
    ///
    /// # Examples
    ///
    /// ```
    /// use pledgelint::drafts::Draft;
    ///
    /// let drafts = Draft::parse("{\"path\": \"ads/old.md\", \"text\": null}").expect("a draft");
    /// assert_eq!(drafts[0].text, None);
    /// ```
    pub fn parse(text: &str) -> Result<Vec<Self>, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut drafts: Vec<Self> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let wrong = |error: &str| format!("line {}: {error}", index + 1);
            let mut draft: Self =
                serde_json::from_str(line).map_err(|error| wrong(&error.to_string()))?;
            draft.path = plain(&draft.path)
                .ok_or_else(|| wrong("`path` is no path below the folder of the rules file"))?;
            if drafts.iter().any(|known| known.path == draft.path) {
                return Err(wrong(&format!("a second draft of `{}`", draft.path)));
            }
            drafts.push(draft);
        }
        Ok(drafts)
    }

    /// What is known of the draft beside its text.
    ///
    /// # Errors
    ///
    /// In words, where the rules know no such channel or subject, or the program no such format.
    pub fn given(&self, ruleset: &Ruleset) -> Result<Given, String> {
        let unknown =
            |what: &str, name: &str| format!("{}: no {what} is named `{name}`", self.path);
        let channel = self.channel.as_deref().map(|name| {
            let found = ruleset.channel_named(name);
            found.ok_or_else(|| unknown("channel", name))
        });
        let format = self.format.as_deref().map(|name| {
            let found = input::format_names().find(|known| *known == name);
            found.ok_or_else(|| unknown("format", name))
        });
        let names = self.subject.iter().flat_map(Names::iter);
        let subjects = names.map(|name| {
            let found = ruleset.subjects.find(name);
            found.ok_or_else(|| unknown("subject", name))
        });
        Ok(Given {
            channel: channel.transpose()?,
            language: self.language.clone(),
            format: format.transpose()?,
            subjects: subjects.collect::<Result<_, _>>()?,
        })
    }
}

/// A path without `.` and `..`; `None` where it leaves the folder.
fn plain(path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn what_is_no_draft_is_told_with_its_line() {
        for (text, words) in [
            ("{\"path\": \"a.md\"}", "missing field `text`"),
            (
                "\n{\"path\": \"a.md\", \"text\": \"\", \"chanel\": \"x\"}",
                "line 2: unknown field",
            ),
            ("{\"path\": \"../a.md\", \"text\": \"\"}", "no path below"),
            ("{\"path\": \"/a.md\", \"text\": \"\"}", "no path below"),
            (
                "{\"path\": \"a.md\", \"text\": \"\"}\n{\"path\": \"./a.md\", \"text\": null}",
                "second draft",
            ),
            ("[]", "line 1"),
        ] {
            let error = Draft::parse(text).expect_err(text);
            assert!(error.contains(words), "{error}");
        }
        assert_eq!(Draft::parse("\n\n"), Ok(Vec::new()));
    }
}
