//! `match`: who fills which request of a week, before any route is known.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::budget::{Budget, Cancel, Limit};
use super::certificates::stored;
use super::clock::Stopwatch;
use super::error::Error;
use super::load::{Loaded, load_with};
use super::plan_week::{
    PlanRequest, SupplierQuestion, supplier_moment, supplier_question, travel_between,
};
use crate::diagnostic::Diagnostics;
use crate::index::{IndexVec, RequestIdx};
use crate::matching::{
    BindingLender, Choice, FailedLine, Policy, Round, RoundProof, Source, match_week,
    match_week_by, replace_failed, verify,
};
use crate::model::{FailedPull, IsoWeek, Province, ServiceDate};
use crate::random::Seed;
use crate::store::{CertificateRound, Overwrite, write_rounds_file};
use crate::units::Cents;

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
    /// What serves instead where nothing was found; all other numbers are those of the promise.
    pub replaced: Vec<Replaced>,
    /// How long the choice took.
    pub seconds_solve: f64,
    /// How long all of it took.
    pub seconds: f64,
}

/// What serves a request instead of a copy that was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The day on which nothing was found.
    pub date: ServiceDate,
    /// Who serves now.
    pub choice: Choice,
    /// When it is there, for a copy of the province that somebody sends.
    pub arrives: Option<ServiceDate>,
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
    let (loaded, failed) = load_with_failed(data, order.failed.as_deref())?;
    let in_week = loaded.province.in_week(order.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    // Nothing is searched, so neither seed nor budget matters.
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
    let replaced = replacements(&request, &question, &chosen.choices, failed)?;
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
        replaced,
        seconds_solve,
        seconds: watch.elapsed().as_secs_f64(),
        province: in_week.into_owned(),
    })
}

/// A data folder, and the lines that failed.
fn load_with_failed(data: &Path, file: Option<&Path>) -> Result<(Loaded, Vec<FailedPull>), Error> {
    let (loaded, failed, found) = load_with(data, |tables, _| {
        let read = file.map(|file| tables.failed_pulls(file)).transpose();
        match read {
            Ok(read) => {
                let (pulls, found) = read.unwrap_or_default();
                (Ok(pulls), found)
            }
            Err(error) => (Err(error), Diagnostics::default()),
        }
    })?;
    let failed = failed?;
    let loaded = loaded.ok_or(Error::Data { found })?;
    Ok((loaded, failed))
}

/// The next suppliers of lines that failed, day by day.
fn replacements(
    request: &PlanRequest<'_>,
    question: &SupplierQuestion,
    promised: &[Choice],
    mut failed: Vec<FailedPull>,
) -> Result<Vec<Replaced>, Error> {
    let province = request.province;
    failed.sort();
    let numbers: BTreeMap<&str, RequestIdx> =
        province.requests().iter_indexed().map(|(index, of)| (&*of.number, index)).collect();
    let (mut dates, mut moments, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut open = promised.to_vec();
    for of_day in failed.chunk_by(|a, b| a.date == b.date) {
        let mut lines = Vec::new();
        for pull in of_day {
            let request_of =
                numbers.get(&*pull.request).filter(|_| pull.date.iso_week() == request.week);
            let line = request_of.and_then(|of| take_line(*of, pull, &mut open));
            if line.is_none() {
                let code = &province.places()[pull.place].code;
                let FailedPull { date, items, request, .. } = pull;
                unknown.push(format!("{items} x `{request}` at `{code}` on {date}"));
            }
            lines.extend(line);
        }
        dates.push(of_day[0].date);
        moments.push((supplier_moment(request, of_day[0].date), lines));
    }
    if !unknown.is_empty() {
        return Err(Error::NotPromised { lines: unknown.join(", ") });
    }
    let done = replace_failed(&question.problem, promised, &moments);
    let mut replaced = Vec::new();
    for ((date, (moment, _)), choices) in dates.into_iter().zip(&moments).zip(done.choices) {
        for choice in choices {
            let pickup = province.requests()[choice.request].pickup;
            let days = match choice.source {
                Source::Copy(lender) => moment.lead_days.at(lender, pickup),
                Source::Returning | Source::Outside | Source::Unfilled => None,
            };
            let arrives = days.map(|days| date.plus_days(i64::from(days)));
            replaced.push(Replaced { date, choice, arrives });
        }
    }
    Ok(replaced)
}

/// The line of a pull list that a failed pull is, if there is one; what failed is no longer open,
/// so that a row given twice is not replaced twice.
fn take_line(request: RequestIdx, pull: &FailedPull, open: &mut [Choice]) -> Option<FailedLine> {
    let is_it = |choice: &&mut Choice| {
        choice.request == request
            && choice.source == Source::Copy(pull.place)
            && choice.quantity >= pull.items
    };
    let choice = open.iter_mut().find(is_it)?;
    choice.quantity -= pull.items;
    let (lender, title, quantity) = (pull.place, choice.title, pull.items);
    Some(FailedLine { request, lender, title, quantity })
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
