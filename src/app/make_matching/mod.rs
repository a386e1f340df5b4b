//! `match`: who fills which request of a week, before any route is known or as a plan has it.

mod explained;
mod failed;
mod printed;
mod shortage;
mod targeted;

use std::path::{Path, PathBuf};

use super::budget::{Budget, Cancel, Limit};
use super::certificates::{chosen_by, claim_holds, stored};
use super::clock::Stopwatch;
use super::error::Error;
use super::plan_week::{
    PlanRequest, SupplierBasis, SupplierQuestion, travel_between, under_any_timetable,
};
use crate::index::RequestIdx;
use crate::matching::{BindingLender, Choice, Policy, Source, Target, WeekAnswer, match_week_by};
use crate::model::{IsoWeek, Plan, Province, Supply};
use crate::random::Seed;
use crate::store::{
    INPUTS_FOLDER, Overwrite, PLAN_FILE, SupplierCertificate, read_plan, write_certificate_file,
};
use crate::units::Cents;

pub use explained::Explained;
pub use failed::Replaced;
pub use shortage::ShortLine;
pub use targeted::Targeted;

pub(super) use targeted::target_of;

/// Nobody interrupts a choice that takes no search.
static NOBODY: Cancel = Cancel::new();

/// What `match` is asked for.
#[derive(Clone, Debug)]
pub struct MatchOrder {
    /// The week; a plan has its own.
    pub week: Option<IsoWeek>,
    /// Who chooses, where no plan has chosen.
    pub policy: Policy,
    /// Lines of pull lists on which nothing was found, in the form of `pulls_failed.csv`.
    pub failed: Option<PathBuf>,
    /// Tenths of a per cent that are to be filled by the norm's reading, if any.
    pub target: Option<u16>,
    /// A plan folder whose pull lists are printed.
    pub printed: Option<PathBuf>,
    /// Numbers of requests to be explained.
    pub explain: Vec<String>,
    /// Where network, flow and potentials go, if anywhere.
    pub export: Option<(PathBuf, Overwrite)>,
}

/// Copies by what serves them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceCounts {
    /// From the shelf of the pick-up branch itself.
    pub own: i64,
    /// From another place of the province.
    pub elsewhere: i64,
    /// Coming back within the limit.
    pub returning: i64,
    /// From outside the province.
    pub outside: i64,
    /// Not at all.
    pub unfilled: i64,
}

/// Who fills the requests of a week.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The province as it is in the week.
    pub province: Province,
    /// The week.
    pub week: IsoWeek,
    /// Who chose; `None` is a plan.
    pub policy: Option<Policy>,
    /// Copies by what serves them.
    pub sources: SourceCounts,
    /// Copies from the province that are there within the limit of their request.
    pub filled_in_province: i64,
    /// What all choices cost.
    pub cost: Cents,
    /// What no choice can undercut; `None` for a policy that proves nothing.
    pub dual_cost: Option<Cents>,
    /// Whether flow and potentials prove what is said of them.
    pub certificate_valid: bool,
    /// Full departure windows, with what one pull more would save.
    pub binding: Vec<BindingLender>,
    /// What came of the target, where there was one.
    pub targeted: Option<Targeted>,
    /// What the province does not fill within its limit, and why.
    pub short: Vec<ShortLine>,
    /// Groups that are asked for whole and get nothing.
    pub left_out: Vec<RequestIdx>,
    /// Requests that leave a printed pull list.
    pub reprinted: Vec<RequestIdx>,
    /// Why requests get what they get, as far as asked for.
    pub explained: Vec<Explained>,
    /// What serves instead where nothing was found; all other numbers are those of the promise.
    pub replaced: Vec<Replaced>,
    /// How long the choice took.
    pub seconds_solve: f64,
    /// How long all of it took.
    pub seconds: f64,
}

impl Matched {
    /// Copies asked for.
    pub const fn requests(&self) -> i64 {
        self.filled() + self.sources.unfilled
    }

    /// Copies that somebody fills.
    pub const fn filled(&self) -> i64 {
        let SourceCounts { own, elsewhere, returning, outside, .. } = self.sources;
        own + elsewhere + returning + outside
    }
}

/// Chooses who fills the requests of a week of a data folder, under the timetable that planning
/// begins with. In a plan folder they are chosen, under its own timetable; that is told, and what
/// serves in place of lines that failed.
pub fn make_matching(folder: &Path, order: &MatchOrder) -> Result<Matched, Error> {
    let watch = Stopwatch::start();
    let is_plan = folder.join(PLAN_FILE).exists();
    let proves = order.policy == Policy::Cheapest && !is_plan;
    let asks_proof = order.export.is_some()
        || order.target.is_some()
        || order.printed.is_some()
        || !order.explain.is_empty();
    if asks_proof && !proves {
        return Err(Error::NoProof);
    }
    let inputs = if is_plan { folder.join(INPUTS_FOLDER) } else { folder.to_owned() };
    let (loaded, failed) = failed::load_with_failed(&inputs, order.failed.as_deref())?;
    let plan = is_plan.then(|| read_plan(folder, &loaded.province)).transpose()?;
    let plan = plan.map(|(_, plan)| plan);
    let week = week_of(order.week, plan.as_ref())?;
    let in_week = loaded.province.in_week(week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    // Nothing is searched, so neither seed nor budget matters.
    let budget = Budget { limit: Limit::Iterations(0), cancel: &NOBODY };
    let target = order.target.map(|share| target_of(&in_week, share)).transpose()?;
    let (province, travel) = (&*in_week, &*travel);
    let request = PlanRequest { province, travel, week, seed: Seed(0), target, budget: &budget };
    let basis = match &plan {
        Some(plan) => SupplierBasis::of_plan(&request, plan),
        None => SupplierBasis::before_routes(&request),
    };
    let mut question = basis.question();
    let printed = order.printed.as_deref().map(|folder| printed::lists(folder, province));
    let printed = printed.transpose()?.unwrap_or_default();
    question.remember_printed(&printed);
    let solving = Stopwatch::start();
    let chosen = match &plan {
        Some(plan) => Chosen::in_plan(province, &question, plan),
        None => Chosen::by(province, &question, order.policy, target),
    };
    let seconds_solve = solving.elapsed().as_secs_f64();
    let replaced = failed::replacements(&request, (&basis, &question), &chosen.choices, failed)?;
    let proof = chosen.answer.as_ref().map(|answer| &answer.proof);
    let certificate: Option<SupplierCertificate> = proof.map(|proof| stored(province, proof));
    if let (Some((file, overwrite)), Some(certificate)) = (&order.export, &certificate) {
        write_certificate_file(file, certificate, *overwrite)?;
    }
    let explained = match &chosen.answer {
        Some(answer) => explained::explanations(province, &question, answer, &order.explain)?,
        None => Vec::new(),
    };
    let reprinted = printed::leaving(&printed, &chosen.choices);
    let short = shortage::shortages(province, &question, &chosen.choices);
    let all: i64 = chosen.choices.iter().map(|choice| choice.quantity.0).sum();
    Ok(Matched {
        week,
        policy: plan.is_none().then_some(order.policy),
        sources: counts(province, &chosen.choices),
        filled_in_province: all - short.iter().map(|line| line.copies).sum::<i64>(),
        cost: chosen.cost,
        dual_cost: chosen.bound,
        certificate_valid: certificate.is_some_and(|of| claim_holds(&of)),
        binding: chosen.answer.map_or_else(Vec::new, |answer| answer.binding),
        targeted: chosen.targeted,
        left_out: chosen.left_out,
        reprinted,
        short,
        explained,
        replaced,
        seconds_solve,
        seconds: watch.elapsed().as_secs_f64(),
        province: in_week.into_owned(),
    })
}

/// The week that is asked for, which is that of the plan where there is one.
fn week_of(asked: Option<IsoWeek>, plan: Option<&Plan>) -> Result<IsoWeek, Error> {
    match (asked, plan) {
        (Some(week), Some(plan)) if week != plan.week => {
            Err(Error::WeekOfPlan { asked: week, plan: plan.week })
        }
        (_, Some(plan)) => Ok(plan.week),
        (Some(week), None) => Ok(week),
        (None, None) => Err(Error::WeekMissing),
    }
}

/// What a policy chose.
struct Chosen {
    choices: Vec<Choice>,
    cost: Cents,
    /// What no choice undercuts, where that is proven.
    bound: Option<Cents>,
    /// With its proof, where the policy has one.
    answer: Option<WeekAnswer>,
    targeted: Option<Targeted>,
    left_out: Vec<RequestIdx>,
}

impl Chosen {
    fn in_plan(province: &Province, question: &SupplierQuestion, plan: &Plan) -> Self {
        let choice = |supply: &Supply| Choice {
            request: supply.request,
            source: chosen_by(supply.source),
            title: supply.title(&province.requests()[supply.request]),
            quantity: supply.quantity,
        };
        let choices: Vec<Choice> = plan.supplies.iter().map(choice).collect();
        let cost = cost_of(question, &choices);
        Self { choices, cost, bound: None, answer: None, targeted: None, left_out: Vec::new() }
    }

    fn by(
        province: &Province,
        question: &SupplierQuestion,
        policy: Policy,
        target: Option<Target>,
    ) -> Self {
        if policy != Policy::Cheapest {
            let answer = match_week_by(&question.problem, policy);
            let (choices, cost) = (answer.choices, answer.cost);
            return Self {
                choices,
                cost,
                bound: None,
                answer: None,
                targeted: None,
                left_out: Vec::new(),
            };
        }
        let mut left_out = Vec::new();
        let (answer, bound, targeted) = if let Some(target) = target {
            let anytime = under_any_timetable(province, question);
            let (found, targeted) = targeted::reach(question, &anytime, target);
            (found.answer, targeted.bound, Some(targeted))
        } else {
            let found = question.answer();
            left_out = found.left_out;
            (found.answer, Some(found.bound), None)
        };
        let (choices, cost) = (answer.choices.clone(), answer.cost);
        Self { choices, cost, bound, answer: Some(answer), targeted, left_out }
    }
}

/// What a choice costs, without what busy lenders cost more; a copy that a plan leaves behind has no
/// days.
fn cost_of(question: &SupplierQuestion, choices: &[Choice]) -> Cents {
    let asked = shortage::asked(question);
    let cost = |choice: &Choice| {
        let (round, open) = asked[&choice.request];
        let each = match choice.source {
            Source::Copy(lender) => {
                let days = round.lead_days.at(lender, open.pickup).unwrap_or(0);
                question.problem.fixed_cost.at(lender, open.pickup)
                    + open.price_per_day * i64::from(days)
            }
            Source::Returning => open.wait,
            Source::Outside => open.outside,
            Source::Unfilled => open.unfilled,
        };
        each * choice.quantity.0
    };
    choices.iter().map(cost).sum()
}

/// Copies by source.
fn counts(province: &Province, choices: &[Choice]) -> SourceCounts {
    let mut sources = SourceCounts::default();
    for choice in choices {
        let pickup = province.requests()[choice.request].pickup;
        let count = match choice.source {
            Source::Copy(lender) if lender == pickup => &mut sources.own,
            Source::Copy(_) => &mut sources.elsewhere,
            Source::Returning => &mut sources.returning,
            Source::Outside => &mut sources.outside,
            Source::Unfilled => &mut sources.unfilled,
        };
        *count += choice.quantity.0;
    }
    sources
}
