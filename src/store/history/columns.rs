//! Which columns a history file has, and the cells of its rows.

use crate::index::PlaceIdx;
use crate::model::{
    Category, ClosedRequest, FailedPull, ItemMove, Lent, LoanCount, Province, VisitMade,
};

/// A file of history (historiebestand).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HistoryFile {
    /// Visits made, or not made and said so.
    Visits,
    /// Items that moved.
    Moves,
    /// Loans and returns.
    Loans,
    /// Requests that are over.
    Requests,
    /// Pulls that found nothing.
    FailedPulls,
}

impl HistoryFile {
    /// All files, in the order in which they are written.
    pub const ALL: [Self; 5] =
        [Self::Visits, Self::Moves, Self::Loans, Self::Requests, Self::FailedPulls];

    /// The name in the folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visits => "visits_made.csv",
            Self::Moves => "moves.csv",
            Self::Loans => "loans.csv",
            Self::Requests => "requests_closed.csv",
            Self::FailedPulls => "pulls_failed.csv",
        }
    }

    /// The columns, in the order of [`visit`] and the other functions of this file.
    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Visits => &[
                "place",
                "date",
                "status",
                "planned",
                "time",
                "reason",
                "crates_in",
                "crates_out",
                "items",
            ],
            Self::Moves => {
                &["from", "to", "kind", "accepted", "sent", "received", "items", "crate", "request"]
            }
            Self::Loans => &["date", "place", "title", "category", "origin", "loans", "returns"],
            Self::Requests => &[
                "request",
                "title",
                "category",
                "pickup",
                "placed",
                "closed",
                "outcome",
                "lender",
                "pulls_failed",
                "collected",
                "items",
                "limit",
                "asked",
            ],
            Self::FailedPulls => &["request", "place", "date", "items", "reason"],
        }
    }
}

/// The cells of a row, in the order of [`HistoryFile::columns`].
pub(super) type Cells = Vec<String>;

pub(super) fn visit(province: &Province, visit: &VisitMade) -> Cells {
    vec![
        code(province, visit.place),
        visit.date.to_string(),
        visit.status.word().to_owned(),
        known(visit.planned),
        known(visit.time),
        visit.reason.to_string(),
        known(visit.crates_in),
        known(visit.crates_out),
        known(visit.items),
    ]
}

pub(super) fn item_move(province: &Province, moved: &ItemMove) -> Cells {
    vec![
        code(province, moved.from),
        code(province, moved.to),
        moved.kind.word().to_owned(),
        moved.accepted.to_string(),
        moved.sent.to_string(),
        known(moved.received),
        moved.items.to_string(),
        known(moved.crate_code.as_deref()),
        known(moved.request.as_deref()),
    ]
}

pub(super) fn loan_count(province: &Province, count: &LoanCount) -> Cells {
    let (title, category) = match count.lent {
        Lent::Title(title) => (province.titles()[title].code.to_string(), ""),
        Lent::Category(category) => (String::new(), category.word()),
    };
    vec![
        count.date.to_string(),
        code(province, count.place),
        title,
        category.to_owned(),
        count.origin.word().to_owned(),
        count.loans.to_string(),
        count.returns.to_string(),
    ]
}

/// A closed request has its category beside its title, since it outlives the title.
pub(super) fn closed_request(province: &Province, request: &ClosedRequest) -> Cells {
    let asked = (request.asked != request.items).then_some(request.asked);
    vec![
        request.number.to_string(),
        known(request.title.map(|title| &province.titles()[title].code)),
        Category::word(request.category).to_owned(),
        code(province, request.pickup),
        request.placed.to_string(),
        request.closed.to_string(),
        request.outcome.word().to_owned(),
        known(request.lender.map(|lender| code(province, lender))),
        request.pulls_failed.to_string(),
        known(request.collected.map(|collected| if collected { "yes" } else { "no" })),
        request.items.to_string(),
        known(request.limit),
        known(asked),
    ]
}

pub(super) fn failed_pull(province: &Province, pull: &FailedPull) -> Cells {
    vec![
        pull.request.to_string(),
        code(province, pull.place),
        pull.date.to_string(),
        pull.items.to_string(),
        pull.reason.to_string(),
    ]
}

fn code(province: &Province, place: PlaceIdx) -> String {
    province.places()[place].code.0.clone()
}

/// A cell that is blank when there is nothing to say.
fn known<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
