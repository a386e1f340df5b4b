//! What goes into which crate, and what stays behind where a vehicle or a crate is too small.

use super::empties::balance;
use crate::index::{IndexVec, ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{
    CrateFill, MixedCrate, Parcel, Plan, Province, Unserved, UnservedReason, Visit,
};
use crate::packing::{
    BagSize, CrateLimits, Fill, LeaveBehind, Lot, Ranked, leave_behind, pack, pack_bags,
    pack_destination,
};
use crate::units::{Crates, Grams, Items};

/// Rounds of leaving something behind; each takes at least one crate off, so this is more than a
/// fleet can carry in a week of a province of some hundred places.
const ROUNDS_MAX: usize = 5_000;

/// Packs all visits of a plan; what does not fit is put on record.
pub(super) fn fill(province: &Province, plan: &mut Plan) {
    let mut load = WeekLoad::of(plan);
    for _ in 0..ROUNDS_MAX {
        load.pack(province, plan);
        let oversize = std::mem::take(&mut load.oversize);
        let left = if oversize.is_empty() {
            load.overfull(province, plan).or_else(|| load.short_of_empties(province, plan))
        } else {
            Some(oversize)
        };
        match left {
            None => break,
            Some(left) => load.leave(&left),
        }
    }
    plan.unserved.extend(load.unserved());
}

/// Items that stay behind, and why.
#[derive(Clone, Copy, Debug)]
struct Left {
    parcel: ParcelIdx,
    items: Items,
    reason: UnservedReason,
}

/// Which way a lot goes at a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Delivery,
    Pickup,
}

/// The parcels of each visit, and how many of their items still go along.
struct WeekLoad {
    delivered: IndexVec<VisitIdx, Vec<ParcelIdx>>,
    collected: IndexVec<VisitIdx, Vec<ParcelIdx>>,
    kept: IndexVec<ParcelIdx, Items>,
    left: Vec<Left>,
    oversize: Vec<Left>,
}

impl WeekLoad {
    fn of(plan: &Plan) -> Self {
        let none = IndexVec::filled(Vec::new(), plan.visits.len());
        let mut load = Self {
            delivered: none.clone(),
            collected: none,
            kept: plan.parcels.iter().map(|parcel| parcel.items).collect(),
            left: Vec::new(),
            oversize: Vec::new(),
        };
        for (index, parcel) in plan.parcels.iter_indexed() {
            if let Some(visit) = parcel.delivered_by {
                load.delivered[visit].push(index);
            }
            if let Some(visit) = parcel.collected_by {
                load.collected[visit].push(index);
            }
        }
        load
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

    /// Crates and bags of every visit, mixed crates of every route, empties everywhere.
    fn pack(&mut self, province: &Province, plan: &mut Plan) {
        let crates = crate_limits(province);
        let bag = bag_limits(province);
        for index in plan.visits.indices() {
            let delivered = self.lots(plan, index, Direction::Delivery);
            let collected = self.lots(plan, index, Direction::Pickup);
            let by_trolley = plan.visits[index].route.is_none();
            let (outward, bag, bound, mut oversize) = if by_trolley {
                let packed = pack(&delivered, &crates);
                (packed.crates, None, packed.lower_bound, packed.oversize)
            } else {
                let packed = pack_destination(&delivered, &crates, &bag);
                (packed.crates, packed.bag, packed.lower_bound, packed.oversize)
            };
            let inward = pack(&collected, &crates);
            oversize.extend(inward.oversize);
            self.oversize.extend(oversize.into_iter().map(|(parcel, items)| Left {
                parcel,
                items,
                reason: UnservedReason::Oversize,
            }));
            let visit = &mut plan.visits[index];
            visit.delivery.crates = outward.into_iter().map(contents).collect();
            visit.delivery.bag = bag.map(contents);
            visit.delivery.crates_at_least = bound;
            visit.pickup.crates = inward.crates.into_iter().map(contents).collect();
            visit.pickup.crates_at_least = inward.lower_bound;
        }
        for route in plan.routes.indices() {
            mix_bags(province, plan, route);
        }
    }

    /// What must stay behind on the first route that is too full on some leg.
    fn overfull(&self, province: &Province, plan: &Plan) -> Option<Vec<Left>> {
        plan.routes.indices().find_map(|route| {
            let leg = first_overfull_leg(province, plan, route)?;
            let reason = UnservedReason::VehicleFull { crates: leg.over };
            let (visit, direction) = self.least_urgent(plan, route, leg.rank)?;
            Some(self.one_crate_less(province, plan, (visit, direction), reason))
        })
    }

    /// What must stay behind where a branch has too few empty crates to fill; sets the empties.
    fn short_of_empties(&self, province: &Province, plan: &mut Plan) -> Option<Vec<Left>> {
        let (visit, crates) = balance(province, plan)?;
        let reason = UnservedReason::NoEmptyCrates { crates };
        let left = self.one_crate_less(province, plan, (visit, Direction::Pickup), reason);
        (!left.is_empty()).then_some(left)
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

    /// The least urgent lots of a visit, so that it needs a crate less.
    fn one_crate_less(
        &self,
        province: &Province,
        plan: &Plan,
        (visit, direction): (VisitIdx, Direction),
        reason: UnservedReason,
    ) -> Vec<Left> {
        let lots = self.lots(plan, visit, direction);
        let limits = crate_limits(province);
        let needed = Crates(count(pack(&lots, &limits).crates.len()));
        let rank = |lot: &Lot| u8::try_from(plan.parcels[lot.parcel].kind as usize).unwrap_or(9);
        let ranked: Vec<Ranked> =
            lots.iter().map(|lot| Ranked { lot: *lot, rank: rank(lot) }).collect();
        let LeaveBehind { left, .. } = leave_behind(&ranked, needed - Crates(1), &limits);
        let whole =
            |lot: &Lot| if lot.whole_crates.is_some() { self.kept[lot.parcel] } else { lot.items };
        left.iter().map(|lot| Left { parcel: lot.parcel, items: whole(lot), reason }).collect()
    }

    fn leave(&mut self, left: &[Left]) {
        for entry in left {
            self.kept[entry.parcel] -= entry.items;
            self.left.push(*entry);
        }
    }

    /// What stayed behind, a line a parcel and reason.
    fn unserved(self) -> Vec<Unserved> {
        let mut lines: Vec<Left> = Vec::new();
        let mut left = self.left;
        left.sort_by_key(|entry| entry.parcel);
        for entry in left {
            match lines.last_mut() {
                Some(last) if last.parcel == entry.parcel && last.reason == entry.reason => {
                    last.items += entry.items;
                }
                _ => lines.push(entry),
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

/// Mass and room of a crate's contents.
pub(super) fn mass_of(plan: &Plan, fill: &CrateFill) -> Grams {
    fill.contents.iter().map(|(parcel, items)| plan.parcels[*parcel].grams_each * items.0).sum()
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

/// A leg on which a vehicle is too full: before the visit of this rank, and by how many crates.
struct OverfullLeg {
    rank: usize,
    over: Crates,
}

fn first_overfull_leg(province: &Province, plan: &Plan, route: RouteIdx) -> Option<OverfullLeg> {
    let route = &plan.routes[route];
    let vehicle = &province.vehicles()[route.vehicle];
    let tare = province.settings().crate_type.tare;
    let visits: Vec<&Visit> = route.visits.iter().map(|visit| &plan.visits[*visit]).collect();
    let brought = |visit: &Visit| (count(visit.delivery.crates.len()), brought_mass(plan, visit));
    let taken = |visit: &Visit| (count(visit.pickup.crates.len()), taken_mass(plan, visit));
    let mixed = count(route.mixed_crates.len());
    let mut crates = mixed + visits.iter().map(|visit| brought(visit).0).sum::<i64>();
    let mut grams: Grams = visits.iter().map(|visit| brought(visit).1).sum();
    for rank in 0..=visits.len() {
        let mass = grams + tare * crates;
        if crates > vehicle.crates.0 || mass > vehicle.payload {
            return Some(OverfullLeg { rank, over: Crates((crates - vehicle.crates.0).max(1)) });
        }
        if let Some(visit) = visits.get(rank) {
            crates += taken(visit).0 - brought(visit).0;
            grams += taken(visit).1 - brought(visit).1;
        }
    }
    None
}

fn brought_mass(plan: &Plan, visit: &Visit) -> Grams {
    visit.delivery.crates.iter().chain(&visit.delivery.bag).map(|fill| mass_of(plan, fill)).sum()
}

fn taken_mass(plan: &Plan, visit: &Visit) -> Grams {
    visit.pickup.crates.iter().map(|fill| mass_of(plan, fill)).sum()
}

/// A number of things as a signed count.
pub(super) fn count(things: usize) -> i64 {
    i64::try_from(things).expect("a week has fewer crates than i64 holds")
}
