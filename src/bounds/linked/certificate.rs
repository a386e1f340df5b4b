//! A proof of a bound on routes and pairs together, and its verifier.

use super::{LinkedCase, LinkedProblem};
use crate::bounds::certificate::{Certificate, ProvenCase, Refusal, routes_proven};
use crate::bounds::pairs::{PairCertificate, PairRefusal, verify_pairs};
use crate::vrp::DaySet;

/// Prices stay within this, so that sums of them do not overflow.
const PRICE_MAX: i64 = 1 << 44;

/// Prices, squares and shares that prove a bound of a case (bewijs); unverified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedCertificate {
    /// The case.
    pub case: LinkedCase,
    /// What a visit earns, by day and client, in units of cost.
    pub prices: Vec<Vec<i64>>,
    /// What a route earns, by day; nought where the case does not open the day.
    pub day_prices: Vec<i64>,
    /// The clients that each client remembers, itself first.
    pub neighbours: Vec<Vec<u32>>,
    /// The proof of the pairs, choices paying for their visits.
    pub pairs: PairCertificate,
    /// What no solution of the case undercuts, in units of cost.
    pub bound: i64,
}

/// Why a certificate proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedRefusal {
    /// It is of another problem: other days, clients or nodes.
    Shape,
    /// A number is too large, or a price below nought that may not be.
    Range,
    /// Nobody can be visited in the case, so that it needs no proof.
    Empty,
    /// The routes are not proven.
    Routes(Refusal),
    /// The pairs are not proven.
    Pairs(PairRefusal),
    /// It claims more than it proves.
    Claim {
        /// What it proves, in units of cost.
        proven: i64,
    },
}

/// Checks a certificate of a problem; gives the bound of its case.
pub fn verify_linked(
    problem: &LinkedProblem,
    certificate: &LinkedCertificate,
) -> Result<i64, LinkedRefusal> {
    let routes = routes_part(problem, certificate)?;
    let left = problem.left(certificate.case.closed).ok_or(LinkedRefusal::Empty)?;
    let mut pairs = problem.pairs_of(&left);
    for (single, paid) in pairs.single.iter_mut().zip(problem.paid(&left, &certificate.prices)) {
        single.iter_mut().zip(paid).for_each(|(cost, paid)| *cost += paid);
    }
    let pairs = verify_pairs(&pairs, &certificate.pairs).map_err(LinkedRefusal::Pairs)?;
    let proven = routes + pairs;
    if certificate.bound > proven {
        Err(LinkedRefusal::Claim { proven })
    } else {
        Ok(certificate.bound)
    }
}

/// What routes cost at least at the prices, with what opened days pay.
pub(super) fn routes_part(
    problem: &LinkedProblem,
    certificate: &LinkedCertificate,
) -> Result<i64, LinkedRefusal> {
    let LinkedCertificate { case, prices, day_prices, neighbours, .. } = certificate;
    let days = problem.routes.days;
    if problem.sets.len() != problem.pairs.single.len()
        || problem.clients.len() != problem.sets.len()
        || prices.len() != days
        || day_prices.len() != days
        || prices.iter().any(|of| of.len() != problem.routes.clients.len())
    {
        return Err(LinkedRefusal::Shape);
    }
    let in_range = |price: &i64| (-PRICE_MAX..=PRICE_MAX).contains(price);
    let opened = |(day, price): (usize, &i64)| {
        *price == 0 || *price > 0 && in_range(price) && case.opened >> day & 1 == 1
    };
    if !prices.iter().flatten().all(in_range) || !day_prices.iter().enumerate().all(opened) {
        return Err(LinkedRefusal::Range);
    }
    let left = problem.left(case.closed).ok_or(LinkedRefusal::Empty)?;
    let parts = problem.routes_of(&left, day_prices);
    let of_routes = Certificate {
        folding: None,
        grain: 1,
        cases: vec![ProvenCase { prices: prices.clone(), ..ProvenCase::default() }],
        neighbours: neighbours.clone(),
        bound: 0,
    };
    let routes = routes_proven(&parts, &of_routes).map_err(LinkedRefusal::Routes)?;
    Ok(routes + day_prices.iter().sum::<i64>())
}

/// The days without which somebody could not be visited: each has a route in any solution.
pub fn days_needed(problem: &LinkedProblem) -> DaySet {
    let needed = (0..problem.routes.days).filter(|day| problem.left(1 << day).is_none());
    needed.fold(0, |needed, day| needed | 1 << day)
}

/// The cases that certificates leave out: a solution visits somebody on some days and nobody on
/// the others, and each way to part the days must be one that a certificate covers.
pub fn cases_left(problem: &LinkedProblem, covered: &[LinkedCase]) -> Vec<LinkedCase> {
    let visited = problem.clients.iter().zip(&problem.sets).filter(|(client, _)| client.is_some());
    let all: DaySet = visited.flat_map(|(_, sets)| sets).fold(0, |all, set| all | set);
    let mut left = Vec::new();
    let mut closed = all;
    // All subsets of the days, from the whole to none.
    loop {
        let opened = all & !closed;
        let is_covered =
            |case: &LinkedCase| case.closed & !closed == 0 && case.opened & !opened == 0;
        if problem.left(closed).is_some() && !covered.iter().any(is_covered) {
            left.push(LinkedCase { closed, opened });
        }
        if closed == 0 {
            break;
        }
        closed = (closed - 1) & all;
    }
    left.reverse();
    left
}
