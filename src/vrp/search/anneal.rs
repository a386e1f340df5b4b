//! The loop of an island, its temperature, its penalties and its best solution.

use super::recreate::Recreate;
use super::ruin::{Removed, Ruin};
use crate::random::{RngExt as _, Seed, Stream};
use crate::vrp::blink::Blink;
use crate::vrp::decompose::SlotRoute;
use crate::vrp::problem::{Problem, Timing};
use crate::vrp::route::{Call, Penalties};
use crate::vrp::solution::Solution;

/// The first temperature, in mean legs to a near client.
const HOT: f64 = 1.0;
/// With windows good solutions lie further apart.
const HOT_WITH_WINDOWS: f64 = 3.0;
/// With several days, a change of days moves several visits at once.
const HOT_WITH_DAYS: f64 = 3.0;
/// With flows it moves the loads and the lead time of others, too.
const HOT_WITH_FLOWS: f64 = 6.0;
/// The last temperature.
const COLD: f64 = 0.01;
/// What is colder moves nobody any more on long routes with wide windows.
const COLD_WITH_WINDOWS: f64 = 0.1;
/// With several days what is colder moves nobody any more.
const COLD_WITH_DAYS: f64 = 0.03;
/// With flows.
const COLD_WITH_FLOWS: f64 = 0.02;
/// Steps between two looks at the penalties.
const WATCH: u32 = 500;
/// The share of steps that should end within a limit, in per cent.
const TARGET: u32 = 95;

/// The best solution of an island: calls by slot, kept up to date slot by slot.
#[derive(Clone, Debug)]
pub(in crate::vrp) struct Record {
    pub(in crate::vrp) routes: Vec<Vec<Call>>,
    pub(in crate::vrp) cost: i64,
    /// Clients that are out and must not be.
    pub(in crate::vrp) missing: i64,
    /// The cost and what is wrong, at the dearest prices.
    pub(in crate::vrp) weight: i64,
    pub(in crate::vrp) feasible: bool,
}

impl Record {
    /// Feasible before infeasible, then by who is missing, then by cost with what is wrong.
    pub(in crate::vrp) const fn rank(&self) -> (bool, i64, i64) {
        (!self.feasible, self.missing, self.weight)
    }

    /// The routes that visit somebody.
    pub(in crate::vrp) fn taken(&self) -> Vec<SlotRoute> {
        let routes = (0..).zip(&self.routes).filter(|(_, calls)| !calls.is_empty());
        routes.map(|(slot, calls)| (slot, calls.clone())).collect()
    }
}

/// A search with streams of its own.
#[derive(Clone, Debug)]
pub(in crate::vrp) struct Island {
    pub(in crate::vrp) current: Solution,
    pub(in crate::vrp) best: Record,
    /// Slots in which the record is behind the current solution.
    stale: Vec<bool>,
    stale_slots: Vec<u32>,
    pub(in crate::vrp) penalties: Penalties,
    /// The most that they become.
    dearest: Penalties,
    /// Steps since the last look, and how many of them ended within each limit.
    watched: u32,
    within: [u32; 4],
    ruin: Ruin,
    random: Stream,
    blink: Blink,
}

impl Island {
    /// An island that goes on from a solution.
    pub(in crate::vrp) fn new(
        problem: &Problem,
        start: Solution,
        penalties: Penalties,
        seed: Seed,
    ) -> Self {
        let slots = start.routes.len();
        let mut island = Self {
            best: Record {
                routes: vec![Vec::new(); slots],
                cost: i64::MAX,
                missing: i64::MAX,
                weight: i64::MAX,
                feasible: false,
            },
            stale: vec![true; slots],
            stale_slots: (0..).take(slots).collect(),
            penalties,
            dearest: Penalties::dearest(problem),
            watched: 0,
            within: [0; 4],
            ruin: Ruin::default(),
            random: seed.stream("steps", 0),
            blink: Blink::new(seed.stream("blinks", 0)),
            current: start,
        };
        island.keep_if_best(problem);
        island
    }

    /// Leaves its own solution for another one.
    pub(in crate::vrp) fn go_on_from(&mut self, problem: &Problem, routes: &[SlotRoute]) {
        let clients = std::mem::take(&mut self.current.clients);
        self.current = Solution::of(problem, clients, routes);
        self.stale.fill(true);
        self.stale_slots = (0..).take(self.stale.len()).collect();
        self.keep_if_best(problem);
    }

    /// Puts everybody who is out where it is cheapest, in an order by chance.
    pub(in crate::vrp) fn construct(&mut self, problem: &Problem) {
        self.current.begin();
        let out = self.current.clients.iter().copied();
        self.ruin.removed.clear();
        let out = out.filter(|&client| self.current.is_out(client));
        self.ruin.removed.extend(out.map(|client| Removed { client, day: None, before: 0 }));
        self.put_back(problem);
        self.accept(problem);
    }

    /// Runs a number of steps at the temperature of the spent share of the budget.
    pub(in crate::vrp) fn run(&mut self, problem: &Problem, steps: u64, spent: f64) {
        if self.current.clients.is_empty() {
            return;
        }
        let (hot, cold) = if problem.flow_index.is_some() {
            (HOT_WITH_FLOWS, COLD_WITH_FLOWS)
        } else if problem.is_periodic() {
            (HOT_WITH_DAYS, COLD_WITH_DAYS)
        } else if problem.timing == Timing::Windows {
            (HOT_WITH_WINDOWS, COLD_WITH_WINDOWS)
        } else {
            (HOT, COLD)
        };
        let share = (cold / hot).powf(spent.clamp(0.0, 1.0));
        let temperature = problem.mean_leg * hot * share;
        for _ in 0..steps {
            self.step(problem, temperature);
        }
    }

    /// Runs a number of steps at the last temperature, what is over a limit so much dearer.
    pub(in crate::vrp) fn mend(&mut self, problem: &Problem, dearer: i64, steps: u64) {
        for (price, most) in self.penalties.0.iter_mut().zip(self.dearest.0) {
            *price = price.saturating_mul(dearer).min(most);
        }
        self.run(problem, steps, 1.0);
    }

    fn step(&mut self, problem: &Problem, temperature: f64) {
        let before = self.current.penalised(problem, self.penalties);
        self.current.begin();
        self.ruin.ruin(problem, &mut self.current, self.penalties, &mut self.random);
        self.put_back(problem);
        let after = self.current.penalised(problem, self.penalties);
        let chance: f64 = self.random.random_range(f64::MIN_POSITIVE..1.0);
        if after as f64 >= before as f64 - temperature * chance.ln() {
            self.current.undo(problem);
        } else {
            self.accept(problem);
        }
        self.watch();
    }

    fn put_back(&mut self, problem: &Problem) {
        let mut recreate = Recreate {
            problem,
            solution: &mut self.current,
            penalties: self.penalties,
            blink: &mut self.blink,
        };
        recreate.put_back(&mut self.ruin.removed, &mut self.random);
    }

    fn accept(&mut self, problem: &Problem) {
        for slot in self.current.touched() {
            if !std::mem::replace(&mut self.stale[slot as usize], true) {
                self.stale_slots.push(slot);
            }
        }
        self.keep_if_best(problem);
    }

    fn keep_if_best(&mut self, problem: &Problem) {
        let feasible = self.current.is_feasible();
        // At fixed prices: those of now would make an early record look cheap later on.
        let weight = self.current.penalised(problem, self.dearest);
        let missing = self.current.missing;
        if (!feasible, missing, weight) >= self.best.rank() {
            return;
        }
        let (routes, cost) = (std::mem::take(&mut self.best.routes), self.current.money());
        self.best = Record { routes, cost, missing, weight, feasible };
        for slot in self.stale_slots.drain(..) {
            self.stale[slot as usize] = false;
            self.best.routes[slot as usize].clone_from(&self.current.routes[slot as usize].calls);
        }
    }

    /// Makes a limit dearer that is exceeded too often, and cheaper one that hardly ever is.
    fn watch(&mut self) {
        for (count, over) in self.within.iter_mut().zip(self.current.over.0) {
            *count += u32::from(over == 0);
        }
        self.watched += 1;
        if self.watched < WATCH {
            return;
        }
        let prices = self.penalties.0.iter_mut().zip(self.dearest.0);
        for ((price, most), within) in prices.zip(self.within) {
            let share = within * 100 / WATCH;
            if share < TARGET {
                *price = (*price + *price / 4 + 1).min(most);
            } else if share > TARGET {
                *price = (*price - *price / 16).max(1);
            }
        }
        self.watched = 0;
        self.within = [0; 4];
    }
}
