//! The whole judgement: tours one by one, then customers one by one.

use std::collections::BTreeSet;

use super::breach::Breach;
use super::tour::judge_tour;
use crate::model::instance::{Days, Instance, Origin, Tour, Tours};

/// What two sums in double precision may differ by.
pub const TOLERANCE: f64 = 1e-6;

/// What the referee says.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceVerdict {
    /// The cost in the unit of the set: tours, and prizes forgone.
    pub cost: f64,
    /// All limits that are broken.
    pub breaches: Vec<Breach>,
}

impl InstanceVerdict {
    /// Whether all limits hold.
    pub const fn is_feasible(&self) -> bool {
        self.breaches.is_empty()
    }
}

/// Judges tours by the instance alone.
pub fn judge(instance: &Instance, tours: &Tours) -> InstanceVerdict {
    let mut breaches = Vec::new();
    let mut driven = BTreeSet::new();
    let mut visited: Vec<Days> = vec![0; instance.customers.len()];
    let mut cost = 0.0;
    for (number, tour) in (1..).zip(&tours.tours) {
        if !is_known(instance, tour) {
            breaches.push(Breach::Unknown { tour: number });
            continue;
        }
        let day = tour.day + 1;
        if instance.fleets[tour.fleet].days >> tour.day & 1 == 0 {
            breaches.push(Breach::FleetDay { tour: number, day });
        }
        if !driven.insert((tour.day, tour.fleet, tour.vehicle)) {
            breaches.push(Breach::VehicleTwice { tour: number, day });
        }
        for &customer in &tour.customers {
            if visited[customer] >> tour.day & 1 == 1 {
                let customer = instance.customers[customer].number;
                breaches.push(Breach::VisitTwice { customer, day });
            }
            visited[customer] |= 1 << tour.day;
        }
        cost += judge_tour(instance, (number, tour), &mut breaches);
    }
    judge_origins(instance, tours, &mut breaches);
    let absent: BTreeSet<usize> = tours.absent.iter().copied().collect();
    for (rank, days) in visited.into_iter().enumerate() {
        let service = match (days, absent.contains(&rank)) {
            (0, true) => Service::LeftOut,
            (_, true) => Service::Both,
            (days, false) => Service::On(days),
        };
        cost += judge_customer(instance, (rank, service), &mut breaches);
    }
    InstanceVerdict { cost, breaches }
}

fn is_known(instance: &Instance, tour: &Tour) -> bool {
    let fleet = instance.fleets.get(tour.fleet);
    tour.day < instance.days
        && fleet.is_some_and(|fleet| fleet.count.is_none_or(|count| tour.vehicle < count))
        && tour.customers.iter().all(|&customer| customer < instance.customers.len())
        && tour.reloads.is_sorted()
        && tour.reloads.iter().all(|&rank| rank <= tour.customers.len())
}

/// Tells the customers that are visited from several depots, where one is asked for.
fn judge_origins(instance: &Instance, tours: &Tours, breaches: &mut Vec<Breach>) {
    if instance.origin == Origin::AnyDepot {
        return;
    }
    let mut depots: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); instance.customers.len()];
    for tour in tours.tours.iter().filter(|tour| is_known(instance, tour)) {
        for &customer in &tour.customers {
            depots[customer].insert(instance.fleets[tour.fleet].depot);
        }
    }
    for (customer, depots) in instance.customers.iter().zip(depots) {
        if depots.len() > 1 {
            breaches.push(Breach::SeveralDepots { customer: customer.number });
        }
    }
}

/// What becomes of a customer.
enum Service {
    /// It is visited on these days, perhaps none.
    On(Days),
    /// It is left out.
    LeftOut,
    /// It is visited and counted as left out.
    Both,
}

/// The price of leaving the customer out, if it is.
fn judge_customer(
    instance: &Instance,
    (rank, service): (usize, Service),
    breaches: &mut Vec<Breach>,
) -> f64 {
    let customer = &instance.customers[rank];
    let number = customer.number;
    match service {
        Service::On(0) => breaches.push(Breach::Missing { customer: number }),
        Service::On(days) if !customer.patterns.contains(&days) => {
            let days = (0..instance.days).filter(|day| days >> day & 1 == 1);
            let days = days.map(|day| day + 1).collect();
            breaches.push(Breach::Pattern { customer: number, days });
        }
        Service::On(_) => {}
        Service::Both => breaches.push(Breach::AbsentAndVisited { customer: number }),
        Service::LeftOut => match customer.prize {
            Some(prize) => return prize,
            None => breaches.push(Breach::Missing { customer: number }),
        },
    }
    0.0
}
