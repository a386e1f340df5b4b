//! A proof of a bound on pairs, and its verifier, which shares nothing with the search.

use super::{PARTS, Pair, PairProblem};

/// Weights of squares and shares stay within these, so that no sum overflows.
const WEIGHT_MAX: i64 = 1 << 24;
const SHARE_MAX: i64 = 1 << 60;
/// Costs stay within this.
const COST_MAX: i64 = 1 << 46;
/// Squares at most, for the same reason.
const SQUARES_MAX: usize = 1 << 11;

/// Squares and shares that prove a bound (bewijs); unverified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairCertificate {
    /// Linear forms: a constant, then a weight for each choice of each node, in 64ths of the root
    /// of a unit.
    pub squares: Vec<Vec<i64>>,
    /// What each pair of nodes, in order, leaves to the choices of its first node, then to those of
    /// its second, in 4,096ths of a unit.
    pub shares: Vec<Vec<i64>>,
    /// What no assignment undercuts, in units of cost.
    pub bound: i64,
}

/// Why a certificate of pairs proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairRefusal {
    /// It is not of this problem: other nodes, choices or pairs.
    Shape,
    /// Numbers are so large that sums would overflow.
    Range,
    /// It claims more than it proves.
    Claim {
        /// What it proves, in units of cost.
        proven: i64,
    },
}

/// Checks a certificate of a problem; gives the bound that holds.
///
/// `O(squares * choices^2)`.
pub fn verify_pairs(
    problem: &PairProblem,
    certificate: &PairCertificate,
) -> Result<i64, PairRefusal> {
    let proven = proven_pairs(problem, certificate)?;
    if certificate.bound > proven {
        return Err(PairRefusal::Claim { proven });
    }
    Ok(certificate.bound)
}

/// What squares and shares prove of a problem, whatever the certificate claims.
pub(in crate::bounds) fn proven_pairs(
    problem: &PairProblem,
    certificate: &PairCertificate,
) -> Result<i64, PairRefusal> {
    pairs_fit(problem)?;
    proven_by(&problem.whole(), certificate)
}

/// Whether pairs name nodes that are there, each two at most once, and have all their costs.
fn pairs_fit(problem: &PairProblem) -> Result<(), PairRefusal> {
    let choices = |node: usize| problem.single.get(node).map_or(0, Vec::len);
    let fits = |pair: &Pair| {
        let [a, b] = pair.nodes;
        a < b && b < problem.single.len() && pair.costs.len() == choices(a) * choices(b)
    };
    let mut nodes: Vec<[usize; 2]> = problem.pairs.iter().map(|pair| pair.nodes).collect();
    nodes.sort_unstable();
    let is_twice = nodes.windows(2).any(|two| two[0] == two[1]);
    if is_twice || !problem.pairs.iter().all(fits) { Err(PairRefusal::Shape) } else { Ok(()) }
}

/// What squares and shares prove of a problem with all pairs, rounded up to a whole unit, since every cost is whole.
pub(super) fn proven_by(
    problem: &PairProblem,
    certificate: &PairCertificate,
) -> Result<i64, PairRefusal> {
    let PairCertificate { squares, shares, .. } = certificate;
    let first = well_formed(problem, certificate)?;
    let parts = i128::from(PARTS);
    let mut sum: i128 = -squares.iter().map(|of| i128::from(of[0]).pow(2)).sum::<i128>();
    // Costs of single choices, less what squares take of them, in parts.
    let mut single: Vec<Vec<i128>> = Vec::with_capacity(first.len());
    for (costs, begin) in problem.single.iter().zip(&first) {
        let of = |(choice, cost): (usize, &i64)| {
            let taken = |square: &Vec<i64>| {
                let weight = i128::from(square[begin + choice]);
                weight * (weight + 2 * i128::from(square[0]))
            };
            i128::from(*cost) * parts - squares.iter().map(taken).sum::<i128>()
        };
        single.push(costs.iter().enumerate().map(of).collect());
    }
    for (Pair { nodes: [a, b], costs }, shares) in problem.pairs.iter().zip(shares) {
        let (rows, columns) = (problem.single[*a].len(), problem.single[*b].len());
        let mut least = i128::MAX;
        for row in 0..rows {
            for column in 0..columns {
                let taken =
                    |square: &Vec<i64>| square[first[*a] + row] * square[first[*b] + column];
                let taken: i64 = squares.iter().map(taken).sum();
                let left =
                    i128::from(costs[row * columns + column]) * parts - 2 * i128::from(taken);
                let shared = i128::from(shares[row]) + i128::from(shares[rows + column]);
                least = least.min(left - shared);
            }
        }
        sum += least;
        for (choice, share) in shares.iter().enumerate() {
            let of = if choice < rows {
                &mut single[*a][choice]
            } else {
                &mut single[*b][choice - rows]
            };
            *of += i128::from(*share);
        }
    }
    sum += single.iter().filter_map(|costs| costs.iter().min()).sum::<i128>();
    i64::try_from(-(-sum).div_euclid(parts)).map_err(|_| PairRefusal::Range)
}

/// The place of the first choice of each node in a square, if the certificate fits the problem.
fn well_formed(
    problem: &PairProblem,
    certificate: &PairCertificate,
) -> Result<Vec<usize>, PairRefusal> {
    let PairCertificate { squares, shares, .. } = certificate;
    let mut place = 1;
    let mut first = Vec::with_capacity(problem.single.len());
    for costs in &problem.single {
        first.push(place);
        place += costs.len();
    }
    let choices = |node: usize| problem.single.get(node).map_or(0, Vec::len);
    let fits = |(pair, shares): (&Pair, &Vec<i64>)| {
        let [a, b] = pair.nodes;
        a < b
            && pair.costs.len() == choices(a) * choices(b)
            && !pair.costs.is_empty()
            && shares.len() == choices(a) + choices(b)
    };
    let shape = problem.single.iter().all(|costs| !costs.is_empty())
        && squares.iter().all(|square| square.len() == place)
        && shares.len() == problem.pairs.len()
        && problem.pairs.iter().zip(shares).all(fits);
    if !shape {
        return Err(PairRefusal::Shape);
    }
    let within = |most: i64| move |number: &i64| (-most..=most).contains(number);
    let costs = problem.pairs.iter().flat_map(|pair| &pair.costs);
    let range = squares.len() <= SQUARES_MAX
        && squares.iter().flatten().all(within(WEIGHT_MAX))
        && shares.iter().flatten().all(within(SHARE_MAX))
        && costs.chain(problem.single.iter().flatten()).all(within(COST_MAX));
    if range { Ok(first) } else { Err(PairRefusal::Range) }
}
