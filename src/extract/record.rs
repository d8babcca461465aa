//! What is kept of a document, as a record.

use std::sync::Arc;

use crate::language::Languages;
use crate::record::{Reader, Record, Writer, record, record_variants};
use crate::rules::{ChannelId, FacetId, PromiseId, Ruleset, SubjectId};

use super::scope::{self, Found, Nameless, Part, Scope};
use super::{
    Across, Basis, BasisWords, Beyond, Covers, Directive, Excerpt, Extract, Fault, Limits, Locus,
    Place, Role, Sentence, Spot, Statement, Target, Told, Until, ValueBeside, Voice,
};

record! {
    Limits { own, beside, sides, months, values }
    ValueBeside { amount, clause }
    Excerpt { text, offset, line }
    Spot { section, block, sentence }
    Locus { spot, marks }
    Across { said, with }
    Basis { words, span }
    Nameless { group, member }
    Part { of, name }
    Scope { named, excluded, everything, nameless, parts, said, from }
    Target { promise, facet }
    Directive { target, covers, until, reason, fault, place, removal }
    Place in path { span, start, unit, excerpt, sentence } => Place::if_sound
    Statement {
        promise, role, place, reading, scope, value, limits, language, channel, locus, allowed, bare,
        passing, voice, labels, others, spared, topics, beyond, answer, basis,
    } => with_known_language
    Told { block, sentence, clause, amounts, language }
    Extract in path { channel, statements, subjects, parts, told, blocks, foreign, directives }
}

record_variants! {
    Role { Claim, Breach(facet), Value, Disclosure(index) }
    Sentence { Excerpt(start, end), Apart(folded) }
    BasisWords { Phrase(said), Across(across), Value(said) }
    Found {
        Clause, Sentence, Paragraph, Row, Column, RunIn, Lead, Applies, Section, Heading,
        FrontMatter, Path,
    }
    Beyond { Wrong, Choice(kept) }
    Voice { Makes, Repeats }
    Covers { Span(span), File }
    Until { Day(day), Unreadable(text) }
    Fault { NoReason, NoTarget, Unknown(word), EnablesNothing }
}

macro_rules! ids {
    ($($id:ident)*) => {$(
        impl Record for $id {
            fn write(&self, out: &mut Writer) {
                self.index().write(out);
            }

            fn read(input: &mut Reader<'_>) -> Option<Self> {
                u32::read(input).map(|index| Self::new(index as usize))
            }
        }
    )*};
}

ids! { ChannelId FacetId PromiseId SubjectId }

macro_rules! shared {
    ($($type:ident)*) => {$(
        impl Record for Arc<$type> {
            fn write(&self, out: &mut Writer) {
                (**self).write(out);
            }

            fn read(input: &mut Reader<'_>) -> Option<Self> {
                $type::read(input).map(Self::new)
            }
        }
    )*};
}

shared! { Place Scope }

impl Place {
    /// The place, where its text and its sentence are parts of its excerpt.
    fn if_sound(self) -> Option<Self> {
        let text = &self.excerpt.text;
        let start = self.span.start.checked_sub(self.excerpt.offset);
        let quoted = start.and_then(|start| text.get(start..start.checked_add(self.span.len())?));
        let sentence = match &self.sentence {
            Sentence::Excerpt(start, end) => text.get(*start as usize..*end as usize).is_some(),
            Sentence::Apart(_) => true,
        };
        (quoted.is_some() && sentence).then_some(self)
    }
}

/// The statement with the code of its language as all statements in it share it.
#[allow(
    clippy::unnecessary_wraps,
    reason = "what checks a record may refuse it"
)]
fn with_known_language(mut statement: Statement) -> Option<Statement> {
    if let Some(language) = Languages::builtin().get(&statement.language) {
        statement.language = Arc::clone(&language.code);
    }
    Some(statement)
}

impl Extract {
    /// The same as bytes, for whoever keeps it; `None` where it holds what no document has: a unit
    /// that is not in the built-in table, a place in another file.
    ///
    /// The bytes are of this build, and of the rules that the document was read by. Where these
    /// have subjects that were found in other documents, they are of those documents too.
    ///
    /// # Examples
    ///
    /// ```
    /// use pledgelint::extract::Extract;
    /// use pledgelint::{Checker, Ruleset, date};
    ///
    /// let ruleset = Ruleset::builtin();
    /// let checker = Checker::new(&ruleset);
    /// let text = "Unlimited data!\n\nSpeed is throttled after 30 GB.";
    /// let read = checker.read("page.md", text.as_bytes()).expect("it is text");
    /// let kept = read.to_record().expect("it can be kept");
    /// let again = Extract::from_record(&ruleset, "page.md", &kept);
    /// let report = checker.report(again.map(Ok), date(2026, 6, 1));
    /// assert_eq!(report.findings.len(), 1);
    /// ```
    #[must_use]
    pub fn to_record(&self) -> Option<Vec<u8>> {
        let mut out = Writer::new(&self.path);
        self.write(&mut out);
        out.finish()
    }

    /// What [`Extract::to_record`] made bytes of, of the file at `path`; `None` where they are
    /// none of its bytes, or name what `ruleset` does not have.
    #[must_use]
    pub fn from_record(ruleset: &Ruleset, path: &str, bytes: &[u8]) -> Option<Self> {
        let mut input = Reader::new(&Arc::from(path), bytes);
        let mut extract = Self::read(&mut input)?;
        scope::share(&mut extract.statements);
        input
            .finish(extract)
            .filter(|extract| extract.is_of(ruleset))
    }

    /// Whether all that it names is there.
    fn is_of(&self, ruleset: &Ruleset) -> bool {
        let channel = |id: &Option<ChannelId>| {
            id.is_none_or(|channel| channel.index() < ruleset.channels.len())
        };
        let subject = |id: &SubjectId| id.index() < ruleset.subjects.len();
        let part = |part: &Part| subject(&part.of);
        let in_scope = |scope: &Scope| {
            scope.named.iter().chain(&scope.excluded).all(subject)
                && scope.parts.iter().all(part)
                && scope.from.len() == scope.named.len()
        };
        let statement = |statement: &Statement| {
            let promise = ruleset.promises.get(statement.promise.index());
            let role = promise.is_some_and(|promise| match statement.role {
                Role::Claim => true,
                Role::Value => statement.value.is_some(),
                Role::Breach(facet) => facet.index() < promise.facets.len(),
                Role::Disclosure(index) => (index as usize) < promise.disclosures.len(),
            });
            role && channel(&statement.channel) && in_scope(&statement.scope)
        };
        channel(&self.channel)
            && self.statements.iter().all(statement)
            && self.subjects.iter().all(subject)
            && self.parts.iter().all(part)
    }
}
