//! A share that is to be filled, what it costs, and what stands in the way.

use crate::app::error::Error;
use crate::app::plan_week::SupplierQuestion;
use crate::matching::{
    Reading, Target, TargetAnswer, TargetOutcome, WeekProblem, match_week_to, share_within_reach,
};
use crate::model::{NormDefinition, Province};
use crate::units::Cents;

/// Tenths of a point in the whole.
const TENTHS: i64 = 1_000;

/// What came of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targeted {
    /// Tenths of a per cent that were asked for.
    pub permille: u16,
    /// Whether they are reached.
    pub outcome: TargetOutcome,
    /// What every choice that reaches them costs at least; `None` where none is known to.
    pub bound: Option<Cents>,
    /// What one copy more costs at this point.
    pub price_per_copy: Cents,
    /// What the last tenth of a point costs, by the price of a copy.
    pub last_tenth: Cents,
    /// The most that any choice of copies fills under this timetable, in tenths of a per cent.
    pub within_reach: u16,
    /// The same under any timetable whatever.
    pub within_reach_of_any: u16,
}

/// The target of a province at a share, by the norm that its settings declare.
pub(in crate::app) fn target_of(province: &Province, permille: u16) -> Result<Target, Error> {
    if province.organisations().iter().any(|body| body.lending.has_band()) {
        return Err(Error::TargetWithBand);
    }
    let reading = match province.settings().norm {
        NormDefinition::Requests => Reading::Requests,
        NormDefinition::InterOrganisation => Reading::InterOrganisation,
        NormDefinition::Loans => return Err(Error::NormOfLoans),
    };
    Ok(Target { reading, permille })
}

/// The cheapest choice that reaches a target, and what is known of how far one could get.
pub(super) fn reach(
    question: &SupplierQuestion,
    anytime: &WeekProblem,
    target: Target,
) -> (TargetAnswer, Targeted) {
    let problem = &question.problem;
    let found = match_week_to(problem, target);
    let asked: i64 = (problem.rounds.iter())
        .flat_map(|round| round.requests.iter().map(|open| open.quantity.0))
        .sum();
    let targeted = Targeted {
        permille: target.permille,
        outcome: found.outcome,
        bound: (found.outcome == TargetOutcome::Reached).then_some(found.bound),
        price_per_copy: found.price_per_copy,
        last_tenth: Cents(found.price_per_copy.0 * asked / TENTHS),
        within_reach: share_within_reach(problem, target.reading),
        within_reach_of_any: share_within_reach(anytime, target.reading),
    };
    (found, targeted)
}
