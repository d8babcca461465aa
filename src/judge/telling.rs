//! What a finding says: its first sentence, which can stand alone, tells what is wrong and where
//! the other side is.

use crate::extract::{Place, Reason, Role, Statement};
use crate::language::{Category, Certainty, Condition, ConditionKind, Polarity};
use crate::quantity::{Promised, Sense, Value};
use crate::rules::Within;

use super::case::Others;
use super::finding::Verdict;
use super::ground::Ground;
use super::{Case, claim, value};

/// What is wrong, why, and what to do where the promise has no advice of its own.
pub(super) fn message<'a>(
    case: &Case<'a>,
    verdict: Verdict,
    statement: &Statement,
    others: &Others<'a>,
) -> String {
    let telling = Telling {
        case,
        statement,
        others,
    };
    let advised = case.promise.advice.is_some();
    let todo = telling.todo(verdict).filter(|_| !advised);
    let sentences = std::iter::once(telling.headline(verdict));
    case.messages
        .sentences(sentences.chain(telling.why(verdict)).chain(todo))
}

/// That a channel never states the promise.
pub(super) fn missing(case: &Case, channel: &str) -> String {
    let messages = case.messages;
    let channel = messages.quote(channel);
    let given = [("channel", &*channel), ("promise", promise(case))];
    with_todo(
        case,
        messages.text("missing.channel", &given),
        "todo.missing",
    )
}

/// That no text speaks of the promise.
pub(super) fn unmatched(case: &Case) -> String {
    let told = case
        .messages
        .text("unmatched.promise", &[("promise", promise(case))]);
    with_todo(case, told, "todo.unmatched")
}

fn with_todo(case: &Case, told: String, todo: &str) -> String {
    let advised = case.promise.advice.is_some();
    let todo = (!advised).then(|| case.messages.text(todo, &[]));
    case.messages.sentences(std::iter::once(told).chain(todo))
}

/// The promise as a part of a sentence, with the place of its declaration.
fn promise<'c>(case: &'c Case) -> &'c str {
    case.names.told.get_or_init(|| named(case))
}

fn named(case: &Case) -> String {
    let messages = case.messages;
    let promise = case.promise;
    let named = match promise.summary.trim_end_matches(['.', '。', '．']) {
        "" => messages.quote(&promise.id),
        summary => messages.quote(summary),
    };
    let pack = || {
        let pack = promise.id.split_once('/').map(|(pack, _)| pack);
        pack.map(|pack| messages.text("place.pack", &[("pack", pack)]))
    };
    let declared = case.declared.as_ref().map(|at| place(case, at));
    match declared.or_else(pack) {
        Some(place) => messages.text("promise.placed", &[("promise", &*named), ("place", &place)]),
        None => messages.text("promise.named", &[("promise", &named)]),
    }
}

fn place(case: &Case, place: &Place) -> String {
    let line = place.line();
    case.messages
        .text("place.line", &[("path", &place.path), ("line", &line)])
}

/// What a statement says, in quotation marks: a phrase over structure as a whole.
fn said(case: &Case, statement: &Statement) -> String {
    let text = statement.place.text();
    match statement.basis.because().reason {
        Reason::Across(across) => case.messages.quote(&across.with),
        Reason::Phrase { said } if !text.contains(said) => {
            case.messages.quote(&format!("{said}: {text}"))
        }
        _ => case.messages.quote(text),
    }
}

/// One finding in the making.
pub(super) struct Telling<'t, 'a> {
    pub case: &'t Case<'a>,
    pub statement: &'t Statement,
    pub others: &'t Others<'a>,
}

impl Telling<'_, '_> {
    fn headline(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Contradicted => self.contradicted(),
            Verdict::Eroded => self.eroded(),
            Verdict::Undisclosed => self.undisclosed(),
            Verdict::Unsupported => self.unsupported(),
            Verdict::Review if self.others.reason == Some(Ground::Beside) => {
                self.against_other("review.beside")
            }
            Verdict::Review if self.are_texts() => self.texts("review.texts"),
            Verdict::Review => self.against_other("review.several"),
            Verdict::Qualified if self.others.reason == Some(Ground::Beside) => {
                self.against_other("qualified.beside")
            }
            Verdict::Qualified => self.against_other("qualified.disclosed"),
            Verdict::Exceeds => self.value("exceeds.better", "exceeds.more"),
            Verdict::Vague => self.value("vague.open", "vague.unknown"),
            // These have no statement: see `missing` and `unmatched`; then come suppressions, and
            // what a change did.
            Verdict::Missing
            | Verdict::Unmatched
            | Verdict::Unused
            | Verdict::Expired
            | Verdict::Malformed
            | Verdict::Refused
            | Verdict::Weakened => self.against_other("vague.unknown"),
        }
    }

    fn contradicted(&self) -> String {
        if self.are_texts() {
            return self.texts("contradicted.texts");
        }
        if self.is_denial() {
            return self.against_other("contradicted.denied");
        }
        let key = self
            .promised()
            .map(|promised| match &promised.quantity().value {
                Value::Schedule(_) => "contradicted.fewer-hours",
                Value::Interval(interval) => match interval.sense {
                    Sense::AtLeast | Sense::Unlimited => "contradicted.less",
                    Sense::AtMost | Sense::Within => "contradicted.more",
                    Sense::Exact | Sense::Range => "contradicted.another-value",
                },
                Value::Date(_) => "contradicted.another-value",
            });
        match key {
            Some(key) => self.value(key, "contradicted.breach"),
            None => self.against_other("contradicted.breach"),
        }
    }

    fn eroded(&self) -> String {
        let (key, condition) = if let Some(condition) = self.condition() {
            let key = match condition.kind {
                ConditionKind::Event => "eroded.event",
                ConditionKind::Exception => "eroded.exception",
                ConditionKind::Audience => "eroded.audience",
                ConditionKind::Threshold => "eroded.threshold",
            };
            (key, &*condition.text)
        } else {
            let mut cues = self.statement.reading.cues.iter();
            match cues.find(|cue| cue.category == Category::Hedged) {
                Some(cue) => ("eroded.hedged", &*cue.text),
                None => return self.against_other("eroded.part"),
            }
        };
        let condition = self.case.messages.quote(condition);
        let given = [
            ("said", &*self.said()),
            ("against", &*self.against()),
            ("condition", &condition),
        ];
        self.case.messages.text(key, &given)
    }

    /// The condition that takes something away: not one that every customer meets, if there is
    /// another.
    fn condition(&self) -> Option<&Condition> {
        let conditions = &self.statement.reading.conditions;
        let telling = |condition: &&Condition| condition.kind != ConditionKind::Threshold;
        let hedged = self.statement.reading.certainty == Certainty::Hedged;
        let found = conditions.iter().find(telling);
        found.or_else(|| conditions.first().filter(|_| !hedged))
    }

    fn undisclosed(&self) -> String {
        let within = claim::lacking(self.case, self.statement).map(|lacking| lacking.within);
        let key = match within {
            Some(Within::Sentence) => "undisclosed.sentence",
            Some(Within::Section) => "undisclosed.section",
            Some(Within::Document) => "undisclosed.document",
            Some(Within::Block) | None => "undisclosed.block",
        };
        self.case.messages.text(key, &[("said", &self.said())])
    }

    fn unsupported(&self) -> String {
        let messages = self.case.messages;
        let said = self.said();
        let promise = promise(self.case);
        let Some(ground) = self.others.reason else {
            let given = [("said", &*said), ("promise", promise)];
            return messages.text("unsupported.nothing", &given);
        };
        let key = format!("unsupported.{}", ground.key());
        match ground {
            Ground::NotYet(day) | Ground::Ended(day) => {
                let day = messages.day(day);
                let given = [("said", &*said), ("promise", promise), ("day", &day)];
                messages.text(&key, &given)
            }
            Ground::Expired(document, day) | Ground::Expiring(document, day) => {
                let (document, day) = (messages.quote(document), messages.day(day));
                let given = [("said", &*said), ("document", &document), ("day", &day)];
                messages.text(&key, &given)
            }
            Ground::NoEvidence => messages.text(&key, &[("said", &said)]),
            Ground::OtherDays | Ground::Absolute | Ground::Beside => {
                let given = [("said", &*said), ("promise", promise)];
                messages.text("unsupported.other-days", &given)
            }
        }
    }

    /// Whether two texts give different values with nothing declared.
    pub(super) fn are_texts(&self) -> bool {
        self.statement.role == Role::Value && value::is_open(self.case)
    }

    pub(super) fn is_denial(&self) -> bool {
        self.statement.role == Role::Claim && self.statement.reading.polarity == Polarity::Negated
    }

    /// What is promised where the statement gives a value.
    pub(super) fn promised(&self) -> Option<&Promised> {
        value::compare(self.case, self.statement).map(|(_, promised)| promised)
    }

    fn texts(&self, key: &str) -> String {
        let Some(other) = self.others.nearest.first() else {
            return self.against_other("contradicted.breach");
        };
        let given = [
            ("said", &*self.said()),
            ("other", &*said(self.case, other)),
            ("place", &*place(self.case, &other.place)),
        ];
        self.case.messages.text(key, &given)
    }

    /// A text about what is promised, or one about the other side where no value is declared.
    fn value(&self, key: &str, without: &str) -> String {
        let Some(promised) = self.promised() else {
            return self.against_other(without);
        };
        let given = [
            ("said", &*self.said()),
            ("promised", &*self.case.messages.quote(promised.text())),
            ("against", &*self.against()),
        ];
        self.case.messages.text(key, &given)
    }

    fn against_other(&self, key: &str) -> String {
        let given = [("said", &*self.said()), ("against", &*self.against())];
        self.case.messages.text(key, &given)
    }

    /// The statement's words with the facet that they break.
    fn said(&self) -> String {
        let said = said(self.case, self.statement);
        match self.statement.role.facet_in(self.case.promise) {
            Some(facet) => {
                let given = [("said", &*said), ("facet", facet)];
                self.case.messages.text("said.facet", &given)
            }
            None => said,
        }
    }

    /// The nearest other side with its place, or the promise itself.
    fn against(&self) -> String {
        let messages = self.case.messages;
        match self.others.nearest.first() {
            Some(other) => {
                let given = [
                    ("other", &*said(self.case, other)),
                    ("place", &*place(self.case, &other.place)),
                ];
                messages.text("against.claim", &given)
            }
            None => messages.text("against.promise", &[("promise", promise(self.case))]),
        }
    }
}
