//! What a cue is: its category, and how far it reaches.
//!
//! Holds the schema of the cue lists alone; the words stand in the data of each language.

use serde::Deserialize;

use crate::text::Mark;

/// What a cue does to a phrase in its reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Looks like a cue and is none; hides the shorter cues inside.
    Pseudo,
    /// Two negations that affirm.
    Double,
    /// A comparator that holds a negation word.
    Comparator,
    /// Denies.
    Negation,
    /// Refuses what a customer asks for; denies a promise, but not what breaks it.
    Refusal,
    /// Says that something was ended; denies up to the next negation.
    Cessation,
    /// Denied, it denies its subject: *available*, *included*.
    Predicate,
    /// Joins the items of a denied list: *or*.
    Joiner,
    /// Joins two parts that each have their own negation: *and*.
    Coordinator,
    /// Ends the reach of other cues: *still*, *which*.
    Terminator,
    /// Ends the reach of other cues, of conditions and of times too: *but*.
    Contrast,
    /// Makes a question.
    Question,
    /// A question that asks nothing: *so why wait?*
    Rhetorical,
    /// Asks something of what a question names, and not whether it is so: *enough for*.
    AskedOf,
    /// Opens an instruction to the reader.
    Instruction,
    /// Opens an instruction when a deed of the reader follows.
    Command,
    /// A deed of the reader: *share your password*.
    ReaderAct,
    /// Opens a deed of the reader's, told as an order or as leave, with which the phrase begins:
    /// *delete your*.
    Imperative,
    /// Says that the reader does it himself, or has it done: what breaks a promise is then his own
    /// doing, and a promise is offered.
    Leave,
    /// Shows that an order is meant for staff.
    Staff,
    /// Opens what staff are to say: *say that*.
    Telling,
    /// Makes the phrase a word that is talked about.
    Mention,
    /// Opens a clause that is supposed, not stated.
    If,
    /// Makes a whole sentence a supposition.
    Suppose,
    /// Says that the main clause of an `if` is supposed too: *would*.
    Irreal,
    /// Opens the main clause behind a condition.
    Consequence,
    /// May open the main clause behind a condition.
    WeakConsequence,
    /// Names ourselves.
    We,
    /// Names another provider.
    Other,
    /// Makes a topic the event that an amount is counted from: "days *after* dispatch".
    Origin,
    /// Does something with a promise that is not to keep it: *register*.
    Handling,
    /// Says of how many, not of which: *most*.
    Vague,
    /// Names a trade, of which a vague number are others: *carriers*.
    Trade,
    /// Says of how many of a kind at large: *most*, *plenty of*.
    Generic,
    /// Names what a brand has many of itself, customers included: *orders*.
    Stock,
    /// Gives the words of a customer.
    Customer,
    /// Takes hours for those in which something does not hold: *outside*.
    Outside,
    /// Says that the brand bears a cost itself: *we pay*.
    Borne,
    /// A sentence that takes back what was said before it of others: *not here*.
    Refutation,
    /// Says that it was so.
    Past,
    /// Says that it is so now.
    Now,
    /// Says that it is to come.
    Future,
    /// Commits without exception.
    Absolute,
    /// Commits to less than it says.
    Hedged,
    /// A condition: circumstances.
    Event,
    /// A condition: an exception.
    Exception,
    /// A condition: only some customers or products.
    Audience,
    /// A condition: an amount that is used up.
    Threshold,
    /// A condition of its amount: a threshold, or circumstances.
    After,
    /// The same, and no condition without an amount.
    Beyond,
    /// Points back to an amount: *thereafter*.
    Anaphor,
    /// Opens an exception for what falls short of an amount before it: *below that*.
    Shortfall,
    /// Widens where a condition would narrow: *even*.
    Widening,
    /// An exception that every text has; no condition.
    CarveOut,
    /// Says that the law or a court demands it, which no promise rules out: *required by law*.
    Compelled,
    /// Names the amount that a customer may use.
    Quota,
    /// Opens a sentence with a time or a case, and is no condition: *at checkout*.
    Opening,
    /// An answer: yes.
    Yes,
    /// An answer: no.
    No,
    /// Asks what neither yes nor no answers: *why*.
    Open,
    /// Says nothing: *please*, *well*.
    Filler,
}

impl Category {
    /// The name that evidence gives, as it is written in the data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pseudo => "pseudo",
            Self::Double => "double",
            Self::Comparator => "comparator",
            Self::Negation => "negation",
            Self::Refusal => "refusal",
            Self::Cessation => "cessation",
            Self::Predicate => "predicate",
            Self::Joiner => "joiner",
            Self::Coordinator => "coordinator",
            Self::Terminator => "terminator",
            Self::Contrast => "contrast",
            Self::Question => "question",
            Self::Rhetorical => "rhetorical",
            Self::AskedOf => "asked-of",
            Self::Instruction => "instruction",
            Self::Command => "command",
            Self::ReaderAct => "reader-act",
            Self::Imperative => "imperative",
            Self::Refutation => "refutation",
            Self::Handling => "handling",
            Self::Borne => "borne",
            Self::Outside => "outside",
            Self::Origin => "origin",
            Self::Vague => "vague",
            Self::Trade => "trade",
            Self::Generic => "generic",
            Self::Stock => "stock",
            Self::Leave => "leave",
            Self::Staff => "staff",
            Self::Telling => "telling",
            Self::Mention => "mention",
            Self::If => "if",
            Self::Suppose => "suppose",
            Self::Irreal => "irreal",
            Self::Consequence => "consequence",
            Self::WeakConsequence => "weak-consequence",
            Self::We => "we",
            Self::Other => "other",
            Self::Customer => "customer",
            Self::Past => "past",
            Self::Now => "now",
            Self::Future => "future",
            Self::Absolute => "absolute",
            Self::Hedged => "hedged",
            Self::Event => "event",
            Self::Exception => "exception",
            Self::Audience => "audience",
            Self::Threshold => "threshold",
            Self::After => "after",
            Self::Beyond => "beyond",
            Self::Anaphor => "anaphor",
            Self::Shortfall => "shortfall",
            Self::Widening => "widening",
            Self::CarveOut => "carve-out",
            Self::Compelled => "compelled",
            Self::Quota => "quota",
            Self::Opening => "opening",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Open => "open",
            Self::Filler => "filler",
        }
    }

    /// Whether the cue may run on into the phrase that it is asked about.
    ///
    /// Such cues say where a part of the sentence begins, or what the phrase itself is.
    pub(super) fn may_overlap(self) -> bool {
        matches!(
            self,
            Self::Terminator
                | Self::Contrast
                | Self::Joiner
                | Self::ReaderAct
                | Self::Imperative
                | Self::Staff
                | Self::Borne
                | Self::Consequence
                | Self::WeakConsequence
        )
    }

    /// Whether the cue denies.
    pub(crate) fn denies(self) -> bool {
        matches!(self, Self::Negation | Self::Refusal | Self::Cessation)
    }

    /// Whether the cue opens or closes a condition.
    pub(super) fn is_condition(self) -> bool {
        matches!(
            self,
            Self::Event
                | Self::Exception
                | Self::Audience
                | Self::Threshold
                | Self::After
                | Self::Beyond
                | Self::If
        )
    }

    /// The reach of a cue whose data does not say.
    fn reach(self) -> Reach {
        match self {
            Self::Absolute | Self::Hedged | Self::Question | Self::Past | Self::Future => {
                Reach::Both
            }
            _ => Reach::Right,
        }
    }
}

/// Cues that are looked for together: "we never" may open a main clause and deny it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Denial,
    Condition,
    Voice,
    Reply,
    /// What opens a clause for phrases and says nothing of how they are meant.
    Opening,
}

impl Family {
    pub(super) const ALL: [Self; 5] = [
        Self::Denial,
        Self::Condition,
        Self::Voice,
        Self::Reply,
        Self::Opening,
    ];

    /// Those whose cues say how a phrase is meant.
    pub(super) const OF_READINGS: [Self; 4] =
        [Self::Denial, Self::Condition, Self::Voice, Self::Reply];
}

/// On which side of a cue the phrases stand that it acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reach {
    /// Behind the cue.
    Right,
    /// Before the cue.
    Left,
    /// On both sides.
    Both,
}

/// Where in its clause a cue must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum At {
    /// Anywhere.
    #[default]
    Anywhere,
    /// At its begin, fillers aside.
    Start,
    /// At its end, fillers aside.
    End,
    /// The cue is the whole clause.
    Alone,
    /// The cue is the whole clause, and a colon ends it.
    Lead,
    /// Joined to the word before it by a hyphen.
    Glued,
    /// Before a quotation mark.
    Quoted,
    /// In an open part of the phrase that is asked about.
    Within,
}

/// Which words belong to a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Extent {
    /// From the cue to the end of its clause.
    #[default]
    Right,
    /// From the opener before the cue, or the begin of the clause, to the cue.
    Left,
    /// The cue alone.
    Here,
}

/// A mark that a cue may reach over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Over {
    /// A comma, or a space between Han characters.
    Comma,
    /// A colon; behind it the whole list is in reach.
    Colon,
    /// A dash.
    Dash,
    /// A semicolon.
    Semicolon,
}

impl Over {
    pub(super) fn mark(self, mark: Mark) -> bool {
        match self {
            Self::Comma => matches!(mark, Mark::Comma | Mark::Space | Mark::Ellipsis),
            Self::Colon => mark == Mark::Colon,
            Self::Dash => mark == Mark::Dash,
            Self::Semicolon => mark == Mark::Semicolon,
        }
    }
}

/// One group of cues as the data has it.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a key of the data, and none excludes another"
)]
pub(super) struct Group {
    pub(super) words: Vec<String>,
    reach: Option<Reach>,
    window: Option<usize>,
    #[serde(default)]
    over: Vec<Over>,
    #[serde(default)]
    back: Vec<Over>,
    #[serde(default)]
    at: At,
    #[serde(default)]
    extent: Extent,
    #[serde(default)]
    through: bool,
    #[serde(default)]
    clause: bool,
    #[serde(default)]
    bound: bool,
    #[serde(default)]
    noun: bool,
    #[serde(default = "yes")]
    pub(super) unmarked: bool,
}

fn yes() -> bool {
    true
}

/// How the cues of one group act.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a key of the data, and none excludes another"
)]
pub(super) struct Rule {
    pub(super) category: Category,
    pub(super) reach: Reach,
    /// The most tokens between the cue and the phrase; the default depends on the script.
    pub(super) window: Option<usize>,
    /// The marks that it reaches over to its right.
    over: Vec<Over>,
    /// The marks that it reaches over to its left.
    back: Vec<Over>,
    pub(super) at: At,
    pub(super) extent: Extent,
    /// Whether terminators do not stop it.
    pub(super) through: bool,
    /// Whether it opens a clause of its own, which may hold the phrase.
    pub(super) clause: bool,
    /// Whether it bounds an amount right behind it, and then nothing before it.
    pub(super) bound: bool,
    /// Whether it acts on a noun alone, so that a finite verb ends its reach.
    pub(super) noun: bool,
}

impl Rule {
    pub(super) fn new(category: Category, group: &Group) -> Self {
        Self {
            category,
            reach: group.reach.unwrap_or(category.reach()),
            window: group.window,
            over: group.over.clone(),
            back: group.back.clone(),
            at: group.at,
            extent: group.extent,
            through: group.through,
            clause: group.clause,
            bound: group.bound,
            noun: group.noun,
        }
    }

    /// Whether it acts on what stands before it alone.
    pub(super) fn reaches_left_only(&self) -> bool {
        self.reach == Reach::Left
    }

    pub(super) fn reaches_right(&self) -> bool {
        self.reach != Reach::Left
    }

    pub(super) fn reaches_left(&self) -> bool {
        self.reach != Reach::Right
    }

    pub(super) fn crosses(&self, mark: Mark) -> bool {
        self.over.iter().any(|over| over.mark(mark))
    }

    pub(super) fn crosses_back(&self, mark: Mark) -> bool {
        self.back.iter().any(|over| over.mark(mark))
    }

    /// The families that the cue is looked for in; cues of one family hide shorter ones of it.
    pub(super) fn families(&self) -> &'static [Family] {
        match self.category {
            Category::Pseudo => &Family::ALL,
            Category::Comparator => &[Family::Denial, Family::Condition],
            Category::Other => &[Family::Denial, Family::Voice],
            Category::Question if self.at == At::Anywhere => &[Family::Denial, Family::Voice],
            Category::Double
            | Category::Negation
            | Category::Refusal
            | Category::Cessation
            | Category::Predicate
            | Category::Joiner
            | Category::Coordinator
            | Category::Terminator
            | Category::Contrast => &[Family::Denial],
            Category::If
            | Category::Consequence
            | Category::WeakConsequence
            | Category::Event
            | Category::Exception
            | Category::Audience
            | Category::Threshold
            | Category::After
            | Category::Beyond
            | Category::Anaphor
            | Category::Shortfall
            | Category::Widening
            | Category::CarveOut => &[Family::Condition],
            Category::Opening => &[Family::Opening],
            Category::Yes
            | Category::No
            | Category::Open
            | Category::Filler
            | Category::Refutation => &[Family::Reply],
            _ => &[Family::Voice],
        }
    }
}
