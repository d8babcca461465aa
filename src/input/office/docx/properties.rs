//! Properties of paragraphs and of runs, as styles and texts give them.

use crate::input::xml::Element;

/// What is said of a paragraph or a run; `None` where nothing is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    /// The level of a heading from 1; 0 says that it is none.
    pub(super) outline: Option<u8>,
    /// The list that it is an item of; `0` says none.
    pub(super) list: Option<String>,
    /// The depth in that list, from 0.
    pub(super) depth: Option<u8>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
}

impl Properties {
    /// Takes what one element says.
    pub(super) fn take(&mut self, element: &Element) {
        let value = element.attribute("val");
        match &*element.name {
            "outlineLvl" => self.outline = value.and_then(|value| level(value, 0)),
            "numId" => self.list = value.map(str::to_owned),
            "ilvl" => self.depth = value.and_then(|value| value.parse().ok()),
            "b" => self.bold = Some(is_on(element)),
            "vanish" => self.hidden = Some(is_on(element)),
            "strike" | "dstrike" => self.struck = Some(is_on(element)),
            "vertAlign" => self.raised = Some(value == Some("superscript")),
            _ => {}
        }
    }

    /// These, and where they say nothing those `below`.
    pub(super) fn over(self, below: &Self) -> Self {
        Self {
            outline: self.outline.or(below.outline),
            list: self.list.or_else(|| below.list.clone()),
            depth: self.depth.or(below.depth),
            bold: self.bold.or(below.bold),
            hidden: self.hidden.or(below.hidden),
            struck: self.struck.or(below.struck),
            raised: self.raised.or(below.raised),
        }
    }

    /// The level of the heading that it is.
    pub(super) fn heading(&self) -> Option<u8> {
        self.outline.filter(|&level| level > 0)
    }

    /// The depth of the list item that it is, from 0.
    pub(super) fn item(&self) -> Option<u8> {
        self.list.as_ref().filter(|list| *list != "0")?;
        Some(self.depth.unwrap_or_default())
    }
}

/// A level of headings, which counts from `first`; the lowest, that of text, is 0.
pub(super) fn level(value: &str, first: u8) -> Option<u8> {
    let level = value.parse::<u8>().ok()?.checked_sub(first)?;
    Some(if level < 9 { level + 1 } else { 0 })
}

/// Whether a switch is on; without a value it is.
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.attribute("val"), Some("0" | "false" | "off"))
}
