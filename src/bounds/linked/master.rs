//! The linear programme over known routes and known assignments.

use std::sync::Arc;

use super::LinkedProblem;
use super::prices::Prices;
use super::work::Work;
use crate::bounds::capacity::Driven;
use crate::bounds::cuts::{Cut, leave_out};
use crate::bounds::pricing::Route;
use crate::bounds::relaxation::{Relaxation, whole};
use crate::bounds::simplex::{Simplex, Stays};
use crate::vrp::{Client, DaySet};

/// Pivots between two pricings at most.
const PIVOTS: usize = 2_000;
/// Solves after which a column that is not used is forgotten.
const IDLE_MAX: u32 = 30;
/// A cut can be broken at so many times the reach of prices.
const CUT_DEAR: i64 = 20;
/// Time can be bought at so many times the reach for the longest limit of a route.
const TIME_DEAR: i64 = 100;
/// What is forbidden costs so many times the reach.
const FORBIDDEN: i64 = 200;

/// What the programme proposes, in parts of a unit.
pub(super) struct Proposed {
    /// By day and client.
    pub(super) visits: Vec<Vec<f64>>,
    pub(super) cuts: Vec<f64>,
    pub(super) work: f64,
    pub(super) cost: f64,
}

/// What stands for the choices of nodes.
#[derive(Clone, Copy)]
pub(super) enum Side<'a> {
    /// Each client chooses for itself, for nothing.
    Apart,
    /// All choose together: a known assignment and its cost.
    Together(&'a [usize], i64),
}

/// Prices of visits stay within some reach of these, in units: beyond, what is missing is bought.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    pub(super) middle: &'a Prices,
    pub(super) by: i64,
}

/// What a column stands for.
#[derive(Clone)]
enum Column {
    /// A route on an orbit of days.
    Route(usize, Arc<Vec<u32>>),
    /// A choice of each node.
    Assignment(Arc<Vec<usize>>),
}

#[derive(Clone)]
pub(super) struct Master<'a> {
    problem: &'a LinkedProblem,
    relaxation: &'a Relaxation,
    simplex: Simplex<Column>,
    /// The row of a visit, by day and client.
    visits: Vec<Vec<Option<usize>>>,
    /// The row of all assignments, or of the first client's choices.
    assigned: usize,
    lots: usize,
    work: Arc<Work>,
    cuts: Vec<Cut>,
    by: i64,
}

impl<'a> Master<'a> {
    /// Without routes.
    pub(super) fn new(
        (problem, relaxation): (&'a LinkedProblem, &'a Relaxation),
        work: &Arc<Work>,
        clients: &[Client],
        side: Side<'_>,
        reach: Reach<'_>,
    ) -> Self {
        let mut rows = 0;
        let mut next = |wanted: bool| {
            rows += usize::from(wanted);
            wanted.then(|| rows - 1)
        };
        let may = |client: &Client, day: usize| client.patterns.iter().any(|of| of >> day & 1 == 1);
        let visits: Vec<Vec<Option<usize>>> = (0..problem.routes.days)
            .map(|day| clients.iter().map(|client| next(may(client, day))).collect())
            .collect();
        let choosers = match side {
            Side::Apart => clients.len(),
            Side::Together(..) => 1,
        };
        let mut master = Self {
            problem,
            relaxation,
            simplex: Simplex::new(&[], Vec::new()),
            visits,
            assigned: rows,
            lots: rows + choosers,
            work: Arc::clone(work),
            cuts: Vec::new(),
            by: reach.by,
        };
        master.simplex = master.begun(clients, side, reach);
        master
    }

    /// The programme with choices, and with what buys and sells visits at the ends of the reach.
    fn begun(&self, clients: &[Client], side: Side<'_>, reach: Reach<'_>) -> Simplex<Column> {
        let scaled = |price: i64| (price * self.relaxation.grain) as f64;
        let of_visits = self.visits.iter().zip(&reach.middle.visits);
        let of_visits = of_visits.flat_map(|(rows, prices)| rows.iter().zip(prices));
        let priced: Vec<(usize, i64)> =
            of_visits.filter_map(|(row, price)| Some(((*row)?, *price))).collect();
        let bought = |(row, price): &(usize, i64)| (scaled(price + reach.by), vec![(*row, 1.0)]);
        let mut basis: Vec<(f64, Vec<(usize, f64)>)> = priced.iter().map(bought).collect();
        let mut sides = vec![0.0; basis.len()];
        let mut others = Vec::new();
        match side {
            Side::Together(chosen, cost) => basis.push(self.assignment(chosen, cost)),
            Side::Apart => {
                for (number, client) in clients.iter().enumerate() {
                    let mut choices = client.patterns.iter().map(|set| self.choice(number, *set));
                    basis.extend(choices.next());
                    others.extend(choices);
                }
            }
        }
        sides.resize(basis.len(), 1.0);
        for (lot, of) in self.relaxation.lots.iter().enumerate() {
            basis.push((0.0, vec![(self.lots + lot, 1.0)]));
            sides.push(of.count as f64);
        }
        // Time can be bought, and more of it be left than is asked for; clients that choose for
        // themselves ask for none.
        let price = match side {
            Side::Together(..) => scaled(TIME_DEAR * reach.by),
            Side::Apart => 0.0,
        };
        let row = self.worked();
        let bought = (price, vec![(row, 1.0)]);
        let left = (0.0, vec![(row, -1.0)]);
        let is_asked = matches!(side, Side::Together(chosen, _) if self.asked_by(chosen) > 0.0);
        let (first, other) = if is_asked { (bought, left) } else { (left, bought) };
        basis.push(first);
        sides.push(0.0);
        others.push(other);
        let mut simplex = Simplex::new(&sides, basis);
        if let Side::Together(chosen, _) = side {
            simplex.name(self.assigned, Column::Assignment(Arc::new(chosen.to_vec())));
        }
        for (row, price) in priced {
            simplex.add_fixed(-scaled(price - reach.by), vec![(row, -1.0)]);
        }
        for (cost, entries) in others {
            simplex.add_fixed(cost, entries);
        }
        simplex
    }

    /// A choice of a client for itself.
    fn choice(&self, client: usize, set: DaySet) -> (f64, Vec<(usize, f64)>) {
        let mut entries = self.visits_of(client, set);
        entries.push((self.assigned + client, 1.0));
        (0.0, entries)
    }

    /// What a client with a set of days asks of routes.
    fn visits_of(&self, client: usize, set: DaySet) -> Vec<(usize, f64)> {
        let days = self.visits.iter().enumerate().filter(|(day, _)| set >> day & 1 == 1);
        days.filter_map(|(_, of)| Some((of[client]?, -1.0))).collect()
    }

    /// The row of time.
    fn worked(&self) -> usize {
        self.lots + self.relaxation.lots.len()
    }

    /// The row of the first cut.
    fn first_cut(&self) -> usize {
        self.worked() + 1
    }

    fn asked_by(&self, chosen: &[usize]) -> f64 {
        self.work.asked_by(self.problem.work.cost(chosen))
    }

    fn assignment(&self, chosen: &[usize], cost: i64) -> (f64, Vec<(usize, f64)>) {
        let of_node = |(node, choice): (usize, &usize)| {
            let client = self.problem.clients[node]?;
            Some(self.visits_of(client as usize, self.problem.sets[node][*choice]))
        };
        let visits = chosen.iter().enumerate().filter_map(of_node).flatten();
        let mut entries: Vec<(usize, f64)> = visits.collect();
        entries.sort_by_key(|(row, _)| *row);
        entries.push((self.assigned, 1.0));
        entries.push((self.worked(), -self.asked_by(chosen)));
        ((cost * self.relaxation.grain) as f64, entries)
    }

    fn route(&self, lot: usize, route: &Route) -> (f64, Vec<(usize, f64)>) {
        // Each day is an orbit of its own here.
        let day = self.relaxation.lots[lot].orbit;
        let row = |client: &u32| self.visits[day][*client as usize];
        let mut places: Vec<usize> = route.clients.iter().filter_map(row).collect();
        places.sort_unstable();
        let groups = places.chunk_by(|a, b| a == b);
        let visits = groups.map(|of| (of[0], whole(of.len()) as f64));
        let left = self.work.left_by(self.relaxation.lots[lot].vehicle, &route.clients);
        let counted = self.cuts.iter().map(|cut| cut.counts(day, &route.clients) as f64);
        let counted = (self.first_cut()..).zip(counted).filter(|(_, counts)| *counts != 0.0);
        let entries = visits.chain([(self.lots + lot, 1.0), (self.worked(), left)]).chain(counted);
        (route.cost as f64, entries.collect())
    }

    /// What a column costs at the present prices, beside what it costs by itself.
    fn reduced(&self, (cost, entries): &(f64, Vec<(usize, f64)>)) -> f64 {
        let duals = self.simplex.duals();
        cost - entries.iter().map(|(row, entry)| duals[*row] * entry).sum::<f64>()
    }

    fn is_worth(&self, column: &(f64, Vec<(usize, f64)>)) -> bool {
        -self.reduced(column) > 1e-7 * column.0.abs()
    }

    /// What a route costs at the present prices.
    pub(super) fn reduced_of_route(&self, lot: usize, route: &Route) -> f64 {
        self.reduced(&self.route(lot, route))
    }

    /// What an assignment costs at the present prices.
    pub(super) fn reduced_of_assignment(&self, chosen: &[usize], cost: i64) -> f64 {
        self.reduced(&self.assignment(chosen, cost))
    }

    /// Takes in a route if it is worth it at the present prices; whether it is.
    pub(super) fn add_route(&mut self, lot: usize, route: &Route) -> bool {
        let is_worth = self.is_worth(&self.route(lot, route));
        if is_worth {
            self.hold_route(lot, route);
        }
        is_worth
    }

    /// Takes in an assignment if it is worth it.
    pub(super) fn add_assignment(&mut self, chosen: &[usize], cost: i64) -> bool {
        let is_worth = self.is_worth(&self.assignment(chosen, cost));
        if is_worth {
            self.hold_assignment(chosen, cost);
        }
        is_worth
    }

    /// Takes in what may be worth it later.
    pub(super) fn hold_route(&mut self, lot: usize, route: &Route) {
        let column = self.route(lot, route);
        let orbit = self.relaxation.lots[lot].orbit;
        let name = Column::Route(orbit, Arc::new(route.clients.clone()));
        self.simplex.add_named(column, Stays::WhileUsed, name);
    }

    pub(super) fn hold_assignment(&mut self, chosen: &[usize], cost: i64) {
        let column = self.assignment(chosen, cost);
        let name = Column::Assignment(Arc::new(chosen.to_vec()));
        self.simplex.add_named(column, Stays::WhileUsed, name);
    }

    /// Takes in cuts, each of which can be broken at a price; what the vertex costs with them, or
    /// less.
    pub(super) fn add_cuts(&mut self, cuts: &[Cut]) -> f64 {
        for cut in cuts {
            let dear = if matches!(cut, Cut::Decided(..)) { FORBIDDEN } else { CUT_DEAR };
            let price = (dear * self.by * self.relaxation.grain) as f64;
            let counts = |column: &Column| match column {
                Column::Route(orbit, clients) => cut.counts(*orbit, clients) as f64,
                Column::Assignment(_) => 0.0,
            };
            self.simplex.add_row(cut.side() as f64, price, &counts);
        }
        self.cuts.extend_from_slice(cuts);
        self.simplex.keep_rows(cuts.len())
    }

    /// Lets go of those of some cuts that the vertex keeps by more than they ask for; which ones.
    pub(super) fn drop_loose(&mut self, may: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let first = self.first_cut();
        let rows = self.simplex.drop_loose(&|row| row.checked_sub(first).is_some_and(may));
        let dropped: Vec<usize> = rows.into_iter().map(|row| row - first).collect();
        leave_out(&mut self.cuts, &dropped);
        dropped
    }

    /// Makes all assignments too dear whose sets of days of a client are not left; what the vertex
    /// costs then, or less.
    pub(super) fn leave(&mut self, client: u32, is_left: &dyn Fn(DaySet) -> bool) -> f64 {
        let node = self.problem.clients.iter().position(|of| *of == Some(client));
        let dear = (FORBIDDEN * self.by * self.relaxation.grain) as f64;
        let sets = &self.problem.sets;
        self.simplex.make_dearer(&|column| {
            let (Column::Assignment(chosen), Some(node)) = (column, node) else { return None };
            (!is_left(sets[node][chosen[node]])).then_some(dear)
        })
    }

    pub(super) fn propose(&mut self) -> Proposed {
        self.simplex.solve(PIVOTS);
        self.simplex.forget(IDLE_MAX);
        let duals = self.simplex.duals();
        let of = |row: &Option<usize>| row.map_or(0.0, |row| duals[row]);
        Proposed {
            visits: self.visits.iter().map(|rows| rows.iter().map(of).collect()).collect(),
            cuts: duals[self.first_cut()..].to_vec(),
            work: self.work.price(duals[self.worked()]),
            cost: self.simplex.value(),
        }
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

    /// The routes of the vertex.
    pub(super) fn driven(&self) -> Vec<Driven<'_>> {
        let driven = self.simplex.used().filter_map(|(column, share)| match column {
            Column::Route(orbit, clients) => Some((*orbit, clients.as_slice(), share)),
            Column::Assignment(_) => None,
        });
        driven.collect()
    }

    /// How often the assignments of the vertex visit each client on each day, by client and day.
    pub(super) fn visited(&self) -> Vec<Vec<f64>> {
        let days = self.problem.routes.days;
        let mut visited = vec![vec![0.0; days]; self.problem.routes.clients.len()];
        for (column, share) in self.simplex.used() {
            let Column::Assignment(chosen) = column else { continue };
            for (node, choice) in chosen.iter().enumerate() {
                let Some(client) = self.problem.clients[node] else { continue };
                let set = self.problem.sets[node][*choice];
                let of_client = visited[client as usize].iter_mut().enumerate();
                of_client.filter(|(day, _)| set >> day & 1 == 1).for_each(|(_, sum)| *sum += share);
            }
        }
        visited
    }
}
