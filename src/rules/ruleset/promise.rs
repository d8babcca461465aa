//! A promise, checked.

use jiff::civil::Date;

use crate::quantity::{Kind, Promised};

use super::{ChannelId, Declared, FacetId, Severities, SubjectId};

/// What the brand commits to; its phrases are in [`Ruleset::phrases`](super::Ruleset::phrases).
#[derive(Clone, Debug)]
pub struct Promise {
    /// Its id: `refund-window`, or `telecom/unlimited-data` of a pack.
    pub id: String,
    /// It in one sentence; empty where none is given.
    pub summary: String,
    /// What it is about; empty is the whole brand. Any of one kind, and all of the kinds named.
    pub subjects: Vec<SubjectId>,
    /// How grave its findings are.
    pub severities: Severities,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The stage of the customer journey.
    pub stage: Option<String>,
    /// How many customers it touches.
    pub customers: Option<u64>,
    /// The channels that are held to it; `None` is all of them.
    pub channels: Option<Vec<ChannelId>>,
    /// The first day on which it holds.
    pub from: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where to read more.
    pub link: Option<String>,
    /// What to do about a finding.
    pub advice: Option<String>,
    /// Whether it stands though no text repeats it.
    pub applies: Applies,
    /// Channels that must state it.
    pub stated_in: Vec<ChannelId>,
    /// Whether a directive in a text may silence its findings; yes unless switched off.
    pub suppressible: bool,
    /// Sentences that its owner approved as they stand, each with the code of its language;
    /// `any` is every language.
    pub approved: Vec<(String, String)>,
    /// The ways to break it, by name; the facet without a name is empty.
    pub facets: Vec<String>,
    /// What may qualify its claims.
    pub disclosures: Vec<Disclosure>,
    /// The value that texts must give.
    pub value: Option<ValueRule>,
    /// The proof that a strong claim needs.
    pub evidence: Option<Evidence>,
    /// Its own tests.
    pub examples: Examples,
    /// Where it is declared: the bytes of its header.
    pub declared: Declared,
}

impl Promise {
    /// The first approved sentence of a language.
    #[must_use]
    pub fn approved_in(&self, language: &str) -> Option<&str> {
        let of = |wanted: &str| self.approved.iter().find(|(code, _)| code == wanted);
        let found = of(language).or_else(|| of("any"))?;
        Some(&found.1)
    }

    /// The facet with this name.
    #[must_use]
    pub fn facet_named(&self, name: &str) -> Option<FacetId> {
        self.facets
            .iter()
            .position(|facet| facet == name)
            .map(FacetId::new)
    }
}

/// When a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// Whether or not a text repeats it.
    Always,
    /// Only against texts, when some text in scope claims it.
    WhenClaimed,
}

/// What may qualify a claim.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// How near to the claim it must stand.
    pub within: Within,
    /// The facets that it makes acceptable.
    pub cures: Vec<FacetId>,
    /// Where a claim must have it.
    pub required: Required,
    /// Its phrases that are plain words, by language code, to show what could be written.
    pub wordings: Vec<(String, String)>,
}

impl Disclosure {
    /// Whether it makes a breach of this facet acceptable.
    #[must_use]
    pub fn cures_facet(&self, facet: FacetId) -> bool {
        self.cures.contains(&facet)
    }

    /// Words that would disclose it in a language; `None` where its phrases are no plain words.
    #[must_use]
    pub fn wording(&self, language: &str) -> Option<&str> {
        let mut wordings = self.wordings.iter();
        wordings
            .find(|(code, _)| code == language || code == "any")
            .map(|(_, words)| words.as_str())
    }
}

/// A distance in a text, from the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Within {
    /// The same sentence.
    Sentence,
    /// The same block: a paragraph, an item, a cell.
    Block,
    /// Under the same innermost heading.
    Section,
    /// The same file.
    Document,
}

/// Where a claim must have a disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Required {
    /// Nowhere.
    Never,
    /// In every channel.
    Everywhere,
    /// In these channels.
    In(Vec<ChannelId>),
}

/// The value that texts must give.
#[derive(Clone, Debug)]
pub struct ValueRule {
    /// The kind of quantity, where it is declared.
    pub kind: Option<Kind>,
    /// What is promised.
    pub is: Is,
    /// Where it is declared.
    pub declared: Declared,
}

impl ValueRule {
    /// The kind of quantity that is looked for: as declared, or that of what is promised.
    #[must_use]
    pub fn wanted(&self) -> Option<Kind> {
        self.kind.or(match &self.is {
            Is::Anything => None,
            Is::Same(promised) => Some(promised.kind()),
            Is::BySubject(values) => values.first().map(|(_, promised)| promised.kind()),
        })
    }
}

/// A promised value.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "a promise has one, and most are `Same`"
)]
pub enum Is {
    /// None is declared: every text must give the same.
    Anything,
    /// One for all.
    Same(Promised),
    /// One for each subject.
    BySubject(Vec<(SubjectId, Promised)>),
}

/// Proof of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it is on file; without it there is none.
    pub reference: Option<String>,
    /// The last day on which it is valid.
    pub until: Option<Date>,
}

/// A promise's own tests.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Texts that break it as declared.
    pub broken: Vec<Example>,
    /// Texts that are fine beside it as declared.
    pub fine: Vec<Example>,
    /// Cases of several files.
    pub cases: Vec<ExampleCase>,
}

/// A text and where it stands in the rules file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its bytes in the rules file, with the quotes.
    pub declared: Declared,
}

/// Several named files on one day, with the findings that they should give.
#[derive(Clone, Debug)]
pub struct ExampleCase {
    /// What it shows.
    pub name: String,
    /// The day; `None` is today.
    pub today: Option<Date>,
    /// The files; their paths decide the channel.
    pub files: Vec<ExampleFile>,
    /// The findings: `PATH:LINE VERDICT [FACET]`, one each.
    pub expect: Vec<Example>,
    /// Its bytes in the rules file.
    pub declared: Declared,
}

/// A file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFile {
    /// Its path.
    pub path: String,
    /// What it holds.
    pub text: String,
}
