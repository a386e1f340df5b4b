//! Lead time as a cost over pairs of places, bags past the hub at a price.

use std::collections::BTreeMap;

use super::bags::bag_savings;
use super::days::{Dock, PlaceDays, arrives, horizon};
use crate::app::plan_week::PlanRequest;
use crate::bounds::{Pair, PairProblem};
use crate::index::PlaceIdx;
use crate::model::{Parcel, Plan, Province, ServiceDate};

/// Cents to thousandths.
const THOUSANDTHS: i64 = 1_000;

/// The lead time of a plan's parcels under any days, in thousandths of a cent.
pub(in crate::app::plan_week) struct Lead {
    pub(in crate::app::plan_week) problem: PairProblem,
    /// What no choice of days changes.
    pub(in crate::app::plan_week) fixed: i64,
}

/// What a day of all items of a parcel costs, in thousandths of a cent.
pub(super) fn day_price(province: &Province, parcel: &Parcel) -> i64 {
    let prices = &province.settings().prices;
    let price =
        if parcel.kind.is_awaited() { prices.awaited_item_day } else { prices.other_item_day };
    price.0 * parcel.items.0 * THOUSANDTHS
}

/// Parcels added up by where from, where to and from when.
type Streams = BTreeMap<(PlaceIdx, PlaceIdx, ServiceDate), i64>;

/// A bag counts as bought at a price, in thousandths of a cent, and saves what it saves.
pub(super) fn lead(
    request: &PlanRequest<'_>,
    plan: &Plan,
    places: &[PlaceDays],
    bag_price: i64,
) -> Lead {
    let mut made = by_days(request, plan, places);
    for (nodes, savings) in bag_savings(request, plan, places, bag_price) {
        let costs = made.pairs.entry(nodes).or_insert_with(|| vec![0; savings.len()]);
        costs.iter_mut().zip(savings).for_each(|(cost, saved)| *cost -= saved);
    }
    made.finish()
}

/// The same without bags.
pub(in crate::app::plan_week) fn lead_of_days(
    request: &PlanRequest<'_>,
    plan: &Plan,
    places: &[PlaceDays],
) -> Lead {
    by_days(request, plan, places).finish()
}

fn by_days<'a>(request: &'a PlanRequest<'a>, plan: &Plan, places: &'a [PlaceDays]) -> Making<'a> {
    let province = request.province;
    let mut fixed = 0;
    let mut streams = Streams::new();
    for parcel in plan.parcels.iter().filter(|parcel| parcel.from != parcel.to) {
        let price = day_price(province, parcel);
        fixed += price * parcel.accepted.days_until(parcel.ready);
        *streams.entry((parcel.from, parcel.to, parcel.ready)).or_default() += price;
    }
    for parcel in plan.parcels.iter().filter(|parcel| parcel.from == parcel.to) {
        fixed += day_price(province, parcel) * parcel.accepted.days_until(parcel.ready);
    }
    let mut made = Making {
        request,
        places,
        fixed,
        single: places.iter().map(|of| vec![0; of.patterns.len()]).collect(),
        pairs: BTreeMap::new(),
    };
    for ((from, to, ready), price) in streams {
        made.add((from, to), ready, price);
    }
    made
}

struct Making<'a> {
    request: &'a PlanRequest<'a>,
    places: &'a [PlaceDays],
    fixed: i64,
    single: Vec<Vec<i64>>,
    pairs: BTreeMap<[usize; 2], Vec<i64>>,
}

impl Making<'_> {
    fn finish(self) -> Lead {
        let Making { fixed, single, pairs, .. } = self;
        let pairs = pairs.into_iter().map(|(nodes, costs)| Pair { nodes, costs }).collect();
        Lead { problem: PairProblem { single, pairs }, fixed }
    }

    fn add(&mut self, (from, to): (PlaceIdx, PlaceIdx), ready: ServiceDate, price: i64) {
        let (request, places) = (self.request, self.places);
        let node = |place| places.iter().position(|of| of.place == place);
        let sort_days = request.province.settings().hub.sort_days;
        let late = horizon(request.week);
        let cost =
            |docks| price * ready.days_until(arrives(docks, ready, sort_days).unwrap_or(late));
        let other = |place| Dock::of(request.province, place);
        match (node(from), node(to)) {
            (None, None) => self.fixed += cost((other(from), other(to))),
            (Some(a), None) => {
                for (single, visits) in self.single[a].iter_mut().zip(&places[a].visits) {
                    *single += cost((Dock::Visited(visits), other(to)));
                }
            }
            (None, Some(b)) => {
                for (single, visits) in self.single[b].iter_mut().zip(&places[b].visits) {
                    *single += cost((other(from), Dock::Visited(visits)));
                }
            }
            (Some(a), Some(b)) => {
                let nodes = [a.min(b), a.max(b)];
                let [rows, columns] = nodes.map(|node| &places[node].visits);
                let costs = self.pairs.entry(nodes);
                let costs = costs.or_insert_with(|| vec![0; rows.len() * columns.len()]);
                for (place, of) in costs.iter_mut().enumerate() {
                    let ends = [&rows[place / columns.len()], &columns[place % columns.len()]];
                    let [from, to] = if a < b { ends } else { [ends[1], ends[0]] };
                    *of += cost((Dock::Visited(from), Dock::Visited(to)));
                }
            }
        }
    }
}
