//! What moves in the week beside the requests.

use std::collections::BTreeMap;

use super::Demand;
use super::days::DayDraw;
use super::shares::PlaceDraw;
use super::titles::{mean_lent, mean_requested};
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{
    IsoWeek, ParcelKind, Place, PlaceKind, ServiceDate, Shipment, Weekday, WeekdaySet,
};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Grams, Items, Millilitres};

/// Days on which what was sorted before the week was requested, counted back from Monday: it
/// was collected on Thursday or Friday (estimate).
const SORTED_DAYS_BACK: (i64, i64) = (3, 4);

/// Weekdays on which new items are ready at the hub (estimate).
const ACQUISITION_DAYS: [Weekday; 2] = [Weekday::Mon, Weekday::Wed];

/// What a row of shipments has in common; items that agree in all of it travel together.
type Row = (ParcelKind, PlaceIdx, PlaceIdx, ServiceDate, ServiceDate);

/// Items by row.
type Tally = BTreeMap<Row, i64>;

/// What shipments are drawn against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traffic<'a> {
    /// The numbers of the model.
    pub(super) demand: &'a Demand,
    /// The places.
    pub(super) places: &'a IndexVec<PlaceIdx, Place>,
    /// Copies of each place.
    pub(super) sizes: &'a IndexVec<PlaceIdx, usize>,
    /// Where everything is sorted.
    pub(super) hub: PlaceIdx,
    /// Places by loan share.
    pub(super) pickups: &'a PlaceDraw,
    /// Places by copies.
    pub(super) lenders: &'a PlaceDraw,
    /// The days on which places can be visited.
    pub(super) service_days: WeekdaySet,
}

impl Traffic<'_> {
    /// All shipments of a week, ordered by kind, place and date. O(items + places^2).
    pub(super) fn draw_shipments(&self, week: IsoWeek, seed: Seed) -> Vec<Shipment> {
        let mut tally = Tally::new();
        self.add_sorted_before(week, seed, &mut tally);
        self.add_returns(week, seed, &mut tally);
        self.add_from_hub(week, seed, &mut tally);
        self.add_outbound(week, seed, &mut tally);
        tally
            .into_iter()
            .enumerate()
            .map(|(rank, (row, items))| shipment(rank, row, items))
            .collect()
    }

    fn add_sorted_before(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let mut stream = seed.stream("sorted before", 0);
        let monday = week.date(Weekday::Mon);
        for _ in 0..self.demand.sorted_before {
            let to = self.pickups.draw(&mut stream);
            let back = stream.random_range(SORTED_DAYS_BACK.0..=SORTED_DAYS_BACK.1);
            let accepted = monday.plus_days(-back);
            *tally.entry((ParcelKind::Request, self.hub, to, accepted, monday)).or_default() += 1;
        }
    }

    /// Items come back on the seven days from Friday; those of the weekend are ready on Monday.
    fn add_returns(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let mut stream = seed.stream("returns", 0);
        let monday = week.date(Weekday::Mon);
        let days = DayDraw::seven_from(monday.plus_days(-3), &self.demand.weekday_weights);
        let homes: Vec<Option<PlaceDraw>> =
            self.places.indices().map(|from| PlaceDraw::new(&self.home_weights(from))).collect();
        let homes = IndexVec::<PlaceIdx, _>::from(homes);
        for _ in 0..self.demand.returns {
            let from = self.pickups.draw(&mut stream);
            let accepted = days.draw(&mut stream);
            let ready = accepted.plus_days(1).max(monday);
            // The only place of a province without a background collection has no one to return to.
            let Some(draw) = &homes[from] else { continue };
            let to = draw.draw(&mut stream);
            *tally.entry((ParcelKind::Return, from, to, accepted, ready)).or_default() += 1;
        }
    }

    fn add_from_hub(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let demand = self.demand;
        let service: Vec<Weekday> = self.service_days.iter().collect();
        let flows = [
            (ParcelKind::NationalInbound, demand.national_inbound, self.pickups, &service[..]),
            (ParcelKind::LocalOrder, demand.local_orders, self.lenders, &service[..]),
            (ParcelKind::NewAcquisition, demand.acquisitions, self.lenders, &ACQUISITION_DAYS[..]),
        ];
        for (kind, items, places, weekdays) in flows {
            let mut stream = seed.stream(kind.word(), 0);
            for _ in 0..items {
                let to = places.draw(&mut stream);
                let ready = week.date(any_of(weekdays, &mut stream));
                let row = (kind, self.hub, to, ready.plus_days(-1), ready);
                *tally.entry(row).or_default() += 1;
            }
        }
    }

    fn add_outbound(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let kind = ParcelKind::NationalOutbound;
        let mut stream = seed.stream(kind.word(), 0);
        let service: Vec<Weekday> = self.service_days.iter().collect();
        for _ in 0..self.demand.national_outbound {
            let from = self.lenders.draw(&mut stream);
            let ready = week.date(any_of(&service, &mut stream));
            *tally.entry((kind, from, self.hub, ready.plus_days(-1), ready)).or_default() += 1;
        }
    }

    /// How likely an item that is returned at a place belongs to each other place.
    fn home_weights(&self, from: PlaceIdx) -> IndexVec<PlaceIdx, f64> {
        let own = self.places[from].organisation;
        let weight = |(place, size): (PlaceIdx, &usize)| {
            let near = self.places[place].organisation == own;
            let preference = if near { self.demand.own_organisation_preference } else { 1.0 };
            if place == from { 0.0 } else { *size as f64 * preference }
        };
        let mut weights: IndexVec<PlaceIdx, f64> = self.sizes.iter_indexed().map(weight).collect();
        let branches: f64 = weights.iter().sum();
        let background =
            self.places.iter_indexed().find(|(_, place)| place.kind == PlaceKind::Background);
        if let Some((place, _)) = background {
            let share = self.demand.returns_to_background.clamp(0.0, 0.99);
            weights[place] = branches.max(1.0) * share / (1.0 - share);
        }
        weights
    }
}

fn any_of(weekdays: &[Weekday], stream: &mut Stream) -> Weekday {
    weekdays[stream.random_range(0..weekdays.len())]
}

fn shipment(rank: usize, row: Row, items: i64) -> Shipment {
    let (kind, from, to, accepted, ready) = row;
    let (grams_each, millilitres_each) = mean_copy_of(kind);
    Shipment {
        code: format!("S{:05}", rank + 1).into_boxed_str(),
        kind,
        from,
        to,
        accepted,
        ready,
        items: Items(items),
        grams_each,
        millilitres_each,
        whole_crates: None,
    }
}

const fn is_new(kind: ParcelKind) -> bool {
    matches!(kind, ParcelKind::NewAcquisition | ParcelKind::LocalOrder)
}

fn mean_copy_of(kind: ParcelKind) -> (Grams, Millilitres) {
    if is_new(kind) { mean_lent() } else { mean_requested() }
}
