//! `plan --year`: all weeks of an ISO year on the base timetable, before anything is asked.
//!
//! What moves is not known a year ahead, so that visits take the service and the loads of the base
//! timetable. Days, vehicles, drivers, windows and the norm are those of each week, and the referee
//! judges each of them.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::scenario::{weeks_of, without_demand};
use crate::app::budget::{Budget, Cancel, Limit};
use crate::app::clock::Stopwatch;
use crate::app::error::Error;
use crate::app::load::{Loaded, load_or_refuse};
use crate::app::plan_week::{Followed, PlanRequest, follow, prices, standing, travel_between};
use crate::index::{IndexVec, PlaceIdx};
use crate::kpi::transport;
use crate::model::{BaseTimetable, IsoWeek, Province};
use crate::random::Seed;
use crate::store::read_base;
use crate::timetable::{ChangeKind, changes};

/// A year to plan.
#[derive(Clone, Debug)]
pub struct YearOrder {
    /// The ISO year.
    pub year: i32,
    /// The file of the base timetable.
    pub base: PathBuf,
    /// The seed.
    pub seed: Seed,
}

/// A year on the base timetable.
#[derive(Clone, Debug)]
pub struct Year {
    /// The province.
    pub province: Province,
    /// Its weeks.
    pub weeks: Vec<YearWeek>,
    /// The places at which the norm holds.
    pub places: Vec<YearPlace>,
    /// How long it took.
    pub seconds: f64,
}

/// A week of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearWeek {
    /// The week.
    pub week: IsoWeek,
    /// Visits that the plan makes, of places at which the norm holds.
    pub visits: u64,
    /// Visits that the norm asks for.
    pub required: u64,
    /// Visits on another day than in the base timetable, of all places.
    pub moved: u64,
    /// Visits that fall away with a proven reason.
    pub excused: u64,
    /// Visits that are missing without one.
    pub missing: u64,
    /// Rules that the plan breaks, the number of visits left out.
    pub violations: usize,
    /// What the changes cost, in thousandths of a cent.
    pub changes_price: i64,
}

/// Visits made, moved, excused and missing, of each place.
type Counts = IndexVec<PlaceIdx, [u64; 4]>;

/// A place in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearPlace {
    /// The place.
    pub place: PlaceIdx,
    /// Visits made.
    pub visits: u64,
    /// Those of them on another day than in the base timetable.
    pub moved: u64,
    /// Visits that fall away with a proven reason.
    pub excused: u64,
    /// Visits that are missing without one.
    pub missing: u64,
}

impl Year {
    /// Whether every visit of the norm is made or excused, in all weeks.
    pub fn norm_is_met(&self) -> bool {
        self.weeks.iter().all(|week| week.missing == 0 && week.violations == 0)
    }
}

/// Plans all weeks of a year, in parallel; nothing is written.
pub fn plan_year(data: &Path, order: &YearOrder) -> Result<Year, Error> {
    let watch = Stopwatch::start();
    let (loaded, _) = load_or_refuse(data)?;
    let base = read_base(&order.base, &loaded.province)?;
    let province = loaded.province;
    let loaded = Loaded { province: without_demand(&province), ..loaded };
    let weeks: Result<Vec<(YearWeek, Counts)>, Error> = weeks_of(order.year)
        .into_par_iter()
        .map(|week| planned(&loaded, &base, week, order.seed))
        .collect();
    let (weeks, counts): (Vec<YearWeek>, Vec<Counts>) = weeks?.into_iter().unzip();
    let sum = |place: PlaceIdx, what: usize| counts.iter().map(|of| of[place][what]).sum();
    let asked = |place: &PlaceIdx| province.places()[*place].kind.is_served();
    let places = province.visited_places().filter(asked).map(|place| YearPlace {
        place,
        visits: sum(place, 0),
        moved: sum(place, 1),
        excused: sum(place, 2),
        missing: sum(place, 3),
    });
    let places = places.collect();
    Ok(Year { places, weeks, province, seconds: watch.elapsed().as_secs_f64() })
}

fn planned(
    loaded: &Loaded,
    base: &BaseTimetable,
    week: IsoWeek,
    seed: Seed,
) -> Result<(YearWeek, Counts), Error> {
    static NOBODY: Cancel = Cancel::new();
    let in_week = loaded.province.in_week(week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    let budget = Budget { limit: Limit::Iterations(0), cancel: &NOBODY };
    let request = PlanRequest {
        province: &in_week,
        travel: &travel,
        week,
        seed,
        target: None,
        budget: &budget,
    };
    let Followed { refitted, stands, .. } = follow(&request, base)?;
    let plan = &refitted.plan;
    let norm = transport(&in_week, plan);
    let found = changes(&stands, &standing(plan), &prices(&in_week));
    let mut of_places = IndexVec::filled([0_u64; 4], in_week.places().len());
    for visit in &plan.visits {
        of_places[visit.place][0] += 1;
    }
    let is_move = |of: &&crate::timetable::Change| {
        of.kind == ChangeKind::Day && of.from.is_some() && of.to.is_some()
    };
    for change in found.iter().filter(is_move) {
        of_places[change.place][1] += 1;
    }
    for excuse in &norm.excused {
        of_places[excuse.place][2] += u64::from(excuse.visits);
    }
    for (place, missing) in &norm.missing {
        of_places[*place][3] += u64::from(*missing);
    }
    let sum = |what: usize| of_places.iter().map(|of: &[u64; 4]| of[what]).sum();
    let broken = refitted.verdict.violations.iter();
    let of_week = YearWeek {
        week,
        visits: norm.visits,
        required: norm.required,
        moved: sum(1),
        excused: sum(2),
        missing: sum(3),
        violations: broken.filter(|of| of.rule != crate::check::Rule::VisitCount).count(),
        changes_price: found
            .iter()
            .filter(|of| of.kind != ChangeKind::Crates)
            .map(|of| of.price)
            .sum(),
    };
    Ok((of_week, of_places))
}
