//! What is kept of a document, as a record.

use std::sync::Arc;

use crate::language::Languages;
use crate::record::{Reader, Record, Writer, record, record_variants};
use crate::rules::{ChannelId, FacetId, PromiseId, Ruleset, SubjectId};

use super::scope::{self, Found, Nameless, Part, Scope};
use super::{
    Across, Basis, BasisWords, Covers, Directive, Excerpt, Extract, Fault, Locus, Place, Role,
    Sentence, Spot, Statement, Target, Until,
};

record! {
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
}

record_variants! {
    Role { Claim, Breach(facet), Value, Disclosure(index) }
    Sentence { Excerpt(start, end), Apart(folded) }
    BasisWords { Phrase(said), Across(across), Value(said) }
    Found {
        Clause, Sentence, Paragraph, Row, Column, RunIn, Lead, Applies, Section, Heading,
        FrontMatter, Path,
    }
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

impl Record for Place {
    fn write(&self, out: &mut Writer) {
        let Self {
            path,
            span,
            start,
            unit,
            excerpt,
            sentence,
        } = self;
        out.path(path);
        span.write(out);
        start.write(out);
        unit.write(out);
        excerpt.write(out);
        sentence.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let place = Self {
            path: input.path(),
            span: Record::read(input)?,
            start: Record::read(input)?,
            unit: Record::read(input)?,
            excerpt: Record::read(input)?,
            sentence: Record::read(input)?,
        };
        place.is_sound().then_some(place)
    }
}

impl Place {
    /// Whether its text and its sentence are parts of its excerpt.
    fn is_sound(&self) -> bool {
        let text = &self.excerpt.text;
        let start = self.span.start.checked_sub(self.excerpt.offset);
        let quoted = start.and_then(|start| text.get(start..start.checked_add(self.span.len())?));
        let sentence = match &self.sentence {
            Sentence::Excerpt(start, end) => text.get(*start as usize..*end as usize).is_some(),
            Sentence::Apart(_) => true,
        };
        quoted.is_some() && sentence
    }
}

impl Record for Statement {
    fn write(&self, out: &mut Writer) {
        let Self {
            promise,
            role,
            place,
            reading,
            scope,
            value,
            language,
            channel,
            locus,
            allowed,
            bare,
            passing,
            answer,
            basis,
        } = self;
        promise.write(out);
        role.write(out);
        place.write(out);
        reading.write(out);
        scope.write(out);
        value.write(out);
        language.write(out);
        channel.write(out);
        locus.write(out);
        allowed.write(out);
        bare.write(out);
        passing.write(out);
        answer.write(out);
        basis.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            promise: Record::read(input)?,
            role: Record::read(input)?,
            place: Record::read(input)?,
            reading: Record::read(input)?,
            scope: Record::read(input)?,
            value: Record::read(input)?,
            language: known_language(Record::read(input)?),
            channel: Record::read(input)?,
            locus: Record::read(input)?,
            allowed: Record::read(input)?,
            bare: Record::read(input)?,
            passing: Record::read(input)?,
            answer: Record::read(input)?,
            basis: Record::read(input)?,
        })
    }
}

/// The code of a language as all statements in it share it.
fn known_language(code: Arc<str>) -> Arc<str> {
    let known = Languages::builtin().get(&code);
    known.map_or(code, |language| Arc::clone(&language.code))
}

impl Record for Extract {
    fn write(&self, out: &mut Writer) {
        let Self {
            path,
            channel,
            statements,
            subjects,
            parts,
            blocks,
            directives,
        } = self;
        out.path(path);
        channel.write(out);
        statements.write(out);
        subjects.write(out);
        parts.write(out);
        blocks.write(out);
        directives.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            path: input.path(),
            channel: Record::read(input)?,
            statements: Record::read(input)?,
            subjects: Record::read(input)?,
            parts: Record::read(input)?,
            blocks: Record::read(input)?,
            directives: Record::read(input)?,
        })
    }
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
