//! What moves in the week beside the requests.

use std::collections::BTreeMap;

use super::Demand;
use super::days::DayDraw;
use super::homes::Homes;
use super::shares::PlaceDraw;
use super::theme::Schools;
use super::titles::{mean_lent, mean_requested};
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{IsoWeek, ParcelKind, Place, ServiceDate, Shipment, Weekday, WeekdaySet};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Crates, Grams, Items, Millilitres};

/// Days on which what was sorted before the week was requested, counted back from Monday: it
/// was collected on Thursday or Friday (estimate).
const SORTED_DAYS_BACK: (i64, i64) = (3, 4);

/// Weekdays on which new items are ready at the hub (estimate).
const ACQUISITION_DAYS: [Weekday; 2] = [Weekday::Mon, Weekday::Wed];

/// The weekday on which branches have the week's list of the floating collection (estimate).
const FLOATING_DAY: Weekday = Weekday::Tue;

/// What a row of shipments has in common; items that agree in all of it travel together.
type Row = (ParcelKind, PlaceIdx, PlaceIdx, ServiceDate, ServiceDate);

/// Items and whole crates by row.
type Tally = BTreeMap<Row, Load>;

/// What a row moves.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    items: i64,
    /// 0 where the items are packed with others.
    whole_crates: i64,
}

/// What shipments are drawn against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traffic<'a> {
    /// The numbers of the model.
    pub(super) demand: &'a Demand,
    /// The places.
    pub(super) places: &'a IndexVec<PlaceIdx, Place>,
    /// Copies of each open place.
    pub(super) sizes: &'a IndexVec<PlaceIdx, f64>,
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
    /// All shipments of a week, ordered by kind, place and date. O(items log items + places).
    pub(super) fn draw_shipments(&self, week: IsoWeek, seed: Seed) -> Vec<Shipment> {
        let mut tally = Tally::new();
        self.add_sorted_before(week, seed, &mut tally);
        self.add_returns(week, seed, &mut tally);
        self.add_from_hub(week, seed, &mut tally);
        self.add_outbound(week, seed, &mut tally);
        self.add_theme_collections(week, seed, &mut tally);
        self.add_floating(week, seed, &mut tally);
        tally.into_iter().enumerate().map(|(rank, (row, load))| shipment(rank, row, load)).collect()
    }

    fn add_sorted_before(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let mut stream = seed.stream("sorted before", 0);
        let monday = week.date(Weekday::Mon);
        for _ in 0..self.demand.sorted_before {
            let to = self.pickups.draw(&mut stream);
            let back = stream.random_range(SORTED_DAYS_BACK.0..=SORTED_DAYS_BACK.1);
            let accepted = monday.plus_days(-back);
            add_item(tally, (ParcelKind::Request, self.hub, to, accepted, monday));
        }
    }

    /// Items come back on the seven days from Friday; those of the weekend are ready on Monday.
    fn add_returns(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let mut stream = seed.stream("returns", 0);
        let monday = week.date(Weekday::Mon);
        let days = DayDraw::seven_from(monday.plus_days(-3), &self.demand.weekday_weights);
        let homes = Homes::new(self.places, self.sizes, self.demand);
        for _ in 0..self.demand.returns {
            let from = self.pickups.draw(&mut stream);
            let accepted = days.draw(&mut stream);
            let ready = accepted.plus_days(1).max(monday);
            // The only place of a province without a background collection has no one to return to.
            let Some(to) = homes.draw(from, &mut stream) else { continue };
            add_item(tally, (ParcelKind::Return, from, to, accepted, ready));
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
                add_item(tally, (kind, self.hub, to, ready.plus_days(-1), ready));
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
            add_item(tally, (kind, from, self.hub, ready.plus_days(-1), ready));
        }
    }

    /// What schools booked for dates of the week, and what comes back from them.
    fn add_theme_collections(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let kind = ParcelKind::ThemeCollection;
        let (demand, service_days) = (self.demand, self.service_days);
        let schools = Schools { demand, places: self.pickups, service_days };
        let out = schools.out(week, seed).into_iter().map(|one| (self.hub, one.place, one));
        let back = schools.back(week, seed).into_iter().map(|one| (one.place, self.hub, one));
        for (from, to, booking) in out.chain(back) {
            let row = (kind, from, to, booking.date.plus_days(-1), booking.date);
            let load = tally.entry(row).or_default();
            load.items += booking.items().0;
            load.whole_crates += booking.crates.0;
        }
    }

    /// The week's list of the floating collection: an item leaves a shelf for another.
    fn add_floating(&self, week: IsoWeek, seed: Seed, tally: &mut Tally) {
        let kind = ParcelKind::Floating;
        let mut stream = seed.stream(kind.word(), 0);
        let items = stream.random_range(self.demand.floating.clone());
        let ready = week.date(FLOATING_DAY);
        let has_two = self.sizes.iter().filter(|size| **size > 0.0).nth(1).is_some();
        for _ in 0..if has_two { items } else { 0 } {
            let from = self.lenders.draw(&mut stream);
            let to = loop {
                let to = self.lenders.draw(&mut stream);
                if to != from {
                    break to;
                }
            };
            add_item(tally, (kind, from, to, ready.plus_days(-1), ready));
        }
    }
}

fn add_item(tally: &mut Tally, row: Row) {
    tally.entry(row).or_default().items += 1;
}

fn any_of(weekdays: &[Weekday], stream: &mut Stream) -> Weekday {
    weekdays[stream.random_range(0..weekdays.len())]
}

fn shipment(rank: usize, row: Row, load: Load) -> Shipment {
    let (kind, from, to, accepted, ready) = row;
    let (grams_each, millilitres_each) = mean_copy_of(kind);
    Shipment {
        code: format!("S{:05}", rank + 1).into_boxed_str(),
        kind,
        from,
        to,
        accepted,
        ready,
        items: Items(load.items),
        grams_each,
        millilitres_each,
        whole_crates: (load.whole_crates > 0).then_some(Crates(load.whole_crates)),
    }
}

const fn is_new(kind: ParcelKind) -> bool {
    matches!(kind, ParcelKind::NewAcquisition | ParcelKind::LocalOrder)
}

fn mean_copy_of(kind: ParcelKind) -> (Grams, Millilitres) {
    if is_new(kind) { mean_lent() } else { mean_requested() }
}
