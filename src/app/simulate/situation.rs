//! A province as the simulation takes it.

use super::from_history::FromHistory;
use crate::index::{IndexVec, PlaceIdx, SquareMatrix};
use crate::model::{Category, IsoWeek, PlaceKind, Province, ServiceDate, Weekday, WeekdaySet};
use crate::random::Seed;
use crate::simulation::{
    Fit, FitInput, Lender, LoanLengths, Period, QueuePurchase, ReturnRule, Rules, Season, Sharing,
    ShelfKind, Situation, Stock, SupplyPrices, System, TitleFacts, Ways, YEAR_FLATTER,
};
use crate::synthesis::season::day_index;
use crate::synthesis::{Demand, Size};
use crate::travel::TravelMatrix;

/// Days of a week.
const WEEK: f64 = 7.0;

/// Days that are played before the first that counts: two loans and more, since the start is
/// partly drawn, and queues and what is bought for them have to settle.
const WARM_UP_DAYS: u16 = 84;

/// Days from the request to the last one on which a copy counts, where the data have no request.
const LIMIT_DAYS: u16 = 42;

/// Readers that wait for a copy, above which a library buys another (estimate): with one a copy
/// the last waits about as long as the limit.
const WAITING_PER_COPY: f64 = 1.0;

/// Days from an order to the shelf (estimate).
const DELIVERY_DAYS: u16 = 14;

/// Days until a copy that was not on its shelf is found (estimate).
const FOUND_AFTER_DAYS: u16 = 28;

/// A province in the simulation, with what the fit could not explain.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) situation: Situation,
    pub(super) fit: Fit,
    /// Requests of a mean week, which the readers are calibrated to.
    pub(super) requests_a_week: f64,
    /// Weeks of history that the readers were fitted to; 0 where there is none.
    pub(super) history_weeks: usize,
}

/// The province as it is, under fixed visit days, over so many weeks from a week on; readers by
/// the history where there is one, else by the distributions of the generator.
/// O(titles + copies), and some replications.
pub(super) fn base(
    (province, travel): (&Province, &TravelMatrix),
    days: &IndexVec<PlaceIdx, WeekdaySet>,
    (week, weeks): (IsoWeek, u16),
    history: Option<&FromHistory>,
    seed: Seed,
) -> Base {
    let counted = history.and_then(|history| history.requests_a_week);
    let requests_a_week = counted.unwrap_or_else(|| requests_a_week(province));
    let demand = demand_of(province, requests_a_week);
    let places = lenders(province);
    let stock = Stock::of(province.holdings(), province.titles().len());
    let loans =
        LoanLengths::normal(demand.loan_days_mean, demand.loan_days_sd, demand.loan_days_max);
    let modelled = || demand.loan_shares_of(province.places(), province.organisations());
    let shares = history.map_or_else(modelled, |history| history.shares.clone());
    let yearly = Demand { zipf_q: demand.zipf_q * YEAR_FLATTER, ..demand.clone() };
    let weights = yearly.popularity(province.titles().len());
    let weights = match history {
        Some(history) => history.reweighted(province, &weights),
        None => weights,
    };
    let fit = FitInput {
        demand: &demand,
        shares: &shares,
        places: &places,
        stock: &stock,
        weights: &weights,
    };
    let fit = fit.fit(&loans);
    let rules = rules(province, &demand);
    let period = Period { warm_up_days: WARM_UP_DAYS, days: weeks.saturating_mul(7) };
    let mut all = province.places().iter_indexed();
    let background = all.find(|(_, place)| place.kind == PlaceKind::Background);
    let system = System {
        places,
        background: background.map(|(place, _)| place),
        ways: Ways::of(province, days, week),
        prices: prices(province, travel),
        loans,
        season: season((&demand, history), (week, period), &rules),
        rules,
        period,
        titles: province.titles().iter().map(title_facts).collect(),
    };
    let situation = Situation { system, readers: fit.readers.clone(), stock };
    let situation = situation.calibrated(requests_a_week, seed);
    let history_weeks = history.map_or(0, |history| history.weeks);
    Base { situation, fit, requests_a_week, history_weeks }
}

fn title_facts(title: &crate::model::Title) -> TitleFacts {
    let grams = u32::try_from(title.grams.0).unwrap_or(0);
    TitleFacts { category: title.category, grams }
}

fn lenders(province: &Province) -> IndexVec<PlaceIdx, Lender> {
    let lender = |place: &crate::model::Place| Lender {
        organisation: place.organisation,
        shelf: if place.kind.is_served() { ShelfKind::Public } else { ShelfKind::Background },
    };
    province.places().iter().map(lender).collect()
}

/// Requests of a mean week: those of the data, over the days on which they were placed.
fn requests_a_week(province: &Province) -> f64 {
    let placed = || province.requests().iter().map(|request| request.placed);
    let items: i64 = province.requests().iter().map(|request| request.quantity.0).sum();
    let days = match (placed().min(), placed().max()) {
        (Some(first), Some(last)) => first.days_until(last) + 1,
        _ => return 0.0,
    };
    items as f64 / days.max(7) as f64 * WEEK
}

/// The distributions of the generator, for a province of this size.
fn demand_of(province: &Province, requests_a_week: f64) -> Demand {
    let at_hub = |lot: &&crate::model::HoldingLot| province.is_at_hub(lot.place);
    let lots = || province.holdings().iter().map(|(_, lot)| lot);
    let background: usize = lots().filter(at_hub).map(|lot| usize::from(lot.copies)).sum();
    let all: usize = lots().map(|lot| usize::from(lot.copies)).sum();
    let size = Size {
        stops: province.visited_places().count(),
        titles: province.titles().len().max(1),
        copies: (all - background).max(1),
        requests: rounded(requests_a_week).max(1),
    };
    Demand::of_size(size)
}

fn rules(province: &Province, demand: &Demand) -> Rules {
    let days = |request: &crate::model::Request| request.placed.days_until(request.limit);
    let limit = province.requests().iter().map(days).max();
    let limit = limit.and_then(|days| u16::try_from(days).ok()).unwrap_or(LIMIT_DAYS);
    Rules {
        limit_days: limit.max(1),
        hold_days: 7,
        collect_days: 6,
        pull_failure: demand.pull_failure,
        found_after_days: FOUND_AFTER_DAYS,
        not_collected: demand.not_collected,
        queue_purchase: Some(QueuePurchase {
            waiting_per_copy: WAITING_PER_COPY,
            delivery_days: DELIVERY_DAYS,
        }),
        returns: [ReturnRule::Home; Category::WORDS.len()],
        sharing: Sharing::Province,
    }
}

/// What supplying costs: as the matching of a week sees it.
fn prices(province: &Province, travel: &TravelMatrix) -> SupplyPrices {
    const METRES_TIMES_MILLICENTS: i64 = 1_000_000;
    let prices = &province.settings().prices;
    let fixed = SquareMatrix::from_fn(province.places().len(), |from, to| {
        let (lender, pickup) = (&province.places()[from], &province.places()[to]);
        let metres = travel.leg(from, to).map_or(0, |leg| leg.distance.0);
        let preference = if lender.kind == PlaceKind::Background {
            prices.background
        } else if lender.organisation == pickup.organisation {
            crate::units::Cents::ZERO
        } else {
            prices.other_organisation
        };
        preference.0 + metres * prices.item_km_millicents / METRES_TIMES_MILLICENTS
    });
    SupplyPrices { fixed, per_day: prices.awaited_item_day.0 }
}

/// Weekdays and months of the run, which counts from a Monday and is played from before it.
fn season(
    (demand, history): (&Demand, Option<&FromHistory>),
    (week, period): (IsoWeek, Period),
    rules: &Rules,
) -> Season {
    let first = week.date(Weekday::Mon).plus_days(-i64::from(period.warm_up_days));
    let index = |date: ServiceDate| {
        let weekday = date.weekday().num_days_from_monday() as usize;
        match history {
            Some(history) => history.day_index(date, day_index(date)),
            None => day_index(date) * demand.weekday_weights[weekday],
        }
    };
    let days = i64::try_from(period.run_days(rules)).expect("some thousand days");
    let indices: Vec<f64> = (0..days).map(|day| index(first.plus_days(day))).collect();
    // A mean day is one of the period, so that a year has its requests whatever it begins with.
    let counted = usize::from(period.warm_up_days)..usize::from(period.warm_up_days + period.days);
    let mean = indices[counted.clone()].iter().sum::<f64>() / counted.len() as f64;
    Season::new(&indices.iter().map(|index| index / mean).collect::<Vec<f64>>())
}

#[expect(clippy::cast_possible_truncation, reason = "requests of a week")]
#[expect(clippy::cast_sign_loss, reason = "a count is at least 0")]
fn rounded(value: f64) -> usize {
    value.round() as usize
}
