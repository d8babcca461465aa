//! Findings about suppressions: past, wrong, refused, without effect.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::extract::{Fault, Place};
use crate::judge::{About, Finding, Side, SideRole, Verdict, fingerprint};
use crate::message::Messages;

/// A suppression that a person should look at.
pub(super) struct Notice<'a> {
    pub promise: &'a str,
    pub owner: Option<&'a str>,
    pub facet: Option<&'a str>,
    pub channel: Option<&'a str>,
    pub place: Option<&'a Arc<Place>>,
    pub what: What<'a>,
}

/// Why a person should look at it.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// It accepts nothing.
    Unused,
    /// Its last day is past.
    Expired(Date),
    /// Its day cannot be read.
    Unreadable(&'a str),
    /// It is written wrong.
    Faulty(&'a Fault),
    /// No promise of this name is in force; perhaps this one is meant.
    UnknownPromise(Option<&'a str>),
    /// The promise has no such facet.
    UnknownFacet,
    /// The promise allows none.
    Refused,
    /// An entry of the baseline, with this text, no longer occurs.
    Stale(&'a str),
}

impl What<'_> {
    fn verdict(self) -> Verdict {
        match self {
            Self::Unused | Self::Stale(_) => Verdict::Unused,
            Self::Expired(_) | Self::Unreadable(_) => Verdict::Expired,
            Self::Faulty(_) | Self::UnknownPromise(_) | Self::UnknownFacet => Verdict::Malformed,
            Self::Refused => Verdict::Refused,
        }
    }
}

/// What findings are about that name no promise.
const NO_PROMISE: &str = "suppression";

/// The finding about a suppression.
pub(super) fn finding(messages: &Messages, notice: &Notice) -> Finding {
    let verdict = notice.what.verdict();
    let promise = match notice.promise {
        "" => NO_PROMISE,
        named => named,
    };
    let text = notice.place.map_or("", |place| place.text());
    let about = About {
        channel: notice.channel.map(str::to_owned),
        subject: Vec::new(),
    };
    Finding {
        fingerprint: fingerprint(promise, notice.facet.or(Some(verdict.name())), text),
        promise: promise.into(),
        summary: "".into(),
        facet: notice.facet.map(Arc::from),
        verdict,
        severity: Severity::Warning,
        message: message(messages, notice, text),
        advice: None,
        owner: notice.owner.map(Arc::from),
        link: None,
        primary: Side {
            role: SideRole::Suppression,
            place: notice.place.cloned(),
            about: Arc::new(about),
        },
        related: Vec::new(),
        others: 0,
        row: 0,
        because: Vec::new(),
        ruled: 0,
        fix: None,
    }
}

fn message(messages: &Messages, notice: &Notice, text: &str) -> String {
    let said = messages.quote(text);
    let quoted = |text: &str| messages.quote(text);
    let name = match notice.facet {
        Some(facet) => format!("{}.{facet}", notice.promise),
        None => notice.promise.to_owned(),
    };
    let promise = quoted(&name);
    let (key, text) = match notice.what {
        What::Unused => ("suppression.unused", String::new()),
        What::Expired(day) => ("suppression.expired", messages.day(day)),
        What::Unreadable(day) => ("suppression.unreadable", quoted(day)),
        What::Stale(text) => ("suppression.stale", quoted(text)),
        What::Refused => ("suppression.refused", String::new()),
        What::UnknownFacet => ("suppression.unknown-facet", String::new()),
        What::UnknownPromise(None) => ("suppression.unknown-promise", String::new()),
        What::UnknownPromise(Some(near)) => ("suppression.near-promise", quoted(near)),
        What::Faulty(Fault::NoReason) => ("suppression.no-reason", String::new()),
        What::Faulty(Fault::NoTarget) => ("suppression.no-target", String::new()),
        What::Faulty(Fault::EnablesNothing) => ("suppression.enables-nothing", String::new()),
        What::Faulty(Fault::Unknown(word)) => ("suppression.unknown-word", quoted(word)),
    };
    let given = [("said", &*said), ("promise", &*promise), ("text", &*text)];
    messages.text(key, &given)
}

/// Tells findings of one fingerprint apart by their order.
pub(crate) fn number(findings: &mut [Finding]) {
    findings.sort_by(crate::judge::finding_order);
    let mut seen: HashMap<_, usize> = HashMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint).or_default();
        *count += 1;
        finding.fingerprint = finding.fingerprint.numbered(*count);
    }
}
