//! What a planner can set: rules, prices, norms. Each field has a unit; defaults live in the
//! settings file of the data folder, each with its source or the word estimate.

use super::words::{value_of, word_of};
use super::{EditionPolicy, HolidayRules, ReturnsRule, TimeWindow, WeekdaySet};
use crate::units::{Cents, Grams, Millilitres, Seconds};

/// Which reading of the 95 % is the norm (normdefinitie).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NormDefinition {
    /// Of a cohort of requests, the share filled by a copy of the province.
    Requests,
    /// Loans from stock of the province, of all loans.
    Loans,
    /// Of the requests that leave the own organisation, the share filled inside the province.
    InterOrganisation,
}

impl NormDefinition {
    /// All definitions with the word that files use.
    pub const WORDS: [(Self, &'static str); 3] = [
        (Self::Requests, "requests"),
        (Self::Loans, "loans"),
        (Self::InterOrganisation, "inter_organisation"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The definition of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// How the hub works (distributiecentrum).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HubRule {
    /// Days between arrival at the hub and leaving it sorted; 1 is the next morning.
    pub sort_days: u8,
    /// Loading before a route leaves, in working time.
    pub loading: Seconds,
    /// Unloading after it returns, in working time.
    pub unloading: Seconds,
}

/// A break that a rule asks for (pauze).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakRule {
    /// The longest stretch without this break.
    pub after: Seconds,
    /// How long the break lasts.
    pub pause: Seconds,
}

/// The rules of working time (arbeidstijden).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkRules {
    /// For everybody, counted over working time: driving, serving, waiting, loading.
    pub work_break: BreakRule,
    /// For trucks, counted over driving time.
    pub driving_break: BreakRule,
}

/// The crate in use (kratsoort).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrateType {
    /// Room inside.
    pub inner: Millilitres,
    /// The share of the room that packed books fill, in per cent.
    pub filling_percent: i64,
    /// What an empty one weighs.
    pub tare: Grams,
    /// The most that a filled one may weigh, for lifting by hand.
    pub gross_max: Grams,
}

impl CrateType {
    /// What may be put in by volume.
    pub const fn net_volume(&self) -> Millilitres {
        Millilitres(self.inner.0 * self.filling_percent / 100)
    }

    /// What may be put in by mass.
    pub const fn net_mass(&self) -> Grams {
        Grams(self.gross_max.0 - self.tare.0)
    }
}

/// The bag for a small point, inside a mixed crate (zak).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BagType {
    /// What may be put in by volume.
    pub volume: Millilitres,
    /// What may be put in by mass.
    pub mass: Grams,
    /// The most sealed bags that a route takes from stop to stop, past the hub; 0 is none.
    pub transfers_max: i64,
}

/// What things are worth to the planner (prijzen).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prices {
    /// An hour of a driver, breaks excluded.
    pub driver_cents_per_hour: i64,
    /// A day that an item for which a reader waits is under way.
    pub awaited_item_day: Cents,
    /// A day that any other item is under way.
    pub other_item_day: Cents,
    /// One touch of an item by hand; a supplied request takes two, lender and hub.
    pub touch: Cents,
    /// Preference for the own organisation: what a copy of another one costs more.
    pub other_organisation: Cents,
    /// What a copy of the background collection costs more.
    pub background: Cents,
    /// What a kilometre between lender and receiver adds to an item's transport, in 1/1000 cent.
    pub item_km_millicents: i64,
    /// Waiting for a copy that is out and comes back within the request's limit.
    pub wait: Cents,
    /// The tariff of an item from outside the province.
    pub outside_tariff: Cents,
    /// What a request filled outside the province costs more than its tariff, for the norm.
    pub outside_penalty: Cents,
    /// What a request that nothing fills costs.
    pub unfilled: Cents,
    /// A crate carried in or out of a place.
    pub crate_handling: Cents,
}

/// What changes of a timetable cost, beside what the changed timetable costs (wijzigingsprijzen).
///
/// The amounts are estimates: so dear that a visit which nothing forces seldom moves, and so far
/// apart that a visit rather comes later on its day than on another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeRules {
    /// A visit on another day.
    pub day: Cents,
    /// Each day that it lies further away.
    pub day_apart: Cents,
    /// Another vehicle on the same day.
    pub vehicle: Cents,
    /// Another turn on the route.
    pub order: Cents,
    /// By how much service may begin earlier or later for nothing.
    pub band: Seconds,
    /// Each begun minute beyond that.
    pub minute: Cents,
    /// A crate more or less at a visit.
    pub crate_more: Cents,
    /// A leg from a place of one region to a place of another, where a timetable is chosen.
    pub region: Cents,
}

impl Default for ChangeRules {
    fn default() -> Self {
        Self {
            day: Cents(10_000),
            day_apart: Cents(2_500),
            vehicle: Cents(1_000),
            order: Cents(500),
            band: Seconds(15 * 60),
            minute: Cents(5),
            crate_more: Cents(5),
            region: Cents(500),
        }
    }
}

/// What pulls of a lender cost more where it is busy, so that the work is spread (druktetoeslag).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadPrice {
    /// From this share of what staff can pull for a visit, in per cent.
    pub from_percent: i64,
    /// What each pull beyond it costs.
    pub price: Cents,
}

/// The labelled estimate of travel by straight line (schatting).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TravelEstimate {
    /// Metres of road for a kilometre of straight line.
    pub metres_per_km: i64,
    /// Seconds for a kilometre of straight line, times 100.
    pub centiseconds_per_km: i64,
    /// Seconds that every trip takes more, for getting away and arriving.
    pub seconds_fixed: Seconds,
}

/// All settings of a province (instellingen).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The name of the province, as on the sheets.
    pub province: String,
    /// Which reading of the 95 % is the norm.
    pub norm: NormDefinition,
    /// The norm in tenths of a per cent; 950 is 95 %.
    pub norm_permille: u16,
    /// Which editions may stand in for the one asked for.
    pub editions: EditionPolicy,
    /// What pulls cost more at busy lenders, by rising share and price; empty is never.
    pub load_prices: Vec<LoadPrice>,
    /// What it costs more to take a request off a pull list that is printed.
    pub reprint: Cents,
    /// Where copies go that came back.
    pub returns: ReturnsRule,
    /// The weekdays on which places can be visited.
    pub service_days: WeekdaySet,
    /// The fewest days between two visits of a place, also across the weekend.
    pub visit_spacing_min_days: u8,
    /// The window of a weekday for a place of which nothing is known.
    pub default_access: TimeWindow,
    /// Which public holidays close the libraries.
    pub holidays: HolidayRules,
    /// How the hub works.
    pub hub: HubRule,
    /// Breaks.
    pub work: WorkRules,
    /// The crate in use.
    pub crate_type: CrateType,
    /// The bag in use.
    pub bag: BagType,
    /// Crates of the whole province, full and empty, at the hub and everywhere.
    pub crates_in_circulation: i64,
    /// Prices.
    pub prices: Prices,
    /// Prices of changes.
    pub changes: ChangeRules,
    /// The travel estimate, used where no table is given.
    pub travel: TravelEstimate,
}
