//! The JSON of VROOM: jobs, vehicles and matrices.
//!
//! Every job may be left out at a price far above any detour that serves it, higher with its
//! priority, since VROOM leaves out what does not fit. A vehicle without a start or without an
//! end gets a node that is nowhere: 0 from everywhere. Lines of a JSON file are known only where
//! it is no JSON, so that findings name keys.

mod matrices;
mod object;
mod vehicles;

use std::collections::BTreeSet;

use serde_json::Value;

use self::matrices::Matrices;
use self::object::{Object, refuse, whole};
use self::vehicles::{Vehicle, joined};
use super::codes;
use super::limits::{LOAD, NUMBER};
use super::lkh::settled;
use super::sheet::Sheet;
use crate::diagnostic;
use crate::model::instance::{
    Backhauls, Convention, Customer, Fleet, Instance, Kind, Loads, Origin, Span, Travel,
};

/// A moment or a duration, in seconds.
const SECONDS: std::ops::RangeInclusive<i64> = 0..=100_000_000;

/// The priority of a job.
const PRIORITY: std::ops::RangeInclusive<i64> = 0..=100;

/// Priced above so many of the longest legs, a job is left out only where it does not fit.
const LEGS_BELOW_PRIZE: f64 = 4.0;

/// A job before prices are known.
struct Job {
    customer: Customer,
    priority: i64,
    skills: BTreeSet<i64>,
}

/// Reads a problem.
pub(super) fn read(
    sheet: &mut Sheet<'_>,
    text: &str,
    convention: Option<Convention>,
) -> Option<Instance> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let row = diagnostic::Span::row(sheet.file, error.line() as u64);
            sheet.refuse(codes::no_json(row, &error.to_string()));
            return None;
        }
    };
    let mut problem = Object::of(sheet, String::new(), &value)?;
    let matrices = Matrices::take(sheet, &mut problem)?;
    let jobs = jobs(sheet, &mut problem, &matrices);
    let vehicles = vehicles::vehicles(sheet, &mut problem, &matrices);
    problem.pass_over(&["options"]);
    problem.refuse_rest(sheet);
    if vehicles.is_empty() && sheet.is_sound() {
        sheet.refuse(codes::field_missing(sheet.file, "vehicles"));
    }
    if !sheet.is_sound() {
        return None;
    }
    let convention = settled(sheet, convention, None);
    Some(whole_problem(jobs, vehicles, &matrices, convention))
}

fn whole_problem(
    jobs: Vec<Job>,
    vehicles: Vec<Vehicle>,
    matrices: &Matrices,
    convention: Convention,
) -> Instance {
    let joined = joined(vehicles, matrices);
    let longest = joined.fleets.iter().map(|fleet| dearest(fleet, &joined.travels));
    let unserved = longest.fold(1.0, f64::max);
    let customers = jobs.into_iter().map(|job| {
        let mut customer = job.customer;
        customer.prize = Some(unserved * (1 + job.priority) as f64);
        customer.fleets = 0;
        for (bit, skills) in joined.skills.iter().enumerate() {
            customer.fleets |= u64::from(job.skills.is_subset(skills)) << bit;
        }
        customer
    });
    Instance {
        name: String::new(),
        kind: Kind::Rich,
        convention,
        days: 1,
        customers: customers.collect(),
        travels: joined.travels,
        depots: joined.depots,
        fleets: joined.fleets,
        origin: Origin::AnyDepot,
        backhauls: Backhauls::Mixed,
    }
}

/// What a job may cost at most where it fits.
fn dearest(fleet: &Fleet, travels: &[Travel]) -> f64 {
    let longest = |table: &[f64]| table.iter().copied().fold(0.0, f64::max);
    let Travel::Table { distance, duration, .. } = &travels[fleet.travel] else { return 0.0 };
    let legs = longest(distance) * fleet.distance_price
        + longest(duration.as_deref().unwrap_or_default()) * fleet.duration_price;
    legs * LEGS_BELOW_PRIZE + fleet.fixed_price + 1.0
}

fn jobs(sheet: &mut Sheet<'_>, problem: &mut Object<'_>, matrices: &Matrices) -> Vec<Job> {
    let list = problem.list(sheet, "jobs");
    let mut numbers = BTreeSet::new();
    let mut jobs = Vec::new();
    for (rank, value) in list.iter().enumerate() {
        let Some(job) = Object::of(sheet, format!("jobs[{rank}]"), value) else { continue };
        let Some(job) = self::job(sheet, job, matrices) else { continue };
        if !numbers.insert(job.customer.number) {
            let span = diagnostic::Span::file(sheet.file);
            sheet.refuse(codes::number_twice(span, "jobs", job.customer.number));
        }
        jobs.push(job);
    }
    jobs
}

fn job(sheet: &mut Sheet<'_>, mut job: Object<'_>, matrices: &Matrices) -> Option<Job> {
    let number = job.needed(sheet, "id", &NUMBER);
    let node = job.needed(sheet, "location_index", &matrices.indices());
    let service = job.whole(sheet, "service", &SECONDS).unwrap_or(0);
    let delivery = loads(sheet, &mut job, "delivery");
    let amount = loads(sheet, &mut job, "amount");
    let pickup = loads(sheet, &mut job, "pickup");
    let priority = job.whole(sheet, "priority", &PRIORITY).unwrap_or(0);
    let skills = job.wholes(sheet, "skills", &NUMBER).into_iter().collect();
    let place = job.place("time_windows");
    let mut windows: Vec<Span> = Vec::new();
    for value in job.list(sheet, "time_windows") {
        windows.extend(span(sheet, &place, value));
    }
    windows.sort_by(|a, b| a.open.total_cmp(&b.open));
    if windows.windows(2).any(|pair| pair[1].open <= pair[0].close) {
        sheet.refuse(codes::together(diagnostic::Span::file(sheet.file), &place, &place));
    }
    job.pass_over(&["description", "location", "type"]);
    job.refuse_rest(sheet);
    let mut customer = Customer::new(number?, usize::try_from(node?).ok()?);
    customer.service = service as f64;
    customer.delivery = [delivery[0] + amount[0], delivery[1] + amount[1]];
    customer.pickup = pickup;
    customer.windows = windows;
    customer.patterns = vec![1];
    Some(Job { customer, priority, skills })
}

fn loads(sheet: &mut Sheet<'_>, object: &mut Object<'_>, key: &str) -> Loads {
    let place = object.place(key);
    let amounts = object.wholes(sheet, key, &LOAD);
    let mut loads = [0; 2];
    if amounts.len() > loads.len() {
        let span = diagnostic::Span::file(sheet.file);
        sheet.refuse(codes::too_much(span, &place, &loads.len().to_string()));
    }
    for (load, amount) in loads.iter_mut().zip(amounts) {
        *load = amount;
    }
    loads
}

/// A pair of moments in order.
fn span(sheet: &mut Sheet<'_>, place: &str, value: &Value) -> Option<Span> {
    let [open, close] = value.as_array().map_or(&[][..], Vec::as_slice) else {
        refuse(sheet, place, value, "[a, b]");
        return None;
    };
    let open = whole(sheet, place, open, &SECONDS)?;
    let close = whole(sheet, place, close, &(open..=*SECONDS.end()))?;
    Some(Span { open: open as f64, close: close as f64 })
}
