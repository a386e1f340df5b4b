//! One tour: its cost, and its limits along the way.

use super::breach::Breach;
use super::judge::TOLERANCE;
use crate::model::instance::{Backhauls, Customer, Fleet, Instance, Tour, Travel};

/// A tour with what its legs look up.
struct Drive<'instance> {
    instance: &'instance Instance,
    fleet: &'instance Fleet,
    travel: &'instance Travel,
    stops: Vec<&'instance Customer>,
    number: usize,
}

/// How a tour goes for a departure: when it ends, and the first stop that it reaches too late.
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
    let fleet = &instance.fleets[tour.fleet];
    let drive = Drive {
        instance,
        fleet,
        travel: &instance.travels[fleet.travel],
        stops: tour.customers.iter().map(|&rank| &instance.customers[rank]).collect(),
        number,
    };
    drive.loads(breaches);
    drive.order(breaches);
    for stop in drive.stops.iter().filter(|stop| stop.fleets >> tour.fleet & 1 == 0) {
        breaches.push(Breach::Access { tour: number, customer: stop.number });
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

impl Drive<'_> {
    /// From node to node, depots at both ends.
    fn legs(&self) -> impl Iterator<Item = (usize, usize)> {
        let nodes = || self.stops.iter().map(|stop| stop.node);
        std::iter::once(self.fleet.start)
            .chain(nodes())
            .zip(nodes().chain(std::iter::once(self.fleet.end)))
    }

    fn duration(&self, from: usize, to: usize) -> f64 {
        self.travel.duration(self.instance.convention, from, to)
    }

    fn loads(&self, breaches: &mut Vec<Breach>) {
        for (dimension, limit) in self.fleet.capacity.iter().enumerate() {
            let Some(limit) = *limit else { continue };
            let mut load: i64 = self.stops.iter().map(|stop| stop.delivery[dimension]).sum();
            let after = self.stops.iter().map(|stop| {
                load += stop.pickup[dimension] - stop.delivery[dimension];
                load
            });
            let start: i64 = self.stops.iter().map(|stop| stop.delivery[dimension]).sum();
            let loads: Vec<i64> = std::iter::once(start).chain(after).collect();
            for (leg, &found) in (1..).zip(&loads) {
                if found > limit {
                    breaches.push(Breach::Load { tour: self.number, leg, found, limit });
                }
            }
        }
    }

    /// Backhauls come last, and never alone, where the problem says so.
    fn order(&self, breaches: &mut Vec<Breach>) {
        if self.instance.backhauls != Backhauls::Last {
            return;
        }
        let is_backhaul = |stop: &Customer| stop.pickup != [0; 2];
        let last_linehaul = self.stops.iter().rposition(|stop| !is_backhaul(stop));
        let early = match last_linehaul {
            None => self.stops.first(),
            Some(last) => self.stops[..last].iter().find(|stop| is_backhaul(stop)),
        };
        if let Some(stop) = early {
            breaches.push(Breach::BackhaulFirst { tour: self.number, customer: stop.number });
        }
    }

    fn clock(&self, breaches: &mut Vec<Breach>) {
        let tour = self.number;
        let shift = self.fleet.shift;
        let first = self.pass(shift.open);
        if let Some((stop, found)) = first.late {
            let customer = self.stops[stop];
            let limit = customer.windows.last().map_or(f64::INFINITY, |window| window.close);
            breaches.push(Breach::Late { tour, customer: customer.number, found, limit });
        }
        if first.end > shift.close + TOLERANCE {
            breaches.push(Breach::Shift { tour, found: first.end, limit: shift.close });
        }
        if let Some(limit) = self.fleet.duration_max {
            let found = self.shortest(&first);
            if found > limit + TOLERANCE {
                breaches.push(Breach::Duration { tour, found, limit });
            }
        }
    }

    /// Drives from a departure on, waiting for windows; goes on after a stop that is too late.
    fn pass(&self, departure: f64) -> Pass {
        let (mut now, mut late) = (departure, None);
        for (rank, (from, to)) in self.legs().enumerate() {
            now += self.duration(from, to);
            let Some(stop) = self.stops.get(rank) else { break };
            let open = stop.windows.iter().find(|window| now <= window.close + TOLERANCE);
            match open {
                Some(window) => now = now.max(window.open),
                None if !stop.windows.is_empty() && late.is_none() => late = Some((rank, now)),
                None => {}
            }
            now += stop.service;
        }
        Pass { end: now, late }
    }

    /// The least time from departure to end, over all departures that are in time.
    fn shortest(&self, first: &Pass) -> f64 {
        let shift = self.fleet.shift;
        let mut least = first.end - shift.open;
        let mut busy = 0.0;
        for (stop, (from, to)) in self.stops.iter().zip(self.legs()) {
            busy += self.duration(from, to);
            for window in &stop.windows {
                let departure = window.open - busy;
                if departure <= shift.open {
                    continue;
                }
                let pass = self.pass(departure);
                if pass.late.is_none() && pass.end <= shift.close + TOLERANCE {
                    least = least.min(pass.end - departure);
                }
            }
            busy += stop.service;
        }
        least
    }
}
