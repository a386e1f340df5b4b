//! Bounds of pairs against all assignments, and certificates that are no longer what they were.

use super::{Pair, PairProblem, PairRefusal, pair_bound, verify_pairs};
use crate::random::{RngExt as _, Seed};
use crate::vrp::Iterations;

const STEPS: Iterations = Iterations(150);

/// Up to six nodes with up to four choices; some pairs have nothing to do with each other.
fn tiny(number: u64) -> PairProblem {
    let mut draw = Seed(4).stream("pairs", number);
    let nodes = draw.random_range(1..=6_usize);
    let single: Vec<Vec<i64>> = (0..nodes)
        .map(|_| (0..draw.random_range(1..=4)).map(|_| draw.random_range(-30..=90)).collect())
        .collect();
    let mut pairs = Vec::new();
    for b in 1..nodes {
        for a in 0..b {
            if draw.random_bool(0.8) {
                let count = single[a].len() * single[b].len();
                let costs = (0..count).map(|_| draw.random_range(-20..=100)).collect();
                pairs.push(Pair { nodes: [a, b], costs });
            }
        }
    }
    PairProblem { single, pairs }
}

fn optimum(problem: &PairProblem, chosen: &mut Vec<usize>) -> i64 {
    let Some(of) = problem.single.get(chosen.len()) else { return problem.cost(chosen) };
    let with = |choice: usize| {
        chosen.push(choice);
        let best = optimum(problem, chosen);
        chosen.pop();
        best
    };
    (0..of.len()).map(with).min().expect("a node has a choice")
}

#[test]
fn no_bound_is_above_the_optimum_and_most_are_close() {
    let mut close = 0;
    for number in 0..100 {
        let problem = tiny(number);
        let best = optimum(&problem, &mut Vec::new());
        let proof = pair_bound(&problem, &STEPS);
        assert!(proof.bound <= best, "{} above {best}: {problem:?}", proof.bound);
        assert_eq!(verify_pairs(&problem, &proof), Ok(proof.bound));
        close += usize::from(best - proof.bound <= 2);
    }
    assert!(close >= 80, "{close} of 100");
}

#[test]
fn stopping_at_any_step_gives_a_bound_and_squares_lift_it() {
    let mut lifted = 0;
    for number in 0..30 {
        let problem = tiny(number);
        let best = optimum(&problem, &mut Vec::new());
        let [none, some, many] = [0, 7, 150].map(|steps| pair_bound(&problem, &Iterations(steps)));
        assert!(none.squares.is_empty());
        assert!(none.bound <= some.bound && none.bound <= many.bound);
        assert!(some.bound <= best && many.bound <= best, "{problem:?}");
        lifted += usize::from(many.bound > none.bound);
    }
    assert!(lifted > 5, "{lifted} of 30");
}

#[test]
fn what_is_corrupted_is_refused() {
    let problem = (0..100).map(tiny).find(|problem| problem.pairs.len() > 4).expect("a problem");
    let good = pair_bound(&problem, &STEPS);
    let more = PairRefusal::Claim { proven: good.bound };
    let mut bad = good.clone();
    bad.bound += 1;
    assert_eq!(verify_pairs(&problem, &bad), Err(more));
    let mut bad = good.clone();
    bad.shares.pop();
    assert_eq!(verify_pairs(&problem, &bad), Err(PairRefusal::Shape));
    let mut bad = good.clone();
    bad.squares.push(vec![1]);
    assert_eq!(verify_pairs(&problem, &bad), Err(PairRefusal::Shape));
    let mut bad = good.clone();
    bad.shares[0][0] = i64::MAX;
    assert_eq!(verify_pairs(&problem, &bad), Err(PairRefusal::Range));
    let mut bad = good;
    let width: usize = problem.single.iter().map(Vec::len).sum();
    bad.squares.push(vec![1 << 12; width + 1]);
    assert!(matches!(verify_pairs(&problem, &bad), Err(PairRefusal::Claim { .. })));
}

#[test]
fn a_square_of_anything_is_valid() {
    let problem = tiny(5);
    let best = optimum(&problem, &mut Vec::new());
    let mut draw = Seed(8).stream("squares", 1);
    let width: usize = 1 + problem.single.iter().map(Vec::len).sum::<usize>();
    for _ in 0..20 {
        let mut square = || (0..width).map(|_| draw.random_range(-99..=99)).collect::<Vec<i64>>();
        let squares = vec![square(), square()];
        let proof = super::shares::shared_out(&problem.whole(), squares, None);
        assert!(proof.bound <= best);
    }
}
