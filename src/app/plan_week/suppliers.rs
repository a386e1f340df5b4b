//! Who fills which request: the week's rounds of pull lists as a matching problem, and back.

use std::collections::BTreeMap;

use super::PlanRequest;
use super::demand::Demand;
use crate::app::certificates::supplied_by;
use crate::index::{
    Index as _, IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx,
};
use crate::matching::{
    CopyLot, Group, GroupAnswer, LoadStep, NetBand, OpenRequest, OtherEdition, ReturningLot, Round,
    WeekAnswer, WeekProblem, WeekProof, match_week, match_week_to, match_week_within,
    with_whole_groups,
};
use crate::model::{
    HoldingLot, LoadPrice, Organisation, PlaceKind, Prices, Province, Request, ServiceDate, Source,
    Supply,
};
use crate::transit::{LeadTimes, Timetable};
use crate::travel::{TravelLeg, TravelMatrix};
use crate::units::{Cents, Items};

/// What a step of urgency adds to every way of not getting a copy from a shelf (estimate): ten
/// steps weigh less than the wait itself, so that urgency orders and never overrules.
const PRIORITY_STEP: Cents = Cents(10);
/// What a day of waiting so far adds (estimate), up to this many days.
const AGE_STEP: Cents = Cents(1);
const AGE_DAYS_MAX: i64 = 60;

/// The suppliers of a week with their certificate.
#[derive(Clone, Debug)]
pub(super) struct Suppliers {
    pub(super) supplies: Vec<Supply>,
    pub(super) proof: WeekProof,
}

/// The rounds of pull lists of a week as a matching problem, with the morning of each.
#[derive(Clone, Debug)]
pub(in crate::app) struct SupplierQuestion {
    pub(in crate::app) problem: WeekProblem,
    pub(in crate::app) mornings: Vec<ServiceDate>,
    /// What each organisation lends beyond what it borrows.
    pub(in crate::app) bands: IndexVec<OrganisationIdx, NetBand>,
}

impl SupplierQuestion {
    /// The cheapest choice found for a form of its problem, and what is proven of any.
    fn cheapest(&self, problem: &WeekProblem) -> (WeekAnswer, Cents) {
        if self.bands.iter().any(|band| *band != NetBand::default()) {
            let found = match_week_within(problem, &self.bands);
            return (found.answer, found.bound);
        }
        let answer = match_week(problem);
        let bound = answer.proof.bound();
        (answer, bound)
    }

    /// The cheapest choice found, with groups that are asked for whole.
    pub(in crate::app) fn answer(&self) -> GroupAnswer {
        with_whole_groups(&self.problem, |problem| self.cheapest(problem))
    }

    /// Remembers who is on a printed pull list for which request.
    pub(in crate::app) fn remember_printed(
        &mut self,
        printed: &BTreeMap<RequestIdx, Vec<PlaceIdx>>,
    ) {
        for open in self.problem.rounds.iter_mut().flat_map(|round| &mut round.requests) {
            open.printed = printed.get(&open.request).cloned().unwrap_or_default();
        }
    }
}

/// Who could supply what under a timetable, and at what price.
pub(super) fn question(
    request: &PlanRequest<'_>,
    demand: &Demand,
    timetable: &Timetable,
) -> SupplierQuestion {
    let province = request.province;
    let fixed_cost = fixed_costs(province, request.travel);
    let deadlines = Deadlines::of(province, demand);
    let (mornings, mut rounds) = rounds(province, demand, timetable, &deadlines);
    put_copies_first(&mut rounds, &fixed_cost);
    let problem = WeekProblem {
        copies: copies(province, &deadlines),
        returning: returning(province, &deadlines),
        pull_capacity: province.places().iter().map(|place| place.service.pull_capacity).collect(),
        shelf_capacity: province
            .places()
            .iter()
            .map(|place| place.service.shelf_capacity)
            .collect(),
        fixed_cost,
        organisation: province.places().iter().map(|place| place.organisation).collect(),
        lending_max: province.organisations().iter().map(|body| body.lending.most).collect(),
        load_steps: (province.settings().load_prices.iter())
            .map(|&LoadPrice { from_percent, price }| LoadStep { from_percent, price })
            .collect(),
        rounds,
    };
    let band = |body: &Organisation| NetBand {
        least: body.lending.net_least,
        most: body.lending.net_most,
    };
    let bands = province.organisations().iter().map(band).collect();
    SupplierQuestion { problem, mornings, bands }
}

/// What could be supplied if any place were visited on every day, and everything arrived at once:
/// no timetable allows more.
pub(in crate::app) fn under_any_timetable(
    province: &Province,
    question: &SupplierQuestion,
) -> WeekProblem {
    let mut problem = question.problem.clone();
    let places = province.places().len();
    let days = province.settings().service_days.iter().count().max(1);
    let days = i64::try_from(days).expect("seven at most");
    for pulls in &mut problem.pull_capacity {
        pulls.0 *= days;
    }
    for round in &mut problem.rounds {
        round.lead_days = SquareMatrix::from_fn(places, |_, _| Some(0));
        round.window = IndexVec::filled(Some(0), places);
    }
    problem
}

/// Chooses the suppliers under a timetable: all pull lists of the week together, at least cost.
pub(super) fn choose(
    request: &PlanRequest<'_>,
    demand: &Demand,
    timetable: &Timetable,
) -> Suppliers {
    let province = request.province;
    let question = question(request, demand, timetable);
    let solve = |problem: &WeekProblem| match request.target {
        Some(target) => {
            let found = match_week_to(problem, target);
            (found.answer, found.bound)
        }
        None => question.cheapest(problem),
    };
    let answer = with_whole_groups(&question.problem, solve).answer;
    let supply = |choice: &crate::matching::Choice| {
        let asked = province.requests()[choice.request].title;
        Supply {
            request: choice.request,
            source: supplied_by(choice.source),
            edition: Some(choice.title).filter(|title| *title != asked),
            quantity: choice.quantity,
        }
    };
    let mut supplies: Vec<Supply> = answer.choices.iter().map(supply).collect();
    supplies.sort_unstable();
    Suppliers { supplies, proof: answer.proof }
}

/// What supplies cost beyond the money of the plan: preferences and penalties of the settings.
pub(super) fn preference_cost(province: &Province, supplies: &[Supply]) -> Cents {
    let prices = &province.settings().prices;
    let each = |supply: &Supply| match supply.source {
        Source::Shelf(lender) => {
            preference(province, lender, province.requests()[supply.request].pickup)
        }
        Source::Returning => prices.wait,
        Source::Outside => prices.outside_penalty,
        Source::Unfilled => prices.unfilled,
    };
    supplies.iter().map(|supply| each(supply) * supply.quantity.0).sum()
}

/// Until when the returning copies of a title count, for every title that may fill a request.
///
/// A copy that is due later than the least limit of the requests for its title may come too late
/// for one of them, and the matching does not tell them apart. Requests for another edition never
/// move that date; it is theirs only where nobody asks for the title itself.
struct Deadlines(BTreeMap<TitleIdx, ServiceDate>);

impl Deadlines {
    fn of(province: &Province, demand: &Demand) -> Self {
        let mut asked: BTreeMap<TitleIdx, ServiceDate> = BTreeMap::new();
        let mut accepted: BTreeMap<TitleIdx, ServiceDate> = BTreeMap::new();
        for request in &demand.requests {
            let request = &province.requests()[*request];
            for title in province.editions_of(request) {
                let known = if *title == request.title { &mut asked } else { &mut accepted };
                let limit = known.entry(*title).or_insert(request.limit);
                *limit = request.limit.min(*limit);
            }
        }
        accepted.append(&mut asked);
        Self(accepted)
    }

    fn at(&self, title: TitleIdx) -> ServiceDate {
        self.0[&title]
    }
}

fn copies(province: &Province, deadlines: &Deadlines) -> Vec<CopyLot> {
    let lots = deadlines.0.keys().flat_map(|title| {
        province.holdings().of(*title).iter().filter(|lot| lot.on_shelf > 0).map(|lot| CopyLot {
            title: *title,
            lender: lot.place,
            available: Items(i64::from(lot.on_shelf)),
        })
    });
    lots.collect()
}

/// Copies that are out and due before the deadline of their title.
fn returning(province: &Province, deadlines: &Deadlines) -> Vec<ReturningLot> {
    let lots = deadlines.0.iter().map(|(title, limit)| {
        let in_time = province
            .holdings()
            .of(*title)
            .iter()
            .filter(|lot| lot.due.is_some_and(|due| due <= *limit));
        let quantity = in_time.map(|lot| i64::from(lot.copies - lot.on_shelf)).sum();
        ReturningLot { title: *title, quantity: Items(quantity) }
    });
    lots.filter(|lot| lot.quantity > Items::ZERO).collect()
}

/// What it costs to send an item over a way: a touch at either end, and transport.
pub(in crate::app) fn sending_cost(prices: &Prices, way: TravelLeg) -> Cents {
    const METRES_TIMES_MILLICENTS: i64 = 1_000_000;
    let transport = way.distance.0 * prices.item_km_millicents / METRES_TIMES_MILLICENTS;
    prices.touch * 2 + Cents(transport)
}

fn fixed_costs(province: &Province, travel: &TravelMatrix) -> SquareMatrix<PlaceIdx, Cents> {
    let prices = &province.settings().prices;
    SquareMatrix::from_fn(province.places().len(), |lender, pickup| {
        if lender == pickup {
            return prices.touch;
        }
        let way = travel.leg(lender, pickup).unwrap_or_default();
        let away = sending_cost(prices, way) + preference(province, lender, pickup);
        // Prices may be zero, and then too the copy that is there already goes first.
        away.max(prices.touch + Cents(1))
    })
}

/// Makes every way of doing without a copy dearer than the dearest copy, where the prices of the
/// settings do not: a copy on a shelf that can be sent is sent, and prices choose which one.
fn put_copies_first(rounds: &mut [Round], fixed_cost: &SquareMatrix<PlaceIdx, Cents>) {
    let places = || (0..fixed_cost.side()).map(PlaceIdx::at);
    for round in rounds {
        let price = round.requests.iter().map(|open| open.price_per_day).max();
        let price = price.unwrap_or(Cents::ZERO);
        let sent = |pickup: PlaceIdx| {
            let cost = |lender: PlaceIdx| {
                let days = i64::from(round.lead_days.at(lender, pickup)?);
                Some(fixed_cost.at(lender, pickup) + price * days)
            };
            places().filter_map(cost).max().unwrap_or(Cents::ZERO)
        };
        let dearest: IndexVec<PlaceIdx, Cents> = places().map(sent).collect();
        let without = |open: &OpenRequest| open.wait.min(open.outside).min(open.unfilled);
        let lacks = |open: &OpenRequest| dearest[open.pickup] + Cents(1) - without(open);
        let surcharge = round.requests.iter().map(lacks).max().unwrap_or(Cents::ZERO);
        for open in &mut round.requests {
            open.wait += surcharge.max(Cents::ZERO);
            open.outside += surcharge.max(Cents::ZERO);
            open.unfilled += surcharge.max(Cents::ZERO);
        }
    }
}

/// What a lender costs more than the own organisation.
fn preference(province: &Province, lender: PlaceIdx, pickup: PlaceIdx) -> Cents {
    let prices = &province.settings().prices;
    let (from, to) = (&province.places()[lender], &province.places()[pickup]);
    if from.kind == PlaceKind::Background {
        prices.background
    } else if from.organisation == to.organisation {
        Cents::ZERO
    } else {
        prices.other_organisation
    }
}

/// One round for every morning on which some request is first on a pull list.
fn rounds(
    province: &Province,
    demand: &Demand,
    timetable: &Timetable,
    deadlines: &Deadlines,
) -> (Vec<ServiceDate>, Vec<Round>) {
    let mut mornings: BTreeMap<ServiceDate, Vec<RequestIdx>> = BTreeMap::new();
    for request in &demand.requests {
        mornings.entry(demand.ready(province, *request)).or_default().push(*request);
    }
    let round = |(&morning, requests): (&ServiceDate, &Vec<RequestIdx>)| {
        let moment = moment(province, demand, timetable, morning);
        let open = |request: &RequestIdx| {
            let mut open = open(province, *request, morning, deadlines);
            if demand.is_deferred(*request) {
                leave_unserved(&mut open);
            }
            open
        };
        let requests = requests.iter().map(open).collect();
        Round { requests, ..moment }
    };
    (mornings.keys().copied().collect(), mornings.iter().map(round).collect())
}

/// When pulls of a morning leave and arrive; without requests.
pub(super) fn moment(
    province: &Province,
    demand: &Demand,
    timetable: &Timetable,
    morning: ServiceDate,
) -> Round {
    let lead = LeadTimes::on(province, timetable, morning);
    // Where no visit comes, nothing is sent, and yet the own shelf serves the own readers.
    let window = |leaves: &Option<ServiceDate>| {
        u32::try_from(demand.monday.days_until(leaves.unwrap_or(morning))).ok()
    };
    let window: IndexVec<PlaceIdx, Option<u32>> = lead.leaves.iter().map(window).collect();
    Round { lead_days: lead.days, window, requests: Vec::new() }
}

/// Makes every other way dearer than to leave a request unserved.
fn leave_unserved(open: &mut OpenRequest) {
    open.wait = open.unfilled + Cents(1);
    open.outside = open.wait;
    open.others.clear();
}

fn open(
    province: &Province,
    index: RequestIdx,
    morning: ServiceDate,
    deadlines: &Deadlines,
) -> OpenRequest {
    let request: &Request = &province.requests()[index];
    let prices = &province.settings().prices;
    let waited = request.placed.days_until(morning).max(0);
    let urgency = PRIORITY_STEP * (9 - i64::from(request.priority.min(9)))
        + AGE_STEP * waited.min(AGE_DAYS_MAX);
    let others = province.editions_of(request).iter().filter(|title| **title != request.title);
    let other = |title: &TitleIdx| OtherEdition {
        title: *title,
        returns: deadlines.at(*title) <= request.limit,
    };
    let own = province.places()[request.pickup].organisation;
    let is_own = |lot: &HoldingLot| province.places()[lot.place].organisation == own;
    let mut out =
        province.holdings().of(request.title).iter().filter(|lot| lot.copies > lot.on_shelf);
    OpenRequest {
        only_from: request.only_from,
        printed: Vec::new(),
        reprint: province.settings().reprint,
        group: if request.whole { Group::Whole } else { Group::InPart },
        limit_days: u16::try_from(morning.days_until(request.limit)).unwrap_or(0),
        own_returns: out.any(is_own),
        request: index,
        title: request.title,
        others: others.map(other).collect(),
        pickup: request.pickup,
        quantity: request.quantity,
        waited_days: u16::try_from(waited).unwrap_or(u16::MAX),
        price_per_day: prices.awaited_item_day,
        wait: prices.wait + urgency,
        outside: prices.outside_tariff + prices.outside_penalty + urgency,
        unfilled: prices.unfilled + urgency,
    }
}
