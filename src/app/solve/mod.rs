//! `solve`: a public routing instance, from its file to judged tours.

mod days;
mod parts;
mod proof;
pub(super) mod proof_file;
mod scale;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use self::days::SearchDays;
use self::parts::parts;
pub use self::proof::{BoundOrder, BoundedInstance, CheckedBound, bound_instance, check_bound};
use self::scale::Scale;
use super::budget::Budget;
use super::clock::Stopwatch;
use super::error::Error;
use crate::check::instance::{InstanceVerdict, judge};
use crate::diagnostic::Diagnostics;
use crate::ingest::instance::{Form, read_instance};
use crate::model::instance::{Convention, Instance, Tour, Tours};
use crate::random::Seed;
use crate::vrp::{Answer, Problem, Progress, search};

/// What `solve` is asked to do.
#[derive(Clone, Debug)]
pub struct SolveOrder {
    /// The file.
    pub file: PathBuf,
    /// Its form, or `None` to know it by its look.
    pub form: Option<Form>,
    /// The convention of rounding, or `None` for that of its set.
    pub convention: Option<Convention>,
    /// The seed.
    pub seed: Seed,
    /// The stop rule.
    pub budget: Budget,
}

/// An instance with its tours and what the referee says of them.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The instance.
    pub instance: Instance,
    /// The form of its file.
    pub form: Option<Form>,
    /// What was found in the file, none of it an error.
    pub found: Diagnostics,
    /// The tours.
    pub tours: Tours,
    /// The cost and all broken limits.
    pub verdict: InstanceVerdict,
    /// Iterations of the search.
    pub iterations: u64,
    /// The seed.
    pub seed: u64,
    /// How long the search took.
    pub seconds: f64,
    /// Whether somebody interrupted.
    pub interrupted: bool,
}

/// Told of each epoch of a search with the best cost in the unit of the set.
pub trait SolveProgress: Sync {
    /// An epoch ended; `best` is `None` while nothing feasible is known.
    fn epoch(&self, iterations: u64, spent: f64, best: f64);
}

/// Reads an instance, searches and judges.
pub fn solve(order: &SolveOrder, progress: &dyn SolveProgress) -> Result<Solved, Error> {
    let reading = read_instance(&order.file, order.form, order.convention)?;
    let Some(instance) = reading.instance else {
        return Err(Error::Instance { found: reading.found });
    };
    let watch = Stopwatch::start();
    let (tours, iterations) = searched(&instance, order.seed, order.budget, 100, progress)?;
    Ok(Solved {
        form: reading.form,
        found: reading.found,
        verdict: judge(&instance, &tours),
        tours,
        iterations,
        seed: order.seed.0,
        seconds: watch.elapsed().as_secs_f64(),
        interrupted: order.budget.cancel.is_set(),
        instance,
    })
}

/// The best tours of an instance within some per cent of a budget, and the iterations spent.
fn searched(
    instance: &Instance,
    seed: Seed,
    budget: Budget,
    percent: u32,
    progress: &dyn SolveProgress,
) -> Result<(Tours, u64), Error> {
    let scale = Scale::of(instance);
    let problem = Problem::new(parts(instance, scale));
    let problem = problem.map_err(|faults| Error::Unsearchable {
        faults: faults.iter().map(|fault| format!("{fault:?}")).collect::<Vec<_>>().join(", "),
    })?;
    let told = InUnits { scale, progress };
    let answer = search(&problem, seed, &*budget.share(percent), &told);
    let iterations = answer.iterations;
    Ok((tours(answer, SearchDays::of(instance)), iterations))
}

/// Turns the integers of a search into the unit of the set.
struct InUnits<'progress> {
    scale: Scale,
    progress: &'progress dyn SolveProgress,
}

impl Progress for InUnits<'_> {
    fn epoch(&self, iterations: u64, spent: f64, best: i64) {
        self.progress.epoch(iterations, spent, self.scale.cost(best));
    }
}

fn tours(answer: Answer, days: SearchDays) -> Tours {
    let place = |client: &u32| *client as usize;
    let routes = answer.routes.into_iter().map(|route| Tour {
        day: days.day(route.day),
        fleet: route.vehicle,
        vehicle: route.number,
        customers: route.clients.iter().map(place).collect(),
        reloads: route.reloads,
    });
    let mut tours: Vec<Tour> = routes.collect();
    tours.sort_by_key(|tour| (tour.day, tour.fleet, tour.vehicle));
    Tours { tours, absent: answer.absent.iter().map(place).collect() }
}
