//! Promised values and their kinds.

use crate::quantity::{Kind, Promised};
use crate::rules::file::{IsFile, ValueFile};
use crate::rules::mistake::Mistake;
use crate::rules::place::At;
use crate::rules::ruleset::{Is, ValueRule};
use crate::rules::suggest;

use super::Builder;

pub(super) fn value(builder: &Builder, value: &ValueFile) -> ValueRule {
    let kind = value
        .kind
        .as_ref()
        .and_then(|kind| read_kind(builder, kind));
    let is = match &value.is {
        None => None,
        Some(IsFile::Same(text)) => promised(builder, text, kind).map(Is::Same),
        Some(IsFile::BySubject(values)) => {
            let values = values.iter().filter_map(|(subject, text)| {
                let subject = builder.subjects.find(subject, builder.mistakes);
                let value = promised(builder, text, kind);
                Some((subject?, value?))
            });
            Some(Is::BySubject(values.collect()))
        }
    };
    ValueRule {
        kind,
        is: is.unwrap_or(Is::Anything),
        declared: builder.declared(value.place),
    }
}

fn read_kind(builder: &Builder, written: &At<String>) -> Option<Kind> {
    let kind = written.value.parse().ok();
    if kind.is_none() {
        let message = format!("unknown kind of value `{}`", written.value);
        let help = suggest::help(&written.value, Kind::ALL.into_iter().map(Kind::name));
        builder
            .mistakes
            .report(Mistake::new("unknown-name", written.place, message).help(help));
    }
    kind
}

fn promised(builder: &Builder, text: &At<String>, kind: Option<Kind>) -> Option<Promised> {
    match Promised::parse(&text.value, kind) {
        Ok(promised) => Some(promised),
        Err(error) => {
            let place = builder.inside(text, error.span);
            builder
                .mistakes
                .report(Mistake::new("bad-value", place, error.message));
            None
        }
    }
}
