//! Readings as records.

use crate::record::{record, record_variants};

use super::{
    Act, Aside, Category, Certainty, Condition, ConditionKind, Cue, Holder, Months, Polarity,
    Reading, Side, Time,
};

record! {
    Aside { side, of }
    Months { bits }
    Condition { kind, text, span }
    Cue { category, text, span }
    Reading { polarity, act, holder, time, certainty, conditions, narrowed, answer, cues }
}

record_variants! {
    Side {
        Outside, Lacking, Denied, Before, After, First, Second, Desk, Special, Addressed, Place, Tier, Branch, Elsewhere,
        Abroad,
    }
    Polarity { Affirmed, Negated }
    Act { Statement, Question, Instruction, Mention, Hypothetical }
    Holder { We, Customer, Other }
    Time { Now, Past, Future, Period { from, until } }
    Certainty { Absolute, Stated, Hedged }
    ConditionKind { Threshold, Event, Exception, Audience }
    Category {
        Pseudo, Double, Comparator, Negation, Refusal, Cessation, Predicate, Joiner, Coordinator,
        Terminator, Contrast, Question, Rhetorical, AskedOf, Opening, Compelled, Instruction, Command, ReaderAct, Imperative,
        Leave, Staff, Telling, Mention, If, Suppose, Irreal, Consequence, WeakConsequence, We, Other, Origin,
        Handling, Vague, Trade, Generic, Stock, Customer, Outside, Borne, Refutation, Past, Now, Future, Absolute,
        Hedged, Event, Exception, Audience, Threshold, After, Beyond, Anaphor, Shortfall, Widening, CarveOut,
        Quota, Yes, No, Open, Filler,
    }
}
