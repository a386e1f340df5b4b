//! `bound` and `verify-bound` for a planned week: what no plan of it undercuts.

use std::path::{Path, PathBuf};

use super::budget::{Budget, Cancel, Limit};
use super::clock::Stopwatch;
use super::engine_bounds::{EngineBound, engine_bounds};
use super::error::Error;
use super::load::{TravelChoice, load_or_refuse};
use super::make_plan::{DATA_MARK, PlanOrder, make_plan};
use super::plan_week::{
    NoWeekBound, PlanRequest, ShadowPrice, WeekBound, WeekRefusal, check_week_bound, shadow_prices,
    travel_between, week_bound,
};
use super::solve::{CheckedBound, proof_file};
use crate::bounds::{
    LinkedCertificate, LinkedRefusal, LinkedStops, PairCertificate, PairRefusal, Refusal,
};
use crate::model::{IsoWeek, Plan};
use crate::random::Seed;
use crate::report::Language;
use crate::store::{
    INPUTS_FOLDER, Overwrite, PLAN_FILE, StoredCase, StoredWeekBound, fingerprint,
    fingerprint_folder, is_week_bound, read_plan, read_week_bound, week_bound_path,
    write_week_bound_file,
};
use crate::units::Cents;
use crate::vrp::{Iterations, Progress, Stop};

/// Cases of a certificate of `bound` at most, so that anybody checks it within about a second.
const CASES_MAX: usize = 24;
/// The same of `plan`, whose time is for planning.
const CASES_OF_PLAN_MAX: usize = 4;
/// The part of the time that searches for prices; the rest proves the lead time.
const PRICES_PERCENT: u32 = 70;
/// The part of the time of `plan` that proves.
const PROOF_PERCENT: u32 = 20;
/// Labels to an iteration of the route search, and iterations to a step of the proof of lead time.
const LABELS_AN_ITERATION: u64 = 100;
const ITERATIONS_A_STEP: u64 = 100;
/// No more of both than this with `plan --iterations`: some ten seconds.
const LABELS_OF_PLAN_MAX: u64 = 3_000_000;
const STEPS_OF_PLAN_MAX: u64 = 240;
/// With `bound --iterations`, labels to a step.
const LABELS_A_STEP: u64 = 50_000;
/// Steps of the proof of the lead time of a case at least, and at most.
const STEPS_MIN: u64 = 40;
const STEPS_MAX: u64 = 480;

/// Costs and limits that the bound of a week counts, by the words of `--json`.
pub const WEEK_COVERS: [&str; 9] = [
    "vehicles",
    "distance",
    "time",
    "lead_time",
    "bags",
    "visit_days",
    "fleet",
    "route_duration",
    "rests",
];
/// Those that it leaves out, so that it may be lower than need be.
pub const WEEK_RELAXES: [&str; 8] = [
    "waiting",
    "windows",
    "lateness",
    "loads",
    "load_between_stops",
    "handling_of_received_goods",
    "emission_zones_and_range",
    "hours_of_the_day",
];
/// What it takes as the plan has it.
pub const WEEK_GIVEN: [&str; 3] = ["suppliers", "left_behind", "following_week"];

/// What `bound` is asked to do for a week.
#[derive(Clone, Debug)]
pub struct WeekBoundOrder {
    /// A plan folder, or a data folder that is planned first.
    pub folder: PathBuf,
    /// The week, for a data folder.
    pub week: Option<IsoWeek>,
    /// The seed of planning.
    pub seed: Seed,
    /// The stop rule.
    pub budget: Budget,
    /// Where the certificate goes; by default into the plan folder, if it is better than the one
    /// there.
    pub out: Option<(PathBuf, Overwrite)>,
}

/// A planned week with its bound.
#[derive(Clone, Debug)]
pub struct BoundedWeek {
    /// The week.
    pub week: IsoWeek,
    /// What no plan undercuts, of the cost that planning can change; `None` if the budget ended
    /// before, or the week has none.
    pub lower: Option<Cents>,
    /// What the plan costs of that; `None` where it breaks a rule.
    pub upper: Option<Cents>,
    /// What the other engines prove of a stored plan.
    pub engines: Vec<EngineBound>,
    /// By how much more room would lower the bound of a stored plan.
    pub shadow_prices: Vec<ShadowPrice>,
    /// The file of the certificate.
    pub certificate: Option<PathBuf>,
    /// How long it took.
    pub seconds: f64,
    /// Whether somebody interrupted.
    pub interrupted: bool,
}

impl BoundedWeek {
    /// What could at most still be won, in per cent of the cost that planning can change.
    pub fn gap_percent(&self) -> Option<f64> {
        let (lower, upper) = self.lower.zip(self.upper)?;
        gap_percent(lower, upper)
    }
}

/// What could at most still be won, in per cent of a cost.
pub(super) fn gap_percent(lower: Cents, upper: Cents) -> Option<f64> {
    let gap = (upper - lower).0.max(0) as f64;
    (upper > Cents::ZERO).then(|| gap / upper.0 as f64 * 100.0)
}

/// Whether a path is a folder, and so no public instance.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a certificate is that of a planned week.
pub fn is_week_certificate(path: &Path) -> Result<bool, Error> {
    Ok(is_week_bound(path)?)
}

/// Bounds the week of a plan folder, or plans a week of a data folder and bounds that.
pub fn bound_week(order: &WeekBoundOrder, progress: &dyn Progress) -> Result<BoundedWeek, Error> {
    if order.folder.join(DATA_MARK).exists() && !order.folder.join(PLAN_FILE).exists() {
        return plan_and_bound(order, progress);
    }
    let watch = Stopwatch::start();
    let folder = &order.folder;
    if let Some((file, Overwrite::Refuse)) = &order.out
        && file.exists()
    {
        return Err(crate::store::StoreError::FileExists { path: file.clone() }.into());
    }
    let ((bounded, engines), plan) = with_plan(folder, order.budget, |request, plan| {
        let stops = ProofStops::of_bound(&order.budget);
        let bounded = week_bound(request, plan, &stops.linked(CASES_MAX));
        let bounded = bounded.map(|bound| {
            let prices = shadow_prices(request, plan, &bound);
            (bound, prices)
        });
        (bounded, engine_bounds(folder, request.province, plan))
    })?;
    let engines = engines?;
    let (bound, shadow_prices) = bounded.map_err(|why| Error::NoBound { why: why_not(why) })?;
    let inputs = fingerprint_folder(&folder.join(INPUTS_FOLDER))?;
    let plan_print = fingerprint(folder, &[PLAN_FILE])?;
    let certificate = kept(order, &stored(&bound, inputs, plan_print))?;
    Ok(BoundedWeek {
        week: plan.week,
        lower: Some(bound.lower),
        upper: Some(plan.cost.variable()),
        engines,
        shadow_prices,
        certificate,
        seconds: watch.elapsed().as_secs_f64(),
        interrupted: order.budget.cancel.is_set(),
    })
}

/// Writes a certificate where it was asked for, or in place of a worse one.
fn kept(order: &WeekBoundOrder, bound: &StoredWeekBound) -> Result<Option<PathBuf>, Error> {
    if let Some((file, overwrite)) = &order.out {
        write_week_bound_file(file, bound, *overwrite)?;
        return Ok(Some(file.clone()));
    }
    let file = week_bound_path(&order.folder);
    let is_better = match read_week_bound(&file) {
        Ok(known) if known.plan_fingerprint == bound.plan_fingerprint => {
            known.lower_bound_cents < bound.lower_bound_cents
        }
        _ => true,
    };
    if is_better {
        write_week_bound_file(&file, bound, Overwrite::Replace)?;
    }
    Ok(is_better.then_some(file))
}

fn plan_and_bound(order: &WeekBoundOrder, progress: &dyn Progress) -> Result<BoundedWeek, Error> {
    let Some(week) = order.week else { return Err(Error::NoWeekToBound) };
    if order.out.is_some() {
        return Err(Error::NoBound { why: "a certificate needs a plan folder beside it" });
    }
    let planning = PlanOrder {
        week,
        seed: order.seed,
        target: None,
        travel: TravelChoice::OfFolder,
        budget: order.budget,
        language: Language::English,
        destination: None,
    };
    let report = make_plan(&order.folder, &planning, progress)?;
    Ok(BoundedWeek {
        week,
        lower: report.bound.as_ref().map(|bound| bound.lower),
        upper: report.is_sound().then(|| report.planned.plan.cost.variable()),
        engines: Vec::new(),
        shadow_prices: Vec::new(),
        certificate: None,
        seconds: report.seconds,
        interrupted: report.interrupted,
    })
}

/// Something done with the plan of a folder as a request of its week.
fn with_plan<T>(
    folder: &Path,
    budget: Budget,
    act: impl FnOnce(&PlanRequest<'_>, &Plan) -> T,
) -> Result<(T, Plan), Error> {
    let (loaded, _) = load_or_refuse(&folder.join(INPUTS_FOLDER))?;
    let (_, plan) = read_plan(folder, &loaded.province)?;
    let in_week = loaded.province.in_week(plan.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    let request = PlanRequest {
        province: &in_week,
        travel: &travel,
        week: plan.week,
        seed: Seed(0),
        target: None,
        budget: &budget,
    };
    Ok((act(&request, &plan), plan))
}

/// When the searches for the bound of a week stop.
struct ProofStops {
    prices: Box<dyn Stop>,
    pairs: Box<dyn Fn(usize) -> Box<dyn Stop> + Sync>,
}

impl ProofStops {
    fn of_bound(budget: &Budget) -> Self {
        match budget.limit {
            Limit::Time(_) => Self::of_time(budget, 100),
            Limit::Iterations(labels) => Self::of_counts(budget, [labels, labels / LABELS_A_STEP]),
        }
    }

    fn of_plan(budget: &Budget) -> Self {
        match budget.limit {
            Limit::Time(_) => Self::of_time(budget, PROOF_PERCENT),
            Limit::Iterations(iterations) => {
                let labels = (iterations * LABELS_AN_ITERATION).min(LABELS_OF_PLAN_MAX);
                let steps = (iterations / ITERATIONS_A_STEP).min(STEPS_OF_PLAN_MAX);
                Self::of_counts(budget, [labels, steps])
            }
        }
    }

    fn of_counts(budget: &Budget, [labels, steps]: [u64; 2]) -> Self {
        let cancel = budget.cancel;
        let steps = steps.clamp(STEPS_MIN, STEPS_MAX);
        let pairs = move |_| -> Box<dyn Stop> { Box::new(Unless(Iterations(steps), cancel)) };
        Self { prices: Box::new(Unless(Iterations(labels), cancel)), pairs: Box::new(pairs) }
    }

    /// Within a part of the time; each case has some steps even so, since without any it proves
    /// next to nothing.
    fn of_time(budget: &Budget, percent: u32) -> Self {
        let all = *budget;
        let pairs = move |count: usize| -> Box<dyn Stop> {
            let at_a_time = rayon::current_num_threads().min(count).max(1);
            let turns = u32::try_from(count.div_ceil(at_a_time)).unwrap_or(u32::MAX).max(1);
            let own = all.share(percent * (100 - PRICES_PERCENT) / 100 / turns);
            Box::new(Between { time: own, cancel: all.cancel })
        };
        Self { prices: budget.share(percent * PRICES_PERCENT / 100), pairs: Box::new(pairs) }
    }

    fn linked(&self, cases: usize) -> LinkedStops<'_> {
        LinkedStops { prices: &*self.prices, pairs: &*self.pairs, cases }
    }
}

/// When a time is over, within the steps that there are at least and at most.
struct Between {
    time: Box<dyn Stop>,
    cancel: &'static Cancel,
}

impl Stop for Between {
    fn spent(&self, iterations: u64) -> f64 {
        let is_over = match iterations {
            _ if self.cancel.is_set() => true,
            0..STEPS_MIN => false,
            STEPS_MIN..STEPS_MAX => self.time.spent(iterations) >= 1.0,
            _ => true,
        };
        f64::from(u8::from(is_over))
    }
}

/// The bound of a week that was just planned, within what its budget leaves for that.
pub(super) fn bound_of_plan(
    request: &PlanRequest<'_>,
    plan: &Plan,
    budget: &Budget,
) -> Option<WeekBound> {
    // A week without a bound is planned all the same.
    week_bound(request, plan, &ProofStops::of_plan(budget).linked(CASES_OF_PLAN_MAX)).ok()
}

/// What planning leaves of a budget for the proof.
pub(super) fn planning_part(budget: &Budget) -> Budget {
    match budget.limit {
        Limit::Iterations(_) => *budget,
        Limit::Time(all) => {
            Budget { limit: Limit::Time(all * (100 - PROOF_PERCENT) / 100), ..*budget }
        }
    }
}

struct Unless(Iterations, &'static Cancel);

impl Stop for Unless {
    fn spent(&self, iterations: u64) -> f64 {
        if self.1.is_set() { 1.0 } else { self.0.spent(iterations) }
    }
}

/// The stored form of a bound.
pub(super) fn stored(bound: &WeekBound, inputs: String, plan: String) -> StoredWeekBound {
    StoredWeekBound {
        inputs_fingerprint: inputs,
        plan_fingerprint: plan,
        lower_bound_cents: bound.lower.0,
        bag_price_millicents: bound.bag_price,
        cases: bound.cases.iter().map(stored_case).collect(),
    }
}

fn stored_case(of: &LinkedCertificate) -> StoredCase {
    StoredCase {
        case: proof_file::stored_case(&of.case),
        bound: of.bound,
        work_price: of.work_price,
        days_bound: of.pairs.bound,
        neighbours: of.neighbours.clone(),
        squares: of.pairs.squares.clone(),
        shares: of.pairs.shares.clone(),
    }
}

fn read_back(stored: StoredWeekBound) -> WeekBound {
    let case = |of: StoredCase| LinkedCertificate {
        case: proof_file::read_case(of.case),
        work_price: of.work_price,
        neighbours: of.neighbours,
        pairs: PairCertificate { squares: of.squares, shares: of.shares, bound: of.days_bound },
        bound: of.bound,
    };
    WeekBound {
        lower: Cents(stored.lower_bound_cents),
        bag_price: stored.bag_price_millicents,
        cases: stored.cases.into_iter().map(case).collect(),
    }
}

/// Checks the certificate of a planned week, by default in the folder that it stands in.
pub fn check_plan_bound(
    certificate: &Path,
    plan_folder: Option<PathBuf>,
) -> Result<CheckedBound, Error> {
    static NOBODY: Cancel = Cancel::new();
    let watch = Stopwatch::start();
    let stored = read_week_bound(certificate)?;
    let beside = || certificate.parent().and_then(Path::parent).unwrap_or(Path::new(".."));
    let folder = plan_folder.unwrap_or_else(|| beside().to_owned());
    let inputs = fingerprint_folder(&folder.join(INPUTS_FOLDER))?;
    let plan_print = fingerprint(&folder, &[PLAN_FILE])?;
    let is_of_it = inputs == stored.inputs_fingerprint && plan_print == stored.plan_fingerprint;
    let claimed = read_back(stored);
    let budget = Budget { limit: Limit::Iterations(0), cancel: &NOBODY };
    let (checked, _) =
        with_plan(&folder, budget, |request, plan| check_week_bound(request, plan, &claimed))?;
    let refusal = if is_of_it {
        checked.err().map(refused)
    } else {
        Some("the plan or its inputs are other ones".to_owned())
    };
    let lower = refusal.is_none().then_some(claimed.lower.0 as f64);
    Ok(CheckedBound { lower, refusal, seconds: watch.elapsed().as_secs_f64() })
}

const fn why_not(why: NoWeekBound) -> &'static str {
    match why {
        NoWeekBound::VisitsLost => "visits are missing in it",
        NoWeekBound::VehicleKinds => "its vehicles are of too many kinds",
        NoWeekBound::TooManyPlaces => "it has more than 120 places",
        NoWeekBound::TooDear => "its costs are too large to be added up exactly",
    }
}

fn refused(refusal: WeekRefusal) -> String {
    match refusal {
        WeekRefusal::NoBound(why) => format!("the week has no bound: {}", why_not(why)),
        WeekRefusal::BagPrice => "bags have a price below nought".to_owned(),
        WeekRefusal::Cases(why) => of_cases(why),
        WeekRefusal::Claim(proven) => format!("it claims more than {} cents", proven.0),
    }
}

fn of_cases(refusal: LinkedRefusal) -> String {
    let told = match refusal {
        LinkedRefusal::Shape
        | LinkedRefusal::Empty
        | LinkedRefusal::Routes(Refusal::Shape)
        | LinkedRefusal::Pairs(PairRefusal::Shape) => {
            "it is of another week: days or places differ"
        }
        LinkedRefusal::Routes(Refusal::Range) | LinkedRefusal::Pairs(PairRefusal::Range) => {
            "its numbers are too large to be added up exactly"
        }
        LinkedRefusal::Routes(Refusal::Reloads) => "vehicles reload on the way",
        LinkedRefusal::Routes(Refusal::Hours) => "ways hang on the hour",
        LinkedRefusal::Cases | LinkedRefusal::Routes(Refusal::Cases) => {
            "its cases leave some plan out"
        }
        LinkedRefusal::Routes(Refusal::TooLong) => "checking it takes too long",
        LinkedRefusal::Routes(Refusal::Claim { proven })
        | LinkedRefusal::Pairs(PairRefusal::Claim { proven })
        | LinkedRefusal::Claim { proven } => {
            return format!("it claims more than {proven} thousandths of a cent");
        }
    };
    told.to_owned()
}
