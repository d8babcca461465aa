//! How the parts of an Office file name each other.

use super::archive::Archive;
use super::{Refusal, tokens};
use crate::input::xml::Token;

/// What a part says about another.
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `slide`, `footnotes`.
    pub(super) kind: String,
    /// The name of the other part.
    pub(super) target: String,
}

/// The relations of a part, in order; of the whole archive for an empty name.
pub(super) fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let at = joined(folder, &format!("_rels/{name}.rels"));
    let Some(text) = archive.part(&at)? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for token in tokens(&text) {
        if let Token::Open(element) = token?
            && &*element.name == "Relationship"
            && element.attribute("TargetMode") != Some("External")
        {
            let of = |name: &str| element.attribute(name).unwrap_or_default();
            let kind = of("Type").rsplit('/').next().unwrap_or_default();
            found.push(Relation {
                id: of("Id").to_owned(),
                kind: kind.to_owned(),
                target: joined(folder, of("Target")),
            });
        }
    }
    Ok(found)
}

/// The main part of the archive, which relations of the archive itself name; `usual` without any.
pub(super) fn main_part(archive: &mut Archive, usual: &str) -> Result<String, Refusal> {
    let all = relations(archive, "")?;
    let named = all.into_iter().find(|it| it.kind == "officeDocument");
    let named = named.map(|it| it.target).filter(|it| archive.holds(it));
    Ok(named.unwrap_or_else(|| usual.to_owned()))
}

/// The name of the first part that relations give for this kind.
pub(super) fn of_kind<'r>(relations: &'r [Relation], kind: &str) -> Option<&'r str> {
    let found = relations.iter().find(|it| it.kind == kind)?;
    Some(&found.target)
}

/// A name as it is seen from a folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    if let Some(absolute) = name.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn names_are_seen_from_their_folder() {
        assert_eq!(joined("word", "styles.xml"), "word/styles.xml");
        assert_eq!(joined("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(joined("ppt/slides", "../notes/n1.xml"), "ppt/notes/n1.xml");
        assert_eq!(joined("", "_rels/.rels"), "_rels/.rels");
        assert_eq!(joined("a", "../../../b"), "b");
    }
}
