//! The texts that a messages file holds, each with its placeholders.

/// A key with its placeholders; one with `?` may be left out.
pub(super) type Key = (&'static str, &'static str);

/// All keys, by table.
#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    ("quote", "text"),
    ("date", "year? month? day? mm? dd?"),
    ("list", "first rest"),
    ("sentences", "first rest"),

    ("place.line", "path line"),
    ("place.pack", "pack"),
    ("said.facet", "said facet"),
    ("promise.named", "promise"),
    ("promise.placed", "promise place"),
    ("against.claim", "other place"),
    ("against.promise", "promise"),

    ("contradicted.breach", "said against"),
    ("contradicted.denied", "said against"),
    ("contradicted.less", "said promised against"),
    ("contradicted.more", "said promised against"),
    ("contradicted.fewer-hours", "said promised against"),
    ("contradicted.another-value", "said promised against"),
    ("contradicted.texts", "said other place"),
    ("eroded.event", "said against condition"),
    ("eroded.exception", "said against condition"),
    ("eroded.audience", "said against condition"),
    ("eroded.threshold", "said against condition"),
    ("eroded.hedged", "said against condition"),
    ("eroded.part", "said against"),
    ("undisclosed.sentence", "said"),
    ("undisclosed.block", "said"),
    ("undisclosed.section", "said"),
    ("undisclosed.document", "said"),
    ("unsupported.not-yet", "said promise day"),
    ("unsupported.ended", "said promise day"),
    ("unsupported.other-days", "said promise"),
    ("unsupported.no-evidence", "said"),
    ("unsupported.expired", "said document day"),
    ("unsupported.expiring", "said document day"),
    ("unsupported.nothing", "said promise"),
    ("missing.channel", "channel promise"),
    ("review.several", "said against"),
    ("review.texts", "said other place"),
    ("qualified.disclosed", "said against"),
    ("exceeds.better", "said promised against"),
    ("exceeds.more", "said against"),
    ("vague.open", "said promised against"),
    ("vague.unknown", "said against"),
    ("unmatched.promise", "promise"),
    ("unmatched.subject", "subject"),

    ("why.threshold", "condition"),
    ("why.absolute", ""),
    ("todo.breach", ""),
    ("todo.curable", ""),
    ("todo.denied", ""),
    ("todo.value", "promised"),
    ("todo.texts", ""),
    ("todo.eroded", ""),
    ("todo.undisclosed", ""),
    ("todo.undisclosed-example", "example"),
    ("todo.not-yet", ""),
    ("todo.ended", ""),
    ("todo.no-evidence", ""),
    ("todo.expired", ""),
    ("todo.expiring", ""),
    ("todo.missing", ""),
    ("todo.review", ""),
    ("todo.vague", ""),
    ("todo.unmatched", ""),

    ("because.phrase", "said promise role"),
    ("because.across", "said promise role with"),
    ("because.value", "said promise"),
    ("because.cue", "said meaning"),
    ("because.condition", "condition kind"),
    ("because.subject", "subject found"),
    ("because.no-subject", ""),
    ("because.absolute", ""),
    ("because.not-yet", "day"),
    ("because.ended", "day"),
    ("because.other-days", ""),
    ("because.no-evidence", ""),
    ("because.expired", "document day"),
    ("because.expiring", "document day"),

    ("role.claim", ""), ("role.breach", ""), ("role.value", ""), ("role.disclosure", ""),
    ("condition.threshold", ""), ("condition.event", ""), ("condition.exception", ""),
    ("condition.audience", ""),

    ("found.clause", ""), ("found.sentence", ""), ("found.paragraph", ""), ("found.row", ""),
    ("found.column", ""), ("found.run-in", ""), ("found.lead", ""), ("found.applies", ""),
    ("found.section", ""), ("found.heading", ""), ("found.front-matter", ""), ("found.path", ""),

    ("cue.pseudo", ""), ("cue.double", ""), ("cue.comparator", ""), ("cue.negation", ""),
    ("cue.cessation", ""), ("cue.predicate", ""), ("cue.joiner", ""), ("cue.coordinator", ""),
    ("cue.terminator", ""), ("cue.contrast", ""), ("cue.question", ""), ("cue.rhetorical", ""),
    ("cue.instruction", ""), ("cue.command", ""), ("cue.reader-act", ""), ("cue.staff", ""),
    ("cue.mention", ""), ("cue.if", ""), ("cue.suppose", ""), ("cue.irreal", ""),
    ("cue.consequence", ""), ("cue.weak-consequence", ""), ("cue.we", ""), ("cue.other", ""),
    ("cue.customer", ""), ("cue.past", ""), ("cue.now", ""), ("cue.future", ""),
    ("cue.absolute", ""), ("cue.hedged", ""), ("cue.event", ""), ("cue.exception", ""),
    ("cue.audience", ""), ("cue.threshold", ""), ("cue.after", ""), ("cue.beyond", ""),
    ("cue.anaphor", ""), ("cue.widening", ""), ("cue.carve-out", ""), ("cue.quota", ""),
    ("cue.yes", ""), ("cue.no", ""), ("cue.open", ""), ("cue.filler", ""),

    ("verdict.contradicted", ""), ("verdict.eroded", ""), ("verdict.undisclosed", ""),
    ("verdict.unsupported", ""), ("verdict.missing", ""), ("verdict.review", ""),
    ("verdict.qualified", ""), ("verdict.exceeds", ""), ("verdict.vague", ""),
    ("verdict.unmatched", ""),

    ("label.primary-claim", ""), ("label.primary-value", ""), ("label.claim", ""),
    ("label.breach", ""), ("label.facet", "facet"), ("label.value", ""),
    ("label.disclosure", ""), ("label.answer", ""), ("label.promise", ""),
    ("label.subject", ""),
    ("label.promise-summary", "summary"), ("label.more", "count"),

    ("summary.clean", "read"), ("summary.found", "counts read"), ("summary.files", "count"),
    ("summary.statements", "count"), ("summary.unread", "count"), ("summary.errors", "count"),
    ("summary.warnings", "count"), ("summary.infos", "count"),
];

/// The placeholders of a key; `None` where there is no such key.
pub(super) fn places(key: &str) -> Option<&'static str> {
    KEYS.iter()
        .find(|(known, _)| *known == key)
        .map(|&(_, places)| places)
}
