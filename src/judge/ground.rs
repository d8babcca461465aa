//! Reasons that judging adds to those of a reading.

use jiff::civil::Date;

use crate::diagnostic::Severity;

use super::Case;

/// Why a statement is judged as it is, where its reading alone does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground<'a> {
    /// A claim beside it admits no exception.
    Absolute,
    /// Its own page makes the promise too, and speaks here of something else.
    Beside,
    /// The promise starts on a later day.
    NotYet(Date),
    /// The promise ended on this day.
    Ended(Date),
    /// The text speaks of days on which the promise does not hold.
    OtherDays,
    /// No evidence is on file.
    NoEvidence,
    /// The evidence was valid until this day.
    Expired(&'a str, Date),
    /// The evidence is valid until this day, which is near.
    Expiring(&'a str, Date),
}

impl Ground<'_> {
    /// The stable name of the kind of reason.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Beside => "beside",
            Self::NotYet(_) | Self::Ended(_) | Self::OtherDays => "period",
            Self::NoEvidence | Self::Expired(..) | Self::Expiring(..) => "evidence",
        }
    }

    /// The name of its texts, which stand in several tables of the messages.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Beside => "beside",
            Self::NotYet(_) => "not-yet",
            Self::Ended(_) => "ended",
            Self::OtherDays => "other-days",
            Self::NoEvidence => "no-evidence",
            Self::Expired(..) => "expired",
            Self::Expiring(..) => "expiring",
        }
    }

    /// The reason in words.
    pub(super) fn words(self, case: &Case) -> String {
        let messages = case.messages;
        let key = format!("because.{}", self.key());
        match self {
            Self::Absolute | Self::Beside | Self::OtherDays | Self::NoEvidence => {
                messages.text(&key, &[])
            }
            Self::NotYet(day) | Self::Ended(day) => {
                messages.text(&key, &[("day", &messages.day(day))])
            }
            Self::Expired(document, day) | Self::Expiring(document, day) => {
                let document = messages.quote(document);
                messages.text(
                    &key,
                    &[("document", &document), ("day", &messages.day(day))],
                )
            }
        }
    }

    /// The gravest that a finding for this reason can be: evidence that still holds is news.
    pub(super) fn cap(self, severity: Severity) -> Severity {
        match self {
            Self::Expiring(..) => severity.min(Severity::Info),
            _ => severity,
        }
    }
}
