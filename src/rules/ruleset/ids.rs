//! Indices into the lists of a [`Ruleset`](super::Ruleset).

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The id of the thing at `index`.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(index as u32)
            }

            /// The index in its list, 0-based.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A channel, in [`Ruleset::channels`](super::Ruleset::channels).
    ChannelId
    /// A facet of one promise, in [`Promise::facets`](super::Promise::facets).
    FacetId
    /// A kind of subjects.
    KindId
    /// A language, in [`Ruleset::languages`](super::Ruleset::languages).
    LanguageId
    /// A promise, in [`Ruleset::promises`](super::Ruleset::promises).
    PromiseId
    /// A subject, in [`Subjects`](super::Subjects).
    SubjectId
}
