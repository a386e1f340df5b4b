//! A problem whose parts fit together, and what the search reads of it.

use std::ops::Range;

use super::neighbours::Neighbours;
use super::parts::{Client, DAYS_MAX, DaySet, FREE, Load, ProblemParts, VehicleType, Window};
use super::roads::{Matrix, Roads, Tariff};
use super::route::Call;
use super::segment::{LoadSegment, TimeSegment};

/// Why parts make no problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemFault {
    /// No day, or more than [`DAYS_MAX`].
    Days(usize),
    /// A matrix is not `nodes * nodes` long.
    Matrix {
        /// The profile.
        profile: usize,
    },
    /// A distance or duration is negative or above [`FREE`].
    Entry {
        /// The profile.
        profile: usize,
    },
    /// A client stands on a node that is not there.
    ClientNode(usize),
    /// A client has no pattern, or one without a day of the problem.
    Pattern(usize),
    /// A negative amount, service or prize.
    Negative(usize),
    /// Windows that are not in order or end before they begin.
    Windows(usize),
    /// More than 64 vehicle types.
    VehicleTypes(usize),
    /// A vehicle type with a node or a profile that is not there.
    VehicleNode(usize),
    /// A vehicle type with a negative limit or price.
    VehicleNegative(usize),
}

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
}

/// What the search reads of a client, side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guest {
    pub(super) node: u32,
    pub(super) service: i32,
    pub(super) delivery: Load,
    pub(super) goods: LoadSegment,
    pub(super) vehicles: u64,
    /// The client's windows among all windows.
    pub(super) first_window: u32,
    pub(super) windows: u32,
}

/// Clients, vehicles and matrices that fit together.
///
/// Holds per client and profile the rows of the matrices in both directions, and its nearest
/// clients. Memory is `O(nodes^2)` per distinct tariff.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) parts: ProblemParts,
    pub(super) guests: Vec<Guest>,
    /// A visit in each window of each client.
    pub(super) times: Vec<TimeSegment>,
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
        let loading = if parts.clients.iter().any(|client| client.pickup != [0; 2]) {
            Loading::Mixed
        } else {
            Loading::Delivery
        };
        let roads: Vec<Roads> =
            parts.profiles.iter().map(|profile| Roads::new(profile, parts.nodes)).collect();
        let (tariffs, tariff_of) = Tariff::of_types(&parts, &roads);
        let neighbours = Neighbours::new(&parts, &tariffs[0], &roads[0], timing);
        let mean_leg = neighbours.mean_leg(&parts, &tariffs[0]);
        let limits_distance = parts.vehicles.iter().any(|vehicle| vehicle.distance_max < FREE);
        let (guests, times) = guests(&parts.clients);
        let remoteness = remoteness(&parts, &tariffs[0]);
        let is_plain = timing == Timing::Free
            && loading == Loading::Delivery
            && !limits_distance
            && parts.clients.iter().all(|client| client.delivery[1] == 0);
        Ok(Self {
            is_plain,
            guests,
            times,
            slots,
            tariff_of,
            tariffs,
            roads,
            neighbours,
            timing,
            loading,
            limits_distance,
            mean_leg,
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

    pub(super) fn client_count(&self) -> usize {
        self.parts.clients.len()
    }

    pub(super) fn client(&self, client: u32) -> &Client {
        &self.parts.clients[client as usize]
    }

    /// The time of a call: its service in its window.
    #[inline]
    pub(super) fn time_of(&self, call: Call) -> TimeSegment {
        let first = self.guests[call.client as usize].first_window;
        self.times[(first + call.window) as usize]
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

fn guests(clients: &[Client]) -> (Vec<Guest>, Vec<TimeSegment>) {
    let mut times = Vec::new();
    let count = |times: &Vec<TimeSegment>| u32::try_from(times.len()).expect("windows fit u32");
    let guests = clients
        .iter()
        .map(|client| {
            let first_window = count(&times);
            if client.windows.is_empty() {
                times.push(TimeSegment::at(Window::ALWAYS, client.service));
            }
            times.extend(client.windows.iter().map(|&at| TimeSegment::at(at, client.service)));
            Guest {
                node: client.node,
                service: client.service,
                delivery: client.delivery,
                goods: LoadSegment::visit(client.delivery, client.pickup),
                vehicles: client.vehicles,
                first_window,
                windows: count(&times) - first_window,
            }
        })
        .collect();
    (guests, times)
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
    let windows = parts.clients.iter().any(|client| !client.windows.is_empty())
        || parts.vehicles.iter().any(|vehicle| vehicle.shift != Window::ALWAYS);
    if windows {
        Timing::Windows
    } else if parts.vehicles.iter().any(|vehicle| vehicle.duration_max < FREE) {
        Timing::Additive
    } else {
        Timing::Free
    }
}

fn faults(parts: &ProblemParts) -> Vec<ProblemFault> {
    let mut faults = Vec::new();
    if parts.days == 0 || parts.days > DAYS_MAX {
        return vec![ProblemFault::Days(parts.days)];
    }
    for (profile, of) in parts.profiles.iter().enumerate() {
        let matrices = [Some(&of.distance), of.duration.as_ref()];
        if matrices.iter().flatten().any(|matrix| matrix.len() != parts.nodes * parts.nodes) {
            faults.push(ProblemFault::Matrix { profile });
        }
        if matrices
            .iter()
            .flatten()
            .any(|all| all.iter().any(|&entry| !(0..=FREE).contains(&entry)))
        {
            faults.push(ProblemFault::Entry { profile });
        }
    }
    let days = DaySet::MAX >> (DAYS_MAX - parts.days);
    for (number, client) in parts.clients.iter().enumerate() {
        faults.extend(client_faults(number, client, parts.nodes, days));
    }
    if parts.vehicles.is_empty() || parts.vehicles.len() > 64 {
        faults.push(ProblemFault::VehicleTypes(parts.vehicles.len()));
    }
    for (number, vehicle) in parts.vehicles.iter().enumerate() {
        let there = |node: u32| (node as usize) < parts.nodes;
        if !there(vehicle.start) || !there(vehicle.end) || vehicle.profile >= parts.profiles.len() {
            faults.push(ProblemFault::VehicleNode(number));
        }
        let prices = [vehicle.fixed_price, vehicle.distance_price, vehicle.duration_price];
        if prices.iter().any(|&price| price < 0)
            || negative(vehicle.capacity)
            || vehicle.distance_max < 0
            || vehicle.duration_max < 0
            || vehicle.shift.close < vehicle.shift.open
        {
            faults.push(ProblemFault::VehicleNegative(number));
        }
    }
    faults
}

fn client_faults(number: usize, client: &Client, nodes: usize, days: DaySet) -> Vec<ProblemFault> {
    let mut faults = Vec::new();
    if client.node as usize >= nodes {
        faults.push(ProblemFault::ClientNode(number));
    }
    let beyond = |pattern: &DaySet| *pattern == 0 || *pattern & !days != 0;
    if client.patterns.is_empty() || client.patterns.iter().any(beyond) {
        faults.push(ProblemFault::Pattern(number));
    }
    let prize = client.prize.unwrap_or(0);
    if negative(client.delivery) || negative(client.pickup) || client.service < 0 || prize < 0 {
        faults.push(ProblemFault::Negative(number));
    }
    let ordered = client.windows.windows(2).all(|pair| pair[0].close < pair[1].open);
    if !ordered || client.windows.iter().any(|window| window.close < window.open) {
        faults.push(ProblemFault::Windows(number));
    }
    faults
}

fn negative(load: Load) -> bool {
    load[0] < 0 || load[1] < 0
}
