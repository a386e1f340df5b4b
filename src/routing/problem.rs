//! The problem as plain, validated values.

use super::pattern::{PatternRule, VisitTable, WEEK, allowed_patterns};
use super::timeline::{RestRule, Shift};
use crate::model::TimeWindow;
use crate::units::{Cents, Crates, Grams, Metres, Millilitres, Seconds};

/// A directed leg between two nodes; node 0 is the hub, node `i + 1` is stop `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// The road.
    pub distance: Metres,
    /// The driving time.
    pub duration: Seconds,
}

/// A place to visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopSpec {
    /// Which days are possible.
    pub rule: PatternRule,
    /// The windows of each day of the week, from Monday; `None` on a day is any time.
    pub windows: [Option<Vec<TimeWindow>>; WEEK],
    /// Service once a visit.
    pub service_fixed: Seconds,
    /// Service for each crate in or out.
    pub service_per_crate: Seconds,
    /// Whether it stands in the hub's building and needs no vehicle.
    pub by_trolley: bool,
    /// Empty crates there before the first visit of the week, which its first pickup fills.
    pub empties: Crates,
}

/// A vehicle on a day of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The day, Monday 0.
    pub day: usize,
    /// Which vehicle, as the caller numbers them.
    pub vehicle: u32,
    /// Crates that fit.
    pub crates: Crates,
    /// What it may carry, crates included.
    pub payload: Grams,
    /// Working time: shift, longest route, loading, breaks.
    pub shift: Shift,
    /// Rules of rest.
    pub rest: RestRule,
    /// Price of a kilometre, in cents.
    pub cents_per_km: i64,
    /// Price of driving at all.
    pub day_price: Cents,
}

/// An end of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowEnd {
    /// A stop.
    Stop(u32),
    /// The hub, sorted.
    Hub,
    /// The hub's building, still to be sorted: the background collection.
    Unsorted,
}

/// What must move from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Where it is.
    pub from: FlowEnd,
    /// Where it goes.
    pub to: FlowEnd,
    /// The first day on which it can leave, Monday 0; at most 13.
    pub ready: u8,
    /// Its mass.
    pub mass: Grams,
    /// Its room.
    pub volume: Millilitres,
    /// What a day under way costs, in 1/1000 cent.
    pub price_per_day: i64,
}

/// How loads become crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrateMeasure {
    /// What goes into a crate by volume.
    pub volume: Millilitres,
    /// What goes into a crate by mass.
    pub mass: Grams,
    /// What an empty crate weighs.
    pub tare: Grams,
}

/// The parts of a problem before validation.
#[derive(Clone, Debug)]
pub struct ProblemParts {
    /// The stops.
    pub stops: Vec<StopSpec>,
    /// The slots, by day and vehicle.
    pub slots: Vec<Slot>,
    /// Row-major legs over hub and stops; `None` where there is no way.
    pub legs: Vec<Option<Leg>>,
    /// The flows.
    pub flows: Vec<Flow>,
    /// Crates.
    pub crates: CrateMeasure,
    /// Days between arrival at the hub and leaving it sorted.
    pub sort_days: u8,
    /// An hour of a driver, in cents.
    pub driver_cents_per_hour: i64,
}

/// Why parts make no problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemFault {
    /// Two nodes have no way between them; positions among hub and stops.
    NoWay(usize, usize),
    /// The matrix is not square over hub and stops.
    MatrixShape,
    /// A flow names a stop that is not there, or a day past the horizon.
    FlowOutOfRange(usize),
}

/// A periodic vehicle routing problem; one that exists is valid.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) stops: Vec<StopSpec>,
    pub(super) slots: Vec<Slot>,
    pub(super) legs: Vec<Leg>,
    pub(super) flows: Vec<Flow>,
    pub(super) crates: CrateMeasure,
    pub(super) sort_days: usize,
    pub(super) driver_cents_per_hour: i64,
    /// All patterns that any stop may have, as bits.
    pub(super) patterns: Vec<u8>,
    /// The allowed patterns of each stop, as positions in `patterns`.
    pub(super) allowed: Vec<Vec<usize>>,
    /// Where the row of each stop begins in a list of all allowed patterns of all stops.
    pub(super) lead_row: Vec<usize>,
    pub(super) table: VisitTable,
    /// The flows that begin or end at each stop.
    pub(super) incident: Vec<Vec<u32>>,
    /// The slots of each day.
    pub(super) slots_of_day: [Vec<usize>; WEEK],
    /// Other stops by driving time from each stop, nearest first.
    pub(super) neighbours: Vec<Vec<u32>>,
}

impl Problem {
    /// Validates parts and prepares what every search shares. O(stops^2 log stops + flows).
    ///
    /// # Panics
    ///
    /// Never: what it looks up it has just collected.
    pub fn new(parts: ProblemParts) -> Result<Self, Vec<ProblemFault>> {
        let nodes = parts.stops.len() + 1;
        let faults = faults(&parts, nodes);
        if !faults.is_empty() {
            return Err(faults);
        }
        let legs: Vec<Leg> = parts.legs.into_iter().map(Option::unwrap_or_default).collect();
        let per_stop: Vec<Vec<u8>> =
            parts.stops.iter().map(|stop| allowed_patterns(stop.rule)).collect();
        let mut patterns: Vec<u8> = per_stop.iter().flatten().copied().collect();
        patterns.sort_unstable();
        patterns.dedup();
        let position = |pattern: &u8| patterns.binary_search(pattern).expect("just collected");
        let allowed: Vec<Vec<usize>> =
            per_stop.iter().map(|of| of.iter().map(position).collect()).collect();
        let row_after = |row: &mut usize, of: &Vec<usize>| {
            let begins = *row;
            *row += of.len();
            Some(begins)
        };
        let lead_row: Vec<usize> = allowed.iter().scan(0, row_after).collect();
        let slots_of_day = std::array::from_fn(|day| {
            (0..parts.slots.len()).filter(|slot| parts.slots[*slot].day == day).collect()
        });
        Ok(Self {
            neighbours: neighbours(&legs, parts.stops.len()),
            incident: incident(&parts.flows, parts.stops.len()),
            table: VisitTable::new(&patterns),
            stops: parts.stops,
            slots: parts.slots,
            legs,
            flows: parts.flows,
            crates: parts.crates,
            sort_days: usize::from(parts.sort_days),
            driver_cents_per_hour: parts.driver_cents_per_hour,
            lead_row,
            patterns,
            allowed,
            slots_of_day,
        })
    }

    /// The number of stops.
    pub const fn stop_count(&self) -> usize {
        self.stops.len()
    }

    /// A slot, by its position.
    ///
    /// # Panics
    ///
    /// When there is no such slot.
    pub fn slot(&self, position: usize) -> &Slot {
        &self.slots[position]
    }

    /// The leg between two nodes; node 0 is the hub.
    #[inline]
    pub(super) fn leg(&self, from: usize, to: usize) -> Leg {
        self.legs[from * (self.stops.len() + 1) + to]
    }

    /// The crates that a load needs by the bound of its volume and mass.
    #[inline]
    pub(super) fn crates_for(&self, volume: i64, mass: i64) -> i64 {
        let up = |load: i64, room: i64| (load + room - 1) / room;
        up(volume, self.crates.volume.0).max(up(mass, self.crates.mass.0))
    }
}

fn faults(parts: &ProblemParts, nodes: usize) -> Vec<ProblemFault> {
    if parts.legs.len() != nodes * nodes {
        return vec![ProblemFault::MatrixShape];
    }
    let by_road = |node: usize| node == 0 || !parts.stops[node - 1].by_trolley;
    let pairs = (0..nodes).flat_map(|from| (0..nodes).map(move |to| (from, to)));
    let lost = pairs.filter(|&(from, to)| {
        parts.legs[from * nodes + to].is_none() && by_road(from) && by_road(to)
    });
    let mut faults: Vec<_> = lost.map(|(from, to)| ProblemFault::NoWay(from, to)).collect();
    let known = |end: FlowEnd| !matches!(end, FlowEnd::Stop(stop) if stop as usize >= nodes - 1);
    for (position, flow) in parts.flows.iter().enumerate() {
        if !known(flow.from) || !known(flow.to) || usize::from(flow.ready) >= 2 * WEEK {
            faults.push(ProblemFault::FlowOutOfRange(position));
        }
    }
    faults
}

fn incident(flows: &[Flow], stops: usize) -> Vec<Vec<u32>> {
    let mut incident = vec![Vec::new(); stops];
    for (position, flow) in (0_u32..).zip(flows) {
        for end in [flow.from, flow.to] {
            if let FlowEnd::Stop(stop) = end {
                incident[stop as usize].push(position);
            }
        }
    }
    incident
}

fn neighbours(legs: &[Leg], stops: usize) -> Vec<Vec<u32>> {
    let nodes = stops + 1;
    let there_and_back = |from: usize, to: u32| {
        let to = to as usize + 1;
        legs[from * nodes + to].duration.0 + legs[to * nodes + from].duration.0
    };
    let others = |stop: usize| {
        let mut others: Vec<u32> =
            (0_u32..).take(stops).filter(|other| *other as usize != stop).collect();
        others.sort_by_key(|other| there_and_back(stop + 1, *other));
        others
    };
    (0..stops).map(others).collect()
}
