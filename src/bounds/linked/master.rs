//! The linear programme over known routes and known assignments.

use super::LinkedProblem;
use crate::bounds::pricing::Route;
use crate::bounds::relaxation::{Relaxation, whole};
use crate::bounds::simplex::Simplex;
use crate::vrp::{Client, DaySet};

/// Pivots between two pricings at most.
const PIVOTS: usize = 2_000;
/// Solves after which a column that is not used is forgotten.
const IDLE_MAX: u32 = 30;
/// What the programme proposes, in parts of a unit.
pub(super) struct Proposed {
    /// By day and client.
    pub(super) visits: Vec<Vec<f64>>,
    pub(super) days: Vec<f64>,
    pub(super) cost: f64,
}

/// What stands for the choices of nodes.
#[derive(Clone, Copy)]
pub(super) enum Side<'a> {
    /// Each client chooses for itself, at these costs by node.
    Apart(&'a [Vec<i64>]),
    /// All choose together: a known assignment and its cost.
    Together(&'a [usize], i64),
}

/// Prices stay within some reach of these, in units: beyond, what is missing is bought.
pub(super) struct Reach<'a> {
    /// By day and client.
    pub(super) visits: &'a [Vec<i64>],
    pub(super) days: &'a [i64],
    pub(super) by: i64,
}

pub(super) struct Master<'a> {
    problem: &'a LinkedProblem,
    relaxation: &'a Relaxation,
    simplex: Simplex<()>,
    /// The row of a visit, by day and client.
    visits: Vec<Vec<Option<usize>>>,
    /// The row of all assignments, or of the first client's choices.
    assigned: usize,
    lots: usize,
    /// The row of an opened day.
    days: Vec<Option<usize>>,
}

impl<'a> Master<'a> {
    /// Without routes.
    pub(super) fn new(
        problem: &'a LinkedProblem,
        relaxation: &'a Relaxation,
        opened: DaySet,
        side: Side<'_>,
        reach: &Reach<'_>,
    ) -> Self {
        let parts = &problem.routes;
        let mut rows = 0;
        let mut next = |wanted: bool| {
            rows += usize::from(wanted);
            wanted.then(|| rows - 1)
        };
        let may = |client: &Client, day: usize| client.patterns.iter().any(|of| of >> day & 1 == 1);
        let visits: Vec<Vec<Option<usize>>> = (0..parts.days)
            .map(|day| parts.clients.iter().map(|client| next(may(client, day))).collect())
            .collect();
        let days: Vec<Option<usize>> =
            (0..parts.days).map(|day| next(opened >> day & 1 == 1)).collect();
        let assigned = rows;
        let choosers = match side {
            Side::Apart(_) => parts.clients.len(),
            Side::Together(..) => 1,
        };
        let mut master = Self {
            problem,
            relaxation,
            simplex: Simplex::new(&[], Vec::new()),
            visits,
            assigned,
            lots: assigned + choosers,
            days,
        };
        master.simplex = master.begun(side, reach);
        master
    }

    /// The programme with choices, and with what buys visits and routes at the ends of the reach.
    fn begun(&self, side: Side<'_>, reach: &Reach<'_>) -> Simplex<()> {
        let grain = self.relaxation.grain;
        let of_visits = self.visits.iter().zip(reach.visits);
        let of_visits = of_visits.flat_map(|(rows, prices)| rows.iter().zip(prices));
        let of_days = self.days.iter().zip(reach.days);
        let priced: Vec<(usize, i64, bool)> = of_visits
            .filter_map(|(row, price)| Some(((*row)?, *price, false)))
            .chain(of_days.filter_map(|(row, price)| Some(((*row)?, *price, true))))
            .collect();
        let scaled = |price: i64| (price * grain) as f64;
        let bought =
            |(row, price, _): &(usize, i64, bool)| (scaled(price + reach.by), vec![(*row, 1.0)]);
        let mut basis: Vec<(f64, Vec<(usize, f64)>)> = priced.iter().map(bought).collect();
        let mut sides: Vec<f64> =
            priced.iter().map(|(_, _, is_day)| f64::from(u8::from(*is_day))).collect();
        let mut others = Vec::new();
        match side {
            Side::Together(chosen, cost) => basis.push(self.assignment(chosen, cost)),
            Side::Apart(costs) => {
                for (node, client) in self.problem.clients.iter().enumerate() {
                    if client.is_some() {
                        basis.push(self.choice(node, 0, costs[node][0]));
                        let more = costs[node].iter().enumerate().skip(1);
                        others.extend(more.map(|(choice, cost)| self.choice(node, choice, *cost)));
                    }
                }
            }
        }
        sides.resize(basis.len(), 1.0);
        for (lot, of) in self.relaxation.lots.iter().enumerate() {
            basis.push((0.0, vec![(self.lots + lot, 1.0)]));
            sides.push(of.count as f64);
        }
        let mut simplex = Simplex::new(&sides, basis);
        for (row, price, is_day) in priced {
            let least = if is_day { (price - reach.by).max(0) } else { price - reach.by };
            simplex.add_fixed(-scaled(least), vec![(row, -1.0)]);
        }
        for (cost, entries) in others {
            simplex.add_fixed(cost, entries);
        }
        simplex
    }

    /// A choice of a node's client for itself; clients stand in the order of their nodes.
    fn choice(&self, node: usize, choice: usize, cost: i64) -> (f64, Vec<(usize, f64)>) {
        let before = self.problem.clients[..node].iter().flatten().count();
        let mut entries = self.visits_of(node, choice);
        entries.push((self.assigned + before, 1.0));
        ((cost * self.relaxation.grain) as f64, entries)
    }

    /// What a choice of a node asks of routes.
    fn visits_of(&self, node: usize, choice: usize) -> Vec<(usize, f64)> {
        let Some(client) = self.problem.clients[node] else { return Vec::new() };
        let set = self.problem.sets[node][choice];
        let days = self.visits.iter().enumerate().filter(|(day, _)| set >> day & 1 == 1);
        days.filter_map(|(_, of)| Some((of[client as usize]?, -1.0))).collect()
    }

    fn assignment(&self, chosen: &[usize], cost: i64) -> (f64, Vec<(usize, f64)>) {
        let of_node = |(node, choice): (usize, &usize)| self.visits_of(node, *choice);
        let mut entries: Vec<(usize, f64)> = chosen.iter().enumerate().flat_map(of_node).collect();
        entries.sort_by_key(|(row, _)| *row);
        entries.push((self.assigned, 1.0));
        ((cost * self.relaxation.grain) as f64, entries)
    }

    fn route(&self, lot: usize, route: &Route) -> (f64, Vec<(usize, f64)>) {
        let orbit = self.relaxation.lots[lot].orbit;
        // A lot is of one day here.
        let day = self.relaxation.orbit_of.iter().position(|of| *of == orbit).unwrap_or(0);
        let row = |client: &u32| self.visits[day][*client as usize];
        let mut places: Vec<usize> = route.clients.iter().filter_map(row).collect();
        places.sort_unstable();
        let groups = places.chunk_by(|a, b| a == b);
        let visits = groups.map(|of| (of[0], whole(of.len()) as f64));
        let of_day = self.days[day].map(|row| (row, 1.0));
        let entries = visits.chain(of_day).chain([(self.lots + lot, 1.0)]);
        (route.cost as f64, entries.collect())
    }

    fn add(&mut self, (cost, entries): (f64, Vec<(usize, f64)>)) -> bool {
        let duals = self.simplex.duals();
        let paid: f64 = entries.iter().map(|(row, entry)| duals[*row] * entry).sum();
        let is_worth = paid - cost > 1e-7 * cost.abs();
        if is_worth {
            self.simplex.add(cost, entries);
        }
        is_worth
    }

    /// Takes in a route if it is worth it at the present prices; whether it is.
    pub(super) fn add_route(&mut self, lot: usize, route: &Route) -> bool {
        let column = self.route(lot, route);
        self.add(column)
    }

    /// Takes in an assignment if it is worth it.
    pub(super) fn add_assignment(&mut self, chosen: &[usize], cost: i64) -> bool {
        let column = self.assignment(chosen, cost);
        self.add(column)
    }

    /// Takes in what may be worth it later.
    pub(super) fn hold_route(&mut self, lot: usize, route: &Route) {
        let (cost, entries) = self.route(lot, route);
        self.simplex.add(cost, entries);
    }

    pub(super) fn hold_assignment(&mut self, chosen: &[usize], cost: i64) {
        let (cost, entries) = self.assignment(chosen, cost);
        self.simplex.add(cost, entries);
    }

    pub(super) fn propose(&mut self) -> Proposed {
        self.simplex.solve(PIVOTS);
        self.simplex.forget(IDLE_MAX);
        let duals = self.simplex.duals();
        let of = |row: &Option<usize>| row.map_or(0.0, |row| duals[row]);
        Proposed {
            visits: self.visits.iter().map(|rows| rows.iter().map(of).collect()).collect(),
            days: self.days.iter().map(of).collect(),
            cost: self.simplex.value(),
        }
    }
}
