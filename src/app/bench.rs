//! `bench`: a folder of public routing instances against their best known costs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::budget::Budget;
use super::clock::Stopwatch;
use super::error::Error;
use super::solve::{SolveOrder, SolveProgress, Solved, solve};
use crate::ingest::IngestError;
use crate::ingest::instance::{BestKnown, read_best_known};
use crate::random::Seed;

/// The file of best known costs, in the folder or beside it.
const BEST_KNOWN_FILE: &str = "bks.csv";

/// Files that stand among instances and are none.
const OTHER_ENDINGS: [&str; 3] = ["csv", "md", "sol"];

/// A cost within this of the best known is on target.
const TARGET: f64 = 1.01;

/// Folders within folders that are looked through.
const DEPTH_MAX: usize = 8;

/// What `bench` is asked to do.
#[derive(Clone, Debug)]
pub struct BenchOrder {
    /// The folder.
    pub folder: PathBuf,
    /// The file of best known costs, or `None` for the folder's own.
    pub best_known: Option<PathBuf>,
    /// The seed.
    pub seed: Seed,
    /// The stop rule of each instance.
    pub budget: Budget,
}

/// An instance that was searched.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchRow {
    /// The folder that it stands in.
    pub set: String,
    /// Its file, without the ending.
    pub instance: String,
    /// Its customers.
    pub customers: usize,
    /// What the tours cost, in the unit of the set.
    pub cost: f64,
    /// Limits that they break.
    pub violations: usize,
    /// The best known cost, if there is one.
    pub best_known: Option<f64>,
    /// By how much the cost is above it, in per cent.
    pub gap_percent: Option<f64>,
    /// Seconds until the search was within 1 % of it.
    pub seconds_to_target: Option<f64>,
    /// Seconds of the search.
    pub seconds: f64,
    /// Its iterations.
    pub iterations: u64,
}

/// A set of instances.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchSet {
    /// Its folder.
    pub set: String,
    /// Instances with a best known cost whose tours hold.
    pub instances: usize,
    /// The mean gap in per cent.
    pub gap_mean: f64,
    /// The largest gap in per cent.
    pub gap_worst: f64,
}

/// What a run over a folder gave.
#[derive(Debug, Default)]
pub struct Bench {
    /// The instances, in the order of their files.
    pub rows: Vec<BenchRow>,
    /// Files that could not be searched, each with its reason.
    pub failed: Vec<(PathBuf, Error)>,
    /// Whether somebody interrupted.
    pub interrupted: bool,
}

impl Bench {
    /// The sets with their gaps, by name.
    pub fn sets(&self) -> Vec<BenchSet> {
        let mut gaps: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.violations == 0) {
            gaps.entry(&row.set).or_default().extend(row.gap_percent);
        }
        let sets = gaps.into_iter().filter(|(_, gaps)| !gaps.is_empty());
        let summary = sets.map(|(set, gaps)| BenchSet {
            set: set.to_owned(),
            instances: gaps.len(),
            gap_mean: gaps.iter().sum::<f64>() / gaps.len() as f64,
            gap_worst: gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        });
        summary.collect()
    }

    /// Whether every file was searched and every limit holds.
    pub fn is_sound(&self) -> bool {
        self.failed.is_empty() && self.rows.iter().all(|row| row.violations == 0)
    }
}

/// Searches every instance of a folder; `told` hears of each when it is done.
pub fn bench(order: &BenchOrder, told: &(dyn Fn(&BenchRow) + Sync)) -> Result<Bench, Error> {
    let known = known(order)?;
    let mut bench = Bench::default();
    for file in files(&order.folder, DEPTH_MAX)? {
        match row(order, &file, &known) {
            Ok(row) => {
                told(&row);
                bench.rows.push(row);
            }
            Err(error) => bench.failed.push((file, error)),
        }
        if order.budget.cancel.is_set() {
            bench.interrupted = true;
            break;
        }
    }
    Ok(bench)
}

fn known(order: &BenchOrder) -> Result<BestKnown, Error> {
    let usual = || {
        let beside = order.folder.join("..");
        let places = [order.folder.join(BEST_KNOWN_FILE), beside.join(BEST_KNOWN_FILE)];
        places.into_iter().find(|path| path.is_file())
    };
    let Some(path) = order.best_known.clone().or_else(usual) else { return Ok(BestKnown::new()) };
    let (known, found) = read_best_known(&path)?;
    if found.errors() > 0 { Err(Error::Instance { found }) } else { Ok(known) }
}

/// All files that may be instances, sorted within each folder, folders among files.
fn files(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, Error> {
    let unlistable = |source| IngestError::Instance { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unlistable)? {
        paths.push(entry.map_err(unlistable)?.path());
    }
    paths.sort_unstable();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                files.extend(self::files(&path, depth - 1)?);
            }
        } else if may_be_instance(&path) {
            files.push(path);
        }
    }
    Ok(files)
}

fn may_be_instance(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    name.is_some_and(|name| {
        let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|s| s.ends_with('.'));
        !name.starts_with('.') && !OTHER_ENDINGS.iter().any(|ending| ends(ending))
    })
}

fn row(order: &BenchOrder, file: &Path, known: &BestKnown) -> Result<BenchRow, Error> {
    let text = |part: Option<&std::ffi::OsStr>| {
        part.map_or_else(String::new, |part| part.to_string_lossy().into_owned())
    };
    let folder = file.parent().and_then(|parent| fs::canonicalize(parent).ok());
    let set = text(folder.as_deref().and_then(Path::file_name));
    let instance = text(file.file_stem());
    let best_known = known.get(&(set.clone(), instance.clone())).copied();
    let target = Target { watch: Stopwatch::start(), best_known, reached: OnceLock::new() };
    let solved = solve(
        &SolveOrder {
            file: file.to_owned(),
            form: None,
            convention: None,
            seed: order.seed,
            budget: order.budget,
        },
        &target,
    )?;
    let Solved { verdict, seconds, iterations, .. } = solved;
    let violations = verdict.breaches.len();
    let reached = best_known.is_some_and(|best| verdict.cost <= best * TARGET);
    Ok(BenchRow {
        set,
        instance,
        customers: solved.instance.customers.len(),
        cost: verdict.cost,
        violations,
        best_known,
        gap_percent: best_known.map(|best| (verdict.cost / best - 1.0) * 100.0),
        // A search need not tell of its last epoch.
        seconds_to_target: target
            .reached
            .into_inner()
            .or(reached.then_some(seconds))
            .filter(|_| violations == 0),
        seconds,
        iterations,
    })
}

/// Notes when a search comes within 1 % of the best known cost.
struct Target {
    watch: Stopwatch,
    best_known: Option<f64>,
    reached: OnceLock<f64>,
}

impl SolveProgress for Target {
    fn epoch(&self, _iterations: u64, _spent: f64, best: f64) {
        if self.best_known.is_some_and(|known| best <= known * TARGET) {
            self.reached.get_or_init(|| self.watch.elapsed().as_secs_f64());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(set: &str, gap: Option<f64>, violations: usize) -> BenchRow {
        BenchRow {
            set: set.to_owned(),
            instance: "a".to_owned(),
            customers: 1,
            cost: 1.0,
            violations,
            best_known: gap.map(|_| 1.0),
            gap_percent: gap,
            seconds_to_target: None,
            seconds: 1.0,
            iterations: 1,
        }
    }

    #[test]
    fn gaps_are_of_tours_that_hold() {
        let rows = vec![
            row("b", Some(1.0), 0),
            row("b", Some(3.0), 0),
            row("b", Some(-9.0), 2),
            row("b", None, 0),
            row("a", None, 0),
        ];
        let bench = Bench { rows, ..Bench::default() };
        let expected =
            BenchSet { set: "b".to_owned(), instances: 2, gap_mean: 2.0, gap_worst: 3.0 };
        assert_eq!(bench.sets(), [expected]);
        assert!(!bench.is_sound());
    }

    #[test]
    fn solutions_and_notes_are_no_instances() {
        for name in ["bks.csv", "README.md", "X-n101-k25.sol", ".hidden", "a.SOL"] {
            assert!(!may_be_instance(Path::new(name)), "{name}");
        }
        for name in ["p01", "C101.txt", "CON3-0.vrpspd", "week.json"] {
            assert!(may_be_instance(Path::new(name)), "{name}");
        }
    }
}
