//! Sealed bags from stop to stop, past the hub (rechtstreekse zakken): which are worth it.
//!
//! A parcel whose sender stands before its receiver on one route can arrive on the day on which it
//! leaves. That saves the days that it would wait, and sorting it at the hub; it costs a bag that
//! is carried at both ends and takes the room of a crate on the way. The search for routes does not
//! look at it; the routes that it finds decide what can go.

use std::collections::BTreeSet;

use super::board::rooms;
use super::crates::{self, count};
use crate::index::{IndexVec, ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{CrateFill, Plan, Province, Route, TransferBag, Unserved, Weekday};
use crate::units::{Cents, Crates, Grams, Items, Millilitres, cents_for_time};

/// Packs a plan with bags from stop to stop where they pay, at most so many a route as the
/// settings allow, and without them where they would leave something behind.
pub(super) fn fill(province: &Province, plan: &mut Plan) {
    let bare = plan.clone();
    crates::fill(province, plan);
    if province.settings().bag.transfers_max == 0 {
        return;
    }
    let mut with_bags = bare;
    let week = Week { province, plan, collected: collected(plan) };
    for route in plan.routes.indices() {
        let bags = week.choose(route);
        for bag in &bags {
            for (parcel, _) in &bag.fill.contents {
                with_bags.parcels[*parcel].delivered_by = Some(bag.to);
                with_bags.parcels[*parcel].arrives = Some(plan.routes[route].date);
            }
        }
        with_bags.routes[route].transfers = bags;
    }
    crates::fill(province, &mut with_bags);
    if left_behind(&with_bags) <= left_behind(plan) {
        *plan = with_bags;
    }
}

fn left_behind(plan: &Plan) -> Items {
    let items = plan.unserved.iter().map(|entry| match entry {
        Unserved::Parcel { items, .. } => *items,
        Unserved::Visit { .. } | Unserved::Request { .. } => Items::ZERO,
    });
    items.sum()
}

/// The parcels that each visit collects and that could go in a bag: no whole crates, and nothing
/// that stays behind.
fn collected(plan: &Plan) -> IndexVec<VisitIdx, Vec<ParcelIdx>> {
    let stay: BTreeSet<ParcelIdx> = plan
        .unserved
        .iter()
        .filter_map(|entry| match entry {
            Unserved::Parcel { parcel, .. } => Some(*parcel),
            Unserved::Visit { .. } | Unserved::Request { .. } => None,
        })
        .collect();
    let mut collected = IndexVec::filled(Vec::new(), plan.visits.len());
    for (index, parcel) in plan.parcels.iter_indexed() {
        if let Some(visit) = parcel.collected_by
            && parcel.whole_crates.is_none()
            && !stay.contains(&index)
        {
            collected[visit].push(index);
        }
    }
    collected
}

/// A bag and what it saves.
struct Offer {
    saves: Cents,
    ranks: (usize, usize),
    bag: TransferBag,
}

/// A packed week without bags from stop to stop.
struct Week<'a> {
    province: &'a Province,
    plan: &'a Plan,
    collected: IndexVec<VisitIdx, Vec<ParcelIdx>>,
}

impl Week<'_> {
    /// The bags of a route that save most, as far as there is room on board.
    fn choose(&self, index: RouteIdx) -> Vec<TransferBag> {
        let mut offers = self.offers(&self.plan.routes[index]);
        offers.sort_by_key(|offer| (-offer.saves, offer.ranks));
        let mut rooms = rooms(self.province, self.plan, index);
        let mut chosen: Vec<Offer> = Vec::new();
        let most = self.province.settings().bag.transfers_max;
        for offer in offers {
            let legs = &mut rooms[offer.ranks.0 + 1..=offer.ranks.1];
            let fits = legs.iter().all(|room| room.crates > Crates::ZERO);
            if count(chosen.len()) < most && fits {
                for room in legs {
                    room.crates -= Crates(1);
                }
                chosen.push(offer);
            }
        }
        chosen.sort_by_key(|offer| offer.ranks);
        chosen.into_iter().map(|offer| offer.bag).collect()
    }

    /// A bag for each pair of stops between which it saves something.
    fn offers(&self, route: &Route) -> Vec<Offer> {
        let mut offers = Vec::new();
        for (rank, from) in route.visits.iter().enumerate() {
            for (later, to) in route.visits.iter().enumerate().skip(rank + 1) {
                let Some(fill) = self.fill_of((*from, *to)) else { continue };
                let parcels = fill.contents.iter().map(|(parcel, _)| *parcel);
                let saved: Cents = parcels.map(|parcel| self.saving(route, parcel)).sum();
                let saves = saved - self.carrying((*from, *to));
                if saves > Cents::ZERO {
                    let bag = TransferBag { from: *from, to: *to, fill };
                    offers.push(Offer { saves, ranks: (rank, later), bag });
                }
            }
        }
        offers
    }

    /// What a parcel costs less if it arrives on the day of the route, past the hub.
    fn saving(&self, route: &Route, parcel: ParcelIdx) -> Cents {
        let prices = &self.province.settings().prices;
        let parcel = &self.plan.parcels[parcel];
        let horizon_end = self.plan.week.next().next().date(Weekday::Mon);
        let days = route.date.days_until(parcel.arrives.unwrap_or(horizon_end));
        let price =
            if parcel.kind.is_awaited() { prices.awaited_item_day } else { prices.other_item_day };
        price * (parcel.items.0 * days) + prices.touch * parcel.items.0
    }

    /// What a bag costs at both ends: it is carried like a crate, and that takes time.
    fn carrying(&self, ends: (VisitIdx, VisitIdx)) -> Cents {
        let prices = &self.province.settings().prices;
        let service = |visit: VisitIdx| {
            let place = self.plan.visits[visit].place;
            self.province.places()[place].service.per_crate
        };
        let time = service(ends.0) + service(ends.1);
        prices.crate_handling * 2 + cents_for_time(time, prices.driver_cents_per_hour)
    }

    /// The parcels between two visits that fit into a bag together, most urgent kind first; `None`
    /// where there is none.
    fn fill_of(&self, (from, to): (VisitIdx, VisitIdx)) -> Option<CrateFill> {
        let parcels = &self.plan.parcels;
        let ends = (self.plan.visits[from].place, self.plan.visits[to].place);
        let between = self.collected[from].iter().copied();
        let mut between: Vec<ParcelIdx> =
            between.filter(|at| (parcels[*at].from, parcels[*at].to) == ends).collect();
        between.sort_by_key(|at| (parcels[*at].kind, *at));
        let limits = &self.province.settings().bag;
        let (mut mass, mut volume) = (Grams::ZERO, Millilitres::ZERO);
        let mut contents = Vec::new();
        for index in between {
            let parcel = &parcels[index];
            let more_mass = mass + parcel.grams_each * parcel.items.0;
            let more_volume = volume + parcel.millilitres_each * parcel.items.0;
            if more_mass <= limits.mass && more_volume <= limits.volume {
                (mass, volume) = (more_mass, more_volume);
                contents.push((index, parcel.items));
            }
        }
        contents.sort_unstable();
        (!contents.is_empty()).then_some(CrateFill { contents })
    }
}
