//! A proof of a bound on routes and pairs together, and its verifier.

use rayon::prelude::*;

use super::LinkedProblem;
use crate::bounds::certificate::{
    Certificate, ProvenCase, Refusal, decided, leave_nothing_out, routes_proven,
};
use crate::bounds::pairs::{PairCertificate, PairRefusal, proven_pairs};

/// Prices, squares and shares that prove a bound of a case (bewijs); unverified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedCertificate {
    /// The decisions of the case, and what visits, groups and triples earn, in units of cost.
    pub case: ProvenCase,
    /// What a [part](super::WORK_PARTS) of a unit of time costs, not below nought.
    pub work_price: i64,
    /// The clients that each client remembers, itself first.
    pub neighbours: Vec<Vec<u32>>,
    /// The proof of the pairs, choices paying for their visits.
    pub pairs: PairCertificate,
    /// What no solution of the case undercuts, in units of cost.
    pub bound: i64,
}

/// The most that a part of a unit of time costs: a leg that nobody can drive, so long, still fits.
pub(super) const WORK_PRICE_MAX: i64 = 1 << 16;

/// Why a certificate proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedRefusal {
    /// It is of another problem: other days, clients or nodes.
    Shape,
    /// Decisions leave a node no choice, so that the case needs no proof.
    Empty,
    /// The cases leave some solution out.
    Cases,
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

/// Checks the certificates of a problem, whose cases together leave nothing out; gives the bound
/// that holds, the least of all.
pub fn verify_linked(
    problem: &LinkedProblem,
    certificates: &[LinkedCertificate],
) -> Result<i64, LinkedRefusal> {
    let proven = all_proven(problem, certificates)?;
    for (of, [routes, pairs]) in certificates.iter().zip(proven) {
        if of.pairs.bound > pairs {
            return Err(LinkedRefusal::Pairs(PairRefusal::Claim { proven: pairs }));
        }
        if of.bound > routes + pairs {
            return Err(LinkedRefusal::Claim { proven: routes + pairs });
        }
    }
    certificates.iter().map(|of| of.bound).min().ok_or(LinkedRefusal::Cases)
}

/// What the prices of certificates prove of a problem, whatever they claim: that of another week, or
/// of the same with more room.
pub fn proven_linked(
    problem: &LinkedProblem,
    certificates: &[LinkedCertificate],
) -> Result<i64, LinkedRefusal> {
    let proven = all_proven(problem, certificates)?.into_iter();
    proven.map(|[routes, pairs]| routes + pairs).min().ok_or(LinkedRefusal::Cases)
}

/// What certificates prove of routes and of pairs.
fn all_proven(
    problem: &LinkedProblem,
    certificates: &[LinkedCertificate],
) -> Result<Vec<[i64; 2]>, LinkedRefusal> {
    let cases: Vec<&ProvenCase> = certificates.iter().map(|of| &of.case).collect();
    if !leave_nothing_out(&cases) {
        return Err(LinkedRefusal::Cases);
    }
    certificates.par_iter().map(|of| proven(problem, of)).collect()
}

fn proven(
    problem: &LinkedProblem,
    certificate: &LinkedCertificate,
) -> Result<[i64; 2], LinkedRefusal> {
    let routes = routes_part(problem, certificate)?;
    let parts = decided(&problem.routes, &certificate.case.decisions);
    let left = problem.left(&parts).ok_or(LinkedRefusal::Empty)?;
    let prices = (certificate.case.prices.as_slice(), certificate.work_price);
    let pairs = problem.priced(&left, prices);
    let pairs = proven_pairs(&pairs, &certificate.pairs).map_err(LinkedRefusal::Pairs)?;
    // Sums of both are asked for, and a certificate may hold any numbers.
    routes.checked_add(pairs).ok_or(LinkedRefusal::Routes(Refusal::Range))?;
    Ok([routes, pairs])
}

/// What routes cost at least at the prices, with what groups and decisions earn.
pub(super) fn routes_part(
    problem: &LinkedProblem,
    certificate: &LinkedCertificate,
) -> Result<i64, LinkedRefusal> {
    if problem.sets.len() != problem.pairs.single.len()
        || problem.clients.len() != problem.sets.len()
    {
        return Err(LinkedRefusal::Shape);
    }
    if !(0..=WORK_PRICE_MAX).contains(&certificate.work_price) {
        return Err(LinkedRefusal::Routes(Refusal::Range));
    }
    let of_routes = Certificate {
        folding: None,
        grain: 1,
        cases: vec![certificate.case.clone()],
        neighbours: certificate.neighbours.clone(),
        bound: 0,
    };
    routes_proven(&problem.routes_at(certificate.work_price), &of_routes)
        .map_err(LinkedRefusal::Routes)
}
