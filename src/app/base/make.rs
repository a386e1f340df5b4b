//! `timetable`: the base timetable of a season, chosen over several weeks.
//!
//! Each scenario is a week of the data, as it is or with its demand drawn again. Each is planned;
//! the days, vehicles and orders of each plan are then driven in all scenarios, packed and judged,
//! and those that cost least on average are the base timetable. Rules that they break in any
//! scenario count first; then cost, with a price for a place that is visited at other moments on
//! its two days, and for routes that go from one region into another. At last the drivers are
//! exchanged so that a place sees the same one.

use std::path::{Path, PathBuf};

use super::drivers::{drivers, key};
use super::scenario::drawn;
use crate::app::budget::{Budget, Limit};
use crate::app::clock::Stopwatch;
use crate::app::error::Error;
use crate::app::load::{Loaded, load_or_refuse};
use crate::app::make_plan::PROGRAM_VERSION;
use crate::app::plan_week::{
    Late, NewWeek, Pins, PlanRequest, Refitted, crossing_cost, loads_of, plan_week, prices, refit,
    standing, travel_between,
};
use crate::index::{IndexVec, PlaceIdx, VisitIdx};
use crate::model::{
    BaseTimetable, BaseVisit, ClockTime, IsoWeek, Plan, Province, ServiceDate, WEEKDAYS, Weekday,
};
use crate::random::Seed;
use crate::store::{Overwrite, write_base};
use crate::timetable::{Run, Standing};
use crate::units::{Cents, Crates, Grams, Seconds};
use crate::vrp::Silent;

/// A rule that a timetable breaks in a scenario: dearer than a year of weeks.
const BROKEN: Cents = Cents(10_000_000);
/// Weeks for which a timetable holds when nothing else is said: a season.
const SEASON_DAYS: i64 = 26 * 7;

/// What the base timetable is made from.
#[derive(Clone, Debug)]
pub struct TimetableOrder {
    /// The weeks of the data that are typical.
    pub weeks: Vec<IsoWeek>,
    /// Scenarios of each week: as it is, and its demand drawn again.
    pub scenarios: u32,
    /// The seed.
    pub seed: Seed,
    /// How long to search, all scenarios together.
    pub budget: Budget,
    /// The number of the version.
    pub version: u32,
    /// The first day; by default the Monday of the first week.
    pub valid_from: Option<ServiceDate>,
    /// The last day; by default half a year later.
    pub valid_until: Option<ServiceDate>,
    /// Where to.
    pub out: PathBuf,
    /// Whether a file there may be replaced.
    pub overwrite: Overwrite,
}

/// A base timetable and how it did.
#[derive(Clone, Debug)]
pub struct MadeTimetable {
    /// The province.
    pub province: Province,
    /// The timetable.
    pub base: BaseTimetable,
    /// What each scenario costs with it, beside what the scenario costs with its own timetable.
    pub scenarios: Vec<(Cents, Cents)>,
    /// Rules that it breaks in all scenarios together.
    pub violations: usize,
    /// How long it took.
    pub seconds: f64,
}

struct Scenario {
    province: Province,
    week: IsoWeek,
    plan: Plan,
}

/// Makes the base timetable of a data folder and writes it.
///
/// # Panics
///
/// Without a week or without scenarios.
pub fn timetable(data: &Path, order: &TimetableOrder) -> Result<MadeTimetable, Error> {
    let watch = Stopwatch::start();
    let (loaded, _) = load_or_refuse(data)?;
    let scenarios = scenarios(&loaded, order)?;
    let mut best: Option<(Cents, usize, Vec<Refitted>)> = None;
    for candidate in 0..scenarios.len() {
        let driven: Vec<Refitted> = scenarios
            .iter()
            .map(|of| driven(&loaded, order, of, &scenarios[candidate].plan))
            .collect();
        let cost = driven.iter().map(|of| score(&loaded.province, of)).sum();
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, candidate, driven));
        }
    }
    let (_, candidate, driven) = best.expect("there is at least one scenario");
    let from = order.valid_from.unwrap_or_else(|| scenarios[0].week.date(Weekday::Mon));
    let base = BaseTimetable {
        version: order.version,
        valid_from: from,
        valid_until: order.valid_until.unwrap_or_else(|| from.plus_days(SEASON_DAYS - 1)),
        visits: visits(&loaded.province, &scenarios[candidate].plan, &driven),
    };
    let written = (&loaded.province, &base);
    write_base(&order.out, written, PROGRAM_VERSION, order.overwrite)?;
    let costs = driven.iter().zip(&scenarios);
    let costs = costs.map(|(of, own)| (of.plan.cost.total(), own.plan.cost.total()));
    Ok(MadeTimetable {
        scenarios: costs.collect(),
        violations: driven.iter().map(|of| of.verdict.violations.len()).sum(),
        base,
        province: loaded.province,
        seconds: watch.elapsed().as_secs_f64(),
    })
}

/// Each scenario with a plan of its own.
fn scenarios(loaded: &Loaded, order: &TimetableOrder) -> Result<Vec<Scenario>, Error> {
    let count = u64::try_from(order.weeks.len()).expect("few weeks") * u64::from(order.scenarios);
    let limit = match order.budget.limit {
        Limit::Iterations(all) => Limit::Iterations(all / count.max(1)),
        Limit::Time(all) => Limit::Time(all / u32::try_from(count.max(1)).unwrap_or(u32::MAX)),
    };
    let budget = Budget { limit, cancel: order.budget.cancel };
    let mut found = Vec::new();
    for week in &order.weeks {
        for number in 0..u64::from(order.scenarios) {
            let province = drawn(&loaded.province, order.seed, number);
            let request = request(&province, loaded, (*week, order.seed, &budget));
            let plan = plan_week(&request, &Silent)?.plan;
            found.push(Scenario { province, week: *week, plan });
        }
    }
    Ok(found)
}

fn request<'a>(
    province: &'a Province,
    loaded: &'a Loaded,
    (week, seed, budget): (IsoWeek, Seed, &'a Budget),
) -> PlanRequest<'a> {
    PlanRequest { province, travel: &loaded.travel, week, seed, target: None, budget }
}

/// The routes of a plan, driven in a scenario with its own suppliers.
fn driven(loaded: &Loaded, order: &TimetableOrder, of: &Scenario, plan: &Plan) -> Refitted {
    let in_week = of.province.in_week(of.week);
    let travel = travel_between(&in_week, &of.province, &loaded.travel);
    let given = request(&in_week, loaded, (of.week, order.seed, &order.budget));
    let request = PlanRequest { travel: &travel, ..given };
    refit(&request, &of.plan, &week_of(&in_week, plan), Late::Kept)
}

/// The days and routes of a plan, by weekday.
fn week_of(province: &Province, plan: &Plan) -> NewWeek {
    let mut days: IndexVec<PlaceIdx, u8> = IndexVec::filled(0, province.places().len());
    for visit in &plan.visits {
        days[visit.place] |= 1 << visit.date.weekday().num_days_from_monday();
    }
    let runs = plan.routes.iter().map(|route| Run {
        day: route.date.weekday().num_days_from_monday() as usize,
        vehicle: route.vehicle,
        stops: route.visits.iter().map(|visit| plan.visits[*visit].place).collect(),
    });
    NewWeek { runs: runs.collect(), days, missing: Vec::new(), pins: Pins::new() }
}

fn score(province: &Province, driven: &Refitted) -> Cents {
    let broken = i64::try_from(driven.verdict.violations.len()).expect("few rules");
    let preferred = unlike(province, &driven.plan) + crossing_cost(province, &driven.plan);
    driven.plan.cost.total() + BROKEN * broken + preferred
}

/// What it costs that a place is visited at other moments on its days, as a change of time would.
fn unlike(province: &Province, plan: &Plan) -> Cents {
    let (prices, mut sum) = (prices(province), 0);
    let mut visits = standing(plan);
    visits.sort_by_key(|visit| (visit.place, visit.day));
    for pair in visits.windows(2) {
        if let [one, other] = pair
            && one.place == other.place
        {
            let beyond = ((one.start - other.start).abs() - prices.band).max(0);
            sum += i64::from(beyond) / 60 * prices.minute;
        }
    }
    Cents(sum / 1_000)
}

/// The visits of a plan, with the latest, longest and fullest of all scenarios.
fn visits(province: &Province, plan: &Plan, driven: &[Refitted]) -> Vec<BaseVisit> {
    let stands = standing(plan);
    let drivers = drivers(province, driven);
    let mut found: Vec<BaseVisit> = Vec::new();
    for visit in &stands {
        let mut seen: Vec<(&Plan, VisitIdx, Standing)> = Vec::new();
        for of in driven {
            let mut of_plan = standing(&of.plan).into_iter().zip(of.plan.visits.indices());
            let same =
                of_plan.find(|(other, _)| other.place == visit.place && other.day == visit.day);
            seen.extend(same.map(|(other, index)| (&of.plan, index, other)));
        }
        let starts: Vec<i32> = seen.iter().map(|(.., other)| other.start).collect();
        let (first, last) = (starts.iter().min(), starts.iter().max());
        let middle = first.zip(last).map_or(visit.start, |(first, last)| first.midpoint(*last));
        let spread = first.zip(last).map_or(0, |(first, last)| (last - first) / 2);
        let by = seen.first().and_then(|(plan, index, _)| {
            let route = &plan.routes[plan.visits[*index].route?];
            let driver = drivers.get(&key(route));
            Some((route.vehicle, *driver.unwrap_or(&route.driver)))
        });
        let mut base = BaseVisit {
            place: visit.place,
            weekday: WEEKDAYS[visit.day],
            by,
            rank: visit.rank,
            start: ClockTime::from_seconds(Seconds(i64::from(middle))),
            slack: Seconds(i64::from(spread)),
            service: Seconds::ZERO,
            brings: Crates::ZERO,
            brings_mass: Grams::ZERO,
            takes: Crates::ZERO,
            takes_mass: Grams::ZERO,
        };
        for (plan, index, _) in seen {
            let (service, brings, takes) = loads_of(province, plan, index);
            base.service = base.service.max(service);
            base.brings = base.brings.max(Crates(i64::from(brings[0])));
            base.brings_mass = base.brings_mass.max(Grams(i64::from(brings[1])));
            base.takes = base.takes.max(Crates(i64::from(takes[0])));
            base.takes_mass = base.takes_mass.max(Grams(i64::from(takes[1])));
        }
        found.push(base);
    }
    found.sort_by_key(|visit| {
        let day = visit.weekday.num_days_from_monday();
        (day, visit.by.is_none(), visit.by, visit.rank, visit.place)
    });
    found
}
