//! The words of `backtest`.

use super::Language;

/// The words of a back-test.
#[derive(Debug)]
pub(in crate::report) struct BacktestedWords {
    pub(in crate::report) loans: &'static str,
    pub(in crate::report) requests: &'static str,
    pub(in crate::report) to: &'static str,
    pub(in crate::report) too_short: &'static str,
    pub(in crate::report) fitted_weeks: &'static str,
    pub(in crate::report) predicted_weeks: &'static str,
    pub(in crate::report) coverage: &'static str,
    pub(in crate::report) promised: &'static str,
    pub(in crate::report) error: &'static str,
    pub(in crate::report) bias: &'static str,
    pub(in crate::report) hold: &'static str,
    pub(in crate::report) fail: &'static str,
    pub(in crate::report) not_fitted: &'static str,
    pub(in crate::report) months: &'static str,
    pub(in crate::report) place: &'static str,
    pub(in crate::report) category: &'static str,
    pub(in crate::report) counted: &'static str,
    pub(in crate::report) expected: &'static str,
    pub(in crate::report) covered: &'static str,
    pub(in crate::report) no_advice: &'static str,
}

static DUTCH: BacktestedWords = BacktestedWords {
    loans: "Uitleningen",
    requests: "Aanvragen",
    to: "tot en met",
    too_short: "te weinig weken met tellingen",
    fitted_weeks: "Weken waarop is aangepast",
    predicted_weeks: "Weken die zijn voorspeld",
    coverage: "Binnen het interval van 95 %, %",
    promised: "Zoveel beloofd, omdat tellingen heel zijn, %",
    error: "Afwijking per plaats, categorie en week, %",
    bias: "Afwijking van het geheel, %",
    hold: "Cellen die kloppen",
    fail: "Cellen die niet kloppen",
    not_fitted: "Cellen met te weinig tellingen",
    months: "Maanden die nooit zijn gezien",
    place: "Plaats",
    category: "Categorie",
    counted: "Geteld",
    expected: "Verwacht",
    covered: "Weken binnen het interval",
    no_advice: "Voor cellen die niet kloppen of te weinig tellingen hebben, geldt geen advies.",
};

static ENGLISH: BacktestedWords = BacktestedWords {
    loans: "Loans",
    requests: "Requests",
    to: "to",
    too_short: "too few weeks with counts",
    fitted_weeks: "Weeks that were fitted",
    predicted_weeks: "Weeks that were predicted",
    coverage: "Within the interval of 95 %, %",
    promised: "So many promised, since counts are whole, %",
    error: "Error by place, category and week, %",
    bias: "Error of the whole, %",
    hold: "Cells that hold",
    fail: "Cells that fail",
    not_fitted: "Cells with too few counts",
    months: "Months that were not seen",
    place: "Place",
    category: "Category",
    counted: "Counted",
    expected: "Expected",
    covered: "Weeks within the interval",
    no_advice: "No advice holds for cells that fail or have too few counts.",
};

impl Language {
    /// The words of a back-test.
    pub(in crate::report) fn backtested_words(self) -> &'static BacktestedWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
