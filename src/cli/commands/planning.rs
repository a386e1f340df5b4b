//! `demo`, `match`, `plan`, `returns`, `verify` and `why`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Manner, Output, changing};
use crate::app::{
    Budget, Destination, Error, FollowOrder, Limit, MatchOrder, Outcome, PLAN_FOLDER, PlanOrder,
    ReturnsOrder, TravelChoice, WeekBoundOrder, WeekReport, YearOrder, bound_week,
    demo as run_demo, demo_week, make_matching, make_plan, place_returns, verify as judge,
    why as explain, with_threads,
};
use crate::cli::arguments::{ForceArguments, SearchArguments};
use crate::cli::bounded;
use crate::cli::changing_arguments::PlanArguments;
use crate::cli::documents;
use crate::cli::interrupt::cancel_on_interrupt;
use crate::cli::matched;
use crate::cli::placed;
use crate::cli::progress::SearchProgress;
use crate::cli::reasons;
use crate::cli::terminal::print_result;
use crate::model::IsoWeek;
use crate::random::Seed;
use crate::report::{
    matched_text, placed_text, verdict_text, week_bound_text, week_text, why_text,
};
use crate::store::Overwrite;

/// How long a bound is searched when no stop rule is given.
const PROOF_TIME_DEFAULT: Duration = Duration::from_mins(1);

/// What `plan` was asked for, of a week by itself.
struct PlanJob<'a> {
    folder: &'a Path,
    week: IsoWeek,
    out: Option<PathBuf>,
    travel: TravelChoice,
    target: Option<u16>,
    require_kpi: bool,
}

pub(super) fn demo(
    out: &Path,
    search: &SearchArguments,
    force: &ForceArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let order = order(demo_week(), Some(out.join(PLAN_FOLDER)), search, force, manner);
    let report = searched(manner, |progress| run_demo(out, &order, progress))?;
    Ok(conclude(&report, manner))
}

/// A week, by itself or on a base timetable, or a whole year.
pub(super) fn week(asked: PlanArguments, manner: &Manner) -> Result<Outcome, Error> {
    let PlanArguments {
        folder,
        week,
        year,
        base,
        out,
        search,
        force,
        target,
        estimate,
        require_kpi,
    } = asked;
    let travel = if estimate { TravelChoice::Estimate } else { TravelChoice::OfFolder };
    if let (Some(year), Some(base)) = (year, &base) {
        let order = YearOrder { year, base: base.clone(), seed: Seed(search.seed) };
        return changing::year(&folder, &order, manner);
    }
    let week = week.expect("clap asks for a week where there is no year");
    if let Some(base) = base {
        let plan = PlanOrder { travel, ..order(week, out, &search, &force, manner) };
        return changing::follow(&folder, &FollowOrder { plan, base }, manner);
    }
    let target = target.permille();
    let job = PlanJob { folder: &folder, week, out, travel, target, require_kpi };
    plan(job, &search, &force, manner)
}

fn plan(
    job: PlanJob<'_>,
    search: &SearchArguments,
    force: &ForceArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let PlanJob { target, travel, .. } = job;
    let order = PlanOrder { target, travel, ..order(job.week, job.out, search, force, manner) };
    let report = searched(manner, |progress| make_plan(job.folder, &order, progress))?;
    match conclude(&report, manner) {
        Outcome::Done if job.require_kpi && !report.norm_is_met() => Ok(Outcome::Missed),
        outcome => Ok(outcome),
    }
}

pub(super) fn bound(
    folder: PathBuf,
    week: Option<IsoWeek>,
    search: &SearchArguments,
    out: Option<(PathBuf, Overwrite)>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let limit = search.limit_or(Limit::Time(PROOF_TIME_DEFAULT));
    let budget = Budget { limit, cancel: cancel_on_interrupt() };
    let order = WeekBoundOrder { folder, week, seed: Seed(search.seed), budget, out };
    let bounded = searched(manner, |progress| bound_week(&order, progress))?;
    print_result(&match manner.output {
        Output::Json => bounded::document(&bounded),
        Output::Words => week_bound_text(&bounded::numbers(&bounded), manner.language),
    });
    Ok(if bounded.interrupted {
        Outcome::Interrupted(None)
    } else if bounded.lower.is_none() {
        Outcome::Missed
    } else {
        Outcome::Done
    })
}

pub(super) fn matching(
    folder: &Path,
    order: &MatchOrder,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let found = with_threads(manner.threads, || make_matching(folder, order))??;
    print_result(&match manner.output {
        Output::Json => matched::document(&found),
        Output::Words => matched_text(&matched::numbers(&found), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn returns(
    folder: &Path,
    order: &ReturnsOrder,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let found = with_threads(manner.threads, || place_returns(folder, order))??;
    print_result(&match manner.output {
        Output::Json => placed::document(&found),
        Output::Words => placed_text(&placed::numbers(&found), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn verify(folder: &Path, manner: &Manner) -> Result<Outcome, Error> {
    let verification = judge(folder)?;
    print_result(&match manner.output {
        Output::Json => documents::verification(&verification, manner.language),
        Output::Words => {
            verdict_text(&documents::judgement(&verification, manner.language), manner.language)
        }
    });
    Ok(if verification.is_valid() { Outcome::Done } else { Outcome::Missed })
}

pub(super) fn why(folder: &Path, place: Option<&str>, manner: &Manner) -> Result<Outcome, Error> {
    let why = explain(folder, place)?;
    print_result(&match manner.output {
        Output::Json => reasons::document(&why),
        Output::Words => why_text(&why.province, &why.plan, &why.places, manner.language),
    });
    Ok(Outcome::Done)
}

fn order(
    week: IsoWeek,
    folder: Option<PathBuf>,
    search: &SearchArguments,
    force: &ForceArguments,
    manner: &Manner,
) -> PlanOrder {
    let overwrite = force.overwrite();
    PlanOrder {
        week,
        seed: Seed(search.seed),
        target: None,
        travel: TravelChoice::OfFolder,
        budget: Budget { limit: search.limit(), cancel: cancel_on_interrupt() },
        language: manner.language,
        destination: folder.map(|folder| Destination { folder, overwrite }),
    }
}

/// Runs a search on the threads asked for, with its progress on stderr.
fn searched<T: Send>(
    manner: &Manner,
    job: impl FnOnce(&SearchProgress) -> Result<T, Error> + Send,
) -> Result<T, Error> {
    let progress = SearchProgress::on_stderr();
    let report = with_threads(manner.threads, || job(&progress))?;
    progress.finish();
    report
}

/// Prints a planned week and says how it ended.
fn conclude(report: &WeekReport, manner: &Manner) -> Outcome {
    print_result(&match manner.output {
        Output::Json => documents::week(report, manner.language),
        Output::Words => {
            week_text(&documents::week_screen(report, manner.language), manner.language)
        }
    });
    if report.interrupted {
        Outcome::Interrupted(report.folder.clone())
    } else if report.is_sound() {
        Outcome::Done
    } else {
        Outcome::Missed
    }
}
