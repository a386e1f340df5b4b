//! `match`: who fills which request of a week, before any route is known.

use std::path::{Path, PathBuf};

use super::budget::{Budget, Cancel, Limit};
use super::certificates::stored;
use super::clock::Stopwatch;
use super::error::Error;
use super::load::load_or_refuse;
use super::plan_week::{PlanRequest, SupplierQuestion, supplier_question, travel_between};
use crate::index::IndexVec;
use crate::matching::{
    BindingLender, Choice, Policy, Round, RoundProof, Source, match_week, match_week_by, verify,
};
use crate::model::{IsoWeek, Province, ServiceDate};
use crate::random::Seed;
use crate::store::{CertificateRound, Overwrite, write_rounds_file};
use crate::units::Cents;

/// What `match` is asked for.
#[derive(Clone, Debug)]
pub struct MatchOrder {
    /// The week.
    pub week: IsoWeek,
    /// Who chooses.
    pub policy: Policy,
    /// Where networks, flows and potentials go, if anywhere.
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
    /// What no choice can undercut, round by round; `None` for a policy that proves nothing.
    pub dual_cost: Option<Cents>,
    /// Whether flow and potentials of every round prove each other.
    pub certificate_valid: bool,
    /// Full departure windows, with what one pull more would save.
    pub binding: Vec<BindingLender>,
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
    let (loaded, _) = load_or_refuse(data)?;
    let in_week = loaded.province.in_week(order.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    // Nothing is searched, so neither seed nor budget matters.
    static NOBODY: Cancel = Cancel::new();
    let budget = Budget { limit: Limit::Iterations(0), cancel: &NOBODY };
    let request = PlanRequest {
        province: &in_week,
        travel: &travel,
        week: order.week,
        seed: Seed(0),
        budget: &budget,
    };
    let question = supplier_question(&request);
    let solving = Stopwatch::start();
    let chosen = Chosen::by(&question, order.policy);
    let seconds_solve = solving.elapsed().as_secs_f64();
    if let Some((file, overwrite)) = &order.export {
        let rounds: Vec<CertificateRound> =
            chosen.proofs.iter().map(|proof| stored(&in_week, proof)).collect();
        write_rounds_file(file, &rounds, *overwrite)?;
    }
    let (sources, filled_in_province) = counts(&in_week, &question, &chosen.choices);
    Ok(Matched {
        week: order.week,
        policy: order.policy,
        sources,
        filled_in_province,
        cost: chosen.cost,
        dual_cost: proves.then(|| chosen.proofs.iter().map(dual_cents).sum()),
        certificate_valid: proves && chosen.proofs.iter().all(is_proven),
        binding: chosen.binding,
        seconds_solve,
        seconds: watch.elapsed().as_secs_f64(),
        province: in_week.into_owned(),
    })
}

/// What a policy chose.
struct Chosen {
    choices: Vec<Choice>,
    cost: Cents,
    proofs: Vec<RoundProof>,
    binding: Vec<BindingLender>,
}

impl Chosen {
    fn by(question: &SupplierQuestion, policy: Policy) -> Self {
        if policy == Policy::Cheapest {
            let answer = match_week(&question.problem);
            let (choices, cost) = (answer.choices, answer.cost);
            return Self { choices, cost, proofs: answer.rounds, binding: answer.binding };
        }
        let answer = match_week_by(&question.problem, policy);
        let (choices, cost) = (answer.choices, answer.cost);
        Self { choices, cost, proofs: Vec::new(), binding: Vec::new() }
    }
}

/// The bound of a round in whole cents.
fn dual_cents(proof: &RoundProof) -> Cents {
    Cents(proof.dual_cost.div_euclid(proof.scale))
}

fn is_proven(proof: &RoundProof) -> bool {
    verify(&proof.network, &proof.flow, &proof.potentials).is_ok()
}

/// Copies by source, and those of the province that are there in time.
fn counts(
    province: &Province,
    question: &SupplierQuestion,
    choices: &[Choice],
) -> (SourceCounts, i64) {
    let mut decided = IndexVec::filled(None, province.requests().len());
    for (round, morning) in question.problem.rounds.iter().zip(&question.mornings) {
        for open in &round.requests {
            decided[open.request] = Some((round, *morning));
        }
    }
    let (mut sources, mut in_time) = (SourceCounts::default(), 0);
    for choice in choices {
        let request = &province.requests()[choice.request];
        let copies = choice.quantity.0;
        match choice.source {
            Source::Copy(lender) => {
                let own = lender == request.pickup;
                *(if own { &mut sources.own } else { &mut sources.elsewhere }) += copies;
                let arrives =
                    decided[choice.request].and_then(|(round, morning): (&Round, ServiceDate)| {
                        let days = round.lead_days.at(lender, request.pickup)?;
                        Some(morning.plus_days(i64::from(days)))
                    });
                if own || arrives.is_some_and(|date| date <= request.limit) {
                    in_time += copies;
                }
            }
            Source::Returning => {
                sources.returning += copies;
                in_time += copies;
            }
            Source::Outside => sources.outside += copies,
            Source::Unfilled => sources.unfilled += copies,
        }
    }
    (sources, in_time)
}
