//! The mixed-integer programme.

use good_lp::{
    Constraint, Expression, ProblemVariables, Solution as _, SolutionStatus, SolverModel as _,
    Variable, constraint, variable,
};

use super::problem::{END_PRICE, EmptiesProblem, OVERFULL_PRICE, SHORTAGE_PRICE, StopEmpties};
use crate::milp::backend;
use crate::units::Crates;

/// Largest distance from an integer at which a solver's value is read as that integer.
const ROUNDING_TOLERANCE: f64 = 1e-4;

/// A rounded answer of the solver, not yet checked.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) stops: Vec<StopEmpties>,
    /// The objective value that the solver claims to be optimal.
    pub(super) objective: f64,
}

/// Two integer decisions at a stop, and the slack of its rows.
struct StopVariables {
    into: Variable,
    out: Variable,
    after: Variable,
    short: Variable,
    overfull: Variable,
}

/// Solves the programme; `None` when the solver fails, stops early or answers in fractions.
pub(super) fn solve(problem: &EmptiesProblem) -> Option<Answer> {
    let mut variables = ProblemVariables::new();
    let stops: Vec<StopVariables> = problem
        .stops
        .iter()
        .map(|stop| StopVariables {
            into: variables.add(variable().integer().min(0)),
            out: variables.add(variable().integer().min(0)),
            after: variables.add(variable().min(0)),
            short: variables.add(variable().min(0).max(float(stop.full_out.0))),
            overfull: variables.add(variable().min(0)),
        })
        .collect();
    let end_short: Vec<Variable> =
        problem.places.iter().map(|_| variables.add(variable().min(0))).collect();
    let mut rows = stock_rows(problem, &stops);
    rows.extend(end_rows(problem, &stops, &end_short));
    rows.extend(leg_rows(problem, &stops));
    let objective = objective(&stops, &end_short);
    let mut model = variables.minimise(objective.clone()).using(backend);
    for row in rows {
        model.add_constraint(row);
    }
    // Slack keeps the programme feasible, so an error is the solver's own trouble.
    let solution = model.solve().ok()?;
    if !matches!(solution.status(), SolutionStatus::Optimal) {
        return None;
    }
    let moves = stops
        .iter()
        .map(|stop| {
            let into = whole_number(solution.value(stop.into)).map(Crates)?;
            let out = whole_number(solution.value(stop.out)).map(Crates)?;
            Some(StopEmpties { into, out })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Answer { stops: moves, objective: solution.eval(objective) })
}

/// Stock before each pickup, and after each visit.
fn stock_rows(problem: &EmptiesProblem, stops: &[StopVariables]) -> Vec<Constraint> {
    let mut rows = Vec::new();
    let mut stocks: Vec<Expression> =
        problem.places.iter().map(|place| Expression::from(float(place.stock.0))).collect();
    for (stop, vars) in problem.stops.iter().zip(stops) {
        let place = &problem.places[stop.place];
        let left = stocks[stop.place].clone() + vars.short - float(stop.full_out.0) - vars.out;
        rows.push(constraint!(left.clone() >= 0.0));
        rows.push(constraint!(vars.after == left + float(stop.full_in.0) + vars.into));
        rows.push(constraint!(vars.after - vars.overfull <= float(place.stock_max.0)));
        stocks[stop.place] = vars.after.into();
    }
    rows
}

/// Stock at the end of the week.
fn end_rows(
    problem: &EmptiesProblem,
    stops: &[StopVariables],
    end_short: &[Variable],
) -> Vec<Constraint> {
    let mut rows = Vec::new();
    let stops_of_places = problem.stops_of_places();
    for ((place, of_place), &short) in problem.places.iter().zip(stops_of_places).zip(end_short) {
        let stock = match of_place.last() {
            Some(&last) => Expression::from(stops[last].after),
            None => Expression::from(float(place.stock.0)),
        };
        rows.push(constraint!(stock + short >= float(place.stock_end_min.0)));
    }
    rows
}

/// Empties on every leg within the room that full crates leave.
fn leg_rows(problem: &EmptiesProblem, stops: &[StopVariables]) -> Vec<Constraint> {
    let mut rows = Vec::new();
    for route in &problem.routes {
        for (leg, &room) in problem.room_on_legs(route).iter().enumerate() {
            let (passed, ahead) = route.stops.split_at(leg);
            let collected = passed.iter().map(|&stop| stops[stop].out);
            let on_board: Expression =
                collected.chain(ahead.iter().map(|&stop| stops[stop].into)).sum();
            rows.push(constraint!(on_board <= float(room)));
        }
    }
    rows
}

fn objective(stops: &[StopVariables], end_short: &[Variable]) -> Expression {
    let at_stops: Expression = stops
        .iter()
        .map(|vars| {
            vars.into
                + vars.out
                + float(SHORTAGE_PRICE) * vars.short
                + float(OVERFULL_PRICE) * vars.overfull
        })
        .sum();
    at_stops + end_short.iter().map(|&short| float(END_PRICE) * short).sum::<Expression>()
}

fn float(count: i64) -> f64 {
    count as f64
}

/// The integer that a solver's value stands for, if it stands for one.
fn whole_number(value: f64) -> Option<i64> {
    let nearest = value.round();
    let is_whole = (value - nearest).abs() <= ROUNDING_TOLERANCE && nearest.abs() < 1e9;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below a billion")]
    is_whole.then_some(nearest as i64)
}
