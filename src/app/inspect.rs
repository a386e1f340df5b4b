//! `inspect`: read and validate a data folder, plan nothing.

use std::path::Path;

use super::error::Error;
use super::load::load_with_history;
use crate::diagnostic::Diagnostics;
use crate::model::{History, LendingGraph, Province, Reachability};

/// What a data folder holds and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// All findings, by file and row.
    pub found: Diagnostics,
    /// What it holds, where no finding is an error.
    pub overview: Option<Overview>,
}

/// A province in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Places.
    pub places: usize,
    /// Places that have to be visited.
    pub visited: usize,
    /// Visits that the norm asks for in a week.
    pub visits: u32,
    /// Titles.
    pub titles: usize,
    /// Copies.
    pub copies: u64,
    /// Requests.
    pub requests: usize,
    /// Shipments.
    pub shipments: usize,
    /// Vehicles.
    pub vehicles: usize,
    /// Drivers.
    pub drivers: usize,
    /// What happened: rows of its history.
    pub history: HistoryRows,
    /// What hangs together in the graph of places, holdings and requests, and what nobody holds.
    pub reachability: Reachability,
    /// Codes of the first requested titles that nobody holds.
    pub unheld_examples: Vec<String>,
}

/// A history in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistoryRows {
    /// Visits, made or not.
    pub visits: usize,
    /// Moves.
    pub moves: usize,
    /// Counts of loans.
    pub loan_counts: usize,
    /// Loans, all counts together.
    pub loans: u64,
    /// Closed requests.
    pub requests: usize,
    /// Failed pulls of requests.
    pub failed_pulls: usize,
}

impl HistoryRows {
    /// The rows of a history. O(counts of loans).
    pub fn of(history: &History) -> Self {
        Self {
            visits: history.visits().len(),
            moves: history.moves().len(),
            loan_counts: history.loans().len(),
            loans: history.loans().iter().map(|count| u64::from(count.loans)).sum(),
            requests: history.requests().len(),
            failed_pulls: history.failed_pulls().len(),
        }
    }
}

/// How many codes of titles that nobody holds are named.
const UNHELD_EXAMPLES_MAX: usize = 10;

/// Inspects a data folder.
pub fn inspect(folder: &Path) -> Result<Inspection, Error> {
    let (loaded, history, found) = load_with_history(folder)?;
    let overview = loaded.map(|loaded| overview(&loaded.province, &history));
    Ok(Inspection { found, overview })
}

fn overview(province: &Province, history: &History) -> Overview {
    let reachability = LendingGraph::new(province).reachability(province);
    let unheld = reachability.unheld.iter().take(UNHELD_EXAMPLES_MAX);
    let code = |title: &crate::index::TitleIdx| province.titles()[*title].code.to_string();
    Overview {
        places: province.places().len(),
        visited: province.visited_places().count(),
        visits: province.places().iter().map(|place| u32::from(place.visits_per_week)).sum(),
        titles: province.titles().len(),
        copies: province.holdings().copies(),
        requests: province.requests().len(),
        shipments: province.shipments().len(),
        vehicles: province.vehicles().len(),
        drivers: province.drivers().len(),
        history: HistoryRows::of(history),
        unheld_examples: unheld.map(code).collect(),
        reachability,
    }
}
