//! The words of `monitor`: a collection against its profile.

use super::Language;

/// The words of a monitor.
#[derive(Debug)]
pub(in crate::report) struct MonitoredWords {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) part_of_year: &'static str,
    pub(in crate::report) no_age: &'static str,
    /// Place, category, copies, of the profile, share, of the profile, loans, turnover, of the
    /// profile.
    pub(in crate::report) head: [&'static str; 9],
    pub(in crate::report) large_print: &'static str,
    /// Where, copies, share, loans, share, turnover.
    pub(in crate::report) large_head: [&'static str; 6],
    pub(in crate::report) province: &'static str,
}

static DUTCH: MonitoredWords = MonitoredWords {
    title: "Collectie tegen collectieprofiel,",
    part_of_year: "Uitleningen van een deel van het jaar, op een heel jaar omgerekend; dagen",
    no_age: "Bezit is dat van nu; ouderdom staat niet in de data.",
    head: [
        "Plaats",
        "Categorie",
        "Bezit",
        "profiel",
        "Aandeel, %",
        "profiel",
        "Uitleningen",
        "Uitleenfrequentie",
        "profiel",
    ],
    large_print: "Grote letter",
    large_head: [
        "",
        "Bezit",
        "van al het bezit, %",
        "Uitleningen",
        "van alle, %",
        "Uitleenfrequentie",
    ],
    province: "Provincie",
};

static ENGLISH: MonitoredWords = MonitoredWords {
    title: "Collection against profile,",
    part_of_year: "Loans of a part of the year, made into those of a whole one; days",
    no_age: "Copies are those of now; the data have no age.",
    head: [
        "Place", "Category", "Copies", "profile", "Share, %", "profile", "Loans", "Turnover",
        "profile",
    ],
    large_print: "Large print",
    large_head: ["", "Copies", "of all copies, %", "Loans", "of all loans, %", "Turnover"],
    province: "Province",
};

impl Language {
    /// The words of a monitor.
    pub(in crate::report) fn monitored_words(self) -> &'static MonitoredWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
