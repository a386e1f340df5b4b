//! Why this copy: what was chosen, what came next, and what stood in its way.

use std::collections::BTreeMap;

use crate::index::{OrganisationIdx, PlaceIdx, RequestIdx, TitleIdx};
use crate::units::{Cents, Cost, Items};

use super::problem::{ArcRole, OpenRequest, Source, WeekAnswer, WeekProblem, WeekProof};

/// How many sources beside the chosen ones an explanation shows.
const ALTERNATIVES_MAX: usize = 3;

/// Why a request is served as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The request.
    pub request: RequestIdx,
    /// Position of the round that decided it.
    pub round: usize,
    /// What serves it, by cost; several sources for a group request only.
    pub chosen: Vec<Offer>,
    /// The next best sources that were open to it, by cost, at most three.
    pub alternatives: Vec<Offer>,
}

/// A source that could serve a request.
///
/// An alternative is not chosen because `cost` and the prices of its obstacles together are no
/// less than those of the chosen source, but for half a cent of rounding in each price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What would serve it.
    pub source: Source,
    /// Of which title: the one asked for, or another that serves it.
    pub title: TitleIdx,
    /// How many copies it does serve; nought for an alternative.
    pub quantity: Items,
    /// Days to the hold shelf, for a copy of the province.
    pub lead_days: Option<u16>,
    /// Part of the cost that is the price of those days.
    pub delay: Cents,
    /// What a copy from it costs, all told.
    pub cost: Cents,
    /// Full capacities on its way, each with what one unit more would save.
    pub obstacles: Vec<(Obstacle, Cost)>,
}

/// A capacity that is full, and so has a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// The lender pulls no more for this window.
    PullCapacity {
        /// The lender.
        lender: PlaceIdx,
        /// The window.
        window: u32,
    },
    /// The organisation of the lender lends no more in this week.
    Lending {
        /// The organisation.
        organisation: OrganisationIdx,
    },
    /// All copies that the lender has of the offer's title are taken.
    Copies {
        /// The lender.
        lender: PlaceIdx,
    },
    /// All copies of the offer's title that come back are taken.
    Returning,
    /// The hold shelf of the pick-up branch is full.
    Shelf {
        /// The pick-up branch.
        pickup: PlaceIdx,
    },
}

/// Why a request is served as it is, in `O(arcs)`; `None` for a request of no round.
///
/// Prices are one valid set, of which several may exist.
///
/// # Panics
///
/// When the answer is not one to the problem.
pub fn explain(
    problem: &WeekProblem,
    answer: &WeekAnswer,
    request: RequestIdx,
) -> Option<Explanation> {
    let (round, asked) = problem.rounds.iter().enumerate().find_map(|(position, round)| {
        Some((position, round.requests.iter().find(|asked| asked.request == request)?))
    })?;
    let prices = Prices::of(&answer.proof);
    let arcs = (0..prices.proof.roles.len())
        .filter(|&arc| prices.serves(arc).is_some_and(|(served, ..)| served == request));
    Some(explanation(problem, round, asked, &prices, arcs))
}

/// Why each request of the week is served as it is, sorted by request, in `O(arcs log arcs)`.
///
/// # Panics
///
/// When the answer is not one to the problem.
pub fn explain_week(problem: &WeekProblem, answer: &WeekAnswer) -> Vec<Explanation> {
    let prices = Prices::of(&answer.proof);
    let mut arcs: BTreeMap<RequestIdx, Vec<usize>> = BTreeMap::new();
    for arc in 0..prices.proof.roles.len() {
        if let Some((request, ..)) = prices.serves(arc) {
            arcs.entry(request).or_default().push(arc);
        }
    }
    let mut explanations = Vec::new();
    for (position, round) in problem.rounds.iter().enumerate() {
        explanations.extend(round.requests.iter().map(|asked| {
            let arcs = arcs[&asked.request].iter().copied();
            explanation(problem, position, asked, &prices, arcs)
        }));
    }
    explanations.sort_by_key(|explanation| explanation.request);
    explanations
}

fn explanation(
    problem: &WeekProblem,
    round: usize,
    asked: &OpenRequest,
    prices: &Prices<'_>,
    arcs: impl Iterator<Item = usize>,
) -> Explanation {
    let mut offers: Vec<Offer> = arcs
        .filter_map(|arc| {
            let (_, source, title) = prices.serves(arc)?;
            let lead_days = match source {
                Source::Copy(lender) => problem.rounds[round].lead_days.at(lender, asked.pickup),
                Source::Returning | Source::Outside | Source::Unfilled => None,
            };
            Some(Offer {
                source,
                title,
                quantity: Items(prices.proof.flow[arc]),
                lead_days,
                delay: asked.price_per_day * i64::from(lead_days.unwrap_or(0)),
                cost: prices.proof.cents(arc),
                obstacles: prices.obstacles(arc, asked.pickup),
            })
        })
        .collect();
    offers.sort_by_key(|offer| (offer.cost, offer.source, offer.title != asked.title, offer.title));
    let (chosen, mut alternatives): (Vec<Offer>, Vec<Offer>) =
        offers.into_iter().partition(|offer| offer.quantity > Items::ZERO);
    alternatives.truncate(ALTERNATIVES_MAX);
    Explanation { request: asked.request, round, chosen, alternatives }
}

/// The week's proof, and for each node the one arc that enters it on the way to the requests.
struct Prices<'a> {
    proof: &'a WeekProof,
    entry: Vec<Option<usize>>,
    shelf: BTreeMap<PlaceIdx, Cost>,
}

impl<'a> Prices<'a> {
    fn of(proof: &'a WeekProof) -> Self {
        let mut entry = vec![None; proof.network.supplies().len()];
        let mut shelf = BTreeMap::new();
        for (position, (arc, role)) in proof.network.arcs().iter().zip(&proof.roles).enumerate() {
            match *role {
                ArcRole::Serve { .. } => continue,
                // To bypass a full shelf is a relief, so the price stands on those that use it.
                ArcRole::Shelf { pickup } => {
                    shelf.insert(pickup, proof.entry_price(position));
                }
                ArcRole::Lending { .. }
                | ArcRole::Window { .. }
                | ArcRole::Copies { .. }
                | ArcRole::Returns => {}
            }
            // Of the arcs of a window the last, whose price is that of a pull more.
            entry[arc.to as usize] = Some(position);
        }
        Self { proof, entry, shelf }
    }

    fn serves(&self, arc: usize) -> Option<(RequestIdx, Source, TitleIdx)> {
        match self.proof.roles[arc] {
            ArcRole::Serve { request, source, title } => Some((request, source, title)),
            _ => None,
        }
    }

    fn obstacles(&self, serve: usize, pickup: PlaceIdx) -> Vec<(Obstacle, Cost)> {
        let mut obstacles = Vec::new();
        let mut bypasses_shelf = false;
        let mut next = Some(serve);
        while let Some(arc) = next {
            let obstacle = match self.proof.roles[arc] {
                ArcRole::Lending { organisation } => Some(Obstacle::Lending { organisation }),
                ArcRole::Window { lender, window } => {
                    Some(Obstacle::PullCapacity { lender, window })
                }
                ArcRole::Copies { lender }
                | ArcRole::Serve { source: Source::Copy(lender), .. } => {
                    Some(Obstacle::Copies { lender })
                }
                ArcRole::Returns | ArcRole::Serve { source: Source::Returning, .. } => {
                    Some(Obstacle::Returning)
                }
                ArcRole::Shelf { .. } => {
                    bypasses_shelf = true;
                    None
                }
                ArcRole::Serve { .. } => None,
            };
            // A busy window is dear before it is full.
            let price = match self.proof.roles[arc] {
                ArcRole::Window { .. } => self.proof.price_on_the_way(arc),
                _ => self.proof.capacity_price(arc),
            };
            obstacles.extend(obstacle.filter(|_| price > Cost::ZERO).map(|at| (at, price)));
            next = self.entry[self.proof.network.arcs()[arc].from as usize];
        }
        let price = self.shelf[&pickup];
        if !bypasses_shelf && price > Cost::ZERO {
            obstacles.push((Obstacle::Shelf { pickup }, price));
        }
        obstacles
    }
}
