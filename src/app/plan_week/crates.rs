//! What goes into which crate, and what stays behind where a vehicle or a crate is too small.

use std::collections::BTreeSet;

use super::board::{Direction, mass_of, room_on_way, rooms};
use super::empties::{WeekEnd, balance, hub_is_short};
use crate::index::{IndexVec, ParcelIdx, PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{CrateFill, MixedCrate, Parcel, Plan, Province, Unserved, UnservedReason};
use crate::packing::{
    BagSize, CrateLimits, Fill, Lot, Ranked, leave_behind, pack, pack_bags, pack_destination,
};
use crate::units::{Crates, Grams, Items};

/// How often what a full vehicle left behind is tried again. Once settles it where branches have
/// crates; where they lack them, each time makes room on board for what was tried before.
const PUT_BACK_ROUNDS: usize = 64;

/// Packs all visits of a plan; what does not fit is put on record.
///
/// Every round leaves at least one item behind, so there are no more rounds than items; a round
/// packs only the visits that changed.
pub(super) fn fill(province: &Province, plan: &mut Plan) {
    let mut load = WeekLoad::of(plan);
    load.repack(province, plan);
    load.settle(province, plan);
    for _ in 0..PUT_BACK_ROUNDS {
        if !load.put_back(province, plan) {
            break;
        }
        // What then lacks crates stays behind for that reason, and its room on board is free again.
        load.settle(province, plan);
    }
    if hub_is_short(province, plan) {
        // Crates that wait for the week after are the first to be missed.
        balance(province, plan, WeekEnd::AsItComes);
    }
    plan.unserved.extend(load.unserved(province, plan));
}

/// Items that stay behind, and why.
#[derive(Clone, Copy, Debug)]
struct Left {
    parcel: ParcelIdx,
    items: Items,
    reason: UnservedReason,
}

/// A side of a visit, and how many crates and grams too many it has part in.
struct Excess {
    visit: VisitIdx,
    direction: Direction,
    crates: Crates,
    mass: Grams,
}

/// The parcels of each visit, and how many of their items still go along.
struct WeekLoad {
    delivered: IndexVec<VisitIdx, Vec<ParcelIdx>>,
    collected: IndexVec<VisitIdx, Vec<ParcelIdx>>,
    kept: IndexVec<ParcelIdx, Items>,
    left: Vec<Left>,
    /// Visits whose crates do not hold what is kept.
    stale: BTreeSet<VisitIdx>,
}

impl WeekLoad {
    fn of(plan: &Plan) -> Self {
        let none = IndexVec::filled(Vec::new(), plan.visits.len());
        let mut load = Self {
            delivered: none.clone(),
            collected: none,
            kept: plan.parcels.iter().map(|parcel| parcel.items).collect(),
            left: Vec::new(),
            stale: plan.visits.indices().collect(),
        };
        let in_bags = plan.transferred();
        let in_crates = plan.parcels.iter_indexed().filter(|(index, _)| !in_bags.contains(index));
        for (index, parcel) in in_crates {
            if let Some(visit) = parcel.delivered_by {
                load.delivered[visit].push(index);
            }
            if let Some(visit) = parcel.collected_by {
                load.collected[visit].push(index);
            }
        }
        load
    }

    /// Leaves behind until every vehicle has room and every branch has crates; sets the empties.
    fn settle(&mut self, province: &Province, plan: &mut Plan) {
        loop {
            let mut left = self.overfull(province, plan);
            if left.is_empty() {
                left = self.short_of_empties(province, plan);
            }
            if left.is_empty() {
                return;
            }
            self.leave(plan, &left);
            self.repack(province, plan);
        }
    }

    fn lots(&self, plan: &Plan, visit: VisitIdx, direction: Direction) -> Vec<Lot> {
        let parcels = match direction {
            Direction::Delivery => &self.delivered[visit],
            Direction::Pickup => &self.collected[visit],
        };
        let lot = |index: &ParcelIdx| {
            let parcel: &Parcel = &plan.parcels[*index];
            Lot {
                parcel: *index,
                items: self.kept[*index],
                grams_each: parcel.grams_each,
                millilitres_each: parcel.millilitres_each,
                whole_crates: parcel.whole_crates,
            }
        };
        parcels.iter().map(lot).filter(|lot| lot.items > Items::ZERO).collect()
    }

    /// Crates and bags of the visits that changed, and mixed crates of their routes.
    ///
    /// What fits into no crate stays behind at both ends of its way.
    fn repack(&mut self, province: &Province, plan: &mut Plan) {
        let mut routes = BTreeSet::new();
        while let Some(visit) = self.stale.pop_first() {
            let oversize = self.pack_visit(province, plan, visit);
            self.leave(plan, &oversize);
            routes.extend(plan.visits[visit].route);
        }
        for route in routes {
            mix_bags(province, plan, route);
        }
    }

    fn pack_visit(&self, province: &Province, plan: &mut Plan, index: VisitIdx) -> Vec<Left> {
        let crates = crate_limits(province);
        let delivered = self.lots(plan, index, Direction::Delivery);
        let (outward, bag, bound, mut oversize) = if plan.visits[index].route.is_none() {
            let packed = pack(&delivered, &crates);
            (packed.crates, None, packed.lower_bound, packed.oversize)
        } else {
            let packed = pack_destination(&delivered, &crates, &bag_limits(province));
            (packed.crates, packed.bag, packed.lower_bound, packed.oversize)
        };
        let inward = pack(&self.lots(plan, index, Direction::Pickup), &crates);
        oversize.extend(inward.oversize);
        let visit = &mut plan.visits[index];
        visit.delivery.crates = outward.into_iter().map(contents).collect();
        visit.delivery.bag = bag.map(contents);
        visit.delivery.crates_at_least = bound;
        visit.pickup.crates = inward.crates.into_iter().map(contents).collect();
        visit.pickup.crates_at_least = inward.lower_bound;
        let reason = UnservedReason::Oversize;
        oversize.into_iter().map(|(parcel, items)| Left { parcel, items, reason }).collect()
    }

    /// What must stay behind of each route that is too full, for the first such leg.
    fn overfull(&self, province: &Province, plan: &Plan) -> Vec<Left> {
        let of_route = |route: RouteIdx| {
            let rooms = rooms(province, plan, route);
            let is_over =
                |room: &super::board::Room| room.crates < Crates::ZERO || room.mass < Grams::ZERO;
            let leg = rooms.iter().position(is_over)?;
            let (visit, direction) = self.least_urgent(plan, route, leg)?;
            let (crates, mass) = (-rooms[leg].crates, -rooms[leg].mass);
            Some(Excess { visit, direction, crates, mass })
        };
        let excesses: Vec<Excess> = plan.routes.indices().filter_map(of_route).collect();
        let mut left: Vec<Left> = Vec::new();
        for excess in &excesses {
            let more = if excess.crates > Crates::ZERO {
                let reason = UnservedReason::VehicleFull { crates: excess.crates };
                let way = (excess.visit, excess.direction);
                self.fewer_crates(province, plan, way, (Crates(1), reason))
            } else {
                self.less_mass(plan, excess)
            };
            // A parcel that two routes carry stays behind once.
            let known = |parcel: ParcelIdx| left.iter().any(|entry| entry.parcel == parcel);
            let more: Vec<Left> = more.into_iter().filter(|entry| !known(entry.parcel)).collect();
            left.extend(more);
        }
        left
    }

    /// What must stay behind where a branch has too few empty crates to fill; sets the empties.
    fn short_of_empties(&self, province: &Province, plan: &mut Plan) -> Vec<Left> {
        let mut places: BTreeSet<PlaceIdx> = BTreeSet::new();
        let mut left = Vec::new();
        for (visit, crates) in balance(province, plan, WeekEnd::NextPickup) {
            // What stays behind at a visit changes what is short at the place's later ones.
            if places.insert(plan.visits[visit].place) {
                let reason = UnservedReason::NoEmptyCrates { crates };
                let way = (visit, Direction::Pickup);
                left.extend(self.fewer_crates(province, plan, way, (crates, reason)));
            }
        }
        left
    }

    /// The visit and direction on board on a leg whose least urgent parcel matters least.
    fn least_urgent(
        &self,
        plan: &Plan,
        route: RouteIdx,
        leg: usize,
    ) -> Option<(VisitIdx, Direction)> {
        let visits = plan.routes[route].visits.iter().enumerate();
        let on_board = visits.map(|(rank, visit)| {
            (*visit, if rank < leg { Direction::Pickup } else { Direction::Delivery })
        });
        let urgency = |(visit, direction): &(VisitIdx, Direction)| {
            let lots = self.lots(plan, *visit, *direction);
            lots.iter().map(|lot| plan.parcels[lot.parcel].kind).max()
        };
        on_board.filter(|way| urgency(way).is_some()).max_by_key(urgency)
    }

    /// The least urgent lots of a visit, so that it needs so many crates less.
    fn fewer_crates(
        &self,
        province: &Province,
        plan: &Plan,
        (visit, direction): (VisitIdx, Direction),
        (crates, reason): (Crates, UnservedReason),
    ) -> Vec<Left> {
        let lots = self.lots(plan, visit, direction);
        let limits = crate_limits(province);
        let needed = count(pack(&lots, &limits).crates.len());
        let rank = |lot: &Lot| plan.parcels[lot.parcel].kind as u8;
        let ranked: Vec<Ranked> =
            lots.iter().map(|lot| Ranked { lot: *lot, rank: rank(lot) }).collect();
        // In the order of the ranks the heuristics may need a crate less for the same lots.
        let fewer = (0..=(needed - crates.0).max(0)).rev();
        let mut tries = fewer.map(|most| leave_behind(&ranked, Crates(most), &limits).left);
        let left = tries.find(|left| !left.is_empty()).unwrap_or_default();
        // A whole-crate parcel goes or stays as a whole, and alone makes more room than asked for.
        match left.iter().find_map(|lot| lot.whole_crates.map(|_| lot.parcel)) {
            Some(parcel) => vec![self.whole(plan, parcel, reason)],
            None => left
                .iter()
                .map(|lot| Left { parcel: lot.parcel, items: lot.items, reason })
                .collect(),
        }
    }

    /// All of a whole-crate parcel, which does not fit where less room than its crates is left.
    fn whole(&self, plan: &Plan, parcel: ParcelIdx, reason: UnservedReason) -> Left {
        let whole = plan.parcels[parcel].whole_crates.unwrap_or_default();
        let reason = match reason {
            UnservedReason::VehicleFull { crates } => {
                UnservedReason::VehicleFull { crates: crates.max(whole) }
            }
            UnservedReason::NoEmptyCrates { crates } => {
                UnservedReason::NoEmptyCrates { crates: crates.max(whole) }
            }
            other => other,
        };
        Left { parcel, items: self.kept[parcel], reason }
    }

    /// The least urgent items of a visit, until the mass that is too much is off.
    fn less_mass(&self, plan: &Plan, excess: &Excess) -> Vec<Left> {
        let mut lots = self.lots(plan, excess.visit, excess.direction);
        lots.sort_by_key(|lot| std::cmp::Reverse(plan.parcels[lot.parcel].kind));
        let reason = UnservedReason::VehicleFull { crates: Crates(1) };
        let mut over = excess.mass;
        let mut left = Vec::new();
        for lot in lots.iter().filter(|lot| lot.grams_each > Grams::ZERO) {
            if over <= Grams::ZERO {
                break;
            }
            let enough = Items((over.0 - 1) / lot.grams_each.0 + 1).min(lot.items);
            let entry = match lot.whole_crates {
                Some(_) => self.whole(plan, lot.parcel, reason),
                None => Left { parcel: lot.parcel, items: enough, reason },
            };
            over -= lot.grams_each * entry.items.0;
            left.push(entry);
        }
        if left.is_empty() {
            // Crates of weightless items still weigh their tare.
            left.extend(lots.first().map(|lot| Left {
                parcel: lot.parcel,
                items: lot.items,
                reason,
            }));
        }
        left
    }

    fn leave(&mut self, plan: &Plan, left: &[Left]) {
        for entry in left {
            self.kept[entry.parcel] -= entry.items;
            self.left.push(*entry);
            self.touch(plan, entry.parcel);
        }
    }

    fn touch(&mut self, plan: &Plan, parcel: ParcelIdx) {
        let parcel = &plan.parcels[parcel];
        self.stale.extend(parcel.delivered_by.into_iter().chain(parcel.collected_by));
    }

    /// Takes back, most urgent first, what fits after all; whether anything did.
    fn put_back(&mut self, province: &Province, plan: &mut Plan) -> bool {
        let is_full = |entry: &Left| matches!(entry.reason, UnservedReason::VehicleFull { .. });
        let (mut waiting, kept): (Vec<Left>, Vec<Left>) = self.left.drain(..).partition(is_full);
        self.left = kept;
        waiting.sort_by_key(|entry| (plan.parcels[entry.parcel].kind, entry.parcel));
        let mut any = false;
        for entry in waiting {
            let grams = plan.parcels[entry.parcel].grams_each * entry.items.0;
            let may_fit = room_on_way(province, plan, entry.parcel)
                .is_some_and(|room| room.mass >= grams && room.crates >= Crates::ZERO);
            if !may_fit || !self.fits_after_all(province, plan, &entry) {
                self.left.push(entry);
            } else {
                any = true;
            }
        }
        any
    }

    /// Packs the items again; undone where a vehicle is overfull then.
    fn fits_after_all(&mut self, province: &Province, plan: &mut Plan, entry: &Left) -> bool {
        self.kept[entry.parcel] += entry.items;
        self.touch(plan, entry.parcel);
        self.repack(province, plan);
        let room = room_on_way(province, plan, entry.parcel);
        if room.is_none_or(|room| room.crates >= Crates::ZERO && room.mass >= Grams::ZERO) {
            return true;
        }
        self.kept[entry.parcel] -= entry.items;
        self.touch(plan, entry.parcel);
        self.repack(province, plan);
        false
    }

    /// What stayed behind, a line a parcel and reason; then what no visit takes or brings.
    fn unserved(self, province: &Province, plan: &Plan) -> Vec<Unserved> {
        let mut lines: Vec<Left> = Vec::new();
        let mut left = self.left;
        left.extend(plan.parcels.iter_indexed().filter_map(|(index, parcel)| {
            let reason = UnservedReason::NoVisit;
            let strands = parcel.arrives.is_none()
                && parcel.collected_by.is_none()
                && (parcel.leaves.is_none() || province.is_at_hub(parcel.from));
            strands.then_some(Left { parcel: index, items: parcel.items, reason })
        }));
        left.sort_by_key(|entry| entry.parcel);
        for entry in left {
            // A parcel may have stayed behind for one reason, for another, and again for the first.
            let mut of_parcel =
                lines.iter_mut().rev().take_while(|line| line.parcel == entry.parcel);
            match of_parcel.find(|line| line.reason == entry.reason) {
                Some(line) => line.items += entry.items,
                None => lines.push(entry),
            }
        }
        let line = |Left { parcel, items, reason }| Unserved::Parcel { parcel, items, reason };
        lines.into_iter().map(line).collect()
    }
}

fn crate_limits(province: &Province) -> CrateLimits {
    let crate_type = &province.settings().crate_type;
    CrateLimits { volume: crate_type.net_volume(), mass: crate_type.net_mass() }
}

fn bag_limits(province: &Province) -> CrateLimits {
    let bag = &province.settings().bag;
    CrateLimits { volume: bag.volume, mass: bag.mass }
}

fn contents(fill: Fill) -> CrateFill {
    let mut contents = fill.contents;
    contents.sort_unstable();
    CrateFill { contents }
}

fn mix_bags(province: &Province, plan: &mut Plan, route: RouteIdx) {
    let with_bag: Vec<VisitIdx> = plan.routes[route]
        .visits
        .iter()
        .copied()
        .filter(|visit| plan.visits[*visit].delivery.bag.is_some())
        .collect();
    let size = |visit: &VisitIdx| {
        let bag = plan.visits[*visit].delivery.bag.as_ref().expect("filtered for bags");
        let room =
            |(parcel, items): &(ParcelIdx, Items)| plan.parcels[*parcel].millilitres_each * items.0;
        BagSize { grams: mass_of(plan, bag), millilitres: bag.contents.iter().map(room).sum() }
    };
    let sizes: Vec<BagSize> = with_bag.iter().map(size).collect();
    let groups = pack_bags(&sizes, &crate_limits(province));
    let mixed = |group: Vec<usize>| MixedCrate {
        visits: group.into_iter().map(|position| with_bag[position]).collect(),
    };
    plan.routes[route].mixed_crates = groups.into_iter().map(mixed).collect();
}

/// A number of things as a signed count.
pub(super) fn count(things: usize) -> i64 {
    i64::try_from(things).expect("a week has fewer crates than i64 holds")
}
