//! The linear programme over the routes that are known: good prices by the method of multipliers.
//!
//! Routes, in fractions, visit each client as often as its fractions of sets of days ask for. What
//! is visited too little raises a price, too much lowers it; beside the price stands a quadratic
//! penalty, which keeps prices from jumping while few routes are known. For fixed prices, one
//! fraction after the other goes where the penalised cost is least.
//!
//! Numbers are approximate here: they choose prices, and what those prove is added up exactly
//! elsewhere.
//!
//! References: R. T. Rockafellar (1976), "Augmented Lagrangians and applications of the proximal
//! point algorithm in convex programming", Mathematics of Operations Research 1(2):97-116.

use std::collections::BTreeSet;

use super::pricing::Route;
use super::relaxation::{Lot, Relaxation};

/// A route with the lot that drives it.
struct Column {
    lot: usize,
    cost: f64,
    /// Places of prices with the number of visits.
    visits: Vec<(usize, f64)>,
    square: f64,
    part: f64,
    idle: u32,
}

/// A route that was not driven in so many rounds is forgotten.
const IDLE_MAX: u32 = 30;
/// What a missing visit costs beside its price, in mean prices at first.
const PENALTY: f64 = 0.03;
/// Passes over all fractions for one set of prices.
const PASSES: usize = 15;

pub(super) struct Master<'relaxation> {
    relaxation: &'relaxation Relaxation,
    columns: Vec<Column>,
    known: BTreeSet<(usize, Vec<u32>)>,
    routes: Vec<(usize, Vec<u32>)>,
    /// Fractions of the choices of each client.
    parts: Vec<Vec<f64>>,
    prices: Vec<f64>,
    /// Visits that are missing, by place of price.
    missing: Vec<f64>,
    /// What a route of a lot is charged, below or at nought, and routes that are spare.
    charges: Vec<f64>,
    spare: Vec<f64>,
    penalty: f64,
}

impl<'relaxation> Master<'relaxation> {
    /// Without routes; prices are by client and orbit.
    pub(super) fn new(relaxation: &'relaxation Relaxation, prices: Vec<f64>) -> Self {
        let (clients, orbits) = (relaxation.choices.len(), relaxation.orbits);
        let mean = prices.iter().sum::<f64>() / prices.len().max(1) as f64;
        let mut master = Self {
            relaxation,
            columns: Vec::new(),
            known: BTreeSet::new(),
            routes: Vec::new(),
            parts: Vec::with_capacity(clients),
            prices,
            missing: vec![0.0; clients * orbits],
            charges: vec![0.0; relaxation.lots.len()],
            spare: relaxation.lots.iter().map(|lot| lot.count as f64).collect(),
            penalty: mean.max(1.0) * PENALTY,
        };
        for (client, choices) in relaxation.choices.iter().enumerate() {
            let part = 1.0 / choices.len() as f64;
            for choice in choices {
                for (orbit, visits) in choice.visits.iter().enumerate() {
                    master.missing[client * orbits + orbit] += part * *visits as f64;
                }
            }
            master.parts.push(vec![part; choices.len()]);
        }
        master
    }

    /// Takes in a route, once.
    pub(super) fn add(&mut self, lot: usize, route: &Route) {
        if !self.known.insert((lot, route.clients.clone())) {
            return;
        }
        let Lot { orbit, .. } = self.relaxation.lots[lot];
        let mut places: Vec<usize> =
            route.clients.iter().map(|of| *of as usize * self.relaxation.orbits + orbit).collect();
        places.sort_unstable();
        let groups = places.chunk_by(|a, b| a == b);
        let visits: Vec<(usize, f64)> = groups.map(|of| (of[0], of.len() as f64)).collect();
        let square = visits.iter().map(|(_, times)| times * times).sum();
        let cost = route.cost as f64;
        self.columns.push(Column { lot, cost, visits, square, part: 0.0, idle: 0 });
        self.routes.push((lot, route.clients.clone()));
    }

    /// Better prices for the routes that are known, by client and orbit.
    pub(super) fn prices(&mut self, rounds: usize) -> &[f64] {
        for _ in 0..rounds {
            for _ in 0..PASSES {
                if self.pass() < 1e-4 {
                    break;
                }
            }
            for (price, missing) in self.prices.iter_mut().zip(&self.missing) {
                *price += self.penalty * missing;
            }
            for (charge, spare) in self.charges.iter_mut().zip(&self.spare) {
                *charge = (*charge + self.penalty * spare).min(0.0);
            }
        }
        self.forget();
        &self.prices
    }

    /// How far the fractions are from a solution of the linear programme, and what they cost.
    pub(super) fn state(&self) -> (f64, f64) {
        let over = self.spare.iter().map(|spare| (-spare).max(0.0));
        let missing = self.missing.iter().map(|missing| missing.abs());
        let routes = self.columns.iter().map(|of| of.part * of.cost);
        let choices =
            self.relaxation.choices.iter().zip(&self.parts).flat_map(|(choices, parts)| {
                choices.iter().zip(parts).map(|(choice, part)| choice.cost as f64 * part)
            });
        (over.chain(missing).sum(), routes.chain(choices).sum())
    }

    /// Moves each fraction once; gives the largest change.
    fn pass(&mut self) -> f64 {
        let mut largest: f64 = 0.0;
        for column in &mut self.columns {
            let effective = |(place, times): &(usize, f64)| {
                times * (self.prices[*place] + self.penalty * self.missing[*place])
            };
            let income: f64 = column.visits.iter().map(effective).sum();
            let charge = self.charges[column.lot] + self.penalty * self.spare[column.lot];
            let over = charge < 0.0;
            let reduced = column.cost - income - charge.min(0.0);
            let curve = self.penalty * (column.square + f64::from(u8::from(over)));
            let part = (column.part - reduced / curve).max(0.0);
            let change = part - column.part;
            if change != 0.0 {
                column.part = part;
                self.spare[column.lot] -= change;
                for (place, times) in &column.visits {
                    self.missing[*place] -= change * times;
                }
                largest = largest.max(change.abs());
            }
        }
        for client in 0..self.parts.len() {
            largest = largest.max(self.choose(client));
        }
        largest
    }

    /// Moves weight from the dearest choice of a client to the cheapest.
    fn choose(&mut self, client: usize) -> f64 {
        let orbits = self.relaxation.orbits;
        let choices = &self.relaxation.choices[client];
        if choices.len() < 2 {
            return 0.0;
        }
        let at = client * orbits;
        let effective: Vec<f64> = (at..at + orbits)
            .map(|place| self.prices[place] + self.penalty * self.missing[place])
            .collect();
        let cost = |choice: usize| {
            let visits = choices[choice].visits.iter().zip(&effective);
            choices[choice].cost as f64 + visits.map(|(n, price)| *n as f64 * price).sum::<f64>()
        };
        let order = |a: &usize, b: &usize| cost(*a).total_cmp(&cost(*b));
        let to = (0..choices.len()).min_by(order).unwrap_or(0);
        let used = (0..choices.len()).filter(|choice| self.parts[client][*choice] > 0.0);
        let from = used.max_by(order).unwrap_or(to);
        let turn: Vec<f64> = (choices[to].visits.iter().zip(&choices[from].visits))
            .map(|(to, from)| (to - from) as f64)
            .collect();
        let square: f64 = turn.iter().map(|turn| turn * turn).sum();
        let gain = cost(from) - cost(to);
        if gain <= 0.0 || square == 0.0 {
            return 0.0;
        }
        let moved = (gain / (self.penalty * square)).min(self.parts[client][from]);
        self.parts[client][from] -= moved;
        self.parts[client][to] += moved;
        for (orbit, turn) in turn.iter().enumerate() {
            self.missing[at + orbit] += moved * turn;
        }
        moved
    }

    /// Forgets routes that have long not been driven.
    fn forget(&mut self) {
        let mut kept = Vec::with_capacity(self.columns.len());
        for (mut column, route) in
            std::mem::take(&mut self.columns).into_iter().zip(std::mem::take(&mut self.routes))
        {
            column.idle = if column.part > 0.0 { 0 } else { column.idle + 1 };
            if column.idle > IDLE_MAX {
                self.known.remove(&route);
            } else {
                kept.push((column, route));
            }
        }
        (self.columns, self.routes) = kept.into_iter().unzip();
    }
}
