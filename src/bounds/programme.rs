//! The linear programme over the routes that are known, solved to its vertex.
//!
//! Rows: each client is visited on an orbit of days as often as its fractions of sets of days ask
//! for; these fractions add up to one; each lot has so many routes; and cuts. Better than the
//! method of multipliers where rows are few, since its prices are exact.

use std::sync::Arc;

use super::capacity::Driven;
use super::cuts::{Cut, leave_out};
use super::pricing::Route;
use super::relaxation::{Choice, Relaxation, whole};
use super::simplex::{Simplex, Stays};

/// Rows up to which the inverse of a basis is small enough.
const ROWS_MAX: usize = 700;
/// Rows of cuts beyond those.
const CUTS_MAX: usize = 200;
/// Pivots between two pricings at most.
const PIVOTS: usize = 2_000;
/// Solves after which a route that is not driven is forgotten, once there are many columns.
const IDLE_MAX: u32 = 25;
/// A share of a route that is more than what lifted right-hand sides make.
const SOME: f64 = 0.01;
/// A visit that no known route makes costs so many times the way there and back.
const DEAR: f64 = 3.0;

/// What a column stands for.
#[derive(Clone)]
enum Column {
    /// A route of a lot.
    Route(usize, Arc<Route>),
    /// A client's choice by its number.
    Choice(usize, usize),
}

#[derive(Clone)]
pub(super) struct Programme<'relaxation> {
    relaxation: &'relaxation Relaxation,
    simplex: Simplex<Column>,
    /// The row of the first client's choices, and of the first lot.
    choices: usize,
    lots: usize,
    cuts: Vec<Cut>,
    /// The dearest way to a client and back.
    dearest: f64,
}

impl<'relaxation> Programme<'relaxation> {
    /// Whether a problem has few enough rows.
    pub(super) fn fits(relaxation: &Relaxation) -> bool {
        rows(relaxation) <= ROWS_MAX
    }

    /// How many cuts more have rows.
    pub(super) fn room(&self) -> usize {
        (ROWS_MAX + CUTS_MAX).saturating_sub(rows(self.relaxation) + self.cuts.len())
    }

    /// With some routes, each with its lot.
    pub(super) fn new(relaxation: &'relaxation Relaxation, known: Vec<(usize, Route)>) -> Self {
        let (clients, orbits) = (relaxation.choices.len(), relaxation.orbits);
        let choices = clients * orbits;
        let lots = choices + clients;
        let mut sides = vec![0.0; choices];
        sides.extend(std::iter::repeat_n(1.0, clients));
        sides.extend(relaxation.lots.iter().map(|lot| lot.count as f64));
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
        let dearest = (0..clients).map(|client| round_trip(relaxation, client)).fold(1.0, f64::max);
        let mut simplex = Simplex::new(&sides, basis);
        for client in 0..clients {
            simplex.name(choices + client, Column::Choice(client, 0));
            for number in 1..relaxation.choices[client].len() {
                let name = Column::Choice(client, number);
                simplex.add_named(choice(client, number), Stays::Always, name);
            }
        }
        // More visits than are asked for do no harm where ways are no longer for it.
        for place in 0..choices {
            simplex.add_fixed(0.0, vec![(place, -1.0)]);
        }
        let mut programme = Self { relaxation, simplex, choices, lots, cuts: Vec::new(), dearest };
        for (lot, route) in known {
            let column = programme.column(lot, &route);
            programme.take(column, lot, route);
        }
        programme
    }

    fn take(&mut self, column: (f64, Vec<(usize, f64)>), lot: usize, route: Route) {
        self.simplex.add_named(column, Stays::WhileUsed, Column::Route(lot, Arc::new(route)));
    }

    fn column(&self, lot: usize, route: &Route) -> (f64, Vec<(usize, f64)>) {
        let orbit = self.relaxation.lots[lot].orbit;
        let place = |client: &u32| *client as usize * self.relaxation.orbits + orbit;
        let mut places: Vec<usize> = route.clients.iter().map(place).collect();
        places.sort_unstable();
        let alike = places.chunk_by(|a, b| a == b);
        let visits = alike.map(|of| (of[0], whole(of.len()) as f64));
        let entered = self.lots + self.relaxation.lots.len();
        let entries = self.cuts.iter().map(|cut| cut.counts(orbit, &route.clients));
        let entries = entries.enumerate().filter(|(_, entries)| *entries != 0);
        let entries = entries.map(|(of, entries)| (entered + of, entries as f64));
        let row = [(self.lots + lot, 1.0)];
        (route.cost as f64, visits.chain(row).chain(entries).collect())
    }

    /// Takes in cuts; what the vertex costs with them, or less.
    pub(super) fn add_cuts(&mut self, cuts: &[Cut]) -> f64 {
        let lots = &self.relaxation.lots;
        for cut in cuts {
            let counts = |column: &Column| match column {
                Column::Route(lot, route) => cut.counts(lots[*lot].orbit, &route.clients) as f64,
                Column::Choice(..) => 0.0,
            };
            self.simplex.add_row(cut.side() as f64, DEAR * self.dearest, &counts);
        }
        self.cuts.extend_from_slice(cuts);
        self.simplex.keep_rows(cuts.len())
    }

    /// Lets go of those of some cuts that the vertex keeps by more than they ask for; which ones.
    pub(super) fn drop_loose(&mut self, may: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let first = self.lots + self.relaxation.lots.len();
        let rows = self.simplex.drop_loose(&|row| row.checked_sub(first).is_some_and(may));
        let dropped: Vec<usize> = rows.into_iter().map(|row| row - first).collect();
        leave_out(&mut self.cuts, &dropped);
        dropped
    }

    /// Lets cuts from a number on be broken for nothing.
    pub(super) fn release(&mut self, from: usize) {
        let first = self.lots + self.relaxation.lots.len();
        for cut in from..self.cuts.len() {
            self.simplex.add_fixed(0.0, vec![(first + cut, 1.0)]);
        }
    }

    /// Makes all choices and routes too dear that are not allowed; what the vertex costs then, or
    /// less.
    pub(super) fn restrict(
        &mut self,
        choices: &dyn Fn(usize, &Choice) -> bool,
        routes: &dyn Fn(usize, &Route) -> bool,
    ) -> f64 {
        let dear = DEAR * self.dearest * self.relaxation.orbits as f64;
        self.simplex.make_dearer(&|column| match column {
            Column::Route(lot, route) => (!routes(*lot, route)).then(|| dear + route.cost as f64),
            Column::Choice(client, number) => {
                let choice = &self.relaxation.choices[*client][*number];
                (!choices(*client, choice)).then_some(dear + choice.cost as f64)
            }
        })
    }

    /// Takes in a route if it is worth it at the present prices; whether it is.
    pub(super) fn add(&mut self, lot: usize, route: Route) -> bool {
        let column = self.column(lot, &route);
        let duals = self.simplex.duals();
        let paid: f64 = column.1.iter().map(|(row, entry)| duals[*row] * entry).sum();
        let is_worth = paid - column.0 > 1e-7 * column.0.abs();
        if is_worth {
            self.take(column, lot, route);
        }
        is_worth
    }

    /// The best prices for the routes that are known, by client and orbit, then by cut, and what
    /// they cost.
    pub(super) fn prices(&mut self) -> (Vec<f64>, f64) {
        self.simplex.solve(PIVOTS);
        self.simplex.forget(IDLE_MAX);
        let duals = self.simplex.duals();
        let entered = self.lots + self.relaxation.lots.len();
        let of_cuts = duals[entered..].iter().map(|price| price.max(0.0));
        (duals[..self.choices].iter().copied().chain(of_cuts).collect(), self.simplex.value())
    }

    /// The cost of the vertex.
    pub(super) fn cost(&self) -> f64 {
        self.simplex.value()
    }

    /// A copy on which something is tried, in so many steps at most.
    pub(super) fn tried(&self, steps_max: usize) -> Self {
        let mut tried = self.clone();
        tried.simplex.hurry(steps_max);
        tried
    }

    /// The part of the routes of the vertex that break a limit of another relaxation.
    pub(super) fn breaking(&self, of: &Relaxation) -> f64 {
        let (mut breaking, mut all) = (0.0, 0.0);
        for (column, share) in self.simplex.used() {
            if let Column::Route(lot, route) = column {
                all += share;
                breaking += if of.keeps(*lot, &route.clients) { 0.0 } else { share };
            }
        }
        if all > 0.0 { breaking / all } else { 0.0 }
    }

    /// Goes on with the limits of another relaxation.
    pub(super) fn tighten(&mut self, to: &'relaxation Relaxation) {
        self.relaxation = to;
        self.restrict(&|_, _| true, &|lot, route| to.keeps(lot, &route.clients));
    }

    /// The routes of the vertex.
    pub(super) fn driven(&self) -> Vec<Driven<'_>> {
        let driven = self.simplex.used().filter_map(|(column, share)| match column {
            Column::Route(lot, route) => {
                Some((self.relaxation.lots[*lot].orbit, route.clients.as_slice(), share))
            }
            Column::Choice(..) => None,
        });
        driven.collect()
    }

    /// How often the vertex visits each client on each orbit, as its choices ask for.
    pub(super) fn visits(&self) -> Vec<f64> {
        let orbits = self.relaxation.orbits;
        let mut visits = vec![0.0; self.choices];
        for (column, share) in self.simplex.used() {
            let Column::Choice(client, number) = column else { continue };
            let of = &self.relaxation.choices[*client][*number].visits;
            let own = &mut visits[client * orbits..][..orbits];
            own.iter_mut().zip(of).for_each(|(sum, visits)| *sum += share * *visits as f64);
        }
        visits
    }

    /// The routes of the vertex with their lots, where all of them are whole.
    pub(super) fn whole(&self) -> Option<Vec<(usize, &[u32])>> {
        let mut whole = Vec::new();
        for (column, share) in self.simplex.used() {
            let Column::Route(lot, route) = column else { continue };
            if share > SOME && share < 1.0 - SOME || share > 1.0 + SOME {
                return None;
            }
            if share > SOME {
                whole.push((*lot, route.clients.as_slice()));
            }
        }
        Some(whole)
    }

    /// The routes of the vertex on each day of their orbits, with the lots of a relaxation whose
    /// orbits are days.
    pub(super) fn on_days(&self, days: &Relaxation) -> Vec<(usize, Route)> {
        let mut routes = Vec::new();
        for (column, _) in self.simplex.used() {
            let Column::Route(lot, route) = column else { continue };
            let own = self.relaxation.lots[*lot];
            for (at, lot) in days.lots.iter().enumerate() {
                if lot.vehicle == own.vehicle && self.relaxation.orbit_of[lot.orbit] == own.orbit {
                    routes.push((at, Route::clone(route)));
                }
            }
        }
        routes
    }

    /// Gives back what is made anew when it goes on.
    pub(super) fn rest(&mut self) {
        self.simplex.rest();
    }

    /// Goes on after a rest.
    pub(super) fn resume(&mut self) {
        self.simplex.refresh();
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
