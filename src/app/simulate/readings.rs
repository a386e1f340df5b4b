//! What is reported of base, scenario and difference.

use serde::{Deserialize, Serialize};

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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Crates a week for which the planned week has its paid time at places.
    planned_crates: f64,
    /// Paid time of a crate carried in or out, in cents.
    crate_time: f64,
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
            planned_crates: 0.0,
            crate_time: network.room.crate_seconds * prices.driver_cents_per_hour as f64 / 3_600.0,
        }
    }

    /// With the copies that stand on public shelves in a situation.
    pub(super) fn with_copies_of(self, situation: &Situation) -> Self {
        let lenders = &situation.system.places;
        let is_public = |place| lenders[place].shelf == ShelfKind::Public;
        let shown = situation.stock.copies().iter().filter(|copy| is_public(copy.place)).count();
        Self { copies: shown as f64, ..self }
    }

    /// With the crates of a year for which the week was planned: more crates than these take
    /// more paid time at places, fewer less.
    pub(super) fn planned_for(self, tally: &Tally) -> Self {
        Self { planned_crates: self.crates(tally), ..self }
    }

    /// What driving costs and how far it goes, of another planned week.
    pub(super) fn with_network(self, network: &Network) -> Self {
        Self {
            transport: network.transport.0 as f64,
            km: network.distance.0 as f64 / 1_000.0,
            ..self
        }
    }

    /// What a reading says of a replication; `None` where there was nothing to read. O(places).
    pub(super) fn read(&self, reading: Reading, tally: &Tally) -> Option<f64> {
        let (whole, traffic) = (tally.whole(), tally.traffic());
        let of = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        match reading {
            Reading::Requests => whole.requests().percent(),
            Reading::Loans => whole.loans_ratio().percent(),
            Reading::InterOrganisation => whole.inter_organisation().percent(),
            Reading::NotFilled => of(whole.not_filled() as f64, self.weeks),
            Reading::LeadTime => of(traffic.lead_days as f64, traffic.sent as f64),
            Reading::Waiting => of(traffic.waiting_days as f64, whole.filled() as f64),
            Reading::Turnover => of(whole.loans as f64 / self.weeks * WEEKS_A_YEAR, self.copies),
            Reading::Crates => Some(self.crates(tally)),
            Reading::Km => Some(self.km),
            Reading::Cost => Some(self.cost(tally)),
        }
    }

    /// Crates a week.
    pub(super) fn crates(&self, tally: &Tally) -> f64 {
        let grams = tally.traffic().grams as f64 / self.weeks + self.other_grams;
        grams / self.crate_grams + self.whole_crates
    }

    /// Cents a week.
    fn cost(&self, tally: &Tally) -> f64 {
        let traffic = tally.traffic();
        let touches = TOUCHES_SENT * traffic.sent as f64 + traffic.returned as f64;
        let of_readers = touches * self.touch
            + tally.whole().outside as f64 * self.outside
            + traffic.lead_days as f64 * self.item_day;
        let crates = self.crates(tally);
        let of_crates =
            crates * self.crate_handling + (crates - self.planned_crates) * self.crate_time;
        self.transport + CARRIED * of_crates + of_readers / self.weeks
    }
}

/// What is read of a replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Requests,
    Loans,
    InterOrganisation,
    NotFilled,
    LeadTime,
    Waiting,
    Turnover,
    Crates,
    Km,
    Cost,
}

impl Readings {
    /// All readings, each as it is estimated.
    pub(super) fn of(estimate: impl Fn(Reading) -> Option<Interval>) -> Self {
        let drawn = |reading| estimate(reading).map(Estimate::from);
        let planned = |reading| estimate(reading).map(|interval| Estimate::fixed(interval.mean));
        Self {
            requests: drawn(Reading::Requests),
            loans: drawn(Reading::Loans),
            inter_organisation: drawn(Reading::InterOrganisation),
            not_filled_per_week: drawn(Reading::NotFilled),
            lead_time_days: drawn(Reading::LeadTime),
            waiting_days: drawn(Reading::Waiting),
            turnover: drawn(Reading::Turnover),
            crates_per_week: drawn(Reading::Crates),
            km_per_week: planned(Reading::Km),
            cost_cents_per_week: drawn(Reading::Cost),
        }
    }
}
