//! The norm inside the choice: the cheapest way to fill a share of the requests in the province.
//!
//! A reading of the norm gives every copy asked for a merit, so that the share is reached exactly
//! when the merits of a week add up to nought or more: of a share of 95 %, a copy that counts has
//! 50, one that does not has -950. That is one row across the week; it gets one price (Lagrange).
//! The cost less the price times the merit is a choice without the row, and what it proves is a
//! bound for every choice that reaches the share. The price is found where two such choices, one
//! on either side, cost the same; so choice and bound are at most one step apart.
//!
//! At most how much a week can fill is the same question with merits alone: a choice that fills
//! most, and a proof that no choice of copies fills more.
//!
//! Reference: A. M. Geoffrion (1974), "Lagrangean relaxation for integer programming", Mathematical
//! Programming Study 2:82-114.

use super::found::Found;
use super::problem::{OpenRequest, Round, Source, WeekAnswer, WeekProblem};
use super::stock::Stock;
use super::week::{answer_of, proof_of};
use super::week_network::WeekNetwork;
use crate::index::PlaceIdx;
use crate::units::Cents;

/// Tenths of a per cent in the whole.
const WHOLE: i64 = 1_000;
/// Prices that are tried at most; a handful is enough in practice.
const PRICES: usize = 40;
/// At the dearest price a copy that counts is worth so many times the dearest choice.
const DEAREST: i64 = 10;

/// Which copies a share counts, and of which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Of all copies asked for, those that the province fills within their limit.
    Requests,
    /// The same of those that the own organisation does not fill within their limit.
    InterOrganisation,
}

/// A share of the requests that is to be filled inside the province (norm).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which copies count.
    pub reading: Reading,
    /// Tenths of a per cent, 0 to 1,000.
    pub permille: u16,
}

/// Whether a target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetOutcome {
    /// It is.
    Reached,
    /// It is not, and no choice of copies can under this timetable: that is proven.
    OutOfReach,
    /// It is not, and nothing is proven: lots contended from several windows stand between.
    Undecided,
}

/// The cheapest choice that reaches a target, or one that fills the most.
#[derive(Clone, Debug)]
pub struct TargetAnswer {
    /// Who serves what. Its proof is of costs less the worth of what counts.
    pub answer: WeekAnswer,
    /// What every choice that reaches the target costs at least; of no meaning where none does.
    pub bound: Cents,
    /// Whether it reaches the target.
    pub outcome: TargetOutcome,
    /// What one copy more that counts costs at this point.
    pub price_per_copy: Cents,
}

impl Target {
    /// What a copy from a source is worth, in thousandths of one that counts.
    pub(super) fn merit(
        self,
        problem: &WeekProblem,
        (round, asked): (&Round, &OpenRequest),
        source: Source,
    ) -> i64 {
        let organisation = |place: PlaceIdx| problem.organisation[place];
        let (is_filled, is_own) = match source {
            Source::Copy(lender) => {
                let lead = round.lead_days.at(lender, asked.pickup);
                let in_time =
                    lender == asked.pickup || lead.is_some_and(|of| of <= asked.limit_days);
                (in_time, organisation(lender) == organisation(asked.pickup))
            }
            Source::Returning => (true, asked.own_returns),
            Source::Outside | Source::Unfilled => (false, false),
        };
        if self.reading == Reading::InterOrganisation && is_filled && is_own {
            return 0;
        }
        (if is_filled { WHOLE } else { 0 }) - i64::from(self.permille)
    }
}

/// The cheapest choice for a week that reaches a target, with its price and a bound.
///
/// A handful of times the work of [`match_week`](super::match_week).
///
/// # Panics
///
/// As [`match_week`](super::match_week).
pub fn match_week_to(problem: &WeekProblem, target: Target) -> TargetAnswer {
    let week =
        WeekNetwork::of(problem, &problem.rounds, &Stock::of(problem)).with_merits(problem, target);
    let mut low = Point::at(&week, 0);
    if low.merit >= 0 {
        let proven = low.bound;
        return low.answer(&week, proven, TargetOutcome::Reached);
    }
    let most = most_merit(&week);
    let mut high = Point::at(&week, dearest_price(&week));
    if high.merit < 0 {
        let outcome = if most < 0 { TargetOutcome::OutOfReach } else { TargetOutcome::Undecided };
        return high.answer(&week, i128::from(i64::MIN), outcome);
    }
    let mut proven = low.bound.max(high.bound);
    for _ in 0..PRICES {
        let rise = i128::from(high.merit - low.merit);
        let Ok(price) = i64::try_from((high.cost - low.cost + rise - 1) / rise) else { break };
        if price <= low.price || price >= high.price {
            break;
        }
        let point = Point::at(&week, price);
        proven = proven.max(point.bound);
        let is_new = point.merit != low.merit && point.merit != high.merit;
        if point.merit >= 0 {
            high = point;
        } else {
            low = point;
        }
        if !is_new {
            break;
        }
    }
    high.answer(&week, proven, TargetOutcome::Reached)
}

/// An upper bound on the share of a week that any choice of copies fills, in tenths of a per cent.
///
/// Some ten times the work of [`match_week`](super::match_week).
///
/// # Panics
///
/// As [`match_week`](super::match_week).
pub fn share_within_reach(problem: &WeekProblem, reading: Reading) -> u16 {
    let (mut within, mut beyond) = (0, 1 + WHOLE);
    while beyond - within > 1 {
        let permille = u16::try_from(i64::midpoint(within, beyond)).expect("at most a thousand");
        let target = Target { reading, permille };
        let week = WeekNetwork::of(problem, &problem.rounds, &Stock::of(problem))
            .with_merits(problem, target);
        *(if most_merit(&week) >= 0 { &mut within } else { &mut beyond }) = i64::from(permille);
    }
    u16::try_from(within).expect("at most a thousand")
}

/// What no choice exceeds in merit.
fn most_merit(week: &WeekNetwork) -> i128 {
    -Found::cheapest(&week.by_merit()).bound
}

/// The price at which a copy that counts is worth many times the dearest choice.
fn dearest_price(week: &WeekNetwork) -> i64 {
    let costs = week.network.arcs().iter().map(|arc| arc.cost.abs());
    (costs.max().unwrap_or(0) / WHOLE + 1) * DEAREST
}

/// A choice that is cheapest at a price of merit.
struct Point {
    price: i64,
    priced: WeekNetwork,
    found: Found,
    /// Without what the merit is worth.
    cost: i128,
    merit: i64,
    /// What any choice of merit nought or more costs at least.
    bound: i128,
}

impl Point {
    fn at(week: &WeekNetwork, price: i64) -> Self {
        let priced = week.at_price(price);
        let found = Found::cheapest(&priced);
        let merit = week.merit_of(&found.best.flow);
        let cost = found.cost + i128::from(price) * i128::from(merit);
        Self { price, bound: found.bound, priced, found, cost, merit }
    }

    fn answer(self, week: &WeekNetwork, proven: i128, outcome: TargetOutcome) -> TargetAnswer {
        let cents = |scaled: i128| {
            // As `WeekProof::bound`.
            let scale = i128::from(week.scale);
            Cents(i64::try_from((scaled + scale / 2).div_euclid(scale)).unwrap_or(i64::MIN))
        };
        let (price, scale) = (self.price, week.scale);
        TargetAnswer {
            answer: answer_of(week, proof_of(self.priced, self.found)),
            bound: cents(proven),
            outcome,
            price_per_copy: Cents((price * WHOLE).div_euclid(scale)),
        }
    }
}
