//! Public routing instances against their best known costs.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;

/// An instance in plain values.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchLine {
    /// The set and the instance.
    pub name: String,
    /// Its customers.
    pub customers: usize,
    /// The cost, or `None` where tours break a limit.
    pub cost: Option<f64>,
    /// The best known cost.
    pub best_known: Option<f64>,
    /// The gap in per cent.
    pub gap: Option<f64>,
    /// Seconds until within 1 %.
    pub seconds_to_target: Option<f64>,
    /// Iterations a second.
    pub rate: f64,
}

/// A run over a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BenchNumbers {
    /// The instances.
    pub lines: Vec<BenchLine>,
    /// Set, instances, mean and worst gap.
    pub sets: Vec<(String, usize, f64, f64)>,
    /// Files that could not be searched, each with its reason.
    pub failed: Vec<(String, String)>,
}

const RIGHT: Align = Align::Right;

/// Two tables: the instances, and their sets.
pub fn bench_text(numbers: &BenchNumbers, language: Language) -> String {
    let w = language.instance_words();
    let optional = |number: Option<f64>, places| {
        number.map_or_else(|| "–".to_owned(), |number| language.places(number, places))
    };
    let rate = format!("{}/s", w.iterations);
    let head = [w.instance, w.nodes, w.cost, w.best_known, w.gap, w.to_target, &rate];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(numbers.lines.iter().map(|line| {
        let cost = line.cost.map_or_else(|| w.failed.to_owned(), |of| language.places(of, 2));
        vec![
            line.name.clone(),
            line.customers.to_string(),
            cost,
            optional(line.best_known, 2),
            optional(line.gap, 2),
            optional(line.seconds_to_target, 1),
            language.places(line.rate, 0),
        ]
    }));
    let mut text = columns(&[Align::Left, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT], &rows);
    text.push('\n');
    let head = [w.set, w.instance, w.mean, w.worst].map(str::to_owned);
    let sets = numbers.sets.iter().map(|(set, instances, mean, worst)| {
        let gaps = [language.places(*mean, 3), language.places(*worst, 3)];
        [set.clone(), instances.to_string()].into_iter().chain(gaps).collect()
    });
    let rows: Vec<Vec<String>> = std::iter::once(head.to_vec()).chain(sets).collect();
    text.push_str(&columns(&[Align::Left, RIGHT, RIGHT, RIGHT], &rows));
    for (file, reason) in &numbers.failed {
        let _ = writeln!(text, "  {file}: {}: {reason}", w.failed);
    }
    text
}
