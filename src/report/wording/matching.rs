//! The words of `match`: who fills the requests of a week.

use super::Language;

/// The words of a choice of lenders.
#[derive(Debug)]
pub(in crate::report) struct MatchingWords {
    pub(in crate::report) cost: &'static str,
    pub(in crate::report) bound: &'static str,
    pub(in crate::report) full_help: &'static str,
    pub(in crate::report) leaves: &'static str,
    pub(in crate::report) saves: &'static str,
    pub(in crate::report) replaced_help: &'static str,
    pub(in crate::report) failed_on: &'static str,
    pub(in crate::report) instead: &'static str,
    pub(in crate::report) arrives: &'static str,
}

static DUTCH: MatchingWords = MatchingWords {
    cost: "Kosten, met wachten en voorkeuren",
    bound: "Bewezen: per ochtend kan het niet voor minder dan samen",
    full_help: "Hier kan niets meer worden gepakt; dit scheelt een pak meer",
    leaves: "Gaat mee op",
    saves: "Scheelt",
    replaced_help: "Niet op de plank; wie nu levert, zonder dat een ander iets verliest",
    failed_on: "Gezocht op",
    instead: "Nu van",
    arrives: "Aankomst",
};

static ENGLISH: MatchingWords = MatchingWords {
    cost: "Cost, with waiting and preferences",
    bound: "Proven: morning by morning no choice costs less than, together",
    full_help: "Nothing more can be pulled here; what one pull more would save",
    leaves: "Leaves on",
    saves: "Saves",
    replaced_help: "Not on the shelf; who serves now, and nobody else loses anything",
    failed_on: "Looked for on",
    instead: "Now from",
    arrives: "Arrives",
};

impl Language {
    /// The words of a choice of lenders.
    pub(in crate::report) fn matching_words(self) -> &'static MatchingWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
