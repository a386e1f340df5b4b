//! Weeks that could have been: the demand of a week, drawn again.

use crate::index::IndexVec;
use crate::model::{Holdings, IsoWeek, Province, Request, Shipment};
use crate::random::{RngExt as _, Seed};

/// The province with requests and shipments drawn from its own with replacement, as many as there
/// are; number 0 is the week as it is. What is drawn twice gets a number of its own.
pub(super) fn drawn(province: &Province, seed: Seed, number: u64) -> Province {
    if number == 0 {
        return province.clone();
    }
    let mut random = seed.stream("scenario", number);
    let mut parts = province.clone().into_parts();
    let (requests, shipments) = (&parts.requests, &parts.shipments);
    let pick = |count: usize, random: &mut crate::random::Stream| -> Vec<usize> {
        let mut drawn: Vec<usize> = (0..count).map(|_| random.random_range(0..count)).collect();
        drawn.sort_unstable();
        drawn
    };
    let again = |at: usize, rank: usize, name: &str| format!("{name}~{at}-{rank}").into_boxed_str();
    let picked = pick(requests.len(), &mut random);
    let requests: IndexVec<_, Request> = picked
        .iter()
        .enumerate()
        .map(|(rank, at)| {
            let of = &requests.as_slice()[*at];
            Request { number: again(*at, rank, &of.number), ..of.clone() }
        })
        .collect();
    let picked = pick(shipments.len(), &mut random);
    let shipments: IndexVec<_, Shipment> = picked
        .iter()
        .enumerate()
        .map(|(rank, at)| {
            let of = &shipments.as_slice()[*at];
            Shipment { code: again(*at, rank, &of.code), ..of.clone() }
        })
        .collect();
    (parts.requests, parts.shipments) = (requests, shipments);
    Province::new(parts).expect("rows that are drawn again keep every invariant")
}

/// The province without anything that moves: days, vehicles and drivers alone.
pub(super) fn without_demand(province: &Province) -> Province {
    let mut parts = province.clone().into_parts();
    parts.requests = IndexVec::new();
    parts.shipments = IndexVec::new();
    parts.titles = IndexVec::new();
    parts.holdings = Holdings::from_rows(0, Vec::new());
    Province::new(parts).expect("fewer rows keep every invariant")
}

/// The weeks of an ISO year, 52 or 53.
pub(super) fn weeks_of(year: i32) -> Vec<IsoWeek> {
    (1..=53).filter_map(|week| IsoWeek::new(year, week)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_52_or_53_weeks() {
        assert_eq!(weeks_of(2026).len(), 53);
        assert_eq!(weeks_of(2027).len(), 52);
    }
}
