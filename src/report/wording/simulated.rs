//! The words of `simulate` and `advise`: base, scenario, difference, and a list to buy.

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
    pub(in crate::report) after: &'static str,
    pub(in crate::report) bound: &'static str,
    pub(in crate::report) reached: &'static str,
    pub(in crate::report) not_reached: &'static str,
    pub(in crate::report) to_buy: &'static str,
    pub(in crate::report) title: &'static str,
    pub(in crate::report) category: &'static str,
    pub(in crate::report) to_place: &'static str,
    pub(in crate::report) copies: &'static str,
    pub(in crate::report) gain: &'static str,
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
    after: "Na aanschaf",
    bound: "Meer kan niet met zoveel exemplaren",
    reached: "Het doel is gehaald.",
    not_reached: "Het doel is met dit budget niet gehaald.",
    to_buy: "exemplaren aan te schaffen; vervult per jaar, volgens de formule:",
    title: "Titel",
    category: "Categorie",
    to_place: "Voor",
    copies: "Aantal",
    gain: "Vervult per jaar",
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
    after: "After buying",
    bound: "No more is possible with as many copies",
    reached: "The target is reached.",
    not_reached: "The target is not reached within this budget.",
    to_buy: "copies to buy; what they fill in a year, by the formula:",
    title: "Title",
    category: "Category",
    to_place: "For",
    copies: "Copies",
    gain: "Fills a year",
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
