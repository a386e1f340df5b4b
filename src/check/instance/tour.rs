//! One tour: its cost, and its limits along the way.

use super::breach::Breach;
use super::judge::TOLERANCE;
use crate::model::instance::{Backhauls, Customer, Fleet, Instance, Span, Tour, Travel};

/// A tour with what its legs look up.
pub(super) struct Drive<'instance> {
    instance: &'instance Instance,
    fleet: &'instance Fleet,
    travel: &'instance Travel,
    halts: Vec<Halt<'instance>>,
    number: usize,
}

/// Where a tour stands still between its two ends.
#[derive(Clone, Copy)]
enum Halt<'instance> {
    Visit(&'instance Customer),
    Reload,
}

impl<'instance> Halt<'instance> {
    const fn customer(self) -> Option<&'instance Customer> {
        match self {
            Self::Visit(customer) => Some(customer),
            Self::Reload => None,
        }
    }
}

/// How a tour goes for a departure: when it ends, and the first halt that it reaches too late.
struct Pass {
    end: f64,
    late: Option<(usize, f64)>,
}

/// Tells what is wrong with a tour; gives its cost.
pub(super) fn judge_tour(
    instance: &Instance,
    (number, tour): (usize, &Tour),
    breaches: &mut Vec<Breach>,
) -> f64 {
    let drive = Drive::of(instance, (number, tour));
    let fleet = drive.fleet;
    drive.loads(breaches);
    drive.order(breaches);
    let visits = drive.halts.iter().filter_map(|halt| halt.customer());
    for stop in visits.filter(|stop| stop.fleets >> tour.fleet & 1 == 0) {
        breaches.push(Breach::Access { tour: number, customer: stop.number });
    }
    let trips_max = fleet.reload.map_or(Some(1), |reload| reload.trips_max);
    let (found, limit) =
        (drive.trips().count(), trips_max.map_or(usize::MAX, |most| most as usize));
    if found > limit {
        breaches.push(Breach::Trips { tour: number, found, limit });
    }
    let distance: f64 =
        drive.legs().map(|(from, to)| drive.travel.distance(instance.convention, from, to)).sum();
    if let Some(limit) = fleet.distance_max
        && distance > limit + TOLERANCE
    {
        breaches.push(Breach::Distance { tour: number, found: distance, limit });
    }
    drive.clock(breaches);
    let duration: f64 = drive.legs().map(|(from, to)| drive.duration(from, to)).sum();
    fleet.fixed_price + distance * fleet.distance_price + duration * fleet.duration_price
}

impl<'instance> Drive<'instance> {
    pub(super) fn of(instance: &'instance Instance, (number, tour): (usize, &Tour)) -> Self {
        let fleet = &instance.fleets[tour.fleet];
        let mut halts = Vec::with_capacity(tour.customers.len() + tour.reloads.len());
        let mut reloads = tour.reloads.iter().peekable();
        for (rank, &customer) in tour.customers.iter().enumerate() {
            while reloads.next_if(|&&at| at <= rank).is_some() {
                halts.push(Halt::Reload);
            }
            halts.push(Halt::Visit(&instance.customers[customer]));
        }
        halts.extend(reloads.map(|_| Halt::Reload));
        Self { instance, fleet, travel: &instance.travels[fleet.travel], halts, number }
    }

    /// The customers of each trip.
    fn trips(&self) -> impl Iterator<Item = Vec<&'instance Customer>> {
        let trips = self.halts.split(|halt| matches!(halt, Halt::Reload));
        trips.map(|trip| trip.iter().filter_map(|halt| halt.customer()).collect())
    }

    /// From node to node, depots at both ends and where it reloads.
    pub(super) fn legs(&self) -> impl Iterator<Item = (usize, usize)> {
        let hub = self.fleet.reload.map_or(self.fleet.start, |reload| reload.node);
        let nodes =
            move || self.halts.iter().map(move |halt| halt.customer().map_or(hub, |of| of.node));
        std::iter::once(self.fleet.start)
            .chain(nodes())
            .zip(nodes().chain(std::iter::once(self.fleet.end)))
    }

    pub(super) fn duration(&self, from: usize, to: usize) -> f64 {
        self.travel.duration(self.instance.convention, from, to)
    }

    fn loads(&self, breaches: &mut Vec<Breach>) {
        for (dimension, limit) in self.fleet.capacity.iter().enumerate() {
            let Some(limit) = *limit else { continue };
            let mut loads: Vec<i64> = Vec::with_capacity(self.halts.len() + 1);
            for trip in self.trips() {
                let mut load = trip.iter().map(|stop| stop.delivery[dimension]).sum();
                loads.push(load);
                loads.extend(trip.iter().map(|stop| {
                    load += stop.pickup[dimension] - stop.delivery[dimension];
                    load
                }));
            }
            for (leg, &found) in (1..).zip(&loads) {
                if found > limit {
                    breaches.push(Breach::Load { tour: self.number, leg, found, limit });
                }
            }
        }
    }

    /// Backhauls come last in a trip, and never alone, where the problem says so.
    fn order(&self, breaches: &mut Vec<Breach>) {
        if self.instance.backhauls != Backhauls::Last {
            return;
        }
        let is_backhaul = |stop: &Customer| stop.pickup != [0; 2];
        for trip in self.trips() {
            let last_linehaul = trip.iter().rposition(|stop| !is_backhaul(stop));
            let early = match last_linehaul {
                None => trip.first(),
                Some(last) => trip[..last].iter().find(|stop| is_backhaul(stop)),
            };
            if let Some(stop) = early {
                breaches.push(Breach::BackhaulFirst { tour: self.number, customer: stop.number });
            }
        }
    }

    fn clock(&self, breaches: &mut Vec<Breach>) {
        let tour = self.number;
        let shift = self.fleet.shift;
        let first = self.pass(shift.open);
        if let Some((halt, found)) = first.late
            && let Some(customer) = self.halts[halt].customer()
        {
            let limit = customer.windows.last().map_or(f64::INFINITY, |window| window.close);
            breaches.push(Breach::Late { tour, customer: customer.number, found, limit });
        }
        if first.end > shift.close + TOLERANCE {
            breaches.push(Breach::Shift { tour, found: first.end, limit: shift.close });
        }
        if let Some(limit) = self.fleet.duration_max {
            let departure = self.best_departure();
            let found = self.pass(departure).end - departure;
            if found > limit + TOLERANCE {
                breaches.push(Breach::Duration { tour, found, limit });
            }
        }
    }

    /// When a halt is open; always where nothing is said, and at a reload.
    fn windows(&self, rank: usize) -> &'instance [Span] {
        let stop = self.halts.get(rank).and_then(|halt| halt.customer());
        stop.map_or(&[], |stop| &stop.windows)
    }

    /// When service begins at a halt that is reached at a moment; `None` where that is too late.
    pub(super) fn begin(&self, rank: usize, now: f64) -> Option<f64> {
        let windows = self.windows(rank);
        if windows.is_empty() {
            return Some(now);
        }
        let open = windows.iter().find(|window| now <= window.close + TOLERANCE);
        open.map(|window| now.max(window.open))
    }

    /// How long a halt takes; the end takes nothing.
    pub(super) fn service(&self, rank: usize) -> f64 {
        match self.halts.get(rank) {
            None => 0.0,
            Some(Halt::Visit(customer)) => customer.service,
            Some(Halt::Reload) => self.fleet.reload.map_or(0.0, |reload| reload.duration),
        }
    }

    /// Drives from a departure on, waiting for windows; goes on after a stop that is too late.
    fn pass(&self, departure: f64) -> Pass {
        let (mut now, mut late) = (departure, None);
        for (rank, (from, to)) in self.legs().enumerate() {
            now += self.duration(from, to);
            match self.begin(rank, now) {
                Some(begin) => now = begin,
                None if late.is_none() => late = Some((rank, now)),
                None => {}
            }
            now += self.service(rank);
        }
        Pass { end: now, late }
    }

    /// The departure with the least time to the end, the earliest of several; the begin of the
    /// shift where no departure is in time.
    pub(super) fn best_departure(&self) -> f64 {
        let shift = self.fleet.shift;
        let mut best = (self.pass(shift.open).end - shift.open, shift.open);
        let mut busy = 0.0;
        for (rank, (from, to)) in self.legs().enumerate() {
            busy += self.duration(from, to);
            for moment in self.windows(rank).iter().flat_map(|window| [window.open, window.close]) {
                let departure = moment - busy;
                if departure <= shift.open || !departure.is_finite() {
                    continue;
                }
                let pass = self.pass(departure);
                let in_time = pass.late.is_none() && pass.end <= shift.close + TOLERANCE;
                if in_time && pass.end - departure < best.0 - TOLERANCE {
                    best = (pass.end - departure, departure);
                }
            }
            busy += self.service(rank);
        }
        best.1
    }
}
