//! `bound` and `verify-bound`: what no solution of a public routing instance undercuts.

use std::path::{Path, PathBuf};

use super::parts::parts;
use super::proof_file::{read_case, read_folding, stored_case, stored_folding};
use super::scale::Scale;
use super::{SolveOrder, SolveProgress, searched};
use crate::app::clock::Stopwatch;
use crate::app::error::Error;
use crate::bounds::{
    Certificate, Coverage, KnownRoute, Refusal, Unbounded, bound_beside, coverage, verify,
};
use crate::check::instance::{InstanceVerdict, judge};
use crate::diagnostic::Diagnostics;
use crate::ingest::instance::{Form, read_instance};
use crate::model::instance::{Convention, Instance, Tour, Tours};
use crate::store::{
    Overwrite, StoreError, StoredBound, fingerprint, read_bound_file, write_bound_file,
};
use crate::vrp::Problem;

/// The part of the budget that searches for a solution to compare with, in per cent.
const SEARCH_PERCENT: u32 = 25;

/// What `bound` is asked to do.
#[derive(Clone, Debug)]
pub struct BoundOrder {
    /// The instance, seed and budget.
    pub instance: SolveOrder,
    /// Where the certificate goes, if anywhere.
    pub out: Option<(PathBuf, Overwrite)>,
}

/// An instance with its bound, in the unit of its set.
#[derive(Clone, Debug)]
pub struct BoundedInstance {
    /// The instance.
    pub instance: Instance,
    /// What was found in the file, none of it an error.
    pub found: Diagnostics,
    /// What no solution undercuts; `None` if the budget ended before.
    pub lower: Option<f64>,
    /// The cost of a solution that the referee finds feasible.
    pub upper: Option<f64>,
    /// Costs and limits that the bound covers, and those that it leaves out.
    pub coverage: Coverage,
    /// Whether no longer search gives a notably better bound of this kind.
    pub is_final: bool,
    /// Partial routes that were made.
    pub work: u64,
    /// The file of the certificate.
    pub certificate: Option<PathBuf>,
    /// How long it took.
    pub seconds: f64,
    /// Whether somebody interrupted.
    pub interrupted: bool,
}

impl BoundedInstance {
    /// What could at most still be won, in per cent of the solution; `None` without a solution or
    /// a bound.
    pub fn gap_percent(&self) -> Option<f64> {
        let (lower, upper) = self.lower.zip(self.upper)?;
        (upper > 0.0).then(|| ((upper - lower) / upper * 100.0).max(0.0))
    }
}

/// What the verifier says of a certificate.
#[derive(Clone, Debug)]
pub struct CheckedBound {
    /// The bound that holds, in the unit of the set.
    pub lower: Option<f64>,
    /// Why nothing is proven.
    pub refusal: Option<String>,
    /// How long it took.
    pub seconds: f64,
}

/// Reads an instance, searches a solution and a bound, and writes the certificate.
pub fn bound_instance(
    order: &BoundOrder,
    progress: &dyn SolveProgress,
) -> Result<BoundedInstance, Error> {
    let BoundOrder { instance: asked, out } = order;
    let reading = read_instance(&asked.file, asked.form, asked.convention)?;
    let Some(instance) = reading.instance else {
        return Err(Error::Instance { found: reading.found });
    };
    if let Some((file, Overwrite::Refuse)) = out
        && file.exists()
    {
        return Err(StoreError::FileExists { path: file.clone() }.into());
    }
    let watch = Stopwatch::start();
    let (tours, _) = searched(&instance, asked.seed, asked.budget, SEARCH_PERCENT, progress)?;
    let verdict = judge(&instance, &tours);
    let scale = Scale::below(&instance);
    let parts = parts(&instance, scale);
    let stop = asked.budget.share(100 - SEARCH_PERCENT);
    // Routes that no vehicle may drive would hold the bound down.
    let sound = tours.tours.iter().filter(|_| verdict.is_feasible());
    let known: Vec<KnownRoute> = sound.map(known_route).collect();
    let bounded =
        bound_beside(&parts, &known, &*stop).map_err(|why| Error::NoBound { why: why_not(why) })?;
    let better =
        bounded.solution.as_ref().map(|routes| judge(&instance, &tours_of(&instance, routes)));
    let upper = [Some(verdict), better].into_iter().flatten().filter(InstanceVerdict::is_feasible);
    let upper = upper.map(|verdict| verdict.cost).min_by(f64::total_cmp);
    let proof = bounded.certificate.as_ref();
    let lower = proof.map(|proof| scale.cost(proof.bound));
    let mut certificate = None;
    if let (Some((file, overwrite)), Some(proof), Some(lower)) = (out, proof, lower) {
        let stored = StoredBound {
            instance: asked.file.display().to_string(),
            fingerprint: print_of(&asked.file)?,
            format: reading.form.map(|form| form.word().to_owned()),
            convention: instance.convention.word().to_owned(),
            lower_bound: lower,
            bound: proof.bound,
            grain: proof.grain,
            folding: proof.folding.as_ref().map(stored_folding),
            cases: proof.cases.iter().map(stored_case).collect(),
            neighbours: proof.neighbours.clone(),
        };
        write_bound_file(file, &stored, *overwrite)?;
        certificate = Some(file.clone());
    }
    Ok(BoundedInstance {
        found: reading.found,
        lower,
        upper,
        coverage: coverage(&parts),
        is_final: bounded.is_final,
        work: bounded.work,
        certificate,
        seconds: watch.elapsed().as_secs_f64(),
        interrupted: asked.budget.cancel.is_set(),
        instance,
    })
}

/// Checks a certificate against its instance, or against another file of it.
pub fn check_bound(certificate: &Path, instance: Option<PathBuf>) -> Result<CheckedBound, Error> {
    let watch = Stopwatch::start();
    let stored = read_bound_file(certificate)?;
    let file = instance.unwrap_or_else(|| PathBuf::from(&stored.instance));
    let form = stored.format.as_deref().and_then(Form::of_word);
    let reading = read_instance(&file, form, Convention::of_word(&stored.convention))?;
    let Some(instance) = reading.instance else {
        return Err(Error::Instance { found: reading.found });
    };
    let scale = Scale::below(&instance);
    let parts = parts(&instance, scale);
    let problem = Problem::new(parts.clone());
    let proof = Certificate {
        folding: stored.folding.map(read_folding),
        grain: stored.grain,
        cases: stored.cases.into_iter().map(read_case).collect(),
        neighbours: stored.neighbours,
        bound: stored.bound,
    };
    let claimed = scale.cost(stored.bound);
    let refusal = if print_of(&file)? != stored.fingerprint {
        Some("the file of the instance is another one".to_owned())
    } else if problem.is_err() {
        Some("the instance has faults".to_owned())
    } else if stored.lower_bound > claimed {
        Some(format!("it claims {} and proves at most {claimed}", stored.lower_bound))
    } else {
        verify(&parts, &proof).err().map(|refusal| refused(refusal, scale))
    };
    let lower = Some(claimed).filter(|_| refusal.is_none());
    Ok(CheckedBound { lower, refusal, seconds: watch.elapsed().as_secs_f64() })
}

fn known_route(tour: &Tour) -> KnownRoute {
    let client = |customer: &usize| u32::try_from(*customer).expect("customers fit u32");
    KnownRoute {
        day: tour.day,
        vehicle: tour.fleet,
        clients: tour.customers.iter().map(client).collect(),
    }
}

fn tours_of(instance: &Instance, routes: &[KnownRoute]) -> Tours {
    let mut tours: Vec<Tour> = Vec::new();
    let mut is_absent = vec![true; instance.customers.len()];
    for KnownRoute { day, vehicle, clients } in routes {
        let is_its = |tour: &&Tour| tour.day == *day && tour.fleet == *vehicle;
        let before = tours.iter().filter(is_its).count();
        let customers: Vec<usize> = clients.iter().map(|client| *client as usize).collect();
        for customer in &customers {
            is_absent[*customer] = false;
        }
        tours.push(Tour {
            day: *day,
            fleet: *vehicle,
            vehicle: u32::try_from(before).expect("vehicles fit u32"),
            customers,
            reloads: Vec::new(),
        });
    }
    let absent = is_absent.iter().enumerate().filter(|(_, absent)| **absent);
    Tours { absent: absent.map(|(customer, _)| customer).collect(), tours }
}

fn print_of(file: &Path) -> Result<String, Error> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(fingerprint(folder, &[&name])?)
}

const fn why_not(why: Unbounded) -> &'static str {
    match why {
        Unbounded::Reloads => "its vehicles reload on the way",
        Unbounded::Hours => "its ways hang on the hour",
        Unbounded::TooDear => "its costs are too large to be added up exactly",
    }
}

fn refused(refusal: Refusal, scale: Scale) -> String {
    match refusal {
        Refusal::Shape => "it is of another instance: days or customers differ".to_owned(),
        Refusal::Range => "its numbers are too large to be added up exactly".to_owned(),
        Refusal::Reloads => "vehicles reload on the way".to_owned(),
        Refusal::Hours => "ways hang on the hour".to_owned(),
        Refusal::Cases => "its cases leave some solution out".to_owned(),
        Refusal::TooLong => "checking it takes too long".to_owned(),
        Refusal::Claim { proven } => format!("it claims more than {}", scale.cost(proven)),
    }
}
