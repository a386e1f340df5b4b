//! How other systems choose: the baselines that the gain of the flow is measured against.
//!
//! All but the first decide one request after the other, the dearest to leave unserved first (priority,
//! then age), and what is taken is gone for those that come later. They obey the same capacities
//! and pay the same costs as [`match_week`]; they only look less far.
//!
//! | policy | who lends | practised by |
//! |---|---|---|
//! | [`Policy::EachMorning`] | the cheapest flow of each morning, whatever comes later | nobody; what looking ahead is worth |
//! | [`Policy::FixedList`] | the own branch, then the first place of a fixed list | Dutch interlibrary lending today |
//! | [`Policy::NearestFirst`] | the cheapest way | Evergreen, `OpenRS` DCB |
//! | [`Policy::PerTitle`] | the cheapest ways of all requests for a title together, whatever the lender can pull | Koha with a transport cost matrix |
//! | [`Policy::LoanRatio`] | the own branch, then who has borrowed most beyond what it lent | `ReShare` |
//!
//! Sources: the code and manuals of these systems as of 2026; Koha `C4/HoldsQueue.pm`, Evergreen
//! `HoldTargeter.pm`, mod-rs `FoliosharedindexRouterService`; M. van der Heide and K. Roodbergen
//! (2013), European Journal of Operational Research 228:447-456, on the fixed list.

mod desk;

use super::problem::{Choice, Round, Source, WeekProblem};
use super::week::match_week;
use crate::index::{IndexVec, PlaceIdx, RequestIdx, TitleIdx};
use crate::units::{Cents, Items};

use self::desk::Desk;

/// Who chooses the lenders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The cheapest answer of the whole week.
    #[default]
    Cheapest,
    /// The cheapest flow of each morning for what the mornings before left.
    EachMorning,
    /// The own branch, then the first place in the order of places that has a copy.
    FixedList,
    /// The least [`fixed_cost`](WeekProblem::fixed_cost).
    NearestFirst,
    /// The least fixed cost of all requests of a round for a title together. Copies that their
    /// lender cannot pull any more wait: they stay unserved.
    PerTitle,
    /// The own branch, then the place with the most copies borrowed less copies lent.
    LoanRatio,
}

impl Policy {
    /// Its name where people choose one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cheapest => "cheapest",
            Self::EachMorning => "each-morning",
            Self::FixedList => "fixed-list",
            Self::NearestFirst => "nearest-first",
            Self::PerTitle => "per-title",
            Self::LoanRatio => "loan-ratio",
        }
    }
}

/// What a policy chose, and at what cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyAnswer {
    /// Who serves what, sorted; the quantities of a request add up to what it asks for.
    pub choices: Vec<Choice>,
    /// What all choices cost.
    pub cost: Cents,
}

/// Who supplies what in a week if somebody else chose.
///
/// `O(requests * lenders of a title * log)`; [`Policy::PerTitle`] as [`match_week`].
///
/// # Panics
///
/// As [`match_week`].
pub fn match_week_by(problem: &WeekProblem, policy: Policy) -> PolicyAnswer {
    let mut desk = Desk::of(problem);
    let mut balance = IndexVec::filled(0, problem.pull_capacity.len());
    match policy {
        Policy::Cheapest => {
            let answer = match_week(problem);
            return PolicyAnswer { choices: answer.choices, cost: answer.cost };
        }
        Policy::EachMorning => {
            for round in &problem.rounds {
                desk.serve_cheapest(round);
            }
        }
        Policy::FixedList => desk.serve_all(|_, lender, pickup| (lender != pickup, 0, lender)),
        Policy::NearestFirst => {
            let cost = |lender, pickup| problem.fixed_cost.at(lender, pickup).0;
            desk.serve_all(|_, lender, pickup| (false, cost(lender, pickup), lender));
        }
        Policy::LoanRatio => {
            for round in &problem.rounds {
                for open in desk::by_urgency(round) {
                    let rank = |lender: PlaceIdx| (lender != open.pickup, -balance[lender], lender);
                    for lender in desk.serve(round, open, rank) {
                        balance[lender] -= 1;
                        balance[open.pickup] += 1;
                    }
                }
            }
        }
        Policy::PerTitle => {
            for round in &problem.rounds {
                let wishes = wishes(problem, round, &desk);
                desk.serve_wishes(round, &wishes);
            }
        }
    }
    desk.answer()
}

/// A copy of a title at a lender that a request is to get.
type Wish = (RequestIdx, PlaceIdx, TitleIdx, Items);

/// The cheapest ways of a round's requests by fixed cost, as if every lender could pull anything.
fn wishes(problem: &WeekProblem, round: &Round, desk: &Desk<'_>) -> Vec<Wish> {
    let places = problem.pull_capacity.len();
    let all: i64 = round.requests.iter().map(|open| open.quantity.0).sum();
    let mut requests = round.requests.clone();
    for open in &mut requests {
        open.price_per_day = Cents::ZERO;
    }
    let alone = WeekProblem {
        copies: desk.copies_left(),
        returning: Vec::new(),
        pull_capacity: IndexVec::filled(Items(all), places),
        shelf_capacity: IndexVec::filled(Items(all), places),
        fixed_cost: problem.fixed_cost.clone(),
        organisation: problem.organisation.clone(),
        lending_max: IndexVec::filled(None, problem.lending_max.len()),
        load_steps: Vec::new(),
        rounds: vec![Round { requests, ..round.clone() }],
    };
    let lent = |choice: Choice| match choice.source {
        Source::Copy(lender) => Some((choice.request, lender, choice.title, choice.quantity)),
        Source::Returning | Source::Outside | Source::Unfilled => None,
    };
    match_week(&alone).choices.into_iter().filter_map(lent).collect()
}
