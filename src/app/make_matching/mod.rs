//! `match`: who fills which request of a week, before any route is known.

mod explained;
mod failed;
mod shortage;
mod targeted;

use std::path::{Path, PathBuf};

use super::budget::{Budget, Cancel, Limit};
use super::certificates::{claim_holds, stored};
use super::clock::Stopwatch;
use super::error::Error;
use super::plan_week::{
    PlanRequest, SupplierQuestion, supplier_question, travel_between, under_any_timetable,
};
use crate::matching::{
    BindingLender, Choice, Policy, Source, Target, WeekAnswer, WeekProof, match_week, match_week_by,
};
use crate::model::{IsoWeek, Province};
use crate::random::Seed;
use crate::store::{Overwrite, SupplierCertificate, write_certificate_file};
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
    /// The week.
    pub week: IsoWeek,
    /// Who chooses.
    pub policy: Policy,
    /// Lines of pull lists on which nothing was found, in the form of `pulls_failed.csv`.
    pub failed: Option<PathBuf>,
    /// Tenths of a per cent that are to be filled by the norm's reading, if any.
    pub target: Option<u16>,
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
    /// Who chose.
    pub policy: Policy,
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
/// begins with.
pub fn make_matching(data: &Path, order: &MatchOrder) -> Result<Matched, Error> {
    let watch = Stopwatch::start();
    let proves = order.policy == Policy::Cheapest;
    if order.export.is_some() && !proves {
        return Err(Error::NoProof);
    }
    if (order.target.is_some() || !order.explain.is_empty()) && !proves {
        return Err(Error::NoProof);
    }
    let (loaded, failed) = failed::load_with_failed(data, order.failed.as_deref())?;
    let in_week = loaded.province.in_week(order.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    // Nothing is searched, so neither seed nor budget matters.
    let budget = Budget { limit: Limit::Iterations(0), cancel: &NOBODY };
    let target = order.target.map(|share| target_of(&in_week, share)).transpose()?;
    let request = PlanRequest {
        province: &in_week,
        travel: &travel,
        week: order.week,
        seed: Seed(0),
        target,
        budget: &budget,
    };
    let question = supplier_question(&request);
    let solving = Stopwatch::start();
    let chosen = Chosen::by(&in_week, &question, order.policy, target);
    let seconds_solve = solving.elapsed().as_secs_f64();
    let replaced = failed::replacements(&request, &question, &chosen.choices, failed)?;
    let proof = chosen.answer.as_ref().map(|answer| &answer.proof);
    let certificate: Option<SupplierCertificate> = proof.map(|proof| stored(&in_week, proof));
    if let (Some((file, overwrite)), Some(certificate)) = (&order.export, &certificate) {
        write_certificate_file(file, certificate, *overwrite)?;
    }
    let explained = match &chosen.answer {
        Some(answer) => explained::explanations(&in_week, &question, answer, &order.explain)?,
        None => Vec::new(),
    };
    let short = shortage::shortages(&in_week, &question, &chosen.choices);
    let all: i64 = chosen.choices.iter().map(|choice| choice.quantity.0).sum();
    Ok(Matched {
        week: order.week,
        policy: order.policy,
        sources: counts(&in_week, &chosen.choices),
        filled_in_province: all - short.iter().map(|line| line.copies).sum::<i64>(),
        cost: chosen.cost,
        dual_cost: match chosen.targeted {
            Some(targeted) => targeted.bound,
            None => proof.map(WeekProof::bound),
        },
        certificate_valid: certificate.is_some_and(|of| claim_holds(&of)),
        binding: chosen.answer.map_or_else(Vec::new, |answer| answer.binding),
        targeted: chosen.targeted,
        short,
        explained,
        replaced,
        seconds_solve,
        seconds: watch.elapsed().as_secs_f64(),
        province: in_week.into_owned(),
    })
}

/// What a policy chose.
struct Chosen {
    choices: Vec<Choice>,
    cost: Cents,
    /// With its proof, where the policy has one.
    answer: Option<WeekAnswer>,
    targeted: Option<Targeted>,
}

impl Chosen {
    fn by(
        province: &Province,
        question: &SupplierQuestion,
        policy: Policy,
        target: Option<Target>,
    ) -> Self {
        if policy != Policy::Cheapest {
            let answer = match_week_by(&question.problem, policy);
            let (choices, cost) = (answer.choices, answer.cost);
            return Self { choices, cost, answer: None, targeted: None };
        }
        let (answer, targeted) = match target {
            Some(target) => {
                let anytime = under_any_timetable(province, question);
                let (found, targeted) = targeted::reach(question, &anytime, target);
                (found.answer, Some(targeted))
            }
            None => (match_week(&question.problem), None),
        };
        let (choices, cost) = (answer.choices.clone(), answer.cost);
        Self { choices, cost, answer: Some(answer), targeted }
    }
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
