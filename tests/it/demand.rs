//! The demand model on Drenthe: is what the generator draws like what was published?
//!
//! One seed in every run; ten with `SLOW_TESTS` set, whose table is read after a change of the
//! model.

use std::collections::{BTreeMap, BTreeSet};

use leenroute::app::drenthe;
use leenroute::index::{PlaceIdx, TitleIdx};
use leenroute::model::{PlaceKind, Province, ProvinceParts};
use leenroute::random::Seed;
use leenroute::synthesis::Demand;
use leenroute::units::Items;

use super::week::week;

/// What happens to requests that take copies in order of date, each title by itself: shelf
/// first, then a copy that comes back within the limit, else outside.
#[derive(Debug, Default)]
pub(super) struct Ladder {
    pub(super) own_organisation: i64,
    pub(super) other_organisation: i64,
    pub(super) background: i64,
    pub(super) waits: i64,
    pub(super) outside: i64,
}

impl Ladder {
    pub(super) fn of(parts: &ProvinceParts) -> Self {
        let mut ladder = Self::default();
        let mut used: BTreeMap<(TitleIdx, PlaceIdx), i64> = BTreeMap::new();
        let mut waiting: BTreeMap<TitleIdx, i64> = BTreeMap::new();
        for request in &parts.requests {
            let lots = parts.holdings.of(request.title);
            let own = parts.places[request.pickup].organisation;
            let rung = |place: PlaceIdx| match &parts.places[place] {
                place if place.kind == PlaceKind::Background => 2,
                place if place.organisation == own => 0,
                _ => 1,
            };
            let late = |due| due > request.limit;
            let back: i64 = lots
                .iter()
                .filter(|lot| lot.due.is_some_and(|due| !late(due)))
                .map(|lot| i64::from(lot.copies - lot.on_shelf))
                .sum();
            for _ in 0..request.quantity.0 {
                let left = |place: PlaceIdx, on_shelf: u16| {
                    i64::from(on_shelf) > *used.get(&(request.title, place)).unwrap_or(&0)
                };
                let there = lots.iter().filter(|lot| left(lot.place, lot.on_shelf));
                let best = there.map(|lot| (rung(lot.place), lot.place)).min();
                let queue = waiting.entry(request.title).or_default();
                match best {
                    Some((rung, place)) => {
                        *used.entry((request.title, place)).or_default() += 1;
                        match rung {
                            0 => ladder.own_organisation += 1,
                            1 => ladder.other_organisation += 1,
                            _ => ladder.background += 1,
                        }
                    }
                    None if *queue < back => {
                        *queue += 1;
                        ladder.waits += 1;
                    }
                    None => ladder.outside += 1,
                }
            }
        }
        ladder
    }

    pub(super) fn total(&self) -> i64 {
        self.own_organisation
            + self.other_organisation
            + self.background
            + self.waits
            + self.outside
    }

    pub(super) fn percent(&self, part: i64) -> f64 {
        100.0 * part as f64 / self.total() as f64
    }

    pub(super) fn in_province(&self) -> f64 {
        100.0 - self.percent(self.outside)
    }
}

/// Of all requests, the percentage for which a copy is on a shelf or comes back in time, each
/// request seen alone.
fn fillable_percent(parts: &ProvinceParts) -> f64 {
    let fillable = parts.requests.iter().filter(|request| {
        let lots = parts.holdings.of(request.title);
        lots.iter().any(|lot| lot.on_shelf > 0 || lot.due.is_some_and(|due| due <= request.limit))
    });
    100.0 * fillable.count() as f64 / parts.requests.len() as f64
}

/// A line of the table that a person reads after a change of the model.
fn figures(seed: u64, parts: &ProvinceParts, ladder: &Ladder) -> String {
    let held: BTreeSet<TitleIdx> = parts.holdings.iter().map(|(title, _)| title).collect();
    let lots = parts.holdings.iter();
    let out: u64 = lots.map(|(_, lot)| u64::from(lot.copies - lot.on_shelf)).sum();
    let moved: i64 = parts.shipments.iter().map(|shipment| shipment.items.0).sum();
    format!(
        "{seed:4} {:8.2} {:11.2} {:4.1} {:5.1} {:10.1} {:4.1} {:7.2} {} {:.3} {moved} in {} rows",
        fillable_percent(parts),
        ladder.in_province(),
        ladder.percent(ladder.own_organisation),
        ladder.percent(ladder.other_organisation),
        ladder.percent(ladder.background),
        ladder.percent(ladder.waits),
        ladder.percent(ladder.outside),
        held.len(),
        out as f64 / parts.holdings.copies() as f64,
        parts.shipments.len(),
    )
}

#[test]
fn drenthe_meets_the_figures_of_the_demand_model() {
    let slow = std::env::var_os("SLOW_TESTS").is_some();
    let groups = Demand::default().group_requests;
    println!("seed fillable in-province own other background wait outside titles out moved");
    for seed in if slow { 1..=10 } else { 1..=1 } {
        let parts = drenthe(week("2026-W48"), Seed(seed)).province.into_parts();
        let ladder = Ladder::of(&parts);
        println!("{}", figures(seed, &parts, &ladder));
        let alone = fillable_percent(&parts);
        assert!((94.5..96.0).contains(&alone), "seed {seed}: {alone} % can be filled");
        let waits = ladder.percent(ladder.waits);
        assert!((19.0..26.0).contains(&waits), "seed {seed}: {waits} % wait");
        let large = parts.requests.iter().filter(|one| one.quantity > Items(1));
        assert_eq!(large.count(), groups, "seed {seed}");
        assert!(Province::new(parts).is_ok());
    }
}
