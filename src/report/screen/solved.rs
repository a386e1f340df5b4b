//! Solutions of public routing instances.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;

/// A route in the numbers of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SolvedRoute {
    /// The day, from 1.
    pub day: usize,
    /// The depot, from 1.
    pub depot: usize,
    /// The vehicle.
    pub vehicle: i64,
    /// The customers in order, 0 where the vehicle reloads.
    pub nodes: Vec<i64>,
}

/// A judged solution in plain values.
#[derive(Clone, Debug, PartialEq)]
pub struct SolvedNumbers {
    /// The name of the instance.
    pub name: String,
    /// Its problem.
    pub problem: &'static str,
    /// How its distances are rounded.
    pub convention: &'static str,
    /// Customers, depots and days.
    pub size: [usize; 3],
    /// The routes.
    pub routes: Vec<SolvedRoute>,
    /// Customers left out.
    pub absent: Vec<i64>,
    /// What it costs, in the unit of the set.
    pub cost: f64,
    /// Limits that are broken, a line each.
    pub breaches: Vec<String>,
    /// How long it took.
    pub seconds: f64,
    /// Iterations of the search.
    pub iterations: u64,
}

/// A solution, a route a line.
pub fn solved_text(solved: &SolvedNumbers, language: Language) -> String {
    let w = language.instance_words();
    let mut text = String::new();
    let [customers, depots, days] = solved.size;
    let _ = writeln!(
        text,
        "{} ({}, {}): {customers} {}, {depots} {}, {days} {}\n",
        solved.name, solved.problem, solved.convention, w.customers, w.depots, w.days,
    );
    let head = [w.day, w.depot, w.vehicle, w.nodes].map(str::to_owned).to_vec();
    let rows = solved.routes.iter().map(|route| {
        let numbers = [route.day.to_string(), route.depot.to_string(), route.vehicle.to_string()];
        numbers.into_iter().chain([joined(&route.nodes)]).collect()
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    text.push_str(&columns(&[Align::Right, Align::Right, Align::Right, Align::Left], &rows));
    text.push('\n');
    if !solved.absent.is_empty() {
        let _ = writeln!(text, "  {}: {}", w.absent, joined(&solved.absent));
    }
    let routes = solved.routes.len();
    let _ =
        writeln!(text, "  {}: {} ({routes} {})", w.cost, language.places(solved.cost, 4), w.routes);
    if solved.breaches.is_empty() {
        let _ = writeln!(text, "  {}", w.feasible);
    } else {
        let _ = writeln!(text, "  {}", w.infeasible);
        for breach in &solved.breaches {
            let _ = writeln!(text, "    {breach}");
        }
    }
    let iterations = language.number(i64::try_from(solved.iterations).unwrap_or(i64::MAX));
    let seconds = language.places(solved.seconds, 1);
    let _ = writeln!(text, "  {} {seconds} s, {iterations} {}", w.searched, w.iterations);
    text
}

fn joined(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}
