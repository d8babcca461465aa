//! What a finding says behind its first sentence: why, and what to do.

use crate::extract::Role;
use crate::language::ConditionKind;

use super::claim;
use super::claims::is_absolute;
use super::finding::Verdict;
use super::ground::Ground;
use super::telling::Telling;

impl Telling<'_, '_> {
    /// Why, where the headline does not say it.
    pub(super) fn why(&self, verdict: Verdict) -> Option<String> {
        let messages = self.case.messages;
        if verdict != Verdict::Contradicted {
            return None;
        }
        if self.others.reason == Some(Ground::Absolute) {
            return Some(messages.text("why.absolute", &[]));
        }
        let is_breach = matches!(self.statement.role, Role::Breach(_));
        let mut conditions = self.statement.reading.conditions.iter();
        let threshold = conditions
            .find(|condition| condition.kind == ConditionKind::Threshold)
            .filter(|_| is_breach)?;
        let condition = messages.quote(&threshold.text);
        Some(messages.text("why.threshold", &[("condition", &condition)]))
    }

    /// What to do.
    pub(super) fn todo(&self, verdict: Verdict) -> Option<String> {
        let messages = self.case.messages;
        let key = match verdict {
            Verdict::Contradicted if self.are_texts() => "todo.texts",
            Verdict::Contradicted if self.is_denial() => "todo.denied",
            Verdict::Contradicted => match self.promised() {
                Some(promised) => {
                    let promised = messages.quote(promised.text());
                    return Some(messages.text("todo.value", &[("promised", &promised)]));
                }
                None if self.is_curable() => "todo.curable",
                None => "todo.breach",
            },
            Verdict::Eroded => "todo.eroded",
            Verdict::Undisclosed => {
                let lacking = claim::lacking(self.case, self.statement);
                match lacking.and_then(|it| it.wording(&self.statement.language)) {
                    Some(words) => {
                        let words = messages.quote(words);
                        let given = [("example", &*words)];
                        return Some(messages.text("todo.undisclosed-example", &given));
                    }
                    None => "todo.undisclosed",
                }
            }
            Verdict::Unsupported => match self.others.reason? {
                Ground::NotYet(_) => "todo.not-yet",
                Ground::NoEvidence => "todo.no-evidence",
                Ground::Expired(..) => "todo.expired",
                Ground::Expiring(..) => "todo.expiring",
                Ground::Ended(_) | Ground::OtherDays | Ground::Absolute | Ground::Beside => {
                    "todo.ended"
                }
            },
            Verdict::Review if self.others.reason == Some(Ground::Beside) => "todo.beside",
            Verdict::Review => "todo.review",
            Verdict::Vague => "todo.vague",
            Verdict::Qualified
            | Verdict::Exceeds
            | Verdict::Missing
            | Verdict::Unmatched
            | Verdict::Unused
            | Verdict::Expired
            | Verdict::Malformed
            | Verdict::Refused
            | Verdict::Weakened => return None,
        };
        Some(messages.text(key, &[]))
    }

    /// Whether a disclosure next to the claims would make the breach acceptable.
    fn is_curable(&self) -> bool {
        let Role::Breach(facet) = self.statement.role else {
            return false;
        };
        let mut disclosures = self.case.promise.disclosures.iter();
        disclosures.any(|disclosure| disclosure.cures_facet(facet))
            && !self.others.nearest.iter().any(|claim| is_absolute(claim))
    }
}
