//! Directives and waivers in one form: what they accept, and until when.

use std::cell::Cell;
use std::sync::Arc;

use jiff::civil::Date;

use crate::extract::{Directive, Extract, Place, Until};
use crate::judge::{Finding, Fix, Verdict};
use crate::message::Messages;
use crate::rules::{FacetId, PromiseId, Ruleset, Waiver};
use crate::text::Folded;

use super::baseline::tight;
use super::notice::{self, Notice, What};
use super::{Acceptance, AcceptanceKind};

/// A suppression that is in force.
pub(super) struct Suppression<'a> {
    pub promise: PromiseId,
    /// The promise's id, as findings have it.
    id: &'a str,
    owner: Option<&'a str>,
    /// The facet's name; `None` is all of them.
    pub facet: Option<&'a str>,
    written: Written<'a>,
    place: Option<Arc<Place>>,
    channel: Option<String>,
    /// Whether it accepts anything.
    pub used: Cell<bool>,
}

enum Written<'a> {
    Directive(&'a Directive),
    /// A waiver with its folded quote.
    Waiver(&'a Waiver, Option<String>),
}

/// All suppressions in force, and findings about those that are not.
pub(super) fn collect<'a>(
    ruleset: &'a Ruleset,
    documents: &'a [Extract],
    today: Date,
    messages: &Messages,
) -> (Vec<Suppression<'a>>, Vec<Finding>) {
    let (mut live, mut notices) = (Vec::new(), Vec::new());
    for waiver in &ruleset.waivers {
        let one = Suppression::of_waiver(ruleset, waiver);
        match waiver.until.filter(|until| *until < today) {
            Some(day) => notices.push(one.notice(messages, What::Expired(day))),
            None => live.push(one),
        }
    }
    let owner = |id| ruleset.promise(id).owner.as_deref();
    for document in documents {
        let channel = document.channel;
        let channel = channel.map(|id| ruleset.channels[id.index()].id.as_str());
        for directive in &document.directives {
            match Suppression::of_directive(ruleset, directive, channel, today) {
                Ok(one) => live.push(one),
                Err(what) => notices.push(notice::finding(
                    messages,
                    &Notice {
                        promise: &directive.target.promise,
                        owner: ruleset
                            .promise_named(&directive.target.promise)
                            .and_then(owner),
                        facet: directive.target.facet.as_deref(),
                        channel,
                        place: Some(&directive.place),
                        what,
                    },
                )),
            }
        }
    }
    (live, notices)
}

impl<'a> Suppression<'a> {
    fn of_waiver(ruleset: &'a Ruleset, waiver: &'a Waiver) -> Self {
        let promise = ruleset.promise(waiver.promise);
        let facet = |facet: FacetId| promise.facets[facet.index()].as_str();
        let source = ruleset.source_of(&waiver.declared);
        let place = source.map(|source| Arc::new(Place::new(source, waiver.declared.span)));
        let quote = waiver.quote.as_deref().map(folded);
        Self {
            promise: waiver.promise,
            id: &promise.id,
            owner: promise.owner.as_deref(),
            facet: waiver.facet.map(facet),
            written: Written::Waiver(waiver, quote),
            place,
            channel: None,
            used: Cell::new(false),
        }
    }

    /// A directive that is right and not past.
    fn of_directive(
        ruleset: &'a Ruleset,
        directive: &'a Directive,
        channel: Option<&str>,
        today: Date,
    ) -> Result<Self, What<'a>> {
        if let Some(fault) = &directive.fault {
            return Err(What::Faulty(fault));
        }
        let target = &directive.target;
        let Some(id) = ruleset.promise_named(&target.promise) else {
            return Err(What::UnknownPromise(nearest(ruleset, &target.promise)));
        };
        let promise = ruleset.promise(id);
        let facet = target.facet.as_deref();
        if facet.is_some_and(|facet| !promise.facets.iter().any(|known| known == facet)) {
            return Err(What::UnknownFacet);
        }
        if !promise.suppressible {
            return Err(What::Refused);
        }
        match &directive.until {
            Some(Until::Unreadable(text)) => return Err(What::Unreadable(text)),
            Some(Until::Day(day)) if *day < today => return Err(What::Expired(*day)),
            _ => {}
        }
        Ok(Self {
            promise: id,
            id: &promise.id,
            owner: promise.owner.as_deref(),
            facet,
            written: Written::Directive(directive),
            place: Some(Arc::clone(&directive.place)),
            channel: channel.map(str::to_owned),
            used: Cell::new(false),
        })
    }

    /// Whether it speaks of the finding's promise and facet.
    ///
    /// That no text speaks of a promise is nothing to accept: it is why one accepts nothing.
    pub(super) fn concerns(&self, finding: &Finding) -> bool {
        finding.verdict != Verdict::Unmatched
            && *self.id == *finding.promise
            && self
                .facet
                .is_none_or(|facet| finding.facet.as_deref().unwrap_or_default() == facet)
    }

    /// Whether it accepts the finding whatever stands on the other side.
    pub(super) fn accepts(&self, finding: &Finding) -> bool {
        !self.is_pair() && self.concerns(finding) && self.covers(finding.primary.place.as_deref())
    }

    /// Whether it speaks of a place; one that names no place speaks of all.
    pub(super) fn covers(&self, place: Option<&Place>) -> bool {
        match &self.written {
            Written::Directive(directive) => place.is_some_and(|place| {
                place.path == directive.place.path && directive.covers.holds(place.span)
            }),
            Written::Waiver(waiver, quote) => {
                let of_path = waiver
                    .paths
                    .as_ref()
                    .is_none_or(|paths| place.is_some_and(|place| paths.is_match(&place.path)));
                of_path
                    && quote
                        .as_deref()
                        .is_none_or(|quote| place.is_some_and(|place| holds(place, quote)))
            }
        }
    }

    /// Whether the other side of the pair may stand at a place.
    pub(super) fn covers_other(&self, place: Option<&Place>) -> bool {
        let Written::Waiver(waiver, _) = &self.written else {
            return true;
        };
        waiver
            .other
            .as_ref()
            .is_none_or(|paths| place.is_some_and(|place| paths.is_match(&place.path)))
    }

    /// Whether it names the other side, and that may stand at the place.
    pub(super) fn names_other(&self, place: Option<&Place>) -> bool {
        self.is_pair() && self.covers_other(place)
    }

    fn is_pair(&self) -> bool {
        matches!(&self.written, Written::Waiver(waiver, _) if waiver.other.is_some())
    }

    pub(super) fn acceptance(&self) -> Acceptance {
        let (kind, reason, until, owner) = match &self.written {
            Written::Directive(directive) => {
                let until = match directive.until {
                    Some(Until::Day(day)) => Some(day),
                    _ => None,
                };
                (
                    AcceptanceKind::Directive,
                    directive.reason.clone(),
                    until,
                    None,
                )
            }
            Written::Waiver(waiver, _) => {
                let reason = Some(waiver.reason.as_str().into());
                let owner = waiver.owner.as_deref().map(Arc::from);
                (AcceptanceKind::Waiver, reason, waiver.until, owner)
            }
        };
        Acceptance {
            kind,
            reason: reason.unwrap_or_default(),
            until,
            owner,
            place: self.place.clone(),
        }
    }

    /// The finding that it accepts nothing.
    pub(super) fn unused(&self, messages: &Messages) -> Finding {
        let removal = match &self.written {
            Written::Directive(directive) => directive.removal.clone(),
            Written::Waiver(..) => None,
        };
        let fix = |place| {
            Arc::new(Fix {
                place,
                text: String::new(),
                safe: true,
            })
        };
        Finding {
            fix: removal.map(fix),
            ..self.notice(messages, What::Unused)
        }
    }

    /// A finding about it.
    fn notice(&self, messages: &Messages, what: What) -> Finding {
        notice::finding(
            messages,
            &Notice {
                promise: self.id,
                owner: self.owner,
                facet: self.facet,
                channel: self.channel.as_deref(),
                place: self.place.as_ref(),
                what,
            },
        )
    }
}

/// Whether a quote stands in the words of a place, or in its sentence.
fn holds(place: &Place, quote: &str) -> bool {
    tight(&place.sentence()).contains(quote) || folded(place.text()).contains(quote)
}

/// A text under folding, without the marks that end its sentence.
fn folded(text: &str) -> String {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ".!?。！？…".contains(c));
    tight(Folded::new(text.trim_start()).text())
}

fn nearest<'r>(ruleset: &'r Ruleset, name: &str) -> Option<&'r str> {
    let known = ruleset.promises.iter().map(|promise| promise.id.as_str());
    crate::rules::nearest_name(name, known)
}
