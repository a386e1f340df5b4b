//! What more room would save, by the prices of a bound (schaduwprijzen).
//!
//! The proof of a week proves something of the same week with more room, too: with longer days, with
//! another bag past the hub, with another crate in each vehicle. By how much that is less is the most
//! that the room could lower the bound. For other sets of days of a place the prices of its visits
//! and the lead time of its goods, all others keeping their days, say about what they would save.

use super::days::{PlaceDays, place_days, set_visits};
use super::search::{WeekBound, chosen, lower};
use super::{WeekTerms, lead, week_terms};
use crate::app::plan_week::PlanRequest;
use crate::app::plan_week::reasons::day_of;
use crate::app::plan_week::visit_days::VisitDays;
use crate::bounds::{PairProblem, proven_linked};
use crate::index::PlaceIdx;
use crate::model::{Plan, Province, ProvinceParts, WeekdaySet};
use crate::units::{Cents, Crates, Seconds};
use crate::vrp::DaySet;

/// How much longer days are.
const LONGER: Seconds = Seconds(30 * 60);
/// Places whose other days are told at most.
const PLACES_TOLD: usize = 5;
/// Thousandths of a cent to a cent.
const THOUSANDTHS: i64 = 1_000;

/// Something that there could be more of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoreRoom {
    /// Half an hour more for every driver and vehicle (langere dienst).
    LongerDays,
    /// One bag past the hub more on every route (doorgeefzak).
    OneMoreBag,
    /// One crate more in every vehicle (krat).
    OneMoreCrate,
    /// Days on which a place may not be visited together.
    OtherDays {
        /// The code of the place.
        code: String,
        /// Its name.
        name: String,
        /// The days.
        days: WeekdaySet,
    },
}

impl MoreRoom {
    /// Its word in documents.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::LongerDays => "half_an_hour",
            Self::OneMoreBag => "bag",
            Self::OneMoreCrate => "crate",
            Self::OtherDays { .. } => "other_days",
        }
    }

    /// Whether its price is proven to be the most that it could lower the bound, or an estimate.
    pub const fn is_proven(&self) -> bool {
        !matches!(self, Self::OtherDays { .. })
    }

    /// Gives a province the room; other days are not a thing of the province.
    fn give(&self, parts: &mut ProvinceParts) {
        match self {
            Self::LongerDays => {
                for vehicle in &mut parts.vehicles {
                    vehicle.route_max += LONGER;
                    vehicle.shift.close = vehicle.shift.close.plus(LONGER);
                }
                for driver in &mut parts.drivers {
                    driver.day_max += LONGER;
                }
            }
            Self::OneMoreBag => parts.settings.bag.transfers_max += 1,
            Self::OneMoreCrate => {
                for vehicle in &mut parts.vehicles {
                    vehicle.crates += Crates(1);
                }
            }
            Self::OtherDays { .. } => {}
        }
    }
}

/// By how much more room lowers a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowPrice {
    /// The room.
    pub room: MoreRoom,
    /// At most so much; for other days about so much.
    pub saves: Cents,
}

/// What more room would save of a bound; other days only where they save something, the most first.
pub(in crate::app) fn shadow_prices(
    request: &PlanRequest<'_>,
    plan: &Plan,
    bound: &WeekBound,
) -> Vec<ShadowPrice> {
    let rooms = [MoreRoom::LongerDays, MoreRoom::OneMoreBag, MoreRoom::OneMoreCrate];
    let falls = rooms.into_iter().filter_map(|room| {
        let proven = proven_with(request, plan, bound, &room)?;
        Some(ShadowPrice { room, saves: (bound.lower - proven).max(Cents::ZERO) })
    });
    let mut prices: Vec<ShadowPrice> = falls.collect();
    prices.extend(other_days(request, plan, bound).unwrap_or_default());
    prices
}

/// What the same prices prove of a week with more room.
fn proven_with(
    request: &PlanRequest<'_>,
    plan: &Plan,
    bound: &WeekBound,
    room: &MoreRoom,
) -> Option<Cents> {
    let mut parts = Province::clone(request.province).into_parts();
    room.give(&mut parts);
    let province = Province::new(parts).ok()?;
    let roomy = PlanRequest { province: &province, ..*request };
    let terms = week_terms(&roomy, plan, bound.bag_price).ok()?;
    let proven = proven_linked(&terms.problem, &bound.cases).ok()?;
    Some(lower(&terms, proven))
}

/// What places would save with other sets of days, about, at the prices of the case that counts.
fn other_days(
    request: &PlanRequest<'_>,
    plan: &Plan,
    bound: &WeekBound,
) -> Option<Vec<ShadowPrice>> {
    let terms = week_terms(request, plan, bound.bag_price).ok()?;
    let least = bound.cases.iter().min_by_key(|case| case.bound)?;
    let free = with_all_sets(request)?;
    let lead = lead::lead(request, plan, &free, bound.bag_price).problem;
    let chosen = chosen(&terms, plan);
    let visits = Visits { request, plan, terms: &terms, prices: &least.case.prices };
    let mut prices = Vec::new();
    for (node, of) in free.iter().enumerate() {
        let Some(client) = terms.problem.clients[node] else { continue };
        let cost = |choice: usize| {
            let paid = visits.cost(node, client as usize, of.patterns[choice])?;
            Some(lead_of(&lead, (node, choice), &chosen) + paid)
        };
        let allowed = terms.problem.sets[node].len();
        let now = (0..allowed).filter_map(cost).min()?;
        let other = (allowed..of.patterns.len()).filter_map(|at| Some((cost(at)?, at))).min();
        if let Some((cost, at)) = other
            && (now - cost) / THOUSANDTHS > 0
        {
            let room = other_days_of(request, of.place, of.patterns[at]);
            prices.push(ShadowPrice { room, saves: Cents((now - cost) / THOUSANDTHS) });
        }
    }
    prices.sort_by_key(|price| std::cmp::Reverse(price.saves));
    prices.truncate(PLACES_TOLD);
    Some(prices)
}

fn other_days_of(request: &PlanRequest<'_>, place: PlaceIdx, set: DaySet) -> MoreRoom {
    let place = &request.province.places()[place];
    let dates = request.week.dates().enumerate();
    let days = dates.filter(|(day, _)| set >> day & 1 == 1).map(|(_, date)| date.weekday());
    MoreRoom::OtherDays {
        code: place.code.to_string(),
        name: place.name.clone(),
        days: WeekdaySet::of(days),
    }
}

/// All places with every set of as many days as they have, on days on which anybody is visited:
/// first those that they may have.
fn with_all_sets(request: &PlanRequest<'_>) -> Option<Vec<PlaceDays>> {
    let mut all = place_days(request).ok()?;
    let days = all.iter().flat_map(|of| &of.patterns).fold(0, |days, set| days | set);
    for of in &mut all {
        let count = of.patterns.first()?.count_ones();
        let is_other = |set: &DaySet| {
            set & !days == 0 && set.count_ones() == count && !of.patterns.contains(set)
        };
        let others: Vec<DaySet> = (1..=days).filter(is_other).collect();
        of.patterns.extend(others);
        of.visits.clear();
    }
    let province = request.province;
    set_visits(&mut all, province, |days| VisitDays::of_days(province, request.week, days));
    Some(all)
}

/// The lead time of a place's goods with a choice, all others having theirs.
fn lead_of(lead: &PairProblem, (node, choice): (usize, usize), chosen: &[usize]) -> i64 {
    let of_pairs = lead.pairs.iter().filter(|pair| pair.nodes.contains(&node)).map(|pair| {
        let [a, b] = pair.nodes;
        let at = |of: usize| if of == node { choice } else { chosen[of] };
        pair.costs[at(a) * lead.single[b].len() + at(b)]
    });
    lead.single[node][choice] + of_pairs.sum::<i64>()
}

/// What visits cost.
struct Visits<'a> {
    request: &'a PlanRequest<'a>,
    plan: &'a Plan,
    terms: &'a WeekTerms,
    /// By day and client.
    prices: &'a [Vec<i64>],
}

impl Visits<'_> {
    /// What the visits of a set of days cost; `None` where no route of the plan is on one of them
    /// that no price is for.
    fn cost(&self, node: usize, client: usize, set: DaySet) -> Option<i64> {
        let known = self.terms.problem.sets[node].iter().fold(0, |known, set| known | set);
        let days = (0..self.prices.len()).filter(|day| set >> day & 1 == 1);
        let cost = days.map(|day| {
            let is_priced = known >> day & 1 == 1;
            if is_priced { Some(self.prices[day][client]) } else { self.detour(node, day) }
        });
        cost.sum()
    }

    /// The least detour of a route of the plan on a day.
    fn detour(&self, node: usize, day: usize) -> Option<i64> {
        let routes = self.plan.routes.iter().filter(|route| day_of(route.date) == day);
        let detours = routes.flat_map(|route| {
            let hub = self.request.province.hub();
            let places = route.visits.iter().map(|visit| self.plan.visits[*visit].place);
            let stops: Vec<PlaceIdx> = std::iter::once(hub).chain(places).chain([hub]).collect();
            let ways = stops.windows(2).map(|way| [way[0], way[1]]).collect::<Vec<_>>();
            ways.into_iter().filter_map(move |way| self.longer(way, node, day))
        });
        detours.min()
    }

    /// How much dearer a way is by a place.
    fn longer(&self, [from, to]: [PlaceIdx; 2], by: usize, day: usize) -> Option<i64> {
        let parts = &self.terms.problem.routes;
        let vehicle = parts.vehicles.iter().find(|of| of.days >> day & 1 == 1)?;
        let profile = &parts.profiles[vehicle.profile];
        let node = |place: PlaceIdx| {
            let at = self.terms.places.iter().position(|of| *of == place);
            at.map_or(Some(0), |at| Some(self.terms.problem.clients[at]? as usize + 1))
        };
        let [from, by, to] = [node(from)?, node(self.terms.places[by])?, node(to)?];
        let leg = |from: usize, to: usize| i64::from(profile.distance[from * parts.nodes + to]);
        Some(leg(from, by) + leg(by, to) - leg(from, to))
    }
}
