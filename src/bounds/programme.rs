//! The linear programme over the routes that are known, solved to its vertex.
//!
//! Rows: each client is visited on an orbit of days as often as its fractions of sets of days ask
//! for; these fractions add up to one; each lot has so many routes; and routes come into groups of
//! clients so often. Better than the method of
//! multipliers where rows are few, since its prices are exact.

use super::capacity::{Driven, Group};
use super::pricing::Route;
use super::relaxation::{Relaxation, whole};
use super::simplex::Simplex;

/// Rows up to which the inverse of a basis is small enough.
const ROWS_MAX: usize = 700;
/// Rows of groups of clients beyond those.
const GROUPS_MAX: usize = 200;
/// Pivots between two pricings at most.
const PIVOTS: usize = 2_000;
/// Solves after which a route that is not driven is forgotten, once there are many columns.
const IDLE_MAX: u32 = 25;
/// A visit that no known route makes costs so many times the way there and back.
const DEAR: f64 = 3.0;

pub(super) struct Programme<'relaxation> {
    relaxation: &'relaxation Relaxation,
    simplex: Simplex,
    /// The row of the first client's choices, and of the first lot.
    choices: usize,
    lots: usize,
    groups: Vec<Group>,
}

impl<'relaxation> Programme<'relaxation> {
    /// Whether a problem has few enough rows.
    pub(super) fn fits(relaxation: &Relaxation) -> bool {
        rows(relaxation) <= ROWS_MAX
    }

    /// How many groups more have rows.
    pub(super) fn room(relaxation: &Relaxation, groups: usize) -> usize {
        (ROWS_MAX + GROUPS_MAX).saturating_sub(rows(relaxation) + groups)
    }

    /// With some routes, each with its lot and named by its number, and groups of clients.
    pub(super) fn new(
        relaxation: &'relaxation Relaxation,
        known: &[(usize, Route)],
        groups: &[Group],
    ) -> Self {
        let (clients, orbits) = (relaxation.choices.len(), relaxation.orbits);
        let choices = clients * orbits;
        let lots = choices + clients;
        let mut sides = vec![0.0; choices];
        sides.extend(std::iter::repeat_n(1.0, clients));
        sides.extend(relaxation.lots.iter().map(|lot| lot.count as f64));
        sides.extend(groups.iter().map(|group| group.side as f64));
        let mut basis: Vec<(f64, Vec<(usize, f64)>)> = (0..choices)
            .map(|place| (DEAR * round_trip(relaxation, place / orbits), vec![(place, 1.0)]))
            .collect();
        let choice = |client: usize, number: usize| {
            let choice = &relaxation.choices[client][number];
            let visits = choice.visits.iter().enumerate().filter(|(_, visits)| **visits > 0);
            let asked = visits.map(|(orbit, visits)| (client * orbits + orbit, -(*visits as f64)));
            let entries = asked.chain([(choices + client, 1.0)]).collect();
            (choice.cost as f64, entries)
        };
        basis.extend((0..clients).map(|client| choice(client, 0)));
        basis.extend((0..relaxation.lots.len()).map(|lot| (0.0, vec![(lots + lot, 1.0)])));
        let entered = lots + relaxation.lots.len();
        let dearest = (0..clients).map(|client| round_trip(relaxation, client)).fold(1.0, f64::max);
        basis.extend((0..groups.len()).map(|of| (DEAR * dearest, vec![(entered + of, 1.0)])));
        let mut simplex = Simplex::new(&sides, basis);
        for of in 0..groups.len() {
            simplex.add_fixed(0.0, vec![(entered + of, -1.0)]);
        }
        for client in 0..clients {
            for number in 1..relaxation.choices[client].len() {
                let (cost, entries) = choice(client, number);
                simplex.add_fixed(cost, entries);
            }
        }
        // More visits than are asked for do no harm where ways are no longer for it.
        for place in 0..choices {
            simplex.add_fixed(0.0, vec![(place, -1.0)]);
        }
        let groups = groups.to_vec();
        let mut programme = Self { relaxation, simplex, choices, lots, groups };
        for (name, (lot, route)) in known.iter().enumerate() {
            let (cost, entries) = programme.column(*lot, route);
            programme.simplex.add_named(cost, entries, name);
        }
        programme
    }

    fn column(&self, lot: usize, route: &Route) -> (f64, Vec<(usize, f64)>) {
        let orbit = self.relaxation.lots[lot].orbit;
        let place = |client: &u32| *client as usize * self.relaxation.orbits + orbit;
        let mut places: Vec<usize> = route.clients.iter().map(place).collect();
        places.sort_unstable();
        let alike = places.chunk_by(|a, b| a == b);
        let visits = alike.map(|of| (of[0], whole(of.len()) as f64));
        let entered = self.lots + self.relaxation.lots.len();
        let entries = self.groups.iter().map(|group| group.entries(orbit, &route.clients));
        let entries = entries.enumerate().filter(|(_, entries)| *entries > 0);
        let entries = entries.map(|(of, entries)| (entered + of, entries as f64));
        let row = [(self.lots + lot, 1.0)];
        (route.cost as f64, visits.chain(row).chain(entries).collect())
    }

    /// Takes in a route, by its number, if it is worth it at the present prices; whether it is.
    pub(super) fn add(&mut self, lot: usize, route: &Route, name: usize) -> bool {
        let (cost, entries) = self.column(lot, route);
        let duals = self.simplex.duals();
        let paid: f64 = entries.iter().map(|(row, entry)| duals[*row] * entry).sum();
        let is_worth = paid - cost > 1e-7 * cost.abs();
        if is_worth {
            self.simplex.add_named(cost, entries, name);
        }
        is_worth
    }

    /// The best prices for the routes that are known, by client and orbit, then by group, and what
    /// they cost.
    pub(super) fn prices(&mut self) -> (Vec<f64>, f64) {
        self.simplex.solve(PIVOTS);
        self.simplex.forget(IDLE_MAX);
        let duals = self.simplex.duals();
        let entered = self.lots + self.relaxation.lots.len();
        let of_groups = duals[entered..].iter().map(|price| price.max(0.0));
        (duals[..self.choices].iter().copied().chain(of_groups).collect(), self.simplex.value())
    }

    /// The routes of the vertex, of those that are known by number.
    pub(super) fn driven<'a>(&self, known: &'a [(usize, Route)]) -> Vec<Driven<'a>> {
        let driven = self.simplex.used().map(|(name, share)| {
            let (lot, route) = &known[name];
            (self.relaxation.lots[*lot].orbit, route.clients.as_slice(), share)
        });
        driven.collect()
    }
}

fn rows(relaxation: &Relaxation) -> usize {
    relaxation.choices.len() * (relaxation.orbits + 1) + relaxation.lots.len()
}

/// The way to a client and back.
fn round_trip(relaxation: &Relaxation, client: usize) -> f64 {
    let trip = |network: &super::relaxation::Network| {
        let node = client + 1;
        network.cost[node] + network.cost[node * network.nodes]
    };
    relaxation.networks.iter().map(trip).max().unwrap_or(1).max(1) as f64
}
