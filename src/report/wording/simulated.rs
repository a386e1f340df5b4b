//! The words of `simulate`: base, scenario and difference.

use super::Language;

/// The words of a what-if.
#[derive(Debug)]
pub(in crate::report) struct SimulatedWords {
    pub(in crate::report) base: &'static str,
    pub(in crate::report) scenario: &'static str,
    pub(in crate::report) difference: &'static str,
    pub(in crate::report) from: &'static str,
    pub(in crate::report) to: &'static str,
    /// In the order of the readings.
    pub(in crate::report) readings: [&'static str; 10],
    pub(in crate::report) bought: &'static str,
    pub(in crate::report) weeded: &'static str,
    pub(in crate::report) moved: &'static str,
    pub(in crate::report) replications: &'static str,
    pub(in crate::report) precise: &'static str,
    pub(in crate::report) not_precise: &'static str,
    pub(in crate::report) norm: &'static str,
    pub(in crate::report) beyond: &'static str,
    pub(in crate::report) planned: &'static str,
}

static DUTCH: SimulatedWords = SimulatedWords {
    base: "Nu",
    scenario: "Scenario",
    difference: "Verschil",
    from: "van",
    to: "tot",
    readings: [
        "Aanvragen binnen de provincie, %",
        "Uitleningen uit provinciaal bezit, %",
        "Buiten de eigen organisatie, %",
        "Niet vervuld per week",
        "Levertijd, dagen",
        "Wachttijd, dagen",
        "Uitleenfrequentie per jaar",
        "Kratten per week",
        "Kilometers per week *",
        "Kosten per week, euro",
    ],
    bought: "aangeschaft",
    weeded: "afgeschreven",
    moved: "verplaatst",
    replications: "Herhalingen, elk van hetzelfde jaar met en zonder scenario",
    precise: "Het verschil is zo nauwkeurig als gevraagd.",
    not_precise: "Het verschil is nog niet zo nauwkeurig als gevraagd.",
    norm: "Norm, %",
    beyond: "Titels waar meer om gevraagd wordt dan hun exemplaren aankunnen",
    planned: "* Uit één weekplanning; deze kilometers zijn niet herhaald en hebben geen marge.",
};

static ENGLISH: SimulatedWords = SimulatedWords {
    base: "Now",
    scenario: "Scenario",
    difference: "Difference",
    from: "from",
    to: "to",
    readings: [
        "Requests filled inside the province, %",
        "Loans from stock of the province, %",
        "Outside the own organisation, %",
        "Not filled, a week",
        "Lead time, days",
        "Waiting, days",
        "Turnover a year",
        "Crates a week",
        "Kilometres a week *",
        "Cost a week, euros",
    ],
    bought: "bought",
    weeded: "weeded",
    moved: "moved",
    replications: "Replications, each of the same year with and without the scenario",
    precise: "The difference is as precise as was asked for.",
    not_precise: "The difference is not yet as precise as was asked for.",
    norm: "Norm, %",
    beyond: "Titles that are asked for more than their copies can serve",
    planned: "* Of one planned week: these kilometres were not replicated and have no margin.",
};

impl Language {
    /// The words of a what-if.
    pub(in crate::report) fn simulated_words(self) -> &'static SimulatedWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
