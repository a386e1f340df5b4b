use good_lp::{
    Expression, ProblemVariables, Solution as _, SolverModel as _, Variable, constraint, variable,
};

use super::*;
use crate::milp::backend;
use crate::random::{RngExt as _, Seed};

fn slack(row: usize) -> Vec<(usize, f64)> {
    vec![(row, 1.0)]
}

#[test]
fn finds_the_least_cost_and_its_duals() {
    // At least 4 of one and 6 of the other; a column gives both for 3, singles cost 2 and 2.
    let mut simplex: Simplex<()> =
        Simplex::new(&[4.0, 6.0], vec![(90.0, slack(0)), (90.0, slack(1))]);
    simplex.add_fixed(0.0, vec![(0, -1.0)]);
    simplex.add_fixed(0.0, vec![(1, -1.0)]);
    for column in [(2.0, slack(0)), (2.0, slack(1)), (3.0, vec![(0, 1.0), (1, 1.0)])] {
        simplex.add_named(column, Stays::WhileUsed, ());
    }
    simplex.solve(100);
    assert!((simplex.value() - 16.0).abs() < 1e-3, "{}", simplex.value());
    assert!((simplex.duals()[0] - 1.0).abs() < 1e-6 && (simplex.duals()[1] - 2.0).abs() < 1e-6);
    simplex.forget(0);
    simplex.refresh();
    assert!((simplex.value() - 16.0).abs() < 1e-3);
}

/// What a column costs that covers a row by itself.
const DEAR: f64 = 100.0;
const ROWS: usize = 8;

/// Whether a row is there that asks for every third column three times.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thirds {
    Asked,
    No,
}

/// Rows that are covered at least once; some columns cost more from the start.
fn drawn(number: u64, thirds: Thirds, is_dear: &dyn Fn(usize) -> bool) -> Simplex<usize> {
    let stream = &mut Seed(5).stream("simplex", number);
    let mut sides = vec![1.0; ROWS];
    let mut basis: Vec<(f64, Vec<(usize, f64)>)> =
        (0..ROWS).map(|row| (DEAR, slack(row))).collect();
    if thirds == Thirds::Asked {
        sides.push(3.0);
        basis.push((DEAR, slack(ROWS)));
    }
    let mut simplex = Simplex::new(&sides, basis);
    (0..sides.len()).for_each(|row| simplex.add_fixed(0.0, vec![(row, -1.0)]));
    for name in 0..30_usize {
        let covered = (0..ROWS).filter(|_| stream.random_bool(0.4)).collect::<Vec<usize>>();
        let mut entries: Vec<(usize, f64)> = covered.into_iter().map(|row| (row, 1.0)).collect();
        if thirds == Thirds::Asked && name.is_multiple_of(3) {
            entries.push((ROWS, 1.0));
        }
        let cost = f64::from(stream.random_range(5..20_u32));
        let cost = if is_dear(name) { DEAR } else { cost };
        simplex.add_named((cost, entries), Stays::Always, name);
    }
    simplex.solve(1_000);
    simplex
}

fn add_thirds(simplex: &mut Simplex<usize>) -> f64 {
    simplex.add_row(3.0, DEAR, &|name| f64::from(u8::from(name.is_multiple_of(3))));
    simplex.keep_rows(1)
}

/// What the backend of this build finds for the same programme.
fn by_backend(simplex: &Simplex<usize>) -> f64 {
    let mut problem = ProblemVariables::new();
    let taken: Vec<Variable> =
        simplex.columns.iter().map(|_| problem.add(variable().min(0.0))).collect();
    let cost: Expression =
        simplex.columns.iter().zip(&taken).map(|(column, taken)| column.cost * *taken).sum();
    let mut model = problem.minimise(cost.clone()).using(backend);
    for (row, side) in simplex.sides.iter().enumerate() {
        let entries = simplex.columns.iter().zip(&taken).flat_map(|(column, taken)| {
            let of_row = column.entries.iter().filter(|(at, _)| *at == row);
            of_row.map(|(_, entry)| *entry * *taken)
        });
        let covered: Expression = entries.sum();
        model.add_constraint(constraint!(covered == *side));
    }
    model.solve().expect("dear columns cover all").eval(cost)
}

#[test]
fn costs_as_much_as_another_solver_finds() {
    for number in 0..100 {
        let mut simplex = drawn(number, Thirds::Asked, &|_| false);
        let (own, other) = (simplex.value(), by_backend(&simplex));
        assert!((own - other).abs() < 1e-3, "{number}: {own} {other}");
        simplex.make_dearer(&|name| name.is_multiple_of(4).then_some(DEAR));
        simplex.solve(1_000);
        let (own, other) = (simplex.value(), by_backend(&simplex));
        assert!((own - other).abs() < 1e-3, "{number}, with dear columns: {own} {other}");
    }
}

#[test]
fn a_row_that_comes_later_costs_as_much_as_from_the_start() {
    for number in 0..100 {
        let mut simplex = drawn(number, Thirds::No, &|_| false);
        let told = add_thirds(&mut simplex);
        assert_eq!(simplex.solve(1_000), 0, "nothing is left to do: {number}");
        let whole = drawn(number, Thirds::Asked, &|_| false).value();
        assert!((simplex.value() - whole).abs() < 1e-3, "{number}: {} {whole}", simplex.value());
        assert!((told - whole).abs() < 1e-3, "{number}: {told} {whole}");
    }
}

#[test]
fn columns_that_become_dearer_cost_as_much_as_from_the_start() {
    for number in 0..100 {
        let mut simplex = drawn(number, Thirds::No, &|_| false);
        let used: Vec<usize> = simplex.used().map(|(name, _)| *name).take(2).collect();
        let told = simplex.make_dearer(&|name| used.contains(name).then_some(DEAR));
        simplex.solve(1_000);
        let whole = drawn(number, Thirds::No, &|name| used.contains(&name)).value();
        assert!((simplex.value() - whole).abs() < 1e-3, "{number}: {} {whole}", simplex.value());
        assert!(told < whole + 1e-3, "{number}: {told} {whole}");
    }
}

#[test]
fn a_row_that_is_kept_in_a_hurry_is_bought() {
    let mut bought = 0;
    for number in 0..100 {
        let mut simplex = drawn(number, Thirds::No, &|_| false);
        simplex.hurry(1);
        let told = add_thirds(&mut simplex);
        let whole = drawn(number, Thirds::Asked, &|_| false).value();
        assert!(told < whole + 1e-3, "{number}: {told} {whole}");
        bought += usize::from(simplex.solve(1_000) > 0);
        assert!((simplex.value() - whole).abs() < 1e-3, "{number}: {} {whole}", simplex.value());
    }
    assert!(bought > 0, "one step is too few for some");
}

#[test]
fn a_loose_row_that_is_dropped_changes_nothing() {
    let mut dropped = 0;
    for number in 0..100 {
        // Every third column once or more, beside what rows ask for anyway.
        let mut simplex = drawn(number, Thirds::No, &|_| false);
        let entry = |name: &usize| f64::from(u8::from(name.is_multiple_of(3)));
        simplex.add_row(0.5, DEAR, &entry);
        simplex.keep_rows(1);
        simplex.solve(1_000);
        let (cost, duals) = (simplex.value(), simplex.duals().to_vec());
        assert!(simplex.drop_loose(&|_| false).is_empty());
        let gone = simplex.drop_loose(&|row| row == ROWS);
        dropped += gone.len();
        assert!((simplex.value() - cost).abs() < 1e-9, "{number}");
        assert_eq!(simplex.duals(), &duals[..simplex.duals().len()], "{number}");
        if !gone.is_empty() {
            assert!(duals[ROWS].abs() < 1e-9, "{number}: what is loose costs nothing");
            assert_eq!(simplex.solve(1_000), 0, "{number}");
        }
        simplex.refresh();
        assert!((simplex.value() - cost).abs() < 1e-3, "{number}");
        add_thirds(&mut simplex);
        simplex.solve(1_000);
        let whole = drawn(number, Thirds::Asked, &|_| false).value();
        assert!((simplex.value() - whole).abs() < 1e-3, "{number}: {} {whole}", simplex.value());
    }
    assert!(dropped > 10 && dropped < 100, "some are loose, others not: {dropped}");
}
