//! The words of `match`: who fills the requests of a week.

use super::Language;
use crate::model::Shortage;

/// The words of a choice of lenders.
#[derive(Debug)]
pub(in crate::report) struct MatchingWords {
    pub(in crate::report) cost: &'static str,
    pub(in crate::report) bound: &'static str,
    pub(in crate::report) bound_of_target: &'static str,
    pub(in crate::report) full_help: &'static str,
    pub(in crate::report) leaves: &'static str,
    pub(in crate::report) saves: &'static str,
    pub(in crate::report) replaced_help: &'static str,
    pub(in crate::report) failed_on: &'static str,
    pub(in crate::report) instead: &'static str,
    pub(in crate::report) arrives: &'static str,
    pub(in crate::report) target: &'static str,
    pub(in crate::report) target_reached: &'static str,
    pub(in crate::report) target_missed: &'static str,
    pub(in crate::report) within_reach: &'static str,
    pub(in crate::report) within_reach_of_any: &'static str,
    pub(in crate::report) price_per_copy: &'static str,
    pub(in crate::report) last_tenth: &'static str,
    pub(in crate::report) short_help: &'static str,
    pub(in crate::report) reason: &'static str,
    pub(in crate::report) shortages: [&'static str; 5],
    pub(in crate::report) pulled_on: &'static str,
    pub(in crate::report) from: &'static str,
    pub(in crate::report) cost_of_copy: &'static str,
    pub(in crate::report) full: &'static str,
    pub(in crate::report) full_pulls: &'static str,
    pub(in crate::report) full_lending: &'static str,
    pub(in crate::report) full_copies: &'static str,
    pub(in crate::report) full_returning: &'static str,
    pub(in crate::report) full_shelf: &'static str,
}

static DUTCH: MatchingWords = MatchingWords {
    cost: "Kosten, met wachten en voorkeuren",
    bound: "Bewezen: geen keuze voor deze week kost minder dan",
    bound_of_target: "Bewezen: geen keuze die het doel haalt kost minder dan",
    full_help: "Hier kan niets meer worden gepakt; dit scheelt een pak meer",
    leaves: "Gaat mee op",
    saves: "Scheelt",
    replaced_help: "Niet op de plank; wie nu levert, zonder dat een ander iets verliest",
    failed_on: "Gezocht op",
    instead: "Nu van",
    arrives: "Aankomst",
    target: "Doel",
    target_reached: "gehaald",
    target_missed: "niet gehaald",
    within_reach: "Meer kan niet met dit rooster, welke exemplaren je ook kiest",
    within_reach_of_any: "Meer kan niet met welk rooster ook",
    price_per_copy: "Een exemplaar meer kost hier",
    last_tenth: "Het laatste tiende procentpunt kost",
    short_help: "Wat de provincie niet op tijd levert",
    reason: "Waarom",
    shortages: [
        "niemand heeft het",
        "alles is uitgeleend",
        "te weinig exemplaren",
        "komt te laat",
        "pakken of afhaalplank vol",
    ],
    pulled_on: "op de pluklijst van",
    from: "Van",
    cost_of_copy: "Kost",
    full: "Vol, en wat een meer zou schelen",
    full_pulls: "pakken",
    full_lending: "leenplafond",
    full_copies: "exemplaren",
    full_returning: "wat terugkomt",
    full_shelf: "afhaalplank",
};

static ENGLISH: MatchingWords = MatchingWords {
    cost: "Cost, with waiting and preferences",
    bound: "Proven: no choice for this week costs less than",
    bound_of_target: "Proven: no choice that reaches the target costs less than",
    full_help: "Nothing more can be pulled here; what one pull more would save",
    leaves: "Leaves on",
    saves: "Saves",
    replaced_help: "Not on the shelf; who serves now, and nobody else loses anything",
    failed_on: "Looked for on",
    instead: "Now from",
    arrives: "Arrives",
    target: "Target",
    target_reached: "reached",
    target_missed: "not reached",
    within_reach: "No choice of copies does more under this timetable",
    within_reach_of_any: "No choice of copies does more under any timetable",
    price_per_copy: "One copy more costs here",
    last_tenth: "The last tenth of a point costs",
    short_help: "What the province does not deliver in time",
    reason: "Why",
    shortages: [
        "nobody has it",
        "all copies are out",
        "too few copies",
        "comes too late",
        "pulls or hold shelf full",
    ],
    pulled_on: "on the pull list of",
    from: "From",
    cost_of_copy: "Costs",
    full: "Full, and what one more would save",
    full_pulls: "pulls",
    full_lending: "lending cap of",
    full_copies: "copies",
    full_returning: "what comes back",
    full_shelf: "hold shelf",
};

impl Language {
    /// The words of a choice of lenders.
    pub(in crate::report) fn matching_words(self) -> &'static MatchingWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }

    /// Why the province does not fill a request.
    pub(in crate::report) fn shortage(self, reason: Shortage) -> &'static str {
        let position = Shortage::WORDS.iter().position(|(of, _)| *of == reason);
        self.matching_words().shortages[position.expect("all of them have a word")]
    }
}
