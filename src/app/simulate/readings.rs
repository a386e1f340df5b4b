//! What is reported of base, scenario and difference.

use super::network::Network;
use crate::model::{ParcelKind, Province};
use crate::simulation::{Interval, ShelfKind, Situation, Tally};

/// A reading with its interval, or without one where it was planned and not drawn (schatting).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How sure the interval is, 0 to 1; `None` of what does not vary.
    pub confidence: Option<f64>,
}

impl From<Interval> for Estimate {
    fn from(interval: Interval) -> Self {
        let Interval { mean, low, high, confidence } = interval;
        Self { mean, low, high, confidence: Some(confidence) }
    }
}

impl Estimate {
    /// What does not vary.
    pub(super) const fn fixed(value: f64) -> Self {
        Self { mean: value, low: value, high: value, confidence: None }
    }
}

/// The readings of one situation, or of a difference; `None` where there was nothing to read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readings {
    /// Requests filled inside the province, in per cent of the cohort.
    pub requests: Option<Estimate>,
    /// Loans from stock of the province, in per cent of all.
    pub loans: Option<Estimate>,
    /// Requests filled inside the province, in per cent of those that leave the own organisation.
    pub inter_organisation: Option<Estimate>,
    /// Requests a week that no copy of the province filled in time.
    pub not_filled_per_week: Option<Estimate>,
    /// Days from a copy being free for a reader to its arrival.
    pub lead_time_days: Option<Estimate>,
    /// Days from a request to its copy, of those filled inside the province.
    pub waiting_days: Option<Estimate>,
    /// Loans of a copy in a year, on public shelves.
    pub turnover: Option<Estimate>,
    /// Crates a week.
    pub crates_per_week: Option<Estimate>,
    /// Kilometres a week.
    pub km_per_week: Option<Estimate>,
    /// Euro cents a week.
    pub cost_cents_per_week: Option<Estimate>,
}

/// What turns counts into crates and cents (rekenregels).
#[derive(Clone, Copy, Debug)]
pub(super) struct Accounting {
    weeks: f64,
    /// Copies on public shelves.
    copies: f64,
    /// Grams of books in a full crate.
    crate_grams: f64,
    /// Grams that move in a week for no request: new stock, orders, other provinces.
    other_grams: f64,
    /// Whole crates that move in a week.
    whole_crates: f64,
    touch: f64,
    crate_handling: f64,
    outside: f64,
    item_day: f64,
    transport: f64,
    km: f64,
}

/// Times that hands touch an item on its way to a reader: pulled, and sorted at the hub.
const TOUCHES_SENT: f64 = 2.0;

/// Carried out and in.
const CARRIED: f64 = 2.0;

const WEEKS_A_YEAR: f64 = 365.25 / 7.0;

impl Accounting {
    pub(super) fn of((province, network): (&Province, &Network), weeks: u16) -> Self {
        let settings = province.settings();
        let crate_type = &settings.crate_type;
        // Requests and returns move in the simulation.
        let others = || {
            let shipments = province.shipments().iter();
            shipments.filter(|one| !matches!(one.kind, ParcelKind::Request | ParcelKind::Return))
        };
        let loose = others().filter(|one| one.whole_crates.is_none());
        let grams = loose.map(|one| one.items.0 * one.grams_each.0).sum::<i64>();
        let crates = others().filter_map(|one| one.whole_crates).map(|one| one.0).sum::<i64>();
        let prices = &settings.prices;
        Self {
            weeks: f64::from(weeks),
            copies: 0.0,
            crate_grams: (crate_type.gross_max.0 - crate_type.tare.0).max(1) as f64,
            other_grams: grams as f64,
            whole_crates: crates as f64,
            touch: prices.touch.0 as f64,
            crate_handling: prices.crate_handling.0 as f64,
            outside: prices.outside_tariff.0 as f64,
            item_day: prices.awaited_item_day.0 as f64,
            transport: network.transport.0 as f64,
            km: network.distance.0 as f64 / 1_000.0,
        }
    }

    /// With the copies that stand on public shelves in a situation.
    pub(super) fn with_copies_of(self, situation: &Situation) -> Self {
        let lenders = &situation.system.places;
        let is_public = |place| lenders[place].shelf == ShelfKind::Public;
        let shown = situation.stock.iter().filter(|copy| is_public(copy.place)).count();
        Self { copies: shown as f64, ..self }
    }

    fn requests(_: &Self, tally: &Tally) -> Option<f64> {
        tally.whole().requests().percent()
    }

    fn loans(_: &Self, tally: &Tally) -> Option<f64> {
        tally.whole().loans_ratio().percent()
    }

    fn inter_organisation(_: &Self, tally: &Tally) -> Option<f64> {
        tally.whole().inter_organisation().percent()
    }

    fn not_filled(own: &Self, tally: &Tally) -> Option<f64> {
        Some(tally.whole().not_filled() as f64 / own.weeks)
    }

    fn lead_time(_: &Self, tally: &Tally) -> Option<f64> {
        let traffic = tally.traffic();
        (traffic.sent > 0).then(|| traffic.lead_days as f64 / traffic.sent as f64)
    }

    fn waiting(_: &Self, tally: &Tally) -> Option<f64> {
        let filled = tally.whole().filled();
        (filled > 0).then(|| tally.traffic().waiting_days as f64 / filled as f64)
    }

    fn turnover(own: &Self, tally: &Tally) -> Option<f64> {
        let a_week = tally.whole().loans as f64 / own.weeks;
        (own.copies > 0.0).then(|| a_week * WEEKS_A_YEAR / own.copies)
    }

    fn crates(own: &Self, tally: &Tally) -> Option<f64> {
        let grams = tally.traffic().grams as f64 / own.weeks + own.other_grams;
        Some(grams / own.crate_grams + own.whole_crates)
    }

    fn km(own: &Self, _: &Tally) -> Option<f64> {
        Some(own.km)
    }

    fn cost(own: &Self, tally: &Tally) -> Option<f64> {
        let traffic = tally.traffic();
        let touches = TOUCHES_SENT * traffic.sent as f64 + traffic.returned as f64;
        let of_readers = touches * own.touch
            + tally.whole().outside as f64 * own.outside
            + traffic.lead_days as f64 * own.item_day;
        let crates = Self::crates(own, tally)? * CARRIED * own.crate_handling;
        Some(own.transport + crates + of_readers / own.weeks)
    }

    /// All readings, each read by the same function.
    pub(super) fn readings(
        read: impl Fn(fn(&Self, &Tally) -> Option<f64>) -> Option<Estimate>,
    ) -> Readings {
        let planned = |estimate: Option<Estimate>| estimate.map(|of| Estimate::fixed(of.mean));
        Readings {
            requests: read(Self::requests),
            loans: read(Self::loans),
            inter_organisation: read(Self::inter_organisation),
            not_filled_per_week: read(Self::not_filled),
            lead_time_days: read(Self::lead_time),
            waiting_days: read(Self::waiting),
            turnover: read(Self::turnover),
            crates_per_week: read(Self::crates),
            km_per_week: planned(read(Self::km)),
            cost_cents_per_week: read(Self::cost),
        }
    }
}
