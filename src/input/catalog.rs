//! Catalogues of messages: each a source text, its translations, or both, in known languages.
//!
//! A message is a section under its key; the key is context and is never read. Formats give each
//! side its language.

use std::ops::Range;
use std::sync::Arc;

use super::Settings;
use super::builder::{Builder, Remark};
use super::data::{field, in_words};
use crate::document::{Document, UNKNOWN_LANGUAGE};
use crate::text::{MappedText, Source};

/// A catalogue in the making.
pub(super) struct Catalog<'s> {
    builder: Builder,
    settings: &'s Settings,
    /// Whether the message that is open is read.
    taken: bool,
    /// Comments on the message that comes next.
    remarks: Vec<Remark>,
    /// Comments on the side that comes next in the message that is open.
    inner: Vec<Remark>,
    /// The comments on the message that is open, as the builder counts them.
    held: Range<usize>,
}

/// A language of which only that it need not be the file's is known.
pub(super) fn unknown() -> Arc<str> {
    UNKNOWN_LANGUAGE.into()
}

impl<'s> Catalog<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self {
            builder: Builder::new(true),
            settings,
            taken: true,
            remarks: Vec::new(),
            inner: Vec::new(),
            held: 0..0,
        }
    }

    /// A comment on the message that comes next.
    pub(super) fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    /// A comment on the side that comes next in the message that is open.
    #[cfg(feature = "xml")]
    pub(super) fn remark_side(&mut self, remark: Remark) {
        self.inner.push(remark);
    }

    /// The message that comes next is not read, so that comments on it speak of nothing.
    pub(super) fn pass(&mut self) {
        let remarks = std::mem::take(&mut self.remarks);
        let remarks = self.builder.begin_remarks(remarks);
        self.builder.end_remarks(remarks);
    }

    fn end_message(&mut self) {
        self.builder.close_to(0);
        self.builder.end_remarks(std::mem::take(&mut self.held));
        let inner = std::mem::take(&mut self.inner);
        let inner = self.builder.begin_remarks(inner);
        self.builder.end_remarks(inner);
    }

    /// Begins a message.
    pub(super) fn message(&mut self, key: Option<&MappedText>) {
        self.end_message();
        let remarks = std::mem::take(&mut self.remarks);
        self.held = self.builder.begin_remarks(remarks);
        let names: Vec<&str> = key.map_or_else(Vec::new, |key| key.text().split('.').collect());
        self.taken = self.settings.takes(&names);
        if !self.taken {
            return;
        }
        self.builder.record(None);
        if let Some(block) = key.and_then(|key| self.builder.key(&in_words(key))) {
            self.builder.heads(block);
        }
    }

    /// One side of the message that is open, in a language; `None` is that of the file.
    pub(super) fn side(&mut self, text: &MappedText, language: Option<&Arc<str>>) {
        if !self.taken || text.is_blank() {
            return;
        }
        let inner = std::mem::take(&mut self.inner);
        let inner = self.builder.begin_remarks(inner);
        let depth = self.builder.depth();
        self.builder.speak(language.cloned());
        self.builder.value(None);
        field(text, &mut self.builder);
        self.builder.close_to(depth);
        self.builder.speak(None);
        self.builder.end_remarks(inner);
    }

    pub(super) fn finish(mut self, source: Source) -> Document {
        self.end_message();
        self.pass();
        self.builder.finish(source)
    }
}

/// The tag of a language in the path of a catalogue: `locales/vi/a.po`, `values-zh-rCN/strings.xml`,
/// `vi.lproj/a.strings`, `app_vi.arb`; the nearest to the end of the path counts.
pub(super) fn language_of(path: &str) -> Option<Arc<str>> {
    let parts = path.rsplit(['/', '\\']);
    let tag = parts.take(3).find_map(|part| {
        let (name, _) = part.rsplit_once('.').unwrap_or((part, ""));
        let name = name.strip_prefix("values-").unwrap_or(name);
        let pieces: Vec<&str> = name.split(['.', '_', '-']).collect();
        let whole = is_tag(&pieces);
        // At the end of a name: `messages.zh-CN`, `app_vi`.
        let tail = (1..pieces.len()).find(|&from| is_tag(&pieces[from..]));
        match (whole, tail) {
            (true, _) => Some(pieces.join("-")),
            (false, Some(from)) => Some(pieces[from..].join("-")),
            (false, None) => None,
        }
    });
    tag.map(Arc::from)
}

/// Whether pieces of a name are a language with a script or a region at most: `zh`, `CN`.
fn is_tag(pieces: &[&str]) -> bool {
    let Some((language, rest)) = pieces.split_first() else {
        return false;
    };
    let letters = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_language = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_part = |piece: &&str| {
        let region = piece.strip_prefix('r').filter(|rest| rest.len() == 2);
        let region = region.unwrap_or(piece);
        letters(region)
            && matches!(region.len(), 2 | 4)
            && region.starts_with(|c: char| c.is_ascii_uppercase())
    };
    is_language && rest.len() <= 2 && rest.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_languages() {
        let check = |path: &str, tag: Option<&str>| {
            assert_eq!(language_of(path).as_deref(), tag, "{path}");
        };
        check("locale/vi/LC_MESSAGES/django.po", Some("vi"));
        check("res/values-zh-rCN/strings.xml", Some("zh-rCN"));
        check("res/values/strings.xml", None);
        check("vi.lproj/Localizable.strings", Some("vi"));
        check("lib/app_vi.arb", Some("vi"));
        check("lib/app_zh_Hans_CN.arb", Some("zh-Hans-CN"));
        check("zh-TW.ftl", Some("zh-TW"));
        check("messages.fr.po", Some("fr"));
        check("plan_a.po", None);
        check("it.is.plans.po", None);
        check("plans.po", None);
    }
}
