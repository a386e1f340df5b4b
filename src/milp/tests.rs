use good_lp::{
    Expression, ProblemVariables, Solution as _, SolutionStatus, SolverModel as _, Variable,
    constraint, variable,
};
use proptest::prelude::*;

use super::backend;

const THINGS: usize = 6;
/// Of each thing at most.
const MOST: i64 = 3;

/// A third of what all things weigh.
fn limit(weights: &[i64]) -> i64 {
    weights.iter().sum::<i64>() * MOST / 3
}

/// Things to take, with their worth and what two limits let through.
struct Sack {
    worth: Vec<i64>,
    weights: [Vec<i64>; 2],
}

impl Sack {
    /// The most that things in these limits are worth, by trying all.
    fn most(&self) -> i64 {
        let base = usize::try_from(MOST + 1).expect("a few");
        let counts = u32::try_from(THINGS).expect("a few");
        let points = (0..base.pow(counts)).map(|point| {
            let digit = |at: u32| i64::try_from(point / base.pow(at) % base).expect("a few");
            (0..counts).map(digit).collect::<Vec<i64>>()
        });
        let sum = |of: &[i64], taken: &[i64]| of.iter().zip(taken).map(|(a, b)| a * b).sum::<i64>();
        let fits = |taken: &Vec<i64>| self.weights.iter().all(|of| sum(of, taken) <= limit(of));
        points.filter(fits).map(|taken| sum(&self.worth, &taken)).max().expect("nothing fits")
    }
}

fn sum(of: &[i64], taken: &[Variable]) -> Expression {
    of.iter().zip(taken).map(|(number, taken)| *number as f64 * *taken).sum()
}

fn numbers() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(1..20_i64, THINGS)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn takes_what_is_worth_most(worth in numbers(), weights in [numbers(), numbers()]) {
        let sack = Sack { worth, weights };
        let mut variables = ProblemVariables::new();
        let whole = variable().integer().min(0.0).max(MOST as f64);
        let taken: Vec<Variable> = (0..THINGS).map(|_| variables.add(whole.clone())).collect();
        let worth = sum(&sack.worth, &taken);
        let mut model = variables.maximise(worth.clone()).using(backend);
        for weights in &sack.weights {
            model.add_constraint(constraint!(sum(weights, &taken) <= limit(weights) as f64));
        }
        let solution = model.solve().expect("taking nothing fits");
        prop_assert!(matches!(solution.status(), SolutionStatus::Optimal));
        let (found, most) = (solution.eval(worth), sack.most() as f64);
        prop_assert!((found - most).abs() < 1e-6, "{found} {most}");
    }
}

#[test]
fn says_that_nothing_fits() {
    let mut variables = ProblemVariables::new();
    let one = variables.add(variable().integer().min(0.0).max(1.0));
    let mut model = variables.minimise(one).using(backend);
    model.add_constraint(constraint!(2.0 * one >= 3.0));
    assert!(model.solve().is_err());
}
