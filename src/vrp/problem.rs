//! A problem whose parts fit together, and what the search reads of it.

use std::ops::Range;

use super::faults::{ProblemFault, faults};
use super::goods::{FlowIndex, Goods};
use super::lateness::{SoftEnd, soft_ends};
use super::neighbours::Neighbours;
use super::parts::{Client, FREE, ProblemParts, VehicleType, Window};
use super::roads::{Matrix, Roads, Tariff};
use super::segment::TimeSegment;
use super::trips::trips_max;

/// A vehicle on a day: room for one route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The day, from 0.
    pub(super) day: u32,
    /// The vehicle type.
    pub(super) vehicle: u32,
    /// Which of the type's vehicles.
    pub(super) number: u32,
}

/// How durations matter, hence how a route's time is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Timing {
    /// Nothing limits them.
    Free,
    /// Durations add up to a limit; nobody waits.
    Additive,
    /// Windows: arrivals, waiting and lateness.
    Windows,
}

/// How loads matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loading {
    /// Nobody collects: what is on board is the sum of the deliveries.
    Delivery,
    /// Deliveries and pickups together: the most on board depends on the order.
    Mixed,
    /// Somebody may reload on the way: trips are over the limit each by itself.
    Trips,
}

/// What the search reads of a client, side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guest {
    pub(super) node: u32,
    pub(super) service: i32,
    pub(super) vehicles: u64,
}

/// Clients, vehicles and matrices that fit together.
///
/// Holds per client and profile the rows of the matrices in both directions, and its nearest
/// clients. Memory is `O(nodes^2)` per distinct tariff.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) parts: ProblemParts,
    pub(super) guests: Vec<Guest>,
    /// A visit in each window of each day and client.
    pub(super) times: Vec<TimeSegment>,
    /// The soft ends of `times`; none where all windows are hard.
    pub(super) soft_ends: Vec<SoftEnd>,
    /// The first window of each day and client, by `day * clients + client`, and one more.
    first_window: Vec<u32>,
    /// What visits carry and last while every client has its first pattern.
    pub(super) goods: Goods,
    pub(super) flow_index: Option<FlowIndex>,
    pub(super) slots: Vec<Slot>,
    /// The tariff of a vehicle type: an index into `tariffs`.
    pub(super) tariff_of: Vec<usize>,
    pub(super) tariffs: Vec<Tariff>,
    pub(super) roads: Vec<Roads>,
    pub(super) neighbours: Neighbours,
    pub(super) timing: Timing,
    pub(super) loading: Loading,
    /// Whether a route's distance has a limit.
    pub(super) limits_distance: bool,
    /// Whether nothing has a limit but the deliveries, in the first dimension.
    pub(super) is_plain: bool,
    /// The mean cost of a leg to a near client: the scale of temperatures and penalties.
    pub(super) mean_leg: f64,
    /// The mean distance and duration of such a leg.
    pub(super) mean_way: [i64; 2],
    /// The cost of the way from the nearest start of a vehicle to each client.
    pub(super) remoteness: Vec<i32>,
    /// What a search pays for a client that is out and must not be.
    pub(super) missing_price: i64,
    /// The first slot of each (day, vehicle type), and one more.
    pub(super) first_of_kind: Vec<u32>,
}

impl Problem {
    /// Puts the parts together, or tells everything that is wrong with them.
    ///
    /// `O(nodes^2 log nodes)`.
    pub fn new(parts: ProblemParts) -> Result<Self, Vec<ProblemFault>> {
        let faults = faults(&parts);
        if !faults.is_empty() {
            return Err(faults);
        }
        let (slots, first_of_kind) = slots(&parts);
        let timing = timing(&parts);
        let loading = loading(&parts);
        let roads: Vec<Roads> =
            parts.profiles.iter().map(|profile| Roads::new(profile, parts.nodes)).collect();
        let (tariffs, tariff_of) = Tariff::of_types(&parts, &roads);
        let neighbours = Neighbours::new(&parts, &tariffs[0], &roads[0], timing);
        let mean_leg = neighbours.mean_leg(&parts, &tariffs[0]);
        let mean_way = neighbours.mean_way(&parts, &roads[0]);
        let limits_distance = parts.vehicles.iter().any(|vehicle| vehicle.distance_max < FREE);
        let (times, first_window) = times(&parts);
        let flow_index = parts.flows.as_ref().map(|flows| FlowIndex::new(&parts, flows));
        let remoteness = remoteness(&parts, &tariffs[0]);
        let is_plain = timing == Timing::Free
            && loading == Loading::Delivery
            && !limits_distance
            && parts.clients.iter().all(|client| client.delivery[1] == 0);
        Ok(Self {
            is_plain,
            guests: parts.clients.iter().map(guest).collect(),
            times,
            soft_ends: soft_ends(&parts),
            first_window,
            goods: Goods::new(&parts, flow_index.as_ref()),
            flow_index,
            slots,
            tariff_of,
            tariffs,
            roads,
            neighbours,
            timing,
            loading,
            limits_distance,
            mean_leg,
            mean_way,
            remoteness,
            missing_price: missing_price(mean_leg),
            first_of_kind,
            parts,
        })
    }

    /// What the problem is made of.
    pub const fn parts(&self) -> &ProblemParts {
        &self.parts
    }

    /// Whether a driver must rest.
    pub(super) fn has_rests(&self) -> bool {
        self.parts.vehicles.iter().any(|vehicle| vehicle.rest.is_some())
    }

    /// Whether some leg takes longer at one hour than at another.
    pub(super) fn has_hours(&self) -> bool {
        self.roads.iter().any(|of| !of.hours.is_empty())
    }

    /// Whether bags go from client to client.
    pub(super) fn has_transfers(&self) -> bool {
        self.parts.flows.as_ref().is_some_and(|flows| flows.transfers.is_some())
    }

    /// Whether being late costs somewhere.
    #[inline]
    pub(super) const fn is_soft(&self) -> bool {
        !self.soft_ends.is_empty()
    }

    /// The mean of what visits ask of a vehicle in a dimension.
    pub(super) fn mean_load(&self, dimension: usize) -> i64 {
        let of = |client| i64::from(self.goods.typical(&self.parts, client).load.most[dimension]);
        let sum: i64 = (0..).take(self.guests.len()).map(of).sum();
        sum / i64::try_from(self.guests.len().max(1)).expect("clients fit i64")
    }

    pub(super) fn client_count(&self) -> usize {
        self.parts.clients.len()
    }

    pub(super) fn client(&self, client: u32) -> &Client {
        &self.parts.clients[client as usize]
    }

    /// The windows of a client on a day, among all `times`; there is at least one.
    #[inline]
    pub(super) fn windows(&self, day: usize, client: u32) -> Range<u32> {
        let visit = day * self.guests.len() + client as usize;
        self.first_window[visit]..self.first_window[visit + 1]
    }

    #[inline]
    pub(super) fn vehicle_of(&self, slot: u32) -> &VehicleType {
        &self.parts.vehicles[self.slots[slot as usize].vehicle as usize]
    }

    /// The slots of a day.
    pub(super) fn slots_of(&self, day: usize) -> Range<u32> {
        let types = self.parts.vehicles.len();
        self.first_of_kind[day * types]..self.first_of_kind[(day + 1) * types]
    }

    /// The slots of a vehicle type on a day.
    #[inline]
    pub(super) fn slots_of_kind(&self, day: usize, vehicle: usize) -> Range<u32> {
        let kind = day * self.parts.vehicles.len() + vehicle;
        self.first_of_kind[kind]..self.first_of_kind[kind + 1]
    }

    /// What legs cost the vehicle of a slot.
    #[inline]
    pub(super) fn cost_of(&self, slot: u32) -> &Matrix {
        let vehicle = self.slots[slot as usize].vehicle;
        &self.tariffs[self.tariff_of[vehicle as usize]].cost
    }

    pub(super) const fn is_periodic(&self) -> bool {
        self.parts.days > 1
    }
}

const fn guest(client: &Client) -> Guest {
    Guest { node: client.node, service: client.service, vehicles: client.vehicles }
}

fn times(parts: &ProblemParts) -> (Vec<TimeSegment>, Vec<u32>) {
    let mut times = Vec::new();
    let count = |times: &Vec<TimeSegment>| u32::try_from(times.len()).expect("windows fit u32");
    let mut first = vec![0];
    for day in 0..parts.days {
        for client in &parts.clients {
            let on_day = client.openings.iter().filter(|opening| opening.days >> day & 1 == 1);
            let before = times.len();
            times.extend(on_day.map(|opening| TimeSegment::at(opening.window, client.service)));
            if times.len() == before {
                times.push(TimeSegment::at(Window::ALWAYS, client.service));
            }
            first.push(count(&times));
        }
    }
    (times, first)
}

fn loading(parts: &ProblemParts) -> Loading {
    if parts.vehicles.iter().any(|vehicle| trips_max(vehicle) > 1) {
        return Loading::Trips;
    }
    let collects = parts.clients.iter().any(|client| client.pickup != [0; 2]);
    if collects || parts.flows.is_some() { Loading::Mixed } else { Loading::Delivery }
}

fn slots(parts: &ProblemParts) -> (Vec<Slot>, Vec<u32>) {
    let mut slots = Vec::new();
    let mut first = vec![0];
    // More vehicles of a type than clients would only be empty routes.
    let most = u32::try_from(parts.clients.len()).unwrap_or(u32::MAX);
    for day in 0_u32..u32::try_from(parts.days).expect("at most 64 days") {
        for (vehicle, of) in (0..).zip(&parts.vehicles) {
            if of.days >> day & 1 == 1 {
                slots.extend((0..of.count.min(most)).map(|number| Slot { day, vehicle, number }));
            }
            first.push(u32::try_from(slots.len()).expect("clients times types fit u32"));
        }
    }
    (slots, first)
}

fn remoteness(parts: &ProblemParts, tariff: &Tariff) -> Vec<i32> {
    let of = |client: &Client| {
        let starts = parts.vehicles.iter().map(|vehicle| vehicle.start);
        starts.map(|start| tariff.cost.leg(start, client.node)).min().unwrap_or(0)
    };
    parts.clients.iter().map(of).collect()
}

/// Dearer than any detour, and far from overflow.
fn missing_price(mean_leg: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a mean of i32 times 10,000")]
    let price = (mean_leg * 1e4) as i64;
    price.max(i64::from(FREE))
}

fn timing(parts: &ProblemParts) -> Timing {
    let by_clock = |vehicle: &VehicleType| {
        vehicle.shift != Window::ALWAYS
            || vehicle.idle_price > 0
            || vehicle.loading + vehicle.unloading > 0
            || vehicle.rest.is_some()
    };
    let windows = parts.clients.iter().any(|client| !client.openings.is_empty());
    let by_hour = parts.profiles.iter().any(|profile| !profile.hours.is_empty());
    if windows || by_hour || parts.flows.is_some() || parts.vehicles.iter().any(by_clock) {
        Timing::Windows
    } else if parts.vehicles.iter().any(|vehicle| vehicle.duration_max < FREE) {
        Timing::Additive
    } else {
        Timing::Free
    }
}
