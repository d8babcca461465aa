//! What the formats for other programs have in common.

use crate::extract::Place;
use crate::judge::{Finding, Side, SideRole};
use crate::message::Messages;

use super::{Base, Report, concise::printable, labels};

/// What a format for other programs shows, and how.
#[derive(Clone, Debug)]
pub struct Shown<'m> {
    /// Where the content lies for the host that takes the report.
    pub base: Base,
    /// Whether notes are shown too.
    pub notes: bool,
    /// The words beside findings; those of a finding itself were chosen when it was judged.
    pub messages: &'m Messages,
}

impl Default for Shown<'_> {
    /// Paths as the report has them, without notes, in English.
    fn default() -> Self {
        Self {
            base: Base::default(),
            notes: false,
            messages: Messages::standard(),
        }
    }
}

/// The other side of a finding, with its place.
pub(super) struct Other<'f> {
    pub place: &'f Place,
    /// What to see there.
    pub label: String,
    /// Its words, where it is a text.
    pub said: Option<&'f str>,
}

impl Shown<'_> {
    /// The findings that are shown.
    pub(super) fn findings<'r>(&self, report: &'r Report) -> impl Iterator<Item = &'r Finding> {
        let notes = report.notes.iter().filter(|_| self.notes);
        report.findings.iter().chain(notes)
    }

    /// The other sides that have a place in the files as they are.
    pub(super) fn others<'f>(&self, finding: &'f Finding) -> impl Iterator<Item = Other<'f>> {
        let other = |side: &'f Side| {
            let place = side.place.as_deref()?;
            Some(Other {
                place,
                said: side.is_text().then(|| place.text()),
                label: labels::side(self.messages, side.role, finding, false),
            })
        };
        let related = finding.related.iter();
        let there = related.filter(|side| side.role != SideRole::Before);
        there.filter_map(other)
    }

    /// What to see at the primary side.
    pub(super) fn primary_label(&self, finding: &Finding) -> String {
        labels::side(self.messages, finding.primary.role, finding, true)
    }

    /// `verdict: message`, in one line.
    pub(super) fn headline(&self, finding: &Finding) -> String {
        let verdict = labels::verdict(self.messages, finding.verdict);
        format!("{verdict}: {}", printable(&finding.message))
    }

    /// The headline for a host that is given no line: the unit stands before it, if there is one.
    pub(super) fn placed_headline(&self, finding: &Finding) -> String {
        let headline = self.headline(finding);
        match anchor(finding).and_then(|place| place.unit.as_ref()) {
            Some(unit) => format!("{}: {headline}", printable(unit)),
            None => headline,
        }
    }

    /// `path:line`, as the host writes it.
    pub(super) fn line(&self, place: &Place) -> String {
        let path = self.base.path(&place.path);
        format!("{}:{}", printable(&path), place.line())
    }

    /// The headline, then a line for each other side and for the advice.
    pub(super) fn lines(&self, finding: &Finding) -> Vec<String> {
        let mut lines = vec![self.placed_headline(finding)];
        lines.extend(self.others(finding).map(|other| {
            let said = other.said.map(|said| printable(&self.messages.quote(said)));
            let told = [self.line(other.place) + ":", other.label];
            let told: Vec<String> = told.into_iter().chain(said).collect();
            told.join(" ")
        }));
        lines.extend(finding.advice.as_deref().map(printable));
        lines
    }
}

/// What is complained about: `promise`, or `promise.facet`.
pub(super) fn code(finding: &Finding) -> String {
    match &finding.facet {
        Some(facet) => format!("{}.{facet}", finding.promise),
        None => finding.promise.to_string(),
    }
}

/// `path:line:column`, or `path:unit` in a file without lines.
pub(super) fn at(place: &Place) -> String {
    format!("{}:{}", place.path, place.line_and_column())
}

/// What stands for the place of a finding that has none, where a host asks for one.
pub(super) const RULES_FILE: &str = "pledgelint.toml";

/// The place where a host shows a finding: that of the primary side, else the nearest other.
pub(super) fn anchor(finding: &Finding) -> Option<&Place> {
    let sides = std::iter::once(&finding.primary).chain(&finding.related);
    let mut there = sides.filter(|side| side.role != SideRole::Before);
    there.find_map(|side| side.place.as_deref())
}
