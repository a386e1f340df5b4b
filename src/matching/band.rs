//! Who lends how much more than it borrows: the band that an organisation keeps to.
//!
//! What an organisation lends to others less what it borrows from them ties copies of its own places
//! to requests at its own pick-up branches, across all titles: that is no flow. Each band gets one
//! price (Lagrange): an item from one organisation to another costs the price of the lending one
//! more and that of the borrowing one less. At any prices the cheapest flow, less what the prices
//! earn on the bands, is a bound for every choice within them. The price of one organisation at a
//! time is raised to where two cheapest flows, one on either side of its band, cost the same.
//!
//! Reference: A. M. Geoffrion (1974), "Lagrangean relaxation for integer programming", Mathematical
//! Programming Study 2:82-114.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::found::Found;
use super::network::Arc;
use super::problem::{ArcRole, Source, WeekAnswer, WeekProblem};
use super::stock::Stock;
use super::week::{answer_of, proof_of};
use super::week_network::WeekNetwork;
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx};
use crate::units::{Cents, Items};

/// Bands that are brought in one after another at most; each may push another out again.
const ROUNDS: usize = 12;
/// Prices for one band at most; a handful is enough in practice.
const PRICES: usize = 40;
/// The dearest price is so many times the dearest choice.
const DEAREST: i64 = 4;

/// How much more an organisation may lend than it borrows in a week (nettobalans); below nought it
/// borrows more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetBand {
    /// The least; `None` is any number.
    pub least: Option<Items>,
    /// The most; `None` is any number.
    pub most: Option<Items>,
}

impl NetBand {
    /// How far a balance lies above the band, below nought if it lies below it.
    fn excess(self, net: i64) -> i64 {
        let above = self.most.map_or(0, |most| (net - most.0).max(0));
        let below = self.least.map_or(0, |least| (net - least.0).min(0));
        above + below
    }

    /// What a price earns on the band.
    fn earned(self, price: i64) -> Option<i128> {
        let end = match price {
            0 => return Some(0),
            1.. => self.most,
            _ => self.least,
        };
        Some(i128::from(end?.0) * i128::from(price))
    }
}

/// The cheapest choice found within bands.
#[derive(Clone, Debug)]
pub struct BandAnswer {
    /// Who serves what. Its proof is of costs with the prices of the bands.
    pub answer: WeekAnswer,
    /// What every choice within the bands costs at least.
    pub bound: Cents,
    /// Whether all bands are kept to. Where each contains nought, they are.
    pub is_within: bool,
    /// What one item less out of an organisation would be worth; below nought, one more.
    pub prices: IndexVec<OrganisationIdx, Cents>,
}

/// The cheapest choice for a week within bands, with a bound; up to some hundred times the work of
/// [`match_week`](super::match_week) where bands bind, and the same where they do not.
///
/// # Panics
///
/// As [`match_week`](super::match_week).
pub fn match_week_within(
    problem: &WeekProblem,
    bands: &IndexVec<OrganisationIdx, NetBand>,
) -> BandAnswer {
    let week = WeekNetwork::of(problem, &problem.rounds, &Stock::of(problem));
    let between = between(problem, &week);
    let mut search = Search { week: &week, bands, between: &between, bound: i128::MIN, best: None };
    let mut point = search.look(IndexVec::filled(0, bands.len()));
    for _ in 0..ROUNDS {
        let excess = |body: &OrganisationIdx| bands[*body].excess(point.net[*body]).abs();
        let worst = bands.indices().max_by_key(|body| (excess(body), std::cmp::Reverse(*body)));
        let Some(worst) = worst.filter(|body| excess(body) > 0) else { break };
        point = search.bring_in(point, worst);
    }
    if search.best.is_none() {
        search.lend_to_nobody();
    }
    let bound = search.bound;
    let (point, is_within) = match search.best {
        Some(best) => (best, true),
        None => (point, false),
    };
    // As `WeekProof::bound`.
    let scale = i128::from(week.scale);
    let bound = (bound + scale / 2).div_euclid(scale);
    BandAnswer {
        answer: answer_of(&week, proof_of(point.priced.clone(), point.found.clone())),
        bound: Cents(i64::try_from(bound).unwrap_or(i64::MIN)),
        is_within,
        prices: point.prices.iter().map(|price| Cents(price.div_euclid(week.scale))).collect(),
    }
}

/// For each arc the lending and the borrowing organisation, where they are two.
fn between(
    problem: &WeekProblem,
    week: &WeekNetwork,
) -> Vec<Option<(OrganisationIdx, OrganisationIdx)>> {
    let requests = problem.rounds.iter().flat_map(|round| &round.requests);
    let pickup: BTreeMap<RequestIdx, PlaceIdx> =
        requests.map(|asked| (asked.request, asked.pickup)).collect();
    let of = |role: &ArcRole| match *role {
        ArcRole::Serve { request, source: Source::Copy(lender), .. } => {
            let ends = [lender, pickup[&request]].map(|place| problem.organisation[place]);
            (ends[0] != ends[1]).then_some((ends[0], ends[1]))
        }
        _ => None,
    };
    week.roles.iter().map(of).collect()
}

/// The cheapest flow at some prices.
struct Point {
    prices: IndexVec<OrganisationIdx, i64>,
    priced: WeekNetwork,
    found: Found,
    net: IndexVec<OrganisationIdx, i64>,
    /// Without the prices.
    cost: i128,
}

struct Search<'a> {
    week: &'a WeekNetwork,
    bands: &'a IndexVec<OrganisationIdx, NetBand>,
    between: &'a [Option<(OrganisationIdx, OrganisationIdx)>],
    bound: i128,
    /// The cheapest within all bands.
    best: Option<Rc<Point>>,
}

impl Search<'_> {
    /// The cheapest flow at some prices.
    fn look(&mut self, prices: IndexVec<OrganisationIdx, i64>) -> Rc<Point> {
        let price = |arc: usize| {
            self.between[arc].map_or(0, |(lends, borrows)| prices[lends] - prices[borrows])
        };
        let dearer =
            |(position, arc): (usize, &Arc)| Arc { cost: arc.cost + price(position), ..*arc };
        let priced = self.week.with_arcs(dearer);
        self.solved(prices, priced)
    }

    /// A flow; what it proves is kept, and the flow where it is the best within all bands.
    fn solved(&mut self, prices: IndexVec<OrganisationIdx, i64>, priced: WeekNetwork) -> Rc<Point> {
        let found = Found::cheapest(&priced);
        let mut net = IndexVec::filled(0, self.bands.len());
        for (ends, units) in self.between.iter().zip(&found.best.flow) {
            if let Some((lends, borrows)) = ends {
                net[*lends] += units;
                net[*borrows] -= units;
            }
        }
        let paid = |(price, net): (&i64, &i64)| i128::from(*price) * i128::from(*net);
        let paid: i128 = prices.iter().zip(net.iter()).map(paid).sum();
        let earned = self.bands.iter().zip(prices.iter()).map(|(band, price)| band.earned(*price));
        if let Some(earned) = earned.sum::<Option<i128>>() {
            self.bound = self.bound.max(found.bound - earned);
        }
        let nets = net.iter_indexed();
        let is_within = nets.map(|(body, net)| self.bands[body].excess(*net)).all(|it| it == 0);
        let cost = found.cost - paid;
        let point = Rc::new(Point { prices, priced, found, net, cost });
        if is_within && self.best.as_ref().is_none_or(|best| cost < best.cost) {
            self.best = Some(Rc::clone(&point));
        }
        point
    }

    /// Moves the price of one organisation to the least that brings it into its band.
    fn bring_in(&mut self, from: Rc<Point>, body: OrganisationIdx) -> Rc<Point> {
        let sign = self.bands[body].excess(from.net[body]).signum();
        let at = |search: &mut Self, prices: &IndexVec<OrganisationIdx, i64>, price: i64| {
            let mut prices = prices.clone();
            prices[body] = sign * price;
            search.look(prices)
        };
        let is_out =
            |search: &Self, point: &Point| search.bands[body].excess(point.net[body]) * sign > 0;
        let costs = self.week.network.arcs().iter().map(|arc| arc.cost.abs());
        let dearest = (costs.max().unwrap_or(0) + 1) * DEAREST;
        let mut out = from;
        let mut inside = at(self, &out.prices, dearest.max(sign * out.prices[body] + dearest));
        if is_out(self, &inside) {
            return inside;
        }
        for _ in 0..PRICES {
            let net = |point: &Point| i128::from(sign * point.net[body]);
            // What the two cost but for this price, and where they cost the same.
            let rest = |point: &Point| {
                point.found.cost - i128::from(sign * point.prices[body]) * net(point)
            };
            let fall = net(&out) - net(&inside);
            let Ok(price) = i64::try_from((rest(&inside) - rest(&out) + fall - 1).div_euclid(fall))
            else {
                break;
            };
            if price <= sign * out.prices[body] || price >= sign * inside.prices[body] {
                break;
            }
            let point = at(self, &out.prices, price);
            let is_new = point.net[body] != out.net[body] && point.net[body] != inside.net[body];
            if is_out(self, &point) {
                out = point;
            } else {
                inside = point;
            }
            if !is_new {
                break;
            }
        }
        inside
    }

    /// The choice in which no organisation lends to another, which keeps to bands that contain nought.
    fn lend_to_nobody(&mut self) {
        let closed = |(position, arc): (usize, &Arc)| {
            let capacity = if self.between[position].is_some() { 0 } else { arc.capacity };
            Arc { capacity, ..*arc }
        };
        let alone = self.week.with_arcs(closed);
        let bound = self.bound;
        self.solved(IndexVec::filled(0, self.bands.len()), alone);
        // What it proves is of the weeks in which nobody lends.
        self.bound = bound;
    }
}
