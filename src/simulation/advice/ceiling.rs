//! What no list of purchases within the budgets can be worth more: a linear programme over the
//! prices of budgets.
//!
//! For prices of the budgets, not below 0, let every slot go where it is worth most beyond them, or
//! nowhere. What that is worth and what the budgets cost together is at least the worth of any list
//! within them (weak duality), whatever the prices, so that no rounding of the solver can make the
//! bound wrong. The best prices are found by cutting planes (Kelley 1960, "The cutting-plane
//! method for solving convex programs", Journal of the SIAM 8(4):703-712, doi 10.1137/0108053):
//! the bound is convex in the prices, each evaluation is a plane below it, and the programme takes
//! the lowest point over all planes, until that meets the bound.

use good_lp::{
    Expression, ProblemVariables, Solution as _, SolverModel as _, Variable, constraint, variable,
};

use super::offers::{Class, Market};
use super::{Gain, Purse};
use crate::milp::backend;

/// Evaluations at most.
const ROUNDS: usize = 120;

/// A part of the bound within which its prices are good enough.
const CLOSE: f64 = 1e-4;

/// A part of the bound that sums of many doubles may be off.
const ROUNDING: f64 = 1e-9;

/// What a copy costs beyond its worth: of all budgets, and of each limit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Prices {
    all: f64,
    limits: Vec<f64>,
}

impl Prices {
    /// Nothing costs anything.
    pub(super) fn none(limits: usize) -> Self {
        Self { all: 0.0, limits: vec![0.0; limits] }
    }

    /// The price of a copy for a place of a class.
    pub(super) fn of(&self, class: &Class) -> f64 {
        self.all + class.limits.iter().map(|limit| self.limits[*limit]).sum::<f64>()
    }
}

/// The bound and its prices.
#[derive(Clone, Debug)]
pub(super) struct Ceiling {
    pub(super) worth: f64,
    pub(super) prices: Prices,
}

/// A bound at some prices, and how it changes with each.
struct Plane {
    at: Prices,
    worth: f64,
    /// What one more of a price adds: of all, then of each limit.
    slopes: Vec<f64>,
}

/// The lowest bound that is found. O(rounds x slots x classes).
pub(super) fn ceiling(market: &Market, purse: &Purse) -> Ceiling {
    let mut prices = Prices::none(purse.limits.len());
    let mut best = Ceiling { worth: f64::INFINITY, prices: prices.clone() };
    let mut planes: Vec<Plane> = Vec::new();
    for _ in 0..ROUNDS {
        let plane = evaluate(market, purse, prices);
        if plane.worth < best.worth {
            best = Ceiling { worth: plane.worth, prices: plane.at.clone() };
        }
        planes.push(plane);
        let Some((next, lowest)) = lowest(market, &planes) else { break };
        if best.worth - lowest <= CLOSE * best.worth {
            break;
        }
        prices = next;
    }
    best.worth = best.worth.mul_add(1.0 + ROUNDING, market.left_out);
    best
}

fn evaluate(market: &Market, purse: &Purse, at: Prices) -> Plane {
    let costs: Vec<f64> = market.classes.iter().map(|class| at.of(class)).collect();
    let mut used = vec![0.0; purse.limits.len() + 1];
    let mut worth = 0.0;
    for slot in &market.slots {
        let mut best: Option<(f64, &Class)> = None;
        for (class, cost) in market.classes.iter().zip(&costs) {
            let beyond = class.most(slot).map_or(0.0, Gain::worth) - cost;
            if beyond > best.map_or(0.0, |(most, _)| most) {
                best = Some((beyond, class));
            }
        }
        let Some((beyond, class)) = best else { continue };
        worth += beyond;
        used[0] += 1.0;
        for limit in &class.limits {
            used[limit + 1] += 1.0;
        }
    }
    let budgets = std::iter::once(purse.copies).chain(purse.limits.iter().map(|one| one.copies));
    let budgets: Vec<f64> = budgets.map(|copies| copies as f64).collect();
    let prices = || std::iter::once(&at.all).chain(&at.limits);
    worth += prices().zip(&budgets).map(|(price, copies)| price * copies).sum::<f64>();
    let slopes = budgets.iter().zip(&used).map(|(copies, used)| copies - used).collect();
    Plane { at, worth, slopes }
}

/// The lowest point over all planes; `None` where the solver finds none.
fn lowest(market: &Market, planes: &[Plane]) -> Option<(Prices, f64)> {
    let most = market.slots.iter().flat_map(|slot| {
        market.classes.iter().filter_map(move |class| class.most(slot)).map(Gain::worth)
    });
    let most = most.fold(0.0, f64::max);
    let limits = planes.first()?.at.limits.len();
    let mut problem = ProblemVariables::new();
    let prices: Vec<Variable> =
        (0..=limits).map(|_| problem.add(variable().min(0.0).max(most))).collect();
    let bound = problem.add(variable().min(0.0));
    let mut model = problem.minimise(bound).using(backend);
    for plane in planes {
        let at = std::iter::once(plane.at.all).chain(plane.at.limits.iter().copied());
        let known: f64 = at.zip(&plane.slopes).map(|(price, slope)| price * slope).sum();
        let terms = prices.iter().zip(&plane.slopes);
        let rise: Expression = terms.map(|(price, slope)| *slope * *price).sum();
        model.add_constraint(constraint!(bound - rise >= plane.worth - known));
    }
    let solution = model.solve().ok()?;
    let price = |of: &Variable| solution.value(*of).max(0.0);
    let next = Prices { all: price(&prices[0]), limits: prices[1..].iter().map(price).collect() };
    Some((next, solution.value(bound)))
}
